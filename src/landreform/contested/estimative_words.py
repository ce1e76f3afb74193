"""Which probability a word such as "almost certainly" stands for, by one published table.

Input: the words in which an author gives a range. Output: the probabilities that the table of Kent allows for them.
Most authors print two numbers and no such word; for them the coverage of a range stays an assumption. The table was
made for another trade than history, so that what follows from it is one option and no reading of an author's mind.
"""

from __future__ import annotations

import re

#: The table of Kent 1964: each word with the least and the greatest probability, from the highest to the lowest. In the
#: order in which words are looked for, "almost certainly not" comes before "almost certain".
KENT = {
    "certain": (1.00, 1.00),
    "almost certain": (0.87, 0.99),
    "probable": (0.63, 0.87),
    "chances about even": (0.40, 0.60),
    "probably not": (0.20, 0.40),
    "almost certainly not": (0.02, 0.12),
    "impossible": (0.00, 0.00),
}
_LOOKED_FOR = (
    (r"almost certainly not", "almost certainly not"),
    (r"almost certain(ly)?", "almost certain"),
    (r"probably not", "probably not"),
    (r"probabl[ey]", "probable"),
    (r"chances (are )?about even", "chances about even"),
)


def coverage_in_words(printed: str) -> tuple[float, float] | None:
    """Return the probability that an author puts into words.

    Parameters
    ----------
    printed : str
        The words of the source.

    Returns
    -------
    tuple of float or None
        The least and the greatest probability of the first word of `KENT` in it; None where there is none. "Certain"
        and "impossible" by themselves are not looked for, since they mostly qualify something else.

    Notes
    -----
    Kent 1964 (Studies in Intelligence, fall number): 93 % give or take about 6 % for "almost certain", and so on.

    Examples
    --------
    >>> coverage_in_words("rough order of 5,000 and almost certainly between 3,000 and 15,000")
    (0.87, 0.99)
    """
    words = printed.casefold()
    for pattern, name in _LOOKED_FOR:
        if re.search(rf"\b{pattern}\b", words):
            return KENT[name]
    return None
