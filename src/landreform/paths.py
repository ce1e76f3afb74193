"""Where the parts of the project lie on the disk."""

from pathlib import Path

#: Top of the project: the folder with ``_config.yml``, ``book``, ``data`` and ``notebooks``.
ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
RELEASES = ROOT / "releases"
