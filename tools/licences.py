"""List the licence of every locked package, as its own metadata state it, in locks/licences.csv.

``make licences`` runs it in an environment that has everything of every lock file. The licence is that of the field
``License-Expression`` (an SPDX expression); where a package has none, its classifiers; where it has none of these, the
field ``License``. A package that no lock file of this platform installs is listed without one.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "locks" / "licences.csv"

PREFIX = "License :: "


class Locked(NamedTuple):
    """A package as a lock file has it: its name, version, where it is needed at all, and in which file."""

    name: str
    version: str
    marker: str
    lock: str


def locked() -> list[Locked]:
    """Return every package of every lock file, each once, in the order of their names.

    Returns
    -------
    list of Locked
        `marker` is empty where the package is needed everywhere; `lock` is the first file that has it.
    """
    found: dict[str, Locked] = {}
    for file in (ROOT / "requirements.lock", *sorted((ROOT / "locks").glob("*.lock"))):
        text = file.read_text(encoding="utf-8")
        for name, version, marker in re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\]+?))? \\$", text, re.MULTILINE):
            found.setdefault(name, Locked(name, version, marker, file.relative_to(ROOT).as_posix()))
    return [found[name] for name in sorted(found)]


def stated(name: str) -> tuple[str, str]:
    """Return the licence that an installed package states, and the field in which it does.

    Parameters
    ----------
    name : str
        Of a distribution.

    Returns
    -------
    tuple of str
        Both empty where it is not installed; the licence is ``none`` where it is, and states none.

    Examples
    --------
    >>> stated("no-such-package")
    ('', '')
    """
    try:
        fields = metadata(name)
    except PackageNotFoundError:
        return "", ""
    for expression in fields.get_all("License-Expression", []):
        return expression, "License-Expression"
    classifiers = [text.removeprefix(PREFIX) for text in fields.get_all("Classifier", []) if text.startswith(PREFIX)]
    if classifiers:
        return "; ".join(sorted(text.removeprefix("OSI Approved :: ") for text in classifiers)), "Classifier"
    lines = [line for text in fields.get_all("License", []) for line in text.strip().splitlines()]
    return (lines[0], "License") if lines else ("none", "")


def table() -> str:
    """Return the list as CSV with the columns package, version, lock, licence and field."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["package", "version", "lock", "licence", "field"])
    for package in locked():
        writer.writerow([package.name, package.version, package.lock, *stated(package.name)])
    return out.getvalue()


if __name__ == "__main__":
    text = table()
    LIST.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(text)
