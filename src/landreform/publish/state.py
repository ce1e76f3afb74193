"""Hash the files that decide whether something written is still that of this state of the project."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


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
    total = hashlib.sha256()
    for name in paths:
        start = root / name
        files = sorted(start.rglob("*")) if start.is_dir() else [start]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts:
                total.update(file.relative_to(root).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
