"""The chronology to take away: the same statements in three files, the same bytes on any day."""

import csv
import io
import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import icalendar
import pandas as pd
import pytest

from landreform.chronology import export as files
from landreform.contested.edtf import interchangeable
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.tables import load, load_all
from landreform.text.csv_output import csv_text

LEDGER = load_all()
RELEASED = date(2026, 11, 22)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


# Each is made when a test first asks for it, and not in every process that only collects the tests.
@pytest.fixture(scope="module")
def told():
    return files.statements(LEDGER)


@pytest.fixture(scope="module")
def calendar(told):
    return icalendar.Calendar.from_ical(files.as_calendar(told, RELEASED))


@pytest.fixture(scope="module")
def data(told):
    return json.loads(files.as_linked_data(told, LICENCE))


def test_every_dating_is_there_once_in_the_order_of_time(told):
    assert sorted(told["dating"]) == sorted(LEDGER["dates"]["dating"])
    assert told["start_earliest"].fillna(told["end_latest"]).is_monotonic_increasing
    assert tuple(told.columns) == files.COLUMNS


def test_the_same_ledger_gives_the_same_bytes(tmp_path):
    first = files.write(tmp_path / "a", LEDGER, RELEASED, LICENCE)
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in LEDGER.items()}
    second = files.write(tmp_path / "b", shuffled, RELEASED, LICENCE)
    assert [path.name for path in first] == [files.CSV, files.ICS, files.JSONLD]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_table_reads_back(told):
    rows = list(csv.DictReader(io.StringIO(csv_text(told))))
    assert [row["dating"] for row in rows] == list(told["dating"])
    for row, one in zip(rows, told.to_dict("records"), strict=True):
        for name in files.COLUMNS:
            value = one[name]
            expected = ("" if pd.isna(value) else f"{value:%Y-%m-%d}") if name in BOUNDS else value
            assert row[name] == expected


def test_the_calendar_has_a_whole_day_entry_for_every_dating(calendar):
    entries = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    assert not any(entry.errors for entry in entries.values())
    dates = load("dates").set_index("dating")
    assert set(entries) == {f"{name}@land-reform-north-vietnam" for name in dates.index}
    for name, row in dates.iterrows():
        entry = entries[f"{name}@land-reform-north-vietnam"]
        named = [day.date() for day in (row["earliest"], row["latest"]) if pd.notna(day)]
        assert entry.decoded("dtstart") == named[0]
        assert entry.decoded("dtend") == named[-1] + timedelta(days=1)
        assert type(entry.decoded("dtstart")) is date
        assert entry.decoded("dtstamp") == datetime(2026, 11, 22, tzinfo=UTC)
        text = str(entry["description"])
        assert f"EDTF: {row['date']}" in text and row["printed"] in text and row["locator"] in text and name in text


