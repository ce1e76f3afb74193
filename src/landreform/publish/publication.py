"""Read title, authors, address, identifier, licence and version under which the book is published.

The owner says so in ``publication.yml`` at the top of the project; the version is that of the package, its date that of
the changelog. An empty address or identifier is an answer too: whoever asks gets empty text and leaves the matter out.
Nothing is ever made up in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from landreform import __version__
from landreform.contested.errors import Fault, InputError
from landreform.paths import ROOT

FILE = "publication.yml"

#: Licences by their SPDX name: the name for readers and the address of the text.
LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "BSD-3-Clause": ("BSD 3-Clause", "https://opensource.org/license/bsd-3-clause"),
    "MIT": ("MIT", "https://opensource.org/license/mit"),
}

#: Folder of the files and landing pages of figures and numbered tables, from the top of the book.
FIGURES = "figures"

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
# What people write where a DOI will stand one day; 10.5072 and 10.1234 are for examples and tests.
_NO_DOI = re.compile(r"10\.(5072|1234)/|x{3,}|0{4,}|1234567|todo|tbd|placeholder", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\".]+(\.[^@\s<>\".]+)+")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")

# What may stand in the file; a description says what was expected where the value is another.
_SCHEMA = json.loads(Path(__file__).with_suffix(".schema.json").read_text(encoding="utf-8"))
_KEYS = tuple(_SCHEMA["properties"])


@dataclass(frozen=True)
class Author:
    """Who wrote the book: an entity (``name``) or a person (``family``, ``given``, perhaps ``orcid``)."""

    name: str = ""
    family: str = ""
    given: str = ""
    orcid: str = ""

    def __str__(self) -> str:
        return self.name or f"{self.given} {self.family}"

    @property
    def is_person(self) -> bool:
        """Whether it is a person rather than an entity."""
        return bool(self.family)

    @property
    def inverted(self) -> str:
        """The name as a list of references sorts it."""
        return f"{self.family}, {self.given}" if self.is_person else self.name


@dataclass(frozen=True)
class Publication:
    """What is known of the book as a publication.

    Attributes
    ----------
    title, abstract : str
    authors : tuple of Author
        At least one.
    address : str
        Where the rendered book stands, with a slash at the end; empty where nobody has said so.
    repository, doi : str
        Empty where there is none; the DOI without an address in front.
    contact : str
        An e-mail address or the address of a page, for whoever wants to correct a row; empty where there is none.
    licence, licence_code : str
        SPDX names, keys of :data:`LICENCES`; of text, figures and data, and of the code.
    keywords : tuple of str
    version, date : str
        Of this release; the date as YYYY-MM-DD.
    """

    title: str
    authors: tuple[Author, ...]
    address: str
    repository: str
    contact: str
    doi: str
    licence: str
    licence_code: str
    abstract: str
    keywords: tuple[str, ...]
    version: str
    date: str

    @property
    def byline(self) -> str:
        """The authors as one line."""
        return ", ".join(map(str, self.authors))

    @property
    def doi_url(self) -> str:
        """The identifier as an address, or empty."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def licence_name(self) -> str:
        """The name of the licence of text, figures and data."""
        return LICENCES[self.licence][0]

    @property
    def licence_url(self) -> str:
        """Where the licence of text, figures and data can be read."""
        return LICENCES[self.licence][1]

    def url(self, path: str = "") -> str:
        """Return the public address of something in the book, or empty text where the book has none.

        Parameters
        ----------
        path : str
            From the top of the book; empty for the book itself.

        Examples
        --------
        >>> read().url("figures/fig-claims/") in ("", read().address + "figures/fig-claims/")
        True
        """
        if self.address:
            return self.address + path
        # The DOI stands for the book as a whole; a part has no identifier of its own.
        return "" if path else self.doi_url


