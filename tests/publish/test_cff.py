"""The files by which repositories and archives cite the book: valid, in step, and nothing in them made up."""

import json
import re
from dataclasses import replace

import jsonschema
import pytest
import yaml

from landreform.paths import ROOT
from landreform.publish import cff
from landreform.publish.publication import Author, publication

PERSON = Author(family="Nguyễn", given="Văn An", orcid="0000-0002-1825-0097")
SETTINGS = [
    publication(),
    replace(publication(), authors=(PERSON, Author(name="landreform contributors"))),
    replace(publication(), address="https://example.org/l/", repository="https://example.org/git/l"),
    replace(publication(), doi="10.5281/zenodo.7654321"),
]
settings = pytest.mark.parametrize("setting", SETTINGS, ids=["as it is", "persons", "address", "doi"])


# What the archive takes of a deposit in this form; it refuses any other key.
ZENODO = set(
    "access_conditions access_right communities contributors creators dates description doi embargo_date grants "
    "image_type keywords language license locations method notes publication_date publication_type references "
    "related_identifiers subjects title upload_type version".split()
)


def cff_faults(text):
    schema = json.loads((ROOT / "tests" / "publish" / "cff" / "schema-1.2.0.json").read_text(encoding="utf-8"))
    content = yaml.load(text, Loader=yaml.BaseLoader)  # days stay text, as the schema wants them
    content["preferred-citation"]["year"] = int(content["preferred-citation"]["year"])
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(content)]


@settings
def test_citation_cff_is_valid(setting):
    assert cff_faults(cff.citation_cff(setting)) == []


def test_the_schema_finds_a_fault():
    assert cff_faults(cff.citation_cff(publication()).replace("license: BSD", "license: BXD")) != []


def test_citation_cff_names_what_the_owner_has_set_and_nothing_else():
    bare = yaml.safe_load(cff.citation_cff(replace(publication(), address="", doi="", repository="")))
    assert not {"doi", "url", "repository-code"} & (set(bare) | set(bare["preferred-citation"]))
    full = yaml.safe_load(
        cff.citation_cff(replace(SETTINGS[1], address="https://example.org/", doi="10.5281/zenodo.7"))
    )
    assert full["authors"][0]["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert full["url"] == full["preferred-citation"]["url"] == "https://example.org/"
    assert full["doi"] == full["preferred-citation"]["doi"] == "10.5281/zenodo.7"
    assert (full["license"], full["preferred-citation"]["license"]) == ("BSD-3-Clause", "CC-BY-4.0")


@settings
def test_zenodo_json_has_what_the_archive_asks_for(setting):
    # Fields and allowed values as in the archive's description of its deposit metadata.
    content = json.loads(cff.zenodo_json(setting))
    assert (content["upload_type"], content["publication_type"]) == ("publication", "book")
    assert content["access_right"] == "open" and content["license"] == "cc-by-4.0"
    assert content["title"] and content["description"] and content["creators"][0]["name"]
    assert content["publication_date"] == setting.date and content["version"] == setting.version
    assert "doi" not in content
    assert set(content) <= ZENODO
    assert all(set(creator) <= {"name", "affiliation", "orcid", "gnd"} for creator in content["creators"])
    assert re.fullmatch(r"[a-z]{3}", content["language"]), "a code of ISO 639-3"
    for related in content.get("related_identifiers", ()):
        assert (related["relation"], related["resource_type"]) == ("isAlternateIdentifier", "publication-book")
    assert ("related_identifiers" in content) == bool(setting.address)


TERMS = json.loads((ROOT / "tests/publish/codemeta/codemeta-3.0.jsonld").read_text(encoding="utf-8"))["@context"]


def codemeta_faults(content):
    """Name every key and every type that is no term of CodeMeta."""
    if isinstance(content, list):
        return [fault for part in content for fault in codemeta_faults(part)]
    if not isinstance(content, dict):
        return []
    keys = [key for key in content if key not in TERMS and key not in ("@context", "@type", "@id")]
    types = [content["@type"]] if content.get("@type", "Person") not in TERMS else []
    return [
        *keys,
        *types,
        *(fault for key, part in content.items() if key[0] != "@" for fault in codemeta_faults(part)),
    ]


@settings
def test_codemeta_json_has_only_terms_of_codemeta(setting):
    content = json.loads(cff.codemeta_json(setting))
    assert codemeta_faults(content) == []
    assert (content["@context"], content["@type"]) == (cff.CODEMETA, "SoftwareSourceCode")
    assert (content["version"], content["datePublished"]) == (setting.version, setting.date)
    assert content["license"] == "https://spdx.org/licenses/BSD-3-Clause"
    assert ("codeRepository" in content, "identifier" in content) == (bool(setting.repository), bool(setting.doi))
    # What the terms take for an address is one.
    for key, value in content.items():
        if key[0] != "@" and TERMS[key].get("@type") == "@id":
            assert value.startswith("https://"), key


def test_a_key_and_a_type_that_are_no_terms_are_found():
    content = json.loads(cff.codemeta_json(publication())) | {"headline": "x", "author": [{"@type": "Human"}]}
    assert codemeta_faults(content) == ["headline", "Human"]


def test_codemeta_json_names_persons_and_bodies_as_what_they_are():
    person, body = json.loads(cff.codemeta_json(SETTINGS[1]))["author"]
    assert person == {
        "@type": "Person",
        "@id": "https://orcid.org/0000-0002-1825-0097",
        "familyName": "Nguyễn",
        "givenName": "Văn An",
    }
    assert body == {"@type": "Organization", "name": "landreform contributors"}


def test_the_files_of_citation_are_in_step():
    for name, text in cff.made(publication()).items():
        stored = (ROOT / name).read_text(encoding="utf-8")
        assert stored == text, f"{name}: run python -m landreform.publish.cff"


def test_files_that_are_in_step_are_left_alone(tmp_path, capsys):
    for name in ("publication.yml", "CHANGELOG.md"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    cff.write(tmp_path)
    assert capsys.readouterr().out.count("written") == 3
    cff.write(tmp_path)
    assert capsys.readouterr().out == ""
    assert cff_faults((tmp_path / "CITATION.cff").read_text(encoding="utf-8")) == []
