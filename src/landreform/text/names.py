"""Find names and terms in running text, and write them without diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "’": "'", "–": "-"})


def without_marks(text: str) -> str:
    """Write a text without diacritics, as people type it into a search box.

    Examples
    --------
    >>> without_marks("Đảng Lao động Việt Nam")
    'Dang Lao dong Viet Nam'
    """
    parts = unicodedata.normalize("NFD", text.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def forms(cell: str) -> list[str]:
    """Take apart a cell that holds several words, separated by semicolons.

    Examples
    --------
    >>> forms("C.B.; Bác Hồ"), forms("")
    (['C.B.', 'Bác Hồ'], [])
    """
    return [form for form in cell.split("; ") if form]


@dataclass(frozen=True)
class Mention:
    """A place in a text where something is named.

    Attributes
    ----------
    start, end : int
        Where the words begin and end.
    key : Hashable
        What they name.
    form : str
        The form under which it was found, as it was given to the finder.
    """

    start: int
    end: int
    key: Hashable
    form: str


class Finder:
    """Find whatever has one of the given forms.

    A form is found as a whole word, across line ends, and the longest one that begins at a place is taken. A proper name
    is found as it is written; a term also with a capital letter and, where it is English, in the plural.

    Parameters
    ----------
    names : mapping of Hashable to iterable of str
        Proper names: what they name, and its forms.
    terms : mapping of Hashable to iterable of str, optional
        The same for common words. A form that is given twice means what it was given for first, a name before a term.

    Examples
    --------
    >>> finder = Finder({"tc": ["Trường Chinh"]}, {"landlord": ["landlord", "địa chủ"]})
    >>> [(mention.key, mention.form) for mention in finder.find("Landlords, said Trường\\nChinh, or Địa chủ.")]
    [('landlord', 'landlord'), ('tc', 'Trường Chinh'), ('landlord', 'địa chủ')]
    >>> list(finder.find("The landlordism of Trường Chinhs"))
    []
    """

    def __init__(self, names: Mapping[Hashable, Iterable[str]], terms: Mapping[Hashable, Iterable[str]] | None = None):
        self._found: dict[str, tuple[Hashable, str]] = {}
        patterns: dict[str, str] = {}
        for key, form in _pairs(names):
            if self._found.setdefault(form, (key, form)) == (key, form):
                patterns[form] = _words(form)
        for key, form in _pairs(terms or {}):
            plural = "(?:s|es)?" if form.isascii() and form[-1] != "s" else ""
            if self._found.setdefault(form.lower(), (key, form)) == (key, form):
                patterns[form.lower()] = f"(?i:{_words(form)}{plural})"
        longest_first = sorted(patterns, key=lambda form: (-len(form), form))
        any_of_them = "|".join(patterns[form] for form in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])(?:{any_of_them})(?![\w-])" if patterns else r"(?!)")

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the mentions in a text, in their order; text and forms in Unicode normal form C."""
        for found in self._pattern.finditer(text):
            key, form = self._meant(" ".join(found[0].split()))
            yield Mention(found.start(), found.end(), key, form)

    def _meant(self, words: str) -> tuple[Hashable, str]:
        """Return what some words that were found name, and the form that they are."""
        lower = words.lower()
        ways = (words, lower, lower.removesuffix("s"), lower.removesuffix("es"))
        return next(self._found[way] for way in ways if way in self._found)


def _pairs(given: Mapping[Hashable, Iterable[str]]) -> Iterator[tuple[Hashable, str]]:
    return ((key, form) for key, all_forms in given.items() for form in all_forms)


def _words(form: str) -> str:
    """Write a form as a pattern in which a line end is as good as a space."""
    return r"\s+".join(re.escape(word) for word in form.split())
