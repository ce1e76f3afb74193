"""Measure how long a change takes to be seen, beside commit d461532 on the same machine and in the same environment.

``python benchmarks/bench_build.py [--rounds N] [--work WORD …] [--tests] [--check] [--growth]`` makes a worktree of
either state in a temporary folder, builds and changes both in turns, and prints tables in Markdown. Figures are the
median of the rounds; what matters is their ratio. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measured import Measured, measured

ROOT = Path(__file__).resolve().parents[1]

#: The state of version 0.1.0, against which everything is measured.
BASE = "d461532"


class Side:
    """One of the two states, in a folder of its own."""

    def __init__(self, name: str, commit: str, folder: Path):
        self.name, self.root = name, folder / name
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", self.root, commit], cwd=ROOT, check=True)
        settings = {"PYTHONPATH": str(self.root / "src"), "MPLCONFIGDIR": str(folder / "matplotlib")}
        # As the Makefile of either state has it.
        settings["PYTHONDONTWRITEBYTECODE"] = "1" if name == "before" else ""
        self.environment = os.environ | settings

    def run(self, *arguments: str) -> Measured:
        """Run Python in the folder."""
        return self.command(sys.executable, *arguments, environment=self.environment)

    def command(self, *command: str, environment: dict[str, str]) -> Measured:
        """Run a command in the folder; stop where it fails."""
        took = measured(command, self.root, environment)
        if took.status:
            raise SystemExit(f"{self.name}: {' '.join(command)} failed\n{took.said[-3000:]}")
        return took

    def build(self) -> Measured:
        """Build the book."""
        return self.run("-m", "landreform.build", "--root", str(self.root))

    def path(self, *names: str) -> Path:
        """Return the first of these files that this state has."""
        return next(self.root / name for name in names if (self.root / name).exists())


def clean(side: Side) -> None:
    """Remove everything built."""
    shutil.rmtree(side.root / "_build", ignore_errors=True)


def prose(side: Side) -> None:
    """Add a sentence to a page of prose."""
    _add(side.root / "book/how-to-read.md", "\nOne sentence more.\n")


def notebook(side: Side) -> None:
    """Add a sentence to the prose of a notebook."""
    path = side.path("notebooks/waves.ipynb", "notebooks/13-waves.ipynb")
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = [cell for cell in content["cells"] if cell["cell_type"] == "markdown"][1]
    cell["source"][-1] += " One sentence more."
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def figure(side: Side) -> None:
    """Change the module of one figure."""
    _add(side.path("src/landreform/exhibits/claims/gap.py", "src/landreform/figures/gap.py"), "# One line more.\n")


def row(side: Side) -> None:
    """Change one row of a table on which two chapters depend."""
    path = side.root / "data/classifications.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("citing p. 128", "citing page 128", 1), encoding="utf-8")


def nothing(side: Side) -> None:
    """Change nothing."""


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


#: What is measured, in words, how it is brought about, and the ratio that is aimed at.
WORK: dict[str, tuple[Callable[[Side], None], float]] = {
    "clean book": (clean, 0.40),
    "nothing changed": (nothing, 1.0),
    "one sentence of a prose page changed": (prose, 0.25),
    "one sentence of a notebook changed": (notebook, 0.25),
    "one figure's module changed": (figure, 0.25),
    "one row of a table changed, on which two chapters depend": (row, 0.25),
}


#: Work that takes many minutes, and the ratio that is aimed at.
TESTS, CHECK = ("`make test` after `make book`", 0.35), ("`.ci/run`", 0.55)

Found = dict[str, dict[str, list[Measured]]]


def measure(sides: list[Side], rounds: int, chosen: list[str]) -> Found:
    """Do every piece of work on both sides in turns; only the first build of a side is not measured."""
    found: Found = {work: {side.name: [] for side in sides} for work in chosen}
    for side in sides:
        if clean not in [WORK[work][0] for work in chosen]:
            side.build()
    for _ in range(rounds):
        for work in chosen:
            for side in sides:
                WORK[work][0](side)
                took = side.build()
                found[work][side.name].append(took)
                print(f"{work}, {side.name}: {took.wall:.1f} s, {took.cpu:.1f} s of CPU", file=sys.stderr, flush=True)
        for side in sides:
            subprocess.run(["git", "checkout", "--quiet", "."], cwd=side.root, check=True)
    return found


def _seconds(time: float) -> str:
    """Write a time so that what takes no tenth of a second is none of no length."""
    return f"{time:.1f}" if time >= 1 else f"{time:.2f}"


def table(found: Found) -> str:
    """Write what was measured as Markdown."""
    aims = {work: aim for work, (_, aim) in WORK.items()} | dict([TESTS, CHECK])
    clock = ["| work | before, s | now, s | ratio | aim |", "|---|---:|---:|---:|---:|"]
    processors = ["| work | before, CPU s | now, CPU s | ratio |", "|---|---:|---:|---:|"]
    for work, sides in found.items():
        before, now = (
            [statistics.median(part) for part in zip(*(took[:2] for took in sides[name]), strict=True)]
            for name in ("before", "now")
        )
        walls, cpus = zip(before, now, strict=True)
        ratios = (walls[1] / walls[0], cpus[1] / cpus[0])
        clock.append(f"| {work} | {_seconds(walls[0])} | {_seconds(walls[1])} | {ratios[0]:.2f} | {aims[work]:.2f} |")
        processors.append(f"| {work} | {_seconds(cpus[0])} | {_seconds(cpus[1])} | {ratios[1]:.2f} |")
    lines = [*clock, "", *processors]
    counted = "a page that several of them share counted once, and counted once for each of them"
    lines.append(f"\nMost memory that all processes of a build had together, in MiB ({counted}):\n")
    for name in ("before", "now"):
        took = [took for work, sides in found.items() if work in WORK for took in sides[name]]
        most = [max(part) for part in zip(*(one[2:4] for one in took), strict=True)] if took else [0.0, 0.0]
        lines.append(f"* {name}: {most[0]:.0f}, {most[1]:.0f}")
    return "\n".join(lines)


def tests(side: Side) -> Measured:
    """Run the tests that `make test` runs after the book, which is that of the state as it is committed."""
    side.build()
    common = ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--nbval"]
    parts = ["tests", "notebooks"] if side.name == "before" else ["--doctest-modules", "src", "tests", "notebooks"]
    return side.run(*common, *parts)


def check(side: Side) -> Measured:
    """Run the check of the project from a clean clone, environment included."""
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return side.command("bash", str(side.root / ".ci" / "run"), environment=own)


def growth_with_chapters(side: Side) -> str:
    """Measure a clean build with more and more chapters, copies of one that shows no figure."""
    lines = ["| chapters more | clean book, s | CPU s | one of them changed, s | CPU s |", "|---:|---:|---:|---:|---:|"]
    source, contents = side.root / "notebooks/size-of-the-stages.ipynb", (side.root / "_toc.yml").read_text("utf-8")
    for copies in CHAPTERS:
        names = [f"notebooks/copy-{number}" for number in range(copies)]
        for name in names:
            text = source.read_text(encoding="utf-8")
            (side.root / f"{name}.ipynb").write_text(text, encoding="utf-8")
        more = "".join(f"      - file: {name}\n" for name in names)
        marker = "      - file: book/figures\n"
        (side.root / "_toc.yml").write_text(contents.replace(marker, more + marker), encoding="utf-8")
        clean(side)
        whole = side.build()
        path = side.root / f"{names[0]}.ipynb"
        path.write_text(path.read_text("utf-8").replace("# ", "# A new ", 1), encoding="utf-8")
        changed = side.build()
        lines.append(f"| {copies} | {whole.wall:.1f} | {whole.cpu:.1f} | {changed.wall:.1f} | {changed.cpu:.1f} |")
        for name in names:
            (side.root / f"{name}.ipynb").unlink()
    (side.root / "_toc.yml").write_text(contents, encoding="utf-8")
    return "\n".join(lines)


def growth_with_rows(side: Side) -> str:
    """Measure a clean build with more and more rows in the table of documents.

    Copies of claims or datings would all be drawn, a hundred of them in the place of one, and show what it costs to
    draw such a figure; each work that is copied would want an entry of its own in the bibliography.
    """
    lines = ["| rows of documents | clean book, s | CPU s |", "|---:|---:|---:|"]
    path = side.root / "data/documents.csv"
    before = path.read_bytes()
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    key = header.index("document")
    for factor in ROWS:
        copies = [
            [f"{cell}-{copy}" if copy and position == key else cell for position, cell in enumerate(row)]
            for copy in range(factor)
            for row in rows
        ]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([header, *sorted(copies, key=lambda row: row[key])])
        clean(side)
        took = side.build()
        lines.append(f"| {len(copies):,} | {took.wall:.1f} | {took.cpu:.1f} |")
    path.write_bytes(before)
    return "\n".join(lines)


#: Copies of a chapter, and of every row of a table, with which growth is measured.
CHAPTERS, ROWS = (10, 20, 40, 80), (1, 10, 100)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", nargs="*", default=list(WORK), help="only work with these words in its name")
    parser.add_argument("--tests", action="store_true", help="measure the tests too (many minutes)")
    parser.add_argument("--check", action="store_true", help="measure .ci/run too (many minutes)")
    parser.add_argument("--growth", action="store_true", help="measure books of more chapters and rows too")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp())
    try:
        sides = [Side("before", BASE, folder), Side("now", "HEAD", folder)]
        chosen = [work for work in WORK if any(word in work for word in options.work)]
        found = measure(sides, options.rounds, chosen) if chosen else {}
        for wanted, (name, _), function in ((options.tests, TESTS, tests), (options.check, CHECK, check)):
            if wanted:
                found[name] = {side.name: [function(side)] for side in sides}
        if found:
            print(f"Rounds: {options.rounds}. {os.cpu_count()} processors, load at the end {os.getloadavg()[0]:.1f}.\n")
            print(table(found))
        if options.growth:
            print("\n" + growth_with_chapters(sides[1]))
            print("\n" + growth_with_rows(sides[1]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
