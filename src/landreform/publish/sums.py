"""Hash the files of a folder, and say by its sums what was altered in a copy, what is missing and what was added.

Sums are text as ``sha256sum`` writes and checks it. Those of the rendered book belong to a release
(``releases/<version>/book.SHA256SUMS``); what is deposited carries its own as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from landreform.contested.errors import Fault, InputError
from landreform.paths import RELEASES

#: The sums that lie in a folder are its own; those of a release stand in the folder of that release.
NAME, OF_BOOK = "SHA256SUMS", "book.SHA256SUMS"

#: From the top of the rendered book, and of what is deposited: the list that names the version.
_INDEX = Path("figures", "index.json")

_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")

# What file managers leave in every folder that they show, such as one on a stick.
_LEFT_BY_SYSTEMS = re.compile(r"(\.DS_Store|Thumbs\.db|desktop\.ini|\._.+)")


@dataclass(frozen=True)
class Change:
    """One difference between a folder and its sums.

    Attributes
    ----------
    file : str
        From the top of the folder.
    what : str
        altered, missing, added.
    why : str
        What else is known of it; may be empty.
    """

    file: str
    what: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" + (f" ({self.why})" if self.why else "")


@dataclass(frozen=True)
class Sums:
    """Sums of a folder, and where they are from.

    Attributes
    ----------
    origin : str
        In words.
    hashes : mapping of str to str
        Name of each file from the top of the folder to its SHA-256.
    """

    origin: str
    hashes: Mapping[str, str]


def of_folder(folder: Path) -> dict[str, str]:
    """Hash every file of a folder except its own sums and what file managers leave there.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    dict of str to str
        Name from the top of the folder, with slashes, to SHA-256; sorted by name.
    """
    names = (name for name in _names(folder) if name != NAME and not _LEFT_BY_SYSTEMS.fullmatch(Path(name).name))
    return {name: _sum(folder / name) for name in sorted(names)}


def _sum(path: Path) -> str:
    """Hash a file; a link to a folder, which no sums can list, has none."""
    return "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def of_contents(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Hash contents by their names."""
    return {name: hashlib.sha256(raw).hexdigest() for name, raw in contents.items()}


def left_by_systems(folder: Path) -> list[str]:
    """List the files of a folder that only a file manager can have left there."""
    return sorted(name for name in _names(folder) if _LEFT_BY_SYSTEMS.fullmatch(Path(name).name))


def _names(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for path in (Path(place, name) for name in (*names, *links)):
            if path.exists():  # a link that leads nowhere is no file
                yield path.relative_to(folder).as_posix()


def _refuse(error: OSError) -> None:
    raise error


def text(hashes: Mapping[str, str]) -> str:
    """Write sums as ``sha256sum`` does.

    Examples
    --------
    >>> text({"index.html": "0" * 64}) == "0" * 64 + "  index.html\\n"
    True
    """
    return "".join(_line(name, hashes[name]) for name in sorted(hashes))


def _line(name: str, digest: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == name else chr(92)}{digest}  {escaped}\n"


def read(path: Path) -> dict[str, str]:
    """Read sums that ``sha256sum`` or this module has written.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    dict of str to str
        Name to SHA-256.

    Raises
    ------
    InputError
        If it is no such file: the line, what stands there and what was expected.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        expected = "a file of sums that can be read"
        raise InputError(Fault(str(path), None, None, error.strerror or "", expected)) from None
    except UnicodeDecodeError:
        raise InputError(Fault(str(path), None, None, "", "text in UTF-8")) from None
    found: dict[str, str] = {}
    for number, line in enumerate(content.split("\n") if content else (), start=1):
        if not line and number > 1:  # after the last line end
            continue
        parts = _LINE.fullmatch(line)
        if not parts:
            raise InputError(Fault(str(path), number, None, line, "64 hexadecimal digits, two spaces, a name"))
        name = re.sub(r"\\(.)", _unescaped, parts[3]) if parts[1] else parts[3]
        name = name.removeprefix("./")
        if name.startswith("/") or ".." in name.split("/"):
            raise InputError(Fault(str(path), number, None, name, "the name of a file within the folder"))
        if found.setdefault(name, parts[2]) != parts[2]:
            raise InputError(Fault(str(path), number, None, name, "one sum for a file, not two"))
    if not found:
        raise InputError(Fault(str(path), None, None, "no sum", "a line for each file"))
    return found


def _unescaped(found: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r"}.get(found[1], found[1])


def sums_for(folder: Path, chosen: Path | None = None, releases: Path = RELEASES) -> Sums:
    """Find the sums by which a folder is checked.

    Parameters
    ----------
    folder : pathlib.Path
        A copy of the rendered book, or of what is deposited with a release.
    chosen : pathlib.Path, optional
        A file of sums. By default those that this package has of the release that the copy names, and where it has
        none, those that lie in the folder.
    releases : pathlib.Path, optional
        Folder with a folder for each release.

    Returns
    -------
    Sums

    Raises
    ------
    InputError
        If the folder is none, or no sums are to be had, or they cannot be used.
    """
    if not folder.is_dir():
        found = "a file" if folder.exists() else "nothing there"
        raise InputError(Fault(str(folder), None, None, found, "a folder: a copy of the book"))
    if chosen is not None:
        return Sums(f"the sums in {chosen}", read(chosen))
    version, own = _version(folder), folder / NAME
    of_release = releases / version / OF_BOOK
    # What is deposited holds the book in a folder of it, and has sums of its own.
    if version and of_release.is_file() and (folder / "index.html").exists():
        return Sums(f"the sums of release {version}", read(of_release))
    if own.is_file():
        return Sums(f"the sums in {own}, which show damage but not whose copy it is", read(own))
    found = f"a copy of version {version}, whose sums are not known here" if version else "no sums"
    raise InputError(Fault(str(folder), None, None, found, f"a file {NAME} in the folder, or --sums FILE"))


def _version(folder: Path) -> str:
    """Return the version that a copy of the book names; empty where it names none that can be one."""
    try:
        version = str(json.loads((folder / _INDEX).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return version if re.fullmatch(r"\d+\.\d+\.\d+[a-z0-9.]*", version) else ""


def changes(folder: Path, hashes: Mapping[str, str]) -> list[Change]:
    """Compare a folder with sums.

    Parameters
    ----------
    folder : pathlib.Path
    hashes : mapping of str to str
        Name to SHA-256, from `read`.

    Returns
    -------
    list of Change
        Sorted by file; empty where every file is what the sums say and there is no other.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    there = of_folder(folder)
    if NAME in hashes and (folder / NAME).is_file():
        there[NAME] = _sum(folder / NAME)
    new = {digest: name for name, digest in there.items() if name not in hashes}
    known = {digest: name for name, digest in hashes.items()}
    found = []
    for name, digest in there.items():
        if name not in hashes:
            found.append(Change(name, "added", f"a copy of {known[digest]}" if digest in known else ""))
        elif digest != hashes[name]:
            found.append(Change(name, "altered", _how(folder / name, hashes[name])))
    for name, digest in hashes.items():
        if name not in there:
            found.append(Change(name, "missing", f"it is there as {new[digest]}" if digest in new else ""))
    return sorted(found, key=lambda change: change.file)


def _how(file: Path, digest: str) -> str:
    """Say how a file was altered, where that can be told from its sum alone."""
    if file.is_dir():
        return "a folder in its place"
    raw = file.read_bytes()
    if not raw:
        return "it is empty"
    plain = raw.replace(b"\r\n", b"\n")
    return "other line ends" if hashlib.sha256(plain).hexdigest() == digest else ""
