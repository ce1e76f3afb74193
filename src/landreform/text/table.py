"""Show a frame to a reader as a plain table with a caption, headings and units, for the eye and the ear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number


@dataclass(frozen=True)
class Table:
    """A frame dressed for reading; a notebook shows it as an HTML table, a terminal as text.

    Attributes
    ----------
    caption : str
        What the table shows.
    headings : tuple of str
        Heading of each column.
    rows : tuple of tuple of str
        Cells as text.
    numeric : tuple of bool
        Whether a column holds numbers, which stand to the right; in the first column numbers that are text are names.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]

    def _repr_html_(self) -> str:
        sides = [{"style": f"text-align:{'right' if right else 'left'}"} for right in self.numeric]
        headings, *rows = (
            [Cell(text, side) for text, side in zip(texts, sides, strict=True)] for texts in (self.headings, *self.rows)
        )
        return html_table(self.caption, headings, rows)

    def __repr__(self) -> str:
        frame = pd.DataFrame(list(self.rows), columns=list(self.headings))
        return f"{self.caption}\n{frame.to_string(index=False)}"


def table(
    frame: pd.DataFrame,
    caption: str,
    headings: Mapping[str, str],
    merge: str | None = None,
    decimals: Mapping[str, int] | None = None,
) -> Table:
    """Choose and name the columns of a frame for reading.

    Parameters
    ----------
    frame : DataFrame
    caption : str
        What the table shows, units included.
    headings : mapping of str to str
        Column of the frame to heading, in the order wanted; other columns are left out.
    merge : str, optional
        A column whose value is shown only where it differs from that of the row above.
    decimals : mapping of str to int, optional
        Column to the number of decimal places with which it is written; otherwise a column has as many as the longest
        of its numbers needs, so that the points stand below each other.

    Returns
    -------
    Table

    Examples
    --------
    >>> table(pd.DataFrame({"n": [1720]}), "Communes.", {"n": "communes"}).rows
    (('1,720',),)
    >>> table(pd.DataFrame({"fold": [10, 22.37]}), "Folds.", {"fold": "times"}).rows
    (('10.00',), ('22.37',))
    """
    places = decimals or {}
    columns = [_column(frame[name], places.get(name)) for name in headings]
    numeric = tuple(
        pd.api.types.is_numeric_dtype(frame[name]) or (position > 0 and _are_numbers(texts))
        for position, (name, texts) in enumerate(zip(headings, columns, strict=True))
    )
    if merge is not None:
        column = columns[list(headings).index(merge)]
        column[:] = ["" if above == text else text for above, text in zip([None, *column[:-1]], column, strict=True)]
    return Table(caption, tuple(headings.values()), tuple(zip(*columns, strict=True)), numeric)


def _column(column: pd.Series, places: int | None) -> list[str]:
    """Write the cells of a column, numbers with as many decimal places each."""
    if not pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(value) else str(value) for value in column]
    if places is None:
        places = max((len(number(value).partition(".")[2]) for value in column if not pd.isna(value)), default=0)
    return ["" if pd.isna(value) else f"{float(value):,.{places}f}".replace("-", "−") for value in column]


_ONE = r"(?:under )?[×~<>≤≥+−-]?\d[\d,.]*(?: ?%)?"
#: A number as text: with a sign, in per cent, or two of them as a range or beside each other.
_NUMBER = re.compile(rf"{_ONE}(?: ?(?:–|to|/) ?{_ONE})?")
#: What tells a quantity from the number of a wave or of a year.
_QUANTITY = re.compile("[,.%]")
#: Letters of what may stand in a column of numbers where there is none, such as "no limit".
_SHORT = 14


def _are_numbers(texts: Sequence[str]) -> bool:
    """Say whether a column of text holds numbers, alone or with a few short words where there is none."""
    filled = [text for text in texts if text not in ("", "–")]
    numbers = [text for text in filled if _NUMBER.fullmatch(text)]
    if len(numbers) == len(filled):
        return bool(filled)
    short = all(len(text) <= _SHORT for text in filled if text not in numbers)
    return short and 2 * len(numbers) >= len(filled) and any(map(_QUANTITY.search, numbers))
