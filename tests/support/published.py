"""The published files of the exhibits, made once for all processes of a run."""

from contextlib import contextmanager
from functools import cache

from landreform.paths import ROOT
from landreform.publish import files

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


@contextmanager
def alone():
    """Let one process at a time in; where files cannot be locked, let everybody in."""
    (ROOT / "_build").mkdir(exist_ok=True)
    with (ROOT / "_build" / ".figures.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def published():
    """Return the folder with the files of this state; what is not of this state is made anew."""
    with alone():
        return files.ensure()
