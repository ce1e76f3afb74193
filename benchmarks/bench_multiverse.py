"""Measure how fast the multiverse is, next to a loop over statsmodels and over PyMARE, and how its cost grows.

Run with ``python benchmarks/bench_multiverse.py [--quick] [--claims CSV]``; prints a page in Markdown.
Nothing here is a test: times depend on the machine, which the page states. PyMARE is measured if it can be
imported (``pip install pymare``); the package itself never needs it.

The last part runs `one_multiverse` for this version and for commit d461532, each in a worktree of its own.

Both sides get the same arrays in the same process, and each time is the best of several rounds, taken in
turns. The loops run over a sample of the specifications, since the whole would take minutes; their cost for
one is constant.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri
from statsmodels.stats.meta_analysis import combine_effects

from landreform.contested.claims import form, read_claims
from landreform.contested.multiverse.options import AXES, Choice, Option, default_choices, restrict_choices
from landreform.contested.multiverse.run import encode_options, run_multiverse
from landreform.contested.outcomes import tolls
from landreform.contested.vectorised import random_effects
from landreform.contested.vectorised.arrays import Workspace, blocks

SEED = 20_241
PROMISED_RATIO, PROMISED_MEBIBYTES = 500, 2048
#: The version that the last part is measured beside, and the most that is aimed at, as a share of what it took.
EARLIER, AIM = "d461532", 0.5
Row = list[str]


def made_up_claims(k: int) -> pd.DataFrame:
    """Return k claims with two ends or a point, four in five of outcome executed, some in common lineages."""
    rng = np.random.default_rng(SEED)
    middle, fold = np.exp(rng.normal(9.5, 1.3, k)), np.exp(rng.uniform(0.2, 1.0, k))
    kind = rng.integers(0, 3, k)  # bare point, range, range with a point
    inside = np.where(kind == 2, fold ** rng.uniform(-0.5, 0.5, k), 1.0)
    claims = pd.DataFrame({"estimate": [f"c{i}" for i in range(k)]})
    claims["low"] = np.where(kind == 0, np.nan, middle / fold)
    claims["point"] = np.where(kind == 1, np.nan, middle * inside)
    claims["high"] = np.where(kind == 0, np.nan, middle * fold)
    claims["outcome"] = np.where(rng.random(k) < 0.8, "executed", "died")
    claims["lineage"] = [f"l{i}" for i in rng.integers(0, max(2, 2 * k // 3), k)]
    return claims


def many_choices(claims: pd.DataFrame, **others: object) -> tuple[Choice, ...]:
    """Return choices with a set of claims for each lineage, which it leaves out, and two readings of voices."""
    names, lineages = claims["estimate"].tolist(), claims["lineage"].tolist()
    joined = dict(zip(names, lineages, strict=True))
    sets = [tuple(name for name in names if joined[name] != gone) for gone in dict.fromkeys(lineages)]
    return default_choices(
        claims,
        claim_sets=[Option(str(place), members, "uncertain", ".") for place, members in enumerate(sets)],
        lineages=[Option("joined", joined, "equivalent", "."), Option("alone", {}, "uncertain", ".")],
        bridges=[Option(f"÷{n}", {"executed": 1.0, "died": 1 / n}, "uncertain", ".") for n in (2, 4)],
        **others,
    )


def best(function: Callable[[], object], rounds: int) -> float:
    """Return the CPU seconds of the fastest round, to which other work on the machine hardly adds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        seconds.append(time.process_time() - start)
    return min(seconds)


# the three ways of computing the same


def as_arrays(y, v, present, method: str) -> np.ndarray:
    """Compute for each row what `combine_effects` and its summary hold: both models, a line for each claim.

    The lines are dropped when made, as the loops drop theirs. Returns tau2, mean, standard error and the
    Hartung-Knapp one.
    """
    fits = random_effects.fit_each(y, v, (method, "fixed"), present)[method]
    z, room = ndtri(0.975), Workspace(4, *y.shape)
    for part in blocks(*y.shape):
        centre, own, here = y[part].T, v[part].T, present[part].T
        sd = np.sqrt(own, out=room(0, own))
        reach = np.multiply(z, sd, out=room(1, own))
        np.subtract(centre, reach, out=room(2, own))
        np.add(centre, reach, out=room(3, own))
        for tau2 in (0.0, fits.tau2[part]):
            weights = np.add(own, tau2, out=room(2, own))
            np.divide(here, weights, out=weights)
            weights /= weights.sum(0)
    return np.column_stack([fits.tau2, fits.mu, fits.se, fits.hk_se])


