"""Figures in pages: heard as groups with a name, each mark a link that says whose row it is, the typeface with them."""

import gzip
import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from published import published

from landreform import exhibits
from landreform.ledger import tables
from landreform.paths import DATA, ROOT
from landreform.sphinx_ext import figure_drawings

PAGE = SimpleNamespace(has=lambda name: True, to=lambda name: f"../{name}.html")
SPARSE = SimpleNamespace(has=lambda name: False)


@pytest.fixture(scope="module", autouse=True)
def folder():
    return published()


def drawing(slug, page=PAGE):
    return str(figure_drawings.drawing(page, slug, "Four words <that> say it"))


def test_it_is_a_group_with_its_name_and_no_picture():
    svg = BeautifulSoup(drawing("fig-claims"), "lxml").svg
    assert (svg["role"], svg["aria-label"]) == ("group", "Four words <that> say it")
    assert "Võ Nhân Trí" in svg.get_text()


@pytest.mark.parametrize("slug", ["fig-claims", "fig-lineage", "fig-timeline", "fig-datings", "fig-ladder"])
def test_every_mark_is_a_link_with_words(slug):
    links = BeautifulSoup(drawing(slug), "lxml").svg.select("a")
    assert links
    for link in links:
        page, _, row = link["href"].partition("#")
        table = re.fullmatch(r"\.\./book/ledger/(\w+)\.html", page)[1]
        assert row in set(tables.load(table).iloc[:, 0])
        assert "; read in " in link.find("title", recursive=False).text or ", read in " in link.title.text
        assert not link.has_attr("data-rows") and not link.has_attr("onclick")


def test_where_the_book_has_no_such_page_there_is_no_link_and_the_words_stay():
    links = BeautifulSoup(drawing("fig-claims", SPARSE), "lxml").svg.select("a")
    assert links and not any(link.has_attr("href") for link in links)
    assert all(link.title.text for link in links)


def test_a_row_says_who_what_and_where():
    words = figure_drawings.RowsInWords(tables.load_all())
    claim = tables.load("estimates").set_index("estimate").loc["moise1983-executed"]
    said = words.say("estimates", "moise1983-executed")
    assert said.startswith("Edwin E. Moise (1983): 3,000 to 15,000") and said.endswith(claim["locator"])
    with pytest.raises(KeyError):
        words.say("estimates", "nobody1999")


def test_a_page_is_made_anew_when_a_row_moves_to_which_its_figure_leads():
    files = figure_drawings.files_behind("fig-timeline")
    assert {DATA / f"{name}.csv" for name in ("dates", "events", "sources")} == set(files[1:])
    assert figure_drawings.files_behind("fig-waves-thai-nguyen") == [
        ROOT / "_build" / "figures-in-pages" / "fig-waves-thai-nguyen.svg"
    ]


@pytest.mark.parametrize("slug", exhibits.slugs("figure"))
def test_with_all_its_links_it_weighs_no_more_than_the_file_did(folder, slug):
    file = (folder / slug / f"{slug}.svg").read_bytes()
    assert len(gzip.compress(drawing(slug).encode())) <= len(gzip.compress(file))
