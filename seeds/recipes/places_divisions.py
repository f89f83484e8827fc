"""Makes `seeds/places/divisions.tsv`: every division of China at the levels of province, prefecture and county."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from places_coordinates import Coordinates
from places_history import Abolished, History, history
from places_names import Judge, plain_form, stem
from places_sources import Paths, divisions, table

COLUMNS = (
    "key", "subtype", "name", "short", "aliases", "former", "guarded", "parent", "division_code", "country_code",
    "latitude", "longitude", "valid_to", "successor", "same_as",
)  # fmt: skip
Row = dict[str, str]
_REGIONS = {
    "710000": ("台湾省", "Taipei", "TW"),
    "810000": ("香港特别行政区", "Hong Kong", "HK"),
    "820000": ("澳门特别行政区", "Macau", "MO"),
}
"""Units at province level that the mainland lists leave out: name, GeoNames place, ISO 3166-1 code."""
_SUBTYPES = ("Province", "City", "County")
_COMMON_NOUNS = {
    "城区", "郊区", "市郊区", "矿区", "东区", "西区", "南区", "北区", "中区", "新区", "市区", "新城区", "老城区", "港口区", "新市区", "盐区",
    "东城区", "西城区", "南城区", "市中区", "城中区", "城东区", "城西区", "城南区", "城北区", "东郊区", "西郊区", "南郊区", "北郊区", "滨海区",
    "东市区", "西市区", "中市区", "南市区", "北市区", "江北区", "河东区", "河西区", "工农区", "桥东区", "桥西区",
}  # fmt: skip
_QUALIFIED = {
    "城区",
    "郊区",
    "市郊区",
    "矿区",
    "东区",
    "西区",
    "南区",
    "北区",
    "中区",
    "新区",
    "市区",
    "新城区",
    "老城区",
    "港口区",
    "新市区",
}
"""Names of counties that are common nouns: their row is named with the city (晋城市城区), the noun itself is guarded."""


def level(code: str) -> int:
    """0 province, 1 prefecture, 2 county: 320000, 320100, 320102."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def parent(code: str, current: dict[str, str]) -> str:
    """Code of the division above, or CN: 320102 → 320100, 419001 → 410000, 320000 → CN."""
    if level(code) == 0:
        return "CN"
    prefecture = code[:4] + "00"
    return prefecture if level(code) == 2 and prefecture in current else code[:2] + "0000"


