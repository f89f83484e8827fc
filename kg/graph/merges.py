"""Merges across pages: what tells the entities of a store apart, and the accepted ones as `owl:sameAs` statements.

The graph of merges holds, for every accepted pair, the triple `owl:sameAs` and a statement node with its probability,
its explanation and a sentence of each side. No node of a page changes: taking a merge back removes its triples. A merge
is the user's word, so it outlives the pages; its links to their sentences do not: they go with a page in the same
transaction, and `renew` links what the store has instead, or has again. A query that is to see two merged nodes as one follows
`(owl:sameAs|^owl:sameAs)*`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph.identifiers import digest
from kg.graph.literals import chinese, decimal, english, plain
from kg.graph.merge_links import merges_name
from kg.graph.runs import Run, run_quads
from kg.graph.store import GraphStore, StoreError
from kg.graph.terms import DCTERMS, ITSRDF, KG, NIF, ORG, OWL, PROV, RDF, RDFS, SCHEMA
from kg.knowledge import gazetteer
from kg.records import EntityType
from kg.resolve.linking import Proposal, candidates
from kg.resolve.profiles import Profile, core_name, home_of

_UNION = DefaultGraph()
_CLASSES = {
    KG.Person: EntityType.PERSON,
    KG.Organization: EntityType.ORGANIZATION,
    KG.Place: EntityType.PLACE,
}
_SUBTYPES = {
    KG.ALL[name]
    for name in (
        "GovernmentBody",
        "Company",
        "Institute",
        "Association",
        "Media",
        "InternationalOrganization",
        "Region",
        "Site",
        "City",
        "County",
    )
}
_TOO_COMMON = 0.05
"""Who or what more than this share of the articles names is nobody's companion."""
_FEW = 10
_WIDE = frozenset({"place/CN", "organization/state-council", "organization/cpc"})
"""What too much lies in to say that two bodies belong together."""


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """An accepted merge: IRIs of its statement node and of both sides, their labels, probability and explanation."""

    node: str
    left: str
    right: str
    left_label: str
    right_label: str
    probability: Decimal
    explanation: str


def merges_graph(store: GraphStore) -> NamedNode:
    """The named graph of accepted merges."""
    return merges_name(store.ids.base)


def profiles(store: GraphStore) -> list[Profile]:
    """Return the profiles of the entities that share their core name with another one, sorted by key.

    Example: two nodes called 陈知远 on two pages give two profiles, with the bodies and titles of their posts.
    """
    return _Reader(store).profiles()


def accept(store: GraphStore, proposals: Iterable[Proposal], run: Run) -> list[Merge]:
    """Write proposals as merges, all in one transaction, and return them; one that is written already is written anew."""
    nodes, fresh = [], []
    for proposal in proposals:
        nodes.append(_node(store, proposal.left.key, proposal.right.key))
        fresh += _quads(store, nodes[-1], proposal, run)
    _change(store, _all_of(store, nodes), fresh)
    known = {merge.node: merge for merge in merges(store)}
    return [known[node.value] for node in nodes]


def undo(store: GraphStore, name: str) -> list[Merge]:
    """Take back the merge with this IRI or id, or all merges of the entity with this IRI, in one transaction.

    Returns what went; raises StoreError when there is none.
    """
    iris = {name, f"{store.ids.base}statement/{name}"}
    gone = [merge for merge in merges(store) if iris & {merge.node, merge.left, merge.right}]
    if not gone:
        raise StoreError(
            f"no accepted merge has, or joins, the IRI or id {name!r}; `kg resolve OUT --list` shows all"
        )
    _change(store, _all_of(store, [NamedNode(merge.node) for merge in gone]), [])
    return gone


def renew(store: GraphStore) -> None:
    """Give every merge the evidence that the store has now: one sentence of each side, none for a side without pages.

    A build calls it after pages have come and gone, so that the graph says the same whatever order they came in.
    """
    graph = merges_graph(store)
    going: list[Quad] = []
    fresh: list[Quad] = []
    for merge in merges(store):
        node = NamedNode(merge.node)
        going += store.store.quads_for_pattern(node, PROV.wasDerivedFrom, None, graph)
        fresh += [
            Quad(node, PROV.wasDerivedFrom, sentence, graph)
            for side in (merge.left, merge.right)
            for sentence in _sentences(store, NamedNode(side), 1)
        ]
    _change(store, going, fresh)


