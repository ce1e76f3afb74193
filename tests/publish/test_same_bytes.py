"""Every file is the same, byte by byte, in another folder, time zone, locale and order of hashes, and none warns."""

import locale
import os
import re
import shutil
import subprocess
import sys

import pytest
from published import published

from landreform import exhibits
from landreform.paths import ROOT
from landreform.publish import files

# The book was made in the folder of the project, in UTC and with hash seed 0; here is another folder, with matplotlib
# settings of its own that must not matter.
WORLD = {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"}
HOSTILE = (
    "font.size: 22\nsvg.fonttype: none\npdf.fonttype: 3\nsavefig.dpi: 31\naxes.grid: False\npath.sketch: 1, 9, 9\n"
)


def locale_there(name):
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_ALL, before)
    return True


def contents(folder):
    """Give the content of every file in a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def here():
    return contents(published())


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Make all files once more, in another world in which every warning is an error; give what the command did."""
    folder = tmp_path_factory.mktemp("elsewhere")
    world = WORLD | ({"LC_ALL": "vi_VN.UTF-8"} if locale_there("vi_VN.UTF-8") else {})
    home, out = folder / "another/and a much longer one/project", folder / "out"
    for name in ("src", "data", "notebooks", "releases"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    (home / "book").mkdir()
    shutil.copy(ROOT / "book" / "references.bib", home / "book")
    for name in ("publication.yml", "figures.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, home)
    (home / "settings").mkdir()
    (home / "settings" / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "landreform.publish", "--out", str(out)],
        cwd=home,
        env=os.environ | world | {"PYTHONPATH": str(home / "src"), "MPLCONFIGDIR": str(home / "settings")},
        capture_output=True,
        text=True,
        check=False,
    )
    return folder, done


@pytest.fixture(scope="module")
def there(elsewhere):
    folder, done = elsewhere
    assert done.returncode == 0, done.stderr
    return contents(folder / "out")


def test_every_format_of_every_figure_is_written_without_a_warning(elsewhere):
    _, done = elsewhere
    # What is counted while it runs is no warning.
    said = [line for line in done.stderr.splitlines() if not re.fullmatch(r" +\d+ of \d+ figures .* drawn", line)]
    assert (done.returncode, said) == (0, [])


def test_bytes_are_the_same_in_another_folder_time_zone_locale_and_hash_order(here, there):
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize("slug", exhibits.slugs())
def test_the_files_of_an_exhibit_are_the_same_elsewhere(here, there, slug):
    mine = {name: raw for name, raw in here.items() if name.startswith(f"{slug}/")}
    assert len(mine) == (10 if slug.startswith("fig-") else 6)
    assert [name for name, raw in mine.items() if there[name] != raw] == []


def test_no_file_says_where_it_was_made(elsewhere, there):
    folder, _ = elsewhere
    assert not any(str(folder).encode() in raw or str(ROOT).encode() in raw for raw in there.values())
    assert files.SUMS in there
