"""Make the files of every figure and numbered table, and write them to a folder.

``figures/<slug>/`` holds the drawing (SVG, PNG, PDF), the data (CSV), the citation (BibTeX, RIS, CSL-JSON) and the
passport (JSON) of one slug. The same state of code and data gives the same bytes on any day, in any folder, time zone
and locale.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from landreform.exhibits import slugs
from landreform.exhibits.base import Shown, ShownFigure
from landreform.exhibits.register import FILE as REGISTER
from landreform.exhibits.register import register
from landreform.paths import ROOT
from landreform.publish import citation, embedded_metadata
from landreform.publish.completeness import complete
from landreform.publish.passport import libraries, passport, sha256, work
from landreform.publish.publication import FIGURES, Publication, publication
from landreform.publish.publication import FILE as SETTING
from landreform.publish.state import digest
from landreform.text.csv_output import csv_text

#: List of everything in that folder, for programs, and of all hashes, for ``sha256sum --check``.
INDEX, SUMS = "index.json", "SHA256SUMS"

#: Whatever can change a file of a figure.
STATE_PATHS = (
    "src",
    "data",
    "notebooks",
    "book/references.bib",
    SETTING,
    REGISTER,
    "CHANGELOG.md",
    "requirements.lock",
)


def files_of(made: Shown, setting: Publication | None = None) -> dict[str, bytes]:
    """Make all files of one exhibit.

    Parameters
    ----------
    made : Shown
    setting : Publication, optional
        By default that of the book.

    Returns
    -------
    dict of str to bytes
        Name to content; a table has no drawing.
    """
    setting = setting or publication()
    slug, data = made.slug, csv_text(made.data).encode("utf-8")
    files: dict[str, bytes] = {}
    if isinstance(made, ShownFigure):
        metadata = _embedded(made, setting, sha256(data))
        for ending, write in embedded_metadata.WRITERS.items():
            files[f"{slug}.{ending}"] = write(made.figure, metadata)
    cited = work(made, setting)
    files[f"{slug}.csv"] = data
    files[f"{slug}.bib"] = citation.bibtex(cited).encode("utf-8")
    files[f"{slug}.ris"] = citation.ris(cited).encode("utf-8")
    files[f"{slug}.csl.json"] = _json([citation.csl(cited)])
    files[f"{slug}.json"] = _json(passport(made, setting, files))
    return files


def write(folder: Path, setting: Publication | None = None) -> list[Path]:
    """Write the files of every exhibit into a folder, one folder a slug.

    Parameters
    ----------
    folder : pathlib.Path
        What is in it goes.
    setting : Publication, optional

    Returns
    -------
    list of pathlib.Path
        The files written, sorted.

    Raises
    ------
    ValueError
        If an exhibit is incomplete, or if the register calls one active that no code makes.
    """
    setting = setting or publication()
    unmade = {entry.slug for entry in register() if entry.active} - set(slugs())
    if unmade:
        raise ValueError(f"no code makes {', '.join(sorted(unmade))}; {REGISTER} must say retired, never drop a slug")
    shutil.rmtree(folder, ignore_errors=True)
    hashes = {}
    # As many at a time as there are processors; started anew, since a copy of a process that runs threads may hang.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as crew:
        for slug, made in zip(slugs(), crew.map(partial(_files_of_slug, setting=setting), slugs()), strict=True):
            target = folder / slug
            target.mkdir(parents=True)
            for name, raw in made.items():
                (target / name).write_bytes(raw)
                hashes[f"{slug}/{name}"] = sha256(raw)
    (folder / INDEX).write_bytes(_json(_index(setting, hashes)))
    hashes[INDEX] = sha256((folder / INDEX).read_bytes())
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _files_of_slug(slug: str, setting: Publication) -> dict[str, bytes]:
    return files_of(complete(slug), setting)


def ensure(root: Path = ROOT) -> Path:
    """Return the folder with the files of this state, written anew only where the state has changed.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.

    Returns
    -------
    pathlib.Path
        ``_build/figures`` in it.
    """
    folder, note = root / "_build" / FIGURES, root / "_build" / f".{FIGURES}"
    state = state_of(root)
    if note.exists() and note.read_text(encoding="utf-8") == state and (folder / SUMS).exists():
        return folder
    # Gone until all is written: a failed attempt must not be taken for a good one by the next.
    note.unlink(missing_ok=True)
    write(folder)
    note.write_text(state, encoding="utf-8")
    return folder


def state_of(root: Path) -> str:
    """Return what decides whether the files are those of this code, data and environment."""
    return f"{sys.version} {libraries()} {digest(root, STATE_PATHS)}"


def _embedded(made: Shown, setting: Publication, data: str) -> embedded_metadata.EmbeddedMetadata:
    return embedded_metadata.EmbeddedMetadata(
        slug=made.slug,
        title=made.entry.title,
        creator=setting.byline,
        book=setting.title,
        version=setting.version,
        date=setting.date,
        address=setting.url(f"{FIGURES}/{made.slug}/"),
        licence=setting.licence_name,
        licence_address=setting.licence_url,
        alt=made.alt,
        data=data,
        description=made.description,
    )


def _index(setting: Publication, hashes: dict[str, str]) -> dict[str, Any]:
    """List every slug that was ever published, with its files where it still has any."""
    return {
        "book": setting.title,
        "version": setting.version,
        "date": setting.date,
        "exhibits": [
            {
                "slug": entry.slug,
                "kind": entry.kind,
                "title": entry.title,
                "status": entry.status,
                "address": setting.url(f"{FIGURES}/{entry.slug}/"),
                "files": {
                    name.partition("/")[2]: digest
                    for name, digest in sorted(hashes.items())
                    if name.startswith(f"{entry.slug}/")
                },
            }
            for entry in register()
        ],
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
