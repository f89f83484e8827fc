"""The pieces that the pages are made of: cutting a text at its marks, drawing figures, words and numbers."""

import random
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from kg.graph.queries import names
from kg.serve.frames import Refusal
from kg.serve.pages.charts import HEIGHT, WIDTH, charts
from kg.serve.pages.editor import GROUPS
from kg.serve.pages.figures import big, told_once, value_text
from kg.serve.pages.language import Tongue
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.pages.reading import pieces, place
from kg.serve.pages.segments import Mark, cut
from kg.serve.pages.wording import WORDS
from kg.serve.rendering import visible, web_address

ZH, EN = Tongue("zh"), Tongue("en")


def written(stretches: list[Any]) -> str:
    return "".join(piece.text for stretch in stretches for piece in stretch.pieces)


def test_a_name_inside_a_name():
    (stretch,) = cut(0, "国务院办公厅发文。", [(0, 9)], [Mark(0, 6, 0, "mention"), Mark(0, 3, 1, "mention")])
    assert [(p.text, p.fact, p.facts, p.first) for p in stretch.pieces] == [
        ("国务院", 1, (0, 1), True), ("办公厅", 0, (0,), False), ("发文。", None, (), False),
    ]  # fmt: skip


def test_marks_that_cross_each_other_and_a_sentence():
    marks = [Mark(1, 5, 0, "mention"), Mark(3, 7, 1, "figure"), Mark(0, 9, 2, "quotation")]
    stretches = cut(0, "甲乙丙丁戊己庚辛壬", [(0, 4), (4, 9)], marks, [(4, 5)])
    assert written(stretches) == "甲乙丙丁戊己庚辛壬" and [s.anchor for s in stretches] == [0, 4]
    assert stretches[0].notes == [5] and stretches[1].notes == []
    covered = {p.text: p.facts for s in stretches for p in s.pieces}
    assert covered["丁"] == (0, 1, 2) and covered["己庚"] == (1, 2) and covered["甲"] == (2,)


def test_cutting_loses_no_character_whatever_the_marks():
    chance = random.Random(7)
    text = "🚢全年货运量12万吨，\n增长两成。" * 3
    for _ in range(300):
        begin = chance.randint(0, 50)
        spans = [sorted(chance.sample(range(begin + len(text) + 20), 2)) for _ in range(8)]
        marks = [Mark(a, b, n, chance.choice(["mention", "figure", "quotation"])) for n, (a, b) in enumerate(spans[:5])]  # fmt: skip
        stretches = cut(
            begin, text, [(a, b) for a, b in spans[5:]], marks, [(b, n) for n, (_, b) in enumerate(spans)]
        )
        assert written(stretches) == text
        anchors = [s.anchor for s in stretches] + [p.anchor for s in stretches for p in s.pieces]
        known = [anchor for anchor in anchors if anchor is not None]
        assert len(known) == len(set(known))


def test_pieces_of_a_long_sentence_stay_around_the_mark():
    text = "前" * 500 + "海关总署" + "后" * 500
    found = pieces(text, [(500, 504)])
    assert ("海关总署", True) in found and sum(len(t) for t, _ in found) < 400
    assert pieces("据海关统计。", [(1, 3)]) == [("据", False), ("海关", True), ("统计。", False)]


def test_places_of_spans():
    assert place("https://x.example/page/1#char=20,23") == (20, 23)
    assert place("https://x.example/page/1#char=a,b") == (0, 0)


def figure(value: str, start: str, end: str, **changes: object) -> dict[str, Any]:
    known = {
        "iri": f"f-{start}-{value}", "href": None, "indicator": {"iri": "i", "label": "出口", "href": None}, "value": value, "upper": None,
        "unit": "CNY", "measure": "Level", "comparator": "Exactly", "basis": None, "base": None,
        "period": {"start": start, "end": end, "zh": start[:7], "en": start[:7]}, "area": {"iri": "js", "label": "江苏省", "href": None},
        "reporter": None, "policy": None, "stated": None, "text": None, "quotes": [],
    }  # fmt: skip
    return known | changes


