"""Have importers of Python read every citation file: what becomes of title, book, version and author."""

import importlib.metadata
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import bibtexparser
import citerra
import refkit
import rispy
from pybtex.database import parse_file
from RISparser import readris

warnings.simplefilter("ignore")
inputs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
folder = Path(sys.argv[1]).parent / "citations"


def told(title="", book="", version="", note="", author="", kind=""):
    return {"title": title, "book": book, "version": version, "note": note, "author": author, "type": kind}


def of_ris(entry):
    return told(
        entry.get("title", ""),
        entry.get("secondary_title", ""),
        entry.get("edition", ""),
        " ".join(entry.get("notes", [])),
        "; ".join(entry["authors"]),
        entry["type_of_reference"],
    )


def with_risparser(path):
    with path.open(encoding="utf-8") as file:
        (entry,) = readris(file)
    return of_ris(entry)


def of_pybtex(path, form):
    (entry,) = parse_file(str(path), bib_format=form).entries.values()
    fields = entry.fields
    people = [
        " | ".join(filter(None, map(" ".join, (person.first_names, person.prelast_names, person.last_names))))
        for person in entry.persons["author"]
    ]
    book = fields.get("booktitle", "") or fields.get("series", "")
    version = fields.get("version", "") or fields.get("ET", "")
    return told(fields["title"], book, version, fields.get("note", ""), "; ".join(people), entry.type)


def with_bibtexparser(path):
    (entry,) = bibtexparser.loads(path.read_text(encoding="utf-8")).entries
    return told(
        entry["title"],
        entry.get("booktitle", ""),
        entry.get("version", ""),
        entry.get("note", ""),
        entry["author"],
        entry["ENTRYTYPE"],
    )


def with_citerra(path):
    (entry,) = citerra.parse_file(str(path)).entries
    fields = {name: str(entry.get(name) or "") for name in ("title", "booktitle", "version", "note", "author")}
    return told(*fields.values(), entry.entry_type)


def rendered(path):
    text = refkit.full_bibliography(str(path), style="chicago-author-date").text
    return {"printed": text.strip()}


def read_all(read, ending, form=None):
    found = {}
    for work in inputs["works"]:
        try:
            found[work["name"]] = read(folder / f"{work['name']}.{ending}")
        except Exception as error:
            found[work["name"]] = {"error": f"{type(error).__name__}"}
    return found


result = []
for name, ending, read in (
    ("rispy", "ris", lambda path: of_ris(rispy.loads(path.read_text(encoding="utf-8"))[0])),
    ("risparser", "ris", with_risparser),
    ("pybtexris", "ris", lambda path: of_pybtex(path, "ris")),
    ("pybtex", "bib", lambda path: of_pybtex(path, "bibtex")),
    ("bibtexparser", "bib", with_bibtexparser),
    ("citerra", "bib", with_citerra),
    ("refkit", "bib", rendered),
):
    version = importlib.metadata.version(name)
    result.append({"tool": name, "from": "PyPI", "version": version, "format": ending, "read": read_all(read, ending)})
with tempfile.TemporaryDirectory() as there:
    made = Path(there, "book.bib")
    command = [Path(sys.executable).with_name("cffconvert"), "-f", "bibtex", "-i", folder / "CITATION.cff", "-o", made]
    subprocess.run(command, check=True, capture_output=True, cwd=there)
    book = of_pybtex(made, "bibtex")
result.append(
    {
        "tool": "cffconvert",
        "from": "PyPI",
        "version": importlib.metadata.version("cffconvert"),
        "format": "CITATION.cff",
        "read": {"book": book},
    }
)
json.dump(result, sys.stdout, ensure_ascii=False)
