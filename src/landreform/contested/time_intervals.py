"""In what order things happened, and which order the sources leave open.

The input is a table of datings with a first and a last possible day, the output the relations of every two events that
these days decide. A date is not a point. Each event has four days: the first and the last on which it can have begun,
and the first and the last on which it can have ended. Of two events it is then certain that one came first, certain
that they shared a day, or open; nothing is decided by the middle of a span. A bound that is missing is unknown and
decides nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: First and last possible day of the beginning, first and last possible day of the end.
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")

#: What can be said of two events; ``undecided`` stands for more than one of the first three.
RELATIONS = ("before", "together", "after", "undecided")

# Whether the missing value of each bound means "as early as one likes" or "as late as one likes".
_OPEN = (-np.inf, np.inf, -np.inf, np.inf)


def envelopes(datings: pd.DataFrame, by: tuple[str, ...] = ("event",)) -> pd.DataFrame:
    """Join all datings of one event into the days between which they lie.

    Nothing is averaged and no source is preferred: a bound is the outermost that any dating gives, so that whatever
    holds of an envelope holds whichever source is right. A vague dating therefore widens it even beside a precise one.

    Parameters
    ----------
    datings : DataFrame
        What `landreform.chronology.datings.datings` returns, or some rows of it.
    by : tuple of str
        The columns of which one combination makes one envelope; with ``("event", "source", "read_in")`` one envelope
        is what one work says, as read in one place.

    Returns
    -------
    DataFrame
        One row a combination, in the order of its first possible day: the columns of ``by``, ``title, datings``
        (number of rows) and the four `BOUNDS`. Where only ends are dated, the beginning is open towards the past,
        and where only beginnings are dated, the end towards the future.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> spans = envelopes(datings(load("events"), load("dates"))).set_index("event")
    >>> spans.loc["tenth-plenum", "start_earliest"] < spans.loc["tenth-plenum", "end_latest"]
    True
    """
    columns = [*by, "title", "datings", *BOUNDS]
    if datings.empty:
        return pd.DataFrame(columns=columns)
    says_start = datings["aspect"].isin(["on", "start", "span"])
    says_end = datings["aspect"].isin(["on", "end", "span"])
    given = datings[[*by, "title"]].assign(datings=1)
    for bound, says in zip(BOUNDS, (says_start, says_start, says_end, says_end), strict=True):
        given[bound] = datings[bound].where(says)
    how = ("first", "sum", "min", "max", "min", "max")
    found = given.groupby(list(by), sort=False).agg(dict(zip(("title", "datings", *BOUNDS), how, strict=True)))
    # A side left open by one source stays open, whatever the others say.
    for bound, says in zip(BOUNDS, (says_start, says_start, says_end, says_end), strict=True):
        left_open = (says & datings[bound].isna()).groupby([datings[name] for name in by]).any()
        found.loc[left_open.reindex(found.index), bound] = pd.NaT
    # What has not begun cannot have ended, and what has ended had begun.
    found["start_latest"] = found["start_latest"].fillna(found["end_latest"])
    found["end_earliest"] = found["end_earliest"].fillna(found["start_earliest"])
    found = found.reset_index()
    return found.sort_values(["start_earliest", "end_latest", *by], na_position="first", ignore_index=True)[columns]


def beginnings(spans: pd.DataFrame) -> pd.DataFrame:
    """Reduce each event to its beginning, as a moment, so that the order of beginnings can be asked for.

    Examples
    --------
    >>> spans = pd.DataFrame({name: pd.to_datetime([day]) for name, day in zip(
    ...     BOUNDS, ["1953-01-01", "1953-01-31", "1953-03-01", "1953-03-31"])})
    >>> beginnings(spans)["end_latest"].dt.month.item()
    1
    """
    return spans.assign(end_earliest=spans["start_earliest"], end_latest=spans["start_latest"])


def possible(first: pd.DataFrame, second: pd.DataFrame) -> NDArray[np.bool_]:
    """Compute for every two intervals the relations that their bounds allow.

    Parameters
    ----------
    first, second : DataFrame
        With the four `BOUNDS`; *m* and *n* rows.

    Returns
    -------
    ndarray of bool
        Shape *m*, *n*, 3: whether the first can have ended before the second began, whether they can have shared a
        day, and whether the first can have begun after the second ended. At least one of the three is true.

    Raises
    ------
    ValueError
        If the bounds of a row run backwards.

    Notes
    -----
    The certain relations of intervals with uncertain ends follow from the bounds alone; "certainly before" is an
    interval order (Fishburn 1970, *Journal of Mathematical Psychology* 7: 144-149). Three of the thirteen relations
    of Allen (1983, *Communications of the ACM* 26: 832-843) are kept apart here; the others share at least one day.

    Examples
    --------
    >>> days = ["1953-01-01", "1953-01-31", "1953-01-01", "1953-01-31"]
    >>> month = pd.DataFrame([pd.to_datetime(days)], columns=list(BOUNDS))
    >>> possible(month, month)[0, 0].tolist()
    [True, True, True]
    """
    a, b = (_days(frame) for frame in (first, second))
    a_start, a_start_last, a_end, a_end_last = (a[:, [k]] for k in range(4))
    b_start, b_start_last, b_end, b_end_last = (b[:, k] for k in range(4))
    before = a_end < b_start_last
    after = b_end < a_start_last
    together = (a_start <= b_end_last) & (b_start <= a_end_last)
    return np.stack([before, together, after], axis=-1)


def relation(allowed: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Name the relation that the bounds decide.

    Parameters
    ----------
    allowed : ndarray of bool
        Last axis as `possible` returns it.

    Returns
    -------
    ndarray of str
        One of `RELATIONS`.

    Examples
    --------
    >>> str(relation(np.array([True, False, False])))
    'before'
    """
    names = np.array(RELATIONS)
    return np.where(allowed.sum(axis=-1) == 1, names[allowed.argmax(axis=-1)], "undecided")


