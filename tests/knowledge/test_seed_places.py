"""The place tables are complete, consistent and say where things are. Official numbers are those of the end of 2023."""

import math
import time
from collections import Counter

import pytest

from kg.knowledge import Known, gazetteer
from kg.knowledge.tables import read_table
from kg.records import SUBTYPES, EntityType
from kg.resources import folder

TABLES = ("divisions", "countries", "former_countries", "regions", "sites", "world_cities")
PLACES = folder("seeds") / "places"
_MADE_LATER = {"653200-hean", "653200-hekang"}  # 和安县, 和康县: December 2024
_UNOFFICIAL = {
    "232761",
    "232762",
    "232763",
    "232764",
    "632857",
}  # 加格达奇区, 大柴旦…: administrative areas, not counted


def rows(name: str) -> list[dict[str, str]]:
    return list(read_table(PLACES / f"{name}.tsv"))


def mainland() -> list[dict[str, str]]:
    """Divisions of the mainland that exist and are counted officially at the end of 2023."""
    return [
        row
        for row in rows("divisions")
        if not row["valid_to"]
        and row["key"] not in _MADE_LATER | _UNOFFICIAL
        and not row["key"].startswith(("71", "81", "82", "HK-", "MO-", "TW-"))
    ]


def one(name: str) -> Known:
    """The only place that `name` stands for without support."""
    found = [k for k in gazetteer().lookup(name) if k.type is EntityType.PLACE]
    assert len(found) == 1, f"{name}: {[k.key for k in found]}"
    return found[0]


def place_keys(name: str) -> list[str]:
    return [k.key for k in gazetteer().lookup(name) if k.type is EntityType.PLACE]


def position(row: dict[str, str]) -> tuple[float, float] | None:
    return (float(row["latitude"]), float(row["longitude"])) if row.get("latitude") else None


def test_every_division_of_2023_is_there() -> None:
    counts = Counter(row["subtype"] for row in mainland())
    assert counts == {"Province": 31, "City": 333, "County": 2844}
    provinces = [row for row in rows("divisions") if row["subtype"] == "Province"]
    assert len(provinces) == 34


@pytest.mark.parametrize(
    ("ending", "number"),
    [("自治县", 117), ("自治旗", 3), ("特区", 1), ("神农架林区", 1), ("旗", 52), ("市", 397)],
)
def test_counties_by_kind(ending: str, number: int) -> None:
    assert sum(row["name"].endswith(ending) for row in mainland() if row["subtype"] == "County") == number


def test_prefectures_by_kind() -> None:
    names = [row["name"] for row in mainland() if row["subtype"] == "City"]
    assert Counter(name[-1] if name[-2:] != "地区" else "地区" for name in names) == {
        "市": 293,
        "州": 30,
        "地区": 7,
        "盟": 3,
    }


def test_every_country_is_there() -> None:
    codes = {row["key"] for row in rows("countries")}
    assert len(codes) == 249 - 3, "ISO 3166-1 without Hong Kong, Macao and Taiwan, which are provinces"
    assert not codes & {"HK", "MO", "TW"}
    assert {r["country_code"] for r in rows("divisions") if r["subtype"] == "Province"} == {
        "",
        "HK",
        "MO",
        "TW",
    }


def test_every_independent_country_has_a_capital() -> None:
    without = {row["key"] for row in rows("countries") if not row["capital"] and "国" in row["aliases"]}
    assert without <= {"IL"}, "the status of Jerusalem is disputed"


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("US", 51),
        ("JP", 47),
        ("DE", 16),
        ("CA", 13),
        ("AU", 8),
        ("RU", 81),
        ("IT", 20),
        ("FR", 13),
        ("BR", 27),
        ("ES", 17),
    ],
)
def test_first_level_divisions_abroad_are_complete(country: str, number: int) -> None:
    assert (
        sum(r["subtype"] == "Province" and r["parent"] == f"place/{country}" for r in rows("world_cities"))
        == number
    )


def test_zones_of_the_state_are_complete() -> None:
    keys = [row["key"] for row in rows("sites")]
    assert sum(key.startswith("ftz-") for key in keys) == 22 + 1, "22 pilot free trade zones and 临港新片区"
    assert sum(key.startswith("new-area-") for key in keys) == 19 - 2, "浦东新区 and 滨海新区 are districts"
    assert sum(key.startswith("innovation-zone-") for key in keys) == 23
    assert sum(key.startswith("innovation-centre-") for key in keys) == 3


