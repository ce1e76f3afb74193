"""Words of other languages are marked on a page once, wherever they stand."""

from bs4 import BeautifulSoup

from landreform.paths import ROOT
from landreform.sphinx_ext.language_marks import mark
from landreform.text.languages import foreign_words

HTML = ROOT / "_build" / "html"


def test_marking_twice_marks_once():
    page = "<body><p>In Thái Nguyên</p><td>Hà Nội</td><svg><text>Hà Nội</text><text>in Hà Nội</text></svg></body>"
    once = mark(page)
    assert mark(once) == once
    assert once.count('lang="vi"') == 4
    assert '<text lang="vi">Hà Nội</text><text>in <tspan lang="vi">Hà Nội</tspan></text>' in once


def test_what_is_nested_in_a_marked_element_is_not_marked_again():
    page = '<div lang="vi"><div>Hà Nội</div> và Hải Phòng</div><div>Hà Nội</div>'
    assert mark(page) == page.replace("</div><div>Hà", '</div><div lang="vi">Hà')


def test_a_date_is_one_phrase():
    date = "ngày 29 tháng 9 năm 1956"
    marked = f'<p>on: <span lang="vi">{date}; Hồ Chí Minh</span> (and) <span lang="vi">Hà Nội</span></p>'
    assert mark(f"<p>on: {date}; Hồ Chí Minh (and) Hà Nội</p>") == marked


def test_heads_scripts_and_code_are_left_alone():
    page = "<head><title>Hà Nội</title></head><body><script>'<p>Hà Nội</p>'</script><pre><b>Hà Nội</b></pre></body>"
    assert mark(page) == page


def test_no_vietnamese_word_of_the_book_is_unmarked():
    for name in (
        "book/what-happened/the-waves.html",
        "notebooks/waves.html",
        "book/bibliography.html",
        "book/people.html",
    ):
        body = BeautifulSoup((HTML / name).read_text(encoding="utf-8"), "lxml").body
        for text in body.find_all(string=True):
            parents = {parent.name for parent in text.parents}
            if foreign_words(text) and not parents & {"script", "style", "pre", "code"} and text.parent.name != "title":
                assert text.find_parent(attrs={"lang": ["vi", "zh"]}), (name, text)