def merges(store: GraphStore) -> list[Merge]:
    """Return all accepted merges, sorted."""
    graph = merges_graph(store)
    found = []
    for quad in store.store.quads_for_pattern(None, RDF.predicate, OWL.sameAs, graph):
        left, right = (_one(store, quad.subject, part, graph) for part in (RDF.subject, RDF.object))
        probability = _one(store, quad.subject, KG.probability, graph)
        explanation = next(
            (
                q.object.value
                for q in store.store.quads_for_pattern(quad.subject, RDFS.comment, None, graph)
                if isinstance(q.object, Literal) and q.object.language == "en"
            ),
            "",
        )
        labels = [_label(store, NamedNode(side)) for side in (left, right)]
        found.append(
            Merge(_iri(quad.subject), left, right, labels[0], labels[1], Decimal(probability), explanation)
        )
    return sorted(found)


def evidence(store: GraphStore, key: str, most: int = 2) -> list[str]:
    """Return sentences that say what a node is: those of its posts first, else those that name it, each with its page."""
    lines = []
    for sentence in _sentences(store, store.ids.entity(key), most):
        quote = " ".join(_one(store, sentence, NIF.anchorOf).split())
        page = NamedNode(_one(store, sentence, NIF.referenceContext))
        lines.append(f"{quote} ({_one(store, page, DCTERMS.source)}:{_one(store, sentence, NIF.beginIndex)})")
    return lines


def _node(store: GraphStore, left: str, right: str) -> NamedNode:
    return NamedNode(f"{store.ids.base}statement/{digest(('merge', *sorted((left, right))))}")


def _quads(store: GraphStore, node: NamedNode, proposal: Proposal, run: Run) -> list[Quad]:
    graph, ids = merges_graph(store), store.ids
    left, right = ids.entity(proposal.left.key), ids.entity(proposal.right.key)
    probability = Decimal(f"{proposal.probability:.3f}")
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, RDF.Statement),
        (RDF.subject, left),
        (RDF.predicate, OWL.sameAs),
        (RDF.object, right),
        (KG.probability, decimal(probability)),
        (KG.rule, plain(f"merge p={probability}: {proposal.explanation}")),
        (RDFS.comment, english(proposal.explanation)),
        (RDFS.comment, chinese(proposal.explanation_zh)),
        (PROV.wasGeneratedBy, run.node(ids)),
    ]
    pairs += [
        (PROV.wasDerivedFrom, sentence) for side in (left, right) for sentence in _sentences(store, side, 1)
    ]
    described = [Quad(q.subject, q.predicate, q.object, graph) for q in run_quads(run, ids.base)]
    return [
        Quad(left, OWL.sameAs, right, graph),
        *(Quad(node, p, o, graph) for p, o in dict.fromkeys(pairs)),
        *described,
    ]


def _all_of(store: GraphStore, nodes: Iterable[NamedNode]) -> list[Quad]:
    """All that the graph of merges says of these merges, and of the runs that no other one has."""
    graph, database, going = merges_graph(store), store.store, list[Quad]()
    leaving = set(nodes)
    for node in leaving:
        said = list(database.quads_for_pattern(node, None, None, graph))
        ends = {part: [q.object for q in said if q.predicate == part] for part in (RDF.subject, RDF.object)}
        going += said
        going += [
            Quad(s, OWL.sameAs, o, graph)
            for s in ends[RDF.subject]
            for o in ends[RDF.object]
            if isinstance(s, NamedNode) and isinstance(o, NamedNode)
        ]
    for run in {q.object for q in going if q.predicate == PROV.wasGeneratedBy}:
        of_run = database.quads_for_pattern(None, PROV.wasGeneratedBy, run, graph)
        if isinstance(run, NamedNode) and all(quad.subject in leaving for quad in of_run):
            going += database.quads_for_pattern(run, None, None, graph)
    return going


