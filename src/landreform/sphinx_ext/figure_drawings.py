"""Set a figure into a page as a drawing whose words can be read, found and heard, and whose marks lead to their rows.

Input: the page form of a figure (`landreform.publish.page_form`) and the ledger. Output: an ``svg`` element that is a
group with a name; each mark of a claim or date in it is a link that says who states it, what is counted and where it
was read. No script is needed for it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from landreform.contested.outcomes import NAMES
from landreform.ledger.tables import Ledger
from landreform.paths import DATA, ROOT
from landreform.publish.page_form import IN_PAGES, ROWS
from landreform.sphinx_ext.deferred import PageContext, writer
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import FOLDER
from landreform.text.claims import claim_text, claimant
from landreform.text.prose import day_text

_LINK = re.compile(rf'<a {ROWS}="([^"]+)"([^>]*)>')

#: Column of each table in which the name of a row stands.
_KEYS = {"estimates": "estimate", "reception": "restatement", "dates": "dating"}


@writer("drawing")
def drawing(page: PageContext, slug: str, alt: str) -> Markup:
    """Set a figure into a page.

    Parameters
    ----------
    page : PageContext
    slug : str
        Of the figure.
    alt : str
        Its alternative text, the name under which it is heard.
    """
    words = RowsInWords(ledger())

    def lead(found: re.Match) -> str:
        rows = found[1].split(" ")
        table, _, first = rows[0].partition("/")
        target = f"{FOLDER}/{table}"
        href = Markup(' href="{}"').format(f"{page.to(target)}#{first}") if page.has(target) else ""
        title = "\n".join(words.say(*row.split("/")) for row in rows)
        return f"<a{href}{found[2]}><title>{escape(title)}</title>"

    text = (ROOT / "_build" / IN_PAGES / f"{slug}.svg").read_text(encoding="utf-8").rstrip("\n")
    text = _LINK.sub(lead, text)
    name = Markup('<svg role="group" aria-label="{}" ').format(alt)
    return Markup(text.replace("<svg ", name, 1))


def files_behind(slug: str) -> list[Path]:
    """Return every file that decides over how the page holds a figure: its page form, and the tables that it leads to.

    Parameters
    ----------
    slug : str
        Of a figure.
    """
    file = ROOT / "_build" / IN_PAGES / f"{slug}.svg"
    led = _LINK.findall(file.read_text(encoding="utf-8"))
    linked = {row.partition("/")[0] for rows, _ in led for row in rows.split(" ")}
    beside = {"sources", *({"events"} if "dates" in linked else ())} if linked else set()
    return [file, *(DATA / f"{name}.csv" for name in sorted(linked | beside))]


class RowsInWords:
    """Say what rows state, who states it and where it was read.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The ledger.

    Examples
    --------
    >>> RowsInWords(ledger()).say("estimates", "moise1983-executed").partition(",")[0]
    'Edwin E. Moise (1983): 3'
    """

    def __init__(self, tables: Ledger) -> None:
        self._tables = tables
        self._rows: dict[str, dict[str, Any]] = {}
        self._names = dict(tables["sources"][["source", "name"]].itertuples(index=False))
        self._events = dict(tables["events"][["event", "title"]].itertuples(index=False))

    def say(self, table: str, row: str) -> str:
        """Say it of one row.

        Parameters
        ----------
        table : str
            One of estimates, reception and dates.
        row : str
            Its name.

        Raises
        ------
        KeyError
            If there is no such row, or of no such table.
        """
        if table not in self._rows:
            self._rows[table] = {getattr(one, _KEYS[table]): one for one in self._tables[table].itertuples()}
        found = self._rows[table][row]
        read = f"read in {self._names[found.read_in]}, {found.locator}"
        if table == "dates":
            who = f"{self._names[found.source]}, " if found.source != found.read_in else ""
            return f"{self._events[found.event]}: {day_text(found.date)}; {who}{read}"
        return f"{claimant(found)}: {claim_text(found)}, {NAMES[found.outcome]}; {read}"
