"""Names in fresh sentences of our own, one row a class of text."""

import itertools

import pytest

CASES = [
    # organizations by suffix, with everything that belongs to the name
    ("南岭重型机械集团有限公司日前完成改制。", ["Organization:南岭重型机械集团有限公司"]),
    ("记者从市场监管总局获悉，新规下月施行。", ["Organization:市场监管总局"]),
    ("江州大学材料与化工学院副院长赵启明表示，样品已通过检测。", ["Organization:江州大学材料与化工学院", "Person:赵启明"]),
    ("清华大学附属第三医院发布了报告。", ["Organization:清华大学附属第三医院"]),
    # a department right after its body is one name
    ("工业和信息化部装备工业一司副司长陈向东介绍了情况。", ["Organization:工业和信息化部装备工业一司", "Person:陈向东"]),
    # names that go on a list
    ("青山科技、远帆智能、海岳动力等10多家企业参展。", ["Organization:青山科技", "Organization:远帆智能", "Organization:海岳动力"]),
    # common nouns are no names
    ("有关部门要求中小企业和国有银行加强合作，新能源汽车产量增加。", []),
    ("全局工作布局合理，干部队伍稳定，开局良好。", []),
    # places step by step
    ("湖北省宜昌市秭归县的脐橙远销海外。", ["Place:湖北省", "Place:宜昌市", "Place:秭归县"]),
    # one-character places only in their frames
    ("会议日前在京召开，沪苏浙皖四地代表参加。", ["Place:京", "Place:沪", "Place:苏", "Place:浙", "Place:皖"]),
    # foreign names in parts
    ("芬兰总理安娜·维尔塔宁和瑞典外长拉尔斯-埃里克·林德奎斯特举行会谈。",
     ["Place:芬兰", "Person:安娜·维尔塔宁", "Place:瑞典", "Person:拉尔斯-埃里克·林德奎斯特"]),
    # policies with and without marks
    ("财政部印发《农村供水工程补助资金管理办法（试行）》。", ["Organization:财政部", "Policy:农村供水工程补助资金管理办法（试行）"]),
    ("“十四五”时期，全省实施数字乡村建设专项行动。", ["Policy:十四五", "Policy:数字乡村建设专项行动"]),
    ("编制“十六五”规划的工作已经启动。", ["Policy:“十六五”规划"]),
    # a body's name is none inside a common noun
    ("各级财政部门要加强监管，医院校舍已经修好。", []),
    # names on a list of persons that the tagger cuts
    ("副主任周文、李建民、向巴平措、艾合买提·依明江、王胜出席会议。",
     ["Person:周文", "Person:李建民", "Person:向巴平措", "Person:艾合买提·依明江", "Person:王胜"]),
    # a firm's name ends with its legal form
    ("云州远航五金有限公司电气负责人邹明说，用电方便了。", ["Organization:云州远航五金有限公司", "Person:邹明"]),
    # kinds of sites, counts and verbs of building are no part of a name
    ("抽水蓄能电站投资大，三座光伏电站年内开工。", []),
    ("公司将在青岛市建设国际物流基地。", ["Place:青岛市"]),
    # an ordinary word is a place right behind its country
    ("班列经波兰抵达德国汉堡。", ["Place:波兰", "Place:德国", "Place:汉堡"]),
    # a place that ends like a department, after an agency; a conjunction drawn into a name
    ("新华社莫斯科12月3日专电。", ["Organization:新华社", "Place:莫斯科"]),
    ("副总理吴岚和时任俄罗斯副总理捷列科夫出席典礼。", ["Person:吴岚", "Place:俄罗斯", "Person:捷列科夫"]),
    # a body's site on the web is no place
    ("财政部网站6日刊登了这份通知。", ["Organization:财政部"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_mentions(facts, text, expected):
    found = [f"{m.type}:{m.text}" for m in facts(text).mentions if m.type != "Event"]
    assert found == expected


def test_defined_short_forms_stand_for_the_full_name(facts):
    text = "北方深海装备研究中心有限公司（以下简称“北深装备”）昨日挂牌。北深装备董事长周立民出席。"
    named = {(m.text, m.name) for m in facts(text).mentions if m.type == "Organization"}
    assert ("北深装备", "北方深海装备研究中心有限公司") in named


def test_short_form_of_a_document_only_in_its_marks(facts):
    text = "商务部发布《二手商品流通管理办法》（以下简称《办法》）。《办法》明确，各地可制定具体办法。"
    policies = [m.text for m in facts(text).mentions if m.type == "Policy"]
    assert policies == ["二手商品流通管理办法", "办法", "办法"]


def test_a_person_named_once_is_found_everywhere(facts):
    text = "县农业农村局局长覃远航介绍，水稻长势良好。对于下一步工作，覃远航说，要抓好田管。"
    assert [m.text for m in facts(text).mentions if m.type == "Person"] == ["覃远航", "覃远航"]


def test_mentions_never_overlap_and_stand_at_their_offsets(facts):
    text = "海南省海口市市长与中国人民银行海南省分行行长在人民大会堂会面，《海南自由贸易港法》施行。"
    result = facts(text)
    spans = [(m.begin, m.end) for m in result.mentions]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(result.article.text[m.begin : m.end] == m.text for m in result.mentions)
