"""From what a notebook computes a result is read off its code, backwards, and nothing else is said."""

import json

import pytest

from landreform import exhibits
from landreform.exhibits.derivations import Derivation, Notebook
from landreform.exhibits.results import CELL_KEY
from landreform.ledger import tables
from landreform.paths import NOTEBOOKS, ROOT

HEAD = """
from landreform import exhibits
from landreform.exhibits.results import reception_results, result
from landreform.labels.tallies import homogeneity, tallies
from landreform.ledger import tables
from landreform.text.prose import rounded
from landreform.tolls.exposures import free_areas
from landreform.waves.totals import subtotals
ledger = tables.load_all()
"""


def of(name, *cells):
    return Notebook([HEAD, *cells]).derivation(name, len(cells) + 1)


def test_only_what_leads_to_a_result_counts():
    found = of(
        "alike",
        'tallied = tallies(tables.load("classifications"))\nsums = subtotals(ledger["waves"])',
        'alike = homogeneity(tallied)\nresult("sums", len(sums))\nresult("alike", rounded(alike.chi2))',
    )
    assert found.functions == ("landreform.labels.tallies.tallies", "landreform.labels.tallies.homogeneity")
    assert found.tables == ("classifications",) and not found.whole_ledger and found.exhibits == ()


def test_the_last_value_of_a_name_is_meant():
    found = of(
        "n", 'x = tables.load("waves")\nx = tables.load("dates")\nresult("n", len(x))\nx = tables.load("events")'
    )
    assert found.tables == ("dates",)


def test_what_is_added_in_a_loop_or_set_under_a_condition_counts_too():
    looped = 'found = [tables.load("dates")]\nfor one in [1]:\n    found.append(tables.load("waves"))\n'
    assert of("n", f'{looped}result("n", len(found))').tables == ("dates", "waves")
    chosen = 'x = tables.load("dates")\nif x.empty:\n    x = tables.load("waves")\n'
    assert of("n", f'{chosen}result("n", len(x))').tables == ("dates", "waves")


def test_rows_that_the_code_names_are_among_its_words():
    found = of(
        "n",
        'row = ledger["counts"].set_index("count").loc["maclean2025-cell-members-wrong"]\nresult("n", row["value"])',
    )
    assert "maclean2025-cell-members-wrong" in found.words and found.tables == ("counts",)


def test_the_frame_of_a_figure_is_named_by_its_slug():
    found = of("n", 'data = exhibits.show("fig-claims").data\nresult("n", len(data))')
    assert found.exhibits == ("fig-claims",) and found.functions == () and found.tables == ()


def test_a_function_that_is_given_all_tables_is_read_for_those_that_it_takes():
    assert of("n", 'result("n", len(free_areas(ledger)))') != Derivation((), (), False, (), frozenset())
    kept = of("repeaters", "reception_results(ledger)")
    assert kept.functions == ("landreform.exhibits.results.reception_results",)
    assert set(kept.tables) == {"estimates", "lineage", "reception", "sources"}


def test_results_kept_under_names_that_are_computed():
    code = 'for key in ("low", "high"):\n    result(f"n {key}", len(tables.load("waves")))'
    assert of("n low", code).tables == ("waves",)


def test_a_cell_that_says_nothing_of_a_result_gives_nothing():
    assert of("other", 'result("n", 1)') == Derivation((), (), False, (), frozenset())


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_what_is_said_of_the_results_of_the_book_exists(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    book = Notebook(["".join(cell["source"]) for cell in cells])
    known = 0
    for number, cell in enumerate(cells, start=1):
        for output in cell["outputs"]:
            if CELL_KEY not in output.get("metadata", {}):
                continue
            found = book.derivation(output["metadata"]["scrapbook"]["name"], number)
            known += bool(found.tables or found.exhibits)
            assert {*found.tables} <= {resource["name"] for resource in tables.descriptor()["resources"]}
            assert all(exhibits.entry(slug).slug == slug for slug in found.exhibits)
            for name in found.functions:
                module, _, function = name.rpartition(".")
                file = ROOT.joinpath("src", *module.split(".")).with_suffix(".py")
                assert f"\ndef {function}(" in file.read_text(encoding="utf-8"), name
    assert known or "CELL_KEY" not in path.read_text(encoding="utf-8")