def test_units_measures_bases_and_kinds_of_period_are_never_joined():
    month = ("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")
    rows = [figure("1", *days) for days in month]
    rows += [figure("2", *days, unit="USD") for days in month]
    rows += [figure("3", *days, measure="ChangeRate", unit="%", basis="YearOnYear") for days in month]
    rows += [figure("4", *days, measure="ChangeRate", unit="%", basis="MonthOnMonth") for days in month]
    rows += [figure("5", "2024-01-01", "2024-12-31"), figure("6", "2025-01-01", "2025-12-31")]
    rows += [figure("7", *days, area={"iri": "gd", "label": "广东省", "href": None}) for days in month]
    drawn = charts(rows, "出口", ZH, 12)
    assert sorted(len(chart.runs) for chart in drawn) == [1, 1, 1, 1, 2]
    assert all(len(run.dots) == 2 for chart in drawn for run in chart.runs)


def test_drawings_stay_inside_their_frame_and_say_what_they_show():
    values = ["-3.5", "12.25", "0", "7000000000000"]
    rows = [figure(value, f"202{n}-01-01", f"202{n}-12-31") for n, value in enumerate(values)]
    (chart,) = charts(rows, "顺差", EN, 1)
    for dot in chart.runs[0].dots:
        assert 0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT
    assert chart.zero is not None and "4 values" in chart.note and "江苏省" in chart.runs[0].dots[0].words


def test_equal_values_and_strange_ones_can_be_drawn():
    rows = [figure("5", "2024-01-01", "2024-12-31"), figure("5", "2025-01-01", "2025-12-31")]
    assert len(charts(rows, "比重", ZH, 1)) == 1
    assert charts([figure("INF", "2024-01-01", "2024-12-31"), figure("x", "2025-01-01", "2025-12-31")], "比重", ZH, 1) == []  # fmt: skip
    assert charts([figure("1", "yesterday", "today")], "比重", ZH, 1) == []


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [("45470000000000", "45.47万亿", "45.47 trillion"), ("126000", "12.6万", "126,000"), ("0.5", "0.5", "0.5"), ("-12345", "-1.2345万", "-12,345"), ("1000", "1000", "1000")],
)  # fmt: skip
def test_big_numbers(value: str, zh: str, en: str):
    assert (big(Decimal(value), ZH), big(Decimal(value), EN)) == (zh, en)


def test_values_as_they_were_stated():
    assert value_text(figure("0.3", "2026-01-01", "2026-01-31", measure="AbsoluteChange", unit="pp"), ZH) == "+0.3个百分点"  # fmt: skip
    assert value_text(figure("3", "2026-01-01", "2026-01-31", measure="Rank", unit="位"), ZH) == "第3"
    assert value_text(figure("5", "2026-01-01", "2026-01-31", upper="6", unit="%", comparator="About"), EN) == "≈ 5%–6%"  # fmt: skip


def test_one_figure_told_twice_is_one_row_with_both_sentences():
    twice = [figure("1", "2026-01-01", "2026-01-31", iri=iri, quotes=[iri]) for iri in ("a", "b")]
    (row,) = told_once(twice)
    assert row["quotes"] == ["a", "b"] and twice[0]["quotes"] == ["a"]


def test_controls_become_visible_one_for_one():
    assert visible("海关\u202e总署\u200b\x07") == "海关\ufffd总署\ufffd\ufffd"
    assert visible(7) == 7 and visible("行\n行") == "行\n行"


def test_only_web_addresses_are_links():
    assert web_address("https://news.example/") and web_address("javascript:alert(1)") is None
    assert web_address("data:text/html,x") is None and web_address(None) is None


def test_pages_of_lists():
    sheet = Sheet(3, 50, 120)
    assert (sheet.first, sheet.last, sheet.of(ZH)) == (101, 120, "120")
    assert Sheet(1, 50, 200_000, whole=False).of(EN) == "at least 200,000"
    assert page_number({}) == 1 and page_number({"page": "12"}) == 12
    for wrong in ("0", "-1", "x", "٣", "9" * 30):
        with pytest.raises(Refusal):
            page_number({"page": wrong})


def test_every_word_is_there_in_both_languages():
    assert all(zh.strip() and en.strip() for zh, en in WORDS.values())


def test_every_named_query_stands_under_one_subject():
    grouped = [name for group in GROUPS.values() for name in group]
    assert len(grouped) == len(set(grouped)) and set(grouped) == set(names())
