"""A file is written whole or not at all."""

import errno
from pathlib import Path

import pytest

from landreform.text import whole_files


def test_a_text_keeps_its_line_ends_and_letters(tmp_path):
    file = tmp_path / "note"
    whole_files.write(file, "đất\r\nruộng\n")
    assert file.read_bytes() == "đất\r\nruộng\n".encode()


def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside_it(tmp_path, monkeypatch):
    file = tmp_path / "note"
    whole_files.write(file, "before")

    def half(path, content):
        with path.open("wb") as out:
            out.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space left"):
        whole_files.write(file, "after, and longer")
    assert file.read_text() == "before" and list(tmp_path.iterdir()) == [file]


def test_what_an_ended_process_has_left_is_written_over(tmp_path):
    (tmp_path / ".note.part").write_text("half of somethi")
    whole_files.write(tmp_path / "note", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@pytest.mark.parametrize("content", [None, "", '{"a": ', "\0\0\0"])
def test_a_note_that_cannot_be_read_is_none(tmp_path, content):
    note = tmp_path / "note.json"
    if content is not None:
        note.write_text(content)
    assert whole_files.read_note(note) == {}
    whole_files.write(note, '{"a": 1}')
    assert whole_files.read_note(note) == {"a": 1}
