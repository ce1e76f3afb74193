"""Faults of the surroundings, each with what must come of it: the right book, or one line that says what to do.

A case takes a copy of the project with the good book in it and what an undisturbed build makes; it returns what came of
it in a few words, or raises `Broken`, or `NotTried` where this machine does not allow the fault.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from checkout import Broken, Checkout, Ended, hashes, must_be

Expected = Mapping[str, str]
Case = Callable[[Checkout, Expected], str]


class NotTried(Exception):
    """Raised where this machine does not allow a fault; its text says why."""


#: Runs what follows in a place of its own, in which file systems can be mounted without any right.
APART = ("unshare", "--map-root-user", "--mount")


def _apart(script: str, command: Sequence[str], *options: str) -> list[str]:
    """Return a command that runs a script of the shell, in which ``"$@"`` stands for another command."""
    probe = [*APART, *options, "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        subprocess.run(probe, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotTried("file systems cannot be mounted here (unshare --map-root-user --mount)") from error
    return [*APART, *options, "sh", "-c", script, "sh", *command]


def _needs_file(checkout: Checkout, name: str) -> None:
    if not (checkout.folder / name).exists():
        raise NotTried(f"this project has no {name}")


def _needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise NotTried(f"{program} is not installed")
    return found


def disk_full(share: float) -> Case:
    """Return a case in which only a share of what a build makes can be written, until there is more room."""

    def case(checkout: Checkout, expected: Expected) -> str:
        size = int(share * sum(path.stat().st_size for path in checkout.out.rglob("*") if path.is_file()))
        script = (
            f'mount -t tmpfs -o size={size} none _build && {{ "$@"; status=$?; }}; '
            'mount -o remount,size=1g _build && "$@" >../second 2>&1 && cp -a _build/. ../built/; exit $status'
        )
        built = checkout.folder.parent / "built"
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir()
        line = checkout.must_say(checkout.run(_apart(script, checkout.command())), "the disk is full")
        must_be(hashes(built), expected)
        return f"“{line}”; with room, right"

    return case


def large_files_refused(checkout: Checkout, expected: Expected) -> str:
    """Allow no file of more than 300 kB."""
    checkout.clean()
    command = ["prlimit", f"--fsize={300 * 1024}", *checkout.command()]
    _needs("prlimit")
    line = checkout.must_say(checkout.run(command), "ulimit -f")
    checkout.must_stand(checkout.run(), expected)
    return f"“{line}”; without the limit, right"


def few_open_files(checkout: Checkout, expected: Expected) -> str:
    """Allow no more than 24 open files."""
    checkout.clean()
    _needs("prlimit")
    line = checkout.must_say(checkout.run(["prlimit", "--nofile=24", *checkout.command()]), "ulimit -n")
    checkout.must_stand(checkout.run(), expected)
    return f"“{line}”; without the limit, right"


READ_ONLY = 'mount --bind . . && cd "$PWD" && mount -o remount,bind,ro . && exec "$@"'


def read_only_unbuilt(checkout: Checkout, expected: Expected) -> str:
    """Build in a folder that cannot be written to and has no book."""
    checkout.clean()
    ended = checkout.run(_apart(READ_ONLY, checkout.command()))
    return f"“{checkout.must_say(ended, 'nothing can be written here')}”"


def read_only_built(checkout: Checkout, expected: Expected) -> str:
    """Build in a folder that cannot be written to and has the good book."""
    ended = checkout.run(_apart(READ_ONLY, checkout.command()))
    checkout.must_stand(ended, expected)
    return f"“{ended.last.partition(', ')[0]}”"


def no_network(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing where there is no network, not even to this machine itself."""
    checkout.clean()
    checkout.must_stand(checkout.run(_apart('exec "$@"', checkout.command(), "--net")), expected)
    return "right"


