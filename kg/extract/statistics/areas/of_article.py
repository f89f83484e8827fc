"""The place an article is about: the nation, a foreign country, or the local place named most."""

from collections import Counter
from dataclasses import dataclass

from kg.extract.statistics.areas import patterns as w
from kg.extract.statistics.areas.homes import LOCAL, Homes
from kg.extract.statistics.areas.names import dateline, is_area, nations
from kg.extract.statistics.reading import Name, Reading
from kg.knowledge import gazetteer
from kg.records import EntityType, Ref

_ENOUGH = 3
_HEADING = 3
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class About:
    """The place of an article (None when it has none) and whether the article speaks of the nation."""

    place: Ref | None
    national: bool


def of_article(reading: Reading, homes: Homes, official: bool) -> About:
    """The place that figures without a place of their own are about.

    `official` tells that public bodies speak in the article.

    Example: an article that names 莆田市 in its headline and then says 全市 is about 莆田市.
    """
    nation = sum(reading.text.startswith(w.STRONG, at) for at in nations(reading, 0, len(reading.text)))
    nation += sum(1 for pattern in (w.INLAND, w.NATIONAL, w.MARKETS) for _ in pattern.finditer(reading.text))
    firms = any(
        n.mention.type is EntityType.ORGANIZATION and n.mention.subtype in {"Company", "Institute"}
        for n in reading.names
    )
    national = nation > 1 and not firms
    if (region := _region(reading)) is not None:
        return About(region, national)
    counts, first = _local(reading, homes)
    local = sum(1 for _ in LOCAL.finditer(reading.text))
    if counts:
        key, top = max(counts.items(), key=lambda kv: (kv[1], -first[kv[0]][0]))
        account = not nation and (local > 0 or w.REPORT.search(reading.text) is not None)
        enough = top + local >= _ENOUGH or (account and _only(reading, homes, counts))
        if top + 2 * local > 2 * nation and enough:
            return About(first[key][1], national)
    elif local and not nation and (titled := _titled(reading)) is not None:
        return About(titled, national)
    if (country := _abroad(reading, nation + local + sum(counts.values()))) is not None:
        return About(country, national)
    return About(w.CHINA if nation or official else None, national)


def _local(reading: Reading, homes: Homes) -> tuple[Counter[str], dict[str, tuple[int, Ref]]]:
    """How often each province, city and county is named, by itself or before a body, and where first."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, Ref]] = {}
    for name in reading.names:
        m = name.mention
        if (
            m.type is EntityType.PLACE
            and m.subtype in w.WIDE - {"Country", "Region"}
            and is_area(reading, name, 0)
        ):
            key = m.key or m.name or m.text
            counts[key] += _HEADING if reading.sentence_at(name.begin).heading else 1
            first.setdefault(key, (name.begin, m))
    for one in homes.seats:
        counts[one.key] += _HEADING if reading.sentence_at(one.begin).heading else 1
        first.setdefault(one.key, (one.begin, one.place))
    return counts, first


def _only(reading: Reading, homes: Homes, counts: Counter[str]) -> bool:
    """Whether only local bodies speak, all of one place: 省十四届人大 and 省长, no ministry."""
    if len(counts) != 1 or not homes.seats:
        return False
    return all(
        homes.of_body(n.mention, n.begin) is not None
        for n in reading.names
        if n.mention.type is EntityType.ORGANIZATION and n.mention.subtype == "GovernmentBody"
    )


def _region(reading: Reading) -> Ref | None:
    """The region that opens a headline: 长三角…."""
    for name in reading.names:
        m = name.mention
        sentence = reading.sentence_at(name.begin)
        if (
            sentence.heading
            and name.begin == sentence.begin
            and m.type is EntityType.PLACE
            and m.subtype == "Region"
        ):
            return m
    return None


def _titled(reading: Reading) -> Ref | None:
    """The place at the head of a headline that stands outside the text: 朔州市1—2月份…."""
    title = reading.article.headline or ""
    for end in range(min(_LONGEST_NAME, len(title)), 1, -1):
        for known in gazetteer().lookup(title[:end]):
            if known.type is EntityType.PLACE:
                return known.key
    return None


def _abroad(reading: Reading, at_home: int) -> Ref | None:
    """The foreign country that an article names far more often than any place at home."""
    counts: Counter[str] = Counter()
    first: dict[str, Name] = {}
    for name in reading.names:
        m = name.mention
        if (
            m.type is EntityType.PLACE
            and m.subtype == "Country"
            and m.key != w.CHINA
            and not dateline(reading, name)
        ):
            key = m.key or m.text
            counts[key] += _HEADING if reading.sentence_at(name.begin).heading else 1
            first.setdefault(key, name)
    if not counts:
        return None
    key, top = max(counts.items(), key=lambda kv: (kv[1], -first[kv[0]].begin))
    alone = top > sum(counts.values()) - top
    return first[key].mention if top > _ENOUGH and top > at_home and alone else None
