"""Start processes that have already imported what they will use.

One process imports once; every other is forked from it, and begins where it stands. Where processes cannot be forked
they are started anew and import for themselves.
"""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import forkserver, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, SpawnContext

#: Whether processes are forked from a warm one.
FORKED = "forkserver" in get_all_start_methods()

#: What the warm process imports; nothing in it is changed by being imported.
WARM = ("ipykernel.kernelapp", "pandas", "matplotlib.figure", "landreform.publish.warm")

CONTEXT: ForkServerContext | SpawnContext = get_context("forkserver") if FORKED else get_context("spawn")
if FORKED:
    CONTEXT.set_forkserver_preload(list(WARM))


def belong() -> None:
    """Have this process belong to the one that has asked for it, which may be ended in any way.

    It leaves to that one what happens when somebody stops it from the keyboard, since the signal goes to all processes
    and each would print where it was. And it ends with that one: by itself Python (3.11) leaves a process that waits
    for work waiting for ever, and the warm process with it, which lives as long as any that was forked from it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if asked := parent_process():
        threading.Thread(target=_follow, args=(asked.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


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
