"""Disputed dates: which datings can stand together, and which a witness shuts out."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.chronology import disputes, exclusions, undecided_order
from landreform.chronology.datings import datings
from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.campaign import days_apart
from landreform.exhibits.campaign import disputed as figures
from landreform.ledger import tables

ROWS = datings(tables.load("events"), tables.load("dates"))
DOCUMENTS, JUDGEMENTS = tables.load("documents"), tables.load("exclusions")
OUT = exclusions.excluded_datings(ROWS, JUDGEMENTS, DOCUMENTS)


def ledger(*rows):
    """Make datings of one event from (aspect, EDTF) pairs, each by a source of its own."""
    events = pd.DataFrame([{"event": "x", "title": "X", "theme": "policy", "phase": "before", "place": ""}])
    dates = []
    for number, (aspect, text) in enumerate(rows):
        when = edtf.parse(text)
        dates.append(
            {
                "dating": f"d{number}",
                "event": "x",
                "aspect": aspect,
                "printed": text,
                "date": text,
                "earliest": pd.Timestamp(when.earliest),
                "latest": pd.Timestamp(when.latest),
                "precision": when.precision,
                "qualifier": when.qualifier,
                "source": f"s{number}",
                "read_in": f"s{number}",
                "locator": "p. 1",
            }
        )
    return datings(events, pd.DataFrame(dates))


CAN_STAND = [
    (("on", "1953"), ("on", "1953-12-04")),
    (("on", "[1956-11-11..1956-11-20]"), ("span", "1956-11-02/1956-11-14")),
    # Of what lasts, a bare date says only that some of it lay there.
    (("on", "1956-10"), ("span", "1956-08-25/1956-10-05")),
    (("start", "1953-01"), ("span", "1953/1956")),
    (("end", "1956"), ("start", "1953")),
    (("span", "1953/1956"), ("span", "1953-12/1956")),
    # "By the end of 1956" and "after 1940" allow whatever lies on their open side.
    (("on", "[..1956-12]"), ("on", "1956-08-18")),
    (("on", "[..1956-12]"), ("on", "1853")),
    (("on", "[1940..]"), ("on", "1945-08")),
    (("start", "[1940..]"), ("start", "1946")),
    (("end", "[..1957-09]"), ("end", "1957-01")),
    (("span", "1953/.."), ("end", "1958")),
]
CANNOT_STAND = [
    (("on", "1956-10-27"), ("on", "1956-10-29"), "day", 2),
    (("on", "1953-11"), ("on", "1953-12-04"), "day", 4),
    (("span", "1956-08-25/1956-09-24"), ("span", "1956-08-25/1956-10-05"), "end", 11),
    (("span", "1956-08-25/1956-10-05"), ("start", "[1956-09-01..1956-09-10]"), "beginning", 7),
    (("span", "1956-08-25/1956-09-24"), ("on", "1956-10-01"), "end", 7),
    (("start", "1956-09"), ("end", "1956-08"), "beginning", 1),
    # Beginnings agree on June, ends on March: no course of events does both.
    (("span", "1953-06/1953"), ("span", "1953/1953-03"), "end", 62),
    # An open side excuses nothing on the other one.
    (("on", "[..1956-12]"), ("on", "1957-01"), "day", 1),
    (("on", "[1940..]"), ("on", "1939"), "day", 1),
]


@pytest.mark.parametrize("first, second", CAN_STAND)
def test_what_can_stand_together_by_hand(first, second):
    rows = ledger(first, second)
    assert disputes.incompatible_datings(rows).empty
    assert len(disputes.answers(rows)) == 1


@pytest.mark.parametrize("first, second, point, apart", CANNOT_STAND)
def test_what_cannot_stand_together_by_hand(first, second, point, apart):
    rows = ledger(first, second)
    told = disputes.incompatible_datings(rows)
    assert told[["point", "apart"]].to_numpy().tolist() == [[point, apart]]
    assert len(disputes.answers(rows)) == 2
    assert len(disputes.incompatible_datings(rows.iloc[::-1])) == 1


def test_an_answer_is_where_its_datings_agree_and_no_average():
    told = disputes.answers(ledger(("on", "1953"), ("on", "[1953-11..1953-12]"), ("on", "1953-12-04")))
    assert disputes.answer_texts(told).tolist() == ["4 December 1953"]
    told = disputes.answers(ledger(("on", "1956-10-27"), ("on", "1956-10-29")))
    assert disputes.answer_texts(told).tolist() == ["27 October 1956", "29 October 1956"]
    told = disputes.answers(ledger(("on", "1953"), ("on", "1953-03"), ("on", "1953-10")))
    assert disputes.answer_texts(told).tolist() == ["March 1953", "October 1953"]
    assert told["datings"].tolist() == [("d0", "d1"), ("d0", "d2")]
    told = disputes.answers(ledger(("start", "1953"), ("on", "1955")))
    assert disputes.answer_texts(told).tolist() == ["begins 1953, ends not before 1 January 1955"]


def rounded(text):
    """Make datings as `ledger` does, of which the first is rounded."""

    def make(*others):
        rows = ledger(("on", text), *others)
        return rows.assign(qualifier=rows["qualifier"].where(rows["dating"] != "d0", "approximate"))

    return make


MID_NOVEMBER = rounded("[1953-11-11..1953-11-20]")


@pytest.mark.parametrize(
    "day, disputed",
    [
        ("1953-11-05", True),
        ("1953-11-06", False),
        ("1953-11-10", False),
        ("1953-11-15", False),
        ("1953-11-25", False),
        ("1953-11-26", True),
    ],
)
def test_a_rounded_date_contradicts_nothing_inside_it_or_next_to_it(day, disputed):
    rows = MID_NOVEMBER(("on", day))
    told = disputes.incompatible_datings(rows)
    assert len(told) == disputed
    assert len(disputes.answers(rows)) == 1 + disputed
    # What is told is how far the bounds themselves lie apart.
    if disputed:
        assert told["apart"].tolist() == [6]


def test_a_rounded_date_never_moves_the_day_of_another_source():
    told = disputes.answers(MID_NOVEMBER(("on", "1953-11-10")))
    assert disputes.answer_texts(told).tolist() == ["10 November 1953"]
    told = disputes.answers(MID_NOVEMBER(("on", "1953-11")))
    assert disputes.answer_texts(told).tolist() == ["between 11 November 1953 and 20 November 1953"]


def test_a_date_that_is_not_rounded_has_no_grace():
    rows = ledger(("on", "[1953-11-11..1953-11-20]"), ("on", "1953-11-10"))
    assert len(disputes.incompatible_datings(rows)) == 1


def test_two_roundings_next_to_each_other_can_both_stand_and_early_and_late_cannot():
    early, middle, late = (
        ("on", f"[1953-11-{days}]") for days in ("01..1953-11-10", "11..1953-11-20", "21..1953-11-30")
    )
    rows = ledger(early, middle).assign(qualifier="approximate")
    assert disputes.incompatible_datings(rows).empty and len(disputes.answers(rows)) == 1
    rows = ledger(early, late).assign(qualifier="approximate")
    assert len(disputes.answers(rows)) == 2


def test_a_rounded_date_decides_no_order_by_a_day():
    days = MID_NOVEMBER(("on", "1953-11-10"), ("on", "1953-11-01"))
    events = days.assign(event=["rounded", "near", "far"])
    orders = [undecided_order.questions(events, [(other, "rounded")])["answer"].item() for other in ("near", "far")]
    assert orders == ["open", "certainly before"]


def test_two_days_are_no_dispute_where_one_source_gives_both():
    neighbours = ("on", "1954-07-20"), ("on", "1954-07-21")
    assert len(disputes.answers(ledger(*neighbours))) == 2
    told = disputes.answers(ledger(*neighbours, ("on", "[1954-07-20..1954-07-21]")))
    assert disputes.answer_texts(told).tolist() == ["between 20 July 1954 and 21 July 1954"]
    assert disputes.incompatible_datings(ledger(*neighbours, ("on", "[1954-07-20,1954-07-21]"))).empty
    # The night of 20 to 21 July says nothing of the 22nd.
    assert len(disputes.answers(ledger(*neighbours, ("on", "[1954-07-20..1954-07-21]"), ("on", "1954-07-22")))) == 2


texts = st.sampled_from(
    [
        "1953",
        "1953-03",
        "1953-03-05",
        "[1953-02..1953-06]",
        "1954",
        "[1953-12..1954-02]",
        "195X",
        "[..1953-03]",
        "[1953-12..]",
    ]
)


@given(st.lists(texts, min_size=1, max_size=6))
def test_answers_hold_every_dating_and_agree_within_and_only_within(given_texts):
    rows = ledger(*(("on", text) for text in given_texts))
    told = disputes.answers(rows)
    rival = {frozenset(pair) for pair in disputes.incompatible_datings(rows)[["first", "second"]].to_numpy()}
    assert {name for names in told["datings"] for name in names} == set(rows["dating"])
    for answer in told.itertuples():
        assert not answer.start_earliest > answer.start_latest and not answer.end_earliest > answer.end_latest
        assert not any(frozenset(pair) in rival for pair in combinations(answer.datings, 2))
        # Each bound is one that a source gives.
        for bound in BOUNDS:
            assert getattr(answer, bound) in set(rows[bound]) or pd.isna(getattr(answer, bound))
    for one, other in combinations(told["datings"], 2):
        assert any(frozenset((a, b)) in rival for a in one for b in other)
    assert (len(told) == 1) == (not rival)


@given(st.lists(texts, min_size=2, max_size=6))
def test_taking_datings_away_never_adds_an_answer(given_texts):
    rows = ledger(*(("on", text) for text in given_texts))
    assert len(disputes.answers(rows.iloc[1:])) <= len(disputes.answers(rows))


JUDGED = [
    # shows, witness, shut out, not shut out
    ("had_begun", "1954-05-25", ("start", "1955"), ("start", "1954")),
    ("not_begun", "1956-04-12", ("start", "1956-02"), ("start", "1956-04")),
    ("not_over", "1956-10-01", ("span", "1956-08-25/1956-09-24"), ("span", "1956-08-25/1956-10-05")),
    ("over", "1953-07-03", ("end", "1953-11"), ("end", "1953")),
    ("took_place", "1953-12-04", ("start", "1954"), ("start", "1953-12")),
    # "By the end of 1956" allows a letter of August.
    ("took_place", "1956-08-18", ("on", "1957"), ("on", "[..1956-12]")),
    ("took_place", "1956-08-18", ("on", "[..1956-07]"), ("on", "[1940..]")),
    # A witness that is open on one side shows nothing there.
    ("over", "[..1956-12]", ("end", "1957"), ("end", "1956")),
    ("not_over", "[1956-10..]", ("end", "1956-09"), ("end", "1957")),
]


@pytest.mark.parametrize("shows, day, out, kept", JUDGED)
def test_what_each_kind_of_witness_shuts_out_by_hand(shows, day, out, kept):
    rows = ledger(out, kept)
    row = {"exclusion": "e", "event": "x", "shows": shows, "force": "excludes", "by_dating": "", "by_document": "w"}
    judgement = pd.DataFrame([row | {"reason": "r", "source": "s", "read_in": "s", "locator": "p. 1", "note": ""}])
    witness = pd.DataFrame([{"document": "w", "title_en": "W", "date": day}])
    told = exclusions.excluded_datings(rows, judgement, witness)
    assert told["dating"].tolist() == ["d0"]
    assert (told["apart"] > 0).all()
    standing = exclusions.dating_status(rows, told)
    assert standing["standing"].tolist() == ["excluded", "stands"]
    assert disputes.summary(rows, told)["answers_left"].tolist() == [1]


def test_every_judgement_of_the_ledger_shuts_something_out():
    # One that does not any more has lost its object, and somebody should look at it.
    assert set(OUT["exclusion"]) == set(JUDGEMENTS["exclusion"])
    assert set(JUDGEMENTS["force"]) <= set(exclusions.FORCES) and set(JUDGEMENTS["shows"]) <= set(exclusions.SHOWS)


def test_a_judgement_has_the_home_of_its_witness_and_is_not_its_own():
    dates, documents = tables.load("dates").set_index("dating"), DOCUMENTS.set_index("document")
    for row in JUDGEMENTS.itertuples():
        witness = dates.loc[row.by_dating] if row.by_dating else documents.loc[row.by_document]
        assert (witness["source"], witness["read_in"]) == (row.source, row.read_in), row.exclusion
        assert witness["locator"] == row.locator, row.exclusion
        if row.by_document:
            assert witness["date"], row.exclusion
    assert not (OUT["dating"] == OUT["witness"]).any()


def test_a_dispute_is_never_settled_by_shutting_everything_out():
    told = disputes.summary(ROWS, OUT)
    assert (told["answers_left"] >= 1).all()
    assert (told["answers_left"] <= told["answers"]).all()
    assert (told["excluded"] + told["doubted"] <= told["datings"]).all()


def test_no_excluded_dating_stands_beside_a_witness_that_is_itself_excluded():
    gone = set(OUT.loc[OUT["force"] == "excludes", "dating"])
    assert not gone & set(OUT.loc[OUT["force"] == "excludes", "witness"])


def test_every_dispute_of_the_campaign_stands_in_a_figure():
    told = disputes.summary(ROWS, OUT)
    phases = ROWS.drop_duplicates("event").set_index("event")["phase"]
    campaign = told["event"].map(phases).isin(["rent_reduction", "land_reform", "rectification"])
    themes = ["policy", "party", "rent_reduction", "land_reform", "rectification", "violence"]
    wanted = set(told.loc[campaign & told["theme"].isin(themes) & (told["answers"] > 1), "event"])
    drawn = {*figures.WHOLES, *days_apart.ACTS, *days_apart.CORRECTION}
    # What is in no dispute is not drawn.
    assert drawn == wanted
    assert drawn <= set(ROWS["event"])


def test_known_disputes():
    answers = disputes.answers(ROWS).groupby("event").size()
    assert answers["giap-speech"] == 2  # 27 and 29 October 1956
    assert answers["quynh-luu-uprising"] == 2  # a span from the 2nd and one from the 12th of November
    assert answers["correction-end"] == 1
    # "Mid-November" beside 10 November, and "by the end of 1956" beside 18 August.
    assert answers["instruction-on-cell-reorganisation-november-1953"] == 1
    assert answers["public-apology"] == 1
    excluded = set(OUT.loc[OUT["force"] == "excludes", "dating"])
    # The text that closes the first sitting on 1 October shuts out an end on 24 September.
    assert {"viwiki-ccrd-tenth-plenum", "googletienlang2014-tenth-plenum"} <= excluded
    assert "dcsvn-plenum10-tenth-plenum" not in excluded


def datings_of(event):
    return ROWS[ROWS["event"] == event].set_index("dating")


def test_a_release_a_letter_and_a_province_date_no_beginning_and_no_end_of_the_correction():
    withdrawn = {
        "wikipedia-north-vietnam-correction-end-releases",
        "wikipedia-north-vietnam-correction-end-land",
        "viwiki-ccrd-correction-end-rehabilitation",
        "viwiki-ccrd-correction-start-letter",
        "do-khanh-chi2019-correction-start",
        "do-khanh-chi2019-correction-end",
    }
    assert not withdrawn & set(ROWS["dating"])
    ends = datings_of("correction-end")
    assert len(ends) and ends["start_earliest"].isna().all()  # "till 1958", and nothing that only lies within it
    assert len(datings_of("prisoners-released"))  # the release is an event of its own
    for event in ("correction-start", "correction-end"):
        said = datings_of(event)["printed"]
        assert not said.str.contains("releas|prisoner|rehabilit|letter|thư", case=False).any()


def test_a_rounding_and_a_night_are_no_disputes_of_the_ledger():
    told = disputes.summary(ROWS, OUT).set_index("event")["answers"]
    for event in ("instruction-on-cell-reorganisation-november-1953", "geneva-accords", "geneva-ceasefire"):
        assert told.get(event, 1) == 1, event


def test_a_text_known_through_an_interview_settles_nothing():
    witness = JUDGEMENTS.set_index("exclusion").loc["decision-on-land-reform-over-by-politburo-statement1953-07-03"]
    assert witness["force"] == "speaks_against"
    told = disputes.summary(ROWS, OUT).set_index("event")
    settled = told.index[(told["answers"] > 1) & (told["answers_left"] == 1)]
    assert len(settled) and "decision-on-land-reform" not in settled
    # What settles a dispute is no rounding: it misses what it shuts out by more than the grace of one.
    rounded = ROWS.loc[ROWS["qualifier"] == "approximate", "dating"]
    assert not set(OUT.loc[OUT["force"] == "excludes", "witness"]) & set(rounded)


def test_no_halt_of_the_reform_hangs_on_the_ninth_plenum():
    plenum = datings_of("ninth-plenum")
    assert not plenum["title"].str.contains("halt|error", case=False).any()
    against = set(OUT.loc[OUT["event"] == "ninth-plenum", "dating"])
    assert "viwiki-ccrd-ninth-plenum" in against and "viwiki-bchtw-ii-ninth-plenum" not in against


def test_the_first_ambassador_came_after_the_liaison_of_1950():
    told = datings_of("luo-guibo-ambassador")
    assert told.loc["renmin-ribao1954-09-02-luo-guibo-ambassador", "date"] == "1954-09-01"
    # The encyclopaedia dates the relations after which it sets the appointment: an open side, and no year 1950.
    assert pd.isna(told.loc["wikipedia-land-reform-luo-guibo-ambassador", "end_latest"])
    assert datings_of("luo-guibo-liaison")["end_latest"].max() < told["end_latest"].min()


STANDING = exclusions.dating_status(ROWS, OUT)


def test_every_answer_stands_in_one_way_and_as_many_are_left_as_without_what_is_excluded():
    found = disputes.standing_answers(STANDING)
    count = disputes.summary(ROWS, OUT).set_index("event")
    left = found[found["standing"] != "excluded"].groupby("event").size()
    several = count.index[count["answers"] > 1]
    assert len(several) > 10 and set(found["standing"]) == {"stands", "spoken against", "excluded"}
    assert (found.groupby("event").size()[several] == count.loc[several, "answers"]).all()
    assert (left[several] == count.loc[several, "answers_left"]).all()


def test_an_answer_that_stands_needs_no_dating_that_a_document_speaks_against():
    by_name = STANDING.set_index("dating")["standing"]
    for row in disputes.standing_answers(STANDING).itertuples():
        kinds = {by_name[name] for name in row.datings}
        if row.standing == "stands":
            assert kinds == {"stands"}, row.datings
        if row.standing == "excluded":
            assert kinds & {"excluded", "spoken against"}, row.datings


@given(st.permutations(["1953", "1953-11", "1953-11-14", "[1953-11-10..1953-11-20]"]))
def test_of_datings_that_hold_each_other_the_finest_is_left(dates):
    rows = ledger(*(("on", date) for date in dates))
    assert disputes.without_vaguer(rows)["date"].tolist() == ["1953-11-14"]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([("on", "1953-11"), ("on", "1953-12-04")], {"1953-11", "1953-12-04"}),
        ([("on", "1956-12-28"), ("on", "1956-12-28")], {"1956-12-28"}),
        # Of what lasts, a time in which some of it lay says nothing beside its two ends.
        ([("on", "1953"), ("span", "1953/1956")], {"1953/1956"}),
        ([("on", "1957"), ("span", "1953/1956")], {"1957", "1953/1956"}),
        ([("start", "1953"), ("span", "1953-11/1956"), ("end", "1957")], {"1953-11/1956", "1957"}),
    ],
)
def test_a_dating_is_left_out_only_where_a_finer_one_fits_into_it(given, left):
    assert set(disputes.without_vaguer(ledger(*given))["date"]) == left


def test_what_is_left_of_the_ledger_holds_nothing_vaguer_and_every_event():
    fine = disputes.without_vaguer(ROWS)
    assert set(fine["event"]) == set(ROWS["event"]) and len(fine) < len(ROWS)
    assert disputes.without_vaguer(fine)["dating"].tolist() == fine["dating"].tolist()
