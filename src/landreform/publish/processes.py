"""Start processes that have already imported what they will use.

One process imports once; every other is forked from it, and begins where it stands. Where processes cannot be forked
they are started anew and import for themselves.
"""

from __future__ import annotations

import os
import signal
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import ForkServerContext, SpawnContext

#: Whether processes are forked from a warm one.
FORKED = "forkserver" in get_all_start_methods()

#: What the warm process imports; nothing in it is changed by being imported.
WARM = ("ipykernel.kernelapp", "pandas", "matplotlib.figure", "landreform.publish.warm")

CONTEXT: ForkServerContext | SpawnContext = get_context("forkserver") if FORKED else get_context("spawn")
if FORKED:
    CONTEXT.set_forkserver_preload(list(WARM))


def leave_stopping() -> None:
    """Leave it to the process that has started this one what happens when somebody stops it from the keyboard.

    The signal goes to all processes, and each would print where it was.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def start() -> None:
    """Start the warm process, where there is one, and return before it has imported anything."""
    if FORKED:
        forkserver.ensure_running()


def processors() -> int:
    """Return how many processors this process may use, which may be fewer than there are.

    Examples
    --------
    >>> 1 <= processors() <= os.cpu_count()
    True
    """
    # The number of all of them is the answer where nobody can be kept from some.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
