"""Verifying a file: every answer, and the exit status that goes with it."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter

from landreform.cli.main import main
from landreform.exhibits.register import register
from landreform.paths import ROOT
from landreform.publish import completeness, files, verify
from landreform.publish.publication import publication

SLUG = "fig-waves-thai-nguyen"


@pytest.fixture(scope="module")
def own():
    return verify.release()


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    """Give the files of one figure as another version would have published them."""
    folder = tmp_path_factory.mktemp("older")
    setting = replace(publication(), version="0.0.9", date="2026-01-01")
    for name, raw in files.files_of(completeness.complete(SLUG), setting).items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def copy(own, tmp_path):
    """Give a function that copies a file of this release to another folder, under another name."""

    def copied(ending, name="mine"):
        return shutil.copy(own.folder / SLUG / f"{SLUG}.{ending}", tmp_path / f"{name}.{ending}")

    return copied


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "csv", "json", "bib", "ris", "csl.json"])
def test_an_untouched_file_is_of_this_release_whatever_its_name(own, copy, ending):
    answer = verify.verify(copy(ending), own)
    assert (answer.answer, answer.slug, answer.version) == (verify.THIS, SLUG, publication().version)


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "json", "bib", "ris", "csl.json"])
def test_a_file_of_another_version_says_so(own, older, tmp_path, ending):
    alone = shutil.copy(older / f"{SLUG}.{ending}", tmp_path / f"x.{ending}")
    answer = verify.verify(alone, own)
    assert (answer.answer, answer.slug, answer.version) == (verify.OTHER, SLUG, "0.0.9")


def test_data_of_another_version_are_known_by_the_passport_beside_them(own, older, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text((older / f"{SLUG}.csv").read_text(encoding="utf-8") + "one,more,row\n", encoding="utf-8")
    passport = json.loads((older / f"{SLUG}.json").read_text(encoding="utf-8"))
    digest = files.sha256(data.read_bytes())
    passport["files"] = [entry | {"sha256": digest} for entry in passport["files"] if entry["name"].endswith(".csv")]
    assert verify.verify(data, own).answer == verify.ALTERED
    (tmp_path / "passport.json").write_text(json.dumps(passport, indent=1), encoding="utf-8")
    answer = verify.verify(data, own)
    assert (answer.answer, answer.version) == (verify.OTHER, "0.0.9")


ORIGINALS = sorted((ROOT / "tests" / "publish" / "release-0.1.0").iterdir())
original = pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.name.partition(".")[2])


@original
def test_a_file_of_the_first_release_is_known_unaltered_under_any_later_version(own, path, tmp_path):
    later = replace(own, version="99.0.0", hashes={"0" * 64: f"{SLUG}/{SLUG}.csv"})
    alone = shutil.copy(path, tmp_path / "mine")
    answer = verify.verify(alone, later)
    assert (answer.answer, answer.slug, answer.version) == (verify.OTHER, SLUG, "0.1.0")
    assert "unaltered" in answer.why and verify.status([answer]) == 3


@original
def test_what_claims_the_first_release_and_is_not_of_it_is_altered(own, path, tmp_path):
    later = replace(own, version="99.0.0", hashes={"0" * 64: f"{SLUG}/{SLUG}.csv"})
    alone = shutil.copy(path, tmp_path / path.name)
    {".pdf": alter_pdf, ".csv": alter_text}.get(path.suffix, add_a_line)(alone)
    answer = verify.verify(alone, later)
    if path.suffix != ".csv":
        assert (answer.answer, answer.slug, answer.version) == (verify.ALTERED, SLUG, "0.1.0")
        assert "0.1.0" in answer.why
        return
    # Data say nothing of themselves; the passport beside them may lie for them.
    assert answer.answer == verify.ALTERED
    passport = json.loads((path.parent / f"{SLUG}.json").read_text(encoding="utf-8"))
    passport["files"] = [{"name": "data.csv", "sha256": files.sha256(alone.read_bytes())}]
    (tmp_path / "passport.json").write_text(json.dumps(passport, indent=1), encoding="utf-8")
    answer = verify.verify(alone, later)
    assert (answer.answer, answer.version) == (verify.ALTERED, "0.1.0")


def test_a_slug_says_since_the_first_release_if_and_only_if_that_release_has_its_files():
    slugs = {name.partition("/")[0] for name in verify.published_releases()["0.1.0"].values() if "/" in name}
    assert slugs == {entry.slug for entry in register() if entry.since == "0.1.0"}


def test_every_release_of_the_changelog_but_the_newest_has_its_list_of_hashes():
    versions = re.findall(r"^## (\d\S*) – \d", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(versions[1:]) <= set(verify.published_releases()) <= set(versions)
    for version, hashes in verify.published_releases().items():
        assert hashes and all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in hashes), version


def add_a_line(path):
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def alter_svg(path):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("#005f9e", "#b83e00"), encoding="utf-8")


def alter_png(path):
    with Image.open(path) as image:
        drawn, text = image.convert("RGB"), image.text
    ImageDraw.Draw(drawn).rectangle((100, 100, 400, 300), fill="white")
    kept = PngInfo()
    for key, value in text.items():
        kept.add_itxt(key, value)
    drawn.save(path, pnginfo=kept)


def alter_pdf(path):
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_metadata({"/Title": "Another title"})
    writer.write(path)


def alter_text(path):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Thái Nguyên", "Thanh Hóa"), encoding="utf-8")


@pytest.mark.parametrize(
    ("ending", "alter"),
    [
        ("svg", alter_svg),
        ("png", alter_png),
        ("pdf", alter_pdf),
        ("csv", alter_text),
        ("json", alter_text),
        ("bib", alter_text),
        ("ris", alter_text),
    ],
)
def test_an_altered_file_is_found_out(own, copy, ending, alter):
    path = copy(ending)
    alter(path)
    answer = verify.verify(path, own)
    assert (answer.answer, answer.slug) == (verify.ALTERED, SLUG)


def test_a_picture_saved_anew_is_altered_and_known_as_the_same(own, copy):
    path = copy("png")
    with Image.open(path) as image:
        image.convert("RGB").save(path)
    answer = verify.verify(path, own)
    assert (answer.answer, answer.slug) == (verify.ALTERED, SLUG)
    assert "dot by dot" in answer.why


SAVED_ANEW = {
    "other line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "a byte order mark and other line ends": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    "another encoding": lambda raw: raw.decode().encode("utf-16"),
}


@pytest.mark.parametrize("how", SAVED_ANEW)
@pytest.mark.parametrize("ending", ["svg", "csv", "json", "bib", "ris", "csl.json"])
def test_a_text_that_was_only_saved_anew_is_the_same(own, copy, ending, how):
    path = Path(copy(ending))
    path.write_bytes(SAVED_ANEW[how](path.read_bytes()))
    answer = verify.verify(path, own)
    assert (answer.answer, answer.slug) == (verify.THIS, SLUG)
    assert answer.why == f"the same text as {SLUG}/{SLUG}.{ending}, saved anew with {how}"


def test_a_text_without_its_last_line_end_is_the_same_and_one_letter_less_is_not(own, copy):
    path = Path(copy("csv"))
    raw = path.read_bytes()
    path.write_bytes(raw[:-1])
    assert verify.verify(path, own).why.endswith("saved anew with other line ends")
    path.write_bytes(raw.replace(b"\n", b"\r\n")[:-3])
    assert verify.verify(path, own).answer == verify.ALTERED


@original
def test_a_text_of_the_first_release_that_was_saved_anew_is_of_it(own, path, tmp_path):
    later = replace(own, version="99.0.0", hashes={"0" * 64: f"{SLUG}/{SLUG}.csv"})
    alone = tmp_path / path.name
    alone.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    answer = verify.verify(alone, later)
    if path.suffix in (".pdf", ".png"):
        return
    assert (answer.answer, answer.version) == (verify.OTHER, "0.1.0")
    assert "saved anew with other line ends" in answer.why


@pytest.mark.parametrize("content", [None, "{", "{}", "[1]"])
def test_what_is_no_published_folder_is_one_line_and_status_2(copy, tmp_path, capsys, content):
    there = tmp_path / "there"
    if content is None:
        there.write_text("a file in place of a folder")
    else:
        there.mkdir()
        (there / "index.json").write_text(content)
    assert main(["figure", "verify", "--against", str(there), str(copy("csv"))]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1
    assert "expected the folder figures/ of a published book, with its list index.json" in shown.err


STRANGERS = [
    b"\xef\xbb\xbf",
    b"\xff\xfe\x00\xd8",
    b"\r",
    b"",
    b"hello\n",
    b"%PDF-1.4 broken",
    b"\x89PNG broken",
    b"<svg",
    b"a,b\n1,2\n",
    b'{"format": "landreform-exhibit/1"}',
]


@pytest.mark.parametrize("raw", STRANGERS)
def test_a_strange_or_broken_file_is_unknown(own, tmp_path, raw):
    path = tmp_path / "stranger"
    path.write_bytes(raw)
    assert verify.verify(path, own).answer == verify.UNKNOWN


def test_exit_status(own, copy, older, tmp_path, capsys):
    good, old = str(copy("svg")), str(older / f"{SLUG}.svg")
    stranger = tmp_path / "stranger.txt"
    stranger.write_text("hello")
    assert main(["figure", "verify", good]) == 0
    assert "this release" in capsys.readouterr().out
    assert main(["figure", "verify", good, old]) == 3
    assert main(["figure", "verify", good, old, str(stranger)]) == 1
    assert main(["figure", "verify", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err
    with pytest.raises(SystemExit) as wrong:
        main(["figure", "verify"])
    assert wrong.value.code == 2


def test_answers_as_json(copy, capsys):
    main(["figure", "verify", "--json", str(copy("csv"))])
    (answer,) = json.loads(capsys.readouterr().out)
    assert set(answer) == {"file", "answer", "slug", "version", "why"} and answer["answer"] == "this release"


def test_a_published_folder_can_stand_for_the_release(own, tmp_path, copy, capsys):
    shutil.copytree(own.folder, tmp_path / "figures")
    assert main(["figure", "verify", "--against", str(tmp_path / "figures"), str(copy("pdf"))]) == 0
    capsys.readouterr()
    assert main(["figure", "verify", "--against", str(tmp_path), str(copy("pdf"))]) == 2
    assert "index.json" in capsys.readouterr().err
