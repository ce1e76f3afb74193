"""Install other tools in a temporary folder, have them read the book's files, and write interop/README.md.

``make interop`` runs it (about ten minutes); no test does. The tools are those of ``package.json`` (npm) and `PYTHON`
(PyPI), at the versions that stand there. What follows from it for the book stands in ``consequences.md``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from landreform.text import whole_files
from landreform.text.counted import step

HERE = Path(__file__).resolve().parent

#: Environment to the packages of it; what cannot live together has environments of its own.
PYTHON = {
    "readers": (
        "edtf==5.0.2 edtf-validate==2.0.0 undate==0.8.0 rispy==0.10.0 risparser==0.4.4 pybtex==0.26.1 pybtexris==0.2.0 "
        "bibtexparser==1.4.3 citerra==0.4.0 refkit==0.4.0 cffconvert==2.0.0"
    ),
    "intervals": "statsmodels==0.15.0 pymare==0.0.13 pymetaanalysis==0.9.0 pimeta==1.1.0",
    "datapackage": "datapackage==1.15.4",
    "frictionless": "frictionless==5.21.0 stringcase==1.2.0 dplib-py==1.1.0",
}
#: Versions of frictionless besides, which lie before its path in turn.
FRICTIONLESS = ("5.16.0", "5.17.0", "5.18.1", "5.19.0", "5.20.0")

Json = Any

#: Files, npm, and three environments of Python.
STEPS = 5


def main() -> None:
    """Install, ask and write."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        step("interop", 1, STEPS, "files of the book are written for others to read")
        _run(sys.executable, HERE / "inputs.py", folder)
        inputs = folder / "inputs.json"
        step("interop", 2, STEPS, "tools of npm are installed and asked")
        node = _installed_from_npm(folder)
        found = {
            name: _ask("node", node / f"probe_{name}.mjs", inputs, cwd=node)
            for name in ("dates", "citations", "package")
        }
        step("interop", 3, STEPS, "readers of dates and citations are installed and asked")
        readers = _environment(folder, "readers")
        for name in ("dates", "citations"):
            found[name] = _ask(readers, HERE / f"probe_{name}.py", inputs) + found[name]
        step("interop", 4, STEPS, "packages for meta-analysis are installed and asked")
        found["intervals"] = _ask(_environment(folder, "intervals"), HERE / "probe_intervals.py", inputs)
        step("interop", 5, STEPS, "readers of data packages are installed and asked, several versions of one")
        found["package"] = [*_packages(folder, inputs), found["package"]]
        text = report(json.loads(inputs.read_text(encoding="utf-8")), found)
    whole_files.write(HERE / "README.md", text)


def _run(*command: object, **options: Any) -> str:
    done = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, text=True, **options)
    return done.stdout


def _ask(*command: object, **options: Any) -> Json:
    return json.loads(_run(*command, **options))


def _installed_from_npm(folder: Path) -> Path:
    node = folder / "node"
    node.mkdir()
    for file in (HERE / "package.json", *HERE.glob("*.mjs")):
        (node / file.name).write_bytes(file.read_bytes())
    _run(
        "npm",
        "install",
        "--cache",
        folder / "npm-cache",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
        cwd=node,
    )
    return node


def _environment(folder: Path, name: str) -> Path:
    python = folder / name / "bin" / "python"
    _run(sys.executable, "-m", "venv", folder / name)
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PYTHON[name].split())
    return python


def _packages(folder: Path, inputs: Path) -> list[Json]:
    """Ask every implementation of data packages in Python, and every version of the one that most people use."""
    probe, python = HERE / "probe_package.py", _environment(folder, "frictionless")
    found = []
    for version in FRICTIONLESS:
        target = folder / f"frictionless-{version}"
        install = (python, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target)
        _run(*install, f"frictionless=={version}")
        found.append(_ask(python, probe, inputs, "frictionless", env=os.environ | {"PYTHONPATH": str(target)}))
    found += [_ask(python, probe, inputs, name) for name in ("frictionless", "dplib-py")]
    return [*found, _ask(_environment(folder, "datapackage"), probe, inputs, "datapackage")]


def report(inputs: Json, found: Json) -> str:
    """Write what was found in Markdown."""
    parts = [
        "# What other tools make of the book's files",
        "",
        "Made by `make interop`, which installs the tools named here in a temporary folder and has them read the "
        "files of this version. A cell says what a tool does; the last section, what the book writes because of it.",
        "",
        *_dates(inputs, found["dates"]),
        *_citations(inputs, found["citations"]),
        *_intervals(inputs, found["intervals"]),
        *_data_package(inputs, found["package"]),
        (HERE / "consequences.md").read_text(encoding="utf-8"),
    ]
    return "\n".join(parts)


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines] + [""]


def _named(tool: Json) -> str:
    return (
        f"{tool['tool']} {tool['version']} ({tool['from']})" if "from" in tool else f"{tool['tool']} {tool['version']}"
    )


def _dates(inputs: Json, tools: list[Json]) -> list[str]:
    """Compare what the tools read in dates with the days that the book reads in them."""
    rows = []
    for kind, example in inputs["dates"]["examples"].items():
        cells = [_date_cell(example, tool["read"][example["text"]]) for tool in tools]
        rows.append([kind, f"`{example['text']}`", f"{example['first']} – {example['last']}", *cells])
    ledger = inputs["dates"]["ledger"]
    alike = [
        sum(_date_cell(item, tool["read"][item["text"]]) in ("as here", "valid") for item in ledger) for tool in tools
    ]
    rows.append(["all of the ledger", f"{len(ledger)} dates", "", *(f"{count} as here" for count in alike)])
    return [
        "## Dates (EDTF)",
        "",
        "First and last day as the book reads them, and as each library does. A mark of doubt widens no day here; "
        "*mark lost* means that "
        "the library does not say that the date has one.",
        "",
        *_table(["kind", "example", "days", *map(_named, tools)], rows),
    ]


