"""What the search of the built book knows: the file that its page loads, read without a browser."""

import json
from functools import cache

from landreform.paths import ROOT

FILE = ROOT / "_build" / "html" / "search-index.js"


def content(file=FILE):
    """Read the file as a browser does: a call with one text in quotation marks."""
    text = file.read_text(encoding="utf-8")
    quoted = text.removeprefix("bookSearchIndex('").removesuffix("');\n")
    assert len(quoted) == len(text) - len("bookSearchIndex('');\n")
    return json.loads(quoted.replace("\\'", "'").replace("\\\\", "\\"))


@cache
def known():
    """Give what the built book has."""
    return content()


def addresses(found=None):
    """Give the address of every place, from the top of the book."""
    found = found or known()
    pages = found["pages"]
    return [pages[page][0] + (anchor and f"#{anchor}") for page, _, anchor, *_ in found["documents"]]
