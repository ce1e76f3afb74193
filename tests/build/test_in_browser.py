"""The rendered book asks nothing of the network, runs without an error, and can be read by everyone and on a phone."""

import re

import pytest
from browsers import in_browser
from visited_pages import HTML, KINDS, PHONE, chosen_windows, pages, visit_all


@pytest.fixture(scope="module")
def visits():
    """Open every page once."""
    return list(visit_all(pages(), chosen_windows))


def named(visits, what):
    """Give what was found, with the page and the window in which it was."""
    return [(visit.page, visit.window, found) for visit in visits for found in what(visit)]


@in_browser
def test_no_page_makes_a_request_that_leaves_the_folder(visits):
    home = HTML.as_uri() + "/"
    assert {visit.page for visit in visits} == {path.relative_to(HTML).as_posix() for path in pages()}
    assert all(visit.requests for visit in visits)

    def leaving(visit):
        return [url for url in visit.requests if not url.startswith((home, "data:", "blob:"))]

    assert named(visits, leaving) == []
    assert named(visits, lambda visit: visit.failures) == []


@in_browser
def test_no_script_fails_on_any_page(visits):
    assert named(visits, lambda visit: visit.errors) == []


@in_browser
def test_axe_finds_nothing(visits):
    assert {visit.page for visit in visits} >= set(KINDS)
    faults = named(visits, lambda visit: [(rule, nodes[:3]) for rule, nodes in visit.faults.items()])
    assert faults == [], "\n".join(map(str, faults))


@in_browser
def test_text_stands_out_from_what_lies_under_it(visits):
    weak = named(visits, lambda visit: visit.weak)
    assert weak == [], "\n".join(map(str, weak))


@in_browser
def test_whatever_the_keyboard_reaches_shows_it(visits):
    assert named(visits, lambda visit: visit.blind) == []


@in_browser
def test_no_page_is_wider_than_a_phone(visits):
    wide = named(visits, lambda visit: [visit.width] if visit.width[0] > PHONE else [])
    assert wide == [], "\n".join(map(str, wide))


def test_no_page_names_a_foreign_script_style_font_or_picture():
    loads = re.compile(r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=\"(?:https?:)?//[^\"]*\"")
    links = re.compile(r"<link\b[^>]*>")
    for path in pages():
        text = path.read_text(encoding="utf-8")
        assert loads.findall(text) == [], path
        for link in links.findall(text):
            if re.search(r'rel="(?:stylesheet|preload|icon|prefetch|preconnect|shortcut icon)"', link):
                assert not re.search(r'href="(?:https?:)?//', link), (path, link)
    for path in HTML.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), path
