"""From what a graph says of one node to a typed row: one builder for each kind of thing in the graph contract.

A `Description` is what is said of a node, properties by CURIE, values as text and sorted; whole graphs (`contents`) and
parts of them (`slices`) are read through the same builders.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph.terms import PREFIXES
from kg.publish.rows import (
    ArticleRow,
    EntityRow,
    PeriodRow,
    PostRow,
    QuotationRow,
    Span,
    StatisticRow,
)

TYPES: dict[str, tuple[str, ...]] = {
    "Organization": (
        "GovernmentBody",
        "Company",
        "Institute",
        "Association",
        "Media",
        "InternationalOrganization",
    ),
    "Person": ("Official",),
    "Place": ("Country", "Province", "City", "County", "Region", "Site"),
    "Policy": ("Law", "Regulation", "Notice", "Plan"),
    "Event": (),
}
"""The classes of entities and their subclasses, as local names of the ontology."""

RELATIONS: tuple[str, ...] = (
    "org:subOrganizationOf", "kg:locatedIn", "kg:issuedBy", "kg:basedOn", "kg:amends", "kg:repeals", "kg:transmits",
    "schema:organizer", "kg:cooperatesWith", "kg:investsIn", "org:memberOf", "schema:founder",
)  # fmt: skip
"""Predicates between entities that count even without a statement node; others count when a statement names them."""

ARTICLE_KINDS = ("PhotoCaption", "PublicNotice", "Continuation")
"""Articles that are no stories."""

DETAILS = (
    "kg:documentNumber", "schema:datePublished", "kg:startDate", "kg:endDate", "kg:divisionCode", "kg:countryCode",
    "geo:lat", "geo:long",
)  # fmt: skip
"""Properties of entities that a reader is shown as they are."""

PREDICATE = "rdf:predicate"

UNREAD = ("kg:rule", "kg:direct", "nif:isString", "prov:wasGeneratedBy", "qb:dataSet", "schema:position")
"""Properties that no row is made of, a quarter of all statements: whoever reads a whole graph passes them over."""

Term = NamedNode | BlankNode | Literal
Description = Mapping[str, tuple[str, ...]]


def expand(curie: str) -> str:
    """Return the full IRI of a CURIE: `kg:locatedIn`. Raises KeyError for a prefix that is not in `PREFIXES`."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=4096)
