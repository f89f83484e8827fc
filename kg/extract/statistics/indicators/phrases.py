"""Noun phrases for indicators: cutting them out of a clause and cleaning them."""

import re
from bisect import bisect_left

from kg.extract.statistics import patterns as p
from kg.extract.statistics.reading import Reading

_TIMES = re.compile(p.TIME)
_JOINED_TIMES = re.compile(rf"^(?:(?:和|及|、|与)(?={p.TIME})|{p.TIME})*")
_EDGE = "”“、，。；：·—-~《》 的‘’（）()"
_AND = frozenset({"和", "与", "及", "以及"})
_FLOW_VERBS = frozenset(
    [
        "出口",
        "进口",
        "进出口",
        "投资",
        "消费",
        "贸易",
        "生产",
        "销售",
        "就业",
        "研发",
        "发电",
        "用电",
        "供热",
        "运输",
        "旅游",
        "服务",
        "建设",
        "开采",
        "交易",
        "成交",
        "消耗",
        "排放",
        "外贸",
        "融资",
        "贷款",
        "存款",
        "储蓄",
        "纳税",
        "缴费",
        "参保",
        "养殖",
        "种植",
        "播种",
        "收购",
        "招商",
        "覆盖",
        "回收",
        "综合利用",
        "储备",
        "需求",
        "供给",
        "增加值",
        "加工",
        "制造",
    ]
)


def clean(phrase: str) -> str:
    """An indicator without times, leading words and the area 我国.

    Example: ，其中我国民营企业进出口 becomes 民营企业进出口.
    """
    phrase = p.BRACKET.sub("", p.DATELINE.sub("", phrase.strip(_EDGE)))
    phrase = _TIMES.sub("", _JOINED_TIMES.sub("", p.TIMED_LEAD.sub("", phrase)))
    before = None
    while phrase != before:
        before = phrase
        phrase = phrase.strip(_EDGE)
        phrase = p.TRAIL.sub("", p.LEAD.sub("", phrase, count=1))
        rest = p.AREA_LEAD.sub("", phrase, count=1)
        phrase = rest if len(rest) > 2 or rest in _FLOW_VERBS else phrase
    return "" if p.FUNCTION.fullmatch(phrase) or p.THESE.match(phrase) else _balanced(phrase)


def _balanced(phrase: str) -> str:
    """Give quotation marks that were cut off at the edge their partner back, or drop a lonely one."""
    opened, closed = phrase.count("“"), phrase.count("”")
    if opened > closed:
        return (
            phrase + "”"
            if phrase.rfind("“") > phrase.rfind("”") and len(phrase) - phrase.rfind("“") < 12
            else phrase.replace("“", "", 1)
        )
    if closed > opened:
        return "“" + phrase if phrase.find("”") < 12 else phrase.replace("”", "", 1)
    return phrase


class Words:
    """The words of the article with their classes, by place in the compact view."""

    def __init__(self, reading: Reading):
        """Place the words of the reading's document."""
        back = {position: i for i, position in enumerate(reading.view.positions)}
        self.items: list[tuple[int, int, str]] = []
        timed = [(t.begin, t.end) for t in reading.times]
        for token in reading.doc:
            places = [back[i] for i in range(token.idx, token.idx + len(token.text)) if i in back]
            if places:
                tag = "TIME" if _covered(timed, places[0]) else token.tag_
                self.items.append((places[0], places[-1] + 1, tag))
        self.begins = [b for b, _, _ in self.items]
        self.text = reading.text

    def inside(self, begin: int, end: int) -> list[tuple[str, str]]:
        """Words with their class that lie in a stretch; one cut by its edge is cut too."""
        out = []
        for i in range(max(0, bisect_left(self.begins, begin + 1) - 1), len(self.items)):
            b, e, tag = self.items[i]
            if b >= end:
                break
            if e > begin:
                out.append((self.text[max(b, begin) : min(e, end)], tag))
        return out

    def subject(self, begin: int, end: int) -> str:
        """The noun phrase that opens a clause, up to its first verb.

        Example: 民营企业继续发挥主引擎作用 gives 民营企业.
        """
        out: list[str] = []
        for word, tag in self.inside(begin, end):
            if tag == "TIME" or not word.strip("“”"):
                continue
            if tag in {"v", "vd"} and word not in _FLOW_VERBS and out:
                break
            if (
                tag in {"v", "vd", "d", "p", "r", "c"}
                and word not in _FLOW_VERBS
                and not (out and word in _AND)
            ):
                if out:
                    break
                if tag in {"v", "p"}:
                    return ""
                continue
            out.append(word)
        return "".join(out)

    def object(self, begin: int, end: int) -> tuple[str, str]:
        """What follows a number: its noun phrase, and the whole stretch as far as it goes.

        Example: after 700多名 in 研究人员来自 the phrase is 研究人员.
        """
        words = [(word, tag) for word, tag in self.inside(begin, end) if tag != "TIME"]
        phrase: list[str] = []
        for word, tag in words:
            if word in "，。；：！？\n":
                break
            if (
                tag in {"v", "d", "p", "r"}
                and "".join(phrase).strip("的")
                and word not in _FLOW_VERBS
                and not word.startswith("的")
            ):
                break
            phrase.append(word)
        return "".join(phrase), "".join(word for word, _ in words)


def _covered(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_left(spans, (offset + 1,)) - 1
    return index >= 0 and offset < spans[index][1]
