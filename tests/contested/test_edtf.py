"""Dates: every form that the tables use, and what each allows."""

from datetime import date, timedelta

import edtf as reference_library
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from landreform.contested import edtf
from landreform.ledger import tables
from landreform.text.prose import day_text

D = date.fromisoformat

# By hand from the EDTF specification (Library of Congress 2019) and the calendar.
FORMS = [
    ("1953", "single", "1953-01-01", "1953-12-31", "year", "none"),
    ("1953-12", "single", "1953-12-01", "1953-12-31", "month", "none"),
    ("1956-02", "single", "1956-02-01", "1956-02-29", "month", "none"),
    ("1953-12-04", "single", "1953-12-04", "1953-12-04", "day", "none"),
    ("1956-21", "single", "1956-03-01", "1956-05-31", "season", "none"),
    ("1956-22", "single", "1956-06-01", "1956-08-31", "season", "none"),
    ("1956-23", "single", "1956-09-01", "1956-11-30", "season", "none"),
    ("1955-24", "single", "1955-12-01", "1956-02-29", "season", "none"),
    ("195X", "single", "1950-01-01", "1959-12-31", "decade", "none"),
    ("1954-06~", "single", "1954-06-01", "1954-06-30", "month", "approximate"),
    ("1954?", "single", "1954-01-01", "1954-12-31", "year", "uncertain"),
    ("1956-10-29%", "single", "1956-10-29", "1956-10-29", "day", "approximate_uncertain"),
    ("1953-04-14/1953-07-22", "span", "1953-04-14", "1953-07-22", "day", "none"),
    ("1952-11/1953-01", "span", "1952-11-01", "1953-01-31", "month", "none"),
    ("1957-09/..", "span", "1957-09-01", None, "month", "none"),
    ("1957-09-04/..", "span", "1957-09-04", None, "day", "none"),
    ("1957/..", "span", "1957-01-01", None, "year", "none"),
    ("../1957", "span", None, "1957-12-31", "year", "none"),
    ("../1957-09", "span", None, "1957-09-30", "month", "none"),
    ("1953-01-20/1953-01", "span", "1953-01-20", "1953-01-31", "day", "none"),
    ("1953/1956-07-30", "span", "1953-01-01", "1956-07-30", "day", "none"),
    ("1953~/1956?", "span", "1953-01-01", "1956-12-31", "year", "approximate_uncertain"),
    ("[1953-03-11..1953-03-20]", "set", "1953-03-11", "1953-03-20", "day", "none"),
    ("[1952-09..1952-12]", "set", "1952-09-01", "1952-12-31", "month", "none"),
    ("[1956-10-27,1956-10-29]", "set", "1956-10-27", "1956-10-29", "day", "none"),
    # A coarse member holds the days of a finer one beside it.
    ("[1956,1956-03]", "set", "1956-01-01", "1956-12-31", "month", "none"),
    ("[1956-12,1956]", "set", "1956-01-01", "1956-12-31", "month", "none"),
    ("{1956,1956-03}", "all", "1956-01-01", "1956-12-31", "month", "none"),
    ("[1956~,1956-03]", "set", "1956-01-01", "1956-12-31", "month", "approximate"),
    ("[195X,1956-03]", "set", "1950-01-01", "1959-12-31", "month", "none"),
    ("[1956-02..1956-05,1956]", "set", "1956-01-01", "1956-12-31", "month", "none"),
    ("[1956,1956-02..1956-05]", "set", "1956-01-01", "1956-12-31", "month", "none"),
    ("[..1956-05,1956]", "set", None, "1956-12-31", "month", "none"),
    ("{1956,1956-05..}", "all", "1956-01-01", None, "month", "none"),
    # The ends of a range are ends: from some time in 1956 to March, or from December on.
    ("[1956..1956-03]", "set", "1956-01-01", "1956-03-31", "month", "none"),
    ("[1956-12..1956]", "set", "1956-12-01", "1956-12-31", "month", "none"),
    # Open sides, as in section "Set representation" of the specification, level 2.
    ("[..1956-12]", "set", None, "1956-12-31", "month", "none"),
    ("[..1760-12-03]", "set", None, "1760-12-03", "day", "none"),
    ("[1760-12..]", "set", "1760-12-01", None, "month", "none"),
    ("[1940..]", "set", "1940-01-01", None, "year", "none"),
    ("[..1958]", "set", None, "1958-12-31", "year", "none"),
    ("[1760-01,1760-02,1760-12..]", "set", "1760-01-01", None, "month", "none"),
    ("[..1956-12~]", "set", None, "1956-12-31", "month", "approximate"),
    ("{..1983-12}", "all", None, "1983-12-31", "month", "none"),
    ("{..1983-12-31,1984-10-10..1984-11-01}", "all", None, "1984-11-01", "day", "none"),
    ("{1960,1961-12}", "all", "1960-01-01", "1961-12-31", "month", "none"),
    ("{1984..}", "all", "1984-01-01", None, "year", "none"),
]


@pytest.mark.parametrize("text, form, earliest, latest, precision, qualifier", FORMS)
def test_each_form_allows_its_days(text, form, earliest, latest, precision, qualifier):
    when = edtf.parse(text)
    assert when.form == form
    assert when.earliest == (D(earliest) if earliest else None)
    assert when.latest == (D(latest) if latest else None)
    assert when.precision == precision
    assert when.qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "",
        "53",
        "1953-13",
        "1953-00",
        "1953-02-29",
        "1953-4-1",
        "04/12/1953",
        "1953-12-04T10",
        "1956-25",
        "195X-03",
        "0000",
        "1953//1954",
        "/",
        "1954/1953",
        "1953-12-04/1953-12-03",
        "[1954..1953]",
        "[1951..1952..1953]",
        "[]",
        "[..]",
        "{..}",
        "[1953..,1955]",
        "[1953,..1955]",
        "[1953,]",
        "[,1953]",
        "[1953,,1955]",
        "[1953..1954}",
        "mid-1953",
        "1953 ",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        edtf.parse(text)


