"""The account of a book's prose: parts from the navigation, sums, and two books side by side."""

from dataclasses import asdict, replace

import pytest

from landreform.build.lint import account, pages
from landreform.build.lint.account import Account, Part
from landreform.build.lint.running import Words

NAVIGATION = """<nav class="bd-links"><p class="caption">First</p><ul><li><a href="#">One</a></li>
<li><a href="../two.html">Two</a></li></ul><p class="caption">Last</p><ul><li><a href="three.html#top">3. Three</a></li>
</ul></nav>"""


def write(folder, texts):
    for name, body in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<html><body>{NAVIGATION}<article>{body}</article></body></html>", "utf-8")
    (folder / "index.html").write_text('<link rel="canonical" href="home.html" />', "utf-8")
    return folder


BOOK = {
    "a/one.html": "<h1>One</h1><p>Three words here.</p>",
    "a/three.html": "<table><tr><td>five</td></tr></table><details><p>folded away</p></details>",
    "home.html": "<p>Home.</p>",
    "two.html": "<p>Two words.</p><p>And two more.</p>",
}


def test_parts_are_read_from_the_navigation():
    same = '<link rel="canonical" href="https://example.org/book/home.html" />'
    found = account.parts({"a/one.html": NAVIGATION, "home.html": "", "index.html": same})
    assert found == [
        Part(account.OPENING, {"home.html": account.OPENING}),
        Part("First", {"a/one.html": "One", "two.html": "Two"}),
        Part("Last", {"a/three.html": "3. Three"}),
    ]


def test_words_are_counted_page_by_page_and_part_by_part(tmp_path):
    kept = account.of_folder(write(tmp_path, BOOK))
    assert {page["page"]: page["words"] for part in kept for page in part["pages"]} == {
        "home.html": {"prose": 1, "visible": 1, "folded": 0},
        "a/one.html": {"prose": 3, "visible": 4, "folded": 0},
        "two.html": {"prose": 5, "visible": 5, "folded": 0},
        "a/three.html": {"prose": 0, "visible": 1, "folded": 2},
    }
    rows = {
        line.split("  ")[0].strip() or line.split("  ")[1]: line.split() for line in account.table(kept).split("\n")
    }
    assert rows["First"][1:] == ["8", "9", "89", "%", "0"]
    assert rows["all but the last part"][-5:] == ["9", "10", "90", "%", "0"]
    assert rows["all"][1:] == ["9", "11", "82", "%", "2"]


def test_two_books_are_set_side_by_side(tmp_path, capsys):
    now, before = write(tmp_path / "now", BOOK), write(tmp_path / "before", BOOK)
    (before / "two.html").write_text((before / "two.html").read_text("utf-8").replace("And two more", "More"), "utf-8")
    (now / "home.html").unlink()
    assert account.main([str(now), "--before", str(before)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.split("\n")]
    assert ["Two", "5", "5", "100", "%", "0", "3", "3", "100", "%", "0"] in lines
    assert ["only", "before:", "Front", "page", "–", "–", "–", "–", "1", "1", "100", "%", "0"] in lines


def test_a_folder_without_a_book_is_one_clear_error(tmp_path, capsys):
    assert account.main([str(tmp_path)]) == 1
    assert "no page has the navigation of a book" in capsys.readouterr().err


def test_a_part_is_said_in_a_line():
    told = Account(Words(50, 100, 7), {"row": 3, "citation": 1, "bare": 0})
    part = Part("First", {"a.html": "A", "b.html": "B", "gone.html": "C"})
    (line,) = account.lines([part], {"a.html": told, "b.html": Account(Words(0, 100, 0))})
    assert line == "   First: 50 words of running prose, 25 % of what is visible; 4 sentences: 3 row, 1 citation"


def test_what_is_kept_is_read_again():
    told = Account(Words(1, 2, 3), {"row": 3})
    assert Account.read(asdict(told)) == told


def test_the_report_prints_parts_and_writes_the_account(tmp_path, capsys):
    folder = write(tmp_path / "html", BOOK)
    book = pages.read(folder, bars=False, figure_list=tmp_path / "none.yml")
    book.narrative = ("two",)
    pages.report(book, None, tmp_path / "prose.json")
    said = capsys.readouterr()
    assert "First: 8 words of running prose, 89 % of what is visible; 2 sentences: 2 bare" in said.out
    assert "two.html: sentence: 'Two words.' carries no row and no citation" in said.err
    first = (tmp_path / "prose.json").read_bytes()
    again = replace(pages.read(folder, bars=False, figure_list=tmp_path / "none.yml"), narrative=("two",))
    pages.report(again, None, tmp_path / "prose.json")
    assert (tmp_path / "prose.json").read_bytes() == first


@pytest.mark.parametrize(("words", "said"), [(Words(1, 2), "50 %"), (Words(), "–"), (Words(2, 3), "67 %")])
def test_shares(words, said):
    assert account.share(words) == said
