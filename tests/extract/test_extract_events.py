"""Named events and their days; what only sounds like one is none."""

from datetime import date

import pytest

from kg.records import EntityType

NAMED = [
    ("第六届山地农业博览会在贵阳举行。", ["第六届山地农业博览会"]),
    ("“书香江州”读书活动持续一个月。", ["“书香江州”读书活动"]),
    ("中国经济发展取得新成就。", []),
    ("会议指出，要做好相关工作。", []),
    ("“追风少年”李明远不敌对手。", []),
]

DAYS = [
    ("第六届山地农业博览会1月14日至16日在贵阳举行。", (date(2026, 1, 14), date(2026, 1, 16))),
    ("第三届数字文旅大会12日在成都开幕。", (date(2026, 1, 12), None)),
    ("第三届数字文旅大会15日在成都闭幕。", (None, date(2026, 1, 15))),
    ("去年9月3日，第二届数字文旅大会在成都开幕。", None),
    ("第三届数字文旅大会的报名工作18日启动。", None),
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[c[0][:10] for c in NAMED])
def test_names(facts, text, expected):
    assert [m.text for m in facts(text).mentions if m.type is EntityType.EVENT] == expected


@pytest.mark.parametrize(("text", "expected"), DAYS, ids=[c[0][:10] for c in DAYS])
def test_days(facts, text, expected):
    assert [(e.start, e.end) for e in facts(text).events] == ([expected] if expected else [])
