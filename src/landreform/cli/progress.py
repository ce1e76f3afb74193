"""Say on standard error what a command is doing once it has taken two seconds.

The input is the steps as they begin. A watcher at a terminal sees the step and the time; where nobody watches nothing
is written, unless asked for, so that the errors of a script stay errors.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

#: Seconds before the first line, and between two lines.
PATIENCE = 2.0


class Progress:
    """The step that a command is at; see `progress`."""

    def __init__(self, command: str, stream: TextIO) -> None:
        self._command, self._stream, self._step = command, stream, "starting"
        self._since, self._ended = time.monotonic(), threading.Event()

    def step(self, words: str) -> None:
        """Say that another step begins, as a clause such as "reading mine.csv"."""
        self._step = words

    def watch(self, patience: float) -> None:
        """Write a line whenever so many seconds have passed, until `end`."""
        while not self._ended.wait(patience):
            seconds = time.monotonic() - self._since
            print(f"landreform {self._command}: {self._step} ({seconds:.0f} s)", file=self._stream, flush=True)

    def end(self) -> None:
        """Write no more."""
        self._ended.set()


@contextmanager
def progress(command: str, wanted: bool = False, patience: float = PATIENCE) -> Iterator[Progress]:
    """Watch over what is done in a block.

    Parameters
    ----------
    command : str
        Its name, for the lines.
    wanted : bool
        Whether to write even where standard error is no terminal.
    patience : float
        Seconds before the first line, and between two.

    Yields
    ------
    Progress
        To be told of each step.
    """
    state = Progress(command, sys.stderr)
    if not (wanted or sys.stderr.isatty()):
        yield state
        return
    watcher = threading.Thread(target=state.watch, args=(patience,), daemon=True)
    watcher.start()
    try:
        yield state
    finally:
        state.end()
        watcher.join()
