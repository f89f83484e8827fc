"""The graph as any user's query sees it: read through the terms of the graph contract only."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

KG = "https://w3id.org/jingwei/ontology#"
NAMESPACES = {
    "kg": KG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
}
MEASURES = {
    "level": "Level",
    "change_rate": "ChangeRate",
    "change_abs": "AbsoluteChange",
    "share": "Share",
    "rank": "Rank",
    "streak": "Streak",
    "rule": "Rule",
}
COMPARATORS = {"eq": "Exactly", "gt": "MoreThan", "lt": "LessThan", "approx": "About"}
BASES = {"yoy": "YearOnYear", "mom": "MonthOnMonth", "annual_average": "AnnualAverage"}
RELATIONS = {
    "partOf": "org:subOrganizationOf",
    "locatedIn": "kg:locatedIn",
    "basedOn": "kg:basedOn",
    "amends": "kg:amends",
    "heldBy": "schema:organizer",
    "cooperatesWith": "kg:cooperatesWith",
    "investsIn": "kg:investsIn",
}
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}


def full(term: str) -> str:
    """IRI of a prefixed name: `kg:Level`. Raises KeyError for an unknown prefix."""
    prefix, _, name = term.partition(":")
    return NAMESPACES[prefix] + name


@dataclass(frozen=True)
class Figure:
    """A `qb:Observation` of one page, in the words of the gold files."""

    begin: int
    end: int
    value: float
    unit: str
    measure: str | None
    comparator: str | None
    indicator: str
    period: list[str] | None
    area: str | None
    basis: str | list[str] | None


@dataclass
class Predictions:
    """What the graph says of one page; entities are IRIs."""

    articles: list[tuple[str, str]] = field(default_factory=list)  # headline, date or ""
    authors: list[str] = field(default_factory=list)
    mentions: list[tuple[str, int, int]] = field(default_factory=list)
    posts: list[tuple[str, str, str | None]] = field(default_factory=list)  # person, title, organization
    relations: list[tuple[str, str, str]] = field(default_factory=list)  # subject, predicate, object
    speakers: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


class Graph:
    """A built graph: a store, or a file of it."""

    def __init__(self, source: ox.Store | Path | str) -> None:
        if isinstance(source, ox.Store):
            self._store = source
        else:
            self._store = ox.Store()
            self._store.bulk_load(path=str(source), format=_FORMATS[Path(source).suffix])
        self.pages = {
            s.rsplit("/", 1)[-1]: p for p, s in self.rows("?p ?s", "?p a nif:Context ; dcterms:source ?s")
        }
        self.texts = {p: t for p, t in self.rows("?p ?t", "?p a nif:Context ; nif:isString ?t")}  # noqa: C416
        self.labels: dict[str, str] = {}
        self.names: dict[str, set[str]] = defaultdict(set)
        for entity, label in self.rows("?e ?l", "?e rdfs:label ?l"):
            self.labels.setdefault(entity, label)
            self.names[entity].add(label)
        for entity, label in self.rows("?e ?l", "?e skos:altLabel ?l"):
            self.names[entity].add(label)
        self.types: dict[str, set[str]] = defaultdict(set)
        for entity, iri in self.rows("?e ?t", "?e a ?t FILTER(STRSTARTS(STR(?t), STR(kg:)))"):
            self.types[entity].add(_local(iri))

    def rows(self, columns: str, where: str) -> list[tuple[str, ...]]:
        """Distinct solutions in a fixed order; an unbound column is an empty string."""
        query = f"{_PREFIXES}SELECT DISTINCT {columns} WHERE {{ {where} }}"
        result = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(result, ox.QuerySolutions)
        names = [v.value for v in result.variables]
        return sorted(tuple(getattr(row[n], "value", "") for n in names) for row in result)

    def type_of(self, entity: str, scored: tuple[str, ...]) -> str | None:
        """The first of the `scored` types that the graph gives an entity."""
        return next((t for t in scored if t in self.types.get(entity, ())), None)

    def page(self, file: str) -> Predictions:
        """All predictions for the page whose source ends in `file`; empty when the graph has no such page."""
        iri = self.pages.get(file)
        if iri is None:
            return Predictions()
        here = f"?x prov:wasDerivedFrom ?ev . ?ev nif:referenceContext <{iri}> ."
        article = f"?a schema:isPartOf <{iri}>"
        return Predictions(
            articles=[
                (h, d[:10])
                for _, h, d in self.rows(
                    "?a ?h ?d",
                    f"{article} ; a schema:NewsArticle ; schema:headline ?h OPTIONAL {{ ?a schema:datePublished ?d }}",
                )
            ],
            authors=[p for (p,) in self.rows("?p", f"{article} ; schema:author ?p . ?p a kg:Person")],
            mentions=[
                (e, int(b), int(x))
                for e, b, x in self.rows(
                    "?e ?b ?x",
                    f"?m a nif:Phrase ; nif:referenceContext <{iri}> ; nif:beginIndex ?b ; nif:endIndex ?x ; itsrdf:taIdentRef ?e",
                )
            ],
            posts=[
                (m, t, o or None)
                for _, m, o, t in self.rows(
                    "?x ?m ?o ?t",
                    f"?x a org:Membership ; org:member ?m ; kg:postTitle ?t . OPTIONAL {{ ?x org:organization ?o }} {here}",
                )
            ],
            relations=[
                (s, p, o)
                for s, p, o in self.rows(
                    "?s ?p ?o", f"?x rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . {here}"
                )
            ],
            speakers=[
                p
                for (p,) in self.rows(
                    "?p", f"?x a schema:Quotation ; schema:creator ?p . {here} ?p a kg:Person"
                )
            ],
            figures=self._figures(iri),
        )

    def _figures(self, page: str) -> list[Figure]:
        periods = {p: [a, b] for p, a, b in self.rows("?p ?a ?b", "?p kg:startDate ?a ; kg:endDate ?b")}
        found = {}
        for x, b, e, v, u, m, c, indicator, period, area, basis in self.rows(
            "?x ?b ?e ?v ?u ?m ?c ?il ?per ?area ?basis",
            f"""?x a qb:Observation ; sdmx-measure:obsValue ?v ; kg:statedAt ?ph .
            ?ph nif:referenceContext <{page}> ; nif:beginIndex ?b ; nif:endIndex ?e .
            OPTIONAL {{ ?x sdmx-attribute:unitMeasure/skos:notation ?u }} OPTIONAL {{ ?x kg:measure ?m }}
            OPTIONAL {{ ?x kg:comparator ?c }} OPTIONAL {{ ?x kg:indicator/rdfs:label ?il }}
            OPTIONAL {{ ?x sdmx-dimension:refPeriod ?per }} OPTIONAL {{ ?x sdmx-dimension:refArea/rdfs:label ?area }}
            OPTIONAL {{ ?x kg:basis ?basis }}""",
        ):
            found[x, int(b)] = Figure(
                begin=int(b),
                end=int(e),
                value=float(v),
                unit=u,
                measure=_word(MEASURES, m),
                comparator=_word(COMPARATORS, c),
                indicator=indicator,
                period=periods.get(period),
                area=area or None,
                basis=_word(BASES, basis) or periods.get(basis),
            )
        return sorted(found.values(), key=lambda figure: figure.begin)


def _local(iri: str) -> str:
    return iri.removeprefix(KG)


def _word(words: dict[str, str], iri: str) -> str | None:
    """The gold word for a term of the contract: `kg:MoreThan` is gt."""
    return next((word for word, name in words.items() if name == _local(iri)), None)