def test_the_tables_use_no_form_that_is_not_tested_here():
    def form(text):
        when = edtf.parse(text)
        return when.form, when.precision, when.latest is None, when.earliest is None

    tested = {form(text) for text, *_ in FORMS} | {
        ("span", "year", False, False),
        ("set", "year", False, False),
        ("span", "season", False, False),
    }
    used = set()
    for table in tables.descriptor()["resources"]:
        frame = tables.load(table["name"])
        for field in table["schema"]["fields"]:
            if field.get("edtf"):
                used |= {form(text) for text in frame[field["name"]] if text}
    assert used <= tested


# python-edtf is a reference for unmarked dates only: it widens ~ ? % by years, and its seasons differ.
UNMARKED = [row[0] for row in FORMS if row[1] == "single" and row[4] != "season" and row[5] == "none"]


@pytest.mark.parametrize("text", UNMARKED)
def test_unmarked_dates_agree_with_another_library(text):
    other = reference_library.parse_edtf(text)
    for bound, own in (("lower_strict", "earliest"), ("upper_strict", "latest")):
        theirs = getattr(other, bound)()
        assert date(theirs.tm_year, theirs.tm_mon, theirs.tm_mday) == getattr(edtf.parse(text), own)


days = st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 12, 31))


@given(days)
def test_a_day_lies_in_its_month_its_year_and_its_decade(day):
    for text in (day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X"):
        assert edtf.allows(text, day)
        assert not edtf.allows(text, edtf.parse(text).latest + timedelta(days=1))


@given(days, days)
def test_a_span_has_the_bounds_of_its_ends(one, other):
    first, last = sorted((one, other))
    when = edtf.parse(f"{first.isoformat()}/{last:%Y-%m}") if last > first else edtf.parse(first.isoformat())
    assert when.earliest == first
    assert when.latest >= last


EVERY_DAY = [date(1954, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
dates = st.builds(
    lambda day, length, mark: day.isoformat()[:length] + mark,
    st.sampled_from(EVERY_DAY[365:730]),
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?"]),
)


def days_of(member):
    """List the days of a date, or from the first day of one to the last day of another, by the letters of ISO 8601."""
    first, *last = [[day for day in EVERY_DAY if day.isoformat().startswith(end.rstrip("~?"))] for end in member]
    return [day for day in EVERY_DAY if first[0] <= day <= last[0][-1]] if last else first


@given(
    members=st.lists(st.lists(dates, min_size=1, max_size=2), min_size=1, max_size=4),
    brackets=st.sampled_from(["[]", "{}"]),
)
def test_a_set_allows_from_the_first_to_the_last_day_of_all_its_members(members, brackets):
    text = brackets[0] + ",".join("..".join(member) for member in members) + brackets[1]
    try:
        when = edtf.parse(text)
    except ValueError:  # runs backwards
        assume(False)
    every = sorted(day for member in members for day in days_of(member))
    assume(every)  # none from December back to a day of the same year
    assert (when.earliest, when.latest) == (every[0], every[-1])


@pytest.mark.parametrize(
    "text, words",
    [
        ("1953-12-04", "4 December 1953"),
        ("1952-11/1953-01", "from November 1952 to January 1953"),
        ("1957-09/..", "from September 1957"),
        ("../1957", "until 1957"),
        ("1954-06~", "about June 1954"),
        ("195X", "the 1950s"),
        ("1956-21", "spring 1956"),
        ("[1956-10-27,1956-10-29]", "27 October 1956 or 29 October 1956"),
        ("[..1956-12]", "December 1956 or earlier"),
        ("[1940..]", "1940 or later"),
        ("{..1983-12}", "December 1983 and earlier"),
        ("{1960,1961-12}", "1960 and December 1961"),
        ("{1960..1962}", "all from 1960 to 1962"),
    ],
)
def test_dates_are_said_as_prose_says_them(text, words):
    assert day_text(text) == words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1956-21/1956-22", "1956-03/1956-08"),
        ("1956-23?/1956-24~", "1956-09?/1957-02~"),
        ("1956-24/..", "1956-12/.."),
        ("/1956-22", "/1956-08"),
        ("1956-21", "1956-21"),
        ("1953-04/1953-07", "1953-04/1953-07"),
        ("[1956-21..1956-22]", "[1956-21..1956-22]"),
        ("[1953-12..1956]", "[1953-12..1956-12]"),
        ("{1953..1956-02-03}", "{1953-01-01..1956-02-03}"),
        ("[1953?..1956-02~]", "[1953-01?..1956-02~]"),
        ("[..1956-12]", "[..1956-12]"),
        ("[1955-07-16,1955-08]", "[1955-07-16,1955-08]"),
    ],
)
def test_what_other_readers_would_not_understand_is_written_with_the_same_days(text, written):
    assert edtf.interchangeable(text) == written
    before, after = edtf.parse(text), edtf.parse(written)
    assert (before.earliest, before.latest, before.qualifier) == (after.earliest, after.latest, after.qualifier)
