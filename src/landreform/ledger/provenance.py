"""Which rows of the ledger does a computed number come from?

A number here remembers the rows that it was read from and what was decided on the way, through every sum and product.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from landreform.waves.national_series import land_reform

Ledger = Mapping[str, pd.DataFrame]

#: Identifier of a row, by table.
KEYS = {"waves": "wave_row", "counts": "count"}


_BOUNDS = {
    "at_least": "A number printed as a least one is taken as it stands.",
    "about": "A number printed as approximate is taken as it stands.",
    "at_most": "A number printed as a greatest one is taken as it stands.",
}


@dataclass(frozen=True)
class Used:
    """A number with its origin.

    Attributes
    ----------
    value : float
        The number.
    rows : tuple of (str, str)
        Rows of the ledger used, each as table and identifier.
    choice : str
        What was decided on the way, in sentences.
    """

    value: float
    rows: tuple[tuple[str, str], ...] = ()
    choice: str = ""

    def __add__(self, other: Used) -> Used:
        return Used(self.value + other.value, merged(self.rows, other.rows), joined(self.choice, other.choice))

    def times(self, factor: float, other: Used | None = None, choice: str = "") -> Used:
        """Multiply by a factor that comes from the rows of another number."""
        rows = merged(self.rows, other.rows if other else ())
        return Used(self.value * factor, rows, joined(self.choice, choice))

    def noting(self, choice: str) -> Used:
        """Add a sentence on what was decided."""
        return Used(self.value, self.rows, joined(self.choice, choice))


@dataclass
class Reader:
    """Reads numbers from the ledger, each with its origin.

    Attributes
    ----------
    ledger : mapping of str to pandas.DataFrame
        The tables ``waves, counts``.
    series : pandas.DataFrame
        What :func:`landreform.waves.national_series.land_reform` returns.
    """

    ledger: Ledger
    series: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        self.series = land_reform(self.ledger["waves"])

    def wave(self, column: str, **wanted: str) -> Used:
        """Read one number from the one row of the table ``waves`` that fits."""
        rows = self.ledger["waves"]
        for name, value in wanted.items():
            rows = rows[rows[name] == value]
        rows = rows[rows[column].notna()]
        if len(rows) != 1:
            raise ValueError(f"The table waves has {len(rows)} rows with {column} for {wanted}, not one.")
        row = rows.iloc[0]
        return Used(float(row[column]), (("waves", row["wave_row"]),), _BOUNDS.get(row["bound"], ""))

    def count(self, identifier: str) -> Used:
        """Read the number of one row of the table ``counts``."""
        rows = self.ledger["counts"].set_index("count")
        if identifier not in rows.index:
            raise ValueError(f"The table counts has no row {identifier!r}.")
        row = rows.loc[identifier]
        return Used(float(row["value"]), (("counts", identifier),), _BOUNDS.get(row["bound"], ""))

    def national(self, chosen: pd.DataFrame) -> Used:
        """Add up some waves of the national series of land reform."""
        rows = tuple(("waves", name) for name in " ".join(chosen["communes_rows"]).split())
        return Used(float(chosen["communes"].sum()), rows)

    def listed(self, chosen: pd.DataFrame) -> Used:
        """Add up the same waves from the lists of provinces alone that the sources of their dates give."""
        waves = self.ledger["waves"]
        found = Used(0.0)
        for wave in chosen.itertuples():
            here = waves[(waves["source"] == wave.dates_source) & (waves["wave"] == wave.wave)]
            here = here[(here["level"] == "province") & (here["campaign"] == "land_reform") & here["communes"].notna()]
            found += Used(float(here["communes"].sum()), tuple(("waves", name) for name in here["wave_row"]))
        return found


def origin(ledger: Ledger, used: Used) -> tuple[str, str, str]:
    """Say which rows, whose statements and where read."""
    tables = {name: ledger[name].set_index(key) for name, key in KEYS.items()}
    said = [tables[table].loc[row] for table, row in used.rows]
    return (
        " ".join(f"{table}:{row}" for table, row in used.rows),
        "; ".join(dict.fromkeys(row["source"] for row in said)),
        "; ".join(dict.fromkeys(row["read_in"] for row in said)),
    )


def stated_by(keys: pd.Series, sources: pd.DataFrame) -> pd.Series:
    """Name the works in cells that hold one key or several, joined by a semicolon.

    Examples
    --------
    >>> sources = pd.DataFrame({"source": ["a", "b"], "name": ["A 1990", "B 1991"]})
    >>> stated_by(pd.Series(["a; b"]), sources).item()
    'A 1990; B 1991'
    """
    names = sources.set_index("source")["name"]
    return keys.map(lambda cell: "; ".join(names[key] for key in cell.split("; ")))


def merged(first: tuple, second: tuple) -> tuple:
    """Join two lists of rows, each row once."""
    return tuple(dict.fromkeys([*first, *second]))


def joined(*texts: str) -> str:
    """Join sentences, each once."""
    return " ".join(dict.fromkeys(text for text in texts if text))
