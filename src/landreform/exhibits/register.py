"""Read the register of every figure and numbered table that was ever published.

Input: ``figures.yml``. Output: its entries, and what a later state of it may not change. The register is a
list that only grows: a slug that somebody has cited leads to a page for ever, whatever has become of the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError

from landreform.contested.errors import Fault, InputError
from landreform.paths import ROOT

FILE = "figures.yml"

#: The form of the register; each description in it says what is expected there.
SCHEMA = yaml.safe_load(Path(__file__).with_name("register.schema.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Registered:
    """One line of the register.

    Attributes
    ----------
    slug, kind, since, title, status : str
        ``kind`` is figure or table, ``status`` active or retired, ``since`` the version in which it came.
    retired, reason, replaced_by : str
        Of a retired one: the version from which it is no longer drawn, why, and perhaps what stands in its place.
    """

    slug: str
    kind: str
    since: str
    title: str
    status: str
    retired: str = ""
    reason: str = ""
    replaced_by: str = ""

    @property
    def active(self) -> bool:
        """Whether it is still drawn."""
        return self.status == "active"


def parse(text: str) -> tuple[Registered, ...]:
    """Read the register.

    Parameters
    ----------
    text : str
        Content of ``figures.yml``.

    Raises
    ------
    InputError
        If an entry lacks something, has something unknown, if a slug has not the form of its kind or comes twice, or
        if something is said to be replaced by a slug that is not there.
    """
    rows = yaml.safe_load(text) or []
    faults = [_fault(error, rows) for error in Draft202012Validator(SCHEMA).iter_errors(rows)]
    if faults:
        raise InputError(faults)
    entries = tuple(Registered(**row) for row in rows)
    slugs = [entry.slug for entry in entries]
    faults = [
        Fault(FILE, None, "slug", slug, "a slug that is not there yet")
        for place, slug in enumerate(slugs)
        if slug in slugs[:place]
    ]
    faults += [
        Fault(FILE, None, f"replaced_by of {entry.slug}", entry.replaced_by, "a slug of the register")
        for entry in entries
        if entry.replaced_by and entry.replaced_by not in slugs
    ]
    if faults:
        raise InputError(faults)
    return entries


def _fault(error: ValidationError, rows: Any) -> Fault:
    """Say where in the register an error of the schema lies: the key, and the slug of its entry."""
    place, *keys = error.absolute_path or [None]
    row = rows[place] if place is not None else None
    if not isinstance(row, dict):
        return Fault(FILE, None, None, str(error.instance), error.schema["description"])
    slug = row.get("slug", f"entry {place + 1}")
    value = str(error.instance) if keys else ", ".join(map(str, row))
    return Fault(FILE, None, f"{keys[0] if keys else 'keys'} of {slug}", value, error.schema["description"])


@cache
def register(path: Path = ROOT / FILE) -> tuple[Registered, ...]:
    """Return the register of the book, in the order of entry."""
    return parse(path.read_text(encoding="utf-8"))


def registered(slug: str) -> Registered:
    """Return one line of the register.

    Raises
    ------
    KeyError
        If the slug was never published.

    Examples
    --------
    >>> registered("fig-claims").since
    '0.1.0'
    """
    found = {entry.slug: entry for entry in register()}
    if slug not in found:
        raise KeyError(f"{slug} does not stand in {FILE}; there are {', '.join(found)}")
    return found[slug]


def breaches(earlier: Sequence[Registered], later: Sequence[Registered]) -> list[str]:
    """Say where a later state of the register breaks what an earlier one promised.

    Parameters
    ----------
    earlier, later : sequence of Registered

    Returns
    -------
    list of str
        One sentence a breach: a slug that is gone, one whose kind or first version has changed, one that came back
        from retirement under another title, and an order that is not that of entry.

    Examples
    --------
    >>> breaches(register(), register()[1:])
    ['fig-timeline is gone; a slug is for ever, retire it instead']
    """
    now = {entry.slug: entry for entry in later}
    found = []
    for old in earlier:
        new = now.get(old.slug)
        if new is None:
            found.append(f"{old.slug} is gone; a slug is for ever, retire it instead")
            continue
        found += [
            f"{old.slug}: {key} was {getattr(old, key)} and is {getattr(new, key)}; it never changes"
            for key in ("kind", "since")
            if getattr(old, key) != getattr(new, key)
        ]
        if not old.active and new.active and old.title != new.title:
            found.append(f"{old.slug} was retired as “{old.title}”; a new thing needs a new slug")
    kept = [entry.slug for entry in earlier if entry.slug in now]
    if [entry.slug for entry in later][: len(kept)] != kept:
        found.append("the order has changed; new slugs are added at the end")
    return found