def by_statsmodels(y, v, present, method: str) -> np.ndarray:
    """Do the same row by row; return tau2, mean, standard error and the Hartung-Knapp one."""
    kept = []
    for centres, variances, here in zip(y, v, present, strict=True):
        result = combine_effects(centres[here], variances[here], method_re=method.lower())
        result.summary_frame()
        kept.append((result.tau2, result.mean_effect_re, result.sd_eff_w_re, result.sd_eff_w_re_hksj))
    return np.array(kept)


def by_pymare(pymare, y, v, present, method: str) -> np.ndarray:
    """Do the same with PyMARE, whose standard error is that of Knapp and Hartung."""
    estimators = importlib.import_module("pymare.estimators")
    estimator = {
        "DL": estimators.DerSimonianLaird,
        "REML": lambda: estimators.VarianceBasedLikelihoodEstimator(method="REML"),
    }[method]()
    kept = []
    for centres, variances, here in zip(y, v, present, strict=True):
        result = estimator.fit_dataset(pymare.Dataset(y=centres[here], v=variances[here])).summary()
        table = result.to_df()
        result.get_heterogeneity_stats()
        kept.append((np.squeeze(result.tau2), table["estimate"][0], np.nan, table["se"][0]))
    return np.array(kept, float)


# what is measured


