"""Make files of the pictures that a page draws itself, whose colours its style sheet gives."""

from __future__ import annotations

import re

from bs4 import Tag

_COLOUR = re.compile(r"--what-(\d+)-white:(#[0-9A-Fa-f]{6})")

_SVG = "http://www.w3.org/2000/svg"


def colours(page: Tag) -> dict[str, str]:
    """Read the colours of marks off the element that sets them for a page.

    Parameters
    ----------
    page : bs4.Tag
        Its article.

    Returns
    -------
    dict of str to str
        By the class of the mark.
    """
    set_here = page.select_one("[style*='--what-0-white']")
    found = _COLOUR.findall(str(set_here["style"])) if set_here is not None else []
    return {f"what-if-{number}": colour for number, colour in found}


def standalone(picture: Tag, marks: dict[str, str]) -> str:
    """Write a picture of a page as a file of its own, with the styles that the page gives it.

    Parameters
    ----------
    picture : bs4.Tag
        An ``svg`` with a ``viewbox``.
    marks : dict of str to str
        Colours by class.

    Returns
    -------
    str
        SVG that needs no style sheet.
    """
    *_, wide, tall = str(picture["viewbox"]).split()
    rules = "".join(f".{name}{{stroke:{colour}}}" for name, colour in marks.items())
    style = (
        "svg{fill:none;stroke-width:1.6}text{fill:#444;font:11px 'Noto Sans'}"
        f".what-if-grid{{stroke:#ccc;stroke-width:1}}{rules}"
    )
    inner = picture.decode_contents()
    inner = re.sub(r"<title[^>]*>.*?</title>", "", inner, flags=re.DOTALL)
    return (
        f'<svg xmlns="{_SVG}" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}">'
        f"<style>{style}</style>{inner}</svg>\n"
    )
