"""Hash folders of the project; nothing is imported that takes time, since an unchanged book asks for nothing else."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Folders in which programs keep what they can make again.
_CACHES = ("__pycache__", ".ipynb_checkpoints")


def digest(root: Path, paths: Iterable[str]) -> str:
    """Hash names and contents of the files below some paths of a folder.

    Parameters
    ----------
    root : pathlib.Path
        The folder; the result does not depend on where it lies.
    paths : iterable of str
        Files or folders in it; a missing one counts as empty.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    total, above = hashlib.sha256(), len(os.fspath(root)) + 1
    for name in paths:
        for file in sorted(_files(os.fspath(root / name))):
            with open(file, "rb") as raw:  # noqa: PTH123  # a path object for each file would take as long as the rest
                content = raw.read()
            total.update(file[above:].replace(os.sep, "/").encode() + b"\0")
            total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def _files(start: str) -> Iterator[str]:
    if os.path.isfile(start):  # noqa: PTH113  # as above
        yield start
    for folder, folders, names in os.walk(start):
        folders[:] = [name for name in folders if name not in _CACHES]
        yield from (f"{folder}{os.sep}{name}" for name in names)
