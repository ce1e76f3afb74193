"""Tiny sites, built by Sphinx with parts of the project's extension."""

import multiprocessing
import os
import subprocess
import sys
import traceback
import warnings
from importlib import import_module
from subprocess import CompletedProcess

from bs4 import BeautifulSoup
from published import published

from landreform.sphinx_ext import PARTS

CONF = """\
project = "Small"
root_doc = "book/index"
html_theme = "basic"
language = "en"
exclude_patterns = ["out*", "jupyter_execute", "CHANGELOG.md"]
nb_execution_mode = "off"
myst_enable_extensions = ["attrs_inline"]
"""


def without(*names):
    """Give settings that leave out some parts of the extension.

    What a part makes of the whole ledger and of all exhibits takes longer than a site of a few pages, and a test that
    does not look at it may leave it out.
    """
    assert set(names) <= {part.__name__.rpartition(".")[2] for part in PARTS}
    return f"""
from landreform import sphinx_ext
sphinx_ext.PARTS = [part for part in sphinx_ext.PARTS if part.__name__.rpartition(".")[2] not in {names!r}]
"""


def build(folder, pages, extensions, settings="", builder="html"):
    """Write pages and settings into a folder, build it there, and return the finished process."""
    for name, text in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(f"extensions = {extensions!r}\n{CONF}{settings}\n", encoding="utf-8")
    arguments = ["-q", "-W", "--keep-going", "-b", builder, ".", f"out-{builder}"]
    # Where notebooks are executed, their kernels are started by a process of its own.
    if "nb_execution" in settings or "fork" not in multiprocessing.get_all_start_methods():
        command = [sys.executable, "-m", "sphinx", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return forked(folder, arguments)


def forked(folder, arguments):
    """Run Sphinx in a copy of this process, which has imported it already: every site begins with a Sphinx of its own.

    The imports cost more than a site of a few pages.
    """
    published()  # here: a copy of this process has no processes of its own to make them with
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("myst_nb", "sphinx.cmd.build", "landreform.sphinx_ext"):
            import_module(name)
        files = {"stdout": folder / f"{arguments[-1]}.stdout", "stderr": folder / f"{arguments[-1]}.stderr"}
        process = multiprocessing.get_context("fork").Process(target=run, args=(folder, arguments, files))
        process.start()
    process.join()
    said = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    return CompletedProcess(arguments, process.exitcode, **said)


def run(folder, arguments, files):
    """Be the process that builds a site."""
    from sphinx.cmd.build import build_main

    os.chdir(folder)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    with files["stdout"].open("w", encoding="utf-8") as out, files["stderr"].open("w", encoding="utf-8") as complaints:
        sys.stdout, sys.stderr = out, complaints
        try:
            status = build_main(arguments)
        except BaseException:
            traceback.print_exc()
            status = 1
    os._exit(status)


def page(folder, name):
    """Parse a page that was built."""
    return BeautifulSoup((folder / "out-html" / name).read_text(encoding="utf-8"), "html.parser")
