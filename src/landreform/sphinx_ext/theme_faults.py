"""Mend on a finished page what the theme and the libraries below it write wrongly for readers who listen.

Input is a page as HTML, output the same page. Each fault is one line of `FAULTS`: what is wrong and who wrote it, what
it looks like, and what stands in its place. A fault that a later version of a library no longer makes is found by
`tests/sphinx_ext/test_theme_faults.py`, and its line can go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A fault of a page.

    Attributes
    ----------
    what : str
        What is wrong, and in which library.
    pattern : re.Pattern of str
        How it is found.
    instead : str or function of a match
        What is written in its place.
    """

    what: str
    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]


def _fault(what: str, pattern: str, instead: str | Callable[[re.Match[str]], str]) -> Fault:
    return Fault(what, re.compile(pattern, re.DOTALL), instead)


def _phrases(found: re.Match[str]) -> str:
    """Write the paragraphs within a summary as spans, and leave it the name that it shows."""
    inside = re.sub(r"<p\b", "<span", found["inside"]).replace("</p>", "</span>")
    return f"<summary>{inside}</summary>"


FAULTS = (
    _fault(
        "MyST-NB: paragraphs in a summary, whose name is not what it shows",
        r'<summary aria-label="Toggle hidden content">(?P<inside>.*?)</summary>',
        _phrases,
    ),
    _fault(
        "PyData: the name of the search button is not what it shows",
        r'(<button class="btn search-button-field [^>]*?) title="Search" aria-label="Search"',
        r"\1",
    ),
    _fault(
        "PyData: keys that are shown beside a button are read as its name",
        r'<span class="search-button__kbd-shortcut">',
        '<span class="search-button__kbd-shortcut" aria-hidden="true">',
    ),
    _fault(
        "PyData: the button that opens a part of the contents has no name",
        r'>(?P<name>[^<>]*)</a><details(?P<open>[^>]*)><summary><span class="toctree-toggle" role="presentation">',
        r'>\g<name></a><details\g<open>><summary aria-label="Pages below: \g<name>">'
        r'<span class="toctree-toggle" aria-hidden="true">',
    ),
    _fault(
        "PyData: the side bar, with title and search, belongs to no part of the page",
        r'<div id="pst-primary-sidebar" class="',
        '<div id="pst-primary-sidebar" role="complementary" aria-label="Book" class="',
    ),
    _fault(
        "PyData: a place for an advertisement",
        r'<div id="ethical-ad-placement".*?</div>',
        "",
    ),
    _fault(
        "Sphinx: works are list items of no list, under a role that is withdrawn",
        r'role="doc-biblioentry"',
        'role="listitem"',
    ),
    _fault("Sphinx-Book-Theme: main has the role that it has anyway", r' role="main">', ">"),
    _fault(
        "PyData, Sphinx and the head of this book say the width of the window three times",
        r'(?P<first><meta name="viewport" [^>]*>)(?P<rest>.*?</head>)',
        lambda found: found["first"] + re.sub(r'<meta name="viewport" [^>]*>', "", found["rest"]),
    ),
    _fault(
        "Docutils: the frame around code scrolls and cannot be reached by the keyboard",
        r'(<div class="highlight">)<pre>',
        r'\1<pre tabindex="0">',
    ),
)


def mend(html: str) -> str:
    """Mend the faults of a page.

    Parameters
    ----------
    html : str

    Returns
    -------
    str

    Examples
    --------
    >>> mend('<main class="bd-main" role="main"></main>')
    '<main class="bd-main"></main>'
    """
    for fault in FAULTS:
        html = fault.pattern.sub(fault.instead, html)
    return html
