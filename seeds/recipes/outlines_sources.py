"""The shapes that the sources of the outlines hold: maps of the npm package echarts, small countries of world-atlas."""

import json
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely import MultiPolygon, Polygon

Ring = list[tuple[float, float]]

_SCALE = 1024
# Units of the drawing of the islands of the South China Sea, as echarts places it (lib/coord/geo/fix/nanhai.js).
_INSET_SIZE = (64.0, 93.1)


def echarts_shapes(path: Path) -> Iterator[tuple[str, str, MultiPolygon]]:
    """Yield code (empty where it has none), name and shape of every feature of a map of echarts 4.

    Example: `map/json/province/jiangsu.json` gives first 320100, 南京市 and its shape.
    """
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons, offsets = geometry["coordinates"], geometry.get("encodeOffsets")
        if geometry["type"] == "Polygon":
            polygons, offsets = [polygons], [offsets]
        rings = [
            [_decoded(ring, offsets[i][j]) if isinstance(ring, str) else [(x, y) for x, y, *_ in ring] for j, ring in enumerate(polygon)]
            for i, polygon in enumerate(polygons)
        ]  # fmt: skip
        yield str(feature.get("id") or ""), feature["properties"]["name"], shape(rings)


def _decoded(ring: str, offset: list[int]) -> Ring:
    """Decode a ring as echarts packs it: differences in zigzag, one character each, in 1/1024 degrees."""
    x, y = offset
    points = []
    for across, up in zip(ring[::2], ring[1::2], strict=True):
        dx, dy = ord(across) - 64, ord(up) - 64
        x += (dx >> 1) ^ -(dx & 1)
        y += (dy >> 1) ^ -(dy & 1)
        points.append((x / _SCALE, y / _SCALE))
    return points


def shape(polygons: list[list[Ring]]) -> MultiPolygon:
    """Return valid polygons made of rings, the first ring of each the outer one; rings of under four points are left out."""
    parts = [
        shapely.make_valid(Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3]))
        for rings in polygons
        if rings and len(rings[0]) > 3
    ]
    return areas(shapely.union_all(parts))


def areas(geometry: shapely.Geometry) -> MultiPolygon:
    """Return the polygons of a geometry, without the lines and points that cutting leaves."""
    return MultiPolygon([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def atlas_shapes(path: Path) -> Iterator[tuple[str, MultiPolygon]]:
    """Yield the numeric ISO code and the shape of every country of a TopoJSON file of world-atlas."""
    data = json.loads(path.read_text(encoding="utf-8"))
    (kx, ky), (x0, y0) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)

    def ring(numbers: list[int]) -> Ring:
        return [point for n in numbers for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]

    for country in data["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        yield country.get("id", ""), shape([[ring(numbers) for numbers in polygon] for polygon in polygons])


def south_china_sea(folder: Path) -> list[list[list[float]]]:
    """Return the rings of echarts' drawing of the South China Sea: coast, Hainan, dashes, in its units, y downwards.

    The last ring of the source is the frame, which we draw ourselves.
    """
    source = (folder / "lib/coord/geo/fix/nanhai.js").read_text(encoding="utf-8")
    text = source.partition("var points = ")[2].partition(";")[0]
    rings: list[list[list[float]]] = json.loads(text)
    if max(x for ring in rings for x, _ in ring) != _INSET_SIZE[0]:
        raise ValueError("nanhai.js is not the drawing that this recipe knows")
    return rings[:-1]


def diaoyu_islands(folder: Path) -> MultiPolygon:
    """Return the outline of the Diaoyu islands (钓鱼岛), which echarts keeps apart from its map."""
    source = (folder / "lib/coord/geo/fix/diaoyuIsland.js").read_text(encoding="utf-8")
    rings = json.loads(source.partition("var points = ")[2].partition(";")[0])
    return shape([[[(x, y) for x, y in ring]] for ring in rings])
