"""A copy of the project in which a build is disturbed, and what is compared afterwards."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: What is compared: the book, the files of figures, and what pages are made from.
COMPARED = ("html", "figures", "figures-in-pages", "executed")

#: Files in them that say how they were made and not what they hold: settings with the folder, and keys.
_APART = (".buildinfo", ".key", ".opened")

_HELD: set[Path] = set()


class Broken(Exception):
    """Raised where a disturbed build is neither right nor says in one line what is wrong."""


@dataclass(frozen=True)
class Ended:
    """How a build ended: its status, what it said, and the seconds that it took."""

    status: int
    said: str
    seconds: float

    @property
    def last(self) -> str:
        """The last line that it said, without that of `make`."""
        lines = [line for line in self.said.splitlines() if line.strip() and not line.startswith("make")]
        return lines[-1] if lines else ""


@dataclass(frozen=True)
class Checkout:
    """A copy of the project.

    Attributes
    ----------
    folder : pathlib.Path
    lock : pathlib.Path, optional
        File whose lock is held while a build runs, where several share a machine.
    """

    folder: Path
    lock: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """Folder of what is built."""
        return self.folder / "_build"

    def command(self) -> list[str]:
        """Return the command that builds the book."""
        return [sys.executable, "-m", "landreform.build"]

    def start(self, command: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        """Start a build, or another command, as a group of processes of its own."""
        environment = os.environ | {"PYTHONPATH": str(self.folder / "src")} | dict(self.environment) | more
        return subprocess.Popen(
            command or self.command(),
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, command: Sequence[str] = (), **more: str) -> Ended:
        """Run a build, or another command, to its end."""
        with self.alone():
            begun = time.monotonic()
            process = self.start(command, **more)
            said, _ = process.communicate()
            return Ended(process.returncode, said, time.monotonic() - begun)

    def killed(self, after: float, number: int = signal.SIGKILL, whole_group: bool = True, **more: str) -> Ended:
        """Run a build and send a signal to it after so many seconds, by default to all its processes."""
        with self.alone():
            begun = time.monotonic()
            process = self.start(**more)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(after)
            if process.poll() is None:
                (os.killpg if whole_group else os.kill)(process.pid, number)
            said, _ = process.communicate()
            return Ended(process.returncode, said, time.monotonic() - begun)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the machine, where there is one; within such a block it is held already."""
        if self.lock is None or self.lock in _HELD:
            yield
            return
        with self.lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _HELD.add(self.lock)
            try:
                yield
            finally:
                _HELD.remove(self.lock)

    def clean(self) -> None:
        """Remove everything built."""
        shutil.rmtree(self.out, ignore_errors=True)

    def must_stand(self, ended: Ended, expected: Mapping[str, str]) -> None:
        """Refuse a build that has failed or has made something else than expected."""
        if ended.status:
            raise Broken(f"status {ended.status}: {ended.last}")
        must_be(hashes(self.out), expected)

    def must_say(self, ended: Ended, words: str) -> str:
        """Refuse a build that has not failed with one line that holds some words; return the line."""
        if not ended.status:
            raise Broken("it did not fail")
        if "Traceback" in ended.said or words not in ended.last:
            raise Broken(f"it said: {ended.last}")
        return ended.last


def hashes(out: Path) -> dict[str, str]:
    """Hash everything that is compared of what is built in a folder, by name."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in COMPARED
        for path in sorted((out / name).rglob("*"))
        if path.is_file() and not path.name.endswith(_APART)
    }


def must_be(made: Mapping[str, str], expected: Mapping[str, str]) -> None:
    """Refuse files that are not those expected."""
    differ = sorted(name for name in made.keys() | expected.keys() if made.get(name) != expected.get(name))
    if differ:
        raise Broken(f"{len(differ)} files differ, the first is {differ[0]}")


def copy(project: Path, target: Path, lock: Path | None = None) -> Checkout:
    """Copy a project without what was built."""
    built = shutil.ignore_patterns("_build", ".venv", ".git", "__pycache__", ".*_cache")
    shutil.copytree(project, target, ignore=built)
    return Checkout(target, lock)


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """Give a folder for copies, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        yield Path(folder)
