"""Makes `seeds/places/outlines.json`: schematic outlines of countries, provinces and prefectures for the map of `kg serve`.

    python seeds/recipes/outlines.py --echarts DIR --atlas DIR

`--echarts` and `--atlas` are the unpacked npm packages echarts 4.9.0 and world-atlas 2.0.2 (`npm pack NAME@VERSION`, then
`tar xzf`); shapely 2.2 and babel are needed here only. China is drawn as echarts draws it, as official maps of China do:
all 34 divisions of province level, the islands of the South China Sea, and the drawing of that sea with its dashes. The
borders of neighbours are cut at China's. Everything is simplified as one coverage, so that neighbours share their border.

The world is cut in the Atlantic, at 30° west, so that maps with China in the middle need no cutting: longitudes of its layer
go from -30 to 330. The file holds layers of code → rings; a ring is [x, y, dx, dy, dx, dy, …] in whole units of 1/scale degrees, longitude
first, without the last point that closes it. Holes are rings too: fill by the even-odd rule.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from babel import Locale
from babel.core import get_global
from outlines_sources import (
    areas,
    atlas_shapes,
    diaoyu_islands,
    echarts_shapes,
    south_china_sea,
)
from shapely import MultiPolygon, box
from shapely.affinity import translate

from kg.knowledge.tables import read_table, values

_PLACES = Path(__file__).resolve().parent.parent / "places"

_SCALE = 200
_GAP = 0.03
"""Degrees: gaps between divisions that are no wider than this come from drawing each by itself."""

# How far outlines are simplified (degrees; Visvalingam's area is its square), and the smallest island kept (square degrees).
_WORLD, _PROVINCES, _PREFECTURES = (0.16, 0.02), (0.05, 0.004), (0.035, 0.002)
_ISLANDS_KEPT = {"460000", "460300", "710000", "CN"}
_MUNICIPALITIES = {"11", "12", "31", "50", "71", "81", "82"}

# Names of echarts that CLDR writes otherwise. Parts without a code are land that is drawn and not named.
_COUNTRIES = {
    "W. Sahara": "EH", "Aland": "AX", "Fr. S. Antarctic Lands": "TF", "Antigua and Barb.": "AG", "Bosnia and Herz.": "BA",
    "Central African Rep.": "CF", "Côte d'Ivoire": "CI", "Dem. Rep. Congo": "CD", "Congo": "CG", "Cayman Is.": "KY", "N. Cyprus": "CY",
    "Czech Rep.": "CZ", "Dominican Rep.": "DO", "Falkland Is.": "FK", "Faeroe Is.": "FO", "Eq. Guinea": "GQ",
    "Heard I. and McDonald Is.": "HM", "Br. Indian Ocean Ter.": "IO", "Siachen Glacier": "", "Korea": "KR", "Lao PDR": "LA",
    "Saint Lucia": "LC", "Macedonia": "MK", "Myanmar": "MM", "N. Mariana Is.": "MP", "Palestine": "PS", "Fr. Polynesia": "PF",
    "Dem. Rep. Korea": "KP", "S. Sudan": "SS", "S. Geo. and S. Sandw. Is.": "GS", "Saint Helena": "SH", "Solomon Is.": "SB",
    "St. Pierre and Miquelon": "PM", "São Tomé and Principe": "ST", "Swaziland": "SZ", "Turks and Caicos Is.": "TC",
    "Trinidad and Tobago": "TT", "Turkey": "TR", "St. Vin. and Gren.": "VC", "U.S. Virgin Is.": "VI", "": "",
}  # fmt: skip


def _prefectures(folder: Path) -> dict[str, MultiPolygon]:
    """Return the shape of every prefecture, of counties that belong to none, and of what is not divided further."""
    by_name, current = _divisions()
    parts: dict[str, list[MultiPolygon]] = defaultdict(list)
    for path in sorted((folder / "map/json/province").glob("*.json")):
        features = list(echarts_shapes(path))
        province = next((code[:2] for code, _, _ in features if code), "71")
        for code, name, outline in features:
            if province in _MUNICIPALITIES:
                key = province + "0000"
            else:
                key = code if code in current else by_name[province, name]
            parts[key].append(outline)
    parts["710000"].append(diaoyu_islands(folder))
    return {key: areas(shapely.union_all(found)) for key, found in sorted(parts.items())}


def _divisions() -> tuple[dict[tuple[str, str], str], set[str]]:
    """Return province and name, former ones too → code of today, and all codes of today."""
    by_name, current = {}, set()
    for row in sorted(read_table(_PLACES / "divisions.tsv"), key=lambda row: row["valid_to"]):
        code = row["division_code"]
        if row["valid_to"]:
            heirs = [heir.removeprefix("place/") for heir in values(row["successor"])]
            code = next((heir for heir in heirs if heir.startswith(row["key"][:2])), "")
            # A prefecture that became districts of another belongs to that one now: 莱芜市 to 济南市.
            code = code[:4] + "00" if row["key"].endswith("00") and code[:4] + "00" in current else code
        elif code:
            current.add(code)
        if code:
            for name in (row["name"], *values(row["former"])):
                by_name.setdefault((code[:2], name), code)
    return by_name, current


def _cover(shapes: Mapping[str, MultiPolygon], gap: float) -> dict[str, MultiPolygon]:
    """Return the shapes without overlaps, and without gaps up to a width; one that others would swallow stays as it was."""
    cleaned = shapely.coverage_clean(np.array(list(shapes.values())), gap_width=gap)
    return {
        key: areas(outline) if outline.area > 0 else shapes[key]
        for key, outline in zip(shapes, cleaned, strict=True)
    }


def _simplified(
    shapes: Mapping[str, MultiPolygon], tolerance: float, smallest: float
) -> dict[str, MultiPolygon]:
    """Return the shapes with simpler borders, still shared, and without islands that are too small to see."""
    simple = shapely.coverage_simplify(np.array(list(shapes.values())), tolerance)
    result = {}
    for key, outline in zip(shapes, simple, strict=True):
        parts = sorted(shapely.get_parts(outline), key=lambda part: -part.area)
        result[key] = MultiPolygon(
            [p for n, p in enumerate(parts) if n == 0 or p.area >= smallest or key in _ISLANDS_KEPT]
        )
    return result


def _united(shapes: Mapping[str, MultiPolygon], digits: int) -> dict[str, MultiPolygon]:
    """Return the shapes united by the first digits of their code."""
    groups: dict[str, list[MultiPolygon]] = defaultdict(list)
    for key, outline in shapes.items():
        groups[key[:digits].ljust(6, "0")].append(outline)
    return {key: areas(shapely.union_all(found)) for key, found in groups.items()}


def _countries(echarts: Path, atlas: Path, china: MultiPolygon) -> dict[str, MultiPolygon]:
    """Return the shape of every country and territory; "" is land that is drawn without a name."""
    english = {name: code for code, name in Locale("en").territories.items() if len(code) == 2}
    numeric = {
        code: alpha[0]
        for code, alpha in get_global("territory_aliases").items()
        if code.isdigit() and len(alpha) == 1
    }
    parts: dict[str, list[MultiPolygon]] = defaultdict(list)
    for _, name, outline in echarts_shapes(echarts / "map/json/world.json"):
        parts[_COUNTRIES[name] if name in _COUNTRIES else english[name]].append(outline)
    parts["CN"].append(china)
    known = {row["key"] for row in read_table(_PLACES / "countries.tsv")} - {"HK", "MO", "TW", "AQ"}
    for code, outline in atlas_shapes(atlas / "countries-50m.json"):
        key = numeric.get(code, "")
        if key in known and key not in parts:
            parts[key].append(outline)
    whole = {key: areas(shapely.union_all(found)) for key, found in sorted(parts.items())}
    return {
        key: outline if key == "CN" else _from_atlantic(areas(outline.difference(whole["CN"])))
        for key, outline in whole.items()
    }


def _from_atlantic(outline: MultiPolygon) -> MultiPolygon:
    """Return a shape with longitudes from -30 to 330: what the date line cuts is whole, what 30° west crosses is cut."""
    east, west = outline.intersection(box(-30, -90, 180, 90)), outline.intersection(box(-180, -90, -30, 90))
    return areas(shapely.union_all([east, translate(west, 360)]))


def _rings(outline: MultiPolygon) -> list[list[int]]:
    """Return the rings of a shape in whole units, as differences; rings that shrink to nothing are left out."""
    rings = []
    for part in outline.geoms:
        for ring in (part.exterior, *part.interiors):
            points = [(round(x * _SCALE), round(y * _SCALE)) for x, y in ring.coords[:-1]]
            points = [p for n, p in enumerate(points) if p != points[n - 1]]
            if len(points) < 3 and ring is part.exterior:
                x, y = round(part.centroid.x * _SCALE), round(part.centroid.y * _SCALE)
                points = [(x, y), (x + 2, y), (x + 1, y + 2)]
            if len(points) >= 3:
                flat = list(points[0])
                for (ax, ay), (bx, by) in pairwise(points):
                    flat += [bx - ax, by - ay]
                rings.append(flat)
    return rings


def _layer(shapes: Mapping[str, MultiPolygon]) -> dict[str, list[list[int]]]:
    return {key: _rings(outline) for key, outline in sorted(shapes.items())}


def main() -> None:
    """Read the sources and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--echarts", type=Path, required=True)
    parser.add_argument("--atlas", type=Path, required=True)
    paths = parser.parse_args()
    prefectures = _cover(_prefectures(paths.echarts), _GAP)
    china = areas(shapely.union_all(list(prefectures.values())))
    world = _cover(_countries(paths.echarts, paths.atlas, china), 0.1)
    layers = {
        "world": _layer(_simplified(world, *_WORLD)),
        "provinces": _layer(_simplified(_united(prefectures, 2), *_PROVINCES)),
        "prefectures": _layer(_simplified(prefectures, *_PREFECTURES)),
    }
    file = {"scale": _SCALE, "layers": layers, "south_china_sea": south_china_sea(paths.echarts)}
    target = _PLACES / "outlines.json"
    target.write_text(
        json.dumps(file, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )
    for name, layer in layers.items():
        points = sum(len(ring) // 2 for rings in layer.values() for ring in rings)
        print(f"{name}: {len(layer)} outlines, {points} points", file=sys.stderr)
    print(f"{target.name}: {target.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
