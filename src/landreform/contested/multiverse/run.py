"""Pool the claims in every way that somebody could defend, to see which of our own choices matter.

Input are claims and the choices with their options; output are the results of all combinations. Every combination of
the options in `landreform.contested.multiverse.options` is one specification. All of them are computed as arrays: the
encoded claims of a block of specifications stand in one table, and each pooling rule runs once over the table. What
comes out describes the claims and our handling of them; no share of specifications is a probability of anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from landreform.contested.claims import form
from landreform.contested.encoding import half_width_in_sd
from landreform.contested.errors import Fault, InputError
from landreform.contested.multiverse.options import AXES, ENCODINGS, MARKS, RULES, WEIGHTS, Choice, restrict_choices
from landreform.contested.outcomes import require_tolls
from landreform.contested.vectorised import random_effects
from landreform.contested.vectorised.arrays import column_dot
from landreform.contested.vectorised.mixture import mixture_quantile

#: What is computed for every specification.
RESULTS = ("estimate", "low", "high", "pi_low", "pi_high", "spread", "tau2", "units")
# Rows of the table that is encoded at a time; bounds the memory whatever the number of specifications.
ROWS = 8_192
OPINIONS = ("linear", "quantile")  # the rules that pool distributions, claim by claim
PRINTED = ["outcome", "low", "point", "high"]  # what makes a claim a copy of another


@dataclass(frozen=True)
class Multiverse:
    """Results of all specifications, one axis a choice.

    Attributes
    ----------
    choices : tuple of Choice
        In the order of the axes.
    level : float
        Confidence of the intervals.
    estimate : array
        Centre, natural logarithm of persons: the mean of the random-effects and fixed-effect rules, the
        median of a pool of opinions.
    low, high : array
        Confidence interval of the centre: for REML, PM and DL that of Hartung, Knapp, Sidik and Jonkman with
        max(1, q), for ``fixed`` the normal one. NaN for the pools of opinions, which estimate nothing.
    pi_low, pi_high : array
        Prediction interval where the rule has one and three units entered; else NaN.
    spread : array
        Standard deviation, in natural logarithms, of one more claim as the rule sees it: sqrt(tau2 + se²),
        or that of the pool.
    tau2 : array
        Variance between the units; NaN where the rule has none.
    units : array of float
        Claims or lineages that entered. Fewer than two are no pool: all other results are then NaN.
    """

    choices: tuple[Choice, ...]
    level: float
    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    pi_low: np.ndarray
    pi_high: np.ndarray
    spread: np.ndarray
    tau2: np.ndarray
    units: np.ndarray

    @cached_property
    def defined(self) -> np.ndarray:
        """Return which specifications are pools at all, bool, one axis a choice."""
        return np.asarray(np.isfinite(self.estimate))

    def restrict(self, marks: Collection[str] = MARKS, keep: Mapping[str, Collection[str]] | None = None) -> Multiverse:
        """Return the part in which only some options are admitted, as `restrict_choices` has it."""
        left = restrict_choices(self.choices, marks, keep)
        places = [
            [choice.labels.index(label) for label in narrow.labels]
            for choice, narrow in zip(self.choices, left, strict=True)
        ]
        part = {name: getattr(self, name)[np.ix_(*places)] for name in RESULTS}
        return Multiverse(left, self.level, **part)


def run_multiverse(claims: pd.DataFrame, choices: Iterable[Choice], level: float = 0.95) -> Multiverse:
    """Compute the results of every specification.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`. One-sided claims enter no pool.
    choices : iterable of Choice
        One for each of `landreform.contested.multiverse.options.AXES`, in any order.
    level : float
        Confidence of the intervals.

    Returns
    -------
    Multiverse
        Axes in the order of `landreform.contested.multiverse.options.AXES`.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    InputError
        If no claim has two ends or a point.
    ValueError
        If a choice is missing or given twice, an option's value is not understood, a claim set names a claim
        that is not there, or two claims have one name.

    Notes
    -----
    The weights ``lineage`` give each lineage one voice: in random effects and under ``fixed`` and
    ``logarithmic`` a lineage is one unit, whose centre and variance are those of the equal mixture of its
    claims; in the linear pool and the quantile average its claims share the weight 1. A claim that repeats
    another of its lineage to the number (same outcome, low, point and high) shares that claim's part, so
    that a copy changes nothing; the plain 1/size of `landreform.contested.lineage.weights` lets a copy add weight to
    its number within the lineage.

    Every claim enters as a normal distribution on the log scale. With ``two_piece`` that is the one with the
    mean and standard deviation of the two-piece density; `landreform.contested.opinion_pools` pools the densities
    themselves.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [3e3, None, 5e4],
    ...     "point": [5e3, 5e4, None], "high": [15e3, None, 1e5], "outcome": ["executed"] * 3,
    ...     "lineage": ["a", "b", "c"]})
    >>> multiverse = run_multiverse(claims, default_choices(claims))
    >>> multiverse.estimate.shape, int(multiverse.units.max())
    ((5, 1, 3, 3, 4, 6, 2, 6), 3)
    """
    require_tolls(claims, "the multiverse")
    choices = _validate_choices(choices)
    values = {choice.name: choice.values for choice in choices}
    names, sets = set(claims["estimate"]), [set(members) for members in values["claim_set"]]
    if unknown := set().union(*sets) - names:
        raise ValueError(f"Claim sets name claims that are not there: {', '.join(sorted(unknown))}.")
    if len(names) < len(claims):
        raise ValueError("Each claim needs a name of its own in the column estimate.")
    claims = claims[form(claims).isin(["range", "point"])]
    if claims.empty:
        expected = "at least one claim with two ends or a point"
        raise InputError(Fault("claims", None, None, "no claim that has a density", expected))
    # The claims of a lineage side by side, the copies of a number together; a missing number sorts first.
    keys = claims[["lineage", *PRINTED, "estimate"]].astype(object).fillna(-np.inf).to_numpy().tolist()
    claims = claims.iloc[sorted(range(len(claims)), key=keys.__getitem__)]
    y, s, usable = (array.T for array in encode_options(claims, choices))
    member = np.array([[name in members for members in sets] for name in claims["estimate"]])
    counting = _Units(claims)
    weights, rules = values["weights"], values["rule"]
    count = y.shape[1]
    out = {name: np.empty((count, len(sets), len(weights), len(rules))) for name in RESULTS}
    step = max(1, ROWS // len(sets))
    for start in range(0, count, step):
        part = slice(start, start + step)
        pool = (usable[:, part, None] & member[:, None, :]).reshape(len(claims), -1)
        block, spread = (np.repeat(array[:, part], len(sets), axis=1) for array in (y, s))
        for j, weight in enumerate(weights):
            units = counting.units(block, spread, pool, weight)
            for r, found in enumerate(_pools(rules, units, level)):
                for name, result in found.items():
                    out[name][part, :, j, r] = result.reshape(-1, len(sets))
    shape = tuple(len(choice.options) for choice in choices)
    return Multiverse(choices, level, **{name: result.reshape(shape) for name, result in out.items()})


def _validate_choices(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the choices in the order of the axes, or raise if one is missing or has no meaning."""
    choices = tuple(choices)
    if sorted(choice.name for choice in choices) != sorted(AXES):
        raise ValueError(f"Every choice is needed once: {', '.join(AXES)}.")
    choices = tuple(sorted(choices, key=lambda choice: AXES.index(choice.name)))
    sound = {
        "bridge": lambda factors: all(factor > 0 for factor in factors.values()),
        "floor": lambda floor: floor[0] >= 0 and floor[1] in ("cut", "leave_out"),
        "width": lambda width: width > 1,
        "encoding": ENCODINGS.__contains__,
        "weights": WEIGHTS.__contains__,
        "rule": RULES.__contains__,
    }
    for choice in choices:
        for value in choice.values:
            if choice.name in sound and not sound[choice.name](value):
                raise ValueError(f"The choice {choice.name!r} has an option without meaning: {value!r}.")
    return choices


def encode_options(claims: pd.DataFrame, choices: tuple[Choice, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Encode each claim under every combination of bridge, floor, width, encoding and coverage.

    Parameters
    ----------
    claims : DataFrame
        Two-ended claims about tolls, k rows.
    choices : tuple of Choice
        In the order of `landreform.contested.multiverse.options.AXES`.

    Returns
    -------
    y, s : array, shape (D, k)
        Centre and standard deviation on the natural-log scale, the D combinations in the order of the axes.
    usable : array of bool, shape (D, k)
        Whether the claim can be used at all; `y` and `s` are 0 and 1 elsewhere.

    Notes
    -----
    Bridge first, then the width of bare points, then the floor; so a widened point is cut as a range is. The
    centre and spread of a range are those of `landreform.contested.encoding.encode`; for ``two_piece`` the mean and
    standard deviation of its density (Wallis 2014, eqs 3 and 4).

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [1e3], "point": [None], "high": [4e3],
    ...                        "outcome": ["executed"], "lineage": ["a"]})
    >>> y, s, usable = encode_options(claims, default_choices(claims))
    >>> round(float(np.exp(y[0, 0])))
    2000
    """
    bridges, floors, widths, encodings, coverages = (choice.values for choice in choices[:5])
    shape = [len(values) for values in (bridges, floors, widths, encodings, coverages)] + [len(claims)]

    def along(axis: int, values: ArrayLike, last: int = 1) -> np.ndarray:
        """Lay values along one of the five axes: arithmetic then combines every option with every other."""
        return np.reshape(np.asarray(values, float), [-1 if i == axis else 1 for i in range(5)] + [last])

    low, point, high = (np.log(claims[name].astype(float)).to_numpy() for name in ("low", "point", "high"))
    bare = (np.isnan(low) & np.isnan(high)) | (low == high)
    value = np.where(np.isnan(point), low, point)
    factors = [[bridge.get(outcome, np.nan) for outcome in claims["outcome"]] for bridge in bridges]
    shift = along(0, np.log(factors), last=len(claims))
    wider = along(2, np.log(widths)) * bare  # in logs, as everything below
    start, end = np.where(bare, value, low) - wider + shift, np.where(bare, value, high) + wider + shift
    best = np.where(bare, value, point) + shift

    floor = along(1, [np.log(persons) if persons > 0 else -np.inf for persons, _ in floors])
    leave = along(1, [how == "leave_out" for _, how in floors]) > 0
    usable = np.isfinite(start) & np.where(leave, start >= floor, end > floor)
    start, best = np.maximum(start, floor), np.maximum(best, floor)

    middle, half = (start + end) / 2, (end - start) / 2
    published = np.where(np.isnan(best), middle, best)
    z = along(4, [half_width_in_sd(coverage) for coverage in coverages])
    below, above = (published - start) / z, (end - published) / z
    skew = above - below
    centres = {"point": (published, half / z), "middle": (middle, half / z)}
    mean, variance = published + np.sqrt(2 / np.pi) * skew, (1 - 2 / np.pi) * skew**2 + below * above
    centres["two_piece"] = mean, np.sqrt(variance)
    full = [*shape[:3], 1, *shape[4:]]
    y, s = (
        np.concatenate([np.broadcast_to(centres[name][which], full) for name in encodings], axis=3) for which in (0, 1)
    )
    usable = np.broadcast_to(usable, shape).reshape(-1, len(claims))
    y, s = (np.where(usable, x.reshape(usable.shape), blank) for x, blank in ((y, 0.0), (s, 1.0)))
    return y, s, usable


class _Units:
    """Turn claims into the units that a pool counts: claims, or lineages with one voice each.

    Arrays have claims (or lineages) down and rows of the multiverse across. The claims come sorted, so that
    those of one lineage, and in it the copies of one number, stand together and are summed as slices.
    """

    def __init__(self, claims: pd.DataFrame) -> None:
        names, outcomes = claims["lineage"].to_numpy(), claims["outcome"].to_numpy()
        numbers = claims[["low", "point", "high"]].to_numpy(float)
        lineage = np.append(True, names[1:] != names[:-1])
        other = ~np.isclose(numbers[1:], numbers[:-1], rtol=0, atol=0, equal_nan=True).all(1)
        copy = np.append(True, other | (outcomes[1:] != outcomes[:-1])) | lineage
        self.lineage_starts, self.lineage = np.flatnonzero(lineage), np.cumsum(lineage) - 1
        self.copy_starts, self.copy = np.flatnonzero(copy), np.cumsum(copy) - 1

    def units(self, y: np.ndarray, s: np.ndarray, pool: np.ndarray, weight: str) -> tuple[np.ndarray, ...]:
        """Return units (centre, variance, presence), then claims (centre, sd, share of one voice)."""
        if weight == "claim":
            return y, s**2, pool, y, s, pool.astype(float)
        copies = np.add.reduceat(pool.astype(float), self.copy_starts)[self.copy]
        share = pool / np.fmax(copies, 1)
        voices = self._sum(share)
        share /= np.fmax(voices, 1)[self.lineage]
        centre = self._sum(share * y)
        variance = self._sum(share * (s**2 + (y - centre[self.lineage]) ** 2))
        return centre, variance, voices > 0, y, s, share

    def _sum(self, values: np.ndarray) -> np.ndarray:
        """Sum over the claims of each lineage."""
        return np.add.reduceat(values, self.lineage_starts)


def _pools(rules: Sequence[str], counted: tuple[np.ndarray, ...], level: float) -> Iterator[dict[str, np.ndarray]]:
    """Pool one block of rows, from `_Units.units`, under each rule; rows with fewer than two units give NaN."""
    unit, variance, present, y, s, share = counted
    units = present.sum(0)
    enough = units > 1
    methods = {rule: "fixed" if rule == "logarithmic" else rule for rule in rules if rule not in OPINIONS}
    fits = random_effects.fit_each(unit.T, variance.T, tuple(dict.fromkeys(methods.values())), present.T, level)
    share = share * np.where(enough, 1 / np.fmax(units, 1), 0.0)
    mean = column_dot(share, y)
    for rule in rules:
        result = dict.fromkeys(RESULTS, np.full(units.shape, np.nan))
        if rule == "linear":
            result["estimate"] = mixture_quantile(y.T, s.T, share.T, 0.5)
            result["spread"] = np.sqrt(column_dot(share, s**2 + (y - mean) ** 2))
        elif rule == "quantile":
            result |= {"estimate": mean, "spread": column_dot(share, s)}
        else:
            fit = fits[methods[rule]]
            if not fit.converged.all():
                raise ArithmeticError(f"{rule} did not converge in every specification.")
            result |= {"estimate": fit.mu, "spread": np.sqrt(fit.tau2 + fit.se**2)}
            if rule == "logarithmic":
                result["spread"] = fit.se * np.sqrt(units)
            elif rule == "fixed":
                result |= {"low": fit.ci_low, "high": fit.ci_high}
            else:
                result |= {"low": fit.hk_adhoc_low, "high": fit.hk_adhoc_high, "tau2": fit.tau2}
                result |= {"pi_low": fit.pi_low, "pi_high": fit.pi_high}
        result = {name: np.where(enough, values, np.nan) for name, values in result.items()}
        yield result | {"units": units.astype(float)}
