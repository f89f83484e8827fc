"""Who is credited with a figure: 海关总署发布数据显示, 王军说, 据中国汽车工业协会统计."""

import re
from dataclasses import dataclass

from kg.extract.statistics.reading import Name, Reading, Sentence
from kg.extract.statistics.values.figures import Chain
from kg.knowledge import gazetteer
from kg.records import EntityType, Ref

_CREDIT = re.compile(
    r"^[^，。；：“]{0,24}?(?:发布(?!会|仪式|活动)|公布|介绍|表示|说|透露|宣布|披露|指出|显示|称|统计|测算|认为|预计|通报|消息|数据|强调|提出|要求|明确|获悉|了解到|印发|研究显示|评价|告诉)"
)
_ACCORDING = re.compile(r"(?:据|根据|从|按照)(?:记者从)?$")
_MEETING = re.compile(r"^[^，。；]{0,8}(?:上|中)?(?:获悉|了解到)")
_CUSTOMS = re.compile(r"据(?:中国)?海关统计|海关统计(?:数据)?显示")
_BYLINE = re.compile(r"(?:记者|报道员|通讯员|摄|编辑|电|讯|[（(])[^，。；）)]{0,24}$")
_QUOTED = re.compile(r"”[^，。；“]{0,36}$")
_LONGEST_QUOTE = 1200
_LEAD_SENTENCES = 4
_UNCREDITED = frozenset({"Media"})


@dataclass(slots=True)
class Sources:
    """Reads the source of figures: a credit holds for its paragraph, the one that opens the article beyond it."""

    reading: Reading
    current: Ref | None = None
    article: Ref | None = None
    block: int = -1
    sentences: int = 0

    def enter(self, sentence: Sentence) -> None:
        """Read the credit of a sentence."""
        self.sentences += not sentence.heading
        if sentence.block != self.block:
            before = self.reading.text[max(0, sentence.begin - 2) : sentence.begin].strip()
            self.block = sentence.block
            self.current = self._after_quote(sentence) or (self.current if before.endswith("：") else None)
        if found := self._credited(sentence):
            self.current = found
            if self.article is None and self.sentences <= _LEAD_SENTENCES:
                self.article = found

    def source(self, chain: Chain) -> Ref | None:
        """The organization, person or meeting that the text credits with a chain of figures."""
        return self.current if self.current is not None else self.article

    def _credited(self, sentence: Sentence) -> Ref | None:
        text = self.reading.text
        best: Name | None = None
        for name in self.reading.names_in(sentence.begin, sentence.end):
            if not self._speaks(name, sentence):
                continue
            if best is None or _weight(name) > _weight(best):
                best = name
        if best is not None:
            return best.mention
        if _CUSTOMS.search(text, sentence.begin, sentence.end):
            known = gazetteer().lookup("海关总署")
            return known[0].key if known else None
        return None

    def _after_quote(self, sentence: Sentence) -> Ref | None:
        """“…”王军说: the speaker stands after the words of the paragraph."""
        text = self.reading.text
        end = text.find("\n", sentence.begin)
        end = len(text) if end < 0 else end
        for name in self.reading.names_in(sentence.begin, min(end, sentence.begin + _LONGEST_QUOTE)):
            before = text[max(sentence.begin, name.begin - 40) : name.begin]
            credited = _QUOTED.search(before) and _CREDIT.match(text[name.end : name.end + 12])
            if name.mention.type is EntityType.PERSON and credited:
                return name.mention
        return None

    def _speaks(self, name: Name, sentence: Sentence) -> bool:
        kind, text = name.mention.type, self.reading.text
        before = text[max(sentence.begin, name.begin - 28) : name.begin]
        after = text[name.end : min(sentence.end, name.end + 32)]
        if kind is EntityType.EVENT:
            return bool(_MEETING.match(after))
        if kind is EntityType.PERSON:
            return bool(_CREDIT.match(after)) and not _BYLINE.search(before)
        if kind is not EntityType.ORGANIZATION or name.mention.subtype in _UNCREDITED:
            return False
        return bool(_CREDIT.match(after) or _ACCORDING.search(before))


def _weight(name: Name) -> int:
    """A person's words come before those of the body they speak for."""
    return {EntityType.PERSON: 2, EntityType.ORGANIZATION: 1}.get(name.mention.type, 0)
