"""What pages say of themselves, read as reference managers and search engines read it."""

import json
import re
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest
import yaml
from bs4 import BeautifulSoup, SoupStrainer
from PIL import Image
from sites import build, page

from landreform import __version__
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import metadata, publication
from landreform.publish.metadata import PageMetadata, Site
from landreform.publish.publication import Author
from landreform.sphinx_ext import share_cards

DOI, ADDRESS = "10.5281/zenodo.7654321", "https://example.org/reform/"
PERSON = {"family": "Nguyễn", "given": "Thị An", "orcid": "0000-0002-1825-0097"}
SETTINGS = {
    "bare": {"address": "", "doi": ""},
    "full": {"address": ADDRESS, "doi": DOI, "authors": [PERSON, {"name": "landreform contributors"}]},
}
MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "csv": "text/csv"}
MEDIA |= {"card.png": "image/png", "small.png": "image/png"}


def passport(slug, title, *endings):
    """Give the passport of a figure or a numbered table, as its publisher writes it."""
    files = [{"name": f"{slug}.{e}", "media_type": MEDIA[e], "bytes": 12, "sha256": "0" * 64} for e in endings]
    schema = {"fields": [{"name": "author", "type": "string", "description": "who says so"}]}
    words = {"caption": "What is drawn.", "alt": "Chart of some rows.", "description": "Every row in words."}
    return {"slug": slug, "title": title, "files": files, "data": {"file": f"{slug}.csv", "schema": schema}} | words


EXHIBITS = [
    passport("fig-x", "A <figure>", "svg", "png", "pdf", "card.png", "small.png", "csv"),
    passport("tab-x", "A table", "card.png", "csv"),
]
# A stand-in for the publisher: it gives Sphinx a landing page for each slug and writes the passport beside it.
PUBLISHER = """
def collect(app):
    import json, pathlib
    for said in json.loads(EXHIBITS):
        target = pathlib.Path(app.outdir) / "figures" / said["slug"]
        target.mkdir(parents=True, exist_ok=True)
        (target / (said["slug"] + ".json")).write_text(json.dumps(said), encoding="utf-8")
        yield f"figures/{said['slug']}/index", {"title": said["title"], "body": "x", "parents": []}, "page.html"

def setup(app):
    app.connect("html-collect-pages", collect)
"""
LONG = "This chapter says one thing. " * 40
PAGES = {
    "book/index.md": "# Front\n\nWhat the <b>book</b> is.\n\n```{toctree}\n:numbered:\n\nchapter\n```\n"
    "```{toctree}\nledger/index\nledger/waves\n```\n",
    "book/chapter.md": f'# A "chapter" & more\n\n{LONG}\n',
    "book/ledger/index.md": "# The ledger\n\nAll of it.\n",
    "book/ledger/waves.md": "# Waves\n\nEach of them.\n",
}
CITED = ("book/index.html", "book/chapter.html", "book/ledger/index.html", "book/ledger/waves.html")


def setting(folder, name):
    """Write a setting into a folder and read it."""
    said = yaml.safe_load((ROOT / publication.FILE).read_text(encoding="utf-8")) | SETTINGS[name]
    (folder / publication.FILE).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    shutil.copy(ROOT / "CHANGELOG.md", folder)
    return publication.read(folder)


@pytest.fixture(scope="module", params=sorted(SETTINGS))
def site(request, tmp_path_factory):
    """Give the name of a setting, what it says, and a site built with it."""
    folder = tmp_path_factory.mktemp(request.param)
    said = setting(folder, request.param)
    extensions = ["myst_parser", "landreform.sphinx_ext.page_metadata"]
    settings = f"landreform_root = {str(folder)!r}\nlandreform_pdf = 'book.pdf'\n"
    settings += f"EXHIBITS = {json.dumps(EXHIBITS)!r}\n{PUBLISHER}"
    made = build(folder, PAGES, extensions, settings)
    assert made.returncode == 0, made.stderr
    return request.param, said, folder


