"""Python looks seldom for memory while pages are made, and as before afterwards."""

import gc

import pytest

from landreform.build import collecting


def test_looks_seldom_within_the_block_only():
    before = gc.get_threshold()
    with collecting.seldom():
        assert gc.get_threshold() == collecting.SELDOM
    assert gc.get_threshold() == before


def test_looks_as_before_when_the_block_has_failed():
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="no page"), collecting.seldom():
        raise ValueError("no page")
    assert gc.get_threshold() == before
