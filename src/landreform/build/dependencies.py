"""What does each notebook and each exhibit depend on?

Code: the modules that are imported, and whatever these import in turn, read from the sources without running them.
Data: tables of the ledger, each with what the descriptor says of it. A key is a hash over all of it; as long as it stays
the same, what was made under it is still that of this state. A dependency too many only costs time; one too few would
leave something stale, so that everything within a package that is not Python (typefaces, styles) counts with its modules.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

PACKAGE = "landreform"

#: What the codebook writes into the descriptor of a table after every change; the table itself says as much.
_SEALS = ("hash", "bytes", "rows")


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

    @cached_property
    def files(self) -> dict[str, Path]:
        """Module to file; a package stands for its ``__init__``."""
        found = {}
        for path in self.folder.rglob("*.py"):
            parts = (PACKAGE, *path.relative_to(self.folder).with_suffix("").parts)
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
        return found

    @cached_property
    def _direct(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(self.imported(ast.parse(path.read_text(encoding="utf-8")))) - {name}
            for name, path in self.files.items()
        }

    def imported(self, tree: ast.AST) -> set[str]:
        """Return the modules of the package that some code imports, wherever in it the import stands."""
        found: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        return {name for name in found if name in self.files}

    def closure(self, names: Iterable[str]) -> list[Path]:
        """Return the files of modules, of the packages around them, and of whatever these import, sorted.

        Files of another kind that lie in the folder of a module are returned with it.
        """
        left, seen = set(names), set()
        while left:
            name = left.pop()
            if name in seen or name not in self.files:
                continue
            seen.add(name)
            left |= self._direct[name]
            left.update(name.rsplit(".", k)[0] for k in range(1, name.count(".") + 1))
        modules = {self.files[name] for name in seen}
        beside = {file for folder in {path.parent for path in modules} for file in _other_files(folder)}
        return sorted(modules | beside)


def _other_files(folder: Path) -> Iterable[Path]:
    """Yield the files of a package that are no modules, those in folders that are no packages included."""
    for path in folder.iterdir():
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from (file for file in path.rglob("*") if file.is_file())


class Tables:
    """The tables of a ledger, as far as somebody depends on them.

    Parameters
    ----------
    folder : pathlib.Path
        Folder with ``datapackage.json`` and the tables.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        self.resources = {table["name"]: table for table in package.pop("resources")}
        self.package = package

    def named(self, path: Path) -> str | None:
        """Return the table that stands in a file, or nothing."""
        return next((name for name, table in self.resources.items() if self.folder / table["path"] == path), None)

    def add(self, names: Iterable[str], total: hashlib._Hash) -> None:
        """Hash tables: their bytes, and what the descriptor says of them and of the whole."""
        total.update(_canonical(self.package))
        for name in sorted(set(names)):
            table = {key: value for key, value in self.resources[name].items() if key not in _SEALS}
            total.update(_canonical(table) + (self.folder / table["path"]).read_bytes())


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False).encode() + b"\0"


def key(root: Path, files: Iterable[Path], tables: Tables, names: Iterable[str], *texts: str) -> str:
    """Hash files, tables and texts.

    Parameters
    ----------
    root : pathlib.Path
        Top of the project; the key does not depend on where it lies.
    files : iterable of pathlib.Path
        A file that does not exist counts as empty.
    tables : Tables
    names : iterable of str
        Tables of these names.
    *texts : str
        Whatever else decides.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    total = hashlib.sha256()
    for file in sorted(set(files)):
        total.update(file.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes() if file.exists() else b"").digest())
    tables.add(names, total)
    for text in texts:
        total.update(hashlib.sha256(text.encode()).digest())
    return total.hexdigest()
