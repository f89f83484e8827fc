"""Graphs of any size in the shape of real ones, for measurements: the sample corpus told again and again under new names.

Every copy has pages, articles, posts and figures of its own; what the seeds know (places, ministries) stays the same in all copies, and
names that the samples repeat stay the same in ten copies, so that there are hubs, clusters and strangers as in news.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.graph import BASE
from kg.graph.store import GraphStore
from kg.graph.terms import ITSRDF, RDFS, SKOS

SAMPLES = Path(__file__).parent.parent / "seeds" / "samples"
_OWN = re.compile(rf"^{re.escape(BASE)}(organization|person|place|policy|event)/[0-9a-f]{{16}}$")
_PAGE = re.compile(rf"^({re.escape(BASE)}page/)([0-9a-f]{{64}})(.*)$")
_FACT = re.compile(rf"^({re.escape(BASE)}(?:post|statement|quotation|statistic)/)([0-9a-f]{{20}})$")


def sample_triples() -> list[Quad]:
    """Build the sample corpus and return its triples without their graphs."""
    with tempfile.TemporaryDirectory() as folder:
        files = sorted(map(str, [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html"), *SAMPLES.glob("*.jsonl")]))
        subprocess.run(
            [sys.executable, "-m", "kg", "build", *files, "-o", folder], check=True, capture_output=True
        )
        found = parse(path=f"{folder}/graph.nq", format=RdfFormat.N_QUADS)
        return sorted({Quad(q.subject, q.predicate, q.object) for q in found}, key=str)


class _Copy:
    """Tells the sample once more: the same sentences about other people, bodies and rules, on other pages."""

    def __init__(self, number: int, names: dict[str, list[str]], common: set[str]):
        self.number, self.common = number, common
        letters = sorted({c for own in names.values() for name in own for c in name[:2] if "一" <= c <= "鿿"})
        self.letters = {c: i for i, c in enumerate(letters)}
        self.cycle = letters
        self.renamed = {
            name: self._name(name, self._copy_of(iri))
            for iri, own in sorted(names.items())
            for name in own
            if len(name) > 1
        }
        longest = sorted(self.renamed, key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(map(re.escape, longest)))

    def _copy_of(self, iri: str) -> int:
        return self.number // 10 * 10 if iri in self.common else self.number

    def _name(self, name: str, copy: int) -> str:
        """Another name of the same length: its first two characters change, so 水利厅 stays one."""
        at = ((self.letters[c], i) for i, c in enumerate(name[:2]) if c in self.letters)
        new = {
            i: self.cycle[(place + copy * (37, 101)[i] + copy // len(self.cycle)) % len(self.cycle)]
            for place, i in at
        }
        return "".join(new.get(i, c) for i, c in enumerate(name))

    def iri(self, iri: str) -> str:
        if _OWN.match(iri):
            return iri[:-16] + sha256(f"{iri}{self._copy_of(iri)}".encode()).hexdigest()[:16]
        if found := _PAGE.match(iri):
            return found[1] + sha256(f"{found[2]}{self.number}".encode()).hexdigest() + found[3]
        if found := _FACT.match(iri):
            return found[1] + sha256(f"{found[2]}{self.number}".encode()).hexdigest()[:20]
        return iri

    def text(self, text: str) -> str:
        if text.startswith("sha256:"):
            return "sha256:" + sha256(f"{text[7:]}{self.number}".encode()).hexdigest()
        return self.pattern.sub(lambda found: self.renamed[found[0]], text)


def _own_names(triples: list[Quad]) -> tuple[dict[str, list[str]], set[str]]:
    """All names of the entities that the seeds do not know, and those of them that are mentioned three times or more."""
    names: dict[str, list[str]] = {}
    for quad in triples:
        if quad.predicate in (RDFS.label, SKOS.altLabel) and _OWN.match(quad.subject.value):
            names.setdefault(quad.subject.value, []).append(quad.object.value)
    count = Counter(q.object.value for q in triples if q.predicate == ITSRDF.taIdentRef)
    return names, {iri for iri in names if count[iri] > 2}


def copies(triples: list[Quad], number: int) -> Iterator[Quad]:
    """Yield the triples of the copies 0 to `number`."""
    names, common = _own_names(triples)
    for i in range(number):
        copy = _Copy(i, names, common)
        known: dict[str, NamedNode] = {}

        def node(term: NamedNode, copy: _Copy = copy, known: dict[str, NamedNode] = known) -> NamedNode:
            if term.value not in known:
                known[term.value] = NamedNode(copy.iri(term.value))
            return known[term.value]

        for quad in triples:
            graph = node(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else quad.graph_name
            yield Quad(node(quad.subject), quad.predicate, _object(quad.object, copy, node), graph)


def _object(
    term: NamedNode | Literal, copy: _Copy, node: Callable[[NamedNode], NamedNode]
) -> NamedNode | Literal:
    if isinstance(term, NamedNode):
        return node(term)
    if term.language:
        return Literal(copy.text(term.value), language=term.language)
    return Literal(copy.text(term.value)) if term.datatype.value.endswith("#string") else term


def news_store(triples: list[Quad], entities: int) -> GraphStore:
    """Return a store in memory with about this many entities: as many copies as that takes."""
    names, common = _own_names(triples)
    fixed = len({q.object.value for q in triples if q.predicate == ITSRDF.taIdentRef} - set(names))
    number = max(1, round((entities - fixed) / (len(names) - 0.9 * len(common))))
    store = Store()
    store.bulk_extend(copies(triples, number))
    return GraphStore(store)