def no_programs(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing with no other program on the path: no browser, no git, no shell."""
    checkout.clean()
    checkout.must_stand(checkout.run(PATH=str(checkout.folder.parent / "nowhere")), expected)
    return "right"


def no_browser(checkout: Checkout, expected: Expected) -> str:
    """Run the tests in a browser where there is none."""
    _needs_file(checkout, "tests")
    tests = ["tests/build/test_in_browser.py", "tests/build/test_figures_in_browser.py"]
    command = [sys.executable, "-m", "pytest", "-q", *tests]
    ended = checkout.run(command, PATH=str(checkout.folder.parent / "nowhere"))
    if ended.status or "skipped" not in ended.last:
        raise Broken(ended.last)
    return f"“{ended.last}”"


def old_python(checkout: Checkout, expected: Expected) -> str:
    """Have `make` use a Python that is too old."""
    _needs_file(checkout, "Makefile")
    _needs("make")
    folders = [*os.environ["PATH"].split(os.pathsep), *map(str, Path.home().glob(".pyenv/versions/*/bin"))]
    found = {
        name: shutil.which(name, path=os.pathsep.join(folders)) for name in ("python3.8", "python3.9", "python3.10")
    }
    old = {name: path for name, path in found.items() if path and not _in_environment(path)}
    if not old:
        raise NotTried("there is no Python before 3.11 here")
    for path in old.values():
        line = checkout.must_say(checkout.run(["make", "book", f"PYTHON={path}"]), "Python 3.11 or newer is needed")
    return f"{', '.join(old)}: “{line}”"


def _in_environment(path: str) -> bool:
    return Path(path).is_relative_to(sys.prefix)


def no_python(checkout: Checkout, expected: Expected) -> str:
    """Have `make` use a Python that is not there."""
    _needs_file(checkout, "Makefile")
    _needs("make")
    ended = checkout.run(["make", "book", "PYTHON=python3.99"])
    return f"“{checkout.must_say(ended, 'Python 3.11 or newer is needed')}”"


def strange_path(checkout: Checkout, expected: Expected) -> str:
    """Build in a folder whose name has spaces, letters of Vietnamese, brackets, a quote and signs."""
    folder = checkout.folder.parent / "a b [ü] #1 (c), đất & 'q' {x} 100%"
    shutil.copytree(checkout.folder, folder, ignore=shutil.ignore_patterns("_build"))
    other = Checkout(folder, checkout.lock, checkout.environment)
    other.must_stand(other.run(), expected)
    return f"right in “{folder.name}”"


def long_path(checkout: Checkout, expected: Expected) -> str:
    """Build in a folder whose name is longer than that of a socket may be."""
    folder = checkout.folder.parent / "deep" / "-".join(["land-reform"] * 10)
    shutil.copytree(checkout.folder, folder, ignore=shutil.ignore_patterns("_build"))
    other = Checkout(folder, checkout.lock, checkout.environment)
    other.must_stand(other.run(), expected)
    return f"right in a folder of {len(str(folder))} letters"


def windows_line_ends(checkout: Checkout, expected: Expected) -> str:
    """Give every table the line ends of Windows."""
    tables = sorted((checkout.folder / "data").glob("*.csv"))
    before = {table: table.read_bytes() for table in tables}
    for table, raw in before.items():
        table.write_bytes(raw.replace(b"\n", b"\r\n"))
    try:
        ended = checkout.run()
        if ended.status:
            checkout.must_say(ended, "mend the tables as said above")
            return "“" + next(line for line in ended.said.splitlines() if "a line feed only" in line) + "”, and so on"
        checkout.must_stand(ended, expected)
        return "right"
    finally:
        for table, raw in before.items():
            table.write_bytes(raw)


def early_clock(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing when the clock says 1975, before the earliest day that a zip file can hold."""
    checkout.clean()
    ended = checkout.run([_needs("faketime"), "1975-06-01 12:00:00", *checkout.command()])
    checkout.must_stand(ended, expected)
    return "right"


def two_at_once(checkout: Checkout, expected: Expected) -> str:
    """Start a second build while the first is at work."""
    checkout.clean()
    with checkout.alone():
        first = checkout.start()
        time.sleep(3)
        second = checkout.start()
        outputs = [process.communicate()[0] for process in (first, second)]
    for process, said in zip((first, second), outputs, strict=True):
        checkout.must_stand(Ended(process.returncode, said, 0), expected)
    waited = next((line for line in outputs[1].splitlines() if "waiting for" in line), "")
    if not waited or "unchanged" not in outputs[1]:
        raise Broken(f"the second said: {outputs[1]}")
    return f"both right; the second: “{waited}”"


def read_only_home(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing with a home that cannot be written to, and look whether anything is left elsewhere."""
    checkout.clean()
    home, temporary = checkout.folder.parent / "home", checkout.folder.parent / "temporary"
    home.mkdir(exist_ok=True)
    temporary.mkdir(exist_ok=True)
    script = 'mount -t tmpfs -o ro none "$HOME" && exec "$@"'
    settings = {"HOME": str(home), "TMPDIR": str(temporary)}
    checkout.must_stand(checkout.run(_apart(script, checkout.command()), **settings), expected)
    if left := [path.name for path in temporary.iterdir()]:
        raise Broken(f"left among the temporary files: {left}")
    return "right, and nothing is left among the temporary files"


def nothing_elsewhere(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing with an empty home and an empty folder of temporary files, and look what is in them."""
    checkout.clean()
    folders = [checkout.folder.parent / name for name in ("empty-home", "empty-temporary")]
    for folder in folders:
        folder.mkdir(exist_ok=True)
    ended = checkout.run(HOME=str(folders[0]), TMPDIR=str(folders[1]), MPLCONFIGDIR="", IPYTHONDIR="")
    checkout.must_stand(ended, expected)
    if left := [str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*")]:
        raise Broken(f"written: {left}")
    return "right, and both are empty afterwards"


def no_temporary_folder(checkout: Checkout, expected: Expected) -> str:
    """Build from nothing where the folder of temporary files does not exist."""
    checkout.clean()
    checkout.must_stand(checkout.run(TMPDIR=str(checkout.folder.parent / "nowhere")), expected)
    return "right"


def one_process_killed(which: str) -> Case:
    """Return a case in which one process of a build is killed: the first, or one that it has started."""

    def case(checkout: Checkout, expected: Expected) -> str:
        found = []
        for seconds in (4, 12, 25):
            checkout.clean()
            with checkout.alone():
                process = checkout.start()
                time.sleep(seconds)
                below = _descendants(process.pid)
                victim = process.pid if which == "first" or not below else below[-1]
                os.kill(victim, signal.SIGKILL)
                if which == "first":
                    process.wait()
                    said = ""
                else:
                    said = process.communicate()[0]
            if which != "first" and process.returncode:
                line = checkout.must_say(Ended(process.returncode, said, 0), "ended from outside")
                found.append(f"“{line}”")
            checkout.must_stand(checkout.run(), expected)
        return "; ".join([*dict.fromkeys(found), "the next build right each time"])

    return case


def _descendants(process: int) -> list[int]:
    """List the processes that a process has started, and theirs, the youngest last."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if words[0] != "Z":
            parents.setdefault(int(words[1]), []).append(int(folder.name))
    found, left = [], [process]
    while left:
        children = parents.get(left.pop(), [])
        found += children
        left += children
    return sorted(found)


def stopped_by_keyboard(checkout: Checkout, expected: Expected) -> str:
    """Press Control-C at three moments."""
    for seconds in (2, 8, 20):
        checkout.clean()
        ended = checkout.killed(seconds, signal.SIGINT)
        if ended.status:
            checkout.must_say(ended, "stopped; run it again")
        checkout.must_stand(checkout.run(), expected)
    return "“stopped; run it again and it goes on with what is there”, and so it does"


def notes_cut_off(checkout: Checkout, expected: Expected) -> str:
    """Cut off every note of an earlier build in the middle, as a failure of power does, and then have them empty."""
    notes = [path for path in checkout.out.rglob("*") if path.is_file() and path.parent.name in ("_build", "executed")]
    for size in (0.5, 0.0):
        for note in notes:
            with note.open("r+b") as file:
                file.truncate(int(note.stat().st_size * size))
        checkout.must_stand(checkout.run(), expected)
    return f"right, {len(notes)} notes cut off"


def files_removed(checkout: Checkout, expected: Expected) -> str:
    """Remove and alter files of figures that a build has made."""
    png, csv = (next((checkout.out / "figures").rglob(f"*.{ending}")) for ending in ("png", "csv"))
    png.unlink()
    csv.write_bytes(csv.read_bytes() + b"4,711\n")
    (checkout.out / ".state").unlink()
    checkout.must_stand(checkout.run(), expected)
    return "made anew"


#: Every case by its name, in the order of the table.
CASES: dict[str, Case] = {
    "disk full at a tenth": disk_full(0.1),
    "disk full at a half": disk_full(0.5),
    "disk full near the end": disk_full(0.95),
    "no file over 300 kB": large_files_refused,
    "no more than 24 open files": few_open_files,
    "read-only folder, not built": read_only_unbuilt,
    "read-only folder, built": read_only_built,
    "no network": no_network,
    "no other programs": no_programs,
    "no browser for the tests": no_browser,
    "Python too old": old_python,
    "no Python of that name": no_python,
    "strange path": strange_path,
    "long path": long_path,
    "line ends of Windows": windows_line_ends,
    "clock of 1975": early_clock,
    "two builds at once": two_at_once,
    "read-only home": read_only_home,
    "empty home": nothing_elsewhere,
    "no folder of temporary files": no_temporary_folder,
    "first process killed alone": one_process_killed("first"),
    "one other process killed": one_process_killed("last"),
    "Control-C": stopped_by_keyboard,
    "notes cut off": notes_cut_off,
    "files of figures removed and altered": files_removed,
}