class Divisions:
    """Holds what is needed to name every division: the current ones, their history, and who else has a name."""

    def __init__(self, paths: Paths, taken: Iterable[str] = ()):
        """`taken` are names of places abroad that a division's short name must not claim (大田, 全州)."""
        self.paths, self.current, self.judge = paths, divisions(paths), Judge(paths.inputs)
        self.history: History = history(paths, self.current)
        self.by_hand = {row["code"]: row for row in table(paths.inputs / "division_names.tsv")}
        self.provinces = {row["code"]: row for row in table(paths.inputs / "provinces.tsv")}
        self.extra = table(paths.inputs / "division_extra.tsv")
        self.taken = set(taken)
        self.full = Counter(self.current.values())
        self._stems: dict[str, list[str]] = defaultdict(list)
        for code in self.current:
            self._stems[
                self.provinces[code]["short"] if level(code) == 0 else stem(self.current[code])
            ].append(code)
        for row in self.extra:
            for name in row["short"].split("|"):
                self._stems[name].append(row["key"])

    def candidates(self) -> set[str]:
        """Every short name that needs evidence: stems of current, renamed and abolished divisions."""
        old = (name for names in self.history.former.values() for name in names)
        names = {
            stem(name) for name in (*self.current.values(), *old, *(a.name for a in self.history.abolished))
        }
        return {name for name in names if len(name) > 1}

    def _owner(self, name: str) -> str | None:
        """The one division of highest rank with this short name, or None if several share the rank."""
        codes = sorted(self._stems.get(name, ()), key=lambda c: (level(c), c))
        top = [code for code in codes if level(code) == level(codes[0])]
        return top[0] if len(top) == 1 else None

    def _short(self, code: str) -> tuple[str, str]:
        """(short, guarded) of a prefecture or county."""
        name, full = stem(self.current[code]), self.current[code]
        if (
            len(name) < 2
            or name == full
            or (full.endswith("旗") and (len(name) < 3 or name[-1] in "左右前中后"))
        ):
            return "", ""
        owner = self._owner(name)
        if owner and owner != code and code.startswith(owner[:4] if level(owner) == 1 else owner[:2]):
            return "", ""  # 承德县 in 承德市, 吉林市 in 吉林省: only the larger one is called so
        alone = (
            owner == code and name not in self.taken and self.judge.stands_alone(name, large=level(code) < 2)
        )
        return (name, "") if alone else ("", name)

    def _former(self, code: str) -> tuple[list[str], list[str]]:
        """(former, guarded) old names, with their short forms where nothing else is called so."""
        former: list[str] = []
        guarded: list[str] = []
        for name in self.history.former.get(code, ()):
            if name in _COMMON_NOUNS or name in self.full or name == "市区":
                former.append(self._qualify(code, name))
            else:
                former.append(name)
                short = stem(name)
                if len(short) > 1 and short not in self._stems and short != name:
                    (
                        former if short not in self.taken and self.judge.stands_alone(short) else guarded
                    ).append(short)
        return former, guarded

    def _qualify(self, code: str, name: str) -> str:
        """The name with the city it lies in: 晋城市城区."""
        above = parent(code, self.current)
        return self.current[above] + name if above in self.current else name

    def province(self, code: str) -> Row:
        """Row of a unit at province level."""
        row = self.provinces[code]
        return {
            "short": row["short"], "aliases": row["aliases"], "guarded": row["guarded"], "country_code": _REGIONS[code][2] if code in _REGIONS else "",
            "same_as": "http://www.wikidata.org/entity/" + row["wikidata"],
        }  # fmt: skip

    def lower(self, code: str) -> Row:
        """Names of a prefecture or county."""
        name, hand = self.current[code], self.by_hand.get(code, {})
        short, guarded = self._short(code)
        former, former_guarded = self._former(code)
        plain = plain_form(name)
        plain_names = [plain] if plain and plain not in self.full and plain not in self._all_former else []
        aliases = _without(_join(plain_names, hand.get("aliases", "").split("|")), name, short)
        row = {
            "short": short, "aliases": aliases, "former": _without(_join(former), name, short, *aliases.split("|")),
            "guarded": _join([guarded], former_guarded, hand.get("guarded", "").split("|")),
        }  # fmt: skip
        if name in _QUALIFIED:
            row |= {
                "name": self._qualify(code, name),
                "guarded": _join([name], row["guarded"].split("|")),
                "short": "",
            }
        return row

    @property
    def _all_former(self) -> set[str]:
        return {name for names in self.history.former.values() for name in names}

    def gone(self, old: Abolished) -> Row:
        """Row of an abolished division: 崇文区, valid to 2010, successor 东城区."""
        name, short = old.name, stem(old.name)
        above = parent(old.code, self.current | {old.code: name})
        if above == old.code or above not in self.current:
            above = old.code[:2] + "0000"
        if name in _COMMON_NOUNS or name in self.full:
            name, short = self.current[above] + name, ""
        free = len(short) > 1 and short not in self._stems and short not in self.taken
        alone = free and self.judge.stands_alone(short)
        return {
            "key": f"{old.code}-{old.ended[:4]}" if old.code in self.current else old.code,
            "subtype": _SUBTYPES[level(old.code)], "name": name, "short": short if alone else "",
            "guarded": "" if alone or not free else short, "parent": f"place/{above}", "division_code": old.code,
            "valid_to": old.ended, "successor": "|".join(f"place/{code}" for code in old.successors),
        }  # fmt: skip

    def rows(self) -> Iterator[Row]:
        """All rows, current ones by code, then those of `division_extra.tsv`, then abolished ones."""
        seats = {code: row["seat"] for code, row in self.by_hand.items() if row["seat"]}
        coordinates = Coordinates(self.paths, self.current, self.history.former, seats)
        for code in sorted(self.current | self.provinces):
            if level(code) == 0 and code not in self.current:
                self.current[code] = _REGIONS[code][0]
            names = self.province(code) if level(code) == 0 else self.lower(code)
            base = {
                "key": code,
                "subtype": _SUBTYPES[level(code)],
                "name": self.current[code],
                "division_code": code,
            }
            yield (
                base
                | {"parent": f"place/{parent(code, self.current)}"}
                | names
                | _position(
                    coordinates.latin(*_REGIONS[code][1:]) if code in _REGIONS else coordinates.seat(code)
                )
            )
        for row in self.extra:
            position = coordinates.latin(row["latin"], row["country_code"]) if row["latin"] else None
            yield {column: row.get(column, "") for column in COLUMNS} | _position(position)
        for old in sorted(self.history.abolished, key=lambda a: a.code):
            yield self.gone(old)
        self.report = [
            *coordinates.rejected,
            *(f"no row for {c} {n}, last listed {y}" for c, n, y in self.history.unresolved),
        ]


def _join(*parts: Iterable[str]) -> str:
    """Several lists of names as one cell, without repetitions."""
    return "|".join(dict.fromkeys(name for part in parts for name in part if name))


def _without(cell: str, *known: str) -> str:
    """A cell without the names that another column has already."""
    return "|".join(name for name in cell.split("|") if name not in known)


def _position(position: tuple[float, float] | None) -> Row:
    return {"latitude": f"{position[0]:.4f}", "longitude": f"{position[1]:.4f}"} if position else {}
