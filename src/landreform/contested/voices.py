"""Give each lineage one voice, however often its number was repeated.

The input is a frame of encoded claims with their lineages, the output one centre and one spread for each lineage.
Whoever repeats a number adds no evidence to it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def voices(encoded: pd.DataFrame) -> pd.DataFrame:
    """Reduce each lineage to one voice, however often its number was repeated.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode`; ``lineage, low, point, high, centre, sd`` are used.

    Returns
    -------
    DataFrame
        One row a lineage, in the order of first mention: ``estimate`` and ``lineage`` (its name), ``claims`` (number),
        ``centre`` and ``sd`` (natural logarithms of persons): mean and standard deviation of the equal mixture of its
        different claims. Claims of one range and one point count once in it.

    Notes
    -----
    The same units as those of ``weights = lineage`` in `landreform.contested.multiverse.run.run_multiverse`.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "a", "b"], "low": [1.0, 1.0, 2.0], "point": [np.nan] * 3,
    ...                         "high": [4.0, 4.0, 8.0], "centre": [0.7, 0.7, 1.4], "sd": [0.4, 0.4, 0.4]})
    >>> voices(encoded)[["lineage", "claims", "centre"]].to_numpy().tolist()
    [['a', 2, 0.7], ['b', 1, 1.4]]
    """
    different = encoded.drop_duplicates(["lineage", "low", "point", "high"])
    codes, names = pd.factorize(encoded["lineage"])
    one_of_each = names.get_indexer(pd.Index(different["lineage"]))
    times = np.bincount(one_of_each, minlength=len(names))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        means: NDArray[np.float64] = np.bincount(one_of_each, weights=values, minlength=len(names)) / times
        return means

    centres = different["centre"].to_numpy(dtype=float)
    centre = mean(centres)
    spread = mean(different["sd"].to_numpy(dtype=float) ** 2 + (centres - centre[one_of_each]) ** 2)
    claims = np.bincount(codes, minlength=len(names))
    table = {"estimate": names, "lineage": names, "claims": claims, "centre": centre, "sd": np.sqrt(spread)}
    return pd.DataFrame(table)
