"""What printed numbers allow: by hand, one case a bound."""

from decimal import Decimal

import pytest

from landreform.contested.printed_values import INFINITY, Allowed, allowed, number, percentage_in, plain


def row(printed, bound, value="", low="", high=""):
    return {"printed": printed, "bound": bound, "value": value, "low": low, "high": high}


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        (row("1,337", "exact", "1337"), "1337", "1337"),
        (row("2 million", "exact", "2000000"), "1500000", "2500000"),
        (row("2.22 million households", "exact", "2220000"), "2215000", "2225000"),
        (row("4,113 million USD", "exact", "4113000000"), "4112500000", "4113500000"),
        (row("20 million", "exact", 20000000), "19500000", "20500000"),
        (row("one million Catholics", "exact", "1000000"), "500000", "1500000"),
        (row("172.008 người", "exact", "172008"), "172008", "172008"),
        (row("2 triệu hộ nông dân", "exact", "2000000"), "1500000", "2500000"),
        (row("nearly 8 million", "about", 8000000.0), "7500000", "8500000"),
        (row("nearly 450 pages", "about", "450"), "445", "455"),
        (row("nearly 20 per cent", "about", "20"), "15", "25"),
        (row("about 1/5 acre", "about", "0.2"), "0.15", "0.25"),
        (row("nearly nine-tenths", "about", "90"), "85", "95"),
        (row("more than 3,300", "at_least", "3300", "3300"), "3300", "Infinity"),
        (row("as many as 23,748", "at_most", "23748", "", "23748"), "0", "23748"),
        (row("70–80 per cent", "range", "", "70", "80"), "70", "80"),
        (row("hundreds", "order_of_magnitude", "", 100.0, 999.0), "100", "999"),
    ],
)
def test_allowed_by_hand(given, low, high):
    assert allowed(given) == Allowed(Decimal(low), Decimal(high))


@pytest.mark.parametrize("bound", ["exact", "about", "at_least", "at_most", "range"])
def test_a_row_without_a_number_allows_nothing_that_can_be_checked(bound):
    assert allowed(row("several", bound)) is None


def test_the_last_digit_counts_where_a_share_or_rate_is_meant():
    assert allowed(row("$51", "exact", "51"), last_digit=True) == Allowed(Decimal("50.5"), Decimal("51.5"))
    assert allowed(row("32.90 per cent", "exact", "32.9"), last_digit=True).high == Decimal("32.905")
    assert allowed(row("five", "exact", "5"), last_digit=True).low == Decimal("4.5")


def test_percentages_keep_the_printed_zeros():
    assert percentage_in(row("32.90 per cent", "exact", 32.9)) == "32.90"
    assert percentage_in(row("100", "exact", "100.0")) == "100"
    assert percentage_in(row("five per cent", "exact", "5")) == "5"
    assert percentage_in(row("71,60%", "exact", "71.6")) == "71.60"  # a Vietnamese decimal comma
    assert percentage_in(row("19,0", "exact", "19")) == "19.0"
    assert percentage_in(row("19,00%", "exact", "19")) == "19.00"
    assert percentage_in(row("70–80 per cent", "range", "", "70", "80")) is None


def test_intervals_meet_and_add():
    one, two, open_ended = (
        Allowed(Decimal(1), Decimal(2)),
        Allowed(Decimal(2), Decimal(3)),
        Allowed(Decimal(3), INFINITY),
    )
    assert one.meets(two) and two.meets(one) and not one.meets(open_ended) and open_ended.meets(two)
    assert one + two == Allowed(Decimal(3), Decimal(5))
    assert (one + open_ended).high == INFINITY
    assert [str(span) for span in (one, open_ended, Allowed(Decimal(4), Decimal(4)))] == [
        "1 to 2",
        "3 or more",
        "4",
    ]


def test_cells_and_their_writing():
    assert number(None) is None and number(" ") is None and number(7) == 7
    assert plain(Decimal("2E+6")) == "2,000,000" and plain(Decimal("0.50")) == "0.5"
