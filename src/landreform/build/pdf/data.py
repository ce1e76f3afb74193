"""Write the tables of the ledger as one file beside the PDF: printed they would fill more pages than the book."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from landreform.text import whole_files

NAME = "land-reform-ledger.zip"

#: The earliest day that the format knows: the file says what it holds and not when it was made.
_DAY = (1980, 1, 1, 0, 0, 0)


def write(root: Path, folder: Path) -> Path:
    """Write tables, descriptor and licence into a file of the same bytes for the same tables.

    Parameters
    ----------
    root : pathlib.Path
        Folder of the project.
    folder : pathlib.Path
        Where the file goes.

    Returns
    -------
    pathlib.Path
        The file.
    """
    files = [*sorted((root / "data").glob("*.csv")), root / "data" / "datapackage.json", root / "data" / "README.md"]
    target, content = folder / NAME, io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in [*files, root / "LICENSE-DATA"]:
            entry = zipfile.ZipInfo(f"land-reform-ledger/{file.name}", _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    whole_files.write(target, content.getvalue())
    return target
