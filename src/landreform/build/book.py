"""Build the rendered book anew where it is not that of this state of the code and the data.

Jupyter Book keeps two memories: executed notebooks and parsed pages. Neither notices that an imported
module, a table or a library has changed, and a build that only warned the first time passes silently the
second time. So both are thrown away whenever the state moves or the last build did not end well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from landreform.publish.state import digest

# Whatever can change an executed cell or every page. A change of prose or of a notebook is noticed by
# Jupyter Book itself, page by page.
STATE_PATHS = ("src", "data", "book/references.bib", "_config.yml", "_toc.yml", "requirements.lock")
PAGE_PATHS = ("book", "notebooks", "publication.yml", "figures.yml", "CHANGELOG.md", "releases")


def build(root: Path) -> int:
    """Build the book of a folder into ``_build/html`` unless it is there already for this state.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_config.yml`` and ``_toc.yml``.

    Returns
    -------
    int
        0 where the book stands; otherwise the exit status of the failed build.
    """
    out = root / "_build"
    state_file, page_file = out / ".state", out / ".pages"
    index = out / "html" / "index.html"
    state = f"{sys.version} {digest(root, STATE_PATHS)}"
    pages = digest(root, PAGE_PATHS)
    same_state = _read(state_file) == state
    if same_state and _read(page_file) == pages and index.exists():
        print(f"== book: unchanged, open {index}")
        return 0
    if not same_state:
        for memory in (".jupyter_cache", ".doctrees", "html"):
            shutil.rmtree(out / memory, ignore_errors=True)
    # Gone until the build has succeeded: a failed one must not be taken for a good one by the next.
    state_file.unlink(missing_ok=True)
    page_file.unlink(missing_ok=True)
    print("== book: executing notebooks and rendering pages (a few minutes from nothing)", flush=True)
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(root), "-n", "-W", "--keep-going", "--all"]
    status = subprocess.run(command, cwd=root, env=_environment(), check=False).returncode
    if status:
        print("== book: FAILED, see the messages above", file=sys.stderr)
        return status
    if _faults(root, index.parent):
        print("== book: FAILED, the pages have the faults above", file=sys.stderr)
        return 1
    state_file.write_text(state, encoding="utf-8")
    page_file.write_text(pages, encoding="utf-8")
    print(f"== book: open {index}")
    return 0


def _faults(root: Path, html: Path) -> int:
    """Lint the pages and say how many faults there are."""
    from landreform.build.lint import pages  # here, so that an unchanged book is answered at once

    return pages.report(pages.of_project(root, html))


def _environment() -> dict[str, str]:
    """Give the build an environment in which kernels, time and hashing are those of the project."""
    return os.environ | {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
    }


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
