"""The files of figures and tables: complete, truthful, and the same bytes everywhere."""

import errno
import hashlib
import importlib
import io
import json
import shutil
from dataclasses import replace
from functools import partial
from xml.etree import ElementTree

import frictionless
import pandas as pd
import pytest
import rispy
from drawn_exhibits import drawn, svg
from PIL import Image
from published import published
from pybtex.database import parse_string
from pypdf import PdfReader

from landreform import exhibits
from landreform.exhibits.register import register
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import cards, completeness, embedded_metadata, files
from landreform.publish.page_form import ENDING, IN_PAGES
from landreform.publish.passport import FORMAT, passport
from landreform.publish.publication import publication
from landreform.text import whole_files

SLUGS = exhibits.slugs()
FIGURES = exhibits.slugs("figure")
RETIRED = [entry.slug for entry in register() if not entry.active]
each = pytest.mark.parametrize("slug", SLUGS)
each_figure = pytest.mark.parametrize("slug", FIGURES)


@pytest.fixture(scope="module")
def folder():
    return published()


def said_of(folder, slug):
    return json.loads((folder / slug / f"{slug}.json").read_text(encoding="utf-8"))


@each
def test_every_file_is_there_and_the_passport_knows_its_hash(folder, slug):
    said = said_of(folder, slug)
    drawings = ["svg", "png", "pdf", "small.png"] if slug in FIGURES else []
    wanted = {f"{slug}.{ending}" for ending in [*drawings, "card.png", "csv", "json", "bib", "ris", "csl.json"]}
    assert {path.name for path in (folder / slug).iterdir()} == wanted
    assert {entry["name"] for entry in said["files"]} == wanted - {f"{slug}.json"}
    for entry in said["files"]:
        raw = (folder / slug / entry["name"]).read_bytes()
        assert (len(raw), hashlib.sha256(raw).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_the_list_of_hashes_is_that_of_sha256sum(folder):
    lines = (folder / files.SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(listed) == set(there) - {files.SUMS}
    for name, digest in listed.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest
    index = json.loads((folder / files.INDEX).read_text(encoding="utf-8"))
    assert [entry["slug"] for entry in index["exhibits"]] == [entry.slug for entry in register()]


@each
def test_the_passport_says_everything(folder, slug):
    said = said_of(folder, slug)
    assert said["format"] == FORMAT and said["slug"] == slug
    for key in ("title", "caption", "alt", "conclusions", "limits", "sources", "tables", "libraries", "made_by"):
        assert said[key], key
    assert bool(said["description"]) == (slug in FIGURES)
    assert said["book"]["version"] == publication().version
    assert said["licence"]["spdx"] == publication().licence
    assert said["address"] == publication().url(f"figures/{slug}/")
    for table in said["tables"]:
        assert hashlib.sha256((ROOT / table["file"]).read_bytes()).hexdigest() == table["sha256"]
    notebook = json.loads((ROOT / said["made_by"]["notebook"]).read_text(encoding="utf-8"))
    cell = notebook["cells"][said["made_by"]["cell"]["number"] - 1]
    assert cell["id"] == said["made_by"]["cell"]["id"] and f'"{slug}"' in "".join(cell["source"])
    module = importlib.import_module(said["made_by"]["module"])
    assert callable(getattr(module, said["made_by"]["function"]))
    keys = completeness.bibliography_keys() & set(tables.load("sources")["source"])
    for source in said["sources"]:
        assert {source["source"], source["read_in"]} <= keys
        assert source["locators"] and all(source["locators"])


@each
def test_the_data_are_exactly_the_frame_shown(folder, slug):
    shown = drawn(slug)
    raw = (folder / slug / f"{slug}.csv").read_bytes()
    assert b"\r" not in raw and raw.endswith(b"\n") and not raw.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    assert list(read) == list(shown.data) and len(read) == len(shown.data)
    for name, column in shown.data.items():
        if pd.api.types.is_datetime64_any_dtype(column):
            assert (pd.to_datetime(read[name].replace("", None)) == column).where(column.notna(), True).all()
        elif pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            numbers = pd.to_numeric(read[name].replace("", None)).astype("float64")
            assert ((numbers == column.astype("float64")) | (numbers.isna() & column.isna())).all()
        else:
            assert list(read[name]) == ["" if pd.isna(value) else str(value) for value in column]


@each
def test_the_schema_in_the_passport_describes_the_data(folder, slug):
    said = said_of(folder, slug)
    assert all(field["description"] for field in said["data"]["schema"]["fields"])
    resource = frictionless.Resource(
        path=said["data"]["file"],
        basepath=str(folder / slug),
        schema=frictionless.Schema.from_descriptor(said["data"]["schema"]),
    )
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.tasks[0].stats["rows"] == said["data"]["rows"]


@each
def test_the_citation_files_are_read_by_libraries(folder, slug):
    said = said_of(folder, slug)
    (bibtex,) = parse_string((folder / slug / f"{slug}.bib").read_text(encoding="utf-8"), "bibtex").entries.values()
    (ris,) = rispy.loads((folder / slug / f"{slug}.ris").read_text(encoding="utf-8"))
    (csl,) = json.loads((folder / slug / f"{slug}.csl.json").read_text(encoding="utf-8"))
    assert bibtex.fields["title"].strip("{}") == ris["title"] == csl["title"] == said["title"]
    assert bibtex.key == ris["id"] == csl["id"]
    alike = ("id", "title", "author", "issued", "container-title")
    assert {key: csl[key] for key in alike} == {key: said["citation"][key] for key in alike}
    assert csl["edition"] == ris["edition"] == f"version {said['citation']['version']}"
    assert slug in bibtex.fields["note"] and csl["note"] == said["citation"]["genre"] == "".join(ris["notes"])
    assert bibtex.fields["booktitle"].strip("{}") == ris["secondary_title"] == csl["container-title"]


def expected_words(said):
    book, licence = said["book"], said["licence"]
    return {
        "title": said["title"],
        "creator": ", ".join(book["authors"]),
        "origin": f"{book['title']}, version {book['version']}",
        "rights": f"{licence['name']}, {licence['address']}",
        "alt": said["alt"],
    }


@each_figure
def test_the_svg_says_where_it_is_from(folder, slug):
    words = expected_words(said_of(folder, slug))
    root = ElementTree.parse(folder / slug / f"{slug}.svg").getroot()
    svg, dc = "{http://www.w3.org/2000/svg}", "{http://purl.org/dc/elements/1.1/}"
    work = root.find(".//{http://creativecommons.org/ns#}Work")
    assert root.find(f"{svg}title").text == work.find(f"{dc}title").text == words["title"]
    assert root.find(f"{svg}desc").text == work.find(f"{dc}description").text == words["alt"]
    assert work.find(f"{dc}identifier").text == slug
    assert work.find(f"{dc}relation").text == words["origin"]
    assert work.find(f"{dc}creator//{dc}title").text == words["creator"]
    assert work.find(f"{dc}rights//{dc}title").text == words["rights"]
    # Letters are drawn as shapes, so that no reader needs the typeface.
    assert root.find(f".//{svg}text") is None and root.find(f".//{svg}path") is not None


@each_figure
def test_the_png_says_where_it_is_from(folder, slug):
    words = expected_words(said_of(folder, slug))
    with Image.open(folder / slug / f"{slug}.png") as image:
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.size[0] <= 6.5 * 300
        # White ground, so that it can be read on any page.
        assert image.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
        text = image.text
    assert (text["Title"], text["Author"], text["Description"]) == (words["title"], words["creator"], words["alt"])
    assert (text["Source"], text["Copyright"], text["Identifier"]) == (words["origin"], words["rights"], slug)
    assert "Software" not in text and "Creation Time" not in text


@each
def test_the_card_is_small_and_of_the_size_that_previews_ask_for(folder, slug):
    said = said_of(folder, slug)
    file = folder / slug / f"{slug}.card.png"
    assert file.stat().st_size <= 80 * 1024
    with Image.open(file) as image:
        assert image.size == (1200, 630) and image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        assert (image.text["Title"], image.text["Identifier"]) == (said["title"], slug)
    assert embedded_metadata.read(file).data == next(
        entry["sha256"] for entry in said["files"] if entry["name"].endswith(".csv")
    )


@each_figure
def test_the_small_picture_is_the_figure_made_small(folder, slug):
    with Image.open(folder / slug / f"{slug}.png") as image, Image.open(folder / slug / f"{slug}.small.png") as small:
        assert small.width == cards.SMALL and small.height == round(image.height * small.width / image.width)
        # Squares, however low the picture is: in a strip of a few dots an edge that is blurred would count for much.
        squares = 24, round(24 * image.height / image.width)
        whole, part = (picture.convert("L").resize(squares, Image.Resampling.BOX) for picture in (image, small))
    # The same picture: squares of it are as dark as before.
    assert max(abs(a - b) for a, b in zip(whole.tobytes(), part.tobytes(), strict=True)) <= 8
    sizes = [(folder / slug / f"{slug}.{ending}").stat().st_size for ending in ("small.png", "png")]
    assert sizes[0] < sizes[1] / 2


@each_figure
def test_the_pdf_says_where_it_is_from_and_holds_its_typefaces(folder, slug):
    words = expected_words(said_of(folder, slug))
    reader = PdfReader(folder / slug / f"{slug}.pdf")
    assert reader.pdf_header == "%PDF-1.4"  # transparency came with 1.4
    said = reader.metadata
    assert (said["/Title"], said["/Author"], said["/Subject"]) == (words["title"], words["creator"], words["alt"])
    assert (said["/Source"], said["/Copyright"]) == (words["origin"], words["rights"])
    assert "/CreationDate" not in said and "/ModDate" not in said
    assert reader.xmp_metadata.dc_title["x-default"] == words["title"]
    assert reader.root_object["/Lang"] == "en"
    (page,) = reader.pages
    for font in page["/Resources"]["/Font"].values():
        inner = font["/DescendantFonts"][0].get_object()
        assert inner["/Subtype"] == "/CIDFontType2" and "/FontFile2" in inner["/FontDescriptor"]
        assert any(name in inner["/BaseFont"] for name in ("NotoSans", "DejaVuSans"))


@each_figure
def test_the_same_metadata_are_read_back_from_all_three_formats(folder, slug):
    said = said_of(folder, slug)
    (embedded,) = {embedded_metadata.read(folder / slug / f"{slug}.{ending}") for ending in ("svg", "png", "pdf")}
    assert (embedded.slug, embedded.version, embedded.alt) == (slug, publication().version, said["alt"])
    assert embedded.description == said["description"] and embedded.address == said["address"]
    assert embedded.data == next(entry["sha256"] for entry in said["files"] if entry["name"].endswith(".csv"))


@each_figure
def test_a_notebook_shows_the_drawing_that_is_published(folder, slug):
    published = (folder / slug / f"{slug}.svg").read_text(encoding="utf-8")
    assert embedded_metadata.drawing(svg(slug)) == embedded_metadata.drawing(published)


def test_vietnamese_letters_can_be_read_out_of_the_pdf(folder):
    text = PdfReader(folder / "fig-claims" / "fig-claims.pdf").pages[0].extract_text()
    assert "Võ Nhân Trí" in text and "Nguyễn Văn Canh" in text


def text_within(name, raw):
    if name.endswith(".png"):
        with Image.open(io.BytesIO(raw)) as image:
            return image.text["URL"]
    if name.endswith(".pdf"):
        return PdfReader(io.BytesIO(raw)).metadata["/Keywords"]
    return raw.decode("utf-8")


def test_an_address_goes_into_every_file_but_the_data():
    setting = replace(publication(), address="https://example.org/l/")
    made = files.files_of(completeness.complete("fig-waves-thai-nguyen"), setting)
    for name, raw in made.items():
        if not name.endswith(".csv"):
            assert "https://example.org/l/figures/fig-waves-thai-nguyen/" in text_within(name, raw), name


def test_without_an_address_no_file_invents_one():
    setting = replace(publication(), address="", doi="", repository="")
    made = files.files_of(completeness.complete("fig-waves-thai-nguyen"), setting)
    # Names of vocabularies and of the licence are no addresses of the book.
    vocabularies = "w3.org purl.org creativecommons.org ns.adobe.com iptc.org prismstandard.org www.w3.org".split()
    for name, raw in made.items():
        if not name.endswith((".png", ".pdf")):
            hosts = {piece.split("/")[0].split('"')[0] for piece in raw.decode("utf-8").split("://")[1:]}
            assert hosts <= set(vocabularies), name


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Give a copy of the project in which all files are of its state; they are not drawn, only which are is tested."""
    root = tmp_path_factory.mktemp("project")
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "book/references.bib"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(files, "_write_some", pretend)
        files.ensure(root)
    return root


def pretend(folder, chosen, setting, in_pages, made=None):
    """Write an empty file for each slug in place of its own, and another in place of the figure for pages."""
    in_pages.mkdir(parents=True, exist_ok=True)
    for slug in chosen:
        (folder / slug).mkdir(parents=True, exist_ok=True)
        (folder / slug / f"{slug}.csv").touch()
        if slug in FIGURES:
            (in_pages / f"{slug}.{ENDING}").touch()
        if made is not None:
            made.append(slug)
        yield slug, exhibits.entry(slug).tables


@pytest.fixture
def project(copied, tmp_path, monkeypatch):
    """Give a copy of that project and a function that makes what is not of its state and says which slugs these are."""
    shutil.copytree(copied, tmp_path, dirs_exist_ok=True)
    made = []

    def ensure():
        made.clear()
        assert files.ensure(tmp_path) == tmp_path / "_build" / "figures"
        return set(made)

    monkeypatch.setattr(files, "_write_some", partial(pretend, made=made))
    return tmp_path, ensure


def test_files_are_written_again_only_when_the_state_has_moved(project):
    root, ensure = project
    folder = root / "_build" / "figures"
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {*SLUGS, *RETIRED} and ensure() == set()
    table = root / "data" / "waves.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    of_waves = {slug for slug in SLUGS if "waves" in exhibits.entry(slug).tables}
    assert (ensure(), ensure()) == (of_waves, set())
    (folder / files.SUMS).unlink()
    assert ensure() == set() and (folder / files.SUMS).exists()
    shutil.rmtree(folder / "fig-claims")
    assert ensure() == {"fig-claims"}
    (root / "_build" / IN_PAGES / f"fig-gap.{ENDING}").unlink()
    assert (ensure(), ensure()) == ({"fig-gap"}, set())
    # A folder of a slug that is no longer made goes.
    (folder / "fig-old").mkdir()
    (root / "_build" / IN_PAGES / f"fig-old.{ENDING}").touch()
    (folder / files.SUMS).unlink()
    assert ensure() == set() and not (folder / "fig-old").exists()
    assert not (root / "_build" / IN_PAGES / f"fig-old.{ENDING}").exists()


def test_a_failed_attempt_is_not_taken_for_a_good_one(project, monkeypatch):
    root, ensure = project
    lock = root / "requirements.lock"
    before = lock.read_bytes()
    lock.write_bytes(before + b"another\n")

    def fail(folder, chosen, setting, in_pages):
        raise ValueError("spoilt on purpose")
        yield

    monkeypatch.setattr(files, "_write_some", fail)
    for _ in range(2):
        with pytest.raises(ValueError, match="spoilt"):
            ensure()
    lock.write_bytes(before)
    with pytest.raises(ValueError, match="spoilt"):
        ensure()


def append(name):
    """Return a change of the project: a line more in a file of it."""

    def change(root, monkeypatch):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("# one line more\n")

    return change


def answer(name, change_of):
    """Return a change of what a function says that reads the book and not the copy of it."""

    def change(root, monkeypatch):
        now = getattr(files, name)()
        monkeypatch.setattr(files, name, lambda: change_of(now))

    return change


def renamed(lines):
    return tuple(replace(line, title="Another") if line.slug == "fig-claims" else line for line in lines)


def moved(cells):
    return cells | {"fig-claims": None}


def other_doi(setting):
    return replace(setting, doi="10.5281/zenodo.7654321")


def other_day(setting):
    return replace(setting, date="2031-01-01")


EVERY = set(SLUGS)


@pytest.mark.parametrize(
    ("change", "least", "most"),
    [
        pytest.param(append("src/landreform/exhibits/draw/style.py"), set(FIGURES), EVERY, id="src: style"),
        pytest.param(append("src/landreform/publish/files.py"), EVERY, EVERY, id="src: files"),
        pytest.param(append("src/landreform/exhibits/claims/gap.py"), {"fig-gap"}, {"fig-gap"}, id="src: a figure"),
        pytest.param(
            append("data/framings.csv"),
            {slug for slug in SLUGS if "framings" in exhibits.entry(slug).tables},
            {"tab-framings", "fig-corpus"},
            id="data",
        ),
        pytest.param(append("book/references.bib"), EVERY, EVERY, id="book/references.bib"),
        pytest.param(append("requirements.lock"), EVERY, EVERY, id="requirements.lock"),
        pytest.param(answer("libraries", lambda now: now | {"another": "1.0"}), EVERY, EVERY, id="libraries"),
        pytest.param(answer("places", moved), {"fig-claims"}, {"fig-claims"}, id="notebooks"),
        pytest.param(answer("register", renamed), {"fig-claims"}, {"fig-claims"}, id="figures.yml"),
        pytest.param(answer("publication", other_doi), EVERY, EVERY, id="publication.yml"),
        pytest.param(answer("publication", other_day), EVERY, EVERY, id="CHANGELOG.md"),
    ],
)
def test_the_state_moves_with_everything_that_can_change_a_file(change, least, most, project, monkeypatch):
    root, ensure = project
    change(root, monkeypatch)
    assert least <= (made := ensure()) <= most and made


def test_an_active_slug_that_no_code_makes_is_not_dropped_in_silence(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "slugs", lambda: ("fig-claims",))
    with pytest.raises(ValueError, match=r"fig-timeline.*retired"):
        files.write(tmp_path / "out")


def test_the_passport_is_ready_for_json():
    made = completeness.complete("tab-claims")
    assert json.loads(json.dumps(passport(made, publication(), {})))["slug"] == "tab-claims"


def test_files_that_were_altered_removed_or_added_are_made_anew(project):
    root, ensure = project
    folder = root / "_build" / "figures"
    (folder / "fig-claims" / "fig-claims.csv").write_text("4,711")
    (folder / "fig-gap" / "fig-gap.csv").unlink()
    (root / "_build" / IN_PAGES / f"fig-belief.{ENDING}").write_text("<svg")
    assert ensure() == {"fig-claims", "fig-gap", "fig-belief"}
    for name in (files.INDEX, files.SUMS):
        good = (folder / name).read_bytes()
        (folder / name).write_bytes(good[:100])
        assert ensure() == set() and (folder / name).read_bytes() == good
    (root / "_build" / ".figures.json").write_text('{"fig-claims": {"ke')
    assert (ensure(), ensure()) == (set(SLUGS), set())


def test_who_is_ended_while_drawing_goes_on_from_there(project, monkeypatch):
    root, ensure = project
    (root / "_build" / ".figures.json").unlink()
    going_on, done = files._write_some, []

    def ended(folder, chosen, *others):
        for made in going_on(folder, chosen, *others):
            if len(done) == 5:
                raise KeyboardInterrupt
            done.append(made[0])
            yield made

    with monkeypatch.context() as patch:
        patch.setattr(files, "_write_some", ended)
        with pytest.raises(KeyboardInterrupt):
            ensure()
    assert ensure() == set(SLUGS) - set(done) and len(done) == 5
    assert ensure() == set()


@pytest.mark.parametrize("write", range(4))
def test_whichever_note_cannot_be_written_the_next_build_makes_what_is_missing(project, monkeypatch, write):
    """The disk is full at one write after the other."""
    root, ensure = project
    table = root / "data" / "waves.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    of_waves = {slug for slug in SLUGS if "waves" in exhibits.entry(slug).tables}
    writes = []

    def full(path, content, real=whole_files.write):
        writes.append(path)
        if len(writes) == write + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(whole_files, "write", full)
        with pytest.raises(OSError, match="No space"):
            ensure()
    # The first write says what is to be made; each of the others, that one more is.
    kept = [slug for slug in exhibits.slugs() if slug in of_waves][: max(write - 1, 0)]
    assert (ensure(), ensure()) == (of_waves - set(kept), set())
