"""Which place names stand for the area spoken of."""

from kg.extract.statistics.areas import patterns as w
from kg.extract.statistics.reading import Name, Reading
from kg.records import EntityType, Ref

_SITE_LEAD = 6
_LABEL = 12


def is_area(reading: Reading, name: Name, begin: int, leading: bool = True) -> bool:
    """Whether a place name stands for the area that is spoken of, not for a partner, an address or a part of a name.

    `begin` is where the stretch looked at begins; `leading` allows a site only where no other place came before.
    """
    m, text = name.mention, reading.text
    if m.type is not EntityType.PLACE:
        return False
    if m.text == "中国" and w.NOT_CHINA.match(text, name.begin):
        return False
    before, after = text[max(begin, name.begin - 24) : name.begin], text[name.end : name.end + 16]
    if (
        w.ADDRESS.search(text[max(0, first_of_chain(reading, name) - 6) : first_of_chain(reading, name)])
        or w.TITLE.match(after)
        or _of_person(reading, name)
    ):
        return False
    if (
        w.PARTNER.search(before)
        or w.COMPARED.search(before)
        or w.AS_PART.match(after)
        or w.TRADE.match(after)
    ):
        return False
    if after.startswith(("时间", "之外", "以外")) or dateline(reading, name):
        return False
    if text[name.begin : name.end] in w.MARKET_LETTERS and w.MARKET_AFTER.match(after):
        return False
    if _on_route(reading, name) or w.OF_A_FIRM.match(after):
        return False
    if m.text in w.LEVEL_WORDS or (before.endswith("以") and w.EXEMPLARY.match(after)):
        return False
    start = first_of_chain(reading, name)
    if text[max(begin, start - 1) : start] == "在" and w.VISIT.match(after):
        return False
    if any(
        n.begin == name.end and n.mention.subtype in w.PRIVATE and n.mention.type is EntityType.ORGANIZATION
        for n in reading.names_in(name.end, name.end + 1)
    ):
        return False
    if m.subtype == "Site":
        if before.endswith("、") or after.startswith("、") or w.COUNTED_SITES.match(after):
            return False
        return leading and len(before.strip("“，、 ")) <= _SITE_LEAD
    return m.subtype in w.WIDE or m.subtype is None


def _of_person(reading: Reading, name: Name) -> bool:
    """某市货车司机张三: where somebody comes from."""
    for other in reading.names_in(name.end, name.end + w.TITLE_LENGTH):
        if other.mention.type is EntityType.PERSON:
            return w.PRIVATE_PERSON.fullmatch(reading.text[name.end : other.begin]) is not None
    return False


def dateline(reading: Reading, name: Name) -> bool:
    """新华社北京1月14日电."""
    text = reading.text
    after = text[name.end : name.end + 16]
    return bool(
        w.DATED.match(after)
        or (w.DATELINE.search(text[max(0, name.begin - 2) : name.begin]) and "月" in after)
    )


def first_of_chain(reading: Reading, name: Name) -> int:
    """Where the chain of places begins that ends in this one: 江苏省南通市崇川区."""
    begin = name.begin
    for other in reversed(reading.names_in(begin - 2 * w.NEAR, begin)):
        if other.end == begin and other.mention.type is EntityType.PLACE:
            begin = other.begin
    return begin


def _on_route(reading: Reading, name: Name) -> bool:
    """呼和浩特至乌兰巴托国际列车: an end of a route."""
    for other in reading.names_in(max(0, name.begin - 2 * w.NEAR), name.end + 4):
        if other.mention.type is not EntityType.PLACE or other is name:
            continue
        between = reading.text[min(name.end, other.end) : max(name.begin, other.begin)]
        if w.ROUTE.fullmatch(between):
            return True
    return False


def inside_name(reading: Reading, begin: int, end: int) -> bool:
    """Whether a stretch lies inside a longer name: 全国 in 全国工商联."""
    return any(
        n.begin <= begin < n.end and n.end - n.begin > end - begin
        for n in reading.names_in(max(0, begin - 30), end)
    )


def labelled(reading: Reading, begin: int, end: int) -> Ref | None:
    """The place that a line of its own sets for what follows: 北京：, 全国：; None for any other line."""
    text = reading.text[begin:end].strip()
    if not text.endswith("：") or len(text) > _LABEL:
        return None
    if text[:-1] in {"全国", "中国"}:
        return w.CHINA
    names = reading.names_in(begin, end)
    whole = (
        len(names) == 1 and names[0].mention.type is EntityType.PLACE and names[0].mention.text == text[:-1]
    )
    return names[0].mention if whole else None


def nations(reading: Reading, begin: int, end: int) -> list[int]:
    """Where a stretch speaks of the nation as an area: 我国, 全国, 中国 as words of their own."""
    return [
        m.start()
        for m in w.NATION.finditer(reading.text, begin, end)
        if (m[0] != "中国" or m.start() in reading.word_begins)
        and not inside_name(reading, *m.span())
        and not w.part(reading.text, *m.span())
    ]
