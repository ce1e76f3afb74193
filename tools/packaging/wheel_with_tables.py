"""Build the wheel with the tables of the book in it (a build backend around flit, named in ``pyproject.toml``).

A wheel is made from a copy of the package into which the files of `CARRIED` are put, under ``_project`` and at the same
places as in the checkout, so that `landreform.paths` finds them there. An editable install points to the checkout and
needs no copy.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

#: What the commands need of the project beside the code: the ledger, its releases, and how to cite it.
CARRIED = ("data", "releases", "publication.yml", "figures.yml", "CHANGELOG.md", "LICENSE-DATA", "book/references.bib")
#: What flit needs beside the package.
NEEDED = ("pyproject.toml", "README.md", "LICENSE")
PACKAGE, INSIDE = Path("src/landreform"), "_project"


def build_wheel(
    wheel_directory: str, config_settings: dict[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """Build the wheel of the project in the current folder, as PEP 517 has it; return its name."""
    target = str(Path(wheel_directory).resolve())
    with _copy_with_tables(Path.cwd()):
        name: str = buildapi.build_wheel(target, config_settings, metadata_directory)
    return name


@contextmanager
def _copy_with_tables(project: Path) -> Iterator[None]:
    """Go, for this block, into a copy of the project whose package holds the tables."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(project / PACKAGE, copy / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        for name in NEEDED:
            shutil.copy2(project / name, copy / name)
        for name in CARRIED:
            source, place = project / name, copy / PACKAGE / INSIDE / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, place)
            else:
                shutil.copy2(source, place)
        os.chdir(copy)
        try:
            yield
        finally:
            os.chdir(project)
