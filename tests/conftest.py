"""What several tests need."""

import shutil
from pathlib import Path

import pytest

from landreform import tables

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def ledger_copy(tmp_path):
    """Give a copy of the ledger that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in [*tables.DATA.glob("*.csv"), tables.DATA / tables.DESCRIPTOR]:
        shutil.copy(file, folder)
    return folder
