"""Events: who holds them, where, and when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kg.extract.policies.documents import safe_date
from kg.extract.words import Words
from kg.records import Article, EntityType, EventDetails, Evidence, Mention, Predicate, Relation

_TIME = r"(?:近日|日前|今天|昨天|当天|上午|下午|晚间?|将|已|正式|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|[至—-]|\d{4}年|首次|如期|盛大|隆重|成功|，)"
_HELD = re.compile(rf"^[”》]?{_TIME}*(?:在|于)$")
_VERB = r"(?:召开|举行|举办|主办|承办|启动|开展|组织|发起)"
_HOLDS = re.compile(
    rf"^(?:{_TIME}|在[^，。；]{{1,16}}?|联合|共同|组织|、|和|与)*{_VERB}(?:了)?(?:的)?(?:的|首次|首个|主题为|名为|[“《])*$"
)
_BY = re.compile(r"(?:由)$")
_ORGANIZE = re.compile(
    r"^(?:等)?(?:[^，。；]{0,6}?)(?:共同|联合|牵头)*(?:主办|承办|举办|举行|召开|组织|指导|发起)的?"
)
_IS_HELD_BY = re.compile(
    rf"^[”》]?(?:（[^（）]{{1,16}}）)?(?:{_TIME}|在[^，。；]{{1,14}}?(?:举行|召开|开幕)，)*(?:是|系)?由$"
)
_NOUN_BY = re.compile(
    r"(?:本届|本次|此次|该)?(?:论坛|大会|博览会|展会|峰会|会议|活动|展览|年会|研讨会|比赛|赛事|交易会)(?:系)?由$"
)
_DAYS = (
    r"(?:(?P<y>\d{4})年|(?P<rel>明年|去年|今年))?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})(?:日)?(?:至|—|-|到|～|~)(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日",
    r"(?:(?P<y>\d{4})年|(?P<rel>明年|去年|今年))?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日(?P<m2>(?!))?(?P<d2>(?!))?",
)
_OPENS = r"(?:举行|举办|召开|开幕|启幕|(?<!公)开赛|启动|揭幕|拉开帷幕|举办的|举行的)"
_CLOSES = r"(?:闭幕|落幕|收官)"
_WHEN = [
    re.compile(rf"{days}(?P<between>[^，。；]{{0,20}}?)(?:(?P<opens>{_OPENS})|(?P<closes>{_CLOSES}))")
    for days in _DAYS
]
_DATELINE = re.compile(r"^.{0,30}?(?:电|讯)(?:\s*（[^（）]*）)?")
_OTHER_PART = re.compile(
    r"^[”》]?(?:的|配套|报名|预选|决赛|半决赛|资格赛|第[一二三四五六七八九十\d]+[站轮场]|新闻发布会|筹备|期间|签约|招展)"
)
"""What follows the name of an event when the sentence is about something else of it."""


def event_relations(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield heldBy and locatedIn relations of events.

    Example: 由某省政府主办的第三届山地农业博览会14日在贵阳开幕 gives the organizer and the place.
    """
    events = [m for m in mentions if m.type is EntityType.EVENT]
    bodies = [m for m in mentions if m.type is EntityType.ORGANIZATION]
    for event in events:
        begin, end = words.sentence(event.begin)
        for body in _organizers(
            words.text, event, [b for b in bodies if begin <= b.begin < end], bodies, begin, end
        ):
            yield Relation(event, Predicate.HELD_BY, body, Evidence(begin, end, "event.organizer"))
    yield from _by_noun(words, events, bodies)
    yield from _places(words, mentions, events)


def _organizers(
    text: str, event: Mention, inside: Sequence[Mention], bodies: Sequence[Mention], begin: int, end: int
) -> list[Mention]:
    named = [
        b
        for b in bodies
        if event.text.startswith(b.text) and len(b.text) > 2 and not event.text.startswith(b.text + "第三方")
    ]
    if named:
        return [max(named, key=lambda b: len(b.text))]
    before = [b for b in inside if b.end <= event.begin]
    if before and before[-1].end == event.begin:
        return [before[-1]]
    if before and _HOLDS.match(text[before[-1].end : event.begin]):
        return _run(text, before) if _acts(text[begin : _run(text, before)[0].begin]) else []
    led = [
        b
        for b in before
        if re.fullmatch(
            r"(?:等)?(?:[^，。；]{0,6}?)(?:共同|联合|牵头)*(?:主办|承办|举办|举行|召开|发起|组织)的(?:[“《])?",
            text[b.end : event.begin],
        )
    ]
    if led:
        return _run(text, [b for b in before if b.begin <= led[-1].begin])
    after = [b for b in inside if b.begin >= event.end]
    if after and _IS_HELD_BY.match(text[event.end : after[0].begin]):
        run = _forward(text, after)
        return run if _ORGANIZE.match(text[run[-1].end : end]) else []
    return []


