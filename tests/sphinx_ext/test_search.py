"""What the page of the search loads is always that of the book as it is now."""

import shutil

import found_by_search
import pytest
from sites import build

from landreform.ledger import tables

EXTENSIONS = ["myst_nb", "landreform.sphinx_ext.search"]
PAGES = {
    "book/index.md": "# Front\n\n```{toctree}\nchapter\nother\nledger/glossary\n```\n\nIt begins.\n",
    "book/chapter.md": "# A chapter\n\nLandlords, 172,008 of them.\n\n## Further\n\nNguyễn Thị Năm.\n",
    "book/other.md": "---\nlang: vi\n---\n# Một trang\n\nĐịa chủ.\n",
    "book/ledger/glossary.md": "# Terms\n\nAll of them.\n",
}
WITHOUT_OTHER = PAGES["book/index.md"].replace("other\n", "")


def index(folder):
    return folder / "out-html" / "search-index.js"


def made(folder, pages=PAGES):
    finished = build(folder, pages, EXTENSIONS)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return index(folder).read_bytes()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a small site once; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("site")
    made(folder)
    return folder


@pytest.fixture
def own_site(site, tmp_path):
    return shutil.copytree(site, tmp_path / "site")


def test_sections_and_rows_are_there_in_the_order_of_the_book(site):
    found = found_by_search.content(index(site))
    rows = [f"book/ledger/glossary.html#{term}" for term in tables.load("glossary")["term"]]
    assert found_by_search.addresses(found)[:5] == [
        "book/index.html",
        "book/chapter.html",
        "book/chapter.html#further",
        "book/other.html",
        "book/ledger/glossary.html",
    ]
    assert found_by_search.addresses(found)[5 : 5 + len(rows)] == rows
    assert {"172008", "nam", "chu", "begins"} <= set(found["terms"])
    languages = {path: language for path, _, language, *_ in found["pages"]}
    assert languages["book/other.html"] == "vi" and languages["book/chapter.html"] == ""


def test_the_same_pages_give_the_same_bytes(site, tmp_path):
    assert made(tmp_path) == index(site).read_bytes()


def test_a_changed_page_is_found_by_what_it_says_now(own_site, tmp_path):
    changed = PAGES | {"book/chapter.md": "# A chapter\n\nLandlords, 123,266 of them.\n"}
    again = made(own_site, {"book/chapter.md": changed["book/chapter.md"]})
    found = found_by_search.content(index(own_site))
    assert "123266" in found["terms"] and "172008" not in found["terms"]
    assert again == made(tmp_path / "fresh", changed)


def test_a_page_that_is_gone_is_not_found(own_site, tmp_path):
    (own_site / "book/other.md").unlink()
    again = made(own_site, {"book/index.md": WITHOUT_OTHER})
    assert "book/other.html" not in found_by_search.addresses(found_by_search.content(index(own_site)))
    rest = {name: text for name, text in PAGES.items() if name != "book/other.md"}
    assert again == made(tmp_path / "fresh", rest | {"book/index.md": WITHOUT_OTHER})


def test_other_formats_have_no_search(tmp_path):
    finished = build(tmp_path, PAGES, EXTENSIONS, builder="text")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert not list(tmp_path.rglob("search*"))