def pairs(spans: pd.DataFrame, key: str = "event") -> pd.DataFrame:
    """List for every two events what is certain of their order.

    Parameters
    ----------
    spans : DataFrame
        With the column ``key`` and the four `BOUNDS`, such as `envelopes` returns.
    key : str
        Column that names the rows.

    Returns
    -------
    DataFrame
        One row a pair, each pair once, in the order of the rows: ``first, second, relation`` (of the first to the
        second, one of `RELATIONS`), ``can_be_before, can_be_together, can_be_after``.

    Examples
    --------
    >>> days = [["1953-01-01"] * 4, ["1954-01-01"] * 4]
    >>> spans = pd.DataFrame(days, columns=list(BOUNDS)).apply(pd.to_datetime).assign(event=["a", "b"])
    >>> pairs(spans)["relation"].tolist()
    ['before']
    """
    allowed = possible(spans, spans)
    row, column = np.triu_indices(len(spans), k=1)
    names = spans[key].to_numpy()
    found = {"first": names[row], "second": names[column], "relation": relation(allowed[row, column])}
    can_be = {f"can_be_{name}": allowed[row, column, k] for k, name in enumerate(RELATIONS[:3])}
    return pd.DataFrame(found | can_be)


def certainly_before(spans: pd.DataFrame) -> NDArray[np.bool_]:
    """Test for every two rows whether the first had certainly ended before the second began.

    Returns
    -------
    ndarray of bool
        Square; transitive, and never true both ways.
    """
    days = _days(spans)
    return days[:, [3]] < days[:, 0]


def steps(spans: pd.DataFrame, key: str = "event") -> pd.DataFrame:
    """Reduce the order to its steps: the pairs from which all others follow.

    Parameters
    ----------
    spans, key
        As in `pairs`.

    Returns
    -------
    DataFrame
        ``first, second``: the first came certainly before the second, and nothing certainly came between them.

    Examples
    --------
    >>> days = [[f"195{k}-01-01"] * 4 for k in (3, 4, 5)]
    >>> spans = pd.DataFrame(days, columns=list(BOUNDS)).apply(pd.to_datetime).assign(event=["a", "b", "c"])
    >>> steps(spans).values.tolist()
    [['a', 'b'], ['b', 'c']]
    """
    before = certainly_before(spans)
    # A boolean product: whether there is one certainly between.
    between = (before.astype(np.int64) @ before.astype(np.int64)) > 0
    row, column = np.nonzero(before & ~between)
    names = spans[key].to_numpy()
    return pd.DataFrame({"first": names[row], "second": names[column]})


def places(spans: pd.DataFrame, key: str = "event") -> pd.DataFrame:
    """Compute the places that each event can take in the orders that the sources allow.

    Parameters
    ----------
    spans, key
        As in `pairs`.

    Returns
    -------
    DataFrame
        In the order given: the column ``key``, ``before`` and ``after`` (numbers of events certainly before it and
        certainly after it), ``first_place, last_place`` (counted from 1), ``open`` (places it could take, less one).

    Examples
    --------
    >>> days = [["1953-01-01"] * 4, ["1954-01-01"] * 4]
    >>> spans = pd.DataFrame(days, columns=list(BOUNDS)).apply(pd.to_datetime).assign(event=["a", "b"])
    >>> places(spans)["first_place"].tolist()
    [1, 2]
    """
    earlier = certainly_before(spans)
    before, after = earlier.sum(axis=0), earlier.sum(axis=1)
    table = pd.DataFrame({key: spans[key].to_numpy(), "before": before, "after": after})
    table["first_place"], table["last_place"] = 1 + before, len(spans) - after
    return table.assign(open=table["last_place"] - table["first_place"])


def _days(spans: pd.DataFrame) -> NDArray[np.float64]:
    """Return the four bounds as numbers of days, unknown ones as infinity; refuse what runs backwards."""
    days = np.empty((len(spans), 4))
    for position, (bound, outermost) in enumerate(zip(BOUNDS, _OPEN, strict=True)):
        column = pd.to_datetime(spans[bound])
        since = (column - pd.Timestamp("1900-01-01")).dt.days.to_numpy(dtype="float64", na_value=np.nan)
        days[:, position] = np.where(np.isnan(since), outermost, since)
    start, start_last, end, end_last = days.T
    wrong = (start > start_last) | (end > end_last) | (start > end_last)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ValueError(f"Row {row} begins after it ends, or a first possible day lies after the last one.")
    # What has ended has begun by then, and what has not begun has not ended.
    days[:, 1] = np.minimum(start_last, end_last)
    days[:, 2] = np.maximum(end, start)
    return days
