"""Write the codebook and the seals of the tables from the descriptor, and describe columns for whoever shows them.

``python -m landreform.ledger.codebook`` puts the hash and the size of every table into ``datapackage.json`` and writes
``data/README.md``, which is also the codebook page of the book.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from landreform.ledger.tables import DATA, DESCRIPTOR, descriptor, resource
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
    return _TEMPLATES.get_template("codebook.md.jinja").render(package=package)


@cache
def _described(table: str) -> dict[str, str]:
    """Give what the ledger of the book says of each column of a table, with its unit."""
    schema = resource(table)["schema"]
    texts = {}
    for field in schema["fields"]:
        text, unit = field["description"].removesuffix("."), field.get("unit")
        if field["name"] in schema["primaryKey"]:
            text, unit = text.partition(";")[0], f"row of the table {table}"
        texts[field["name"]] = f"{text} ({unit})" if unit else text
    return texts


def column_texts(table: str, *columns: str, **renamed: str) -> dict[str, str]:
    """Describe columns of a frame that are columns of the ledger, in the words of the descriptor.

    Parameters
    ----------
    table : str
        Table of the ledger.
    *columns : str
        Columns that bear the same name in the frame and in the table.
    **renamed : str
        Name in the frame to name in the table, for the others.

    Returns
    -------
    dict of str to str
        Name in the frame to its text, with the unit in brackets where the column has one; of an identifier the table
        is named instead.

    Raises
    ------
    KeyError
        If the table has no such column.
    InputError
        If there is no such table.

    Examples
    --------
    >>> column_texts("waves", "communes")
    {'communes': 'Number of communes in which the wave was carried out (communes)'}
    >>> column_texts("waves", counted_by="source")
    {'counted_by': 'BibTeX key of the work that makes the statement'}
    """
    described = _described(table)
    return {name: described[column] for name, column in [*zip(columns, columns, strict=True), *renamed.items()]}


def _allowed(field: dict[str, Any], table: dict[str, Any]) -> str:
    """List what a cell of a column may hold."""
    constraints = field["constraints"]
    allowed = [
        f"a key of `{key['reference']['resource']}`"
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
_TEMPLATES.filters |= {"plural": plural, "allowed": _allowed}


def main() -> int:
    """Renew the seals and the codebook."""
    package = sealed()
    (DATA / DESCRIPTOR).write_text(as_text(package), encoding="utf-8")
    (DATA / README).write_text(codebook(package), encoding="utf-8")
    print(f"{DESCRIPTOR} and {README} written in {DATA}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
