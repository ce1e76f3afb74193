"""What a claim counts, which of these outcomes contain others, and which claims may be compared at all.

Claims count different things, and some of these contain others: whoever was executed also died. The input is an
`OutcomeOrder`, anybody's or by default that of the worked example of the engine, and a frame of claims; the output the
claims that may stand side by side, or a refusal, so that a number that counts no deaths is never compared or pooled
as a toll.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.alike_names import alike_faults
from landreform.contested.errors import Fault, InputError, require_columns
from landreform.contested.table_input import TableReader

COLUMNS = ("estimate", "low", "point", "high", "outcome", "lineage")


class NotATollError(ValueError):
    """Raised where a number that counts no deaths is about to be compared or pooled as a toll."""


@dataclass(frozen=True)
class OutcomeOrder:
    """Outcomes that may be compared, and which of them are parts of which.

    Parameters
    ----------
    names : tuple of str
        The outcomes that may be compared ("tolls"), in the order in which they are listed.
    pairs : tuple of (str, str)
        Pairs (part, whole): whoever is counted under the first is counted under the second. What follows from two
        pairs need not be said.
    apart : tuple of str
        Outcomes that claims may have and that are never compared.
    titles : mapping of str to str
        What an outcome is called in a sentence.

    Raises
    ------
    InputError
        If a name stands twice, a pair names an unknown outcome, or the pairs run in a circle, which is named.

    Examples
    --------
    >>> order = OutcomeOrder(("killed", "missing", "lost"), (("killed", "lost"), ("missing", "lost")))
    >>> order.supersets("missing")
    ('missing', 'lost')
    """

    names: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    apart: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        twice = sorted(name for name, times in Counter(self.outcomes).items() if times > 1)
        unknown = sorted({name for pair in self.pairs for name in pair} - set(self.names))
        faults = [Fault("order", None, "outcome", name, "each outcome once") for name in twice]
        faults += [Fault("order", None, "pairs", name, "one of " + ", ".join(self.names)) for name in unknown]
        if faults:
            raise InputError(faults)
        try:
            _ = self.steps  # computed here, so that a circle is refused where the order is made
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise InputError(Fault("order", None, "pairs", circle, "parts that never contain their whole")) from None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome that a claim may have."""
        return self.names + self.apart

    @cached_property
    def steps(self) -> tuple[tuple[int, int], ...]:
        """The pairs as positions in `names`, each after all those that lead to its part.

        What is handed from part to whole along them has reached every outcome at the end, and so has what is handed
        from whole to part along them in the opposite direction.
        """
        wholes: dict[str, list[str]] = {name: [] for name in self.names}
        for part, whole in self.pairs:
            wholes[part].append(whole)
        place = {name: at for at, name in enumerate(self.names)}
        from_the_widest = list(TopologicalSorter(wholes).static_order())
        return tuple(
            (place[part], place[whole]) for part in reversed(from_the_widest) for whole in dict.fromkeys(wholes[part])
        )

    @cached_property
    def within(self) -> NDArray[np.bool_]:
        """Whether outcome i is outcome j or a part of it, directly or through others; shape (names, names)."""
        inside = np.eye(len(self.names), dtype=bool)
        for part, whole in reversed(self.steps):
            inside[part] |= inside[whole]
        return inside

    def title(self, outcome: str) -> str:
        """Return what an outcome is called in a sentence.

        Examples
        --------
        >>> OutcomeOrder(("battle_deaths",)).title("battle_deaths")
        'battle deaths'
        """
        return self.titles.get(outcome) or outcome.replace("_", " ")

    def supersets(self, outcome: str) -> tuple[str, ...]:
        """Return the outcome and every outcome that contains it, in the order of `names`.

        Raises
        ------
        NotATollError
            If the outcome is not one of `names`.
        """
        if outcome not in self.names:
            raise NotATollError(f"{outcome!r} is no toll; the tolls are {', '.join(self.names)}.")
        reached = self.within[self.names.index(outcome)]
        return tuple(name for name, contains in zip(self.names, reached, strict=True) if contains)


# in the order in which the figures show the outcomes
_TITLES = {
    "executed_to_1955_12": "executed, to December 1955",
    "executed": "executed",
    "executed_or_suicide": "executions and suicides",
    "wrongly_executed": "wrongly executed",
    "died": "deaths from any cause",
    # printed among the tolls, but these count no deaths, or say not what they count
    "victims_undefined": "“victims”, not defined",
    "planned_executions": "planned executions",
    "classified": "classified as class enemies",
    "wrongly_classified": "wrongly classified",
    "imprisoned": "imprisoned",
    "released": "released",
    "injured_or_killed": "injured or killed",
    "polemic": "polemical figure",
}

