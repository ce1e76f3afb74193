"""What several tests need."""

import logging
import os
import shutil

import pytest
from deprecations import DEPRECATIONS
from hypothesis import settings

from landreform.ledger import tables

# The same examples on every machine, so that a green run stays green; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


logging.getLogger().addHandler(DEPRECATIONS)


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
