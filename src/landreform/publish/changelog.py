"""Read the newest version from CHANGELOG.md, and keep its list of figures in step with that in ``figures.yml``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from landreform.contested.errors import Fault, InputError
from landreform.exhibits.register import FILE as REGISTER
from landreform.exhibits.register import Registered, parse
from landreform.paths import ROOT
from landreform.text import whole_files

FILE = "CHANGELOG.md"
#: What stands in the place of the day of a version that is not published.
UNRELEASED = "unreleased"
HEADING = "### Figures and tables"

# The newest version: from its heading to that of the version before it, or to the end.
_NEWEST = re.compile(r"^## (\S+).*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(rf"## (\S+) – (\d{{4}}-\d\d-\d\d|{UNRELEASED})\n")
_LIST = re.compile(rf"\n{HEADING}\n(?:[- ] .*\n)*")


@dataclass(frozen=True)
class Version:
    """A version as the changelog has it.

    Attributes
    ----------
    version : str
    date : str
        YYYY-MM-DD, or `UNRELEASED`.
    notes : str
        What stands below its heading.
    """

    version: str
    date: str
    notes: str

    @property
    def released(self) -> bool:
        """Whether it has a day."""
        return self.date != UNRELEASED


def newest(changelog: str) -> Version:
    """Read the newest version.

    Parameters
    ----------
    changelog : str
        Text in which versions run from the newest to the oldest, each under ``## <version> – <day or unreleased>``.

    Raises
    ------
    InputError
        If there is no such heading.

    Examples
    --------
    >>> newest("# Changes\\n\\n## 0.3.0 – unreleased\\n\\n### Added\\n- a\\n\\n## 0.2.0 – 2026-12-01\\n")
    Version(version='0.3.0', date='unreleased', notes='### Added\\n- a')
    """
    section = _NEWEST.search(changelog)
    heading = _HEADING.match(section[0]) if section else None
    if section is None or heading is None:
        found = section[0].partition("\n")[0] if section else "no version"
        expected = f"a heading '## version – YYYY-MM-DD' or '## version – {UNRELEASED}'"
        raise InputError(Fault(FILE, None, None, found, expected))
    return Version(heading[1], heading[2], section[0][heading.end() :].strip("\n"))


def with_exhibits(changelog: str, entries: Sequence[Registered]) -> str:
    """Write the slugs that came with the newest version at the end of its section.

    Parameters
    ----------
    changelog : str
        Text in which versions run from the newest to the oldest, each under ``## <version>``.
    entries : sequence of Registered
        The register.

    Returns
    -------
    str
        The same text; a list that stands there already is written anew, and goes where nothing came with the version.

    Examples
    --------
    >>> new = Registered("fig-new", "figure", "0.3.0", "What is new", "active")
    >>> print(with_exhibits("## 0.3.0 – 2027-01-01\\n\\n## 0.2.0 – 2026-12-01\\n", [new]))
    ## 0.3.0 – 2027-01-01
    <BLANKLINE>
    ### Figures and tables
    - Figures: `fig-new`
    <BLANKLINE>
    ## 0.2.0 – 2026-12-01
    <BLANKLINE>
    """
    newest = _NEWEST.search(changelog)
    if newest is None:
        return changelog
    section = _LIST.sub("", newest[0]).rstrip("\n") + "\n"
    named = {
        kind: ", ".join(f"`{entry.slug}`" for entry in entries if (entry.kind, entry.since) == (kind, newest[1]))
        for kind in ("figure", "table")
    }
    lines = [
        textwrap.fill(f"- {kind.capitalize()}s: {slugs}", 120, subsequent_indent="  ", break_on_hyphens=False)
        for kind, slugs in named.items()
        if slugs
    ]
    if lines:
        section += "\n" + "\n".join([HEADING, *lines]) + "\n"
    rest = changelog[newest.end() :]
    return changelog[: newest.start()] + section + ("\n" + rest if rest else "")


def write(root: Path = ROOT) -> None:
    """Write the list into the changelog of a project, where it differs from what is there."""
    path = root / FILE
    text = path.read_text(encoding="utf-8")
    written = with_exhibits(text, parse((root / REGISTER).read_text(encoding="utf-8")))
    if written != text:
        whole_files.write(path, written)
        print(f"== changelog: list of figures and tables written in {path.name}")
