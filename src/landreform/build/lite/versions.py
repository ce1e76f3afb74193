"""Say which versions a notebook has in the browser, and how they differ from those of the book.

Input are ``requirements.lock``, ``environment.yml`` and ``locks/pyodide.json``, the versions that come with one release
of Pyodide (``python tools/check_lite.py --lock`` writes it); output are names with both versions, and a sentence.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from landreform.text.prose import listing

#: Where the versions of Pyodide are kept.
FILE = "locks/pyodide.json"

#: The extra of the package that a notebook needs, and what of it the kernel in the browser brings itself.
EXTRA, OF_THE_KERNEL = "notebooks", "ipykernel"

_PINNED = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^ ;\\]+)", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Difference:
    """A library with the version in the browser and that of the book."""

    name: str
    there: str
    here: str


def pyodide(root: Path) -> dict[str, Any]:
    """Read what comes with Pyodide: ``pyodide`` and ``python`` (versions), ``packages`` (name to version)."""
    read: dict[str, Any] = json.loads((root / FILE).read_text(encoding="utf-8"))
    return read


def needed(root: Path) -> list[str]:
    """List the libraries that the package names for a notebook, from ``pyproject.toml``.

    Examples
    --------
    >>> from landreform.paths import ROOT
    >>> "numpy" in needed(ROOT), "ipykernel" in needed(ROOT)
    (True, False)
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"][EXTRA]]
    names = {normal(found[0]) for text in asked if (found := _NAME.match(text))}
    return sorted(names - {OF_THE_KERNEL})


def normal(name: str) -> str:
    """Write the name of a distribution as indexes do.

    Parameters
    ----------
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> normal("Prompt_Toolkit")
    'prompt-toolkit'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def differences(root: Path) -> list[Difference]:
    """List Python, then the libraries that a notebook needs, where the browser has another version than the book.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.

    Returns
    -------
    list of Difference
        Of Python the first two parts of the version count: the book is the same with each of the third.

    Examples
    --------
    >>> from landreform.paths import ROOT
    >>> all(one.there != one.here for one in differences(ROOT))
    True
    """
    there = pyodide(root)
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    python = next(text for text in environment["dependencies"] if str(text).startswith("python="))
    locked = dict(_PINNED.findall((root / "requirements.lock").read_text(encoding="utf-8")))
    pairs = [("Python", ".".join(there["python"].split(".")[:2]), python.partition("=")[2])]
    pairs += [(name, there["packages"][name], locked[name]) for name in needed(root)]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def sentence(found: list[Difference]) -> str:
    """Say how the versions differ, as the end of a sentence.

    Examples
    --------
    >>> sentence([Difference("Python", "3.14", "3.11"), Difference("pandas", "3.0.2", "3.1.1")])
    'in other versions than the book: Python 3.14 instead of 3.11 and pandas 3.0.2 instead of 3.1.1'
    >>> sentence([])
    'in the versions of the book'
    """
    if not found:
        return "in the versions of the book"
    told = listing([f"{one.name} {one.there} instead of {one.here}" for one in found])
    return f"in other versions than the book: {told}"
