"""Years that news names without digits: five-year plans, congresses, anniversaries, annual fairs."""

import re
from collections.abc import Iterator

from kg.read.dates.written import chinese_small_number

_PLAN = re.compile(
    r"(?<![一二三四五六七八九十第])(?:[“\"「](?P<quoted>十?[一二三四五六七八九十])五[”\"」]|(?P<long>十[一二三四五六七八九])五(?![年月日届次号条章岁条个])|(?P<short>[六七八九十])五(?=计划|规划))"
    r"(?P<after>(?:规划|时期|期间)?(?:的)?(?:开局|收官|圆满收官|起步)?)(?=[^年])"
)
_ANNIVERSARY = re.compile(
    r"(?P<what>新中国|中华人民共和国|中国共产党|中国工农红军|建党|建军|抗日战争(?:暨世界反法西斯战争)?胜利|抗战胜利|反法西斯战争胜利|二战(?:胜利|结束)|第二次世界大战(?:胜利|结束)|联合国成立|长征胜利|五四运动|辛亥革命|改革开放|香港回归|澳门回归|全国人民代表大会|人民政协|加入世贸组织|抗美援朝|西藏自治区|新疆维吾尔自治区|内蒙古自治区|广西壮族自治区|宁夏回族自治区|深圳经济特区|海南建省|恢复高考|汶川(?:特大)?地震|唐山大?地震|玉树地震|中美建交|中日邦交正常化|中法建交|共青团|新华社|一带一路)[^。，,]{0,12}?(?P<n>\d{1,3})\s?周年"
)
_SESSION = re.compile(
    r"(?:第)?(?P<n>十[一二三四五六七八九])届全国(?:人大|人民代表大会|政协)(?:第)?(?P<k>[一二三四五])次会议"
)
_PLENUM = re.compile(r"(?P<n>十[六七八九]|二十一?)届(?P<k>[一二三四五六七])中全会")
_FAIR = re.compile(
    r"第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,3})届(?P<fair>中国国际进口博览会|进博会|中国国际服务贸易交易会|中国国际消费品博览会|消博会|中国国际供应链促进博览会|链博会|数字中国建设峰会|世界互联网大会|中国—东盟博览会)"
)

_FIRST_PAGE = 1949
_FOUNDED = {
    "新中国": 1949, "中华人民共和国": 1949, "中国共产党": 1921, "建党": 1921, "建军": 1927, "抗日战争胜利": 1945, "抗战胜利": 1945, "中国工农红军": 1927,
    "抗日战争暨世界反法西斯战争胜利": 1945, "反法西斯战争胜利": 1945, "二战胜利": 1945, "二战结束": 1945, "第二次世界大战胜利": 1945, "第二次世界大战结束": 1945,
    "联合国成立": 1945, "长征胜利": 1936, "五四运动": 1919, "辛亥革命": 1911, "人民政协": 1949, "抗美援朝": 1950, "西藏自治区": 1965, "新疆维吾尔自治区": 1955,
    "内蒙古自治区": 1947, "广西壮族自治区": 1958, "宁夏回族自治区": 1958, "深圳经济特区": 1980, "海南建省": 1988, "恢复高考": 1977, "汶川地震": 2008, "汶川特大地震": 2008,
    "唐山地震": 1976, "唐山大地震": 1976, "玉树地震": 2010, "中美建交": 1979, "中日邦交正常化": 1972, "中法建交": 1964, "共青团": 1922, "新华社": 1931, "一带一路": 2013,
    "改革开放": 1978, "香港回归": 1997, "澳门回归": 1999, "全国人民代表大会": 1954, "加入世贸组织": 2001,
}  # fmt: skip
_YEAR_OF_FAIR = {  # year of the fair = this + its number
    "中国国际进口博览会": 2017, "进博会": 2017, "中国国际消费品博览会": 2020, "消博会": 2020, "中国国际供应链促进博览会": 2022, "链博会": 2022,
    "数字中国建设峰会": 2017, "世界互联网大会": 2013, "中国—东盟博览会": 2003,
}  # fmt: skip
_PLENUMS = {
    1: 0,
    2: 1,
    3: 1,
    4: 2,
    5: 3,
    6: 4,
    7: 5,
}  # number of a plenum → years after the congress, at the earliest

Era = tuple[str, int, int]
"""Kind (plan, opening or ending of a plan, session, or a single year) with first and last year."""


def eras(text: str) -> Iterator[Era]:
    """Yield the years that a text names by plan, session, anniversary or fair.

    Example: “十五五”开局之年 is ("opening", 2026, 2026); “十四五”时期 is ("plan", 2021, 2025).
    """
    for found in _PLAN.finditer(text):
        number = chinese_small_number(found["quoted"] or found["long"] or found["short"])
        if not 6 <= number <= 20:
            continue
        first = 1981 + 5 * (number - 6)
        if found["after"].endswith(("开局", "起步")):
            yield "opening", first, first
        elif found["after"].endswith("收官"):
            yield "ending", first + 4, first + 4
        else:
            yield "plan", first, first + 4
    for found in _ANNIVERSARY.finditer(text):
        year = _FOUNDED[found["what"]] + int(found["n"])
        if year < _FIRST_PAGE:
            continue
        yield "year", year, year
    for found in _SESSION.finditer(text):
        year = 2008 + 5 * (chinese_small_number(found["n"]) - 11) + chinese_small_number(found["k"]) - 1
        yield "year", year, year
    for found in _PLENUM.finditer(text):
        year = 2002 + 5 * (chinese_small_number(found["n"]) - 16) + _PLENUMS[chinese_small_number(found["k"])]
        yield "session", year, year + 1
    for found in _FAIR.finditer(text):
        if base := _YEAR_OF_FAIR.get(found["fair"]):
            year = base + (int(found["n"]) if found["n"].isdigit() else chinese_small_number(found["n"]))
            yield "year", year, year
