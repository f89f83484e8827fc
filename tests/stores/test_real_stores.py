"""The whole corpus in other people's stores: the same statements, and the same rows of every named query, as here.

The corpus is the pages beside the project (`../shared/corpus`) and the sample that the project wrote itself; where the
former are not there, the sample alone.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions

httpx = pytest.importorskip("httpx", reason="httpx is not installed")

from asked_values import ASKED, bound  # noqa: E402
from store_servers import (  # noqa: E402
    JAVA,
    JENA,
    OXIGRAPH,
    UNION,
    VIRTUOSO,
    Jena,
    Row,
    Running,
    oxigraph,
    rows_of,
    virtuoso,
)

from kg.graph import GraphStore  # noqa: E402
from kg.graph.queries import named, names  # noqa: E402
from kg.pipeline import STORE, build  # noqa: E402
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig  # noqa: E402
from kg.publish.turtle import write_turtle  # noqa: E402
from kg.resources import folder  # noqa: E402

pytestmark = pytest.mark.stores

CANNOT: dict[tuple[str, str], str] = {
    (
        "virtuoso",
        "compare-sources",
    ): "GROUP_CONCAT may join values in any order, and Virtuoso 7 takes another one",
    ("virtuoso", "latest-figures"): "Virtuoso 7 calls a comparison with an unbound value true",
    ("virtuoso", "find"): "CONTAINS with a bound Chinese word finds nothing in Virtuoso 7",
    ("virtuoso", "holders-of-post"): "Virtuoso 7 loses the language of a title that it grouped by",
    ("virtuoso", "statistics-of-indicator"): "Virtuoso 7 gives some rows twice in spite of DISTINCT",
}
"""Queries that a store cannot run, or answers otherwise than SPARQL 1.1 says, and why."""


SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("corpus") / "out"
    pages = [
        page
        for place in (folder("seeds") / "samples", SHARED, SHARED / "news")
        for ending in ("txt", "html", "jsonl")
        for page in sorted(place.glob(f"*.{ending}"))
    ]
    build(pages, target)
    return target


@dataclass(frozen=True)
class Asked:
    """A named query as it is sent, and its rows here."""

    text: str
    rows: list[Row]


@pytest.fixture(scope="module")
def here(output: Path) -> dict[tuple[str, str], Asked]:
    """Every query twice: with values for its parameters, and with all of them open."""
    found = {}
    with GraphStore.open(output / STORE, read_only=True) as store:
        for name in names():
            for how, text in (("bound", bound(store, name)), ("open", named(name).bind({}))):
                answer = store.query(text)
                assert isinstance(answer, QuerySolutions)
                rows = rows_of(json.loads(answer.serialize(format=QueryResultsFormat.JSON) or b""))
                found[name, how] = Asked(text, rows)
    for how in ("bound", "open"):
        assert sum(bool(asked.rows) for (_, kind), asked in found.items() if kind == how) >= 25
    return found


def pushed(output: Path, running: Running, *options: str, **environment: str) -> str:
    command = [
        sys.executable,
        "-m",
        "kg",
        "push",
        str(output),
        running.write,
        "--query",
        running.query,
        *options,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def oxigraph_store(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if OXIGRAPH is None:
        pytest.skip("the Oxigraph server is not installed (pip install oxigraph)")
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        assert "as here" in pushed(output, running, "--union")
        yield running


@pytest.fixture(scope="module")
def virtuoso_store(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if VIRTUOSO is None:
        pytest.skip("Virtuoso 7 is not installed (apt-get install virtuoso-opensource-7)")
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        assert "as here" in pushed(
            output, running, "--union-graph", UNION, JINGWEI_USER="dba", JINGWEI_PASSWORD="dba"
        )
        yield running


@pytest.fixture(scope="module")
def jena_store(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Jena:
    if JAVA is None or not JENA.exists():
        pytest.skip("Jena is not installed (apt-get install libapache-jena-java unzip)")
    work = tmp_path_factory.mktemp("jena")
    jena = Jena(work)
    with GraphStore.open(output / STORE, read_only=True) as store:
        write_ntriples(store, work / "union.nt")
    jena.load(work / "union.nt", output / "graph.nq")
    return jena


# Jena starts a Java machine for every query, so it is asked with the values only.
@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("oxigraph", "bound"),
        ("oxigraph", "open"),
        ("virtuoso", "bound"),
        ("virtuoso", "open"),
        ("jena", "bound"),
    ],
)
@pytest.mark.parametrize("name", names())
def test_a_named_query_gives_the_same_rows(
    name: str, how: str, kind: str, here: dict[tuple[str, str], Asked], request: pytest.FixtureRequest
):
    store: Running | Jena = request.getfixturevalue(f"{kind}_store")
    reason, asked = CANNOT.get((kind, name)), here[name, how]
    try:
        found = store.rows(asked.text)
    except RuntimeError as error:
        assert reason, f"{kind} cannot run {name}: {error}"
        pytest.xfail(reason)
    if reason and found != asked.rows:
        pytest.xfail(reason)
    assert found == asked.rows


def test_every_query_is_asked_with_its_parameters():
    assert set(ASKED) == set(names())
    assert all(set(values) <= {p.name for p in named(name).parameters} for name, values in ASKED.items())


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_a_second_push_sends_nothing(kind: str, output: Path, request: pytest.FixtureRequest):
    running: Running = request.getfixturevalue(f"{kind}_store")
    options = ["--union"] if kind == "oxigraph" else ["--union-graph", UNION]
    secrets = {"JINGWEI_USER": "dba", "JINGWEI_PASSWORD": "dba"} if kind == "virtuoso" else {}
    assert pushed(output, running, *options, **secrets).startswith("0 graphs sent")


def test_a_wrong_password_is_one_sentence(output: Path, virtuoso_store: Running):
    command = [sys.executable, "-m", "kg", "push", str(output), virtuoso_store.write, "--again"]
    for password, said in (("wrong", "refuses this user"), ("", "set both")):
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env={**os.environ, "JINGWEI_USER": "dba", "JINGWEI_PASSWORD": password},
            timeout=60,
        )
        assert (
            done.returncode == 2
            and said in done.stderr
            and "Traceback" not in done.stderr
            and "wrong" not in done.stderr
        )


def test_jena_has_the_same_number_of_statements(output: Path, jena_store: Jena):
    with GraphStore.open(output / STORE, read_only=True) as store:
        triples, quads = len(store), len(list(store))
    assert jena_store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0] == (
        "literal",
        str(triples),
        "number",
        "",
    )
    assert jena_store.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")[0][0] == (
        "literal",
        str(quads),
        "number",
        "",
    )


@pytest.fixture(scope="module")
def exports(output: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, int]]:
    """The exports of the corpus by their endings, with the number of statements that each must have."""
    target = tmp_path_factory.mktemp("exports")
    with GraphStore.open(output / STORE, read_only=True) as store:
        triples, quads = len(store), len(list(store))
        for ending in ("nt", "ttl", "rdf", "nq", "trig"):
            WRITERS[ending](store, target / f"g.{ending}")
    return {
        ending: (target / f"g.{ending}", quads if ending in ("nq", "trig") else triples) for ending in WRITERS
    }


WRITERS = {
    "nt": write_ntriples,
    "ttl": lambda store, path: write_turtle(store.triples(), path, store.ids.base),
    "rdf": write_rdfxml,
    "nq": write_sorted_nquads,
    "trig": write_trig,
}


@pytest.mark.parametrize("ending", WRITERS)
def test_riot_reads_every_export(ending: str, exports: dict[str, tuple[Path, int]], jena_store: Jena):
    # Debian's Jena comes without the jar that reads JSON-LD; rdflib and Oxigraph read that in tests/publish.
    path, count = exports[ending]
    assert len(set(jena_store.run("riotcmd.riot", "--output=nquads", str(path)).splitlines())) == count
