"""Where the parts of the project lie on the disk: in the checkout, or, of an installed package, within it."""

from pathlib import Path

#: What a wheel carries of the project beside the code; a checkout has no such folder.
CARRIED = Path(__file__).resolve().parent / "_project"
#: Top of the project: the folder with ``_config.yml``, ``book``, ``data`` and ``notebooks``, or what a wheel has of it.
ROOT = CARRIED if CARRIED.is_dir() else Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
NOTEBOOKS = ROOT / "notebooks"
RELEASES = ROOT / "releases"
