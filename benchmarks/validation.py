"""Validating a graph of the real shape with four engines: `python benchmarks/validation.py [TRIPLES ...]`.

The graph is the sample corpus, built once and copied with other pages, people and facts until it is large enough; what
pages share (seeds, indicators, periods, units) stays shared. Seconds are those of the processor, so that other work on
the machine does not count. Engines: this project's compiled shapes on the store on
disk; pySHACL on an rdflib graph, without the rules in SPARQL (it runs each of them once a node); pyrudof (install it by
hand: `pip install pyrudof`); Jena's `shacl` from Debian's libapache-jena-java. Each runs in a process of its own with a
limit of time and of memory (8 GiB). Whether the compiled shapes find what they should is no question for a benchmark:
tests/graph/test_graph_shacl_oracle.py compares them with pySHACL on broken graphs.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH

from kg.graph import GraphStore
from kg.graph.validate import contract, validate
from kg.publish.rdf import write_ntriples

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 900
MEMORY = 8 << 30
_OWN = re.compile(rb"/(person|post|statement|statistic|quotation)/[0-9A-Za-z%._~-]+|\b[0-9a-f]{64}\b")
_JARS = Path("/usr/share/java")
_UNION = ox.DefaultGraph()


def copies(lines: list[bytes], triples: int) -> Iterator[bytes]:
    """Yield N-Quads lines of about so many triples: the sample's, and copies with other pages, people and facts."""
    own = [line for line in lines if b"/graph/" not in line.rsplit(b" <", 1)[1]]
    yield from lines
    for number in range(1, round(triples * 1.24 / len(own))):
        salt = str(number).encode()

        def moved(match: re.Match[bytes], salt: bytes = salt) -> bytes:
            digits = sha256(match[0] + salt).hexdigest()
            return b"/%b/%b" % (match[1], digits[:20].encode()) if match[1] else digits.encode()

        for line in own:
            yield _OWN.sub(moved, line)


def make(work: Path, triples: int) -> int:
    """Build the sample corpus, copy it into a store in `work`, write it as N-Triples and return its size."""
    samples = [
        str(path) for path in sorted((ROOT / "seeds" / "samples").glob("[0-9]*")) if path.suffix != ".json"
    ]
    subprocess.run(
        [sys.executable, "-m", "kg", "build", *samples, "-o", str(work / "one")],
        check=True,
        capture_output=True,
    )
    lines = (work / "one" / "graph.nq").read_bytes().splitlines(keepends=True)
    (work / "all.nq").write_bytes(b"".join(copies(lines, triples)))
    with GraphStore.open(work / "store") as store:
        store.store.bulk_load(path=str(work / "all.nq"), format=ox.RdfFormat.N_QUADS)
        quads = ox.parse(path=str(work / "all.nq"), format=ox.RdfFormat.N_QUADS)
        store.store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in quads)
        store.compact()
        return write_ntriples(store, work / "all.nt")


def here(work: Path) -> tuple[float, float, int]:
    """Compiled shapes, all of them, on the store on disk."""
    with GraphStore.open(work / "store", read_only=True) as store:
        began = time.process_time()
        found = len(validate(store))
        return 0.0, time.process_time() - began, found


def core_shapes() -> rdflib.Graph:
    """The shapes without their rules in SPARQL."""
    core = rdflib.Graph()
    for triple in contract():
        if triple[1] != SH.sparql:
            core.add(triple)
    return core


def pyshacl(work: Path) -> tuple[float, float, int]:
    """PySHACL on a graph in memory, core constraints only."""
    engine = import_module("pyshacl")
    began = time.process_time()
    data = rdflib.Graph().parse(work / "all.nt", format="nt")
    loaded = time.process_time()
    _, report, _ = engine.validate(data, shacl_graph=core_shapes(), inference="none", advanced=False)
    found = sum(1 for _ in report.subjects(rdflib.RDF.type, SH.ValidationResult))
    return loaded - began, time.process_time() - loaded, found


