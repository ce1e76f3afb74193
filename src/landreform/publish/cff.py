"""Write CITATION.cff, .zenodo.json and codemeta.json, by which repositories and archives cite and find the book.

``python -m landreform.publish.cff`` writes all from ``publication.yml``, the version and the changelog.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from landreform.paths import ROOT
from landreform.publish.publication import LICENCES, Author, Publication, read
from landreform.text import whole_files

FILES = ("CITATION.cff", ".zenodo.json", "codemeta.json")

#: Version 3.0 of the terms by which Software Heritage reads what is said of software.
CODEMETA = "https://w3id.org/codemeta/3.0"

_MESSAGE = (
    "If you use the book, its figures or its data, please cite it, and with a number also the source that states it."
)
_MADE = "# Made by python -m landreform.publish.cff from publication.yml, the version and the changelog.\n"


def citation_cff(setting: Publication) -> str:
    """Write CITATION.cff (version 1.2.0 of the format).

    The software has the licence of the code; the book, which is what people cite, is the preferred citation and has
    the licence of the text.
    """
    book = {
        "type": "book",
        "title": setting.title,
        "authors": [_cff_author(author) for author in setting.authors],
        "version": setting.version,
        "date-released": setting.date,
        "year": int(setting.date[:4]),
        "license": setting.licence,
        "doi": setting.doi,
        "url": setting.address,
    }
    software = {
        "cff-version": "1.2.0",
        "title": setting.title,
        "message": _MESSAGE,
        "type": "software",
        "authors": [_cff_author(author) for author in setting.authors],
        "version": setting.version,
        "date-released": setting.date,
        "license": setting.licence_code,
        "doi": setting.doi,
        "url": setting.address,
        "repository-code": setting.repository,
        "abstract": setting.abstract,
        "keywords": list(setting.keywords),
        "preferred-citation": _without_empty(book),
    }
    return _MADE + yaml.safe_dump(_without_empty(software), allow_unicode=True, sort_keys=False, width=112)


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


def codemeta_json(setting: Publication) -> str:
    """Write codemeta.json (version 3.0 of the terms), which Software Heritage reads when it archives the repository."""
    content = {
        "@context": CODEMETA,
        "@type": "SoftwareSourceCode",
        "name": setting.title,
        "description": setting.abstract,
        "author": [_codemeta_author(author) for author in setting.authors],
        "version": setting.version,
        "datePublished": setting.date,
        "license": f"https://spdx.org/licenses/{setting.licence_code}",
        "keywords": list(setting.keywords),
        "programmingLanguage": "Python",
        "codeRepository": setting.repository,
        "url": setting.address,
        "identifier": setting.doi_url,
    }
    return json.dumps(_without_empty(content), ensure_ascii=False, indent=2) + "\n"


def made(setting: Publication) -> dict[str, str]:
    """Return the text of every file by its name."""
    texts = (citation_cff(setting), zenodo_json(setting), codemeta_json(setting))
    return dict(zip(FILES, texts, strict=True))


def write(root: Path = ROOT) -> None:
    """Write the files at the top of the project, where they differ from what is there."""
    for name, text in made(read(root)).items():
        path = root / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            whole_files.write(path, text)
            print(f"== citation: {path.name} written")


def _cff_author(author: Author) -> dict[str, str]:
    if not author.is_person:
        return {"name": author.name}
    orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
    return _without_empty({"family-names": author.family, "given-names": author.given, "orcid": orcid})


def _codemeta_author(author: Author) -> dict[str, str]:
    if not author.is_person:
        return {"@type": "Organization", "name": author.name}
    orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
    said = {"@type": "Person", "@id": orcid, "familyName": author.family, "givenName": author.given}
    return _without_empty(said)


def _zenodo_creator(author: Author) -> dict[str, str]:
    return _without_empty({"name": author.inverted, "orcid": author.orcid})


def _without_empty(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the owner has not set."""
    return {key: value for key, value in content.items() if value not in ("", [])}


if __name__ == "__main__":
    write()