def _change(store: GraphStore, going: Iterable[Quad], fresh: Iterable[Quad]) -> None:
    """Take quads of the graph of merges away and add others, there and in the union, in one transaction."""
    graph, wanted = merges_graph(store), dict.fromkeys(fresh)
    leaving = {quad for quad in going if quad not in wanted}
    coming = [quad for quad in wanted if quad not in store.store]
    orphans = [quad.triple for quad in leaving if not _held(store, quad, leaving)]
    steps = []
    if leaving:
        data = _data(quad.triple for quad in leaving)
        steps.append(f"DELETE DATA {{ GRAPH {graph} {{\n{data}}}\n{_data(orphans)}}}")
    if coming:
        data = _data(quad.triple for quad in coming)
        steps.append(f"INSERT DATA {{ GRAPH {graph} {{\n{data}}}\n{data}}}")
    if steps:
        store.store.update(" ;\n".join(steps))


def _held(store: GraphStore, quad: Quad, leaving: set[Quad]) -> bool:
    """Whether a named graph will still hold the triple of a quad that leaves."""
    held = store.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(other.graph_name != _UNION and other not in leaving for other in held)


def _data(triples: Iterable[Triple]) -> str:
    return "".join(sorted(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in triples))


def _sentences(store: GraphStore, node: NamedNode, most: int) -> list[NamedNode]:
    """The sentences of a person's posts, else the phrases that name the node."""
    found: dict[NamedNode, None] = {}
    facts = sorted(
        (q.subject for q in store.store.quads_for_pattern(None, ORG.member, node, _UNION)), key=str
    )
    for fact in facts:
        found |= dict.fromkeys(_objects(store, fact, PROV.wasDerivedFrom))
    if not found:
        named = (q.subject for q in store.store.quads_for_pattern(None, ITSRDF.taIdentRef, node, _UNION))
        found |= dict.fromkeys(sorted((s for s in named if isinstance(s, NamedNode)), key=str))
    return list(found)[:most]


def _objects(
    store: GraphStore, subject: object, predicate: NamedNode, graph: NamedNode | DefaultGraph = _UNION
) -> list[NamedNode]:
    quads = store.store.quads_for_pattern(subject, predicate, None, graph)  # type: ignore[arg-type]
    return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=str)


def _one(
    store: GraphStore, subject: object, predicate: NamedNode, graph: NamedNode | DefaultGraph = _UNION
) -> str:
    quads = store.store.quads_for_pattern(subject, predicate, None, graph)  # type: ignore[arg-type]
    return min((q.object.value for q in quads if isinstance(q.object, NamedNode | Literal)), default="")


def _label(store: GraphStore, node: NamedNode) -> str:
    return _one(store, node, RDFS.label)


