"""Who wrote and who photographed: bylines in lines of their own, in datelines, notes and picture credits."""

import re
from dataclasses import dataclass, field

from kg.read.credits.names import Name, names_in, pen_names_in
from kg.read.patterns import CREDITS, HAN, TAIL
from kg.records import Byline

REPORTER, PHOTOGRAPHER = "reporter", "photographer"

_MARK = re.compile(r"[□■●○◎◆◇▲△☆★▪▫•·*※►▶⊙◤◥\s　]+")
_QUOTED = re.compile(r"[“《「][^”》」]{1,14}[”》」]")
_PAPER = re.compile(
    rf"(?:{HAN}{{1,12}}?(?:社|日报|晚报|早报|晨报|时报|商报|导报|周报|报|网|台|总台|央视|(?:融媒体?|新闻|传媒|报道)中心|客户端|杂志|周刊|视觉|新闻)(?:海外版|{HAN}{{1,4}}(?:分社|分部|站|版))?|总台(?:央视)?|央视|本报|本刊|本网|本台|本社|中新|我网)"
)
_ROLE = re.compile(
    r"(?:参与|协助|联合|特约|特派|首席|高级|主任|资深|实习|见习|驻站|摄影|摄像|文字|图片|视频|融媒体|全媒体|新媒体|本报|本刊|跟班|调研组|报道组|专职)*"
    r"(?:记者|通讯员|评论员|撰稿人|撰稿|报道员|特约作者|作者|摄影师|摄影|编译|编写|整理|撰文|采写|执笔|文字|图片|实习生|采访人员|报道|采访整理|策划采写)(?:组)?"
)
_NOT_BYLINE = re.compile(r"编辑|责编|审稿|终审|校对|美编|监制|策划[:：]|出品|统筹|主编|制图|版式|设计")
_POSTED = re.compile(rf"驻(?:{HAN}{{2,6}}?)(?=(?:特派|首席|高级|摄影)*记者)")
_FILED = re.compile(
    rf"(?:(?:发自|专程发自)\s*{HAN}{{2,8}}|{HAN}{{0,8}}?(?:连线|摄影|综合|采写|专题|联合)?报道|{HAN}{{2,6}}电)$"
)
_TEXT_OR_PICTURE = re.compile(
    r"[（(]?(?P<what>图文|图/文|文/图|文图|文并图|文|图|摄影|摄|编译|撰文|绘图|漫画|制图)[）)]?\s?[／/|｜丨:：]\s?|[／/](?P<after>文并摄|图文|文图|文|图|摄影|摄)"
)
_SHARED = re.compile(
    r"(?P<text>[\u3400-\u9fff·][\u3400-\u9fff·\s　、]{1,24}?)[\s　]+(?:撰文|文)[\s　]*[/／]?[\s　]+(?P<picture>[\u3400-\u9fff·][\u3400-\u9fff·\s　、]{1,24}?)[\s　]*(?:摄影报道|摄影|摄|图)"
)
"""张三 文 李四 摄影报道"""

_SEPARATOR = re.compile(r"[\s　:：、，,;；|｜丨/／\-—]+")
_NAMES = re.compile(r"[\u3400-\u9fff·•・A-Za-z．.\-]+(?:[\s　、，,]+[\u3400-\u9fff·•・A-Za-z．.\-]+)*")
_STOP = re.compile(
    r"(?=(?:特约|特派|首席|高级|主任|资深|实习|见习|驻站|摄影|摄像|文字|融媒体|全媒体|新媒体|本报|本刊|参与)*(?:记者|通讯员|评论员|撰稿|报道员|作者|摄影|编译|实习生|撰文|采写))|(?=[／/|｜丨(（]|文[／/]|图[／/])"
)


@dataclass(slots=True)
class Parsed:
    """A byline read to its end: the persons, the paper it names, and whether a word says what they are."""

    people: list[tuple[Name, str]] = field(default_factory=list)
    agency: str | None = None
    marked: bool = False  # □ or another mark stands before it
    explicit: bool = False  # 记者, 文/ … says what the persons are


