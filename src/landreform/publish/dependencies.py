"""Find what each notebook and each exhibit depends on.

Code: the modules that are imported, and whatever these import in turn, read from the sources without running them.
Data: tables of the ledger, each with what the descriptor says of it. A key is a hash over all of it; as long as it
stays the same, what was made under it is still that of this state. A dependency too many only costs time; one too few
would leave something stale, so that everything within a package that is not Python (typefaces, styles) counts with
its modules.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from landreform.publish.digests import digest as digest
from landreform.text import whole_files

PACKAGE = "landreform"

#: Note in the folder of the build of what each file of code imports, under the hash of its content.
NOTE = ".imports.json"

#: What is noted counts only for those who read code as it was read then.
_READER = hashlib.sha256(sys.version.encode() + Path(__file__).read_bytes()).hexdigest()

#: What the codebook writes into the descriptor of a table after every change; the table itself says as much.
SEALS = ("hash", "bytes", "rows")


class Sources:
    """The modules of the package as they lie in a folder, and which imports which.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.
    """

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "src" / PACKAGE
        self._known: dict[str, set[str]] = {}
        self._noted: dict[str, set[str]] = {}
        self._others: dict[Path, frozenset[Path]] = {}

    @cached_property
    def files(self) -> dict[str, Path]:
        """Module to file; a package stands for its ``__init__``."""
        found = {}
        for path in self.folder.rglob("*.py"):
            parts = (PACKAGE, *path.relative_to(self.folder).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
        return found

    @property
    def _note(self) -> Path:
        return self.root / "_build" / NOTE

    @cached_property
    def _read_before(self) -> dict[str, set[str]]:
        """Names that code imports, by the hash of the code, as an earlier process has read them."""
        note = whole_files.read_note(self._note)
        if not isinstance(note, dict) or note.get("reader") != _READER or not isinstance(note.get("names"), dict):
            return {}
        return {key: set(names) for key, names in note["names"].items() if isinstance(names, list)}

    def _direct(self, module: str) -> set[str]:
        if module not in self._known:
            code = self.files[module].read_bytes()
            key = hashlib.sha256(code).hexdigest()
            names = self._read_before.get(key)
            self._noted[key] = names = _names_imported(ast.parse(code)) if names is None else names
            self._known[module] = self._modules(names)
        return self._known[module]

    def _modules(self, names: set[str]) -> set[str]:
        return {name for name in names if name in self.files}

    def _keep(self) -> None:
        """Note what was read for the next process: reading code takes ten times as long as hashing it."""
        if self._note.parent.is_dir() and not self._noted.keys() <= self._read_before.keys():
            known = self._read_before | self._noted
            now = {hashlib.sha256(file.read_bytes()).hexdigest() for file in self.files.values()}
            names = {key: sorted(known[key]) for key in sorted(known.keys() & now)}
            whole_files.write(self._note, json.dumps({"reader": _READER, "names": names}))
            self._read_before = known

    def imported(self, tree: ast.AST) -> set[str]:
        """Return the modules of the package that some code imports, wherever in it the import stands."""
        return self._modules(_names_imported(tree))

    def closure(self, names: Iterable[str]) -> list[Path]:
        """Return the files of modules, of the packages around them, and of whatever these import, sorted.

        Files of another kind that lie in the folder of a module are returned with it.
        """
        left, seen = set(names) & set(self.files), set[str]()
        while left:
            name = left.pop()
            seen.add(name)
            left |= (self._direct(name) | _packages(name)) & set(self.files) - seen
        self._keep()
        modules = {self.files[name] for name in seen}
        beside = {file for folder in {path.parent for path in modules} for file in self._beside(folder)}
        return sorted(modules | beside)

    def _beside(self, folder: Path) -> frozenset[Path]:
        if folder not in self._others:
            self._others[folder] = frozenset(_other_files(folder))
        return self._others[folder]


def _names_imported(tree: ast.AST) -> set[str]:
    """Return every name within the package that some code imports, whether there is a module of that name or not."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in found if name.split(".", 1)[0] == PACKAGE}


def _packages(module: str) -> set[str]:
    return {module.rsplit(".", k)[0] for k in range(1, module.count(".") + 1)}


def _other_files(folder: Path) -> Iterable[Path]:
    """Yield the files of a package that are no modules, those in folders that are no packages included."""
    for path in folder.iterdir():
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from (file for file in path.rglob("*") if file.is_file())


class Dependencies:
    """What decides over everything that is made in a folder of the project.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project.
    """

    def __init__(self, root: Path):
        self.root = root
        self.sources = Sources(root)
        self.data = root / "data"
        self._hashes: dict[Path, str] = {}

    @cached_property
    def _package(self) -> dict[str, Any]:
        package: dict[str, Any] = json.loads((self.data / "datapackage.json").read_text(encoding="utf-8"))
        return package

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Table to file."""
        return {table["name"]: self.data / table["path"] for table in self._package["resources"]}

    @cached_property
    def _common(self) -> bytes:
        """What counts for everything: Python, the libraries, and what the descriptor says without its seals."""
        resources = [
            {name: value for name, value in table.items() if name not in SEALS} for table in self._package["resources"]
        ]
        texts = [sys.version, _hash(self.root / "requirements.lock"), self._package | {"resources": resources}]
        return json.dumps(texts, sort_keys=True).encode()

    def key(self, modules: Iterable[str], tables: Iterable[str], files: Iterable[Path] = (), *texts: object) -> str:
        """Hash code, tables, files and texts.

        Parameters
        ----------
        modules : iterable of str
            Modules of the package; what they import counts with them.
        tables : iterable of str
            Tables of the ledger, their rows.
        files : iterable of pathlib.Path
            Other files of the project; one that does not exist counts as empty.
        *texts : object
            Whatever else decides, as something that `repr` writes in the same way in every process.

        Returns
        -------
        str
            SHA-256 in hexadecimal; it does not depend on where the project lies.
        """
        total = hashlib.sha256(self._common)
        known = [self.paths[name] for name in tables if name in self.paths]
        for file in sorted({*self.sources.closure(modules), *known, *files}):
            if file not in self._hashes:  # each file is read once
                self._hashes[file] = _hash(file)
            total.update(f"{file.relative_to(self.root).as_posix()} {self._hashes[file]}\n".encode())
        total.update(repr(texts).encode())
        return total.hexdigest()


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes() if file.exists() else b"").hexdigest()
