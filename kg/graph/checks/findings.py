"""What a check finds, and the rules with their written tolerances."""

from dataclasses import dataclass
from enum import StrEnum

from kg.graph.checks.observations import Figure


class Severity(StrEnum):
    """How grave a finding is, gravest first; the value is the local name in the ontology."""

    DISAGREEMENT = "Disagreement"
    IMPOSSIBLE = "Impossible"
    REVISION = "Revision"
    AGREEMENT = "Agreement"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the checks: what it holds figures to, and how much it lets pass."""

    name: str
    english: str
    chinese: str
    tolerance: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say of each other.

    `figures` are the observations it speaks of, the one in question first; the message is in two languages.
    """

    rule: Rule
    severity: Severity
    figures: tuple[Figure, ...]
    message: str
    message_zh: str

    @property
    def nodes(self) -> frozenset[str]:
        """IRIs of the observations."""
        return frozenset(figure.node for figure in self.figures)


_ROUNDING = (
    "the rounding of the last printed digit of every figure, carried through the arithmetic (see rounding.py)"
)

GROWTH = Rule(
    "growth-of-level",
    "A rate of growth follows from the level and the level of the period it is compared with.",
    "增速应与本期、基期水平相符。",
    f"{_ROUNDING}; not asked of indicators whose growth is published at constant prices or on a comparable scope",
)
CHANGE = Rule(
    "change-of-level",
    "An absolute change is the difference of the two levels; with the level it gives the rate stated beside it.",
    "增减量应等于两期水平之差，并与同句增速相符。",
    _ROUNDING,
)
SPAN = Rule(
    "from-to",
    "A rate stated with 由…到… follows from the two levels it joins.",
    "“由……到……”两端数值应与同句增速相符。",
    f"{_ROUNDING}; N倍 may be read as growth by N or to N times",
)
GAP = Rule(
    "gap-of-rates",
    "A gap of percentage points lies between the two rates it is stated of.",
    "“高于……百分点”应等于两个增速之差。",
    _ROUNDING,
)
SUM = Rule("sum-of-parts", "Parts that make up a whole add up to it.", "各部分之和应等于总量。", _ROUNDING)
PART = Rule(
    "part-of-whole",
    "A part named after 其中 is not larger than its whole.",
    "“其中”项不应大于总量。",
    _ROUNDING,
)
SHARE = Rule(
    "share-of-whole",
    "A share is the part's level divided by the whole's.",
    "占比应等于部分除以整体。",
    _ROUNDING,
)
SHARE_SUM = Rule(
    "shares-of-one-whole",
    "Shares of one whole that exclude each other add up to 100 % at most.",
    "同一整体互斥部分的占比之和不应超过100%。",
    _ROUNDING,
)
SHARE_RANGE = Rule(
    "share-within-whole", "A share of a whole lies between 0 and 100 %.", "占比应在0到100%之间。", "none"
)
FALL = Rule(
    "fall-within-whole",
    "Nothing that is counted or paid falls by more than 100 %.",
    "降幅不应超过100%。",
    "none; profits and balances, which can turn negative, are not asked",
)
PERIOD = Rule(
    "period-in-order", "A period does not end before it begins.", "时期的结束不应早于开始。", "none"
)
FUTURE = Rule(
    "period-in-past",
    "A figure reported as a result is of a period that had begun when the article appeared.",
    "已实现的数据，其时期不应晚于报道日期。",
    "one day, for time zones; asked only of articles that state their date and sentences that name the period",
)
TWO_ARTICLES = Rule(
    "one-figure-two-articles",
    "Two articles give one indicator, period, area, unit, measure and basis the same value.",
    "不同报道中同一指标、时期、地区、单位、口径的数值应一致。",
    f"{_ROUNDING}; 超, 不足 and 约 open the number to that side",
)
UNITS = Rule(
    "one-change-two-units",
    "Two articles give one change of a count the same unit.",
    "不同报道中同一变动量的单位应一致。",
    "none",
)
STREAK = Rule(
    "streak-beginning",
    "Two articles that report one streak have it begin at the same time.",
    "不同报道中同一连续期应始于同一时间。",
    "none; asked of whole years, quarters and months",
)
STREAK_SIGN = Rule(
    "streak-and-rate",
    "A streak of growth does not end in a period for which a fall is stated.",
    "称连续增长者，当期不应为下降（反之亦然）。",
    "none",
)

RULES: tuple[Rule, ...] = (
    GROWTH, CHANGE, SPAN, GAP, SUM, PART, SHARE, SHARE_SUM, SHARE_RANGE, FALL, PERIOD, FUTURE, TWO_ARTICLES, UNITS, STREAK, STREAK_SIGN,
)  # fmt: skip
"""Every rule, in the order in which `kg check --rules` prints them."""
