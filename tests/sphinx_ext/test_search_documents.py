"""What a search can find: sections and entries of pages, rows of the ledger, and the index of their words."""

import pytest

from landreform.ledger import tables
from landreform.sphinx_ext.search_documents import Document, page_documents
from landreform.sphinx_ext.search_index import FIELDS, counted, inverted
from landreform.sphinx_ext.search_rows import row_documents
from landreform.text.folding import words

NAMES = [table["name"] for table in tables.descriptor()["resources"]]
LEDGER = tables.load_all()


def documents(html):
    return {one.anchor: one for one in page_documents(html).documents}


def test_every_section_is_a_document_and_the_first_is_the_top_of_the_page():
    found = documents(
        '<section id="waves"><h1>The waves<a class="headerlink" href="#waves">#</a></h1><p>Five,\nin all.</p>'
        '<section id="last"><span id="old"></span><h2><span class="section-number">1.1. </span>The last</h2>'
        "<p>It <em>began</em> late.</p></section><p>After it.</p></section>"
    )
    assert {anchor: (one.title, one.prose) for anchor, one in found.items()} == {
        "": ("The waves", ["Five, in all.", "After it."]),
        "last": ("The last", ["It began late."]),
    }


@pytest.mark.parametrize(
    "left_out",
    [
        '<div class="cell_input docutils container"><div class="highlight"><pre>import pandas</pre></div></div>',
        "<pre>@incollection{x}</pre>",
        '<p class="copyable"><span class="text">In the list of references</span></p>',
        '<div class="exhibit-bar"><details><summary>Cite</summary>TY - CHAP</details></div>',
        '<span class="number-note" role="tooltip" hidden>Computed in this chapter.</span>',
        "<p hidden>unseen</p>",
        '<div class="math">\\[x\\]</div>',
        '<math><mi>x</mi></math><svg><text x="1">0 %</text></svg><script>let x;</script><nav>on</nav>',
        '<table class="ledger"><tbody><tr id="r"><th>r</th><td>1,337</td></tr></tbody></table>',
        '<table><tr><td><a href="../book/ledger/dates.html#d">1956</a></td><td>late</td></tr></table>',
        '<ul data-computed><li><a href="ledger/events.html#e">The law is passed</a>, 1953</li></ul>',
    ],
)
def test_what_is_no_prose_or_repeats_a_row_is_left_out(left_out):
    found = documents(f"<h1>A page</h1><p>Before.</p>{left_out}<p>After.</p>")
    assert found == {"": Document("", "A page", prose=["Before.", "After."])}


def test_a_row_or_item_that_leads_to_the_ledger_further_on_is_kept():
    found = documents(
        '<h1>Found</h1><table><tr><td>labels</td><td><a href="ledger/counts.html#c">172,008</a></td></tr></table>'
        '<ul data-computed><li>Most labels were wrong (<a href="ledger/counts.html#c">row</a>)</li></ul>'
    )
    assert found[""].cells == ["labels · 172,008"] and found[""].prose == ["Most labels were wrong (row)"]


def test_cells_of_a_table_are_apart_and_a_numbered_table_is_an_exhibit():
    page = page_documents(
        "<h1>X</h1><table><tr><td>1956</td><td>văn</td></tr></table>"
        '<table id="tab-claims"><caption>Claims.</caption><tr><td>15,000</td><td>Moise</td></tr></table>'
        '<figure id="fig-claims"><figcaption>Drawn.</figcaption></figure>'
    )
    assert page.documents[0].cells == ["1956 · văn"]
    assert page.exhibits == {"tab-claims": ["Claims.", "15,000 · Moise"], "fig-claims": []}


def test_an_entry_of_a_list_is_a_document_by_its_name():
    found = documents(
        '<h1>Glossary</h1><div data-computed><dl><div class="entry" id="dia-chu"><dt><span>landlord</span>'
        ' <span class="entry-vietnamese" lang="vi">địa chủ</span> <span class="entry-plain">dia chu</span></dt>'
        '<dd>A class. <span class="entry-source"><a href="ledger/glossary.html#dia-chu">X</a></span></dd></div></dl>'
        "</div><dl><dt>wave</dt><dd><p>One round.</p></dd></dl>"
    )
    assert (found["dia-chu"].title, found["dia-chu"].prose) == ("landlord · địa chủ", ["A class."])
    assert found[""].prose == ["wave: One round."]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_a_document_and_says_what_a_reader_may_look_for(name):
    found = row_documents(name, LEDGER)
    assert [one.anchor for one in found] == list(LEDGER[name].iloc[:, 0])
    assert all(one.title and one.also == one.anchor for one in found)
    shown = [column for column in tables.resource(name)["page"] if column.get("show", "text") == "text"]
    for row, one in zip(LEDGER[name].to_dict("records"), found, strict=True):
        said = set(words(" ".join([one.title, *one.cells])))
        for column in shown:
            value = row.get(column["fields"][0], "")
            if isinstance(value, str) and column["heading"] != "SHA-256":
                assert said.issuperset(words(value)), (row, column)


def test_numbers_of_rows_are_written_with_commas_and_their_ranges_whole():
    found = {one.anchor: one for one in row_documents("estimates", LEDGER)}
    assert "3,000 to 15,000, central 5,000" in found["moise1983-executed"].cells


def test_the_index_gives_the_counts_back():
    counts = [
        counted(Document("", "The waves", "", ["Five waves.", "Five!"], ["1 · 2"])),
        counted(Document("a", "Waves", "fig-waves", [], [])),
        counted(Document("b", "", "", ["five"], ["1,337"])),
    ]
    terms, postings = inverted(counts)
    assert terms == sorted(terms)
    back = [[{} for _ in FIELDS] for _ in counts]
    for term, fields in zip(terms, postings, strict=True):
        for field, steps in enumerate(fields):
            place, rest = -1, list(steps)
            while rest:
                step = rest.pop(0)
                place += abs(step)
                back[place][field][term] = rest.pop(0) if step < 0 else 1
    assert back == counts


def test_a_row_is_called_by_the_names_of_the_rows_that_it_leads_to():
    exclusions, dates = (row_documents(name, LEDGER) for name in ("exclusions", "dates"))
    titles = dict(LEDGER["events"][["event", "title"]].itertuples(index=False))
    for row, one in zip(LEDGER["dates"].to_dict("records"), dates, strict=True):
        assert one.title.startswith(titles[row["event"]])
    by_dating = LEDGER["exclusions"].query("by_dating != ''")
    assert len(by_dating)
    events = LEDGER["dates"].set_index("dating")["event"]
    said = {one.anchor: one.cells for one in exclusions}
    for row in by_dating.to_dict("records"):
        assert any(titles[events[row["by_dating"]]] in cell for cell in said[row["exclusion"]])