def against_others(claims: pd.DataFrame, rounds: int, sample: int) -> tuple[list[Row], list[str]]:
    """Time one specification: arrays against the loops, on the same rows, estimators that both have."""
    choices = many_choices(claims)
    y, s, usable = encode_options(claims, choices)
    sets = choices[AXES.index("claim_set")].values
    member = np.array([claims["estimate"].isin(names) for names in sets])
    present = (usable[:, None, :] & member).reshape(-1, len(claims))
    y, v = (np.repeat(array, len(sets), axis=0) for array in (y, s**2))
    enough = present.sum(1) > 2
    y, v, present = y[enough], v[enough], present[enough]
    repeat = max(1, 20_000 // len(y))  # enough rows to time
    # Claims contiguous in memory, as the multiverse lays its own tables out.
    y, v, present = (np.asfortranarray(np.tile(array, (repeat, 1))) for array in (y, v, present))
    picked = np.random.default_rng(SEED).choice(len(y), min(sample, len(y)), replace=False)
    part = y[picked], v[picked], present[picked]
    try:
        pymare, note = importlib.import_module("pymare"), ""
    except ImportError as error:
        pymare, note = None, f"PyMARE could not be imported ({error}), so it is not in the table."
    rows = []
    for method, other in (("DL", "statsmodels"), ("PM", "statsmodels"), ("DL", "PyMARE"), ("REML", "PyMARE")):
        if other == "PyMARE" and pymare is None:
            rows.append([method, other, f"{len(claims)}", "", "not importable", "", ""])
            continue
        slow = by_statsmodels if other == "statsmodels" else (lambda *a: by_pymare(pymare, *a))
        few = slice(None) if other == "statsmodels" else slice(0, max(20, sample // 6))
        few = tuple(array[few] for array in part)
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(best(lambda m=method: as_arrays(y, v, present, m), 1) / len(y))
            theirs.append(best(lambda f=slow, a=few, m=method: f(*a, m), 1) / len(few[0]))
        mine, expected = as_arrays(*few, method), slow(*few, method)
        right = ~(expected[:, 0] <= 0)  # statsmodels leaves DL below 0, where nothing can be compared
        apart = np.nanmax(np.abs(mine - expected)[right])
        fast, slowest = min(ours), min(theirs)
        speeds = [f"{1 / fast:,.0f}", f"{1 / slowest:,.0f}", f"**{slowest / fast:,.0f}**"]
        rows.append([method, other, f"{len(claims)}", *speeds, f"{apart:.1e}"])
    return rows, [note] if note else []


def whole(claims: pd.DataFrame, rounds: int, sample: int) -> list[Row]:
    """Time the whole way from the claims to the results, with the rules statsmodels has and with all."""
    least = float(claims[["low", "point"]].min().min())
    choices = many_choices(claims, floor=least * 1.1, rules=("fixed", "DL", "PM", "REML", "linear", "quantile"))
    every = choices[-1].labels
    y, s, usable = encode_options(claims, choices)
    pick = np.random.default_rng(SEED).choice(np.flatnonzero(usable.sum(1) > 2), sample)
    arrays = y[pick], s[pick] ** 2, usable[pick]
    rows = []
    for title, rules in (("fixed, DL, PM", ("fixed", "DL", "PM")), ("all six", every)):
        chosen = restrict_choices(choices, keep={"rule": rules})
        size = math.prod(len(choice.options) for choice in chosen)
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(best(lambda c=chosen: run_multiverse(claims, c), 1) / size)
            each = {m: best(lambda m=m: by_statsmodels(*arrays, m), 1) / sample for m in ("DL", "PM")}
            theirs.append(sum(each["PM" if rule in ("PM", "REML") else "DL"] for rule in rules) / len(rules))
        fast, slow = min(ours), min(theirs)
        speeds = [f"{1 / fast:,.0f}", f"{1 / slow:,.0f}", f"**{slow / fast:,.0f}**"]
        rows.append([title, f"{size:,}", f"{fast * size:.3f} s", *speeds])
    return rows


def grid(claims: pd.DataFrame, size: int) -> tuple[Choice, ...]:
    """Return choices with exactly `size` specifications, a multiple of 100."""
    names = claims["estimate"].to_numpy()
    rng = np.random.default_rng(SEED)
    sets = [tuple(names), *(tuple(names[rng.random(len(names)) < 0.8]) for _ in range(9))]
    values = {
        "bridge": [{"executed": 1.0, "died": 0.5}],
        "floor": [0.0],
        "width": [1.5],
        "encoding": ["point"],
        "coverage": np.linspace(0.5, 0.95, size // 100).tolist(),
        "claim_set": sets,
        "lineage": [dict(zip(names, claims["lineage"], strict=True)), {}],
        "rule": ["REML", "PM", "DL", "fixed", "linear"],
    }
    return tuple(
        Choice(n, "?", tuple(Option(str(i), v, "equivalent", ".") for i, v in enumerate(values[n]))) for n in AXES
    )


def growth(sizes: list[tuple[int, int]], rounds: int) -> tuple[list[Row], float, float]:
    """Time (specifications, claims) pairs.

    Returns the rows, and the exponent of the cost in what varies: over all, and between the last two.
    """
    seconds = []
    for size, k in sizes:
        claims = made_up_claims(k)
        choices = grid(claims, size)
        seconds.append(best(lambda c=claims, o=choices: run_multiverse(c, o), rounds))
    varied = [a if sizes[0][0] != sizes[-1][0] else b for a, b in sizes]
    over_all, last = (float(np.polyfit(np.log(varied[i:]), np.log(seconds[i:]), 1)[0]) for i in (0, -2))
    rows = [
        [f"{size:,}", f"{k}", f"{taken:.3f} s", f"{taken / size * 1e6:.2f} µs"]
        for (size, k), taken in zip(sizes, seconds, strict=True)
    ]
    return rows, over_all, last


def measure_peak(size: int) -> dict[str, float]:
    """Measure the memory that so many specifications take, interpreter included, in a process of its own."""
    code = (
        "import json, bench_multiverse as b\n"
        "claims = b.made_up_claims(20)\n"
        "before = b.peak_memory()\n"
        f"found = b.run_multiverse(claims, b.grid(claims, {size}))\n"
        "print(json.dumps([found.estimate.size, before, b.peak_memory()]))\n"
    )
    folders = [
        str(Path(__file__).parent),
        str(Path(random_effects.__file__).parents[3]),
        os.environ.get("PYTHONPATH", ""),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, folders))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return dict(zip(("specifications", "before", "peak"), json.loads(done.stdout), strict=True))


def beside_earlier(starts: int, rounds: int) -> list[Row]:
    """Measure time and memory for each distinct specification, in this version and in the earlier one.

    Each side runs in a worktree of its own, in processes with the same settings and one thread, started in turns; of
    the times the best is taken, of the memory the median. Memory is what is added to what was there after a small run.
    """
    root = Path(__file__).resolve().parent.parent
    script, folder = Path(__file__).with_name("one_multiverse.py"), Path(tempfile.mkdtemp())
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    sides = {"before": folder / "before", "now": root}
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    add = ["git", "worktree", "add", "--quiet", "--detach", str(sides["before"]), EARLIER]
    subprocess.run(add, cwd=root, check=True)
    try:
        for _ in range(starts):
            for which in ("same", "book"):
                for side, place in sides.items():
                    settings = os.environ | threads | {"PYTHONPATH": str(place / "src")}
                    command = [sys.executable, str(script), which, str(rounds)]
                    done = subprocess.run(command, env=settings, cwd=place, capture_output=True, text=True, check=True)
                    found.setdefault((which, side), []).append(json.loads(done.stdout))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["git", "worktree", "prune"], cwd=root, check=True)
    rows = []
    for which, title in {"same": "the same options", "book": "those of the book"}.items():
        took = []
        for side in sides:
            runs = found[which, side]
            distinct = runs[0]["distinct"]
            added = float(np.median([run["peak"] - run["before"] for run in runs]))
            took.append((distinct, min(run["seconds"] for run in runs) / distinct, added / distinct))
        (before, slow, large), (now, fast, small) = took
        counted = [f"{before:,.0f}", f"{now:,.0f}"]
        times = [f"{slow * 1e6:.2f} µs", f"{fast * 1e6:.2f} µs", f"**{fast / slow:.2f}**"]
        sizes = [f"{large * 1024:.2f} KiB", f"{small * 1024:.2f} KiB", f"**{small / large:.2f}**"]
        rows += [[title, "time", *counted, *times], [title, "memory", *counted, *sizes]]
        if which == "same":
            firsts = [found[which, side][0] for side in sides]
            results = [(first["distinct"], first["least"], first["sum"]) for first in firsts]
            if not np.allclose(results[0], results[1], rtol=1e-10):
                raise ArithmeticError(f"The two versions give other results: {results[0]} and {results[1]}.")
    return rows


def earlier_text(starts: int, rounds: int) -> str:
    """Return what is printed of the comparison with the earlier version."""
    head = ["options", "for each distinct result", "results before", "now", "before", "now ", "ratio"]
    return f"""## Beside an earlier version

Commit {EARLIER}, from claims and choices to results, in processes of their own with the same settings and one
thread, {starts} started in turns: best processor time of {rounds} rounds each, median of the memory added to what was
there after a small run. Results are distinct if centre, end of the interval or spread differ. With the same options
both versions give the same results; those of the book are other ones, and fewer.

{table(head, beside_earlier(starts, rounds))}

Aimed at: no ratio above {AIM:g}."""


def peak_memory() -> float:
    """Return the most memory that this process has had so far, MiB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would start from what the parent process had
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    used = importlib.import_module("resource").getrusage(0).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 1024


def machine() -> str:
    """Say on what the times were taken, as items of a list."""
    cpu, info = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if info.exists():
        lines = [line.split(":", 1) for line in info.read_text().splitlines()]
        cpu = next((line[1].strip() for line in lines if line[0].strip() == "model name"), cpu)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = []
    for name in ("numpy", "scipy", "pandas", "statsmodels", "pymare"):
        with contextlib.suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return (
        f"* {cpu}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()} {platform.machine()}; "
        f"load at the start {os.getloadavg()[0]:.1f}.\n"
        f"* Python {platform.python_version()}, {', '.join(found)}."
    )


def table(head: Row, rows: list[Row]) -> str:
    """Return a Markdown table, numbers to the right."""
    lines = [head, [":--", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(arguments: list[str] | None = None) -> int:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds and no more than 100,000 specifications")
    parser.add_argument("--claims", help="CSV of claims to use for the comparison instead of made-up ones")
    chosen = parser.parse_args(arguments)
    rounds, sample, last = (3, 60, 5) if chosen.quick else (15, 200, 6)
    claims = tolls(read_claims(chosen.claims)) if chosen.claims else made_up_claims(17)
    claims = claims[form(claims).isin(["range", "point"])].reset_index(drop=True)
    warnings.simplefilter("ignore")  # statsmodels divides by 0 where its tau2 is negative
    about = machine()
    # Nothing is to be loaded or fetched for the first time on the clock; and once a large array has come
    # and gone, as in every notebook, the C library keeps freed memory at hand instead of returning it after
    # each product.
    large = np.ones(2**21)
    del large
    run_multiverse(claims, default_choices(claims))

    compared, notes = against_others(claims, rounds, sample)
    wholes = whole(claims, rounds, sample)
    by_size, size_exponent, late = growth([(10**e, 17) for e in range(3, last + 1)], min(rounds, 5))
    by_claims, claim_exponent, _ = growth([(100_000, k) for k in (5, 10, 20, 40, 80)], min(rounds, 5))
    memory = measure_peak(10**last)

    page = f"""# What the multiverse costs

Printed by `benchmarks/bench_multiverse.py`; not a test. Times are CPU seconds of one process with one
thread, the best of {rounds} rounds taken in turns on the same arrays. The loops run over {sample}
specifications.

{about}
* Claims: {chosen.claims or f"made up, seed {SEED}"}; {len(claims)} with two ends or a point.

## The same quantities for one specification

A loop over statsmodels' `combine_effects` with `summary_frame` (or PyMARE's `fit_dataset`, `summary` and
`get_heterogeneity_stats`), against `landreform.contested.vectorised.random_effects` for the whole table. What is
computed on the side of the arrays is what `combine_effects` and its summary hold: the variance between claims, Q,
centre, standard error and interval with and without Hartung-Knapp, of the random-effects and the fixed-effect model,
and a line for each claim with its interval and both weights.

{
        table(
            ["estimator", "loop over", "claims", "arrays, a second", "loop, a second", "ratio", "apart"],
            compared,
        )
    }

The last column is the largest difference of tau2, centre and standard errors over the rows of the loop. With
Paule-Mandel and REML it is the tolerance of the other side's search; rows where statsmodels'
DerSimonian-Laird variance is below 0 are left out of it.

{"".join(f"{note}{chr(10) * 2}" for note in notes)}## From the claims to the results

`landreform.contested.multiverse.run.run_multiverse`, with encoding, bridges, floors and lineages, against one
`combine_effects` with summary for each specification, which gets its encoded claims for nothing. statsmodels has no
REML, linear pool or quantile average: in the second row Paule-Mandel stands in for REML, which is iterative as well,
and DerSimonian-Laird, its cheapest call, for the two pools.

{table(["rules", "specifications", "time", "a second", "loop, a second", "ratio"], wholes)}

Promised: at least {PROMISED_RATIO} times, for the quantities that statsmodels computes as well (the first table and
the first row here). The second row compares unlike things and is given for completeness.

## How the cost grows

{table(["specifications", "claims", "time", "each"], by_size)}

Exponent in the number of specifications: {size_exponent:.2f} over all, {late:.2f} over the last power of
ten (1 is linear; below it, the fixed cost of a run is spread over more).

{table(["specifications", "claims", "time", "each"], by_claims)}

Exponent in the number of claims: {claim_exponent:.2f} over all.

## Memory

{memory["specifications"]:,} specifications of 20 claims, in a process of its own: peak
{memory["peak"]:,.0f} MiB, of which {memory["before"]:,.0f} MiB were there before, for the interpreter and its packages.
Promised: under {PROMISED_MEBIBYTES:,} MiB for a million.

{earlier_text(3 if chosen.quick else 7, rounds)}"""
    print(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
