"""Relations that names and their neighbourhood state: parts of bodies, places inside places, sites and firms in places."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.events import event_relations
from kg.extract.relations.ties import ties
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import EntityType, Evidence, Mention, Predicate, Relation

_RANK = {"Country": 0, "Region": 1, "Province": 2, "City": 3, "County": 4, "Site": 6, None: 5}
_IN = re.compile(r"^(?:省|市)?(?:的|境内的?|首都|首府|省会|近郊的?|郊外的?|东部|西部|南部|北部|中部)?$")
_WATERS = re.compile(r"(?:江|河|湖|海|洋|山|山脉|流域)$")
_LOCATED = re.compile(r"(?:位于|地处|坐落于|坐落在|落户|落成于|总部设在|总部位于|设在|建在)$")


def relations(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield all relations between the names of an article but those of policies.

    Example: 四川省南充市高坪区 gives two steps of locatedIn, 海关总署统计分析司 beside 海关总署 a partOf.
    """
    yield from _parts(words, mentions)
    yield from _places(words, mentions)
    yield from _located(words, mentions)
    yield from event_relations(words, mentions)
    yield from ties(words, mentions)


def _evidence(words: Words, mention: Mention, rule: str) -> Evidence:
    return Evidence(*words.sentence(mention.begin), rule)


def _parts(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """A body that the text says belongs to the one before it: 海关总署所属…."""
    ordered = [m for m in mentions if m.type is EntityType.ORGANIZATION]
    for owner, part in pairwise(ordered):
        if re.fullmatch(r"(?:所属|下属|旗下|下设)的?", words.text[owner.end : part.begin]):
            yield Relation(part, Predicate.PART_OF, owner, _evidence(words, part, "part.owned"))
        if _IS.match(words.text[owner.end : part.begin]) and _OWNED.match(words.text, part.end):
            yield Relation(owner, Predicate.PART_OF, part, _evidence(words, owner, "part.owned"))


_IS = re.compile(r"^(?:是|系|为|隶属于|隶属)[^，。；]{0,12}$")
_OWNED = re.compile(
    r"(?:旗下|下属|所属|直属|全资|控股)(?:的)?[^，。；]{0,10}?(?:企业|公司|机构|单位|品牌|平台|子公司)"
)


def _places(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Places written one after the other, the wider first."""
    ordered = [m for m in mentions if m.type is EntityType.PLACE]
    for wide, narrow in pairwise(ordered):
        gap = words.text[wide.end : narrow.begin]
        if (
            len(wide.text) > 1
            and _wider(wide, narrow, gap)
            and _IN.match(gap)
            and not _contradicts(wide, narrow)
        ):
            yield Relation(narrow, Predicate.LOCATED_IN, wide, _evidence(words, narrow, "place.chain"))


def _wider(wide: Mention, narrow: Mention, gap: str) -> bool:
    """Whether the first of two neighbours can hold the second."""
    if (
        _WATERS.search(wide.text)
        and wide.subtype in ("Region", "Site", None)
        and narrow.subtype in ("Province", "City", "County", "Region")
    ):
        return False
    if wide.subtype == narrow.subtype == "Site":
        return not gap
    if wide.subtype == narrow.subtype == "County":
        return narrow.text.endswith(("镇", "乡", "街道", "村")) and not wide.text.endswith(
            ("镇", "乡", "街道", "村")
        )
    return _RANK.get(wide.subtype, 5) < _RANK.get(narrow.subtype, 5)


def _contradicts(wide: Mention, narrow: Mention) -> bool:
    """Whether the seeds say that the narrow place lies elsewhere."""
    if not (wide.key and narrow.key):
        return False
    place, steps = gazetteer().by_key.get(narrow.key), 0
    while place and steps < 6:
        if place.key == wide.key or place.parent is None:
            return place.key != wide.key and wide.subtype in ("Country", "Province", "City") and steps > 0
        place, steps = gazetteer().by_key.get(place.parent), steps + 1
    return True


def _located(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """An organization right after a place, or said to lie in one."""
    places = {m.end: m for m in mentions if m.type is EntityType.PLACE}
    for m in mentions:
        if m.type is not EntityType.ORGANIZATION:
            continue
        place = places.get(m.begin)
        if place and m.subtype in ("Company", "Institute", "Association", None):
            yield Relation(m, Predicate.LOCATED_IN, place, _evidence(words, m, "organization.beside"))
    yield from _built(words, mentions, places)
    chain = {p.begin: p for p in places.values()}
    for first in places.values():
        match = _LOCATED.search(words.text[max(0, first.begin - 8) : first.begin])
        if not match:
            continue
        place = first
        while place.end in chain and not _WATERS.search(chain[place.end].text):
            place = chain[place.end]
        owners = [s for s in mentions if s.type in (EntityType.ORGANIZATION, EntityType.PLACE)]
        attributive = words.text[place.end : place.end + 1] == "的"
        subject = next(
            (s for s in owners if 0 <= first.begin - len(match.group()) - s.end <= 1 and s is not place), None
        )
        after = next((s for s in owners if words.text[place.end : s.begin] == "的"), None)
        found = after if attributive else subject
        if found and _RANK.get(found.subtype, 6) > _RANK.get(place.subtype, 5):
            yield Relation(found, Predicate.LOCATED_IN, place, _evidence(words, place, "place.stated"))


_WITHIN = re.compile(r"(?:在|于|位于|设在|坐落在|坐落于)$")
_BUILT = re.compile(
    r"^[^，。；]{0,3}?(?:落成|揭牌|投产|开业|成立(?=[，。；！了]|大会|仪式|$)|启用|建成|奠基|开工|挂牌|投用|落户|开馆)"
)
_AT = re.compile(r"^[^，。；]{0,8}?(?:在|于)$")


def _built(words: Words, mentions: Sequence[Mention], places: dict[int, Mention]) -> Iterator[Relation]:
    """某中心日前在深圳前海落成; 在北京，某科技馆…."""
    chain = {p.begin: p for p in places.values()}
    for m in mentions:
        if m.type not in (EntityType.ORGANIZATION, EntityType.PLACE) or m.subtype in (
            "GovernmentBody",
            "Country",
            "Province",
            "City",
        ):
            continue
        place = next(
            (p for p in places.values() if m.end <= p.begin and _AT.match(words.text[m.end : p.begin])), None
        )
        while place and place.end in chain:
            place = chain[place.end]
        if place and _BUILT.match(words.text[place.end : place.end + 10]):
            yield Relation(m, Predicate.LOCATED_IN, place, _evidence(words, m, "place.built"))
        within = next((p for p in places.values() if words.text[p.end : m.begin] == "的"), None)
        if (
            within
            and m.subtype in ("Institute", "Company", "Association", "Site")
            and _WITHIN.search(words.text[max(0, within.begin - 3) : within.begin])
        ):
            yield Relation(m, Predicate.LOCATED_IN, within, _evidence(words, m, "place.within"))
        opening = next(
            (
                p
                for p in places.values()
                if p.end + 1 == m.begin and words.text[p.end] == "，" and words.text[p.begin - 1] == "在"
            ),
            None,
        )
        if opening and m.subtype in ("Institute", "Company", "Site"):
            yield Relation(m, Predicate.LOCATED_IN, opening, _evidence(words, m, "place.opening"))
