"""The findings: a sentence follows its rows, and where its condition fails there is no sentence."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from docutils.nodes import make_id

from landreform import exhibits
from landreform.contested.lineage import repetitions
from landreform.contested.outcomes import TOLLS
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.tolls import claim_findings
from landreform.tolls.campaign_findings import beginning_and_end, last_wave, most_labels_wrong
from landreform.tolls.claim_findings import (
    contradiction,
    few_sources,
    no_choice,
    no_convergence,
    part_over_whole,
    reasoned_dispute,
)
from landreform.tolls.consistency_readings import ALL, curves, lenient_readings, readings, set_aside_at
from landreform.tolls.document_findings import label_cap, last_stage, rent_against_reform
from landreform.tolls.finding import (
    FindingFailsError,
    Grade,
    Ground,
    grade_agreement,
    grade_evidence,
    require,
    statements,
)
from landreform.tolls.findings import WRITERS, findings, findings_table
from landreform.tolls.publication_years import dated_claims, least_told, trends

LEDGER = tables.load_all()
RENT = "wikipedia-north-vietnam-executed-rent-reduction"
VO, MOISE = "vo-nhan-tri1990-wrongly-executed", "moise1983-executed"


@pytest.fixture(scope="module")
def found():
    return findings(LEDGER)


def changed(table, row, **cells):
    """Give the ledger with other values in one row."""
    frame = LEDGER[table].copy()
    where = frame.iloc[:, 0] == row
    assert where.sum() == 1, row
    for column, value in cells.items():
        frame.loc[where, column] = value
    return LEDGER | {table: frame}


def without(table, rows):
    frame = LEDGER[table]
    return LEDGER | {table: frame[~rows(frame)].reset_index(drop=True)}


def without_a_restatement():
    """Give the ledger without one restatement and the steps that lead to it or on from it."""
    gone = LEDGER["reception"]["restatement"].iloc[-1]
    lineage = LEDGER["lineage"]
    steps = lineage[(lineage["restatement"] != gone) & (lineage["through"] != gone)]
    return without("reception", lambda frame: frame["restatement"] == gone) | {"lineage": steps}


def years_that_rise(estimates):
    """Give claims the years 1950, 1951, … in the order of their numbers."""
    numbers = estimates[["low", "point", "high"]].astype(float).mean(axis=1)
    return estimates.assign(year=(1950 + numbers.rank(method="first").fillna(0)).astype(int).astype(str))


#: A change of rows, and what the sentence then says that it did not say before.
CHANGES = [
    (beginning_and_end, changed("dates", "maclean2025-campaign-start", date="1952-10"), "October 1952"),
    (last_wave, changed("waves", "maclean2025-wave-5-national", communes=1700), "1,700"),
    (most_labels_wrong, changed("counts", "viwiki-ccrd-wrongly-classified", value=130_000), "76% of 172,008"),
    (contradiction, changed("estimates", MOISE, low=3_500), "at least 3,500"),
    (contradiction, without("estimates", lambda frame: frame["estimate"] == "nutt-executed"), "of 26 claims"),
    (
        reasoned_dispute,
        changed("estimates", VO, point=16_000),
        "off by a factor of 1.1, without Porter 1972 by 1.26,",
    ),
    (part_over_whole, changed("estimates", VO, point=14_000), "has 14,000 executed wrongly"),
    (few_sources, without_a_restatement(), "47 restatements"),
    (no_convergence, without("estimates", lambda frame: frame["estimate"] == "tongas-executed"), "17 numbers"),
    (rent_against_reform, changed("counts", RENT, value=2_350), "12 times"),
    (last_stage, changed("counts", RENT, value=1_176), "at least 2,514"),
    (label_cap, changed("counts", "viwiki-ccrd-classified", value=180_000), "180,000 in all"),
    (
        no_choice,
        changed("estimates", "lam-thanh-liem-executed", low=30_000, high=40_000),
        "spans a factor of 25 or more",
    ),
]

#: A change of rows under which a finding no longer holds, and the condition that its error names.
BREAKS = [
    (beginning_and_end, changed("dates", "maclean2025-campaign-start", date="1955-01"), "follow each other"),
    (beginning_and_end, without("dates", lambda frame: frame["dating"] == "maclean2025-campaign-end"), "datings named"),
    (last_wave, changed("waves", "maclean2025-wave-5-national", communes=800), "more communes than the one before"),
    (last_wave, changed("waves", "viwiki-ccrd-land-reform-total", communes=9_000), "about half"),
    (most_labels_wrong, changed("counts", "viwiki-ccrd-wrongly-classified", value=80_000), "more than half"),
    (contradiction, changed("estimates", MOISE, low=2_400), "allows at most less"),
    (contradiction, changed("estimates", MOISE, high=9e6), "above the whole range"),
    (reasoned_dispute, changed("estimates", VO, point=5_000), "no other"),
    (part_over_whole, changed("estimates", VO, point=13_500), "exceeds"),
    (part_over_whole, changed("estimates", VO, read_in="maclean2025"), "read in one work"),
    (part_over_whole, changed("sources", "vo-nhan-tri1990", access="part"), "neither of the works was read"),
    (few_sources, LEDGER | {"lineage": LEDGER["lineage"].iloc[:0]}, "share a lineage"),
    (no_convergence, LEDGER | {"estimates": years_that_rise(LEDGER["estimates"])}, "no rank correlation"),
    (rent_against_reform, changed("counts", RENT, value=10), "deadlier for its size on every base"),
    (rent_against_reform, changed("counts", RENT, read_in="maclean2025"), "read in one article"),
    (last_stage, changed("counts", RENT, value=1_150), "lies below the floor"),
    (label_cap, changed("counts", "viwiki-ccrd-classified", value=90_000), "begins above the cap"),
    (label_cap, changed("counts", "viwiki-ccrd-classified", value=60_000), "fewer were labelled"),
]


@pytest.mark.parametrize(("write", "ledger", "said"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_other_rows_make_another_sentence(write, ledger, said):
    before, after = write(LEDGER), write(ledger)
    assert said in after.sentence
    assert after.sentence != before.sentence


@pytest.mark.parametrize(("write", "ledger", "condition"), BREAKS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_finding_that_its_rows_no_longer_bear_is_an_error_that_names_it(write, ledger, condition):
    name = write(LEDGER).finding
    with pytest.raises(FindingFailsError, match=rf"the finding '{name}' no longer holds: .*{condition}"):
        write(ledger)


def test_the_whole_table_fails_with_one_of_its_sentences():
    with pytest.raises(FindingFailsError, match="'part-over-whole'"):
        findings_table(changed("estimates", VO, point=13_400))


def test_a_pool_that_foresees_the_next_claim_well_ends_the_finding_on_choices(monkeypatch):
    monkeypatch.setattr(claim_findings, "OPEN", 1e6)
    with pytest.raises(FindingFailsError, match="'no-choice' no longer holds: every interval"):
        no_choice(LEDGER)


def test_the_counts_of_the_contradiction_hold_under_every_lenient_reading():
    at = set_aside_at(curves(lenient_readings(LEDGER)), [1.0, 2.0])
    said = re.search(r"at least (\d+) to (\d+) must .* at least (\d+) to (\d+) even", contradiction(LEDGER).sentence)
    assert [int(part) for part in said.groups()] == [at[1.0].min(), at[1.0].max(), at[2.0].min(), at[2.0].max()]


def test_a_claim_on_a_part_of_the_time_counts_among_those_above_the_highest_weighed():
    above = {"lam-thanh-liem-executed", "nutt-executed", "tongas-executed", "turner1975-executed"}
    part_of_the_time = {"fall1967-executed", "margolin1997-executed"}
    assert (above | part_of_the_time) <= set(readings(LEDGER)[ALL]["estimate"])
    assert f"{len(above | part_of_the_time)} claims of people executed" in contradiction(LEDGER).sentence


def test_a_restatement_of_what_is_no_toll_repeats_no_toll():
    again = repetitions(LEDGER["estimates"], LEDGER["lineage"], LEDGER["reception"]).set_index("estimate")
    outcome = LEDGER["estimates"].set_index("estimate")["outcome"]
    assert outcome[again.index[0]] not in TOLLS  # the claim repeated most is a count of labels
    deaths = again[again.index.map(outcome).isin(TOLLS)]
    of_deaths = {one for by in deaths["by"] for one in by.split(", ")}
    sentence = few_sources(LEDGER).sentence
    assert f"Of {len(LEDGER['reception'])} restatements in the ledger {len(of_deaths)} repeat one" in sentence
    assert sentence.endswith(f"{deaths['times'].max()} times.") and "Đặng Phong" not in sentence


def test_what_no_choice_moves_says_how_far_the_quantile_moves_it():
    found = no_choice(LEDGER)
    failed = [choice for choice, holds in found.choices.items() if not holds]
    assert failed == ["the same, the scatter taken for known"] and found.agreement.word == "medium"
    widths = [float(part) for part in re.findall(r"(\d+(?:\.\d+)?) or more", found.sentence)]
    assert len(widths) == 3 and widths[0] > widths[1] > widths[2]


def test_growth_is_tried_on_every_number_printed_for_a_province():
    assert last_wave(LEDGER).agreement.word == "high"
    doubtful = last_wave(changed("waves", "nguyen-thi-thuy2013-land-reform-2-phu-tho", communes=400))
    assert [name for name, holds in doubtful.choices.items() if not holds] == [
        "every wave larger, whichever source is right on a province"
    ]
    assert doubtful.agreement.word == "medium"


def test_the_last_stage_is_graded_by_measures_and_not_by_claims():
    choices = last_stage(LEDGER).choices
    assert len(choices) == 7 and sum(choices.values()) == 3
    assert last_stage(LEDGER).agreement.word == "low"


def test_every_finding_is_whole(found):
    assert len(found) == len(WRITERS) == len({one.finding for one in found}) >= 11
    for one in found:
        for text in (one.sentence, one.short, one.vietnamese, one.overturned_by):
            assert text.endswith(".") and "nan" not in text.split(), text
        assert one.question.endswith("?")
        assert one.agreement == grade_agreement(one.choices) if one.choices else one.agreement.word == "low"
        assert len(statements(LEDGER, one.rows)) == len(one.rows)


def test_no_sentence_has_a_word_for_likelihood(found):
    words = r"\b(?:likely|unlikely|probable|probably|certain|certainly|virtually)\b"
    for one in found:
        assert one.likelihood.startswith("none")
        assert not re.search(words, f"{one.sentence} {one.short}")


def sections(notebook):
    """Give the ids of the sections of a notebook, as Sphinx makes them of their headings."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "markdown" for line in "".join(cell["source"]).split("\n")]
    return {make_id(line.lstrip("# ")) for line in lines if line.startswith("##")}


