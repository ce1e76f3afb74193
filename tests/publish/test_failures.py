"""What stops a program from outside is said in its last line; a fault of its own keeps its traceback."""

import errno
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest
import zmq

from landreform.publish.failures import INTERRUPTED, STOPPED, ProcessEnded, reason, told

#: Failures that a disk, a limit or a right can cause, and a word of what to do.
OUTSIDE = {
    "ENOSPC": "make room",
    "EDQUOT": "make room",
    "EFBIG": "ulimit -f",
    "EROFS": "copy the folder",
    "EACCES": "copy the folder",
    "EPERM": "copy the folder",
    "EMFILE": "ulimit -n",
    "ENFILE": "end other programs",
    "ENOMEM": "end other programs",
    "EAGAIN": "end other programs",
    "EIO": "the disk",
}


def error_of(name, file="_build/html/a.html"):
    number = getattr(errno, name)
    return OSError(number, os.strerror(number), file)


@pytest.mark.parametrize(("name", "words"), OUTSIDE.items())
def test_each_failure_from_outside_is_one_line_with_its_file_and_what_to_do(name, words):
    said = reason(error_of(name))
    assert said.startswith("_build/html/a.html: ") and words in said and "\n" not in said


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_another_process_could_only_hand_on_as_words_is_known_too(name):
    error = error_of(name)
    assert reason(RuntimeError(f"OSError: {error}")) == reason(error)


@pytest.mark.parametrize("error", [BrokenProcessPool(), ProcessEnded(), EOFError(), ConnectionResetError()])
def test_a_process_that_was_killed_is_no_fault_of_the_program(error):
    assert "ended from outside" in reason(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("a table is wrong"),
        FileNotFoundError(errno.ENOENT, "No such file", "a"),
        KeyError(28),
        OSError("odd"),
    ],
)
def test_a_fault_of_the_program_has_no_reason_from_outside(error):
    assert reason(error) == ""

    def run():
        raise error

    with pytest.raises(type(error)):
        told("book", run)


def test_the_last_line_names_the_target(capsys):
    def run():
        raise error_of("ENOSPC")

    assert told("figures", run) == STOPPED
    said = "== figures: FAILED; _build/html/a.html: the disk is full: make room for 500 MB and run it again\n"
    assert capsys.readouterr().err == said


def test_the_keyboard_stops_it_with_one_line(capsys):
    def run():
        raise KeyboardInterrupt

    assert told("book", run) == INTERRUPTED
    assert capsys.readouterr().err == "== book: FAILED; stopped; run it again and it goes on with what is there\n"


def test_an_error_of_a_library_with_the_number_of_the_system_is_known():
    assert "ulimit -n" in reason(zmq.ZMQError(errno.EMFILE))


@pytest.mark.parametrize("status", [0, 1, 2])
def test_a_status_is_handed_on(status, capsys):
    assert told("book", lambda: status) == status
    assert capsys.readouterr() == ("", "")


def test_a_reader_who_has_enough_is_no_failure_that_needs_words():
    program = "from landreform.publish.failures import told; told('x', lambda: print('line\\n' * 100000) or 0)"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "line\n"
        process.stdout.close()
        assert process.stderr.read() == ""
