"""Figures as people write them: 45.47万亿元, 同比 +3.8%, 约200家; and in English CNY 45.47 trillion."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.serve.pages.language import Tongue

Figure = dict[str, Any]
"""An observation as `Reader.figure` gives it."""

_UNITS = {
    "CNY": ("元", "CNY"), "USD": ("美元", "USD"), "EUR": ("欧元", "EUR"), "JPY": ("日元", "JPY"), "HKD": ("港元", "HKD"),
    "GBP": ("英镑", "GBP"), "pp": ("个百分点", "pp"),
}  # fmt: skip
_BEFORE = {"MoreThan": ("超", "> "), "LessThan": ("不足", "< "), "About": ("约", "≈ ")}
_STEPS_ZH = ((12, "万亿"), (8, "亿"), (4, "万"))
_STEPS_EN = ((12, " trillion"), (9, " billion"), (6, " million"))
_CHANGES = {"ChangeRate", "AbsoluteChange"}


def number(text: str) -> Decimal | None:
    """Return a decimal as the graph writes it, None for what is no finite number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < 40 else None


def big(value: Decimal, t: Tongue) -> str:
    """Return a number in readable size. Example: 45470000000000 is 45.47万亿, in English 45.47 trillion."""
    for power, word in _STEPS_ZH if t.language == "zh" else _STEPS_EN:
        if abs(value) >= Decimal(10) ** power:
            return _plain(value.scaleb(-power)) + word
    return _plain(value)


def _plain(value: Decimal) -> str:
    digits = f"{value:.6f}" if abs(value) >= Decimal("0.000001") else f"{value:f}"
    short = digits.rstrip("0").rstrip(".") if "." in digits else digits
    whole, _, rest = short.partition(".")
    grouped = f"{int(whole):,}" if len(whole.lstrip("-")) > 4 else whole
    return f"{grouped}.{rest}" if rest else grouped


def unit_text(unit: str, t: Tongue) -> str:
    """Return a unit in words: CNY is 元."""
    return t.pick(*_UNITS[unit]) if unit in _UNITS else unit


def amount(text: str, figure: Figure, t: Tongue) -> str:
    """Return one value of a figure with its unit: 3.8%, 26.99万亿元, 第3; text that is no number as it stands."""
    value, unit = number(text), unit_text(figure["unit"], t)
    if value is None:
        return text
    if figure["measure"] == "Rank":
        return t("rank.of", n=_plain(value)) + t.pick("", f" {unit}")
    digits = big(value, t)
    if value > 0 and figure["measure"] in _CHANGES and figure["unit"] not in {"倍"}:
        digits = f"+{digits}"
    if unit == "%" or t.language == "zh" or not unit:
        return digits + unit
    return f"{digits} {unit}"


def value_text(figure: Figure, t: Tongue) -> str:
    """Return a figure's value as it was stated: 超45.47万亿元, 5%–6%."""
    before = t.pick(*_BEFORE[figure["comparator"]]) if figure["comparator"] in _BEFORE else ""
    upper = f"–{amount(figure['upper'], figure, t)}" if figure["upper"] else ""
    return before + amount(figure["value"], figure, t) + upper


def basis_text(figure: Figure, t: Tongue) -> str:
    """Return what a change is compared with: 同比, 较2020年; for other measures their name; nothing for a plain level."""
    if figure["base"]:
        return t("against", period=figure["base"][t.language])
    if figure["basis"]:
        return t.maybe(figure["basis"])
    return "" if figure["measure"] in {"Level", None} else t.maybe(figure["measure"])


def period_text(figure: Figure, t: Tongue) -> str:
    """Return a figure's period in words: 2025年, 2025; nothing when none is stated."""
    return str(figure["period"][t.language]) if figure["period"] else ""


def worded(figure: Figure, t: Tongue) -> Figure:
    """Return a figure with its words: `value_text`, `basis_text`, `period_text`."""
    return figure | {
        "value_text": value_text(figure, t),
        "basis_text": basis_text(figure, t),
        "period_text": period_text(figure, t),
    }


def told_once(figures: Iterable[Figure]) -> list[Figure]:
    """Join figures that state the same with the same source; their evidence comes together."""
    found: dict[str, Figure] = {}
    for figure in figures:
        same = {key: value for key, value in figure.items() if key not in _OWN}
        key = repr(sorted(same.items(), key=lambda item: item[0]))
        if key in found:
            found[key]["quotes"] += figure["quotes"]
        else:
            found[key] = figure | {"quotes": list(figure["quotes"])}
    return list(found.values())


_OWN = {"iri", "href", "stated", "text", "quotes"}
"""What two statements of one figure do not share."""