def test_keys_are_unique_and_subtypes_known() -> None:
    keys = [row["key"] for name in TABLES for row in rows(name)]
    assert [key for key, number in Counter(keys).items() if number > 1] == []
    assert {row["subtype"] for name in TABLES for row in rows(name)} == set(SUBTYPES[EntityType.PLACE])


def test_parents_successors_and_capitals_exist() -> None:
    keys = {f"place/{row['key']}" for name in TABLES for row in rows(name)}
    missing = [
        (row["key"], key)
        for name in TABLES
        for row in rows(name)
        for column in ("parent", "successor", "capital")
        for key in row.get(column, "").split("|")
        if key and key not in keys
    ]
    assert missing == []


def test_a_division_lies_in_its_parent() -> None:
    by_key = {row["key"]: row for row in rows("divisions")}
    for row in mainland():
        above = by_key[row["parent"].removeprefix("place/")] if row["subtype"] != "Province" else None
        if above and row["division_code"]:
            assert above["division_code"][:2] == row["division_code"][:2], row["name"]
            assert above["subtype"] in {"Province", "City"}, row["name"]


def test_names_are_clean() -> None:
    for name in TABLES:
        for row in rows(name):
            names = [
                n
                for column in ("name", "short", "aliases", "former")
                for n in row.get(column, "").split("|")
                if n
            ]
            assert all(len(n) > 1 for n in names), row["key"]
            assert len(set(names)) == len(names), (row["key"], names)
            assert not set(names) & set(row.get("guarded", "").split("|")), row["key"]
            assert not any(c in n for n in names for c in " \u3000《》"), (row["key"], names)
            assert not any(n[0] == "“" and n[-1] == "”" for n in names), (row["key"], names)


def test_coordinates_lie_in_china_and_near_the_parent() -> None:
    by_key = {row["key"]: row for row in rows("divisions")}
    placed = 0
    for row in mainland():
        if (here := position(row)) is None:
            continue
        placed += 1
        assert 3 < here[0] < 54 and 73 < here[1] < 136, row["name"]
        above = by_key.get(row["parent"].removeprefix("place/"))
        there = position(above) if above else None
        if there and row["subtype"] == "County":
            limit = 8 if row["division_code"][:2] in {"15", "51", "54", "62", "63", "65"} else 3.5
            east = (here[1] - there[1]) * math.cos(math.radians(here[0]))
            assert math.hypot(here[0] - there[0], east) < limit, row["name"]
    assert placed > 0.98 * len(mainland())


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("北京市", 39.90, 116.40), ("天津市", 39.12, 117.19), ("上海市", 31.23, 121.47), ("重庆市", 29.56, 106.55),
        ("大连市", 38.91, 121.61), ("长春市", 43.82, 125.32), ("南京市", 32.06, 118.78), ("杭州市", 30.26, 120.17),
        ("厦门市", 24.48, 118.08), ("青岛市", 36.07, 120.38), ("郑州市", 34.75, 113.65), ("武汉市", 30.58, 114.29),
        ("长沙市", 28.20, 112.97), ("广州市", 23.13, 113.26), ("深圳市", 22.54, 114.06), ("海口市", 20.04, 110.34),
        ("成都市", 30.66, 104.07), ("拉萨市", 29.65, 91.12), ("西安市", 34.26, 108.94), ("乌鲁木齐市", 43.82, 87.61),
        ("台北市", 25.05, 121.53), ("香港特别行政区", 22.28, 114.16), ("喀什地区", 39.47, 75.99), ("三沙市", 16.83, 112.33),
        ("巴里坤哈萨克自治县", 43.60, 93.01),
    ],
)  # fmt: skip
def test_well_known_positions_are_wgs84(name: str, latitude: float, longitude: float) -> None:
    here = one(name).attributes
    assert abs(float(here["latitude"]) - latitude) < 0.09, here
    assert abs(float(here["longitude"]) - longitude) < 0.09, here


