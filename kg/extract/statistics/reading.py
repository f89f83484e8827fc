"""An article laid out for reading statistics: sentences, clauses, times, quantities and names of its compact view."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.statistics.patterns import CLAUSE_END, SENTENCE_END
from kg.language.quantities.amounts import NounAt, Quantity, quantities
from kg.language.quantities.ordinals import Rank, ranks
from kg.language.quantities.times import Time, times
from kg.language.quantities.view import View, compact
from kg.records import Article, BlockKind, EntityType, Mention

_NUMBERLESS = {
    EntityType.ORGANIZATION,
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.POLICY,
    EntityType.EVENT,
}
_NOUNS = frozenset({"n"})
_LONGEST_UNIT = 3
_ARTICLE_OF_LAW = re.compile(r"^第[一二三四五六七八九十百]{1,4}条(?![一-龥]{0,4}规定)", re.MULTILINE)
_LEAST_ARTICLES = 3
_HEADINGS = {BlockKind.HEADLINE, BlockKind.KICKER, BlockKind.SUBTITLE, BlockKind.SECTION}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `text[begin:end]` of the compact view."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its clauses; `block` numbers the paragraph, `heading` marks headlines and section headings.

    `section` marks the section headings among them.
    """

    begin: int
    end: int
    block: int
    heading: bool
    clauses: tuple[Span, ...]
    section: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of the article, placed in the compact view."""

    begin: int
    end: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the rules of this package look at; all offsets are those of `text`, the compact view."""

    article: Article
    doc: Doc
    view: View
    text: str
    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    ranks: tuple[Rank, ...]
    names: tuple[Name, ...]
    regulation: bool  # laid out in articles: 第一条, 第二条
    word_begins: frozenset[int]
    word_ends: frozenset[int]

    def first_time(self, offset: int) -> int:
        """Index of the first time that begins at or after an offset."""
        return bisect_right(self.times, offset - 1, key=lambda t: t.begin)

    def times_in(self, begin: int, end: int) -> tuple[Time, ...]:
        """Times that begin in a stretch."""
        first = bisect_right(self.times, begin - 1, key=lambda t: t.begin)
        last = bisect_right(self.times, end - 1, key=lambda t: t.begin)
        return self.times[first:last]

    def names_in(self, begin: int, end: int) -> tuple[Name, ...]:
        """Names that begin in a stretch."""
        first = bisect_right(self.names, begin - 1, key=lambda n: n.begin)
        last = bisect_right(self.names, end - 1, key=lambda n: n.begin)
        return self.names[first:last]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=lambda s: s.begin) - 1)]


def read(doc: Doc, article: Article, mentions: Sequence[Mention]) -> Reading:
    """Lay out an article for the rules of this package."""
    view = compact(article.text)
    names = []
    for m in sorted(mentions, key=lambda m: (m.begin, -m.end)):
        begin, end = view.inside(m.begin, m.end)
        if begin < end:
            names.append(Name(begin, end, m))
    found_times = times(view.text, article.date)
    masked = [(t.begin, t.end) for t in found_times]
    masked += [(n.begin, n.end) for n in names if n.mention.type in _NUMBERLESS]
    titles = _titles(view.text)
    masked += titles
    return Reading(
        article=article,
        doc=doc,
        view=view,
        text=view.text,
        sentences=_sentences(view, article),
        times=found_times,
        quantities=quantities(view.text, masked, _nouns(doc, view)),
        ranks=tuple(r for r in ranks(view.text) if not _covered(titles, r.begin)),
        names=tuple(names),
        regulation=len(_ARTICLE_OF_LAW.findall(view.text)) >= _LEAST_ARTICLES,
        word_begins=frozenset(view.inside(t.idx, t.idx)[0] for t in doc),
        word_ends=frozenset(view.inside(t.idx + len(t.text), t.idx + len(t.text))[0] for t in doc),
    )


def _nouns(doc: Doc, view: View) -> NounAt:
    """Open class of units: the end of the noun that stands at an offset (三大集装箱, 24星)."""
    ends = {t.idx: t.idx + len(t.text) for t in doc if t.tag_ in _NOUNS and len(t.text) <= _LONGEST_UNIT}
    back = {p: i for i, p in enumerate(view.positions)}

    def at(offset: int) -> int | None:
        end = ends.get(view.positions[offset]) if offset < len(view.positions) else None
        return back[end - 1] + 1 if end is not None and end - 1 in back else None

    return at


def _titles(text: str) -> list[tuple[int, int]]:
    """Stretches inside 《》."""
    spans, depth, begin = [], 0, 0
    for i, char in enumerate(text):
        if char == "《":
            depth, begin = depth + 1, begin if depth else i
        elif char == "》" and depth:
            depth -= 1
            if not depth:
                spans.append((begin, i + 1))
    return spans


def _covered(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, (offset, len(spans) and spans[-1][1] + 1)) - 1
    return index >= 0 and offset < spans[index][1]


def _sentences(view: View, article: Article) -> tuple[Sentence, ...]:
    starts = [view.inside(b.begin, b.begin)[0] for b in article.blocks]
    out: list[Sentence] = []
    begin = 0
    ends = [m.end() for m in SENTENCE_END.finditer(view.text)]
    for end in [*ends, len(view.text)]:
        if end > begin:
            block = max(0, bisect_right(starts, begin) - 1)
            kind = article.blocks[block].kind if article.blocks else BlockKind.PARAGRAPH
            heading = kind in _HEADINGS
            clauses = _clauses(view.text, begin, end, _gaps(view, begin, end) if heading else [])
            out.append(Sentence(begin, end, block, heading, clauses, kind is BlockKind.SECTION))
        begin = end
    return tuple(out)


def _gaps(view: View, begin: int, end: int) -> list[int]:
    """Where a heading had a blank between Chinese characters: its parts are set apart by blanks."""
    found = []
    for i in range(begin + 1, end):
        apart = view.positions[i] - view.positions[i - 1] > 1
        if apart and not view.text[i - 1].isascii():
            found.append(i)
    return found


def _clauses(text: str, begin: int, end: int, gaps: list[int]) -> tuple[Span, ...]:
    if gaps:
        edges = [begin, *gaps, end]
        return tuple(part for a, b in pairwise(edges) for part in _clauses(text, a, b, []))
    spans, at = [], begin
    depth = 0
    for m in CLAUSE_END.finditer(text, begin, end):
        depth = text.count("（", at, m.start()) - text.count("）", at, m.start())
        if depth > 0 and m.start() - at < 60:
            continue
        if m.start() > at:
            spans.append(Span(at, m.start()))
        at = m.end()
    if at < end:
        spans.append(Span(at, end))
    return tuple(spans)
