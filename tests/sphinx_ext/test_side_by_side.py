"""A page that cannot be written fails the build, in whichever process and whenever it is."""

import os
import signal
import subprocess
import sys

import pytest
from sphinx.errors import SphinxParallelError
from sphinx.util import logging

from landreform.paths import ROOT
from landreform.publish.failures import ProcessEnded
from landreform.sphinx_ext import side_by_side

PAGES = 40

EXTENSION = """
import os
import signal


def setup(app):
    app.connect("html-page-context", refuse)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def refuse(app, pagename, *rest):
    if f"kill {pagename}" == REFUSED:
        os.kill(os.getpid(), signal.SIGKILL)
    if pagename == REFUSED:
        raise RuntimeError(f"{pagename} cannot be written")
"""


def build(folder, refused):
    folder.mkdir()
    names = [f"page{number:02}" for number in range(PAGES)]
    for name in names:
        (folder / f"{name}.rst").write_text(f"{name}\n======\n\nText.\n", encoding="utf-8")
    contents = "Top\n===\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    (folder / "index.rst").write_text(contents, encoding="utf-8")
    (folder / "refusing.py").write_text(f"REFUSED = {refused!r}\n{EXTENSION}", encoding="utf-8")
    (folder / "conf.py").write_text(
        'import sys; sys.path.insert(0, ".")\nextensions = ["landreform.sphinx_ext.side_by_side", "refusing"]\n',
        encoding="utf-8",
    )
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(folder)},  # where Sphinx leaves tracebacks
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="pages are written in one process elsewhere")
@pytest.mark.parametrize("refused", ["page02", "page39"])
def test_a_page_that_cannot_be_written_fails_the_build_wherever_it_comes(tmp_path, refused):
    run = build(tmp_path / "site", refused)
    assert run.returncode != 0
    assert f"{refused} cannot be written" in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="pages are written in one process elsewhere")
@pytest.mark.parametrize("refused", ["page02", "page39"])
def test_a_process_that_is_killed_while_it_writes_pages_is_called_that(tmp_path, refused):
    run = build(tmp_path / "site", f"kill {refused}")
    assert run.returncode != 0
    assert ProcessEnded.__name__ in run.stderr


def test_without_faults_every_page_is_written(tmp_path):
    run = build(tmp_path / "site", "none")
    assert run.returncode == 0, run.stderr
    assert len(list((tmp_path / "site/out").glob("page*.html"))) == PAGES


THINGS = ["one", "two", "three", "four", "five"]

forking = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")


@forking
def test_everything_is_done_and_in_other_processes(tmp_path):
    side_by_side.each(lambda name: (tmp_path / name).write_text(str(os.getpid()), encoding="utf-8"), THINGS)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(THINGS)
    assert str(os.getpid()) not in {file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}


@forking
@pytest.mark.parametrize("refused", THINGS)
def test_what_cannot_be_done_is_a_failure_of_who_has_asked(refused):
    def do(name):
        if name == refused:
            raise ValueError(f"{name} cannot be done")

    with pytest.raises(SphinxParallelError, match=f"{refused} cannot be done"):
        side_by_side.each(do, THINGS)


@forking
@pytest.mark.parametrize("refused", THINGS)
def test_a_process_that_is_killed_is_a_failure_of_who_has_asked(refused):
    def do(name):
        if name == refused:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ProcessEnded):
        side_by_side.each(do, THINGS)


@forking
def test_what_is_warned_of_elsewhere_is_said_here(caplog):
    warn = logging.getLogger("side-by-side").warning
    side_by_side.each(lambda name: warn("%s is odd", name), THINGS)
    assert sorted(record.getMessage() for record in caplog.records) == sorted(f"{name} is odd" for name in THINGS)
