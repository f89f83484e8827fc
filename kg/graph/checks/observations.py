"""The figures of a store, as the checks read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from kg.graph.checks.naming import canonical
from kg.graph.checks.rounding import Interval, interval
from kg.graph.queries import Cell, select
from kg.graph.store import GraphStore
from kg.graph.terms import KG
from kg.records import Basis, Comparator, Measure, Period

_QUERY = """
SELECT ?node ?indicator ?value ?upper ?unit ?measure ?comparator ?basis ?basisStart ?basisEnd ?start ?end ?area
  ?text ?begin ?sentence ?sentenceBegin ?article ?stated ?assumed ?source WHERE {
  ?node a qb:Observation ;
    kg:indicator ?indicator ;
    sdmx-measure:obsValue ?value ;
    sdmx-attribute:unitMeasure/skos:notation ?unit ;
    kg:measure ?measure ;
    kg:comparator ?comparator ;
    kg:statedAt ?phrase ;
    prov:wasDerivedFrom ?proof .
  ?phrase nif:anchorOf ?text ; nif:beginIndex ?begin ; schema:isPartOf ?article .
  ?proof nif:anchorOf ?sentence ; nif:beginIndex ?sentenceBegin .
  ?article schema:isPartOf/dcterms:source ?source .
  OPTIONAL { ?article schema:datePublished ?stated }
  OPTIONAL { ?article kg:assumedDate ?assumed }
  OPTIONAL { ?node kg:upperValue ?upper }
  OPTIONAL { ?node kg:basis ?basis . OPTIONAL { ?basis kg:startDate ?basisStart ; kg:endDate ?basisEnd } }
  OPTIONAL { ?node sdmx-dimension:refPeriod ?period . ?period kg:startDate ?start ; kg:endDate ?end }
  OPTIONAL { ?node sdmx-dimension:refArea ?area }
}
"""

_LABELS = """
SELECT ?node ?label WHERE {
  { SELECT DISTINCT ?node WHERE { { ?x kg:indicator ?node } UNION { ?x sdmx-dimension:refArea ?node } } }
  ?node rdfs:label ?label
}
"""
"""Names are asked apart: many figures share them, and every one is looked up on its own."""

_ORDER = ("source", "begin", "node", "stated", "assumed", "areaLabel", "sentenceBegin")


@dataclass(frozen=True)
class Figure:
    """One observation with what stands around it.

    `text` is the number as written and `sentence` the quote that proves it (both of the page, from the character offsets
    `begin` and `sentence_begin`); `source` is the page's file name or address, `node` and `article` are IRIs, and so is
    `area`; `published` is the article's date, and `dated` says whether the page states it.
    """

    node: str
    indicator: str
    value: Decimal
    upper: Decimal | None
    unit: str
    measure: Measure
    comparator: Comparator
    basis: Basis | None
    period: Period | None
    area: str | None
    area_label: str | None
    text: str
    begin: int
    sentence: str
    sentence_begin: int
    article: str
    published: date | None
    dated: bool
    source: str

    @cached_property
    def name(self) -> str:
        """What the figure measures, as one name for all wordings of it: see `naming.canonical`."""
        return canonical(self.indicator, self.area_label)

    @cached_property
    def interval(self) -> Interval:
        """What the number allows the true value to be."""
        return interval(self.text, self.value, self.comparator)

    @property
    def exact(self) -> bool:
        """Whether the number is stated without 超, 约 and the like, and is no range."""
        return self.comparator is Comparator.EXACTLY and self.upper is None

    @property
    def lead(self) -> str:
        """The part of the sentence before the number."""
        return self.sentence[: self.offset]

    @property
    def offset(self) -> int:
        """Where the number begins in its sentence."""
        return max(0, min(len(self.sentence), self.begin - self.sentence_begin))

    @property
    def written(self) -> str:
        """The number in one line, a fall with its minus: 3.5% after 下降 is -3.5%."""
        text = "".join(self.text.split())
        return f"-{text}" if self.value < 0 and text[:1] not in "-−－负" else text


def figures(store: GraphStore) -> list[Figure]:
    """Return every observation of a store once, in the order of pages and of their text.

    An observation of a page that came from two sources speaks for the first of them.
    """
    labels = _labels(store)
    found: dict[str, tuple[tuple[object, ...], dict[str, Cell]]] = {}
    for row in select(store, _QUERY).records():
        node, indicator = str(row["node"]), labels.get(str(row["indicator"]))
        if indicator is None:
            continue
        row |= {"indicator": indicator, "areaLabel": labels.get(str(row["area"]))}
        place = tuple(_sortable(row[column]) for column in _ORDER)
        if node not in found or place < found[node][0]:
            found[node] = (place, row)
    return [_figure(row) for _, row in sorted(found.values(), key=lambda told: told[0])]


def _labels(store: GraphStore) -> dict[str, str]:
    """The names of indicators and areas by IRI; of several, the first in order."""
    rows = sorted((str(node), str(label)) for node, label in select(store, _LABELS).rows)
    return dict(reversed(rows))


def _sortable(cell: Cell) -> tuple[bool, int | Decimal, str]:
    number = cell if isinstance(cell, int | Decimal) else 0
    return (cell is None, number, "" if cell is None else str(cell))


def _figure(row: dict[str, Cell]) -> Figure:
    return Figure(
        node=str(row["node"]),
        indicator=str(row["indicator"]),
        value=Decimal(str(row["value"])),
        upper=Decimal(str(row["upper"])) if row["upper"] is not None else None,
        unit=str(row["unit"]),
        measure=Measure(_local(row["measure"])),
        comparator=Comparator(_local(row["comparator"])),
        basis=_period(row["basisStart"], row["basisEnd"]) or (_local(row["basis"]) if row["basis"] else None),
        period=_period(row["start"], row["end"]),
        area=_text(row["area"]),
        area_label=_text(row["areaLabel"]),
        text=str(row["text"]),
        begin=int(str(row["begin"])),
        sentence=str(row["sentence"]),
        sentence_begin=int(str(row["sentenceBegin"])),
        article=str(row["article"]),
        published=_day(row["stated"] or row["assumed"]),
        dated=row["stated"] is not None,
        source=str(row["source"]),
    )


def _local(term: Cell) -> str:
    return str(term).removeprefix(KG.IRI)


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _day(cell: Cell) -> date | None:
    return None if cell is None else date.fromisoformat(str(cell))


def _period(start: Cell, end: Cell) -> Period | None:
    first, last = _day(start), _day(end)
    return Period(first, last) if first and last else None
