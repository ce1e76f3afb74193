"""A page that cannot be written fails the build, in whichever process and whenever it is."""

import os
import subprocess
import sys

import pytest

from landreform.paths import ROOT
from landreform.publish.failures import ProcessEnded

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
