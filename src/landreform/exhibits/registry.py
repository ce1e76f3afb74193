"""Find and make the figures and numbered tables of the book; modules that hold exhibits are found by themselves.

Input: a slug and the ledger. Output: the exhibit, made.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from landreform.exhibits.base import Exhibit, Ledger, Shown
from landreform.exhibits.register import register
from landreform.ledger import tables

_HERE = Path(__file__).parent
_SLUG = re.compile(r'^ +slug="((?:fig|tab)-[a-z0-9-]+)",$', re.MULTILINE)


@cache
def modules() -> dict[str, str]:
    """Return the module that holds each slug, found in the sources without importing them.

    Raises
    ------
    ValueError
        If two modules hold one slug.

    Examples
    --------
    >>> modules()["fig-gap"]
    'landreform.exhibits.claims.gap'
    """
    found: dict[str, str] = {}
    for path in sorted(_HERE.glob("*/*.py")):
        name = ".".join(("landreform.exhibits", path.parent.name, path.stem))
        for slug in _SLUG.findall(path.read_text(encoding="utf-8")):
            if slug in found:
                raise ValueError(f"{slug} stands in {found[slug]} and in {name}; a slug has one module")
            found[slug] = name
    return found


def slugs(kind: str | None = None) -> tuple[str, ...]:
    """Return the slugs of all exhibits that are made now, or of one kind, in the order of the register.

    Parameters
    ----------
    kind : str, optional
        ``figure`` or ``table``.

    Examples
    --------
    >>> slugs("table")
    ('tab-disputed-datings', 'tab-claims', 'tab-findings')
    """
    made = modules()
    listed = [line.slug for line in register() if line.slug in made]
    every = (*listed, *sorted(set(made).difference(listed)))
    return tuple(slug for slug in every if kind in (None, "figure" if slug.startswith("fig-") else "table"))


@cache
def entry(slug: str) -> Exhibit:
    """Return what is known of an exhibit before it is made.

    Raises
    ------
    KeyError
        If there is no such slug; the message lists those that there are.
    """
    if slug not in modules():
        raise KeyError(f"no figure or table {slug!r}; there are {', '.join(slugs())}")
    held = vars(import_module(modules()[slug]))
    exhibits = (*held.get("EXHIBITS", ()), *(value for value in held.values() if isinstance(value, Exhibit)))
    return next(exhibit for exhibit in exhibits if exhibit.slug == slug)


def show(slug: str, ledger: Ledger | None = None) -> Shown:
    """Make a figure or numbered table of the book.

    Parameters
    ----------
    slug : str
        Permanent name, such as ``fig-claims``.
    ledger : mapping of str to DataFrame, optional
        Tables by name; by default the ledger of the book.

    Returns
    -------
    Shown
        Shows itself in a notebook; ``.data`` is the frame drawn or shown.
    """
    exhibit = entry(slug)
    return exhibit.render(ledger or {name: tables.load(name) for name in exhibit.tables})
