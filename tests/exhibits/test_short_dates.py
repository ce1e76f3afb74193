"""Dates beside marks: short, and each form of date its own."""

from types import SimpleNamespace

import pandas as pd
import pytest

from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.draw.short_dates import short_date, short_time


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("1953-12-04",) * 4, "4 Dec 1953"),
        (("1953-11-14", "1953-11-23") * 2, "within 14–23 Nov 1953"),
        (("1953-11-01", "1953-11-30") * 2, "in Nov 1953"),
        (("1953-09-01", "1953-12-31") * 2, "in Sep–Dec 1953"),
        (("1953-01-01", "1953-12-31") * 2, "in 1953"),
        (("1955-03-20", "1955-03-20", "1955-03-26", "1955-03-26"), "20–26 Mar 1955"),
        (("1956-08-25", "1956-08-25", "1956-10-05", "1956-10-05"), "25 Aug – 5 Oct 1956"),
        (("1954-05-01", "1954-05-31", "1954-09-01", "1954-09-30"), "May – Sep 1954"),
        (("1952-11-01", "1952-11-30", "1956-10-01", "1956-10-31"), "Nov 1952 – Oct 1956"),
        (("1953-01-01", "1953-12-31", "1956-01-01", "1956-12-31"), "1953–1956"),
        (("1953-12-01", "1953-12-31", "1956-01-01", "1956-12-31"), "Dec 1953 – 1956"),
        (("1956-09-01", "1956-09-10", "1956-10-21", "1956-10-31"), "1–10 Sep to 21–31 Oct 1956"),
        ((None, "1958-12-31", None, "1958-12-31"), "by 31 Dec 1958"),
        (("1953-12-25", "1953-12-25", None, None), "from 25 Dec 1953"),
        # Of what lasted, only a time in which some of it lay: begun by its end, not over before its beginning.
        ((None, "1956-03-31", "1956-03-01", None), "in Mar 1956"),
    ],
)
def test_a_date_is_written_shortly(days, words):
    assert short_date(SimpleNamespace(**dict(zip(BOUNDS, map(pd.Timestamp, days), strict=True)))) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [("1953-01-01", "1955-12-31", "1953–1955"), ("1952-11-01", "1953-01-31", "Nov 1952 – Jan 1953")],
)
def test_whole_months_and_years_need_no_days(first, last, words):
    assert short_time(pd.Timestamp(first), pd.Timestamp(last)) == words
