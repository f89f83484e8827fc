"""Times with a year that a page names, and how it names them: as past, as yet to come, as compared with, as in force from."""

import calendar as months
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.read.dates.eras import eras
from kg.read.dates.written import make_date, parse_date
from kg.read.patterns import CHINESE_DATE, FULL_DATE, HAN

SCANNED = 400_000
"""Characters of a page searched for years."""

_YEAR = re.compile(
    r"(?P<before>[^。，,；;\d]{0,6})(?<!\d)(?P<y>(?:19|20)\d\d)\s?年(?:(?P<m>\d{1,2})\s?月(?:(?P<d>\d{1,2})\s?日)?)?(?=(?P<after>[^。；;\n]{0,14}))"
)
_DIGIT_GAP = re.compile(rf"(?<={HAN})[ \u3000](?=\d)|(?<=\d)[ \u3000](?={HAN})")  # 截至 2025 年 10 月底
_RANGE = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?年?\s?[-—－–~～至到]{1,2}\s?(?P<last>(?:19|20)\d\d)\s?年(?P<title>[）)]》)?"
)
_FUTURE_BEFORE = re.compile(
    r"(?:到|至|将于|将在|力争|预计|预期|确保|面向|瞄准|定于|拟于|计划|有望|争取|不晚于|展望)(?:到|在|于)?$"
)
_RANGE_END = re.compile(r"[日月]\s?[至到]$")  # 2025年12月18日至2026年1月17日
_FUTURE_AFTER = re.compile(
    r"^(?:底|末)?(?:[，,]?(?:将|要|力争|计划|有望|预计|争取|前(?![\d一二三四五六七八九十半几])|之前|以前|起|正式施行|全面建成|建成|实现碳|达峰)|.{0,6}(?:目标|远景))"
)
_EXPECTED_BEFORE = re.compile(r"(?:预计|预测|预期|有望|力争|估计|展望|将|确保)[^。；;\n]{0,16}$")
_EXPECTED_AFTER = re.compile(
    r"[^。；;，,\n]{0,18}?(?:将(?!军|士|领|近)|有望|预计|力争|达峰)|年?[，,][^。；;，,\n]{0,14}?(?:将达|将突破|将超|将建成|将实现|达到峰值|有望|力争)"
)
_IN_FORCE = re.compile(r"^起?(?:正式)?(?:施行|实施|执行|生效|起(?:正式)?(?:施行|实施|执行|生效))")
_PAST_BEFORE = re.compile(r"(?:截至|截止|早在|曾于|自从|始于|成立于)(?:到|至)?$")
_PAST_AFTER = re.compile(
    r"^(?:底|末)?[，,]?.{0,6}(?:拍摄|摄|发布了|印发了|公布了|揭牌|成立|获批|以来|上线|开通|启用)"
)
_AS_OF = re.compile(r"截[至止](?:到)?$")
_EVENT = re.compile(
    rf"(?<![\d—–~-])(?P<y>20\d\d)(?:年)?[“《（]?(?!年){HAN}[^\s。，；：、\d]{{1,22}}?(?:大会|论坛|年会|峰会|博览会|展览会|交易会|洽谈会|推介会|锦标赛|公开赛|大师赛|联赛|大赛|挑战赛|巡回赛|邀请赛|资格赛|马拉松|文化节|艺术节|电影节|旅游节|音乐节|购物节|盛典)"
)
_COMPARED = re.compile(r"(?:较|比|超过|高于|低于|多于|少于|相比|对比)$")
_COMPARED_AFTER = re.compile(r"^(?:全年|同期|底|末|年底|年末)?相比")
_MEASURED = re.compile(
    r"[^。；;\n]{0,30}?(?:同比|环比|增长|下降|回升|回落|增速|万亿|亿元|亿美元|亿人次|万人次|%|％|百分点|万[吨辆台件户人家])"
)
_PERIOD = re.compile(
    r"^\s?(?:(?P<all>全年|全国|年度(?!工作|会议))|(?P<half>上半年)|前(?P<q>[一二三四1-4])(?:个)?季度|第?(?P<q1>[一二三四1-4])季度|(?:前|1[-—至到])(?P<n>\d{1,2})个?月)"
)
_NOW = re.compile(r"^是.{0,12}(?:之年|起步|开局|收官|年份)")
_FEAST = re.compile(r"^(?:元旦|春节|春运|新春|新年|清明|五一|“五一”|端午|暑运|中秋|国庆|高考|全国两会)")
_LOOK_BACK = re.compile(
    r"^[，,]?[^。]{0,14}(?:同比|总值|总额|增加值|产销|实现|达到?|突破|完成|累计|共|增长|下降)"
)
_SIGNED = re.compile(rf"^[ \t　（(]*(?:{FULL_DATE}|{CHINESE_DATE})[ \t　）)]*$", re.MULTILINE)
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
_PLAN_SPAN = 6  # years of a plan beyond which its title says little of the day


@dataclass(frozen=True, slots=True)
class Evidence:
    """A time that the page names, as a closed interval of days.

    `kind` says how: "exact" (with a month), "past" (exact and surely over), "period" (a half or quarter reported on), "future",
    "asof" (the day up to which figures run), "compared" (a month compared with), "event" (in the name of a fair or match of that year),
    "force" (the day from which a rule applies), "signed" (a full date alone in its line),
    "against" (a year compared with, so one that is over), "now" (said to be the present
    year), "feast" (a holiday of that year), "over" (a year looked back on), "span" (years in the title of a plan), "plain" (any other
    year), or a kind of `kg.read.dates.eras`.
    """

    begin: date
    end: date
    kind: str


