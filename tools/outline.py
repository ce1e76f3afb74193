"""Make the outline of the North for the maps: ``python tools/outline.py countries-10m.json``.

The file is that of the npm package world-atlas 2.0.2 (``npm pack world-atlas@2.0.2``), which is Natural Earth 4.1.0,
1:10 million, as TopoJSON. Of the country the part north of the 17th parallel is kept, with the islands that are large
enough to be seen, and what no map of the width of a page can show is taken out of the line. Nothing else is needed,
and the same input gives the same bytes.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from landreform.exhibits.draw.maps import OUTLINE

Point = tuple[float, float]

#: ISO 3166 number of the country, and the parallel at which it is cut.
COUNTRY, PARALLEL = "704", 17.0
#: How far a point may lie off the simplified line, and the least area of a part that is kept (in degrees and squares of
#: them); a hundredth of a degree is a kilometre.
TOLERANCE, LEAST_AREA = 0.02, 0.004
#: Decimals of a coordinate, about a hundred metres.
DECIMALS = 3

ABOUT = {
    "title": "Northern Vietnam north of the 17th parallel, outline",
    "source": "Natural Earth 4.1.0, 1:10 million, Admin 0 – Countries, https://www.naturalearthdata.com/",
    "read_in": "countries-10m.json of the npm package world-atlas 2.0.2 (ISC), https://github.com/topojson/world-atlas",
    "licence": "Natural Earth is in the public domain; no right is claimed in this extract.",
    "made": f"python tools/outline.py countries-10m.json: cut at {PARALLEL:g} degrees north, line simplified to "
    f"{TOLERANCE} degrees (Douglas and Peucker), parts under {LEAST_AREA} square degrees left out.",
    "note": "Border and coast are those of today.",
}


def rings(topology: dict[str, Any], country: str = COUNTRY) -> list[list[Point]]:
    """Give the outer ring of every part of a country, in degrees of longitude and latitude.

    Parameters
    ----------
    topology : dict
        A quantized TopoJSON file with an object ``countries``.
    country : str
        Identifier of the country.

    Raises
    ------
    ValueError
        If the file has no such country.

    Examples
    --------
    >>> square = {"type": "Polygon", "id": "1", "arcs": [[0]]}
    >>> arcs = [[[0, 0], [2, 0], [0, 2], [-2, 0], [0, -2]]]
    >>> change = {"scale": [0.5, 0.5], "translate": [100, 20]}
    >>> world = {"objects": {"countries": {"geometries": [square]}}, "arcs": arcs, "transform": change}
    >>> rings(world, "1")
    [[(100.0, 20.0), (101.0, 20.0), (101.0, 21.0), (100.0, 21.0), (100.0, 20.0)]]
    """
    shapes = [shape for shape in topology["objects"]["countries"]["geometries"] if shape.get("id") == country]
    if not shapes:
        raise ValueError(f"No country with the number {country!r} in the file.")
    polygons = shapes[0]["arcs"] if shapes[0]["type"] == "MultiPolygon" else [shapes[0]["arcs"]]
    return [_ring(polygon[0], topology) for polygon in polygons]


def _ring(numbers: Sequence[int], topology: dict[str, Any]) -> list[Point]:
    """Join arcs, each given by its number or, backwards, by the complement of it."""
    ring: list[Point] = []
    for number in numbers:
        arc = _arc(topology["arcs"][number if number >= 0 else ~number], topology["transform"])
        arc = arc if number >= 0 else arc[::-1]
        ring += arc[1:] if ring else arc
    return ring


def _arc(steps: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> list[Point]:
    (across, up), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append((x * across + left, y * up + low))
    return points


def north_of(ring: Sequence[Point], parallel: float) -> list[Point]:
    """Cut a closed ring along a parallel and keep what lies north of it (Sutherland and Hodgman 1974, one edge).

    Examples
    --------
    >>> north_of([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)], 1)
    [(2.0, 1), (2, 2), (0, 2), (0.0, 1), (2.0, 1)]
    """
    kept: list[Point] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 >= parallel) != (y1 >= parallel):
            kept.append((x0 + (parallel - y0) / (y1 - y0) * (x1 - x0), parallel))
        if y1 >= parallel:
            kept.append((x1, y1))
    return [*kept, kept[0]] if kept else []


def area(ring: Sequence[Point]) -> float:
    """Measure a closed ring, in square degrees.

    Examples
    --------
    >>> area([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)])
    4.0
    """
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring))) / 2


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Leave out points of a line that lie no farther off than a tolerance (Douglas and Peucker 1973).

    The ends stay. Of a closed ring the point farthest from its end stays too.

    Examples
    --------
    >>> simplified([(0, 0), (1, 0.01), (2, 0), (2, 2)], 0.1)
    [(0, 0), (2, 0), (2, 2)]
    """
    keep = {0, len(line) - 1}
    left = [(0, len(line) - 1)]
    while left:
        first, last = left.pop()
        apart = [(_distance(line[k], line[first], line[last]), k) for k in range(first + 1, last)]
        farthest, k = max(apart, default=(0.0, first))
        if farthest > tolerance:
            keep.add(k)
            left += [(first, k), (k, last)]
    return [line[k] for k in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Measure from a point to the line between two others, to the point itself where the two are one."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    length = math.hypot(x1 - x0, y1 - y0)
    if length == 0:
        return math.hypot(x - x0, y - y0)
    share = max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length**2))
    return math.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0))


def outline(topology: dict[str, Any]) -> dict[str, Any]:
    """Make the outline as GeoJSON: one feature, largest part first, with what it is and how it was made."""
    parts = [north_of(ring, PARALLEL) for ring in rings(topology)]
    large = sorted((part for part in parts if part and area(part) >= LEAST_AREA), key=area, reverse=True)
    polygons = [[[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in simplified(part, TOLERANCE)]] for part in large]
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": ABOUT, "geometry": shape}]}


def main(arguments: Sequence[str]) -> int:
    """Write the outline from the file named; return 2 where none is named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    made = outline(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    OUTLINE.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUTLINE.name}: {OUTLINE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
