"""Print what each colour of the figures means, as a table, from the code by which they are drawn.

``{colour-key}`` is a table of two columns: a patch of the colour with its name, and the meaning. The patch is seen in
the colour of a dark page there, as the figures are.
"""

from __future__ import annotations

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.exhibits.draw import style
from landreform.exhibits.draw.dark import dark
from landreform.text.html_table import html_table

_PATCH = Markup(
    '<span class="colour-patch" style="--on-white:{};--on-dark:{}" aria-hidden="true"></span>\N{NO-BREAK SPACE}{}'
)


def key_html() -> str:
    """Set the colours and their meanings as a table.

    Examples
    --------
    >>> key_html().count("<tr")
    12
    """
    rows = [[_PATCH.format(colour, dark(colour), name), meaning] for name, (colour, meaning) in style.MEANINGS.items()]
    return html_table("What a colour means, in every figure.", ["colour", "meaning"], rows, row_headings=True)


class ColourKey(SphinxDirective):
    """Print the table of colours and meanings."""

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        self.env.note_dependency(style.__file__)
        return [nodes.raw("", key_html(), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("colour-key", ColourKey)
    app.add_css_file("colour-key.css")
