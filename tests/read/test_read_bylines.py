"""Reporters and photographers, as bylines, datelines, notes and credits print them."""

import pytest

from kg.read.credits.bylines import find_credit, note_bylines, parse_byline
from kg.read.credits.datelines import find_closing_dateline, find_dateline, find_today
from kg.read.credits.names import is_name, names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周明远 林静", ["周明远", "林静"]),
        ("周　明 林晓静", ["周明", "林晓静"]),
        ("周 明 林 静", ["周明", "林静"]),
        ("周明远、林静", ["周明远", "林静"]),
        ("周明远林静", ["周明远", "林静"]),
        ("张伟王芳", ["张伟", "王芳"]),
        ("欧阳晓东", ["欧阳晓东"]),
        ("阿卜杜拉·卡里姆 周明", ["阿卜杜拉·卡里姆", "周明"]),
        ("扎西卓玛", ["扎西卓玛"]),
        ("观察发现", None),
        ("经济观察", None),
    ],
)
def test_names_are_split(text: str, names: list[str] | None):
    found = names_in(text)
    assert (found and [n.name for n in found]) == names


def test_names_keep_their_place():
    first, second = names_in("记者 周　明 林静", 3) or []
    assert (first.begin, first.end, second.begin, second.end) == (3, 6, 7, 9)


def test_ordinary_words_are_no_names():
    assert not any(is_name(word) for word in ("时评", "金融", "关注", "三门湾", "和谐号列车"))


@pytest.mark.parametrize(
    ("text", "people", "agency"),
    [
        ("□新华社记者 周明 林静远", ["周明", "林静远"], "新华社"),
        ("本报记者 周明 通讯员 林静远 江城报道", ["周明", "林静远"], None),
        ("■ 周明 林静远", ["周明", "林静远"], None),
        ("文/周明 图/林静远", ["周明", "林静远:photographer"], None),
        ("周明/文 林静远/摄", ["周明", "林静远:photographer"], None),
        ("记者 周明 摄影记者 林静远", ["周明", "林静远:photographer"], None),
        ("本报驻巴黎记者 周明", ["周明"], None),
        ("经济时报·中国经济网记者 周明", ["周明"], "中国经济网"),
        ("新华社“中国网事”记者周明", ["周明"], "新华社"),
        ("（本报记者 周明、林静远参与采写）", ["周明", "林静远"], None),
    ],
)
def test_byline_lines(text: str, people: list[str], agency: str | None):
    parsed = parse_byline(text)
    assert parsed is not None
    assert [n.name + (f":{role}" if role != "reporter" else "") for n, role in parsed.people] == people
    assert (parsed.agency if parsed.agency and not parsed.agency.startswith("本") else None) == agency


@pytest.mark.parametrize(
    "text",
    ["编辑：周明 林静", "■ 三门湾", "记者观察发现，消费回暖", "推动高质量发展", "新华社记者从会上获悉"],
)
def test_other_lines_are_no_bylines(text: str):
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    ("text", "credit", "names", "agency"),
    [
        ("新华社发(周明摄)", "新华社发(周明摄)", ["周明"], "新华社"),
        ("新华社记者 周 明 摄", "新华社记者 周 明 摄", ["周明"], "新华社"),
        ("图为工人晾晒挂面。周明摄（人民视觉）", "周明摄（人民视觉）", ["周明"], "人民视觉"),
        ("图为港口。　周明 摄/光明图片", "周明 摄/光明图片", ["周明"], "光明图片"),
        ("新华社/法新", "新华社/法新", [], "新华社"),
        ("视觉中国供图", "视觉中国供图", [], "视觉中国"),
        ("摄影：周明", "摄影：周明", ["周明"], None),
    ],
)
def test_picture_credits(text: str, credit: str, names: list[str], agency: str | None):
    found = find_credit(text)
    assert found is not None
    assert (text[found.begin : found.end], [n.name for n in found.people], found.agency) == (
        credit,
        names,
        agency,
    )


def test_sentences_about_pictures_are_no_credits():
    assert find_credit("他喜欢在海边拍摄") is None
    assert find_credit("该剧由市话剧院提供服装。") is None