def _date_cell(example: Json, read: Json) -> str:
    if "error" in read:
        return "refused"
    if "first" not in read:
        return "valid"
    same = (read["first"], read["last"]) == (example["first"], example["last"])
    lost = example["mark"] != "none" and not read["mark_kept"]
    said = "as here" if same else f"**{read['first']} – {read['last']}**"
    return said + (", **mark lost**" if lost else "")


def _citations(inputs: Json, tools: list[Json]) -> list[str]:
    """Say of each importer what becomes of title, book, version and author."""
    works = {work["name"]: work for work in inputs["works"]}
    rows, printed = [], []
    for tool in tools:
        said = [(works[name], read) for name, read in tool["read"].items()]
        example = tool["read"].get("fig-claims") or tool["read"].get("book") or {}
        if example.get("printed"):
            printed.append([_named(tool), tool["format"], " / ".join(example["printed"].splitlines())])
        if all("error" in read for _, read in said):
            rows.append([_named(tool), tool["format"], str(len(said)), "refused", "", "", "", ""])
        elif "title" in example:
            judges = (_title, _book, _version, _author)
            cells = [_share(judge(work, read, inputs) for work, read in said) for judge in judges]
            kinds = _share(str(read.get("type", "")) for _, read in said)
            rows.append([_named(tool), tool["format"], str(len(said)), *cells, kinds])
    heads = ["importer", "format", "files", "title", "the book it stands in", "version", "corporate author", "kind"]
    return [
        "## Citations",
        "",
        "The RIS, BibTeX and CSL-JSON files of every figure and numbered table, of the book, of a chapter and of the "
        "data, and `CITATION.cff`.",
        "",
        *_table(heads, rows),
        "One figure, as styles print it after the import:",
        "",
        *_table(["importer and style", "format", "reference"], printed),
    ]


def _share(words: Any) -> str:
    counted = Counter(word for word in words if word)
    (most, _), *others = counted.most_common() or [("–", 0)]
    return most + "".join(f"; {word}: {count}" for word, count in others)


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace("\\", "").strip()


def _compared(read: str, wanted: str) -> str:
    if read == wanted:
        return "kept"
    if _bare(read) == wanted:
        return "kept, with braces"
    return "**proper names in small letters**" if _bare(read).casefold() == wanted.casefold() else "**lost**"


def _title(work: Json, read: Json, inputs: Json) -> str:
    return "refused" if "error" in read else _compared(read["title"], work["title"])


def _book(work: Json, read: Json, inputs: Json) -> str:
    if "error" in read or not work["book"]:
        return ""
    said = _compared(read["book"], work["book"])
    return "in the note" if said == "**lost**" and work["book"] in _bare(read["note"]) else said


def _version(work: Json, read: Json, inputs: Json) -> str:
    if "error" in read:
        return ""
    version, words = inputs["version"], read["version"]
    if words in (version, f"version {version}"):
        return "kept"
    return "in the note" if f"ersion {version}" in read["note"] else "**lost**"


def _author(work: Json, read: Json, inputs: Json) -> str:
    if "error" in read:
        return ""
    name = _bare(read["author"]).rstrip(",").strip()
    if name == inputs["author"]:
        return "kept"
    return "**cut in two**" if name.replace(" | ", " ") == inputs["author"] else "**lost**"


def _intervals(inputs: Json, rows: list[Json]) -> list[str]:
    """Say which quantile stands behind each interval."""
    pool = inputs["studies"]["pool"]
    own = [
        ("`landreform pool`, normal", pool["ci_low"], pool["ci_high"], "normal", "t, k − 2"),
        (
            "`landreform pool`, Hartung-Knapp",
            pool["hk_low"],
            pool["hk_high"],
            "t, k − 1 on the error of Hartung and Knapp",
            "",
        ),
    ]
    prediction = f"{pool['pi_low']:.3f} to {pool['pi_high']:.3f}"
    lines = [
        [name, "", f"{low:.3f} to {high:.3f}", what, prediction if predicted else "", predicted]
        for name, low, high, what, predicted in own
    ]
    for row in rows:
        there = f"{row['prediction_low']:.3f} to {row['prediction_high']:.3f}" if "prediction" in row else ""
        interval = f"{row['low']:.3f} to {row['high']:.3f}"
        lines.append([_named(row), f"`{row['how']}`", interval, row["interval"], there, row.get("prediction", "none")])
    return [
        "## Intervals",
        "",
        f"The same {len(inputs['studies']['effects'])} trials pooled by REML (statsmodels: by DerSimonian and Laird), "
        "level 95%. The quantile is "
        "found by dividing the half width by the standard error.",
        "",
        *_table(
            ["package", "call", "interval of the mean", "its quantile", "prediction interval", "its quantile"], lines
        ),
    ]


def _data_package(inputs: Json, rows: list[Json]) -> list[str]:
    lines = [
        [
            _named(row),
            "valid" if row["valid"] else "**not valid**",
            "" if row["rows"] is None else f"{row['rows']:,} of {inputs['rows']:,}",
            row["checks"],
        ]
        for row in rows
    ]
    return [
        "## The data package",
        "",
        *_table(["implementation", "`data/datapackage.json`", "rows read", "what it looks at"], lines),
    ]


if __name__ == "__main__":
    main()
