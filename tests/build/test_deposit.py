"""What is deposited: packed the same whatever the folder, checked before a release, and marked before there is one."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from landreform import __version__
from landreform.build import deposit, in_step
from landreform.build.deposit import NotReady, name_of, packed
from landreform.paths import ROOT
from landreform.publish import cff, changelog, sums

NAMES = ("_config.yml", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "README.md", "figures.yml", "publication.yml")
FOLDERS = ("src", "tools/packaging", "data", "releases")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Copy the project, with a book of two pages, a figure and a notebook in the place of the built one."""
    top = tmp_path_factory.mktemp("deposit") / "project"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*NAMES, *cff.FILES, "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, top / name)
    (top / "book").mkdir()
    shutil.copy(ROOT / "book/references.bib", top / "book")
    for name, content in {
        "_build/html/index.html": "<p>a</p>",
        "_build/html/figures/fig-a/fig-a.csv": "a\n1\n",
        "_build/html/data/datapackage.json": "{}",
        "_build/figures/fig-a/fig-a.csv": "a\n1\n",
        "notebooks/one.ipynb": "{}",
        "notebooks/.ipynb_checkpoints/note.txt": "x",
    }.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(content, encoding="utf-8")
    return top


@pytest.fixture
def project(checkout, tmp_path):
    """Give a copy that a test may change."""
    return shutil.copytree(checkout, tmp_path / "project")


NEXT = "9.9.9"


def with_heading(project, day):
    """Let the newest version be that of the package, with a day, or the next one, which has none."""
    text = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    version = NEXT if day == changelog.UNRELEASED else __version__
    section = f"## {version} – {day}\n\n### Added\n- Something.\n\n"
    older = re.search(rf"^## {re.escape(__version__)} – .*", text, re.MULTILINE | re.DOTALL)[0]
    if version == __version__:
        older = re.search(r"^## (?!" + re.escape(__version__) + ").*", older, re.MULTILINE | re.DOTALL)[0]
    (project / "CHANGELOG.md").write_text(f"# Changelog\n\n{section}{older}", encoding="utf-8")


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_same_files_give_the_same_bytes_in_any_order():
    contents = {"b.txt": b"b" * 999, "a/c.txt": b"c", "run": b"#!"}
    one, other = packed("top", contents, {"run"}), packed("top", dict(reversed(contents.items())), ["run"])
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        assert list(entries) == ["top/a/c.txt", "top/b.txt", "top/run"]
        assert {entry.date_time for entry in entries.values()} == {(1980, 1, 1, 0, 0, 0)}
        rights = {name: oct(entry.external_attr >> 16) for name, entry in entries.items()}
        assert rights == {"top/a/c.txt": "0o100644", "top/b.txt": "0o100644", "top/run": "0o100755"}
        assert archive.read("top/b.txt") == b"b" * 999


def test_what_is_unreleased_makes_a_pre_release_that_says_so(project, capsys):
    with_heading(project, "unreleased")
    made = deposit.deposit(project)
    assert made.without == ("the PDF, which make pdf makes",)
    stem = f"land-reform-{NEXT}-unreleased"
    assert {path.name for path in made.folder.iterdir()} == {
        f"{stem}.zip", f"{stem}-source.zip", "NOTES.md", "SHA256SUMS",
    }  # fmt: skip
    notes = (made.folder / "NOTES.md").read_text(encoding="utf-8")
    assert f"version {NEXT}, unreleased\n" in notes and "A pre-release: " in notes
    assert notes.endswith("### Added\n- Something.\n"), "the notes are the section of that version and no other"
    names = names_in(made.folder / f"{stem}.zip")
    wheel = f"landreform-{__version__}-py3-none-any.whl"
    for name in ("html/index.html", "figures/fig-a/fig-a.csv", "data/README.md", "notebooks/one.ipynb", wheel):
        assert f"{stem}/{name}" in names
    assert not [name for name in names if "checkpoints" in name or "/_build/" in name]
    source = names_in(made.folder / f"{stem}-source.zip")
    assert f"{stem}-source/src/landreform/__init__.py" in source
    assert not [name for name in source if "_build" in name]
    with zipfile.ZipFile(made.folder / f"{stem}.zip") as archive:
        manifest = json.loads(archive.read(f"{stem}/MANIFEST.json"))
        assert b"A pre-release" in archive.read(f"{stem}/README.md")
    assert (manifest["pre_release"], manifest["version"]) == (True, NEXT)
    assert {part["path"]: part["files"] for part in manifest["parts"]}["html"] == 3