def evidence(text: str) -> Iterator[Evidence]:
    """Yield the times with a year that a text names.

    Example: 截至2025年12月底 is the "past" day 2025-12-31, 较2025年底 is "against" it; 到2030年 is in the "future".
    """
    text = _DIGIT_GAP.sub("", text[:SCANNED])
    for span in _RANGE.finditer(text):
        first, last = int(span["first"]), int(span["last"])
        if span["title"] and first <= last < first + _PLAN_SPAN:
            yield Evidence(date(first, 1, 1), date(last, 12, 31), "span")
    text = _RANGE.sub("　", text)
    for held in _EVENT.finditer(text):
        yield Evidence(date(int(held["y"]), 1, 1), date(int(held["y"]), 12, 31), "event")
    for found in _YEAR.finditer(text):
        year = int(found["y"])
        if found["m"]:
            yield from _month(found, year)
        elif period := _PERIOD.match(found["after"]):
            kind = (
                "future"
                if _to_come(found)
                else "against"
                if _compared(found)
                else "over"
                if period["all"]
                else "period"
            )
            yield Evidence(date(year, 1, 1), _period_end(year, period), kind)
        else:
            yield _whole_year(found, year)
    for found in _SIGNED.finditer(text):
        if day := parse_date(found[0]):
            yield Evidence(day, day, "signed")
    for kind, first, last in eras(text):
        yield Evidence(date(first, 1, 1), date(last, 12, 31), kind)


def _to_come(found: re.Match[str]) -> bool:
    begin = found.end("before")
    if _PAST_BEFORE.search(found["before"]) or _RANGE_END.search(found.string, max(0, begin - 3), begin):
        return False
    return bool(_FUTURE_BEFORE.search(found["before"]) or _FUTURE_AFTER.match(found["after"]))


def _expected(found: re.Match[str]) -> bool:
    """Whether the sentence speaks of what is expected of that time: 预计，2027年产量将达…"""
    text, begin = found.string, found.start("y")
    return bool(
        _EXPECTED_BEFORE.search(text, max(0, begin - 24), begin) or _EXPECTED_AFTER.match(text, found.end())
    )


def _compared(found: re.Match[str]) -> bool:
    return bool(_COMPARED.search(found["before"]) or _COMPARED_AFTER.match(found["after"]))


def _whole_year(found: re.Match[str], year: int) -> Evidence:
    """A year without a month: 2025年, 2025年底, 比2025年."""
    after = found["after"]
    if after[:1] in ("底", "末") and (_PAST_BEFORE.search(found["before"]) or _compared(found)):
        kind = "asof" if _AS_OF.search(found["before"]) else "past"
        return Evidence(date(year, 12, 31), date(year, 12, 31), kind)
    if _compared(found):
        kind = "against"
    elif _to_come(found):
        kind = "future"
    elif _NOW.match(after):
        kind = "now"
    elif _FEAST.match(after):
        kind = "feast"
    elif _expected(found):
        kind = "future"
    else:
        kind = "over" if _LOOK_BACK.match(after) else "plain"
    return Evidence(date(year, 1, 1), date(year, 12, 31), kind)


def _month(found: re.Match[str], year: int) -> Iterator[Evidence]:
    """A month or a day of a year."""
    month = int(found["m"])
    if not 1 <= month <= 12:
        return
    last = months.monthrange(year, month)[1]
    day = make_date(year, month, int(found["d"])) if found["d"] else None
    ended = not found["d"] and found["after"][:1] in ("底", "末")
    past = _PAST_BEFORE.search(found["before"]) or _PAST_AFTER.match(found["after"]) or _compared(found)
    measured = not found["d"] and _MEASURED.match(found.string, found.start("after"))
    if _IN_FORCE.match(found["after"]):
        kind = "force"
    elif _to_come(found) or (not past and _expected(found)):
        kind = "future"
    elif _AS_OF.search(found["before"]):
        kind = "asof"
    elif _compared(found) and not found["d"]:
        kind = "compared"
    else:
        kind = "past" if past else "period" if measured else "exact"
    yield Evidence(day or date(year, month, last if ended else 1), day or date(year, month, last), kind)


def _period_end(year: int, period: re.Match[str]) -> date:
    quarter = period["q"] or period["q1"]
    if period["half"]:
        month = 6
    elif quarter:
        month = 3 * int(_DIGIT.get(quarter, quarter))
    else:
        month = min(12, max(1, int(period["n"]))) if period["n"] else 12
    return date(year, month, months.monthrange(year, month)[1])


_DAY = re.compile(
    r"(?P<before>[^。；;\n]{0,8})(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日(?=(?P<after>[^。；;\n]{0,6}))"
)


def past_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield month and day of the days without a year that a text speaks of as past.

    Example: 1月12日，货轮停靠 gives 1, 12; 将于3月1日 gives nothing.
    """
    for found in _DAY.finditer(_DIGIT_GAP.sub("", text[:SCANNED])):
        if not _to_come(found) and not found["before"].endswith("自"):
            yield int(found["m"]), int(found["d"])
