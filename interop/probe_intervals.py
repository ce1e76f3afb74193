"""Have meta-analysis packages pool the same thirteen trials, and see which quantile stands behind each interval."""

import importlib.metadata
import json
import math
import sys
import warnings
from pathlib import Path

import meta_analyze
import numpy as np
import pimeta
from pymare import Dataset, estimators
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

warnings.simplefilter("ignore")
inputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["studies"]
y, v = np.array(inputs["effects"]), np.array(inputs["variances"])
k = len(y)
se, hk = inputs["pool"]["se"], inputs["pool"]["hk_se"]
rows = []


def quantile(half, errors):
    """Name the distribution, and the standard error, that make this half width: the nearest, if it is near enough."""
    points = {"normal": stats.norm.ppf(0.975)} | {f"t, k − {d}": stats.t.ppf(0.975, k - d) for d in (1, 2, 3)}
    known = {name + words: point * error for name, point in points.items() for words, error in errors.items()}
    best = min(known, key=lambda name: abs(half / known[name] - 1))
    return best if math.isclose(half, known[best], rel_tol=2e-3) else "other"


def add(package, how, low, high, predicted=None, own=(se, hk)):
    low, high = float(np.ravel(low)[0]), float(np.ravel(high)[0])
    half = (high - low) / 2
    errors = dict(zip(("", " on the error of Hartung and Knapp"), own, strict=True))
    named = quantile(half, errors)
    row = {
        "tool": package,
        "version": importlib.metadata.version(package),
        "how": how,
        "low": low,
        "high": high,
        "interval": named,
    }
    if predicted is not None:
        low, high = (float(np.ravel(end)[0]) for end in predicted)
        tau2 = inputs["pool"]["tau2"]
        spread = {words: math.sqrt(tau2 + error**2) for words, error in errors.items()}
        half = (high - low) / 2
        row |= {
            "prediction_low": low,
            "prediction_high": high,
            "prediction": quantile(half, spread).partition(" on ")[0],
        }
    rows.append(row)


for use_t in (False, True):
    # it has no REML; with DerSimonian and Laird the two standard errors differ, with Paule and Mandel they are one
    found = combine_effects(y, v, method_re="chi2", use_t=use_t)
    own = (found.sd_eff_w_re, found.sd_eff_w_re_hksj)
    _, between, _, scaled = found.conf_int()
    add("statsmodels", f"combine_effects(use_t={use_t}), row 'random effect' (DL)", *between, own=own)
    add("statsmodels", f"combine_effects(use_t={use_t}), row 'random effect wls' (DL)", *scaled, own=own)
summary = estimators.VarianceBasedLikelihoodEstimator(method="REML").fit_dataset(Dataset(y=y, v=v)).summary()
fixed = summary.get_fe_stats()
add("pymare", "VarianceBasedLikelihoodEstimator('REML')", fixed["ci_l"], fixed["ci_u"])
for method in ("normal", "hartung_knapp"):
    found = meta_analyze.meta_analysis(effect=y, variance=v, tau2_method="REML", ci_method=method)
    add("pymetaanalysis", f"meta_analysis(ci_method='{method}')", *found.ci, found.prediction_interval)
for test in ("z", "t", "knha"):
    found = pimeta.rma(y, v, test=test)
    there = found.predict()
    add("pimeta", f"rma(test='{test}')", found.ci_lb, found.ci_ub, (there.pi_lb, there.pi_ub))
for asked in ("classic", "HK"):
    found = pimeta.metagen(y, np.sqrt(v), method_random_ci=asked, prediction=True)
    add(
        "pimeta",
        f"metagen(method_random_ci='{asked}')",
        found.lower_random,
        found.upper_random,
        (found.lower_predict, found.upper_predict),
    )
json.dump(rows, sys.stdout, ensure_ascii=False)
