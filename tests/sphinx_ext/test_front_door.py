"""The front page stands at the top of the folder, whole, and under its own address."""

import re

from bs4 import BeautifulSoup
from sites import build, page

from landreform.paths import ROOT
from landreform.sphinx_ext.front_door import from_the_top

HTML = ROOT / "_build" / "html"


def test_every_kind_of_link_leads_from_the_top_to_where_it_led():
    html = (
        '<html data-content_root="../"><title>T</title><a href="x.html#a"></a><a href="#b"></a>'
        '<a href="../y/z.html"></a><img src="../s.svg"><form action="../search.html"></form>'
        '<a href="https://e.org/"></a><a href="mailto:a@b"></a><a href="sub/"></a>'
        '<script src="../_static/a.js?v=1"></script>'
    )
    assert from_the_top(html, "book/index.html") == (
        '<html data-content_root="./"><title>T</title>\n    <link rel="canonical" href="book/index.html" />'
        '<a href="book/x.html#a"></a><a href="#b"></a><a href="y/z.html"></a>'
        '<img src="s.svg"><form action="search.html"></form><a href="https://e.org/"></a><a href="mailto:a@b"></a>'
        '<a href="book/sub/"></a><script src="_static/a.js?v=1"></script>'
    )


def test_an_address_for_search_engines_stays_as_it_is():
    html = '<title>T</title><link rel="canonical" href="https://e.org/book/index.html" />'
    assert from_the_top(html, "book/index.html") == html


def test_a_site_has_its_front_page_twice_and_says_which_is_which(tmp_path):
    made = build(
        tmp_path,
        {"book/index.md": "# Front\n\n[Next](next.md)\n", "book/next.md": "---\norphan: true\n---\n\n# N\n"},
        ["myst_parser", "landreform.sphinx_ext.front_door"],
    )
    assert made.returncode == 0, made.stderr
    door, front = page(tmp_path, "index.html"), page(tmp_path, "book/index.html")
    assert door.select_one(".body").get_text() == front.select_one(".body").get_text()
    assert door.select_one("link[rel=canonical]")["href"] == "book/index.html"
    assert door.select_one(".body a.internal")["href"] == "book/next.html"


def test_the_book_opens_with_its_front_page():
    door, front = ((HTML / name).read_text(encoding="utf-8") for name in ("index.html", "book/index.html"))
    assert 'http-equiv="refresh"' not in door
    text, same = (BeautifulSoup(html, "lxml").find("article").get_text() for html in (door, front))
    assert text == same and len(text) > 1000
    canonical = re.search(r'rel="canonical" href="([^"]+)"', door)[1]
    assert canonical.endswith("book/index.html")
    targets = [target for target in re.findall(r'\s(?:href|src)="([^"#?]+)', door) if ":" not in target]
    assert len(targets) > 60 and [target for target in targets if not (HTML / target).is_file()] == []
