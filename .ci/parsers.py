"""Other people's parsers read every RDF export: rapper (Raptor), riot (Jena), N3.js, rdflib and Oxigraph.

Builds the sample corpus, exports it as Turtle, N-Triples, N-Quads, TriG, JSON-LD and RDF/XML, has each tool read what it
can read, and compares the number of statements and, by canonical graphs, the statements themselves. A tool that is not
installed is named and skipped, or ends the run with 1 under `--all`. Ends with 1 when anything differs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import rdflib

ROOT = Path(__file__).resolve().parents[1]
ONE_GRAPH = ("nt", "ttl", "rdf", "jsonld")
NAMED_GRAPHS = ("nq", "trig")

OXIGRAPH = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
RDFLIB = {"nt": "nt", "ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nq": "nquads", "trig": "trig"}
RAPPER = {"nt": "ntriples", "ttl": "turtle", "rdf": "rdfxml", "nq": "nquads", "trig": "trig"}
N3_JS = {"nt": "N-Triples", "ttl": "Turtle", "nq": "N-Quads", "trig": "TriG"}

JENA_JARS = Path("/usr/share/java")
JENA_NEEDS = (
    "jena-* dexx.collection commons-* jackson-* httpclient* httpcore* jsonld-java titanium-json-ld* jakarta.json* "
    "thrift protobuf* slf4j-api slf4j-nop jcl-over-slf4j libintl gson guava caffeine"
).split()
N3_SCRIPT = """
const n3 = require('n3'), fs = require('fs');
const quads = new n3.Parser({format: process.argv[2]}).parse(fs.readFileSync(process.argv[1], 'utf8'));
const writer = new n3.Writer(process.stdout, {format: 'N-Quads', end: false});
writer.addQuads(quads); writer.end();
"""

Reader = Callable[[Path], bytes]


def run(command: list[str]) -> bytes:
    """Run a tool and return what it wrote; raise SystemExit when it fails or complains."""
    done = subprocess.run(command, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace")
    complaints = [line for line in said.splitlines() if "ERROR" in line or "WARN" in line or "rror:" in line]
    if done.returncode or complaints:
        raise SystemExit(f"{command[0]}: {(complaints or [said.strip()])[0][:400]}")
    return done.stdout


def with_rdflib(path: Path) -> bytes:
    """Read a file with rdflib and write it as N-Quads."""
    found = rdflib.Dataset()
    named = path.suffix[1:] in NAMED_GRAPHS
    (found if named else found.default_graph).parse(path, format=RDFLIB[path.suffix[1:]])
    return bytes((found if named else found.default_graph).serialize(format="nquads" if named else "nt", encoding="utf-8"))  # fmt: skip


def with_rapper(path: Path) -> bytes:
    """Read a file with Raptor."""
    form = RAPPER[path.suffix[1:]]
    return run(["rapper", "-q", "-i", form, "-o", "nquads", str(path)])


def with_n3_js(path: Path) -> bytes:
    """Read a file with N3.js."""
    return run(["node", "-e", N3_SCRIPT, str(path), N3_JS[path.suffix[1:]]])


def riot(work: Path) -> Reader:
    """Return a reader that calls Jena's riot."""
    # Debian's jar lacks the resource bundles of its own copy of Xerces under the name it looks for.
    core = str(JENA_JARS / "jena-core.jar")
    subprocess.run(["unzip", "-q", "-o", core, "org/apache/jena/ext/xerces/*", "-d", str(work)], check=True)
    shutil.copytree(work / "org/apache/jena/ext/xerces", work / "xerces", dirs_exist_ok=True)
    jars = sorted(jar for name in JENA_NEEDS for jar in JENA_JARS.glob(f"{name}.jar"))
    classes = ":".join([str(work), *map(str, jars)])
    return lambda path: run(["java", "-cp", classes, "riotcmd.riot", "--output=nquads", str(path)])


def tools(work: Path) -> dict[str, tuple[Reader | None, tuple[str, ...]]]:
    """Return each tool with its reader, None when it is not installed, and the endings that it reads."""
    java = bool(shutil.which("java")) and (JENA_JARS / "jena-core.jar").exists()
    node = shutil.which("node")
    n3 = node and not subprocess.run([node, "-e", "require('n3')"], capture_output=True, check=False).returncode  # fmt: skip
    return {
        "rdflib": (with_rdflib, tuple(RDFLIB)),
        "rapper": (with_rapper if shutil.which("rapper") else None, tuple(RAPPER)),
        # Debian's Jena comes without a jar that its JSON-LD reader needs.
        "riot": (riot(work) if java else None, ("nt", "ttl", "rdf", "nq", "trig")),
        "N3.js": (with_n3_js if n3 else None, tuple(N3_JS)),
    }


def canonical(quads: ox.Dataset) -> frozenset[str]:
    """Return the statements of a graph with canonical names for its blank nodes: equal exactly for isomorphic graphs."""
    quads.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, quads))


def export(work: Path) -> dict[str, Path]:
    """Build the sample corpus and export it in every RDF format."""
    pages = sorted(
        page
        for ending in ("txt", "html", "jsonl")
        for page in (ROOT / "seeds" / "samples").glob(f"*.{ending}")
    )
    command = [sys.executable, "-m", "kg"]
    subprocess.run([*command, "build", *map(str, pages), "-o", str(work / "out")], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    files = {ending: work / f"g.{ending}" for ending in (*ONE_GRAPH, *NAMED_GRAPHS)}
    for path in files.values():
        subprocess.run(
            [*command, "export", str(work / "out"), str(path)], check=True, stdout=subprocess.DEVNULL
        )
    return files


def main(arguments: list[str]) -> int:
    """Compare all tools on all files."""
    failures = 0
    os.environ.setdefault("NODE_PATH", "/usr/share/nodejs")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        files = export(work)
        expected = {
            group[0]: canonical(ox.Dataset(ox.parse(path=str(files[group[0]]), format=OXIGRAPH[group[0]])))
            for group in (ONE_GRAPH, NAMED_GRAPHS)
        }
        readers = {"Oxigraph": (None, tuple(OXIGRAPH))} | tools(work)
        for tool, (reader, endings) in readers.items():
            if tool != "Oxigraph" and reader is None:
                print(f"{tool}: not installed")
                failures += "--all" in arguments
                continue
            for ending in endings:
                path = files[ending]
                read = (
                    ox.parse(reader(path), format=ox.RdfFormat.N_QUADS)
                    if reader
                    else ox.parse(path=str(path), format=OXIGRAPH[ending])
                )
                found = canonical(ox.Dataset(read))
                wanted = expected[(ONE_GRAPH if ending in ONE_GRAPH else NAMED_GRAPHS)[0]]
                same = found == wanted
                failures += not same
                print(f"{tool} {ending}: {len(found)} statements, {'isomorphic' if same else f'{len(found ^ wanted)} DIFFER'}")  # fmt: skip
                for line in sorted(found ^ wanted)[:4]:
                    print(f"  {'there' if line in found else 'missing'}: {line[:200]}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
