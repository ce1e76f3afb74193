"""Pool the claims without each voice in turn: what a single voice does is a question of its own.

Input are claims and choices as for `landreform.contested.multiverse.run.run_multiverse`, output is a table. Sets that
lack one voice are all but the same set. As options beside sets graded by evidence they would fill the multiverse with
copies, and the share of every other choice would follow from their number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from landreform.contested.claims import form
from landreform.contested.multiverse.options import Choice, Option
from landreform.contested.multiverse.run import run_multiverse
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder


def drop_one(
    claims: pd.DataFrame, choices: Iterable[Choice], level: float = 0.95, order: OutcomeOrder = DEFAULT_ORDER
) -> pd.DataFrame:
    """Compute what the pools of the baseline become without each of their voices.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`.
    choices : iterable of Choice
        As for `landreform.contested.multiverse.run.run_multiverse`. Of each the first option is taken, that from which
        the others are judged; of the rules every one.
    level : float
        Confidence of the intervals.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        Columns ``rule``, ``without`` (the name of the voice, empty for the whole), ``claims`` (the names left out),
        ``voices`` (number that remain), ``estimate, low, high`` (persons) and ``fold`` (the estimate over that of the
        whole); for each rule the whole first, then its voices in the order of `claims`. NaN where fewer than two
        voices remain.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1e3, 2e3, 4e3], "point": [None] * 3,
    ...     "high": [4e3, 8e3, 16e3], "outcome": ["executed"] * 3, "lineage": ["a", "b", "c"]})
    >>> drop_one(claims, default_choices(claims, rules=["REML"]))["estimate"].round().tolist()
    [4000.0, 5657.0, 4000.0, 2828.0]
    """
    first = {
        choice.name: choice if choice.name == "rule" else replace(choice, options=choice.options[:1])
        for choice in choices
    }
    chosen, reading = set(first["claim_set"].values[0]), first["lineage"].values[0]
    bridge = first["bridge"].values[0]
    entering = claims["estimate"].isin(chosen) & claims["outcome"].isin(bridge) & form(claims).isin(["range", "point"])
    names = claims.loc[entering, "estimate"].tolist()
    lost: dict[str, list[str]] = {"": []}
    for name in names:
        lost.setdefault(reading.get(name, name), []).append(name)
    first["claim_set"] = replace(
        first["claim_set"],
        options=tuple(
            Option(voice or "whole", tuple(name for name in names if name not in gone), "uncertain", "One voice less.")
            for voice, gone in lost.items()
        ),
    )
    found = run_multiverse(claims, first.values(), level, order)
    rows = []
    for r, rule in enumerate(first["rule"].labels):
        whole = float(found.estimate[..., 0, 0, r].item())
        for place, (voice, gone) in enumerate(lost.items()):
            numbers = [getattr(found, name)[..., place, 0, r].item() for name in ("estimate", "low", "high")]
            voices = int(found.units[..., place, 0, r].item())
            persons = np.exp(np.array(numbers)).tolist()
            rows.append((rule, voice, ", ".join(gone), voices, *persons, float(np.exp(numbers[0] - whole))))
    columns = ["rule", "without", "claims", "voices", "estimate", "low", "high", "fold"]
    return pd.DataFrame(rows, columns=columns)
