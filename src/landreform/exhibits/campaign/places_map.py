"""Draw where the waves went: a map of the North for each, and the communes that no list puts anywhere.

Input: the tables of waves and places. Output: the figure of the waves on the map, and the frame that its table shares.
A place stands on the map of a wave where a list counts its communes there, or where a row on its land reform names that
wave. Where land reform is told without its wave, the place stands on no map, and its name in the key; what only the
correction of errors is told of is left out.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.legends import dot, legend_below
from landreform.exhibits.draw.maps import draw_outline, draw_scale, projected, write_beside
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import CAMPAIGNS, INK, QUIET, Look, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.text.prose import listing, number, plural
from landreform.waves.national_series import join_distinct, wave_name
from landreform.waves.places import listed, placed, printed_total, rent_reduction, told_without_number, unlisted

#: Panels of land reform, by the waves that each shows together.
PANELS = (("experimental", "1"), ("2",), ("3",), ("4",), ("5",))

#: Kinds of row: communes that a list puts into a place, a place that is told without a number, what no list names.
COUNTED, TOLD, REST = "counted", "told without a number", "in no list"

#: How the heading of a panel of land reform begins, and what stands there for places whose wave no row names.
REFORM = "Land reform, "
NO_WAVE = f"{REFORM}wave not named"

#: Markers of the two campaigns, as in the figures of the campaign in time.
MARKERS = {"rent_reduction": "s", "land_reform": "o"}

#: Square points of a mark for each commune, and those of the smallest mark that is still seen.
SCALE, LEAST = 0.6, 3.6

#: Square points from which on a mark has a point in its middle, at which the line from its name ends.
MIDDLE = 30.0

#: Kilometres: ends of a map, columns of names to the left and the right, and least distance of two lines.
LEFT, RIGHT, COLUMN_WEST, COLUMN_EAST, LINE = -330.0, 630.0, -28.0, 325.0, 60.0

#: Inches of a line of the key.
KEY = 2.9

#: Kilometres: where the highlands are named.
HIGHLANDS = (-70.0, 275.0)

#: Places at and beyond this meridian have their names at the right; south of the parallel there is no room at the left.
WEST_OF, NORTH_OF = 105.85, 20.8

#: What the columns of the frame hold.
COLUMNS = {
    "panel": f"heading of the map on which the row is drawn; {NO_WAVE}: on none, since no row says in which wave",
    "kind": f"{COUNTED} (a list or thesis gives communes for the place), {TOLD} (a row names the place, no list its "
    f"communes), or {REST} (all communes of the panel that no list puts into a place)",
    "campaign": "rent_reduction or land_reform",
    "place": "row of the table places; empty for what no list names",
    "communes": "communes (number); missing where none is given",
    "by_wave": "the same wave by wave, in the order of the heading, joined by a plus; empty where none is given",
    **ledger_columns("places", "name lat lon point certainty"),
    "printed": "communes printed for all of the panel in the North (number); missing where the wave is not named",
    "least": "whether that number is printed as a least one (True, False)",
    "wave_rows": "rows of the table waves behind the number, joined by a space",
    **STATEMENT_COLUMNS,
}


def marks(ledger: Ledger) -> pd.DataFrame:
    """Gather what is drawn: every place of every panel, and what no list names; columns `COLUMNS`.

    Raises
    ------
    ValueError
        If a place has communes and no point, so that they would be lost.
    """
    waves, places = ledger["waves"], ledger["places"]
    rows = [*_rent_rows(waves, places), *_reform_rows(waves, places)]
    frame = pd.DataFrame(rows).merge(
        places[["place", "name", "lat", "lon", "point", "certainty"]], on="place", how="left"
    )
    # Of rent reduction one panel has all waves.
    whole = [number(communes) if pd.notna(communes) else "" for communes in frame["communes"]]
    frame["by_wave"] = frame["by_wave"].where(frame["by_wave"].notna(), whole)
    frame[["name", "point", "certainty"]] = frame[["name", "point", "certainty"]].fillna("")
    said = waves.set_index("wave_row")[STATEMENT]
    for column in STATEMENT:
        frame[column] = [join_distinct(said.loc[names.split(), column]) for names in frame["wave_rows"]]
    frame = frame.astype({"communes": "Int64", "printed": "Int64"})
    lost = frame[(frame["kind"] == COUNTED) & frame["lat"].isna()]
    if len(lost):
        raise ValueError(f"The table places has no point for {lost['place'].iloc[0]}, where communes are counted.")
    # A village told without a number, which the gazetteer lacks, is named in the table of rows that stand on no map.
    return frame[(frame["kind"] == REST) | frame["lat"].notna()][list(COLUMNS)].reset_index(drop=True)


def _rent_rows(waves: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of the one panel of rent reduction."""
    found, total = rent_reduction(waves, places), printed_total(waves, "rent_reduction")
    whole = int(total["communes"].iloc[0])
    common = {
        "panel": "Rent reduction",
        "campaign": "rent_reduction",
        "printed": whole,
        "least": total["bound"].iloc[0] == "at_least",
    }
    rows = [
        common
        | {"kind": TOLD if pd.isna(row.communes) else COUNTED, "place": row.place}
        | {"communes": row.communes, "wave_rows": row.wave_rows}
        for row in found.itertuples()
    ]
    left = whole - int(found["communes"].sum())
    return [*rows, common | {"kind": REST, "place": "", "communes": left, "wave_rows": total["wave_row"].iloc[0]}]


