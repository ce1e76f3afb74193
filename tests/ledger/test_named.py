"""People, institutions and terms: what their tables may say, and which rows name them."""

import pandas as pd
import pytest

from landreform.ledger import row_rules, tables
from landreform.ledger.named import KINDS, finder, named, rows_naming
from landreform.ledger.shares import shares
from landreform.ledger.tables import check

LEDGER = tables.load_all()
ENTRIES = named(LEDGER)
TABLES = ("people", "institutions", "glossary")


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({"name": "Hồ Viết Thắng", "ascii": "Ho Viet Thang"}, []),
        ({"name": "Hồ Viết Thắng", "ascii": "Hồ Viết Thắng"}, ["ascii"]),
        ({"name": "Courts", "name_vi": "Tòa án", "ascii": "Courts"}, ["ascii"]),
        ({"term_en": "landlord", "term_vi": "địa chủ", "ascii": "dia chu"}, []),
        ({"term_en": "public secret", "term_vi": "", "ascii": ""}, []),
        ({"term_en": "public secret", "term_vi": "", "ascii": "x"}, ["ascii"]),
    ],
)
def test_the_form_for_searching_is_the_vietnamese_name_without_diacritics(row, faults):
    assert [column for column, _ in row_rules.ascii_is_the_name(row)] == faults


@pytest.mark.parametrize(
    ("also", "sound"),
    [("", True), ("C.B.; Bác", True), ("C.B.;Bác", False), ("C.B.; C.B.", False), ("Hồ", False), ("Bác; ", False)],
)
def test_other_forms_are_others_and_are_separated_in_one_way(also, sound):
    faults = list(row_rules.other_forms_are_other({"name": "Hồ", "also": also}))
    assert (not faults) == sound and {column for column, _ in faults} <= {"also"}


def test_the_rules_hold_for_the_tables_themselves(tmp_path):
    for file in tables.DATA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    people = tmp_path / "people.csv"
    people.write_text(people.read_text("utf-8").replace(",Truong Chinh,", ",Truong Chin,", 1), "utf-8", newline="")
    (fault,) = check(tmp_path)
    assert (fault.column, fault.value) == ("ascii", "Truong Chin") and "Truong Chinh" in fault.expected


def test_no_form_names_two_things():
    meant = {}
    for entry in ENTRIES:
        for form in entry.forms:
            assert meant.setdefault(form.lower(), entry.key) == entry.key, form


def test_a_row_stands_nearer_to_its_source_than_to_an_encyclopaedia():
    read = shares(LEDGER).set_index("table").loc[list(TABLES)]
    assert (read["wikipedia_share"] <= 0.1).all() and (read["first_hand_share"] > 0.7).all()


def test_whoever_was_denounced_is_told_of_with_what_is_not_known():
    people = LEDGER["people"]
    denounced = people[people["kind"] == "denounced"]
    assert len(denounced) and denounced["note"].str.contains("accusation").all()


def test_an_everyday_word_is_found_by_its_vietnamese_name_alone():
    finds = finder(ENTRIES)
    assert [mention.key for mention in finds.find("Compensation (đền bù) was slow.")] == [("glossary", "den-bu")]
    rows = LEDGER["glossary"]
    assert (rows.loc[rows["linked"] == "vietnamese", "term_vi"] != "").all()


def test_a_european_name_is_sorted_by_the_family_name_and_a_vietnamese_one_as_it_is_written():
    sorted_by = {entry.row: entry.sorted_by for entry in ENTRIES}
    assert sorted_by["maclean"] == "maclean, ken" and sorted_by["ho-chi-minh"] == "ho chi minh"
    assert sorted_by["mao-zedong"] == "mao zedong" and sorted_by["stalin"] == "stalin"


def test_a_table_of_places_needs_nothing_but_its_name():
    places = pd.DataFrame({"place": ["thai-nguyen"], "name": ["Thái Nguyên"], "ascii": ["Thai Nguyen"]})
    (entry,) = (one for one in named(dict(LEDGER) | {"places": places}) if one.table == "places")
    assert (entry.key, entry.lang, entry.forms) == (("places", "thai-nguyen"), "vi", ("Thái Nguyên",))
    assert {kind.table for kind in KINDS} == {*TABLES, "places"}


def test_a_ledger_without_names_names_nobody():
    assert named({"sources": LEDGER["sources"]}) == []
    assert rows_naming([], LEDGER).empty


def test_rows_that_name_somebody_stand_in_the_order_of_time():
    (luong,) = (entry for entry in ENTRIES if entry.row == "le-van-luong")
    columns = ["event", "title", "title_vi", "about"]
    events = pd.DataFrame(
        [("a", "Lê Văn Lương returns", "", ""), ("b", "Two punished", "", "Lê Văn Lương too"), ("c", "Hồ", "", "")],
        columns=columns,
    ).assign(note="")
    dates = pd.DataFrame({"event": ["a", "b", "b"], "date": ["1960", "1956-10", "1956-11"]})
    dates["earliest"] = pd.to_datetime(pd.Series(["1960-01-01", "1956-10-01", None]))
    dates["latest"] = pd.to_datetime(pd.Series(["1960-12-31", "1956-10-31", "1956-11-30"]))
    documents = pd.DataFrame([("d", "A circular", "", "Secretariat", "", "")])
    documents.columns = ["document", "title_en", "title_vi", "issuer", "note", "date"]
    documents.loc[0, "note"] = "Signed Lê Văn Lương."
    found = rows_naming([luong], {"events": events, "dates": dates, "documents": documents})
    assert found[["table", "row", "date"]].to_numpy().tolist() == [
        ["events", "b", "dates differ"],
        ["events", "a", "1960"],
        ["documents", "d", ""],
    ]
