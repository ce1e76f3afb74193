"""The audit of the ledger itself: nothing left out, nothing known beforehand, and what the chapter states of it."""

import re

import pandas as pd
import pytest

from landreform.audit import KINDS, audit_ledger, board
from landreform.audit.display import WORDS, with_names
from landreform.audit.verdicts import IDENTIFIERS
from landreform.audit.ways import way_table
from landreform.contested.printed_values import percentage_in
from landreform.ledger import tables
from landreform.paths import ROOT

NAMES = ("counts", "classifications", "waves", "estimates")
PERCENT = re.compile(r"%|\bper ?cent\b|phần trăm", re.IGNORECASE)


@pytest.fixture(scope="module")
def ledger():
    return {name: tables.load(name) for name in NAMES}


@pytest.fixture(scope="module")
def checks(ledger):
    return audit_ledger(**ledger)


def first_rows(checks, *kinds):
    """Give the rows that the checks of these kinds are about: those that come first."""
    return checks.loc[checks["kind"].isin(kinds), "rows"].str.split("; ").str[0]


def all_rows(checks, *kinds):
    return set("; ".join(checks.loc[checks["kind"].isin(kinds), "rows"]).split("; "))


def test_every_percentage_is_checked_exactly_once(ledger, checks):
    counts, tallies = ledger["counts"], ledger["classifications"]
    wanted = counts.loc[counts["unit"] == "percent", "count"].tolist()
    for column in ("printed_correct_pct", "printed_incorrect_pct"):
        wanted += tallies.loc[tallies[column] != "", "fraction"].tolist()
    assert sorted(first_rows(checks, "percentage")) == sorted(wanted)


def test_no_percentage_hides_under_another_unit(ledger):
    counts, estimates = ledger["counts"], ledger["estimates"]
    assert counts.loc[counts["printed"].str.contains(PERCENT) & (counts["unit"] != "percent"), "count"].tolist() == []
    assert estimates.loc[estimates["printed"].str.contains(PERCENT), "estimate"].tolist() == []
    bare = counts[(counts["unit"] == "percent") & (counts["bound"] == "exact")]
    assert all(percentage_in(row) for row in bare.to_dict("records"))


def test_every_total_is_checked(ledger, checks):
    counts, waves = ledger["counts"], ledger["waves"]
    totals = set(counts.loc[counts["unit"] != "percent", "part_of"]) - {""}
    assert totals <= all_rows(checks, "parts of a total")
    parts = set(counts.loc[(counts["part_of"] != "") & (counts["unit"] != "percent"), "count"])
    assert parts <= all_rows(checks, "parts of a total")
    counted = waves[waves["communes"].notna()]
    whole = (counted["wave"] == "total") | ((counted["level"] == "national") & counted["wave"].str.contains("-"))
    assert set(counted.loc[whole, "wave_row"]) <= set(first_rows(checks, "waves of a total"))
    assert set(ledger["classifications"]["fraction"]) <= set(first_rows(checks, "parts of a total"))


def test_every_group_of_shares_page_rate_and_multiple_is_checked(ledger, checks):
    counts = ledger["counts"]
    assert set(counts.loc[counts["share_group"] != "", "count"]) <= all_rows(checks, "shares of a whole")
    page = counts[counts["unit"] == "page"]
    ranges = page["quantity"].str.match(r"(?i)(?:article|chapter) pages: ")
    assert sorted(first_rows(checks, "cited pages")) == sorted(page.loc[~ranges, "count"])
    multiples = counts.loc[counts["unit"].isin(["times", "doublings"]), "count"]
    assert sorted(first_rows(checks, "ratio")) == sorted(multiples)
    rates = counts.loc[counts["unit"].str.contains(" per ") & (counts["unit"] != "per cent"), "count"]
    assert sorted(first_rows(checks, "rate")) == sorted(rates)


