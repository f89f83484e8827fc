"""What stands before a number: its verb, growth word, comparison and share, peeled off to lay the subject bare."""

import re
from dataclasses import dataclass, field

from kg.extract.statistics import patterns as p

_COMPARED_WORDS = re.compile(
    rf"{p.TIME}|上年|去年|前年|上月|上季|同期|前一|上一|上个|此前|以前|之前|以往|往年|历史|年初|上周|上期|上届|改革前|疫情前|峰值|期初|期末|原来|原定|前期|峰值|高峰|最高|最低"
)
_ADJECTIVES = frozenset("高低多少快慢大小")
_THAN_BEFORE = re.compile(r"(?:比|较)[^，。；]{1,8}扩大$")
_THAN = re.compile(
    r"(?P<how>(?<!不)高于|(?<!不)低于|高出|低出|快于|慢于|领先于?|落后于?|多于|少于|优于|超出)(?P<than>[^，。；]*)$"
)
_MORE_DONE = re.compile(
    r"(?P<than>(?:比|较)(?P<what>[^，。；比较]{1,10}?))(?P<how>多|少)(?P<verb>[一-龥]{2,3})(?:了|约|近|超)?$"
)
_OF_WHOLE = re.compile(
    r"(?:占(?![有用地])到?|按照?|仅?为|是|仅?达到?|相当于|不到|不低于|不高于|不少于|不超过|超过?|约占|接近|不及|不足)(?P<whole>[^，。；从由\ue000-\uf8ff]{2,30})的$"
)
_LIFT = re.compile(r"(?P<verb>拉动|带动|推动|拖累|拉低|贡献|影响)(?P<what>[^，。；]{0,24})$")
_HOLDS = re.compile(r"(?:约|大约|仅|已|均|也|则|近)?占(?:比)?$|含(?:有|量)?$")
_BOTH = re.compile(r"(?P<first>同比|环比)(?:和|、|与|及)(?P<second>同比|环比)$")
_VERB_FIRST = re.compile(
    r"^(?P<subject>.*?)(?P<verb>下调|上调|调低|调高|降低|减少|下降|压缩|压减|消减|削减|节约|缩短|(?<!新)增加|提高|提升|扩大|减轻|缩减)(?![值额量率点幅速至到])了?(?P<what>[^，。；、]{2,20}(?<!总[数量额])(?<!任务|目标|指标|计划|规模))$"
)


@dataclass(slots=True)
class Tail:
    """The reading of the words before a number.

    `core` is what remains as the subject; `sign` +1 or -1 for a growth word; `target` when the number is where the
    growth arrived (增至); `compared` the time or thing compared with; `whole` what a share is a share of; `both` the two
    comparisons of 环比和同比分别.
    """

    core: str
    sign: int = 0
    target: bool = False
    year_on_year: bool = False
    month_on_month: bool = False
    annual: bool = False
    compared: str | None = None
    difference: str | None = None
    fact: bool = False
    fact_noun: str = ""
    whole: str | None = None
    share_noun: str = ""
    progress: bool = False
    streak: bool = False
    lift: str | None = None
    verb_first: bool = False
    both: tuple[str, str] | None = None
    words: list[str] = field(default_factory=list)


def peel(left: str, points: bool = False) -> Tail:
    """Peel predicate, adverbs, growth and comparison off the words before a number.

    `points` tells that the number is one of percentage points, which 拉动…增长 takes as its measure.

    Example: 民营企业进出口同比增长 leaves the core 民营企业进出口 with sign +1, year on year.
    """
    tail = Tail(p.BRACKET.sub("", left).rstrip())
    if m := _MORE_DONE.search(tail.core):
        tail.sign, tail.compared = (1 if m["how"] == "多" else -1), m["what"]
        tail.year_on_year = bool(p.YEAR_ON_YEAR.search(m["than"]))
        tail.core = tail.core[: m.start()]
        return tail
    if m := _OF_WHOLE.search(tail.core):
        tail.whole, tail.core = m["whole"], tail.core[: m.start()]
    elif m := _THAN.search(tail.core):
        tail.difference, tail.core = m["how"] + m["than"], tail.core[: m.start()]
    elif m := p.STREAK_LEFT.search(tail.core):
        tail.streak, tail.core = True, tail.core[: m.start()]
    elif m := p.PROGRESS.search(tail.core):
        tail.progress = True
    while _step(tail):
        pass
    _finish(tail, points)
    return tail


