"""The grammar of quantities: a numeral, its unit, ranges, and the words that say more than, less than, about."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.language.quantities.numerals import Numeral, numerals
from kg.language.quantities.units import Unit, units

MORE, LESS, ABOUT = "more", "less", "about"

_BEFORE = re.compile(
    r"(?:(?P<less>不得超过|不得高于|不得多于|不能超过|不应超过|最多不超过|最高不超过|不超过|不高于|不多于|不大于|未超过|不足|不到|不及|不达|未达|未满|不满|跌破|失守|击穿|低于|少于|小于|至多|最多(?:可达|可|达)?|最高(?:可达|达|为)?|仅不足)"
    r"|(?P<more>不得低于|不得少于|不能低于|不应低于|不低于|不少于|不小于|至少|最低|首次突破|首次超过|首破|首超|突破|超过了?|超出|超|逾|大于|高于|多于|迈上|跨上|跨过|迈过|站上|冲破|越过|高达逾|破)"
    r"|(?P<about>大约|约合|约为|(?<![节制])约|接近|将近|(?<![最附])近|逼近|大概|差不多|几近))(?:了|至|到)?(?P<money>人民币|港币|新台币|[$￥¥€£])?$"
)
_AFTER = re.compile(
    r"(?:（[^（）]{1,12}）)?(?:(?P<more>及?以上|之上|开外|有余|多(?![个种数样元层次级维功国边家])|余)|(?P<less>及?以下|以内|之内|之下)|(?P<about>左右|上下|附近))"
)
_UP_TO = re.compile(r"(?<![网线路地以之身晚早])上$")  # 上百家
_PHONE = re.compile(r"(?<!\d)0\d{2,3}-$")
_LOOK_BACK = 12
_JOIN = re.compile(r"[-~—至到]{1,2}")
_LIST = re.compile(r"(?:、|和|与|及|或|以及)")
_WHOLES = re.compile(
    r"(?:、|和|，)(?:全国|全省|全市|全县|全区|全球|世界|[东中西]部)"
)  # 高于全国0.4、全省0.1个百分点
_SIGNS = {"$": "USD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP"}
_MONEY_NAME = re.compile(r"(港币|港元|美元|新台币|欧元|日元|英镑)(?:约|近|超|逾|超过)?$")
_CONTAINER = re.compile(r"大(?=货柜|集装箱|托盘|箱|袋|包|桶|车|盒|筐|罐)")
_NO_RANGE = re.compile(r"[^\dA-Za-z℃度C]")
_HALF_MORE = re.compile(r"半(?![年月数天个小])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `text[begin:end]` of a compact text.

    `outer_begin`, `outer_end` take in the words of comparison (超, 左右); `bound` is MORE, LESS, ABOUT or None.
    """

    begin: int
    end: int
    value: Decimal
    unit: Unit | None
    upper: Decimal | None = None
    bound: str | None = None
    outer_begin: int = 0
    outer_end: int = 0
    numeral: Numeral | None = None
    borrowed: bool = False  # the unit is that of the next member of the list

    @property
    def percent(self) -> bool:
        """Whether it is a number of per cent."""
        return self.unit is not None and self.unit.notation == "%"


NounAt = Callable[[int], int | None]
"""End of the noun that begins at an offset of the compact text, or None: the open class of units."""


def quantities(
    text: str, masked: Iterable[tuple[int, int]] = (), noun_at: NounAt | None = None
) -> tuple[Quantity, ...]:
    """Find the quantities of a compact text outside the `masked` spans (times, names), left to right.

    Example: in 超1.25万家，下降2~4成 they are 12500 家 (more) and 20 to 40 %.
    """
    return tuple(_lists(text, _ranges(text, _singles(text, masked, noun_at))))


def _singles(text: str, masked: Iterable[tuple[int, int]], noun_at: NounAt | None) -> Iterator[Quantity]:
    spans = sorted(masked)
    index = taken = 0
    for numeral in numerals(text):
        while index < len(spans) and spans[index][1] <= numeral.begin:
            index += 1
        inside = index < len(spans) and spans[index][0] < numeral.end
        if inside or numeral.begin < taken or _no_number(text, numeral):
            continue
        found = _with_unit(text, numeral, noun_at)
        taken = found.end
        yield found


