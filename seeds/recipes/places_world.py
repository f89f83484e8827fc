"""Makes `countries.tsv` and `world_cities.tsv`: countries and territories, their cities and first-level divisions."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from unicodedata import combining, normalize

from places_sources import City, Paths, cities, country_codes, table, territory_names

COLUMNS = (
    "key", "subtype", "name", "short", "aliases", "former", "guarded", "parent", "country_code",
    "latitude", "longitude", "capital", "same_as",
)  # fmt: skip
Row = dict[str, str]
_CHINA = {"HK", "MO", "TW"}  # provinces: see divisions.tsv
_CONTINENTS = {
    "AF": "africa", "AS": "asia", "EU": "europe", "NA": "north-america", "OC": "oceania", "SA": "south-america", "AN": "antarctic",
}  # fmt: skip
_WIKIDATA = {"NA": "Q1030", "PS": "Q219060"}  # missing in datasets/country-codes, or written otherwise
_LETTERS = str.maketrans("øłđı", "oldi", "’'‘")
_CITY_ENDINGS = ("市", "城", "港", "区", "镇", "岛")


class World:
    """Joins CLDR, the United Nations' and GeoNames' lists with the names kept by hand."""

    def __init__(self, paths: Paths):
        """Read the places of GeoNames and the table of cities."""
        self.paths = paths
        self.report: list[str] = []
        self._places: dict[tuple[str, str], list[City]] = defaultdict(list)
        for city in cities(paths):
            for name in {city.name, *city.names}:
                self._places[city.country, name].append(city)
        self._towns = table(paths.inputs / "world_cities.tsv")
        self._capitals = {row["country"]: row for row in self._towns if row["capital"]}

    def _find(self, row: Mapping[str, str]) -> City | None:
        """The GeoNames place of a row: the largest of its Latin name, confirmed by its Chinese name where GeoNames has one."""
        country = row["country"]
        found = self._places.get((country, row["latin"]), [])
        if not found:
            self.report.append(f"{country} {row['latin']} {row['name']}: not in GeoNames")
            return None
        bare = row["name"].split("（")[0]
        names = {bare, bare.removesuffix("市"), *row["short"].split("|"), *row["aliases"].split("|")} - {""}
        confirmed = [city for city in found if names & city.names]
        return max(confirmed or found, key=lambda c: (c.population, -c.identifier))

    def countries(self) -> Iterator[Row]:
        """Rows by ISO 3166-1 code, Hong Kong, Macao and Taiwan left out. Example: AE 阿拉伯联合酋长国, short 阿联酋."""
        names, by_hand = (
            territory_names(self.paths),
            {r["code"]: r for r in table(self.paths.inputs / "country_names.tsv")},
        )
        for code, listed in sorted(country_codes(self.paths).items()):
            if code in _CHINA:
                continue
            hand = by_hand.get(code, {})
            name = hand.get("name") or names.get(f"{code}-alt-short") or names[code]
            official = listed["UNTERM Chinese Formal"].strip(" *")
            others = [*hand.get("aliases", "").split("|"), official, names.get(f"{code}-alt-variant", "")]
            taken = {
                name,
                *hand.get("short", "").split("|"),
                *hand.get("guarded", "").split("|"),
                *hand.get("former", "").split("|"),
            }
            capital = self._capitals.get(code)
            city = self._find(capital) if capital else None
            item = _WIKIDATA.get(code) or listed["wikidata_id"].rsplit("/", 1)[-1]
            yield {
                "key": code, "subtype": "Region" if code == "AQ" else "Country", "name": name, "short": hand.get("short", ""),
                "aliases": "|".join(x for x in dict.fromkeys(others) if x and x not in taken), "former": hand.get("former", ""),
                "guarded": hand.get("guarded", ""), "parent": f"place/{_CONTINENTS[listed['Continent']]}", "country_code": code,
                "capital": _capital_key(code, capital), **_position(city),
                "same_as": "|".join(
                    ["http://www.wikidata.org/entity/" + item] * bool(item)
                    + [f"https://sws.geonames.org/{listed['Geoname ID']}/"] * bool(listed["Geoname ID"])
                ),
            }  # fmt: skip

    def cities(self) -> Iterator[Row]:
        """Rows of `inputs/world_cities.tsv` with coordinates, then those of `inputs/world_divisions.tsv`."""
        taken = {name for row in self._towns for name in _names(row)} | {r["name"] for r in self.countries()}
        for row in self._towns:
            city = self._find(row)
            alias = "" if row["name"].endswith((*_CITY_ENDINGS, "）")) else row["name"] + "市"
            aliases = [*row["aliases"].split("|"), alias if alias not in taken else ""]
            yield {
                "key": city_key(row), "subtype": "City", "name": row["name"], "short": row["short"],
                "aliases": "|".join(x for x in dict.fromkeys(aliases) if x), "guarded": row["guarded"],
                "parent": "place/kosovo" if row["country"] == "XK" else f"place/{row['country']}", **_position(city),
                "same_as": f"https://sws.geonames.org/{city.identifier}/" if city else "",
            }  # fmt: skip
        for row in table(self.paths.inputs / "world_divisions.tsv"):
            yield row | {"subtype": "Province", "parent": f"place/{row['key'][:2]}"}


def city_key(row: Mapping[str, str]) -> str:
    """Key of a city: country and Latin name without marks, `JP-tokyo`, `US-new-york-city`."""
    plain = "".join(c for c in normalize("NFKD", row["latin"]).lower() if not combining(c))
    plain = plain.translate(_LETTERS)
    return f"{row['country']}-{'-'.join(re.findall('[a-z0-9]+', plain))}"


def _names(row: Mapping[str, str]) -> set[str]:
    return {row["name"], *row["short"].split("|"), *row["aliases"].split("|")} - {""}


def _capital_key(code: str, row: Mapping[str, str] | None) -> str:
    return "place/110000" if code == "CN" else f"place/{city_key(row)}" if row else ""


def _position(city: City | None) -> Row:
    if city is None:
        return {}
    return {"latitude": f"{city.position[0]:.4f}", "longitude": f"{city.position[1]:.4f}"}
