"""What 全省, 全市, 当地 and 园区 stand for: the place of that level that the text named last, or names most."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.statistics.reading import Name, Reading
from kg.knowledge import Known, gazetteer
from kg.records import EntityType, Mention, Ref

LOCAL = re.compile(
    r"(?P<province>全省|我省|本省|该省|省内(?!区域|项目|外|跨)|省委|省政府|省人大|省政协)|(?P<city>全市|我市|本市|该市|市内|市委|市政府|市人大|全州|该州)"
    r"|(?P<county>全县|我县|本县|该县|县委|县政府|县人大)|(?P<district>全区|我区|本区|该区)|(?P<here>当地|全港|全澳|全岛)"
    r"|(?P<site>园区(?!以外|外)|该园|园内|该港|该景区|景区内|古城内)"
)
"""Words that stand for a place named elsewhere, by the level of that place."""

_SEAT = re.compile(r"^.{2,10}?(?:自治区|自治州|省|市|县|区|州|盟|旗)")
_LOCAL_BODY = re.compile(
    r"^(?P<level>[省市县区])(?=[^，。]{1,14}(?:厅|局|委员会|委|办公室|办|院|府|会|中心)$)"
)
_SHORT_BODY = re.compile(r"(?:厅|委|委员会|办公室|政府|(?<!海关)(?<!铁路)局)$")
"""How a body ends whose name opens with the short name of its place: 江苏水利厅, not 海口海关."""
_CODE = re.compile(r"place/\d{6}")
_LEVELS = {"Province": "province", "City": "city", "County": "county"}
_BODY_LEVELS = {"省": "province", "市": "city", "县": "county", "区": "district"}
_MUNICIPALITIES = frozenset({"place/110000", "place/120000", "place/310000", "place/500000"})
_AUTONOMOUS = frozenset({"place/150000", "place/450000", "place/540000", "place/640000", "place/650000"})
_HEADING = 3


@dataclass(frozen=True, slots=True)
class Located:
    """A place as the text names it at `begin`, by itself or in front of a body (江苏省水利厅)."""

    begin: int
    block: int
    levels: frozenset[str]
    place: Ref
    key: str


class Homes:
    """Resolves local words of an article; `areas` are its place names that stand for the area spoken of."""

    def __init__(self, reading: Reading, areas: Sequence[Name]):
        """Collect the places of an article, with those in front of its public bodies."""
        self.reading = reading
        self.located: list[Located] = []
        for name in areas:
            self._add(
                name.begin,
                name.mention,
                name.mention.key or name.mention.name or name.mention.text,
                name.mention.subtype,
            )
        for name in reading.names:
            if (
                name.mention.type is EntityType.ORGANIZATION
                and name.mention.subtype == "GovernmentBody"
                and (seat := seat_of(name.mention))
            ):
                self._add(name.begin, seat.key, seat.key, seat.subtype)
        self.seats = [one for one in self.located if isinstance(one.place, str)]
        self.located.sort(key=lambda one: one.begin)
        self.sites = [
            n for n in reading.names if n.mention.type is EntityType.PLACE and n.mention.subtype == "Site"
        ]

    def _add(self, begin: int, place: Ref, key: str, subtype: str | None) -> None:
        levels = {_LEVELS[subtype]} if subtype in _LEVELS else set()
        if key in _MUNICIPALITIES:
            levels.add("city")
        if key in _AUTONOMOUS or subtype == "County":
            levels.add("district")
        self.located.append(
            Located(begin, self.reading.sentence_at(begin).block, frozenset(levels), place, key)
        )

    def of(self, m: re.Match[str]) -> Ref | None:
        """The place that a match of `LOCAL` stands for; None when the text names none.

        Example: 全省 in an article about 衡阳市 is 湖南省.
        """
        level = m.lastgroup or ""
        if level == "site":
            before = [n for n in self.sites if n.begin < m.start()]
            return before[-1].mention if before else None
        if level == "here":
            return self._here(m.start())
        return self.of_level(level, m.start())

    def of_level(self, level: str, begin: int) -> Ref | None:
        """The place of a level that the paragraph named last before an offset, else the one the article names most."""
        fitting = [one for one in self.located if level in one.levels]
        block = self.reading.sentence_at(begin).block
        near = [one for one in fitting if one.block == block and one.begin < begin]
        if near:
            return near[-1].place
        if fitting:
            return self._most(fitting).place
        if level in {"province", "city"} and self.located:
            return self._above(self._most(self.located).key, level)
        return None

    def of_body(self, mention: Mention, begin: int) -> Ref | None:
        """The place a local body speaks for: 省水利厅, 江苏省水利厅; None for a national one."""
        if seat := seat_of(mention):
            return seat.key
        if m := _LOCAL_BODY.match(mention.text):
            return self.of_level(_BODY_LEVELS[m["level"]], begin)
        return None

    def _here(self, begin: int) -> Ref | None:
        block = self.reading.sentence_at(begin).block
        near = [one for one in self.located if one.begin < begin and one.block == block and one.levels]
        near = near or [one for one in self.located if one.begin < begin and one.levels]
        return near[-1].place if near else None

    def _most(self, among: Sequence[Located]) -> Located:
        counts: Counter[str] = Counter()
        for one in among:
            counts[one.key] += _HEADING if self.reading.sentence_at(one.begin).heading else 1
        return max(reversed(among), key=lambda one: counts[one.key])

    def _above(self, key: str, level: str) -> Ref | None:
        if _CODE.fullmatch(key) is None:
            return None
        code = key[6:8] + "0000" if level == "province" else key[6:10] + "00"
        found = f"place/{code}"
        return found if found != key and found in gazetteer().by_key else None


def seat_of(mention: Mention) -> Known | None:
    """The place in front of the name of a local body: 江苏省 of 江苏省水利厅 and of 江苏水利厅."""
    m = _SEAT.match(mention.name or mention.text) or _SEAT.match(mention.text)
    if m is not None:
        return next(
            (k for k in gazetteer().lookup(m[0]) if k.type is EntityType.PLACE and k.name == m[0]), None
        )
    if _SHORT_BODY.search(mention.text) is None:
        return None
    return next(
        (
            known
            for end in (4, 3, 2)
            for known in gazetteer().lookup(mention.text[:end])
            if known.type is EntityType.PLACE
            and known.subtype in _LEVELS
            and known.name != mention.text[:end]
        ),
        None,
    )