def _no_number(text: str, numeral: Numeral) -> bool:
    """Letters or marks around a numeral that make it a code: C919, 5G, 010-8888, 1:1."""
    before = text[numeral.begin - 1] if numeral.begin else ""
    after = text[numeral.end] if numeral.end < len(text) else ""
    if (before in ("：", ":") and numeral.begin > 1 and text[numeral.begin - 2].isdigit()) or (
        after in ("：", ":") and numeral.end + 1 < len(text) and text[numeral.end + 1].isdigit()
    ):
        return True
    if before == "第" and not text[max(0, numeral.begin - 3) : numeral.begin].startswith("连续"):
        return True
    if (before.isascii() and before.isalpha()) or (before and before in "._#@:") or after == ":":
        return True
    if (before == "比" and text[numeral.begin - 2 : numeral.begin - 1].isdigit()) or re.match(
        r"比\d", text[numeral.end : numeral.end + 2]
    ):
        return True
    if _PHONE.search(text[max(0, numeral.begin - 5) : numeral.begin]):
        return True
    if (
        before
        and before in "/-"
        and numeral.begin >= 2
        and text[numeral.begin - 2].isascii()
        and text[numeral.begin - 2].isalnum()
    ):
        return before == "/" or text[numeral.begin - 2].isalpha()
    if (
        not numeral.chinese
        and numeral.begin + 1 < len(text)
        and text[numeral.begin] == "0"
        and text[numeral.begin + 1].isdigit()
    ):
        return True
    return bool(after and after.isascii() and after.isalpha() and units().at(text, numeral.end) is None)


def _with_unit(text: str, numeral: Numeral, noun_at: NounAt | None) -> Quantity:
    end, unit, value, more = numeral.end, None, numeral.value, numeral.more
    if numeral.percent:
        unit = units().named("%")
    elif numeral.permille:
        unit = units().named("‰")
    else:
        container = _CONTAINER.match(text, end) if noun_at else None
        if container and noun_at and (last := noun_at(container.end())):
            unit = Unit(text[container.end() : last], "counter")
            end = last
        elif hit := units().at(text, end):
            end, unit = hit
        elif noun_at and not numeral.bare and (last := noun_at(end)):
            unit = Unit(text[end:last], "noun")
            end = last
    if (
        unit is not None
        and (half := _HALF_MORE.match(text, end))
        and unit.kind == "time"
        and unit.notation in {"年", "天", "周", "小时"}
    ):
        value, end = value + Decimal("0.5"), half.end()
    begin = numeral.begin
    if _negative(text, begin, unit):
        begin, value = begin - 1, -value
    return _bounded(
        text,
        replace_unit_by_sign(
            text, Quantity(begin, end, value, unit, numeral.upper, MORE if more else None, numeral=numeral)
        ),
    )


def _negative(text: str, begin: int, unit: Unit | None) -> bool:
    """Whether a minus stands before a number: 为-3%, 在-40℃; not the dash of a range (3-5℃)."""
    if not begin or text[begin - 1] not in "负-":
        return False
    before = text[begin - 2] if begin > 1 else ""
    degrees = unit is not None and unit.kind == "temperature"
    return text[begin - 1] == "负" or bool(
        before and (before in "为是达至到（，" or (degrees and _NO_RANGE.match(before)))
    )


def replace_unit_by_sign(text: str, quantity: Quantity) -> Quantity:
    """Give 港币20000元 and $500 their currency."""
    before = text[quantity.begin - 1] if quantity.begin else ""
    code = _SIGNS.get(before)
    if code is None and quantity.unit is not None and quantity.unit.notation == "CNY":
        m = _MONEY_NAME.search(text, max(0, quantity.begin - 6), quantity.begin)
        code = units().named(m[1]).notation if m else None  # type: ignore[union-attr]
    return replace(quantity, unit=Unit(code, "money")) if code else quantity


