"""Datelines: who reports from where on which day, at the head of a story or in the note that ends it."""

import re
from dataclasses import dataclass, replace

from kg.read.credits.bylines import Parsed, parse_byline
from kg.read.patterns import GENRES, HAN, HEAD

_AGENCY = rf"(?:本报|本台|本刊|本网|本社|新华社|新华网|{HAN}{{1,12}}?(?:通讯社|社|日报|晚报|早报|晨报|时报|商报|青年报|导报|周报|报|网|广播|电台|总台|台|刊|新闻|客户端|快讯|经纬|发布))(?:海外版|客户端|新媒体)?"
_DAY = r"(?:(?P<year>(?:19|20)\d\d)\s?年)?\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
_PLACE = rf"(?P<place>[{HAN[1:-1]}·／/、]{{0,14}}?)(?:[（(]{HAN}{{1,8}}[）)])?"
_KIND = rf"(?:新媒体|体育|英文|图片|{HAN}{{0,6}}?)"

DATED = re.compile(
    rf"[【\[（(]?(?P<credit>据|综合|转)?\s?(?P<agency>{_AGENCY})\s?{_PLACE}\s?{_DAY}\s?{_KIND}?(?:专?电|讯|消息|报道|发布)[】\]）)]?"
)
"""新华社北京1月14日电, 据新华社7月25日消息, 【财联社1月14日电】"""

UNDATED = re.compile(
    rf"[【\[（(]?\s*(?P<agency>本报|本台|本刊|本网|本社|新华社|(?!据|转){HAN}{{2,10}}?(?:日报|晚报|早报|晨报|时报|商报|网|台|社)|(?!据|转){HAN}{{2,8}}?(?=(?<![通音短])讯\s?[（(][^）)]{{0,8}}(?:记者|通讯员)))\s?(?P<place>{HAN}{{0,8}}?)\s?(?:讯|消息|综合消息|综合报道|快讯|特稿|微特稿|专电|专稿)[】\]）)]?(?=[:：\s　（(，,“]|记者|通讯员|$|{HAN})"
)
"""本报讯, 央视网消息（新闻联播）：, 【新华社微特稿】; before 讯（记者…） any name may be a paper's."""

AGENCY_ONLY = re.compile(
    r"[（(【]?(?:据|综合)(?P<agency>新华社|中新社|中国新闻社|央视新闻(?:客户端)?|新华网|人民网|中新网|人民日报|经济日报|光明日报)(?:综合)?(?:电|讯|消息|报道)[）)】]?(?=[\s　（(:：]|记者)"
)
"""据新华社电 at the head of an item, without place and day."""

