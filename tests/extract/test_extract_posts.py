"""Posts in fresh sentences of our own: before the name, after it, taken up and left."""

from datetime import date

import pytest

HELD = [
    (
        "科技部党组书记、部长林海峰出席会议。",
        [("林海峰", "党组书记", "科技部"), ("林海峰", "部长", "科技部")],
    ),
    (
        "海关总署新闻发言人、统计分析司司长郑文博说，外贸向好。",
        [("郑文博", "新闻发言人", "海关总署"), ("郑文博", "司长", "统计分析司")],
    ),
    ("东海重工股份有限公司董事长何立新表示，订单充足。", [("何立新", "董事长", "东海重工股份有限公司")]),
    ("挪威首相卡琳·奥尔森抵达北京。", [("卡琳·奥尔森", "首相", "挪威")]),
    ("沈丽华（江州大学校长）作了报告。", [("沈丽华", "校长", "江州大学")]),
    (
        "江淮省省长周怀远、副省长林知秋出席活动。",
        [("周怀远", "省长", "江淮省"), ("林知秋", "副省长", "江淮省")],
    ),
    ("云帆科技销售与服务总裁郑一鸣到会。", [("郑一鸣", "销售与服务总裁", "云帆科技")]),
    (
        "国家能源局总工程师兼新闻发言人杜若飞说，供应充足。",
        [("杜若飞", "总工程师", "国家能源局"), ("杜若飞", "新闻发言人", "国家能源局")],
    ),
    ("县科技馆副馆长张明远、李思齐带队参加。", [("张明远", "副馆长", None), ("李思齐", "副馆长", None)]),
    ("智利农业和水利部长佩德罗·冈萨雷斯出席论坛。", [("佩德罗·冈萨雷斯", "农业和水利部长", "智利")]),
    ("中国驻埃及大使廖志国发表讲话。", [("廖志国", "驻埃及大使", "中国")]),
    ("英国驻成都总领事简·沃森发表讲话。", [("简·沃森", "驻成都总领事", "英国")]),
    ("北京大学化学教授艾伦·哈代介绍了成果。", [("艾伦·哈代", "化学教授", "北京大学")]),
    ("商务部副部长艾合买提·依明江出席。", [("艾合买提·依明江", "副部长", "商务部")]),
    # common nouns before a title employ nobody
    ("最佳动画长片导演周岚到场，内地摇滚乐代表张初献唱。", []),
    ("江州大学冯志远教授团队发布成果。", [("冯志远", "教授", "江州大学")]),
    ("退休教师何秀英每天来这里散步。", []),
    ("曾任财政部副部长的情况不多见。", []),
    ("新华社记者王晓明、李思远报道。", []),
]


@pytest.mark.parametrize(("text", "expected"), HELD, ids=[c[0][:10] for c in HELD])
def test_posts_held(facts, text, expected):
    found = [
        (p.person.text, p.title, p.organization.text if p.organization else None) for p in facts(text).posts
    ]
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


CHANGES = [
    ("高建军当选为中国钢铁工业协会会长。", [("高建军", "会长", "中国钢铁工业协会", "Appointed")]),
    ("董小波辞去远航科技股份有限公司总经理职务。", [("董小波", "总经理", "远航科技股份有限公司", "Removed")]),
    ("沈国强不再担任海州市商务局局长。", [("沈国强", "局长", "海州市商务局", "Removed")]),
    ("任命林溪（女）为国家统计局副局长。", [("林溪", "副局长", "国家统计局", "Appointed")]),
    ("赵启明任南岭重工有限公司董事长，提名何立新任总经理。",
     [("赵启明", "董事长", "南岭重工有限公司", None), ("何立新", "总经理", "南岭重工有限公司", "Appointed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGES, ids=[c[0][:10] for c in CHANGES])
def test_changes(facts, text, expected):
    assert [(p.person.text, p.title, p.organization.text, p.change) for p in facts(text).posts] == expected


def test_a_list_of_appointments_is_dated_by_its_own_line(facts):
    text = "任免名单\n任命：\n赵启明　　国家统计局副局长\n何立新　　国家能源局副局长\n国务院\n2026年1月9日"
    found = [(p.person.text, p.organization.text, p.change, p.start) for p in facts(text).posts]
    assert found == [
        ("赵启明", "国家统计局", "Appointed", date(2026, 1, 9)),
        ("何立新", "国家能源局", "Appointed", date(2026, 1, 9)),
    ]


def test_a_curriculum_lists_posts(facts):
    text = "韩立民，男，1968年5月生，研究员，曾任国家统计局司长，国家能源局副局长，现任中国证监会副主席。"
    found = [(p.title, p.organization.text if p.organization else None) for p in facts(text).posts]
    assert found == [
        ("研究员", None),
        ("司长", "国家统计局"),
        ("副局长", "国家能源局"),
        ("副主席", "中国证监会"),
    ]
