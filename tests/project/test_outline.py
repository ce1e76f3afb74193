"""The tool that makes the outline of the maps, in closed form."""

import json
import math
import sys

import pytest

from landreform.exhibits.draw.maps import OUTLINE
from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import itertools

import outline

sys.path.pop(0)

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]


def test_a_square_cut_in_the_middle_is_half_of_it():
    half = outline.north_of(SQUARE, 1)
    assert half[0] == half[-1] and outline.area(half) == 2
    assert outline.north_of(SQUARE, 3) == [] and outline.area(outline.north_of(SQUARE, -1)) == 4


def test_a_circle_loses_what_lies_within_the_tolerance_and_nothing_more():
    around = [(math.cos(k * math.pi / 180), math.sin(k * math.pi / 180)) for k in range(361)]
    simple = outline.simplified(around, 0.01)
    assert len(simple) < 40 and set(simple) <= set(around) and simple[0] == around[0]
    assert outline.area(simple) == pytest.approx(math.pi, rel=0.02)
    for point in around:
        pairs = itertools.pairwise(simple)
        assert min(outline._distance(point, first, last) for first, last in pairs) <= 0.01 + 1e-12


def test_an_arc_read_backwards_joins():
    change = {"scale": [1, 1], "translate": [0, 0]}
    arcs = [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]]
    shape = {"type": "MultiPolygon", "id": "7", "arcs": [[[0, ~1]]]}
    world = {"objects": {"countries": {"geometries": [shape]}}, "arcs": arcs, "transform": change}
    assert outline.rings(world, "7") == [[(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]]
    with pytest.raises(ValueError, match="No country with the number '8'"):
        outline.rings(world, "8")


def test_the_file_says_where_it_comes_from_and_how_it_was_made():
    (feature,) = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]
    assert feature["properties"] == outline.ABOUT
    assert {"source", "read_in", "licence", "made"} <= set(outline.ABOUT)
    for polygon in feature["geometry"]["coordinates"]:
        assert outline.area([tuple(point) for point in polygon[0]]) >= outline.LEAST_AREA / 2
        assert min(lat for _, lat in polygon[0]) >= outline.PARALLEL
    assert OUTLINE.stat().st_size < 10_000
