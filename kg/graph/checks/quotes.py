"""What the words around a number say about it: forecast or result, beside which other numbers."""

import re
from collections.abc import Iterable

from kg.graph.checks.observations import Figure
from kg.records import Measure

# Words of plan, forecast and condition before a number. 将 only as "will" (not 将近, 将士); 拟 only as "is to" (not 模拟).
_FORECAST = re.compile(
    r"预计|预测|预期|预估|力争|目标|有望|展望|争取|(?<![虚模])拟|规划|计划|安排|可达|将(?!近|士|军|领|乐)|或(?:达|超|将)|到20\d\d年|至20\d\d年底?(?:，|,)?(?:建成|达)|希望|要求|如果|假如|若(?!干)"
)
# Words after a number that make it an aim: 3%左右的预期目标.
_AIM = re.compile(r"[^，。；,;]{0,8}(?:目标|任务|预期|规划|计划|上限|限额)")
# Counts of disasters and the quotations of a market: later reports give other values without contradiction.
_LIVING = re.compile(
    r"死|遇难|受伤|伤者|失踪|伤亡|感染|确诊|病例|被困|疏散|转移|救出|逮捕|抓获|袭击|报收|收盘|收报|收于|收市|开盘|报每|最高点|最低点"
)


def realised(figure: Figure) -> bool:
    """Say whether a figure is told as a result: no word of plan or forecast leads to it (预计, 力争, 将) or names it (目标)."""
    after = figure.sentence[figure.offset + len(figure.text) :]
    return not _FORECAST.search(figure.lead) and not _AIM.match(after)


def still_moving(figure: Figure) -> bool:
    """Say whether a number moves from hour to hour, as those of disasters and markets do: two values are no contradiction."""
    return bool(_LIVING.search(figure.indicator))


def same_sentence(first: Figure, second: Figure) -> bool:
    """Say whether two figures stand in one sentence of one article."""
    return (
        first.article == second.article
        and first.sentence_begin == second.sentence_begin
        and first.sentence == second.sentence
    )


def nearest_before(figure: Figure, others: Iterable[Figure]) -> Figure | None:
    """Return the last of the others that stands before a figure, in its own sentence."""
    before = [other for other in others if same_sentence(figure, other) and other.begin < figure.begin]
    return max(before, key=lambda other: other.begin, default=None)


def clause_before(figure: Figure) -> str:
    """Return the words between the last comma or stop before a number and the number."""
    return re.split(r"[，。；;,！？\n]", figure.lead)[-1]


def is_amount(figure: Figure) -> bool:
    """Say whether a figure is an exact level that can be added and divided."""
    return (
        figure.measure is Measure.LEVEL
        and figure.exact
        and figure.value > 0
        and figure.unit not in {"%", "pp", "位"}
    )
