"""Build the book in two worlds and compare what came of it."""

from __future__ import annotations

import importlib.util
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from landreform.build.reproduce.differences import Difference, Marks, of_paths
from landreform.build.reproduce.worlds import World, elsewhere, two

#: Lines of what a build said that are shown where it fails.
LAST_LINES = 30


@dataclass(frozen=True)
class Step:
    """A command of the build, what it is called for readers, and the modules that it needs besides."""

    title: str
    arguments: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        """List the modules that are not there."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


@dataclass(frozen=True)
class Product:
    """Something that the build makes: its title, and patterns of its files from the top of the checkout."""

    title: str
    patterns: tuple[str, ...]


STEPS = (
    Step("the book", ("-m", "landreform.build")),
    Step("the PDF", ("-m", "landreform.build.pdf"), ("pypandoc", "typst")),
    Step("what is deposited", ("-m", "landreform.build.deposit"), ("flit_core",)),
)

#: Of several that fit a file, the first counts.
PRODUCTS = (
    Product("figures", ("_build/figures/**/*", "_build/html/figures/**/*", "_build/figures-in-pages/**/*")),
    Product("data", ("_build/html/data/**/*", "_build/pdf/*.zip")),
    Product("HTML", ("_build/html/**/*",)),
    Product("outputs of notebooks", ("_build/executed/*.json",)),
    Product("PDF", ("_build/pdf/*.pdf",)),
    Product("what is deposited", ("_build/release/*",)),
)


class BuildFailed(Exception):
    """Raised where a build fails; its text says in which world, at what, and how it ended."""


@dataclass(frozen=True)
class Compared:
    """What the comparison of a product found."""

    title: str
    files: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Outcome:
    """What two builds gave.

    Attributes
    ----------
    conditions : tuple of tuple
        What was varied, and what it was in the first and in the second world.
    compared : tuple of Compared
        One for each product that was made.
    left_out : tuple of str
        What could not be made here, and why.
    seconds : tuple of float
        How long each build took.
    kept : pathlib.Path or None
        Where the files that differ are kept.
    """

    conditions: tuple[tuple[str, str, str], ...]
    compared: tuple[Compared, ...]
    left_out: tuple[str, ...]
    seconds: tuple[float, ...]
    kept: Path | None

    @property
    def differences(self) -> list[Difference]:
        """All of them, product by product."""
        return [difference for product in self.compared for difference in product.differences]

    def lines(self) -> Iterator[str]:
        """Tell it in a terminal."""
        rows = [("condition", "first build", "second build"), *self.conditions]
        widths = [max(len(row[place]) for row in rows) for place in (0, 1)]
        for row in rows:
            mark = "   (not varied)" if row[2].startswith(row[1]) else ""
            yield f"  {row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]}{mark}"
        yield ""
        titles = max(len(product.title) for product in self.compared)
        for product in self.compared:
            count = len({difference.file.partition("!")[0] for difference in product.differences})
            yield f"  {product.title:{titles}}  {product.files:>6,} files compared, {count:,} differ"
        yield from (f"  {said}" for said in self.left_out)
        yield from (f"\n{difference}" for difference in self.differences)


def reproduce(
    root: Path,
    place: Path,
    keep: Path,
    steps: Sequence[Step] = STEPS,
    products: Sequence[Product] = PRODUCTS,
    say: Callable[[str], None] = print,
) -> Outcome:
    """Build a project in two worlds and compare what came of it.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project; nothing in it is changed but `keep`.
    place : pathlib.Path
        Where the temporary folders go, which are removed.
    keep : pathlib.Path
        Folder for both forms of every file that differs, and for what the builds said; emptied first.
    steps : sequence of Step
    products : sequence of Product
    say : callable
        Told what is being done.

    Returns
    -------
    Outcome

    Raises
    ------
    BuildFailed
        If a command of a build fails.
    """
    shutil.rmtree(keep, ignore_errors=True)
    keep.mkdir(parents=True)
    possible = [step for step in steps if not step.missing()]
    left_out = [
        f"{step.title}: not compared, since {', '.join(step.missing())} is not installed"
        for step in steps
        if step.missing()
    ]
    base = Path(mkdtemp(prefix="book-", dir=place))
    other = elsewhere(base)
    try:
        for folder in (base, other):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o755)
        worlds = two(root, base, other)
        seconds = [_build(world, possible, keep, f"{number} of 2", say) for number, world in enumerate(worlds, 1)]
        say("== reproduce: comparing")
        compared = _compare(worlds, products, keep)
    finally:
        for folder in (other, base):
            shutil.rmtree(folder, ignore_errors=True)
    conditions = tuple((what, said, worlds[1].told[what]) for what, said in worlds[0].told.items())
    kept = keep if any(product.differences for product in compared) else None
    return Outcome(conditions, tuple(compared), tuple(left_out), tuple(seconds), kept)


def _build(world: World, steps: Sequence[Step], keep: Path, which: str, say: Callable[[str], None]) -> float:
    """Run the commands in a world; return the seconds that they took."""
    log, start = keep / f"{world.name}.log", time.monotonic()
    where = "import landreform; print(landreform.__file__)"
    for step in (Step("the package", ("-c", where)), *steps):
        say(f"== reproduce: build {which}, {step.title} ({world.checkout})")
        status = world.run(step.arguments, log)
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()
        if status:
            last = "\n".join(said[-LAST_LINES:])
            raise BuildFailed(f"the {world.name} build failed at {step.title} (status {status}):\n{last}")
        if step.arguments[-1] == where and not Path(said[-1]).is_relative_to(world.checkout):
            raise BuildFailed(f"the {world.name} build would use the package in {said[-1]} and not its own copy")
    return time.monotonic() - start


def _compare(worlds: Sequence[World], products: Sequence[Product], keep: Path) -> list[Compared]:
    one, other = (world.checkout for world in worlds)
    marks: Marks = {
        "the folder of the build": (str(one), str(other)),
        "the home of the user": (str(worlds[0].home), str(worlds[1].home)),
    }
    seen: set[str] = set()
    compared = []
    for product in products:
        names = {
            path.relative_to(folder).as_posix()
            for folder in (one, other)
            for pattern in product.patterns
            for path in folder.glob(pattern)
            if path.is_file()
        } - seen
        seen |= names
        found = []
        for name in sorted(names):
            differing = of_paths(name, one / name, other / name, marks)
            if differing:
                _keep(name, one, keep / "first")
                _keep(name, other, keep / "second")
            found += differing
        if names:
            compared.append(Compared(product.title, len(names), tuple(found)))
    return compared


def _keep(name: str, checkout: Path, folder: Path) -> None:
    """Keep one form of a file that differs."""
    if (checkout / name).is_file():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checkout / name, folder / name)
