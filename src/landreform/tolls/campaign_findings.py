"""Write the findings on the campaign that the other parts of the book give: when it was, how it grew, what went wrong.

Input: the ledger. Output: a `Finding` each; `FindingFailsError` where the rows no longer bear it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.chronology.datings import datings
from landreform.chronology.disputes import answers, summary
from landreform.chronology.exclusions import excluded_datings
from landreform.contested import edtf
from landreform.labels.errors import FRACTIONS, NORTH, PROVINCE, wrong_labels
from landreform.ledger.tables import Ledger
from landreform.text import vietnamese as vi
from landreform.text.prose import day_text, number, percent, plural
from landreform.tolls.finding import Finding, Ground, grade_agreement, grade_evidence, require, statements
from landreform.waves.national_series import land_reform

#: Events whose datings are compared.
START, END = "campaign-start", "campaign-end"
#: Datings that the sentence names: with the rent reduction, with the land reform alone; the last wave done, and the
#: campaign over.
WITH_RENT, REFORM_ALONE = "maclean2025-campaign-start", "goscha2011-campaign-start"
WAVE_DONE, OVER = "ho-chi-minh1956-07-01-ho-letter-july-1956", "maclean2025-campaign-end"
#: How far from a half the share of the last wave may lie to be called about half.
ABOUT_HALF = 0.05


def beginning_and_end(ledger: Ledger) -> Finding:
    """State by which reckoning the campaign began and ended when.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``events, dates, exclusions, documents, sources``.

    Raises
    ------
    FindingFailsError
        If the datings named stand in another order, or if the datings of beginning or end no longer exclude each other.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> beginning_and_end(load_all()).finding
    'beginning-and-end'
    """
    me = "beginning-and-end"
    date = ledger["dates"].set_index("dating")["date"]
    rent, reform, done, over = (date.get(name, "") for name in (WITH_RENT, REFORM_ALONE, WAVE_DONE, OVER))
    require(me, all((rent, reform, done, over)), "the ledger has the four datings named")
    in_order = [
        _ends(earlier)[1] < _ends(later)[0] for earlier, later in ((rent, reform), (reform, done), (done, over))
    ]
    require(me, all(in_order), "rent reduction, land reform, last wave and end follow each other")
    every = datings(ledger["events"], ledger["dates"])
    rows = every[every["event"].isin([START, END])]
    out = excluded_datings(every, ledger["exclusions"], ledger["documents"])
    told = summary(rows, out[out["dating"].isin(rows["dating"])]).set_index("event")
    require(me, {START, END} <= set(told.index), "beginning and end are dated more than once")
    kind = ledger["sources"].set_index("source")["kind"]
    ways = {
        "datings read in the work that states them": rows[rows["source"] == rows["read_in"]],
        "datings not read in an encyclopaedia": rows[rows["read_in"].map(kind) != "encyclopedia"],
    }
    choices = {
        "every dating": bool((told.loc[[START, END], "answers"] > 1).all()),
        "without datings shut out by a document": bool((told.loc[[START, END], "answers_left"] > 1).all()),
    } | {way: _disputed(kept) for way, kept in ways.items()}
    require(me, choices["every dating"], "datings of the beginning and of the end exclude each other")
    addresses = tuple(f"dates/{dating}" for dating in rows["dating"])
    first, last = told.loc[START], told.loc[END]
    names = ledger["sources"].set_index("source")["name"]
    said = ledger["dates"].set_index("dating")["source"].map(names)
    return Finding(
        finding=me,
        question="When did it begin and end?",
        sentence=(
            f"It depends on what is counted. With the rent reduction it began in {day_text(rent)} "
            f"({said[WITH_RENT]}), as land reform alone in {day_text(reform)} ({said[REFORM_ALONE]}); the work of the "
            f"last wave was done by {day_text(done)}, and {said[OVER]} ends the campaign in {day_text(over)}. The "
            f"ledger has {number(first.datings)} datings of the beginning, which make "
            f"{plural(int(first.answers), 'answer')} that exclude each other, and {number(last.datings)} of the end, "
            f"with {plural(int(last.answers), 'answer')}."
        ),
        short=(
            f"The campaign began in {day_text(rent)} for whoever counts the rent reduction, in {day_text(reform)} for "
            f"whoever counts the land reform alone; its last wave was done by {day_text(done)}, and {said[OVER]} ends "
            f"it in {day_text(over)}."
        ),
        vietnamese=(
            f"Nếu tính cả giảm tô thì cuộc vận động bắt đầu vào {vi.month(rent)}, nếu chỉ tính cải cách ruộng đất thì "
            f"vào {vi.month(reform)}; đợt cuối xong muộn nhất vào {vi.day(done)}, còn {said[OVER]} cho là cuộc vận "
            f"động kết thúc vào {vi.month(over)}."
        ),
        grounds=(
            Ground(day_text(rent), f"dates/{WITH_RENT}"),
            Ground(day_text(reform), f"dates/{REFORM_ALONE}"),
            Ground(day_text(done), f"dates/{WAVE_DONE}"),
            Ground(day_text(over), f"dates/{OVER}"),
            Ground("every dating", "book/chronology"),
        ),
        rows=(*addresses, f"dates/{WAVE_DONE}"),
        computed_by=("landreform.chronology.disputes.answers",),
        evidence=grade_evidence(statements(ledger, addresses)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "all datings; without those shut out by a document; those read in the work that states them; those not "
            "read in an encyclopaedia"
        ),
        overturned_by=(
            "An order of the time that says when the campaign began or ended, and what it took for the campaign."
        ),
        chapter="notebooks/campaign-in-time",
    )


def last_wave(ledger: Ledger) -> Finding:
    """State how large the last wave was beside all communes.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, sources``.

    Raises
    ------
    FindingFailsError
        If a wave is smaller than the one before it, or if the share of the last one under some total is not about half.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> last_wave(load_all()).agreement.word
    'high'
    """
    me, waves = "last-wave", ledger["waves"]
    series = land_reform(waves)
    communes = series["communes"].astype(int)
    require(me, bool((communes.diff().dropna() > 0).all()), "every wave had more communes than the one before it")
    printed = waves[
        (waves["campaign"] == "land_reform") & (waves["wave"] == "total") & (waves["level"] == "national")
    ].dropna(subset=["communes"])
    last = int(communes.iloc[-1])
    totals = {"the waves added up": float(communes.sum())} | {
        f"the total of {row.read_in}": float(row.communes) for row in printed.itertuples()
    }
    shares = {name: last / total for name, total in totals.items()}
    choices = {name: abs(share - 0.5) <= ABOUT_HALF for name, share in shares.items()}
    require(me, all(choices.values()), "the last wave had about half of all communes under every total")
    provinces = waves[(waves["campaign"] == "land_reform") & (waves["level"] == "province")].dropna(subset=["communes"])
    between = provinces.groupby(["wave", "place"])["communes"].agg(np.ptp).groupby("wave").sum().astype(int)
    doubt = series["wave"].map(between).fillna(0).astype(int)
    steps = (communes - doubt).iloc[1:].to_numpy() - (communes + doubt).iloc[:-1].to_numpy()
    choices["every wave larger, whichever source is right on a province"] = bool((steps > 0).all())
    least, most = min(shares.values()), max(shares.values())
    names = ledger["sources"].set_index("source")["name"]
    counted = tuple(f"waves/{row}" for row in " ".join(series["communes_rows"]).split())
    rows = (*counted, *(f"waves/{row}" for row in printed["wave_row"]))
    last_row = str(series["communes_rows"].iloc[-1])
    first = int(communes.iloc[0])
    return Finding(
        finding=me,
        question="How did it grow?",
        sentence=(
            "In the North every wave of land reform was larger than the one before it, from "
            f"{plural(first, 'commune')} to {number(last)}; the last one took {percent(least)} to {percent(most)} of "
            f"all communes, by the {plural(len(printed), 'total')} printed and by the sum of the waves."
        ),
        short=(
            f"In the North every wave of land reform was larger than the one before it, from {number(first)} communes "
            f"to {number(last)}, and the last took about half of all communes."
        ),
        vietnamese=(
            f"Ở miền Bắc đợt cải cách ruộng đất nào cũng lớn hơn đợt trước, từ {vi.number(first)} xã lên "
            f"{vi.number(last)} xã, và đợt cuối chiếm khoảng một nửa tổng số xã có cải cách ruộng đất."
        ),
        grounds=(
            Ground("the last wave", f"waves/{last_row}"),
            *(
                Ground(f"{names[row.source]}: {number(row.communes)}".replace(";", ","), f"waves/{row.wave_row}")
                for row in printed.itertuples()
            ),
            Ground("the series", "notebooks/waves#fig-cumulated-share"),
        ),
        rows=rows,
        computed_by=("landreform.waves.national_series.land_reform",),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "the sum of the waves; every total printed for the North; every number printed for a province in a wave"
        ),
        overturned_by="A list of the communes of each wave; MacLean’s numbers of the last waves are cited from Moise.",
        chapter="notebooks/waves",
    )


def most_labels_wrong(ledger: Ledger) -> Finding:
    """State how many of the labels of which the correction is counted were found wrong.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``classifications, counts, sources``.

    Raises
    ------
    FindingFailsError
        If some tally of labels, in the province or in the North, has no more than half of them wrong, or if that of the
        Party cells has more.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> most_labels_wrong(load_all()).finding
    'most-labels-wrong'
    """
    me = "most-labels-wrong"
    found = wrong_labels(ledger["classifications"], ledger["counts"], ledger["sources"])
    share = found["share_incorrect"].fillna(found["share_low"])
    villages = found["block"].isin([FRACTIONS, NORTH])
    choices = {
        f"{row.label}, {row.place or 'the North'}": bool(value > 0.5)
        for row, value in zip(found[villages].itertuples(), share[villages], strict=True)
    }
    require(me, all(choices.values()), "more than half of the labels were wrong in every tally")
    places = found.loc[found["block"] == FRACTIONS, "place"].unique()
    require(me, len(places) == 1, "one province has a table of its labels")
    landlords = found[(found["block"] == FRACTIONS) & (found["tally"] != "all")].iloc[0]
    north = found[(found["block"] == NORTH) & found["labelled"].notna()].iloc[0]
    cells = found[found["block"] == PROVINCE].iloc[0]
    require(me, cells["share_incorrect"] < 0.5, "in Party cells fewer than half of the labels were wrong")
    tallied = found[found["tally"] != "all"]
    rows = tuple(
        f"{'classifications' if row.block == FRACTIONS else 'counts'}/{row.tally}" for row in tallied.itertuples()
    )
    return Finding(
        finding=me,
        question="How many labels were wrong?",
        sentence=(
            "Of the labels of which the correction is counted, most were found wrong: "
            f"{percent(north.share_incorrect)} of {number(north.labelled)} landlords in the North, and "
            f"{percent(landlords.share_incorrect)} of {number(landlords.labelled)} in {landlords.place}; if not every "
            "label was gone over again, the share of those that were is higher still. Of "
            f"{plural(int(cells.labelled), 'member')} of the Party cells of {cells.place} "
            f"{percent(cells.share_incorrect)} had been labelled wrongly; how many were labelled at all is not printed."
        ),
        short=(
            "Most class labels of which the correction is counted were found wrong: "
            f"{percent(north.share_incorrect)} of those called landlords in the North, "
            f"{percent(landlords.share_incorrect)} in the one province with a table."
        ),
        vietnamese=(
            "Phần lớn các thành phần có số liệu sửa sai đã được xác định là quy sai: "
            f"{vi.percent(north.share_incorrect)} số người bị quy là địa chủ trên toàn miền Bắc, "
            f"{vi.percent(landlords.share_incorrect)} ở tỉnh duy nhất có bảng số liệu."
        ),
        grounds=(
            Ground("the North", f"counts/{north.tally}"),
            Ground(f"landlords of {landlords.place}", f"classifications/{landlords.tally}"),
            Ground("Party cells", f"counts/{cells.tally}"),
            Ground("all tallies", "notebooks/class-labels#fig-class-labels"),
        ),
        rows=rows,
        computed_by=("landreform.labels.errors.wrong_labels",),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried="every tally and every printed share of wrong labels, Party cells apart",
        overturned_by=(
            "Another province’s table; a report that says by which rule labels were corrected, and under what pressure."
        ),
        chapter="notebooks/class-labels",
    )


def _ends(date: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day that a date allows; a side left open is as far away as can be."""
    when = edtf.parse(date)
    return (
        pd.Timestamp(when.earliest) if when.earliest else pd.Timestamp.min,
        pd.Timestamp(when.latest) if when.latest else pd.Timestamp.max,
    )


def _disputed(rows: pd.DataFrame) -> bool:
    """Say whether the datings given of the beginning, and those of the end, make more than one answer each."""
    found = answers(rows).groupby("event").size() if len(rows) else pd.Series(dtype=int)
    return bool((found.reindex([START, END]).fillna(0) > 1).all())
