"""The lint over the rendered book: it finds every fault that is planted, and none in the book."""

import pytest

from landreform.build.lint import pages
from landreform.build.lint.pages import lint, means_something, read, slugs
from landreform.paths import ROOT
from landreform.publish import publication

SETTING = publication.read()
TITLE = SETTING.title
BAR = '<div class="figure-bar"><a href="figures/fig-x/index.html">files</a> 300 dpi</div>'
IMAGE = '<img src="a.svg" alt="Bar chart of waves in time">'
BARE = f'<figure id="fig-x">{IMAGE}</figure>'


def page(body, head="<title>Page</title>", lang="en"):
    """Dress a body as a page of the theme."""
    chrome = '<div class="bd-sidebar">Version 7, page 3<img alt=""></div>'
    article = f'<article class="bd-article">{body}</article>'
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{chrome}{article}</body></html>'


@pytest.fixture
def book(tmp_path):
    """Write a small rendered book with a changed page, and give the faults of that page by rule."""
    files = {
        "a.svg": "",
        "figures/fig-x/index.html": page("<h1>Figure 3</h1><p>Of 1954, 300 dpi.</p>"),
        "ledger/counts.html": page('<table class="ledger"><tr id="row-1"><td>5,000</td></tr></table>'),
        "bibliography.html": page(
            '<div class="citation-list"><div class="citation" id="cite-doe" role="listitem">Doe. Reform in the North, '
            "1953–1957. Paris. Title: 5,000.</div></div>"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def faults(html, setting=SETTING, bars=True, figure_list=tmp_path / "figures.yml"):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        found = lint(read(tmp_path, setting, bars, figure_list))
        assert all(str(fault).startswith(("page.html: ", "figures.yml: ")) for fault in found), found
        return [(fault.rule, fault.text) for fault in found]

    return faults


CLEAN = {
    "no number": "<p>Eight rounds, two of them twice; the First and the Second.</p>",
    "number of the ledger": '<p>About <a class="ledger-number" href="ledger/counts.html#row-1">5,000</a> of them.</p>',
    "card of a number": '<div class="cards" data-computed hidden><div class="card-of-number">5,000</div></div>',
    "result of a notebook": '<p>In all <span class="pasted-text">1,720</span> communes.</p>',
    "code": "<p><code>7</code> <kbd>Ctrl+1</kbd> <samp>3</samp></p><pre>x = 5000</pre>",
    "formula": r'<p>That is <span class="math notranslate">\(1 - (1 - q)^2\)</span>.</p>',
    "year in a citation": '<p>As <span>Doe [<a href="bibliography.html#cite-doe">1960b</a>]</span> says.</p>',
    "numbers of sections and figures": (
        '<h2><span class="section-number">2.1. </span>Waves<a class="headerlink" href="#h2">#</a></h2><p id="h2">See '
        '<a href="#h2"><span class="std std-numref">Fig. 2.1</span></a>.</p>'
        '<p><span class="caption-number">Table 2.1 </span>The rows.</p>'
    ),
    "contents": '<div class="toctree-wrapper"><ul><li><a href="page.html">1. The campaign in time</a></li></ul></div>',
    "title of a work": "<p>In <em>Reform in the\n North, 1953–1957</em> he says so.</p>",
    "own title": f"<h1>{TITLE}</h1><p>contributors: <em>{TITLE.replace('in', 'in' + chr(10), 1)}</em>.</p>",
    "own licences": f"<p>Under {SETTING.licence_name}.</p>",
    "address": '<p><a href="https://example.org/2.0/">https://example.org/2.0/</a></p>',
    "table of a cell": '<table class="reading"><caption>From 1953.</caption><tr><td>47</td></tr></table>',
    "output of a cell": '<div class="cell_output"><p>1,720</p></div>',
    "what a directive computes": '<div class="computed"><h2>Table 3</h2><p>1,272 rows</p></div><p data-computed>5</p>',
    "list of references": '<div class="citation" id="cite-roe" role="listitem"><p>Roe. 1975.</p></div>',
    "figure with its bar": BARE + BAR,
    "figure in a cell, its bar after": (
        f'<div class="cell"><div class="cell_output"><figure id="fig-x">{IMAGE}'
        "<figcaption>The waves.</figcaption></figure></div></div>"
        '<div class="exhibit-bar" data-computed><a href="figures/fig-x/index.html">48 rows</a></div>'
    ),
    "an address that holds a choice": '<p id="choose"><a href="page.html#choose=1&amp;o=executed">what if?</a></p>',
    "links": (
        '<p id="here"><a href="#here">a</a> <a href="ledger/counts.html#row-1">b</a> <a href="a.svg">c</a> '
        '<a href="https://example.org/nowhere">d</a> <a href="mailto:a@example.org">e</a> <a href="#">f</a></p>'
    ),
    "hidden drawing": '<svg aria-hidden="true"></svg><svg role="img"><title>The mark of the book</title></svg>',
}


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_what_may_stand_on_a_page(book, name):
    assert book(page(CLEAN[name])) == []


PLANTED = {
    "paragraph": ("numeral", "<p>About 5,000 died.</p>", "5,000"),
    "year": ("numeral", "<p>It began in 1953.</p>", "1953"),
    "list item": ("numeral", "<ul><li>47 communes</li></ul>", "47"),
    "caption of a figure": (
        "numeral",
        f'<figure id="fig-x">{IMAGE}<figcaption>In 47.</figcaption>{BAR}</figure>',
        "47",
    ),
    "caption of a figure in a cell": (
        "numeral",
        f'<div class="cell_output"><figure id="fig-x">{IMAGE}<figcaption>In 47.</figcaption></figure></div>{BAR}',
        "47",
    ),
    "heading": ("numeral", "<h2>The 8 waves</h2>", "8"),
    "definition": ("numeral", "<dl><dt>wave</dt><dd>one of 8</dd></dl>", "8"),
    "typed table": ("numeral", "<table><tr><td>172,008</td></tr></table>", "172,008"),
    "quotation": ("numeral", "<blockquote>some 100,000</blockquote>", "100,000"),
    "fraction": ("numeral", "<p>About ½ of them.</p>", "½"),
    "superscript": ("numeral", "<p>km²</p>", "km²"),
    "emphasis": ("numeral", "<p><em>5,000</em> and <em>5,000 were killed there</em></p>", "5,000"),
    "title that nobody cites": ("numeral", "<p><em>The Reform of 1953 in Full</em></p>", "1953"),
    "page after a citation": ("numeral", '<p><a href="bibliography.html#cite-doe">1960</a>, p. 205</p>', "205"),
    "number in a citation": ("numeral", '<p><a href="bibliography.html#cite-doe">Doe 5,000</a></p>', "5,000"),
    "link text": ("numeral", '<p><a href="ledger/counts.html">5,000</a></p>', "5,000"),
    "number of the ledger without a way home": ("numeral", '<p><span class="ledger-number">5,000</span></p>', "5,000"),
    "typed and dressed as computed": ("numeral", '<p><span class="computed">5,000</span></p>', "5,000"),
    "table of contents with a number": (
        "numeral",
        '<div class="toctree-wrapper"><a href="a.svg">1. In 1953</a></div>',
        "1953",
    ),
    "role that was not carried out": ("unresolved", "<p>{ledger}`counts/x`</p>", "{ledger}"),
    "problem left by the build": ("unresolved", '<p><span class="problematic">oh</span></p>', "oh"),
    "empty alternative text": ("image", '<p><img src="a.svg" alt=""></p>', "a.svg"),
    "no alternative text": ("image", '<p><img src="a.svg"></p>', "a.svg"),
    "type name": ("image", '<p><img src="a.svg" alt="<Figure size 640x480 with 1 Axes>"></p>', "Figure size"),
    "label": ("image", '<p><img src="a.svg" alt="fig-waves-thai-nguyen"></p>', "fig-waves"),
    "three words": ("image", '<p><img src="a.svg" alt="Timeline of events"></p>', "Timeline"),
    "nameless drawing": ("image", "<svg><path/></svg>", "a drawing"),
    "figure without a bar": (
        "bar",
        BARE,
        "fig-x",
    ),
    "bar of another figure": (
        "bar",
        f'<figure id="fig-y">{IMAGE}</figure>{BAR}',
        "fig-y",
    ),
    "figure without a name": (
        "bar",
        f"<figure>{IMAGE}</figure>{BAR}",
        "without",
    ),
    "numbered table without a bar": ("bar", '<table class="reading" id="tab-x"></table>', "tab-x"),
    "dead file": ("link", '<a href="nowhere.html">a</a>', "no such file"),
    "dead anchor": ("link", '<a href="ledger/counts.html#row-2">a</a>', "row-2"),
    "dead anchor on the page": ("link", '<a href="#nowhere">a</a>', "nowhere"),
    "choice held for a place that is not there": ("link", '<a href="#nowhere=1&amp;o=x">a</a>', "no 'nowhere'"),
    "dead picture": ("link", IMAGE.replace("a.", "b."), "b.svg"),
    "folder": ("link", '<a href="figures/fig-x/">a</a>', "folder"),
    "out of the book": ("link", '<a href="../../x.html">a</a>', "out of the book"),
    "top of the computer": ("link", '<a href="/page.html">a</a>', "top"),
    "id given twice": ("id", '<p id="a"></p><p id="a"></p>', "a stands 2 times"),
}


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_every_planted_fault_is_found_once_and_nothing_else(book, name):
    rule, body, said = PLANTED[name]
    found = book(page(body))
    assert {fault for fault, _ in found} == {rule}
    assert any(said in text for _, text in found)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (page("<p>Text.</p>", lang=""), "language"),
        (page("<p>Text.</p>", lang=" "), "language"),
        (page("<p>Text.</p>", head=""), "title"),
        (page("<p>Text.</p>", head="<title> </title>"), "title"),
    ],
)
def test_a_page_says_its_language_and_its_title(book, html, rule):
    assert [fault for fault, _ in book(html)] == [rule]


