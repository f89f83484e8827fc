"""The words, word classes and names of texts, character by character, as LAC sees them.

This is the step between LAC, which takes sentences without blanks, and the pipeline, which needs every character of the
text: sentences are cut to a length that memory bears, blanks are read, and the tags are written back to their characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.language.blanks import BLANK, Gap, Reading, gaps, padded, view
from kg.language.lac import NAME_LABELS, Ids, Lac, Tags
from kg.language.sentences import sentence_spans, strip

LONGEST = 256
"""Characters of a sentence that LAC sees at once; the sentences of a newspaper are of 43 on average, 1 in 1000 is longer."""

_COMMAS = "，、：,;:—"

_HAN = r"[\u3400-\u9fff]"
_DOTS = "·•・‧∙⋅"
_JOINTS = (
    re.compile(rf"(?<={_HAN})[‧∙⋅](?={_HAN})"),  # dots that LAC does not know
    re.compile(rf"(?<={_HAN})[-－‐–](?={_HAN}{{1,8}}[{_DOTS}]{_HAN})"),  # 让-吕克·杜瓦
    re.compile(rf"(?<=[{_DOTS}]){_HAN}{{1,8}}([-－‐–])(?={_HAN})"),  # 卡尔·冯-贝格
)
"""Where the parts of a transliterated name are joined: LAC keeps names together at ·, and breaks them at a hyphen."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `text[begin:end]` with LAC's class (PER, LOC, ORG, TIME, nz, nw)."""

    begin: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What LAC says of a text. Both arrays are as long as the text.

    `starts` tells where a word begins (a blank is a word of its own), `labels` the word class of every character as an
    index into `Lac.labels`. Names may hold blanks: 李　明.
    """

    text: str
    starts: NDArray[np.bool_]
    labels: NDArray[np.uint8]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of a very long one, of the text with that index."""

    text: int
    begin: int
    end: int
    gaps: tuple[Gap, ...]


_Seen = tuple[NDArray[np.int64], tuple[int, ...]]
"""Where the characters that LAC sees stand in the text, and the indices of those that are shown as separators."""


class Analyser:
    """Runs LAC over whole texts, many at a time."""

    def __init__(self, lac: Lac):
        """Take the tagger to run."""
        self.lac = lac
        self._space = lac.encode(" ")
        self._comma = lac.encode("，")
        self._dot = lac.encode("·")

    def __call__(self, texts: Sequence[str]) -> list[Analysis]:
        """Return the analysis of each text.

        Example: of 科技部部长　李　明说 the names are 科技部 (ORG) and 李　明 (PER).
        """
        ids = [self._encode(text) for text in texts]
        pieces = [
            _Piece(i, b, e, gaps(text, b, e)) for i, text in enumerate(texts) for b, e in pieces_of(text)
        ]
        pieces = self._settle(pieces, ids)
        writers = [_Writer(self.lac, text) for text in texts]
        seen, tags = self._tag(pieces, ids)
        for piece, (positions, commas), row in zip(pieces, seen, tags, strict=True):
            writers[piece.text].write(positions, commas, row)
        return [writer.analysis() for writer in writers]

    def _encode(self, text: str) -> Ids:
        ids = self.lac.encode(text)
        for joint in _JOINTS:
            ids[[m.start(joint.groups) for m in joint.finditer(text)]] = self._dot
        return ids

    def _settle(self, pieces: list[_Piece], ids: list[Ids]) -> list[_Piece]:
        """Decide the undecided gaps: LAC is asked which of them stand inside a person's name."""
        asked = [i for i, p in enumerate(pieces) if any(g.reading is Reading.UNDECIDED for g in p.gaps)]
        seen, tags = self._tag([pieces[i] for i in asked], ids)
        person = self.lac.labels.index("PER")
        for i, (positions, _), row in zip(asked, seen, tags, strict=True):
            piece = pieces[i]
            begins, _, labels = words(self.lac, row)
            people = set(positions[begins[labels == person]].tolist())
            settled = tuple(gap.settle(padding=padded(gap, people)) for gap in piece.gaps)
            pieces[i] = _Piece(piece.text, piece.begin, piece.end, settled)
        return pieces

    def _tag(self, pieces: Sequence[_Piece], ids: list[Ids]) -> tuple[list[_Seen], list[Tags]]:
        """Return what LAC sees of each piece, and its tags."""
        rows: list[Ids] = []
        seen: list[_Seen] = []
        for piece in pieces:
            if not piece.gaps:
                rows.append(ids[piece.text][piece.begin : piece.end])
                seen.append((np.arange(piece.begin, piece.end), ()))
                continue
            shown = view(piece.begin, piece.end, piece.gaps)
            row = ids[piece.text][shown.positions]
            row[list(shown.spaces)] = self._space
            row[list(shown.commas)] = self._comma
            rows.append(row)
            seen.append((shown.positions, shown.commas))
        return seen, self.lac.tag(rows)


class _Writer:
    """Writes the tags of the pieces of one text back to its characters."""

    def __init__(self, lac: Lac, text: str):
        self._lac, self._text = lac, text
        self._starts = np.zeros(len(text), dtype=np.bool_)
        self._labels = np.full(len(text), lac.labels.index("w"), dtype=np.uint8)
        self._is_name = np.array([label in NAME_LABELS for label in lac.labels])
        self._names: list[Name] = []

    def write(self, positions: NDArray[np.int64], commas: tuple[int, ...], tags: Tags) -> None:
        """Write the words of a piece whose i-th character stands at `positions[i]`."""
        begins, ends, labels = words(self._lac, tags, commas)
        self._starts[positions[begins]] = True
        self._labels[positions] = np.repeat(labels, ends - begins)
        for k in np.nonzero(self._is_name[labels])[0]:
            begin, end = strip(self._text, int(positions[begins[k]]), int(positions[ends[k] - 1]) + 1)
            if begin < end:
                self._names.append(Name(begin, end, self._lac.labels[labels[k]]))

    def analysis(self) -> Analysis:
        """Return what was written; every blank is made a word of its own, of the class w."""
        blank = [m.start() for m in BLANK.finditer(self._text)]
        self._labels[blank] = self._lac.labels.index("w")
        self._starts[blank] = True
        self._starts[[i + 1 for i in blank if i + 1 < len(self._text)]] = True
        self._starts[:1] = True
        return Analysis(self._text, self._starts, self._labels, tuple(self._names))


def words(
    lac: Lac, tags: Tags, commas: tuple[int, ...] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """Return begin, end and label of each word of a row of tags; the places `commas` are words of their own.

    Example: the tags of 在北京 give begins [0, 1], ends [1, 3] and the labels of p and LOC.
    """
    starts = lac.begins[tags].copy()
    starts[:1] = True
    starts[list(commas)] = True
    starts[[i + 1 for i in commas if i + 1 < len(tags)]] = True
    begins = np.nonzero(starts)[0]
    labels = lac.label_of[tags[begins]]
    separators = np.isin(begins, commas) if commas else np.zeros(len(begins), dtype=np.bool_)
    labels[separators] = lac.labels.index("w")
    return begins, np.append(begins[1:], len(tags)), labels


def pieces_of(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text`, those longer than `longest` in parts that end after a comma where there is one."""
    for begin, end in sentence_spans(text):
        while end - begin > longest:
            comma = max(text.rfind(c, begin, begin + longest) for c in _COMMAS)
            cut = comma + 1 if comma >= begin + longest // 4 else begin + longest
            part = strip(text, begin, cut)
            if part[0] < part[1]:
                yield part
            begin = strip(text, cut, end)[0]
        if begin < end:
            yield begin, end
