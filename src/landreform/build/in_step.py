"""Say which version each file of the project names, and where one is not that of the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from landreform import __version__
from landreform.publish import cff, changelog

#: The version that all have to name.
DECIDES = "src/landreform/__init__.py"


def versions(root: Path) -> dict[str, str]:
    """Read the version from every file that names one, and the day of it.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.

    Returns
    -------
    dict of str to str
        File, or file and key, to the version; the first is that of the package, which the others follow.

    Raises
    ------
    OSError, ValueError
        If a file is not there or cannot be read.
    """
    newest = changelog.newest((root / changelog.FILE).read_text(encoding="utf-8"))
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return {
        DECIDES: __version__,
        changelog.FILE: newest.version,
        "CITATION.cff": citation["version"],
        "CITATION.cff, preferred-citation": citation["preferred-citation"]["version"],
        **{name: _json(root / name)["version"] for name in cff.FILES[1:]},
        "data/datapackage.json": _json(root / "data" / "datapackage.json")["version"],
    }


def out_of_step(found: Mapping[str, str]) -> list[str]:
    """Name every place with another version than that of the package.

    Parameters
    ----------
    found : mapping of str to str
        From `versions`.

    Returns
    -------
    list of str
        One line each.

    Examples
    --------
    >>> out_of_step({DECIDES: "0.3.0", "CITATION.cff": "0.2.0", "codemeta.json": "0.3.0"})
    ['CITATION.cff has version 0.2.0, src/landreform/__init__.py 0.3.0']
    """
    decides = found[DECIDES]
    return [f"{place} has version {there}, {DECIDES} {decides}" for place, there in found.items() if there != decides]


def _json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
