"""Draw the map of the packages into ARCHITECTURE.md, from the imports themselves.

``python tools/architecture.py`` writes it, ``python tools/architecture.py --check`` ends with status 1 where the file
is not what the imports say.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- map: made by tools/architecture.py -->", "<!-- end of the map -->"


def package_imports() -> dict[str, dict[str, int]]:
    """Return for each package which others it imports, with the number of import statements between their modules."""
    graph = grimp.build_graph("landreform", cache_dir=None)
    found: dict[str, dict[str, int]] = {}
    for module in sorted(graph.modules):
        own = _package(module)
        for imported in graph.find_modules_directly_imported_by(module):
            other = _package(imported)
            if own and other and own != other:
                found.setdefault(own, {})[other] = found.get(own, {}).get(other, 0) + 1
    packages = {child.partition(".")[2] for child in graph.find_children("landreform") if graph.find_children(child)}
    return {name: found.get(name, {}) for name in packages}


def _package(module: str) -> str:
    """Return the package that holds a module; empty for modules that stand at the top."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] not in ("paths", "__main__") else ""


def floors(imports: dict[str, dict[str, int]]) -> list[list[str]]:
    """Order the packages from those that nobody imports down to those that import nothing.

    Raises
    ------
    ValueError
        If packages import each other in a circle.
    """
    left, found = dict(imports), []
    while left:
        floor = sorted(name for name in left if not set(left[name]) & set(left))
        if not floor:
            raise ValueError(f"packages import each other in a circle: {', '.join(sorted(left))}")
        found.append(floor)
        left = {name: others for name, others in left.items() if name not in floor}
    return found[::-1]


def needed_arrows(imports: dict[str, dict[str, int]]) -> list[tuple[str, str]]:
    """Return the imports that no way through other packages implies."""

    def below(name: str) -> set[str]:
        return set(imports[name]).union(*(below(other) for other in imports[name]))

    return sorted(
        (name, other)
        for name, others in imports.items()
        for other in others
        if not any(other in below(third) for third in others if third != other)
    )


def summary(package: str) -> str:
    """Return the first sentence of the docstring of a package."""
    text = (ROOT / "src/landreform" / package / "__init__.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def drawn() -> str:
    """Return the map as Markdown: a drawing, and a table of what each package answers and imports."""
    imports = package_imports()
    ordered = floors(imports)
    arrows = "\n".join(f"  {name} --> {other}" for name, other in needed_arrows(imports))
    rows = "\n".join(
        f"| `{name}` | {summary(name)} | {', '.join(sorted(imports[name])) or 'nothing of the project'} |"
        for floor in ordered
        for name in floor
    )
    return (
        f"{BEGIN}\n```mermaid\nflowchart TD\n{arrows}\n```\n\n"
        f"| package | question | imports |\n|---|---|---|\n{rows}\n{END}"
    )


def main() -> int:
    """Write the map, or say that it is not up to date."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    new = before + drawn() + after
    if "--check" in sys.argv:
        if new != text:
            print("ARCHITECTURE.md: the map is not that of the imports; run `make map`", file=sys.stderr)
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
