"""The register of slugs: it only grows."""

import re
import subprocess
from dataclasses import replace

import pytest

from landreform import exhibits
from landreform.contested.errors import InputError
from landreform.exhibits.register import FILE, breaches, parse, register, registered
from landreform.paths import ROOT

ENTRY = "- slug: fig-a\n  kind: figure\n  since: 0.1.0\n  title: A\n  status: active\n"
RETIRED = ENTRY.replace("active", "retired") + "  retired: 0.2.0\n  reason: It mixed two series.\n"


def test_what_is_active_is_what_the_code_makes():
    active = {entry.slug: entry.title for entry in register() if entry.active}
    made = {slug: exhibits.entry(slug).title for slug in exhibits.slugs()}
    assert active == made | {slug: exhibits.entry(slug).title for slug in exhibits.slugs()}


def git(*arguments):
    return subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)


def test_no_slug_of_any_earlier_commit_is_lost():
    log = git("log", "--format=%H", "--", FILE)
    if log.returncode:
        pytest.skip("no history here")
    # Two branches that each added a slug at the end have two orders, and what joins them can keep only one: that of
    # the line which was joined. All else is asked of every commit.
    line = set(git("log", "--first-parent", "--format=%H").stdout.split())
    for commit in log.stdout.split():
        earlier = git("show", f"{commit}:{FILE}")
        # A commit that took the file away shows nothing; the one before it does.
        if earlier.returncode == 0:
            found = breaches(parse(earlier.stdout), register())
            assert [said for said in found if commit in line or "order" not in said] == [], commit


def test_the_changelog_names_each_slug_under_its_first_version():
    # The changelog is the history that an archive without .git has: what it names can never leave the register.
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    named = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        version = section.split()[0]
        for slug in re.findall(r"`((?:fig|tab)-[a-z0-9-]+)`", section):
            named[slug] = version  # sections run from the newest to the oldest, so the oldest stays
    assert named == {entry.slug: entry.since for entry in register()}


def test_a_register_that_loses_changes_or_shuffles_is_found_out():
    first = register()
    assert breaches(first, first) == []
    assert breaches(first, (*first, replace(first[0], slug="fig-new"))) == []
    assert breaches(first, tuple(replace(entry, status="retired", retired="9") for entry in first)) == []
    for gone in range(len(first)):
        assert any("is gone" in said for said in breaches(first, first[:gone] + first[gone + 1 :]))
    assert any("order" in said for said in breaches(first, tuple(reversed(first))))
    assert any("order" in said for said in breaches(first, (replace(first[0], slug="fig-new"), *first)))
    assert any("since" in said for said in breaches(first, (replace(first[0], since="9.9.9"), *first[1:])))
    assert any("kind" in said for said in breaches(first, (replace(first[0], kind="table"), *first[1:])))
    (old,) = parse(RETIRED)
    assert any("new slug" in said for said in breaches([old], [replace(old, status="active", title="Another")]))


def test_a_retired_slug_says_when_and_why():
    (entry,) = parse(RETIRED)
    assert not entry.active and entry.reason == "It mixed two series."


@pytest.mark.parametrize(
    "text",
    [
        ENTRY + ENTRY,
        ENTRY.replace("fig-a", "fig_a"),
        ENTRY.replace("fig-a", "Fig-a"),
        ENTRY.replace("kind: figure", "kind: table"),
        ENTRY.replace("active", "gone"),
        ENTRY.replace("active", "retired"),
        ENTRY.replace("  title: A\n", ""),
        ENTRY + "  colour: red\n",
        ENTRY + "  replaced_by: fig-a\n",
        RETIRED + "  replaced_by: fig-b\n",
        ENTRY.replace("0.1.0", "0.1"),
    ],
)
def test_a_malformed_entry_is_refused(text):
    with pytest.raises(InputError, match=re.escape(FILE)):
        parse(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ENTRY.replace("active", "gone"), "column status of fig-a: found 'gone', expected active or retired"),
        (ENTRY.replace("0.1.0", "0.1"), "column since of fig-a: found '0.1', expected a text"),
        (ENTRY.replace("fig-a", "Fig-a"), "column slug of Fig-a: found 'Fig-a', expected fig- and words of"),
        (ENTRY.replace("fig-a", '"fig-a\\n"'), "expected fig- and words of"),
        (
            ENTRY.replace("  title: A\n", ""),
            "column keys of fig-a: found 'slug, kind, since, status', expected the keys",
        ),
        (ENTRY + "  colour: red\n", "found 'slug, kind, since, title, status, colour', expected the keys slug, kind"),
        (RETIRED + "  replaced_by: fig-b\n", "column replaced_by of fig-a: found 'fig-b', expected a slug"),
        ("- fig-a\n", "found 'fig-a', expected a mapping of keys to texts"),
        ("slug: fig-a\n", "expected a list of entries"),
    ],
)
def test_a_fault_names_file_slug_key_value_and_what_was_expected(text, fault):
    with pytest.raises(InputError) as caught:
        parse(text)
    assert str(caught.value).startswith(FILE) and fault in str(caught.value)


def test_an_unknown_slug_is_answered_with_those_that_there_are():
    with pytest.raises(KeyError, match="fig-claims"):
        registered("fig-nowhere")
