"""Ledgers with fewer rows, in which no row refers to one that is gone."""

from landreform.ledger import tables

STATEMENT = ["source", "read_in", "locator"]


def without_dangling_keys(ledger):
    """Drop rows whose keys lead to rows that are not there, until none does."""
    keys = [
        (table["name"], key["fields"][0], key["reference"]["resource"] or table["name"], key["reference"]["fields"][0])
        for table in tables.descriptor()["resources"]
        for key in table["schema"].get("foreignKeys", [])
    ]
    ledger, before = dict(ledger), None
    while before != (before := {name: len(frame) for name, frame in ledger.items()}):
        for name, column, other, key in keys:
            frame = ledger[name]
            ledger[name] = frame[frame[column].isin(ledger[other][key]) | (frame[column] == "")]
    return {name: frame.reset_index(drop=True) for name, frame in ledger.items()}


def shrunken(ledger, names, third=0, keep=()):
    """Drop every third row of some tables, and what refers to it.

    ``keep`` holds identifiers of rows that stay whatever their place.
    """
    small = dict(ledger)
    for name in names:
        frame = ledger[name]
        place = frame.reset_index(drop=True).index
        small[name] = frame[(place % 3 != third) | frame.iloc[:, 0].isin(keep)]
    return without_dangling_keys(small)


def statements(ledger, names):
    """Give source, work read and each place of every statement of some tables."""
    frames = [ledger[name] for name in names if set(STATEMENT) <= set(ledger[name])]
    return {one for frame in frames for one in places(frame)}


def places(rows):
    """Give source, work read and each place of rows; several places of one row are joined by a semicolon."""
    return {
        (source, read_in, place)
        for source, read_in, locator in rows[STATEMENT].itertuples(index=False)
        for place in locator.split("; ")
    }
