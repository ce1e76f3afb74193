"""Two worlds to build in that differ in everything that must not matter.

The first is an ordinary one. The second has another folder, deeper and with a longer name that holds spaces and
diacritics, another file system where there is one (so that folders are listed in another order), another user, home,
time zone, locale, order of hashes, clock, number of processors and umask, and files of another day. What this machine
cannot vary, the world says.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from landreform.build.sources import copy
from landreform.publish.processes import processors

#: Who builds in the second world: a number that a kernel gives to nobody.
NOBODY = "65534"

#: Days by which the clock of the second world is ahead: another year, month, day of the week and leap year.
AHEAD = 1903

#: When the files of the second world were written, in seconds since 1970: in September 2001.
WRITTEN = 1_000_000_000

#: A locale in which a capital I is not that of i, numbers have commas, and dates have points.
LOCALE = "tr_TR"

#: Bytes that a checkout and the built book take, with something to spare.
ROOM = 1_500_000_000

#: Another file system, on most Linux machines in memory.
ELSEWHERE = Path("/dev/shm")

# With libfaketime 0.9.10 the clock that only measures how long something takes can be left as it is, or waiting for a
# lock would never end; but then its clock_nanosleep refuses a deadline on that clock, by which Python sleeps.
_SLEEP = """\
import select
import time


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    select.select((), (), (), seconds)


time.sleep = sleep
"""

_CLOCKS = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib*/faketime/libfaketimeMT.so.1")
_DROPPED = re.compile(
    r"(PYTHON|LC_|FAKETIME|JUPYTER|IPYTHON|MPL|SPHINX|XDG_).*|LANG|LANGUAGE|TZ|HOME|USER|LOGNAME|SOURCE_DATE_EPOCH"
)


@dataclass(frozen=True)
class World:
    """Conditions under which commands run.

    Attributes
    ----------
    name : str
        first or second.
    checkout : pathlib.Path
        Folder with the sources, which are built there.
    home : pathlib.Path
    environment : mapping of str to str
        All of it.
    umask : int
    command : tuple of str
        What comes before the arguments: the interpreter, and what lets somebody else run it.
    processors : frozenset of int, optional
        Those that may be used, if not all.
    told : mapping of str to str
        Each condition in words.
    """

    name: str
    checkout: Path
    home: Path
    environment: Mapping[str, str]
    umask: int
    command: tuple[str, ...] = (sys.executable,)
    processors: frozenset[int] | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    def run(self, arguments: Sequence[str], log: Path) -> int:
        """Run Python with some arguments in the checkout, append what it says to a log, and return its exit status."""
        with log.open("a", encoding="utf-8") as file:
            done = subprocess.run(
                [*self.command, *arguments],
                cwd=self.checkout,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                umask=self.umask,
                preexec_fn=self._keep_to_processors,
                check=False,
            )
        return done.returncode

    def _keep_to_processors(self) -> None:
        if self.processors is not None:
            os.sched_setaffinity(0, self.processors)


def two(sources: Path, place: Path, other: Path) -> tuple[World, World]:
    """Lay out two worlds with a copy of the sources in each.

    Parameters
    ----------
    sources : pathlib.Path
        Top of the project.
    place, other : pathlib.Path
        Folders for the first and for the second, which everybody can enter; the second from `elsewhere`.

    Returns
    -------
    tuple of World
    """
    return _first(sources, place), _second(sources, other)


def elsewhere(place: Path) -> Path:
    """Return where the second world may lie: on another file system where one has room, else within a folder."""
    try:
        room = ELSEWHERE.stat().st_dev != place.stat().st_dev and shutil.disk_usage(ELSEWHERE).free > ROOM
    except OSError:
        room = False
    return ELSEWHERE / place.name if room and os.access(ELSEWHERE, os.W_OK) else place / "second"


def _first(sources: Path, place: Path) -> World:
    checkout, home = place / "a", place / "home"
    home.mkdir()
    copy(sources, checkout)
    return World(
        "first",
        checkout,
        home,
        _environment(checkout, home, {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}),
        umask=0o022,
        told={
            "folder": _depth(checkout),
            "file system": _file_system(place),
            "environment": sys.prefix,
            "user": _user(str(os.getuid())),
            "home": str(home),
            "time zone": "UTC",
            "locale": "C.UTF-8",
            "hash seed": "1",
            "clock": "that of the machine",
            "processors": str(processors()),
            "umask": "022",
            "files written": "now",
        },
    )


def _second(sources: Path, base: Path) -> World:
    checkout = base / "another folder, deeper" / "and with a longer name" / "Cải cách ruộng đất" / "project"
    home = base / "somebody" / "at home"
    home.mkdir(parents=True)
    copy(sources, checkout, WRITTEN)
    seed, zone = "4711", "Asia/Ho_Chi_Minh"
    name, locales = _locale(base)
    clock, ahead = _clock(checkout, base / "start")
    interpreter, environment_as = _other_environment(base)
    before, user = _other_user(interpreter)
    one = frozenset(sorted(os.sched_getaffinity(0))[:1]) if hasattr(os, "sched_getaffinity") else None
    environment = {"LC_ALL": name, "TZ": zone, "PYTHONHASHSEED": seed, "USER": user, "LOGNAME": user}
    return World(
        "second",
        checkout,
        home,
        _environment(checkout, home, environment | locales | clock),
        umask=0o077,
        command=(*before, interpreter),
        processors=one,
        told={
            "folder": _depth(checkout),
            "file system": _file_system(base),
            "environment": environment_as,
            "user": user,
            "home": str(home),
            "time zone": zone,
            "locale": name,
            "hash seed": seed,
            "clock": ahead,
            "processors": str(len(one) if one else processors()),
            "umask": "077",
            "files written": "in September 2001",
        },
    )


def _environment(checkout: Path, home: Path, differing: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _DROPPED.fullmatch(name)}
    fixed = {
        "HOME": str(home),
        "PYTHONPATH": str(checkout / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    return {**kept, **fixed, **differing}


def _depth(folder: Path) -> str:
    return f"{len(folder.parts) - 1} folders deep, {len(str(folder))} characters long"


def _file_system(folder: Path) -> str:
    """Name the kind of file system of a folder, as far as the system tells."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "that of the machine"
    within = [(len(where), kind) for _, where, kind, *_ in mounts if folder.is_relative_to(where)]
    return max(within, default=(0, "that of the machine"))[1]


