"""How long the rules of an article hold: 自2026年1月1日起施行，有效期至2027年12月31日."""

import re
from datetime import timedelta

from kg.extract.statistics.reading import Reading
from kg.language.quantities import calendar
from kg.language.quantities.numerals import number
from kg.language.quantities.times import Time
from kg.records import Period

_FROM = re.compile(r"^(?:起|之日起)?(?:正式|全面)?(?:施行|实施|执行|生效|起施行|起实施|起执行)")
_FOR = re.compile(r"有效期(?:为|限为)?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})年")
_LASTS = re.compile(
    r"(?:有效期(?:限)?|执行期限|实施期限|政策执行期|执行期|实施期|政策期限|执行时间)(?:为|从|自|：)*$"
)
_UNTIL = re.compile(r"(?:有效期(?:限)?|执行|施行|实施|延续|延长|截止)(?:截止)?(?:至|到)$")
_HOLDS = re.compile(r"^(?:期间|止)?[，]?[^，。；]{0,4}(?:施行|实施|执行|有效)")
_SPANS = frozenset({"span", "days"})


def validity(reading: Reading) -> Period | None:
    """The period in which the rules of an article hold, None when it states none or several.

    Example: 本办法自2026年10月1日起施行，有效期5年 gives 2026-10-01 to 2031-09-30.
    """
    found = {
        period for sentence in reading.sentences if (period := _stated(reading, sentence.begin, sentence.end))
    }
    return found.pop() if len(found) == 1 else None


def _stated(reading: Reading, begin: int, end: int) -> Period | None:
    text = reading.text
    start: Time | None = None
    for time in reading.times_in(begin, end):
        if time.period is None:
            continue
        before, after = (
            text[max(begin, time.begin - 10) : time.begin],
            text[time.end : min(end, time.end + 12)],
        )
        if (
            time.grain in _SPANS
            and time.period.end > time.period.start
            and (_LASTS.search(before) or (before.endswith("自") and _HOLDS.match(after)))
        ):
            return time.period
        if (
            start is not None
            and start.period is not None
            and _UNTIL.search(before)
            and time.period.end > start.period.start
        ):
            return calendar.span(start.period.start, time.period.end)
        if time.grain == "day" and _FROM.match(after):
            start = time
    if start is not None and start.period is not None and (m := _FOR.search(text, start.end, end)):
        first, years = start.period.start, number(m["count"])
        until = calendar.valid(first.year + int(years or 0), first.month, first.day)
        return calendar.span(first, until - timedelta(days=1)) if years and until else None
    return None