def _bounded(text: str, quantity: Quantity) -> Quantity:
    bound, begin, end = quantity.bound, quantity.begin, quantity.end
    if m := _BEFORE.search(text[max(0, begin - _LOOK_BACK) : begin]):
        bound = LESS if m["less"] else MORE if m["more"] else bound or ABOUT
        begin -= len(m[0])
    if quantity.numeral and quantity.numeral.bare and _UP_TO.search(text[max(0, begin - 2) : begin]):
        bound, begin = MORE, begin - 1
    if m := _AFTER.match(text, end):
        bound = MORE if m["more"] else LESS if m["less"] else bound or ABOUT
        if (m["more"] in {"多", "余"}) and not m[0].startswith("（"):
            quantity = replace(quantity, end=m.end())
        end = m.end()
    return replace(quantity, bound=bound, outer_begin=begin, outer_end=end)


def _ranges(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Join 10-15%, 4%至5%, 1500万至2000万元; 从300万个到500万个 stays two."""
    waiting: Quantity | None = None
    for quantity in found:
        if waiting is not None and _above_below(text, waiting, quantity):
            waiting = replace(
                quantity, begin=waiting.begin, value=waiting.value, upper=quantity.value, outer_begin=waiting.outer_begin, bound=None,
                end=quantity.outer_end,
            )  # fmt: skip
            continue
        if waiting is not None and _is_range(text, waiting, quantity):
            joined = replace(
                quantity, begin=waiting.begin, value=_scaled(waiting, quantity), upper=quantity.value,
                outer_begin=waiting.outer_begin, bound=waiting.bound or quantity.bound,
            )  # fmt: skip
            waiting = joined
            continue
        if waiting is not None:
            yield waiting
        waiting = quantity
    if waiting is not None:
        yield waiting


def _above_below(text: str, first: Quantity, second: Quantity) -> bool:
    """1万元以上5万元以下: two bounds that together are a range."""
    same = first.unit is not None and second.unit is not None and first.unit.notation == second.unit.notation
    bounds = text[first.end : first.outer_end], text[second.end : second.outer_end]
    adjacent = text[first.outer_end : second.begin] in {"", "、", "，"}
    return (
        same
        and adjacent
        and bounds[0].endswith("以上")
        and bounds[1].endswith("以下")
        and first.value < second.value
    )


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    between = text[first.end : second.begin]
    if not _JOIN.fullmatch(between) or first.upper is not None or second.upper is not None:
        return False
    if text[max(0, first.outer_begin - 2) : first.outer_begin].endswith(("从", "由", "自")) and between in {
        "至",
        "到",
    }:
        return False
    same = first.unit is None or (second.unit is not None and first.unit.notation == second.unit.notation)
    return same and _scaled(first, second) < second.value


def _scaled(first: Quantity, second: Quantity) -> Decimal:
    """Lower bound of a range, with the multiplier of the upper one where it has none: 2至3万 → 20000."""
    if first.unit is None and first.numeral and second.numeral and first.value < 1000 <= second.value:
        for power in (Decimal(10) ** 12, Decimal(10) ** 8, Decimal(10) ** 4):
            if second.value >= power and first.value * power < second.value:
                return first.value * power
    return first.value


def _lists(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Give the members of a list the unit written once at its end: 13488、15334和19671人次."""
    items: Sequence[Quantity] = list(found)
    out: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(items):
        if (
            quantity.unit is None and following is not None and following.unit is not None
            and _LIST.fullmatch(text[quantity.end : following.begin]) and quantity.numeral and not quantity.numeral.bare
        ) or (
            quantity.unit is None and following is not None and following.unit is not None
            and following.unit.kind == "difference" and _WHOLES.fullmatch(text[quantity.end : following.begin])
        ):  # fmt: skip
            quantity = replace(quantity, unit=following.unit, borrowed=True)
        elif (
            quantity.unit is not None
            and quantity.unit.notation == "个"
            and _points_follow(text, quantity, following)
        ):
            quantity = replace(quantity, unit=following.unit if following else None, borrowed=True)
        out.append(quantity)
        following = quantity
    return reversed(out)


def _points_follow(text: str, quantity: Quantity, following: Quantity | None) -> bool:
    """2.4个和3.1个百分点: the first 个 is one of percentage points too."""
    if following is None or following.unit is None or following.unit.kind != "difference":
        return False
    between = text[quantity.end : following.begin]
    return _LIST.fullmatch(between) is not None or _WHOLES.fullmatch(between) is not None
