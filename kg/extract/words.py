"""A flat view of a `Doc` that rules can walk: words with class and offsets, and the word at any character."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "\u3000": " "}
_NARROW = re.compile(r"(?<!\d)[,:](?!\d)|(?<=\d)[,:](?!\d)|(?<!\d)[,:](?=\d)|[;!?()\u3000]")


def wide(text: str) -> str:
    """Return the text with Chinese punctuation, character for character, so that rules need know one form only.

    Example: 外贸增长4.8%,规模达1,200亿元(人民币) → 外贸增长4.8%，规模达1,200亿元（人民币）.
    """
    return _NARROW.sub(lambda match: _WIDE[match.group()], text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the segmenter: its text, LAC's word class, and `text[begin:end]` where it stands."""

    text: str
    tag: str
    begin: int
    end: int

    @property
    def blank(self) -> bool:
        """Whether the word is only white space."""
        return not self.text.strip()


class Words:
    """The words of a document in order; `text` has Chinese punctuation throughout, at the same offsets.

    Example: over 海关总署副署长王军 `words.at(4)` is the index of 副, and `words.boundary(4)` is true.
    """

    def __init__(self, doc: Doc):
        self.doc = doc
        self.text: str = wide(doc.text)
        self.items = [
            Word(self.text[t.idx : t.idx + len(t.text)], t.tag_, t.idx, t.idx + len(t.text)) for t in doc
        ]
        self._begins = [w.begin for w in self.items]
        self._ends = {w.end for w in self.items}
        self.sentences = [(s.start_char, s.end_char) for s in doc.sents]
        self._sentence_begins = [b for b, _ in self.sentences]
        self.names = [(s.start_char, s.end_char, s.label_) for s in doc.spans.get("names", ())]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> Word:
        return self.items[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.items)

    def at(self, offset: int) -> int:
        """Index of the word that covers the character at `offset`."""
        return bisect_right(self._begins, offset) - 1

    def starts(self, offset: int) -> bool:
        """Whether a word begins at `offset`."""
        index = self.at(offset)
        return 0 <= index < len(self.items) and self.items[index].begin == offset

    def ends(self, offset: int) -> bool:
        """Whether a word ends at `offset`."""
        return offset in self._ends

    def aligned(self, begin: int, end: int) -> bool:
        """Whether `begin:end` starts and ends at word boundaries."""
        return self.starts(begin) and self.ends(end)

    def between(self, begin: int, end: int) -> list[Word]:
        """Words that overlap `begin:end`."""
        out = []
        for index in range(max(self.at(begin), 0), len(self.items)):
            word = self.items[index]
            if word.begin >= end:
                break
            out.append(word)
        return out

    def sentence(self, offset: int) -> tuple[int, int]:
        """Offsets of the sentence that holds the character at `offset`, white space around it stripped."""
        index = max(bisect_right(self._sentence_begins, offset) - 1, 0)
        begin, end = self.sentences[index] if self.sentences else (0, len(self.text))
        while begin < end and self.text[begin].isspace():
            begin += 1
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        return begin, end
