"""List what the project uses of Jupyter Book 1, and write what its next major version has for it.

``python tools/book_features.py`` counts every directive, role, setting, extension, event and mark of a cell in the
sources, puts beside each its counterpart from ``upgrade/counterparts.csv``, and writes the table into
``upgrade/jupyter-book-2.md``. It names every feature that has no counterpart and every counterpart without a feature.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import yaml
from jupyter_book.config import get_final_config
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from landreform.sphinx_ext import setup

ROOT = Path(__file__).resolve().parents[1]
PAGE, COUNTERPARTS = ROOT / "upgrade/jupyter-book-2.md", ROOT / "upgrade/counterparts.csv"
BEGIN, END = "<!-- table: made by tools/book_features.py -->", "<!-- end of the table -->"

#: Kinds in the order of the table; of what stands in the sources it is counted how often.
KINDS = (
    "directive", "role", "syntax", "mark of a cell", "contents", "setting", "setting of Sphinx", "option of the theme",
    "extension", "event of Sphinx", "call of Sphinx", "theme", "builder",
)  # fmt: skip

#: What stands for all features of a kind that have no line of their own, and for those that the project brings itself.
ALL, OWN = "*", "of this project"

#: Directives whose content is no text in Markdown.
_LITERAL = {"code", "code-block", "code-cell", "raw", "math", "include", "literalinclude", "bibliography"}
_NAMED = re.compile(r"\{([^\s}]+)\}")

Uses = dict[str, Counter[str]]


class Recorder:
    """Stand in for Sphinx while the extension registers itself, and note every call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments, **_: self.calls.append((name, arguments))


def features() -> Uses:
    """Count the features that the project uses, by kind and name."""
    recorder = Recorder()
    setup(cast(Any, recorder))
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "book").rglob("*.md"))]
    notebooks = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    cells = [cell for notebook in notebooks for cell in notebook["cells"]]
    texts += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    own = {kind: {call[0] for name, call in recorder.calls if name == f"add_{kind}"} for kind in ("directive", "role")}
    directives, roles, syntax = _used(texts)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    calls = Counter(name for name, _ in recorder.calls if name.startswith("add_"))
    return {
        "directive": _with_own(directives, own["directive"]),
        "role": _with_own(roles, own["role"]),
        "syntax": syntax,
        "mark of a cell": Counter(mark for cell in cells for mark in _marks(cell)),
        "contents": Counter(re.findall(r"^[ -]*([a-z]+):", (ROOT / "_toc.yml").read_text(encoding="utf-8"), re.M)),
        "setting": Counter(_keys(settings)),
        "setting of Sphinx": Counter(
            name for name in settings["sphinx"]["config"] if not name.startswith("landreform_")
        ),
        "option of the theme": Counter(settings["sphinx"]["config"]["html_theme_options"].keys()),
        "extension": Counter(_extensions()),
        "event of Sphinx": Counter(call[0] for name, call in recorder.calls if name == "connect"),
        "call of Sphinx": calls,
        "theme": Counter(f"template {path.name}" for path in (ROOT / "src/landreform/sphinx_ext/theme").iterdir()),
        "builder": Counter({"html": 1, "own, HTML to PDF by Pandoc and Typst": 1}),
    }


def _with_own(used: Counter[str], own: set[str]) -> Counter[str]:
    """Put together what the project brings itself."""
    found = Counter({name: count for name, count in used.items() if name not in own})
    mine = sorted(own & set(used))
    if mine:
        found[f"{OWN}: {', '.join(mine)}"] = sum(used[name] for name in mine)
    return found


