"""What takes long says how much of it is done, in a few whole lines."""

import pytest

from landreform.text.counted import LINES, Counter, counted, step


def test_few_things_have_a_line_each(capsys):
    assert list(counted("abc", 3, "notebooks executed")) == ["a", "b", "c"]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [f"   {done} of 3 notebooks executed" for done in (1, 2, 3)]


@pytest.mark.parametrize("total", [8, 9, 44, 73, 1000])
def test_many_things_have_a_few_lines_and_the_last_counts_all(capsys, total):
    assert sum(1 for _ in counted(range(total), total, "pages")) == total
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == LINES and lines[-1] == f"   {total} of {total} pages"
    assert all("\r" not in line and "\x1b" not in line for line in lines)


def test_a_thing_counts_when_it_has_been_dealt_with(capsys):
    things = counted("ab", 2, "things")
    next(things)
    assert capsys.readouterr().err == ""
    next(things)
    assert capsys.readouterr().err == "   1 of 2 things\n"


def test_several_may_be_done_at_once(capsys):
    counter = Counter(73, "pages read")
    for count in (19, 18, 18, 18):
        counter.add(count)
    assert capsys.readouterr().err.splitlines() == [f"   {done} of 73 pages read" for done in (19, 37, 55, 73)]


def test_a_step_says_which_of_how_many(capsys):
    step("book", 3, 4, "pages are read and written")
    assert capsys.readouterr().err == "== book, step 3 of 4: pages are read and written\n"
