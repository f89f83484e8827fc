"""Invented newspaper pages in varied layouts: headlines, dates and reporters of every article."""

from pathlib import Path

import pytest

from kg.read import articles, read
from kg.records import Page

PAGES = Path(__file__).with_name("pages")

# page → (headline, day of issue, reporters) of each article, in the order in which they appear
EXPECTED: dict[str, list[tuple[str | None, str | None, list[str]]]] = {
    "01_turn_of_year_imprint": [
        ("全市最后一条断头路打通", "2026-01-02", ["倪书言"]),
        ("新年首批跨境包裹顺利通关", "2026-01-01", ["尹若溪", "邱立"]),
        ("跨年夜 他们坚守在岗位上", "2025-12-31", ["柳依然"]),
    ],
    "02_turn_of_year_marks": [
        ("云泽省明确新一年稳外贸举措", "2026-01-04", ["谷雨晴"]),
        ("冬捕开网 头鱼重三十六斤", "2025-12-30", ["章鱼"]),
        ("三部门规范直播带货", "2025-12-31", ["温故"]),
    ],
    "03_columns_kicker": [
        ("从一条溪看一座城——浣溪“三变”", None, ["俞小禾", "樊一鸣"]),
        ("白鹭回来了", None, ["樊一鸣"]),
        ("让数据多跑路 让渔民少跑腿——东屿县推行渔船证照“一网通办”", "2025-11-21", ["娄海生"]),
    ],
    "04_headlines_below": [
        ("青屏油茶：榨出20亿元大产业", None, ["祝平安"]),
        ("石门镇：热饭送到老人家门口", None, ["穆清"]),
        ("白水河灌区改造完工 新增灌溉面积7.2万亩", None, ["苗得雨"]),
    ],
    "05_notices": [
        ("遗 失 声 明", "2025-09-18", []),
        ("公　告", "2025-09-17", []),
        ("更　正", "2025-09-18", []),
        ("林州红旗渠畔秋收忙", "2025-09-18", ["郝一帆"]),
    ],
    "06_briefs_label": [
        ("今年前7个月汾原省工业用电量增长6.4%", "2026-08-12", ["臧克己"]),
        ("首个深远海养殖平台交付", "2026-08-12", ["沙白"]),
        ("海湾国家航空客运量创新高", "2026-08-11", ["苏比"]),
        ("世卫组织提醒防范高温风险", "2026-08-12", []),
    ],
    "07_gazette_lists": [
        ("华阳省人民代表大会常务委员会公告", "2025-05-28", []),
        ("华阳省人大常委会任免名单", "2025-05-28", []),
        ("华阳：湿地保护有了“硬杠杠”", "2025-05-29", ["路遥知"]),
    ],
    "08_photo_page": [
        ("果香满山岗", None, ["阎知秋"]),
        ("开学第一课 走进航天馆", None, ["尤一帆"]),
        (None, None, ["贺兰雪"]),
        ("老街夜市添新彩", "2025-09-08", ["华一楠"]),
    ],
    "09_continuation_boxes": [
        (None, "2026-02-11", ["童谣"]),
        ("“小快递”撬动“大流通”", "2026-02-10", ["巩固", "卓一凡"]),
    ],
    "10_wrapped_lines": [
        ("川南：一杯春茶的“数字之旅”", None, ["苇航", "白鹿"]),
        ("让古桥“活”起来", None, ["司徒静"]),
    ],
}


def test_every_page_has_its_expectation():
    assert sorted(path.stem for path in PAGES.glob("*.txt")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_headlines_dates_and_reporters(name: str):
    (page,) = read([PAGES / f"{name}.txt"])
    assert isinstance(page, Page)
    found = [
        (a.headline, str(a.published) if a.published else None, [b.name for b in a.bylines])
        for a in articles(page)
    ]
    assert found == EXPECTED[name]
