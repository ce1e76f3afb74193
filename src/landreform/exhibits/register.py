"""Which figures and numbered tables were ever published, and under which slug?

``figures.yml`` is a list that only grows: a slug that somebody has cited leads to a page for ever, whatever has
become of the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from landreform.contested.errors import Fault, InputError
from landreform.paths import ROOT

FILE = "figures.yml"

_SLUG = {"figure": re.compile(r"fig-[a-z0-9]+(-[a-z0-9]+)*"), "table": re.compile(r"tab-[a-z0-9]+(-[a-z0-9]+)*")}
_KEYS = {"slug", "kind", "since", "title", "status"}
_RETIRED_KEYS = {"retired", "reason"}


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
    faults: list[Fault] = []
    entries: list[Registered] = []
    for row in yaml.safe_load(text) or []:
        needed = _KEYS | (_RETIRED_KEYS if row.get("status") == "retired" else set())
        allowed = needed | ({"replaced_by"} if row.get("status") == "retired" else set())
        if not needed <= set(row) <= allowed or not all(isinstance(value, str) for value in row.values()):
            faults.append(Fault(FILE, None, None, str(row), "texts under the keys " + ", ".join(sorted(needed))))
            continue
        entry = Registered(**row)
        if entry.status not in ("active", "retired"):
            faults.append(Fault(FILE, None, "status", entry.status, "active or retired"))
        if entry.kind not in _SLUG or not _SLUG[entry.kind].fullmatch(entry.slug):
            faults.append(Fault(FILE, None, "slug", entry.slug, "fig- (figure) or tab- (table) and words with hyphens"))
        if entry.slug in [earlier.slug for earlier in entries]:
            faults.append(Fault(FILE, None, "slug", entry.slug, "a slug that is not there yet"))
        entries.append(entry)
    slugs = {entry.slug for entry in entries}
    faults += [
        Fault(FILE, None, "replaced_by", entry.replaced_by, "a slug of the register")
        for entry in entries
        if entry.replaced_by and entry.replaced_by not in slugs
    ]
    if faults:
        raise InputError(faults)
    return tuple(entries)


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
    said = []
    for old in earlier:
        new = now.get(old.slug)
        if new is None:
            said.append(f"{old.slug} is gone; a slug is for ever, retire it instead")
            continue
        said += [
            f"{old.slug}: {key} was {getattr(old, key)} and is {getattr(new, key)}; it never changes"
            for key in ("kind", "since")
            if getattr(old, key) != getattr(new, key)
        ]
        if not old.active and new.active and old.title != new.title:
            said.append(f"{old.slug} was retired as “{old.title}”; a new thing needs a new slug")
    kept = [entry.slug for entry in earlier if entry.slug in now]
    if [entry.slug for entry in later][: len(kept)] != kept:
        said.append("the order has changed; new slugs are added at the end")
    return said