def test_a_side_that_is_open_is_told_in_every_file(told, calendar, data):
    open_sided = told[(told["aspect"] != "span") & told["start_earliest"].isna()]
    assert len(open_sided)
    entries = {str(entry["uid"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}
    assigned = {item["id"]: item["assigns"] for event in data["events"] for item in event["datings"]}
    for row in open_sided.itertuples():
        entry, span = entries[row.dating], assigned[f"row:dates.{row.dating}"]
        assert str(entry["status"]) == "TENTATIVE"
        assert "it may be earlier" in str(entry["description"])
        assert entry.decoded("dtend") == row.end_latest.date() + timedelta(days=1)
        assert "begin_of_the_begin" not in span and "begin_of_the_end" not in span
        assert "or earlier" in span["label"]


def test_entries_lead_to_the_ledger_once_the_book_has_an_address(told, calendar):
    assert "url" not in calendar.walk("VEVENT")[0]
    entry = icalendar.Calendar.from_ical(files.as_calendar(told, RELEASED, "https://example.org/b/")).walk("VEVENT")[0]
    assert str(entry["url"]) == f"https://example.org/b/book/ledger/dates.html#{str(entry['uid']).split('@')[0]}"


def test_only_plain_days_are_confirmed(calendar):
    entries = {str(entry["uid"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}
    dates = load("dates").set_index("dating")
    for name, row in dates.iterrows():
        day = row["precision"] == "day" and row["qualifier"] == "none"
        plain = day and (row["earliest"] == row["latest"] or row["aspect"] == "span")
        if str(entries[name]["status"]) == "CONFIRMED":
            assert plain, name
        elif row["earliest"] == row["latest"]:
            assert row["qualifier"] != "none", name


def test_lines_of_the_calendar_are_those_of_the_standard(told):
    raw = files.as_calendar(told, RELEASED)
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and raw.endswith(b"\r\n")
    assert max(map(len, lines)) <= 75
    raw.decode()


def test_linked_data_say_who_assigns_which_bounds(told, data):
    events = {entry["id"]: entry for entry in data["events"]}
    assert set(events) == {f"row:events.{name}" for name in LEDGER["events"]["event"]}
    assigned = {dating["id"]: dating for entry in events.values() for dating in entry["datings"]}
    assert len(assigned) == sum(len(entry["datings"]) for entry in events.values()) == len(told)
    terms = ("begin_of_the_begin", "end_of_the_begin", "begin_of_the_end", "end_of_the_end")
    for row in told.itertuples():
        dating = assigned[f"row:dates.{row.dating}"]
        assert dating in events[f"row:events.{row.event}"]["datings"]
        span = dating["assigns"]
        assert (span["date"], span["printed"]) == (interchangeable(row.date), row.printed)
        given = [span.get(term, "") for term in terms]
        days = ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in (getattr(row, bound) for bound in BOUNDS)]
        wanted = {"start": [*days[:2], "", ""], "end": ["", "", *days[2:]]}.get(row.aspect, days)
        assert given == wanted
        assert dating["stated_in"] == f"row:sources.{row.source}"
        assert dating["read_in"] == f"row:sources.{row.read_in}"


def test_every_term_of_the_linked_data_is_defined_in_the_file_itself(data):
    context = data["@context"]
    assert isinstance(context, dict)

    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    used = set(keys({key: value for key, value in data.items() if key != "@context"}))
    assert used <= set(context)
    space = uuid.uuid5(uuid.NAMESPACE_OID, "land-reform-north-vietnam")
    assert context["row"] == f"urn:uuid:{space}#" and "@base" not in context
    prefixes = {term.split(":")[0] for term in json.dumps(context).split('"') if term.startswith("crm:")}
    assert prefixes == {"crm"} and context["crm"].startswith("http")


def test_linked_data_need_no_base_and_lead_to_the_book_once_it_has_an_address(told, data):
    bare = {value for event in data["events"] for value in [event["id"], *(item["id"] for item in event["datings"])]}
    assert all(name.startswith("row:") for name in bare) and '"page":' not in json.dumps(data["events"])
    there = json.loads(files.as_linked_data(told, LICENCE, "https://example.org/b/"))
    assert {event["id"] for event in there["events"]} == {event["id"] for event in data["events"]}
    for event in there["events"]:
        for item in (event, *event["datings"]):
            table, _, key = item["id"].removeprefix("row:").partition(".")
            assert item["page"] == f"https://example.org/b/book/ledger/{table}.html#{key}"


def test_no_span_of_the_linked_data_has_a_season_at_an_end(data):
    dates = {item["id"]: item["assigns"]["date"] for event in data["events"] for item in event["datings"]}
    assert dates["row:dates.vu-ngu-chieu2009-land-reform-wave-5"] == "1956-03/1956-08"
    ends = [end for text in dates.values() if "/" in text for end in text.split("/")]
    assert ends and not any(re.fullmatch(r"\d{4}-2[1-4][?~%]?", end) for end in ends)
    assert any(re.fullmatch(r"\d{4}-2[1-4]", text) for text in dates.values())  # a season by itself may stand


@pytest.mark.parametrize("aspect, plain", [("on", True), ("span", True)])
def test_a_vague_entry_says_so(told, aspect, plain):
    row = told[(told["aspect"] == aspect) & (told["precision"] == "year")].iloc[[0]]
    text = files.as_calendar(row, RELEASED).replace(b"\r\n ", b"").decode()
    assert "A vague date" in text and "STATUS:TENTATIVE" in text
