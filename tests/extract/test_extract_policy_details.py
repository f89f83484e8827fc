"""Numbers, dates of issue, validity and links of policies in fresh sentences."""

from datetime import date

import pytest

from kg.records import Predicate

DETAILS = [
    ("商务部印发《商贸流通统计管理办法》（商运发〔2026〕9号）。", ("商运发〔2026〕9号", None, None, None)),
    ("国家能源局1月12日发布《新型储能并网管理规定》。", (None, date(2026, 1, 12), None, None)),
    ("《跨境电商出口监管办法》自2026年3月1日起施行。", (None, None, date(2026, 3, 1), None)),
    (
        "《渔船更新补贴公告》自2026年1月1日起至2027年12月31日执行。",
        (None, None, date(2026, 1, 1), date(2027, 12, 31)),
    ),
    (
        "《港口收费管理办法》自2026年3月1日起施行，有效期5年。",
        (None, None, date(2026, 3, 1), date(2031, 2, 28)),
    ),
    (
        "《内河航道养护规定》自2026年4月1日起施行，有效期至2030年12月31日。",
        (None, None, date(2026, 4, 1), date(2030, 12, 31)),
    ),
]

LINKS = [
    (
        "根据《中华人民共和国商标法》，国家知识产权局制定《集体商标注册管理办法》。",
        ("集体商标注册管理办法", Predicate.BASED_ON, "中华人民共和国商标法"),
    ),
    (
        "市场监管总局出台《网络餐饮服务管理规定》，同时废止《网络订餐暂行办法》。",
        ("网络餐饮服务管理规定", Predicate.REPEALS, "网络订餐暂行办法"),
    ),
    (
        "《船员培训管理规则》自2026年5月1日起施行，《船员培训暂行规定》同时废止。",
        ("船员培训管理规则", Predicate.REPEALS, "船员培训暂行规定"),
    ),
    (
        "《包装回收办法》是对2020年出台的《包装回收暂行规定》的全面修订。",
        ("包装回收办法", Predicate.AMENDS, "包装回收暂行规定"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), DETAILS, ids=[c[0][:12] for c in DETAILS])
def test_details(facts, text, expected):
    (found,) = facts(text).policies
    assert (found.document_number, found.issued, found.start, found.end) == expected


@pytest.mark.parametrize(("text", "expected"), LINKS, ids=[c[0][:12] for c in LINKS])
def test_links(facts, text, expected):
    links = {Predicate.BASED_ON, Predicate.AMENDS, Predicate.REPEALS, Predicate.TRANSMITS}
    assert [
        (r.subject.text, r.predicate, r.object.text) for r in facts(text).relations if r.predicate in links
    ] == [expected]


def test_a_regulation_speaks_of_itself_as_this(facts):
    text = (
        "商务部关于印发家政服务信用管理办法的通知\n商服贸发〔2026〕21号\n现将《家政服务信用管理办法》印发给你们。\n第一条　根据《消费者权益保护法》，制定本办法。\n"
        "第二条　本办法自2026年6月1日起施行。\n商务部\n2026年4月2日"
    )
    result = facts(text)
    based = [(r.subject.text, r.object.text) for r in result.relations if r.predicate is Predicate.BASED_ON]
    assert based == [("家政服务信用管理办法", "消费者权益保护法")]
    assert result.policies[0].document_number == "商服贸发〔2026〕21号"
    assert {(p.policy.text, p.start) for p in result.policies if p.start} == {
        ("家政服务信用管理办法", date(2026, 6, 1))
    }