def _used(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count directives, roles and the syntax beyond CommonMark in texts."""
    enabled = {"attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "substitution"}
    parser = create_md_parser(MdParserConfig(enable_extensions=enabled), DocutilsRenderer)
    directives, roles, syntax = Counter[str](), Counter[str](), Counter[str]()
    waiting = list(texts)
    while waiting:
        for token in _tokens(parser.parse(waiting.pop())):
            if token.type in ("fence", "colon_fence"):
                named = _NAMED.match(token.info.strip())
                if named:
                    directives[named[1]] += 1
                    waiting += [token.content] if named[1] not in _LITERAL else []
            elif token.type == "myst_role":
                roles[token.meta["name"]] += 1
            elif token.type in _SYNTAX:
                syntax[_SYNTAX[token.type]] += 1
    return directives, roles, syntax


#: Kinds of token to what they are.
_SYNTAX = {
    "span_open": "attrs_inline: [text]{.class}",
    "dl_open": "deflist",
    "math_inline": "dollarmath, in the line",
    "math_block": "dollarmath, displayed",
    "field_list_open": "fieldlist",
    "substitution_inline": "substitution",
    "myst_target": "target: (name)=",
    "myst_line_comment": "comment: %",
    "footnote_ref": "footnote",
    "html_inline": "HTML in the line",
    "html_block": "HTML",
}


def _tokens(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or ())


def _marks(cell: dict[str, Any]) -> Iterator[str]:
    """Give the tags of a cell and the keys by which it names its figure or table."""
    yield from (f"tag {tag}" for tag in cell["metadata"].get("tags", ()))
    for key, value in cell["metadata"].get("mystnb", {}).items():
        yield from (f"mystnb {key}.{name}" for name in value)


def _keys(settings: dict[str, Any]) -> Iterator[str]:
    """Give the settings of Jupyter Book itself, those of Sphinx left out."""
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from (f"{key}.{name}" for name in value if (key, name) != ("sphinx", "config"))
        else:
            yield key


def _extensions() -> list[str]:
    """List the extensions that Jupyter Book loads for this book."""
    config, _ = get_final_config(
        user_yaml=ROOT / "_config.yml",
        sourcedir=ROOT,
        cli_config={"latex_individualpages": False},
        validate=True,
        raise_on_invalid=True,
    )
    found: list[str] = config["extensions"]
    return found


def counterparts() -> dict[tuple[str, str], dict[str, str]]:
    """Read the counterparts by kind and name."""
    with COUNTERPARTS.open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["feature"]): row for row in csv.DictReader(file)}


def faults(used: Uses, known: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """Name features without a counterpart and counterparts without a feature."""
    needed = {(kind, name.partition(":")[0] if name.startswith(OWN) else name) for kind in KINDS for name in used[kind]}
    found = [
        f"{kind}: {name} has no line in {COUNTERPARTS.name}" for kind, name in needed if not _line(kind, name, known)
    ]
    taken = {_line(kind, name, known) for kind, name in needed}
    found += [f"{kind}: {name} is not used" for kind, name in known if (kind, name) not in taken]
    return sorted(found)


def _line(kind: str, name: str, known: dict[tuple[str, str], dict[str, str]]) -> tuple[str, str] | None:
    return next((key for key in ((kind, name), (kind, ALL)) if key in known), None)


def table(used: Uses, known: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """Write the table; features that share a line of the counterparts share one here."""
    lines = ["| kind | used here | uses | there | how that is known |", "| --- | --- | ---: | --- | --- |"]
    for kind in KINDS:
        together: dict[tuple[str, str], list[str]] = {}
        for name in sorted(used[kind]):
            key = _line(kind, OWN if name.startswith(OWN) else name, known)
            if key:
                together.setdefault(key, []).append(name)
        for key, names in together.items():
            uses = sum(used[kind][name] for name in names)
            shown = ", ".join(name if name.startswith(OWN) else f"`{name}`" for name in names)
            lines.append(f"| {kind} | {shown} | {uses:,} | {known[key]['there']} | {known[key]['how']} |")
    return lines


def main() -> int:
    """Write the table; return 1 where something is missing from it."""
    used, known = features(), counterparts()
    wrong = faults(used, known)
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    written = "\n".join([before + BEGIN, "", *table(used, known), "", END]) + after
    PAGE.write_text(written, encoding="utf-8", newline="\n")
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
