"""The table of time expressions: a pattern, what it is, and how it resolves."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.language.quantities import calendar, festivals
from kg.language.quantities.clock import Clock
from kg.language.quantities.numerals import number
from kg.records import Period

_CN = "零一二三四五六七八九"
_GUARDED = {"后年", "年内"}
_COUNT = "0-9一二两三四五六七八九十几数多同当成往历每"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_WORDS = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年度": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "后年": 2, "年内": 0,
}  # fmt: skip
_YEAR = (
    rf"(?:(?P<y>(?:19|20)\d\d)(?:年度?(?!代|轻|级|会|鉴|报)|(?=(?:/\d{{4}}年|全年|上半年|下半年|第?[一二三四]季度)))"
    rf"|(?P<cy>(?:一九|二零)[{_CN}]{{2}})年度?|(?P<w>(?<![一-龥])后年|(?<![{_COUNT}])年内|{'|'.join(w for w in _WORDS if w not in _GUARDED)})(?!度会))"
)
_TO = r"[-—~至到]"
_QUARTER = r"(?:第(?P<q2>[一二三四1-4])个季度|第?(?P<q>[一二三四1-4])季度|(?P<q1>首季度?|首个季度)|第(?P<q3>[一二三四])季(?![节风]))"
_PLAN = r"[“\"]?(?P<plan>十[一二三四五六]?五|[七八九]五)[”\"]?"
_LENGTHS = ("提前", "满", "逾期", "推迟", "延期", "延长", "超过", "超期", "至少", "不少于", "前后")
_AHEAD_AFTER = re.compile(r"(?:份)?(?:底|末|初|中旬|下旬|上旬)?(?:之?前|将|起将|举行|开始将|正式(?!成立))")
_AHEAD_BEFORE = re.compile(r"(?:将于|将在|拟于|定于|计划于|预计|计划|有望在|争取|力争)$")
Resolve = Callable[[re.Match[str], Clock], Period | None]


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One kind of expression; `allowed` looks at what stands around a match."""

    pattern: re.Pattern[str]
    kind: str
    grain: str
    resolve: Resolve
    allowed: Callable[[str, re.Match[str]], bool] | None = None

    def explicit(self, m: re.Match[str]) -> bool:
        """Whether the match names its year (2025年, 去年)."""
        groups = m.groupdict()
        return bool(groups.get("y") or groups.get("cy") or groups.get("w"))


def _int(text: str) -> int:
    value = number(text) if text else None
    return int(value) if value is not None else 0


def _year(m: re.Match[str], clock: Clock, default: int | None = None) -> int | None:
    groups = m.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if groups.get("cy"):
        return int("".join(str(_CN.index(c)) for c in groups["cy"]))
    if groups.get("w"):
        return clock.relative_year(_WORDS[groups["w"]])
    return default


def _of_year(m: re.Match[str], clock: Clock) -> Period | None:
    found = _year(m, clock)
    return calendar.year(found) if found else None


def _years(m: re.Match[str], clock: Clock) -> Period | None:
    first, last = int(m["from"]), int(m["to"]) if len(m["to"]) == 4 else int(m["from"][:2] + m["to"])
    return calendar.years(first, last) if first <= last else None


def _months(m: re.Match[str], clock: Clock) -> Period | None:
    first, last = _int(m["m1"]) if m.groupdict().get("m1") else 1, _int(m["m2"])
    if not 1 <= last <= 12:
        return None
    found = _year(m, clock, clock.past(first, last))
    if found and first > last:
        return calendar.span(date(found - 1, first, 1), calendar.month_end(found, last))
    return calendar.months(found, first, last) if found else None


def _month(m: re.Match[str], clock: Clock) -> Period | None:
    of = _int(m["m"])
    found = _year(m, clock, _coming(m, clock, of) or clock.past(of, of))
    return calendar.month(found, of) if found else None


def _coming(m: re.Match[str], clock: Clock, month: int) -> int | None:
    """Year of a month that lies ahead: 8月底之前 and 将于9月 in July; None when the words do not say so."""
    if clock.today is None or month < clock.today.month or clock.year is not None:
        return None
    after = m.string[m.end() : m.end() + 8]
    before = m.string[max(0, m.start() - 4) : m.start()]
    return clock.today.year if _AHEAD_AFTER.match(after) or _AHEAD_BEFORE.search(before) else None


def _part(m: re.Match[str], clock: Clock) -> Period | None:
    whole = _month(m, clock)
    if whole is None:
        return None
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}[m["third"]]
    return calendar.span(
        whole.start.replace(day=first), min(whole.end, whole.start + timedelta(days=last - 1))
    )


