"""Blanks inside sentences: padding, spacing and separators."""

import pytest

from kg.language.analysis import LONGEST, Analyser, pieces_of
from kg.language.blanks import Reading, gaps, view
from kg.language.lac import lac

N, S, C, U = Reading.NOTHING, Reading.SPACE, Reading.COMMA, Reading.UNDECIDED


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("截至 2025 年底", [N, N]),
        ("占比达到 53.2%，其中", [N]),
        ("连续增长 2025年再创新高", [C]),
        ("发布 AI 芯片", [N, N]),
        ("美国公司 Open AI 宣布", [N, S, N]),
        ("2024 2025", [S]),
        ("第一条　为了规范管理", [U]),
        ("记者 周宁 孙莉", [U, U]),
        ("通　知", [N]),
        ("中 国 人 民", [N, N, N]),
        ("编辑：文 晶  王竹青", [N, U]),
        ("王　刚　　张　勇", [N, U, N]),
        ("出席“年会” 全国代表参加", [C]),
        ("他说：“ 很好", [N]),
        ("卡尔 · 贝格", [N, N]),
        ("国\u200b务院", [N]),
        ("第1部分　总则", [U]),
        ("图1　总则", [C]),
    ],
)
def test_readings(text: str, readings: list[Reading]) -> None:
    assert [gap.reading for gap in gaps(text, 0, len(text))] == readings


def test_view_leaves_out_and_shows_blanks() -> None:
    text = "某 Open  AI公司"
    shown = view(0, len(text), gaps(text, 0, len(text)))
    assert [text[i] for i in shown.positions] == list("某Open AI公司")
    assert shown.spaces == (5,)
    assert shown.commas == ()


def names(text: str) -> list[tuple[str, str]]:
    analysis = Analyser(lac())([text])[0]
    return [(text[n.begin : n.end], n.label) for n in analysis.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长李　明说，今天出席的有副局长王小红", ("李　明", "PER")),
        ("本报记者 李 纯摄影报道", ("李 纯", "PER")),
        ("参加会议的有：王　刚　李建国　张　勇", ("张　勇", "PER")),
        ("2026 国际消费电子展在拉斯维加斯开幕", ("国际消费电子展", "nz")),
        ("截至 2025 年底", ("2025 年底", "TIME")),
        ("中 国 人 民 银 行", ("中 国 人 民 银 行", "ORG")),
        ("（记者周宁 孙莉）", ("周宁", "PER")),
        ("（记者周宁 孙莉）", ("孙莉", "PER")),
        ("国\u200b务院办公厅发出通知", ("国\u200b务院办公厅", "ORG")),
        ("首相贝恩-弗雷德里克·奥尔森在哥本哈根说", ("贝恩-弗雷德里克·奥尔森", "PER")),
        ("专家约翰‧史密斯表示，", ("约翰‧史密斯", "PER")),
    ],
)
def test_names_around_blanks_and_joints(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)


def test_names_have_no_blanks_at_their_ends() -> None:
    for text in ("成都 高新区 电 \n　\n 题 ： 张 三", "A B 　C公司 \t", " \u200b\n", ""):
        assert all(name == name.strip() != "" for name, _ in names(text))


def test_blanks_are_words_of_the_class_w() -> None:
    analysis = Analyser(lac())(["  李 明\n\n来 了"])[0]
    blank = [i for i, c in enumerate(analysis.text) if c.isspace()]
    assert all(analysis.starts[i] and lac().labels[analysis.labels[i]] == "w" for i in blank)
    assert all(analysis.starts[i + 1] for i in blank)


def test_long_sentences_are_cut_after_commas() -> None:
    text = "推动经济持续回升向好，" * 100 + "很" * 1000
    pieces = list(pieces_of(text))
    assert "".join(text[b:e] for b, e in pieces) == text
    assert all(e - b <= LONGEST for b, e in pieces)
    assert all(text[e - 1] == "，" for b, e in pieces if e < 1100)


def test_texts_analysed_together_are_analysed_as_if_alone() -> None:
    texts = ["海关总署副署长李明说。", "", "　王 芳 在南京市出席会议，会议开了三天。\n第二段", "完"]
    together = Analyser(lac())(texts)
    for text, analysis in zip(texts, together, strict=True):
        alone = Analyser(lac())([text])[0]
        assert analysis.text == text
        assert analysis.names == alone.names
        assert analysis.starts.tolist() == alone.starts.tolist()
        assert analysis.labels.tolist() == alone.labels.tolist()
