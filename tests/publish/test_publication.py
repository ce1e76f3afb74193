"""The one file in which the owner says who publishes the book, and where."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from landreform import __version__
from landreform.contested.errors import InputError
from landreform.paths import ROOT
from landreform.publish import publication
from landreform.publish.publication import Author

PERSON = {"family": "Nguyễn", "given": "Thị An", "orcid": "0000-0002-1825-0097"}


@pytest.fixture
def project(tmp_path):
    """Give a folder whose setting a test may change: ``project(doi="…")`` reads it with that change."""
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    said = yaml.safe_load((ROOT / publication.FILE).read_text(encoding="utf-8"))

    def read(drop=(), **changes):
        kept = {key: value for key, value in (said | changes).items() if key not in drop}
        (tmp_path / publication.FILE).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
        return publication.read(tmp_path)

    return read


def test_the_setting_of_the_book_is_sound():
    said = publication.read()
    assert said.authors and said.version == __version__
    assert said.licence_url.startswith("https://") and said.licence_name
    assert publication.publication() == said
    with pytest.raises(dataclasses.FrozenInstanceError):
        said.doi = "10.5281/zenodo.7654321"


def test_where_nothing_is_set_nothing_is_made_up(project):
    said = project(address="", doi="")
    assert (said.url(), said.url("book/index.html"), said.doi_url) == ("", "", "")


def test_an_address_is_given_with_one_slash_at_the_end(project):
    for address in ("https://example.org/reform", "https://example.org/reform/"):
        assert project(address=address).url("book/index.html") == "https://example.org/reform/book/index.html"


def test_a_doi_without_an_address_stands_for_the_book_and_for_no_part_of_it(project):
    said = project(address="", doi="10.5281/zenodo.7654321")
    assert said.url() == said.doi_url == "https://doi.org/10.5281/zenodo.7654321"
    assert said.url("book/index.html") == ""


@pytest.mark.parametrize("contact", ["", "corrections@example.org", "https://example.org/write"])
def test_whom_to_write_to_is_an_address_or_nobody(project, contact):
    assert project(contact=contact).contact == contact


@pytest.mark.parametrize("contact", ["ask around", "a@b", "@example.org", "ftp://example.org"])
def test_a_contact_that_reaches_nobody_is_refused(project, contact):
    with pytest.raises(InputError, match="expected an e-mail address"):
        project(contact=contact)


def test_persons_and_entities(project):
    said = project(authors=[PERSON, {"name": "landreform contributors"}])
    assert [author.inverted for author in said.authors] == ["Nguyễn, Thị An", "landreform contributors"]
    assert [author.is_person for author in said.authors] == [True, False]
    assert said.byline == "Thị An Nguyễn, landreform contributors"
    assert said.authors[0] == Author(**PERSON)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("authors", []),
        ("authors", "landreform contributors"),
        ("authors", [{"name": " "}]),
        ("authors", [{"name": "x", "family": "y"}]),
        ("authors", [{"family": "y"}]),
        ("authors", [PERSON | {"orcid": "0000-0002-1825-0098"}]),
        ("authors", [PERSON | {"orcid": ""}]),
        ("authors", [PERSON | {"name": "x"}]),
        ("authors", [{"name": "x", "orcid": PERSON["orcid"]}]),
        ("address", "example.org"),
        ("address", "ftp://example.org/"),
        ("address", "https://example.org/?page=1"),
        ("address", "https://example.org/#top"),
        ("address", "https://[example.org/"),
        ("address", None),
        ("address", 3),
        ("doi", "https://doi.org/10.5281/zenodo.7654321"),
        ("doi", "10.1234/abcd"),
        ("doi", "10.5281/zenodo.xxxxxxx"),
        ("doi", 10.5281),
        ("licence", "CC BY"),
        ("licence", ""),
        ("title", ""),
        ("keywords", "land reform"),
        ("keywords", [1954]),
    ],
)
def test_every_fault_names_file_and_key(project, key, value):
    with pytest.raises(InputError) as caught:
        project(**{key: value})
    assert publication.FILE in str(caught.value) and f"column {key}" in str(caught.value)


def test_every_licence_that_may_be_set_has_its_name_and_its_text():
    schema = json.loads((Path(publication.__file__).parent / "publication.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$defs"]["licence"]["enum"] == [*publication.LICENCES]


def test_keys_that_are_missing_or_unknown_are_named(project):
    with pytest.raises(InputError, match="column doi"):
        project(drop=["doi"])
    with pytest.raises(InputError, match="publisher"):
        project(publisher="A House")


def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path):
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    file = tmp_path / publication.FILE
    with pytest.raises(InputError, match="a file that exists"):
        publication.read(tmp_path)
    for content, said in ((b"a: [", "valid YAML"), (b"- x", "a mapping"), (b"\xff\xfe\x00", "UTF-8|valid YAML")):
        file.write_bytes(content)
        with pytest.raises(InputError, match=said):
            publication.read(tmp_path)


def test_a_version_without_its_day_in_the_changelog_is_a_fault():
    with pytest.raises(InputError, match=r"CHANGELOG\.md"):
        publication.release_date("## 0.2.0 – 2027-01-01", "0.1.0")


def test_title_and_authors_are_those_of_the_configuration_and_of_the_citation_file():
    said = publication.read()
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert config["title"] == config["sphinx"]["config"]["project"] == citation["title"] == said.title
    assert config["author"] == said.byline
    assert [author.get("name") or author["family-names"] for author in citation["authors"]] == [
        author.name or author.family for author in said.authors
    ]
