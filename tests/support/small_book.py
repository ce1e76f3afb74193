"""A small book: one notebook, its exhibits, the pages of the ledger to which it leads, all tables and all code."""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from landreform.exhibits.registry import modules
from landreform.paths import ROOT

NOTEBOOK = "notebooks/what-has-been-claimed"
SLUGS = {"fig-claims", "fig-not-tolls", "tab-claims"}


def write(folder):
    """Write it into a folder; it is a project as the book is, and builds in seconds."""
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_config.yml", "requirements.lock", "publication.yml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder)
    # None of the pages is there on which every sentence must carry a row.
    settings = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
    del settings["sphinx"]["config"]["landreform_narrative"]
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    shutil.copytree(ROOT / "book", folder / "book")
    homes = modules()
    for module in set(homes.values()) - {homes[slug] for slug in SLUGS}:
        (folder / "src" / module.replace(".", "/")).with_suffix(".py").unlink()
    kept = [entry for entry in yaml.safe_load((ROOT / "figures.yml").read_text("utf-8")) if entry["slug"] in SLUGS]
    assert len(kept) == len(SLUGS)
    (folder / "figures.yml").write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
    # The code of the chapter without its prose, which leads to chapters that are not there.
    notebook = json.loads((ROOT / f"{NOTEBOOK}.ipynb").read_text("utf-8"))
    # The value to change leads to a page that is not there either.
    notebook["cells"] = [cell for cell in notebook["cells"] if "to-change" not in cell["metadata"].get("tags", [])]
    for position, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "markdown":
            cell["source"] = [f"## Part {'abcdefghijklmnopqrstuvwxyz'[position]}\n"] if position else ["# A chapter\n"]
    (folder / "notebooks").mkdir()
    (folder / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    # The pages of the ledger that are the home of the numbers of this chapter.
    texts = {
        f"book/ledger/{name}": f"# Rows\n\n```{{ledger-table}} {name}\n```\n\n```{{earlier-rows}} {name}\n```\n"
        for name in ("estimates", "reception", "sources")
    }
    texts["book/bibliography"] = "# Works\n\n```{bibliography}\n:all:\n```\n"
    for page, text in texts.items():
        (folder / f"{page}.md").write_text(text, encoding="utf-8")
    pages = list(texts)
    files = "".join(f"      - file: {page}\n" for page in pages)
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: {NOTEBOOK}\nparts:\n  - chapters:\n{files}")


def build(folder, largest=None, **environment):
    """Build it, and return the finished process; no file may become larger than so many bytes."""
    return subprocess.run(
        [sys.executable, "-m", "landreform.build", "--root", str(folder)],
        env=os.environ | {"PYTHONPATH": str(folder / "src")} | environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))) if largest else None,
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]).resolve())
