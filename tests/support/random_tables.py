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
    """Return the bytes of one file, the same for the same seed; two of five can be used by the command they are for."""
    draw = random.Random(seed)
    sound = draw.random() < 0.4
    separator = draw.choice([",", ",", ",", ";", "\t", "|"])
    end = draw.choice(["\n", "\n", "\r\n", "\r"])
    columns = draw.choice(_HEADERS).split(",")
    if draw.random() < 0.5:
        draw.shuffle(columns)
    if draw.random() < 0.2:
        columns.insert(draw.randrange(len(columns)), draw.choice(["note", ""] if sound else ["", columns[0], "Low"]))
    rows = [columns] if sound or draw.random() < 0.95 else []
    for number in range(draw.choice([1, 2, 5, 30] if sound else [0, 1, 2, 5, 30])):
        length = len(columns) + (0 if sound else draw.choice([0] * 17 + [-1, 1, 3]))
        plain = sound or draw.random() < 0.5
        rows.append([_cell(draw, name, number, plain, sound) for name in (columns * 2)[: max(length, 0)]])
    text = end.join(separator.join(_quoted(draw, cell, separator, sound) for cell in row) for row in rows) + end
    if draw.random() < 0.1:
        text = f"sep={separator}{end}" + text
    raw = text.encode(draw.choice(_ENCODINGS[:4] if sound else _ENCODINGS), "replace")
    return raw if sound else _spoilt(draw, bytearray(raw))


def _spoilt(draw, raw):
    """Change some bytes, cut the file, or begin it as another kind of file begins."""
    for _ in range(draw.choice([0, 0, 0, 1, 5, 50]) if raw else 0):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    if draw.random() < 0.1:
        del raw[draw.randrange(len(raw) + 1) :]
    if draw.random() < 0.03:
        raw[:0] = draw.choice([b"PK\x03\x04", b"%PDF", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b"])
    return bytes(raw)


def _cell(draw, name, number, plain, sound):
    """Draw what stands under a column: most often something that may stand there."""
    if not plain or (not sound and draw.random() < 0.1):
        return draw.choice(_CELLS)
    if name in ("low", "point", "high", "denominator"):
        least = {"low": 1, "point": 1000, "high": 10**6, "denominator": 1}[name]
        return draw.choice(
            ["" if name != "point" else "1000", str(least + draw.randrange(least if least > 1 else 999))]
        )
    if name == "printed":
        return f"{1 + draw.random() * 99:.{draw.randrange(4)}f}"
    if name == "outcome":
        return "executed" if sound else draw.choice(["died", "executed", "other"])
    return f"{name} {number}"


def _quoted(draw, cell, separator, sound):
    if separator in cell or draw.random() < 0.1:
        return '"' + (cell if not sound and draw.random() < 0.02 else cell.replace('"', '""')) + '"'
    return cell
