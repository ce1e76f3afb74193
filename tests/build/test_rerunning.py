"""Whoever has the rendered book has what it takes to run it: each notebook, and the package as one file."""

import os
import shutil
import zipfile

import pytest
from bs4 import BeautifulSoup

from landreform.build import package
from landreform.exhibits import placement
from landreform.paths import NOTEBOOKS, ROOT
from landreform.sphinx_ext.rerunning import ANCHOR

HTML = ROOT / "_build" / "html"
PAGES = sorted(HTML / "notebooks" / f"{path.stem}.html" for path in NOTEBOOKS.glob("*.ipynb"))


def parsed(path):
    return BeautifulSoup(path.read_bytes(), "html.parser")


def leads_to(page, link):
    """Give the file to which a link of a page leads."""
    return (page.parent / link["href"].partition("#")[0]).resolve()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_chapter_ends_with_its_notebook_to_the_byte(path):
    article = parsed(path).select_one("article.bd-article")
    (line,) = article.select("p.rerun")
    assert not line.find_next_siblings() and not line.find_parent("section").find_next_siblings("section")
    file, how = line.select("a")
    assert file.has_attr("download") and file.get_text() == f"{path.stem}.ipynb"
    assert leads_to(path, file).read_bytes() == (NOTEBOOKS / f"{path.stem}.ipynb").read_bytes()
    assert how["href"].endswith(f"#{ANCHOR}") and parsed(leads_to(path, how)).find(id=ANCHOR)


def test_there_are_chapters_that_are_notebooks():
    assert len(PAGES) >= 16


def test_the_page_of_every_figure_leads_to_the_file_of_its_notebook():
    for slug, place in placement.places().items():
        path = HTML / "figures" / slug / "index.html"
        files = [leads_to(path, link) for link in parsed(path).select("a[download]")]
        assert HTML / "notebooks" / f"{place.notebook}.ipynb" in files, slug


def test_the_book_carries_the_package_and_says_what_to_type():
    assert [path.name for path in (HTML / package.FOLDER).iterdir()] == [package.WHEEL]
    path = HTML / "book" / "how-to-read.html"
    section = parsed(path).find(id=ANCHOR).find_parent("section") or parsed(path).find(id=ANCHOR)
    wheel, notebook = section.select("a[download]")
    assert leads_to(path, wheel) == HTML / package.FOLDER / package.WHEEL and leads_to(path, notebook).exists()
    typed = section.pre.get_text()
    assert f"pip install './{package.WHEEL}[notebooks]'" in typed and notebook.get_text() in typed
    with zipfile.ZipFile(HTML / package.FOLDER / package.WHEEL) as archive:
        held = archive.read("landreform/_project/data/estimates.csv")
    assert held == (ROOT / "data" / "estimates.csv").read_bytes()


def test_the_package_is_the_same_in_another_folder_on_another_day_and_is_kept(tmp_path):
    for name in package.INPUTS:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        if path.is_file():
            path.chmod(0o600)
    made = package.ensure(tmp_path)
    assert made.read_bytes() == package.ensure(ROOT).read_bytes()
    before = made.stat().st_mtime_ns
    assert package.ensure(tmp_path).stat().st_mtime_ns == before
    (tmp_path / "data" / "estimates.csv").write_text("estimate\n", encoding="utf-8")
    assert package.ensure(tmp_path).stat().st_mtime_ns > before


def test_a_package_that_cannot_be_made_is_one_line(tmp_path):
    for name in ("publication.yml", "CHANGELOG.md"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    with pytest.raises(package.NotPackaged, match=f"^{package.WHEEL} cannot be made: ") as caught:
        package.ensure(tmp_path)
    assert "\n" not in str(caught.value)
