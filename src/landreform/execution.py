"""Which notebooks have to be executed for the book, and can several be executed at the same time?

Jupyter Book executes one notebook after the other, and takes from its memory what it finds there. So they are put
there first, as many at a time as the machine has processors. A notebook that fails is left to Jupyter Book, which
fails on it again and says where.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import yaml
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

#: Where Jupyter Book keeps executed notebooks, in the folder of the project.
MEMORY = Path("_build", ".jupyter_cache")


def chapters(root: Path) -> list[Path]:
    """List the notebooks that the table of contents names.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_toc.yml``.

    Returns
    -------
    list of pathlib.Path
        In the order of the book.
    """
    named: list[str] = []

    def gather(part) -> None:
        if isinstance(part, dict):
            named.extend(str(value) for key, value in part.items() if key in ("file", "root"))
            part = list(part.values())
        if isinstance(part, list):
            for inner in part:
                gather(inner)

    gather(yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8")))
    found = (root / f"{name.removesuffix('.ipynb')}.ipynb" for name in named)
    return [file for file in found if file.exists()]


def execute(root: Path, timeout: int) -> list[str]:
    """Execute every notebook that the memory does not hold, several at a time.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_toc.yml`` and the notebooks.
    timeout : int
        Seconds for a cell.

    Returns
    -------
    list of str
        Notebooks that failed.
    """
    memory = get_cache(root / MEMORY)
    for file in chapters(root):
        memory.add_nb_to_project(str(file))
    quiet = logging.getLogger("landreform.execution")
    quiet.setLevel(logging.CRITICAL)  # failures are told by Jupyter Book
    done = load_executor("local-parallel", memory, quiet).run_and_cache(timeout=timeout)
    return [*done.excepted, *done.errored]


def main() -> None:
    """Run from the command line; the status is 0 whatever the notebooks say."""
    parser = argparse.ArgumentParser(prog="python -m landreform.execution", description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--timeout", type=int, default=300)
    options = parser.parse_args()
    execute(options.root.resolve(), options.timeout)


if __name__ == "__main__":
    main()
