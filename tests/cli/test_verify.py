"""The command ``landreform verify`` on copies of a small book."""

import json

import pytest

from landreform.cli.main import main
from landreform.publish.sums import NAME, of_folder, text


@pytest.fixture
def copy(tmp_path):
    """Give a copy with its sums in it."""
    folder = tmp_path / "copy"
    (folder / "book").mkdir(parents=True)
    (folder / "index.html").write_text("<p>one</p>\n")
    (folder / "book/index.html").write_text("<p>two</p>\n")
    (folder / NAME).write_text(text(of_folder(folder)))
    return folder


def test_an_unaltered_copy_is_one_line_and_status_0(copy, capsys):
    assert main(["verify", str(copy)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert shown.out.startswith(f"{copy}: unaltered; 2 files by the sums in {copy / NAME}, which show damage")
    assert shown.out.count("\n") == 1


def test_what_was_altered_is_missing_or_was_added_is_named_with_status_1(copy, capsys):
    (copy / "index.html").write_text("<p>One</p>\n")
    (copy / "book/index.html").unlink()
    (copy / "book/extra.js").write_text("0")
    (copy / ".DS_Store").write_text("x")
    assert main(["verify", str(copy)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["book/extra.js: added", "book/index.html: missing", "index.html: altered"]
    assert lines[3].startswith(f"{copy}: 1 altered, 1 missing, 1 added; 2 files by ")
    assert lines[4:] == ["Passed over, as file managers leave them: .DS_Store"]
    assert main(["verify", str(copy), "--json"]) == 1
    facts = json.loads(capsys.readouterr().out)
    assert [change["what"] for change in facts["changes"]] == ["added", "missing", "altered"]
    assert (facts["files"], facts["passed_over"]) == (2, [".DS_Store"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{copy}/none"], "none: found 'nothing there', expected a folder: a copy of the book"),
        (["{copy}/index.html"], "index.html: found 'a file', expected a folder: a copy of the book"),
        (["{copy}/book"], "book: found 'no sums', expected a file SHA256SUMS in the folder, or --sums FILE"),
        (["{copy}", "--sums", "{copy}/none"], "expected a file of sums that can be read"),
        (["{copy}", "--sums", "{copy}/index.html"], "index.html, row 1: found '<p>one</p>', expected 64 hexadecimal"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_status_2(copy, capsys, arguments, says):
    assert main(["verify", *(argument.format(copy=copy) for argument in arguments)]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1 and says in shown.err
