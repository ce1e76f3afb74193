"""Have the libraries of Python read our dates: the first and last day, and whether a mark of doubt is kept."""

import importlib.metadata
import json
import math
import sys
import time
import warnings
from pathlib import Path

import edtf
from edtf_validate.valid_edtf import is_valid
from undate import Undate

warnings.simplefilter("ignore")


def shown(day):
    if isinstance(day, time.struct_time):
        return time.strftime("%Y-%m-%d", day)
    return "open" if day is None or (isinstance(day, float) and math.isinf(day)) else str(day)


def with_edtf(text):
    found = edtf.parse_edtf(text)
    kept = "is_uncertain" not in dir(found) or any(mark in str(found) for mark in "~?%")
    return {"first": shown(found.lower_strict()), "last": shown(found.upper_strict()), "mark_kept": kept}


def with_undate(text):
    found = Undate.parse(text, "EDTF")
    sides = [getattr(found, "earliest", None), getattr(found, "latest", None)]
    days = [getattr(side, name, side) for side, name in zip(sides, ("earliest", "latest"), strict=True)]
    kept = any(mark in found.format("EDTF") for mark in "~?%")
    return {"first": shown(days[0]), "last": shown(days[1]), "mark_kept": kept}


def with_validate(text):
    if not is_valid(text):
        raise ValueError("not valid")
    return {}


def tried(read, text):
    try:
        return read(text)
    except Exception as error:
        return {"error": type(error).__name__}


inputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["dates"]
texts = [example["text"] for example in inputs["examples"].values()] + [item["text"] for item in inputs["ledger"]]
tools = {"edtf": with_edtf, "undate": with_undate, "edtf-validate": with_validate}
result = [
    {
        "tool": name,
        "from": "PyPI",
        "version": importlib.metadata.version(name),
        "read": {text: tried(read, text) for text in texts},
    }
    for name, read in tools.items()
]
json.dump(result, sys.stdout, ensure_ascii=False)