def _step(tail: Tail) -> bool:
    """Peel one piece off the end; False when nothing more comes off."""
    core = tail.core.rstrip("“、， ")
    if core != tail.core:
        tail.core = core
        return True
    if m := _BOTH.search(core):
        tail.both = (m["first"], m["second"])
        return _cut(tail, m.start())
    for pattern, name in (
        (p.YEAR_ON_YEAR, "year_on_year"),
        (p.MONTH_ON_MONTH, "month_on_month"),
        (p.ANNUAL_END, "annual"),
    ):
        if m := pattern.search(core):
            setattr(tail, name, True)
            return _cut(tail, m.start())
    if _grown(tail) or _compared(tail):
        return True
    for pattern in (p.PREDICATE, p.ADVERB):
        if (m := pattern.search(core)) and m.end() > m.start():
            return _cut(tail, m.start())
    return False


def _compared(tail: Tail) -> bool:
    m = p.COMPARED.search(tail.core)
    if m is None:
        return False
    timed = _COMPARED_WORDS.search(m["what"])
    bare = tail.words[-1:] and tail.words[-1] in _ADJECTIVES
    if not timed and not (bare and m[0][0] in "比较相"):
        return False
    if timed:
        tail.compared = m["what"]
    else:
        tail.difference, tail.sign = m[0] + (tail.words[-1] if tail.words else ""), 0
    return _cut(tail, m.start())


def _grown(tail: Tail) -> bool:
    if not tail.fact and not tail.sign and (m := p.FACT_NOUN.search(tail.core)):
        tail.fact, tail.fact_noun, tail.sign = True, m[0], -1 if m["down"] else 1
        return _cut(tail, m.start())
    if tail.sign or tail.target or tail.difference:
        return False
    if m := p.TARGET.search(tail.core):
        tail.target = True
        return _cut(tail, m.start())
    m = p.GROWTH.search(tail.core)
    if m is None or (p.NOT_GROWTH.search(tail.core) and not _THAN_BEFORE.search(tail.core)):
        return False
    word = m["up"] or m["down"]
    if word in _ADJECTIVES:
        before = tail.core[: m.start()]
        if p.COMPARED.search(before) is None:
            return False
    tail.sign = 1 if m["up"] else -1
    tail.words.append(word)
    return _cut(tail, m.start())


def _cut(tail: Tail, end: int) -> bool:
    tail.core = tail.core[:end]
    return True


def _finish(tail: Tail, points: bool) -> None:
    """Read lift, share and verb-first growth in what is left."""
    if tail.sign and (m := _LIFT.search(tail.core)):
        if points:
            tail.lift, tail.core = m["verb"] + m["what"], tail.core[: m.start()]
        else:
            tail.core = m["what"] or tail.core
    elif not tail.sign and not tail.target and not tail.streak and (m := _VERB_FIRST.match(tail.core)):
        tail.verb_first = True
        tail.sign = -1 if p.DOWN_WORD.fullmatch(m["verb"]) else 1
        tail.core = m["subject"] + m["what"]
    if tail.whole is None and (m := _HOLDS.search(tail.core)):
        tail.share_noun, tail.core = "占比", tail.core[: m.start()]
    if tail.whole is None and (m := p.SHARE_OF.search(tail.core)) and m["whole"]:
        tail.whole, tail.share_noun = m["whole"], m["noun"] or ""
        tail.core = re.sub(r"[约已仅合计共总均将]+$", "", tail.core[: m.start()])
