"""Tables of claims on which the script of the page and the Python are compared, and what the Python makes of them.

Input: a seed, or the ledger; output: cases as the script takes them, the answers of the Python in the same form, and
the answers of the script in Node and in the browser.
"""

import json
import math
import shutil
import subprocess

import numpy as np
import pandas as pd
from browsers import launched

from landreform.contested import belief, bounds, consistency, consistent_sets, frontier, hints, text_encodings
from landreform.contested.claims import read_table
from landreform.contested.encoding import encode
from landreform.contested.errors import InputError
from landreform.contested.outcome_tables import read_outcomes
from landreform.contested.outcomes import COLUMNS, DEFAULT_ORDER, OutcomeOrder
from landreform.contested.random_effects import holding, pool_claims
from landreform.contested.table_input import TableReader
from landreform.contested.typed_numbers import Signs
from landreform.paths import ROOT

SCRIPTS = [ROOT / "book" / "_static" / name for name in ("compare.js", "number-words.js", "claims-tables.js")]
NODE = shutil.which("node")
#: What of a pool is compared; τ² and what hangs on it come from a search.
POOLED = ("mu", "se", "tau2", "pi_low", "pi_high")


def frame(claims):
    """Make the frame of the Python from the claims of the script."""
    table = pd.DataFrame(claims, columns=list(COLUMNS))
    return table.astype({"low": float, "point": float, "high": float})


def order_of(settings):
    """Make the order that the script makes from its settings."""
    if "order" not in settings:
        return DEFAULT_ORDER
    pairs = tuple(tuple(pair) for pair in settings["order"])
    names = settings.get("outcomes") or dict.fromkeys(name for pair in pairs for name in pair)
    return OutcomeOrder(tuple(names), pairs)


def plain(value):
    """Write what is not finite as the script does."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def python_answer(claims, settings):
    """Answer by the functions that the head of the script names."""
    try:
        return _answer(frame(claims), settings)
    except ValueError as error:
        return {"error": str(error), "name": type(error).__name__}


def _answer(claims, settings):
    order = order_of(settings)
    width, lineages = settings.get("bare_width", 1), settings.get("by_lineage", True)
    found = consistency.report(claims, order)
    answer = {"delta": found["delta"], "binding": found["binding"], "binding_ends": found["binding_ends"]}
    places = settings.get("places")
    steps = consistent_sets.curve_of_many(claims, order, places) if places else consistent_sets.curve(claims, order)
    answer["curve"] = steps.to_numpy().tolist()
    answer["bounds"] = bounds.report(claims, order)["outcomes"]
    answer["frontier"], answer["implied_total"] = [], None
    if "reported" in settings:
        where = settings["reported"], settings["rest"]
        answer["frontier"] = frontier.frontiers(claims, *where, settings["intensities"]).to_dict("records")
        answer["implied_total"] = float(frontier.implied_total(*where, settings["completeness"], settings["intensity"]))
    claimed = list(dict.fromkeys(claims["outcome"]))
    about = claimed[0] if len(claimed) == 1 else "executed" if "executed" in order.names else order.names[0]
    about = settings.get("outcome", about)
    ranges = belief.implied_ranges(claims, about, order, width)
    mass = belief.masses(ranges, lineages)
    answer["belief"] = belief.belief_and_plausibility(ranges, mass).to_numpy().tolist()
    given = claims[claims["outcome"] == settings["outcome"]] if "outcome" in settings else claims
    try:
        made = pool_claims(
            given,
            coverage=settings.get("coverage", 0.9),
            width=width if width > 1 else None,
            level=settings.get("level", 0.95),
            order=order,
            each_claim=not lineages,
        )
        used = encode(given, made["coverage"], made["width"], order=order)
        answer["pool"] = {name: made[name] for name in (*POOLED, "k", "left_out_because")} | {
            "holding": holding(used, made["pooled"]) if made["pooled"] is not None else 0,
            "refused": None,
        }
    except InputError as error:
        answer["pool"] = dict.fromkeys(POOLED) | {"refused": str(error)}
    return answer


def in_node(cases, answering=None):
    """Answer in Node."""
    script = (
        f"const compare = require({json.dumps(str(SCRIPTS[0]))}), tables = require({json.dumps(str(SCRIPTS[-1]))});"
        "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"const answer = {answering or _CATCHING};"
        "process.stdout.write(JSON.stringify(cases.map(answer)));"
    )
    run = subprocess.run([NODE, "-e", script], input=json.dumps(cases), capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def in_browser(cases, answering=None):
    """Answer in Debian's chromium."""
    with launched() as browser:
        page = browser.new_page()
        page.set_content("<!doctype html><title>comparison</title>")
        for script in SCRIPTS:
            page.add_script_tag(path=str(script))
        making = (
            "const compare = landreformCompare, tables = landreformTables;"
            f"return JSON.stringify(cases.map({answering or _CATCHING}));"
        )
        return json.loads(page.evaluate(f"(cases) => {{ {making} }}", cases))