def parse_byline(
    text: str, begin: int = 0, end: int | None = None, *, lenient: bool = False, pen_names: bool = False
) -> Parsed | None:
    """Read `text[begin:end]` as a byline and nothing else; None when some of it is not.

    `lenient` admits names without a Han surname, `pen_names` any short word after 记者, as in the bracket of a dateline.

    Example: □新华社记者 唐强 纪航 gives the reporters 唐强 and 纪航 and the agency 新华社.
    """
    stop = len(text) if end is None else end
    parsed = Parsed()
    at = begin
    role = REPORTER
    if mark := _MARK.match(text, at, stop):
        parsed.marked = bool(mark[0].strip())
        at = mark.end()
    if _NOT_BYLINE.search(text, at, stop):
        return None
    if shared := _SHARED.fullmatch(text, at, stop):
        return _shared(text, shared, parsed)
    while at < stop:
        step = _word(text, at, stop, parsed)
        if step is not None:
            at, role = step if isinstance(step, tuple) else (step, role)
            continue
        taken = _people(
            text,
            at,
            stop,
            role,
            parsed,
            lenient=lenient or parsed.explicit,
            pen_names=pen_names and parsed.explicit,
        )
        if taken is None:
            return None
        at = taken
    return parsed if parsed.people or parsed.explicit else None


def _shared(text: str, found: re.Match[str], parsed: Parsed) -> Parsed | None:
    """Read 张三 文 李四 摄影报道: who wrote, then who photographed; None when a word is no name."""
    for group, role in (("text", REPORTER), ("picture", PHOTOGRAPHER)):
        names = names_in(text, found.start(group), found.end(group), lenient=False)
        if not names:
            return None
        parsed.people += [(name, role) for name in names]
    parsed.explicit = True
    return parsed


def _word(text: str, at: int, stop: int, parsed: Parsed) -> int | tuple[int, str] | None:
    """Consume a word that is no name: separator, paper, role; None when a name must stand here."""
    if found := _TEXT_OR_PICTURE.match(text, at, stop):
        parsed.explicit = True
        if found["after"] and found["after"] in ("摄", "摄影", "图"):
            parsed.people[-1:] = [(name, PHOTOGRAPHER) for name, _ in parsed.people[-1:]]
        return found.end(), PHOTOGRAPHER if found["what"] in ("图", "摄影", "摄") else REPORTER
    if found := _SEPARATOR.match(text, at, stop):
        return found.end()
    if found := _POSTED.match(text, at, stop):
        return found.end()
    if found := _ROLE.match(text, at, stop):
        parsed.explicit = True
        return found.end(), PHOTOGRAPHER if "摄" in found[0] or "图片" in found[0] else REPORTER
    if found := _QUOTED.match(text, at, stop):
        return found.end()
    if (
        not parsed.people
        and (found := _PAPER.match(text, at, stop))
        and _followed_by_role(text, found.end(), stop)
    ):
        parsed.agency = found[0]
        return found.end()
    if text[at] in "()（）·":
        return at + 1
    return None


def _followed_by_role(text: str, at: int, stop: int) -> bool:
    """A paper's name counts only before 记者 and the like: 新华社记者, 经济日报·中国经济网记者."""
    while at < stop and (
        found := _SEPARATOR.match(text, at, stop)
        or _QUOTED.match(text, at, stop)
        or _POSTED.match(text, at, stop)
    ):
        at = found.end()
    if at < stop and text[at] == "·" and (paper := _PAPER.match(text, at + 1, stop)):
        at = paper.end()
    return bool(_ROLE.match(text, at, stop)) or bool(_PAPER.match(text, at, stop))


def _people(
    text: str, at: int, stop: int, role: str, parsed: Parsed, *, lenient: bool, pen_names: bool
) -> int | None:
    """Consume a list of names, without the words (北京报道) and roles after it."""
    listed = _NAMES.match(text, at, stop)
    if listed is None:
        return None
    last = listed.end()
    cut = _STOP.search(text, at + 1, stop)
    if cut and cut.start() < last:
        last = cut.start()
    filed = _FILED.search(text, at, last)
    if filed and last == stop:
        before = _before_place(text, at, filed.start(), last)
        if before is None:
            return None
        last = before
    names = names_in(text, at, last, lenient=lenient) or (pen_names_in(text, at, last) if pen_names else None)
    if not names:
        return None
    parsed.people += [(name, role) for name in names]
    if filed and stop == listed.end():
        parsed.explicit = True
        return stop
    return last