def read(root: Path | str = ROOT) -> Publication:
    """Read and validate what the owner has set, with the version and its date.

    Parameters
    ----------
    root : path-like
        Folder with ``publication.yml`` and ``CHANGELOG.md``.

    Returns
    -------
    Publication

    Raises
    ------
    InputError
        If something is missing or has the wrong form (a name that is no name, an address that is none, a placeholder
        in place of a DOI, an ORCID whose check digit is wrong, an unknown licence): file, key, what stands there and
        what was expected, in one line.

    Examples
    --------
    >>> read().licence
    'CC-BY-4.0'
    """
    root = Path(root)
    setting = _mapping(root / FILE)
    faults = list(_faults(setting))
    if faults:
        raise InputError(faults)
    setting |= {
        "authors": tuple(Author(**author) for author in setting["authors"]),
        "address": setting["address"].rstrip("/") + "/" if setting["address"] else "",
        "abstract": setting["abstract"].strip(),
        "keywords": tuple(setting["keywords"]),
    }
    date = release_date((root / "CHANGELOG.md").read_text(encoding="utf-8"), __version__)
    return Publication(**setting, version=__version__, date=date)


@cache
def publication() -> Publication:
    """Return the setting of this book; read once."""
    return read()


def release_date(changelog: str, version: str) -> str:
    """Return the day of a version as the changelog gives it.

    Raises
    ------
    InputError
        If the changelog has no heading of that version with a day.

    Examples
    --------
    >>> release_date("## 0.1.0 – 2026-11-22", "0.1.0")
    '2026-11-22'
    """
    found = re.search(rf"^## {re.escape(version)} – (\d{{4}}-\d{{2}}-\d{{2}})$", changelog, re.MULTILINE)
    if not found:
        raise InputError(Fault("CHANGELOG.md", None, None, version, f"a heading '## {version} – YYYY-MM-DD'"))
    return found[1]


def _mapping(path: Path) -> dict[str, Any]:
    """Read a YAML file that holds a mapping."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(Fault(str(path), None, None, "", "a file that exists")) from None
    except UnicodeDecodeError:
        raise InputError(Fault(str(path), None, None, "", "text in UTF-8")) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise InputError(Fault(str(path), line, None, getattr(error, "problem", None) or "", "valid YAML")) from None
    if not isinstance(content, dict):
        raise InputError(Fault(str(path), None, None, str(content), "a mapping with the keys " + ", ".join(_KEYS)))
    return content


def _faults(setting: dict[str, Any]) -> Iterator[Fault]:
    """Compare the setting with the schema."""
    yield from (
        Fault(FILE, None, str(key), str(key), "only the keys " + ", ".join(_KEYS))
        for key in setting
        if key not in _KEYS
    )
    yield from (Fault(FILE, None, key, "", "this key, which is missing") for key in _KEYS if key not in setting)
    formats = FormatChecker(formats=())
    for name, holds in _FORMATS:
        # Empty text is an answer where nothing is settled yet; a value that is no text is a fault of another keyword.
        formats.checks(name)(lambda value, holds=holds: value == "" or not isinstance(value, str) or holds(value))
    for error in Draft202012Validator(_SCHEMA, format_checker=formats).iter_errors(setting):
        yield Fault(FILE, None, str(error.path[0]), str(error.instance), error.schema["description"])


def _is_address(text: str) -> bool:
    """Say whether a text is an address to which the path of a page can be added."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # such as a bracket that is not closed
        return False
    return sound and not re.search(r"[\s?#\"<>]", text)


def _is_contact(text: str) -> bool:
    """Say whether a text is an e-mail address or the address of a page."""
    return bool(_MAIL.fullmatch(text)) or _is_address(text)


def _is_doi(text: str) -> bool:
    """Say whether a text may be a DOI that has been given out."""
    return bool(_DOI.fullmatch(text) and not _NO_DOI.search(text))


def is_orcid(text: str) -> bool:
    """Say whether a text is an ORCID; its last character checks the others (ISO 7064, MOD 11-2).

    Examples
    --------
    >>> is_orcid("0000-0002-1825-0097"), is_orcid("0000-0002-1825-0098")
    (True, False)
    """
    if not _ORCID.fullmatch(text):
        return False
    digits = reversed(text.replace("-", "")[:-1])
    total = sum(int(digit) * 2**power for power, digit in enumerate(digits, start=1))
    rest = (12 - total % 11) % 11
    return text[-1] == ("X" if rest == 10 else str(rest))


#: What each format of the schema asks for.
_FORMATS = (("address", _is_address), ("contact", _is_contact), ("doi", _is_doi), ("orcid", is_orcid))
