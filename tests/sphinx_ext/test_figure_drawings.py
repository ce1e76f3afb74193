"""Figures in pages: heard as groups with a name, each mark a link that says whose row it is, the typeface with them."""

import gzip
import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from published import published

from landreform import exhibits
from landreform.exhibits.placement import places
from landreform.exhibits.register import register
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


def test_both_forms_are_there_under_one_name_and_no_id_twice():
    page = BeautifulSoup(drawing("fig-claims"), "lxml")
    wide, narrow = page.find_all("svg")
    assert (wide["class"], narrow["class"]) == (["drawing", "wide"], ["drawing", "narrow"])
    assert wide["aria-label"] == narrow["aria-label"] == "Four words <that> say it"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)


def test_links_open_a_drawing_on_the_whole_screen_and_close_it_without_a_script():
    page = BeautifulSoup(drawing("fig-gap"), "lxml")
    opening, closing = page.select(".drawing-links a")
    assert page.find(id=opening["href"].removeprefix("#")).find("svg") is not None
    assert page.find(id=closing["href"].removeprefix("#")) is opening
    title = next(line.title for line in register() if line.slug == "fig-gap")
    assert opening["aria-label"] == f"{opening.text}: {title}"
    for svg in page.find_all("svg"):
        left, top, across, down = map(float, svg["viewbox"].split())
        assert (left, top) == (0, 0)
        assert svg["style"].startswith(f"--across:{across:g};--down:{down:g};fill:")


@pytest.mark.parametrize(
    "slug",
    ["fig-claims", "fig-lineage", "fig-timeline", "fig-datings", "fig-map", "fig-audit-board", "fig-waves-national"],
)
def test_every_mark_is_a_link_with_words(slug):
    links = BeautifulSoup(drawing(slug), "lxml").select("svg a")
    assert links
    for link in links:
        page, _, row = link["href"].partition("#")
        table = re.fullmatch(r"\.\./book/ledger/(\w+)\.html", page)[1]
        assert row in set(tables.load(table).iloc[:, 0])
        assert "; read in " in link.find("title", recursive=False).text or ", read in " in link.title.text
        assert not link.has_attr("data-rows") and not link.has_attr("onclick")


def test_where_the_book_has_no_such_page_there_is_no_link_and_the_words_stay():
    links = BeautifulSoup(drawing("fig-claims", SPARSE), "lxml").select("svg a")
    assert links and not any(link.has_attr("href") for link in links)
    assert all(link.title.text for link in links)


def test_a_page_is_made_anew_when_a_row_moves_to_which_its_figure_leads():
    files = figure_drawings.files_behind("fig-timeline")
    assert {DATA / f"{name}.csv" for name in ("dates", "events", "sources")} == set(files[1:])
    assert figure_drawings.files_behind("fig-multiverse") == [
        ROOT / "_build" / "figures-in-pages" / "fig-multiverse.html"
    ]


@pytest.mark.parametrize("slug", exhibits.slugs("figure"))
def test_with_all_its_links_it_weighs_no_more_than_the_file_did(folder, slug):
    file = (folder / slug / f"{slug}.svg").read_bytes()
    assert len(gzip.compress(drawing(slug).encode())) <= len(gzip.compress(file))


def test_the_drawings_of_a_chapter_weigh_no_more_than_their_files(folder):
    chapters = {}
    for slug in exhibits.slugs("figure"):
        chapters.setdefault(places()[slug].notebook, []).append(slug)
    assert len(chapters) > 10
    for chapter, slugs in chapters.items():
        files = sum(len(gzip.compress((folder / slug / f"{slug}.svg").read_bytes())) for slug in slugs)
        assert len(gzip.compress("".join(map(drawing, slugs)).encode())) <= files, chapter
