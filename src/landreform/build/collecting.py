"""Look seldom for memory that can be freed, where nearly all that is made is still needed.

Python (3.11) looks through its objects whenever a few hundred were made. Pages that are read, written or parsed are
trees of hundreds of thousands of objects, which are kept to the end of the page: most of the looking finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: As `gc.set_threshold` takes them: objects made before the young ones are looked through, and how many times for each
#: time that older ones are.
SELDOM = (50_000, 20, 20)


def collect_seldom() -> None:
    """Have this process, and those that are forked from it, look seldom."""
    gc.set_threshold(*SELDOM)


@contextmanager
def seldom() -> Iterator[None]:
    """Look seldom within a block; behind it all is as before."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
