"""Compute how large each stage of the campaign was, on every base that the sources allow.

Executions are reported by stage; to compare stages one has to know how large each was. The sources count communes that
a wave passed through and, less often, people. Each base below is one way to use them, with the choices in it said; no
base is the right one, and a result that holds on one base alone is no result.

The stages are rent reduction, land reform in the waves that ended by December 1955, and land reform after that.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from landreform.ledger.provenance import KEYS, Reader, TracedValue, join_sentences, origin
from landreform.ledger.tables import STATEMENT, Ledger
from landreform.text.prose import number, plural
from landreform.tolls.reported_stages import NAMES, STAGES
from landreform.waves.national_series import land_reform

#: What each stage is called where a comma would jar, as at the head of a column.
STAGE_NAMES = {stage: name.replace(",", "") for stage, name in NAMES.items()}

#: The last day of the second stage: executions are reported up to the end of this month.
DIVIDE = pd.Timestamp("1955-12-31")

#: For each base of exposure, its unit and what it is.
DESCRIPTIONS = {
    "commune_passes": (
        "communes",
        "Passes of a wave through a commune; one that rent reduction and land reform both passed counts in both.",
    ),
    "commune_passes_without_wave_4": (
        "communes",
        "The same, with wave 4, which ended on the last day that is reported on, put into the last stage.",
    ),
    "communes_plenum": (
        "communes",
        "Communes where land reform was done, by the total ascribed to the Fourteenth Plenum.",
    ),
    "people_per_commune": ("persons", "People, reckoned from communes."),
    "people_fewest": ("persons", "People, with the lowest number printed for land reform."),
    "people_most": ("persons", "People, with the highest number printed for land reform."),
}

#: For each base of free areas, what it is, and whether it is free area rather than the whole North.
AREAS = {
    "rent_reduction_to_march_1955": ("People in the communes of rent reduction, waves 1 to 7.", True),
    "rent_reduction_all": ("People in the communes of rent reduction, all waves.", True),
    "villages_not_held": ("People of the North, by the share of villages that the French did not fully control.", True),
    "north_1954": ("People of the whole North, 1954.", False),
    "north_1955": ("People of the whole North, 1955.", False),
}

COLUMNS = ("base", "description", "stage", "exposure", "unit", "rows", "source", "read_in", "choice")
AREA_COLUMNS = ("base", "description", "persons", "is_free_area", "rows", "source", "read_in", "choice")


def exposures(ledger: Ledger) -> pd.DataFrame:
    """Compute the size of each stage on each base, with the rows and choices behind it.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, counts, sources``.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`; for each base each of `STAGES` once, in the order of time: ``base`` (identifier),
        ``description``, ``stage``, ``exposure`` (in ``unit``: communes or persons), ``rows`` (rows of the ledger used,
        as ``table:identifier``, joined by a space), ``source, read_in`` (keys, joined by a semicolon), ``choice`` (what
        was decided on the way).

    Raises
    ------
    ValueError
        If a row that a base needs is not there.

    Notes
    -----
    A wave belongs with all of its communes to the stage in which it ended. One base asks what follows if the reports do
    not hold the wave that ended on their last day.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> frame = exposures(load_all())
    >>> frame.groupby("base")["stage"].nunique().eq(3).all().item()
    True
    """
    read = Reader(ledger)
    series = land_reform(ledger["waves"])
    ended = series["end_latest"] <= DIVIDE
    first, last = series[ended], series[~ended]
    early, late = _national(first), _national(last).with_note(_across(last))
    before = series["end_latest"] < DIVIDE
    sooner = _national(series[before])
    later = _national(series[~before]).with_note(_across(last))
    all_waves = read.wave("communes", campaign="rent_reduction", wave="total", source="viwiki-ccrd")
    to_march = read.wave("communes", campaign="rent_reduction", source="quoc-hoi-1954-1957")
    reform_to_march = read.wave("communes", campaign="land_reform", source="quoc-hoi-1954-1957")
    people_rent = read.wave("population", campaign="rent_reduction", wave="total", level="national")
    people_rent_to_march = read.wave("population", campaign="rent_reduction", source="quoc-hoi-1954-1957")
    people_reform_to_march = read.wave("population", campaign="land_reform", source="quoc-hoi-1954-1957")
    plenum = read.wave("communes", campaign="land_reform", source="viwiki-vndcch", wave="total")
    rest = plenum + early.times(-1.0)
    per_rent = people_rent_to_march.value / to_march.value
    per_reform = people_reform_to_march.value / reform_to_march.value
    fewest = read.wave("population", campaign="land_reform", source="wikipedia-north-vietnam", wave="total")
    most = read.wave("population", campaign="land_reform", source="le-mau-han2007", wave="total")
    sentence = "Each commune is given the {} people of the communes reached by March 1955."
    rent_density, same_density = (sentence.format(number(round(per))) for per in (per_rent, per_reform))
    of_land_reform = people_reform_to_march + reform_to_march
    bases = {
        "commune_passes": (all_waves, early, late),
        "commune_passes_without_wave_4": (
            all_waves,
            sooner.with_note("The reports are taken not to hold the wave that ended on their last day."),
            later,
        ),
        "communes_plenum": (
            all_waves,
            early,
            rest.with_note("All communes beyond the series are put into the last stage."),
        ),
        "people_per_commune": (
            all_waves.times(per_rent, people_rent_to_march + to_march, rent_density),
            *(stage.times(per_reform, of_land_reform, same_density) for stage in (early, late)),
        ),
        "people_fewest": (people_rent, *_shared(fewest, early, late, "")),
        "people_most": (
            people_rent,
            *_shared(most, early, late, "Those who received land stand for all who lived there."),
        ),
    }
    rows = [
        (base, description, stage, used.value, unit, *origin(ledger, used), used.choice)
        for base, (unit, description) in DESCRIPTIONS.items()
        for stage, used in zip(STAGES, bases[base], strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def free_areas(ledger: Ledger) -> pd.DataFrame:
    """Compute how many people the ratio planned in May 1953 can be applied to.

    The directive speaks of the free areas during the rent reduction of 1953 and 1954. How many people lived there is
    printed nowhere in what was read; each row is one stand-in for it.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, counts, sources``.

    Returns
    -------
    DataFrame
        Columns `AREA_COLUMNS`, from the fewest to the most: ``persons``, and ``is_free_area`` (false where the base is
        the whole North, which is not what the directive says, though it has been used); the rest as in
        `exposures`.

    Raises
    ------
    ValueError
        If a row that a base needs is not there.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> bool((free_areas(load_all())["persons"] > 1_000_000).all())
    True
    """
    read = Reader(ledger)
    north = read.count("nguyen-dinh-le-population-1954")
    villages, held = read.count("vu-ngu-chieu2009-villages"), read.count("vu-ngu-chieu2009-villages-french")
    areas = {
        "rent_reduction_to_march_1955": read.wave(
            "population", campaign="rent_reduction", source="quoc-hoi-1954-1957"
        ).with_note("Waves after the armistice may have gone to areas that were not free in May 1953."),
        "rent_reduction_all": read.wave(
            "population", campaign="rent_reduction", wave="total", level="national"
        ).with_note("The last waves may have gone to areas that were not free in May 1953."),
        "villages_not_held": north.times(
            1 - held.value / villages.value,
            villages + held,
            "Villages are taken to be of one size, and all that were not fully controlled to be free, so that the "
            "number is a greatest one; the population is that of a year later.",
        ),
        "north_1954": north,
        "north_1955": read.count("wikipedia-north-vietnam-population-1955"),
    }
    rows = [
        (base, text, areas[base].value, free, *origin(ledger, areas[base]), areas[base].choice)
        for base, (text, free) in AREAS.items()
    ]
    return pd.DataFrame(rows, columns=list(AREA_COLUMNS)).sort_values(["persons", "base"], ignore_index=True)


def components(frame: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """List every row of the ledger that a base uses.

    Parameters
    ----------
    frame : DataFrame
        What `exposures` or `free_areas` returns.
    ledger : mapping of str to DataFrame
        The tables named in its column ``rows``.

    Returns
    -------
    DataFrame
        ``base, stage`` (empty for a base without stages), ``table, row, source, read_in, locator``.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> tables = load_all()
    >>> set(components(free_areas(tables), tables)["table"]) == {"counts", "waves"}
    True
    """
    indexed = {name: ledger[name].set_index(key) for name, key in KEYS.items()}
    rows = []
    for entry in frame.to_dict("records"):
        for name in entry["rows"].split():
            table, row = name.split(":")
            rows.append((entry["base"], entry.get("stage", ""), table, row, *indexed[table].loc[row, STATEMENT]))
    return pd.DataFrame(rows, columns=["base", "stage", "table", "row", *STATEMENT])


def _national(chosen: pd.DataFrame) -> TracedValue:
    """Add up some waves of the national series of land reform."""
    rows = tuple(("waves", name) for name in " ".join(chosen["communes_rows"]).split())
    return TracedValue(float(chosen["communes"].sum()), rows)


def _across(waves: pd.DataFrame) -> str:
    """Note that the waves that began before the divide are counted whole after it."""
    return " ".join(
        f"By its dates {wave.name} began {plural((DIVIDE - wave.start_earliest).days + 1, 'day')} before the stage; "
        "all of its communes are put into it."
        for wave in waves[waves["start_earliest"] <= DIVIDE].itertuples()
    )


def _shared(total: TracedValue, early: TracedValue, late: TracedValue, choice: str) -> Iterator[TracedValue]:
    """Share one number for land reform out between the two stages by their communes."""
    choice = join_sentences(choice, "The number is shared out between the two stages of land reform by communes.")
    whole = early.value + late.value
    return (total.times(part.value / whole, early + late, choice) for part in (early, late))
