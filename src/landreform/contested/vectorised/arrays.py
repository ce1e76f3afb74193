"""Solve thousands of small equations side by side, without a loop over them.

Input and output are arrays. Shared by `landreform.contested.vectorised.random_effects` and
`landreform.contested.vectorised.mixture`. Arrays have one row a specification and one column a claim outside, and
claims down, specifications across inside, so that every step runs along contiguous memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

Array = np.ndarray
Pair = tuple[Array, Array]

#: Claims × specifications worked on at a time: a handful of such arrays stay in a core's own cache.
BLOCK = 32_000
#: The search for a root ends when a Newton step is this small relative to the root and its scale. The error
#: left is about the square of the step.
TOLERANCE = 1e-7
#: A halved bracket leaves an error as large as itself, so it has to be this much smaller.
HALVING = 1e4
#: Steps after which a search is given up; halving every other time needs fewer than 120.
STEPS = 150


def validate(y: ArrayLike, v: ArrayLike, present: ArrayLike | None) -> tuple[Array, Array, Array]:
    """Check centres, spreads and presence of the claims, and return them as arrays of one shape.

    Parameters
    ----------
    y, v : array, shape (S, k)
        Centres of the claims, and their variances or standard deviations, above 0.
    present : array of bool, shape (S, k), optional
        Which claims enter each specification; the others are not looked at. Default: all.

    Returns
    -------
    y, v, present : arrays, shape (S, k)
        Where there is no claim at all, one that is absent everywhere.

    Raises
    ------
    ValueError
        If shapes differ, or a present claim has no finite centre or no finite spread above 0.

    Examples
    --------
    >>> validate([[8.0, 9.0]], [[0.5, 0.5]], None)[2].tolist()
    [[True, True]]
    """
    y, v = np.asarray(y, float), np.asarray(v, float)
    present = np.ones(y.shape, bool) if present is None else np.asarray(present, bool)
    if y.ndim != 2 or not y.shape == v.shape == present.shape:
        raise ValueError(
            f"Expected arrays of one shape (specifications, claims); got {y.shape}, {v.shape}, {present.shape}."
        )
    sound = np.isfinite(y) & (v > 0) & np.isfinite(v)
    if not (sound | ~present).all():
        row, column = np.argwhere(present & ~sound)[0]
        raise ValueError(
            f"Specification {row}, claim {column}: centre {y[row, column]} and spread {v[row, column]}; "
            "expected a finite centre and a finite spread above 0."
        )
    if not y.shape[1]:  # one claim that is absent everywhere, so that nothing below has to ask
        return np.zeros((len(y), 1)), np.ones((len(y), 1)), np.zeros((len(y), 1), bool)
    return y, v, present


def blocks(rows: int, claims: int) -> Iterator[slice]:
    """Cut the specifications into blocks that fit the cache.

    Parameters
    ----------
    rows, claims : int
        Number of specifications, and of claims in each.

    Yields
    ------
    slice
        Of the specifications.

    Examples
    --------
    >>> list(blocks(1_000, 64))
    [slice(0, 500, None), slice(500, 1000, None)]
    """
    for start in range(0, rows, _block_length(claims)):
        yield slice(start, start + _block_length(claims))


def _block_length(claims: int) -> int:
    """Return how many specifications of so many claims are worked on at a time."""
    return max(64, BLOCK // max(claims, 1))


class Workspace:
    """Memory for the products of one block, fetched once: to fetch it for each costs more than a product.

    Parameters
    ----------
    count : int
        Number of places, each for one array.
    rows, claims : int
        As in `blocks`.
    """

    def __init__(self, count: int, rows: int, claims: int) -> None:
        self._memory = np.empty((count, claims * min(rows, _block_length(claims))))

    def __call__(self, place: int, like: Array) -> Array:
        """Return an array of the shape of another; it holds what was last written to its place."""
        return self._memory[place, : like.size].reshape(like.shape)


def fill(out: Array, values: Array, here: Array, blank: float) -> Array:
    """Write values to an array where they are present, and a blank elsewhere."""
    out[:] = blank
    np.copyto(out, values, where=here)
    return out


def column_dot(a: Array, b: Array) -> Array:
    """Sum the products of two arrays down each column, without an array of the products."""
    return np.asarray(np.einsum("ij,ij->j", a, b))


def find_roots(
    function: Callable[..., Pair], data: tuple[Array, ...], low: Array, high: Array, start: Array, scale: Array
) -> Pair:
    """Find where a function falls through 0, by Newton steps that a bracket keeps in place.

    Parameters
    ----------
    function : callable
        ``function(x, *data)`` returns value and slope; the value is positive left of the root.
    data : tuple of array
        What else the function takes; the last axis of each is that of `x`.
    low, high, start, scale : array, shape (S,)
        Bracket of each root, first place to try, and the unit in which a step near 0 is judged.

    Returns
    -------
    roots, found : arrays of float and of bool, shape (S,)
        The roots, and whether each was found within `STEPS` steps.

    Notes
    -----
    A step that would leave the bracket, that is no number, or that is more than half as long as the Newton step
    before is replaced by halving the bracket: in the far tail of a density such steps are small and all alike, and
    lead nowhere. So the bracket halves at least every other time. What is done stays put, and leaves the arrays once
    most are, lest a few slow ones hold up all.

    Examples
    --------
    >>> low, high, start = (np.array([place]) for place in (0.0, 2.0, 1.0))
    >>> root, found = find_roots(lambda x: (2.0 - x**2, -2.0 * x), (), low, high, start, np.array([1.0]))
    >>> round(root.item(), 9), found.item()
    (1.414213562, True)
    """
    answer: Array = np.array(start, float)
    done: Array = np.zeros(answer.shape, bool)
    column, x, busy = np.arange(answer.size), answer, ~done
    before, scale = np.full(x.shape, np.inf), np.broadcast_to(scale, x.shape)
    for _ in range(STEPS):
        value, slope = function(x, *data)
        left = value > 0
        low, high = np.where(left, x, low), np.where(left, high, x)
        new = x - value / slope
        length = np.abs(new - x)
        good = (new >= low) & (new <= high) & (2 * length <= before)
        new = np.where(good, new, (low + high) / 2)
        before = np.where(good, length, np.inf)
        # False for NaN, where there is nothing to be found.
        far = np.where(good, length, HALVING * (high - low)) > TOLERANCE * (np.abs(x) + scale)
        x = np.where(busy, new, x)
        busy = busy & far
        answer[column], done[column] = x, ~busy
        left_over = np.count_nonzero(busy)
        if left_over == 0:
            break
        if left_over < 0.6 * busy.size:
            column, x, low, high, before, scale = (a[busy] for a in (column, x, low, high, before, scale))
            data = tuple(a[..., busy] for a in data)
            busy = np.ones(left_over, bool)
    return answer, done
