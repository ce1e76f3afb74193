"""Offer the browser at the end of a chapter: a link after the line that leads to the notebook, and nothing loaded."""

from __future__ import annotations

import re

from markupsafe import Markup

#: The folder of JupyterLite in the copy of the book, and its page for one notebook.
FOLDER = "lite"
PAGE = f"{FOLDER}/notebooks/index.html"

_LINE = re.compile(r'(<p class="rerun"[^>]* data-notebook="([^"]+)"[^>]*>.*?)(</p>)', re.DOTALL)


def offered(html: str, top: str, host: str, versions: str) -> str:
    """Put the link after the line of a notebook.

    Parameters
    ----------
    html : str
        A page.
    top : str
        Way from the page to the top of the book, such as ``../``.
    host, versions : str
        As in `landreform.build.lite.stage.prepared`.

    Returns
    -------
    str
        The page; unchanged where it is no notebook.

    Examples
    --------
    >>> line = '<p class="rerun" data-notebook="a.ipynb">A.</p>'
    >>> made = offered(line, "../", "example.org", "in the versions of the book")
    >>> made.startswith(line[:-4]), made.partition("<a ")[2].partition(">")[0]
    (True, 'href="../lite/notebooks/index.html?path=a.ipynb"')
    """

    def add(found: re.Match[str]) -> str:
        link = Markup(' Or <a href="{}{}?path={}">run it in the browser</a>: Python is then fetched from {}, {}.')
        return f"{found[1]}{link.format(top, PAGE, found[2], host, versions)}{found[3]}"

    return _LINE.sub(add, html)
