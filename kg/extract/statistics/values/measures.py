"""What a number states: level, growth, change, share, rank, streak or rule, with its sign and what it is compared with."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.statistics import patterns as p
from kg.extract.statistics.indicators.phrases import clean
from kg.extract.statistics.indicators.tails import Tail
from kg.extract.statistics.values.figures import Chain, Figure
from kg.records import Comparator, Measure

_STREAK_COUNT = frozenset(
    [
        "年",
        "个月",
        "个季度",
        "天",
        "日",
        "周",
        "次",
        "届",
        "个交易日",
        "场",
        "个工作日",
        "轮",
        "个赛季",
        "期",
        "个财年",
        "季",
    ]
)
_COMPARED_WITH = re.compile(
    r"(?:只有|仅有|仅为|仅是|只是|相当于|不高于|(?<!不)低于)[^，。；占]{2,16}的(?:约|近)?$"
)
_SHARE_RIGHT = re.compile(
    r"^(?:以上|左右)?的?(?:来自|受访|企业|人|居民|家庭|消费者|网民|用户|选民|市民|学生|农户|农民|村|县|高速|产品|项目|股|债|份|观众|员工|上市|乡|镇|省|城|地区|国家|样本|企|车|外贸|股权|股份|权益|市场|国土|土地|耕地|面积|资金|收入|资产|人口|受调查|被调查|调查)"
)
_CHANGED_AMOUNT = re.compile(r"(?:净增加?|净减少?|净流入|净流出)$")
_SHARE_ACROSS = re.compile(r"占(?!有|用|地|据|比)到?(?P<whole>[^，。；从由\ue000-\uf8ff]{2,30})的$")
_BOUND_OF_WHOLE = re.compile(
    r"(?:(?P<more>不得低于|不得少于|不低于|不少于|至少|(?<![不得能])超过|(?<![不得能])超(?!过)|逾)|(?P<less>不得超过|不得高于|不能超过|不超过|不高于|不足|不到|不及))[^，。；]{2,16}的$"
)
_RATE_AFTER = re.compile(r"^的(?:年均|平均)?(?:增长率|增速|增幅|涨幅|升幅|跌幅|降幅)")
_LOSS = re.compile(r"(?:减少|下降|净减少|降低|少)$")


@dataclass(slots=True)
class Reading:
    """The measure of a chain: what its numbers state and the sign they carry."""

    measure: Measure
    sign: int = 1
    rule: str = ""
    growth: bool = False


def measure(chain: Chain, tail: Tail, figure: Figure, head: str, previous: Measure | None) -> Reading:
    """Decide what a figure states.

    Example: in 占进出口总值的比重提升至48% the number is a share, in 出口增长5% a growth rate.
    """
    if figure.kind == "rank":
        return Reading(Measure.RANK, rule="rank")
    if figure.kind == "run" or _streak(chain, tail, figure):
        return Reading(Measure.STREAK, rule="streak")
    if figure.unit in {"%", "‰"}:
        return _percent(chain, tail, figure, head, previous)
    if figure.unit in {"pp", "基点", "千分点"}:
        return _points(tail)
    if figure.degree == "番":
        return Reading(Measure.CHANGE_RATE, rule="times.doubled")
    if figure.unit == "倍":
        return (
            Reading(Measure.CHANGE_RATE, tail.sign, "times.growth")
            if tail.sign and not tail.target
            else Reading(Measure.LEVEL, rule="times")
        )
    return _amount(tail, figure, chain)


def _streak(chain: Chain, tail: Tail, figure: Figure) -> bool:
    if figure.unit not in _STREAK_COUNT:
        return False
    return tail.streak or bool(
        p.STREAK_RIGHT.match(chain.right) and re.search(r"(?:创|至|到|达|为|近|是)", chain.left[-6:])
    )


def _percent(chain: Chain, tail: Tail, figure: Figure, head: str, previous: Measure | None) -> Reading:
    if tail.progress:
        return Reading(Measure.LEVEL, rule="progress")
    if tail.difference:
        return _difference(chain)
    if tail.fact:
        return Reading(Measure.CHANGE_RATE, tail.sign, "rate.fact")
    if _COMPARED_WITH.search(chain.left):
        return Reading(Measure.LEVEL, rule="ratio")
    if tail.whole is not None and not tail.sign:
        return Reading(Measure.SHARE, rule="share.of")
    if not tail.sign and tail.whole is None and (m := _SHARE_ACROSS.search(chain.before)):
        tail.whole, tail.core = m["whole"], chain.before[: m.start()]
        return Reading(Measure.SHARE, rule="share.of")
    subject = tail.core or head
    if tail.target:
        return _ratio_level(subject, tail, previous)
    if tail.sign:
        return Reading(Measure.CHANGE_RATE, tail.sign, "rate.verb")
    if (tail.year_on_year or tail.month_on_month or tail.annual) and not p.SHARE_NOUN.search(tail.core):
        return Reading(Measure.CHANGE_RATE, 1, "rate.compared")
    if m := re.match(
        r"^的?(?:年均)?(?P<how>[^，。；]{0,4}?(?:增长|增幅|涨幅|升幅|增速|上涨|跌幅|降幅|下降|下跌|下滑))(?![到至为了])(?![^，。]*率)",
        chain.right,
    ):
        return Reading(Measure.CHANGE_RATE, -1 if p.FALL.search(m["how"]) else 1, "rate.after")
    if m := re.match(r"^的?[^，。；]{0,3}(?:升幅|涨幅|增幅|跌幅|降幅)", chain.right):
        return Reading(Measure.CHANGE_RATE, -1 if p.FALL.search(m[0]) else 1, "rate.after")
    return _ratio_level(subject, tail, previous, chain, figure)


def _difference(chain: Chain) -> Reading:
    """低于去年平均6.6%的增速: the number is the growth compared with, no difference."""
    if m := _RATE_AFTER.match(chain.right):
        return Reading(Measure.CHANGE_RATE, -1 if p.FALL.search(m[0]) else 1, "rate.after")
    return Reading(Measure.LEVEL, rule="difference")


def _ratio_level(
    subject: str,
    tail: Tail,
    previous: Measure | None,
    chain: Chain | None = None,
    figure: Figure | None = None,
) -> Reading:
    subject = subject.rstrip("”）)、， ")
    if tail.target and previous is Measure.SHARE and not tail.core.strip("，、 "):
        return Reading(Measure.SHARE, rule="share.target")
    if p.NOT_SHARE_NOUN.search(subject):
        return Reading(Measure.LEVEL, rule="level.rate")
    if p.SHARE_NOUN.search(subject) or tail.share_noun or tail.whole:
        return Reading(Measure.SHARE, rule="share.noun")
    numeral = figure.quantity.numeral if figure and figure.quantity else None
    if numeral is not None and numeral.percent:
        return Reading(Measure.SHARE, rule="share.fraction")
    if chain is not None and (
        _SHARE_RIGHT.match(chain.right)
        or (re.match(r"^的?[^\s，。；、]{2,}", chain.right) and not clean(tail.core))
    ):
        return Reading(Measure.SHARE, rule="share.part")
    if (
        previous in {Measure.SHARE, Measure.CHANGE_RATE}
        and not tail.core
        and chain is not None
        and not chain.right
    ):
        return Reading(previous, rule="as.before")
    return Reading(Measure.LEVEL, rule="level.percent")


def _points(tail: Tail) -> Reading:
    if tail.difference:
        return Reading(Measure.LEVEL, rule="difference")
    if tail.lift:
        return Reading(Measure.ABSOLUTE_CHANGE, tail.sign or 1, "lift")
    if tail.target and not tail.sign:
        return Reading(Measure.LEVEL, rule="level.points")
    return Reading(Measure.ABSOLUTE_CHANGE, tail.sign or 1, "points")


def _amount(tail: Tail, figure: Figure, chain: Chain) -> Reading:
    if tail.target:
        return Reading(Measure.LEVEL, rule="level.target")
    if tail.fact and figure.unit_kind in {"money", "counter"}:
        return Reading(Measure.ABSOLUTE_CHANGE, tail.sign, "change.fact")
    if tail.difference:
        return Reading(Measure.LEVEL, rule="difference")
    if tail.sign:
        return Reading(Measure.ABSOLUTE_CHANGE, tail.sign, "change.verb")
    if p.AMOUNT_OF_CHANGE.search(tail.core) and not tail.core.endswith("增加值"):
        return Reading(Measure.ABSOLUTE_CHANGE, 1, "change.noun")
    if m := _CHANGED_AMOUNT.search(tail.core):
        return Reading(Measure.ABSOLUTE_CHANGE, -1 if _LOSS.search(m[0]) else 1, "change.net")
    return Reading(Measure.LEVEL, rule="level")


def comparator(figure: Figure, chain: Chain, as_rule: bool) -> Comparator:
    """How the number relates to the true one: 超, 不足, 约."""
    if figure.bound == "about" and re.search(r"创下?$", chain.left):
        return Comparator.EXACTLY
    if figure.unit_kind == "time" and re.match(r"内(?![容部外地])", chain.right):
        return Comparator.LESS_THAN
    if figure.bound is None and re.search(
        r"(?:约|近|大约|接近)(?:占|为|合|达|相当于)[^，。；]{0,12}$", chain.left
    ):
        return Comparator.ABOUT
    if figure.bound is None and (m := _BOUND_OF_WHOLE.search(chain.left)):
        return Comparator.MORE_THAN if m["more"] else Comparator.LESS_THAN
    if figure.bound:
        return {"more": Comparator.MORE_THAN, "less": Comparator.LESS_THAN, "about": Comparator.ABOUT}[
            figure.bound
        ]
    if figure.kind == "rank" and re.match(r"^[^，。；]{0,12}之列", chain.right):
        return Comparator.LESS_THAN
    if as_rule and re.match(r"(?:范围)?内(?:禁止|不得|严禁)", chain.right):
        return Comparator.LESS_THAN
    if figure.bound is None and re.search(
        r"(?:至少|最少|最低)(?:也)?(?:要|需|应|得)?(?:达到?)?$", chain.left
    ):
        return Comparator.MORE_THAN
    if as_rule and re.search(r"(?:最高|最多|上限|不超过)[^，。；]{0,6}$", chain.left):
        return Comparator.LESS_THAN
    if as_rule and re.search(r"(?:最低|至少|下限|不低于)[^，。；]{0,6}$", chain.left):
        return Comparator.MORE_THAN
    if (
        re.search(r"(?:首破|突破|超过|迈上|首超|超出)了?[^，。；、]{0,3}$", chain.left[-6:])
        and figure.kind == "amount"
    ):
        return Comparator.MORE_THAN
    return Comparator.EXACTLY


def bounds(figure: Figure, sign: int) -> tuple[Decimal, Decimal | None]:
    """The lower and the upper number of a figure, signed: 下降2至3天 is -3 to -2."""
    if figure.upper is None:
        return signed(figure.value, sign), None
    return tuple(sorted((signed(figure.value, sign), signed(figure.upper, sign))))  # type: ignore[return-value]


def signed(value: Decimal, sign: int) -> Decimal:
    """The value with the sign of a fall."""
    return -value if sign < 0 else value
