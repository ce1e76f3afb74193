"""A thousand random corruptions of single cells of the real tables: which are caught, and which cannot be.

A validator sees form, keys and what the cells of a row say of each other. It cannot know that a sentence is another
sentence or that a source said *about*; the hash of each table in ``datapackage.json`` notices any such change, but not
where it is.
"""

import csv
import io
import random
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from landreform.ledger import tables

ROUNDS = 1000  # at the least
WHOLE = 25  # of so many trials one reads every table anew, and must find the same
SEED = 19531204  # the day on which the Land Reform Law was passed

# Kinds that form and keys give away, wherever they strike.
CERTAIN = {
    "letter in a number",
    "thousands separator",
    "negative number",
    "unknown value of an enumeration",
    "required cell emptied",
    "reference to no row",
    "identifier taken by another row",
    "date that is no date",
    "date put a year later",
    "space at the end",
    "letters decomposed",
    "number changed that is printed",
    "row out of order",
}
# Kinds that leave a valid row, with the reason why no validator can tell.
IMPOSSIBLE = {
    "another allowed value": "any value of an enumeration may be what the source said",
    "optional cell emptied": "a source may say nothing",
    "text changed": "another text is as valid as the first",
    "reference to another row": "another existing work may be the source",
    "number changed that is printed nowhere": "tables without the column printed have no second reading of a number",
}
#: Rows are drawn, so that a rare kind may come late: beyond so many rounds only what was not tried is waited for.
EVERY = CERTAIN | set(IMPOSSIBLE)


