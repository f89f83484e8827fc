"""Who issues, drafts, revises or runs a policy, in fresh sentences: one row a way of saying it."""

import pytest

from kg.records import Predicate

CASES = [
    ("商务部、海关总署近日印发《跨境电商出口监管办法》，自2026年3月1日起施行。", [("跨境电商出口监管办法", "商务部"), ("跨境电商出口监管办法", "海关总署")]),
    ("《农村公路养护条例》由交通运输部会同财政部起草。", [("农村公路养护条例", "交通运输部"), ("农村公路养护条例", "财政部")]),
    ("财政部近日发布通知，修订《农业保险补贴管理办法》。", [("农业保险补贴管理办法", "财政部")]),
    ("商务部对《拍卖管理办法》进行了修订。", [("拍卖管理办法", "商务部")]),
    ("江淮省人大常委会表决通过《江淮省湿地保护条例》。", [("江淮省湿地保护条例", "江淮省人大常委会")]),
    ("中国人民银行就《支付机构管理办法（征求意见稿）》公开征求意见。", [("支付机构管理办法（征求意见稿）", "中国人民银行")]),
    ("“我们将实施中小企业数字化赋能行动。”工业和信息化部副部长唐远说。", [("中小企业数字化赋能行动", "工业和信息化部")]),
    ("国家发展改革委成立工作专班，推出了支持企业纾困、稳住就业的一揽子政策措施。", [("支持企业纾困、稳住就业的一揽子政策措施", "国家发展改革委")]),
    # who carries out another's policy does not issue it, nor does the policy named beside the verb
    ("各地要认真落实《促进就业若干措施》。", []),
    ("市场监管总局认真贯彻落实《网络餐饮服务管理规定》。", []),
    ("市场监管总局等五部门联合出台《网络餐饮服务管理规定》，同时废止《网络订餐暂行办法》。", [("网络餐饮服务管理规定", "市场监管总局")]),
    # the press conference is no issuer
    ("记者从国务院新闻办公室举行的新闻发布会上获悉，《城市更新条例》即将施行。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_issuers(facts, text, expected):
    found = [
        (r.subject.text, r.object.text) for r in facts(text).relations if r.predicate is Predicate.ISSUED_BY
    ]
    assert sorted(found) == sorted(expected)


def test_a_document_is_issued_by_who_signs_it_and_by_the_body_in_its_title(facts):
    text = "商务部办公厅关于做好老字号认定工作的通知\n商办流通函〔2026〕18号\n各省商务主管部门：\n现将有关事项通知如下。\n商务部办公厅\n2026年2月6日"
    found = {
        (r.subject.text, r.object.text) for r in facts(text).relations if r.predicate is Predicate.ISSUED_BY
    }
    assert found == {("商务部办公厅关于做好老字号认定工作的通知", "商务部办公厅")}


def test_the_departments_of_a_headline_are_named_below(facts):
    text = "三部门实施农村供水管网改造工程\n水利部、财政部、国家发展改革委日前联合发布通知，明确了补助标准。"
    found = {
        (r.subject.text, r.object.text) for r in facts(text).relations if r.predicate is Predicate.ISSUED_BY
    }
    assert found == {
        ("农村供水管网改造工程", "水利部"),
        ("农村供水管网改造工程", "财政部"),
        ("农村供水管网改造工程", "国家发展改革委"),
    }
