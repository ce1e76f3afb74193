"""Put together the series of the waves of land reform in the whole North, with the source of each part.

No work read here dates and counts all six waves. The series is therefore put together, wave by wave, and says of every
wave which source dates it and which source counts its communes. That the parts add up to totals which other sources
print is a check on the choice, not its reason; `landreform.waves.totals` lists what adds up and what does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from landreform.contested import edtf
from landreform.ledger.sources import attributions
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import day_text


@dataclass(frozen=True)
class Part:
    """Which source dates a wave, which counts its communes, and why these.

    Attributes
    ----------
    wave : str
        As the table ``waves`` names it.
    dated_by, counted_by : tuple of str
        Keys of the work that makes the statement and of the work in which it was read; an empty first key stands for
        whatever work is cited there.
    counted_at : str
        Level of the rows counted: ``national`` for a printed number, ``province`` for a sum over provinces.
    reason : str
        Why these sources.
    """

    wave: str
    dated_by: tuple[str, str]
    counted_by: tuple[str, str]
    counted_at: str
    reason: str


_ASSEMBLY = ("viwiki-quoc-hoi-i", "viwiki-quoc-hoi-i")
_WAVES = ("viwiki-ccrd", "viwiki-ccrd")
_MACLEAN = ("", "maclean2025")

#: The choices, in the order of the waves.
PARTS = (
    Part(
        "experimental",
        _ASSEMBLY,
        _ASSEMBLY,
        "province",
        "The only table that gives days and communes of the whole wave.",
    ),
    Part(
        "1",
        _ASSEMBLY,
        _ASSEMBLY,
        "province",
        "The only source that names both provinces; the other one for the North contradicts the waves after it.",
    ),
    Part("2", _WAVES, _WAVES, "province", "The only source for the four provinces together."),
    Part("3", _WAVES, _MACLEAN, "national", "One source prints the number for the North, the other only its parts."),
    Part(
        "4",
        _WAVES,
        _MACLEAN,
        "national",
        "The number for the North is printed; the list of provinces stops short of it.",
    ),
    Part(
        "5",
        _WAVES,
        _MACLEAN,
        "national",
        "The number for the North is printed; the list of provinces stops far short of it.",
    ),
)


def land_reform(waves: pd.DataFrame, parts: tuple[Part, ...] = PARTS) -> pd.DataFrame:
    """Put the national series of land reform together.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    parts : tuple of Part
        The choices; by default those of the book.

    Returns
    -------
    DataFrame
        One row a wave: ``campaign, wave, name, place, start, end`` (EDTF), the four bounds, ``communes, provinces``
        (number of provinces added up; missing where the number is printed), ``dates_rows, communes_rows`` (rows of the
        table ``waves``, joined by a space), ``dates_source, dates_read_in, dates_locator, communes_source,
        communes_read_in, communes_locator, reason``.

    Raises
    ------
    ValueError
        If a source named in a part has no rows for it, or its rows date the wave differently.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> int(land_reform(load("waves"))["communes"].sum())
    3314
    """
    rows = []
    for part in parts:
        here = waves[(waves["campaign"] == "land_reform") & (waves["wave"] == part.wave)]
        dated = _by(here, part.dated_by)
        dated = dated[(dated["start"] != "") & (dated["end"] != "")]
        counted = _by(here, part.counted_by)
        counted = counted[(counted["level"] == part.counted_at) & counted["communes"].notna()]
        if dated.empty or counted.empty or (part.counted_at == "national" and len(counted) > 1):
            raise ValueError(f"Wave {part.wave}: the sources named do not have the rows that the series needs.")
        if len(set(zip(dated["start"], dated["end"], strict=True))) > 1:
            raise ValueError(f"Wave {part.wave}: {part.dated_by[0]} dates it differently in different provinces.")
        row = {
            "campaign": "land_reform",
            "wave": part.wave,
            "name": wave_name(part.wave),
            "place": "",
            "start": dated["start"].iloc[0],
            "end": dated["end"].iloc[0],
            "communes": int(counted["communes"].sum()),
            "provinces": len(counted) if part.counted_at == "province" else pd.NA,
            "dates_rows": " ".join(dated["wave_row"]),
            "communes_rows": " ".join(counted["wave_row"]),
        }
        row |= {f"dates_{name}": join_distinct(dated[name]) for name in STATEMENT}
        row |= {f"communes_{name}": join_distinct(counted[name]) for name in STATEMENT}
        rows.append(row | {"reason": part.reason})
    frame = pd.DataFrame(rows).astype({"communes": "Int64", "provinces": "Int64"})
    return with_bounds(frame)


def dated_rows(waves: pd.DataFrame, campaign: str) -> pd.DataFrame:
    """Give every wave of a campaign that some source dates, province by province, one row a source's row.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    campaign : str
        As the table spells it.

    Returns
    -------
    DataFrame
        By beginning, totals left out: the columns of the table, ``name``, and the four bounds; a beginning or an end
        that the source does not give is missing. Sources stand side by side, and no row is a sum.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> len(dated_rows(load("waves"), "rent_reduction")["source"].unique()) > 1
    True
    """
    kept = (
        (waves["campaign"] == campaign) & (waves["wave"] != "total") & ((waves["start"] != "") | (waves["end"] != ""))
    )
    frame = with_bounds(waves[kept])
    frame = frame.assign(
        name=[wave_name(wave) for wave in frame["wave"]], _first=frame["start_earliest"].fillna(frame["end_earliest"])
    )
    return frame.sort_values(["_first", "wave_row"], ignore_index=True).drop(columns="_first")


def with_bounds(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the four bounds to rows with ``start`` and ``end`` as EDTF; what is empty is missing.

    Examples
    --------
    >>> with_bounds(pd.DataFrame({"start": ["1954-05"], "end": [""]}))["start_latest"].dt.day.item()
    31
    """
    for end in ("start", "end"):
        parsed = [edtf.parse(text) if text else None for text in frame[end]]
        for bound in ("earliest", "latest"):
            days = [getattr(when, bound) if when else None for when in parsed]
            frame = frame.assign(**{f"{end}_{bound}": pd.array(days, dtype="datetime64[s]")})
    return frame