def test_raw_html_without_the_theme_is_read_too(book):
    assert [fault for fault, _ in book('<html lang="en"><title>x</title><p>In 1953.</p></html>')] == [
        "title",
        "numeral",
    ]


def test_bars_are_not_asked_for_where_there_are_none_yet(book):
    body = BARE
    assert book(page(body), bars=False) == []


def test_a_link_to_the_published_book_must_lead_somewhere_too(book):
    import dataclasses

    there = dataclasses.replace(SETTING, address="https://example.org/reform/")
    assert book(page('<a href="https://example.org/reform/ledger/counts.html#row-1">a</a>'), there) == []
    ((rule, text),) = book(page('<a href="https://example.org/reform/gone.html">a</a>'), there)
    assert rule == "link" and "no such file" in text


def test_no_slug_is_ever_lost(book, tmp_path):
    (tmp_path / "figures.yml").write_text("- slug: fig-x\n  status: retired\n- slug: fig-y\n", encoding="utf-8")
    ((rule, text),) = book(page("<p>Text.</p>"))
    assert rule == "slugs" and "fig-y" in text


@pytest.mark.parametrize(
    "said",
    [
        ["fig-a", "tab-b"],
        [{"slug": "fig-a", "replaced_by": "fig-c"}, {"slug": "tab-b"}],
        {"fig-a": {"title": "x"}, "tab-b": None},
        {"figures": [{"slug": "fig-a"}], "tables": ["tab-b"]},
    ],
)
def test_slugs_are_read_from_lists_of_several_shapes(said):
    assert slugs(said) == ["fig-a", "tab-b"]