_CATCHING = (
    "([claims, settings]) => { try { return compare(claims, settings); }"
    " catch (error) { return { error: error.message, name: error.name }; } }"
)


def random_cases(count, seed):
    """Draw tables of claims of every form, with settings; the same for the same seed."""
    draw = np.random.default_rng(seed)
    own = [["battle", "violent"], ["massacre", "violent"], ["violent", "excess"], ["famine", "excess"]]
    several = [["a", "b"], ["a", "c"], ["b", "d"], ["c", "d"]]
    orders = [(None, DEFAULT_ORDER.names), (own, sorted({n for p in own for n in p})), (several, list("abcd"))]
    cases = []
    for _ in range(count):
        pairs, names = orders[draw.integers(len(orders))]
        if draw.random() < 0.4:
            names = [names[draw.integers(len(names))]]
        claims = [_random_claim(draw, f"claim {k}", names) for k in range(draw.integers(1, 16))]
        settings = {
            "coverage": float(draw.choice([0.5, 0.8, 0.9, 0.95])),
            "bare_width": float(draw.choice([1.0, 1.1, 1.5, 2.0])),
            "by_lineage": bool(draw.random() < 0.7),
            "reported": float(draw.integers(1, 3000)),
            "rest": float(draw.random() * 3),
            "intensities": [0.0, 0.5, 1.0, 7.0],
            "completeness": float(draw.uniform(0.01, 1)),
            "intensity": float(draw.uniform(0, 20)),
        }
        if pairs:
            settings["order"] = pairs
        if draw.random() < 0.5:
            settings["outcome"] = str(draw.choice(names))
        if draw.random() < 0.2:
            settings["places"] = int(draw.integers(2, 40))
        cases.append([claims, settings])
    return cases


def _random_claim(draw, name, names):
    low, point, high = sorted(float(round(math.exp(x))) for x in draw.uniform(1, 13, 3))
    if draw.random() < 0.1:
        low = point = high
    forms = {
        "range": (low, None, high),
        "whole": (low, point, high),
        "point": (None, point, None),
        "at_least": (low, None, None),
        "at_most": (None, None, high),
        "from zero": (0.0, None, high),
    }
    chosen = forms[str(draw.choice(list(forms), p=[0.35, 0.15, 0.2, 0.12, 0.12, 0.06]))]
    numbers = dict(zip(("low", "point", "high"), chosen, strict=True))
    lineage = str(draw.choice(["x", "y", "z", name]))
    return {"estimate": name, **numbers, "outcome": str(draw.choice(names)), "lineage": lineage}


def of_frame(claims):
    """Write the claims of a frame as the script takes them."""
    return [{str(key): plain(value) for key, value in row.items()} for row in claims[list(COLUMNS)].to_dict("records")]


def python_reading(raw, outcomes, how, folder):
    """Read a table of claims, and one of outcomes if there is any, as the commands do.

    `how` may hold ``encoding``, ``decimal``, ``thousands``, and ``medium``: the hints that are given.
    """
    claims_file, outcomes_file = folder / "claims.csv", folder / "outcomes.csv"
    claims_file.write_bytes(bytes(raw))
    outcomes_file.write_bytes((outcomes or "").encode())
    reader = TableReader(how.get("encoding", ""), Signs(how.get("decimal", ""), how.get("thousands", "")))
    with hints.spoken(MEDIA[how.get("medium", "commands")]):
        try:
            order = read_outcomes(outcomes_file) if outcomes else None
            table = read_table(claims_file, "the consistency gap", order, reader)
        except InputError as error:
            return {"error": str(error), "lines": [str(fault) for fault in error.faults]}
    return {
        "claims": of_frame(table.claims),
        "notes": [*reader.notes, *table.notes],
        "outcomes": list(table.order.names),
    }


#: Who speaks, and the hints that are given there.
MEDIA = {"commands": hints.COMMANDS, "page": hints.PAGE}

#: What the script does to read a case of `python_reading`.
READING = (
    "([raw, outcomes, how]) => { try {"
    f" tables.know({json.dumps(text_encodings.mappings())});"
    f" compare.speak(({json.dumps({name: dict(words) for name, words in MEDIA.items()})})[how.medium]);"
    " const notes = [], signs = { decimal: how.decimal || '', thousands: how.thousands || '' };"
    " const order = outcomes ? tables.readOutcomes(outcomes, 'outcomes.csv') : null;"
    " const given = tables.decode(Uint8Array.from(raw), 'claims.csv', how.encoding);"
    " const read = tables.readTable(given, 'claims.csv', { order, signs, notes });"
    " return { claims: read.claims, notes, outcomes: [...read.outcomes] };"
    "} catch (error) { if (!error.lines) throw error; return { error: error.message, lines: error.lines }; } }"
)
