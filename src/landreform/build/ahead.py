"""Make the files of exhibits and the outputs of notebooks ahead of the pages, in a process of its own.

It works while Jupyter Book is imported and set up. Pages are read when it has ended: what it held in memory, the warm
process with all libraries above all, is gone by then. Nothing is imported here that only that process needs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_RUNNING: dict[Path, subprocess.Popen[bytes]] = {}


class NotMade(Exception):
    """Raised where something could not be made; why has been printed, or is the text."""


def start(root: Path) -> None:
    """Begin with whatever a folder of the project lacks, and return at once."""
    _RUNNING[root] = subprocess.Popen([sys.executable, "-m", "landreform.build.ahead", str(root)])


def finish(root: Path) -> None:
    """Wait until all is made; where nobody has begun, make it here.

    Raises
    ------
    NotMade
        If an exhibit is incomplete or a cell of a notebook fails.
    """
    process = _RUNNING.pop(root, None)
    if process is None:
        make(root)
    elif process.wait():
        raise NotMade("figures or notebooks could not be made, see above")


def stop(root: Path) -> None:
    """End what was begun and is not waited for any more."""
    process = _RUNNING.pop(root, None)
    if process is not None:
        process.terminate()
        process.wait()


def make(root: Path) -> None:
    """Make whatever a folder of the project lacks: files of exhibits, then outputs of notebooks; see `finish`."""
    from landreform.build import execute
    from landreform.publish import files
    from landreform.publish.dependencies import Dependencies

    dependencies = Dependencies(root)
    try:
        files.ensure(root, dependencies)
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


if __name__ == "__main__":
    sys.exit(main())
