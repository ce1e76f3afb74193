"""Print the bibliography: first authors by family name, in the order of the letters, every remark with its work.

Works that a citation would call the same have a letter behind the year, in the citation and in the list.

Input is an entry of ``book/references.bib``; output is its line in the list of references, and letters to jump by. The
style is named in ``_config.yml`` under ``bibtex_default_style``.
"""

from __future__ import annotations

import pickle
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from docutils import nodes
from markupsafe import Markup
from pybtex.backends.plaintext import Backend
from pybtex.database import BibliographyData, Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as Plain
from pybtex.style.names.lastfirst import NameStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import FieldIsMissing, join, node, optional_field, sentence
from sphinx.application import Sphinx

from landreform.text.names import without_marks

NAME = "landreform"

#: Under this stands what begins with no Latin letter.
OTHER = "Other"

#: Entries that were formatted, in this build or an earlier one, and those that this build has asked for.
_FORMATTED: dict[tuple[Any, ...], FormattedEntry] = {}
_ASKED: set[tuple[Any, ...]] = set()


#: What stands in place of a year that is not known, as in the citations of sphinxcontrib-bibtex (2.7.0).
UNDATED = "n.d."

#: A letter behind a year or behind `UNDATED`.
_LETTERED = re.compile(r"(?<=\d)[a-z]{1,2}$|(?<=^n\.d\.)-[a-z]{1,2}$")


class ByName(BaseSortingStyle):
    """Sort by what each line begins with, without diacritics: family names, or the title; then year and title."""

    def sorting_key(self, entry: Entry) -> tuple[bool, str, str, str]:
        """Return by what an entry is sorted; what begins with no Latin letter comes last."""
        leading = entry.persons.get("author") or entry.persons.get("editor") or ()
        who = " ".join(
            " ".join((*one.prelast_names, *one.last_names, *one.first_names, *one.middle_names)) for one in leading
        )
        title = str(entry.fields.get("title", ""))
        first = bare(who or title)
        year = _LETTERED.sub("", str(entry.fields.get("year", UNDATED)))
        return letter(first) == OTHER, first, "" if year == UNDATED else year, bare(title)


def bare(text: str) -> str:
    """Fold a text for sorting: small letters without diacritics, and without signs before the first letter.

    Examples
    --------
    >>> bare("[Đảng Lao động]"), bare("{`Silent Majority'}")
    ('dang lao dong]', "silent majority'}")
    """
    return re.sub(r"^[^\w]+", "", without_marks(text)).lower()


