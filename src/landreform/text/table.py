"""Show a frame to a reader as a plain table with a caption, headings and units, for the eye and the ear."""

from __future__ import annotations

from collections.abc import Mapping
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
        Whether a column holds numbers, which stand to the right.
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
        Column to the number of decimal places with which it is written; other numbers are written as short as they are.

    Returns
    -------
    Table

    Examples
    --------
    >>> table(pd.DataFrame({"n": [1720]}), "Communes.", {"n": "communes"}).rows
    (('1,720',),)
    """
    numeric = tuple(pd.api.types.is_numeric_dtype(frame[name]) for name in headings)
    places = decimals or {}
    columns = [
        ["" if pd.isna(value) else _written(value, places.get(name)) if right else str(value) for value in frame[name]]
        for name, right in zip(headings, numeric, strict=True)
    ]
    if merge is not None:
        column = columns[list(headings).index(merge)]
        column[:] = ["" if above == text else text for above, text in zip([None, *column[:-1]], column, strict=True)]
    return Table(caption, tuple(headings.values()), tuple(zip(*columns, strict=True)), numeric)


def _written(value: float, places: int | None) -> str:
    text = number(value) if places is None else f"{float(value):,.{places}f}"
    return text.replace("-", "−")
