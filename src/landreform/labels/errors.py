"""Gather what is known of wrong labels, in the province and in the North, with its evidence.

The rows are found by their structure: a tally of the table `classifications`, or a row of the table `counts`
that is said to be wrong and to be part of another. So a further tally that enters the ledger joins by itself.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from landreform.contested.printed_values import allowed
from landreform.labels.tallies import LEVEL, TALLY, error_shares, tallies, tally_from_counts
from landreform.ledger.sources import evidence
from landreform.ledger.tables import STATEMENT

#: What a block of rows counts: fractions of one table, other tallies of the province, tallies of the North.
FRACTIONS, PROVINCE, NORTH = "fractions", "province", "north"

#: Columns of the frame of `wrong_labels`.
COLUMNS = (
    *"tally block label place unit labelled correct incorrect share_incorrect".split(),
    *"wilson_low wilson_high exact_low exact_high share_low share_high printed evidence".split(),
    *STATEMENT,
)

_WRONG = r"\b(?:wrong|wrongly|incorrect|incorrectly)\b"


def counted_wrong(counts: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of a whole and its wrong part in the table `counts`.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        Columns `landreform.labels.tallies.TALLY`; one row for each row with a number that is called wrong in
        ``quantity`` and names its whole in ``part_of``. The label is the quantity of the whole. Province first,
        the North (no ``place``) last.

    Examples
    --------
    >>> rows = [{"count": "all", "quantity": "landlords", "value": 9, "part_of": ""},
    ...         {"count": "bad", "quantity": "landlords identified wrongly", "value": 6, "part_of": "all"}]
    >>> counts = pd.DataFrame(rows).assign(unit="persons", place="", source="s", read_in="s", locator="p. 1")
    >>> counted_wrong(counts)[["tally", "labelled", "incorrect"]].values.tolist()
    [['bad', 9, 6]]
    """
    parts = counts[_called_wrong(counts) & (counts["part_of"] != "") & (counts["unit"] != "percent")]
    quantities = counts.set_index("count")["quantity"]
    pairs = parts.sort_values("count")[["part_of", "count"]].itertuples(index=False, name=None)
    found = [tally_from_counts(counts, whole, part, quantities[whole]) for whole, part in pairs]
    frame = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(TALLY))
    return frame.sort_values(["place", "tally"], key=lambda column: column.eq(""), kind="stable", ignore_index=True)


def printed_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """Find the shares of wrong labels that are printed without the numbers behind them.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        One row for each percentage that is called wrong in ``quantity`` and has no ``denominator``; columns
        ``tally, label, place, share_low, share_high`` (shares from 0 to 1, what the statement allows), ``printed,
        source, read_in, locator``.

    Examples
    --------
    >>> row = {"count": "a", "quantity": "Share of the labels that were wrong", "printed": "over 70%", "low": 70,
    ...        "bound": "at_least", "unit": "percent"}
    >>> counts = pd.DataFrame([row]).assign(denominator="", place="", source="s", read_in="s", locator="p. 1")
    >>> printed_shares(counts)[["share_low", "share_high"]].values.tolist()
    [[0.7, 1.0]]
    """
    rows = counts[_called_wrong(counts) & (counts["unit"] == "percent") & (counts["denominator"] == "")]
    rows = rows.sort_values("count", ignore_index=True)
    spans = [allowed(row, last_digit=True) for row in rows.to_dict("records")]
    ends = [(span.low / 100, span.high / 100) if span else (math.nan, math.nan) for span in spans]
    shares = pd.DataFrame(ends, columns=["share_low", "share_high"]).astype(float).clip(0, 1)
    named = rows.rename(columns={"count": "tally", "quantity": "label"})
    return named[["tally", "label", "place"]].join(shares).join(rows[["printed", *STATEMENT]])


