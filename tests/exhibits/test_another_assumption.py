"""Each chapter on claims ends with one value to change, and its sentences say what is computed with it."""

import ast
import json
import math
import re
from itertools import combinations
from urllib.parse import parse_qs

import numpy as np
import pytest
import yaml

from landreform.contested.multiverse.options import AXES
from landreform.exhibits import another_assumption
from landreform.ledger import tables
from landreform.paths import NOTEBOOKS, ROOT
from landreform.text.prose import number, rounded, span
from landreform.tolls import what_if
from landreform.tolls.baseline import encode_claims, outcome_claims
from landreform.tolls.multiverse import ledger_multiverse

#: Chapter to the function that its cell calls, the value with which nothing changes (none where something always does),
#: and another value than the one that stands there.
CHAPTERS = {
    "what-has-been-claimed": ("count_outcome", "executed", "executed_or_suicide"),
    "where-the-numbers-come-from": ("read_lineages_as", "stated and inferred", "stated, inferred and of one work"),
    "can-they-all-be-true": ("leave_out", None, "moise1983-executed"),
    "what-the-documents-bound": ("reports_hold", 1.0, 0.1),
    "does-averaging-help": ("ranges_hold", 0.9, 0.3),
    "do-two-scholars-differ": ("widen_bare_numbers", 1.5, 10.0),
    "which-choices-matter": ("admit", None, "not repeated"),
    "what-would-settle-it": ("settle_with", 0.9, 0.8),
}
#: What stands above the value.
MARK = r"^# Change this value and run the cell\.\n"
#: The part of these chapters; its first, the findings, gathers what the others find.
PART = "How many"


@pytest.fixture(scope="module")
def ledger():
    return tables.load_all()


@pytest.fixture(scope="module")
def claims(ledger):
    return what_if.reader_claims(ledger)


@pytest.fixture(scope="module")
def data(ledger):
    return what_if.reader_data(ledger)


def last_cell(chapter):
    """Give the last cell of a notebook."""
    return json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"][-1]


def run(source):
    """Execute a cell and give what its last line is."""
    *before, last = ast.parse(source).body
    names = {}
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def changed(chapter, value):
    """Execute the cell of a chapter with another value."""
    source = "".join(last_cell(chapter)["source"])
    again, times = re.subn(rf"{MARK}(\w+) = .+$", rf"\1 = {value!r}", source, flags=re.MULTILINE)
    assert times == 1, "one value is marked"
    return run(again)


def standing(chapter):
    """Give the value that stands in the cell of a chapter."""
    source = "".join(last_cell(chapter)["source"])
    return ast.literal_eval(re.search(rf"{MARK}\w+ = (.+)$", source, re.MULTILINE)[1])


def setting(follows, data):
    """Read the setting back from the end of an address."""
    held = {key: values[0] for key, values in parse_qs(follows.address.lstrip("#"), keep_blank_values=True).items()}
    names = {row["code"]: row["estimate"] for row in data["claims"]}
    chosen = tuple(names[held["c"][at : at + 4]] for at in range(0, len(held["c"]), 4))
    return what_if.Setting(
        claims=chosen,
        outcome=held["o"],
        reading=data["readings"][int(held["l"])],
        coverage=float(held["v"]),
        bare_width=float(held["w"]),
        by_lineage=held["g"] == "1",
        base=held["b"],
        completeness=float(held["p"]),
        intensity=float(held["m"]),
    )


def results(chapter):
    """Give the results that a notebook holds for its prose, by name."""
    cells = json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = (output for cell in cells for output in cell.get("outputs", ()) if "scrapbook" in output["metadata"])
    return {
        output["metadata"]["scrapbook"]["name"]: ast.literal_eval("".join(next(iter(output["data"].values()))))
        for output in outputs
    }


def test_every_chapter_on_claims_ends_with_one_value_to_change():
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    part = next(part for part in contents["parts"] if part["caption"] == PART)
    files = [entry["file"] for entry in part["chapters"] if entry["file"].startswith("notebooks/")]
    assert {file.removeprefix("notebooks/") for file in files} - {"findings"} == set(CHAPTERS)
    for chapter, (function, *_) in CHAPTERS.items():
        assert "to-change" in last_cell(chapter)["metadata"]["tags"]
        assert f"another_assumption.{function}(" in "".join(last_cell(chapter)["source"])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_stored_under_the_cell_is_what_the_cell_gives(chapter):
    cell = last_cell(chapter)
    given = run("".join(cell["source"]))
    assert "".join(cell["outputs"][0]["data"]["text/plain"]) == repr(given) == " ".join(given.sentences)
    assert "".join(cell["outputs"][0]["data"]["text/html"]) == given._repr_html_()


