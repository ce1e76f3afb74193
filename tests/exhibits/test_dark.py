"""Colours on a dark page: seen as well as on white, of the same hue, told apart as before."""

import colorsys

import pytest

from landreform.exhibits.draw import style
from landreform.exhibits.draw.dark import GROUND, contrast, dark

PALETTES = {"outcomes": style.OUTCOMES, "campaigns": style.CAMPAIGNS}
MARKS = sorted({look[0].lower() for palette in PALETTES.values() for look in palette.values()} - {style.PALE})


def hue(colour):
    return colorsys.rgb_to_hls(*(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)))[0]


def test_contrast_is_right_where_it_is_known():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", MARKS)
def test_a_mark_is_seen_on_the_dark_ground(colour):
    assert contrast(dark(colour), GROUND) >= 3


@pytest.mark.parametrize("colour", [style.BLUE, style.GREEN, style.VERMILION, style.ORANGE, style.PINK, style.SKY])
def test_a_mark_keeps_its_hue(colour):
    apart = abs(hue(dark(colour)) - hue(colour.lower()))
    assert min(apart, 1 - apart) < 0.06


def test_ink_is_read_and_paper_is_the_ground():
    assert dark("#ffffff") == GROUND
    for ink in ("#000000", style.INK, "#444444", "#555555", style.QUIET):
        assert contrast(dark(ink), GROUND) >= 4.5
    # What was quiet stays quieter than ink, and no ground of a part of a figure is lighter than quiet words.
    assert contrast(dark(style.INK), GROUND) > contrast(dark(style.QUIET), GROUND) > contrast(dark("#e4e4e4"), GROUND)


def test_colours_that_differ_stay_different():
    colours = {*MARKS, style.INK, style.QUIET, style.PALE}
    assert len({dark(colour) for colour in colours}) == len(colours)
