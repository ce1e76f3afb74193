"""Which probability a word such as "almost certainly" stands for, by one published table.

Input: the words in which an author gives a range. Output: the probabilities that the table of Kent allows for them.
Most authors print two numbers and no such word; for them the coverage of a range stays an assumption. The table was
made for another trade than history, so that what follows from it is one option and no reading of an author's mind.
"""

from __future__ import annotations

import re

#: The table of Kent 1964: each word with the least and the greatest probability, from the highest to the lowest.
KENT = {
    "certain": (1.00, 1.00),
    "almost certain": (0.87, 0.99),
    "probable": (0.63, 0.87),
    "chances about even": (0.40, 0.60),
    "probably not": (0.20, 0.40),
    "almost certainly not": (0.02, 0.12),
    "impossible": (0.00, 0.00),
}
_WORD = re.compile(
    r"\b(?:(?P<almost_certain>almost\s+certain(?:ly)?)|(?P<probable>probabl[ey])"
    r"|(?P<chances_about_even>chances\s+(?:are\s+)?about\s+even))\b"
)
_NEGATION = re.compile(
    r"\b(?:not|cannot|no|none|nobody|never|neither|nor|without|hardly|scarcely|barely|rarely|seldom|far\s+from)\b"
    r"|n['’]t\b"
)
# "More probable" compares two things, and "the most probable number" is the highest point of a distribution.
_COMPARED = re.compile(r"\b(?:more|less|least|equally|as|how|than)\s+$")
_MOST = re.compile(r"\bmost\s+$")
# A sign ends a clause, unless it stands within a number.
_CLAUSE_END = re.compile(r"[,.](?!\d)|[;:!?()–—]|\bbut\b")


def coverage_in_words(printed: str) -> tuple[float, float] | None:
    """Return the probability that an author puts into words for what the words say.

    Parameters
    ----------
    printed : str
        The words of the source.

    Returns
    -------
    tuple of float or None
        The least and the greatest probability of the word of `KENT` that stands first in it: "almost certain" (or
        "certainly"), "probable" ("probably"), "chances about even". None where there is none, where its clause has a
        negation, before the word or behind it, and where it is compared ("more probable", "the most probable number").

    Notes
    -----
    Kent 1964 (Studies in Intelligence, fall number): 93 % give or take about 6 % for "almost certain", and so on. His
    "probably not" and "almost certainly not" are the probabilities of what is denied, and no range says which that is:
    "almost certainly not more than 50,000" is almost certain of a cap. "Certain" and "impossible" by themselves are
    not looked for, since they mostly qualify something else.

    Examples
    --------
    >>> coverage_in_words("rough order of 5,000 and almost certainly between 3,000 and 15,000")
    (0.87, 0.99)
    >>> coverage_in_words("probably more than 5,000 and almost certainly between 3,000 and 15,000")
    (0.63, 0.87)
    >>> coverage_in_words("almost certainly not more than 50,000") is None
    True
    """
    words = printed.casefold()
    found = _WORD.search(words)
    if found is None:
        return None
    before, behind = words[: found.start()], words[found.end() :]
    if _COMPARED.search(before) or (found[0] == "probable" and _MOST.search(before)):
        return None
    clause = _CLAUSE_END.split(before)[-1] + found[0] + _CLAUSE_END.split(behind)[0]
    assert found.lastgroup is not None
    return None if _NEGATION.search(clause) else KENT[found.lastgroup.replace("_", " ")]
