"""Execute notebooks of the book, several at a time, into the memory from which the book takes them.

The book executes one notebook after the other while it reads its pages, and takes from the memory of executed notebooks
what it finds there. So they are put there first, as many at a time as the machine has processors. A notebook that fails
is left to the book, which fails on it again and says where.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode


def execute(notebooks: Mapping[Path, NotebookNode], memory: Path, timeout: int) -> list[Path]:
    """Execute every notebook that the memory does not hold, several at a time, and keep it there.

    Parameters
    ----------
    notebooks : mapping of pathlib.Path to nbformat.NotebookNode
        File to content; each is executed in the folder of its file.
    memory : pathlib.Path
        Folder of the memory (jupyter-cache).
    timeout : int
        Seconds for a cell.

    Returns
    -------
    list of pathlib.Path
        Notebooks that failed; the memory holds nothing of them.
    """
    cache = get_cache(memory)
    cache.get_version()  # makes the folder, before several look for it

    def known(notebook: NotebookNode) -> bool:
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            return False
        return True

    def run(file: Path) -> ExecutionResult:
        with closing(ensure_event_loop()):  # a loop for the thread, which nobody else would close
            return single_nb_execution(notebooks[file], cwd=str(file.parent), timeout=timeout, allow_errors=False)

    needed = [file for file, notebook in notebooks.items() if not known(notebook)]
    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as crew:
        for file, done in zip(needed, crew.map(run, needed), strict=True):
            if done.err is not None:
                failed.append(file)
                continue
            executed = CacheBundleIn(notebooks[file], str(file), data={"execution_seconds": done.time})
            cache.cache_notebook_bundle(executed, check_validity=False, overwrite=True)
    return failed