@pytest.mark.parametrize("chapter", [name for name, (_, same, _) in CHAPTERS.items() if same is not None])
def test_with_the_value_of_the_chapter_nothing_changes(chapter):
    same = CHAPTERS[chapter][1]
    follows = changed(chapter, same)
    if chapter == "what-has-been-claimed":
        factor = results(chapter)["widest-factor"]
        assert follows.sentences[0].count(f" {factor}") == 2
    else:
        assert [sentence.endswith(" it is the same.") for sentence in follows.sentences] == [True, True]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_another_value_gives_other_sentences_and_another_place(chapter):
    follows = [changed(chapter, value) for value in (standing(chapter), CHAPTERS[chapter][2])]
    assert follows[0].sentences[0] != follows[1].sentences[0]
    assert follows[0].address != follows[1].address


@pytest.mark.parametrize(
    ("chapter", "named"),
    [
        ("what-has-been-claimed", ["widest-factor"]),
        ("can-they-all-be-true", ["all gap", "aside"]),
        ("does-averaging-help", ["pooled", "foreseen fold"]),
        ("what-would-settle-it", ["for two"]),
    ],
)
def test_what_a_sentence_says_of_the_chapter_stands_in_the_chapter(chapter, named):
    said = " ".join(changed(chapter, standing(chapter)).sentences)
    of_chapter = re.findall(r"in the chapter(?:, [^;]*?,)? it is ([^;]*?)(?:-fold)?\.(?: |$)", said)
    kept = results(chapter)
    assert [one for one in of_chapter if one != "the same"] == [kept[name] for name in named]


@pytest.mark.parametrize("claim", ["goscha2011-died", "moise1983-executed", "porter1972-executed"])
def test_without_a_claim_the_others_are_as_the_page_on_choices_has_them(ledger, claims, data, claim):
    follows = changed("can-they-all-be-true", claim)
    chosen = setting(follows, data)
    found = what_if.answer(ledger, claims, chosen)
    assert claim not in chosen.claims and len(chosen.claims) == found["claims"]
    assert f"the other {number(found['claims'])} claims" in follows.sentences[0]
    assert f"once each is stretched {rounded(found['delta'])}-fold" in follows.sentences[0]
    assert f"at least {number(found['set_aside'])} of them" in follows.sentences[1]


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_what_the_reports_hold_divides_the_total(ledger, claims, data, share):
    follows = changed("what-the-documents-bound", share)
    total = what_if.answer(ledger, claims, setting(follows, data))["total"]
    whole = what_if.answer(ledger, claims, what_if.Setting(()))["total"]
    assert total == pytest.approx(whole / share)
    assert f" {rounded(total)} people were executed; " in follows.sentences[0]
    assert f"it is {rounded(whole)}." in follows.sentences[0]
    executed = ledger["estimates"][ledger["estimates"]["outcome"] == "executed"]
    ends = [
        max(end for end in (row.point, row.high) if not np.isnan(float(end)))
        for row in executed.astype({"point": float, "high": float}).itertuples()
        if row.bound != "order_of_magnitude" and not (np.isnan(row.point) and np.isnan(row.high))
    ]
    assert f"Of the {len(ends)} claims" in follows.sentences[1]
    assert f", {sum(end < total for end in ends)} lie" in follows.sentences[1]


@pytest.mark.parametrize("coverage", [0.5, 0.3])
def test_a_pool_by_another_coverage_is_that_of_the_page_on_choices(ledger, claims, data, coverage):
    follows = changed("does-averaging-help", coverage)
    chosen = setting(follows, data)
    pool = what_if.answer(ledger, claims, chosen)["pool"]
    assert chosen.coverage == coverage
    assert f"the pooled value is {rounded(pool['pooled'])}; " in follows.sentences[0]
    assert f"within {span(pool['pooled_pi_low'], pool['pooled_pi_high'])}, a factor" in follows.sentences[1]


