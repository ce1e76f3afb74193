"""Find names and terms in running text, and write them without diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

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


def forms_in(cell: str) -> list[str]:
    """Take apart a cell that holds several words, separated by semicolons.

    Examples
    --------
    >>> forms_in("C.B.; Bác Hồ"), forms_in("")
    (['C.B.', 'Bác Hồ'], [])
    """
    return [form for form in cell.split("; ") if form]


@dataclass(frozen=True)
class Mention(Generic[Key]):
    """A place in a text where something is named.

    Attributes
    ----------
    start, end : int
        Where the words begin and end.
    key : Key
        What they name.
    form : str
        The form under which it was found, as it was given to the finder.
    """

    start: int
    end: int
    key: Key
    form: str


class Finder(Generic[Key]):
    """Find whatever has one of the given forms.

    A form is found as a whole word, across line ends, and the longest one that begins at a place is taken. One that
    begins with a capital letter is a proper name and found as it is written; any other is found with a capital letter
    too and, where it is English, in the plural.

    Parameters
    ----------
    forms : mapping of str or another key to iterable of str
        What is named, and the forms that name it, in Unicode normal form C. A form that is given twice means what it
        was given for first.

    Examples
    --------
    >>> finder = Finder({"tc": ["Trường Chinh"], "landlord": ["landlord", "địa chủ"]})
    >>> [(mention.key, mention.form) for mention in finder.find("Landlords, said Trường\\nChinh, or Địa chủ.")]
    [('landlord', 'landlord'), ('tc', 'Trường Chinh'), ('landlord', 'địa chủ')]
    >>> list(finder.find("The landlordism of Trường Chinhs"))
    []
    """

    def __init__(self, forms: Mapping[Key, Iterable[str]]):
        self._found: dict[str, tuple[Key, str]] = {}
        for key, all_forms in forms.items():
            for form in all_forms:
                self._found.setdefault(form if form[0].isupper() else form.lower(), (key, form))
        longest_first = sorted((form for _, form in self._found.values()), key=lambda form: (-len(form), form))
        any_of_them = "|".join(map(_pattern, longest_first)) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?:{any_of_them})(?![\w-])")

    def find(self, text: str) -> Iterator[Mention[Key]]:
        """Yield the mentions in a text, in their order; the text is in Unicode normal form C."""
        for found in self._pattern.finditer(text):
            key, form = self._meant(" ".join(found[0].split()))
            yield Mention(found.start(), found.end(), key, form)

    def _meant(self, words: str) -> tuple[Key, str]:
        """Return what some words that were found name, and the form that they are."""
        lower = words.lower()
        ways = (words, lower, lower.removesuffix("s"), lower.removesuffix("es"))
        return next(self._found[way] for way in ways if way in self._found)


def _pattern(form: str) -> str:
    """Write a form as a pattern in which a line end is as good as a space."""
    words = r"\s+".join(re.escape(word) for word in form.split())
    if form[0].isupper():
        return words
    return f"(?i:{words}{'(?:s|es)?' if form.isascii() else ''})"
