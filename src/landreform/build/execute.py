"""Execute the notebooks of the book, several at a time, and only those that are not what they were.

What a notebook depends on is its code, the modules that it imports, the exhibits that it shows with theirs, and the
files that it was seen to open when it was last executed. As long as none of these moves, its outputs are kept. In the
build every figure is drawn once, by `landreform.publish.files`: a notebook that shows one is given the published
drawing.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from landreform.build import kernels
from landreform.build.outputs import outputs as outputs
from landreform.build.outputs import outputs_file as outputs_file
from landreform.exhibits.base import DRAWINGS
from landreform.exhibits.registry import modules
from landreform.publish.dependencies import Dependencies
from landreform.publish.failures import ProcessEnded
from landreform.publish.processes import FORKED, processors
from landreform.publish.publication import FIGURES
from landreform.text.counted import counted

#: Seconds for a cell.
TIMEOUT = 300


class ExecutionFailed(Exception):
    """Raised where a cell fails; its text names notebook and cell and ends with what the cell said."""


def ensure(
    root: Path, names: Iterable[str], timeout: int = TIMEOUT, dependencies: Dependencies | None = None
) -> list[str]:
    """Execute those notebooks whose outputs are not those of this state, and keep the outputs.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.
    names : iterable of str
        Notebooks, without folder and ending.
    timeout : int
        Seconds for a cell.
    dependencies : Dependencies, optional
        Those of the folder, where they have been looked at already.

    Returns
    -------
    list of str
        Notebooks that were executed.

    Raises
    ------
    ExecutionFailed
        If a cell fails; what the other notebooks gave is kept.
    ProcessEnded
        If a kernel was ended from outside.
    """
    dependencies = dependencies or Dependencies(root)
    needed = [name for name in names if not is_current(dependencies, name)]
    failed = []
    # One more than there are processors: a kernel waits for messages now and then. Another one would gain little more.
    with TemporaryDirectory() as sockets, ThreadPoolExecutor(processors() + 1) as crew:
        # Names of sockets may not be long: the kernels go by numbers.
        files = [Path(sockets, str(position)) for position in range(len(needed))]
        ended = crew.map(lambda name, file: _execute(root, name, timeout, file), needed, files)
        for name, error in counted(zip(needed, ended, strict=True), len(needed), "notebooks executed"):
            if error:
                failed.append(f"notebooks/{name}.ipynb: {error}")
            else:
                _remember(dependencies, name)
    if failed:
        raise ExecutionFailed("\n".join(failed))
    return needed


def _notes(root: Path, name: str) -> Path:
    return outputs_file(root, name).with_suffix(".opened")


def _record(root: Path, name: str) -> Path:
    return outputs_file(root, name).with_suffix(".key")


def _code(root: Path, name: str) -> list[str]:
    notebook = json.loads((root / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def is_current(dependencies: Dependencies, name: str) -> bool:
    """Say whether the outputs that were kept of a notebook are those of this state."""
    record = _record(dependencies.root, name)
    if not record.exists() or not outputs_file(dependencies.root, name).exists():
        return False
    return record.read_text(encoding="utf-8") == _sealed(dependencies, name)


def _key(dependencies: Dependencies, name: str) -> str:
    """Hash everything on which the outputs of a notebook depend, going by what it opened when it was executed."""
    root, cells = dependencies.root, _code(dependencies.root, name)
    imported = {"landreform"}
    for tree in map(ast.parse, cells):
        imported |= dependencies.sources.imported(tree)
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        imported.update(module for slug, module in modules().items() if slug in words)
    opened = _notes(root, name)
    seen = (
        {Path(line) for line in opened.read_text("utf-8", errors="replace").splitlines()} if opened.exists() else set()
    )
    # Of what the build has made, the drawings that it is given: outputs hold them with what they say of themselves.
    made, drawings = root / "_build", root / "_build" / FIGURES
    inside = [
        path
        for path in seen
        if path.is_relative_to(root) and (path.is_relative_to(drawings) or not path.is_relative_to(made))
    ]
    # Of the descriptor only what it says counts, not its seals, which change with every row; see Dependencies.
    files = [path for path in inside if path != root / "data/datapackage.json" and not _is_installed(path, root)]
    files += [root / "src/landreform/build" / name for name in ("execute.py", "kernels.py")]
    return dependencies.key(imported, (), files, cells)


def _is_installed(path: Path, root: Path) -> bool:
    """Say whether a file belongs to an environment that lies in the project: its lock file counts for it."""
    environment = Path(sys.prefix)
    return environment.is_relative_to(root) and path.is_relative_to(environment)


def _sealed(dependencies: Dependencies, name: str) -> str:
    """Put a hash of the outputs beside the key: a failure of power may have spoilt them, or somebody altered them."""
    outputs_now = hashlib.sha256(outputs_file(dependencies.root, name).read_bytes()).hexdigest()
    return f"{_key(dependencies, name)} {outputs_now}"


def _remember(dependencies: Dependencies, name: str) -> None:
    _record(dependencies.root, name).write_text(_sealed(dependencies, name), encoding="utf-8")


def _execute(root: Path, name: str, timeout: int, connection: Path) -> str:
    """Execute one notebook and keep its outputs; return what went wrong."""
    record, notes, target = _record(root, name), _notes(root, name), outputs_file(root, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Gone until all is kept: a failed attempt must not be taken for a good one by the next.
    record.unlink(missing_ok=True)
    notes.unlink(missing_ok=True)
    notebook = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)
    environment = os.environ | {kernels.NOTES: str(notes), DRAWINGS: str(root / "_build" / FIGURES)}
    client = NotebookClient(
        notebook,
        timeout=timeout,
        record_timing=False,
        resources={"metadata": {"path": str(root / "notebooks")}},
        **kernels.forked(connection) if FORKED else {},
    )
    try:
        with closing(ensure_event_loop()):  # a loop for the thread, which nobody else would close
            client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError) as error:
        return str(error)
    except RuntimeError as error:
        if isinstance(error, DeadKernelError) or "Kernel died" in str(error):
            raise ProcessEnded from error
        raise
    found = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    text = json.dumps(found, ensure_ascii=False, indent=1)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
    return ""
