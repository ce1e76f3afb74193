"""Measure how long a change takes to be seen, beside commit d461532 on the same machine and in the same environment.

``python benchmarks/bench_build.py [--rounds N] [--tests] [--growth]`` makes a worktree of either state, builds and
changes both in turns, and prints a table in Markdown. Times are wall-clock seconds, the median of the rounds; what
matters is their ratio. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

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

    def run(self, *arguments: str) -> tuple[float, float]:
        """Run Python; return seconds and the most memory that its processes had together, in MiB."""
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watch.start()
        said = process.communicate()[0].decode(errors="replace")
        seconds = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{self.name}: {' '.join(arguments)} failed\n{said[-3000:]}")
        return seconds, peak[0]

    def build(self) -> tuple[float, float]:
        """Build the book."""
        return self.run("-m", "landreform.build", "--root", str(self.root))

    def path(self, *names: str) -> Path:
        """Return the first of these files that this state has."""
        return next(self.root / name for name in names if (self.root / name).exists())


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    """Add up the memory of a process and everything below it, every fifth of a second."""
    page = os.sysconf("SC_PAGE_SIZE") / 2**20
    while process.poll() is None:
        parents, sizes = {}, {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            parents[int(stat.parent.name)], sizes[int(stat.parent.name)] = int(fields[1]), int(fields[21]) * page
        family, grown = {process.pid}, True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in family} - family
            family, grown = family | more, bool(more)
        peak[0] = max(peak[0], sum(sizes.get(pid, 0.0) for pid in family))
        time.sleep(0.2)


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


def measure(sides: list[Side], rounds: int) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Do every piece of work on both sides in turns."""
    found: dict[str, dict[str, list[tuple[float, float]]]] = {work: {side.name: [] for side in sides} for work in WORK}
    for _ in range(rounds):
        for work, (change, _) in WORK.items():
            for side in sides:
                change(side)
                found[work][side.name].append(side.build())
                print(f"{work}, {side.name}: {found[work][side.name][-1][0]:.1f} s", file=sys.stderr, flush=True)
        for side in sides:
            subprocess.run(["git", "checkout", "--quiet", "."], cwd=side.root, check=True)
    return found


def table(found: dict[str, dict[str, list[tuple[float, float]]]]) -> str:
    """Write what was measured as Markdown."""
    lines = ["| work | before, s | now, s | ratio | aim |", "|---|---:|---:|---:|---:|"]
    peak = {}
    for work, sides in found.items():
        before, now = (statistics.median(seconds for seconds, _ in sides[name]) for name in ("before", "now"))
        aim = f"{WORK[work][1]:.2f}" if work in WORK else "0.35"
        lines.append(f"| {work} | {before:.1f} | {now:.1f} | {now / before:.2f} | {aim} |")
        for name in ("before", "now"):
            peak[name] = max(peak.get(name, 0.0), *(memory for _, memory in sides[name]))
    lines.append(
        f"\nMost memory of all processes together: {peak['before']:.0f} MiB before, {peak['now']:.0f} MiB now."
    )
    return "\n".join(lines)


def tests(side: Side) -> tuple[float, float]:
    """Run what `make test` runs after the book."""
    common = ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--nbval"]
    parts = ["tests", "notebooks"] if side.name == "before" else ["--doctest-modules", "src", "tests", "notebooks"]
    return side.run(*common, *parts)


def growth(side: Side) -> str:
    """Measure a clean build with more and more chapters, copies of one that shows no figure."""
    lines = ["| chapters more | clean book, s | one of them changed, s |", "|---:|---:|---:|"]
    source, contents = side.root / "notebooks/size-of-the-stages.ipynb", (side.root / "_toc.yml").read_text("utf-8")
    for copies in (10, 20, 40, 80):
        names = [f"notebooks/copy-{number}" for number in range(copies)]
        for name in names:
            text = source.read_text(encoding="utf-8")
            (side.root / f"{name}.ipynb").write_text(text, encoding="utf-8")
        more = "".join(f"      - file: {name}\n" for name in names)
        marker = "      - file: book/figures\n"
        (side.root / "_toc.yml").write_text(contents.replace(marker, more + marker), encoding="utf-8")
        clean(side)
        whole = side.build()[0]
        path = side.root / f"{names[0]}.ipynb"
        path.write_text(path.read_text("utf-8").replace("# ", "# A new ", 1), encoding="utf-8")
        lines.append(f"| {copies} | {whole:.1f} | {side.build()[0]:.1f} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tests", action="store_true", help="measure the tests too (many minutes)")
    parser.add_argument("--growth", action="store_true", help="measure books of more chapters too")
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp())
    try:
        sides = [Side("before", BASE, folder), Side("now", "HEAD", folder)]
        found = measure(sides, options.rounds)
        if options.tests:
            found["`make test` after `make book`"] = {side.name: [tests(side)] for side in sides}
        print(table(found))
        if options.growth:
            print("\n" + growth(sides[1]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
