"""Find the stem of every word once: Sphinx forgets after each page what it has found, and most words come again."""

from __future__ import annotations

from functools import cache

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_stemmer = SearchEnglish({}).stemmer


@cache
def stem(word: str) -> str:
    """Return the stem of a word in small letters, as Sphinx's search in English looks it up.

    Examples
    --------
    >>> stem("landlords"), stem("Provinces")
    ('landlord', 'provinc')
    """
    return str(_stemmer.stemWord(word.lower()))


class English(SearchEnglish):
    """The search of Sphinx in English, in the same words."""

    def stem(self, word: str) -> str:
        """Return the stem of a word."""
        return stem(word)


def setup(app: Sphinx) -> None:
    """Have English looked up here."""
    app.add_search_language(English)
