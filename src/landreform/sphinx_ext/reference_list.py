"""Print every remark of the bibliography: a work that was not read says so, whatever its type.

Input is an entry of ``book/references.bib``; output is its line in the list of references. The style is named in
``_config.yml`` under ``bibtex_default_style``.
"""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from typing import Any

from pybtex.backends.plaintext import Backend
from pybtex.database import BibliographyData, Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.template import optional_field, sentence
from sphinx.application import Sphinx

NAME = "landreform"

#: Entries that were formatted, in this build or an earlier one, and those that this build has asked for.
_FORMATTED: dict[tuple[Any, ...], FormattedEntry] = {}
_ASKED: set[tuple[Any, ...]] = set()


class Style(Plain):
    """Format as the style ``plain`` does, which leaves the note of a chapter out; here it stands before the address."""

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """Format an entry, or take it from what was formatted before: every build asks for each twice.

        An entry that refers to another one (``crossref``) is always formatted, for it depends on that one as well.
        """
        if "crossref" in entry.fields:
            return super().format_entry(label, entry, bib_data)
        key = (label, entry.key, entry.type, *entry.fields.items(), *map(repr, entry.persons.items()))
        if key not in _FORMATTED:
            _FORMATTED[key] = super().format_entry(label, entry, bib_data)
        _ASKED.add(key)
        return _FORMATTED[key]

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
    style, backend = _plain()
    return str(style.format_entry("", entry).text.render(backend))


@cache
def _plain() -> tuple[Style, Backend]:
    """Return the style and what turns it into text, looked for once.

    pybtex (0.26.1) asks every installed distribution for its plugins each time that one is needed, several times for
    each new style.
    """
    return Style(), Backend()


def _memory(app: Sphinx) -> Path:
    # Beside what Sphinx remembers of the pages: when the code or a library changes, both are gone.
    return Path(app.doctreedir) / "references.pickle"


def recall(app: Sphinx) -> None:
    """Read what an earlier build has formatted."""
    if _memory(app).exists():
        _FORMATTED.update(pickle.loads(_memory(app).read_bytes()))


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build was asked for, for the next one."""
    if exception is None and _ASKED:
        _memory(app).write_bytes(pickle.dumps({key: _FORMATTED[key] for key in sorted(_ASKED, key=str)}))


def setup(app: Sphinx) -> None:
    """Make the style known to the extension that prints the bibliography."""
    register_plugin("pybtex.style.formatting", NAME, Style)
    app.connect("builder-inited", recall)
    app.connect("build-finished", remember)
