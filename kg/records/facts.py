"""What `extract` understands: facts, each with the characters of the article that state it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kg.records.mentions import Mention, Ref


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence `article.text[begin:end]` that states a fact, and the rule that read it."""

    begin: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Post:
    """A person holds, takes up or leaves a post: title without the organization (副署长)."""

    person: Mention
    title: str
    organization: Ref | None
    evidence: Evidence
    start: date | None = None
    end: date | None = None
    change: str | None = None  # "Appointed" or "Removed"


class Predicate(StrEnum):
    """Relations between two entities; the value is the name used by the guideline."""

    PART_OF = "partOf"
    LOCATED_IN = "locatedIn"
    ISSUED_BY = "issuedBy"
    BASED_ON = "basedOn"
    AMENDS = "amends"
    REPEALS = "repeals"
    TRANSMITS = "transmits"
    HELD_BY = "heldBy"
    COOPERATES_WITH = "cooperatesWith"
    INVESTS_IN = "investsIn"
    MEMBER_OF = "memberOf"
    FOUNDED_BY = "foundedBy"


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` stands in `predicate` to `object`, as the evidence says."""

    subject: Ref
    predicate: Predicate
    object: Ref
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PolicyDetails:
    """Number, date of issue and validity of a policy; its issuers and bases are `Relation`s."""

    policy: Mention
    evidence: Evidence
    document_number: str | None = None  # 国办发〔2020〕3号
    issued: date | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class EventDetails:
    """When an event takes place; place and organizer are `Relation`s."""

    event: Mention
    evidence: Evidence
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a speaker, direct or indirect: `text` is `article.text[begin:end]`."""

    speaker: Mention
    text: str
    begin: int
    end: int
    direct: bool
    evidence: Evidence


class Measure(StrEnum):
    """What a number states; the value is the local name in the ontology."""

    LEVEL = "Level"
    CHANGE_RATE = "ChangeRate"
    ABSOLUTE_CHANGE = "AbsoluteChange"
    SHARE = "Share"
    RANK = "Rank"
    STREAK = "Streak"
    RULE = "Rule"


class Comparator(StrEnum):
    """How the stated number relates to the true one."""

    EXACTLY = "Exactly"
    MORE_THAN = "MoreThan"
    LESS_THAN = "LessThan"
    ABOUT = "About"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed interval of days: 2025年 is 2025-01-01 to 2025-12-31; `label` is a Chinese name for it."""

    start: date
    end: date
    label: str = ""


Basis = str | Period
"""What a change is compared with: "YearOnYear", "MonthOnMonth", "AnnualAverage", or the compared period."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure: `article.text[begin:end]` is the number with its unit as written."""

    article: int
    begin: int
    end: int
    text: str
    value: Decimal
    unit: str  # notation: CNY, %, pp, 倍, 位, 万/亿-free Chinese unit (辆)
    measure: Measure
    comparator: Comparator
    indicator: str
    evidence: Evidence
    upper: Decimal | None = None
    basis: Basis | None = None
    period: Period | None = None
    area: Ref | None = None
    source: Ref | None = None
    policy: Ref | None = None  # the policy whose rule this is
