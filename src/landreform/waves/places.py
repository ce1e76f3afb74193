"""Find the places in which the waves ran, and how many communes of each wave some list puts into a province.

Input: the tables `waves` and `places`. Output: frames with the place of every row, and the communes by place and wave
with what no list names. Sources are never added up; where several count the same, one is taken by a rule that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import product
from typing import Any

import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.waves.national_series import PARTS, Part, land_reform

#: The place of a row that names none.
NORTH = "north"

#: What `placed` says of a row.
PLACED, NO_POINT = "placed", "no point"


def resolve(words: str, places: pd.DataFrame, row: int | None = None, file: str = "waves.csv") -> list[str]:
    """Find the places that the words of a row name.

    Parameters
    ----------
    words : str
        Cell of the column ``place``: a name, several joined by a comma and a space, or nothing for the North.
    places : DataFrame
        The table ``places``; used are ``place, name, also``.
    row : int, optional
        Line of the file, for the fault.
    file : str
        Name of the file, for the fault.

    Returns
    -------
    list of str
        Identifiers of places, in the order of the words.

    Raises
    ------
    InputError
        If a name is that of no place; the fault says which, and which name is the nearest.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> resolve("Thái Nguyên, Bắc Giang", load("places")), resolve("", load("places"))
    (['thai-nguyen', 'bac-giang'], ['north'])
    """
    return _resolved(words, _names(places), row, file)


def _names(places: pd.DataFrame) -> dict[str, str]:
    """Give the identifier of every name and other spelling; a row that names no place is of the North."""
    known = {"": NORTH}
    for place in places.itertuples():
        known |= dict.fromkeys([place.name, *filter(None, place.also.split("; "))], place.place)
    return known


def _resolved(words: str, known: dict[str, str], row: int | None, file: str) -> list[str]:
    parts = [words] if words in known else words.split(", ")
    for part in parts:
        if part not in known:
            near = get_close_matches(part, known, n=1)
            hint = f", perhaps {near[0]!r}" if near else ""
            raise InputError(Fault(file, row, "place", part, f"a name in the table places{hint}"))
    return [known[part] for part in parts]


def _identifiers(rows: pd.DataFrame, places: pd.DataFrame) -> list[list[str]]:
    """Resolve the place of every row; a fault names the line of the file, in which the header is the first."""
    known = _names(places)
    return [_resolved(words, known, int(index) + 2, "waves.csv") for index, words in rows["place"].items()]


def placed(waves: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Give every row on a wave its places; none is left out.

    Parameters
    ----------
    waves, places : DataFrame
        The tables of these names, as `landreform.ledger.tables.load` gives them.

    Returns
    -------
    DataFrame
        One row a row of ``waves`` and place that it names, in the order of ``waves``: ``wave_row, campaign, wave,
        level, place`` (identifier), ``name, kind, lat, lon, certainty`` (of the place) and ``status``: ``placed``, or
        ``no point`` where the place has none.

    Raises
    ------
    InputError
        If a row names a place that the table ``places`` does not have; see `resolve`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> frame = placed(load("waves"), load("places"))
    >>> set(frame["wave_row"]) == set(load("waves")["wave_row"])
    True
    """
    rows = waves[["wave_row", "campaign", "wave", "level"]].assign(place=_identifiers(waves, places))
    rows = rows.explode("place", ignore_index=True)
    frame = rows.merge(places[["place", "name", "kind", "lat", "lon", "certainty"]], on="place", how="left")
    return frame.assign(status=[NO_POINT if missing else PLACED for missing in frame["lat"].isna()])


def list_of(part: Part) -> tuple[str, str]:
    """Say which work lists the provinces of a wave of land reform: work that states it, work in which it was read.

    It is the work that counts the wave where it counts by province, and otherwise the one that dates it.

    Examples
    --------
    >>> list_of(PARTS[0])[0], list_of(PARTS[-1])[0]
    ('viwiki-quoc-hoi-i', 'viwiki-ccrd')
    """
    return part.counted_by if part.counted_at == "province" else part.dated_by


