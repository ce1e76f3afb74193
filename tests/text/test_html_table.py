"""Tables as HTML: text is escaped, markup is not, attributes stand where they belong."""

from markupsafe import Markup

from landreform.text.html_table import Cell, Row, html_table


def test_text_is_escaped_and_markup_is_not():
    html = html_table("a < b", ["<i>"], [["it's"], [Markup("<b>x</b>")], [Cell('"', {"title": '"'})]])
    assert "<caption>a &lt; b</caption>" in html and '<th scope="col">&lt;i&gt;</th>' in html
    assert "<td>it&#x27;s</td>" in html and "<td><b>x</b></td>" in html
    assert '<td title="&#34;">&quot;</td>' in html


def test_attributes_of_table_rows_and_cells():
    row = Row([Cell("x", {"data-sort": "3"}), "y"], {"id": "r"})
    html = html_table("", ["a", Cell("b", {"class": "number"})], [row], css="ledger sortable", row_headings=True)
    assert html.startswith('<table class="ledger sortable">\n')
    assert '<th scope="col">a</th><th scope="col" class="number">b</th>' in html
    assert '<tr id="r"><th scope="row" data-sort="3">x</th><td>y</td></tr>\n' in html
