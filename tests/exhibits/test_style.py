"""House style: told apart without colour and with any common colour vision."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from drawn_exhibits import svg
from matplotlib import font_manager

from landreform import exhibits
from landreform.exhibits.draw import style
from landreform.exhibits.draw.dark import dark

# Machado, Oliveira and Fernandes (2009), full dichromacy, for linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
# CIE 1976: a difference of about two is the least that is seen side by side; these must be told apart at a glance.
LEAST_DIFFERENCE = 10


def linear(colour):
    part = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """CIE L*a*b* of linear sRGB, white point D65."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb
    ratio = xyz / [0.9505, 1.0, 1.089]
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def test_the_measure_of_colour_is_right_where_it_is_known():
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.02)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.1)


def difference(first, second, deficiency):
    seen = [lab(np.clip(np.array(DEFICIENCIES[deficiency]) @ linear(colour), 0, 1)) for colour in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


PALETTES = {"outcomes": style.OUTCOMES, "campaigns": style.CAMPAIGNS}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("palette", PALETTES)
def test_colours_are_told_apart_or_their_marks_are(palette, deficiency):
    for (first, a), (second, b) in combinations(PALETTES[palette].items(), 2):
        assert a[1:] != b[1:], f"{first} and {second} have the same marks, so colour alone would tell them apart"
        assert difference(a[0], b[0], deficiency) >= LEAST_DIFFERENCE, (first, second)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("family", [style.Campaign, style.Standing, style.Series])
def test_what_is_told_apart_by_meaning_is_told_apart_by_colour(family, deficiency):
    named = {name: colour for name, colour in vars(family).items() if name.isupper()}
    for (first, a), (second, b) in combinations(named.items(), 2):
        assert difference(a, b, deficiency) >= LEAST_DIFFERENCE, (first, second)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("family", [style.Campaign, style.Standing, style.Series, style.OUTCOMES])
def test_on_a_dark_page_they_are_told_apart_too(family, deficiency):
    """A little less than on white is enough: each has a marker, a line or a place of its own besides."""
    named = family if isinstance(family, dict) else {name: (c,) for name, c in vars(family).items() if name.isupper()}
    for (first, (a, *_)), (second, (b, *_)) in combinations(named.items(), 2):
        assert difference(dark(a), dark(b), deficiency) >= 0.8 * LEAST_DIFFERENCE, (first, second)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_is_seen_on_white(palette):
    for name, (colour, *_) in PALETTES[palette].items():
        assert difference(colour, "#ffffff", "none") >= 20, name


def test_typefaces_of_the_machine_do_not_matter(monkeypatch):
    manager = font_manager.fontManager
    expected = svg("fig-claims")
    italic = str(Path(style.__file__).parent / "fonts" / "NotoSans-Italic.ttf")
    decoys = [
        font_manager.FontEntry(fname=italic, name=name, style="normal", weight=weight, size="scalable")
        for name in ("Noto Sans", "DejaVu Sans")
        for weight in (400, 700)
    ]
    found = [*decoys, *manager.ttflist]
    monkeypatch.setattr(manager, "ttflist", found)
    manager.addfont(italic)  # which makes the manager forget what it had found before
    before = list(found)
    assert exhibits.show("fig-claims").svg() == expected
    # What the reader has is given back, and nothing of ours is left among it.
    assert manager.ttflist is found and found == before


def test_sizes_of_type_colours_and_dashes_stand_in_one_place():
    own = Path(style.__file__)
    literal = re.compile(r'(?:fontsize|labelsize)=\d|"#[0-9a-fA-F]{6}"|\(0, \([\d.]+, [\d.]+')
    # The colours of a dark page are reckoned from those of the style, beside its ground.
    modules = [path for path in own.parents[1].rglob("*.py") if path not in (own, own.with_name("dark.py"))]
    assert len(modules) > 40
    assert [path.name for path in modules if literal.search(path.read_text(encoding="utf-8"))] == []


def test_names_of_sizes_and_tints_are_used():
    """A name that no figure takes is a size or colour that nobody sees."""
    own = Path(style.__file__)
    text = "\n".join(path.read_text(encoding="utf-8") for path in own.parents[1].rglob("*.py") if path != own)
    for names in (style.Size, style.Tint, style.Dash):
        for name in vars(names):
            assert name.startswith("_") or f"{names.__name__}.{name}" in text, name
