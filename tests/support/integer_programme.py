"""A second way to the greatest consistent sets: an integer programme, with none of the theory behind the first."""

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from landreform.contested.claims import ends
from landreform.contested.collisions import folds
from landreform.contested.consistency import TIE
from landreform.contested.outcomes import DEFAULT_ORDER


def reconcilable(claims, stretch=1.0, order=DEFAULT_ORDER):
    """Return for each claim the size of the largest set that can be true with it, and of the largest without it.

    Claims can be true together if no two of them collide: this is the largest independent set of the graph of
    collisions, solved exactly (HiGHS). A claim belongs to every largest set if ``with_it`` exceeds ``without_it``, and
    to none if it falls short.
    """
    low, high, outcome = ends(claims, "a test", order)
    n, fold = len(claims), folds(low, high, outcome, order)
    fold = np.triu(np.maximum(fold, fold.T), k=1)
    i, j = np.nonzero(fold > stretch**2 * (1 + TIE))
    edges = np.zeros((len(i), n))
    edges[np.arange(len(i)), i] = edges[np.arange(len(i)), j] = 1.0

    def largest(fixed, value):
        lower, upper = np.zeros(n), np.ones(n)
        lower[fixed] = upper[fixed] = value
        rules = [LinearConstraint(edges, ub=1.0)] if len(edges) else []
        answer = milp(-np.ones(n), integrality=np.ones(n), bounds=Bounds(lower, upper), constraints=rules)
        return round(-float(answer.fun))

    sizes = [(largest(k, 1.0), largest(k, 0.0)) for k in range(n)]
    table = pd.DataFrame(sizes, columns=["with_it", "without_it"], dtype=int)
    table.insert(0, "estimate", claims["estimate"].to_numpy())
    return table
