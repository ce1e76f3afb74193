"""Run a command and say what it took: time by the clock, processor time, and memory of all its processes together.

``python benchmarks/measured.py COMMAND …`` prints what it took. On a machine that does other work at the same time the
processor time says more than the clock.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

#: Seconds between two looks at the memory.
PAUSE = 0.5

#: Of prctl(2): whoever loses its parent below this process becomes its child, so that its time is counted.
_SUBREAPER = 36


class Measured(NamedTuple):
    """What a command took.

    Attributes
    ----------
    wall, cpu : float
        Seconds by the clock, and of all processors for the command and every process below it.
    memory, resident : float
        The most MiB that all of them had at one time. In `memory` a page that several share counts once, in `resident`
        once for each of them.
    said : str
        What the command printed.
    status : int
        How it ended.
    """

    wall: float
    cpu: float
    memory: float
    resident: float
    said: str = ""
    status: int = 0


def measured(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Measured:
    """Run a command to the end of its last process (Linux only)."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    before, start = _cpu(), time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    peak, over = [0.0, 0.0], threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, over), daemon=True)
    watch.start()
    said = process.communicate()[0].decode(errors="replace")
    wall = time.perf_counter() - start
    while True:  # those who lost their parent
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    over.set()
    watch.join()
    return Measured(wall, _cpu() - before, *peak, said, process.returncode)


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(peak: list[float], over: threading.Event) -> None:
    """Add up the memory of everything below this process, again and again, and keep the most."""
    while not over.wait(PAUSE):
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has ended meanwhile
                continue
        family, grown = {os.getpid()}, True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in family} - family
            family, grown = family | more, bool(more)
        sizes = [_memory(pid) for pid in family - {os.getpid()}]
        for position in (0, 1):
            peak[position] = max(peak[position], sum(size[position] for size in sizes))


def _memory(pid: int) -> tuple[float, float]:
    """Return the memory of a process in MiB: its share of what it shares, and all of it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0.0, 0.0
    found = {name: int(value.split()[0]) / 1024 for name, _, value in (line.partition(":") for line in lines)}
    return found["Pss"], found["Rss"]


if __name__ == "__main__":
    took = measured(sys.argv[1:], Path.cwd(), os.environ)
    print(took.said, end="")
    print(f"{took.wall:.1f} s, {took.cpu:.1f} s of processors, {took.memory:.0f} MiB, {took.resident:.0f} MiB resident")
    sys.exit(took.status)