def listed(waves: pd.DataFrame, parts: tuple[Part, ...] = PARTS) -> pd.DataFrame:
    """Give the communes of land reform that a list puts into a province, wave by wave, each wave by one work.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    parts : tuple of Part
        The choices of the national series.

    Returns
    -------
    DataFrame
        The rows of ``waves`` taken, by wave and identifier, under the index that they have there.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> int(listed(load("waves"))["communes"].sum())
    2600
    """
    taken = []
    for part in parts:
        source, read_in = list_of(part)
        here = (waves["campaign"] == "land_reform") & (waves["wave"] == part.wave) & (waves["level"] == "province")
        mine = (waves["source"] == source) & (waves["read_in"] == read_in) & waves["communes"].notna()
        taken.append(waves[here & mine].sort_values("wave_row"))
    return pd.concat(taken)


def printed_total(waves: pd.DataFrame, campaign: str) -> pd.DataFrame:
    """Find the greatest number of communes that is printed for a campaign in the whole North.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    campaign : str
        As the table spells it.

    Returns
    -------
    DataFrame
        The rows of ``waves`` that print it, those that give it as a least number first.

    Raises
    ------
    ValueError
        If no row does.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> printed_total(load("waves"), "rent_reduction")["bound"].iloc[0]
    'at_least'
    """
    here = (waves["campaign"] == campaign) & (waves["level"] == "national") & (waves["wave"] == "total")
    rows = waves[here & waves["communes"].notna()]
    if rows.empty:
        raise ValueError(f"No row of the table waves prints the communes of all waves of {campaign}.")
    rows = rows[rows["communes"] == rows["communes"].max()]
    rows = rows.assign(_exact=rows["bound"] != "at_least")
    return rows.sort_values(["_exact", "wave_row"]).drop(columns="_exact")


def unlisted(waves: pd.DataFrame, parts: tuple[Part, ...] = PARTS) -> pd.DataFrame:
    """Set the communes that a list puts into a province against those of the whole wave.

    Parameters
    ----------
    waves : DataFrame
        The table ``waves``.
    parts : tuple of Part
        The choices of the national series.

    Returns
    -------
    DataFrame
        One row a wave, in order: ``wave, printed`` (communes of the wave in the national series), ``listed, unlisted``
        (communes of the list, and the others) and ``communes_rows`` (rows of ``waves`` behind the printed number).

    Raises
    ------
    ValueError
        If a list has more communes than its wave; `landreform.waves.national_series.land_reform` says what else.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> unlisted(load("waves")).set_index("wave").loc["5", ["printed", "listed", "unlisted"]].tolist()
    [1720, 1021, 699]
    """
    series = land_reform(waves, parts)
    sums = listed(waves, parts).groupby("wave")["communes"].sum()
    named = series["wave"].map(sums).fillna(0).astype("Int64")
    frame = pd.DataFrame({"wave": series["wave"], "printed": series["communes"], "listed": named})
    frame = frame.assign(unlisted=frame["printed"] - frame["listed"], communes_rows=series["communes_rows"])
    over = frame[frame["unlisted"] < 0]
    if len(over):
        raise ValueError(f"Wave {over['wave'].iloc[0]}: a list has more communes than the wave.")
    return frame


