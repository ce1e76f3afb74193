"""Make the files of every figure and numbered table, and write them to a folder.

``figures/<slug>/`` holds the drawing (SVG, PNG, PDF), the data (CSV), the citation (BibTeX, RIS, CSL-JSON) and the
passport (JSON) of one slug, and the pictures by which it shows itself elsewhere (``.card.png``, ``.small.png``). The
same state of code and data gives the same bytes on any day, in any folder, time zone and locale. Of what is no longer
drawn the last files that were published lie there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PIL.Image import Image

from landreform.exhibits import registry, slugs
from landreform.exhibits.base import Shown, ShownFigure
from landreform.exhibits.placement import places
from landreform.exhibits.register import FILE as REGISTER
from landreform.exhibits.register import Registered, register
from landreform.ledger.tables import load
from landreform.paths import ROOT
from landreform.publish import cards, citation, embedded_metadata
from landreform.publish.completeness import complete, plain
from landreform.publish.dependencies import Dependencies
from landreform.publish.digests import digest
from landreform.publish.page_form import ENDING, IN_PAGES, page_form
from landreform.publish.passport import libraries, passport, sha256, work
from landreform.publish.processes import CONTEXT, belong, processors
from landreform.publish.publication import FIGURES, Publication, publication
from landreform.publish.retired import kept_files
from landreform.text import whole_files
from landreform.text.counted import counted
from landreform.text.csv_output import csv_text

#: List of everything in that folder, for programs, and of all hashes, for ``sha256sum --check``.
INDEX, SUMS = "index.json", "SHA256SUMS"

#: The table from which the cards name the works.
SOURCES = "sources"


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
        Name to content; a table has no drawing, and a card of words.
    """
    setting = setting or publication()
    slug, data = made.slug, csv_text(made.data).encode("utf-8")
    files: dict[str, bytes] = {}
    metadata = _embedded(made, setting, sha256(data))
    picture = None
    if isinstance(made, ShownFigure):
        files[f"{slug}.svg"] = embedded_metadata.svg(made.figure, metadata)
        picture = embedded_metadata.dots(made.figure)
        # As large in print as it is drawn.
        words, dpi = embedded_metadata.png_words(metadata), (embedded_metadata.DPI, embedded_metadata.DPI)
        files[f"{slug}.png"] = embedded_metadata.png(picture, words, dpi=dpi)
        files[f"{slug}.pdf"] = embedded_metadata.pdf(made.figure, metadata)
    # A card is for a moment's look: what is long stays in the files that it stands for.
    files |= _pictures(made, setting, replace(metadata, description=""), picture)
    cited = work(made, setting)
    files[f"{slug}.csv"] = data
    files[f"{slug}.bib"] = citation.bibtex(cited).encode("utf-8")
    files[f"{slug}.ris"] = citation.ris(cited).encode("utf-8")
    files[f"{slug}.csl.json"] = _json([citation.csl_file(cited)])
    files[f"{slug}.json"] = _json(passport(made, setting, files))
    return files


