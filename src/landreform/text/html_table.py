"""Write a table as HTML, for notebooks and for the pages of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from jinja2 import Environment
from markupsafe import Markup


@dataclass(frozen=True)
class Cell:
    """A cell with attributes of its own.

    Attributes
    ----------
    content : str or Markup
        Text, which is escaped, or markup, which is written as it is.
    attributes : mapping of str to str
        HTML attributes of the cell, such as ``{"class": "number"}``.
    """

    content: str | Markup
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row with attributes of its own, such as ``{"id": "moise1983-executed"}``."""

    cells: Sequence[str | Markup | Cell]
    attributes: Mapping[str, str] = field(default_factory=dict)


def _escaped(value: object) -> object:
    # markupsafe would write an apostrophe as &#39;, html.escape writes &#x27;, as the stored outputs of notebooks do.
    return value if hasattr(value, "__html__") else Markup(escape(str(value)))


_TEMPLATE = Environment(autoescape=True, finalize=_escaped).from_string("""\
{%- macro written(tag, attributes, cell) -%}
<{{ tag }}{{ attributes|xmlattr }}{{ cell.attributes|default({})|xmlattr }}>
{{- cell.content|default(cell) }}</{{ tag }}>
{%- endmacro -%}
<table class="{{ css }}">
<caption>{{ caption }}</caption>
<thead><tr>
{%- for cell in headings %}{{ written("th", {"scope": "col"}, cell) }}{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr{{ row.attributes|default({})|xmlattr }}>
{%- for cell in row.cells|default(row) -%}
{{ written("th", {"scope": "row"}, cell) if row_headings and loop.first else written("td", {}, cell) }}
{%- endfor %}</tr>
{% endfor %}</tbody>
</table>""")


def html_table(
    caption: str | Markup,
    headings: Iterable[str | Markup | Cell],
    rows: Iterable[Row | Sequence[str | Markup | Cell]],
    css: str = "reading",
    row_headings: bool = False,
) -> str:
    """Write a table with a caption and a heading for each column.

    Parameters
    ----------
    caption : str or Markup
        What the table shows.
    headings : iterable of str, Markup or Cell
        One for each column.
    rows : iterable of Row, or of sequences of str, Markup or Cell
        As many cells each as there are headings. Text is escaped, markup is not.
    css : str
        Classes of the table.
    row_headings : bool
        Whether the first cell of each row is the heading of the row.

    Returns
    -------
    str

    Examples
    --------
    >>> print(html_table("Waves.", ["wave", Cell("communes", {"class": "number"})], [["1 & 2", "57"]]))
    <table class="reading">
    <caption>Waves.</caption>
    <thead><tr><th scope="col">wave</th><th scope="col" class="number">communes</th></tr></thead>
    <tbody>
    <tr><td>1 &amp; 2</td><td>57</td></tr>
    </tbody>
    </table>
    """
    return _TEMPLATE.render(caption=caption, headings=headings, rows=rows, css=css, row_headings=row_headings)
