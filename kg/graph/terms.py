"""Every term the graph is written in, as pyoxigraph nodes. A misspelt one fails in mypy and at run time.

`kg:` is held against `ontology/jingwei.ttl` in both directions by a test; the other vocabularies list only what is used.
"""

from typing import ClassVar

from pyoxigraph import NamedNode


class Vocabulary:
    """A closed namespace: the annotated names of a subclass become its terms, and there are no others.

    Example: `KG.Official` is `<https://w3id.org/jingwei/ontology#Official>` (官员); `KG.Offical` raises AttributeError.
    """

    PREFIX: ClassVar[str]
    IRI: ClassVar[str]
    ALL: ClassVar[dict[str, NamedNode]]

    def __init_subclass__(cls, *, prefix: str, iri: str) -> None:
        """Make the terms `iri + name` for every annotated name."""
        cls.PREFIX, cls.IRI = prefix, iri
        cls.ALL = {name: NamedNode(iri + name) for name in cls.__annotations__}
        for name, node in cls.ALL.items():
            setattr(cls, name, node)
        VOCABULARIES[prefix] = cls


VOCABULARIES: dict[str, type[Vocabulary]] = {}
"""Every vocabulary by its prefix."""


class KG(Vocabulary, prefix="kg", iri="https://w3id.org/jingwei/ontology#"):
    """Jingwei's own terms; `ontology/jingwei.ttl` says what each means."""

    # pages and articles
    Page: NamedNode
    Graph: NamedNode
    PhotoCaption: NamedNode
    PublicNotice: NamedNode
    Continuation: NamedNode
    assumedDate: NamedNode
    # entities
    Entity: NamedNode
    Organization: NamedNode
    GovernmentBody: NamedNode
    Company: NamedNode
    Institute: NamedNode
    Association: NamedNode
    Media: NamedNode
    InternationalOrganization: NamedNode
    Person: NamedNode
    Official: NamedNode
    Place: NamedNode
    Country: NamedNode
    Province: NamedNode
    City: NamedNode
    County: NamedNode
    Region: NamedNode
    Site: NamedNode
    Policy: NamedNode
    Law: NamedNode
    Regulation: NamedNode
    Notice: NamedNode
    Plan: NamedNode
    Event: NamedNode
    divisionCode: NamedNode
    countryCode: NamedNode
    # relations
    locatedIn: NamedNode
    within: NamedNode
    issuedBy: NamedNode
    basedOn: NamedNode
    amends: NamedNode
    repeals: NamedNode
    transmits: NamedNode
    cooperatesWith: NamedNode
    investsIn: NamedNode
    # posts, policies, events, periods
    postTitle: NamedNode
    attestedOn: NamedNode
    startDate: NamedNode
    endDate: NamedNode
    change: NamedNode
    Change: NamedNode
    Appointed: NamedNode
    Removed: NamedNode
    documentNumber: NamedNode
    # quotations
    direct: NamedNode
    # statistics
    Indicator: NamedNode
    Unit: NamedNode
    Period: NamedNode
    Measure: NamedNode
    Level: NamedNode
    ChangeRate: NamedNode
    AbsoluteChange: NamedNode
    Share: NamedNode
    Rank: NamedNode
    Streak: NamedNode
    Rule: NamedNode
    Basis: NamedNode
    YearOnYear: NamedNode
    MonthOnMonth: NamedNode
    AnnualAverage: NamedNode
    Comparator: NamedNode
    Exactly: NamedNode
    MoreThan: NamedNode
    LessThan: NamedNode
    About: NamedNode
    indicator: NamedNode
    measure: NamedNode
    basis: NamedNode
    comparator: NamedNode
    upperValue: NamedNode
    reportedBy: NamedNode
    ruleOf: NamedNode
    statedAt: NamedNode
    IndicatorScheme: NamedNode
    MeasureScheme: NamedNode
    FigureStructure: NamedNode
    # findings about statistics
    Finding: NamedNode
    Severity: NamedNode
    Disagreement: NamedNode
    Impossible: NamedNode
    Revision: NamedNode
    Agreement: NamedNode
    severity: NamedNode
    concerns: NamedNode
    tolerance: NamedNode
    # evidence and runs
    Run: NamedNode
    probability: NamedNode
    representedBy: NamedNode
    rule: NamedNode
    parameter: NamedNode
    model: NamedNode


