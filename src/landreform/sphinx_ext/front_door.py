"""Set the front page at the top of the folder too, where everybody opens it.

Input is the page as it was written, such as ``book/index.html``; output is ``index.html``, the same page with its links
as they must be from there. Both stay; for search engines they are one, under the address of the first.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath

from sphinx.application import Sphinx

DOOR = "index.html"

_ADDRESS = re.compile(r'(\s(?:href|src|action|poster|data-content_root)=")([^"]*)(?=")')
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|/|#|\?|$")


def from_the_top(html: str, path: str) -> str:
    """Rewrite the links of a page that comes to lie at the top of the book.

    Parameters
    ----------
    html : str
        The page.
    path : str
        Where it lies, from the top of the book.

    Returns
    -------
    str
        The same page; where it names no address of its own for search engines, it names this path.

    Examples
    --------
    >>> from_the_top('<a href="../x.html#a">x</a> <a href="#b"></a> <a href="y.html">y</a>', "book/index.html")
    '<a href="x.html#a">x</a> <a href="#b"></a> <a href="book/y.html">y</a>'
    """

    def address(found: re.Match) -> str:
        said = found[2]
        if _ELSEWHERE.match(said):
            return found[0]
        whole = normpath(join(dirname(path), said))
        return found[1] + (f"{whole}/" if said.endswith("/") else whole)

    moved = _ADDRESS.sub(address, html)
    if 'rel="canonical"' not in moved:
        moved = moved.replace("</title>", f'</title>\n    <link rel="canonical" href="{path}" />', 1)
    return moved


def open_the_door(app: Sphinx, exception: Exception | None) -> None:
    """Write the page at the top."""
    root = app.config.root_doc
    if exception is not None or app.builder.format != "html" or app.builder.name == "singlehtml" or root == "index":
        return
    path = app.builder.get_target_uri(root)
    html = (Path(app.outdir) / path).read_text(encoding="utf-8")
    (Path(app.outdir) / DOOR).write_text(from_the_top(html, path), encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("build-finished", open_the_door, priority=400)
