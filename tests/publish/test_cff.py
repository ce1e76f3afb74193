"""The files by which repositories and archives cite the book: valid, in step, and nothing in them made up."""

import json
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
    assert ("related_identifiers" in content) == bool(setting.address)


def test_the_files_of_citation_are_in_step():
    made = cff.citation_cff(publication()), cff.zenodo_json(publication())
    for name, text in zip(cff.FILES, made, strict=True):
        stored = (ROOT / name).read_text(encoding="utf-8")
        assert stored == text, f"{name}: run python -m landreform.publish.cff"


def test_files_that_are_in_step_are_left_alone(tmp_path, capsys):
    for name in ("publication.yml", "CHANGELOG.md"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    cff.write(tmp_path)
    assert capsys.readouterr().out.count("written") == 2
    cff.write(tmp_path)
    assert capsys.readouterr().out == ""
    assert cff_faults((tmp_path / "CITATION.cff").read_text(encoding="utf-8")) == []
