"""Pool the claims in every way that somebody could defend, to see which of our own choices matter.

Input are claims and the choices with their options; output are the results of all combinations. Every combination of
the options in `landreform.contested.multiverse.options` is one specification. Many of them ask for the same
computation: an option about bare numbers changes nothing where none enters, and two readings of lineages may give the
same voices. Each computation is made once, in a table that every pooling rule goes through as a whole. What comes out
describes the claims and our handling of them; no share of specifications is a probability of anything.
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
from landreform.contested.multiverse.options import AXES, ENCODINGS, MARKS, RULES, Choice, restrict_choices
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder, require_tolls
from landreform.contested.vectorised import random_effects
from landreform.contested.vectorised.arrays import column_dot
from landreform.contested.vectorised.mixture import mixture_quantile

#: What is computed for every specification.
RESULTS = ("estimate", "low", "high", "pi_low", "pi_high", "spread", "tau2", "units")
# Into how many parts the table is cut that are pooled one after the other, so that what is worked on stays small beside
# what is kept. Each has at least so many rows, lest a part cost more than its rows, and at most so many, so that memory
# is bounded whatever the number of specifications.
PARTS, FEW, ROWS = 3, 256, 1_024
# Decimals of a natural logarithm to which two encodings have to agree for their pools to be computed once.
SAME = 11
OPINIONS = ("linear", "quantile")  # the rules that pool distributions, claim by claim
#: The rules that lack a result: no interval for what is no estimate, no prediction without a variance between units.
_NO_INTERVAL = {*OPINIONS, "logarithmic"}
_NO_VARIANCE = {*_NO_INTERVAL, "fixed"}
LACKING = {"low": _NO_INTERVAL, "high": _NO_INTERVAL, **dict.fromkeys(("pi_low", "pi_high", "tau2"), _NO_VARIANCE)}
PRINTED = ["low", "point", "high"]  # with the outcome, what makes a claim a copy of another


@dataclass(frozen=True)
class Multiverse:
    """Results of all specifications, one axis a choice.

    Specifications that ask for the same computation share its results: these are held once, and laid out over the axes
    whenever they are asked for.

    Attributes
    ----------
    choices : tuple of Choice
        In the order of the axes.
    level : float
        Confidence of the intervals.
    computed : mapping of str to array
        What was computed, by name of the result: one row a computation, one column for each rule that has the result,
        in the order of the rules. The number of units has one column, since it is the same under every rule.
    place : array of int
        Which computation answers each combination of the choices other than the rule; one axis for each of these.
    """

    choices: tuple[Choice, ...]
    level: float
    computed: Mapping[str, np.ndarray]
    place: np.ndarray

    @property
    def estimate(self) -> np.ndarray:
        """Return the centre, natural logarithm of persons.

        The mean of the random-effects and fixed-effect rules, the median of a pool of opinions.
        """
        return self.result("estimate")

    @property
    def low(self) -> np.ndarray:
        """Return the lower end of the confidence interval of the centre.

        For REML, PM and DL that of Hartung, Knapp, Sidik and Jonkman with max(1, q), for ``fixed`` the normal one. NaN
        for the pools of opinions, which estimate nothing.
        """
        return self.result("low")

    @property
    def high(self) -> np.ndarray:
        """Return the upper end of the confidence interval of the centre; see `low`."""
        return self.result("high")

    @property
    def pi_low(self) -> np.ndarray:
        """Return the lower end of the prediction interval, NaN unless the rule has one and three units entered."""
        return self.result("pi_low")

    @property
    def pi_high(self) -> np.ndarray:
        """Return the upper end of the prediction interval; see `pi_low`."""
        return self.result("pi_high")

    @property
    def spread(self) -> np.ndarray:
        """Return the standard deviation, in natural logarithms, of one more claim as the rule sees it.

        It is sqrt(tau2 + se²), or that of the pool.
        """
        return self.result("spread")

    @property
    def tau2(self) -> np.ndarray:
        """Return the variance between the units; NaN where the rule has none."""
        return self.result("tau2")

    @property
    def units(self) -> np.ndarray:
        """Return the number of voices that entered, as float.

        Fewer than two are no pool, but an empty cell: all other results are then NaN.
        """
        return self.result("units")

    @cached_property
    def defined(self) -> np.ndarray:
        """Return which specifications are pools at all, bool, one axis a choice."""
        return np.asarray(np.isfinite(self.computed["estimate"])[self.place])

    def result(self, name: str) -> np.ndarray:
        """Lay one of the results out over the choices.

        Parameters
        ----------
        name : str
            One of `RESULTS`.

        Returns
        -------
        array
            One axis a choice, NaN under the rules that have no such result; made anew at every call.
        """
        found, rules = self.computed[name], self.choices[-1].values
        every = np.full((len(found), len(rules)), np.nan)
        every[:, _having(name, rules)] = found
        return np.asarray(every[self.place])

    def restrict(self, marks: Collection[str] = MARKS, keep: Mapping[str, Collection[str]] | None = None) -> Multiverse:
        """Return the part in which only some options are admitted, as `restrict_choices` has it."""
        left = restrict_choices(self.choices, marks, keep)
        *places, rules = (
            [choice.labels.index(label) for label in narrow.labels]
            for choice, narrow in zip(self.choices, left, strict=True)
        )
        computed = dict(self.computed)
        for name in set(RESULTS) - {"units"}:
            having = _having(name, self.choices[-1].values)
            computed[name] = computed[name][:, [having.index(rule) for rule in rules if rule in having]]
        return Multiverse(left, self.level, computed, self.place[np.ix_(*places)])


def _having(name: str, rules: Sequence[str]) -> list[int]:
    """Return the places of the rules that have a result."""
    return [place for place, rule in enumerate(rules) if rule not in LACKING.get(name, ())]


def run_multiverse(
    claims: pd.DataFrame, choices: Iterable[Choice], level: float = 0.95, order: OutcomeOrder = DEFAULT_ORDER
) -> Multiverse:
    """Compute the results of every specification.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`. One-sided claims enter no pool.
    choices : iterable of Choice
        One for each of `landreform.contested.multiverse.options.AXES`, in any order.
    level : float
        Confidence of the intervals.
    order : OutcomeOrder
        The outcomes that are tolls, by default those of the book.

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
    A reading of lineages gives each voice one say: in random effects and under ``fixed`` and ``logarithmic`` a voice is
    one unit, whose centre and variance are those of the equal mixture of its claims; in the linear pool and the
    quantile average its claims share the weight 1. A claim that repeats another of its voice to the number (same
    outcome, low, point and high) shares that claim's part, so that a copy changes nothing; the plain 1/size of
    `landreform.contested.lineage.weights` lets a copy add weight to its number within the lineage.

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
    ((1, 1, 3, 3, 4, 1, 1, 5), 3)
    """
    require_tolls(claims, "the multiverse", order)
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
    y, s, usable = encode_options(claims, choices)
    plan = _Plan(claims, y, s, usable, sets, values["lineage"])
    columns = {name: _having(name, values["rule"]) for name in RESULTS} | {"units": [0]}
    computed = {name: np.empty((plan.rows, len(having))) for name, having in columns.items()}
    for part, counted in plan.blocks():
        for r, within, found in _pools(values["rule"], counted, level):
            for name, having in columns.items():
                if r in having:
                    computed[name][part][within, having.index(r)] = found[name]
    shape = tuple(len(choice.options) for choice in choices[:-1])
    return Multiverse(choices, level, computed, plan.row.reshape(shape))


def _validate_choices(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return the choices in the order of the axes, or raise if one is missing or has no meaning."""
    choices = tuple(choices)
    if sorted(choice.name for choice in choices) != sorted(AXES):
        raise ValueError(f"Every choice is needed once: {', '.join(AXES)}.")
    choices = tuple(sorted(choices, key=lambda choice: AXES.index(choice.name)))
    sound = {
        "bridge": lambda factors: all(factor > 0 for factor in factors.values()),
        "floor": lambda floor: floor >= 0,
        "width": lambda width: width > 1,
        "encoding": ENCODINGS.__contains__,
        "lineage": lambda reading: isinstance(reading, Mapping),
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
    Bridge first, then the floor, then the width of bare points. A floor cuts a published range and leaves out a claim
    none of whose numbers reaches it; the width given to a bare number is ours, and so it is neither cut nor held
    against the claim. The centre and spread of a range are those of `landreform.contested.encoding.encode`; for
    ``two_piece`` the mean and standard deviation of its density (Wallis 2014, eqs 3 and 4).

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

    low, point, high = np.log(claims[PRINTED].to_numpy(float, na_value=np.nan)).T
    bare = (np.isnan(low) & np.isnan(high)) | (low == high)
    value = np.where(np.isnan(point), low, point)
    factors = [[bridge.get(outcome, np.nan) for outcome in claims["outcome"]] for bridge in bridges]
    shift = along(0, np.log(factors), last=len(claims))
    wider = along(2, np.log(widths)) * bare  # in logs, as everything below
    first, last = np.where(bare, value, low) + shift, np.where(bare, value, high) + shift
    best = np.where(bare, value, point) + shift
    floor = along(1, [np.log(persons) if persons > 0 else -np.inf for persons in floors])
    usable = np.isfinite(first) & np.where(bare, last >= floor, last > floor)
    cut = np.where(bare, -np.inf, floor)
    start, end, best = np.maximum(first, cut) - wider, last + wider, np.maximum(best, cut)

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


class _Plan:
    """Find which specifications ask for the same computation, and lay out what has to be computed.

    A computation is: some claims, how they are encoded, and which of them are one voice. Specifications that share all
    three share a row of the table of results.

    Attributes
    ----------
    rows : int
        Rows of the table.
    row : array of int, shape (specifications / rules,)
        The row of each combination of encoding, claim set and lineage, in the order of the axes.
    """

    def __init__(
        self,
        claims: pd.DataFrame,
        y: np.ndarray,
        s: np.ndarray,
        usable: np.ndarray,
        sets: Sequence[Collection[str]],
        readings: Sequence[Mapping[str, str]],
    ) -> None:
        self._y, self._s = y, s
        self._marks = _marks(y, s)
        names = claims["estimate"].tolist()
        member = np.array([[name in members for name in names] for members in sets])
        voices = [[reading.get(name, name) for name in names] for reading in readings]
        ends = claims[PRINTED].to_numpy(float, na_value=-np.inf).tolist()
        numbers = [[outcome, *row] for outcome, row in zip(claims["outcome"], ends, strict=True)]
        # Claims by the number that they print, so that the copies of one number in a voice stand together; a missing
        # number sorts first.
        self._sorted = sorted(range(len(names)), key=lambda place: (numbers[place], names[place]))
        self._numbers = numbers
        found = np.empty((len(y), len(sets), len(readings)), dtype=np.intp)
        _, first, pattern = np.unique(usable @ _odd(len(names)), return_index=True, return_inverse=True)
        patterns, pattern = usable[first], pattern.reshape(-1)
        asked: dict[tuple[tuple[int, ...], tuple[int, ...]], list[tuple[np.ndarray, int, int]]] = {}
        for number, here in enumerate(patterns):
            encoded = np.flatnonzero(pattern == number)
            for place, chosen in enumerate(member):
                active = tuple(claim for claim in self._sorted if here[claim] and chosen[claim])
                for reading, voice in enumerate(voices):
                    asked.setdefault((active, _partition(voice, active)), []).append((encoded, place, reading))
        self._jobs: list[tuple[int, np.ndarray, tuple[int, ...], tuple[int, ...]]] = []
        self.rows = 0
        # Few claims beside few, so that hardly a table has room for more claims than it holds.
        for (active, partition), places in sorted(asked.items(), key=lambda job: len(job[0][0])):
            encoded = np.unique(np.concatenate([rows for rows, _, _ in places]))
            distinct, back = self._distinct(encoded, active)
            for rows, place, reading in places:
                found[rows, place, reading] = self.rows + back[np.searchsorted(encoded, rows)]
            self._jobs.append((self.rows, distinct, active, partition))
            self.rows += len(distinct)
        self.row = found.reshape(-1)
        del self._marks  # they told the rows apart, and take as much room as what they mark

    def _distinct(self, encoded: np.ndarray, active: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return the first of the rows that encode these claims alike, and for each row its place among them."""
        marks = self._marks[:, active][encoded].sum(1)
        _, first, back = np.unique(marks, return_index=True, return_inverse=True)
        return encoded[first], back.reshape(-1)

    def blocks(self) -> Iterator[tuple[slice, list[np.ndarray]]]:
        """Yield parts of the table, each with its units as `_pools` takes them."""
        waiting: list[tuple[np.ndarray, ...]] = []
        start = end = 0
        most = min(ROWS, max(FEW, -(-self.rows // PARTS)))
        for first, encoded, active, partition in self._jobs:
            while end < first + len(encoded):
                rows = encoded[end - first :][: start + most - end]
                waiting.append(self._units(rows, active, partition))
                end += len(rows)
                if end - start == most or end == self.rows:
                    yield slice(start, end), _side_by_side(waiting)
                    start = end

    def _units(self, rows: np.ndarray, active: tuple[int, ...], partition: tuple[int, ...]) -> tuple[np.ndarray, ...]:
        """Return units (centre, variance, presence) and claims (centre, sd, share of one voice), rows across."""
        y, s = (np.ascontiguousarray(table[rows][:, active].T) for table in (self._y, self._s))
        voice = np.array(partition, dtype=np.intp)
        copies: dict[tuple[object, ...], int] = {}
        keys = [(lineage, *self._numbers[claim]) for lineage, claim in zip(partition, active, strict=True)]
        for key in keys:
            copies[key] = copies.get(key, 0) + 1
        share = np.array([1 / copies[key] for key in keys])
        sums = np.bincount(voice, share)
        share = share / sums[voice] if len(voice) else share
        weigh = np.zeros((len(sums), len(active)))
        weigh[voice, np.arange(len(active))] = share
        centre = weigh @ y
        variance = weigh @ (s**2 + (y - centre[voice]) ** 2)
        present = np.ones(centre.shape, bool)
        return centre, variance, present, y, s, np.broadcast_to(share[:, None], y.shape)


def _odd(count: int) -> np.ndarray:
    """Return odd 64-bit factors, always the same ones, so that sums of their multiples tell rows apart."""
    return np.random.default_rng(20_241).integers(2**63, size=count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def _marks(y: np.ndarray, s: np.ndarray) -> np.ndarray:
    """Return a 64-bit mark of every encoded claim; rows encode some claims alike if the sums of their marks agree.

    That two different rows agree by chance is less likely than one in a billion for a million rows.
    """
    parts = [np.rint(x * 10.0**SAME).astype(np.int64).astype(np.uint64) for x in (y, s)]
    factors = _odd(2 * y.shape[1]).reshape(2, -1)
    return np.asarray(parts[0] * factors[0] + parts[1] * factors[1])


def _partition(voice: Sequence[str], active: tuple[int, ...]) -> tuple[int, ...]:
    """Number the voices of some claims in the order in which they appear, so that names play no part."""
    seen: dict[str, int] = {}
    return tuple(seen.setdefault(voice[claim], len(seen)) for claim in active)


def _side_by_side(parts: list[tuple[np.ndarray, ...]]) -> list[np.ndarray]:
    """Lay units and claims of several computations side by side, blanks below where one has fewer than another.

    The list is emptied: whoever pools what is returned must not pay for the parts as well.
    """
    joined = []
    kinds = list(zip(*parts, strict=True))
    parts.clear()
    for blank in (0.0, 1.0, False, 0.0, 1.0, 0.0):
        arrays = kinds.pop(0)
        depth, width = max(1, *(len(array) for array in arrays)), sum(array.shape[1] for array in arrays)
        table, at = np.full((depth, width), blank), 0
        for array in arrays:
            table[: len(array), at : at + array.shape[1]] = array
            at += array.shape[1]
        joined.append(table)
    return joined


def _pools(
    rules: Sequence[str], counted: list[np.ndarray], level: float
) -> Iterator[tuple[int, slice, dict[str, np.ndarray]]]:
    """Pool one part of the table under each rule; rows with fewer than two units give NaN.

    Parameters
    ----------
    rules : sequence of str
        Names of rules.
    counted : list of array
        From `_Plan.blocks`; emptied, so that each array is gone once no rule needs it.
    level : float
        Confidence of the intervals.

    Yields
    ------
    int, slice, dict of str to array
        Place of the rule, rows within the part, and their results by name. Opinions come first.
    """
    unit, variance, present, y, s, share = counted
    counted.clear()
    units = present.sum(0)
    enough = units > 1
    share *= np.where(enough, 1 / np.fmax(units, 1), 0.0)
    mean = column_dot(share, y)
    for r, rule in enumerate(rules):
        if rule in OPINIONS:
            if rule == "linear":
                centre = mixture_quantile(y.T, s.T, share.T, 0.5)
                spread = np.sqrt(column_dot(share, s**2 + (y - mean) ** 2))
            else:
                centre, spread = mean, column_dot(share, s)
            found = {"estimate": centre, "spread": spread}
            yield r, slice(None), {n: np.where(enough, a, np.nan) for n, a in found.items()} | {"units": units}
    del y, s, share
    methods = ["fixed" if rule == "logarithmic" else rule for rule in rules]
    wanted = [method for method in dict.fromkeys(methods) if method not in OPINIONS]
    for part, method, fit in random_effects.fit_parts(unit.T, variance.T, wanted, present.T, level):
        if not fit["converged"].all():
            raise ArithmeticError(f"{method} did not converge in every specification.")
        for r, rule in enumerate(rules):
            if methods[r] == method:
                yield r, part, _fitted(rule, fit) | {"units": units[part]}


def _fitted(rule: str, fit: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the results of a rule that has units with a variance."""
    result = {"estimate": fit["mu"], "spread": np.sqrt(fit["tau2"] + fit["se"] ** 2)}
    if rule == "logarithmic":
        result["spread"] = fit["se"] * np.sqrt(fit["k"])
    elif rule == "fixed":
        result |= {"low": fit["ci_low"], "high": fit["ci_high"]}
    else:
        result |= {"low": fit["hk_adhoc_low"], "high": fit["hk_adhoc_high"]}
        result |= {name: fit[name] for name in ("tau2", "pi_low", "pi_high")}
    return result
