"""Index documents for the search in the browser: which word stands in which of them, and how often.

Input are the documents of a book, output terms and postings, which the script of the search page hands to MiniSearch
as if that library had made them itself; a test holds the two to each other. Made here, the index is there three times
as fast as where the browser reads every document anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from landreform.sphinx_ext.search_documents import Document
from landreform.text.folding import words

#: What is indexed of a document, in the order that the script knows.
FIELDS = ("title", "also", "prose", "cells")

#: For each field of a document how often every word stands in it.
Counts = Sequence[dict[str, int]]

#: For each term and field the documents that have it; see :func:`inverted`.
Postings = list[list[list[int]]]


def counted(document: Document) -> list[dict[str, int]]:
    """Count the words of a document, field by field.

    Examples
    --------
    >>> counted(Document("x", "The waves", prose=["Waves, five.", "Five!"]))
    [{'the': 1, 'waves': 1}, {}, {'waves': 1, 'five': 2}, {}]
    """
    texts = (document.title, document.also, "\n".join(document.prose), "\n".join(document.cells))
    return [dict(Counter(words(text))) for text in texts]


def inverted(documents: Iterable[Counts]) -> tuple[list[str], Postings]:
    """Turn the counts of documents into an index.

    Parameters
    ----------
    documents : iterable of Counts
        One for each document, in their order.

    Returns
    -------
    terms : list of str
        Every word, sorted.
    postings : list
        For each term a list for each field: for each document that has it, in their order, how many documents it comes
        after the last one, or after the place before the first. Where the word stands more than once, that number is
        negative, and how often follows.

    Examples
    --------
    >>> inverted([[{"a": 1}, {}, {}, {}], [{}, {}, {}, {}], [{"a": 3, "b": 1}, {}, {}, {}]])
    (['a', 'b'], [[[1, -2, 3], [], [], []], [[3], [], [], []]])
    """
    postings: dict[str, list[list[int]]] = {}
    last: dict[str, list[int]] = {}
    for place, fields in enumerate(documents):
        for field, counts in enumerate(fields):
            for term, count in counts.items():
                if term not in postings:
                    postings[term], last[term] = [[] for _ in FIELDS], [-1] * len(FIELDS)
                step = place - last[term][field]
                last[term][field] = place
                postings[term][field] += (step,) if count == 1 else (-step, count)
    terms = sorted(postings)
    return terms, [postings[term] for term in terms]