def read(name):
    with (tables.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def corrupt(field, table, row, rows, header, chance):
    """Return (kind, new cell) for one cell, or None where the kind drawn does not apply to it."""
    cell = row[header.index(field["name"])]
    choices = [
        *number_corruptions(field, row, header, cell),
        *value_corruptions(field, table, rows, header, cell, chance),
        *identifier_corruptions(field, table, row, rows, header, cell),
        *text_corruptions(field, table, cell),
    ]
    choices = [(what, new) for what, new in choices if new != cell]
    return chance.choice(choices) if choices else None


def number_corruptions(field, row, header, cell):
    if field["type"] not in ("integer", "number") or not cell:
        return
    printed = "printed" in header and row[header.index("bound")] != "order_of_magnitude"
    yield "letter in a number", cell + "o"
    if "minimum" in field["constraints"]:
        yield "negative number", "-5"
    if len(cell) > 3 and "." not in cell:
        yield "thousands separator", f"{int(cell):,}"
    known = "number changed that is printed" if printed else "number changed that is printed nowhere"
    yield known, str(int(float(cell)) + 7)


def value_corruptions(field, table, rows, header, cell, chance):
    constraints = field["constraints"]
    if not cell:
        return
    if "enum" in constraints:
        yield "unknown value of an enumeration", cell + "x"
        yield "another allowed value", chance.choice([value for value in constraints["enum"] if value != cell])
    yield "required cell emptied" if constraints.get("required") else "optional cell emptied", ""
    if field["name"] in keys(table):
        yield "reference to no row", cell + "-x"
        yield "reference to another row", chance.choice(rows)[header.index(field["name"])] or cell


def identifier_corruptions(field, table, row, rows, header, cell):
    name = field["name"]
    if not field["constraints"].get("unique"):
        return
    yield "identifier taken by another row", next(r for r in rows if r is not row)[header.index(name)]
    if table["sortedBy"][0] == name:
        yield "row out of order", "zzz-" + cell if row is rows[0] else "0-" + cell


def text_corruptions(field, table, cell):
    if not cell:
        return
    if field.get("edtf"):
        yield "date that is no date", cell.replace("19", "19-", 1)
        if table["name"] == "dates":
            yield "date put a year later", cell.replace("195", "196")
    elif field["type"] == "string" and "enum" not in field["constraints"] and field["name"] not in keys(table):
        yield "space at the end", cell + " "
        if not field["constraints"].get("unique"):
            yield "text changed", cell + "s"
        if not unicodedata.is_normalized("NFD", cell):
            yield "letters decomposed", unicodedata.normalize("NFD", cell)


def keys(table):
    return {key["fields"][0] for key in table["schema"].get("foreignKeys", [])}


def remembering(read):
    """Read a table as `read` does, but each content of it only once: a trial corrupts one table and leaves the rest."""
    known = {}

    def remembered(table, folder):
        key = table["name"], (folder / table["path"]).read_bytes()
        if key not in known:
            known[key] = read(table, folder)
        return known[key]

    return remembered


def remembering_rows(bad_rows):
    """Find what is wrong with the rows of a table as `bad_rows` does, with each row only once: a trial corrupts one."""
    known = {}

    def remembered(table, read):
        keys = [(table["name"], line, *cells) for line, cells in read.rows]
        unknown = [row for row, key in zip(read.rows, keys, strict=True) if key not in known]
        faults = {line: [] for line, _ in unknown}
        for fault in bad_rows(table, replace(read, rows=unknown)):
            faults[fault.row].append(fault)
        known.update((key, faults[key[1]]) for key in keys if key not in known)
        return [fault for key in keys for fault in known[key]]

    return remembered


def trial(folder, monkeypatch):
    """Corrupt one cell at a time; count, by kind, how many were tried and how many were caught."""
    chance = random.Random(SEED)
    package = tables.descriptor()
    anew = {name: getattr(tables, name) for name in ("_checked_rows", "_bad_rows")}
    once = {"_checked_rows": remembering(tables._checked_rows), "_bad_rows": remembering_rows(tables._bad_rows)}

    def faults_by(readers):
        for name, reader in readers.items():
            monkeypatch.setattr(tables, name, reader)
        return tables.check(folder)

    content = {table["name"]: read(table["name"]) for table in package["resources"]}
    tried, caught = Counter(), Counter()
    for _ in range(50 * ROUNDS):
        if tried.total() >= ROUNDS and set(tried) >= EVERY:
            break
        table = chance.choice(package["resources"])
        header, rows = content[table["name"]]
        if len(rows) < 2:  # nothing to corrupt, or no other row to confuse it with
            continue
        row = chance.choice(rows)
        field = chance.choice(table["schema"]["fields"])
        drawn = corrupt(field, table, row, rows, header, chance)
        if drawn is None:
            continue
        what, new = drawn
        if tried.total() >= ROUNDS and tried[what]:
            continue
        position = header.index(field["name"])
        old, row[position] = row[position], new
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([header, *rows])
        row[position] = old
        path = folder / table["path"]
        before = path.read_bytes()
        path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        tried[what] += 1
        faults = faults_by(once)
        caught[what] += bool(faults)
        if tried.total() % WHOLE == 0:
            assert faults_by(anew) == faults
        path.write_bytes(before)
    return tried, caught


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrupt")
    for file in [*tables.DATA.glob("*.csv"), tables.DATA / tables.DESCRIPTOR]:
        (folder / file.name).write_bytes(file.read_bytes())
    with pytest.MonkeyPatch.context() as monkeypatch:
        return trial(folder, monkeypatch)


def test_every_kind_is_tried(result):
    tried, _ = result
    assert tried.total() >= ROUNDS
    assert set(tried) == EVERY


@pytest.mark.parametrize("kind", sorted(CERTAIN))
def test_a_corruption_of_form_is_always_caught(result, kind):
    tried, caught = result
    assert caught[kind] == tried[kind]


def test_most_corruptions_are_caught_and_the_rest_has_a_reason(result):
    tried, caught = result
    missed = {kind: tried[kind] - caught[kind] for kind in tried if caught[kind] < tried[kind]}
    print(f"{caught.total()} of {tried.total()} caught; missed: {missed}")
    assert set(missed) <= set(IMPOSSIBLE)
    assert caught.total() > 0.6 * ROUNDS
