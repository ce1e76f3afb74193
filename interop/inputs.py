"""Write what other tools shall read into a folder: dates, citations, studies to pool, the data package.

``python interop/inputs.py FOLDER`` runs in the environment of the project; the tools run in others.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

from landreform.contested import edtf
from landreform.contested.random_effects import fit
from landreform.ledger import tables
from landreform.paths import DATA, ROOT
from landreform.publish import citation, files
from landreform.publish.publication import publication

#: The kinds of dates, each with the form by which it is known; the first date of the ledger that has it is the example.
FORMS = {
    "year": r"\d{4}",
    "month": r"\d{4}-(0\d|1[012])",
    "day": r"\d{4}-\d\d-\d\d",
    "spring, summer or autumn": r"\d{4}-2[123]",
    "winter": r"\d{4}-24",
    "decade": r"\d{3}X",
    "about": r"[\d-]+~",
    "uncertain": r"[\d-]+\?",
    "span": r"[\d-]+/[\d-]+",
    "span between seasons": r"\d{4}-2[1-4]/\d{4}-2[1-4]",
    "span without an end": r"[\d-]+/(\.\.)?",
    "span without a beginning": r"(\.\.)?/[\d-]+",
    "one moment within": r"\[[\d-]+\.\.[\d-]+\]",
    "one of several": r"\[[\d-]+(,[\d-]+)+\]",
    "by, before, until": r"\[\.\.[\d-]+\]",
    "after, not before": r"\[[\d-]+\.\.\]",
    "all of the members": r"\{[\d-]+\.\.[\d-]+\}",
    "all, up to": r"\{\.\.[\d-]+\}",
}

#: For kinds that no dating of the ledger has now, though the format of its column has them.
ELSE = {
    "winter": "1956-24",
    "uncertain": "1954?",
    "span without an end": "1957-05/..",
    "span without a beginning": "../1957",
    "one of several": "[1956-10-27,1956-10-29]",
    "after, not before": "[1940..]",
    "all of the members": "{1956-10..1956-12}",
    "all, up to": "{..1983-12}",
}

#: Thirteen trials of a vaccine, the first example of most packages, with what metafor makes of them.
REFERENCE = ROOT / "tests" / "contested" / "reference" / "metafor.json"


def dates() -> dict[str, object]:
    """Give an example of every kind of date, and every date of the ledger, with the days that the book reads there."""
    texts = sorted(set(tables.load("dates")["date"]))
    examples = {}
    for name, form in FORMS.items():
        found = next((text for text in texts if re.fullmatch(form, text)), ELSE.get(name))
        if found is None:
            raise SystemExit(f"no date of the kind {name!r}")
        examples[name] = {"text": found, **_days(found)}
    return {"examples": examples, "ledger": [{"text": edtf.interchangeable(text), **_days(text)} for text in texts]}


def _days(text: str) -> dict[str, str]:
    found = edtf.parse(text)
    first, last = (day.isoformat() if day else "open" for day in (found.earliest, found.latest))
    return {"first": first, "last": last, "mark": found.qualifier}


def citations(folder: Path) -> list[dict[str, str]]:
    """Copy the citation files of every figure and table, and write those of the book, a chapter and the data."""
    made = files.ensure()
    index = json.loads((made / files.INDEX).read_text(encoding="utf-8"))
    works = [
        citation.book(),
        citation.chapter("notebooks/what-has-been-claimed", "What has been claimed"),
        citation.data(),
    ]
    listed = []
    for work in works:
        for ending, text in (("ris", citation.ris(work)), ("bib", citation.bibtex(work))):
            (folder / f"{work.name}.{ending}").write_text(text, encoding="utf-8")
        item = json.dumps([citation.csl_file(work)], ensure_ascii=False)
        (folder / f"{work.name}.csl.json").write_text(item, encoding="utf-8")
        listed.append({"name": work.name, "kind": work.kind, "title": work.title, "book": work.container})
    for passport in sorted(made.glob("*/*.json")):
        said = json.loads(passport.read_text(encoding="utf-8"))
        if not isinstance(said, dict) or "slug" not in said:
            continue
        for ending in ("ris", "bib", "csl.json"):
            shutil.copy(passport.with_name(f"{said['slug']}.{ending}"), folder)
        listed.append({"name": said["slug"], "kind": "figure", "title": said["title"], "book": index["book"]})
    shutil.copy(ROOT / "CITATION.cff", folder)
    return listed


def studies() -> dict[str, object]:
    """Give effects and variances, and what the book's own pool makes of them."""
    trials = json.loads(REFERENCE.read_text(encoding="utf-8"))["sets"]["bcg"]
    return {"effects": trials["y"], "variances": trials["v"], "pool": asdict(fit(trials["y"], trials["v"], "REML"))}


def main() -> None:
    """Write everything."""
    folder = Path(sys.argv[1])
    cited = folder / "citations"
    cited.mkdir()
    setting = publication()
    parts = {
        "dates": dates(),
        "works": citations(cited),
        "studies": studies(),
        "package": str(DATA / tables.DESCRIPTOR),
        "rows": sum(table["rows"] for table in tables.descriptor()["resources"]),
        "version": setting.version,
        "author": setting.byline,
        "title": setting.title,
    }
    (folder / "inputs.json").write_text(
        json.dumps(parts, ensure_ascii=False, indent=1, default=float), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