def _iri(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


class _Reader:
    """Reads profiles from a store, once through the mentions of its articles."""

    def __init__(self, store: GraphStore):
        self.store, self.base = store, store.ids.base
        self.kinds = {
            kind: {self._key(n) for n in self._subjects(RDF.type, cls)} for cls, kind in _CLASSES.items()
        }
        self.labels = {
            key: _label(store, store.ids.entity(key)) for keys in self.kinds.values() for key in keys
        }
        self.articles: dict[str, set[str]] = defaultdict(set)  # by entity
        self.inside: dict[str, set[str]] = defaultdict(set)  # entities by article

    def profiles(self) -> list[Profile]:
        chosen: dict[str, EntityType] = {}
        for kind, keys in self.kinds.items():
            named = [(key, core_name(kind, self.labels[key])) for key in sorted(keys) if self.labels[key]]
            chosen |= dict.fromkeys(sorted(candidates(named)), kind)
        self._read_mentions()
        return [self._profile(key, kind) for key, kind in sorted(chosen.items())]

    def _read_mentions(self) -> None:
        for quad in self.store.store.quads_for_pattern(None, ITSRDF.taIdentRef, None, _UNION):
            for article in _objects(self.store, quad.subject, SCHEMA.isPartOf):
                self._put(self._key(quad.object), article.value)
        for predicate in (SCHEMA.locationCreated,):
            for quad in self.store.store.quads_for_pattern(None, predicate, None, _UNION):
                self._put(self._key(quad.object), _iri(quad.subject))

    def _put(self, key: str, article: str) -> None:
        self.articles[key].add(article)
        self.inside[article].add(key)

    def _profile(self, key: str, kind: EntityType) -> Profile:
        node = self.store.ids.entity(key)
        posts = [q.subject for q in self.store.store.quads_for_pattern(None, ORG.member, node, _UNION)]
        bodies = {self._key(body) for post in posts for body in _objects(self.store, post, ORG.organization)}
        homes = sorted(bodies) if kind is EntityType.PERSON else [key]
        around = {above for body in homes for above in self._above(body)}
        provinces = {k for k in around if self._is(k, KG.Province)}
        near = self._near(key)
        types = _objects(self.store, node, RDF.type)
        return Profile(
            key, kind, self.labels[key], next((t.value.split("#")[-1] for t in types if t in _SUBTYPES), None),
            titles=tuple(sorted({_one(self.store, post, KG.postTitle) for post in posts})),
            bodies=tuple(sorted(bodies)), around=tuple(sorted(around - provinces)), provinces=tuple(sorted(provinces)),
            places=tuple(sorted(self._places(near))), companions=tuple(sorted(self._companions(key, near, bodies))),
            people=tuple(sorted(self._holders(node))) if kind is EntityType.ORGANIZATION else (),
            articles=tuple(sorted(self.articles[key])), days=tuple(sorted(self._days(key))),
            reporter=any(self.store.store.quads_for_pattern(None, SCHEMA.author, node, _UNION)),
        )  # fmt: skip

    def _near(self, key: str) -> set[str]:
        return {other for article in self.articles[key] for other in self.inside[article]} - {key}

    def _above(self, key: str) -> Iterator[str]:
        """What a body lies in, itself left out unless it is a place: its place by its name, what the seeds and pages say."""
        waiting, seen = [key], {key}
        while waiting:
            node = self.store.ids.entity(waiting.pop())
            found = {
                self._key(o)
                for p in (ORG.subOrganizationOf, KG.locatedIn, DCTERMS.isReplacedBy)
                for o in _objects(self.store, node, p)
            }
            found |= (
                {place.key for place in home_of(_label(self.store, node))}
                if node == self.store.ids.entity(key)
                else set()
            )
            fresh = found - seen - _WIDE
            seen |= fresh
            waiting += sorted(fresh)
        above = seen - _WIDE if key.startswith("place/") else seen - {key} - _WIDE
        return iter(sorted(k for k in above if not self._is(k, KG.Country) and not self._is(k, KG.Region)))

    def _is(self, key: str, cls: NamedNode) -> bool:
        """Whether a place is of a class: by the seeds, which know more than the store, else by the store."""
        known = gazetteer().by_key.get(key)
        if known:
            return bool(known.subtype) and KG.ALL[known.subtype or ""] == cls
        quads = self.store.store.quads_for_pattern(self.store.ids.entity(key), RDF.type, cls, _UNION)
        return next(iter(quads), None) is not None

    def _places(self, near: set[str]) -> set[str]:
        places = {k for k in near if any(self._is(k, cls) for cls in (KG.Province, KG.City, KG.County))}
        return {a for place in places for a in self._above(place)}

    def _companions(self, key: str, near: set[str], bodies: set[str]) -> Iterator[str]:
        """Persons by name and organizations by key that stand in the same articles and in few others."""
        most = max(_FEW, int(_TOO_COMMON * len(self.inside)))
        for other in near - bodies:
            if other in self.kinds[EntityType.PERSON] and self.labels[other] != self.labels[key]:
                yield f"person:{self.labels[other]}"
            elif other in self.kinds[EntityType.ORGANIZATION] and len(self.articles[other]) <= most:
                yield other

    def _holders(self, body: NamedNode) -> Iterator[str]:
        for quad in self.store.store.quads_for_pattern(None, ORG.organization, body, _UNION):
            for person in _objects(self.store, quad.subject, ORG.member):
                yield _label(self.store, person)

    def _days(self, key: str) -> Iterator[int]:
        for article in self.articles[key]:
            text = _one(self.store, NamedNode(article), SCHEMA.datePublished) or _one(
                self.store, NamedNode(article), KG.assumedDate
            )
            if text:
                yield date.fromisoformat(text[:10]).toordinal()

    def _subjects(self, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
        return (
            q.subject
            for q in self.store.store.quads_for_pattern(None, predicate, value, _UNION)
            if isinstance(q.subject, NamedNode)
        )

    def _key(self, node: object) -> str:
        return unquote(_iri(node).removeprefix(self.base))
