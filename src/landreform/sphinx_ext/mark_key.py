"""Print what the marks of the figures mean, as tables, in the words of their keys.

``{mark-key} dates`` is a table of the signs with which dates are drawn, ``{mark-key} claims`` one of the ways in which
a claim is drawn. Both are read from where the keys of the figures have their words, so that the page and a key cannot
say different things.
"""

from __future__ import annotations

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.exhibits.draw import claim_glyphs, standings, time_axis
from landreform.text.html_table import html_table

#: How it is seen on a mark whether a document speaks against it or rules it out, by its standing.
_STANDINGS = {
    "stands": "no sign beside it",
    "spoken against": "question mark beside it, and a paler colour",
    "excluded": "cross on it or beside it",
}

#: Name of a table to its caption.
_CAPTIONS = {
    "dates": "What a mark of a date means, in every figure of time.",
    "claims": "What a mark of a claim means, in every figure of claims.",
}


def marks(kind: str) -> list[tuple[str, str]]:
    """Give how each mark looks, and what the keys of the figures say that it means.

    Parameters
    ----------
    kind : str
        ``dates`` or ``claims``.

    Examples
    --------
    >>> marks("dates")[3]
    ('thin line', 'began, or ended, somewhere in here')
    """
    if kind == "claims":
        return list(claim_glyphs.WAYS.values())
    spoken = [(look, standings.READ_AS[standing]) for standing, look in _STANDINGS.items()]
    return [*time_axis.SIGNS.values(), *spoken]


def key_html(kind: str) -> str:
    """Set the marks of dates or of claims and their meanings as a table."""
    return html_table(_CAPTIONS[kind], ["mark", "meaning"], marks(kind), row_headings=True)


class MarkKey(SphinxDirective):
    """Print a table of marks and meanings."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        kind = self.arguments[0]
        if kind not in _CAPTIONS:
            raise self.error(f"no marks of {kind!r}; there are {', '.join(_CAPTIONS)}")
        for module in (standings, claim_glyphs, time_axis):
            self.env.note_dependency(str(module.__file__))
        return [nodes.raw("", Markup(key_html(kind)), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("mark-key", MarkKey)
