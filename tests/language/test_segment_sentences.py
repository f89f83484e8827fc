"""Where sentences end."""

from itertools import pairwise

import pytest

from kg.language.sentences import sentence_spans, strip


def split(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["出口增长3.6%。", "进口下降1.2%！", "为什么？", "原因有三；", "一是需求回落。"],
        ["他问：“准备好了吗？”", "大家沉默。"],
        ["“要把各项任务抓紧抓实抓细，推动各项政策尽早落地见效，惠及更多企业。”李明说。", "会议开了两天。"],
        [
            "“订单已经排到了明年三月，工人们正在加班加点赶制新的产品。”该厂负责人王芳告诉记者，明年还会更好。",
            "第二句。",
        ],
        ["“今年收成不错，家家户户都盖起了新房，日子一天比一天好过。”", "这是老支书常说的话。"],
        [
            "专家认为：“这项技术已经走在世界前列，应用前景十分广阔，值得期待。”",
            "评委赵敏表示，希望更多人参加。",
        ],
        ["“我们要走出去。", "还要引进来，把国内国际两个市场两种资源都利用起来。”张伟说。"],
        ["现场响起“加油！”的喊声。", "气氛热烈。"],
        ["影片《你好！朋友》上映，票房不错。", "观众满意。"],
        ["该办法（以下简称《办法》。）自公布之日起施行。", "特此公告。"],
        ["（本文由市统计局提供。）", "下一段开始了。"],
        ["详见http://example.org/a?id=1&lang=zh和有关公告。", "电话另行通知。"],
        ["他说：“我们……会坚持下去的。”", "“不错！”", "掌声响起。"],
        ['他说："很好。"', "然后走了。"],
        ["真的吗？！", "真的！！", "那好……"],
        ["（完）"],
    ],
    ids=lambda s: s[0][:12],
)
def test_sentences(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


def test_line_breaks_end_sentences_and_blanks_belong_to_none() -> None:
    assert split("　　第一段\r\n\n\t第二段，\n接着写。  第三句。\u200b\n") == [
        "第一段",
        "第二段，",
        "接着写。",
        "第三句。",
    ]
    assert split("") == split(" \n　\ufeff") == []


def test_spans_are_in_order_and_hold_every_character_that_is_no_blank() -> None:
    text = '“！？（。《…》”\n\n；。”’）他说。。“‘"!?"）。\n《《《。（（”。'
    spans = sentence_spans(text)
    assert all(a <= b for a, b in spans)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))
    assert "".join(text[b:e] for b, e in spans) == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    ["《" * 200_000, "“。" * 100_000, "。" * 100_000 + " " * 100_000, '"!' * 100_000, "（。）说" * 50_000],
)
def test_time_is_linear(text: str) -> None:
    """A quadratic step would take minutes here."""
    assert sentence_spans(text)


def test_strip() -> None:
    assert strip("　新华社 ", 0, 5) == (1, 4)
    assert strip("   ", 0, 3) == (3, 3)
