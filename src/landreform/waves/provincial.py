"""Compute the dates, lengths, pace, overlap and reach of waves, in a province or in the North.

A wave with dates to the day has one length; a wave dated to the month has a least and a greatest. Whatever is computed
from such lengths is given as two numbers, and as one only where they are equal.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import listing
from landreform.waves.national_series import wave_name, with_bounds

#: The two campaigns that went over communes in numbered waves, in order of time.
BOTH = ("rent_reduction", "land_reform")


def intervals(waves: pd.DataFrame, place: str, source: str) -> pd.DataFrame:
    """Give the interval of each wave in one place, according to one source.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    place : str
        A province as the table spells it; empty for the North.
    source : str
        Key of the work that makes the statements; sources are never mixed in one series.

    Returns
    -------
    DataFrame
        One row a wave that has a start and an end, by start: ``wave_row, campaign, wave, place, start, end``
        (EDTF as the source gives it), ``start_earliest, start_latest, end_earliest, end_latest``
        (``datetime64[s]``), ``communes, source, read_in, locator``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> int(intervals(load("waves"), "Thái Nguyên", "nguyen-duy-tien2000")["communes"].min())
    2
    """
    here = (waves["place"] == place) & (waves["source"] == source) & (waves["start"] != "") & (waves["end"] != "")
    columns = ["wave_row", "campaign", "wave", "place", "start", "end", *BOUNDS, "communes", *STATEMENT]
    return with_bounds(waves[here]).sort_values(["start_earliest", "wave_row"], ignore_index=True)[columns]


def lengths(bars: pd.DataFrame) -> pd.DataFrame:
    """Compute how many days each wave lasted, at least and at most.

    Parameters
    ----------
    bars : DataFrame
        Waves with the four bounds, such as `intervals` returns.

    Returns
    -------
    DataFrame
        The rows given, with ``days_least, days_most``: days from the beginning to the end, both counted.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = lengths(intervals(load("waves"), "Thái Nguyên", "nguyen-duy-tien2000"))
    >>> bool((frame["days_least"] <= frame["days_most"]).all())
    True
    """
    least = (bars["end_earliest"] - bars["start_latest"]).dt.days + 1
    return bars.assign(
        days_least=least.clip(lower=1), days_most=(bars["end_latest"] - bars["start_earliest"]).dt.days + 1
    )


def pace(bars: pd.DataFrame) -> pd.DataFrame:
    """Compute how fast each wave went, in days per commune and in communes per week.

    Parameters
    ----------
    bars : DataFrame
        As for `lengths`, with ``communes``.

    Returns
    -------
    DataFrame
        The rows given, with what `lengths` adds and ``days_per_commune_least, days_per_commune_most,
        per_week_least, per_week_most`` (communes a week). Teams worked in many communes at the same time, so that days
        per commune are a measure of throughput and not of the time spent in a commune.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = pace(intervals(load("waves"), "Thái Nguyên", "nguyen-duy-tien2000"))
    >>> float(frame.loc[frame["communes"] == 47, "per_week_least"].round(1).item())
    2.8
    """
    frame = lengths(bars)
    communes = frame["communes"].astype("float64")
    return frame.assign(
        days_per_commune_least=frame["days_least"] / communes,
        days_per_commune_most=frame["days_most"] / communes,
        per_week_least=7 * communes / frame["days_most"],
        per_week_most=7 * communes / frame["days_least"],
    )


def successions(bars: pd.DataFrame) -> pd.DataFrame:
    """Compute the pause or overlap between each wave and the next, and the ratio of their sizes.

    Parameters
    ----------
    bars : DataFrame
        As for `pace`, in the order of their beginnings, with ``name``.

    Returns
    -------
    DataFrame
        One row a succession: ``first, second`` (names), ``pause_least, pause_most`` (days between the last day of the
        one and the first of the other; below 0, the days that both were under way), ``meeting`` (``pause``, ``overlap``
        or ``open``) and ``growth`` (communes of the second over those of the first; missing where ``bars`` names the
        ``campaign`` of each wave and the two belong to different ones).

    Examples
    --------
    >>> days = pd.DataFrame({"name": ["a", "b"], "communes": [10, 20]})
    >>> for bound, first, second in zip(("start_earliest", "start_latest", "end_earliest", "end_latest"),
    ...                                 ("1955-06-27", "1955-06-27", "1955-12-31", "1955-12-31"),
    ...                                 ("1955-12-25", "1955-12-25", "1956-07-30", "1956-07-30")):
    ...     days[bound] = pd.to_datetime([first, second])
    >>> successions(days)[["pause_least", "meeting", "growth"]].values.tolist()
    [[-7, 'overlap', 2.0]]
    """
    first, second = bars.iloc[:-1].reset_index(drop=True), bars.iloc[1:].reset_index(drop=True)
    ends = (
        (_pause(first["end_latest"], second["start_earliest"])),
        _pause(first["end_earliest"], second["start_latest"]),
    )
    growth = second["communes"].astype("float64") / first["communes"].astype("float64")
    if "campaign" in bars:
        growth = growth.where(first["campaign"] == second["campaign"])
    meeting = ["pause" if low >= 0 else "overlap" if high < 0 else "open" for low, high in zip(*ends, strict=True)]
    return pd.DataFrame(
        {
            "first": first["name"],
            "second": second["name"],
            "pause_least": ends[0],
            "pause_most": ends[1],
            "meeting": meeting,
            "growth": growth,
        }
    )


def _pause(end: pd.Series, start: pd.Series) -> pd.Series:
    """Count the days between, or with a minus the days shared."""
    return pd.Series([-days_shared(*days) for days in zip(start, end, strict=True)], start.index)


def days_shared(start: pd.Timestamp, end: pd.Timestamp) -> int:
    """Count the days from the first of one wave to the last of another, both counted; below 0, the days between.

    Examples
    --------
    >>> days_shared(pd.Timestamp("1955-12-25"), pd.Timestamp("1955-12-31"))
    7
    """
    return int((end - start).days) + 1


def cumulated(bars: pd.DataFrame, total: float | None = None) -> pd.DataFrame:
    """Add the communes up, wave by wave.

    Parameters
    ----------
    bars : DataFrame
        As for `pace`, in the order of their beginnings.
    total : float, optional
        Communes of which shares are taken; by default the sum of the waves.

    Returns
    -------
    DataFrame
        The rows given, with ``communes_before, communes_to_end`` (of all waves up to the one before, and up to this),
        ``share_before, share_to_end`` (of the total).

    Examples
    --------
    >>> cumulated(pd.DataFrame({"communes": [1, 3]}))["share_to_end"].tolist()
    [0.25, 1.0]
    """
    communes = bars["communes"].astype("float64")
    reached = communes.cumsum()
    whole = communes.sum() if total is None else float(total)
    return bars.assign(
        communes_before=reached - communes,
        communes_to_end=reached,
        share_before=(reached - communes) / whole,
        share_to_end=reached / whole,
    )


def reached(bars: pd.DataFrame, total: float | None = None) -> pd.DataFrame:
    """Count the communes reached by each day on which that number changes, at least and at most.

    Parameters
    ----------
    bars : DataFrame
        As for `pace`, with ``name``.
    total : float, optional
        Communes of which shares are taken; by default the sum of the waves.

    Returns
    -------
    DataFrame
        Two rows a wave, by day: ``day, wave, name, change`` (``can have begun`` or ``has ended``), ``least`` (communes
        of the waves that have certainly ended by the end of the day), ``most`` (communes of the waves that can have
        begun), ``share_least, share_most`` (of the total). When within a wave a commune was reached is not known.

    Examples
    --------
    >>> from landreform.waves.national_series import land_reform
    >>> from landreform.ledger.tables import load
    >>> frame = reached(land_reform(load("waves")))
    >>> bool((frame["least"] <= frame["most"]).all())
    True
    """
    communes = bars["communes"].astype("float64")
    whole = communes.sum() if total is None else float(total)
    kinds = (("can have begun", "start_earliest", 0.0, 1.0), ("has ended", "end_latest", 1.0, 0.0))
    frame = pd.concat(
        [
            bars[["wave", "name"]].assign(day=bars[bound], change=change, least=communes * low, most=communes * high)
            for change, bound, low, high in kinds
        ]
    )
    # On one day a beginning comes first, so that the least never passes the most.
    frame = frame.rename_axis("bar").reset_index().sort_values(["day", "change", "bar"], ignore_index=True)
    frame = frame.assign(least=frame["least"].cumsum(), most=frame["most"].cumsum())
    frame = frame.assign(share_least=frame["least"] / whole, share_most=frame["most"] / whole)
    return frame[["day", "bar", "wave", "name", "change", "least", "most", "share_least", "share_most"]]


def by_province(waves: pd.DataFrame, campaign: str, source: str) -> pd.DataFrame:
    """Set the provinces against the waves, as one source lists them.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    campaign, source : str
        As the table spells them; sources are never mixed in one table.

    Returns
    -------
    DataFrame
        One row a province, in the order of its first wave and then of its name: ``place``, one column a wave (communes;
        missing where the source lists none) and ``total``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> by_province(load("waves"), "land_reform", "viwiki-ccrd").columns[-1]
    'total'
    """
    here = (waves["campaign"] == campaign) & (waves["source"] == source) & (waves["level"] == "province")
    rows = waves[here & waves["communes"].notna()]
    wide = rows.pivot(index="place", columns="wave", values="communes").astype("Int64")
    first = wide.notna().idxmax(axis="columns") if len(wide) else pd.Series(dtype="str")
    wide = wide.assign(total=wide.sum(axis="columns"), _first=first).reset_index()
    wide.columns.name = None
    return wide.sort_values(["_first", "place"], ignore_index=True).drop(columns="_first")


def other_works(waves: pd.DataFrame, campaign: str, source: str) -> pd.DataFrame:
    """Give what works other than one that lists provinces state of the same campaign in a province or less.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    campaign, source : str
        The campaign, and the work that lists the provinces, as the table spells them.

    Returns
    -------
    DataFrame
        One row a statement on a single wave, by place, wave and identifier: the columns of the table, with ``name``
        (of the wave) and ``listed`` (communes of the same place and wave in the list; missing where it has none).

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> told = other_works(load("waves"), "land_reform", "viwiki-ccrd").set_index("wave_row")
    >>> told.loc["nguyen-thi-khuyen2014-land-reform-5-bac-ninh", ["communes", "listed"]].tolist()
    [76, 8]
    """
    here = (waves["campaign"] == campaign) & waves["level"].isin(["district", "province"])
    single = waves["wave"].isin(["experimental", "pilot"]) | waves["wave"].str.fullmatch("[1-9]")
    listed = waves[here & (waves["source"] == source)].set_index(["place", "wave"])["communes"]
    told = waves[here & single & (waves["source"] != source)].sort_values(["place", "wave", "wave_row"])
    pairs = pd.MultiIndex.from_frame(told[["place", "wave"]])
    return told.assign(name=[wave_name(wave) for wave in told["wave"]], listed=listed.reindex(pairs).array).reset_index(
        drop=True
    )


def in_both_campaigns(waves: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Find the provinces that went through several waves of rent reduction and several of land reform.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``; used are rows of level ``province`` with numbered waves, a run of waves as each of them.
    least : int
        Fewest numbered waves of either campaign.

    Returns
    -------
    DataFrame
        One row a province, by name: ``place``, ``rent_reduction`` and ``land_reform`` (the waves, as prose lists them).

    Examples
    --------
    >>> rows = [("rent_reduction", "4-5"), ("land_reform", "3"), ("land_reform", "4")]
    >>> waves = pd.DataFrame(rows, columns=["campaign", "wave"]).assign(level="province", place="P")
    >>> in_both_campaigns(waves).loc[0, "rent_reduction"]
    '4 and 5'
    """
    found: dict[str, dict[str, set[int]]] = {}
    for row in waves[(waves["level"] == "province") & waves["wave"].str.fullmatch("[1-9](-[1-9])?")].itertuples():
        first, *rest = map(int, row.wave.split("-"))
        of_place = found.setdefault(row.place, {"rent_reduction": set(), "land_reform": set()})
        of_place.setdefault(row.campaign, set()).update(range(first, (rest or [first])[0] + 1))
    rows = [
        {"place": place} | {name: listing([str(wave) for wave in sorted(of[name])]) for name in BOTH}
        for place, of in sorted(found.items())
        if all(len(of[name]) >= least for name in BOTH)
    ]
    return pd.DataFrame(rows, columns=["place", *BOTH])
