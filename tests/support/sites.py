"""Tiny sites, built by Sphinx with parts of the project's extension."""

import subprocess
import sys

from bs4 import BeautifulSoup

CONF = """\
project = "Small"
root_doc = "book/index"
html_theme = "basic"
language = "en"
exclude_patterns = ["out*", "jupyter_execute", "CHANGELOG.md"]
nb_execution_mode = "off"
myst_enable_extensions = ["attrs_inline"]
"""


def build(folder, pages, extensions, settings="", builder="html"):
    """Write pages and settings into a folder, build it there, and return the finished process."""
    for name, text in pages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(f"extensions = {extensions!r}\n{CONF}{settings}\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder, ".", f"out-{builder}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def page(folder, name):
    """Parse a page that was built."""
    return BeautifulSoup((folder / "out-html" / name).read_text(encoding="utf-8"), "html.parser")
