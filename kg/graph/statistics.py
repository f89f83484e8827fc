"""Figures as observations of the RDF Data Cube."""

from pyoxigraph import NamedNode

from kg.graph.concepts import write_indicator
from kg.graph.errors import EvidenceError, GraphError
from kg.graph.identifiers import normal_label
from kg.graph.literals import chinese, day, decimal, english, plain
from kg.graph.periods import period_labels
from kg.graph.sheet import Sheet
from kg.graph.terms import (
    KG,
    NIF,
    OWL,
    QB,
    QUDT,
    RDF,
    RDFS,
    SDMX_ATTRIBUTE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SKOS,
    TIME,
)
from kg.graph.units import unit
from kg.records import ArticleFacts, Basis, Period, Statistic

_BASES = {"YearOnYear": KG.YearOnYear, "MonthOnMonth": KG.MonthOnMonth, "AnnualAverage": KG.AnnualAverage}


def write_statistics(sheet: Sheet, facts: ArticleFacts) -> None:
    """Write every figure of an article, and the data set that they all belong to."""
    if not facts.statistics:
        return
    figures = sheet.ids.figures()
    sheet.add(figures, RDF.type, QB.DataSet)
    sheet.add(figures, RDFS.label, chinese("新闻数据"), english("Figures in the news"))
    sheet.add(figures, QB.structure, KG.FigureStructure)
    for statistic in facts.statistics:
        _write_statistic(sheet, facts, statistic)


def _write_statistic(sheet: Sheet, facts: ArticleFacts, statistic: Statistic) -> None:
    """Write one observation, exactly as the graph contract has it."""
    article = facts.article
    stands = article.text[statistic.begin : statistic.end]
    if statistic.text != stands:
        raise EvidenceError(
            f"{sheet.facts.page.source}: article {article.index} has {stands!r} at {statistic.begin}:{statistic.end}, "
            f"not the figure {statistic.text!r}"
        )
    phrase = sheet.string(article, NIF.Phrase, statistic.begin, statistic.end)
    node = _node(sheet, phrase, statistic)
    sheet.add(node, RDF.type, QB.Observation)
    sheet.add(node, QB.dataSet, sheet.ids.figures())
    sheet.add(node, KG.statedAt, phrase)
    sheet.add(node, KG.indicator, write_indicator(sheet, statistic.indicator))
    sheet.add(node, SDMX_MEASURE.obsValue, decimal(statistic.value))
    sheet.add(node, KG.upperValue, decimal(statistic.upper) if statistic.upper is not None else None)
    sheet.add(node, SDMX_ATTRIBUTE.unitMeasure, _unit(sheet, statistic.unit))
    sheet.add(node, KG.measure, KG.ALL[statistic.measure])
    sheet.add(node, KG.comparator, KG.ALL[statistic.comparator])
    sheet.add(node, KG.basis, _basis(sheet, statistic.basis))
    sheet.add(node, SDMX_DIMENSION.refPeriod, _period(sheet, statistic.period) if statistic.period else None)
    sheet.add(
        node, SDMX_DIMENSION.refArea, sheet.entity(statistic.area) if statistic.area is not None else None
    )
    sheet.add(node, KG.reportedBy, sheet.entity(statistic.source) if statistic.source is not None else None)
    sheet.add(node, KG.ruleOf, sheet.entity(statistic.policy) if statistic.policy is not None else None)
    sheet.prove(node, article, statistic.evidence, (statistic.begin, statistic.end))


def _node(sheet: Sheet, phrase: NamedNode, statistic: Statistic) -> NamedNode:
    """The node of a figure: its place on the page and all that tells it from other figures at that place."""
    basis, period = statistic.basis, statistic.period
    content = (
        phrase.value.rpartition("#")[2],
        decimal(statistic.value).value,
        decimal(statistic.upper).value if statistic.upper is not None else None,
        statistic.unit,
        statistic.measure.value,
        statistic.comparator.value,
        normal_label(statistic.indicator),
        f"{basis.start}--{basis.end}" if isinstance(basis, Period) else basis,
        f"{period.start}--{period.end}" if period else None,
        sheet.key(statistic.area) if statistic.area is not None else None,
    )
    return sheet.ids.fact("statistic", sheet.sha, *content)


def _unit(sheet: Sheet, notation: str) -> NamedNode:
    node = sheet.ids.unit(notation)
    entry = unit(notation)
    sheet.add(node, RDF.type, KG.Unit)
    sheet.add(node, SKOS.notation, plain(notation))
    sheet.add(
        node,
        RDFS.label,
        chinese(entry.chinese) if entry.chinese else None,
        english(entry.english) if entry.english else None,
    )
    sheet.add(node, OWL.sameAs, entry.qudt)
    sheet.add(node, QUDT.ucumCode, plain(entry.ucum) if entry.ucum else None)
    return node


def _basis(sheet: Sheet, basis: Basis | None) -> NamedNode | None:
    if basis is None:
        return None
    if isinstance(basis, Period):
        return _period(sheet, basis)
    if basis not in _BASES:
        raise GraphError(
            f"{sheet.facts.page.source}: a figure is compared with {basis!r}; allowed are a period and {', '.join(_BASES)}"
        )
    return _BASES[basis]


def _period(sheet: Sheet, period: Period) -> NamedNode:
    if period.end < period.start:
        raise GraphError(
            f"{sheet.facts.page.source}: a period ends on {period.end}, before it begins on {period.start}"
        )
    node = sheet.ids.period(period.start, period.end)
    zh, en = period_labels(period.start, period.end)
    sheet.add(node, RDF.type, KG.Period, TIME.Interval)
    sheet.add_days(node, period.start, period.end)
    for property, date in ((TIME.hasBeginning, period.start), (TIME.hasEnd, period.end)):
        instant = sheet.ids.day(date)
        sheet.add(node, property, instant)
        sheet.add(instant, RDF.type, TIME.Instant)
        sheet.add(instant, TIME.inXSDDate, day(date))
    sheet.add(node, RDFS.label, chinese(zh), english(en))
    return node
