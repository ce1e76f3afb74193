"""Write a citation, given as CSL-JSON, in the usual styles with citeproc-py."""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

_FOLDER = Path(__file__).parent / "csl"

#: Style to name for readers; the first is the one shown where there is room for one.
STYLES = {"chicago-author-date": "Chicago (author–date)", "apa": "APA", "modern-language-association": "MLA"}


def formatted(item: dict[str, Any], style: str = "chicago-author-date", html: bool = True) -> tuple[str, str]:
    """Write a citation in one style.

    Parameters
    ----------
    item : dict
        CSL-JSON, see :func:`landreform.publish.citation.csl`.
    style : str
        One of :data:`STYLES`.
    html : bool
        Whether titles are set in italics; otherwise plain text.

    Returns
    -------
    tuple of str
        What stands in the text, and the entry of the list of references.

    Examples
    --------
    >>> from landreform.publish import citation
    >>> formatted(citation.csl(citation.book()), html=False)[0]
    '(landreform contributors 2026)'
    """
    return _formatted(json.dumps(item), style, html)


@cache
def _formatted(text: str, style: str, html: bool) -> tuple[str, str]:
    item = json.loads(text)
    with warnings.catch_warnings():
        # The library warns of every field that it does not know; the tests look at what it writes instead.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([item])
        bibliography = CitationStylesBibliography(_style(style), source, formatter.html if html else formatter.plain)
        citation = Citation([CitationItem(item["id"].lower())])
        bibliography.register(citation)
        in_text = str(bibliography.cite(citation, lambda item: None))
        return _tidy(in_text), _tidy(str(bibliography.bibliography()[0]))


@cache
def _style(name: str) -> CitationStylesStyle:
    """Read a style, and put where the library understands it what it would misread.

    It knows the attribute ``initialize-with`` and not ``initialize``, which takes it back for single names; it takes
    every condition ``disambiguate`` for fulfilled, while one work alone never needs it; and it shortens the pages
    1–19 to 1–9, so pages are printed in full.
    """
    style = CitationStylesStyle(str(_FOLDER / f"{name}.csl"), validate=False)
    mark = style.root.attrib.pop("initialize-with", None)
    for names in style.root.iter("{*}name"):
        if mark is not None and names.get("initialize") != "false" and "initialize-with" not in names.attrib:
            names.set("initialize-with", mark)
    for condition in list(style.root.iter("{*}if", "{*}else-if")):
        if condition.get("disambiguate") == "true":
            condition.getparent().remove(condition)
    style.root.attrib.pop("page-range-format", None)
    # The library looks the same macros up in the style some hundred times for every citation, which took half its time.
    style.root.xpath_search = cache(style.root.xpath_search)
    return style


def _tidy(text: str) -> str:
    """Put right what the library leaves doubled: points, and points after a closing mark of a title."""
    text = re.sub(r"\.(</i>)?\.(?!\.)", r".\1", text)
    return re.sub(r"”\.", ".”", text) if "“" in text else text
