"""Make the files of exhibits and the outputs of notebooks ahead of the pages, in a process of its own.

Jupyter Book is imported when it has ended: what it held in memory, the warm process with all libraries above all, is
gone by then, and the two never need memory at the same time. Nothing is imported here that only that process needs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from landreform.paths import ROOT

_MADE: set[Path] = set()


class NotMade(Exception):
    """Raised where something could not be made; its text says why."""


def run(root: Path) -> bool:
    """Make whatever a folder of the project lacks; say whether that went well. What went wrong has been printed."""
    # By its function and not as a module: its workers would run it a second time, under another name.
    command = "import sys; from landreform.build.ahead import main; sys.exit(main())"
    well = subprocess.run([sys.executable, "-c", command, root], check=False).returncode == 0
    if well:
        _MADE.add(root)
    return well


def ensure(root: Path) -> None:
    """Make what `run` has not made already, for whoever starts Sphinx without the build.

    Raises
    ------
    NotMade
        If an exhibit is incomplete or a cell of a notebook fails.
    """
    if root in _MADE:
        _MADE.remove(root)
    else:
        make(root)


def make(root: Path) -> None:
    """Make whatever a folder of pages lacks: files of exhibits, then outputs of its notebooks; see `ensure`.

    The exhibits are those of the code that runs, and so are their files, wherever the pages lie that show them.
    """
    from landreform.publish import processes

    if not (ROOT / "_build" / ".figures.json").exists():
        processes.start()  # all is needed: it imports while this process does

    from landreform.build import execute
    from landreform.publish import files
    from landreform.publish.dependencies import Dependencies

    dependencies = Dependencies(root)
    try:
        files.ensure(ROOT, dependencies if root == ROOT else None)
        names = sorted(path.stem for path in (root / "notebooks").glob("*.ipynb"))
        execute.ensure(root, names, dependencies=dependencies)
    except (ValueError, execute.ExecutionFailed) as error:
        raise NotMade(str(error)) from error


def main() -> int:
    """Make what the folder lacks that is named on the command line."""
    try:
        make(Path(sys.argv[1]))
    except NotMade as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0
