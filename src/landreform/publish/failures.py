"""Say in one line what has stopped a program for which its code is not to blame, and what to do about it."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable

#: What the system calls a failure, and what to do about it.
_TO_DO = {
    errno.ENOSPC: "the disk is full: make room for 500 MB and run it again",
    errno.EDQUOT: "your share of the disk is used up: make room for 500 MB and run it again",
    errno.EFBIG: "a file may not become that large here: raise the limit (ulimit -f) and run it again",
    errno.EROFS: "nothing can be written here: copy the folder to where that can be done and run it there",
    errno.EACCES: "that is not allowed to you: give yourself the right, or copy the folder and run it there",
    errno.EPERM: "that is not allowed to you: give yourself the right, or copy the folder and run it there",
    errno.EMFILE: "too many files are open: raise the limit (ulimit -n) and run it again",
    errno.ENFILE: "too many files are open on this machine: end other programs and run it again",
    errno.ENOMEM: "memory is short: end other programs and run it again",
    errno.EAGAIN: "no further process can be started: end other programs and run it again",
    errno.EIO: "the disk cannot be read or written: look after it before you run it again",
}

#: Exit status of a program that has said what stopped it, and of one that was stopped from the keyboard.
STOPPED, INTERRUPTED = 75, 130

_KILLED = "a process was ended from outside, mostly because memory is short: end other programs and run it again"


class ProcessEnded(Exception):
    """Raised where a process of the program's own was ended before it had done its work."""


#: The number of a failure in the words of a process that could only hand on words.
_NUMBER = re.compile(r"\[Errno (\d+)\] [^:]*(?:: '([^']*)')?")


def reason(error: BaseException) -> str:
    """Say what stopped a program and what to do, or nothing where its code is to blame.

    Examples
    --------
    >>> reason(OSError(28, "No space left on device", "_build/a"))
    '_build/a: the disk is full: make room for 500 MB and run it again'
    >>> reason(ValueError("OSError: [Errno 30] Read-only file system: 'html/a'"))
    'html/a: nothing can be written here: copy the folder to where that can be done and run it there'
    >>> reason(ValueError("a"))
    ''
    """
    from concurrent.futures import BrokenExecutor  # here, so that an unchanged book is answered at once

    if isinstance(error, KeyboardInterrupt):
        return "stopped; run it again and it goes on with what is there"
    if isinstance(error, BrokenExecutor | ProcessEnded | EOFError | ConnectionError):
        return _KILLED
    if isinstance(error, MemoryError):
        return _TO_DO[errno.ENOMEM]
    if number := getattr(error, "errno", None):  # libraries have errors of their own with the numbers of the system
        file = getattr(error, "filename", None)
    elif found := _NUMBER.search(str(error)):
        number, file = int(found[1]), found[2]
    else:
        return ""
    if number not in _TO_DO:
        return ""
    return f"{os.fsdecode(file)}: {_TO_DO[number]}" if isinstance(file, str | bytes) else _TO_DO[number]


def told(target: str, run: Callable[[], int]) -> int:
    """Run a program; where it is stopped from outside, say so in the last line.

    Parameters
    ----------
    target : str
        What it makes, as `make` calls it.
    run : callable
        Returns an exit status.

    Returns
    -------
    int
        That status, or `STOPPED` or `INTERRUPTED`.
    """
    try:
        status = run()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough, as in `make book | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Exception, KeyboardInterrupt) as error:
        why = reason(error)
        if not why:
            raise
        print(f"== {target}: FAILED; {why}", file=sys.stderr, flush=True)
        return INTERRUPTED if isinstance(error, KeyboardInterrupt) else STOPPED
    return status