def test_the_list_of_figures_of_the_book_is_read():
    if pages.FIGURE_LIST.exists():
        import yaml

        assert slugs(yaml.safe_load(pages.FIGURE_LIST.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "alt", ["", "plot", "Fig. 2.1", "figure-3", "chart.png", "a b c", "1 2 3 4 5", "<Axes of a plot here>"]
)
def test_what_is_no_alternative_text(alt):
    assert not means_something(alt)


def test_a_folder_without_pages_is_a_fault(tmp_path):
    assert [fault.rule for fault in lint(read(tmp_path, figure_list=tmp_path / "none.yml"))] == ["pages"]


def test_the_command_fails_on_a_fault_and_names_it(tmp_path, capsys):
    (tmp_path / "page.html").write_text(page("<p>In 1953.</p>").replace('src="a.svg"', ""), encoding="utf-8")
    options = [str(tmp_path), "--no-bars", "--figures", str(tmp_path / "none.yml")]
    assert pages.main(options) == 1
    said = capsys.readouterr()
    assert "page.html: numeral: '1953'" in said.err and "1 pages, 1 faults" in said.out
    (tmp_path / "page.html").write_text(page("<p>Then.</p>").replace('src="a.svg"', ""), encoding="utf-8")
    assert pages.main(options) == 0


@pytest.fixture(scope="module")
def whole():
    """Read the rendered book; each page is parsed once."""
    html = ROOT / "_build" / "html"
    assert (html / "index.html").exists(), "no rendered book; make book builds it"
    return pages.of_project(ROOT, html)


def test_the_rendered_book_has_no_fault(whole):
    assert [str(fault) for fault in lint(whole)] == []


def test_a_number_typed_into_any_page_of_the_book_is_found(whole):
    """Take every page with prose of the rendered book, type a number into its first paragraph, and lint that page."""
    for path, one in whole.pages.items():
        if path.startswith("figures/"):  # is not even taken apart
            continue
        paragraph = one.region.select_one("section > p")
        if paragraph is None or one.region.select_one("section.computed"):
            continue
        paragraph.append(" There were 4711 of them.")
        assert any("4711" in text for text in pages.RULES["numeral"](one, whole)), path
        paragraph.contents[-1].extract()  # the page is again what it was
