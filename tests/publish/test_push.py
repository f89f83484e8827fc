"""Pushing to a store: chunks, journal, interruption, changes, refusals. The other side is a small store of our own."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

httpx = pytest.importorskip("httpx", reason="httpx is not installed")

from kg.graph import GraphStore  # noqa: E402
from kg.publish.push import PushError, Step, push  # noqa: E402
from kg.publish.push_targets import Credentials, GraphStoreTarget, UpdateTarget  # noqa: E402


class Other(ThreadingHTTPServer):
    """A graph store, update and query endpoint in memory that counts requests and can fail."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store, self.requests, self.fail_at, self.scheme = ox.Store(), [], -1, ""
        self.stop_at, self.reached, self.go_on = -1, threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Other

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server = self.server
        asked = {"basic": 'Basic realm="x"', "digest": 'Digest realm="x", nonce="n", qop="auth"'}.get(
            server.scheme
        )
        if asked and not self.headers.get("Authorization", "").lower().startswith(server.scheme):
            return self.answer(401, WWW_Authenticate=asked)
        address = urlsplit(self.path)
        if address.path == "/query":
            answer = server.store.query(parse_qs(body.decode())["query"][0])
            return self.answer(200, answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        server.requests.append((self.command, len(body.splitlines())))
        if len(server.requests) == server.stop_at:
            server.reached.set()
            server.go_on.wait(60)
        if len(server.requests) == server.fail_at:
            return self.answer(507, "磁盘已满 disk full\nat line 1".encode())
        if address.path == "/update":
            server.store.update(body.decode())
            return self.answer(204)
        values = parse_qs(address.query, keep_blank_values=True)
        graph = ox.NamedNode(values["graph"][0]) if "graph" in values else ox.DefaultGraph()
        if self.command == "GET":
            return self.answer(200, server.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b"")
        if self.command in ("PUT", "DELETE"):
            server.store.update(f"CLEAR SILENT {'DEFAULT' if 'default' in values else f'GRAPH {graph}'}")
        server.store.load(body, ox.RdfFormat.TURTLE, to_graph=graph)
        return self.answer(204)

    do_GET = do_PUT = do_POST = do_DELETE = handle_any


@pytest.fixture
def other() -> Iterator[Other]:
    server = Other()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def made(sizes: dict[str, int]) -> GraphStore:
    store = GraphStore.in_memory()
    quads = [
        ox.Quad(
            ox.NamedNode(f"urn:s{n}"),
            ox.NamedNode("urn:p"),
            ox.Literal(f"值{n}", language="zh"),
            ox.NamedNode(name),
        )
        for name, size in sizes.items()
        for n in range(size)
    ]
    store.store.extend(quads + [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads])
    return store


def held(other: Other) -> dict[str, int]:
    return {
        graph.value: len(list(other.store.quads_for_pattern(None, None, None, graph)))
        for graph in other.store.named_graphs()
    }


def targets(other: Other) -> list["GraphStoreTarget | UpdateTarget"]:
    return [
        GraphStoreTarget(f"{other.url}/store"),
        UpdateTarget(f"{other.url}/update", query=f"{other.url}/query"),
    ]


@pytest.mark.parametrize("kind", [0, 1])
def test_named_graphs_arrive_whole_and_in_chunks(other: Other, kind: int, tmp_path: Path):
    steps: list[Step] = []
    store = made({"urn:g1": 25, "urn:g2": 3})
    done = push(store, targets(other)[kind], tmp_path, chunk=10, progress=steps.append)
    assert held(other) == {"urn:g1": 25, "urn:g2": 3}
    assert (done.sent, done.unchanged, done.removed, done.statements) == (2, 0, 0, 28)
    assert [(step.done, step.total) for step in steps] == [(10, 25), (20, 25), (25, 25), (3, 3)]
    assert set(other.store.quads_for_pattern(None, None, None, ox.NamedNode("urn:g1"))) == set(
        store.store.quads_for_pattern(None, None, None, ox.NamedNode("urn:g1"))
    )


@pytest.mark.parametrize("kind", [0, 1])
def test_only_what_changed_is_sent_and_what_is_gone_is_removed(other: Other, kind: int, tmp_path: Path):
    push(made({"urn:g1": 5, "urn:g2": 5, "urn:g3": 5}), targets(other)[kind], tmp_path)
    done = push(made({"urn:g1": 5, "urn:g2": 2}), targets(other)[kind], tmp_path)
    assert (done.sent, done.unchanged, done.removed) == (1, 1, 1)
    assert {name: count for name, count in held(other).items() if count} == {"urn:g1": 5, "urn:g2": 2}
    assert push(made({"urn:g1": 5, "urn:g2": 2}), targets(other)[kind], tmp_path, again=True).sent == 2


def test_an_interrupted_push_goes_on(other: Other, tmp_path: Path):
    store = made({"urn:g1": 50})
    other.fail_at = 4
    with pytest.raises(PushError, match=r"answered 507.*disk full") as caught:
        push(store, GraphStoreTarget(f"{other.url}/store"), tmp_path, chunk=10)
    assert "\n" not in str(caught.value)
    before = len(other.requests)
    (journal,) = tmp_path.glob("push-*.jsonl")
    journal.write_text(
        journal.read_text(encoding="utf-8") + '{"graph": "urn:g1", "cont', encoding="utf-8"
    )  # power went
    push(store, GraphStoreTarget(f"{other.url}/store"), tmp_path, chunk=10)
    assert [method for method, _ in other.requests[before:]] == ["POST", "POST", "GET"]
    assert held(other) == {"urn:g1": 50}


def test_a_push_that_was_killed_goes_on(other: Other, tmp_path: Path):
    store = made({f"urn:g{n}": 40 for n in range(5)})
    folder = tmp_path / "out"
    with GraphStore.open(folder / "store") as disk:
        disk.store.extend(store.store)
    command = [sys.executable, "-m", "kg", "push", str(folder), f"{other.url}/store", "--chunk", "10"]
    other.stop_at = 8
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        assert other.reached.wait(60)
        process.kill()
    other.go_on.set()
    for _ in range(100):  # the request that was under way may still arrive
        if len(other.requests) == 8:
            break
        time.sleep(0.05)
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "200 statements there, as here" in done.stderr, done.stderr
    assert held(other) == {f"urn:g{n}": 40 for n in range(5)}
    sent = [method for method, _ in other.requests if method in ("PUT", "POST")]
    assert len(sent) <= 21  # 20 chunks, and the one that was under way twice


def test_counts_that_differ_are_found_and_mended(other: Other, tmp_path: Path):
    store = made({"urn:g1": 5})
    push(store, GraphStoreTarget(f"{other.url}/store"), tmp_path)
    other.store.update("DELETE DATA { GRAPH <urn:g1> { <urn:s1> <urn:p> '值1'@zh } }")
    with pytest.raises(PushError, match="5 statements here and 4 at"):
        push(store, GraphStoreTarget(f"{other.url}/store", query=f"{other.url}/query"), tmp_path)
    push(store, GraphStoreTarget(f"{other.url}/store"), tmp_path)
    assert held(other) == {"urn:g1": 5}


@pytest.mark.parametrize("union", ["", "urn:union"])
@pytest.mark.parametrize("kind", [0, 1])
def test_the_union_goes_where_it_is_wanted(other: Other, kind: int, union: str, tmp_path: Path):
    push(made({"urn:g1": 5, "urn:g2": 7}), targets(other)[kind], tmp_path, union=union)
    graph = ox.NamedNode(union) if union else ox.DefaultGraph()
    assert len(list(other.store.quads_for_pattern(None, None, None, graph))) == 7


@pytest.mark.parametrize("scheme", ["basic", "digest"])
def test_the_password_is_given_as_asked_and_only_then(other: Other, scheme: str, tmp_path: Path):
    other.scheme = scheme
    with pytest.raises(PushError, match="JINGWEI_USER"):
        push(made({"urn:g1": 1}), GraphStoreTarget(f"{other.url}/store"), tmp_path)
    secret = Credentials("dba", "geheim")
    push(made({"urn:g1": 25}), GraphStoreTarget(f"{other.url}/store", secret), tmp_path, chunk=10)
    assert held(other) == {"urn:g1": 25}
    assert "geheim" not in repr(secret) and not any(
        "geheim" in path.read_text(encoding="utf-8") for path in tmp_path.iterdir()
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://x/", "no web address"),
        ("nowhere", "no web address"),
        ("http://dba:secret@127.0.0.1:1/", "do not belong into the address"),
        ("http://127.0.0.1:1/", "cannot be reached"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, said: str, tmp_path: Path):
    with pytest.raises(PushError, match=said) as caught:
        push(made({"urn:g1": 1}), GraphStoreTarget(url), tmp_path)
    assert "secret" not in str(caught.value)
