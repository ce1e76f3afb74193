"""No address of a release may die: each leads to a page, and to the place on it, in the book as it is built now."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from urllib.parse import urljoin

import found_by_search
import pytest
import yaml
from bs4 import BeautifulSoup

from landreform.build.release import addresses
from landreform.exhibits.register import register
from landreform.paths import ROOT
from landreform.publish.published_addresses import published_addresses
from landreform.sphinx_ext.redirects import page_html, target

FIGURES = "figures"
HTML = ROOT / "_build" / "html"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
MOVED = CONFIG["sphinx"]["config"]["landreform_moved"]
PUBLISHED = [address for listed in published_addresses().values() for address in listed]
OLD_PAGES = sorted(f"{old}.html" for old in MOVED if "#" not in old)


@pytest.fixture(scope="module")
def ids():
    """Give the ids of a page of the built book, or None where there is no such page."""
    known = {}

    def of(path):
        if path not in known:
            file = HTML / path
            soup = BeautifulSoup(file.read_bytes(), "lxml") if file.is_file() else None
            known[path] = soup and {tag["id"] for tag in soup.find_all(id=True)}
        return known[path]

    return of


def test_every_address_of_every_release_leads_to_its_place(ids):
    lost = defaultdict(list)
    for address in PUBLISHED:
        page, _, fragment = target(address, MOVED).partition("#")
        if not (HTML / page).is_file() or (fragment and fragment not in ids(page)):
            lost[page].append(fragment)
    assert not lost, dict(lost)


def test_every_file_of_a_release_and_every_page_under_its_old_name_is_still_there(ids):
    assert [page for page in PUBLISHED if "#" not in page and not (HTML / page).is_file()] == []
    assert [
        address for address in PUBLISHED if "#" in address and address.partition("#")[2] not in ids(old(address))
    ] == []


def test_what_is_no_longer_drawn_has_its_page_which_leads_to_what_stands_in_its_place_and_to_its_last_files():
    gone = [entry for entry in register() if not entry.active]
    assert gone
    for entry in gone:
        soup = BeautifulSoup((HTML / FIGURES / entry.slug / "index.html").read_bytes(), "lxml")
        assert entry.reason in soup.text
        led = {urljoin(f"{FIGURES}/{entry.slug}/", link["href"]) for link in soup.select("main a[href]")}
        assert not entry.replaced_by or any(entry.replaced_by in address for address in led)
        old = f"{FIGURES}/{entry.slug}/"
        files = {address for address in PUBLISHED if address.startswith(f"{old}{entry.slug}.")}
        assert files and files <= led


def old(address):
    return address.partition("#")[0]


@pytest.mark.parametrize("page", OLD_PAGES)
def test_a_page_under_an_old_name_works_without_a_script_and_without_a_server(page, ids):
    soup = BeautifulSoup((HTML / page).read_bytes(), "lxml")
    new = target(page, MOVED)
    assert new != page and (HTML / new).is_file()
    assert soup.html["lang"] == CONFIG["sphinx"]["config"]["language"] and soup.title.text
    refresh = re.fullmatch(r"0; url=(.+)", soup.select_one("noscript meta[http-equiv=refresh]")["content"])[1]
    first, *links = [link["href"] for link in soup.select("main a")]
    assert urljoin(page, refresh) == urljoin(page, first) == new
    assert soup.select_one("link[rel=canonical]")["href"].endswith(refresh)
    assert [urljoin(page, link) for link in links] == [
        target(address, MOVED) for address in PUBLISHED if old(address) == page and "#" in address
    ]
    assert not re.search(r"https?://", soup.select_one("script").text)


def test_old_names_are_not_found_by_searching():
    found = {address.partition("#")[0] for address in found_by_search.addresses()}
    assert len(found) > len(OLD_PAGES) and not found.intersection(OLD_PAGES)


def test_no_page_of_the_book_leads_to_an_old_name():
    for file in HTML.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not [page for page in OLD_PAGES if f"{page.rpartition('/')[2]}" in text], file


CHANGED = {"notebooks/13-waves": "notebooks/waves", "notebooks/13-waves#the-provinces": "book/chronology#law"}


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("", "waves.html"),
        ("#fig-waves-thai-nguyen", "waves.html#fig-waves-thai-nguyen"),
        ("#any", "waves.html#any"),
        ("#the-provinces", "../book/chronology.html#law"),
    ],
)
def test_the_script_takes_the_fragment_along(fragment, expected):
    script = BeautifulSoup(page_html("notebooks/13-waves.html", CHANGED, "Waves"), "lxml").script.text
    browser = f'const location = {{hash: {json.dumps(fragment)}, search: "", replace: (to) => console.log(to)}};'
    done = subprocess.run(["node", "-e", browser + script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == expected


def test_addresses_are_pages_places_and_files(tmp_path):
    (tmp_path / "figures/fig-a").mkdir(parents=True)
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/template.html").touch()
    (tmp_path / "figures/fig-a/fig-a.csv").touch()
    (tmp_path / "page.html").write_text(
        '<nav id="menu"></nav><main><h1 id="top">T</h1><i id="id3"></i><i id="home-page-0"></i></main>'
    )
    assert addresses(tmp_path) == ["figures/fig-a/fig-a.csv", "page.html", "page.html#top"]