def translate(soup):
    """Read a page as the usual translator for embedded metadata does: Highwire first, then what RDF says."""
    metas = [(tag.get("name") or tag.get("property"), tag.get("content")) for tag in soup.find_all("meta")]
    first = {}
    for name, content in metas:
        if name and content:
            first.setdefault(name, content)
    kind = None
    if "citation_inbook_title" in first or "citation_book_title" in first:
        kind = "bookSection"
    elif first.get("og:type") in ("book", "website"):
        kind = {"book": "book", "website": "webpage"}[first["og:type"]]
    elif "DC.type" in first:
        kind = first["DC.type"]
    elif "citation_title" in first:
        kind = "journalArticle"
    return {
        "type": kind,
        "title": first.get("citation_title") or first.get("og:title"),
        "book": first.get("citation_inbook_title"),
        "authors": [clean(content) for name, content in metas if name == "citation_author"],
        "date": first.get("citation_publication_date"),
        "version": first.get("prism.edition"),
        "language": first.get("citation_language"),
        "rights": first.get("DC.rights"),
        "doi": first.get("citation_doi"),
        "url": first.get("citation_public_url"),
        "file": first.get("citation_pdf_url"),
        "abstract": first.get("description"),
    }


def clean(author):
    """Cut a name as translators do: at the comma where there is one, otherwise at the last space."""
    inverted = "," in author
    author = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", author)
    if inverted:
        family, _, given = author.partition(", ")
        return (family, given)
    given, _, family = author.rpartition(" ")
    return (family, given)


def jsonld(soup):
    (script,) = soup.find_all("script", type="application/ld+json")
    return json.loads(script.string)


def test_a_translator_finds_title_authors_date_and_version_on_each_page(site):
    name, said, folder = site
    authors = {
        "bare": [("landreform contributors", "")],
        "full": [("Nguyễn", "Thị An"), ("landreform contributors", "")],
    }
    expected = {
        "book/index.html": ("book", said.title, None),
        "book/chapter.html": ("bookSection", "A “chapter” & more", said.title),
        "book/ledger/index.html": ("dataset", tables.descriptor()["title"], None),
        "book/ledger/waves.html": ("dataset", f"Waves. {tables.descriptor()['title']}", None),
    }
    for path in CITED:
        found = translate(page(folder, path))
        assert (found["type"], found["title"], found["book"]) == expected[path]
        assert found["authors"] == authors[name]
        assert found["date"] == said.date.replace("-", "/")
        assert found["version"] == __version__
        assert found["language"] == "en"
        assert found["rights"] == said.licence_name
        assert found["abstract"]


def test_addresses_and_identifiers_appear_when_set_and_never_otherwise(site):
    name, said, folder = site
    for path in CITED:
        found = translate(page(folder, path))
        assert found["url"] == (ADDRESS + path if name == "full" else None)
        # A DOI is of the book as a whole, and so is the file.
        whole = name == "full" and path == "book/index.html"
        assert found["doi"] == (DOI if whole else None)
        assert found["file"] == (f"{ADDRESS}book.pdf" if whole else None)
    for file in sorted((folder / "out-html").rglob("*.html")):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        text = str(soup.head)
        for trace in ("doi.org", "10.", "example.org", "og:url", "og:image", "canonical", "@id"):
            assert name == "full" or trace not in text.replace(said.licence_url, ""), (file, trace)
        if name == "full" and file.stem not in ("genindex", "search"):
            assert soup.find("link", rel="canonical")["href"].startswith(ADDRESS)
            assert soup.find("meta", property="og:url")["content"].startswith(ADDRESS)


def test_open_graph_says_what_a_preview_needs(site):
    _, said, folder = site
    for path, kind in zip(CITED, ("book", "article", "article", "article"), strict=True):
        soup = page(folder, path)
        graph = {tag["property"]: tag["content"] for tag in soup.find_all("meta", property=True)}
        assert graph["og:type"] == kind and graph["og:site_name"] == said.title
        assert graph["og:title"] and graph["og:description"]


