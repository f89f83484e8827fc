"""Other people's parsers read what Jingwei writes: rapper (Raptor), riot (Jena), rdflib and Oxigraph, triple for triple.

Builds the sample corpus, reads graph.ttl with each, and compares the number of triples. A tool that is not installed is
named and skipped; rdflib and Oxigraph come with the package, so they always run.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import rdflib

ROOT = Path(__file__).resolve().parents[1]
JENA_JARS = Path("/usr/share/java")
JENA_NEEDS = "jena-* dexx.collection commons-* jackson-* httpclient* httpcore* jsonld-java titanium-json-ld* jakarta.json-api* thrift protobuf* slf4j-api slf4j-nop jcl-over-slf4j libintl gson guava".split()


def with_oxigraph(path: Path) -> int:
    """Count triples with Oxigraph's Turtle parser."""
    return len(
        {(t.subject, t.predicate, t.object) for t in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    )


def with_rdflib(path: Path) -> int:
    """Count triples with rdflib's Turtle parser."""
    return len(rdflib.Graph().parse(path, format="turtle"))


def with_rapper(path: Path) -> int | None:
    """Count triples with Raptor; None when it is not installed."""
    if not shutil.which("rapper"):
        return None
    run = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    if run.stderr.strip():
        raise SystemExit(f"rapper complains: {run.stderr.strip()[:400]}")
    return len(set(run.stdout.splitlines()))


def with_riot(path: Path, work: Path) -> int | None:
    """Count triples with Jena's riot; None when Debian's libapache-jena-java is not installed."""
    jars = sorted(jar for name in JENA_NEEDS for jar in JENA_JARS.glob(f"{name}.jar"))
    core = JENA_JARS / "jena-core.jar"
    if not core.exists() or not shutil.which("java"):
        return None
    # Debian's jar lacks the resource bundles of its own copy of Xerces under the name it looks for.
    subprocess.run(
        ["unzip", "-q", "-o", str(core), "org/apache/jena/ext/xerces/*", "-d", str(work)], check=True
    )
    shutil.copytree(work / "org/apache/jena/ext/xerces", work / "xerces", dirs_exist_ok=True)
    path_of_classes = ":".join([str(work), *map(str, jars)])
    command = ["java", "-cp", path_of_classes, "riotcmd.riot", "--output=ntriples", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"riot fails: {run.stderr.strip()[:400]}")
    complaints = [
        line for line in run.stderr.splitlines() if "ERROR" in line or ("WARN" in line and "riot" in line)
    ]
    if complaints:
        raise SystemExit(f"riot complains: {complaints[0][:400]}")
    return len(set(run.stdout.splitlines()))


def main() -> int:
    """Compare the counts."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        subprocess.run(
            [
                sys.executable,
                "-m",
                "kg",
                "build",
                *map(str, sorted((ROOT / "seeds" / "samples").glob("*.txt"))),
                "-o",
                str(work / "out"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        graph = work / "out" / "graph.ttl"
        counts = {
            "Oxigraph": with_oxigraph(graph),
            "rdflib": with_rdflib(graph),
            "rapper": with_rapper(graph),
            "riot": with_riot(graph, work),
        }
    for name, count in counts.items():
        print(f"{name}: {'not installed, skipped' if count is None else f'{count} triples'}")
    return len({count for count in counts.values() if count is not None}) != 1


if __name__ == "__main__":
    sys.exit(main())
