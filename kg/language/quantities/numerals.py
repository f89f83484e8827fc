"""Numerals: Arabic and Chinese numbers, fractions, tenths, and what marks them as more, about or up to.

`cn2an` converts plain Chinese numerals; the grammar of what stands around them (150余万, 两三百, 三分之二) is ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import cn2an

_DIGITS = "零一二两三四五六七八九"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHINESE = rf"[{_DIGITS}十百千万亿]+(?:点[{_DIGITS}]+)?"
_NOT_A_FACTOR = r"千(?!瓦|米|克|卡|伏|字节|焦|帕|赫|乏|安|比特|吨级)|百(?!帕|分|姓|货|科|年|强|家争)|万(?!众|物|象|里长城|科|达广场)|亿"
_FACTOR = rf"(?:百(?=[万亿])|千(?=[万亿])|十(?=[万亿]))?(?:万亿|{_NOT_A_FACTOR})"
_MORE = "[多余几]"

NUMBER = re.compile(
    rf"""
    (?P<arabic>{_ARABIC}) (?P<more1>{_MORE}(?=[百千万亿]))? (?P<factor>{_FACTOR})? (?P<more2>[多余])?
  | (?P<pair>(?:[十百千]?(?:一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九))(?:[十百千万亿]+)?)
    (?P<more3>[多余])? (?![{_DIGITS}十百千万亿])
  | (?P<chinese>[{_DIGITS}十百千]+点[{_DIGITS}]+(?:万亿|[万亿])?|[{_DIGITS}十百千万亿]+) (?P<more4>{_MORE})? (?P<factor2>(?<=[多余几])[万亿]+)? (?P<more5>[多余])?
    """,
    re.VERBOSE,
)
_FRACTION = re.compile(rf"(?P<whole>百|千|万|[{_DIGITS}十百]+|\d+)分之(?P<part>{_ARABIC}|{_CHINESE})")
_SLASH = re.compile(r"(?<![\d./A-Za-z-])(?P<part>\d{1,3})/(?P<whole>\d{1,3})(?![\d/.A-Za-z年月日%])")
_TENTHS = re.compile(
    rf"(?P<first>[{_DIGITS}]|十|\d{{1,2}}(?:\.\d)?)(?:[-~—至到](?P<last>[{_DIGITS}]|十|\d))?成(?!立|为|功|果|本|员|交|长|绩|都|熟|品|分|型|就|效|套|形|才|语|不变)"
    rf"(?P<half>半|[{_DIGITS}](?![{_DIGITS}十百千万亿个家项名]))?"
)
_PAIR_TENTHS = re.compile(r"(?P<first>[一二两三四五六七八])(?P<last>[二三四五六七八九])成(?!立|为|功)")
_HALF = re.compile(
    r"(?<!前)(?<!后)(?<!上)(?<!下)(?:一半(?!是|时间|左右的时间)|(?<=[过近超])半数?(?=的|以|$|，|。|；|人|企|受|省|来|数)|半数|一半(?=左右))"
)
_CODE = Decimal(10) ** 18  # a longer number is the number of an invoice or account
_EXACT_DIGITS = 24
_DIGIT_RUN = re.compile(rf"[{_DIGITS[1:]}]{{2}}|^零.")
_VAGUE = re.compile(r"[数几好](?=[十百千万亿])|(?<![第])若干|[十百千万亿]几(?=[个家名])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: `value` (and `upper` of a range), and whether it says "more than that" (十余, 300多)."""

    begin: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    more: bool = False
    percent: bool = False  # value is in per cent: 四成 40, 三分之二 66.6…, 一半 50
    permille: bool = False  # 千分之三
    chinese: bool = False  # written in Chinese characters
    bare: bool = False  # a multiplier alone: 万亿, 千万