#: Page to its card: tables of the ledger, and pages that nobody cites, have that of the book.
CARDS = {
    "book/index.html": "cards/book/index.png",
    "book/chapter.html": "cards/book/chapter.png",
    "book/ledger/index.html": "cards/book/index.png",
    "book/ledger/waves.html": "cards/book/index.png",
    "search.html": "cards/book/index.png",
    "figures/tab-x/index.html": "figures/tab-x/tab-x.card.png",
}


@pytest.mark.parametrize("path", CARDS)
def test_a_preview_has_its_card_where_the_book_has_an_address(site, path):
    name, _, folder = site
    soup = page(folder, path)
    graph = {tag["property"]: tag["content"] for tag in soup.find_all("meta", property=True)}
    twitter = soup.find("meta", attrs={"name": "twitter:card"})["content"]
    if name == "full":
        assert graph["og:image"] == ADDRESS + CARDS[path] and twitter == "summary_large_image"
        assert graph["og:image:type"] == "image/png" and len(graph["og:image:alt"]) > 10
        assert (graph["og:image:width"], graph["og:image:height"]) == ("1200", "630")
    else:
        assert twitter == "summary" and not any(key.startswith("og:image") for key in graph)


def test_every_page_has_its_card_with_or_without_an_address(site):
    _, said, folder = site
    drawn = {file.relative_to(folder / "out-html").as_posix() for file in (folder / "out-html/cards").rglob("*.png")}
    assert drawn == {"cards/book/index.png", "cards/book/chapter.png"}
    for card, title in (("book/index", "Front"), ("book/chapter", "A “chapter” & more")):
        with Image.open(folder / "out-html" / "cards" / f"{card}.png") as image:
            assert image.size == (1200, 630) and image.text["Title"] == title and image.text["Author"] == said.byline


def test_a_card_is_drawn_anew_only_when_something_on_it_has_moved(tmp_path, monkeypatch):
    book = setting(tmp_path, "full")
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(get_target_uri=lambda name: f"{name}.html"))
    said = share_cards.PageCard("A title", "What is asked?")
    file = share_cards.drawn(app, "book/one", said, book)
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(share_cards.cards, "draw", lambda *_: pytest.fail("drawn again"))
        assert share_cards.drawn(app, "book/one", said, book).read_bytes() == before
    for other, where in ((said, publication.read(ROOT)), (replace(said, title="Another title"), book)):
        assert share_cards.drawn(app, "book/one", other, where).read_bytes() != before


def test_a_description_is_the_first_paragraph_cut_at_a_sentence(site):
    _, _, folder = site
    short = page(folder, "book/index.html").find("meta", attrs={"name": "description"})["content"]
    assert short == "What the book is."
    long = page(folder, "book/chapter.html").find("meta", attrs={"name": "description"})["content"]
    assert 550 < len(long) <= 640 and long.endswith("thing.") and LONG.startswith(long)


def test_pages_that_nobody_cites_say_what_the_book_is(site):
    _, said, folder = site
    for path in ("genindex.html", "search.html"):
        soup = page(folder, path)
        assert soup.find("meta", attrs={"name": "description"})["content"] == said.abstract
        assert soup.find("meta", attrs={"name": "citation_title"}) is None


# What schema.org types must and may say here: property to a check of its value.
def text(value):
    return isinstance(value, str) and value != ""


def day(value):
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def address(value):
    return re.fullmatch(r"https?://\S+", value) is not None


def many(check):
    return lambda value: isinstance(value, list) and value and all(map(check, value))


def shaped(*kinds):
    return lambda value: value["@type"] in kinds and fits(value)


