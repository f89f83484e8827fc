"""Policies by name, and what in 《》 is none."""

import pytest

from kg.records import EntityType

CASES = [
    ("国务院公布《农村供水条例》。", [("农村供水条例", "Law")]),
    ("民政部印发《社区养老服务管理办法（试行）》。", [("社区养老服务管理办法（试行）", "Regulation")]),
    ("江州市启动“百企升级”行动。", [("“百企升级”行动", "Plan")]),
    (
        "全省实施数字乡村建设专项行动、老旧管网改造工程。",
        [("数字乡村建设专项行动", "Plan"), ("老旧管网改造工程", "Plan")],
    ),
    ("小说《长江之歌》和电影《远山》上映，论文发表在《材料学报》上。", []),
    ("“互联互通”是长线政策。", []),
    ("有关部门出台一系列政策。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_policies(facts, text, expected):
    assert [(m.text, m.subtype) for m in facts(text).mentions if m.type is EntityType.POLICY] == expected


def test_the_title_line_of_a_document_is_one_name(facts):
    text = "国务院办公厅关于印发家政服务管理办法的通知\n国办发〔2026〕7号\n各省人民政府："
    assert facts(text).mentions[0].text == "国务院办公厅关于印发家政服务管理办法的通知"


def test_the_inner_of_two_places_issues(facts):
    found = facts("近日，江苏省南通市出台《长江岸线保护实施办法》。")
    assert [r.object.text for r in found.relations if r.predicate == "issuedBy"] == ["南通市"]