@pytest.mark.parametrize("reading", ["stated", "stated, inferred and of one work"])
def test_another_reading_makes_as_many_sources_as_the_page_on_choices(ledger, claims, data, reading):
    follows = changed("where-the-numbers-come-from", reading)
    chosen = setting(follows, data)
    assert chosen.reading == reading
    found = what_if.answer(ledger, claims, chosen)
    assert f"go back to {number(found['lineages'])} sources" in follows.sentences[0]


@pytest.mark.parametrize("width", [1.5, 5.0, 10.0])
def test_ranges_are_counted_that_have_no_number_in_common(ledger, data, width):
    follows = changed("do-two-scholars-differ", width)
    rows = encode_claims(outcome_claims(ledger), width=width)[["low", "high"]].to_numpy()
    pairs = list(combinations(rows, 2))
    apart = sum(max(a[0], b[0]) > min(a[1], b[1]) * (1 + 1e-12) for a, b in pairs)
    assert f"the ranges of {apart} of {len(pairs)} pairs" in follows.sentences[0]
    assert setting(follows, data).bare_width == width


@pytest.mark.parametrize("claim_set", ["reasoned and documented", "not repeated", "all"])
def test_a_set_of_claims_is_that_slice_of_the_multiverse(ledger, data, claim_set):
    follows = changed("which-choices-matter", claim_set)
    multiverse = ledger_multiverse(ledger)
    axis = AXES.index("claim_set")
    options = multiverse.choices[axis].options
    at = [option.label for option in options].index(claim_set)
    values = np.take(np.where(multiverse.defined, multiverse.estimate, np.nan), at, axis)
    ends = math.exp(np.nanmin(values)), math.exp(np.nanmax(values))
    assert f"the pools run from {span(*ends)} over all other choices" in follows.sentences[0]
    assert f"The pool in the middle is {rounded(math.exp(np.nanmedian(values)))}; " in follows.sentences[1]
    assert set(setting(follows, data).claims) == set(options[at].value)


@pytest.mark.parametrize("outcome", ["died", "executed_or_suicide"])
def test_numbers_printed_for_an_outcome_are_those_of_the_ledger(ledger, data, outcome):
    follows = changed("what-has-been-claimed", outcome)
    rows = ledger["estimates"][ledger["estimates"]["outcome"] == outcome]
    second = (rows["source"] != rows["read_in"]).sum()
    printed = rows[rows["bound"] != "order_of_magnitude"]
    numbers = printed[["low", "point", "high"]].astype(float).stack()
    assert f"run from {number(numbers.min())} to {number(numbers.max())}, " in follows.sentences[0]
    assert f"Of {number(len(rows))} claim" in follows.sentences[1] and f", {second} were read" in follows.sentences[1]
    assert setting(follows, data).outcome == outcome


def test_registers_do_not_hang_on_how_sure_an_author_was():
    follows = changed("what-would-settle-it", 0.5)
    kept = results("what-would-settle-it")
    assert f"with {kept['registers very']} if the killing was spread very unevenly" in follows.sentences[1]
    assert follows.sentences[1].endswith("it is the same.")


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        ("count_outcome", "classified", "expected one of"),
        ("read_lineages_as", "guessed", "expected one of 'stated', 'stated and inferred'"),
        ("leave_out", "nobody1900-executed", "expected one of"),
        ("reports_hold", 0.0, "expected a number from 0.001 to 1"),
        ("reports_hold", 1.5, "expected a number from 0.001 to 1"),
        ("ranges_hold", 1.0, "expected a number from 0.01 to 0.99"),
        ("ranges_hold", "half", "expected a number"),
        ("widen_bare_numbers", 1.0, "expected a number from 1.01 to 10"),
        ("admit", "mine", "expected one of 'all'"),
        ("settle_with", float("nan"), "expected a number from 0.01 to 0.99"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_was_expected(function, value, expected):
    with pytest.raises(ValueError, match=re.escape(f"found {value!r}, ") + ".*" + re.escape(expected)):
        getattr(another_assumption, function)(value)


def test_a_set_of_which_nothing_can_be_pooled_says_so():
    first, last = another_assumption.admit("documented").sentences
    assert "no combination of the other choices is a pool" in first and last.startswith("In the chapter")
