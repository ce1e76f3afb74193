"""Claims for tests: a short way to write them by hand, and hypothesis strategies that draw them."""

import math

import pandas as pd
from hypothesis import strategies as st

from landreform.contested.outcomes import COLUMNS, TOLLS

NAN = math.nan


def claims(*rows):
    """Return a frame from rows (estimate, low, point, high, outcome[, lineage]); None is an empty cell."""
    filled = [(*row, row[0]) if len(row) == 5 else row for row in rows]
    frame = pd.DataFrame(filled, columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(("low", "point", "high"), float))


def plain(name, value, outcome="executed"):
    """Return a row for a bare point."""
    return (name, None, value, None, outcome)


numbers = st.integers(min_value=1, max_value=10**6).map(float)


@st.composite
def rows(draw, name, outcomes=TOLLS):
    """Draw one claim: a range, a range with a point, a bare point, at least, or at most."""
    low, point, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    kept = draw(
        st.sampled_from(
            [
                (low, None, high),
                (low, point, high),
                (None, point, None),
                (low, None, None),
                (None, None, high),
            ]
        )
    )
    return (name, *kept, draw(st.sampled_from(outcomes)), draw(st.sampled_from("xyz")))


@st.composite
def frames(draw, min_size=1, max_size=6, outcomes=TOLLS):
    """Draw a frame of claims."""
    size = draw(st.integers(min_size, max_size))
    return claims(*(draw(rows(f"c{k}", outcomes)) for k in range(size)))


def not_a_toll():
    """Return a frame of which one claim counts people classified."""
    return claims(plain("a", 5000.0), plain("b", 172008.0, "classified"))
