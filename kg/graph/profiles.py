"""What tells the entities of a store apart from their namesakes, read for `kg.resolve.linking`."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.graph.replacing import UNION
from kg.graph.store import GraphStore
from kg.graph.terms import DCTERMS, ITSRDF, KG, ORG, RDF, SCHEMA
from kg.graph.values import iri, label, objects, one
from kg.knowledge import gazetteer
from kg.records import EntityType
from kg.resolve.linking import candidates
from kg.resolve.profiles import Profile, core_name, home_of

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


def profiles(store: GraphStore) -> list[Profile]:
    """Return the profiles of the entities that share their core name with another one, sorted by key.

    Example: two nodes called 陈知远 on two pages give two profiles, with the bodies and titles of their posts.
    """
    return _Reader(store).profiles()


class _Reader:
    """Reads profiles from a store, once through the mentions of its articles."""

    def __init__(self, store: GraphStore):
        self.store, self.base = store, store.ids.base
        self.kinds = {
            kind: {self._key(n) for n in self._subjects(RDF.type, cls)} for cls, kind in _CLASSES.items()
        }
        self.labels = {
            key: label(store, store.ids.entity(key)) for keys in self.kinds.values() for key in keys
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
        for quad in self.store.store.quads_for_pattern(None, ITSRDF.taIdentRef, None, UNION):
            for article in objects(self.store, quad.subject, SCHEMA.isPartOf):
                self._put(self._key(quad.object), article.value)
        for predicate in (SCHEMA.locationCreated,):
            for quad in self.store.store.quads_for_pattern(None, predicate, None, UNION):
                self._put(self._key(quad.object), iri(quad.subject))

    def _put(self, key: str, article: str) -> None:
        self.articles[key].add(article)
        self.inside[article].add(key)

    def _profile(self, key: str, kind: EntityType) -> Profile:
        node = self.store.ids.entity(key)
        posts = [q.subject for q in self.store.store.quads_for_pattern(None, ORG.member, node, UNION)]
        bodies = {self._key(body) for post in posts for body in objects(self.store, post, ORG.organization)}
        homes = sorted(bodies) if kind is EntityType.PERSON else [key]
        around = {above for body in homes for above in self._above(body)}
        provinces = {k for k in around if self._is(k, KG.Province)}
        near = self._near(key)
        types = objects(self.store, node, RDF.type)
        return Profile(
            key, kind, self.labels[key], next((t.value.split("#")[-1] for t in types if t in _SUBTYPES), None),
            titles=tuple(sorted({one(self.store, post, KG.postTitle) for post in posts})),
            bodies=tuple(sorted(bodies)), around=tuple(sorted(around - provinces)), provinces=tuple(sorted(provinces)),
            places=tuple(sorted(self._places(near))), companions=tuple(sorted(self._companions(key, near, bodies))),
            people=tuple(sorted(self._holders(node))) if kind is EntityType.ORGANIZATION else (),
            articles=tuple(sorted(self.articles[key])), days=tuple(sorted(self._days(key))),
            reporter=any(self.store.store.quads_for_pattern(None, SCHEMA.author, node, UNION)),
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
                for o in objects(self.store, node, p)
            }
            found |= (
                {place.key for place in home_of(label(self.store, node))}
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
        quads = self.store.store.quads_for_pattern(self.store.ids.entity(key), RDF.type, cls, UNION)
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
        for quad in self.store.store.quads_for_pattern(None, ORG.organization, body, UNION):
            for person in objects(self.store, quad.subject, ORG.member):
                yield label(self.store, person)

    def _days(self, key: str) -> Iterator[int]:
        for article in self.articles[key]:
            text = one(self.store, NamedNode(article), SCHEMA.datePublished) or one(
                self.store, NamedNode(article), KG.assumedDate
            )
            if text:
                yield date.fromisoformat(text[:10]).toordinal()

    def _subjects(self, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
        return (
            q.subject
            for q in self.store.store.quads_for_pattern(None, predicate, value, UNION)
            if isinstance(q.subject, NamedNode)
        )

    def _key(self, node: object) -> str:
        return unquote(iri(node).removeprefix(self.base))