def _pictures(
    made: Shown, setting: Publication, metadata: embedded_metadata.EmbeddedMetadata, picture: Image | None
) -> dict[str, bytes]:
    """Draw the card of an exhibit and, of a figure, its small picture."""
    said = embedded_metadata.png_words(metadata)
    names = dict(load(SOURCES)[["source", "name"]].itertuples(index=False))
    works = [names[work] for work in dict.fromkeys(made.sources["source"])]
    address = cards.shown_address(setting.url(f"{FIGURES}/{made.slug}/"))
    foot = (cards.origin(setting), cards.source_line(works), address)
    card = cards.Card(made.entry.title, made.headline or plain(made.entry.caption), foot, picture)
    drawn = {f"{made.slug}.{cards.CARD}": cards.draw(card, said)}
    return drawn | ({f"{made.slug}.{cards.SMALL_PICTURE}": cards.small(picture, said)} if picture else {})


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
        If an exhibit is incomplete, if the register calls one active that no code makes, or if a file that was
        published of a retired one is not kept.
    """
    setting = setting or publication()
    _refuse_unmade()
    shutil.rmtree(folder, ignore_errors=True)
    for _ in _write_some(folder, slugs(), setting):
        pass
    _put_back(folder, kept_files(register()))
    _write_lists(folder, setting)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def ensure(root: Path = ROOT, dependencies: Dependencies | None = None) -> Path:
    """Return the folder with the files of this state; only those of exhibits that depend on a change are made anew.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.
    dependencies : Dependencies, optional
        Those of the folder, where they have been looked at already.

    Returns
    -------
    pathlib.Path
        ``_build/figures`` in it.

    Raises
    ------
    ValueError
        As `write`.
    """
    folder, note = root / "_build" / FIGURES, root / "_build" / f".{FIGURES}.json"
    in_pages = root / "_build" / IN_PAGES
    setting, versions = publication(), libraries()
    decides = dependencies or Dependencies(root)
    known: dict[str, dict[str, Any]] = whole_files.read_note(note)

    def key(slug: str, tables: Iterable[str]) -> str:
        files = [root / "book/references.bib"]
        modules = (registry.modules()[slug], "landreform.publish.files")
        return decides.key(modules, {*tables, SOURCES}, files, versions, setting, _line(slug), places().get(slug))

    def made(name: str) -> str:
        """Hash what lies there: what somebody has altered, or a failure of power has spoilt, is made anew."""
        return digest(root / "_build", [f"{FIGURES}/{name}", f"{IN_PAGES}/{name}.{ENDING}"])

    def is_current(slug: str) -> bool:
        if slug not in known or known[slug].get("made") != made(slug):
            return False
        return bool(known[slug]["key"] == key(slug, known[slug]["tables"]))

    _refuse_unmade()
    kept = kept_files(register())
    needed = [slug for slug in slugs() if not is_current(slug)]
    hashes = {slug: {name: sha256(raw) for name, raw in files.items()} for slug, files in kept.items()}
    lists = {"key": repr((setting, register(), hashes)), "made": made(INDEX) + made(SUMS)}
    _put_back(folder, kept)
    if not needed and known.get(INDEX) == lists:
        return folder
    # Gone until they are written: a failed attempt must not be taken for a good one by the next.
    for name in (INDEX, *needed):
        known.pop(name, None)
    note.parent.mkdir(exist_ok=True)
    whole_files.write(note, json.dumps(known, indent=1))
    for slug, tables in _write_some(folder, needed, setting, in_pages):
        known[slug] = {"key": key(slug, tables), "tables": tables, "made": made(slug)}
        # At once: who is ended now goes on from here.
        whole_files.write(note, json.dumps(known, indent=1))
    for stray in [path for path in folder.iterdir() if path.is_file()]:
        stray.unlink()
    for gone in {path.name for path in folder.iterdir()}.difference(slugs(), kept):
        shutil.rmtree(folder / gone)
        (in_pages / f"{gone}.{ENDING}").unlink(missing_ok=True)
        known.pop(gone, None)
    _write_lists(folder, setting)
    known[INDEX] = lists | {"made": made(INDEX) + made(SUMS)}
    whole_files.write(note, json.dumps(known, indent=1))
    return folder


def _line(slug: str) -> Registered | None:
    return next((line for line in register() if line.slug == slug), None)


def _refuse_unmade() -> None:
    unmade = {entry.slug for entry in register() if entry.active} - set(slugs())
    if unmade:
        raise ValueError(f"no code makes {', '.join(sorted(unmade))}; {REGISTER} must say retired, never drop a slug")


def _write_some(
    folder: Path, chosen: Sequence[str], setting: Publication, in_pages: Path | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Make the files of some exhibits, as many at a time as there are processors; yield slug and tables of each.

    Where a folder for them is given, the page forms of figures are made with them. A file that has these bytes already
    is not touched.
    """
    if not chosen:
        return
    count = min(processors(), len(chosen))
    with ProcessPoolExecutor(count, mp_context=CONTEXT, initializer=belong) as crew:
        make = partial(_make, setting=setting, with_page_form=in_pages is not None)
        results = zip(chosen, crew.map(make, chosen), strict=True)
        for slug, (tables, made, in_page) in counted(results, len(chosen), "figures and numbered tables drawn"):
            for stray in {path.name for path in (folder / slug).glob("*")} - made.keys():
                (folder / slug / stray).unlink()
            for name, raw in made.items():
                _keep(folder / slug / name, raw)
            if in_pages and in_page:
                _keep(in_pages / f"{slug}.{ENDING}", in_page)
            yield slug, tables


def _put_back(folder: Path, kept: dict[str, dict[str, bytes]]) -> None:
    """Put the kept files of what is retired at the addresses at which they were published, and nothing beside them."""
    for slug, files in kept.items():
        for stray in {path.name for path in (folder / slug).glob("*")} - files.keys():
            (folder / slug / stray).unlink()
        for name, raw in files.items():
            _keep(folder / slug / name, raw)


def _keep(file: Path, raw: bytes) -> None:
    """Write a file unless it has these bytes already."""
    if not file.exists() or file.read_bytes() != raw:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)


def _make(
    slug: str, setting: Publication, with_page_form: bool = False
) -> tuple[tuple[str, ...], dict[str, bytes], bytes]:
    shown = complete(slug)
    files = files_of(shown, setting)
    # After the files, so that nothing of it can get into them.
    in_page = page_form(shown) if with_page_form and isinstance(shown, ShownFigure) else b""
    return shown.entry.tables, files, in_page


def _write_lists(folder: Path, setting: Publication) -> None:
    """Write the list of everything in the folder, and that of all hashes."""
    (folder / INDEX).unlink(missing_ok=True)
    (folder / SUMS).unlink(missing_ok=True)
    hashes = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    }
    (folder / INDEX).write_bytes(_json(_index(setting, hashes)))
    hashes[INDEX] = sha256((folder / INDEX).read_bytes())
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


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
