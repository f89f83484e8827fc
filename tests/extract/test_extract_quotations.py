"""Who said what, in fresh sentences: before, after, across sentences, by pronoun and title."""

import pytest

CASES = [
    ("“市场在变好，订单也多了。”海州机械厂厂长钱卫东说。", [("钱卫东", "市场在变好，订单也多了。", True)]),
    ("钱卫东说：“市场在变好，订单也多了。”", [("钱卫东", "市场在变好，订单也多了。", True)]),
    ("钱卫东表示，市场在变好。", [("钱卫东", "市场在变好。", False)]),
    ("“市场在变好，订单也多了。”钱卫东说。“我们有信心。”", [("钱卫东", "市场在变好，订单也多了。", True), ("钱卫东", "我们有信心。", True)]),
    ("在江州大学教授吴思源看来，数字化是大势所趋。", [("吴思源", "数字化是大势所趋。", False)]),
    ("据江州市商务局局长秦海介绍，今年消费回暖。", [("秦海", "今年消费回暖。", False)]),
    ("钱卫东表示，市场在变好。他说，订单也多了。", [("钱卫东", "市场在变好。", False), ("钱卫东", "订单也多了。", False)]),
    ("商务部部长王立新出席会议。王部长说，外贸韧性较强。", [("王立新", "外贸韧性较强。", False)]),
    ("钱卫东：今年的订单比去年多了三成。", [("钱卫东", "今年的订单比去年多了三成。", True)]),
    # nobody is quoted, or somebody without a name
    ("该负责人表示，市场在变好。", []),
    ("普查员丁小玲的同事说，工作很辛苦。", []),
    ("这对李思齐来说意义非凡。", []),
    ("钱卫东宣布省政府决定。", []),
    ("何立新受到党内严重警告处分并被免职。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_quotations(facts, text, expected):
    assert [(q.speaker.text, q.text, q.direct) for q in facts(text).quotations] == expected


def test_the_words_stand_at_their_offsets(facts):
    result = facts("“市场在变好，订单也多了。”海州机械厂厂长钱卫东说，今年“稳”字当头。")
    assert all(result.article.text[q.begin : q.end] == q.text for q in result.quotations)
