"""One process at a time works in a folder, and its temporary files go with it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from landreform.publish import workplace
from landreform.publish.workplace import LOCK, TEMPORARY, held, working

pytestmark = pytest.mark.skipif(workplace.fcntl is None, reason="there are no such locks on this system")

#: Takes the folder, says so, waits for a line, and leaves something among the temporary files.
HOLDER = """
import sys, tempfile
from pathlib import Path
from landreform.publish import workplace
workplace._SOCKET = 1000
with workplace.working(Path(sys.argv[1]), sys.argv[2]):
    tempfile.mkstemp()
    print("in", flush=True)
    sys.stdin.readline()
"""


def holder(folder, target):
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), target],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_second_waits_says_for_what_and_comes_in_when_the_first_is_out(tmp_path):
    first = holder(tmp_path, "book")
    assert first.stdout.readline() == "in\n"
    second = holder(tmp_path, "pdf")
    waiting = f"== pdf: waiting for what is at work in this folder (book, process {first.pid})\n"
    assert second.stderr.readline() == waiting
    assert first.poll() is None and second.poll() is None
    first.communicate("\n")
    assert second.stdout.readline() == "in\n"
    second.communicate("\n")
    assert (first.returncode, second.returncode) == (0, 0)


def test_a_process_that_is_killed_leaves_the_folder_free_and_its_temporary_files_go(tmp_path):
    first = holder(tmp_path, "book")
    assert first.stdout.readline() == "in\n"
    left = tmp_path / TEMPORARY / str(first.pid)
    assert list(left.iterdir())
    first.kill()
    first.communicate()
    with working(tmp_path, "book"):
        assert not left.exists()
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_who_has_it_has_it_within(tmp_path):
    assert held(tmp_path) == ()
    with working(tmp_path, "book"):
        (handle,) = held(tmp_path)
        with working(tmp_path, "figures"):
            assert held(tmp_path) == (handle,)
        assert held(tmp_path) == (handle,)
    assert held(tmp_path) == ()


def test_a_process_that_inherits_the_lock_keeps_others_out_when_the_first_has_gone(tmp_path):
    with working(tmp_path, "book"):
        heir = subprocess.Popen(["sleep", "1000"], pass_fds=held(tmp_path))
    other = holder(tmp_path, "pdf")
    assert other.stderr.readline().startswith("== pdf: waiting")
    heir.kill()
    heir.wait()
    assert other.stdout.readline() == "in\n"
    other.communicate("\n")


def test_temporary_files_lie_within_and_are_gone_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(workplace, "_SOCKET", 1000)  # tests have folders with long names
    monkeypatch.setenv("TMPDIR", "elsewhere")
    before = tempfile.tempdir
    with working(tmp_path, "book"):
        made = Path(tempfile.mkdtemp())
        assert made.parent == tmp_path / TEMPORARY / str(os.getpid()) and os.environ["TMPDIR"] == str(made.parent)
    assert not made.exists() and not (tmp_path / TEMPORARY).exists()
    assert (os.environ["TMPDIR"], tempfile.tempdir) == ("elsewhere", before)


def test_where_the_names_of_sockets_would_be_too_long_they_lie_where_the_system_has_them(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    deep = tmp_path / ("deep" * 25)
    with working(deep, "book"):
        made = Path(tempfile.mkdtemp())
        assert not made.is_relative_to(deep) and made.parent.parent == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == [deep.name]


#: Starts the warm process within the folder, and another time after it.
POOLS = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from landreform.publish.processes import CONTEXT, belong
from landreform.publish.workplace import working

if __name__ == "__main__":
    CONTEXT.set_forkserver_preload([])
    for _ in range(2):
        with working(Path(sys.argv[1]), "figures"), ProcessPoolExecutor(1, CONTEXT, belong) as crew:
            print(*crew.map(abs, [-1]))
    with ProcessPoolExecutor(1, CONTEXT, belong) as crew:
        print(*crew.map(abs, [-1]))
"""


def test_sockets_of_python_stay_until_it_ends_and_are_gone_then(tmp_path):
    program, folder = tmp_path / "pools.py", tmp_path / "built"
    program.write_text(POOLS)
    run = subprocess.run([sys.executable, program, folder], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr, run.returncode) == ("1\n1\n1\n", "", 0)
    assert [path.name for path in folder.iterdir()] == [LOCK]


def test_the_lock_that_a_killed_process_has_left_on_the_list_of_typefaces_goes(tmp_path, monkeypatch):
    own, others = tmp_path / "project/.venv/.matplotlib", tmp_path / "home"
    for settings in (own, others):
        settings.mkdir(parents=True)
        (settings / "fontlist-v390.json.matplotlib-lock").touch()
        monkeypatch.setenv("MPLCONFIGDIR", str(settings))
        with working(tmp_path / "project/_build", "book"):
            pass
    assert not list(own.iterdir()) and list(others.iterdir())


def test_a_folder_that_cannot_be_written_to_is_an_error_at_once(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"), working(tmp_path / "file", "book"):
        pass
