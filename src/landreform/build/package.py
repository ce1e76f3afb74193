"""Make the package, tables included, as a file that the book carries: whoever has the book can run its notebooks.

Input is the checkout; output is the wheel of `tools/packaging`, the same bytes for the same files on any day, and kept
until one of them changes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from landreform import __version__
from landreform.publish.digests import digest
from landreform.publish.publication import read

#: Folder of the package, below that of the build and in the book.
FOLDER = "package"

#: Name of the package as a file.
WHEEL = f"landreform-{__version__}-py3-none-any.whl"

#: What the package is made from, the files of `tools/packaging/wheel_with_tables.py` among it.
INPUTS = (
    "pyproject.toml README.md LICENSE LICENSE-DATA CHANGELOG.md publication.yml figures.yml book/references.bib data "
    "releases src tools/packaging"
).split()

#: Runs the build backend that ``pyproject.toml`` names.
_BACKEND = "import sys, wheel_with_tables; print(wheel_with_tables.build_wheel(sys.argv[1]))"


class NotPackaged(Exception):
    """Raised where the package cannot be made; its text says why."""


def ensure(root: Path) -> Path:
    """Make the package unless it is there already for this state of the files.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.

    Returns
    -------
    pathlib.Path
        The wheel.

    Raises
    ------
    NotPackaged
        If the build backend fails.
    """
    folder = root / "_build" / FOLDER
    wheel, record, state = folder / WHEEL, folder / ".state", f"{sys.version} {digest(root, INPUTS)}"
    if wheel.exists() and record.exists() and record.read_text(encoding="utf-8") == state:
        return wheel
    record.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    # The times within an archive are those of its files, unless this says otherwise.
    day = datetime.fromisoformat(read(root).date).replace(tzinfo=UTC)
    environment = os.environ | {
        "PYTHONPATH": str(root / "tools" / "packaging"),
        "SOURCE_DATE_EPOCH": str(int(day.timestamp())),
    }
    made = subprocess.run(
        [sys.executable, "-c", _BACKEND, folder], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if made.returncode or not wheel.exists():
        raise NotPackaged(f"{wheel.name} cannot be made: {made.stderr.strip().splitlines()[-1:] or made.stdout}")
    record.write_text(state, encoding="utf-8")
    return wheel