def pyrudof(work: Path) -> tuple[float, float, int]:
    """Rudof's native engine, core constraints only."""
    rudof = import_module("pyrudof")
    (work / "core.ttl").write_text(core_shapes().serialize(format="turtle"), encoding="utf-8")
    session = rudof.Rudof(rudof.RudofConfig())
    began = time.process_time()
    session.read_data(str(work / "all.nt"), rudof.RDFFormat.NTriples)
    loaded = time.process_time()
    session.read_shacl(str(work / "core.ttl"), rudof.ShaclFormat.Turtle)
    report = session.validate_shacl()
    return loaded - began, time.process_time() - loaded, len(report)


def jena(work: Path) -> tuple[float, float, int]:
    """Jena's command line, a process with its own loading, all shapes."""
    core = _JARS / "jena-core.jar"
    subprocess.run(
        ["unzip", "-q", "-o", str(core), "org/apache/jena/ext/xerces/*", "-d", str(work)], check=True
    )
    (work / "xerces").exists() or (work / "org/apache/jena/ext/xerces").rename(work / "xerces")
    jars = [jar for jar in sorted(_JARS.glob("*.jar")) if not jar.name.startswith("log4j-over-slf4j")]
    classes = ":".join(map(str, [work, *jars]))
    # Jena 4.5 refuses a constraint with messages in two languages.
    one_language = rdflib.Graph()
    for triple in contract():
        if triple[1] != SH.message or getattr(triple[2], "language", None) == "en":
            one_language.add(triple)
    shapes = work / "english.ttl"
    one_language.serialize(shapes, format="turtle")
    command = [
        "java",
        "-Xmx8g",
        "-cp",
        classes,
        "shacl.shacl",
        "validate",
        "--shapes",
        str(shapes),
        "--data",
        str(work / "all.nt"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        0.0,
        used.ru_utime + used.ru_stime,
        run.stdout.count("sh:ValidationResult") + run.stdout.count("sh:result  "),
    )


ENGINES: dict[str, Callable[[Path], tuple[float, float, int]]] = {
    "here": here,
    "pyshacl": pyshacl,
    "pyrudof": pyrudof,
    "jena": jena,
}
_NAMES = {
    "here": "Jingwei, all rules, store on disk",
    "pyshacl": "pySHACL, core only",
    "pyrudof": "pyrudof, core only",
    "jena": "Jena `shacl`, all rules, loading included",
}


def measured(work: Path, engine: str) -> str:
    """Return the cells of one engine's row, run in a process of its own."""
    command = [sys.executable, __file__, "--one", engine, str(work)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return f"| | not done after {LIMIT} | |"
    if run.returncode:
        return f"| | fails: {run.stderr.strip().splitlines()[-1][:80]} | |"
    load, check, found, memory = run.stdout.split()
    return f"| {float(load):.1f} | {float(check):.1f} | {found} | {int(memory) // 1024} |"


def main(sizes: list[int], engines: list[str]) -> None:
    """Print a table for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{make(Path(folder), size):,} triples\n", flush=True)
            print(
                "| engine | loading, CPU s | validating, CPU s | findings | memory, MiB |\n| --- | --- | --- | --- | --- |"
            )
            for engine in engines:
                print(f"| {_NAMES[engine]} {measured(Path(folder), engine)}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY) if sys.argv[2] != "jena" else (-1, -1))
        load, check, found = ENGINES[sys.argv[2]](Path(sys.argv[3]))
        if sys.argv[2] == "jena":
            usage = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        else:  # what getrusage says of this process is never less than what the one that started it took
            usage = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0])
        print(load, check, found, usage)
    else:
        chosen = [name for name in sys.argv[1:] if name in ENGINES] or list(ENGINES)
        main([int(name) for name in sys.argv[1:] if name not in ENGINES] or [100_000, 1_000_000], chosen)
