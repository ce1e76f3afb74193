"""Verify a file of a figure or table: of this release, of another, altered, or unknown.

A file is compared byte by byte with those of this release, whatever its name, then by its hash with the lists of all
published releases (``releases/<version>/SHA256SUMS``). A text that was only saved anew, with other line ends or a byte
order mark, is the same text. If none is equal, it is asked what it says of itself: a picture
by the metadata within it, a passport or citation by its words, a CSV file, which can say nothing, by the passport
beside it. A file that claims a published release and is not in its list is altered.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from landreform.contested.errors import Fault, InputError
from landreform.paths import RELEASES
from landreform.publish import embedded_metadata, files
from landreform.publish.passport import FORMAT, sha256

#: The four answers, and the exit status that each asks for.
THIS, OTHER, ALTERED, UNKNOWN = "this release", "another release", "altered", "unknown"
STATUS = {THIS: 0, OTHER: 3, ALTERED: 1, UNKNOWN: 1}

_KEY = re.compile(r"landreform-((?:fig|tab)-[a-z0-9-]+?)-(\d+\.\d+\.\d+[a-z0-9.]*)")


@dataclass(frozen=True)
class Answer:
    """What is known of one file.

    Attributes
    ----------
    file : str
        As it was given.
    answer : str
        this release, another release, altered or unknown.
    slug, version : str
        What the file is, or says that it is; empty where that is not known.
    why : str
        One sentence.
    """

    file: str
    answer: str
    slug: str
    version: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: {self.answer} ({self.why})"


@dataclass(frozen=True)
class Release:
    """All files of a release.

    Attributes
    ----------
    version : str
    hashes : dict of str to str
        SHA-256 to ``<slug>/<file>``.
    folder : pathlib.Path
        Where the files are.
    """

    version: str
    hashes: dict[str, str]
    folder: Path

    def data(self, slug: str) -> str:
        """Return the SHA-256 of the CSV file of a slug; empty where there is none."""
        wanted = f"{slug}/{slug}.csv"
        return next((digest for digest, name in self.hashes.items() if name == wanted), "")


def release(folder: Path | None = None) -> Release:
    """Read the files of a release.

    Parameters
    ----------
    folder : pathlib.Path, optional
        ``figures/`` of a published book or of an archive of it; by default the files are made from this code and this
        ledger.

    Raises
    ------
    InputError
        If the folder is none of the figures of a published book.
    """
    folder = folder or files.ensure()
    try:
        version = json.loads((folder / files.INDEX).read_text(encoding="utf-8-sig"))["version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = (
            error.strerror if isinstance(error, OSError) else ""
        ) or f"no list of files {files.INDEX} that can be read"
        expected = f"the folder figures/ of a published book, with its list {files.INDEX}"
        raise InputError(Fault(str(folder), None, None, found, expected)) from error
    there = [path for path in sorted(folder.glob("*/*")) if path.suffix != ".html"]
    return Release(version, {sha256(path.read_bytes()): path.relative_to(folder).as_posix() for path in there}, folder)


@cache
def published_releases(folder: Path = RELEASES) -> dict[str, dict[str, str]]:
    """Read the lists of hashes of all releases that were published.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    dict of str to dict
        Version to the files of that release: SHA-256 to ``<slug>/<file>``.

    Examples
    --------
    >>> "fig-claims/fig-claims.csv" in published_releases()["0.1.0"].values()
    True
    """
    return {
        sums.parent.name: dict(line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
        for sums in sorted(folder.glob(f"*/{files.SUMS}"))
    }


def verify(path: Path | str, against: Release) -> Answer:
    """Say of one file whether it is of a release.

    Parameters
    ----------
    path : path-like
    against : Release

    Returns
    -------
    Answer

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    path = Path(path)
    raw = path.read_bytes()
    digest = sha256(raw)
    for content, how in ((raw, ""), *_as_published(raw)):
        same = sha256(content)
        for version, hashes in ((against.version, against.hashes), *published_releases().items()):
            if same in hashes:
                return _unaltered(path, hashes[same], version, against, how)
    embedded = embedded_metadata.read(path)
    if embedded:
        return _described(path, raw, embedded, against)
    slug, version = _slug_and_version(raw)
    if slug:
        return _claimed(path, slug, version, against, "it names the version and differs from its file")
    beside = _passport_beside(path, digest)
    if beside and beside[1] != against.version:
        slug, version, name = beside
        return _claimed(path, slug, version, against, "", f"the passport beside it, of version {version}, lists {name}")
    return _undescribed(path, raw, against)


def _as_published(raw: bytes) -> Iterator[tuple[bytes, str]]:
    """Undo what programs do to a text that they only save anew; yield the bytes and how they differed.

    Every text of a release is in UTF-8 without a byte order mark, has line feeds, and ends in one; a text that has
    carriage returns within its lines cannot be told from its copy with other line ends, and no file has any.
    """
    if b"\0" in raw:  # no text, but perhaps one in UTF-16
        if not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return
        try:
            plain = raw.decode("utf-16").encode()
        except UnicodeDecodeError:
            return
        how = "another encoding"
    else:
        plain = raw.removeprefix(codecs.BOM_UTF8)
        how = "a byte order mark" if plain != raw else ""
    lines = plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines += b"" if lines.endswith(b"\n") else b"\n"
    if lines != raw:
        yield lines, " and ".join(filter(None, (how, "other line ends" if lines != plain else "")))


