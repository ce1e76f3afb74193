"""Make the copy of the book that runs in the browser: book, JupyterLite with notebooks and package, and the links."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from landreform.build import package
from landreform.build.lite import versions
from landreform.build.lite.offer import FOLDER, offered
from landreform.build.lite.stage import stage

#: Where the copy lies, below the folder of the build.
TARGET = "lite"

#: What the kernel asks an index for while it starts, unless it lies beside it.
BESIDE = "comm"

#: The kernel may ask for no package that comes neither with Pyodide nor with this copy.
SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": {"disablePyPIFallback": True}}
    },
}


class NotMade(Exception):
    """Raised where the copy cannot be made; its text says why, and what to do."""


def make(root: Path) -> Path:
    """Make the copy of the book of a folder, anew.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project, with the book in ``_build/html``.

    Returns
    -------
    pathlib.Path
        ``_build/lite``.

    Raises
    ------
    NotMade
        If there is no book, if JupyterLite is not installed or comes with another Pyodide than that whose versions are
        kept, or if it cannot be built.
    """
    book, target = root / "_build" / "html", root / "_build" / TARGET
    if not (book / "index.html").exists():
        raise NotMade(f"found no book in {book}, expected one; say make book")
    host = _host(root)
    told = versions.sentence(versions.differences(root))
    try:
        wheel = package.ensure(root)
    except package.NotPackaged as error:
        raise NotMade(str(error)) from error
    with TemporaryDirectory() as name:
        work = Path(name)
        stage(root / "notebooks", work / "contents", host, told)
        (work / "pypi").mkdir()
        shutil.copy(wheel, work / "pypi")
        _fetch(root, work / "pypi")
        (work / "jupyter-lite.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        _build(work)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(book, target)
        shutil.copytree(work / "out", target / FOLDER)
    for page in sorted(target.glob("notebooks/*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(offered(text, "../", host, told), encoding="utf-8", newline="\n")
    return target


def _host(root: Path) -> str:
    """Return from where the installed kernel fetches Pyodide, once it is the one whose versions are kept."""
    constants = pyodide_of_the_kernel()
    kept = versions.pyodide(root)["pyodide"]
    if kept != constants.PYODIDE_VERSION:
        raise NotMade(
            f"{versions.FILE}: found the versions of Pyodide {kept}, expected those of {constants.PYODIDE_VERSION}, "
            "which the installed kernel has; say python tools/check_lite.py --lock"
        )
    return str(urlsplit(constants.PYODIDE_CDN_URL).hostname)


def pyodide_of_the_kernel() -> Any:
    """Return what the installed kernel says of its Pyodide: ``PYODIDE_VERSION``, ``PYODIDE_CDN_URL`` and more.

    Raises
    ------
    NotMade
        If it is not installed.
    """
    try:
        return import_module("jupyterlite_pyodide_kernel.constants")
    except ModuleNotFoundError as error:
        raise NotMade(f"{error.name} is not installed; say make lite") from error


def _fetch(root: Path, folder: Path) -> None:
    """Fetch what the kernel asks for while it starts, as ``requirements.lock`` has it, hash and all."""
    wanted = folder / "wanted.txt"
    wanted.write_text(locked((root / "requirements.lock").read_text(encoding="utf-8"), BESIDE), encoding="utf-8")
    options = "--quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all:".split()
    _run([sys.executable, "-m", "pip", "download", *options, "-d", str(folder), "-r", str(wanted)], folder)
    wanted.unlink()


def locked(lock: str, name: str) -> str:
    """Take one package out of a lock file, with its hashes.

    Raises
    ------
    NotMade
        If it is not there.
    """
    found = re.search(rf"^{name}==.*(?:(?<=\\)\n.*)*\n", lock, re.MULTILINE)
    if not found:
        raise NotMade(f"requirements.lock: found no {name}, expected it, which comes with ipykernel")
    return found[0]


def _build(work: Path) -> None:
    """Have JupyterLite built from a folder into ``out`` in it."""
    options = (
        "--contents contents --apps notebooks --no-sourcemaps --no-unused-shared-packages --output-dir out".split()
    )
    _run([sys.executable, "-m", "jupyter", "lite", "build", *options], work)


def _run(command: list[str], folder: Path) -> None:
    # The scripts of the environment, ``jupyter-lite`` among them, are looked for on the path.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {"PATH": path}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMade(f"{' '.join(command[2:5])} failed: {done.stderr.strip()[-600:]}")
