"""Posts in fresh sentences of our own: before the name, after it, taken up and left."""

from datetime import date

import pytest

HELD = [
    ("科技部党组书记、部长林海峰出席会议。", [("林海峰", "党组书记", "科技部"), ("林海峰", "部长", "科技部")]),
    ("海关总署新闻发言人、统计分析司司长郑文博说，外贸向好。", [("郑文博", "新闻发言人", "海关总署"), ("郑文博", "司长", "统计分析司")]),
    ("东海重工股份有限公司董事长何立新表示，订单充足。", [("何立新", "董事长", "东海重工股份有限公司")]),
    ("挪威首相卡琳·奥尔森抵达北京。", [("卡琳·奥尔森", "首相", "挪威")]),
    ("沈丽华（江州大学校长）作了报告。", [("沈丽华", "校长", "江州大学")]),
    ("曾任财政部副部长的情况不多见。", []),
    ("新华社记者王晓明、李思远报道。", []),
]


@pytest.mark.parametrize(("text", "expected"), HELD, ids=[c[0][:10] for c in HELD])
def test_posts_held(facts, text, expected):
    found = [(p.person.text, p.title, p.organization.text if p.organization else None) for p in facts(text).posts]
    assert found == expected


def test_appointment_and_removal_are_dated(facts):
    text = "国务院1月15日决定，任命罗建国为国家统计局副局长，免去谢春生的国家统计局副局长职务。"
    changes = [(p.person.text, p.title, p.change, p.start, p.end) for p in facts(text).posts]
    assert changes == [
        ("罗建国", "副局长", "Appointed", date(2026, 1, 15), None),
        ("谢春生", "副局长", "Removed", None, date(2026, 1, 15)),
    ]


def test_evidence_is_the_sentence(facts):
    text = "开幕式上午举行。商务部副部长丁一凡致辞。"
    (post,) = facts(text).posts
    assert facts(text).article.text[post.evidence.begin : post.evidence.end] == "商务部副部长丁一凡致辞。"