def _date(m: re.Match[str], clock: Clock) -> Period | None:
    of = _int(m["m"])
    found = _year(m, clock, _coming(m, clock, of) or clock.year_of_day(of, _int(m["d"])))
    day = calendar.valid(found, of, _int(m["d"])) if found else None
    return calendar.day(day) if day else None


def _days(m: re.Match[str], clock: Clock) -> Period | None:
    first = _date(m, clock)
    month = _int(m["m_end"]) if m["m_end"] else _int(m["m"])
    last = (
        calendar.valid(first.start.year + (month < first.start.month), month, _int(m["d_end"]))
        if first
        else None
    )
    return calendar.span(first.start, last) if first and last and last >= first.start else None


def _bare_day(m: re.Match[str], clock: Clock) -> Period | None:
    day = clock.past_day(_int(m["d"]))
    return calendar.day(day) if day else None


def _bare_days(m: re.Match[str], clock: Clock) -> Period | None:
    first, last = clock.past_day(_int(m["d"])), clock.past_day(_int(m["d_end"]))
    return calendar.span(first, last) if first and last and first <= last else None


def _quarter(m: re.Match[str], clock: Clock) -> Period | None:
    which = _int(m["q"] or m["q2"] or m["q3"] or "1")
    found = _year(m, clock, clock.past(3 * which, 3 * which))
    return calendar.quarter(found, which) if found else None


def _quarters(m: re.Match[str], clock: Clock) -> Period | None:
    last = 3 * _int(m["n"])
    found = _year(m, clock, clock.past(1, last))
    return calendar.months(found, 1, last) if found and last <= 12 else None


def _half(m: re.Match[str], clock: Clock) -> Period | None:
    which = 1 if m["half"] == "上" else 2
    found = _year(m, clock, clock.past(6 * which - 5, 6))
    return calendar.half(found, which) if found else None


def _whole(m: re.Match[str], clock: Clock) -> Period | None:
    found = _year(m, clock, clock.whole_year())
    return calendar.year(found) if found else None


def _plan(m: re.Match[str], clock: Clock) -> Period | None:
    whole = calendar.plan(m["plan"])
    if whole is None:
        return None
    if m["edge"]:
        return calendar.year(whole.end.year if m["edge"] in {"收官", "末", "最后一"} else whole.start.year)
    return whole


def _past_years(m: re.Match[str], clock: Clock) -> Period | None:
    count = _int(m["n"] or m.groupdict().get("n2") or "")
    if clock.today is None or not 1 <= count <= 100:
        return None
    last = clock.today.year - 1
    return calendar.years(last - count + 1, last)


def _past_months(m: re.Match[str], clock: Clock) -> Period | None:
    if clock.range is not None and 25 <= (clock.range.end - clock.range.start).days <= 35 * max(
        1, _int(m.groupdict().get("n") or "1")
    ):
        return clock.range
    count = _int(m.groupdict().get("n") or "")
    if clock.today is None or not count:
        return None
    back = clock.today.year * 12 + clock.today.month - 1 - count
    start = calendar.valid(back // 12, back % 12 + 1, min(clock.today.day, 28))
    return calendar.span(start, clock.today) if start else None


def _this_month(m: re.Match[str], clock: Clock) -> Period | None:
    if m["which"] in {"当月", "单月", "同月"} and clock.month:
        return calendar.month(*clock.month)
    if m["which"] == "单月":
        return None
    if clock.today is None:
        return None
    if m["which"] in {"上月", "上个月"}:
        return calendar.month(*calendar.previous_month(clock.today))
    return calendar.month(clock.today.year, clock.today.month)


def _named_day(m: re.Match[str], clock: Clock) -> Period | None:
    if m["which"] in {"当日", "当天"}:
        day = clock.day or clock.today
        return calendar.day(day) if day else None
    if clock.today is None:
        return None
    back = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}[m["which"]]
    return calendar.day(clock.today - timedelta(days=back))


def _week(m: re.Match[str], clock: Clock) -> Period | None:
    if clock.today is None:
        return None
    monday = clock.today - timedelta(days=clock.today.weekday() + (7 if m["which"].startswith("上") else 0))
    return calendar.span(monday, monday + timedelta(days=6))


def _festival(m: re.Match[str], clock: Clock) -> Period | None:
    return festivals.whole(m, clock, _year(m, clock))