WORK = {
    "name": text,
    "description": text,
    "datePublished": day,
    "version": text,
    "inLanguage": text,
    "license": address,
}
WORK |= {"isAccessibleForFree": lambda value: value is True}
AGENTS = many(shaped("Person", "Organization"))
MUST = {
    "Book": {"name": text, "version": text},
    "Chapter": WORK | {"author": AGENTS, "isPartOf": shaped("Book")},
    "Dataset": WORK | {"creator": AGENTS, "isPartOf": shaped("Book"), "distribution": many(shaped("DataDownload"))},
    "ImageObject": {"contentUrl": text, "encodingFormat": text},
    "DataDownload": {"contentUrl": text, "encodingFormat": text},
    "MediaObject": {"contentUrl": text, "encodingFormat": text},
    "PropertyValue": {},
    "Person": {"name": text, "givenName": text, "familyName": text},
    "Organization": {"name": text},
}
MAY = {
    "Book": WORK | {"author": AGENTS, "bookFormat": address, "keywords": many(text)},
    "Chapter": {"position": text},
    "Dataset": {"keywords": many(text), "variableMeasured": many(shaped("PropertyValue"))},
    "ImageObject": WORK
    | {
        "creator": AGENTS,
        "caption": text,
        "accessibilitySummary": text,
        "creditText": text,
        "isPartOf": shaped("Book"),
        "encoding": many(shaped("MediaObject")),
        "citation": many(text),
    },
    "DataDownload": {"name": text, "contentSize": text, "sha256": lambda value: re.fullmatch("[0-9a-f]{64}", value)},
    "PropertyValue": {"name": text, "description": text, "unitText": text, "propertyID": text, "value": text},
}
ALWAYS = {"@type": text, "@context": lambda value: value == "https://schema.org", "@id": address, "url": address}
ALWAYS |= {"identifier": shaped("PropertyValue"), "sameAs": address}


def fits(said):
    """Check a node against the shape of its type: all it must say, nothing but what it may, in its form."""
    must, may = MUST[said["@type"]], MAY.get(said["@type"], {})
    missing = set(must) - set(said)
    assert not missing, (said["@type"], missing)
    for key, value in said.items():
        check = (ALWAYS | may | must).get(key)
        assert check is not None, (said["@type"], key)
        assert check(value), (said["@type"], key, value)
    return True


def test_the_shapes_refuse_what_is_not_of_their_form():
    for bad in (
        {"@type": "Person", "name": "x"},
        {"@type": "Book", "name": "x", "version": "1", "datePublished": "2026"},
        {"@type": "Book", "name": "x", "version": "1", "price": "1"},
    ):
        with pytest.raises(AssertionError):
            fits(bad)


def test_linked_data_have_the_shapes_of_their_types(site):
    name, said, folder = site
    kinds = dict(zip(CITED, ("Book", "Chapter", "Dataset", "Dataset"), strict=True))
    for path, kind in kinds.items():
        data = jsonld(page(folder, path))
        assert data["@type"] == kind and data["@context"] == "https://schema.org" and fits(data)
        assert data["version"] == __version__ and data["datePublished"] == said.date
        if name == "full":
            assert data["@id"] == data["url"] == ADDRESS + path
        whole = data if kind == "Book" else data["isPartOf"]
        assert ("identifier" in whole) == (name == "full")
    assert jsonld(page(folder, "book/chapter.html"))["position"] == "1"


def test_a_table_of_the_ledger_is_a_dataset_with_its_file_and_its_columns(site):
    name, _, folder = site
    data = jsonld(page(folder, "book/ledger/waves.html"))
    (file,) = data["distribution"]
    assert file["encodingFormat"] == "text/csv"
    assert file["contentUrl"] == (f"{ADDRESS}data/waves.csv" if name == "full" else "../../data/waves.csv")
    fields = tables.resource("waves")["schema"]["fields"]
    assert [variable["name"] for variable in data["variableMeasured"]] == [field["name"] for field in fields]
    whole = jsonld(page(folder, "book/ledger/index.html"))
    assert len(whole["distribution"]) == 1 + len(tables.descriptor()["resources"])


