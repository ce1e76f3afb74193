"""Which whole numbers can stand behind a printed percentage.

The input is a percentage as the string that was printed, the output the numerators, denominators or sums that allow it.
A share of n things is one of n + 1 fractions, so not every percentage can come from every denominator (Brown and
Heathers 2017 test printed means in this way and call it GRIM). All arithmetic is exact, never in binary floats, so that
trailing zeros count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

#: The two ways of rounding in use: a tie goes up, or a tie goes to the even digit.
ROUNDED = ("half-up", "half-even")
#: All ways of cutting a number that are considered; truncation drops the digits that are not printed.
RULES = (*ROUNDED, "truncated")

_PRINTED = re.compile(r"([0-9]+)(?:\.([0-9]+))?\s*(?:%|per\s?cent)?")


class Percentage(NamedTuple):
    """A printed percentage as exact integers: its digits without the point, and its decimal places."""

    digits: int
    places: int

    @property
    def value(self) -> Decimal:
        """The percentage as a decimal number that keeps its trailing zeros."""
        return Decimal(self.digits).scaleb(-self.places)


@dataclass(frozen=True)
class ShareSum:
    """Sum of shares that should make a whole, and what can explain its distance from 100.

    Attributes
    ----------
    sum : Decimal
        Exact sum of the printed shares, in percent.
    rounding_explains : bool
        Whether shares that sum to 100 exactly can be printed so, all rounded half-up or all half-even; of a known
        number of things only whole shares count.
    truncation_explains : bool
        The same for shares whose further digits were dropped.
    """

    sum: Decimal
    rounding_explains: bool
    truncation_explains: bool


def parse_percentage(printed: str) -> Percentage:
    """Parse a printed percentage to its last digit.

    Parameters
    ----------
    printed : str
        Digits with an optional decimal point and an optional ``%``, ``per cent`` or ``percent`` behind them.

    Returns
    -------
    Percentage
        Digits and decimal places.

    Raises
    ------
    ValueError
        If the string is anything else. A decimal comma is refused, since it may separate thousands.

    Examples
    --------
    >>> parse_percentage("32.90 per cent")
    Percentage(digits=3290, places=2)
    """
    match = _PRINTED.fullmatch(printed.strip())
    if not match:
        raise ValueError(f"{printed!r} is no percentage; expected digits with a decimal point, such as 32.94.")
    whole, decimals = match.group(1), match.group(2) or ""
    return Percentage(int(whole + decimals), len(decimals))


def print_share(numerator: int, denominator: int, places: int, rule: str = "half-up") -> str:
    """Print a share as a percentage with so many decimal places.

    Parameters
    ----------
    numerator, denominator : int
        The share is numerator / denominator; ``0 <= numerator`` and ``denominator > 0``.
    places : int
        Decimal places of the percentage.
    rule : str
        One of `RULES`.

    Returns
    -------
    str
        The percentage without a sign behind it.

    Examples
    --------
    >>> print_share(1, 8, 0), print_share(1, 8, 0, "half-even"), print_share(2, 3, 1, "truncated")
    ('13', '12', '66.6')
    """
    _check(denominator, rule)
    digits, rest = divmod(numerator * 100 * 10**places, denominator)
    if (rule == "half-up" and 2 * rest >= denominator) or (
        rule == "half-even" and (2 * rest > denominator or (2 * rest == denominator and digits % 2))
    ):
        digits += 1
    return str(Decimal(digits).scaleb(-places)) if places else str(digits)


def numerators(printed: str, denominator: int, rule: str | None = None) -> range:
    """Find the whole numbers that, over this denominator, are printed as this percentage.

    Parameters
    ----------
    printed : str
        The percentage as printed; see `parse_percentage`.
    denominator : int
        Number of things of which it is a share, > 0.
    rule : str, optional
        One of `RULES`; without it, whatever half-up or half-even rounding allows.

    Returns
    -------
    range
        The numerators from 0 to the denominator, ascending; empty where the percentage is impossible.

    Raises
    ------
    ValueError
        If the string is no percentage, the denominator not positive, or the rule unknown.

    Notes
    -----
    With S = 100 * 10**places, digits P is printed for k of n where 2P - 1 <= 2Sk/n <= 2P + 1; at the lower
    tie half-up always gives P, at the upper tie only half-even does, and only for an even P.

    Examples
    --------
    >>> list(numerators("30.79", 3488)), list(numerators("32.94", 47))
    ([1074], [])
    """
    _check(denominator, rule)
    digits, places = parse_percentage(printed)
    scale = 100 * 10**places
    if rule == "truncated":
        return _whole(2 * digits * denominator, 2 * (digits + 1) * denominator, 2 * scale, False, denominator)
    even = digits % 2 == 0
    with_lower_tie = rule != "half-even" or even
    with_upper_tie = rule != "half-up" and even
    low = (2 * digits - 1) * denominator + (0 if with_lower_tie else 1)
    return _whole(low, (2 * digits + 1) * denominator, 2 * scale, with_upper_tie, denominator)


def denominators(printed: str, numerator: int) -> range:
    """Find the wholes of which this number is the printed percentage.

    Parameters
    ----------
    printed : str
        The percentage as printed, rounded half-up or half-even; not 0.
    numerator : int
        The number of things that are said to be this percentage, > 0.

    Returns
    -------
    range
        The denominators, ascending; empty where there is none.

    Raises
    ------
    ValueError
        If the percentage is 0, since every large enough whole would do, or the numerator not positive.

    Examples
    --------
    >>> denominators("30.79", 1074)
    range(3488, 3489)
    """
    digits, places = parse_percentage(printed)
    if not digits or numerator < 1:
        raise ValueError(f"No finite range of wholes: {numerator} as {printed} per cent.")
    doubled = 200 * 10**places * numerator
    low, high = -(-doubled // (2 * digits + 1)), doubled // (2 * digits - 1)
    if digits % 2 and low * (2 * digits + 1) == doubled:  # at the upper tie only an even digit is printed so
        low += 1
    low = max(low, numerator)
    return range(low, max(low, high + 1))


def neighbours(printed: str, denominator: int) -> list[tuple[int, str]]:
    """Find the shares of this denominator next to the printed percentage, below and above.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    denominator : int
        Number of things of which it is said to be a share, > 0.

    Returns
    -------
    list of (int, str)
        Numerator and its percentage, rounded half-up to the places printed: the greatest that does not exceed
        the printed value and the least that does, as far as they exist.

    Examples
    --------
    >>> neighbours("32.94", 47)
    [(15, '31.91'), (16, '34.04')]
    """
    digits, places = parse_percentage(printed)
    _check(denominator, None)
    below = min(digits * denominator // (100 * 10**places), denominator)
    found = [k for k in (below, below + 1) if k <= denominator]
    return [(k, print_share(k, denominator, places)) for k in found]


def possible_denominators(printed: str, up_to: int = 500) -> list[int]:
    """Find the denominators from which the percentage, if it was rounded, can come.

    Parameters
    ----------
    printed : str
        The percentage as printed.
    up_to : int
        Greatest denominator tried.

    Returns
    -------
    list of int
        Ascending; from 100 * 10**places onwards every denominator is possible for a percentage up to 100.

    Examples
    --------
    >>> possible_denominators("32.94", 200)
    [85, 170]
    """
    return common_denominators([printed], up_to)


def common_denominators(printed: Sequence[str], up_to: int = 500, whole: bool = False) -> list[int]:
    """Find the denominators from which all these percentages can come together.

    Parameters
    ----------
    printed : sequence of str
        The percentages as printed.
    up_to : int
        Greatest denominator tried.
    whole : bool
        Whether the numerators must also be able to sum to the denominator, as the parts of one whole do.

    Returns
    -------
    list of int
        Ascending.

    Examples
    --------
    >>> common_denominators(["33", "67"], 6, whole=True)
    [3, 6]
    """

    def possible(n: int) -> bool:
        return whole_numbers_add_up(printed, n) if whole else all(numerators(share, n) for share in printed)

    return [n for n in range(1, up_to + 1) if possible(n)]


def whole_numbers_add_up(printed: Sequence[str], denominator: int, rule: str | None = None) -> bool:
    """Test whether whole numbers that are printed as these shares of one whole can sum to it.

    Parameters
    ----------
    printed : sequence of str
        Shares of one whole, as printed; at least one.
    denominator : int
        Number of things in the whole, > 0.
    rule : str, optional
        One of `RULES`, for all shares alike; without it, each is rounded half-up or half-even.

    Returns
    -------
    bool

    Notes
    -----
    The numerators of one share run without a gap, so every sum between the least and the greatest is made by some
    choice.

    Examples
    --------
    >>> whole_numbers_add_up(["33", "33", "33"], 3), whole_numbers_add_up(["33", "33", "33"], 100)
    (True, False)
    """
    ranges = [numerators(share, denominator, rule) for share in printed]
    return all(ranges) and sum(r[0] for r in ranges) <= denominator <= sum(r[-1] for r in ranges)


def sum_of_shares(printed: Sequence[str], denominator: int | None = None) -> ShareSum:
    """Sum the printed shares and test whether rounding can explain the distance from 100.

    Parameters
    ----------
    printed : sequence of str
        Shares of one whole, as printed; at least one.
    denominator : int, optional
        Number of things in the whole, where all shares have it in common: then whole numerators must add up to it.

    Returns
    -------
    ShareSum
        The exact sum and the two answers.

    Notes
    -----
    Without a denominator each share stands for an interval of true values; 100 is explained where it lies between the
    sum of the lower and the sum of the upper ends, an end counting only if the rule prints that very value so.

    Examples
    --------
    >>> sum_of_shares(["32.94", "52.24", "14.38"])
    ShareSum(sum=Decimal('99.56'), rounding_explains=False, truncation_explains=False)
    """
    shares = [parse_percentage(share) for share in printed]
    if not shares:
        raise ValueError("A sum of shares needs at least one share.")
    total = sum((share.value for share in shares), Decimal(0))
    if denominator is not None:
        by_rounding = any(whole_numbers_add_up(printed, denominator, rule) for rule in ROUNDED)
        return ShareSum(total, by_rounding, whole_numbers_add_up(printed, denominator, "truncated"))
    by_rounding = any(_attains_whole(shares, rule) for rule in ROUNDED)
    return ShareSum(total, by_rounding, _attains_whole(shares, "truncated"))


def _attains_whole(shares: list[Percentage], rule: str) -> bool:
    """Return whether true shares printed so under the rule can sum to 100."""
    low_sum, high_sum, low_counts, high_counts = Fraction(0), Fraction(0), True, True
    for digits, places in shares:
        low, high = (digits, digits + 1) if rule == "truncated" else (digits - Fraction(1, 2), digits + Fraction(1, 2))
        even = rule == "half-even" and digits % 2 == 0
        low_in, high_in = rule != "half-even" or even, even
        limit = 100 * 10**places
        if low < 0:  # no share is negative, so 0 itself bounds it and is printed so
            low, low_in = Fraction(0), True
        if high > limit:
            high, high_in = Fraction(limit), True
        if low > high:
            return False
        low_sum += Fraction(low) / 10**places
        high_sum += Fraction(high) / 10**places
        low_counts &= low_in
        high_counts &= high_in
    return low_sum < 100 < high_sum or (low_sum == 100 and low_counts) or (high_sum == 100 and high_counts)


def _whole(low: int, high: int, step: int, closed: bool, most: int) -> range:
    """Return the k from 0 to `most` with low <= k * step < high (or <= high if `closed`)."""
    first = max(0, -(-low // step))
    last = high // step if closed else -(-high // step) - 1
    return range(first, min(last, most) + 1)


def _check(denominator: int, rule: str | None) -> None:
    if denominator < 1:
        raise ValueError(f"A share needs a denominator of 1 or more, not {denominator}.")
    if rule is not None and rule not in RULES:
        raise ValueError(f"Unknown rule {rule!r}; the rules are {', '.join(RULES)}.")
