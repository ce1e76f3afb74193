"""Every number of the ledger leads home: the role ``{ledger}``.

{ledger}`estimates/moise1983-executed/point` prints the value of a cell and links it to its row on the page of the
ledger; {ledger}`that decree <documents/…/title_en>` prints words of one's own for a text. What cannot be found is an
error of the build.
"""

from __future__ import annotations

import os
from functools import lru_cache

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from landreform.contested.errors import InputError
from landreform.ledger import tables
from landreform.ledger.quotations import quote
from landreform.paths import DATA
from landreform.sphinx_ext import number_links
from landreform.sphinx_ext.cards import Card, Fact, Part
from landreform.sphinx_ext.ledger_pages import FOLDER

logger = logging.getLogger(__name__)

#: A text of so many letters stands on the page and need not be repeated in the card.
LONG = 60


#: Name, time and size of every file of the ledger.
Files = tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=2)
def _ledger(state: Files) -> tables.Ledger:
    return tables.load_all()


@lru_cache(maxsize=2)
def _row_ids(state: Files) -> dict[str, list[str]]:
    return {name: frame.iloc[:, 0].tolist() for name, frame in _ledger(state).items()}


def ledger() -> tables.Ledger:
    """Give every table, read anew only when a file has changed."""
    return _ledger(_files())


def row_ids() -> dict[str, list[str]]:
    """Give the ids of the rows of every table, in their order, read anew only when a file has changed."""
    return _row_ids(_files())


def _files() -> Files:
    with os.scandir(DATA) as entries:  # asked for at every number: path objects would take ten times as long
        files = [one for one in entries if one.name.endswith(".csv") or one.name == tables.DESCRIPTOR]
        return tuple(sorted((one.path, (seen := one.stat()).st_mtime_ns, seen.st_size) for one in files))


class LedgerNumber(ReferenceRole):
    """Print a value of the ledger with its way home."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Look the value up; an unknown one is reported and printed as the problem that it is."""
        for file in (f"{self.target.split('/')[0].strip()}.csv", "sources.csv", tables.DESCRIPTOR):
            self.env.note_dependency(str(DATA / file))
        try:
            found = quote(self.target, ledger(), self.title if self.has_explicit_title else None)
        except InputError as error:
            logger.error("{ledger}`%s`: %s", self.text, error, location=self.get_location())
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        facts = tuple(Fact(name, (Part(said),)) for name, said in found.facts)
        home = f"{FOLDER}/{found.table}#{found.row}"
        said = Markup('<strong class="card-value">{}</strong> {}').format(found.text, found.about)
        says = str(said if len(found.text) < LONG else escape(found.about))
        card = Card(says, facts, f"Its row in the ledger: {found.row}", home)
        node = number_links.number_node(found.text, "ledger-number", found.home, card, found.lang)
        self.set_source_info(node)
        return [node], []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_role("ledger", LedgerNumber())
