"""Find what leaves the order of two events open: disagreement, vagueness, or dates that are too wide.

Two events are ordered if they are so whichever source is right. Where they are not, one can ask whether it helps to
take together those datings of an event that can all be true at once, and whether it matters which answer is believed.
A rounded date decides no order by less than it may be rounded.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from landreform.chronology.datings import with_grace
from landreform.chronology.disputes import answers
from landreform.contested.time_intervals import RELATIONS, envelopes, pairs, possible, relation

#: What can leave the order of two events open.
CAUSES = {
    "a vague date": "certain, once vague datings are read with the precise ones that they allow",
    "sources disagree": "certain by some answers of the sources and not by others",
    "dates too wide": "open by every answer of the sources",
}


def undecided(datings: pd.DataFrame) -> pd.DataFrame:
    """List the pairs of events whose order the sources leave open, and say what leaves it open.

    Parameters
    ----------
    datings : DataFrame
        All datings of the events concerned, as `landreform.chronology.datings.datings` returns them.

    Returns
    -------
    DataFrame
        One row a pair: ``first, second, first_title, second_title, can_be_before, can_be_together, can_be_after``
        and ``cause``, one of `CAUSES`.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> set(undecided(datings(load("events"), load("dates")))["cause"]) == set(CAUSES)
    True
    """
    spans = envelopes(with_grace(datings))
    found = pairs(spans)
    found = found[found["relation"] == "undecided"].drop(columns="relation").reset_index(drop=True)
    readings = answers(datings).reset_index(drop=True)
    rows_of = {event: list(group.index) for event, group in readings.groupby("event")}
    orders = relation(possible(readings, readings))
    title = spans.set_index("event")["title"]
    causes = [
        _cause({str(orders[i, j]) for i, j in product(rows_of[pair.first], rows_of[pair.second])})
        for pair in found.itertuples()
    ]
    found.insert(2, "first_title", found["first"].map(title))
    found.insert(3, "second_title", found["second"].map(title))
    return found.assign(cause=causes)


def _cause(orders: set[str]) -> str:
    if orders == {"undecided"}:
        return "dates too wide"
    return "sources disagree" if len(orders) > 1 else "a vague date"


def questions(datings: pd.DataFrame, asked: list[tuple[str, str]]) -> pd.DataFrame:
    """Answer for chosen pairs of events which came first, and, where that is open, what leaves it open.

    Parameters
    ----------
    datings : DataFrame
        As for `undecided`.
    asked : list of (str, str)
        Pairs of events.

    Returns
    -------
    DataFrame
        In the order given: ``first, second, first_title, second_title, answer`` (``certainly before``, ``certainly
        shared a day``, ``certainly after``, or ``open``) and ``cause`` (one of `CAUSES`; empty where the order is
        certain).

    Raises
    ------
    ValueError
        If an event has no dating.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> rows = datings(load("events"), load("dates"))
    >>> questions(rows, [("land-reform-law-passed", "land-reform-wave-1")])["answer"].item()
    'certainly before'
    """
    words = dict(zip(RELATIONS, ("certainly before", "certainly shared a day", "certainly after", "open"), strict=True))
    found = []
    for first, second in asked:
        rows = datings[datings["event"].isin([first, second])]
        spans = envelopes(with_grace(rows)).set_index("event")
        if not {first, second} <= set(spans.index):
            raise ValueError(f"No dating of {first!r} or of {second!r}.")
        order = str(relation(possible(spans.loc[[first]], spans.loc[[second]]))[0, 0])
        cause = undecided(rows)["cause"].item() if order == "undecided" else ""
        found.append((first, second, spans.loc[first, "title"], spans.loc[second, "title"], words[order], cause))
    return pd.DataFrame(found, columns=["first", "second", "first_title", "second_title", "answer", "cause"])
