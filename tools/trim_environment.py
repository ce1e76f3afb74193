"""Take the tests that libraries install beside themselves out of the environment.

The Makefile runs it after each installation: numpy, pandas, scipy, statsmodels and others bring their own test suites,
a tenth of what the environment weighs, which nobody runs here. Only folders named ``tests`` that the record of an
installed distribution lists are taken, and nothing of this project; the suite passes without them.
"""

from __future__ import annotations

import csv
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath


def folders_of_tests(distribution: Distribution) -> set[PurePosixPath]:
    """Return the outermost folders named ``tests`` in the packages of a distribution.

    Parameters
    ----------
    distribution : importlib.metadata.Distribution

    Returns
    -------
    set of pathlib.PurePosixPath
        Relative to where the distribution lies; empty where it has no record of its files. A package that is itself
        named ``tests`` is none of them: it would be something that is imported.
    """
    # Not `files`: once importlib_metadata (10.2.0) is imported it answers for the standard library, from 3.12 on like
    # that itself without what is gone already.
    record = csv.reader((distribution.read_text("RECORD") or "").splitlines())
    found = set()
    for file in (PurePosixPath(row[0]) for row in record if row):
        if ".." not in file.parts and "tests" in file.parts[1:-1]:
            found.add(PurePosixPath(*file.parts[: file.parts.index("tests", 1) + 1]))
    return found


def trim(site: Path) -> list[PurePosixPath]:
    """Remove these folders of every distribution in a folder of packages.

    Parameters
    ----------
    site : pathlib.Path

    Returns
    -------
    list of pathlib.PurePosixPath
        What was removed, sorted, relative to `site`.
    """
    named = {folder for one in distributions(path=[str(site)]) for folder in folders_of_tests(one)}
    there = sorted(folder for folder in named if (site / folder).is_dir())
    for folder in there:
        shutil.rmtree(site / folder)
    return there


if __name__ == "__main__":
    if sys.prefix == sys.base_prefix:
        sys.exit("tools/trim_environment.py: found a Python of the whole system, expected one of a virtual environment")
    trim(Path(sysconfig.get_path("purelib")))
