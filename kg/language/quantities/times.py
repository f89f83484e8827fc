"""Time expressions of Chinese reports, resolved to exact days against the date of the article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kg.language.quantities import calendar
from kg.language.quantities.clock import Clock
from kg.language.quantities.timerules import RULES, STARTS
from kg.records import Period


class TimeKind(StrEnum):
    """What an expression does: names a period, a point reached (截至), a start (6月起), or leaves the time open."""

    PERIOD = "period"
    POINT = "point"
    SINCE = "since"
    OPEN = "open"  # 目前, 近年来
    TOTAL = "total"  # 累计: open unless its sentence has a time
    SAME = "same"  # 上年同期: what a change is compared with


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at `text[begin:end]`; `period` is None where it is open or there is no date to resolve it by.

    `grain` is year, plan, half, quarter, months, month, day, days, span or open.
    """

    begin: int
    end: int
    kind: TimeKind
    grain: str
    period: Period | None = None
    explicit: bool = False  # it names its year


_JOIN = re.compile(r"(?:至|到|-|—|~|——)")
_SENTENCE_END = re.compile(r"[。！？\n]")
_UNTIL = re.compile(r"(?:截至|截止到|截止至|截止|截至到)$")
_SINCE = re.compile(r"(?:份)?(?:以来|起|开始|至今|后)")
_END = re.compile(r"(?:年)?(?:底|末)")
_COMPARED = re.compile(r"(?:较|比|与|同|于|相比|对比|超过|继)(?:上一)?$")


def times(text: str, today: date | None) -> tuple[Time, ...]:
    """Find and resolve the time expressions of a compact text, left to right, none overlapping.

    `today` is the article's date; without it only expressions that name their year have a period.

    Example: with today = 2026-01-14, 去年12月份 is 2025-12-01 to 2025-12-31, 前三季度 is 2025-01-01 to 2025-09-30.
    """
    return tuple(_joined(text, _found(text, today)))


def _found(text: str, today: date | None) -> Iterator[Time]:
    clock = Clock(today)
    position = 0
    before: Time | None = None
    for start in STARTS.finditer(text):
        at = start.start()
        if at < position:
            continue
        if _SENTENCE_END.search(text, position, at):
            clock.forget()
        for rule in RULES:
            m = rule.pattern.match(text, at)
            if m is None or (rule.allowed and not rule.allowed(text, m)):
                continue
            period = rule.resolve(m, clock)
            kind = TimeKind(rule.kind)
            found = _qualified(text, Time(at, m.end(), kind, rule.grain, period, rule.explicit(m)), today)
            if not _COMPARED.search(text[max(0, at - 4) : at]):
                clock.remember(found.period, found.explicit, found.grain)
            if before is not None and _joinable(text, before, found) and (period := _span(before, found)):
                clock.remember(period, found.explicit, "span")
            before = found
            yield found
            position = found.end
            break


def _qualified(text: str, time: Time, today: date | None) -> Time:
    """Take in 截至, 底, 起, 以来."""
    if time.kind is not TimeKind.PERIOD:
        return time
    if (m := _END.match(text, time.end)) and not text.startswith(("末端", "末期", "底部"), m.end() - 1):
        last = calendar.day(time.period.end) if time.period else None
        time = replace(time, end=m.end(), kind=TimeKind.POINT, period=last)
    if m := _UNTIL.search(text[max(0, time.begin - 4) : time.begin]):
        last = calendar.day(time.period.end) if time.period else None
        return replace(time, begin=time.begin - len(m[0]), kind=TimeKind.POINT, period=last)
    if m := _SINCE.match(text, time.end):
        return _since(text, time, m, today)
    return time


def _since(text: str, time: Time, m: re.Match[str], today: date | None) -> Time:
    if m[0].endswith("后"):
        return time
    if (
        m[0].endswith("以来")
        and time.period is not None
        and today is not None
        and time.grain in {"plan", "year"}
    ):
        end = min(time.period.end, today) if time.grain == "plan" else today
        if end >= time.period.start:
            period = time.period if end == time.period.end else calendar.span(time.period.start, end)
            return replace(time, end=m.end(), period=period)
    return replace(time, end=m.end(), kind=TimeKind.SINCE)


def _joined(text: str, found: Iterator[Time]) -> Iterator[Time]:
    """Join 2025年12月18日至2026年1月17日, 6月到12月."""
    waiting: Time | None = None
    for time in found:
        if waiting is not None and _joinable(text, waiting, time):
            period = _span(waiting, time)
            kind = TimeKind.PERIOD if time.kind is TimeKind.POINT else time.kind
            waiting = replace(waiting, end=time.end, kind=kind, period=period, grain="span")
            continue
        if waiting is not None:
            yield waiting
        waiting = time
    if waiting is not None:
        yield waiting


def _joinable(text: str, first: Time, second: Time) -> bool:
    usual = {TimeKind.PERIOD, TimeKind.POINT}
    return (
        first.kind is TimeKind.PERIOD
        and second.kind in usual
        and _JOIN.fullmatch(text[first.end : second.begin]) is not None
    )


def _span(first: Time, second: Time) -> Period | None:
    if first.period is None or second.period is None:
        return None
    start, end = first.period.start, second.period.end
    if start > end:
        moved = calendar.valid(end.year, start.month, start.day) if not first.explicit else None
        if moved is None or moved > end:
            return None
        start = moved
    whole = start.day == 1 and end + timedelta(days=1) == (end + timedelta(days=1)).replace(day=1)
    if whole and start.year == end.year:
        return calendar.months(start.year, start.month, end.month)
    if whole and (start.month, end.month) == (1, 12):
        return calendar.years(start.year, end.year)
    return calendar.span(start, end)
