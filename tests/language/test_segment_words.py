"""Words of both segmenters: names are never lost to a word boundary."""

import numpy as np
import pytest
import spacy_pkuseg

from kg.language import models, segmenters
from kg.language.analysis import Analyser, Analysis, Name
from kg.language.lac import lac
from kg.language.segmenters import PkusegSegmenter, lac_starts, majority, segmenter


class InPairs:
    """Stands for pkuseg: drops blanks and cuts every two characters, whatever they mean."""

    def __init__(self, model_name: str):
        self.model_name = model_name

    def cut(self, text: str) -> list[str]:
        return [part[i : i + 2] for part in text.split() for i in range(0, len(part), 2)]


class Loses(InPairs):
    def cut(self, text: str) -> list[str]:
        return super().cut(text)[:-1]


@pytest.fixture
def in_pairs(monkeypatch: pytest.MonkeyPatch) -> PkusegSegmenter:
    monkeypatch.setattr(spacy_pkuseg, "pkuseg", InPairs)
    return PkusegSegmenter("somewhere")


def analysed(text: str, *names: tuple[str, str]) -> Analysis:
    """An analysis of `text` in which these are the names."""
    found = tuple(Name(text.index(n), text.index(n) + len(n), label) for n, label in names)
    return Analysis(text, np.zeros(len(text), dtype=np.bool_), np.zeros(len(text), dtype=np.uint8), found)


def cut(segment: segmenters.Segmenter, analysis: Analysis) -> list[str]:
    begins = [int(i) for i in np.nonzero(segment(analysis))[0]]
    return [analysis.text[b:e] for b, e in zip(begins, [*begins[1:], len(analysis.text)], strict=True)]


def test_words_are_cut_where_a_name_begins_or_ends(in_pairs: PkusegSegmenter) -> None:
    analysis = analysed("由科技部部长说明", ("科技部", "ORG"))
    assert cut(in_pairs, analysis) == ["由", "科", "技部", "部长", "说明"]


def test_a_person_is_one_word(in_pairs: PkusegSegmenter) -> None:
    analysis = analysed("部长欧阳小红说", ("欧阳小红", "PER"))
    assert cut(in_pairs, analysis) == ["部长", "欧阳小红", "说"]


def test_blanks_are_words_of_their_own(in_pairs: PkusegSegmenter) -> None:
    analysis = analysed("　局长李　明 说\n完", ("李　明", "PER"))
    assert cut(in_pairs, analysis) == ["　", "局长", "李", "　", "明", " ", "说", "\n", "完"]


def test_a_segmenter_that_loses_text_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_pkuseg, "pkuseg", Loses)
    with pytest.raises(ValueError, match="pkuseg lost '署长'"):
        PkusegSegmenter("somewhere")(analysed("海关署长"))


def test_majority_of_characters() -> None:
    labels = np.array([1, 1, 2, 3, 4, 5, 5, 6, 6], dtype=np.uint8)
    begins = np.array([0, 3, 5], dtype=np.int64)
    assert majority(labels, begins, 7).tolist() == [1, 4, 6]


def test_lac_words_are_the_default() -> None:
    analysis = Analyser(lac())(["海关总署署长李明说"])[0]
    assert segmenter("lac") is lac_starts
    assert cut(lac_starts, analysis) == ["海关总署", "署长", "李明", "说"]


def test_an_unknown_segmenter_is_named() -> None:
    with pytest.raises(ValueError, match="there is no segmenter 'jieba'; segmenters: lac, pkuseg"):
        segmenter("jieba")


def test_pkuseg_without_its_model_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("JINGWEI_DATA", str(tmp_path))
    segmenters._pkuseg.cache_clear()
    with pytest.raises(models.ModelError, match="`kg models get pkuseg`"):
        segmenter("pkuseg")