def _unaltered(path: Path, name: str, version: str, against: Release, how: str = "") -> Answer:
    """Answer for a file that is equal to one of a release, perhaps in all but the bytes between its lines."""
    slug = name.rpartition("/")[0]
    if version == against.version:
        equal = f"the same text as {name}, saved anew with {how}" if how else f"equal to {name}, byte by byte"
        return Answer(str(path), THIS, slug, version, equal)
    why = f"it is the text of {name} in release {version}, saved anew with {how}"
    return Answer(
        str(path),
        OTHER,
        slug,
        version,
        f"unaltered: {why if how else f'it has the hash of {name} in release {version}'}",
    )


def _described(path: Path, raw: bytes, embedded: embedded_metadata.EmbeddedMetadata, against: Release) -> Answer:
    """Answer for a picture that carries its metadata."""
    why = "it names the version and differs from its file"
    if _same_pixels(raw, embedded.slug, against):
        why = "the picture is the same dot by dot, but the file was saved anew"
    elif embedded.data == against.data(embedded.slug):
        why = "it names the same data, but was edited, saved anew or drawn with other versions of the libraries"
    return _claimed(path, embedded.slug, embedded.version, against, why)


def _claimed(path: Path, slug: str, version: str, against: Release, why: str, claim: str = "") -> Answer:
    """Answer for a file of which version is claimed, and that is equal to no file of a known release."""
    if version == against.version:
        return Answer(str(path), ALTERED, slug, version, why)
    claim = claim or f"it says that it is of version {version}"
    if version in published_releases():
        return Answer(str(path), ALTERED, slug, version, f"{claim}, and that release has no such file")
    why = f"{claim}, and this is {against.version}; compare it with that version"
    return Answer(str(path), OTHER, slug, version, why)


def _undescribed(path: Path, raw: bytes, against: Release) -> Answer:
    """Answer for a file that says nothing of itself."""
    for slug in sorted({name.partition("/")[0] for name in against.hashes.values()}):
        if _same_pixels(raw, slug, against):
            why = "the picture is the same dot by dot, but the file was saved anew and has lost what it said of itself"
            return Answer(str(path), ALTERED, slug, "", why)
        own = against.folder / slug / f"{slug}.csv"
        if own.exists() and _header(raw) == _header(own.read_bytes()):
            why = "it has the columns of this data and other rows; a CSV file cannot say of which version it is"
            return Answer(str(path), ALTERED, slug, "", why)
    return Answer(str(path), UNKNOWN, "", "", "no file of this release, and it does not say where it is from")


def _header(raw: bytes) -> bytes:
    """Return the first line of a text without byte order mark, line end and quotation marks."""
    first, *_ = raw.removeprefix(codecs.BOM_UTF8).splitlines() or [b""]
    return first.strip().replace(b'"', b"")


def _slug_and_version(raw: bytes) -> tuple[str, str]:
    """Read slug and version from a passport or a citation."""
    text = raw[:100_000].decode("utf-8", errors="replace")
    if f'"format": "{FORMAT.partition("/")[0]}/' in text:
        try:
            passport = json.loads(raw)
            return str(passport["slug"]), str(passport["book"]["version"])
        except (ValueError, KeyError, TypeError):
            return "", ""
    found = _KEY.search(text)
    return (found[1], found[2]) if found else ("", "")


def _passport_beside(path: Path, digest: str) -> tuple[str, str, str] | None:
    """Find the passport in the same folder that lists these bytes: slug, version, name of the file."""
    for other in sorted(path.resolve().parent.glob("*.json")):
        slug, version = _slug_and_version(other.read_bytes())
        with suppress(ValueError, KeyError):  # a file that only looks like a passport
            for entry in json.loads(other.read_bytes())["files"] if slug and not other.match("*.csl.json") else ():
                if entry["sha256"] == digest:
                    return slug, version, entry["name"]
    return None


def _same_pixels(raw: bytes, slug: str, against: Release) -> bool:
    own = against.folder / slug / f"{slug}.png"
    return raw.startswith(b"\x89PNG") and own.exists() and _pixels(raw) == _pixels(own.read_bytes())


def _pixels(raw: bytes) -> tuple[tuple[int, int], str] | None:
    try:
        with Image.open(io.BytesIO(raw)) as image:
            return image.size, sha256(image.convert("RGB").tobytes())
    except Exception:
        # A broken picture is no picture; whatever it is, it is not the same.
        return None


def status(answers: list[Answer]) -> int:
    """Return the exit status for several files: 1 if any is altered or unknown, else 3 if any is of another release.

    Examples
    --------
    >>> status([Answer("a", THIS, "", "", ""), Answer("b", OTHER, "", "", "")])
    3
    """
    return max((STATUS[answer.answer] for answer in answers), key=(0, 3, 1).index, default=0)
