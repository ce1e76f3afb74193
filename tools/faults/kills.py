"""Kill builds at moments drawn by a seed, spread over their whole duration, and compare what the next build makes.

The first build of some begins with nothing. That of the others begins with a good book of which one thing was changed;
what was changed is put back before the next build, which may then take nothing of the killed one for its own.
"""

from __future__ import annotations

import contextlib
import random
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from checkout import Broken, Checkout


@dataclass(frozen=True)
class Kind:
    """A state in which builds are killed: what was changed in the copy, if anything."""

    name: str
    change: tuple[str, Callable[[str], str]] | None


def _sentence(text: str) -> str:
    return text.rstrip("\n") + "\n\n[One sentence more.]{.rowless-book}\n"


def _cell(text: str) -> str:
    head, rows = text.split("\n", 1)
    return f"{head}\n{rows}".replace("Moise", "Moïse")


KINDS = (
    Kind("from nothing", None),
    Kind("after a change of a sentence", ("book/bibliography.md", _sentence)),
    Kind("after a change of a table", ("data/sources.csv", _cell)),
    Kind(
        "after a change of a figure",
        ("src/landreform/exhibits/claims/claims.py", lambda text: text + "\n# one line more\n"),
    ),
    Kind("after a change of a style", ("book/_static/book.css", lambda text: text + "\n/* one line more */\n")),
)


@contextlib.contextmanager
def changed(checkout: Checkout, kind: Kind) -> Iterator[None]:
    """Change what a kind changes, and put it back, with its time."""
    if kind.change is None:
        checkout.clean()
        yield
        return
    name, change = kind.change
    file = checkout.folder / name
    before = file.read_bytes()
    after = change(before.decode("utf-8")).encode("utf-8")
    if after == before:
        raise Broken(f"{name} is what it was")
    file.write_bytes(after)
    try:
        yield
    finally:
        file.write_bytes(before)


def moments(count: int, seconds: float, draw: random.Random) -> list[float]:
    """Draw so many moments, one in each of as many equal parts of a duration, in a random order.

    Examples
    --------
    >>> [int(moment) for moment in sorted(moments(4, 40.0, random.Random(1)))]
    [1, 18, 27, 32]
    """
    drawn = [(part + draw.random()) / count * seconds for part in range(count)]
    draw.shuffle(drawn)
    return drawn


def kill(checkout: Checkout, expected: Mapping[str, str], kind: Kind, count: int, seed: int) -> Iterator[str]:
    """Kill so many builds of a kind; yield a line for each of what was found.

    Parameters
    ----------
    checkout : Checkout
        With the good book.
    expected : mapping of str to str
        Hashes of what an undisturbed build makes.
    kind : Kind
    count, seed : int
    """
    with checkout.alone():
        with changed(checkout, kind):
            whole = checkout.run()
        if whole.status:
            raise Broken(f"a book {kind.name} is not sound: {whole.last}")
        checkout.must_stand(checkout.run(), expected)
    for moment in moments(count, whole.seconds, random.Random(f"{kind.name} {seed}")):
        with checkout.alone():
            yield _one(checkout, expected, kind, moment)


def _one(checkout: Checkout, expected: Mapping[str, str], kind: Kind, moment: float) -> str:
    """Kill one build, run the next, and say what was found; the good book stands afterwards."""
    with changed(checkout, kind):
        ended = checkout.killed(moment)
    was = "killed" if ended.status == -signal.SIGKILL else "had ended"
    at = next((line for line in reversed(ended.said.splitlines()) if line.startswith("== book, step")), "the start")
    try:
        checkout.must_stand(checkout.run(), expected)
        found = "right"
    except Broken as broken:
        found = f"BROKEN: {broken}"
        checkout.clean()
        checkout.must_stand(checkout.run(), expected)
    return f"after {moment:.1f} s, {was} at {at.removeprefix('== book, ')}: {found}"
