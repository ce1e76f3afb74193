"""What a number in a cell of a workbook is, and what its format shows of it.

The input is the number that the cell holds and the code of its format (ECMA-376, part 1, section 18.8.31), the output
both as plain text: the number, and the digits on the screen where the format fixes how many there are. A format that
hides the number, or sets words beside it that change what it says, is refused; colours, padding, separators of
thousands and signs are understood.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

#: So many digits of a number a spreadsheet shows and keeps; what lies behind is noise of its arithmetic.
DIGITS = 15

# A float has no more digits before its point and behind it, taken together.
_PRECISION = 400
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|(?P<space>_.|\*.|\s)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general)"
    r"|(?P<exponent>e[+-]?)"
    r"|(?P<digit>[0#?])"
    r"|(?P<sign>[.,%/@;])"
    r"|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color\s?\d{1,2}", re.IGNORECASE)
_LANGUAGE = re.compile(r"\$-[0-9a-z-]*", re.IGNORECASE)
_DECIMALS = re.compile(r"[0#?,]*(?:\.(?P<places>0*))?")


@dataclass(frozen=True)
class Written:
    """A number as text, without separators of thousands.

    Attributes
    ----------
    exact : str
        What the cell holds, without zeros at its end; as a percentage where the format makes it one.
    shown : str or None
        What the format shows; None where the format does not fix how many decimals there are.
    """

    exact: str
    shown: str | None


def written(value: float, code: str) -> Written:
    """Write a number as it is held, and as its format shows it.

    Parameters
    ----------
    value : float or int
        What the cell holds; of a float 15 significant digits count.
    code : str
        The code of its format, such as ``#,##0.00_);[Red](#,##0.00)``. The section for numbers below 0 or for 0 is
        taken where there is one.

    Returns
    -------
    Written

    Raises
    ------
    ValueError
        If the format hides the number, sets words or a currency beside it, or chooses its section by a condition, and
        if the number is too large for a float; with words that complete "expected a number".

    Examples
    --------
    >>> written(32, "#,##0.00"), written(0.5, "0.0 %")
    (Written(exact='32', shown='32.00'), Written(exact='50%', shown='50.0%'))
    >>> written(32.9, "General")
    Written(exact='32.9', shown=None)
    """
    if not math.isfinite(value):
        raise ValueError("that is finite")
    with localcontext(prec=_PRECISION):
        return _written(held(value), code)


def held(value: float) -> Decimal:
    """Return the number that a cell holds, to the digits that count.

    Examples
    --------
    >>> print(held(1.1 + 2.2))
    3.3
    """
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")


def plain(number: Decimal) -> str:
    """Write a number without exponent and without zeros behind its decimals.

    Examples
    --------
    >>> plain(Decimal("1.50E+3")), plain(Decimal("0.50"))
    ('1500', '0.5')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _written(number: Decimal, code: str) -> Written:
    percent = placeholders = beside = ""
    as_many_as_there_are = False
    for token in _TOKEN.finditer(_section(code, number)):
        kind, text = token.lastgroup, token[token.lastgroup or 0]
        if kind == "bracket" and not (_COLOUR.fullmatch(text) or _LANGUAGE.fullmatch(text)):
            raise ValueError(f"whose format has no [{text}]")
        if kind in ("quoted", "escaped", "letter"):
            beside += text
        elif text == "%":  # outside quotation marks it multiplies by a hundred
            number, percent = number * 100, percent + "%"
        elif kind in ("general", "exponent") or text in ("@", "/"):
            as_many_as_there_are = True
        elif kind in ("digit", "sign"):
            placeholders += text
    percent += "%" * beside.count("%")
    beside = beside.replace("%", "").strip()
    exact = plain(number) + percent
    if number == 0 and beside == "-" and "0" not in placeholders:  # as accountants write nothing
        return Written(exact, None)
    _refuse_what_is_beside(beside, number, percent)
    fixed = _DECIMALS.fullmatch(placeholders)
    places = len(fixed["places"] or "") if fixed else 0
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not as_many_as_there_are and "0" not in placeholders and (not placeholders or not rounded):
        raise ValueError("that is not hidden")
    if as_many_as_there_are or fixed is None or placeholders.partition(".")[0].endswith(","):
        return Written(exact, None)
    return Written(exact, f"{rounded if rounded else abs(rounded):f}{percent}")


def _section(code: str, number: Decimal) -> str:
    """Return the part of a format that a number is shown in."""
    tokens = list(_TOKEN.finditer(code))
    condition = next((found["bracket"] for found in tokens if (found["bracket"] or "").startswith(tuple("<>="))), None)
    if condition:
        raise ValueError(f"whose format has no [{condition}]")
    ends = [found.start() for found in tokens if found["sign"] == ";"]
    sections = [code[start:end] for start, end in zip([0, *(end + 1 for end in ends)], [*ends, len(code)], strict=True)]
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _refuse_what_is_beside(beside: str, number: Decimal, percent: str) -> None:
    """Refuse words of which the number alone does not say what they make of it."""
    if beside.strip("()-+'’" if number < 0 else "+'’"):
        raise ValueError(f"without {beside!r} beside it")
    if len(percent) > 1:
        raise ValueError("with no more than one sign of per cent")