_BARE_REPORTER = re.compile(
    r"[（(](?:本报|本网|总台|央视)?(?:记者|通讯员|见习记者|实习记者)[^（）()]{2,60}[）)]\s*(?=\S)"
)
_BRACKET = re.compile(r"\s*[（(]\s*(?P<inside>[^（）()]{2,90}?)\s*[）)]")
_LEADING_REPORTER = re.compile(
    r"\s*(?P<inside>(?:本报)?(?:记者|通讯员|见习记者|实习记者)[^，。：:]{2,40}?)(?:报道)?[:：，]|\s*[|｜]\s*(?P<other>[^，。：:]{2,30}?)[:：]"
)
_TITLE = re.compile(rf"\s*(?:{HAN}{{0,6}})?题[:：]\s*|\s*(?P<genre>{GENRES})[:：]")
_FILED_FROM = re.compile(
    rf"[\s　，,]*(?:{_DAY})?[\s　，,]*(?:专程)?(?:发自|写于|于)\s?(?P<place>{HAN}{{2,8}}?)(?:报道|电)?$"
)
_TODAY = re.compile(
    r"(?:今天|今日|今晚|今晨|今早)\s?[（(](?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日[）)]"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline `text[begin:end]`: `end` is where the story's own words begin, `title` where a headline in it does.

    `year` is set only when the dateline states it.
    """

    begin: int
    end: int
    agency: str | None = None
    place: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    byline: Parsed | None = None
    title: int | None = None


def find_dateline(text: str) -> Dateline | None:
    """Read the dateline at the head of a paragraph.

    Example: 据新华社北京1月14日电(记者陆子涵)中央… gives 新华社, 北京, 1, 14 and the reporter 陆子涵.
    """
    head = text[:HEAD]
    found = DATED.match(head)
    if found and found["credit"] and not re.search(r"[电讯][】\]）)]?$", found[0]):
        return None  # 据某社9月30日报道 quotes somebody; it does not date the story
    found = found or UNDATED.match(head) or AGENCY_ONLY.match(head)
    if found is None:
        bare = _BARE_REPORTER.match(head)
        if bare is None:
            return None
        byline = parse_byline(head, bare.start() + 1, _inside_end(head, bare), pen_names=True)
        return Dateline(0, bare.end(), byline=byline) if byline and byline.people else None
    return _dateline(head, found)


def _inside_end(head: str, found: re.Match[str]) -> int:
    return found.start() + len(found[0].rstrip()) - 1


def _dateline(head: str, found: re.Match[str]) -> Dateline:
    groups = found.groupdict()
    end = found.end()
    byline = None
    if bracket := _BRACKET.match(head, end):
        byline = parse_byline(head, bracket.start("inside"), bracket.end("inside"), pen_names=True)
        programme = head[bracket.end() : bracket.end() + 1] in ("：", ":")  # 央视网消息（新闻联播）：
        end = (
            bracket.end()
            if byline or programme or re.search(r"记者|报道|作者|通讯员", bracket["inside"])
            else end
        )
    elif leading := _LEADING_REPORTER.match(head, end):
        group = "inside" if leading["inside"] else "other"
        byline = parse_byline(head, leading.start(group), leading.end(group))
        end = leading.end() if byline else end
    title = _TITLE.match(head, end)
    after = re.compile(r"[\s　:：，]*").match(head, end)
    return Dateline(
        0, after.end() if after else end, _agency(groups.get("agency")), (groups.get("place") or "").strip("·／/、 ") or None,
        _number(groups.get("month")), _number(groups.get("day")), _number(groups.get("year")), byline, title.end() if title else None,
    )  # fmt: skip


def find_closing_dateline(note: str) -> Dateline | None:
    """Read the dateline of a note: （据新华社北京1月13日电）, 新华社北京1月21日电, （某报记者 张三 2026年3月1日发自成都）."""
    bare = note.strip("（）()【】[] 　。.")
    found = DATED.match(bare)
    if found and found.end() == len(bare):
        return _dateline(bare, found)
    if not note.startswith(("（", "(", "【", "[")):
        return None  # a dateline with reporters alone in its line stands above the story
    lead = len(note) - len(note.lstrip("（）()【】[] 　。."))
    if found:  # 新华社北京1月13日电 记者李明
        byline = parse_byline(note, lead + found.end(), lead + len(bare))
        return replace(_dateline(bare, found), byline=byline) if byline and byline.people else None
    return _filed(note, lead, lead + len(bare))


def _filed(note: str, begin: int, end: int) -> Dateline | None:
    """Read who filed from where, the reporter first: 某报记者 张三 2026年3月1日发自成都."""
    found = _FILED_FROM.search(note, begin, end)
    if found is None:
        return None
    byline = parse_byline(note, begin, found.start())
    if byline is None or not byline.people:
        return None
    return Dateline(
        begin,
        end,
        _agency(byline.agency),
        found["place"],
        _number(found["month"]),
        _number(found["day"]),
        _number(found["year"]),
        byline,
    )


def find_today(text: str) -> tuple[int, int] | None:
    """Month and day that broadcast copy calls today: 国务院新闻办公室今天（10月13日）召开…"""
    found = _TODAY.search(text[: 2 * HEAD])
    return (int(found["month"]), int(found["day"])) if found else None


def _agency(name: str | None) -> str | None:
    """The agency named, None for the paper's own desk (本报讯)."""
    return None if name is None or name.startswith("本") else name


def _number(text: str | None) -> int | None:
    return int(text) if text else None