@pytest.mark.parametrize(
    ("text", "agency", "place", "day", "names", "rest"),
    [
        ("据新华社江城1月4日电(记者周明)全省", "新华社", "江城", (1, 4), ["周明"], "全省"),
        ("新华社江城1月4日电（记者周明 林静远）全省", "新华社", "江城", (1, 4), ["周明", "林静远"], "全省"),
        ("本报江城1月4日电（记者周明）全省", None, "江城", (1, 4), ["周明"], "全省"),
        ("中新社江城8月2日电(周明  林静)据", "中新社", "江城", (8, 2), ["周明", "林静"], "据"),
        ("中新网1月3日电 据", "中新网", None, (1, 3), [], "据"),
        ("央视网消息（新闻联播）：今天", "央视网", None, (None, None), [], "今天"),
        ("本报讯（周明）入冬", None, None, (None, None), ["周明"], "入冬"),
        ("本报讯 记者周明报道：入冬", None, None, (None, None), ["周明"], "入冬"),
        ("中国经济网江城1月4日讯（记者 周明）全省", "中国经济网", "江城", (1, 4), ["周明"], "全省"),
        ("新华社平川（韩国）6月8日体育专电（周明）全省", "新华社", "平川", (6, 8), ["周明"], "全省"),
        ("新华社江城2016年1月3日电 全省", "新华社", "江城", (1, 3), [], "全省"),
    ],
)
def test_datelines(
    text: str,
    agency: str | None,
    place: str | None,
    day: tuple[int | None, int | None],
    names: list[str],
    rest: str,
):
    found = find_dateline(text)
    assert found is not None
    assert (found.agency, found.place, (found.month, found.day)) == (agency, place, day)
    assert [n.name for n, _ in (found.byline.people if found.byline else [])] == names
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    "text",
    ["据某通讯社9月30日报道，研究人员发现新种。", "今年新华社报道了这一进展。", "1月4日，全省召开会议。"],
)
def test_quoted_reports_are_no_datelines(text: str):
    assert find_dateline(text) is None


def test_closing_datelines_and_today():
    closing = find_closing_dateline("（据新华社江城1月13日电）")
    assert closing is not None and (closing.agency, closing.place, closing.month, closing.day) == (
        "新华社",
        "江城",
        1,
        13,
    )
    assert find_closing_dateline("（完）") is None
    assert find_today("会议今天（10月13日）召开") == (10, 13)


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("采写记者：周明、林静远", ["周明", "林静远"]),
        ("执笔记者：周明，参与记者：林静远 赵晓云", ["周明", "林静远", "赵晓云"]),
        ("实习生周明对此文亦有贡献", ["周明"]),
        ("周明", ["周明"]),
        ("特稿·新华国际客户端", None),
        ("此稿配有图片", None),
    ],
)
def test_notes_name_reporters(note: str, names: list[str] | None):
    found = note_bylines(note, 0, len(note))
    assert (found and [n.name for n, _ in found.people]) == names


@pytest.mark.parametrize(
    ("note", "names", "place", "day"),
    [
        ("（岭南日日新闻记者　葛巾　2026年3月12日发自临川）", ["葛巾"], "临川", (2026, 3, 12)),
        ("（本报记者 戚薇 3月12日于临川）", ["戚薇"], "临川", (None, 3, 12)),
        ("（县融媒体中心记者 童谣 发自江夏）", ["童谣"], "江夏", (None, None, None)),
        ("（新华社江城1月13日电 记者李明）", ["李明"], "江城", (None, 1, 13)),
    ],
)
def test_closing_notes_with_reporter_and_place(
    note: str, names: list[str], place: str, day: tuple[int | None, int | None, int | None]
):
    found = find_closing_dateline(note)
    assert found is not None and found.byline is not None
    assert [n.name for n, _ in found.byline.people] == names
    assert [note[n.begin : n.end] for n, _ in found.byline.people] == names
    assert (found.place, (found.year, found.month, found.day)) == (place, day)


def test_any_name_before_the_bracket_of_reporters_may_be_a_paper():
    found = find_dateline("科创日记讯（通讯员孟川　记者柏安）11月2日，记者从滨海理工大学获悉……")
    assert found is not None and found.byline is not None
    assert found.agency == "科创日记" and [n.name for n, _ in found.byline.people] == ["孟川", "柏安"]
    assert find_dateline("长篇通讯（记者 张三）写道") is None


def test_pen_names_only_where_nothing_but_names_can_stand():
    found = find_dateline("北湖网江城1月22日电（记者 冬青）室外零下28摄氏度。")
    assert (
        found is not None
        and found.byline is not None
        and [n.name for n, _ in found.byline.people] == ["冬青"]
    )
    assert parse_byline("记者 冬青") is None
