"""Relations between bodies, places and events in fresh sentences."""

import pytest

from kg.records import Predicate as P

CASES = [
    ("湖北省宜昌市秭归县的脐橙远销海外。", [("宜昌市", P.LOCATED_IN, "湖北省"), ("秭归县", P.LOCATED_IN, "宜昌市")]),
    ("东海研究院坐落于浙江省宁波市。", [("宁波市", P.LOCATED_IN, "浙江省"), ("东海研究院", P.LOCATED_IN, "宁波市")]),
    ("由商务部主办的第六届山地农业博览会在贵阳举行。", [("第六届山地农业博览会", P.HELD_BY, "商务部"), ("第六届山地农业博览会", P.LOCATED_IN, "贵阳")]),
    ("第三届数字文旅大会开幕。大会由中国旅游协会主办。", [("第三届数字文旅大会", P.HELD_BY, "中国旅游协会")]),
    ("江州大学与远帆智能科技有限公司签署战略合作协议。", [("江州大学", P.COOPERATES_WITH, "远帆智能科技有限公司")]),
    ("岭南控股集团收购青山科技有限公司。", [("岭南控股集团", P.INVESTS_IN, "青山科技有限公司")]),
    ("青山科技有限公司完成融资，由岭南创业投资有限公司领投。", [("岭南创业投资有限公司", P.INVESTS_IN, "青山科技有限公司")]),
    ("越南加入金砖国家合作机制。", [("越南", P.MEMBER_OF, "金砖国家合作机制")]),
    # said of two bodies, but no cooperation of theirs
    ("商务部与海关总署联合印发通知。", []),
    ("江州大学与远帆智能科技有限公司都参加了展览。", []),
    ("岭南控股集团投资3亿元建设新厂。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_relations(facts, text, expected):
    found = [(r.subject.text, r.predicate, r.object.text) for r in facts(text).relations]
    assert sorted(found) == sorted(expected)


def test_founders(facts):
    found = {
        (r.subject.text, r.object.text)
        for r in facts("青山研究院由江州大学和岭南控股集团共同组建。").relations
        if r.predicate is P.FOUNDED_BY
    }
    assert found == {("青山研究院", "江州大学"), ("青山研究院", "岭南控股集团")}