def letter(text: str) -> str:
    """Return the letter under which a text stands.

    Examples
    --------
    >>> letter("Đảng Lao động"), letter("70 năm"), letter("新华社")
    ('D', 'Other', 'Other')
    """
    first = bare(text)[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def letter_years(entries: Iterable[Entry]) -> None:
    """Set a letter behind the year of works that a citation by author and year would call the same.

    Parameters
    ----------
    entries : iterable of pybtex.database.Entry
        Their year is changed in place, in the order in which the works are printed: *1956a*, *1956b*; of works without
        a year *n.d.-a*, *n.d.-b*. Letters that they have from an earlier build are set anew.

    Examples
    --------
    >>> from pybtex.database import Person
    >>> works = [
    ...     Entry("misc", {"title": title, "year": "1998"}, {"author": [Person("Newcombe, R. G.")]})
    ...     for title in ("Two-sided", "Interval")
    ... ]
    >>> letter_years(works)
    >>> [work.fields["year"] for work in works]
    ['1998b', '1998a']
    """
    alike: defaultdict[tuple[tuple[str, ...], str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=ByName().sorting_key):
        year = _LETTERED.sub("", str(entry.fields.get("year", UNDATED)))
        alike[_cited_by(entry), year].append(entry)
    for (_, year), works in alike.items():
        for at, entry in enumerate(works):
            if len(works) > 1:
                entry.fields["year"] = f"{year}{'-' if year == UNDATED else ''}{_nth_letter(at)}"
            elif year != UNDATED:
                entry.fields["year"] = year
            else:
                entry.fields.pop("year", None)


def _cited_by(entry: Entry) -> tuple[str, ...]:
    """Return the names that a citation has, family names, or the title."""
    people = entry.persons.get("author") or entry.persons.get("editor") or ()
    names = tuple(" ".join((*one.prelast_names, *one.last_names)) for one in people)
    names = names if len(names) <= 2 else (names[0], "et al.")
    return names or (str(entry.fields.get("title", "")),)


def _nth_letter(at: int) -> str:
    before, last = divmod(at, len(ascii_lowercase))
    return (ascii_lowercase[before - 1] if before else "") + ascii_lowercase[last]


@node
def _inverted(children: Any, context: Any, role: str) -> Any:
    """Write names of which the first begins with the family name."""
    if role not in context["entry"].persons:
        raise FieldIsMissing(role, context["entry"])
    first, *others = context["entry"].persons[role]
    style = context["style"]
    written = [NameStyle().format(first), *(style.format_name(one, False) for one in others)]
    return join(sep=", ", sep2=" and ", last_sep=", and ")[written].format_data(context)


class Style(Plain):
    """Format as the style ``plain`` does, but for the names of those under whom a work stands, and for two remarks.

    ``plain`` leaves the note of a chapter out; here it stands before the address. Apostrophes and inner quotation marks
    are curly, as in the chapters.
    """

    default_sorting_style = ByName

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Write authors, or those under whom a work stands, with the family name of the first before all."""
        return sentence[_inverted(role)] if as_sentence else super().format_names(role, as_sentence)

    def format_editor(self, e: Entry, as_sentence: bool = True) -> Any:
        """Write editors; those under whom a work stands with the family name of the first before all."""
        if not as_sentence or "editor" not in e.persons:
            return super().format_editor(e, as_sentence)
        return sentence[join(sep=", ")[_inverted("editor"), "editors" if len(e.persons["editor"]) > 1 else "editor"]]

    def format_entry(self, label: str, entry: Entry, bib_data: BibliographyData | None = None) -> FormattedEntry:
        """Format an entry, or take it from what was formatted before: every build asks for each twice.

        An entry that refers to another one (``crossref``) is always formatted, for it depends on that one as well.
        """
        if "crossref" in entry.fields:
            return super().format_entry(label, entry, bib_data)
        entry = _curly(entry)
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


def _curly(entry: Entry) -> Entry:
    """Return an entry with the signs of print in its words: apostrophes, and quotation marks within a title."""
    fields = {
        name: text if name in ("url", "doi") else text.replace("`", "‘").replace("'", "’")
        for name, text in entry.fields.items()
    }
    made = Entry(entry.type, fields, entry.persons)
    made.key = entry.key
    return made


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
    'Goscha, Christopher. Land reform. In Dictionary. 2011. Not read directly.'
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


def letter_works(app: Sphinx) -> None:
    """Set the letters behind the years of the works of the book, before any of them is cited or printed."""
    if "cite" in app.env.domains:  # a book without a bibliography has none
        letter_years(app.env.get_domain("cite").bibdata.data.entries.values())  # type: ignore[attr-defined]


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build was asked for, for the next one."""
    if exception is None and _ASKED:
        _memory(app).write_bytes(pickle.dumps({key: _FORMATTED[key] for key in sorted(_ASKED, key=str)}))


def set_letters(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a letter above the first work under it, and above all of them the letters to jump by."""
    if app.builder.format != "html":
        return
    works = list(doctree.findall(nodes.citation))
    found: dict[str, nodes.citation] = {}
    for work in works:
        line = work.next_node(nodes.paragraph)
        found.setdefault(letter(line.astext()) if line else OTHER, work)
    if len(works) < 2:
        return
    for name, work in found.items():
        head = Markup('<p class="letter" id="{}">{}</p>').format(_letter_id(name), name)
        work.parent.insert(work.parent.index(work), nodes.raw("", head, format="html"))
    ways = Markup(" ").join(Markup('<a href="#{}">{}</a>').format(_letter_id(name), name) for name in found)
    bar = Markup('<nav class="letters" aria-label="Letters">{}</nav>').format(ways)
    works[0].parent.insert(0, nodes.raw("", bar, format="html"))


def _letter_id(name: str) -> str:
    return f"letter-{name.lower()}"


def setup(app: Sphinx) -> None:
    """Make the style known to the extension that prints the bibliography."""
    register_plugin("pybtex.style.formatting", NAME, Style)
    # pybtex (0.26.1) would ask every installed distribution for it at each citation; a registered one is found at once.
    register_plugin("pybtex.backends", "plaintext", Backend, force=True)
    app.connect("builder-inited", recall)
    app.connect("builder-inited", letter_works, priority=600)  # when the works are read, at 500
    app.connect("doctree-resolved", set_letters)
    app.connect("build-finished", remember)
