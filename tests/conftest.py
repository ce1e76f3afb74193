"""What several tests need."""

import logging
import os
import shutil

import pytest
import shares
from browsers import BROWSER, REQUIRED, Windows, launched
from deprecations import DEPRECATIONS
from hypothesis import settings
from locked_versions import others

from landreform.ledger import tables
from landreform.publish.processes import FORKED

# The same examples on every machine, so that a green run stays green; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Notebooks are compared in kernels of their own, forked from a process that has the libraries, as in the build.
if FORKED:
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "landreform-forked")

logging.getLogger().addHandler(DEPRECATIONS)


def pytest_collection_modifyitems(items):
    """Put the longest shares first; the order within each stays what it is."""
    items.sort(key=shares.place)


def pytest_runtest_setup(item):
    """Pass over a test that holds only with the locked version of a library, where another one is installed."""
    names = [name for mark in item.iter_markers("pinned_to") for name in mark.args]
    if names and (reasons := others(names)):
        pytest.skip("; ".join(reasons))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where files are shared out to processes, share out the parts of the book with them."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByShares(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return shares.share(nodeid)

    return ByShares(config, log)


@pytest.fixture(autouse=True)
def no_deprecation_is_logged():
    """Fail the test during which a library logs a deprecation, as one that warns of it fails."""
    yield
    lines, DEPRECATIONS.lines = DEPRECATIONS.lines, []
    assert not lines, "\n".join(lines)


@pytest.fixture
def ledger_copy(tmp_path):
    """Give a copy of the ledger that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in [*tables.DATA.glob("*.csv"), tables.DATA / tables.DESCRIPTOR]:
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    """Give a browser to the tests of a file; they close the pages that they open."""
    if not BROWSER and not REQUIRED:
        pytest.skip("Debian's chromium is not installed")
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def windows(browser):
    """Give windows in which the tests of a file open one page after the other."""
    opened = Windows(browser)
    yield opened
    opened.close()