def test_offset_of_the_chinese_datums_is_gone() -> None:
    """The municipal offices of Beijing and Shanghai, to some 200 m: Baidu's coordinates lie over a kilometre off."""
    for name, latitude, longitude in (("北京市", 39.9030, 116.4010), ("上海市", 31.2322, 121.4690)):
        here = one(name).attributes
        assert abs(float(here["latitude"]) - latitude) < 0.002
        assert abs(float(here["longitude"]) - longitude) < 0.002


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("内蒙古", "150000"), ("新疆", "650000"), ("巴音郭楞", "652800"), ("巴音郭楞州", "652800"), ("凉山州", "513400"),
        ("锡盟", "152500"), ("黔东南", "522600"), ("诸暨", "330681"), ("石狮", "350581"), ("江阴", "320281"),
        ("什邡", "510682"), ("都江堰", "510181"), ("满洲里", "150781"), ("酉阳县", "500242"), ("达茂旗", "150223"),
        ("襄樊市", "420600"), ("襄樊", "420600"), ("绍兴县", "330603"), ("余江县", "360603"), ("萧山", "330109"),
        ("崇文区", "110103"), ("闸北区", "310108"), ("晋城市城区", "140502"), ("中国台湾", "710000"),
        ("美利坚合众国", "US"), ("阿联酋", "AE"), ("沙特", "SA"), ("波黑", "BA"), ("扎伊尔", "CD"), ("蒙古国", "MN"),
        ("科特迪瓦共和国", "CI"), ("苏联", "SUHH"), ("台湾地区", "710000"), ("格陵兰", "GL"), ("格陵兰岛", "island-greenland"),
        ("长三角", "yangtze-delta"), ("珠三角", "pearl-delta"), ("苏北", "320000-north"), ("拉美", "latin-america"),
        ("撒哈拉以南非洲", "sub-saharan-africa"), ("渤海", "bohai"), ("霍尔木兹海峡", "hormuz"),
        ("云南自贸试验区", "ftz-yunnan"), ("黑龙江自贸区", "ftz-heilongjiang"), ("西咸新区", "new-area-xixian"),
        ("湛江港", "port-zhanjiang"), ("文昌航天发射场", "science-wenchang"), ("首都机场", "airport-pek"),
        ("白鹤滩水电站", "project-baihetan"), ("塔什干", "UZ-tashkent"), ("内罗毕", "KE-nairobi"), ("大阪", "JP-osaka"),
        ("海参崴", "RU-vladivostok"), ("慕尼黑", "DE-munich"), ("加州", "US-CA"), ("神奈川县", "JP-14"), ("魁北克省", "CA-QC"),
    ],
)  # fmt: skip
def test_usual_names_find_their_place(name: str, key: str) -> None:
    assert place_keys(name) == [f"place/{key}"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("鄂", "420000"), ("滇", "530000"), ("穗", None), ("互助", "630223"), ("会同", "431225"), ("公安", "421022"),
        ("通道", "431230"), ("南部", "511321"), ("大方", "520521"), ("白银", "620400"), ("巴马", "451227"), ("城区", "140502"),
        ("鼓楼", "320106"), ("德", "DE"), ("俄方", "RU"), ("西北", "northwest-china"), ("西部", "western-china"),
        ("大陆", "mainland"), ("达尔文", "AU-darwin"), ("亚历山大", "EG-alexandria"), ("华盛顿州", None), ("海南州", None),
    ],
)  # fmt: skip
def test_ambiguous_names_need_support(name: str, key: str | None) -> None:
    if key is None:
        return
    assert place_keys(name) == []
    assert f"place/{key}" in [k.key for k in gazetteer().guarded(name)]


@pytest.mark.parametrize(("name", "number"), [("鼓楼区", 4), ("朝阳区", 2), ("西湖区", 2), ("长安区", 2)])
def test_districts_of_one_name_stay_apart(name: str, number: int) -> None:
    assert len(place_keys(name)) == number


def test_the_larger_place_has_the_short_name() -> None:
    assert one("吉林").subtype == "Province"
    assert one("恩施").subtype == "City"
    assert place_keys("海南") == ["place/460000"]


def test_an_abolished_division_names_its_successor() -> None:
    gone = one("卢湾区")
    assert gone.attributes["valid_to"].startswith("2011")
    assert gone.attributes["successor"] == "place/310101"


def test_endings_of_place_names() -> None:
    endings = {
        row["suffix"]: row["subtype"] for row in read_table(folder("seeds") / "words" / "place_suffixes.tsv")
    }
    assert {endings[s] for s in ("港", "机场", "开发区", "水库", "大桥")} == {"Site"}
    assert {endings[s] for s in ("经济带", "城市群", "流域", "湾区")} == {"Region"}
    assert {endings[s] for s in ("县", "旗", "镇", "街道")} == {"County"}
    assert set(endings.values()) <= set(SUBTYPES[EntityType.PLACE])


def test_sources_name_every_place_table() -> None:
    sources = (folder("seeds") / "SOURCES.tsv").read_text(encoding="utf-8")
    assert [name for name in TABLES if f"places/{name}.tsv" not in sources] == []


def test_loading_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    begin = time.perf_counter()
    number = sum(len(rows(name)) for name in TABLES)
    with capsys.disabled():
        print(f"\n{number} places read in {time.perf_counter() - begin:.2f} s")
    assert number > 6000
