"""Write a file whole or not at all.

Whoever is ended while it writes, or finds the disk full, leaves what was there before. The new content comes to lie
beside the file, under the name ``.NAME.part``, and takes its place when it is whole; what an ended process has left
under that name is written over by the next.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def read_note(path: Path) -> Any:
    """Read what an earlier build has noted as JSON.

    Returns
    -------
    object
        An empty dictionary where there is no such note, or none that can be read: after a failure of power a file may
        be empty or cut off whose name was there already.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def write(path: Path, content: str | bytes) -> None:
    """Write a file, its text in UTF-8 and with its line ends as they are.

    Parameters
    ----------
    path : pathlib.Path
        Its folder must be there.
    content : str or bytes

    Raises
    ------
    OSError
        If it cannot be written; then nothing has changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder, "note"), "đất")
    ...     Path(folder, "note").read_text(encoding="utf-8"), len(list(Path(folder).iterdir()))
    ('đất', 1)
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
