"""Change one thing of the book at a time, build, and compare with a book built from nothing of the same state.

``python benchmarks/mutations.py [WORD …]`` works in a clone of the committed state, in a temporary folder. For each
change it says which notebooks were executed, which exhibits were made anew and how many pages were written; and it
stops with status 1 where any page or file is not, byte by byte, that of a book built from nothing: a stale page is
worse than a slow build. Words choose changes by their names.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from landreform.text.counted import step

ROOT = Path(__file__).resolve().parents[1]

#: What a build makes and keeps, below ``_build``: outputs of notebooks, files of exhibits, pages.
MADE = ("executed", "figures", "html")


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return a change that puts a text in the place of the first of another in a file."""

    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise SystemExit(f"{name} has no {old!r} any more")
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def longer(name: str, text: str) -> Callable[[Path], None]:
    """Return a change that adds a text at the end of a file."""

    def change(root: Path) -> None:
        path = root / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8", newline="")

    return change


def of_a_cell(name: str, kind: str, place: int, text: str) -> Callable[[Path], None]:
    """Return a change that adds a text to one cell of a kind in a notebook, by its place among them, from 0."""

    def change(root: Path) -> None:
        path = root / name
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = [cell for cell in notebook["cells"] if cell["cell_type"] == kind][place]
        cell["source"][-1] += text
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    return change


#: What is changed, in words, and how.
MUTATIONS: dict[str, Callable[[Path], None]] = {
    "a sentence of a prose page": longer("book/how-to-read.md", "\nOne sentence more.\n"),
    "the title of a prose page": replaced("book/how-to-read.md", "# ", "# On "),
    "a sentence of a notebook": of_a_cell("notebooks/waves.ipynb", "markdown", 1, " One sentence more."),
    "the code of a notebook": of_a_cell("notebooks/waves.ipynb", "code", 0, "\nmore = 'one line'"),
    "the module of one figure": longer("src/landreform/exhibits/claims/gap.py", "# One line more.\n"),
    "a module that writes numbers": replaced("src/landreform/text/prose.py", '"""', '"""Say: '),
    "the module that draws the style": longer("src/landreform/exhibits/draw/style.py", "# One line more.\n"),
    "the style of the pages": longer("book/_static/book.css", "/* one line more */\n"),
    "a style of citations": replaced("src/landreform/publish/csl/apa.csl", "</style>", "<!-- more --></style>"),
    "a row of a table": replaced("data/classifications.csv", "citing p. 128", "citing page 128"),
    "the unit of a column": replaced("data/datapackage.json", '"unit": "persons"', '"unit": "people"'),
    "the bibliography": replaced("book/references.bib", "title = {", "title = {Again: "),
    "a figure's entry": replaced("figures.yml", "title: The campaign in time", "title: All of the campaign in time"),
    "the configuration": replaced("_config.yml", "show_toc_level: 2", "show_toc_level: 1"),
    "the publication": replaced("publication.yml", "name: landreform contributors", "name: contributors to landreform"),
    "the lock": longer("requirements.lock", "# one line more\n"),
    "a template": longer("src/landreform/sphinx_ext/templates/landing_page.html", "<!-- more -->\n"),
}


def build(root: Path) -> str:
    """Build the book of a folder; return what went wrong, or nothing."""
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "landreform.build", "--root", str(root)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr)[-3000:] if done.returncode else ""


def files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield what the build has made: its name from the top of ``_build``, and the file."""
    for part in MADE:
        for path in sorted((root / "_build" / part).rglob("*")):
            if path.is_file() and path.suffix not in (".key", ".opened", ".doctree"):
                yield path.relative_to(root / "_build").as_posix(), path


def stamps(root: Path) -> dict[tuple[str, str], object]:
    """Return what changes when a notebook is executed, an exhibit made, a page written: kind and name to a stamp."""
    build = root / "_build"
    exhibits = json.loads((build / ".figures.json").read_text(encoding="utf-8"))
    return (
        {("notebook", path.stem): path.stat().st_mtime_ns for path in (build / "executed").glob("*.key")}
        | {("exhibit", slug): known["key"] for slug, known in exhibits.items() if slug != "index.json"}
        | {("page", str(path)): path.stat().st_mtime_ns for path in (build / "html").rglob("*.html")}
    )


def made(before: dict[tuple[str, str], object], after: dict[tuple[str, str], object], kind: str) -> list[str]:
    """Return what of a kind was made between two looks."""
    return sorted(name for (what, name), stamp in after.items() if what == kind and before.get((what, name)) != stamp)


def few(names: list[str], every: int) -> str:
    """Name a few, count many."""
    if not names or len(names) == every:
        return "all" if names else "none"
    return ", ".join(names) if len(names) < 4 else f"{len(names)} of {every}"


def stale(root: Path, fresh: Path) -> list[str]:
    """Return the files that are not what they are in a book built from nothing."""
    here, there = dict(files(root)), dict(files(fresh))
    return [
        name
        for name in sorted(here.keys() | there.keys())
        if name not in here or name not in there or here[name].read_bytes() != there[name].read_bytes()
    ]


def mutate(root: Path, name: str) -> tuple[str, list[str]]:
    """Make one change and build; return the line of the table, and what is stale."""
    MUTATIONS[name](root)
    before = stamps(root)
    if fault := build(root):
        raise SystemExit(f"{name}: the build failed\n{fault}")
    after = stamps(root)
    # From nothing, in the same folder: some outputs say where the project lies.
    kept = root.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    (root / "_build").rename(kept / "_build")
    if fault := build(root):
        raise SystemExit(f"{name}: the build from nothing failed\n{fault}")
    old = stale(kept, root)
    shown = []
    for kind in ("notebook", "exhibit", "page"):
        names = made(before, after, kind)
        every = sum(what == kind for what, _ in after)
        shown.append(few(names, every) if kind != "page" else f"{len(names)} of {every}")
    return f"| {name} | {' | '.join(shown)} | {len(old) or 'none'} |", old


def main(arguments: list[str] | None = None) -> int:
    """Make every change and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only changes with one of these in their names")
    words = parser.parse_args(arguments).words
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "book"
        subprocess.run(["git", "clone", "--quiet", ROOT, root], check=True)
        if fault := build(root):
            raise SystemExit(fault)
        print("| changed | notebooks executed | exhibits made | pages written | stale |")
        print("|---|---|---|---:|---|")
        chosen = [name for name in MUTATIONS if not words or any(word in name for word in words)]
        for position, name in enumerate(chosen, start=1):
            step("mutations", position, len(chosen), name)
            line, old = mutate(root, name)
            print(line, flush=True)
            faults += [f"{name}: {file}" for file in old]
            # The next change starts from the state committed, built upon this one, as a writer works.
            subprocess.run(["git", "checkout", "--quiet", "."], cwd=root, check=True)
            if fault := build(root):
                raise SystemExit(f"{name}, taken back: the build failed\n{fault}")
    print("\n".join(faults[:40]), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
