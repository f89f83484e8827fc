"""Loading and exporting a million triples, beside rdflib alone, in one run: `python benchmarks/stores.py [TRIPLES]`.

The triples have the shape of a real graph: pages with sentences, mentions, posts and figures in named graphs. Every
line of the table does the same work twice, here and with rdflib, in a process of its own with a limit of time; where
rdflib does not get to the end, the ratio is a floor.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.graph import BASE, GraphStore
from kg.graph.terms import KG, NIF, ORG, PROV, RDF, RDFS, SCHEMA
from kg.publish import write_turtle
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig
from kg.publish.rdf_jsonld import write_jsonld

LIMIT = 240
_A_PAGE = 61


def synthetic(store: ox.Store, triples: int) -> None:
    """Fill a store with made-up pages; the default graph is the union, as in a built store."""

    def quads() -> "list[ox.Quad]":
        found = []
        for number in range(triples // _A_PAGE):
            page = ox.NamedNode(f"{BASE}page/{number:064x}")
            facts = [
                (page, RDF.type, KG.Page),
                (page, RDF.type, NIF.Context),
                (page, SCHEMA.url, ox.Literal(f"https://news.example/{number}")),
            ]
            for at in range(6):
                span = ox.NamedNode(f"{page.value}#char={at * 40},{at * 40 + 39}")
                body, person = (
                    ox.NamedNode(f"{BASE}organization/{(number * 7 + at) % 5000:016x}"),
                    ox.NamedNode(f"{BASE}person/{number:08x}{at}"),
                )
                post = ox.NamedNode(f"{BASE}post/{number:014x}{at:06x}")
                facts += [
                    (span, RDF.type, NIF.Sentence), (span, NIF.referenceContext, page), (span, NIF.anchorOf, ox.Literal(f"第{number}页第{at}句，厅长出席会议并讲话。")),
                    (span, NIF.beginIndex, ox.Literal(at * 40)), (span, NIF.endIndex, ox.Literal(at * 40 + 39)),
                    (post, RDF.type, ORG.Membership), (post, ORG.member, person), (post, ORG.organization, body), (post, PROV.wasDerivedFrom, span),
                ]  # fmt: skip
                if at < 4:
                    facts.append((person, RDFS.label, ox.Literal(f"某人{number}-{at}", language="zh")))
            found += [ox.Quad(s, p, o, page) for s, p, o in facts]
        return found

    made = quads()
    store.bulk_extend(made)
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph()) for quad in made)


def load_here(work: Path) -> None:
    """Load N-Triples into a database on disk."""
    ox.Store(str(work / "loaded")).bulk_load(path=str(work / "all.nt"), format=ox.RdfFormat.N_TRIPLES)


def load_rdflib(work: Path) -> None:
    """Load N-Triples into memory."""
    rdflib.Graph().parse(work / "all.nt", format="nt")


WRITERS: dict[str, tuple[Callable[[GraphStore, Path], object], str]] = {
    "N-Triples": (write_ntriples, "nt"),
    "N-Quads": (write_sorted_nquads, "nquads"),
    "Turtle": (lambda store, path: write_turtle(store.triples(), path, store.ids.base), "turtle"),
    "TriG": (write_trig, "trig"),
    "JSON-LD": (write_jsonld, "json-ld"),
    "RDF/XML": (write_rdfxml, "xml"),
}


def write_here(work: Path, name: str) -> float:
    """Export the built store, sorted; return the seconds of the export itself."""
    with GraphStore.open(work / "store", read_only=True) as store:
        began = time.perf_counter()
        WRITERS[name][0](store, work / "here")
        return time.perf_counter() - began


def write_rdflib(work: Path, name: str) -> float:
    """Export from a graph in memory; return the seconds of the export itself, without the loading."""
    form = WRITERS[name][1]
    if form in ("nquads", "trig"):
        graph: rdflib.Graph = rdflib.Dataset()
        graph.parse(work / "all.nq", format="nquads")
    else:
        graph = rdflib.Graph().parse(work / "all.nt", format="nt")
    began = time.perf_counter()
    graph.serialize(work / "rdflib", format=form, encoding="utf-8")
    return time.perf_counter() - began


def one(work: Path, side: str, task: str) -> float:
    """Do one task in this process and return its seconds."""
    if task == "load":
        began = time.perf_counter()
        (load_here if side == "here" else load_rdflib)(work)
        return time.perf_counter() - began
    return (write_here if side == "here" else write_rdflib)(work, task)


def measured(work: Path, side: str, task: str) -> float | None:
    """Return the seconds of a task in a process of its own, None when it is not done within the limit."""
    command = [sys.executable, __file__, "--one", str(work), side, task]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None
    return float(done.stdout)


def main(triples: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with GraphStore.open(work / "store") as store:
            synthetic(store.store, triples)
            store.compact()
            print(
                f"{write_ntriples(store, work / 'all.nt'):,} triples in {len(list(store.store.named_graphs())):,} graphs\n"
            )
            write_sorted_nquads(store, work / "all.nq")
        print("| task | Jingwei, s | rdflib alone, s | times as fast |\n| --- | --- | --- | --- |")
        for task, name in [("load", "load N-Triples")] + [(form, f"write {form}") for form in WRITERS]:
            here, there = measured(work, "here", task), measured(work, "rdflib", task)
            if here is None:
                sys.exit(f"{name} is not done after {LIMIT} s")
            shown = (
                f"{there:.1f} | {there / here:.1f}"
                if there is not None
                else f"not done after {LIMIT} | more than {LIMIT / here:.0f}"
            )
            print(f"| {name} | {here:.1f} | {shown} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(one(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