def test_the_chapter_of_a_finding_is_the_page_of_the_cell_that_computes_it(found):
    """A finding that leads to a chapter which does not show it is worse than one that leads nowhere."""
    shown = 0
    for one in found:
        pages = {
            name
            for name, _, place in (ground.address.partition("#") for ground in one.grounds)
            if name.startswith("notebooks/") and place
        }
        assert pages <= {one.chapter.partition("#")[0]}, one.finding
        shown += len(pages)
    assert shown > len(found) / 2


def test_a_finding_with_no_chapter_of_its_own_leads_to_its_section(found):
    (one,) = [one for one in found if one.finding == "no-convergence"]
    page, _, section = one.chapter.partition("#")
    cells = json.loads((ROOT / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells]
    (head,) = [place for place, words in enumerate(told) if make_id(words.split("\n")[0].lstrip("# ")) == section]
    after = [place for place, words in enumerate(told) if place > head and words.startswith("## ")]
    within = "".join(told[head : min([*after, len(told)])])
    assert "no chapter of its own" in within and 'result("years"' in within


def test_every_ground_leads_to_a_row_a_page_or_a_cell(found):
    for one in found:
        page, _, section = one.chapter.partition("#")
        (source,) = [file for ending in ("ipynb", "md") if (file := ROOT / f"{page}.{ending}").exists()]
        assert not section or section in sections(source), one.finding
        for ground in one.grounds:
            name, _, place = ground.address.partition("#")
            if not name.startswith(("book/", "notebooks/")):
                assert len(statements(LEDGER, [ground.address])) == 1
            elif place.startswith("result-"):
                cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
                source = "".join("".join(cell["source"]) for cell in cells)
                key = place.removeprefix("result-")
                assert f'result("{key}"' in source and f"{{glue:text}}`{key}`" in source, ground
            elif place:
                assert exhibits.entry(place).notebook == name.removeprefix("notebooks/"), ground
            else:
                assert (ROOT / f"{name}.md").exists(), ground


def test_the_functions_named_exist(found):
    for one in found:
        for name in one.computed_by:
            module, _, function = name.rpartition(".")
            assert callable(getattr(__import__(module, fromlist=[function]), function)), name


def test_vietnamese_and_english_give_the_same_numbers(found):
    def numbers(text, thousands, point):
        plain = text.replace("%", "").replace(point, "_").replace(thousands, "").replace("_", ".")
        return sorted({float(part.strip(".")) for part in re.findall(r"\d[\d.]*", plain)})

    for one in found[1:]:  # the first has dates, whose months are words in English
        assert numbers(one.vietnamese, ".", ",") == numbers(one.short, ",", "."), one.finding


SHOWN = {
    "fig-gap": contradiction,
    "fig-ladder": last_stage,
    "fig-independence": few_sources,
    "fig-multiverse": no_choice,
    "fig-class-labels": most_labels_wrong,
    "fig-cumulated-share": last_wave,
}


@pytest.mark.parametrize("slug", SHOWN)
def test_a_figure_has_the_title_that_the_table_has(slug, found):
    entry = exhibits.entry(slug)
    finding = entry.finding({name: LEDGER[name] for name in entry.tables})
    assert entry.finding is SHOWN[slug]
    assert finding.short in {one.short for one in found}


def stated(*rows):
    return pd.DataFrame(rows, columns=["read_in", "first_hand"])


def test_evidence_is_graded_by_its_rule():
    one_work, second_hand = stated(("w", True), ("w", True)), stated(("v", False), ("w", False), ("x", False))
    assert grade_evidence(one_work).word == grade_evidence(second_hand).word == "limited"
    assert grade_evidence(stated(("v", True), ("w", True))).word == "medium"
    assert grade_evidence(stated(("v", True), ("w", False), ("x", False))).word == "medium"
    robust = grade_evidence(stated(("v", True), ("w", True), ("x", False), ("x", False)))
    assert robust == Grade("robust", "4 rows read in 3 works, 2 at first hand")


def test_what_a_reference_work_says_itself_is_not_read_at_first_hand():
    sources = pd.DataFrame({"source": ["a", "e"], "origin": ["academic", "reference_work"]})
    rows = pd.DataFrame(
        {"count": ["x", "y", "z"], "source": ["a", "e", "a"], "read_in": ["a", "e", "e"], "locator": "p. 1"}
    )
    ledger = {"counts": rows, "sources": sources}
    assert statements(ledger, ["counts/x", "counts/y", "counts/z"])["first_hand"].tolist() == [True, False, False]
    with pytest.raises(ValueError, match="counts has no single row 'q'"):
        statements(ledger, ["counts/q"])


def test_agreement_is_graded_by_its_rule():
    assert grade_agreement({"a": True}).word == "high"
    assert grade_agreement({"a": True, "b": True, "c": False}).word == "medium"
    assert grade_agreement({"a": True, "b": False}).word == "low"
    assert grade_agreement({"a": False}) == Grade("low", "holds under 0 of 1 choice; not under: a")
    with pytest.raises(ValueError, match="none was given"):
        grade_agreement({})


def test_what_holds_is_not_refused():
    require("name", True, "whatever")


def test_a_finding_that_leaves_something_out_is_refused(found):
    for hole in ({"sentence": ""}, {"rows": ()}, {"grounds": ()}, {"computed_by": ()}, {"finding": "Not a name"}):
        with pytest.raises(ValueError, match="finding"):
            replace(found[0], **hole)
    with pytest.raises(ValueError, match="grades are of"):
        replace(found[0], evidence=Grade("strong", ""))
    with pytest.raises(ValueError, match="without a semicolon"):
        replace(found[0], grounds=(Ground("a; b", "estimates/a"),))


def test_ranks_by_hand_and_by_another_way():
    rising = pd.DataFrame({"first_year": [1950, 1960, 1970, 1980, 1990], "log_number": [1.0, 2.0, 4.0, 7.0, 9.0]})
    table = trends({"rising": rising, "too few": rising.head(4)}).set_index("about")
    assert table["correlation"]["number"] == pytest.approx(1.0)
    assert set(table["choice"]) == {"rising"}
    dated = dated_claims(LEDGER["estimates"].iloc[:20], LEDGER["estimates"]).dropna(subset=["log_number"])
    ranks = dated[["first_year", "log_number"]].rank()
    by_hand = np.corrcoef(ranks["first_year"], ranks["log_number"])[0, 1]
    assert trends({"some": dated})["correlation"].iloc[0] == pytest.approx(by_hand, abs=1e-12)


def test_the_least_correlation_told_from_chance_is_where_the_test_turns():
    rng = np.random.default_rng(20)
    bound = least_told(9)
    for _ in range(200):
        claims = pd.DataFrame({"first_year": range(1950, 1959), "log_number": rng.permutation(9) + rng.random()})
        row = trends({"some": claims}).iloc[0]
        assert (row["p_value"] < 0.05) == (abs(row["correlation"]) > bound)
    with pytest.raises(ValueError, match="not with 2"):
        least_told(2)