def _user(number: str) -> str:
    import pwd

    try:
        return pwd.getpwuid(int(number)).pw_name
    except KeyError:
        return number


def _other_environment(base: Path) -> tuple[str, str]:
    """Reach the environment by another path, a link to it; an interpreter without one of its own has one path only."""
    if sys.prefix == sys.base_prefix:
        return sys.executable, sys.prefix
    link = base / "an environment"
    link.symlink_to(sys.prefix)
    return str(link / "bin" / Path(sys.executable).name), str(link)


def _other_user(interpreter: str) -> tuple[tuple[str, ...], str]:
    """Let somebody else run the interpreter, in a name space of users, which may still read what the first may read."""
    before = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    try:
        done = subprocess.run([*before, interpreter, "-c", ""], capture_output=True, check=False)
    except OSError:
        return (), _user(str(os.getuid()))
    return (before, _user(NOBODY)) if done.returncode == 0 else ((), _user(str(os.getuid())))


def _locale(base: Path) -> tuple[str, dict[str, str]]:
    """Make a locale that few machines have, where its description is there; otherwise take the one without any."""
    folder = base / "locales"
    folder.mkdir()
    command = ["localedef", "-i", LOCALE, "-f", "UTF-8", str(folder / f"{LOCALE}.UTF-8")]
    try:
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    return (f"{LOCALE}.UTF-8", {"LOCPATH": str(folder)}) if made else ("POSIX", {})


def _clock(checkout: Path, start: Path) -> tuple[dict[str, str], str]:
    """Find the library that shifts the clock of a process and of those that it starts, and lay out what it needs."""
    found = [path for pattern in _CLOCKS for path in sorted(Path("/").glob(pattern.lstrip("/")))]
    if not found:
        return {}, "that of the machine (not shifted: Debian's package faketime is not there)"
    start.mkdir()
    (start / "sitecustomize.py").write_text(_SLEEP, encoding="utf-8")
    paths = os.pathsep.join([str(checkout / "src"), str(start)])
    shifted = {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME": f"+{AHEAD}d",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        # Or a wait until a moment of that clock would be over at once, and two threads of Python would ask each other
        # for the interpreter without end: libfaketime 0.9.10 turns a remedy on that the C library no longer needs.
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        "NO_FAKE_STAT": "1",
        "PYTHONPATH": paths,
    }
    return shifted, f"{AHEAD:,} days ahead"