def factor(text: str) -> Decimal:
    """Value of a run of multipliers: 千万 → 10000000, 万亿 → 1000000000000."""
    value = Decimal(1)
    for char in text:
        value *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[char]
    return value


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Value of a plain numeral, Arabic or Chinese; None when the characters form none (千百万, 二〇二五).

    Example: `number("一亿五千万")` is 150000000, `number("1,234.5")` is 1234.5.
    """
    text = text.replace(",", "").replace("两", "二").replace("〇", "零")
    if _DIGIT_RUN.search(text.split("点")[0]):
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    if re.fullmatch("[十百千万亿]+", text) and text not in {"十"}:
        return factor(text) if re.fullmatch("十?[百千]?(?:万?亿|万)?", text) and text else None
    core, tail = re.fullmatch(r"(.*?)((?:万亿|[万亿])?)", text).groups()  # type: ignore[union-attr]
    if re.search("[万亿]", core):
        core, tail = text, ""
    try:
        value = Decimal(str(cn2an.cn2an(core, "normal"))) if core else Decimal(1)
    except (ValueError, KeyError, IndexError):  # what cn2an raises on malformed numerals
        return None
    return plain(value * factor(tail))


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros: 1.50E+3 → 1500."""
    if value.adjusted() >= _EXACT_DIGITS:
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numerals of a compact text, left to right, none overlapping.

    Vague ones (数百, 几十) are left out.

    Example: 超七成，1.25万家，两三个 gives 70 per cent, 12500, and 2 to 3.
    """
    taken = 0
    special = sorted([*_shares(text)], key=lambda n: (n.begin, -n.end))
    index = 0
    vague = {m.end() for m in _VAGUE.finditer(text)}
    for m in NUMBER.finditer(text):
        while index < len(special) and special[index].begin <= m.end():
            share = special[index]
            index += 1
            if share.begin >= taken:
                yield share
                taken = share.end
        if m.start() < taken or m.start() in vague:
            continue
        found = _numeral(m)
        if found is not None and found.end > found.begin:
            yield found
            taken = found.end
    for share in special[index:]:
        if share.begin >= taken:
            yield share
            taken = share.end


def _numeral(m: re.Match[str]) -> Numeral | None:
    begin, end = m.span()
    if m["arabic"]:
        value = number(m["arabic"])
        if value is None or value >= _CODE:
            return None
        value = plain(value * factor(m["factor"] or ""))
        return Numeral(begin, end, value, more=bool(m["more1"] or m["more2"]))
    if m["pair"]:
        return _pair(m)
    value = number(m["chinese"])
    if not value:
        return None
    if m["factor2"]:
        value *= factor(m["factor2"])
    if value >= _CODE:
        return None
    more = bool(m["more4"] or m["more5"])
    if m["more4"] == "几" and not m["chinese"].endswith(("十", "百", "千")):
        return None
    bare = bool(re.fullmatch("[百千万亿]+", m["chinese"]))
    return Numeral(begin, end, value, more=more, chinese=True, bare=bare)


def _pair(m: re.Match[str]) -> Numeral | None:
    """两三百 → 200 to 300, 十七八 → 17 to 18."""
    lead, first, last, tail = re.fullmatch(rf"([十百千]?)([{_DIGITS}])([{_DIGITS}])(.*)", m["pair"]).groups()  # type: ignore[union-attr]
    if lead and lead != "十":
        return None
    base = Decimal(10) if lead else Decimal(0)
    scale = factor(tail)
    low, high = number(first), number(last)
    if low is None or high is None:
        return None
    return Numeral(
        *m.span(), (base + low) * scale, (base + high) * scale, more=bool(m["more3"]), chinese=True
    )


def _shares(text: str) -> Iterator[Numeral]:
    """Fractions and tenths, as numbers of per cent or per mille."""
    for m in _FRACTION.finditer(text):
        whole, part = number(m["whole"]), number(m["part"])
        if not whole or part is None:
            continue
        if m["whole"] == "千":
            yield Numeral(*m.span(), part, permille=True, chinese=True)
        else:
            yield Numeral(*m.span(), _percent(part, whole), percent=True, chinese=True)
    for m in _SLASH.finditer(text):
        part, whole = Decimal(m["part"]), Decimal(m["whole"])
        if 0 < part < whole:
            yield Numeral(*m.span(), _percent(part, whole), percent=True)
    for m in _PAIR_TENTHS.finditer(text):
        low, high = number(m["first"]), number(m["last"])
        if low is not None and high is not None and high > low:
            yield Numeral(*m.span(), low * 10, high * 10, percent=True, chinese=True)
    for m in _TENTHS.finditer(text):
        low, high = number(m["first"]), number(m["last"]) if m["last"] else None
        if low is None:
            continue
        half = (
            Decimal(5)
            if m["half"] == "半"
            else (number(m["half"]) or Decimal(0))
            if m["half"]
            else Decimal(0)
        )
        yield Numeral(
            *m.span(), low * 10 + half, high * 10 if high is not None else None, percent=True, chinese=True
        )
    for m in _HALF.finditer(text):
        yield Numeral(*m.span(), Decimal(50), percent=True, chinese=True)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Part of a whole in per cent: exact where it can be, else to 4 decimals."""
    value = part * 100 / whole
    return plain(value.quantize(Decimal("0.0001")))