#: The order of the worked example, the tolls of the land reform in North Vietnam, which the functions of the engine
#: take where none is given. From the narrowest to the widest, the side branch last.
DEFAULT_ORDER = OutcomeOrder(
    names=("executed_to_1955_12", "executed", "executed_or_suicide", "died", "wrongly_executed"),
    pairs=(
        ("executed_to_1955_12", "executed"),
        ("executed", "executed_or_suicide"),
        ("executed_or_suicide", "died"),
        ("wrongly_executed", "executed"),
    ),
    apart=tuple(_TITLES)[5:],
    titles=_TITLES,
)

#: The parts of the default order under names of their own.
TOLLS, ORDER, NOT_TOLLS = DEFAULT_ORDER.names, DEFAULT_ORDER.pairs, DEFAULT_ORDER.apart
OUTCOMES, NAMES = DEFAULT_ORDER.outcomes, DEFAULT_ORDER.titles


def read_order(path: str | Path, reader: TableReader | None = None) -> OutcomeOrder:
    """Read anybody's order of outcomes.

    Parameters
    ----------
    path : str or Path
        CSV file in UTF-8 with the columns ``part`` and ``whole``: one row for each pair, the outcomes listed as they
        first appear; a row with an empty ``whole`` names an outcome that need not be a part of any.
    reader : TableReader, optional
        How files are read.

    Returns
    -------
    OutcomeOrder
        Without outcomes that are never compared.

    Raises
    ------
    InputError
        If the file cannot be used, a part is empty, an outcome is spelt in two ways, or the pairs run in a circle.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "order.csv")
    ...     _ = file.write_text("part,whole\\nbattle_deaths,excess_deaths\\nfamine_deaths,excess_deaths\\n")
    ...     print(read_order(file).names)
    ('battle_deaths', 'excess_deaths', 'famine_deaths')
    """
    table = (reader or TableReader()).read(path, ("part", "whole"), least="at least one pair under the header")
    rows = [(line, row["part"].strip(), row["whole"].strip()) for line, row in table.records()]
    faults = [Fault(table.file, line, "part", "", "the name of an outcome") for line, part, _ in rows if not part]
    faults += alike_faults(
        table.file, [(at, *cell) for at, part, whole in rows for cell in (("part", part), ("whole", whole))]
    )
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    names = dict.fromkeys(name for _, *pair in rows for name in pair if name)
    try:
        return OutcomeOrder(tuple(names), tuple((part, whole) for _, part, whole in rows if whole))
    except InputError as error:
        raise InputError([replace(fault, file=table.file) for fault in error.faults]) from None


def require_tolls(claims: pd.DataFrame, task: str, order: OutcomeOrder = DEFAULT_ORDER) -> None:
    """Refuse claims that may not be compared or pooled as tolls.

    Every function that compares or pools calls this first, so that a count of people classified cannot become
    a count of deaths by carelessness.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `COLUMNS`.
    task : str
        What was about to be done, as a noun phrase ("the consistency gap").
    order : OutcomeOrder
        The outcomes that may be compared.

    Raises
    ------
    NotATollError
        If any claim counts something else than a toll; the message names the claims.
    ValueError
        If a column is missing.

    Examples
    --------
    >>> claims = pd.DataFrame({c: [] for c in COLUMNS})
    >>> require_tolls(claims, "the consistency gap")
    """
    require_columns(claims, COLUMNS, "A frame of claims")
    outside = ~claims["outcome"].isin(order.names)
    if outside.any():
        wrong = claims.loc[outside, ["estimate", "outcome"]]
        named = ", ".join(f"{row.estimate} ({row.outcome})" for row in wrong.itertuples())
        raise NotATollError(f"No toll, so not admitted to {task}: {named}.")


def tolls(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Select the claims that are tolls and state a number.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `COLUMNS`.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        The rows whose outcome is one of the tolls and which have a low, a point or a high, index renumbered from 0.
        Somebody who only endorses another's number, or prints it in a form that gives none, makes a claim and
        states no number.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1.0, 1.0, float("nan")], "point": float("nan"),
    ...                        "high": float("nan"), "outcome": ["died", "classified", "died"]})
    >>> list(tolls(claims)["estimate"])
    ['a']
    """
    stated = claims[["low", "point", "high"]].notna().any(axis=1)
    return claims[claims["outcome"].isin(order.names) & stated].reset_index(drop=True)
