"""Write pages in other processes while the first gets the next ones ready."""

from __future__ import annotations

import sys

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

#: The first process gets pages ready, the others write them; each takes memory.
PROCESSES = 3


def write_side_by_side(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Let Sphinx use several processes from now on, and say that no page needs writing for that."""
    # Not for reading: some extensions of Jupyter Book do not say whether they can be read with in several processes.
    app.parallel = PROCESSES
    return []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, where a process can be forked without harm."""
    if sys.platform == "linux":
        app.connect("env-get-updated", write_side_by_side)
