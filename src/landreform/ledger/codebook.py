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

from landreform.ledger.tables import DATA, DESCRIPTOR, descriptor, resource
from landreform.text.prose import number, plural

README = "README.md"


def sealed(folder: Path = DATA) -> dict[str, Any]:
    """Return the descriptor with hash, size and number of rows of every table as it lies in the folder."""
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
    licence = package["licenses"][0]
    total = sum(table["rows"] for table in package["resources"])
    parts = [
        "# Codebook",
        package["description"],
        f"Version {package['version']}: {plural(len(package['resources']), 'table')}, {plural(total, 'row')}. "
        f"Licence: [{licence['title']}]({licence['path']}); `LICENSE-DATA` says what is fact and what is expression.",
        ABOUT,
        "## Conventions",
        CONVENTIONS,
    ]
    for table in package["resources"]:
        parts.append(f"## {table['title']} (`{table['path']}`)")
        keys = {
            key["fields"][0]: f"a key of `{key['reference']['resource']}`"
            for key in table["schema"].get("foreignKeys", [])
        }
        order = ", ".join(f"`{name}`" for name in table["sortedBy"])
        parts.append(f"{table['description']} {plural(table['rows'], 'row')}, sorted by {order}.")
        lines = ["| column | type | allowed | meaning |", "|---|---|---|---|"]
        for field in table["schema"]["fields"]:
            kind = "EDTF date" if field.get("edtf") else field["type"]
            unit = f" ({field['unit']})" if "unit" in field else ""
            allowed = _allowed(field["constraints"], keys.get(field["name"]))
            lines.append(f"| `{field['name']}` | {kind}{unit} | {allowed} | {field['description']} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


ABOUT = """\
The tables are a [Data Package](https://specs.frictionlessdata.io/data-package/): `datapackage.json` describes every
column in a form that programs read, with keys between the tables and a hash of each file. Text is UTF-8 in Unicode
normal form C; one line is one row; an empty cell means that the source says nothing.

`landreform check [FOLDER]` validates the tables, or any folder of tables of the same format, and names each fault
with file, row, column, value and what was expected. After a change of a table, `make codebook` renews its hash and
this page."""

CONVENTIONS = """\
Numbers
: What is vague in a source stays vague. `bound` says how: *at least* (more than, over), *at most* (up to, as many
  as), *about* (nearly, approximately), *range*, or *order of magnitude*. An order of magnitude is written as the
  numbers that the words can mean: hundreds, several thousand, tens of thousands stand for all numbers of three,
  four and five digits; dozens for those from twelve to ninety-nine; a few for those from two to eleven.

As printed
: `printed` holds the number or date in the words of the source; ` … ` joins two passages of it. Every number of a
  row can be read in it. The decimals of a percentage are kept as printed, trailing zeros included.

Dates
: EDTF (ISO 8601-2). A span that lasted is `a/b`; one moment somewhere within is `[a..b]`. Early, mid- and late in a
  year are its first, second and last four months; in a month its first ten days, its second ten, and the rest.
  `earliest` and `latest` are the days that the string allows; a qualifier (`~` approximate, `?` uncertain) never
  widens them by itself.

Home
: `source` makes the statement, `read_in` is where we read it, `locator` the place there. Where the two keys differ,
  the statement is known at second hand."""


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


def _allowed(constraints: dict[str, Any], key: str | None) -> str:
    said = []
    if key:
        said.append(key)
    if "enum" in constraints:
        said.append(", ".join(f"`{value}`" for value in constraints["enum"]))
    if "pattern" in constraints:
        said.append(f"`{constraints['pattern']}`".replace("|", "\\|"))
    for name, sign in (("minimum", "≥"), ("maximum", "≤")):
        if name in constraints:
            said.append(f"{sign} {number(constraints[name])}")
    if constraints.get("unique"):
        said.append("unique")
    said.append("required" if constraints.get("required") else "may be empty")
    return "; ".join(said)


def main() -> int:
    """Renew the seals and the codebook."""
    package = sealed()
    (DATA / DESCRIPTOR).write_text(as_text(package), encoding="utf-8")
    (DATA / README).write_text(codebook(package), encoding="utf-8")
    print(f"{DESCRIPTOR} and {README} written in {DATA}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
