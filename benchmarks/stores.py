"""Loading and exporting a million triples, beside rdflib alone, in one run: `python benchmarks/stores.py [TRIPLES]`.

The triples have the shape of a real graph: pages with sentences, mentions, posts and figures in named graphs. Every
figure comes from a process of its own. Writing with rdflib has a limit of time; where it does not get to the end, the
ratio is a floor. `benchmarks/README.md` says what is compared with what.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.graph import BASE, GraphStore
from kg.graph.graph_files import graph_file, parts
from kg.graph.loading import load_graph, load_parts
from kg.graph.terms import DCTERMS, KG, NIF, ORG, PROV, RDF, RDFS
from kg.publish.lines import write_build_quads
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig
from kg.publish.rdf_jsonld import write_jsonld
from kg.publish.turtle import write_store_turtle

LIMIT = 240
_A_PAGE = 63


def synthetic(store: ox.Store, triples: int) -> None:
    """Fill a store with made-up pages; the default graph is the union, as in a built store."""

    run = ox.NamedNode(f"{BASE}run/{0:016x}")

    def quads() -> "list[ox.Quad]":
        found = []
        for number in range(triples // _A_PAGE):
            page = ox.NamedNode(f"{BASE}page/{number:064x}")
            facts = [
                (page, RDF.type, KG.Page),
                (page, RDF.type, NIF.Context),
                (page, DCTERMS.source, ox.Literal(f"news/{number}.txt")),
                (page, DCTERMS.identifier, ox.Literal(f"sha256:{number:064x}")),
                (page, PROV.wasGeneratedBy, run),
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


WRITERS: dict[str, tuple[Callable[[GraphStore, Path], object], str]] = {
    "N-Triples": (write_ntriples, "nt"),
    "N-Quads": (write_sorted_nquads, "nquads"),
    "Turtle": (write_store_turtle, "turtle"),
    "TriG": (write_trig, "trig"),
    "JSON-LD": (write_jsonld, "json-ld"),
    "RDF/XML": (write_rdfxml, "xml"),
}
_QUADS = ("N-Quads", "TriG")


def _memory(work: Path) -> None:
    load_parts(ox.Store(), parts(work / "all.nt"))


def _disk(work: Path) -> None:
    with GraphStore.open(work / "loaded") as store:
        load_parts(store.store, parts(work / "all.nt"))


def _quads(work: Path) -> None:
    with GraphStore.open(work / "loaded quads") as store:
        load_parts(store.store, parts(work / "graph.nq"))


def _quads_and_union(work: Path) -> None:
    with (
        graph_file(work / "graph.nq") as file,
        GraphStore.open(work / "loaded with its graphs", file.base) as store,
    ):
        load_graph(store, file, in_use=False)


def _again(work: Path) -> None:
    with GraphStore.open(work / "store", read_only=True) as store:
        assert store.store.query("ASK { ?s ?p ?o }")


LOADERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "N-Triples into memory": (_memory, "N-Triples"),
    "N-Triples into a database on disk": (_disk, "N-Triples"),
    "N-Quads into a database on disk": (_quads, "N-Quads"),
    "`kg load`: N-Quads, checked, with the union of its graphs": (_quads_and_union, "N-Quads"),
    "open what was loaded, first answer": (_again, "N-Triples"),
}


def write_here(work: Path, name: str) -> None:
    """Export the store, sorted."""
    with GraphStore.open(work / "store", read_only=True) as store:
        WRITERS[name][0](store, work / "here")


def rdflib_loaded(work: Path, name: str) -> rdflib.Graph:
    """Return the graph that a format is written from, read from its file of lines."""
    if name in _QUADS:
        return rdflib.Dataset().parse(work / "graph.nq", format="nquads")
    return rdflib.Graph().parse(work / "all.nt", format="nt")


def one(work: Path, side: str, task: str) -> None:
    """Do one task in this process and print the seconds of its steps."""
    began = time.perf_counter()
    if side == "here":
        LOADERS[task][0](work) if task in LOADERS else write_here(work, task)
        print(time.perf_counter() - began)
        return
    graph = rdflib_loaded(work, task)
    print(time.perf_counter() - began, flush=True)
    signal.alarm(LIMIT)
    began = time.perf_counter()
    graph.serialize(work / "rdflib", format=WRITERS[task][1], encoding="utf-8")
    print(time.perf_counter() - began)


def measured(work: Path, side: str, task: str) -> list[float]:
    """Return the seconds of the steps of a task that got to their end, in a process of its own."""
    command = [sys.executable, __file__, "--one", str(work), side, task]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, -signal.SIGALRM):
        sys.exit(f"{task} failed")
    return [float(line) for line in done.stdout.split()]


def build(work: Path, triples: int) -> None:
    """Make the store as a build leaves it, and the files that the loading begins with."""
    with GraphStore.open(work / "store") as store:
        synthetic(store.store, triples)
        store.compact()
        write_build_quads(store, work / "graph.nq")
        store.copied(work / "graph.nq")
        count, graphs = write_ntriples(store, work / "all.nt"), len(list(store.store.named_graphs()))
    load = os.getloadavg()[0]
    print(
        f"{count:,} triples in {graphs:,} graphs, {os.cpu_count()} cores, load of the machine at the begin {load:.1f}\n"
    )


def loading(work: Path, rdflib_seconds: dict[str, list[float]]) -> None:
    """Print the table of loading."""
    print("| task | Jingwei, s | rdflib alone, s | times as fast |\n| --- | --- | --- | --- |")
    for name, (_, source) in LOADERS.items():
        (here,), there = measured(work, "here", name), rdflib_seconds[source][0]
        print(f"| {name} | {here:.2f} | {there:.1f} | {there / here:.1f} |", flush=True)


def exporting(work: Path, rdflib_seconds: dict[str, list[float]]) -> None:
    """Print the table of exporting, from the folder of a build and from its database alone."""
    print(
        "\n| write | Jingwei, s | database alone, s | rdflib: read and write, s | rdflib: write only, s "
        "| same job | database alone, same job | against writing only |\n" + "| --- " * 8 + "|"
    )
    note = work / "store" / "copy.json"
    for name in WRITERS:
        (here,) = measured(work, "here", name)
        note.rename(work / "note")
        (alone,) = measured(work, "here", name)
        (work / "note").rename(note)
        read, *wrote = rdflib_seconds[name]
        more, write = ("", wrote[0]) if wrote else ("more than ", float(LIMIT))
        whole = read + write
        print(
            f"| {name} | {here:.2f} | {alone:.2f} | {more}{whole:.1f} | {more}{write:.1f} "
            f"| {more}{whole / here:.1f} | {more}{whole / alone:.1f} | {more}{write / here:.1f} |",
            flush=True,
        )


def main(triples: int) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        build(work, triples)
        rdflib_seconds = {name: measured(work, "rdflib", name) for name in WRITERS}
        loading(work, rdflib_seconds)
        exporting(work, rdflib_seconds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
