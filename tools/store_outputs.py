"""Execute notebooks and store what comes out in them: ``python tools/store_outputs.py [NOTEBOOK ...]``, by default all.

Every notebook gets a kernel of its own, in which figures are drawn and not taken from the published files. Only the
outputs and the numbers of the cells are written; when they were computed, and by whom, is not.
"""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from landreform.build.execute import TIMEOUT  # names, where it can, a kernel that starts in a moment
from landreform.exhibits.base import DRAWINGS
from landreform.paths import ROOT
from landreform.publish.failures import told
from landreform.publish.workplace import working
from landreform.text import whole_files
from landreform.text.counted import counted


def store(path: Path) -> str:
    """Execute one notebook and store its outputs; return what went wrong, and then the file is what it was."""
    notebook = nbformat.read(path, as_version=4)
    executed = copy.deepcopy(notebook)
    folder = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(executed, timeout=TIMEOUT, record_timing=False, resources=folder)
    environment = {name: value for name, value in os.environ.items() if name != DRAWINGS}
    try:
        with closing(ensure_event_loop()):  # a loop for the thread, which nobody else would close
            client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError) as error:
        return f"{path.name}: {error}"
    for cell, found in zip(notebook.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = found.outputs, found.execution_count
    text = nbformat.writes(notebook) + "\n"
    if path.read_text(encoding="utf-8") != text:
        whole_files.write(path, text)
        print(f"{path.name}: outputs stored anew")
    return ""


def main(names: Sequence[str]) -> int:
    """Store the outputs of some notebooks, or of all; return 1 where a cell fails."""
    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    with working(ROOT / "_build", "notebooks"), ThreadPoolExecutor(os.cpu_count()) as crew:
        failed = [error for error in counted(crew.map(store, paths), len(paths), "notebooks executed") if error]
    print("\n".join(failed), file=sys.stderr, end="\n" if failed else "")
    print(f"== notebooks: {len(paths)} executed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(told("notebooks", lambda: main(sys.argv[1:])))
