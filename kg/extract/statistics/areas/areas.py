"""The place a figure is about, from its clause, its sentence, its paragraph or the article."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.statistics.areas import patterns as w
from kg.extract.statistics.areas.homes import LOCAL, Homes
from kg.extract.statistics.areas.names import dateline, inside_name, is_area, labelled, nations
from kg.extract.statistics.areas.of_article import of_article
from kg.extract.statistics.reading import Name, Reading, Sentence
from kg.extract.statistics.values.figures import Chain
from kg.records import EntityType, Measure, Ref

_FIRM_LEAD = 5


@dataclass(slots=True)
class Areas:
    """Reads the area of figures. `default` is that of an article about a nation or place."""

    reading: Reading
    default: Ref | None = None
    homes: Homes = field(init=False)
    paragraph: Ref | None = None
    label: Ref | None = None
    private: bool = False
    official: bool = False
    national: bool = False
    report: bool = False
    speakers: set[str] = field(default_factory=set)
    block: int = -1

    def __post_init__(self) -> None:
        """Learn from the whole article who speaks in it and which place it is about."""
        kinds = Counter(
            n.mention.subtype for n in self.reading.names if n.mention.type is EntityType.ORGANIZATION
        )
        public, private = sum(kinds[k] for k in w.OFFICIAL), sum(kinds[k] for k in w.PRIVATE)
        self.official = public > private or (not private and bool(w.PUBLIC_WORD.search(self.reading.text)))
        self.report = bool(w.REPORT.search(self.reading.text))
        self.speakers = self._private_speakers()
        wide = [
            n
            for n in self.reading.names
            if n.mention.type is EntityType.PLACE
            and n.mention.subtype in w.WIDE
            and not dateline(self.reading, n)
        ]
        self.homes = Homes(self.reading, [n for n in wide if is_area(self.reading, n, 0)] or wide)
        about = of_article(self.reading, self.homes, self.official)
        self.default, self.national = None if self._of_firm() else about.place, about.national

    def _of_firm(self) -> bool:
        """Whether the headline opens with a firm or institute and no public body speaks: its figures have no area."""
        heads = (s.begin for s in self.reading.sentences if s.heading and not s.section)
        return not self.official and any(
            name.begin == begin
            and name.mention.type is EntityType.ORGANIZATION
            and name.mention.subtype in w.PRIVATE
            for begin in heads
            for name in self.reading.names_in(begin, begin + 1)
        )

    def _private_speakers(self) -> set[str]:
        """Persons introduced by a firm or institute: 某公司总裁张三."""
        found: set[str] = set()
        for before, name in pairwise(self.reading.names):
            near = name.begin - before.end <= w.TITLE_LENGTH and not re.search(
                "[，。；]", self.reading.text[before.end : name.begin]
            )
            if name.mention.type is EntityType.PERSON and before.mention.subtype in w.PRIVATE and near:
                found.add(name.mention.text)
        return found

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence; a new paragraph forgets the place and the firm of the one before."""
        if sentence.block != self.block:
            self.block, self.paragraph, self.private = sentence.block, None, False
            self.label = labelled(self.reading, sentence.begin, sentence.end) or self.label
        if self._opens_nationally(sentence):
            self.paragraph = w.CHINA
        for name in self.reading.names_in(sentence.begin, sentence.end):
            firm = name.mention.type is EntityType.ORGANIZATION and name.mention.subtype in w.PRIVATE
            if (firm and (not self.report or self._leads(name))) or name.mention.text in self.speakers:
                self.private = True
        if w.FIRM_WORD.search(self.reading.text, sentence.begin, sentence.end):
            self.private = True

    def _opens_nationally(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with the nation, after no more than a time: 今年以来，我国…."""
        text = self.reading.text
        begin = (
            sentence.begin
            + len(text[sentence.begin : sentence.end])
            - len(text[sentence.begin : sentence.end].lstrip())
        )
        for time in self.reading.times_in(begin, begin + 1):
            begin = time.end + text.startswith("，", time.end)
        return text.startswith(w.STRONG, begin) and begin in nations(self.reading, begin, sentence.end)

    def _leads(self, name: Name) -> bool:
        """Whether a name opens its clause: 星禾科技投资3亿元, not 引进星禾科技."""
        return name.begin == 0 or self.reading.text[name.begin - 1] in "，。；：！？\n"

    def area(self, chain: Chain, measure: Measure, dated: bool) -> Ref | None:
        """The place of a chain of figures, None for a single firm and for several places without a name."""
        text = self.reading.text
        if after := self._place_after(chain):
            return after
        group = w.GROUP.search(text, chain.clause.begin, chain.begin)
        markets = group and group[0] == "两市" and w.MARKETS.search(text)
        if group and not markets and measure is not Measure.RANK and not w.part(text, *group.span()):
            body = self._body(chain)
            self.paragraph = body or self.paragraph
            return self._grouped(group) or body
        if w.FIRM_WORD.search(
            text, max(chain.clause.begin - 1, 0), min(chain.begin, chain.clause.begin + _FIRM_LEAD)
        ):
            return None
        own = self._named(chain.clause.begin, chain.begin)
        kind = chain.figures[0].unit_kind
        if own is None and kind not in w.OWN_ONLY:
            own = self._named(chain.sentence.begin, chain.clause.begin)
        if own is not None:
            if own == w.NOWHERE:
                own = self._body(chain) or own
            if "其中" not in text[chain.sentence.begin : chain.begin]:
                self.paragraph = own
            return own if own != w.NOWHERE else None
        if (self.private and not self._public(chain)) or (
            kind in w.OWN_ONLY | {"time"} and measure is Measure.LEVEL
        ):
            return None
        if self.paragraph is not None:
            return self.paragraph if self.paragraph != w.NOWHERE else None
        if self.label is not None:
            return self.label
        if w.EVENT_WORD.search(text, chain.sentence.begin, chain.end):
            return None
        if (body := self._body(chain)) is not None:
            self.paragraph = body
            return body
        if self.official or self.national or dated or measure in {Measure.RANK, Measure.SHARE, Measure.RULE}:
            return self.default
        return self.default if self.default != w.CHINA else None

    def member(self, chain: Chain, text: str) -> tuple[bool, Ref | None]:
        """Whether a member of a list is a place, and which: 揭阳 in 揭阳、汕尾等市进出口分别增长."""
        for name in self.reading.names_in(chain.sentence.begin, chain.begin):
            if name.mention.type is EntityType.PLACE and text.startswith(name.mention.text):
                before = self.reading.text[max(chain.sentence.begin, name.begin - 24) : name.begin]
                if w.PARTNER.search(before):
                    return False, None
                return True, name.mention if "—" not in text else None
        return False, None

    def _body(self, chain: Chain) -> Ref | None:
        """The place of the last local body named in the sentence before the figure: 省水利厅."""
        for name in reversed(self.reading.names_in(chain.sentence.begin, chain.begin)):
            if name.mention.type is EntityType.ORGANIZATION and name.mention.subtype == "GovernmentBody":
                return self.homes.of_body(name.mention, name.begin)
        return None

    def _public(self, chain: Chain) -> bool:
        """A sentence that names no firm itself and speaks for the nation's statistics."""
        inside = self.reading.names_in(chain.sentence.begin, chain.sentence.end)
        return self.official and not any(
            n.mention.subtype in w.PRIVATE and not w.SPEAKS.match(self.reading.text[n.end : n.end + 16])
            for n in inside
        )

    def _place_after(self, chain: Chain) -> Ref | None:
        """总投资额90亿元的…产业园, 扎根雄安新区: the place follows the figure."""
        text = self.reading.text
        after = self.reading.names_in(chain.end, min(chain.clause.end, chain.end + 24))
        for index, name in enumerate(after):
            between = text[chain.end : name.begin]
            if name.mention.type is EntityType.PLACE and (
                (w.AT.match(between) and between)
                or re.search(r"(?:扎根|落户|运抵|抵达|落地|入驻|进驻)$", between)
            ):
                inner = after[index + 1] if index + 1 < len(after) else name
                return (
                    inner.mention
                    if inner.begin == name.end and inner.mention.type is EntityType.PLACE
                    else name.mention
                )
        return None

    def _named(self, begin: int, end: int) -> Ref | None:
        """The last place named in a stretch as the one spoken of."""
        text = self.reading.text
        found: list[tuple[int, Ref]] = [(at, w.CHINA) for at in nations(self.reading, begin, end)]
        found += [(m.start(), w.CHINA) for m in w.MARKETS.finditer(text, begin, end)]
        local = (
            m
            for m in LOCAL.finditer(text, begin, end)
            if not inside_name(self.reading, *m.span()) and not w.part(text, *m.span())
        )
        found += [(m.start(), place) for m in local if (place := self.homes.of(m)) is not None]
        world = (
            m.start()
            for m in w.WORLD.finditer(text, begin, end)
            if w.WORLD_BEFORE.search(text[max(0, m.start() - 4) : m.start()] or "，")
        )
        found += [(b, w.NOWHERE) for b in world]
        names = self.reading.names_in(begin, end)
        found += [
            (n.begin, self._one(n)) for n in names if is_area(self.reading, n, begin, leading=not found)
        ]
        if not found:
            found += [
                (m.start(), w.CHINA)
                for m in w.INLAND.finditer(text, begin, end)
                if not w.part(text, *m.span())
            ]
        return max(found, key=lambda f: f[0])[1] if found else None

    def _grouped(self, group: re.Match[str]) -> Ref | None:
        """长三角8市 lie in the region named just before, 六省 after 中部六省 are that region; 沿江5省 have no name of their own."""
        regions = [
            n
            for n in self.reading.names
            if n.mention.type is EntityType.PLACE and n.mention.subtype == "Region"
        ]
        near = [n for n in regions if group.start() - w.NEAR <= n.begin <= group.start()]
        named = [n for n in regions if n.mention.text.endswith(group[0])]
        return (near or named)[0].mention if near or named else None

    def _one(self, name: Name) -> Ref:
        """The place itself, or nowhere when it is one of several: 广东、江苏、浙江三省."""
        around = self.reading.names_in(max(0, name.begin - 12), name.end + 12)
        for other in around:
            both = other is not name and other.mention.type is EntityType.PLACE
            between = self.reading.text[min(name.end, other.end) : max(name.begin, other.begin)]
            if both and between in {"、", "和", "及", "与"}:
                return w.NOWHERE
        return name.mention
