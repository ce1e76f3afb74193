"""What several tests need."""

import logging
import os
import shutil
from pathlib import Path

import pytest
from deprecations import DEPRECATIONS
from hypothesis import settings

from landreform.ledger import tables
from landreform.publish.processes import FORKED

# The same examples on every machine, so that a green run stays green; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Notebooks are compared in kernels of their own, forked from a process that has the libraries, as in the build.
if FORKED:
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "landreform-forked")

# Files that take longest. They come first, so that no process is left with one of them when the others have ended.
LONGEST = """
    publish/test_files.py build/test_book.py exhibits/test_campaign.py build/test_in_browser.py
    exhibits/test_claims.py exhibits/test_figure_layout.py sphinx_ext/test_exhibits.py
    contested/test_consistency.py ledger/test_corruptions.py contested/test_agreement.py
    sphinx_ext/test_ledger_numbers.py build/test_lint.py build/test_execute.py
""".split()
PLACE = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}

logging.getLogger().addHandler(DEPRECATIONS)


def pytest_collection_modifyitems(items):
    """Put the longest files first; the order within each stays what it is."""
    items.sort(key=lambda item: PLACE.get(item.path, len(PLACE)))


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