def test_the_total_of_land_reform_is_made_in_every_way_that_the_rows_allow(ledger, checks):
    waves = ledger["waves"]
    told = way_table(waves, "viwiki-ccrd-land-reform-total").set_index("way")
    assert told.loc["6 + 53 + 210 + 466 + 859 + 1,720", "makes_it"]
    rival = waves[(waves["place"] == "Phú Thọ") & waves["wave"].isin(["2", "3"]) & (waves["campaign"] == "land_reform")]
    if {135, 77} <= set(rival["communes"].dropna()):  # a thesis counts Phú Thọ otherwise
        assert told.loc["53 + 245 + 437 + 859 + 1,720", "makes_it"]
    making = told[told["makes_it"]]
    detail = checks.set_index("statement").loc["3,314 communes", "detail"]
    detail = detail if isinstance(detail, str) else " ".join(detail)
    assert all(way in detail for way in making.index)
    assert (told["unnamed"] != "0").all()  # under each way wave 5 has communes of no province


def test_nothing_is_held_against_a_line_on_a_map_or_a_population_of_another_year(checks):
    said = checks["statement"] + checks["against"]
    assert not said.str.contains("parallel").any()
    assert not checks["condition"].str.contains("the population was").any()


def test_the_board_adds_up(checks):
    counted = board(checks).set_index("kind")
    verdicts = ["consistent", "possible_only_if", "impossible", "no_denominator"]
    assert (counted[verdicts].sum(axis=1) == counted["checks"]).all()
    assert counted.drop("all")["checks"].sum() == counted.loc["all", "checks"] == len(checks)
    assert set(counted.index) - {"all"} <= set(KINDS)
    assert "fabricat" not in checks.to_csv().lower()


def renamed(ledger):
    """Give the ledger with every identifier replaced by one that says nothing."""
    new = {}
    for name, frame in ledger.items():
        column = IDENTIFIERS[name]
        names = {old: f"row{place:04d}" for place, old in enumerate(sorted(frame[column]))}
        columns = {column} | ({"denominator", "part_of"} if name == "counts" else set())
        new[name] = frame.assign(**{c: frame[c].map(names).where(frame[c] != "", "") for c in columns})
    return new


def test_the_audit_knows_no_row_beforehand(ledger, checks):
    """Identifiers carry no knowledge: under other names, every statement gets the same verdict for the same reason."""
    blind = audit_ledger(**renamed(ledger))
    said = ["kind", "statement", "against", "verdict", "condition", "decisive"]
    plain = [
        frame[said].replace(r"\S+: ", "", regex=True).sort_values(said).reset_index(drop=True)
        for frame in (checks, blind)
    ]
    pd.testing.assert_frame_equal(*plain)


def test_no_identifier_of_the_ledger_stands_in_the_audit(ledger):
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/landreform/audit_ledger").glob("*.py"))
    code = re.sub(r'"""[\s\S]*?"""', "", code)  # the examples may name what they like
    known = {row for name, frame in ledger.items() for row in frame[IDENTIFIERS[name]] if "-" in row}
    assert [row for row in sorted(known) if row in code] == []


def test_what_the_chapter_says_of_the_findings(checks):
    gravest = checks[checks["verdict"] == "impossible"]
    statements = " ".join(gravest["statement"])
    for printed in ("32.94", "52.24", "14.38", "107–8"):
        assert printed in statements
    assert "99.56" in " ".join(gravest["detail"])
    conditions = checks.set_index("statement")["condition"]
    assert conditions["63 per cent"].startswith("the cells were more or fewer than the 6")
    assert any("the parts overlap by at least 3" in text for text in conditions)
    # the work with most failures is also the one that prints most of its bases
    based = checks[(checks["kind"] == "percentage") & (checks["against"] != "")]
    assert based["read_in"].value_counts().idxmax() == gravest["read_in"].value_counts().idxmax()
    assert (checks["verdict"] == "no_denominator").sum() > len(gravest)


def test_readers_are_shown_names_and_no_keys_of_claims_or_works(ledger, checks):
    sources = tables.load("sources")
    shown = with_names(checks, ledger["estimates"], sources)
    keys = {*ledger["estimates"]["estimate"], *sources["source"]}
    said = " ".join(" ".join(shown[column]) for column in WORDS)
    assert not keys & set(re.findall(r"[\w-]+", said))
    others = [column for column in checks if column not in WORDS]
    pd.testing.assert_frame_equal(shown[others], checks[others])
