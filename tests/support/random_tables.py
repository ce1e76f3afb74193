"""Random files such as people might bring, good and bad, from a seed: pieces of tables, mixed, cut and spoilt."""

import random

_HEADERS = [
    "estimate,low,point,high,outcome,lineage",
    "printed,denominator,group",
    "part,whole",
    "outcome,part_of,title",
]
_CELLS = "a|b|Hà Nội|died|executed|excess_deaths|L|0|1|47|32.94|3000|15000|1e-320|15.000|1,337|15 000|1'000".split("|")
_CELLS += "1.234.567|c. 5000|>100000|3,000-15,000|hundreds|5%|5‰|-5|inf|nan|1e400|٢٠٠٠|５|=1+1|𝟙|½".split("|")
_CELLS += ["", "9" * 40, '"', '""', "'", "|", "\t", "\0", "\ufeff", "\u202e"]
_ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1258", "latin-1", "utf-32"]


def random_table(seed):
    """Return the bytes of one file, the same for the same seed."""
    draw = random.Random(seed)
    separator = draw.choice([",", ",", ",", ";", "\t", "|"])
    end = draw.choice(["\n", "\n", "\r\n", "\r"])
    columns = draw.choice(_HEADERS).split(",")
    if draw.random() < 0.5:
        draw.shuffle(columns)
    if draw.random() < 0.2:
        columns.insert(draw.randrange(len(columns)), draw.choice(["note", "", columns[0], "Low"]))
    rows = [columns] if draw.random() < 0.95 else []
    for _ in range(draw.choice([0, 1, 2, 5, 30])):
        length = len(columns) + (draw.choice([-1, 1, 3]) if draw.random() < 0.1 else 0)
        plain = draw.random() < 0.5
        rows.append([_cell(draw, name, plain) for name in (columns * 2)[: max(length, 0)]])
    text = end.join(separator.join(_quoted(draw, cell, separator) for cell in row) for row in rows) + end
    if draw.random() < 0.1:
        text = f"sep={separator}{end}" + text
    raw = bytearray(text.encode(draw.choice(_ENCODINGS), "replace"))
    for _ in range(draw.choice([0, 0, 0, 1, 5, 50]) if raw else 0):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    if draw.random() < 0.1:
        del raw[draw.randrange(len(raw) + 1) :]
    if draw.random() < 0.03:
        raw[:0] = draw.choice([b"PK\x03\x04", b"%PDF", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b"])
    return bytes(raw)


def _cell(draw, name, plain):
    """Draw what stands under a column: most often something that may stand there."""
    if not plain or draw.random() < 0.1:
        return draw.choice(_CELLS)
    if name in ("low", "point", "high", "denominator"):
        return draw.choice(["", str(draw.randrange(10**6))])
    if name == "printed":
        return f"{draw.random() * 100:.{draw.randrange(4)}f}"
    return f"{name} {draw.randrange(30)}" if name != "outcome" else draw.choice(["died", "executed", "other"])


def _quoted(draw, cell, separator):
    if separator in cell or draw.random() < 0.1:
        return '"' + (cell if draw.random() < 0.02 else cell.replace('"', '""')) + '"'
    return cell
