"""Set HTML for the pages: templates, links, files to take away, cells to the right, a frame that scrolls.

Input is text, output is markup. Text is escaped on the way; the templates lie in the folder ``templates``.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from landreform.text.html_table import Cell

TEMPLATES = Environment(
    loader=PackageLoader("landreform.sphinx_ext"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def render(template: str, **values: object) -> Markup:
    """Fill in a template.

    Parameters
    ----------
    template : str
        Name of the file in ``templates``.
    **values
        What it names; text is escaped, markup is not.

    Raises
    ------
    jinja2.UndefinedError
        If the template needs something that is not given.
    """
    return Markup(TEMPLATES.get_template(template).render(**values))


def link(address: str, text: str) -> Markup:
    """Link a text to an address.

    Examples
    --------
    >>> link("waves.html#w1", "1 & 2")
    Markup('<a href="waves.html#w1">1 &amp; 2</a>')
    """
    return Markup('<a href="{}">{}</a>').format(address, text)


def in_language(text: str, language: str) -> str | Markup:
    """Mark a text with its language; one in the language of the page, or none, stays as it is.

    Examples
    --------
    >>> in_language("địa chủ", "vi"), in_language("landlord", "")
    (Markup('<span lang="vi">địa chủ</span>'), 'landlord')
    """
    return Markup('<span lang="{}">{}</span>').format(language, text) if text and language else text


def download(address: str, text: str) -> Markup:
    """Link a text to a file that a browser keeps instead of showing it."""
    return Markup('<a href="{}" download>{}</a>').format(address, text)


def code(text: str) -> Markup:
    """Set a name or a hash as code."""
    return Markup("<code>{}</code>").format(text)


def to_the_right(text: str) -> Cell:
    """Set a number to the right, as :class:`landreform.text.table.Table` does."""
    return Cell(text, {"style": "text-align:right"})


def scrolling(table: str, label: str = "") -> str:
    """Put a table into a frame that scrolls both ways and can be reached by the keyboard.

    Parameters
    ----------
    table : str
        HTML of the table.
    label : str, optional
        Name of the table for readers who listen; it makes the frame a region of the page, as wide as the page. Without
        it the table stays as it is, and gets the frame that every table gets (`landreform.sphinx_ext.table_heads`).
    """
    if not label:
        return table
    opening = Markup('<div class="ledger-scroll" role="region" aria-label="{}" tabindex="0">').format(label)
    return f"{opening}\n{table}\n</div>"
