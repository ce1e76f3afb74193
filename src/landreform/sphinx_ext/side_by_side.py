"""Read pages in several processes, and write pages in other processes while the first gets the next ones ready."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import sphinx.builders
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from landreform.publish.failures import ProcessEnded
from landreform.publish.processes import processors

#: The first process gets pages ready, the others write them; each takes memory.
PROCESSES = 3

#: Extensions of Jupyter Book that do not say whether pages can be read with them in several processes, for which reason
#: Sphinx would read one after the other. The first counts chapters when all pages are read (0.1.3); the second changes
#: pages for LaTeX only (1.0.0).
SILENT = ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex")


class Tasks(ParallelTasks):
    """Processes whose failures are failures of the build.

    Sphinx (7.4.7) forgets an error that it hears of while it hands out the next task: it ends the other processes and
    goes on, and the build is called a success although pages of all of them are missing.
    """

    def terminate(self) -> None:
        """End the other processes, and go on with the error for which they are ended, if there is one."""
        super().terminate()
        error = sys.exc_info()[1]
        if isinstance(error, EOFError):  # the other end of a pipe is gone without a word
            raise ProcessEnded from error
        if error is not None:
            raise error


def is_possible() -> bool:
    """Say whether a process can be forked without harm."""
    return sys.platform == "linux"


def each(do: Callable[[Any], None], things: Sequence[Any]) -> None:
    """Do something with each of several things, in as many processes as there are processors.

    What they log comes from this process, and a failure of one is a failure of this one. Nothing is returned: what is
    done must be done to files.
    """
    tasks = Tasks(processors())
    for first in range(processors()):
        tasks.add_task(partial(_all, do), things[first :: processors()])
    tasks.join()


def _all(do: Callable[[Any], None], things: Sequence[Any]) -> None:
    for thing in things:
        do(thing)


def read_side_by_side(app: Sphinx) -> None:
    """Let Sphinx read in several processes, and speak for the extensions that say nothing."""
    for name in SILENT:
        if name in app.extensions and app.extensions[name].parallel_read_safe is None:
            app.extensions[name].parallel_read_safe = True
    app.parallel = processors()


def write_side_by_side(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let Sphinx use several processes from now on, and say that no page needs writing for that."""
    app.parallel = PROCESSES
    return []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, where a process can be forked without harm."""
    if is_possible():
        sphinx.builders.ParallelTasks = Tasks  # type: ignore[misc]
        app.connect("builder-inited", read_side_by_side)
        app.connect("env-get-updated", write_side_by_side)