class RDF(Vocabulary, prefix="rdf", iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF itself."""

    type: NamedNode
    Statement: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    langString: NamedNode


class RDFS(Vocabulary, prefix="rdfs", iri="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: NamedNode
    comment: NamedNode
    subClassOf: NamedNode
    subPropertyOf: NamedNode
    range: NamedNode


class OWL(Vocabulary, prefix="owl", iri="http://www.w3.org/2002/07/owl#"):
    """OWL 2."""

    Ontology: NamedNode
    NamedIndividual: NamedNode
    sameAs: NamedNode


class TIME(Vocabulary, prefix="time", iri="http://www.w3.org/2006/time#"):
    """OWL-Time."""

    Interval: NamedNode
    Instant: NamedNode
    hasBeginning: NamedNode
    hasEnd: NamedNode
    inXSDDate: NamedNode


class XSD(Vocabulary, prefix="xsd", iri="http://www.w3.org/2001/XMLSchema#"):
    """Data types; only those that an Oxigraph store keeps as they are."""

    string: NamedNode
    integer: NamedNode
    decimal: NamedNode
    boolean: NamedNode
    date: NamedNode
    anyURI: NamedNode


class SKOS(Vocabulary, prefix="skos", iri="http://www.w3.org/2004/02/skos/core#"):
    """SKOS."""

    Concept: NamedNode
    altLabel: NamedNode
    notation: NamedNode
    broader: NamedNode
    exactMatch: NamedNode
    inScheme: NamedNode


class SCHEMA(Vocabulary, prefix="schema", iri="https://schema.org/"):
    """schema.org."""

    NewsArticle: NamedNode
    Quotation: NamedNode
    isPartOf: NamedNode
    headline: NamedNode
    datePublished: NamedNode
    publisher: NamedNode
    author: NamedNode
    locationCreated: NamedNode
    position: NamedNode
    url: NamedNode
    creator: NamedNode
    text: NamedNode
    organizer: NamedNode
    founder: NamedNode
    softwareVersion: NamedNode


class DCTERMS(Vocabulary, prefix="dcterms", iri="http://purl.org/dc/terms/"):
    """Dublin Core terms."""

    source: NamedNode
    identifier: NamedNode
    isReplacedBy: NamedNode
    spatial: NamedNode


class NIF(Vocabulary, prefix="nif", iri="http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"):
    """NLP Interchange Format 2.0."""

    Context: NamedNode
    Phrase: NamedNode
    Sentence: NamedNode
    isString: NamedNode
    referenceContext: NamedNode
    beginIndex: NamedNode
    endIndex: NamedNode
    anchorOf: NamedNode


class ITSRDF(Vocabulary, prefix="itsrdf", iri="http://www.w3.org/2005/11/its/rdf#"):
    """Internationalization Tag Set."""

    taIdentRef: NamedNode


class ORG(Vocabulary, prefix="org", iri="http://www.w3.org/ns/org#"):
    """Organization Ontology."""

    Membership: NamedNode
    member: NamedNode
    organization: NamedNode
    subOrganizationOf: NamedNode
    hasSubOrganization: NamedNode
    transitiveSubOrganizationOf: NamedNode
    memberOf: NamedNode


class PROV(Vocabulary, prefix="prov", iri="http://www.w3.org/ns/prov#"):
    """PROV-O."""

    Activity: NamedNode
    wasDerivedFrom: NamedNode
    wasGeneratedBy: NamedNode


class QB(Vocabulary, prefix="qb", iri="http://purl.org/linked-data/cube#"):
    """RDF Data Cube."""

    DataSet: NamedNode
    Observation: NamedNode
    dataSet: NamedNode
    structure: NamedNode


class SDMX_DIMENSION(
    Vocabulary, prefix="sdmx-dimension", iri="http://purl.org/linked-data/sdmx/2009/dimension#"
):
    """SDMX dimensions."""

    refPeriod: NamedNode
    refArea: NamedNode


class SDMX_MEASURE(Vocabulary, prefix="sdmx-measure", iri="http://purl.org/linked-data/sdmx/2009/measure#"):
    """SDMX measures."""

    obsValue: NamedNode


class SDMX_ATTRIBUTE(
    Vocabulary, prefix="sdmx-attribute", iri="http://purl.org/linked-data/sdmx/2009/attribute#"
):
    """SDMX attributes."""

    unitMeasure: NamedNode


class GEO(Vocabulary, prefix="geo", iri="http://www.w3.org/2003/01/geo/wgs84_pos#"):
    """WGS 84 coordinates."""

    lat: NamedNode
    long: NamedNode


class QUDT(Vocabulary, prefix="qudt", iri="http://qudt.org/schema/qudt/"):
    """QUDT schema."""

    ucumCode: NamedNode


class QUDT_UNIT(Vocabulary, prefix="qudt-unit", iri="http://qudt.org/vocab/unit/"):
    """QUDT units, as the tables of `seeds/units` name them."""


class QUDT_CURRENCY(Vocabulary, prefix="qudt-currency", iri="http://qudt.org/vocab/currency/"):
    """QUDT currencies, named by their ISO 4217 code."""


PREFIXES: dict[str, str] = {prefix: vocabulary.IRI for prefix, vocabulary in VOCABULARIES.items()}
"""Prefix → namespace IRI of every vocabulary above."""
