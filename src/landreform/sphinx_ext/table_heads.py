"""Give every table of a finished page what a reader who listens needs: a name, headings, and a frame that scrolls.

Input is a page as HTML, output the same page. The first cell of a row becomes its heading; headings say whether they
stand over a column or before a row; a table without a caption takes the name of its section; and a table that may be
wider than a phone stands in a frame, which ``frames.js`` makes a stop of the keyboard where it does scroll. Rows with
sentences become cards on a phone, and their cells say under which heading they stand. The tables of the ledger bring
all of this with them.
"""

from __future__ import annotations

import re
from html import escape, unescape

_TABLE = re.compile(r"<table\b(?P<attributes>[^>]*)>(?P<inside>.*?)</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.DOTALL)
_BODY = re.compile(r"<tbody\b[^>]*>.*?</tbody>", re.DOTALL)
_HEAD = re.compile(r"<thead\b[^>]*>.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b(?![^>]*\bscope=)")
_FIRST_CELL = re.compile(r"(<tr\b[^>]*>\s*)<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_SECTION = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)

_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)

#: Class of the frame, and of tables whose rows are cards on a phone.
FRAME, CARDS = "table-frame", "cards"

#: A cell with more letters than this is a sentence, and not a name or a number.
SENTENCE = 40


def complete(html: str) -> str:
    """Complete the tables of a page.

    Parameters
    ----------
    html : str
        A page, or a part of one.

    Returns
    -------
    str

    Examples
    --------
    >>> made = complete("<h2>Waves</h2><table><tbody><tr><td>first</td><td>6</td></tr></tbody></table>")
    >>> made.partition("</h2>")[2].partition("<tbody>")[0]
    '<div class="table-frame" data-name="Waves"><table aria-label="Waves">'
    >>> made.partition("<tbody>")[2].partition("</tbody>")[0]
    '<tr><th scope="row">first</th><td>6</td></tr>'
    """
    parts, end = [], 0
    names: dict[str, int] = {}
    for found in _TABLE.finditer(html):
        before = html[end : found.start()]
        if "ledger" in found["attributes"]:
            parts += [before, found[0]]
        else:
            caption = _CAPTION.search(found["inside"])
            name = _text(caption[1]) if caption else _section(html, found.start())
            names[name] = names.get(name, 0) + 1
            # Parts of a page are told apart by their names.
            shown = escape(name if names[name] == 1 else f"{name} ({names[name]})")
            label = "" if caption else f' aria-label="{shown}"'
            attributes, inside = found["attributes"], _with_headings(found["inside"])
            if _has_sentences(inside):
                attributes, inside = _with_class(attributes, CARDS), _with_labels(inside)
            table = f"<table{attributes}{label}>{inside}</table>"
            parts += [before, f'<div class="{FRAME}" data-name="{shown}">{table}</div>']
        end = found.end()
    return "".join([*parts, html[end:]])


def _section(html: str, place: int) -> str:
    """Return the name of the section in which something stands."""
    headings = _SECTION.findall(html, 0, place)
    return _text(headings[-1]) if headings else "Table"


def _text(html: str) -> str:
    """Return the words of a piece of HTML, without the sign of its permanent link and what shows on demand."""
    html = re.sub(r'<a class="headerlink".*?</a>|<span class="number-note.*?</span>', "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def _with_headings(inside: str) -> str:
    inside = _HEAD.sub(lambda head: _HEADING.sub('<th scope="col"', head[0]), inside)
    return _BODY.sub(lambda body: _HEADING.sub('<th scope="row"', _FIRST_CELL.sub(_as_heading, body[0])), inside)


def _as_heading(cell: re.Match[str]) -> str:
    """Make a heading of the first cell of a row, unless it is empty: it then repeats what stands above."""
    if not cell[3].strip():
        return cell[0]
    return f'{cell[1]}<th scope="row"{cell[2]}>{cell[3]}</th>'


def _has_sentences(inside: str) -> bool:
    """Say whether a table has cells with sentences, under headings one each."""
    body = _BODY.search(inside)
    if not body or "span=" in inside or not _HEAD.search(inside):
        return False
    return any(len(_text(cell[3])) > SENTENCE for cell in _CELL.finditer(body[0]))


def _with_class(attributes: str, name: str) -> str:
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'


def _with_labels(inside: str) -> str:
    """Let each cell that has something say under which heading it stands."""
    head = _HEAD.search(inside)
    labels = [escape(_text(cell[3])) for cell in _CELL.finditer(head[0])] if head else []

    above = ""

    def row(found: re.Match[str]) -> str:
        nonlocal above
        first = _CELL.search(found[0])
        if first is None:
            return found[0]
        above = _text(first[3]) or above
        texts = iter(labels)

        def cell(one: re.Match[str]) -> str:
            label = next(texts, "")
            label = label if one[3].strip() and one[1] == "td" else ""
            return f'<td data-label="{label}"{one[2]}>{one[3]}</td>' if label else one[0]

        made = _CELL.sub(cell, found[0])
        # An empty first cell repeats what stands above, which a card cannot show by its place.
        return made if first[3].strip() else made.replace("<tr", f'<tr data-under="{escape(above)}"', 1)

    return _BODY.sub(lambda body: _ROW.sub(row, body[0]), inside)
