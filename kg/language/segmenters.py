"""Where words begin: LAC's own words, or those of pkuseg with LAC's names kept whole."""

from collections.abc import Callable
from contextlib import redirect_stderr
from functools import cache
from io import StringIO
from typing import Literal, get_args

import numpy as np
import spacy_pkuseg
from numpy.typing import NDArray

from kg.language import models
from kg.language.analysis import Analysis, pieces_of
from kg.language.blanks import BLANK

SegmenterName = Literal["lac", "pkuseg"]
Starts = NDArray[np.bool_]
Segmenter = Callable[[Analysis], Starts]
"""Takes an analysed text and returns for every character whether a token begins there."""


def segmenter(name: str) -> Segmenter:
    """Return the segmenter of that name, "lac" or "pkuseg".

    Raises ValueError for another name, and ModelError when pkuseg's model has not been fetched (`kg models get pkuseg`).
    """
    if name == "lac":
        return lac_starts
    if name == "pkuseg":
        return _pkuseg()
    raise ValueError(f"there is no segmenter {name!r}; segmenters: {', '.join(get_args(SegmenterName))}")


def lac_starts(analysis: Analysis) -> Starts:
    """LAC's words: 科技部/部长/李明/说."""
    return analysis.starts


class PkusegSegmenter:
    """pkuseg's words, split where a name of LAC begins or ends; a person's name is one word.

    Example: where pkuseg cuts 李/明 and LAC sees the person 李明, the word is 李明; a name such as 中国人民银行 keeps the
    words of pkuseg inside it.
    """

    def __init__(self, folder: str):
        """Load the model in `folder`."""
        with redirect_stderr(StringIO()):  # it says that it loads features.pkl, which is the file there is
            self._model = spacy_pkuseg.pkuseg(model_name=folder)

    def __call__(self, analysis: Analysis) -> Starts:
        """Return where the tokens of the text begin."""
        text = analysis.text
        starts = np.zeros(len(text), dtype=np.bool_)
        for begin, end in pieces_of(text):
            for at in self._cut(text, begin, end):
                starts[at] = True
        for name in analysis.names:
            if name.label == "PER":
                starts[name.begin : name.end] = False
            starts[name.begin] = True
            starts[name.end : name.end + 1] = True
        for blank in BLANK.finditer(text):
            starts[blank.start() : blank.end() + 1] = True
        starts[:1] = True
        return starts

    def _cut(self, text: str, begin: int, end: int) -> list[int]:
        """Return the places where the words of the sentence `text[begin:end]` begin.

        pkuseg drops blanks and nothing else, so its words are found again by walking over the text.
        """
        places = []
        at = begin
        for word in self._model.cut(text[begin:end]):
            while text[at].isspace():
                at += 1
            if not text.startswith(word, at):
                raise ValueError(
                    f"pkuseg gave the word {word!r} where the text has {text[at : at + len(word)]!r}"
                )
            places.append(at)
            at += len(word)
        if text[at:end].strip():
            raise ValueError(f"pkuseg lost {text[at:end]!r}")
        return places


@cache
def _pkuseg() -> PkusegSegmenter:
    return PkusegSegmenter(str(models.path("pkuseg")))


def majority(
    labels: NDArray[np.uint8], begins: NDArray[np.int64], number_of_labels: int
) -> NDArray[np.int64]:
    """Return the label that most characters of each token have, of equal ones the label of its last character.

    `begins` are the places where tokens begin. Example: for a token 新华社 of the labels ORG ORG n it is ORG.
    """
    ends = np.append(begins[1:], len(labels))
    token = np.repeat(np.arange(len(begins)), ends - begins)
    votes = np.zeros((len(begins), number_of_labels), dtype=np.float32)
    np.add.at(votes, (token, labels), 1.0)
    votes[np.arange(len(begins)), labels[ends - 1]] += 0.5
    winners: NDArray[np.int64] = votes.argmax(axis=1)
    return winners
