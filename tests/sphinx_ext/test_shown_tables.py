"""A numbered table is made once for its page and its landing page, and never shown as an earlier page had it."""

from types import SimpleNamespace

import pytest

from landreform import exhibits
from landreform.sphinx_ext import shown_tables

SLUG, PAGE = "tab-claims", "notebooks/what-has-been-claimed"


@pytest.fixture
def made(monkeypatch):
    """Count what is made."""
    seen, show = [], exhibits.show
    monkeypatch.setattr(shown_tables.exhibits, "show", lambda slug: (seen.append(slug), show(slug))[1])
    return seen


@pytest.fixture
def env():
    return SimpleNamespace(docname=PAGE)


def test_a_table_is_made_once_and_is_the_same_wherever_it_stands(env, made):
    on_page, alone = shown_tables.make(env, SLUG), shown_tables.shown(env, SLUG)
    assert made == [SLUG]
    assert on_page.table == alone.table
    assert alone == shown_tables.read(exhibits.show(SLUG))
    assert any(alone.targets) or any(alone.grounds)


def test_a_table_that_no_page_shows_is_made(env, made):
    assert shown_tables.shown(env, SLUG).table.rows
    assert made == [SLUG] and not shown_tables.kept(env)


def test_a_page_that_is_read_anew_makes_its_tables_anew(env, made):
    shown_tables.make(env, SLUG)
    shown_tables.forget(None, env, "notebooks/another")
    assert SLUG in shown_tables.kept(env)
    shown_tables.forget(None, env, PAGE)
    assert SLUG not in shown_tables.kept(env)


def test_only_tables_of_the_pages_that_another_process_has_read_are_taken_from_it(env):
    stale, fresh = "as it was", "as it is"
    shown_tables.kept(env).update({"tab-one": ("one", fresh), "tab-two": ("two", stale)})
    other = SimpleNamespace(docname="two")
    shown_tables.kept(other).update({"tab-one": ("one", stale), "tab-two": ("two", fresh)})
    shown_tables.take_over(None, env, ["two"], other)
    assert [table for _, table in shown_tables.kept(env).values()] == [fresh, fresh]