def test_a_figure_says_what_its_passport_says(site):
    name, said, folder = site
    soup = page(folder, "figures/fig-x/index.html")
    found, data = translate(soup), jsonld(soup)
    assert (found["type"], found["title"], found["book"]) == ("bookSection", "A <figure>", said.title)
    assert found["abstract"] == "What is drawn."
    there = f"{ADDRESS}figures/fig-x/" if name == "full" else ""
    assert data["@type"] == "ImageObject" and fits(data)
    assert data["contentUrl"] == f"{there}fig-x.svg" and data["description"] == "Every row in words."
    assert (data["caption"], data["accessibilitySummary"]) == ("What is drawn.", "Chart of some rows.")
    assert [file["encodingFormat"] for file in data["encoding"]] == ["image/png", "application/pdf", "text/csv"]
    graph = {tag["property"]: tag["content"] for tag in soup.find_all("meta", property=True)}
    if name == "full":
        assert found["file"] == f"{there}fig-x.pdf"
        assert (graph["og:image"], graph["og:image:alt"]) == (f"{there}fig-x.card.png", "Chart of some rows.")
        assert (graph["og:image:width"], graph["og:image:height"]) == ("1200", "630")
    else:
        assert found["file"] is None and "og:image" not in graph


def test_a_numbered_table_is_a_dataset_in_the_book(site):
    name, said, folder = site
    soup = page(folder, "figures/tab-x/index.html")
    found, data = translate(soup), jsonld(soup)
    assert (found["type"], found["title"], found["book"]) == ("bookSection", "A table", said.title)
    assert data["@type"] == "Dataset" and fits(data)
    (file,) = data["distribution"]
    assert file["contentUrl"] == (f"{ADDRESS}figures/tab-x/tab-x.csv" if name == "full" else "tab-x.csv")
    assert [variable["name"] for variable in data["variableMeasured"]] == ["author"]


def test_a_figure_needs_an_image():
    this = PageMetadata("figure", "A figure", "figures/fig-x/index.html", "Long.")
    with pytest.raises(ValueError, match="no image"):
        metadata.figure_jsonld(this, Site(publication.read(), "i.html"), "Caption.", "Alt", {"fig-x.csv": "text/csv"})


def test_every_page_of_the_rendered_book_can_be_read_by_a_translator():
    html, said = ROOT / "_build" / "html", publication.read()
    moved = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]["landreform_moved"]
    cited = [*html.glob("book/**/*.html"), *html.glob("notebooks/*.html")]
    cited = [file for file in cited if file.relative_to(html).with_suffix("").as_posix() not in moved]
    cited += [file for file in html.glob("figures/*/index.html") if (file.parent / f"{file.parent.name}.json").exists()]
    assert cited, "no rendered book; make book builds it"
    said_in = SoupStrainer(["meta", "script"])
    for file in cited:
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml", parse_only=said_in)
        found, data = translate(soup), jsonld(soup)
        assert found["title"] and found["abstract"] and len(found["authors"]) == len(said.authors), file
        assert (found["date"], found["version"]) == (said.date.replace("-", "/"), said.version), file
        assert fits(data), file


def test_nothing_in_a_title_can_end_the_script_or_the_attribute():
    said = Site(publication.read(), "i.html")
    this = PageMetadata("chapter", 'x</script><b a="', "a.html", "d")
    soup = BeautifulSoup(metadata.head(this, said, metadata.chapter_jsonld(this, said)), "html.parser")
    assert soup.find("b") is None and jsonld(soup)["name"] == this.title
    assert translate(soup)["title"] == this.title


def test_an_entity_is_not_cut_into_first_and_last_name():
    assert clean(metadata.citation_author(Author(name="landreform contributors"))) == (
        "landreform contributors",
        "",
    )
    assert clean(metadata.citation_author(Author(**PERSON))) == ("Nguyễn", "Thị An")