def _reform_rows(waves: pd.DataFrame, places: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of the panels of land reform, and last those of which no row names the wave."""
    where = placed(waves, places).set_index("wave_row")["place"]
    counted, sums = listed(waves), unlisted(waves).set_index("wave")
    told = told_without_number(waves, places)
    rows: list[dict[str, Any]] = []
    for names in PANELS:
        here = sums.loc[list(names)]
        common = {
            "panel": REFORM + listing([wave_name(name) for name in names]),
            "campaign": "land_reform",
            "printed": int(here["printed"].sum()),
            "least": False,
        }
        taken = counted[counted["wave"].isin(names)].assign(id=lambda frame: where.loc[frame["wave_row"]].to_numpy())
        for place, group in taken.groupby("id"):
            each = [int(group.loc[group["wave"] == name, "communes"].sum()) for name in names]
            behind = {"communes": sum(each), "by_wave": " + ".join(map(number, each))}
            behind |= {"wave_rows": " ".join(group["wave_row"])}
            rows.append(common | {"kind": COUNTED, "place": place} | behind)
        # What a list counts in the other wave of the panel has its mark already.
        named = told[told["wave"].isin(names) & ~told["place"].isin(taken["id"])]
        rows += _told_rows(common, named)
        behind = {"communes": int(here["unlisted"].sum()), "wave_rows": " ".join(here["communes_rows"])}
        rows.append(common | {"kind": REST, "place": ""} | behind)
    nowhere = {"panel": NO_WAVE, "campaign": "land_reform", "printed": pd.NA, "least": False}
    return [*rows, *_told_rows(nowhere, told[told["wave"] == ""])]


def _told_rows(common: dict[str, Any], told: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a row to every place that is named without communes in a list."""
    rows = told.groupby("place", sort=False)["wave_rows"].agg(" ".join)
    # A row that names both waves of a panel is one row.
    behind = {place: " ".join(dict.fromkeys(names.split())) for place, names in rows.items()}
    return [
        common | {"kind": TOLD, "place": place, "communes": pd.NA, "wave_rows": names}
        for place, names in behind.items()
    ]


def statements(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Give every statement behind the marks: of the numbers, and of the points."""
    behind = " ".join(rows["wave_rows"]).split()
    waves, places = ledger["waves"], ledger["places"]
    parts = [waves[waves["wave_row"].isin(behind)], places[places["place"].isin(rows["place"])]]
    return pd.concat([part[STATEMENT] for part in parts])


def finding(data: pd.DataFrame) -> str:
    """Say in one sentence how much of the land reform the lists place, and where the gap lies.

    Examples
    --------
    >>> rows = [("1", "counted", 6, 6), ("1", "in no list", 0, 6), ("2", "counted", 1, 5), ("2", "in no list", 4, 5)]
    >>> frame = pd.DataFrame(rows, columns=["panel", "kind", "communes", "printed"]).assign(campaign="land_reform")
    >>> finding(frame)
    'Lists place 7 of 11 communes of land reform in North Vietnam; 4 of the 4 that no list places are of the last wave'
    """
    reform = data[data["campaign"] == "land_reform"]
    rest = reform[reform["kind"] == REST]
    named = int(reform.loc[reform["kind"] == COUNTED, "communes"].sum())
    total = int(reform.drop_duplicates("panel")["printed"].sum())
    last, left = int(rest["communes"].iloc[-1]), int(rest["communes"].sum())
    return (
        f"Lists place {number(named)} of {number(total)} communes of land reform in North Vietnam; "
        f"{number(last)} of the {number(left)} that no list places are of the last wave"
    )


def says(data: pd.DataFrame) -> str:
    """Say how much of the land reform the lists place, where the gap lies, and how much of rent reduction."""
    rent = data[data["campaign"] == "rent_reduction"]
    named, whole = int(rent.loc[rent["kind"] == COUNTED, "communes"].sum()), rent.iloc[0]
    least = "at least " if whole["least"] else ""
    return f"{finding(data)}; of rent reduction they place {number(named)} of {least}{number(whole['printed'])}"


def draw(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a map for each panel, two in a row on a page, with the size of a mark by its communes.

    Parameters
    ----------
    data : DataFrame
        What `marks` returns.
    sheet : Sheet
    """
    panels = list(_on_maps(data).groupby("panel", sort=False))
    across = 1 if sheet.narrow else 2
    down = math.ceil(len(panels) / across)
    figure = sheet.page((1.45 if sheet.narrow else 1.2) + 2.74 * down)
    grid = list(figure.subplots(down, across, squeeze=False).flat)
    for axes, (panel, rows) in zip(grid, panels, strict=False):
        draw_outline(axes, LEFT, RIGHT)
        _draw_panel(axes, str(panel).removeprefix(REFORM).capitalize(), rows)
    # It is true of all maps, and said once.
    middle: Look = {"color": QUIET, "ha": "center", "va": "center"}
    grid[len(panels) - 1].text(*HIGHLANDS, "highlands: in no list", fontsize=Size.LABEL, **middle)
    draw_scale(grid[0], RIGHT - 40, 100, Size.LABEL)
    for axes in grid[len(panels) :]:
        axes.set_axis_off()
    legend_below(figure, *_legend(data), columns=2, handletextpad=0.4)
    return figure


def _draw_panel(axes: Axes, panel: str, rows: pd.DataFrame) -> None:
    """Draw the marks of one panel, the largest first, with their names beside the map."""
    rest = rows[rows["kind"] == REST].iloc[0]
    marked = rows[rows["kind"] != REST].sort_values(["communes", "place"], ascending=[False, True], na_position="first")
    names: dict[str, list[tuple[float, float, str, Look]]] = {"left": [], "right": []}
    for order, row in enumerate(marked.itertuples()):
        x, y = projected(row.lon, row.lat)
        with shows(axes, "waves", row.wave_rows.split()):
            _mark(axes, x, y, row.campaign, row.communes, 2 + order / 100)
        side = "left" if row.lon < WEST_OF and row.lat > NORTH_OF else "right"
        told = row.kind == TOLD
        look: Look = {"fontstyle": "italic" if row.certainty not in ("itself", "town_of_its_name") else "normal"}
        look |= {"color": QUIET if told else INK}
        names[side].append((x, y, row.name if told else f"{row.name} {row.by_wave}", look))
    low, high = axes.get_ylim()
    for side, column in (("left", COLUMN_WEST), ("right", COLUMN_EAST)):
        write_beside(axes, names[side], column, LINE, side, Size.LABEL, (low + 25, high - 25))
    named = int(rows.loc[rows["kind"] == COUNTED, "communes"].sum())
    least = "at least " if rest["least"] else ""
    axes.set_title(f"{panel}: {number(named)} of {least}{number(rest['printed'])}", fontsize=Size.LABEL, pad=2)
    if rest["communes"]:
        _draw_rest(axes, rest, low)


def _draw_rest(axes: Axes, rest: pd.Series, low: float) -> None:
    """Draw what no list names as a mark of its size off the map, at the lower left, where there is no land."""
    x, y, size = LEFT + 120, low + 180, _size(rest["communes"], rest["campaign"])
    look: Look = {"marker": MARKERS[rest["campaign"]], "facecolor": "white", "edgecolor": INK}
    with shows(axes, "waves", rest["wave_rows"].split()):
        axes.scatter([x], [y], size, linewidth=0.9, **look)
    more = " or more" if rest["least"] else ""
    words = f"in no list:\n{number(rest['communes'])}{more}"
    below: Look = {"xytext": (0, -math.sqrt(size) / 2 - 4), "textcoords": "offset points", "ha": "center", "va": "top"}
    axes.annotate(words, (x, y), fontsize=Size.LABEL, linespacing=1.15, **below)


def _mark(axes: Axes, x: float, y: float, campaign: str, communes: Any, layer: float) -> None:
    """Draw a place: filled by its communes, hollow and above all others where none are given."""
    if pd.isna(communes):
        axes.scatter([x], [y], 16, marker="D", facecolor="white", edgecolor=QUIET, linewidth=0.9, zorder=8)
        return
    look: Look = {"marker": MARKERS[campaign], "facecolor": CAMPAIGNS[campaign][0], "edgecolor": "white"}
    size = _size(communes, campaign)
    # A small mark lies above the lines from the names, which would hide it.
    axes.scatter([x], [y], size, linewidth=0.8, zorder=layer + (5 if size <= MIDDLE else 0), **look)
    if size > MIDDLE:
        axes.scatter([x], [y], 5, marker="o", facecolor="white", edgecolor=QUIET, linewidth=0.6, zorder=6)


def _size(communes: float, campaign: str) -> float:
    """Give the square of the width of a mark in points, so that its area goes with the communes."""
    area = max(LEAST, SCALE * float(communes))
    return area if MARKERS[campaign] == "s" else area * 4 / math.pi


def _legend(data: pd.DataFrame) -> list[Any]:
    """Explain the marks and the names, and the numbers of a map of two waves by the first of them."""
    reform, rent = CAMPAIGNS["land_reform"][0], CAMPAIGNS["rent_reduction"][0]
    pairs = [words for words in data.loc[data["kind"] == COUNTED, "by_wave"] if "+" in words][:1]
    told, nowhere = (_on_maps(data)["kind"] == TOLD).any(), _without_wave(data)
    named = [dot("named, number of communes not listed", QUIET, "D", 4.5, markerfacecolor="white")] if told else []
    left_out = f"not drawn, wave of land reform not named: {listing(nowhere)}"
    return [
        dot("land reform: area by communes", reform, "o", 7),
        dot("rent reduction: area by communes", rent, "s", 7),
        dot("land reform: communes in no list", INK, "o", 7, markerfacecolor="white"),
        dot("rent reduction: communes in no list", INK, "s", 7, markerfacecolor="white"),
        *named,
        dot("light dot: the middle of a large mark", QUIET, "o", 2.3, markerfacecolor="white", markeredgewidth=0.6),
        *(dot(f"{pair}: of the one wave + of the other", "none", "o") for pair in pairs),
        dot("in italics: drawn at another town of the area", "none", "o"),
        dot("all areas have one scale", "none", "o"),
        *([dot("\n".join(lines_of(left_out, KEY, Size.TEXT)), "none", "o")] if nowhere else []),
    ]


def _on_maps(data: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that a map has."""
    return data[data["panel"] != NO_WAVE]


def _without_wave(data: pd.DataFrame) -> list[str]:
    """Name the places whose land reform is told without its wave."""
    return list(data.loc[data["panel"] == NO_WAVE, "name"])


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence what the maps show."""
    reform = data[(data["campaign"] == "land_reform") & (data["kind"] == COUNTED)]
    first, last = (listing(_names_of(reform, first)) for first in (True, False))
    drawn = _on_maps(data)
    count = drawn.loc[drawn["place"] != "", "place"].nunique()
    return (
        f"{plural(drawn['panel'].nunique(), 'map')} of northern Vietnam, one for rent reduction and the others for the "
        f"waves of land reform, with marks for {plural(count, 'place')}; land reform moves from {first} to {last}."
    )


def _names_of(reform: pd.DataFrame, first: bool) -> list[str]:
    """Name the places of the first panel, or the three largest of the last."""
    panel = reform["panel"].iloc[0 if first else -1]
    here = reform[reform["panel"] == panel].sort_values(["communes", "place"], ascending=[False, True])
    return list(here["name"].head(3))


def description(data: pd.DataFrame) -> str:
    """List the places of every map with their communes, and what no list names."""
    parts = []
    for panel, rows in _on_maps(data).groupby("panel", sort=False):
        rest = rows[rows["kind"] == REST].iloc[0]
        counted = rows[rows["kind"] == COUNTED].sort_values(["communes", "place"], ascending=[False, True])
        told = list(rows.loc[rows["kind"] == TOLD, "name"])
        least = "at least " if rest["least"] else ""
        parts.append(f"{panel}: {least}{plural(rest['printed'], 'commune')}.")
        parts += [f"{row.name}: {plural(row.communes, 'commune')}." for row in counted.itertuples()]
        parts.append(f"In no list: {number(rest['communes'])}." if rest["communes"] else "No commune is left over.")
        parts += [f"Named, number of communes not listed: {listing(told)}."] if told else []
    if nowhere := _without_wave(data):
        parts.append(f"Land reform told, wave not named, and so on no map: {listing(nowhere)}.")
    chosen = _on_maps(data)[_on_maps(data)["certainty"].isin(["town_within", "doubtful"])].drop_duplicates("place")
    points = [f"{row.name} in {row.point}" for row in chosen.itertuples()]
    if points:
        parts.append(f"Drawn in a town of another name: {listing(points)}.")
    return " ".join(parts)


def conclusions(data: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is placed, and which places are told without a number."""
    rent = data[data["campaign"] == "rent_reduction"]
    named = int(rent.loc[rent["kind"] == COUNTED, "communes"].sum())
    whole = rent.iloc[0]
    least = "at least " if whole["least"] else ""
    sentences = [
        f"{finding(data)}.",
        f"Of rent reduction the works read place {number(named)} of {least}{plural(whole['printed'], 'commune')}.",
    ]
    if nowhere := _without_wave(data):
        sentences.append(
            f"Land reform is told of {listing(nowhere)} without its wave, and no list of a wave has a commune there."
        )
    return tuple(sentences)


EXHIBIT = FigureExhibit(
    slug="fig-map",
    caption=(
        "Land reform began in Thái Nguyên and Thanh Hóa; its last wave was in the delta and on the coast, and nearly "
        "all communes that no list places are of that wave. No list has the highlands of the north and west. Numbers "
        "are communes, on the map of two waves those of the one + those of the other; a province is a point in a town "
        "of today, and its borders then are not drawn. A place is on the map of a wave only where a source names that "
        "wave for it."
    ),
    make=draw,
    narrow=partial(draw, sheet=PHONE),
    inputs=lambda ledger: {"data": marks(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("waves", "places"),
    sources=statements,
    limits=(
        "The point of a province is a town in it by a gazetteer of today (GeoNames); where in the province the "
        "communes lay is not known here.",
        "Coast and border are those of today (Natural Earth), cut at the 17th parallel, that of the provisional "
        "division.",
        "Waves of land reform are by one list each; theses count some of them otherwise, as the table beside it shows.",
        "The area of a mark goes with its communes; marks for fewer than six are drawn as large as for six.",
        "A place with no mark need not have been spared: no list read here names it.",
        "Where land reform is told without its wave, the place is named in the key and has no mark; where only its "
        "correction is told, it has neither.",
        "Of rent reduction only a few provincial studies were read.",
    ),
)