def wrong_labels(
    classifications: pd.DataFrame, counts: pd.DataFrame, sources: pd.DataFrame, level: float = LEVEL
) -> pd.DataFrame:
    """Tabulate how many labels of which kind were wrong, in the province and in the North.

    Parameters
    ----------
    classifications, counts, sources : DataFrame
        Tables of the ledger.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    DataFrame
        One row a tally, then one a share that is printed without numbers; columns ``tally, block`` (`FRACTIONS`,
        `PROVINCE` or `NORTH`)``, label, place, unit, labelled, correct, incorrect`` (numbers; NaN where not
        printed)``, share_incorrect, wilson_low, wilson_high, exact_low, exact_high`` (shares from 0 to 1; complete
        counts, so the intervals are the language of measurement only)``, share_low, share_high`` (for a share
        printed without numbers)``, printed`` (that share)``, evidence, source, read_in, locator``. The fractions of the
        table, largest first, are followed by their sum, which no source prints and which has no locator of its own.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = wrong_labels(load("classifications"), load("counts"), load("sources"))
    >>> frame["block"].drop_duplicates().tolist()
    ['fractions', 'province', 'north']
    """
    fractions = tallies(classifications).sort_values(["labelled", "tally"], ascending=[False, True], ignore_index=True)
    summed = error_shares(fractions, level)
    summed.loc[summed["tally"] == "all", "label"] = "All labels together"
    table = fractions.drop(columns=["label", "labelled", "incorrect"]).merge(summed, on="tally", how="right")
    origin = ["place", "unit", *STATEMENT]
    table.loc[table["tally"] == "all", origin] = table.loc[0, origin].to_numpy()
    counted = counted_wrong(counts)
    single = [error_shares(counted.iloc[[i]], level).head(1) for i in range(len(counted))]
    pairs = pd.concat([summed.head(0), *single], ignore_index=True)
    pairs = pairs.merge(counted.drop(columns=["label", "labelled", "incorrect"]), on="tally", how="left")
    others = pd.concat([pairs, printed_shares(counts)])
    others["block"] = np.where(others["place"] == "", NORTH, PROVINCE)
    # one block after the other, the North last; within a block the order found
    others = others.sort_values("block", ascending=False, kind="stable")
    frame = pd.concat([table.assign(block=FRACTIONS), others], ignore_index=True)
    frame = frame.assign(correct=frame["labelled"] - frame["incorrect"], evidence=evidence(frame, sources))
    return frame[list(COLUMNS)].fillna({"unit": "", "printed": ""})


def in_percent(frame: pd.DataFrame) -> pd.DataFrame:
    """Convert the shares of a frame to per cent.

    Parameters
    ----------
    frame : DataFrame
        Columns whose name begins with share, wilson, exact or difference hold shares from 0 to 1.
    Returns
    -------
    DataFrame
        The frame with these columns in percent.

    Examples
    --------
    >>> in_percent(pd.DataFrame({"share_incorrect": [0.30791], "labelled": [3488]})).values.tolist()
    [[30.791, 3488.0]]
    """
    shares = [name for name in frame if name.split("_")[0] in ("share", "wilson", "exact", "difference")]
    return frame.assign(**{name: 100 * frame[name].astype(float) for name in shares})


def share_texts(labels: pd.DataFrame) -> pd.DataFrame:
    """Write the shares and intervals of wrong labels as text for a table.

    Parameters
    ----------
    labels : DataFrame
        From `wrong_labels`.

    Returns
    -------
    DataFrame
        The frame with ``share, wilson, exact`` as text: the share in per cent, or as printed where no numbers are; the
        ends of the two intervals in per cent.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> labels = wrong_labels(load("classifications"), load("counts"), load("sources"))
    >>> share_texts(labels)[["share", "wilson"]].iloc[0].tolist()
    ['64.3', '61.2–67.2']
    """
    rows = in_percent(labels).to_dict("records")
    counted = [not math.isnan(row["share_incorrect"]) for row in rows]
    text = {"share": [f"{r['share_incorrect']:.1f}" if c else r["printed"] for r, c in zip(rows, counted, strict=True)]}
    for name in ("wilson", "exact"):
        ends = [(row[f"{name}_low"], row[f"{name}_high"]) for row in rows]
        text[name] = [f"{a:.1f}–{b:.1f}" if c else "" for (a, b), c in zip(ends, counted, strict=True)]
    return labels.assign(**text)


def _called_wrong(counts: pd.DataFrame) -> pd.Series:
    return counts["quantity"].str.contains(_WRONG, case=False, regex=True)