def shorten(iri: str) -> str:
    """Return the CURIE of an IRI when one of `PREFIXES` begins it, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def describe(pairs: Iterable[tuple[NamedNode, Term]]) -> Description:
    """Return the description that predicates and objects make: `kg:postTitle` → (部长,).

    A literal is no predicate: an `rdf:predicate` that is none of the IRIs is left out.
    """
    found: dict[str, list[tuple[bool, str]]] = {}
    for predicate, value in pairs:
        name = shorten(predicate.value)
        if name != PREDICATE or isinstance(value, NamedNode):
            found.setdefault(name, []).append(
                (isinstance(value, Literal) and is_foreign(value.language), value.value)
            )
    return {name: in_order(values) for name, values in found.items()}


def is_foreign(language: str | None) -> bool:
    """Say whether a language tag is of another language than Chinese; what has none is not."""
    return language is not None and not language.startswith("zh")


def in_order(values: list[tuple[bool, str]]) -> tuple[str, ...]:
    """Return texts sorted, those in a foreign language (True) last, each once: the same choice on every run."""
    if len(values) == 1:
        return (values[0][1],)
    return tuple(dict.fromkeys(text for _, text in sorted(values)))


def text(description: Description, curie: str) -> str | None:
    """Return the first value of a property as text (values are sorted, so the choice is stable), None without one."""
    values = description.get(curie)
    return values[0] if values else None


def texts(description: Description, curie: str) -> tuple[str, ...]:
    """Return all values of a property as text."""
    return description.get(curie, ())


def local(iri: str | None) -> str | None:
    """Return the last part of an IRI: `…ontology#Level` is Level."""
    return None if iri is None else iri.rpartition("#")[2].rpartition("/")[2]


def entity_type(description: Description) -> tuple[str, str | None] | None:
    """Return type and subtype of an entity by the local names of its classes, None when it is none of ours."""
    kinds = {local(t) for t in texts(description, "rdf:type")}
    main = next((m for m, subs in TYPES.items() if m in kinds or kinds & set(subs)), None)
    return (main, next((s for s in TYPES[main] if s in kinds), None)) if main else None


def entity_row(iri: str, d: Description) -> EntityRow | None:
    """Read an entity (江苏省, a place and province), None when it has no type of ours."""
    kind = entity_type(d)
    if kind is None:
        return None
    label = text(d, "rdfs:label") or iri
    names = (*texts(d, "rdfs:label"), *texts(d, "skos:altLabel"))
    return EntityRow(
        iri=iri,
        type=kind[0],
        subtype=kind[1],
        label=label,
        aliases=tuple(dict.fromkeys(name for name in names if name != label)),
        same_as=texts(d, "owl:sameAs"),
        details={p: d[p][0] for p in sorted(DETAILS) if p in d},
    )


def span_row(iri: str, d: Description) -> Span | None:
    """Read a sentence, mention or number, None when its place on a page is not said in numbers."""
    page, begin, end, quote = (
        text(d, p) for p in ("nif:referenceContext", "nif:beginIndex", "nif:endIndex", "nif:anchorOf")
    )
    if page is None or begin is None or end is None or quote is None:
        return None
    if not (begin.isdecimal() and end.isdecimal()):
        return None
    return Span(iri, page, int(begin), int(end), quote, text(d, "schema:isPartOf"))


def article_row(iri: str, d: Description) -> ArticleRow:
    """Read an article; its date is the stated one, else the assumed one."""
    stated = text(d, "schema:datePublished")
    kinds = {local(t) for t in texts(d, "rdf:type")}
    return ArticleRow(
        iri=iri,
        kind=next((k for k in ARTICLE_KINDS if k in kinds), None),
        page=text(d, "schema:isPartOf"),
        headline=text(d, "schema:headline"),
        date=stated or text(d, "kg:assumedDate"),
        assumed=stated is None and "kg:assumedDate" in d,
        publisher=text(d, "schema:publisher"),
        authors=texts(d, "schema:author"),
        place=text(d, "schema:locationCreated"),
        url=text(d, "schema:url"),
    )


def post_row(iri: str, d: Description) -> PostRow | None:
    """Read a post, None when nobody holds it."""
    person = text(d, "org:member")
    if person is None:
        return None
    return PostRow(
        iri=iri,
        person=person,
        organization=text(d, "org:organization"),
        title=text(d, "kg:postTitle") or "",
        attested=text(d, "kg:attestedOn"),
        start=text(d, "kg:startDate"),
        end=text(d, "kg:endDate"),
        change=local(text(d, "kg:change")),
        sources=texts(d, "prov:wasDerivedFrom"),
    )


def statement(d: Description) -> tuple[tuple[str, str, str], tuple[str, ...]] | None:
    """Read a statement node: subject, predicate and object as IRIs or text, and its sources; None when it is not whole."""
    s, p, o = (text(d, curie) for curie in ("rdf:subject", PREDICATE, "rdf:object"))
    if s is None or p is None or o is None:
        return None
    return (s, p, o), texts(d, "prov:wasDerivedFrom")


def quotation_row(iri: str, d: Description) -> QuotationRow | None:
    """Read a quotation, None when nobody said it."""
    speaker = text(d, "schema:creator")
    if speaker is None:
        return None
    sources = texts(d, "prov:wasDerivedFrom")
    return QuotationRow(iri, speaker, text(d, "schema:text"), text(d, "schema:isPartOf"), sources)


def period_row(d: Description) -> PeriodRow | None:
    """Read a period (2025年 from 2025-01-01 to 2025-12-31), None when it has neither days nor a name."""
    days = text(d, "kg:startDate"), text(d, "kg:endDate"), text(d, "rdfs:label")
    return PeriodRow(*days) if any(days) else None


def statistic_row(
    iri: str,
    d: Description,
    units: Mapping[str, str],
    periods: Mapping[str, PeriodRow],
    spans: Mapping[str, Span],
) -> StatisticRow | None:
    """Read a figure, None without indicator or value; `units` are notations by IRI, `spans` hold where figures stand."""
    indicator, value = text(d, "kg:indicator"), text(d, "sdmx-measure:obsValue")
    if indicator is None or value is None:
        return None
    unit, basis, stated = text(d, "sdmx-attribute:unitMeasure"), text(d, "kg:basis"), text(d, "kg:statedAt")
    return StatisticRow(
        iri=iri,
        indicator=indicator,
        value=value,
        upper=text(d, "kg:upperValue"),
        unit=units.get(unit, "") if unit else "",
        measure=local(text(d, "kg:measure")),
        comparator=local(text(d, "kg:comparator")),
        basis=(periods.get(basis) or local(basis)) if basis else None,
        period=periods.get(text(d, "sdmx-dimension:refPeriod") or ""),
        area=text(d, "sdmx-dimension:refArea"),
        source=text(d, "kg:reportedBy"),
        policy=text(d, "kg:ruleOf"),
        stated=stated,
        text=spans[stated].text if stated and stated in spans else None,
        sources=texts(d, "prov:wasDerivedFrom"),
    )
