"""Sums of a folder: written as ``sha256sum`` writes them, and every change in a copy named."""

import re
import shutil
import subprocess

import pytest

from landreform.contested.errors import InputError
from landreform.publish import sums
from landreform.publish.sums import NAME, Change, changes, of_folder, read, sums_for, text

FILES = {
    "index.html": "<p>a</p>\n<p>b</p>\n",
    "figures/fig-a/fig-a.csv": "a,b\n1,2\n",
    "figures/index.json": '{"version": "9.8.7"}\n',
    "notebooks/thí dụ 1.html": "một",
}


@pytest.fixture
def book(tmp_path):
    """Give a small book and its sums."""
    folder = tmp_path / "book"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder, of_folder(folder)


def test_sums_are_those_of_sha256sum_and_read_by_it(book, tmp_path):
    folder, hashes = book
    (folder / "odd\\name\n2").write_text("x")
    hashes = of_folder(folder)
    file = tmp_path / "sums"
    file.write_text(text(hashes), encoding="utf-8", newline="\n")
    assert read(file) == hashes and set(hashes) == {*FILES, "odd\\name\n2"}
    if shutil.which("sha256sum"):
        done = subprocess.run(["sha256sum", "--check", "--strict", str(file)], cwd=folder, capture_output=True)
        assert done.returncode == 0, done.stderr
        made = subprocess.run(["sha256sum", *sorted(hashes)], cwd=folder, capture_output=True, check=True).stdout
        file.write_bytes(made)
        assert read(file) == hashes


def test_an_unaltered_copy_has_no_change(book):
    folder, hashes = book
    assert changes(folder, hashes) == []
    (folder / NAME).write_text(text(hashes), encoding="utf-8")
    assert changes(folder, hashes) == [], "the sums of a folder are none of its files"


def test_every_kind_of_change_is_named(book):
    folder, hashes = book
    (folder / "index.html").write_bytes(b"<p>a</p>\r\n<p>b</p>\r\n")
    (folder / "figures/index.json").write_bytes(b"")
    (folder / "figures/fig-a/fig-a.csv").rename(folder / "moved.csv")
    (folder / "one.txt").write_text("new")
    (folder / "two.txt").write_text("new")
    shutil.copy(folder / "notebooks/thí dụ 1.html", folder / "again.html")
    (folder / "away").symlink_to(folder.parent)
    (folder / "nowhere").symlink_to(folder / "not there")
    assert changes(folder, hashes) == [
        Change("again.html", "added", "a copy of notebooks/thí dụ 1.html"),
        Change("away", "added"),
        Change("figures/fig-a/fig-a.csv", "missing", "it is there as moved.csv"),
        Change("figures/index.json", "altered", "it is empty"),
        Change("index.html", "altered", "other line ends"),
        Change("moved.csv", "added", "a copy of figures/fig-a/fig-a.csv"),
        Change("one.txt", "added"),
        Change("two.txt", "added"),
    ]


def test_a_letter_that_changed_is_an_alteration(book):
    folder, hashes = book
    (folder / "index.html").write_text("<p>a</p>\n<p>c</p>\n")
    (folder / "figures/index.json").unlink()
    (folder / "figures/index.json").mkdir()
    found = changes(folder, hashes)
    assert [str(change) for change in found] == ["figures/index.json: missing", "index.html: altered"]


def test_what_file_managers_leave_is_told_apart(book):
    folder, hashes = book
    for name in (".DS_Store", "figures/._index.json", "Thumbs.db"):
        (folder / name).write_text("x")
    assert changes(folder, hashes) == []
    assert sums.left_by_systems(folder) == [".DS_Store", "Thumbs.db", "figures/._index.json"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "found 'no sum', expected a line for each file"),
        (b"hello\n", "row 1: found 'hello', expected 64 hexadecimal digits"),
        (b"0" * 64 + b"  a\n" + b"0" * 63 + b"  b\n", "row 2: found"),
        (b"0" * 64 + b"  a\n" + b"1" * 64 + b"  a\n", "row 2: found 'a', expected one sum for a file, not two"),
        (b"0" * 64 + b"  ../a\n", "found '../a', expected the name of a file within the folder"),
        (b"0" * 64 + b"  /etc/hosts\n", "expected the name of a file within the folder"),
        (b"\xff\xfe", "expected text in UTF-8"),
    ],
)
def test_sums_that_are_none_are_refused_with_the_line(tmp_path, content, says):
    file = tmp_path / NAME
    file.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(says)) as caught:
        read(file)
    assert str(caught.value).startswith(str(file))


def test_the_sums_of_the_release_that_a_copy_names_go_before_its_own(book, tmp_path):
    folder, hashes = book
    releases = tmp_path / "releases"
    (folder / NAME).write_text(text(hashes), encoding="utf-8")
    own = sums_for(folder, releases=releases)
    assert own.hashes == hashes and "not whose copy it is" in own.origin
    (releases / "9.8.7").mkdir(parents=True)
    (releases / "9.8.7" / sums.OF_BOOK).write_text("0" * 64 + "  index.html\n")
    assert sums_for(folder, releases=releases) == sums.Sums("the sums of release 9.8.7", {"index.html": "0" * 64})
    chosen = tmp_path / "chosen"
    chosen.write_text("1" * 64 + "  index.html\n")
    assert sums_for(folder, chosen, releases).hashes == {"index.html": "1" * 64}


def test_a_version_that_is_a_path_is_not_followed(book, tmp_path):
    folder, _ = book
    (folder / "figures/index.json").write_text('{"version": "../../x"}')
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / sums.OF_BOOK).write_text("0" * 64 + "  index.html\n")
    with pytest.raises(InputError, match="found 'no sums', expected a file SHA256SUMS in the folder"):
        sums_for(folder, releases=tmp_path / "releases/of")