def rent_reduction(waves: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Give the communes of rent reduction by place, all waves together, each place by one work.

    The work taken is the one with the most communes in the place: its total, or the sum of its waves. A district counts
    by itself only where no row on its province covers its wave.

    Parameters
    ----------
    waves, places : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        One row a place that some row names, by communes and then by identifier: ``place, communes`` (missing where no
        work gives a number) and ``wave_rows`` (rows of ``waves``, joined by a space).

    Raises
    ------
    InputError
        If a row names a place that the table ``places`` does not have; see `resolve`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = rent_reduction(load("waves"), load("places")).set_index("place")
    >>> int(found.loc["thai-nguyen", "communes"]), found.loc["thai-nguyen", "wave_rows"]
    (73, 'maclean2025-rent-reduction-total-thai-nguyen')
    """
    here = waves[(waves["campaign"] == "rent_reduction") & waves["level"].isin(["district", "province"])]
    here = here.assign(id=[first for first, *_ in _identifiers(here, places)])
    rows = []
    for place, of_place in here.groupby("id"):
        own = of_place[[not _covered(row, here, places) for row in of_place.itertuples()]]
        counts = [_most_of(group) for _, group in own.groupby("source") if group["communes"].notna().any()]
        if counts:
            communes, names = max(counts, key=lambda count: count[0])
            rows.append((place, communes, names))
        elif len(own):
            rows.append((place, pd.NA, " ".join(own["wave_row"])))
    frame = pd.DataFrame(rows, columns=["place", "communes", "wave_rows"]).astype({"communes": "Int64"})
    return frame.sort_values(["communes", "place"], ascending=[False, True], ignore_index=True)


def _most_of(rows: pd.DataFrame) -> tuple[int, str]:
    """Take the total of one work on one place, or else the sum of its waves."""
    total = rows[(rows["wave"] == "total") & rows["communes"].notna()]
    taken = total if len(total) else rows[rows["communes"].notna()]
    return int(taken["communes"].sum()), " ".join(taken["wave_row"])


def _covered(row: Any, rows: pd.DataFrame, places: pd.DataFrame) -> bool:
    """Tell whether a row on the province in which a district lies speaks of the district's wave as well."""
    if row.level != "district":
        return False
    province = places.loc[places["place"] == row.id, "province_then"].iloc[0]
    wider = rows[(rows["level"] == "province") & (rows["place"] == province)]
    return any(set(_waves(row.wave)) <= set(_waves(wave)) or wave == "total" for wave in wider["wave"])


def _waves(wave: str) -> Iterator[str]:
    """Give each wave of a run such as 1-5 or experimental-2; anything else as it is."""
    first, _, last = wave.partition("-")
    if first == "experimental" and last.isdigit():
        yield first
        yield from map(str, range(1, int(last) + 1))
    elif first.isdigit() and last.isdigit():
        yield from map(str, range(int(first), int(last) + 1))
    else:
        yield wave


def told_without_number(waves: pd.DataFrame, places: pd.DataFrame, parts: tuple[Part, ...] = PARTS) -> pd.DataFrame:
    """Find the places of which some row tells land reform, while no list counts a commune there.

    A place goes with a wave only where a row on its land reform names that wave, alone or in a run such as 1-5. Where
    its rows name none it stands by itself, without a wave; what only reinspection or the correction of errors is told
    of is left out, since neither says in which wave, or whether, land reform came.

    Parameters
    ----------
    waves, places : DataFrame
        The tables of these names; of ``waves`` the rows on land reform in a province, an area or a city.
    parts : tuple of Part
        The choices of the national series: the waves, and the list that counts each.

    Returns
    -------
    DataFrame
        One row a wave and place, by wave and then by identifier: ``wave`` (empty where no row on the place names one,
        and no list counts any), ``place`` and ``wave_rows`` (the rows that tell it, joined by a space).

    Raises
    ------
    InputError
        If a row names a place that the table ``places`` does not have; see `resolve`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = told_without_number(load("waves"), load("places"))
    >>> found.loc[found["place"] == "kien-an", "wave"].tolist()
    ['']
    """
    order = [part.wave for part in parts]
    lists = listed(waves, parts)
    counted = {(place, wave) for (place, *_), wave in zip(_identifiers(lists, places), lists["wave"], strict=True)}
    in_lists = {place for place, _ in counted}
    here = waves[(waves["campaign"] == "land_reform") & (waves["level"] == "province")]
    told: dict[tuple[str, str], list[str]] = {}
    for row, named_places in zip(here.itertuples(), _identifiers(here, places), strict=True):
        named = [wave for wave in order if wave in set(_waves(row.wave))]
        for wave, place in product(named or [""], named_places):
            if (place, wave) not in counted and (wave or place not in in_lists):
                told.setdefault((wave, place), []).append(row.wave_row)
    with_a_wave = {place for wave, place in told if wave}
    found = [(wave, place, " ".join(rows)) for (wave, place), rows in told.items() if wave or place not in with_a_wave]
    found.sort(key=lambda row: (order.index(row[0]) if row[0] else len(order), row[1]))
    return pd.DataFrame(found, columns=["wave", "place", "wave_rows"])
