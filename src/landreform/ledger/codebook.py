"""Write the codebook and the seals of the tables from the descriptor.

``python -m landreform.ledger.codebook`` fills the computed cells of the table ``revisions``, puts the hash and the size
of every table into ``datapackage.json`` and writes ``data/README.md``, which is also the codebook page of the book.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from landreform.contested.coded_words import word_table
from landreform.ledger import revisions
from landreform.ledger.tables import DATA, DESCRIPTOR, check, descriptor
from landreform.text import whole_files
from landreform.text.prose import number, plural

README = "README.md"


def sealed(folder: Path = DATA) -> dict[str, Any]:
    """Return the descriptor with hash, size and number of rows of every table as it lies in the folder.

    Parameters
    ----------
    folder : path-like
        By default the ledger of the book.

    Raises
    ------
    InputError
        If the folder has no descriptor that can be read.
    """
    package = descriptor(folder)
    for table in package["resources"]:
        content = (folder / table["path"]).read_bytes()
        table["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
        table["bytes"] = len(content)
        table["rows"] = content.count(b"\n") - 1
    return package


def as_text(package: dict[str, Any]) -> str:
    """Write a descriptor as the file holds it."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def codebook(package: dict[str, Any]) -> str:
    """Write the codebook in Markdown.

    Parameters
    ----------
    package : dict
        A descriptor with the number of rows of each table.

    Returns
    -------
    str
        A heading and a description for the whole, then for each table its columns with type, unit, what is
        allowed, and meaning.
    """
    words = word_table().to_dict("records")
    return _TEMPLATES.get_template("codebook.md.jinja").render(package=package, words=words)


def _allowed(field: dict[str, Any], table: dict[str, Any]) -> str:
    """List what a cell of a column may hold."""
    constraints = field["constraints"]
    allowed = [
        f"a key of `{key['reference']['resource'] or table['name']}`"
        for key in table["schema"].get("foreignKeys", [])
        if key["fields"] == [field["name"]]
    ]
    if "enum" in constraints:
        allowed.append(", ".join(f"`{value}`" for value in constraints["enum"]))
    if "pattern" in constraints:
        allowed.append(f"`{constraints['pattern']}`".replace("|", "\\|"))
    for name, sign in (("minimum", "≥"), ("maximum", "≤")):
        if name in constraints:
            allowed.append(f"{sign} {number(constraints[name])}")
    if constraints.get("unique"):
        allowed.append("unique")
    return "; ".join([*allowed, "required" if constraints.get("required") else "may be empty"])


# Markdown, so that nothing is escaped.
_TEMPLATES = Environment(loader=PackageLoader("landreform.ledger", ""), trim_blocks=True)
_TEMPLATES.filters |= {"plural": plural, "allowed": _allowed, "number": number}


def main() -> int:
    """Renew the seals and the codebook; return 1 and name the faults where a table cannot be sealed."""
    faults = check()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    revisions.fill()
    package = sealed()
    whole_files.write(DATA / DESCRIPTOR, as_text(package))
    whole_files.write(DATA / README, codebook(package))
    print(f"{DESCRIPTOR} and {README} written in {DATA}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