def _acts(lead: str) -> bool:
    """Whether a body after `lead` acts by itself: not 在某部召开的, 出席某局举办的."""
    return re.search(r"(?:出席|参加|参与|在|从|据|赴|应)$", lead) is None


def _run(text: str, before: Sequence[Mention]) -> list[Mention]:
    run = [before[-1]]
    for m in reversed(before[:-1]):
        if not re.fullmatch(r"[、和与及，]|以及|联合|会同", text[m.end : run[0].begin]):
            break
        run.insert(0, m)
    return run


def _forward(text: str, after: Sequence[Mention]) -> list[Mention]:
    run = [after[0]]
    for m in after[1:]:
        if not re.fullmatch(r"[、和与及，]|以及|联合|会同", text[run[-1].end : m.begin]):
            break
        run.append(m)
    return run


def _by_noun(words: Words, events: Sequence[Mention], bodies: Sequence[Mention]) -> Iterator[Relation]:
    """论坛由甲、乙主办: of the event named last."""
    for begin, end in words.sentences:
        inside = [b for b in bodies if begin <= b.begin < end]
        event = next((e for e in reversed(events) if e.end <= begin), None)
        first = next(
            (
                b
                for b in inside
                if _NOUN_BY.search(words.text[begin : b.begin])
                and re.match(_NOUN_BY, words.text[begin : b.begin].split("，")[-1])
            ),
            None,
        )
        if event and first:
            run = _forward(words.text, [b for b in inside if b.begin >= first.begin])
            if _ORGANIZE.match(words.text[run[-1].end : end]):
                for body in run:
                    yield Relation(event, Predicate.HELD_BY, body, Evidence(begin, end, "event.organizer"))


def _places(words: Words, mentions: Sequence[Mention], events: Sequence[Mention]) -> Iterator[Relation]:
    """在北京召开的…会议, …大会日前在天津召开: the last place of a chain."""
    places = [m for m in mentions if m.type is EntityType.PLACE]
    beginning = {p.begin: p for p in places}
    for event in events:
        begin, end = words.sentence(event.begin)
        for first in (p for p in places if begin <= p.begin < end):
            place = first
            while place.end in beginning:
                place = beginning[place.end]
            before = (
                place.end <= event.begin
                and re.search(r"(?:在|于)$", words.text[begin : first.begin])
                and re.fullmatch(r"(?:召开|举行|举办|开幕)的", words.text[place.end : event.begin])
            )
            after = (
                event.end <= first.begin
                and _HELD.match(words.text[event.end : first.begin])
                and re.match(
                    r"[^，。；]{0,8}?(?:召开|举行|举办|开幕|闭幕|启动|启幕|落幕)",
                    words.text[place.end : place.end + 12],
                )
            )
            if before or after:
                yield Relation(event, Predicate.LOCATED_IN, place, Evidence(begin, end, "event.place"))
                break


def event_details(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[EventDetails, ...]:
    """Return the days of events that their sentences give.

    Example: 第三届山地农业博览会11月14日至16日在贵阳举行 gives 14 to 16 November of the report's year.
    """
    found: list[EventDetails] = []
    for event in (m for m in mentions if m.type is EntityType.EVENT):
        begin, end = words.sentence(event.begin)
        if _OTHER_PART.match(words.text[event.end : end]):
            continue
        dateline = _DATELINE.match(words.text[begin : event.begin])
        stop = next((i for i in range(event.end, end) if words.text[i] in "，。；"), end)
        start = max(
            begin + (dateline.end() if dateline else 0),
            *(words.text.rfind(mark, begin, event.begin) + 1 for mark in "，；"),
        )
        when = next((m for pattern in _WHEN if (m := pattern.search(words.text[start:stop]))), None)
        if when is None:
            continue
        first = _resolved(when, "m", "d", article.date)
        last = _resolved(when, "m2", "d2", article.date, when.group("m")) if when.group("d2") else None
        if first and when.group("closes"):
            first, last = (None, first) if last is None else (first, last)
        if first or last:
            found.append(EventDetails(event, Evidence(begin, end, "event.days"), first, last))
    return tuple(found)


def _resolved(
    days: re.Match[str], month: str, day: str, issued: date | None, fallback: str | None = None
) -> date | None:
    """A day of the match, month and year from the report where it does not give them; the year nearest to the report."""
    named_month = days.group(month) or fallback
    if issued is None and not (days.group("y") and named_month):
        return None
    shift = {"明年": 1, "去年": -1}.get(days.group("rel") or "", 0)
    year = days.group("y") or str(issued.year + shift if issued else "")
    found = safe_date(year, named_month or str(issued.month if issued else ""), days.group(day))
    if found and issued and not days.group("y") and not days.group("rel") and (found - issued).days > 180:
        return safe_date(str(issued.year - 1), str(found.month), str(found.day))
    return found
