"""How are pooled values, intervals and shares written in a sentence?"""

from __future__ import annotations

import math

from landreform.text.claims import rounded


def persons(log_value: float) -> str:
    """Write a natural logarithm of persons as a number of persons, two significant figures.

    Examples
    --------
    >>> persons(math.log(15708))
    '16,000'
    """
    return rounded(math.exp(log_value))


def span(low: float, high: float) -> str:
    """Write an interval of persons, two significant figures.

    Examples
    --------
    >>> span(642.4, 37146.6)
    '640 to 37,000'
    """
    return f"{rounded(low)} to {rounded(high)}"


def percent(share: float) -> str:
    """Write a share in whole percent; what is not quite nothing or everything is not said to be.

    Examples
    --------
    >>> percent(0.367), percent(0.0004), percent(0.999)
    ('37%', 'under 1%', 'over 99%')
    """
    if 0 < share < 0.01 or 0.99 < share < 1:
        return "under 1%" if share < 0.5 else "over 99%"
    return f"{100 * share:.0f}%"
