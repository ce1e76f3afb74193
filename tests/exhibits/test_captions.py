"""A caption says what its figure finds, in words without numbers; here each finding is held against the frame drawn."""

from itertools import pairwise

from drawn_exhibits import drawn

from landreform.chronology import disputes, exclusions
from landreform.chronology.datings import datings
from landreform.exhibits.campaign.pace import NORTH
from landreform.ledger import tables


def frame(slug):
    return drawn(slug).data


def span(rows, event):
    rows = rows[rows["event"] == event]
    assert len(rows), event
    return rows["start_earliest"].min(), rows["end_latest"].max()


def by_day(rows):
    days = rows[rows["precision"] == "day"]["event"].nunique()
    return days / rows["event"].nunique()


def open_events(slug):
    """Give the events of a figure of datings that have several answers left, and all that have several."""
    rows = datings(tables.load("events"), tables.load("dates"))
    out = exclusions.excluded_datings(rows, tables.load("exclusions"), tables.load("documents"))
    summary = disputes.summary(rows, out).set_index("event")
    shown = summary.loc[summary.index.isin(frame(slug)["event"])]
    shown = shown[shown["answers"] > 1]
    return set(shown.index[shown["answers_left"] > 1]), set(shown.index)


def test_the_waves_follow_one_another_and_the_correction_has_no_agreed_beginning():
    done = frame("fig-timeline")
    waves = ["land-reform-experimental-wave", *(f"land-reform-wave-{number}" for number in "1234")]
    begun = [span(done, wave)[0] for wave in waves]
    assert all(0 < (second - first).days < 365 for first, second in pairwise(begun))
    assert done.loc[done["event"] == "correction-start", "date"].nunique() > 1
    assert by_day(frame("fig-decisions")) > max(0.9, by_day(done))


def test_the_waves_and_the_war():
    around = frame("fig-context")
    trial, last = span(around, "land-reform-experimental-wave"), span(around, "land-reform-wave-5")
    geneva = span(around, "geneva-accords")
    assert trial[1] < geneva[0] and geneva[1] < last[0]


def test_beginnings_a_year_apart_and_no_common_end():
    rows = frame("fig-datings").set_index("dating")
    first, second = (rows.loc[f"{work}-campaign-start", "start_earliest"] for work in ("maclean2025", "goscha2011"))
    assert 365 <= (second - first).days < 2 * 365
    assert "campaign-end" in open_events("fig-datings")[0]


def test_which_acts_stay_open():
    left, disputed = open_events("fig-datings-acts")
    assert left == {
        "decision-on-land-reform",
        "nguyen-thi-nam-executed",
        "land-reform-wave-1",
        "land-reform-wave-5",
        "ninth-plenum",
    }
    assert 2 * len(left) == len(disputed)
    left, _ = open_events("fig-datings-correction")
    assert {"correction-start", "tenth-plenum", "giap-speech"} <= left and "public-apology" not in left


def test_growth_pace_and_the_half_of_the_last_wave():
    waves = frame("fig-communes-per-wave")
    for name, series in waves.groupby("series"):
        communes, pace = series["communes"].astype(int), series["per_week_least"].astype(float)
        if name == NORTH:
            assert communes.is_monotonic_increasing and pace.is_monotonic_increasing
            assert 2 * communes.iloc[-1] > communes.sum()
        else:
            assert communes.iloc[-1] < communes.iloc[-2]
    province = frame("fig-waves-thai-nguyen")
    rent, land = (province[province["campaign"] == name] for name in ("rent_reduction", "land_reform"))
    assert land["start_latest"].iloc[0] < rent["end_earliest"].iloc[-1]


def test_what_was_decided_before_and_during():
    rows = frame("fig-waves-national")
    bars = rows[(rows["panel"] == "waves") & (rows["group"] == "land_reform")]
    papers = rows[rows["kind"] == "document"]
    begun, over = bars["start_earliest"].min(), bars["end_latest"].max()
    ids = " ".join(papers.loc[papers["end_latest"] < begun, "dating"])
    assert all(key in ids for key in ("decree-150-1953", "decree-151-1953", "law-1953"))
    between = papers[(papers["start_earliest"] >= begun) & (papers["end_latest"] <= over)]
    during = [
        ((paper.start_earliest >= bars["start_latest"]) & (paper.end_latest <= bars["end_earliest"])).any()
        for paper in between.itertuples()
    ]
    assert len(during) > 5 and sum(during) >= 0.9 * len(during)


def test_labels_shares_and_cells():
    labels = frame("fig-class-labels").query("block == 'fractions' and label != 'All labels together'")
    assert labels.sort_values("labelled", ascending=False)["share_incorrect"].is_monotonic_increasing
    assert labels.set_index("label")["share_incorrect"].idxmin() == "Landlord"
    assert labels.set_index("label").loc["Other exploiters", "share_incorrect"] == 1
    quota = frame("fig-quota")
    stands = quota["stands"].value_counts()
    assert stands["below"] > stands["at or above"]
    size = {mark: quota.loc[quota["mark"] == f"commune size {mark}", "per_commune"] for mark in ("needed", "counted")}
    assert size["needed"].max() < size["counted"].min()
    cells = frame("fig-party-cells").query("mark == 'group'").set_index("group")
    assert cells.loc["expelled", "members"] > cells.loc["kept", "members"]
    assert cells.loc["all", "per_cell"] > cells["size_high"].iloc[0]
    shares = frame("fig-cell-shares")
    assert not shares["possible"].any()


def test_most_numbers_stand_alone_and_few_are_impossible():
    verdicts = frame("fig-audit-board")["verdict"].value_counts()
    assert 2 * verdicts["no_denominator"] > verdicts.sum()
    assert verdicts["impossible"] < 0.05 * (verdicts.sum() - verdicts["no_denominator"])


def test_the_corpus_and_its_silences():
    corpus = frame("fig-corpus")
    parts, total = (corpus.loc[corpus["bar"] == bar, "documents"].sum() for bar in ("part", "total"))
    # Some documents stand in more than one part.
    assert parts > total
    matrix = frame("tab-framings")
    assert (matrix[["visible", "invisible"]] != "").all(axis=None)
