"""All figures on one page: by part and chapter, with question and finding, without a script."""

import json

import pytest
from bs4 import BeautifulSoup
from published import published
from sites import build, page, without

from landreform import exhibits
from landreform.exhibits.placement import places
from landreform.exhibits.register import Registered, register
from landreform.sphinx_ext import atlas

CLAIMS, GAP = "what-has-been-claimed", "can-they-all-be-true"
PAGES = {
    "book/index.md": "# Front\n\nIt opens.\n\n"
    f"```{{toctree}}\n:caption: How many\n\n../notebooks/{GAP}\n../notebooks/{CLAIMS}\n```\n\n"
    "```{toctree}\n:caption: Behind the book\n\nfigures\n```\n",
    f"notebooks/{CLAIMS}.md": "# What has been claimed\n\n**How far apart are they?** Far.\n",
    f"notebooks/{GAP}.md": "# Can they all be true?\n\nNo question here.\n",
    "book/figures.md": "# Figures\n\n```{atlas}\n```\n",
}
EXTENSIONS = ["myst_nb", "landreform.sphinx_ext"]
#: Nothing is looked at here of what these parts make.
SETTINGS = "numfig = True\n" + without("chronology_page", "what_if")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    published()
    folder = tmp_path_factory.mktemp("atlas")
    made = build(folder, PAGES, EXTENSIONS, SETTINGS)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def shown(site):
    return page(site, "book/figures.html").select_one(".atlas")


def said_of(slug):
    return json.loads((published() / slug / f"{slug}.json").read_text(encoding="utf-8"))


def test_every_figure_that_is_drawn_stands_there_once(shown):
    pages = [link["href"].split("/")[-2] for link in shown.select("li a.exhibit-permalink")]
    assert sorted(pages) == sorted(entry.slug for entry in register() if entry.kind == "figure" and entry.active)


def test_parts_and_chapters_come_in_the_order_of_the_book(shown):
    assert [heading.text for heading in shown.select("h3")][:2] == ["How many", "Elsewhere"]
    chapters = [heading.a for heading in shown.select("section:first-of-type h4")]
    assert [link.text for link in chapters] == ["Can they all be true?", "What has been claimed"]
    assert [link["href"] for link in chapters] == [f"../notebooks/{GAP}.html", f"../notebooks/{CLAIMS}.html"]
    assert [asked.text for asked in shown.select(".atlas-question")] == ["How far apart are they?"]
    for link in shown.select("nav a"):
        section = shown.select_one(link["href"])
        assert section.h3.text == link.text and f"({len(section.select('img'))})" in link.parent.text


@pytest.mark.parametrize("slug", exhibits.slugs("figure"))
def test_each_has_title_picture_finding_and_both_ways(site, shown, slug):
    said = said_of(slug)
    (item,) = (item for item in shown.select("li") if item.select(f"a.exhibit-permalink[href*='/{slug}/']"))
    assert said["title"] in item.select_one(".atlas-title").text
    assert said["says"] and item.p.text == said["says"] + "."
    chapter = places()[slug].notebook
    place = f"../notebooks/{chapter}.html#{slug}" if chapter in (CLAIMS, GAP) else f"../figures/{slug}/index.html"
    assert item.select_one("a.atlas-figure")["href"] == place
    image = item.img
    assert image["alt"] == said["alt"] and image["loading"] == "lazy"
    file = (site / "out-html" / "book" / image["src"]).resolve()
    assert file.is_file() and file.name == f"{slug}.small.png"
    assert (int(image["width"]), int(image["height"])) == atlas.html.cards.size(file.read_bytes()[:24])


def test_those_who_listen_hear_a_list_whose_links_are_told_apart(shown):
    assert not shown.select("script, [onclick], button")
    names = [link["aria-label"] for link in shown.select("a.exhibit-permalink")]
    assert len(set(names)) == len(names) and all(name.startswith("Files, data, citation: ") for name in names)
    assert all(item.find_parent("ul") for item in shown.select("li"))


def test_a_question_that_changes_is_printed_anew(tmp_path):
    published()
    settings = SETTINGS + without("exhibit_pages")  # it looks at no picture
    made = build(tmp_path, PAGES, EXTENSIONS, settings)
    assert made.returncode == 0, made.stderr
    changed = {f"notebooks/{CLAIMS}.md": PAGES[f"notebooks/{CLAIMS}.md"].replace("far apart", "near")}
    made = build(tmp_path, changed, EXTENSIONS, settings)
    assert made.returncode == 0, made.stderr
    (asked,) = page(tmp_path, "book/figures.html").select(".atlas-question")
    assert asked.text == "How near are they?"


def test_what_is_no_longer_drawn_is_named(monkeypatch):
    published()
    old = Registered("fig-old", "figure", "0.1.0", "What it <showed>", "retired", "0.2.0", "It mixed.", "fig-claims")
    monkeypatch.setattr(atlas, "register", lambda: (*register(), old))
    soup = BeautifulSoup(atlas.atlas(Nowhere()), "lxml")
    link = soup.select("section[aria-labelledby=atlas-retired] a")[-1]
    assert (link.text, link["href"]) == ("What it <showed>", "../figures/fig-old/index.html")
    assert not soup.select("img[src*=fig-old]")


class Nowhere:
    """A page of a book that has no other page."""

    class env:
        tocs, titles, toctree_includes = {}, {}, {}

        class config:
            root_doc = "book/index"

    def has(self, name):
        return False

    def to(self, name):
        return f"../{name}.html"
