"""Values for the parameters of the named queries, found in the graph itself: whatever the pages are, there are rows.

Each is a query for one value `?v`; the most common one wins, the first in order among equals.
"""

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph import GraphStore
from kg.graph.queries import named

_MOST = "GROUP BY ?v ORDER BY DESC(COUNT(*)) STR(?v) LIMIT 1"

_NAME_OF = "SELECT ?v {{ {pattern} . ?it rdfs:label ?v FILTER(LANG(?v) = 'zh') }} " + _MOST
_MENTIONED = _NAME_OF.format(pattern="?m itsrdf:taIdentRef ?it ; a nif:Phrase")
_INDICATOR = _NAME_OF.format(pattern="?f kg:indicator ?it ; sdmx-dimension:refPeriod ?p")
_RATED = _NAME_OF.format(
    pattern="?f kg:indicator ?it ; kg:measure kg:ChangeRate ; sdmx-dimension:refPeriod ?p"
)
_MEASURE = "SELECT ?v { ?f kg:measure ?v ; sdmx-dimension:refPeriod ?p } " + _MOST
_SOURCE = "SELECT ?v { ?page dcterms:source ?v . ?m nif:referenceContext ?page } " + _MOST
_STATING = (
    "SELECT ?v { ?s rdf:predicate ?p ; prov:wasDerivedFrom/nif:referenceContext/dcterms:source ?v } " + _MOST
)
_FIGURED = "SELECT ?v { ?f kg:statedAt/nif:referenceContext/dcterms:source ?v ; kg:measure ?m } " + _MOST
_TITLE = "SELECT ?v { ?post kg:postTitle ?v ; org:organization ?o } " + _MOST
_REPORTED = "SELECT ?v { ?post kg:attestedOn ?v } " + _MOST
_PUBLISHED = "SELECT ?v { ?article schema:datePublished ?v } " + _MOST

ASKED: Mapping[str, Mapping[str, str]] = {
    "appointments": {"from": "SELECT (MIN(?day) AS ?v) { ?post kg:change ?c ; kg:startDate|kg:endDate|kg:attestedOn ?day }"},
    "articles-by-date": {"from": _PUBLISHED},
    "articles-mentioning": {"name": _MENTIONED},
    "articles-of-reporter": {"name": _NAME_OF.format(pattern="?article schema:author ?it")},
    "co-mentioned": {"name": _MENTIONED},
    "compare-sources": {"indicator": _INDICATOR},
    "disagreeing-figures": {},
    "events": {"from": "SELECT (MIN(?day) AS ?v) { ?e a kg:Event ; kg:startDate ?day }"},
    "evidence-of": {"node": "SELECT ?v { ?post org:member ?v } " + _MOST},
    "facts-of-page": {"source": _STATING},
    "find": {"words": "SELECT ?v { BIND('省' AS ?v) }"},
    "growth-of-indicator": {"indicator": _RATED},
    "holders-of-post": {"title": _TITLE, "on": _REPORTED},
    "indicators": {},
    "latest-figures": {"indicator": _INDICATOR, "measure": _MEASURE},
    "mentions-of-entity": {"name": _MENTIONED},
    "most-mentioned": {"class": "SELECT ?v { BIND(kg:GovernmentBody AS ?v) }"},
    "organizations-in-place": {"place": "SELECT ?v { BIND('中国'@zh AS ?v) }"},
    "page-contents": {"source": _SOURCE},
    "pages": {},
    "policies-by-issuer": {"issuer": _NAME_OF.format(pattern="?policy kg:issuedBy ?it")},
    "policies-in-force": {"on": "SELECT (MAX(?day) AS ?v) { ?p a kg:Policy ; kg:startDate|schema:datePublished ?day }"},
    "policy-links": {"policy": _NAME_OF.format(pattern="?it kg:basedOn|kg:amends|kg:repeals|kg:transmits ?other")},
    "posts-of-person": {"name": _NAME_OF.format(pattern="?post org:member ?it")},
    "quotations-of-speaker": {"name": _NAME_OF.format(pattern="?q schema:creator ?it ; a schema:Quotation")},
    "relations-of-entity": {"name": _NAME_OF.format(pattern="?o org:subOrganizationOf ?it")},
    "rules-of-policy": {"policy": _NAME_OF.format(pattern="?f kg:ruleOf ?it")},
    "statistics-of-indicator": {"indicator": _INDICATOR, "measure": _MEASURE},
    "statistics-of-page": {"source": _FIGURED},
    "subordinate-organizations": {"organization": _NAME_OF.format(pattern="?o org:subOrganizationOf ?it")},
    "time-series": {"indicator": _INDICATOR, "measure": _MEASURE},
}  # fmt: skip


def bound(store: GraphStore, name: str) -> str:
    """The text of a named query with values of the graph for its parameters."""
    values = {}
    for parameter, finder in ASKED[name].items():
        found = store.query(finder)
        assert isinstance(found, QuerySolutions)
        for solution in found:
            value = solution["v"]
            assert isinstance(value, NamedNode | Literal), (name, parameter)
            values[parameter] = value.value
    return named(name).bind(values)
