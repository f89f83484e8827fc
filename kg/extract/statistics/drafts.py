"""A statistic while it is read, and how it is written down."""

from dataclasses import dataclass
from decimal import Decimal

from kg.extract.statistics.indicators.unitless import unit_of
from kg.extract.statistics.reading import Reading, Sentence
from kg.extract.statistics.values.figures import Figure
from kg.records import Basis, Comparator, Evidence, Measure, Mention, Period, Ref, Statistic

_NAMELESS = "数值"


@dataclass(slots=True)
class Draft:
    """A statistic before it is written down, in offsets of the compact view."""

    figure: Figure
    sentence: Sentence
    value: Decimal
    upper: Decimal | None
    measure: Measure
    comparator: Comparator
    indicator: str
    rule: str
    basis: Basis | None
    period: Period | None
    area: Ref | None
    source: Ref | None
    policy: Mention | None = None

    @property
    def kind_of_level(self) -> bool:
        """Whether it states a level or a rank, which a change in the same unit may speak of."""
        return self.measure in {Measure.LEVEL, Measure.RANK}


def record(reading: Reading, draft: Draft) -> Statistic:
    """Write a draft down, in offsets of the article."""
    begin, end = reading.view.span(draft.figure.begin, draft.figure.end)
    first, last = reading.view.span(draft.sentence.begin, draft.sentence.end)
    article = reading.article
    text = article.text[first:last]
    first += len(text) - len(text.lstrip())
    last -= len(text) - len(text.rstrip())
    return Statistic(
        article=article.index, begin=begin, end=end, text=article.text[begin:end], value=draft.value,
        unit=draft.figure.unit or unit_of(draft.indicator), measure=draft.measure, comparator=draft.comparator,
        indicator=draft.indicator or _NAMELESS,
        evidence=Evidence(first, max(last, end), draft.rule), upper=draft.upper, basis=draft.basis, period=draft.period,
        area=draft.area, source=draft.source, policy=draft.policy,
    )  # fmt: skip
