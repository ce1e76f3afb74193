"""Read the outputs of notebooks as they were kept; see `landreform.build.execute`, which keeps them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Folder with the outputs of the notebooks, below the folder of the build.
FOLDER = "executed"


def outputs_file(root: Path, name: str) -> Path:
    """Return the file with the outputs of a notebook, cell by cell; it changes only when they do."""
    return root / "_build" / FOLDER / f"{name}.json"


def outputs(root: Path, name: str) -> list[list[dict[str, Any]]]:
    """Return the outputs of every code cell of a notebook, as they were kept."""
    kept: list[list[dict[str, Any]]] = json.loads(outputs_file(root, name).read_text(encoding="utf-8"))
    return kept
