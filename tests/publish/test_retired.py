"""What is no longer drawn keeps its last published files, at the addresses at which they were."""

import hashlib

import pytest
from published import published

from landreform.exhibits.register import Registered, register
from landreform.paths import RELEASES
from landreform.publish.published_addresses import published_addresses
from landreform.publish.retired import KEPT, kept_files

GONE = Registered("fig-gone", "figure", "0.1.0", "Gone", "retired", "0.2.0", "It was drawn twice.")
RETIRED = [entry.slug for entry in register() if not entry.active]


@pytest.fixture
def releases(tmp_path):
    """Give a folder of one release that has published the page and two files of a figure, one of which is kept."""
    (tmp_path / "0.1.0").mkdir()
    names = ("index.html", "index.html#top", "fig-gone.csv", "fig-gone.svg")
    listed = "".join(f"figures/fig-gone/{name}\n" for name in names)
    (tmp_path / "0.1.0/addresses.txt").write_text(f"data/waves.csv\nfigures/SHA256SUMS\n{listed}", encoding="utf-8")
    (tmp_path / KEPT / "fig-gone").mkdir(parents=True)
    (tmp_path / KEPT / "fig-gone/fig-gone.csv").write_bytes(b"wave\r\n")
    return tmp_path


def test_a_published_file_of_a_retired_figure_that_is_not_kept_is_an_error(releases):
    with pytest.raises(ValueError, match=r"releases/retired/fig-gone/fig-gone\.svg is missing: version 0\.1\.0"):
        kept_files([GONE], releases)
    (releases / KEPT / "fig-gone/fig-gone.svg").write_bytes(b"<svg/>")
    assert kept_files([GONE], releases) == {"fig-gone": {"fig-gone.csv": b"wave\r\n", "fig-gone.svg": b"<svg/>"}}


def test_what_is_drawn_still_has_no_kept_files_and_what_was_never_published_needs_none(releases):
    drawn = Registered("fig-gone", "figure", "0.1.0", "Gone", "active")
    never = Registered("fig-never", "figure", "0.1.0", "Never", "retired", "0.2.0", "It was never published.")
    assert kept_files([drawn, never], releases) == {}


def test_only_files_that_a_release_has_published_are_kept():
    listed = {address for addresses in published_addresses().values() for address in addresses}
    kept = [file for file in (RELEASES / KEPT).rglob("*") if file.is_file()]
    assert kept and {file.parent.name for file in kept} <= set(RETIRED)
    assert {f"figures/{file.parent.name}/{file.name}" for file in kept} <= listed


def test_they_stand_among_the_figures_as_they_were_and_the_list_of_hashes_has_them():
    folder = published()
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for slug, files in kept_files(register()).items():
        assert {path.name for path in (folder / slug).iterdir()} == set(files)
        for name, raw in files.items():
            assert (folder / slug / name).read_bytes() == raw
            assert f"{hashlib.sha256(raw).hexdigest()}  {slug}/{name}" in sums