def _festival_part(m: re.Match[str], clock: Clock) -> Period | None:
    return festivals.part(m, clock, _year(m, clock))


def _festival_before(m: re.Match[str], clock: Clock) -> Period | None:
    return festivals.named_before(clock)


def _this_year(m: re.Match[str], clock: Clock) -> Period | None:
    found = clock.year or clock.relative_year(0)
    return calendar.year(found) if found else None


def _year_to_date(m: re.Match[str], clock: Clock) -> Period | None:
    return calendar.span(date(clock.today.year, 1, 1), clock.today) if clock.today else None


def _year_end(m: re.Match[str], clock: Clock) -> Period | None:
    ahead = m.string[m.end() : m.end() + 2].startswith(("前", "之前", "将"))
    found = clock.relative_year(0) if ahead else clock.whole_year()
    return calendar.day(date(found, 12, 31)) if found else None


def _nothing(m: re.Match[str], clock: Clock) -> Period | None:
    return None


def _not_after_digit(text: str, m: re.Match[str]) -> bool:
    return not (m.start() and (text[m.start() - 1].isdigit() or text[m.start() - 1] in ".第个"))


def _no_length(text: str, m: re.Match[str]) -> bool:
    """Not 提前7日, 满30日, 逾期5日: a number of days, no date."""
    return _not_after_digit(text, m) and not text[max(0, m.start() - 3) : m.start()].endswith(_LENGTHS)


def _not_after_count(text: str, m: re.Match[str]) -> bool:
    """Not 三年内, 5年内: a length of time."""
    return not (m.start() and re.match(f"[{_COUNT}]", text[m.start() - 1]))


def _month_word(text: str, m: re.Match[str]) -> bool:
    before = text[m.start() - 1] if m.start() else ""
    return not (before and (before.isdigit() or before in ".第个十百近满")) and not text.startswith(
        ("球", "亮", "饼", "嫂", "子", "收入", "薪"), m.end()
    )


def _rule(
    pattern: str,
    kind: str,
    grain: str,
    resolve: Resolve,
    allowed: Callable[[str, re.Match[str]], bool] | None = None,
) -> TimeRule:
    return TimeRule(re.compile(pattern), kind, grain, resolve, allowed)


