"""Figures as they stand in the text: quantities, ranks and runs, gathered into chains that share their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kg.extract.statistics.reading import Reading, Sentence, Span
from kg.language.quantities.amounts import Quantity
from kg.language.quantities.numerals import number
from kg.language.quantities.units import units

_LINK = re.compile(r"(?:、|和|与|及|以及|或|并)?(?:[（(][^（）()]{0,12}[）)])?(?:、|和|与|及|以及|或)?")
_VERB_LINK = re.compile(
    r"(?:、|和|与|及|，)(?:同比|环比)?(?P<verb>增长|下降|上升|上涨|下跌|减少|增加|提高|回落|降低|提升|下滑)(?:了|约|近|超过|超)?"
)
_NOTE = re.compile(r"（(?:单位：)?(?P<currency>美元|港元|欧元|日元|英镑|新台币|澳门元|新加坡元)，?下同）")
_RUN = re.compile(
    r"(?P<n>[二两三四五六七八九十]{1,3}|\d{1,2})连(?:升|降|涨|跌|增|丰|阳|阴|冠|胜|板|涨停)(?![^，。]{0,2}[声线])"
)
_DOUBLED = re.compile(
    r"(?P<near>近乎?|接近)?翻了?(?P<n>[一两二三四])番(?P<more>多|以上|有余)?|(?:实现|同比|近乎)翻番"
)
_FIRST_TIME = 0xE000
_TIME_CODES = 6400
_BRACKET = 12


@dataclass(slots=True)
class Figure:
    """One number of the text with what the rules find out about it.

    `kind` is "amount", "rank" or "run" (三连升); offsets are those of the compact view.
    """

    begin: int
    end: int
    outer_begin: int
    outer_end: int
    value: Decimal
    upper: Decimal | None
    unit: str | None
    unit_kind: str
    bound: str | None
    kind: str
    quantity: Quantity | None = None
    degree: str = ""
    own: str = ""  # its own growth word in a chain: 下降 in 分别为增长2.4%和下降0.7%


@dataclass(slots=True)
class Chain:
    """Figures that share their words: 13.2%、27.1% after 分别增长. `left` and `right` are what stands around it."""

    figures: list[Figure]
    sentence: Sentence
    clause: Span
    clause_index: int
    left_begin: int
    left: str = ""
    right: str = ""
    right_end: int = 0
    before: str = ""
    rest: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def begin(self) -> int:
        """Where its first figure begins, words of comparison included."""
        return self.figures[0].outer_begin

    @property
    def end(self) -> int:
        """Where its last figure ends, words of comparison included."""
        return self.figures[-1].outer_end


def figures(reading: Reading) -> list[Figure]:
    """All figures of an article, left to right, counted or not."""
    found = [_of_quantity(q) for q in reading.quantities]
    _noted_currency(reading.text, found)
    found += [
        Figure(
            r.begin,
            r.end,
            r.begin,
            r.end,
            Decimal(r.value),
            None,
            "位",
            "rank",
            "less" if r.among else None,
            "rank",
            degree=r.degree,
        )
        for r in reading.ranks
    ]
    found += [*_runs(reading.text), *_doublings(reading.text)]
    found.sort(key=lambda f: (f.begin, -f.end))
    out: list[Figure] = []
    for figure in found:
        if out and figure.begin < out[-1].end:
            if figure.kind != "amount" and out[-1].kind == "amount":
                out[-1] = figure
            continue
        out.append(figure)
    return out


def _noted_currency(text: str, found: list[Figure]) -> None:
    """（美元，下同）: a bare 元 after the note is of that currency."""
    for m in _NOTE.finditer(text):
        unit = units().named(m["currency"])
        for figure in found:
            if (
                unit is not None
                and figure.begin > m.end()
                and figure.unit == "CNY"
                and text[figure.end - 1] == "元"
            ):
                figure.unit = unit.notation


def _of_quantity(q: Quantity) -> Figure:
    return Figure(
        q.begin, q.end, q.outer_begin, q.outer_end, q.value, q.upper, q.unit.notation if q.unit else None,
        q.unit.kind if q.unit else "", q.bound, "amount", q,
    )  # fmt: skip


def _runs(text: str) -> list[Figure]:
    out = []
    for m in _RUN.finditer(text):
        value = number(m["n"])
        if value is not None and value > 1:
            out.append(Figure(m.start(), m.end(), m.start(), m.end(), value, None, "次", "run", None, "run"))
    return out


def _doublings(text: str) -> Iterator[Figure]:
    """翻一番 is a growth by once, 翻两番 by three times what it was."""
    for m in _DOUBLED.finditer(text):
        times = number(m["n"]) if m["n"] else Decimal(1)
        if times is not None:
            bound = "more" if m["more"] else "about" if m["near"] else None
            yield Figure(
                m.start(),
                m.end(),
                m.start(),
                m.end(),
                2 ** int(times) - Decimal(1),
                None,
                "倍",
                "ratio",
                bound,
                "amount",
                degree="番",
            )


def chains(reading: Reading, counted: list[Figure]) -> Iterator[Chain]:
    """Gather figures into chains, in reading order, each with the words before and after it in its clause."""
    index = 0
    for sentence in reading.sentences:
        for number_, clause in enumerate(sentence.clauses):
            group: list[Figure] = []
            while index < len(counted) and counted[index].begin < clause.end:
                if counted[index].begin >= clause.begin:
                    group.append(counted[index])
                index += 1
            if group:
                yield from _of_clause(reading, sentence, clause, number_, group)


def _of_clause(
    reading: Reading, sentence: Sentence, clause: Span, index: int, group: list[Figure]
) -> Iterator[Chain]:
    runs: list[list[Figure]] = []
    for figure in group:
        if runs and (
            _linked(reading.text, runs[-1][-1], figure) or _with_verb(reading.text, clause, runs[-1], figure)
        ):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    begin = clause.begin
    for i, run in enumerate(runs):
        end = runs[i + 1][0].outer_begin if i + 1 < len(runs) else clause.end
        chain = Chain(run, sentence, clause, index, begin)
        chain.left = marked(reading, begin, max(begin, run[0].outer_begin))
        chain.before = marked(reading, clause.begin, max(clause.begin, run[0].outer_begin))
        chain.rest = marked(reading, run[-1].outer_end, clause.end)
        chain.right_end = max(end, run[-1].outer_end)
        chain.right = marked(reading, run[-1].outer_end, chain.right_end)
        yield chain
        if not _bracketed(reading.text, run):
            begin = run[-1].outer_end


def _bracketed(text: str, run: list[Figure]) -> bool:
    """Whether figures stand in brackets of their own: 较去年同期（-1.1%）提高 goes on after them."""
    begin, end = run[0].outer_begin, run[-1].outer_end
    opened = text.rfind("（", max(0, begin - _BRACKET), begin)
    return opened >= 0 and "）" not in text[opened:begin] and text.startswith("）", end)


def _linked(text: str, first: Figure, second: Figure) -> bool:
    if first.outer_end > second.outer_begin:
        return False
    between = text[first.outer_end : second.outer_begin]
    if not between or not _LINK.fullmatch(between) or (between.startswith(("（", "(")) and len(between) < 3):
        return False
    same = first.kind == second.kind and (first.unit == second.unit or first.unit_kind == second.unit_kind)
    return same and first.unit_kind != "time"


def _with_verb(text: str, clause: Span, run: list[Figure], second: Figure) -> bool:
    """分别为增长2.4%和下降0.7%: a chain whose members bring their own growth words."""
    first = run[-1]
    m = (
        _VERB_LINK.fullmatch(text[first.outer_end : second.outer_begin])
        if first.outer_end <= second.outer_begin
        else None
    )
    if m is None or first.unit != second.unit or "分别" not in text[clause.begin : run[0].begin]:
        return False
    second.own = m["verb"]
    return True


def marked(reading: Reading, begin: int, end: int) -> str:
    """A stretch of the text with each time expression as one private-use character."""
    out, at = [], begin
    first = reading.first_time(begin)
    for place, time in enumerate(reading.times_in(begin, end), first):
        if time.begin >= at:
            out.append(reading.text[at : time.begin])
            out.append(chr(_FIRST_TIME + place % _TIME_CODES))
            at = min(time.end, end)
    out.append(reading.text[at:end])
    return "".join(out)


def time_of(reading: Reading, char: str) -> int:
    """Index (modulo the number of codes) of the time a private-use character stands for."""
    return (ord(char) - _FIRST_TIME) % max(1, min(_TIME_CODES, len(reading.times)))
