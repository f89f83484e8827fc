"""WGS 84 coordinates of divisions: city_geo (BD-09) converted, checked, and GeoNames where it has nothing usable."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from places_datum import bd09_to_wgs84, kilometres
from places_names import stem
from places_sources import City, Paths, cities, positions, spellings

Position = tuple[float, float]
_DIRECT = ("省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区", "县")
_ALONE = 420.0  # km to the nearest division of the same prefecture or province: more than any true one
_SAME_TOWN = 15.0  # km
_WRONG_NAME = 60.0  # km between two places of one name: not the same place
_LARGE = 20000  # people: a place known only by its Latin spelling must be a town
_PLACEHOLDER = 40.0  # km between city_geo and GeoNames for a county without prefecture


class Coordinates:
    """Looks up the seat of a division in degrees WGS 84, four decimals."""

    def __init__(
        self,
        paths: Paths,
        current: Mapping[str, str],
        former: Mapping[str, Iterable[str]],
        seats: Mapping[str, str],
    ):
        """`current` code → name, `former` code → old names, `seats` prefecture → the county at whose position it lies."""
        self._current, self._former = current, former
        self._seats: dict[tuple[str, str, str], Position] = {
            key: bd09_to_wgs84(*value) for key, value in positions(paths).items()
        }
        self._places: dict[str, list[City]] = defaultdict(list)
        self._by_latin: dict[str, list[City]] = defaultdict(list)
        for city in cities(paths):
            if city.country in {"CN", "HK", "MO", "TW"}:
                self._by_latin[city.name].append(city)
                for name in city.names:
                    self._places[name].append(city)
        self._spelling = spellings(paths)
        self.rejected: list[str] = []  # what was left out, and why
        self.seats = {code: seat for code in current if (seat := self._listed(code))}
        self._regions = self._province_regions()
        self._drop_misplaced()
        self._drop_shared()
        for code, county in seats.items():
            self.seats[code] = self.seats[county]

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

    def _drop_misplaced(self) -> None:
        """Forget seats that lie far from everything they belong to (三沙 in 湖北, 巴里坤 at 乌鲁木齐)."""
        for code in list(self.seats):
            groups = (code[:2],) if code.endswith("00") else (code[:4], code[:2])
            near = (
                [self.seats[c] for c in self.seats if c.startswith(group) and c != code] for group in groups
            )
            others = next((found for found in near if found), [])
            if others and min(kilometres(self.seats[code], other) for other in others) > _ALONE:
                self._reject(code, "far from all of its neighbours")

    def _drop_shared(self) -> None:
        """Forget a seat that several counties share, unless GeoNames has the county there: it is that of the city around them."""
        holders: dict[Position, list[str]] = defaultdict(list)
        for code, seat in self.seats.items():
            if not code.endswith("00"):
                holders[seat].append(code)
        for code in [code for codes in holders.values() if len(codes) > 1 for code in codes]:
            other = self._gazetted(code)
            if other is None or kilometres(other, self.seats[code]) > _SAME_TOWN:
                self._reject(code, "the same as another county's")

    def _reject(self, code: str, reason: str) -> None:
        self.rejected.append(f"{code} {self._current[code]} at {self.seats[code]}: {reason}")
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
        spelled = [
            c
            for c in self._by_latin.get(self._spelling.get(code, ""), ())
            if c.region == self._regions.get(code[:2])
        ]
        large = [c for c in spelled if c.population >= _LARGE]
        return large[0].position if len(large) == 1 else None

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
        return other is not None and kilometres(other, self.seats[code]) > _PLACEHOLDER

    def latin(self, name: str, country: str) -> Position | None:
        """Position of the largest place called `name` in Latin letters in a country of GeoNames: Kaohsiung, TW."""
        found = [c for c in self._by_latin.get(name, ()) if c.country == country]
        best = max(found, key=lambda c: (c.population, -c.identifier), default=None)
        return best.position if best else None
