"""Running prose and the words of a page: what counts, and what does not."""

import pytest
from bs4 import BeautifulSoup

from landreform.build.lint.running import Words, text_of


def found(html):
    return text_of(BeautifulSoup(html, "html.parser"))


def prose(html):
    return ["".join(piece.text for piece in paragraph) for paragraph in found(html).paragraphs]


#: HTML, and the words in it: running prose, visible, folded.
COUNTED = {
    "paragraph": ("<p>The teams came.</p>", (3, 3, 0)),
    "list": ("<ul><li>one word</li><li><p>two words</p></li></ul>", (4, 4, 0)),
    "quotation": ("<blockquote><p>said so</p></blockquote>", (2, 2, 0)),
    "definition": ("<dl><dt>wave</dt><dd>a round of work</dd></dl>", (4, 5, 0)),
    "heading": ("<h2>The waves<a class='headerlink' href='#'>#</a></h2>", (0, 2, 0)),
    "caption of a figure": ("<figure><figcaption><p>Six waves ran.</p></figcaption></figure>", (0, 3, 0)),
    "caption in a cell": (
        "<div class='cell_output'><figure><figcaption>Six waves</figcaption></figure></div>",
        (0, 2, 0),
    ),
    "table": (
        "<table><caption>All of it</caption><tr><th>wave</th><td><p>one two</p></td></tr></table>",
        (0, 6, 0),
    ),
    "fold": ("<details><summary>In words</summary><p>Not seen at once</p></details>", (0, 2, 4)),
    "fold in a fold": (
        "<details><summary>a</summary><details><summary>b</summary><p>c</p></details></details>",
        (0, 1, 2),
    ),
    "fold of the theme": ("<div class='admonition dropdown'><p>Not seen</p></div>", (0, 0, 2)),
    "admonition": ("<div class='admonition'><p class='admonition-title'>Note</p><p>Read on.</p></div>", (2, 3, 0)),
    "code": ("<div class='cell_input'><pre>x = 1</pre></div><pre>y</pre>", (0, 0, 0)),
    "word set as code": ("<p>The <code>csv</code> file</p>", (3, 3, 0)),
    "bar of a figure": ("<div class='exhibit-bar' data-computed><p>SVG PNG</p></div>", (0, 2, 0)),
    "computed": ("<section class='computed'><p>made by code</p></section>", (0, 3, 0)),
    "card of a number": (
        "<p><a class='ledger-number' href='l.html#r'>47</a></p><div class='cards' hidden><p>Printed: 47</p></div>",
        (1, 1, 0),
    ),
    "formula": ("<p>That is <span class='math'>x y z</span>.</p>", (2, 2, 0)),
    "contents": ("<div class='toctree-wrapper'><ul><li>The waves</li></ul></div>", (0, 2, 0)),
    "list of references": ("<div class='citation' role='listitem'><p>Doe. 1960.</p></div>", (0, 2, 0)),
    "word of several elements": ("<p><em>re</em>form <b>25</b>% – it</p>", (3, 3, 0)),
    "script and drawing": ("<script>a b</script><svg><text>a b</text></svg><!-- a b --><p>c</p>", (1, 1, 0)),
}


@pytest.mark.parametrize("name", sorted(COUNTED))
def test_words_of_a_page(name):
    html, (running, visible, folded) = COUNTED[name]
    assert found(html).words == Words(running, visible, folded)


def test_a_figure_caption_is_no_running_prose():
    html = "<p>The teams came.</p><figure><figcaption><p>Many died.</p></figcaption></figure><p>They left.</p>"
    assert prose(html) == ["The teams came.", "They left."]


def test_a_paragraph_in_a_fold_or_a_table_is_no_running_prose():
    assert prose("<details><p>Folded.</p></details><table><td><p>In a cell.</p></td></table>") == []


def test_pieces_know_where_they_lead_and_how_they_are_marked():
    ((*pieces,),) = found(
        "<p>By <a href='b.html#cite-doe'>Doe</a> <span><a class='ledger-number' href='c.html#r'>47</a></span>, "
        "<a class='pasted-text' href='#result-x'>9</a>; <a href='x.html'>a page</a> "
        "<span class='rowless-unknown'>not <em>known</em></span>.</p>"
    ).paragraphs
    assert [(piece.text, piece.support, piece.address) for piece in pieces if piece.support] == [
        ("Doe", "citation", "b.html#cite-doe"),
        ("47", "row", "c.html#r"),
        ("9", "result", "#result-x"),
    ]
    assert [piece.text for piece in pieces if piece.mark == "unknown"] == ["not ", "known"]


def test_a_number_without_a_way_home_supports_nothing():
    ((piece,),) = found("<p><span class='ledger-number'>47</span></p>").paragraphs
    assert piece.support == ""
