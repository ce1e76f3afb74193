"""Make each numbered table once: for the page on which it stands, and from there for its landing page.

What a reader sees of a table lies with what Sphinx knows of the page that shows it. It is made anew with that page, and
goes with it. Nothing is imported for it that only the making needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from landreform import exhibits
from landreform.exhibits.base import ShownTable
from landreform.text.table import Table

ATTRIBUTE = "landreform_shown_tables"


@dataclass(frozen=True)
class ReadTable:
    """A numbered table as a reader sees it, with its ways to the ledger.

    Attributes
    ----------
    table : Table
    targets, grounds : list
        For each column what `ShownTable.targets` and `ShownTable.grounds` return.
    """

    table: Table
    targets: list[list[tuple[str, str]]]
    grounds: list[list[list[tuple[str, str]]]]


#: Slug to the page that shows the table, and the table.
Kept = dict[str, tuple[str, ReadTable]]


def read(shown: ShownTable) -> ReadTable:
    """Return what a reader sees of a table."""
    columns = list(shown.entry.headings)
    return ReadTable(shown.table, [*map(shown.targets, columns)], [*map(shown.grounds, columns)])


def kept(env: BuildEnvironment) -> Kept:
    """Return the tables that pages have shown."""
    if not hasattr(env, ATTRIBUTE):
        setattr(env, ATTRIBUTE, {})
    found: Kept = getattr(env, ATTRIBUTE)
    return found


def make(env: BuildEnvironment, slug: str) -> ShownTable:
    """Make a table for the page that is being read."""
    shown = exhibits.show(slug)
    assert isinstance(shown, ShownTable), slug
    kept(env)[slug] = (env.docname, read(shown))
    return shown


def shown(env: BuildEnvironment, slug: str) -> ReadTable:
    """Return a table as its page shows it; one that no page shows is made."""
    if slug not in kept(env):
        made = exhibits.show(slug)
        assert isinstance(made, ShownTable), slug
        return read(made)
    return kept(env)[slug][1]


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the tables of a page that is read anew or gone."""
    for slug in [slug for slug, (page, _) in kept(env).items() if page == docname]:
        del kept(env)[slug]


def take_over(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the tables of pages that another process has read."""
    kept(env).update({slug: one for slug, one in kept(other).items() if one[0] in docnames})


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", take_over)
