"""Chinese map datums back to WGS 84: BD-09 (Baidu) → GCJ-02 → WGS 84.

Method: the published closed forms of the GCJ-02 shift on the Krasovsky ellipsoid and of Baidu's second shift, as found
in coordtransform and eviltransform (MIT). The forward GCJ-02 shift is inverted by fixed-point iteration, which
converges to less than 1 cm; Baidu's shift by its usual approximation, good to about 2 m.

`seeds/recipes/places.py datum` compares the coordinates of city_geo, under each hypothesis, with GeoNames (WGS 84)
positions of the same names: only BD-09 leaves no bias (see `seeds/SOURCES.tsv` for the figures).
"""

import math

_AXIS = 6378245.0  # Krasovsky 1940, metres
_ECCENTRICITY2 = 0.00669342162296594323
_BAIDU = math.pi * 3000 / 180


def _wave(value: float, *terms: tuple[float, float]) -> float:
    """Sum of amplitude × sin(value × π / divisor), times two thirds."""
    return sum(a * math.sin(value * math.pi / d) for a, d in terms) * 2 / 3


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """How far GCJ-02 lies from WGS 84 at a WGS 84 position, in degrees (north, east)."""
    x, y = longitude - 105, latitude - 35
    common = _wave(x, (20, 1 / 6), (20, 1 / 2))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + common
    north += _wave(y, (20, 1), (40, 3), (160, 12), (320, 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + common
    east += _wave(x, (20, 1), (40, 3), (150, 12), (300, 30))
    sine = math.sin(math.radians(latitude))
    root = math.sqrt(1 - _ECCENTRICITY2 * sine * sine)
    north_metres = _AXIS * (1 - _ECCENTRICITY2) / root**3
    east_metres = _AXIS / root * math.cos(math.radians(latitude))
    return math.degrees(north / north_metres), math.degrees(east / east_metres)


def gcj02_to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """GCJ-02 degrees → WGS 84 degrees (latitude, longitude).

    Example: 天安门 at GCJ-02 39.90873, 116.39746 is WGS 84 39.90733, 116.39122.
    """
    north, east = latitude, longitude
    for _ in range(10):
        dn, de = _shift(north, east)
        north, east = latitude - dn, longitude - de
    return north, east


def bd09_to_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """BD-09 degrees → GCJ-02 degrees (latitude, longitude). Example: 天安门 39.91509, 116.40384 → 39.90875, 116.39747."""
    x, y = longitude - 0.0065, latitude - 0.006
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * _BAIDU)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * _BAIDU)
    return radius * math.sin(angle), radius * math.cos(angle)


def bd09_to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """BD-09 degrees → WGS 84 degrees (latitude, longitude). Example: 天安门 39.91509, 116.40384 → 39.90735, 116.39123."""
    return gcj02_to_wgs84(*bd09_to_gcj02(latitude, longitude))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of two near positions in km, on a local plane (good to 1 % below 500 km)."""
    north = (a[0] - b[0]) * 111.2
    east = (a[1] - b[1]) * 111.2 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)
