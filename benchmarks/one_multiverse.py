"""Run one multiverse with whichever version of the package is found, and print what it took as JSON.

``python benchmarks/one_multiverse.py {book,same} ROUNDS``: the multiverse of the book with the options of that version,
or one in which both versions are given the same options. `bench_multiverse` starts it for either side, each with its
own ``PYTHONPATH``; nothing of another module is imported, since the side before has none of them.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20_241
RESULTS = ("estimate", "high", "spread")


def made_up_claims() -> pd.DataFrame:
    """Return twenty claims, ranges and bare points, in fourteen lineages at the most."""
    rng = np.random.default_rng(SEED)
    middle, fold = np.exp(rng.normal(9.5, 1.3, 20)), np.exp(rng.uniform(0.2, 1.0, 20))
    bare = rng.random(20) < 0.5
    claims = pd.DataFrame({"estimate": [f"c{i}" for i in range(20)]})
    claims["low"], claims["high"] = np.where(bare, np.nan, middle / fold), np.where(bare, np.nan, middle * fold)
    claims["point"] = np.where(bare | (rng.random(20) < 0.5), middle, np.nan)
    claims["outcome"] = np.where(rng.random(20) < 0.7, "executed", "died")
    claims["lineage"] = [f"l{i}" for i in rng.integers(0, 14, 20)]
    return claims


def same_options(claims: pd.DataFrame, names: tuple[str, ...]) -> dict[str, list[object]]:
    """Return options that both versions understand, in the words of the one whose axes have these names."""
    estimates = claims["estimate"].tolist()
    now = "lineage" in names
    joined = dict(zip(estimates, claims["lineage"], strict=True))
    return {
        "bridge": [{"executed": 1.0}, {"executed": 1.0, "died": 0.5}],
        "floor": [0.0 if now else (0.0, "cut")],
        "width": [1.1, 1.5, 2.0],
        "encoding": ["point", "two_piece", "middle"],
        "coverage": np.linspace(0.5, 0.95, 100).tolist(),
        "claim_set": [tuple(estimates), tuple(estimates[::2]), tuple(estimates[5:15]), tuple(estimates[:12])],
        "lineage" if now else "weights": [joined, {}] if now else ["lineage", "claim"],
        "rule": ["REML", "PM", "DL", "linear", "quantile"],
    }


def prepared(which: str):
    """Return two functions without arguments: one that gives a small multiverse, and one that gives the one timed."""
    try:
        options, run = (import_module(f"landreform.contested.multiverse.{name}") for name in ("options", "run"))
        axes, run_multiverse, load = options.AXES, run.run_multiverse, import_module("landreform.ledger.tables").load
    except ModuleNotFoundError:
        options, run = import_module("landreform.choices"), import_module("landreform.multiverse")
        axes, run_multiverse, load = options.NAMES, run.run, import_module("landreform.tables").load
    claims = made_up_claims()
    values = same_options(claims, tuple(axes))
    small, same = (
        [
            options.Choice(n, "?", tuple(options.Option(str(i), v, "equivalent", ".") for i, v in enumerate(found[n])))
            for n in axes
        ]
        for found in (values | {"coverage": [0.9], "claim_set": values["claim_set"][:1]}, values)
    )
    chosen = (claims, same) if which == "same" else of_the_book(options, load)
    return lambda: run_multiverse(claims, small), lambda: run_multiverse(*chosen)


def of_the_book(options, load):
    """Return the claims and the choices of the book, as this version has them."""
    ledger = {name: load(name) for name in ("estimates", "lineage", "classifications")}
    try:
        book = import_module("landreform.tolls.multiverse")
    except ModuleNotFoundError:
        book, claims = import_module("landreform.multiverse_ledger"), import_module("landreform.claims")
        counted = import_module("landreform.outcomes").tolls(claims.from_ledger(ledger["estimates"], ledger["lineage"]))
        counted = counted[claims.form(counted).isin(["range", "point"])].reset_index(drop=True)
        floors = book.documented_floors(ledger["estimates"])["persons"].drop_duplicates().tolist()
        return counted, options.default_choices(counted, "executed", floors)
    return book.ledger_claims(ledger), book.ledger_choices(ledger)


def peak() -> float:
    """Return the most memory that this process has had so far, MiB (Linux)."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def main() -> None:
    """Print what it took."""
    which, rounds = sys.argv[1], int(sys.argv[2])
    small, function = prepared(which)
    small()  # whatever is loaded or fetched for the first time
    before = peak()
    found, most = function(), peak()
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        seconds.append(time.process_time() - start)
    pools = np.isfinite(found.estimate)
    results = np.column_stack([getattr(found, name)[pools] for name in RESULTS])
    distinct = len(pd.DataFrame(np.nan_to_num(np.round(results, 9)) + 0.0).drop_duplicates())
    told = {"specifications": found.estimate.size, "distinct": distinct, "seconds": min(seconds)}
    told |= {"before": before, "peak": most, "least": float(results[:, 0].min()), "sum": float(results[:, 0].sum())}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
