"""The page of methods holds what it promises, and whoever is named as the author of a method is in the bibliography."""

import ast
import importlib
import json
import re
import unicodedata

import pytest
from pybtex.database import parse_file

from landreform.ledger import tables
from landreform.ledger.grades import METHOD
from landreform.paths import ROOT
from landreform.sphinx_ext.formulas import mathml

PAGE = (ROOT / "book/methods.md").read_text(encoding="utf-8")
ENTRIES = parse_file(str(ROOT / "book/references.bib"), bib_format="bibtex").entries
SECTIONS = dict(re.findall(r"^\(method-([a-z-]+)\)=\n## (.+?)(?=^\(method-|\Z)", PAGE, re.MULTILINE | re.DOTALL))
#: What is no method, and what gives grades and no number.
ABOUT, GRADED = {"elsewhere", "rejected"}, {"evidence-agreement"}
METHODS = [name for name in SECTIONS if name not in ABOUT]
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
MOST_WORDS = 120


def cited(text):
    return {key.strip() for group in re.findall(r"\{cite:\w+\}`([^`]+)`", text) for key in group.split(",")}


def folded(name):
    """Return a name without accents, in small letters."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).lower()


def test_every_method_of_the_book_has_its_section():
    assert len(METHODS) > 20
    assert {"dates", "consistent-sets", "stretch", "belief", "lineages", "random-effects", "intervals"} <= set(METHODS)


@pytest.mark.parametrize("name", METHODS)
def test_a_section_has_question_formula_place_function_and_source(name):
    text = SECTIONS[name]
    assert re.search(r"\n\*[^*]+\?\*", text), "a question in italics"
    assert cited(text), "a reference"
    assert all(ENTRIES[key].fields.get("keywords") == "method" for key in cited(text))
    assert re.search(r"Source:\s", text)
    if name in GRADED:
        assert "no number follows from them" in " ".join(text.split())
    else:
        assert "$$" in text, "a formula that stands by itself"
    assert re.search(r"\b(cannot|not|no|nobody|nothing|none|neither|only|mislead)\b", text, re.IGNORECASE)
    places = re.findall(r"\{doc\}`([^`]+)`", text)
    assert places, "where it is used"
    for place in places:
        assert any((ROOT / "book" / f"{place}{end}").exists() for end in (".ipynb", ".md")), place
    functions = re.findall(r"`(landreform\.[\w.]+)`", text)
    assert functions, "the function that computes it"
    for function in functions:
        module, _, attribute = function.rpartition(".")
        assert callable(getattr(importlib.import_module(module), attribute)), function


@pytest.mark.parametrize("name", METHODS)
def test_a_section_is_short(name):
    prose = SECTIONS[name].split("\nUsed ")[0]
    words = re.sub(r"\{\w+(:\w+)?\}`[^`]+`|`[^`]+`", "", FORMULA.sub(" ", prose)).split()
    assert len(words) <= MOST_WORDS, len(words)


def test_every_formula_can_be_set():
    formulas = [block or inline for block, inline in FORMULA.findall(PAGE)]
    assert len(formulas) > 40
    for tex in formulas:
        assert mathml(tex).startswith("<math>"), tex


def test_formulas_stand_once():
    blocks = [" ".join(tex.split()) for tex in re.findall(r"\$\$(.+?)\$\$", PAGE, re.DOTALL)]
    assert len(blocks) == len(set(blocks))


# who is named

MONTHS = set("january february march april may june july august september october november december".split())
#: What stands before a year in a docstring and is no author.
NO_AUTHORS = MONTHS | {"north", "chi"}
_NAME = r"[A-ZÉÖ][\w’'-]+"
NAMED = re.compile(rf"\b({_NAME})(?:(?:, {_NAME})*,? (?:and|&) {_NAME}| et al\.)?,? \(?((?:18|19|20)\d\d)\b(?!-\d\d-)")
#: Packages whose docstrings name the sources of methods.
PACKAGES = ("contested", "tolls", "labels", "audit", "exhibits", "ledger")


def authors():
    """Return the surnames of all works, each with its year."""
    found = set()
    for entry in ENTRIES.values():
        year = entry.fields.get("year", "")
        for people in entry.persons.values():
            found |= {(folded(part), year) for person in people for name in person.last_names for part in name.split()}
    return found


def docstrings():
    for package in PACKAGES:
        for path in sorted((ROOT / "src/landreform" / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
                    text = ast.get_docstring(node)
                    yield path.name, text.split("Examples\n--------")[0]


def test_whoever_a_docstring_names_with_a_year_is_in_the_bibliography():
    known, checked = authors(), set()
    for path, text in docstrings():
        for name, year in NAMED.findall(" ".join(text.split())):
            surname = folded(name)
            if surname in NO_AUTHORS:
                continue
            checked.add((surname, year))
            assert (surname, year) in known, f"{path}: {name} {year}"
    assert {("dempster", "1967"), ("kish", "1965"), ("wallis", "2014"), ("stone", "1961")} <= checked
    assert len(checked) > 40


#: Names of methods that chapters and pages use without a year, and the works that they stand for.
EPONYMS = {
    r"Masten and Poirier": "masten-poirier2020",
    r"\bKent\b": "kent1964",
    r"Cramér": "cramer1946",
    r"Paule|Mandel": "paule-mandel1982",
    r"DerSimonian|Laird": "dersimonian-laird1986",
    r"Hartung|Knapp": "hartung-knapp2001",
    r"Dempster": "dempster1967",
    r"Wilson[’']s|Wilson interval": "wilson1927",
    r"Clopper": "clopper-pearson1934",
    r"Newcombe": "newcombe1998-difference",
    r"Woolf": "woolf1955",
    r"Sobol": "sobol1993",
    r"\bGRIM\b": "brown-heathers2017",
    r"Cohen[’']s|κ": "cohen1960",
    r"EDTF": "loc-edtf2019",
    r"Dilworth": "dilworth1950",
    r"multiverse": "steegen2016",
}


#: Named as what was not used.
REJECTED = {"benford"}


def pages():
    found = {path: path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md")}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return found


def test_whoever_a_page_names_as_the_author_of_a_method_is_in_the_bibliography():
    text = "\n".join(pages().values())
    used = {key for pattern, key in EPONYMS.items() if re.search(pattern, text)}
    assert len(used) >= 10 and used <= set(ENTRIES)
    surnames = {name for name, _ in authors()}
    possessive = r"\b([A-Z][\w-]+)[’']s? (?:test|interval|V|method|estimator|theorem|rule|law|kappa|equation|table)\b"
    for path, prose in pages().items():
        for name in re.findall(possessive, prose):
            assert folded(name) in surnames | REJECTED, f"{path.name}: {name}"


def test_works_on_method_are_marked_in_the_bibliography_as_in_the_table_of_sources():
    sources = tables.load("sources").set_index("source")
    marked = {key for key, entry in ENTRIES.items() if entry.fields.get("keywords") == "method"}
    assert marked == set(sources.index[sources["witness"] == METHOD])
