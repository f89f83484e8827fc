"""Who is credited with a figure: 海关总署发布数据显示, 王军说, 据中国汽车工业协会统计."""

import re
from dataclasses import dataclass

from kg.extract.statistics.figures import Chain
from kg.extract.statistics.reading import Name, Reading, Sentence
from kg.records import EntityType, Ref

_CREDIT = re.compile(
    r"^[^，。；：“]{0,24}?(?:发布|公布|介绍|表示|说|透露|宣布|披露|指出|显示|称|统计|测算|认为|预计|通报|消息|数据|报告|强调|提出|要求|明确|获悉|了解到|印发|发文|研究|评价|回应|告诉)"
)
_ACCORDING = re.compile(r"(?:据|根据|来自|从|按照)[^，。；]{0,6}$")
_NOT_BEFORE = re.compile(r"(?:在|向|对|同|与|由)$")
_MEDIA = frozenset({"Media"})


@dataclass(slots=True)
class Sources:
    """Reads the source of figures; a credit holds for the paragraph, the first of the article beyond."""

    reading: Reading
    current: Ref | None = None
    article: Ref | None = None
    block: int = -1

    def enter(self, sentence: Sentence) -> None:
        """Read the credit of a sentence."""
        if sentence.block != self.block:
            self.block, self.current = sentence.block, None
        if found := self._credited(sentence):
            self.current = found
            if self.article is None:
                self.article = found

    def source(self, chain: Chain) -> Ref | None:
        """The organization or person the text credits."""
        return self.current if self.current is not None else self.article

    def _credited(self, sentence: Sentence) -> Ref | None:
        text = self.reading.text
        best: Name | None = None
        for name in self.reading.names_in(sentence.begin, sentence.end):
            kind = name.mention.type
            if kind not in {EntityType.ORGANIZATION, EntityType.PERSON, EntityType.EVENT}:
                continue
            if kind is EntityType.ORGANIZATION and name.mention.subtype in _MEDIA:
                continue
            before = text[max(sentence.begin, name.begin - 8) : name.begin]
            credited = _CREDIT.match(text[name.end : min(sentence.end, name.end + 32)])
            if not (credited or _ACCORDING.search(before)) or (_NOT_BEFORE.search(before) and not credited):
                continue
            if best is None or kind is EntityType.PERSON and best.mention.type is not EntityType.PERSON:
                best = name
        return best.mention if best else None