def wave_name(wave: str) -> str:
    """Write the name of a wave as prose does.

    Examples
    --------
    >>> wave_name("experimental"), wave_name("4-5"), wave_name("phase-1")
    ('experimental wave', 'waves 4 to 5', 'phase 1')
    """
    if wave in ("experimental", "pilot"):
        return f"{wave} wave"
    if wave == "total":
        return "all waves"
    if wave.startswith(("phase-", "experimental-")):
        first, last = wave.split("-")
        return f"phase {last}" if first == "phase" else f"experimental wave to wave {last}"
    return f"waves {wave.replace('-', ' to ')}" if "-" in wave else f"wave {wave}"


def series_statements(series: pd.DataFrame) -> pd.DataFrame:
    """Give every statement that the series uses: ``source, read_in, locator``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> "maclean2025" in set(series_statements(land_reform(load("waves")))["read_in"])
    True
    """
    parts = (series[[f"{kind}_{name}" for name in STATEMENT]] for kind in ("dates", "communes"))
    return pd.concat([part.set_axis(STATEMENT, axis=1) for part in parts], ignore_index=True)


def with_attributions(series: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add to the series who dates each wave and who counts it, and where each was read.

    Parameters
    ----------
    series : DataFrame
        What `land_reform` returns.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    DataFrame
        The rows given, with ``dated_by, counted_by, stated_by`` (both in one phrase) and ``when`` (the dates).

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> with_attributions(land_reform(load("waves")), load("sources"))["counted_by"].nunique() > 1
    True
    """
    parts = {}
    for name, kind in (("dated_by", "dates"), ("counted_by", "communes")):
        keys = series[[f"{kind}_source", f"{kind}_read_in"]].set_axis(["source", "read_in"], axis="columns")
        parts[name] = attributions(keys, sources)
    apart = "dates: " + parts["dated_by"] + "; communes: " + parts["counted_by"]
    parts["stated_by"] = apart.where(parts["dated_by"] != parts["counted_by"], parts["dated_by"])
    parts["when"] = [day_text(f"{wave.start}/{wave.end}") for wave in series.itertuples()]
    return series.assign(**parts)


def _by(rows: pd.DataFrame, keys: tuple[str, str]) -> pd.DataFrame:
    source, read_in = keys
    return rows[(rows["read_in"] == read_in) & ((rows["source"] == source) | (source == ""))]


def join_distinct(values: pd.Series) -> str:
    """Join different texts, each once, by a semicolon.

    Examples
    --------
    >>> join_distinct(pd.Series(["a", "b", "a"]))
    'a; b'
    """
    return "; ".join(dict.fromkeys(values))
