"""Lead every address of an earlier release to where its content stands now.

Input is the setting ``landreform_moved`` of ``_config.yml``, old to new, and the stored addresses of all releases;
output is a page under each old name. It works from a folder on the disk. A script takes the fragment along; without it
the browser goes to the top of the new page, and where it goes nowhere the page lists a link for each old fragment.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname, relpath

from sphinx.application import Sphinx

from landreform.publish.published_addresses import published_addresses
from landreform.sphinx_ext.markup import render


def target(old: str, moved: Mapping[str, str]) -> str:
    """Return where the content of an address stands now.

    Parameters
    ----------
    old : str
        From the top of the book, perhaps with a fragment, such as ``notebooks/13-waves.html#the-provinces``.
    moved : mapping of str to str
        Old to new, both from the top of the book: pages without their ending, or with a fragment
        (``notebooks/13-waves#the-provinces``) where that has changed too.

    Returns
    -------
    str
        The same address where nothing has moved.

    Examples
    --------
    >>> target("13-waves.html#largest", {"13-waves": "waves", "13-waves#largest": "waves#most-communes"})
    'waves.html#most-communes'
    >>> target("13-waves.html#fig-waves", {"13-waves": "waves"}), target("waves.html", {"13-waves": "waves"})
    ('waves.html#fig-waves', 'waves.html')
    """
    page, mark, fragment = old.partition("#")
    name = page.removesuffix(".html")
    new = moved.get(f"{name}#{fragment}") or moved.get(name, name) + mark + fragment
    page, mark, fragment = new.partition("#")
    return (f"{page}.html" if page != old.partition("#")[0] else page) + mark + fragment


def page_html(old: str, moved: Mapping[str, str], title: str, language: str = "en", address: str = "") -> str:
    """Write the page that stands under an old name.

    Parameters
    ----------
    old : str
        The old page, from the top of the book and with its ending.
    moved : mapping of str to str
        As for :func:`target`.
    title, language : str
        Of the new page.
    address : str
        Where the book is published; empty if nowhere.

    Returns
    -------
    str
        A whole page; its links are relative.
    """
    here = dirname(old) or "."
    new = target(old, moved)
    fragments = {
        known.partition("#")[2]: relpath(target(known, moved), here)
        for addresses in published_addresses().values()
        for known in addresses
        if known.startswith(f"{old}#")
    }
    new_here = relpath(new, here)
    canonical = address + new if address else new_here
    return render(
        "redirect.html", title=title, language=language, new=new_here, canonical=canonical, fragments=fragments
    )


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Put a page under every old name whose new page is part of this book."""
    if exception is not None or app.builder.format != "html" or app.builder.name == "singlehtml":
        return
    moved = app.config.landreform_moved
    for old, new in moved.items():
        if "#" in old or new not in app.env.found_docs:
            continue
        file = Path(app.outdir) / f"{old}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = app.env.titles[new].astext()
        text = page_html(f"{old}.html", moved, title, app.config.language, app.config.html_baseurl)
        file.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("landreform_moved", {}, "html", types=[dict])
    app.connect("build-finished", write_redirects)