def test_the_sums_hold_what_was_written_and_what_is_in_the_archive(project, tmp_path):
    with_heading(project, "unreleased")
    folder = deposit.deposit(project).folder
    assert sums.changes(folder, sums.sums_for(folder).hashes) == []
    with zipfile.ZipFile(next(folder.glob("*unreleased.zip"))) as archive:
        archive.extractall(tmp_path)
    (unpacked,) = tmp_path.glob("land-reform-*")
    for copy in (unpacked, unpacked / "html"):
        assert sums.changes(copy, sums.sums_for(copy).hashes) == []
    (unpacked / "html/index.html").write_text("<p>b</p>")
    assert [str(change) for change in sums.changes(unpacked, sums.sums_for(unpacked).hashes)] == [
        "html/index.html: altered"
    ]


def test_two_folders_two_days_and_two_umasks_give_the_same_bytes(project, tmp_path):
    with_heading(project, "unreleased")
    other = shutil.copytree(project, tmp_path / "another place" / "p")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    one = sums.of_folder(deposit.deposit(project).folder)
    before = os.umask(0o077)
    try:
        assert sums.of_folder(deposit.deposit(other).folder) == one
    finally:
        os.umask(before)


def test_a_release_is_refused_until_it_is_what_it_has_to_be(project):
    with_heading(project, "2027-01-02")
    cff.write(project)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (project / ".gitignore").write_text("/_build/\n")
    subprocess.run([*git, "init", "--quiet"], cwd=project, check=True)
    with pytest.raises(NotReady) as caught:
        deposit.deposit(project)
    said = str(caught.value)
    assert "Not committed: " in said and " more" in said
    assert "The PDF is not made: say make pdf." in said
    assert f"releases/{__version__}/book.SHA256SUMS is not there" in said
    (project / "_build/pdf").mkdir()
    (project / "_build/pdf/land-reform.pdf").write_bytes(b"%PDF-1.7")
    kept = project / "releases" / __version__
    kept.mkdir(exist_ok=True)
    promised = sums.of_folder(project / "_build/html")
    (kept / sums.OF_BOOK).write_text(sums.text(promised | {"index.html": "0" * 64}))
    subprocess.run([*git, "add", "."], cwd=project, check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "all"], cwd=project, check=True)
    with pytest.raises(NotReady) as caught:
        deposit.deposit(project)
    place = f"releases/{__version__}/book.SHA256SUMS"
    assert str(caught.value) == f"_build/html is not the book of {place}: index.html: altered"
    (kept / sums.OF_BOOK).write_text(sums.text(promised))
    subprocess.run([*git, "commit", "--quiet", "-a", "-m", "kept"], cwd=project, check=True)
    made = deposit.deposit(project)
    assert {path.name for path in made.folder.iterdir()} == {
        f"land-reform-{__version__}{ending}" for ending in (".zip", "-source.zip", ".pdf")
    } | {"NOTES.md", "SHA256SUMS"}
    assert "pre-release" not in (made.folder / "NOTES.md").read_text(encoding="utf-8")
    assert made.without == ()


def test_a_release_whose_files_name_another_version_is_refused(project):
    with_heading(project, "2027-01-02")
    text = (project / "codemeta.json").read_text(encoding="utf-8")
    (project / "codemeta.json").write_text(text.replace(f'"{__version__}"', '"9.9.9"'), encoding="utf-8")
    with pytest.raises(NotReady, match=rf"codemeta.json has version 9.9.9, {in_step.DECIDES} {__version__}"):
        deposit.deposit(project)


def test_a_book_that_is_not_built_is_refused_in_one_line(tmp_path):
    with pytest.raises(NotReady, match=r"^The book is not built: say make book\.$"):
        deposit.deposit(tmp_path)


def command(project):
    """Run the command in a project, and return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "landreform.build.deposit"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_says_that_it_is_a_pre_release(project):
    with_heading(project, "unreleased")
    done = command(project)
    assert (done.returncode, done.stderr) == (0, "")
    first, second, *_ = done.stdout.splitlines()
    assert f"CHANGELOG.md calls {NEXT} unreleased: this is a pre-release, not for deposit" in first
    assert second == "== release: without the PDF, which make pdf makes"
    shutil.rmtree(project / "_build/html")
    done = command(project)
    assert (done.returncode, done.stderr) == (1, "== release: The book is not built: say make book.\n")


def test_every_file_of_the_project_names_one_version():
    found = in_step.versions(ROOT)
    newest = changelog.newest((ROOT / changelog.FILE).read_text(encoding="utf-8"))
    if not newest.released:  # it comes with the next version, which no other file names yet
        del found[changelog.FILE]
    assert in_step.out_of_step(found) == []
    assert {"CITATION.cff", ".zenodo.json", "codemeta.json", "data/datapackage.json"} < set(found)


def test_a_name_says_what_is_no_release():
    released = changelog.Version("1.0.0", "2027-01-02", "")
    assert name_of(released) == "land-reform-1.0.0"
    assert name_of(changelog.Version("1.0.0", changelog.UNRELEASED, "")) == "land-reform-1.0.0-unreleased"
