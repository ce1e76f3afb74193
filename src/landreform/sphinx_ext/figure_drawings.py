"""Set a figure into a page as a drawing whose words can be read, found and heard, and whose marks lead to their rows.

Input: the page form of a figure (`landreform.publish.page_form`) and the ledger. Output: an ``svg`` element that is a
group with a name; each mark of a claim or date in it is a link that says who states it, what is counted and where it
was read. A link opens it on the whole screen. Where the figure has a narrow form the page holds both, and its style
sheet shows one of them, also to those who hear the page. No script is needed for any of it.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.application import Sphinx

from landreform.exhibits.register import register
from landreform.paths import DATA, ROOT
from landreform.publish.page_form import ENDING, IN_PAGES, ROWS
from landreform.sphinx_ext.deferred import PageContext, writer
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import FOLDER
from landreform.sphinx_ext.rows_in_words import RowsInWords

_LINK = re.compile(rf'<a {ROWS}="([^"]+)"([^>]*)>')
_DRAWING = re.compile(r'<svg class="(drawing[^"]*)"([^>]*) viewBox="0 0 (\S+) (\S+)"([^>]*) style="')

#: A drawing, and what opens and closes it on the whole screen: the style sheet shows it so while it is the place in the
#: page to which the address leads.
_FRAME = Markup(
    '<div class="drawing-frame" id="{slug}-whole" data-computed><p class="drawing-links">'
    '<a class="drawing-open" id="{slug}-open" href="#{slug}-whole" aria-label="Full screen: {title}">Full screen</a>'
    '<a class="drawing-close" href="#{slug}-open">Close</a></p>{drawings}</div>'
)


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
    words = _words()

    def lead(found: re.Match) -> str:
        rows = found[1].split(" ")
        table, _, first = rows[0].partition("/")
        target = f"{FOLDER}/{table}"
        href = Markup(' href="{}"').format(f"{page.to(target)}#{first}") if page.has(target) else ""
        title = "\n".join(words.say(*row.split("/")) for row in rows)
        return f"<a{href}{found[2]}><title>{escape(title)}</title>"

    def name(found: re.Match) -> str:
        group = Markup('<svg role="group" aria-label="{}" class="{}"').format(alt, found[1])
        # The style sheet must know the shape of a drawing to fit it into a screen.
        shape = f"--across:{found[3]};--down:{found[4]};"
        return f'{group}{found[2]} viewBox="0 0 {found[3]} {found[4]}"{found[5]} style="{shape}'

    text = _file(slug).read_text(encoding="utf-8").rstrip("\n")
    drawings = Markup(_DRAWING.sub(name, _LINK.sub(lead, text)))
    title = next((line.title for line in register() if line.slug == slug), slug)
    return _FRAME.format(slug=slug, title=title, drawings=drawings)


#: What says rows in words, for the tables as they were read last.
_KNOWN: list[RowsInWords] = []


def _words() -> RowsInWords:
    """Give what says rows in words; it goes through the tables once for all figures."""
    tables = ledger()
    if not _KNOWN or _KNOWN[0].tables is not tables:
        _KNOWN[:] = [RowsInWords(tables)]
    return _KNOWN[0]


def _file(slug: str) -> Path:
    return ROOT / "_build" / IN_PAGES / f"{slug}.{ENDING}"


def files_behind(slug: str) -> list[Path]:
    """Return every file that decides over how the page holds a figure: its page form, and the tables that it leads to.

    Parameters
    ----------
    slug : str
        Of a figure.
    """
    file = _file(slug)
    led = _LINK.findall(file.read_text(encoding="utf-8"))
    linked = {row.partition("/")[0] for rows, _ in led for row in rows.split(" ")}
    beside = {"sources", *({"events"} if "dates" in linked else ())} if linked else set()
    return [file, *(DATA / f"{name}.csv" for name in sorted(linked | beside))]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_css_file("drawings.css")
    app.add_js_file("drawings.js", loading_method="defer")
