"""WGS 84 coordinates of divisions: city_geo (BD-09) converted, checked, and GeoNames where it has nothing usable."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from places_datum import bd09_to_wgs84, kilometres
from places_names import stem
from places_sources import City, Paths, cities, positions

Position = tuple[float, float]
_DIRECT = ("省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区", "县")
_TOO_FAR = 40.0  # km between a city's seat and the nearest of its own counties' seats
_WRONG_NAME = 60.0  # km between two places of one name: not the same place
_PLACEHOLDER = 40.0  # km between city_geo and GeoNames for a county without prefecture


class Coordinates:
    """Looks up the seat of a division in degrees WGS 84, four decimals."""

    def __init__(self, paths: Paths, current: Mapping[str, str], former: Mapping[str, Iterable[str]]):
        self._current, self._former = current, former
        self._seats: dict[tuple[str, str, str], Position] = {
            key: bd09_to_wgs84(*value) for key, value in positions(paths).items()
        }
        self._places: dict[str, list[City]] = defaultdict(list)
        for city in cities(paths):
            if city.country in {"CN", "HK", "MO", "TW"}:
                for name in city.names:
                    self._places[name].append(city)
        self.rejected: list[str] = []  # what was left out, and why
        self.seats = {code: seat for code in current if (seat := self._listed(code))}
        self._drop_misplaced_cities()
        self._regions = self._province_regions()

    def _names(self, code: str) -> list[str]:
        return [self._current[code], *self._former.get(code, ())]

    def _listed(self, code: str) -> Position | None:
        """The seat by city_geo under the current name or a former one, in the division's province and prefecture."""
        province = self._current[code[:2] + "0000"]
        if code.endswith("0000"):
            return self._seats.get((province, "市辖区", ""))
        prefecture = code[:4] + "00"
        parents = self._names(prefecture) if prefecture in self._current else list(_DIRECT)
        for name in self._names(code):
            for parent in parents:
                key = (province, name, "") if code == prefecture else (province, parent, name)
                if key in self._seats:
                    return self._seats[key]
        return None

    def _drop_misplaced_cities(self) -> None:
        """Take the seat of the nearest plausible county for a city that lies far from all of its counties (三沙 in 湖北)."""
        for code in [c for c in self.seats if c.endswith("00") and not c.endswith("0000")]:
            own = [self.seats[c] for c in self.seats if c[:4] == code[:4] and c != code]
            if own and min(kilometres(self.seats[code], other) for other in own) > _TOO_FAR:
                self.rejected.append(f"{code} {self._current[code]}: far from all of its counties")
                del self.seats[code]

    def _province_regions(self) -> dict[str, str]:
        """Two-digit province code → GeoNames region code, by where most of its divisions lie."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for code, seat in self.seats.items():
            for city in self._places.get(self._current[code], ()):
                if kilometres(city.position, seat) < _WRONG_NAME:
                    votes[code[:2]][city.region] += 1
        return {province: counts.most_common(1)[0][0] for province, counts in votes.items()}

    def _gazetted(self, code: str) -> Position | None:
        """Where GeoNames has the division: the largest place of its name in its province."""
        names = [name for full in self._names(code) for name in (full, stem(full)) if len(name) > 1]
        for name in dict.fromkeys(names):
            found = [c for c in self._places.get(name, ()) if c.region == self._regions.get(code[:2])]
            if found:
                return max(found, key=lambda c: (c.population, -c.identifier)).position
        return None

    def seat(self, code: str) -> Position | None:
        """Latitude and longitude of the seat of a current division, or None; of a province, that of its capital.

        Example: 320100 南京市 → about 32.0604, 118.7908.
        """
        if code.endswith("0000") and code not in self.seats:
            return self.seat(code[:2] + "0100")
        position = self.seats.get(code)
        if position is None or self._is_placeholder(code):
            position = self._gazetted(code)
        return (round(position[0], 4), round(position[1], 4)) if position else None

    def _is_placeholder(self, code: str) -> bool:
        """Whether the listed seat of a county without prefecture contradicts GeoNames: there the list often has the capital's."""
        if code[:4] + "00" in self._current:
            return False
        other = self._gazetted(code)
        wrong = other is not None and kilometres(other, self.seats[code]) > _PLACEHOLDER
        if wrong:
            self.rejected.append(f"{code} {self._current[code]}: not the position that GeoNames has")
        return wrong
