"""How do repositories and archives cite the book? As CITATION.cff and .zenodo.json say, which are made and never typed.

``python -m landreform.publish.cff`` writes both from ``publication.yml``, the version and the changelog.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from landreform.paths import ROOT
from landreform.publish.publication import LICENCES, Author, Publication, read

FILES = ("CITATION.cff", ".zenodo.json")

_MESSAGE = (
    "If you use the book, its figures or its data, please cite it, and with a number also the source that states it."
)
_MADE = "# Made by python -m landreform.publish.cff from publication.yml, the version and the changelog.\n"


def citation_cff(setting: Publication) -> str:
    """Write CITATION.cff (version 1.2.0 of the format).

    The software has the licence of the code; the book, which is what people cite, is the preferred citation and has
    the licence of the text.
    """
    authors = [_cff_author(author) for author in setting.authors]
    book = {
        "type": "book",
        "title": setting.title,
        "authors": authors,
        "version": setting.version,
        "date-released": setting.date,
        "year": int(setting.date[:4]),
        "license": setting.licence,
        "doi": setting.doi,
        "url": setting.address,
    }
    whole = {
        "cff-version": "1.2.0",
        "title": setting.title,
        "message": _MESSAGE,
        "type": "software",
        "authors": authors,
        "version": setting.version,
        "date-released": setting.date,
        "license": setting.licence_code,
        "doi": setting.doi,
        "url": setting.address,
        "repository-code": setting.repository,
        "abstract": setting.abstract,
        "keywords": list(setting.keywords),
        "preferred-citation": book,
    }
    return _MADE + "\n".join(_yaml(whole)) + "\n"


def zenodo_json(setting: Publication) -> str:
    """Write .zenodo.json, which the archive reads when a release is deposited there."""
    name, address = LICENCES[setting.licence_code]
    content = {
        "title": setting.title,
        "upload_type": "publication",
        "publication_type": "book",
        "creators": [_zenodo_creator(author) for author in setting.authors],
        "description": setting.abstract,
        "notes": f"The code is under the {name} licence, {address}.",
        "version": setting.version,
        "publication_date": setting.date,
        "language": "eng",
        "access_right": "open",
        "license": setting.licence.lower(),
        "keywords": list(setting.keywords),
    }
    if setting.address:
        content["related_identifiers"] = [
            {"identifier": setting.address, "relation": "isAlternateIdentifier", "resource_type": "publication-book"}
        ]
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write(root: Path = ROOT) -> None:
    """Write both files at the top of the project, where they differ from what is there."""
    setting = read(root)
    for name, text in zip(FILES, (citation_cff(setting), zenodo_json(setting)), strict=True):
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"== citation: {path.name} written")


def _cff_author(author: Author) -> dict:
    if not author.is_person:
        return {"name": author.name}
    orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
    return {"family-names": author.family, "given-names": author.given, "orcid": orcid}


def _zenodo_creator(author: Author) -> dict:
    return {"name": author.inverted} | ({"orcid": author.orcid} if author.orcid else {})


def _yaml(content: dict, indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping; what is empty is left out."""
    for key, value in content.items():
        if value in ("", [], None):
            continue
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _yaml(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                first, *rest = _yaml(item) if isinstance(item, dict) else [_scalar(item)]
                yield f"{indent}  - {first}"
                yield from (f"{indent}    {line}" for line in rest)
        elif len(str(value)) > 100:
            yield f"{indent}{key}: >-"
            yield from textwrap.wrap(value, 112, initial_indent=indent + "  ", subsequent_indent=indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _scalar(value: str | int) -> str:
    """Quote every text, so that no version and no date is taken for a number or a day of YAML."""
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def main() -> int:
    """Run from the command line."""
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