RULES: tuple[TimeRule, ...] = (
    _rule(
        rf"{_YEAR}?(?:的)?(?P<m>{_MONTH})月(?:份)?(?P<d>{_DAY})日?{_TO}(?:(?P<m_end>{_MONTH})月)?(?P<d_end>{_DAY})日",
        "period",
        "days",
        _days,
        _not_after_digit,
    ),
    _rule(
        rf"{_YEAR}?(?P<m>{_MONTH})月(?P<d>{_DAY})日(?!报|讯|产|均|元)",
        "period",
        "day",
        _date,
        _not_after_digit,
    ),
    _rule(rf"(?P<from>(?:19|20)\d\d)年?{_TO}(?P<to>(?:19|20)\d\d|\d\d)(?:年度?)", "period", "span", _years),
    _rule(
        rf"{_YEAR}?(?:的)?(?P<m1>{_MONTH})月?(?:份)?{_TO}(?P<m2>{_MONTH})月(?:份)?",
        "period",
        "months",
        _months,
        _not_after_digit,
    ),
    _rule(rf"{_YEAR}?(?:的)?前(?P<m2>(?!一个|1个){_MONTH}|两)个?月(?:份)?", "period", "months", _months),
    _rule(rf"{_YEAR}?(?:的)?(?:头)?前(?P<n>[二两三2-3])个?季度", "period", "months", _quarters),
    _rule(rf"{_YEAR}?(?P<m>{_MONTH})月份?(?P<third>[上中下])旬", "period", "days", _part, _not_after_digit),
    _rule(rf"{_YEAR}(?:的)?(?P<m>{_MONTH})月(?:份)?", "period", "month", _month, _month_word),
    _rule(rf"{_YEAR}?(?:的)?{_QUARTER}", "period", "quarter", _quarter, _not_after_digit),
    _rule(rf"{_YEAR}?(?:的)?(?P<half>[上下])半年", "period", "half", _half),
    _rule(rf"{_YEAR}?{festivals.PART}", "period", "days", _festival_part),
    _rule(rf"{_YEAR}?{festivals.WHOLE}", "period", "span", _festival),
    _rule(festivals.BARE, "period", "span", _festival_before),
    _rule(rf"{_YEAR}?全年(?!龄)(?:度)?", "period", "year", _whole),
    _rule(r"(?:今年|本年|年初|开年|新年)以来", "period", "span", _year_to_date),
    _rule(
        rf"(?:{_YEAR}|上|去年|上年)?(?:的)?同期|上年同月|去年同月|上一?季度|上年末|上年底",
        "same",
        "open",
        _nothing,
    ),
    _rule(r"年[末底](?=[，全我城农常金本外广总，。前之将])", "point", "day", _year_end),
    _rule(rf"{_YEAR}", "period", "year", _of_year, _not_after_digit),
    _rule(rf"(?P<m>{_MONTH})月份?", "period", "month", _month, _month_word),
    _rule(rf"{_PLAN}(?:规划)?的?(?P<edge>收官|末|最后一|开局|首)(?:之)?年", "period", "year", _plan),
    _rule(
        rf"{_PLAN}(?P<edge>(?!))?(?:时期|期间|(?=以来)|规划期|前[一二三四]年|的?五年(?:来|间)?)|[“\"](?P<plan2>)(?!)",
        "period",
        "plan",
        _plan,
    ),
    _rule(
        r"[“\"](?P<plan>十[一二三四五六]?五)[”\"](?P<edge>(?!))?(?!规划|纲要|计划|建议|收官|开局|圆满|成就|成绩|蓝图|新|发展|重大|重点|专项|目标|良好|开好)",
        "period",
        "plan",
        _plan,
    ),
    _rule(
        r"(?:(?:过去|最近|过去的|这)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})年(?:来|间|里)?(?!前|后|多)|近(?P<n2>\d{1,2}|[一二两三四五六七八九十]{1,3})年(?:来|间|里|(?=[，我全中北上])))",
        "period",
        "span",
        _past_years,
    ),
    _rule(
        r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})年来(?!的?(?:最|新高|新低|首|高点|低点|同期))",
        "period",
        "span",
        _past_years,
        _not_after_digit,
    ),
    _rule(
        r"(?:近|过去|最近)?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个月(?:以?来|间)|(?:[一-龥]{2,4})?(?:首月|满月)(?=[，来时的])",
        "period",
        "span",
        _past_months,
    ),
    _rule(r"(?P<which>当月|本月|单月|上个?月|同月)(?!球)", "period", "month", _this_month),
    _rule(r"(?P<which>今天|今日|昨天|昨日|前天|当日|当天)", "period", "day", _named_day),
    _rule(r"(?P<which>本周|上周|上一周)", "period", "days", _week),
    _rule(rf"(?P<d>{_DAY})日?{_TO}(?P<d_end>{_DAY})日", "period", "days", _bare_days, _not_after_digit),
    _rule(
        r"(?P<d>3[01]|[12]\d|0?[1-9])日(?!均|产|报|元|本|圆|常|志|照|月|内|游)",
        "period",
        "day",
        _bare_day,
        _no_length,
    ),
    _rule(
        r"(?:截至|截止|到)(?:目前|现在|发稿时|当前|今)|目前|当前|如今|现在|眼下|迄今|近年来?|近几年来?|这几年|多年来|连年|长期以来|历年|近日|日前|近期|最近|不久前|每年|常年|年均(?!增|浓度|值|气温|降水|降雨|日照|径流|温度|能耗|排放|用水)|最新(?:的)?(?:[^，。；\d]{0,4})(?:数据|统计|监测|结果|消息)(?:显示|表明)?",
        "open",
        "open",
        _nothing,
    ),
    _rule(
        r"(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|当晚|夜间|夜里|北京时间|当地时间)?(?:大约|约|近)?(?:[01]?\d|2[0-4])(?:时(?![代候间期速])(?:[0-5]?\d分|许|整|左右)?|点(?:[0-5]?\d分|钟|许|整|半))",
        "same",
        "open",
        _nothing,
        _not_after_digit,
    ),
    _rule(
        r"(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|当晚|夜里)(?:大约|约|近)?(?:[01]?\d|2[0-4]|[一二三四五六七八九十]{1,2})[时点]",
        "same",
        "open",
        _nothing,
    ),
    _rule(r"累计|总计达|已累计", "total", "open", _nothing),
    _rule(r"(?P<which>当年|同年|年内)", "period", "year", _this_year, _not_after_count),
)
"""Tried in this order at each place; the first that matches is the reading."""

STARTS = re.compile(
    rf"[\d年{_CN}十两今去上本前明后下首头“\"第春国五劳清端中元全开新年比较与同近过最这当单昨截到目如现眼迄多连长历日不每常累总已七八九零封满落假黄小凌清早中下傍晚夜北当大约]"
)
