"""Hold every row of a release to its word: what was published is there as it was, or a revision says why it is not.

Input: the tables of each release, ``releases/<version>/data``, and those of today. Output: the rows that changed or are
gone, with their cells before and after; the cells ``columns, old, new`` of the table ``revisions``; and a fault for
every change without a reason and every reason without a change. ``python -m landreform.ledger.revisions --write``
fills the cells, and so does ``make codebook``.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from landreform.contested.errors import Fault
from landreform.paths import DATA, RELEASES
from landreform.text import whole_files

#: Table of the reasons.
TABLE = "revisions"

#: Columns of that table that are computed.
COMPUTED = ("columns", "old", "new")

EMPTY = "(empty)"
BETWEEN = " | "

# A key that stands in another column now because the row that it names went to another table under its own name.
_FOLLOWED = {("lineage", "estimate"): "restatement", ("lineage", "derives_from"): "through"}

Cells = Mapping[str, str]
Tables = dict[str, dict[str, dict[str, str]]]
#: A row: table and identifier.
Key = tuple[str, str]


@dataclass(frozen=True)
class RowChange:
    """What became of one row of a release.

    Attributes
    ----------
    table, row : str
        Where the row stood, and its identifier.
    old : mapping of str to str
        The cells that differ now, as they were; every cell of a row that is gone.
    new : mapping of str to str
        The same cells as they are; empty where the row is gone.
    followed : frozenset of str
        Those of these columns whose key stands in another column now, with the row that it names.
    """

    table: str
    row: str
    old: Cells
    new: Cells
    followed: frozenset[str] = frozenset()

    @property
    def is_gone(self) -> bool:
        """Whether the row stands no longer in its table."""
        return not self.new

    @property
    def needs_reason(self) -> bool:
        """Whether more has changed than the column of a key whose row went to another table."""
        return set(self.old) != self.followed

    def cells(self) -> dict[str, str]:
        """Write the change as the columns ``columns, old, new`` of the table ``revisions`` hold it."""
        if self.is_gone:
            return {"columns": "", "old": _written({name: cell for name, cell in self.old.items() if cell}), "new": ""}
        new = {name: cell for name, cell in self.new.items() if name not in self.followed}
        new |= {_FOLLOWED[self.table, name]: self.old[name] for name in self.old if name in self.followed}
        return {"columns": " ".join(self.old), "old": _written(self.old), "new": _written(new)}


def _written(cells: Cells) -> str:
    return BETWEEN.join(f"{name}: {cell or EMPTY}" for name, cell in cells.items())


def read_tables(folder: Path) -> Tables:
    """Read every table of a folder: by name of the table, then by identifier, the cells of each row by column."""
    found: Tables = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file.stem] = {next(iter(row.values())): row for row in csv.DictReader(lines)}
    return found


def changes(before: Tables, after: Tables) -> dict[Key, RowChange]:
    """Compare the tables of two versions.

    A column that only one of the two has is no change, and neither is a new row or a new table.

    Parameters
    ----------
    before, after : dict
        As `read_tables` gives them.

    Returns
    -------
    dict of (str, str) to RowChange
        By table and identifier, every row of the earlier version that has another cell now or is gone.

    Examples
    --------
    >>> old = {"waves": {"a": {"wave_row": "a", "communes": "6"}, "b": {"wave_row": "b", "communes": "47"}}}
    >>> new = {"waves": {"a": {"wave_row": "a", "communes": "8", "cadres": ""}}}
    >>> [(change.row, change.is_gone, change.cells()["old"]) for change in changes(old, new).values()]
    [('a', False, 'communes: 6'), ('b', True, 'wave_row: b | communes: 47')]
    """
    found = {}
    for table, rows in before.items():
        for identifier, old in rows.items():
            new = after.get(table, {}).get(identifier)
            change = RowChange(table, identifier, old, {}) if new is None else _difference(table, identifier, old, new)
            if change is not None:
                found[table, identifier] = change
    return found


def _difference(table: str, identifier: str, old: Cells, new: Cells) -> RowChange | None:
    differ = [name for name, cell in old.items() if name in new and new[name] != cell]
    if not differ:
        return None
    followed = (name for name in differ if not new[name] and new.get(_FOLLOWED.get((table, name), "")) == old[name])
    return RowChange(
        table,
        identifier,
        {name: old[name] for name in differ},
        {name: new[name] for name in differ},
        frozenset(followed),
    )


def version_of(text: str) -> tuple[int, ...]:
    """Return a version as numbers, which have an order.

    Examples
    --------
    >>> version_of("0.10.0") > version_of("0.9.1")
    True
    """
    return tuple(map(int, text.split(".")))


def released(folder: Path = RELEASES) -> dict[str, Path]:
    """Return the folders of the tables of every release that has them, from the first to the last, by version.

    Examples
    --------
    >>> next(iter(released()))
    '0.1.0'
    """
    found = {path.parent.name: path for path in folder.glob("*/data") if path.is_dir()}
    return {version: found[version] for version in sorted(found, key=version_of)}


def _steps(releases: Path, data: Path) -> Iterator[tuple[str, str, Tables, Tables]]:
    """Yield from which version to which (empty: today), with the tables of both, for each release and the next."""
    folders = [*released(releases).items(), ("", data)]
    for (version, folder), (later, later_folder) in pairwise(folders):
        yield version, later, read_tables(folder), read_tables(later_folder)


def _of_step(reasons: Mapping[str, Cells], version: str, later: str) -> dict[str, Cells]:
    """Choose the revisions that were made after one version and not after the next."""
    return {
        name: reason
        for name, reason in reasons.items()
        if version_of(version) < version_of(reason["version"])
        and (not later or version_of(reason["version"]) <= version_of(later))
    }


def filled(data: Path = DATA, releases: Path = RELEASES) -> str:
    """Write the table ``revisions`` with what is computed of every row: columns, old and new cells.

    Parameters
    ----------
    data : path
        Folder of the tables of today.
    releases : path
        Folder of the releases.

    Returns
    -------
    str
        The text of the file. A row without a change keeps these cells empty; `faults` names it.
    """
    with (data / f"{TABLE}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        header, rows = list(reader.fieldnames or ()), list(reader)
    reasons = {row["revision"]: row for row in rows}
    for version, later, before, after in _steps(releases, data):
        found = changes(before, after)
        for reason in _of_step(reasons, version, later).values():
            change = found.get((reason["table"], reason["row"]))
            reasons[reason["revision"]] = {
                **reason,
                **(change.cells() if change else dict.fromkeys(COMPUTED, "")),
            }
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **reasons[row["revision"]]} for row in rows)
    return text.getvalue()


def fill(data: Path = DATA, releases: Path = RELEASES) -> bool:
    """Put what is computed into the table ``revisions``; return whether anything was different."""
    path = data / f"{TABLE}.csv"
    if not path.exists():
        return False
    text = filled(data, releases)
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        whole_files.write(path, text)
    return changed


def faults(data: Path = DATA, releases: Path = RELEASES) -> list[Fault]:
    """Name every released row that changed or is gone without a reason, and every reason that no change supports.

    Parameters
    ----------
    data : path
        Folder of the tables of today.
    releases : path
        Folder of the releases.

    Returns
    -------
    list of Fault
        Empty where every published row is accounted for.

    Examples
    --------
    >>> faults()
    []
    """
    today = read_tables(data)
    lines = {(table, row): line for table, rows in today.items() for line, row in enumerate(rows, start=2)}
    reasons = today.get(TABLE, {})
    found: list[Fault] = []
    for version, later, before, after in _steps(releases, data):
        made = changes(before, after)
        own = _of_step(reasons, version, later)
        told = {(reason["table"], reason["row"]) for reason in own.values()}
        found += [
            _without_reason(data, change, lines.get(key), version)
            for key, change in made.items()
            if change.needs_reason and key not in told
        ]
        for name, reason in own.items():
            for column, expected in _wrong(reason, made.get((reason["table"], reason["row"])), after, version):
                line = lines.get((TABLE, name))
                found.append(Fault(str(data / f"{TABLE}.csv"), line, column, reason[column], expected))
    return found


def _without_reason(data: Path, change: RowChange, line: int | None, version: str) -> Fault:
    """Name a change that no revision explains."""
    file = str(data / f"{change.table}.csv")
    row = f"a row of {TABLE}.csv for {change.table}, {change.row}, that says why it is not what {version} published"
    if change.is_gone:
        return Fault(file, None, None, f"no row {change.row}", row)
    column = next(iter(change.old))
    return Fault(file, line, column, change.new[column], f"{change.old[column] or EMPTY!r}, or {row}")


def _wrong(reason: Cells, change: RowChange | None, after: Tables, version: str) -> Iterator[tuple[str, str]]:
    """Find what is wrong with one revision: pairs of column and what was expected there."""
    table, row = reason["table"], reason["row"]
    name = f"{reason['version']}-{table}-{row}"
    if reason["revision"] != name:
        yield "revision", name
    if change is None:
        yield "row", f"a row of the table {table} that {version} published and that is another now"
        return
    if change.is_gone and reason["change"] == "corrected":
        yield "change", "moved or withdrawn, because the row stands no longer in its table"
    if not change.is_gone and reason["change"] != "corrected":
        yield "change", "corrected, because the row still stands in its table"
    successor, _, identifier = reason["successor"].partition(":")
    if reason["successor"] and identifier not in after.get(successor, {}):
        yield "successor", "a row that exists, as table:identifier"
    if reason["change"] == "moved" and successor in ("", table):
        yield "successor", "the row of another table in which it stands now, as table:identifier"
    for column, cell in change.cells().items():
        if reason[column] != cell:
            yield column, f"{cell[:60] or EMPTY!r}, which `make codebook` writes"


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what is wrong; with ``--write`` fill in first what is computed. Return 1 where something is wrong."""
    if "--write" in (sys.argv[1:] if arguments is None else arguments) and fill():
        print(f"{TABLE}.csv filled in {DATA}; `make codebook` renews its hash")
    found = faults()
    print(*found, f"{len(found)} faults", sep="\n", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
