"""What the theme and its libraries leave wrong on a page is mended on every page of the book."""

import pytest
from lxml import html
from visited_pages import pages

from landreform.sphinx_ext.theme_faults import FAULTS, mend

#: What each fault looks like as a library writes it, and what must stand there instead.
SAMPLES = [
    (
        '<summary aria-label="Toggle hidden content">\n<p class="collapsed">Show</p>\n</summary>',
        '<summary>\n<span class="collapsed">Show</span>\n</summary>',
    ),
    (
        '<button class="btn search-button-field pst-js-only" title="Search" aria-label="Search" data-a="b">',
        '<button class="btn search-button-field pst-js-only" data-a="b">',
    ),
    (
        '<span class="search-button__kbd-shortcut"><kbd>K</kbd>',
        '<span class="search-button__kbd-shortcut" aria-hidden="true"><kbd>K</kbd>',
    ),
    (
        '<a href="#">The ledger</a><details open><summary><span class="toctree-toggle" role="presentation">',
        '<a href="#">The ledger</a><details open><summary aria-label="Pages below: The ledger">'
        '<span class="toctree-toggle" aria-hidden="true">',
    ),
    (
        '<div id="pst-primary-sidebar" class="bd-sidebar">',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Book" class="bd-sidebar">',
    ),
    ('<p>a</p><div id="ethical-ad-placement"\n  data-ea-type="x">\n</div><p>b</p>', "<p>a</p><p>b</p>"),
    ('<div class="citation" role="doc-biblioentry">', '<div class="citation" role="listitem">'),
    ('<main id="main-content" class="bd-main" role="main">', '<main id="main-content" class="bd-main">'),
    (
        '<head><meta name="viewport" content="a" />\n<meta name="viewport" content="b"/><title></title></head>',
        '<head><meta name="viewport" content="a" />\n<title></title></head>',
    ),
    ('<div class="highlight"><pre><span></span>', '<div class="highlight"><pre tabindex="0"><span></span>'),
]


@pytest.mark.parametrize(("faulty", "mended"), SAMPLES, ids=[fault.what for fault in FAULTS])
def test_a_fault_is_mended(faulty, mended):
    assert mend(faulty) == mended
    assert mend(mended) == mended


def test_no_page_has_a_fault():
    for path in pages():
        text = path.read_text(encoding="utf-8")
        assert mend(text) == text, path


def test_names_are_there_once_and_tables_and_summaries_are_whole():
    for path in pages():
        page = html.fromstring(path.read_bytes())
        names = page.xpath("//@id")
        assert len(names) == len(set(names)), (path, sorted({name for name in names if names.count(name) > 1}))
        assert not page.xpath("//summary//p | //summary//div | //summary//ul | //summary//table"), path
        assert not page.xpath("//table[not(caption) and not(@aria-label)] | //table//th[not(@scope)]"), path
        assert not page.xpath("//table[thead and not(thead//th[@scope='col'])]"), path
