"""What several tests need."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from landreform.ledger import tables

# The same examples on every machine, so that a green run stays green; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def ledger_copy(tmp_path):
    """Give a copy of the ledger that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in [*tables.DATA.glob("*.csv"), tables.DATA / tables.DESCRIPTOR]:
        shutil.copy(file, folder)
    return folder
