"""Set the provinces against the waves: the numbers of the map, and what other works have.

Input: the tables of waves and places. Output: a numbered table with one row a place.
"""

import pandas as pd

from landreform.exhibits.base import Ledger, TableExhibit, Words
from landreform.exhibits.campaign.places_map import COUNTED, PANELS, REST, TOLD, marks, statements
from landreform.text.prose import number, plural
from landreform.waves.places import listed, placed, unlisted
from landreform.waves.provincial import other_works

#: Waves of land reform, each a column.
WAVES = tuple(wave for panel in PANELS for wave in panel)

#: The two last rows.
NO_LIST, WHOLE = "in no list", "the North"

#: Where the two last rows lead.
_NORTH = "north"


def by_place(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather what the table shows; see `numbers`."""
    waves, places = ledger["waves"], ledger["places"]
    where = placed(waves, places).drop_duplicates("wave_row").set_index("wave_row")["place"]
    counted = listed(waves)
    told = other_works(waves, "land_reform", "viwiki-ccrd")
    told = told[told["communes"].notna() & ~told["wave_row"].isin(counted["wave_row"])]
    pairs = pd.MultiIndex.from_frame(told[["place", "wave"]])
    in_list = counted.set_index(["place", "wave"])["communes"].reindex(pairs).fillna(-1)
    told = told[told["communes"].to_numpy() != in_list.to_numpy()]
    return {
        "drawn": marks(ledger),
        "counted": counted.assign(place=where.loc[counted["wave_row"]].to_numpy()),
        "sums": unlisted(waves),
        "others": told.assign(place=where.loc[told["wave_row"]].to_numpy()),
    }


def numbers(drawn: pd.DataFrame, counted: pd.DataFrame, sums: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Set places against waves.

    Parameters
    ----------
    drawn : DataFrame
        What the map shows, from `landreform.exhibits.campaign.places_map.marks`.
    counted, sums : DataFrame
        Communes of land reform that lists name, and what they lack; from `landreform.waves.places`.
    others : DataFrame
        What other works state of single waves otherwise than the lists, from
        `landreform.waves.provincial.other_works`; places by identifier.

    Returns
    -------
    DataFrame
        One row a place, in the order of its first wave of land reform and then of its name; then what no list names,
        and the North.
    """
    reform = counted.pivot(index="place", columns="wave", values="communes").reindex(columns=list(WAVES))
    rent = drawn[(drawn["campaign"] == "rent_reduction") & (drawn["kind"] == COUNTED)].set_index("place")["communes"]
    kept = drawn[drawn["kind"] != REST]
    frame = kept.drop_duplicates("place")[["place", "name", "point", "certainty"]].set_index("place")
    frame = frame.join(rent.rename("rent_reduction")).join(reform.add_prefix("wave_"))
    columns = [f"wave_{wave}" for wave in WAVES]
    frame[columns] = frame[columns].astype("Int64")
    frame = frame.assign(land_reform=frame[columns].sum(axis="columns", min_count=1))
    frame["wave_rows"] = kept.groupby("place")["wave_rows"].agg(" ".join)
    frame["told"] = [place in set(kept.loc[kept["kind"] == TOLD, "place"]) for place in frame.index]
    said, behind = _others(others)
    frame["others"] = frame.index.map(said).fillna("")
    joined = [(rows, behind.get(place, "")) for place, rows in frame["wave_rows"].items()]
    frame["wave_rows"] = [" ".join(filter(None, pair)) for pair in joined]
    order = frame[columns].notna()
    frame = frame.assign(_none=~order.any(axis=1), _first=order.to_numpy().argmax(axis=1))
    frame = frame.sort_values(["_none", "_first", "name"]).drop(columns=["_none", "_first"])
    return pd.concat([frame.reset_index(), _whole(drawn, sums)], ignore_index=True)


def _others(others: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Write what other works count, and name the rows behind it."""
    ranks = {wave: rank for rank, wave in enumerate(WAVES)}
    others = others.sort_values("wave", key=lambda waves: waves.map(ranks), kind="stable")
    words = others.assign(text=[f"{row.wave}: {number(row.communes)}" for row in others.itertuples(index=False)])
    distinct = words.drop_duplicates(["place", "text"]).groupby("place")["text"].agg("; ".join)
    return distinct.to_dict(), words.groupby("place")["wave_row"].agg(" ".join).to_dict()


def _whole(drawn: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Make the two last rows."""
    rest = drawn[(drawn["campaign"] == "rent_reduction") & (drawn["kind"] == REST)].iloc[0]
    behind = f"{rest['wave_rows']} {' '.join(sums['communes_rows'])}"
    common = {"place": _NORTH, "point": "", "certainty": "", "told": False, "wave_rows": behind, "others": ""}
    rows = []
    for name, column, rent in ((NO_LIST, "unlisted", rest["communes"]), (WHOLE, "printed", rest["printed"])):
        row = dict(zip([f"wave_{wave}" for wave in sums["wave"]], sums[column], strict=True))
        rows.append(common | row | {"name": name, "rent_reduction": rent, "land_reform": sums[column].sum()})
    return pd.DataFrame(rows).astype({name: "Int64" for name in rows[0] if name.startswith(("wave_e", "rent", "land"))})


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence what the table holds."""
    return (
        f"Table of {plural(len(rows) - 2, 'place')} against rent reduction and {plural(len(WAVES), 'wave')} of land "
        "reform, with what no list names and the whole; cells are communes."
    )


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say which place has the most communes, and how many are in no list."""
    places, rest = rows.iloc[:-2], rows.iloc[-2]
    most = places.loc[places["land_reform"].astype("float64").idxmax()]
    return (
        f"The list has the most communes of land reform in {most['name']}: {number(most['land_reform'])}.",
        f"{plural(rest['land_reform'], 'commune')} of land reform are in no list.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "place": "row of the table places; the last two rows have that of the North",
    "name": "what the place is called, or what the row sums up",
    "point": "name of the spot drawn on the map",
    "certainty": "what the point has to do with the place; see the table places",
    "rent_reduction": "communes of rent reduction, all waves, by the work that has the most (number)",
    **{f"wave_{wave}": f"communes of land reform, wave {wave}, by one list (number)" for wave in WAVES},
    "land_reform": "the same, all waves (number)",
    "wave_rows": "rows of the table waves behind the row, joined by a space",
    "told": "whether a row tells a campaign there without a number of communes (True, False)",
    "others": "communes of single waves in other works, where they differ, as wave: communes",
}

EXHIBIT = TableExhibit(
    slug="tab-places-waves",
    caption=(
        "Communes by place and wave, the numbers of the map; elsewhere: what other works count otherwise (wave: "
        "communes). A place without a number is named by rows that give none."
    ),
    make=numbers,
    inputs=by_place,
    headings={
        "name": "place",
        "rent_reduction": "rent reduction",
        **{f"wave_{wave}": "trial" if wave == "experimental" else f"wave {wave}" for wave in WAVES},
        "land_reform": "land reform, all",
        "others": "elsewhere",
    },
    words=Words(alt, conclusions, COLUMNS),
    tables=("waves", "places"),
    sources=statements,
    limits=(
        "Each wave of land reform is by one list; a wave that another work counts otherwise is not corrected by it.",
        "An empty cell says that no list read here has the place in that wave.",
        "The number of rent reduction for the North is printed as a least one, so that what no list names is more.",
        "A commune that both campaigns passed through is counted in each.",
    ),
    links={"name": ("places", "place")},
)