def _before_place(text: str, at: int, filed: int, last: int) -> int | None:
    """Where the names end before 北京报道: at the last blank before it, else where the place begins."""
    blank = max(text.rfind(" ", at, last), text.rfind("\u3000", at, last))
    if blank > at:
        return blank
    return filed if filed > at else None


def note_bylines(text: str, begin: int, end: int) -> Parsed | None:
    """Read the names in a closing note: （采写记者：何强、陈倩）, （执笔记者：李雯，参与记者：王菲）.

    Offsets are those of `text`; None when the note names no one.
    """
    found = Parsed(explicit=True)
    if bare := names_in(text, begin, end, lenient=False):  # （林海） after a short item
        found.people = [(name, REPORTER) for name in bare]
        return found
    for part in re.finditer(
        rf"(?:(?P<agency>新华社|中新社|本报|本网|人民网|新华网|{HAN}{{2,6}}(?:日报|晚报|时报|社))?(?:“[^”]{{1,10}}”)?(?:采写|参与采写|参与|执笔|特约|特派|首席|实习|见习|摄影|驻{HAN}{{2,6}}?)*(?:记者|通讯员|实习生|报道员|采写|撰文|执笔|整理|作者|编译)[:： ]*)(?P<names>{HAN}[^，,；;（）()]{{1,60}}?)(?=[，,；;（）()]|对此文|整理|采写|报道|参与|摄|$|(?:特约|实习|见习)?(?:记者|通讯员|报道员))",
        text[begin:end],
    ):
        names = names_in(text, begin + part.start("names"), begin + part.end("names"), lenient=True)
        if names:
            found.people += [(name, REPORTER) for name in names]
            found.agency = found.agency or part["agency"]
    return found if found.people else None


@dataclass(frozen=True, slots=True)
class Credit:
    """A picture credit `text[begin:end]` at the end of a text."""

    begin: int
    end: int
    agency: str | None
    people: tuple[Name, ...]


def find_credit(text: str) -> Credit | None:
    """Find the picture credit that ends `text`.

    Example: …在生产出口产品。杨波摄（人民视觉） gives 杨波 and 人民视觉.
    """
    base = max(0, len(text) - TAIL)
    for begin in _starts(text, base):
        for pattern in CREDITS:
            if (found := pattern.match(text, begin)) and (credit := _credit(text, found)):
                return credit
    return None


def _starts(text: str, base: int) -> list[int]:
    """Places where a credit may begin: the start, and after a sentence or in a bracket near the end."""
    places = [m.end() for m in re.finditer(r"[。！？”）)]\s*|(?<=[^\s])[\s　]+(?=\S{2,16}$)", text[base:])]
    places += [m.start() for m in re.finditer(r"[（(]", text[base:])]
    return ([0] if not base else []) + sorted({base + p for p in places if base + p < len(text)})


def _credit(text: str, found: re.Match[str]) -> Credit | None:
    groups = found.groupdict()
    people: list[Name] = []
    if groups.get("names"):
        sure = bool(groups.get("agency")) or re.search(r"记者|通讯员|摄影师|摄影[:：/]", found[0]) is not None
        names = names_in(text, found.start("names"), found.end("names"), lenient=sure)
        if names is None or any(len(n.name) > 4 and "·" not in n.name for n in names):
            return None
        people = names
    agency = groups.get("agency")
    if not people and not agency and found.start() == 0 and len(found[0]) > 24:
        return None
    return Credit(found.start(), found.end(), agency.strip("／/ ") if agency else None, tuple(people))


def bylines_of(parsed: Parsed | Credit, shift: int = 0) -> list[Byline]:
    """Turn what was read into bylines, offsets moved by `shift`."""
    if isinstance(parsed, Credit):
        return [Byline(n.name, n.begin + shift, n.end + shift, PHOTOGRAPHER) for n in parsed.people]
    return [Byline(n.name, n.begin + shift, n.end + shift, role) for n, role in parsed.people]
