"""Figures and tables in pages: what stops a build, how tables are numbered, what the pages hold without a script."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
import sites
from bs4 import BeautifulSoup
from docutils import nodes
from drawn_exhibits import drawn
from PIL import Image
from published import published
from sphinx.errors import ExtensionError

from landreform import exhibits
from landreform.exhibits.register import Registered, register
from landreform.paths import ROOT
from landreform.publish import files
from landreform.sphinx_ext import executed_ahead, exhibit_html, exhibit_pages, notebook_figures
from landreform.sphinx_ext.deferred import Deferred, PageContext
from landreform.text.prose import curly

PAGES = {
    "index": "# Top\n\n{numref}`tab-claims` and {numref}`Table %s here <tab-disputed-datings>`.\n\n"
    "```{toctree}\n:numbered:\none\ntwo\nbook/how-to-cite\nbook/figures\nbook/ledger/sources\n```\n",
    "one": "# One\n\n```{numbered-table} tab-claims\n```\n\n```{exhibit-bar} tab-claims\n```\n",
    "two": "# Two\n\nSee {numref}`tab-claims`.\n\n```{numbered-table} tab-disputed-datings\n```\n\n"
    "```{exhibit-bar} fig-claims\n```\n",
    "book/how-to-cite": "# How to cite\n\n```{citation-example} chapter two\n```\n\n```{citation-example} exhibit "
    "fig-claims\n```\n\n```{citation-example} row waves maclean2025-land-reform-1-thai-nguyen\n```\n",
    "book/figures": "# Figures\n\n```{list-of-exhibits} figure\n```\n\n```{list-of-exhibits} table\n```\n",
    "book/ledger/sources": "# Sources\n\n```{ledger-table} sources\n```\n",
}


def build(folder, builder="html"):
    pages = {f"{name}.md": text for name, text in PAGES.items()}
    # Nothing is looked at here of what the parts make that are left out.
    settings = 'root_doc = "index"\nnumfig = True\n' + sites.without("chronology_page", "what_if")
    done = sites.build(folder, pages, ["myst_nb", "landreform.sphinx_ext"], settings, builder)
    assert done.returncode == 0, done.stderr
    return folder / f"out-{builder}"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return build(tmp_path_factory.mktemp("small"))


def page(folder, name):
    return BeautifulSoup((folder / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def test_tables_are_numbered_by_chapter_and_referred_to_across_pages(small):
    one, two, index = page(small, "one"), page(small, "two"), page(small, "index")
    assert one.select_one("#tab-claims caption .caption-number").text.strip() == "Table 1.1"
    assert two.select_one("#tab-disputed-datings caption .caption-number").text.strip() == "Table 2.1"
    assert [link.text for link in index.select("a.reference.internal .std-numref")] == ["Table 1.1", "Table 2.1 here"]
    (link,) = two.select("p a.reference.internal")
    assert (link.text, link["href"]) == ("Table 1.1", "one.html#tab-claims")


def test_a_numbered_table_holds_every_row_and_leads_to_the_ledger(small):
    table = page(small, "one").select_one("#tab-claims")
    shown = drawn("tab-claims").table
    assert [cell.text for cell in table.select("thead th")] == list(shown.headings)
    rows = [[cell.text for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert rows == [list(row) for row in shown.rows]
    hrefs = [link["href"] for link in table.select("tbody a")]
    # Sources are a page of this small book, estimates are not: a link leads somewhere or is not there.
    assert hrefs and all(href.startswith("book/ledger/sources.html#") for href in hrefs)


def test_other_formats_keep_the_text_of_a_table(tmp_path):
    text = (build(tmp_path, "text") / "one.txt").read_text(encoding="utf-8")
    assert "Võ Nhân Trí" in text and "1,337" in text


def test_the_bar_has_everything_without_a_script(small):
    bar = page(small, "two").select_one(".exhibit-bar")
    links = {link.text: link["href"] for link in bar.select("a")}
    for name in ("SVG", "PNG", "PDF"):
        assert links[name] == f"figures/fig-claims/fig-claims.{name.lower()}"
    assert [summary.text for summary in bar.select("details > summary")] == ["Cite", "Sources", "In words"]
    cite, sources, words = bar.select("details")
    assert "landreform contributors. 2026." in cite.text
    assert "@incollection{landreform-fig-claims-" in cite.text and "TY  - CHAP" in cite.text
    said = json.loads((small / "figures/fig-claims/fig-claims.json").read_text(encoding="utf-8"))
    assert len(sources.select("li")) == len(said["sources"])
    assert "as read in" in sources.text and sources.select("a[href^='book/ledger/sources.html#']")
    assert said["description"] in words.text
    assert all(sentence in words.text for sentence in said["limits"])
    # What it shows is told by the prose of the chapter; the page of the exhibit repeats it.
    assert not any(sentence in words.text for sentence in said["conclusions"])
    assert bar.select_one("a.exhibit-permalink")["href"] == "figures/fig-claims/index.html"
    assert not bar.select("button, script, [onclick], [style]")


@pytest.mark.parametrize("entry", register(), ids=lambda entry: entry.slug)
def test_every_slug_has_its_page_with_all_that_is_known(small, entry):
    article = page(small, f"figures/{entry.slug}/index").select_one("article.exhibit-page")
    assert article.h1.text == entry.title
    if not entry.active:
        return
    said = json.loads((small / f"figures/{entry.slug}/{entry.slug}.json").read_text(encoding="utf-8"))
    text = article.text
    for part in (entry.slug, entry.since, curly(said["alt"]), said["made_by"]["function"], said["made_by"]["module"]):
        assert part in text
    assert all(curly(sentence) in text for sentence in [*said["conclusions"], *said["limits"]])
    assert all(found["sha256"] in text for found in said["files"] + said["tables"])
    assert all(curly(field["description"]) in text for field in said["data"]["schema"]["fields"])
    assert all(style in text for style in ("Chicago", "APA", "MLA"))
    if entry.kind == "figure":
        drawing = article.select_one("figure svg.drawing")
        assert (drawing["role"], drawing["aria-label"]) == ("group", curly(said["alt"]))
        assert curly(said["description"]) in text
    else:
        assert len(article.select_one("table.reading").select("tbody tr")) == said["data"]["rows"]


def test_no_link_of_these_pages_leads_nowhere(small):
    # The page of the ledger leads to pages that this small book does not have.
    for path in set(small.rglob("*.html")) - set(small.rglob("ledger/*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        found = [tag["href"] for tag in soup.select(".body a[href]")] + [tag["src"] for tag in soup.select(".body img")]
        for target in found:
            if not re.match(r"https?:|#|mailto:", target):
                assert (path.parent / target.partition("#")[0]).resolve().is_file(), (path, target)


@pytest.mark.parametrize("slug", exhibits.slugs("figure"))
def test_a_long_description_is_whole_and_never_cut_at_a_semicolon(slug):
    published()
    text = exhibit_html.passport(slug)["description"]
    soup = BeautifulSoup(exhibit_html.long_description(text), "lxml")
    items = [item.text for item in soup.select("li")] or [soup.p.text]
    assert " ".join(items) == text
    assert all(item.endswith((".", "?", "!", ".”", ".)")) and not item.startswith((";", ",")) for item in items)
    # A list is one of sentences, and no piece of a name or of a number.
    assert all(len(item) >= len("War.") for item in items) and (len(items) == 1 or len(items) >= exhibit_html.FEW)


def test_html_to_show_a_figure_elsewhere(small):
    details = page(small, "figures/fig-claims/index").select_one("details.exhibit-embed")
    said = json.loads((small / "figures/fig-claims/fig-claims.json").read_text(encoding="utf-8"))
    figure = BeautifulSoup(details.select_one("pre.text").text, "lxml").figure
    assert figure.img["alt"] == said["alt"] and said["title"] in figure.figcaption.text
    assert said["book"]["title"] in figure.figcaption.text and said["licence"]["name"] in figure.figcaption.text
    # No address: the file lies beside the page of whoever shows it, and only the licence has a link.
    assert figure.img["src"] == "fig-claims.svg"
    assert [link["href"] for link in figure.select("a")] == [said["licence"]["address"]]
    assert "no public address" in details.text and details.select_one("a[download]")["href"] == "fig-claims.svg"
    assert page(small, "figures/tab-claims/index").select_one("details.exhibit-embed") is None


def test_html_to_show_a_figure_elsewhere_leads_to_the_address_where_there_is_one():
    published()
    there = "https://example.org/l/"
    said = exhibit_html.passport("fig-map")
    said = said | {
        "address": f"{there}figures/fig-map/",
        "book": said["book"] | {"address": there},
        "alt": 'A "map" <of> it',
    }
    figure = BeautifulSoup(exhibit_html.embed(said), "lxml").figure
    assert figure.img["src"] == f"{there}figures/fig-map/fig-map.svg" and figure.img["alt"] == 'A "map" <of> it'
    assert [link["href"] for link in figure.select("a")][:3] == [said["address"], said["address"], there]
    across, down = int(figure.img["width"]), int(figure.img["height"])
    with Image.open(ROOT / "_build/figures/fig-map/fig-map.png") as image:
        assert across == 624 and down == round(across * image.height / image.width)


def test_the_list_shows_every_slug_with_picture_number_and_permanent_link(small):
    lists = page(small, "book/figures").select(".exhibit-list")
    slugs = [link.text for found in lists for link in found.select("a.exhibit-permalink")]
    assert sorted(slugs) == sorted(entry.slug for entry in register() if entry.active)
    for image in lists[0].select("img"):
        assert len(image["alt"]) >= 40
        assert image["loading"] == "lazy" and int(image["width"]) and int(image["height"])
    assert "The claims and their sources" in lists[1].text


def test_examples_of_citations_name_chapter_figure_and_second_hand(small):
    chapter, figure, row = page(small, "book/how-to-cite").select(".citation-example")
    assert "“Two.” In The Land Reform" in chapter.text and "Figure fig-claims" in figure.text
    assert "(Nguyễn Duy Tiến 2000, as cited in MacLean 2025, Table 1" in row.text
    assert [name.text for name in figure.select("dt")] == ["Chicago (author–date)", "APA", "MLA"]
    assert "BibTeX" in figure.text and "RIS" in figure.text


def pretended_app(folder=None):
    return SimpleNamespace(
        outdir=folder,
        doctreedir=folder,
        env=SimpleNamespace(all_docs={}, titles={}, toc_fignumbers={}),
        builder=SimpleNamespace(get_relative_uri=lambda page, other: f"../{other.split('/', 1)[1]}.html"),
    )


def test_a_retired_slug_keeps_its_page(monkeypatch, tmp_path):
    old = Registered("fig-old", "figure", "0.1.0", "What it <showed>", "retired", "0.2.0", "It mixed.", "fig-claims")
    monkeypatch.setattr(exhibit_pages, "register", lambda: (*register(), old))
    published()
    pages = {name: context for name, context, _ in exhibit_pages.collect_pages(pretended_app(tmp_path / "html"))}
    body = pages["figures/fig-old/index"]["body"]
    assert "What it &lt;showed&gt;" in body and "since version 0.2.0" in body and "It mixed." in body
    assert 'href="../fig-claims/index.html">What has been claimed' in body
    assert "(retired)" in pages["figures/index"]["body"]


def test_a_public_address_is_shown_and_links_stay_relative(monkeypatch):
    published()
    said = exhibit_html.passport("fig-claims") | {"address": "https://example.org/l/figures/fig-claims/"}
    monkeypatch.setattr(exhibit_html, "passport", lambda slug: said)
    setting = replace(exhibit_pages.publication(), address="https://example.org/l/")
    monkeypatch.setattr(exhibit_pages, "publication", lambda: setting)
    here = PageContext(pretended_app(), "figures/fig-claims/index")
    bar = exhibit_html.bar(here, "fig-claims")
    assert 'href="../fig-claims/index.html"' in bar and "https://example.org/l/figures/fig-claims/" in bar
    entry = next(entry for entry in register() if entry.slug == "fig-claims")
    assert '<a href="https://example.org/l/figures/fig-claims/">' in exhibit_pages._active(here, entry)


def notebook(source, kind=None, name=None):
    marks = {"mystnb": {kind: {"name": name}}} if kind else {}
    cell = {"cell_type": "code", "id": "one", "metadata": marks, "source": [source], "outputs": []}
    return [json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})]


APP = SimpleNamespace(
    env=SimpleNamespace(docname="here", doc2path=lambda docname: f"{docname}.ipynb", note_dependency=lambda name: None)
)


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ('exhibits.show("fig-nowhere")', "figure", "fig-nowhere"),
        ('exhibits.show("fig-claims")', "figure", "fig-timeline"),
        ('exhibits.show("fig-claims").data', "figure", "fig-claims"),
        ('exhibits.show("tab-claims")', "figure", "tab-claims"),
        ('exhibits.show("fig-claims")', "table", "fig-claims"),
        ('exhibits.show("tab-nowhere")', "table", "tab-nowhere"),
        ('x = 1\nexhibits.show("tab-claims")', "table", "tab-claims"),
    ],
)
def test_a_cell_that_names_or_shows_something_else_stops_the_build(source, kind, name):
    with pytest.raises(ExtensionError, match=f"here, cell 1: must be .*{name}"):
        notebook_figures.inject_captions(APP, "here", notebook(source, kind, name))


def test_a_figure_cell_gets_caption_alternative_text_and_bar():
    published()
    source = notebook('exhibits.show("fig-claims")', "figure", "fig-claims")
    notebook_figures.inject_captions(APP, "here", source)
    cell, bar = json.loads(source[0])["cells"]
    marks = cell["metadata"]["mystnb"]
    shown = drawn("fig-claims")
    # What is written above the figure is not said again below it, and is said to those who do not see it.
    assert marks["figure"]["caption"] == shown.entry.caption_below != shown.entry.caption
    assert marks["image"]["alt"] == f"{shown.says}. {shown.alt}"
    assert bar["source"] == ["```{exhibit-bar} fig-claims\n```"]


def test_a_table_cell_becomes_a_table_of_the_page_with_its_bar():
    source = notebook('exhibits.show("tab-claims")', "table", "tab-claims")
    notebook_figures.inject_captions(APP, "here", source)
    cell, table, bar = json.loads(source[0])["cells"]
    assert cell["metadata"]["tags"] == ["remove-output"]
    assert "{numbered-table} tab-claims" in table["source"][0] and "{exhibit-bar} tab-claims" in bar["source"][0]
    assert "details" not in table["source"][0]


def test_a_table_that_is_folded_bears_its_name():
    source = notebook('exhibits.show("tab-claims")', "table", "tab-claims")
    cells = json.loads(source[0])
    cells["cells"][0]["metadata"]["mystnb"]["table"]["folded"] = True
    source = [json.dumps(cells)]
    notebook_figures.inject_captions(APP, "here", source)
    _, table, bar = json.loads(source[0])["cells"]
    soup = BeautifulSoup(table["source"][0], "lxml")
    assert soup.select_one("details.folded-table > summary").text == exhibits.entry("tab-claims").caption
    assert "\n\n```{numbered-table} tab-claims\n```\n\n" in table["source"][0]
    assert "details" not in bar["source"][0]


def test_other_cells_and_other_pages_are_left_alone():
    source = notebook("x = 1")
    notebook_figures.inject_captions(APP, "here", source)
    assert len(json.loads(source[0])["cells"]) == 1
    text = ["# A page"]
    notebook_figures.inject_captions(
        SimpleNamespace(env=SimpleNamespace(doc2path=lambda name: "page.md")), "page", text
    )
    assert text == ["# A page"]


def picture(slug=None):
    """Give a page with a picture that a cell has drawn, in a figure of that slug or in none."""
    bundle = nodes.container("", nodes.container("", nodes.image(uri="x.svg"), mime_type="image/svg+xml"))
    held = nodes.figure("", bundle, ids=[slug]) if slug else bundle
    document = nodes.document(None, None)
    document += nodes.container("", held, nb_element="cell_code", cell_index=4)
    return document


def test_a_picture_without_a_slug_stops_the_build():
    notebook_figures.reject_unregistered_images(APP, picture("fig-claims"))
    for slug in (None, "fig-of-my-own"):
        with pytest.raises(ExtensionError, match=r"here.*not in the registry"):
            notebook_figures.reject_unregistered_images(APP, picture(slug))


def test_a_notebook_that_draws_something_else_stops_the_build(tmp_path):
    published()
    app = SimpleNamespace(
        srcdir=tmp_path,
        builder=SimpleNamespace(format="html", get_relative_uri=lambda page, other: f"../{other}.html"),
    )
    slug = "fig-waves-thai-nguyen"
    document = nodes.document(None, None)
    document += nodes.figure("", nodes.image(uri="x.svg", alt="Bars in time"), ids=[slug])
    (tmp_path / "x.svg").write_text(drawn(slug).svg().replace("#005f9e", "#000000"), encoding="utf-8")
    with pytest.raises(ExtensionError, match=f"draws {slug} otherwise"):
        notebook_figures.draw_in_the_page(app, document, "notebooks/one")
    (tmp_path / "x.svg").write_text(drawn(slug).svg(), encoding="utf-8")
    notebook_figures.draw_in_the_page(app, document, "notebooks/one")
    (held,) = document.findall(Deferred)
    assert (held["writer"], held["arguments"]) == ("drawing", [slug, "Bars in time"])
    assert not list(document.findall(nodes.image))


def test_an_incomplete_figure_stops_the_build(monkeypatch):
    def incomplete(*_):
        raise ValueError("fig-x cannot be published: a long description")

    monkeypatch.setattr(files, "ensure", incomplete)
    with pytest.raises(ExtensionError, match="fig-x cannot be published: a long description"):
        executed_ahead.make(SimpleNamespace(srcdir=str(ROOT)))
