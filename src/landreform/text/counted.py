"""Say on standard error how much of something long is done, in whole lines that a file can hold as well."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

#: Lines for something that has more parts than that.
LINES = 8

Thing = TypeVar("Thing")


def step(target: str, number: int, of: int, words: str) -> None:
    """Say that a step begins.

    Parameters
    ----------
    target : str
        What is made, as `make` calls it.
    number, of : int
        Which step of how many.
    words : str
        What is done in it.
    """
    print(f"== {target}, step {number} of {of}: {words}", file=sys.stderr, flush=True)


class Counter:
    """Count what is done of a number of things.

    Parameters
    ----------
    total : int
        How many there are.
    words : str
        What they are and what is done with them, as in "notebooks executed".
    """

    def __init__(self, total: int, words: str) -> None:
        self.total, self.words, self.done = total, words, 0

    def add(self, count: int = 1) -> None:
        """Say how many are done, for the last of them and at most `LINES` times."""
        before, self.done = self.done, self.done + count
        if self.done * LINES // self.total > before * LINES // self.total:
            print(f"   {self.done} of {self.total} {self.words}", file=sys.stderr, flush=True)


def counted(things: Iterable[Thing], total: int, words: str) -> Iterator[Thing]:
    """Hand on things that take time to come, and count those that have been dealt with.

    Parameters
    ----------
    things : iterable
    total : int
    words : str
        As of `Counter`.
    """
    counter = Counter(total, words)
    for thing in things:
        yield thing
        counter.add()
