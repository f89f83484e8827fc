"""Which numbers are figures: not enumerators, groups, indefinite 一个, model numbers or spans of time that only date."""

import re
from dataclasses import dataclass

from kg.extract.statistics.reading import Reading
from kg.extract.statistics.values.figures import Figure

_BACK = 16
_AHEAD = 14
_INDEFINITE = re.compile(
    r"(?:其他|其它|另外|另|这|那|上述|该|以下|以上|如下|其中|任何|前|后|头|首|同|每|某|哪|各|下列|第|数|几)$"
)
_PARTS = re.compile(
    r"(?:方面|阶段|层面|层次|角度|问题|原因|特点|特征|环节|步骤|维度|关键词|字|“|‘|月|条件|重点|部分|必须|确保|坚持|意识|自信|维护|必由之路|“第|代表|文明|轮子|机关|统一|结合|转变|重大|一|同步)"
)
_FRAME = re.compile(r"^(?:省份?（?区?、?市?）?|省区市|省（|省、|省区|直辖市|自治区)")
_FRAME_LEFT = re.compile(r"(?:全国|各|全部|涉及|覆盖|来自|我国|在|等)$")
_TIME_LEFT = re.compile(
    r"(?:(?:回收期|账期|周转天数|工作时间|使用时间|供暖期|交货期|存续期)(?:平均|延长至|缩短至)?为?|停产|停工|停业|闲置|荒废|沉睡|搁置|仅用了?|只用了?|用时|历时|耗时|用了|花了?|耗费|缩短了?|缩短[至到为]|压缩了?|压缩[至到为]短?短?|延长了?|延长[至到]|提前了?|推迟了?|推后|减少了?|节约了?|节省了?|共计|长达|平均|时间为?|时长达?|周期为?|期限为?|时限为?|寿命达?|寿命为?|年限为?|工期为?|工龄|学制|"
    r"担任[^，。]{1,12}|任职|工作|从事[^，。]{1,8}|从业|服务|连续|连|蝉联|达到?|最长|最短|只需|仅需|需要?|不超过|至少|最多|有望达|超过|突破|增至|降至|保质期|有效期|期|监禁|徒刑)(?:约|近|超|逾|超过|将近)?$"
)
_TIME_NOT_AFTER = re.compile(
    r"^(?:来|以来|前|后|之后|之前|间|期(?!徒)|版|代|级|内(?!在)|里|中|时光|时间里|初|底|末|一遇|一度|左右的|行动|规划|计划|战略|之约|长跑|磨一剑)"
)
_TIME_AFTER = re.compile(
    r"^(?:的?(?:[^，。；]{0,6})(?:经历|经验|历史|寿命|工龄|党龄|从业|工作|合同|租期|刑|徒刑|质保))"
)
_CLOCK = re.compile(r"^(?:\d{0,2}分|钟|许|整|左右|多|半|$)")
_INDEX = re.compile(
    r"(?:指|数|收|报|涨|跌|升|降|点位|破|至|于|到|成指|守|越|了|点|、|和|高|低|及|探|开|以)(?:约|近|超|逾)?$"
)
_GRADE = re.compile(r"(?:里氏|地震|震级|风力|大风|阵风|台风|发生)[^，。]{0,4}$")
_AGES = frozenset({"岁", "周岁"})
_HOURS = 24
_STRONGEST = 20
_COUNTED_FROM = re.compile(r"(?:日起|之后|后|起|应当在|须在|必须在)$")
_FIRSTS = re.compile(r"^(?:连续)?(?:全球|世界|全国)?[“”]?第一|^连续第一")
_AGE_GROUP = re.compile(
    r"^(?:（[^）]*）)?(?:[至到—~-]\d{1,3}岁)?(?:及?以上|以下|以内)?的?(?:劳动|人口|人群|老年|老人|青年|儿童|常住|户籍|居民|组|参保|网民|女性|男性|未成年|年龄段|青少年)"
)
_CITIES = re.compile(r"(?:大中?|地级及以上|70个大中)城市")
_HOME = re.compile("[庭长具电居纺装务园乡属族禽畜政教校]")
_PEOPLE = re.compile("人(?!账户|所得|信息|中心|独资|用户|住房|消费|客户|贷款|网店)")
_CROWD = 10**4
_BAND = re.compile(r"(?:（含）)?(?:（含）|及?以上|以下)?[，：]")
_QUOTED = re.compile(r"[“‘][^“”‘’]{0,14}$")


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Units whose numbers name, date or group something when the words around them match."""

    units: frozenset[str]
    left: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None
    below: int | None = None

    def applies(self, figure: Figure, left: str, right: str) -> bool:
        """Whether a figure is one of them."""
        if figure.unit not in self.units or (self.below is not None and figure.value >= self.below):
            return False
        return (self.left is None or bool(self.left.search(left))) and (
            self.right is None or bool(self.right.match(right))
        )


def _rule(
    units: str, left: str | None = None, right: str | None = None, below: int | None = None
) -> NotCounted:
    return NotCounted(
        frozenset(units.split()),
        re.compile(left) if left else None,
        re.compile(right) if right else None,
        below,
    )


NOT_COUNTED: tuple[NotCounted, ...] = (
    _rule("部", right="门|队|委|长|分|署|落|件|级|电影节"),  # 6部门
    _rule("方", right="面|案|向|式"),  # 3方面
    _rule("位", right="数|号码|密码|小数|上网|编码"),  # 八位号码
    _rule("位 名 人", left="前$"),  # 前100名
    _rule("人", right="队"),
    _rule("轮", right="车"),  # 三轮车
    _rule(
        "米",
        right="(?:气?步枪|气?手枪|移动靶|自由泳|蛙泳|仰泳|蝶泳|混合泳|栏|跑|短跑|接力|障碍|跳台|跳板|个人|赛马|速滑|短道)",
    ),
    _rule("公斤 千克", right="(?:及?以上)?级"),
    _rule("次", right="产业|分配|创业|元|方(?!案)|会议|全会|全体"),  # 三次产业
    _rule("条", left="(?:法|条例|规定|办法|规则|章程)第?$", right="(?!措施|规定)"),  # 刑法354条
    _rule("岁 周岁", right=_AGE_GROUP.pattern),  # 60岁及以上人口
    _rule("个", right=f"半|{_CITIES.pattern}"),  # 两个半小时, 70个大中城市
    _rule("个 项 类", right=rf"(?!方面\d){_PARTS.pattern}", below=10),  # 三个方面
    _rule("个 省", left=_FRAME_LEFT.pattern, right=_FRAME.pattern),  # 全国31个省
    _rule("度"),  # an angle, or 两度
    _rule("届 期 号 节", left="(?<!连续)$"),
    _rule("分", right=r"\d"),  # 46分53秒
)
"""Tried in this order; each with an example of what it keeps out."""


def counted(reading: Reading, figure: Figure) -> bool:
    """Whether a number states a measured quantity.

    Example: 解决难题215个 does; 一家企业, 7省市, 凌晨4点 and 两个“第一” do not.
    """
    if figure.kind != "amount" or figure.quantity is None:
        return True
    text = reading.text
    left = text[max(0, figure.outer_begin - _BACK) : figure.outer_begin]
    left = left[max(left.rfind("\n"), left.rfind("。")) + 1 :]
    right = text[figure.outer_end : figure.outer_end + _AHEAD]
    if _in_characters(figure) and not _chinese(text, figure, left, right):
        return False
    if left.endswith(("每", "万元", "第")) and not left.endswith(("平均每", "连续第")):
        return False
    if figure.unit is None:
        return _unitless(figure, left, right)
    if figure.unit_kind == "time":
        return not re.match(r"\d", right) and _duration(figure, left, right)
    if figure.unit_kind == "noun":
        return _open_unit(figure, left, right)
    if (figure.unit_kind == "counter" and _cuts_word(reading, figure)) or _FIRSTS.match(right):
        return False
    if figure.unit in _AGES and (left.endswith("年满") or (left[-1:] in "：；。，、" and _BAND.match(right))):
        return False
    after = text[figure.end : figure.end + _AHEAD]
    if any(rule.applies(figure, left, after) for rule in NOT_COUNTED):
        return False
    if figure.unit == "点":
        exact = figure.value != int(figure.value)
        index = _INDEX.search(text, max(0, figure.begin - _BACK), figure.begin)
        return exact or (bool(index) and (figure.value > _HOURS or not _CLOCK.match(right)))
    if figure.unit == "级":
        return bool(_GRADE.search(left)) and figure.value < _STRONGEST
    return True


def _in_characters(figure: Figure) -> bool:
    """Whether the number is written in Chinese characters."""
    return bool(figure.quantity and figure.quantity.numeral and figure.quantity.numeral.chinese)


def _cuts_word(reading: Reading, figure: Figure) -> bool:
    """Whether the unit is the head of a longer word: 项 in 女三项目, 部 in 6部门."""
    q = figure.quantity
    assert q is not None and q.numeral is not None
    if figure.unit == "个" and figure.value >= _CROWD and _PEOPLE.match(reading.text, q.end):
        return False
    if figure.unit == "家" and not q.numeral.chinese and not _HOME.match(reading.text, q.end):
        return False  # a segmenter may read 家规 in 484家规上企业
    return q.numeral.end in reading.word_begins and q.end not in reading.word_ends and q.end > q.numeral.end


def _open_unit(figure: Figure, left: str, right: str) -> bool:
    """A noun as unit: 三大集装箱; 5000万大关 and 7省市 have none."""
    q = figure.quantity
    assert q is not None and q.numeral is not None and figure.unit is not None
    if q.end - q.numeral.end > len(figure.unit):
        return True
    right = figure.unit + right
    figure.end = figure.outer_end = q.numeral.end
    figure.unit, figure.unit_kind = None, ""
    return _unitless(figure, left, right)


def _chinese(text: str, figure: Figure, left: str, right: str) -> bool:
    """Numbers in Chinese characters are words as often as figures."""
    q = figure.quantity
    assert q is not None and q.numeral is not None
    written = text[q.begin : q.end]
    if q.numeral.percent or q.numeral.permille:
        return not _QUOTED.search(left) or figure.bound is not None
    if re.search(r"第[一二三四五六七八九十]+(?:[、和][一二三四五六七八九十]+)*[、和]$", left):
        return False
    if written.startswith("二") and figure.value == 2 and figure.unit_kind in {"counter", "noun", ""}:
        return False
    if _QUOTED.search(left) and "”" in right[:10] and figure.unit_kind in {"counter", "noun", ""}:
        return False
    if (
        figure.unit == "人"
        and figure.value < 10
        and not re.search(r"(?:造成|致|致使|导致|共|有|达|死亡|受伤|仅|包括)$", left)
    ):
        return False
    if q.numeral.bare:
        return (
            figure.unit_kind != "time"
            and figure.outer_begin < figure.begin
            and not right.startswith("级")
            and figure.unit_kind != "noun"
        )
    if (
        written.startswith("一")
        and figure.value == 1
        and figure.unit_kind in {"counter", "noun", "", "compound", "area", "length", "volume", "other"}
    ):
        return False
    if figure.value == 1 and figure.unit_kind == "time":
        return bool(re.search(r"(?:提前|缩短|延长|推迟|压缩|仅用|只需|仅需|减少)(?:了|到|至)?$", left))
    if figure.unit_kind == "counter" and (
        _INDEFINITE.search(left)
        or figure.unit
        in {
            "级",
            "度",
            "层",
            "步",
            "声",
            "把",
            "手",
            "面",
            "头",
            "口",
            "句",
            "道",
            "门",
            "届",
            "节",
            "分",
            "重",
            "通",
            "环",
            "格",
            "遍",
            "回",
            "点",
            "对",
            "双",
            "代",
        }
    ):
        return False
    return not (figure.unit_kind == "money" and text[q.end - 1] in "角分块")


def _unitless(figure: Figure, left: str, right: str) -> bool:
    q = figure.quantity
    assert q is not None and q.numeral is not None
    if q.numeral.bare or q.numeral.chinese:
        return (
            figure.value >= 10**4
            and figure.bound is not None
            and not right.startswith("级")
            and not q.numeral.bare
        )
    if (figure.value >= 10**4 and figure.value != int(figure.value)) or (
        figure.value >= 10**4 and _has_factor(figure)
    ):
        return not right.startswith(("级", "年", "元级", "号"))
    named = re.search(
        r"(?:指数|PMI）?|系数|评分|得分|均分|汇率|中间价|收入比|抚养比|性别比|比值|倍率|指数CR\d|收报|收于|报收于|报)(?:已|则|也|再度)?(?:仅?为|是|达到?|报|[升降涨跌][至到]|回[落升]至|[:：])?(?:约|近|超)?$",
        left,
    )
    return bool(named) and not re.match(r"(?:年|月|日|号|省|期|版|%)", right)


def _has_factor(figure: Figure) -> bool:
    q = figure.quantity
    return bool(q and q.numeral and figure.value >= 10**4 and q.end - q.begin < len(str(int(figure.value))))


def _duration(figure: Figure, left: str, right: str) -> bool:
    if (
        re.search(r"(?:连续|蝉联|创下?(?:近|了|过去)?|(?<![不])连|至|到)(?:第)?$", left)
        and figure.unit in _STREAK_UNITS
        and ("连" in left[-3:] or re.match(r"(?:以?来|新)?的?(?:最|新高|新低|高点|低点|高位|低位)", right))
    ):
        return True
    if re.search(r"创下?(?:近|了|过去)?$", left):
        return True
    if (
        figure.bound is None
        and _TIME_NOT_AFTER.match(right)
        and not (right.startswith("内") or re.search(r"担任|任职|工作", left))
    ):
        return False
    if right.startswith(("有期徒刑", "徒刑", "监禁", "缓刑")):
        return False
    if right.startswith(("内", "以内")) and (figure.unit != "日" or _COUNTED_FROM.search(left)):
        return not right.startswith(("内在", "内外"))
    if _TIME_NOT_AFTER.match(right) and not re.search(r"担任|任职|工作", left):
        return False
    if (
        re.search(
            r"(?:为期|持续|未来|今后|过去|最近|近|(?<!提)前|(?<!推)后|每隔?|上|下|这|那|刑|历经|经过|经|(?<!连续)第|头|时隔|有效期|预计|学制)$",
            left,
        )
        and figure.bound is None
    ):
        return False
    if _TIME_LEFT.search(left):
        return figure.unit not in {"日"}
    if figure.unit in {"小时", "分钟", "个小时"}:
        return not left.endswith(("24", "时")) and not right.startswith(
            ("制", "营业", "值守", "在线", "服务", "待命", "不间断", "一次")
        )
    return figure.bound is not None and bool(_TIME_AFTER.match(right) or not right[:1].strip("，。；"))


_STREAK_UNITS = {"年", "个月", "个季度", "天", "周", "个交易日", "日", "小时", "届", "个工作日"}
