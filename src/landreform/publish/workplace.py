"""Have one process at a time work in the folder of what is built, with its temporary files within it.

The lock is one of the operating system: it goes with the process that holds it, however that ends. Temporary files of a
process lie in ``.tmp`` of the folder, under its number, and go with it, or before the next, so that nothing is left
elsewhere, not by a process that was killed either.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: builds are not held apart there
    fcntl = None  # type: ignore[assignment]

#: Files in the folder: the lock, which names its holder, and the folder of temporary files.
LOCK, TEMPORARY = ".lock", ".tmp"

#: Bytes that the name of a socket may have on every system, and what Python puts behind the folder of temporary files.
_SOCKET, _BEHIND = 103, len("/pymp-xxxxxxxx/listener-xxxxxxxx")

_SOCKETS = "pymp-"

#: Errors of file systems that know no locks.
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)

_HELD: dict[Path, IO[str]] = {}


@contextlib.contextmanager
def working(folder: Path, target: str) -> Iterator[None]:
    """Be the only process that works in a folder; wait, and say so, while another does.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it is not there. Within a block that has the folder another block has it at once.
    target : str
        What is made, for the line that says why nothing happens.

    Raises
    ------
    OSError
        If nothing can be written there.
    """
    if folder in _HELD:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="utf-8") as lock:
        _take(lock, target)
        _HELD[folder] = lock
        _free_typefaces(folder.parent)
        try:
            with temporary_files(folder):
                yield
        finally:
            del _HELD[folder]


def held(folder: Path) -> tuple[int, ...]:
    """Return the handles of the locks that this process holds on a folder: who inherits one holds it too."""
    return (_HELD[folder].fileno(),) if fcntl is not None and folder in _HELD else ()


def _take(lock: IO[str], target: str) -> None:
    if fcntl is None:
        return
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            print(f"== {target}: waiting for what is at work in this folder ({holder})", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    lock.seek(0)
    lock.truncate()
    lock.write(f"{target}, process {os.getpid()}\n")
    lock.flush()


def _free_typefaces(project: Path) -> None:
    """Remove the lock that a killed process has left on the list of typefaces, where that is the project's own.

    matplotlib (3.11) waits five seconds for it in every process, warns, makes the list anew, and never removes it.
    """
    settings = os.environ.get("MPLCONFIGDIR")
    if settings and Path(settings).is_relative_to(project):
        for lock in Path(settings).glob("*.matplotlib-lock"):
            lock.unlink(missing_ok=True)


@contextlib.contextmanager
def temporary_files(folder: Path) -> Iterator[None]:
    """Have the temporary files of this process lie in a folder; they are gone afterwards.

    What processes have left that were killed goes before. Where the names of sockets would become longer than the
    system allows, the files lie where the system has them.
    """
    place = folder / TEMPORARY / str(os.getpid())
    _sweep(place.parent)
    if len(os.fsencode(place)) + _BEHIND > _SOCKET:
        place = Path(tempfile.mkdtemp(prefix="landreform-"))
    place.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("TMPDIR"), tempfile.tempdir
    os.environ["TMPDIR"] = tempfile.tempdir = str(place)
    try:
        yield
    finally:
        tempfile.tempdir = before[1]
        if before[0] is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before[0]
        _remove(place, _SOCKETS)
        # Python keeps the folder of its sockets to its end, when it removes it (at -100), and fails where it is gone.
        Finalize(None, _remove, args=(place,), exitpriority=-200)


def _remove(place: Path, kept: str = "") -> None:
    """Remove a folder and, where it was the last one, that around it; or only what has not a name that begins so."""
    for path in place.glob("*"):
        if not (kept and path.name.startswith(kept)):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for folder in (place, place.parent)[: 2 if place.parent.name == TEMPORARY else 1]:
        with contextlib.suppress(OSError):  # not empty, or gone
            folder.rmdir()


def _sweep(places: Path) -> None:
    """Remove the folders of processes that are no more."""
    for place in places.glob("*") if fcntl is not None else ():
        try:
            os.kill(int(place.name), 0)
        except ProcessLookupError:
            shutil.rmtree(place, ignore_errors=True)
        except PermissionError:  # of somebody else
            continue
    with contextlib.suppress(OSError):  # not empty, or gone
        places.rmdir()
