"""Print every remark of the bibliography: a work that was not read says so, whatever its type.

Input is an entry of ``book/references.bib``; output is its line in the list of references. The style is named in
``_config.yml`` under ``bibtex_default_style``.
"""

from __future__ import annotations

from typing import Any

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.template import optional_field, sentence
from sphinx.application import Sphinx

NAME = "landreform"


class Style(Plain):
    """Format as the style ``plain`` does, which leaves the note of a chapter out; here it stands before the address."""

    def get_incollection_template(self, e: Entry) -> Any:
        """Add the note to the template of a chapter or of a document in a collection."""
        template = super().get_incollection_template(e)
        template.children.insert(-1, sentence[optional_field("note")])
        return template


def printed(entry: Entry) -> str:
    """Return the line of one entry in the list of references.

    Parameters
    ----------
    entry : pybtex.database.Entry
        With a ``key``.

    Returns
    -------
    str
        Plain text, addresses included.

    Examples
    --------
    >>> from pybtex.database import Person
    >>> fields = {"title": "Land reform", "booktitle": "Dictionary", "year": "2011", "note": "Not read directly."}
    >>> entry = Entry("incollection", fields, {"author": [Person("Goscha, Christopher")]})
    >>> entry.key = "goscha2011"
    >>> printed(entry)
    'Christopher Goscha. Land reform. In Dictionary. 2011. Not read directly.'
    """
    return str(Style().format_entry("", entry).text.render_as("text"))


def setup(app: Sphinx) -> None:
    """Make the style known to the extension that prints the bibliography."""
    register_plugin("pybtex.style.formatting", NAME, Style)
