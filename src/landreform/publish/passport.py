"""Collect what a stranger needs to check a figure or table: words, data, sources, makers, hashes.

The passport of an exhibit is the file ``<slug>.json`` beside its other files.
"""

from __future__ import annotations

import hashlib
import platform
from importlib import metadata
from typing import Any

import pandas as pd
from matplotlib import ft2font

from landreform.exhibits.base import Shown, ShownFigure
from landreform.exhibits.placement import places
from landreform.exhibits.register import registered
from landreform.ledger import tables
from landreform.paths import DATA
from landreform.publish import cards, citation
from landreform.publish.completeness import plain
from landreform.publish.publication import FIGURES, Publication

#: Name of the format; it changes when a reader of the files would have to.
FORMAT = "landreform-exhibit/1"

#: Ending of a file to its media type.
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    cards.CARD: "image/png",
    cards.SMALL_PICTURE: "image/png",
    "csv": "text/csv",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}

_LIBRARIES = ("fonttools", "matplotlib", "numpy", "pandas", "pillow", "pypdf")


def sha256(raw: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def schema(made: Shown) -> dict[str, Any]:
    """Describe the columns of the CSV file as a Frictionless Table Schema."""
    fields = []
    for name in made.data:
        column = made.data[name]
        kind = "string"
        if pd.api.types.is_bool_dtype(column):
            kind = "boolean"
        elif pd.api.types.is_datetime64_any_dtype(column):
            kind = "date"
        elif pd.api.types.is_numeric_dtype(column):
            whole = all(float(value).is_integer() for value in column.dropna())
            kind = "integer" if whole else "number"
        fields.append({"name": name, "type": kind, "description": made.entry.columns[name]})
    return {"fields": fields, "missingValues": [""]}


def sources(made: Shown) -> list[dict[str, Any]]:
    """List the works that make the statements shown, with the work read and the places in it."""
    grouped = made.sources.groupby(["source", "read_in"], sort=True)["locator"]
    return [
        {"source": source, "read_in": read_in, "locators": sorted(set(places))} for (source, read_in), places in grouped
    ]


def work(made: Shown, setting: Publication) -> citation.Work:
    """Return the exhibit as something that can be cited."""
    return citation.part(made.slug, made.entry.kind, made.entry.title, setting)


def passport(made: Shown, setting: Publication, files: dict[str, bytes]) -> dict[str, Any]:
    """Collect everything that is known of an exhibit.

    Parameters
    ----------
    made : Shown
    setting : Publication
    files : dict of str to bytes
        Name and content of the other files.

    Returns
    -------
    dict
        Ready for JSON; ``format`` names the form of the whole.
    """
    entry, place = made.entry, places()[made.slug]
    return {
        "format": FORMAT,
        "slug": made.slug,
        "kind": entry.kind,
        "since": registered(made.slug).since,
        "title": entry.title,
        "caption": plain(entry.caption),
        "says": made.says if isinstance(made, ShownFigure) else "",
        "alt": made.alt,
        "description": made.description,
        "finding": {"name": shown.finding, "headline": shown.short} if (shown := made.finding) else None,
        "conclusions": list(made.conclusions),
        "limits": list(entry.limits),
        "book": {
            "title": setting.title,
            "authors": [str(author) for author in setting.authors],
            "version": setting.version,
            "date": setting.date,
            "address": setting.address,
            "doi": setting.doi,
        },
        "address": setting.url(f"{FIGURES}/{made.slug}/"),
        "licence": {"name": setting.licence_name, "spdx": setting.licence, "address": setting.licence_url},
        "citation": citation.csl(work(made, setting)),
        "data": {"file": f"{made.slug}.csv", "rows": len(made.data), "schema": schema(made)},
        "sources": sources(made),
        "tables": [_table(name) for name in entry.tables],
        "made_by": {
            "function": entry.make.__name__,
            "module": entry.make.__module__,
            "notebook": f"notebooks/{place.notebook}.ipynb",
            "cell": {"number": place.cell, "id": place.id},
        },
        "libraries": libraries(),
        "files": [
            {"name": name, "media_type": MEDIA_TYPES[name.partition(".")[2]], "bytes": len(raw), "sha256": sha256(raw)}
            for name, raw in files.items()
        ],
    }


def _table(name: str) -> dict[str, str]:
    path = tables.resource(name)["path"]
    return {"name": name, "file": f"data/{path}", "sha256": sha256((DATA / path).read_bytes())}


def libraries() -> dict[str, str]:
    """Return the versions of everything that has a hand in the bytes of a figure."""
    found = {name: metadata.version(name) for name in _LIBRARIES}
    found |= {"freetype": ft2font.__freetype_version__, "python": ".".join(platform.python_version_tuple()[:2])}
    return dict(sorted(found.items()))
