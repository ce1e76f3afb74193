"""Try the copy of the book that runs in the browser, without the network: ``python tools/check_lite.py [--lock]``.

``make lite`` has to have made it. Needed are npm, from which Pyodide itself comes (without libraries), and chromium. A
notebook of one cell is opened in the place of a chapter; it installs the package, reads a table with it, and asks for
all that the package needs. The libraries with compiled code are to be had nowhere but at the address from which
browsers fetch them; of these it is checked that they are asked for by the names that Pyodide gives them, and that
nothing else is asked of anybody. With ``--lock`` the versions that come with Pyodide are written to
``locks/pyodide.json``, and nothing is opened.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import nbformat

from landreform.build.lite import make, stage, versions
from landreform.build.lite.offer import PAGE
from landreform.paths import ROOT

#: What the kernel itself fetches beside Pyodide.
OF_THE_KERNEL = ("ipython", "jedi", "micropip", "packaging")
#: The chapter in whose place the cell is opened.
CHAPTER = "waves.ipynb"
CELL = """\
import piplite

await piplite.install("landreform[notebooks]")
import csv, sys
from landreform.paths import DATA

rows = list(csv.DictReader((DATA / "estimates.csv").open(encoding="utf-8")))
print("READ", len(rows), "rows on", sys.platform, *sys.version_info[:2])
"""
#: Where the versions are kept.
KEPT = ROOT / versions.FILE
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}


def lacking_here() -> str:
    """Name the first thing that is needed and not there; empty if all is."""
    for program in ("npm", "chromium"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed; say make test"
    if not (ROOT / "_build" / make.TARGET / PAGE).exists():
        return "the copy of the book is not there; say make lite"
    return ""


def closure(packages: dict[str, Any], names: list[str]) -> list[str]:
    """List packages of Pyodide with all that they depend on there."""
    found, waiting = set[str](), [versions.normal(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [versions.normal(other) for other in packages[name]["depends"]]
    return sorted(found)


def fetch(version: str, folder: Path) -> Path:
    """Fetch Pyodide from npm and return its folder."""
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{version}"], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("pyodide-*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def write_lock(lock: dict[str, Any], version: str) -> None:
    """Keep the versions of what a notebook needs."""
    packages = lock["packages"]
    kept = {name: packages[name]["version"] for name in closure(packages, versions.needed(ROOT))}
    content = {"pyodide": version, "python": lock["info"]["python"], "packages": kept}
    KEPT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"== lite: {versions.FILE} written, Pyodide {version}")


def with_own_wheels(lock: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Let the lock name wheels from the index: Pyodide packs those of its own anew, with other hashes."""
    python = ".".join(lock["info"]["python"].split(".")[:2])
    options = f"-q --disable-pip-version-check --no-deps --only-binary=:all: --python-version {python}".split()
    for name in closure(lock["packages"], list(OF_THE_KERNEL)):
        entry, place = lock["packages"][name], folder / name
        command = [sys.executable, "-m", "pip", "download", *options, "-d", str(place), f"{name}=={entry['version']}"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        wheel = next(place.iterdir())
        wheel.rename(folder / wheel.name)
        entry |= {
            "file_name": wheel.name,
            "sha256": hashlib.sha256((folder / wheel.name).read_bytes()).hexdigest(),
        }
    return lock


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve a folder without a word."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def opened(lock: dict[str, Any], folders: list[Path], address: str) -> tuple[str, list[str], list[str]]:
    """Run the cell; return what it printed, what was asked for in vain of Pyodide, and what of anybody else."""
    from playwright.sync_api import Route, sync_playwright

    handler = functools.partial(Quiet, directory=str(ROOT / "_build" / make.TARGET))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    own = f"http://127.0.0.1:{server.server_port}/"
    cell = nbformat.v4.new_code_cell(CELL, id="check")
    notebook = {"cells": [cell], "metadata": {"kernelspec": stage.KERNEL}, "nbformat": 4, "nbformat_minor": 5}
    lacking, outside = list[str](), list[str]()

    def answer(route: Route) -> None:
        url = route.request.url
        name = urlsplit(url).path.rpartition("/")[2]
        if url.startswith(own):
            if name == CHAPTER:
                route.fulfill(body=json.dumps(notebook), content_type="application/json")
            else:
                route.continue_()
        elif url.startswith(("data:", "blob:")):
            route.continue_()
        elif not url.startswith(address):
            outside.append(url)
            route.abort()
        else:
            file = next((folder / name for folder in folders if (folder / name).is_file()), None)
            body = json.dumps(lock).encode() if name == "pyodide-lock.json" else file and file.read_bytes()
            if body:
                kind = TYPES.get(Path(name).suffix, "application/octet-stream")
                route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})
            else:
                lacking.append(name)
                route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context()
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{own}{PAGE}?path={CHAPTER}")
        page.locator(".jp-CodeCell .cm-content").first.click(timeout=60_000)
        page.keyboard.press("Shift+Enter")
        shown = page.locator(".jp-OutputArea-output").first
        shown.wait_for(timeout=300_000)
        said = shown.inner_text().strip()
        browser.close()
    server.shutdown()
    return said, lacking, outside


def main() -> int:
    """Try the copy, or write the versions; 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--lock", action="store_true", help=f"write {versions.FILE} instead")
    options = parser.parse_args()
    if not options.lock and (absent := lacking_here()):
        print(f"== lite: {absent}", file=sys.stderr)
        return 1
    kernel = make.pyodide_of_the_kernel()
    with TemporaryDirectory() as name:
        folder = Path(name)
        pyodide = fetch(kernel.PYODIDE_VERSION, folder)
        lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        if options.lock:
            write_lock(lock, kernel.PYODIDE_VERSION)
            return 0
        wheels = folder / "wheels"
        wheels.mkdir()
        given = [lock["packages"][name]["file_name"] for name in closure(lock["packages"], versions.needed(ROOT))]
        said, lacking, outside = opened(with_own_wheels(lock, wheels), [pyodide, wheels], kernel.PYODIDE_CDN_URL)
    print(f"== lite: {said}")
    strange = [*outside, *sorted(set(lacking) - set(given))]
    print(f"== lite: {len(lacking)} libraries asked for that only Pyodide's address has; else: {strange or 'nothing'}")
    return int(not said.startswith("READ ") or bool(strange) or not lacking)


if __name__ == "__main__":
    sys.exit(main())
