"""List and copy the files of the project that are not made from others."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

#: Folders that hold only what was made, for a project that lies there without git.
MADE = ("_build", ".venv", ".git", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".ipynb_checkpoints")


def sources(root: Path) -> list[str]:
    """List the files of a project that are not made from others, sorted: those that git knows or would add.

    A folder without git, such as an unpacked archive, has only such files beside what a build writes.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.

    Returns
    -------
    list of str
        Names from the top, with slashes.
    """
    listed = _of_git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed is None:
        paths = (path.relative_to(root) for path in root.rglob("*"))
        names = {path.as_posix() for path in paths if not set(path.parts) & set(MADE) and path.suffix != ".pyc"}
    else:
        names = set(listed.split("\0")) - {""}
    return sorted(name for name in names if (root / name).is_file())


def uncommitted(root: Path) -> list[str]:
    """List what git would say is not committed; nothing where there is no git to ask."""
    return sorted(line[3:] for line in (_of_git(root, "status", "--porcelain", "-z") or "").split("\0") if line)


def copy(root: Path, target: Path, written: float | None = None) -> None:
    """Copy these files as they are now, with their rights.

    Parameters
    ----------
    root, target : pathlib.Path
    written : float, optional
        When the copies shall have been written, in seconds since 1970; by default now.
    """
    for name in sources(root):
        copied = target / name
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, copied)
        shutil.copymode(root / name, copied)
        if written is not None:
            os.utime(copied, (written, written))


def _of_git(root: Path, *arguments: str) -> str | None:
    """Ask git about a checkout whose top this is; None where there is none, or no git."""
    if not (root / ".git").exists():
        return None
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return None
