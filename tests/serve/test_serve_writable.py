"""A store that takes updates: by POST only, from its own pages only, and whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from serve_samples import BASE, make_store, served  # noqa: E402

from kg.graph import GraphStore  # noqa: E402

INSERT = 'INSERT DATA { GRAPH <urn:g> { <urn:n> rdfs:label "新"@zh } }'
ASK = "ASK { <urn:n> rdfs:label ?l }"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("writable")
    make_store(folder)
    return folder


@pytest.fixture(scope="module")
def client(output: Path) -> "Iterator[httpx.Client]":
    with (
        served(output, "--writable", "--seconds", "3") as url,
        httpx.Client(base_url=url, timeout=20) as client,
    ):
        yield client


def test_updates_by_form_and_by_their_own_media_type(client: "httpx.Client"):
    assert client.post("/sparql", data={"update": INSERT}).status_code == 204
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    assert (
        client.post(
            "/sparql",
            content=INSERT.replace("INSERT", "DELETE"),
            headers={"Content-Type": "application/sparql-update"},
        ).status_code
        == 204
    )
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is False


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "rebound.example"}, 403),
        ({}, 204),
    ],
)
def test_pages_of_other_sites_may_not_write(client: "httpx.Client", headers: dict[str, str], status: int):
    assert client.post("/sparql", data={"update": "INSERT DATA {}"}, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA {", 400),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 400),
        ("CLEAR DEFAULT", 400),
        ("DROP GRAPH <urn:nothing>", 400),
        ("ASK {}", 400),
        ("LOAD <http://127.0.0.1:9/>", 403),
        ("LOAD SILENT <file:///etc/hostname>", 403),
        (r"L\u004fAD <http://127.0.0.1:9/>", 403),
    ],
)
def test_bad_updates_are_refused(client: "httpx.Client", update: str, status: int):
    response = client.post("/sparql", data={"update": update})
    assert response.status_code == status
    assert response.text.endswith(".\n")


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
COPY = "INSERT { GRAPH <urn:copied> { ?s ?p ?o } } WHERE { ?s ?p ?o }"


@pytest.mark.parametrize(
    ("why", "method", "request_", "status"),
    [
        ("by GET", "GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("by PUT", "PUT", {"content": "CLEAR ALL", "headers": UPDATE}, 405),
        ("two updates", "POST", {"content": "update=CLEAR+ALL&update=CLEAR+ALL", "headers": FORM}, 400),
        ("an update and a query", "POST", {"data": {"update": "CLEAR ALL", "query": "ASK {}"}}, 400),
        ("a form that says it is something else", "POST", {"content": "update=CLEAR+ALL", "headers": {"Content-Type": "text/plain"}}, 415),
        ("no media type", "POST", {"content": "CLEAR ALL"}, 415),
        ("no UTF-8", "POST", {"content": b"CLEAR ALL # \xb5", "headers": UPDATE}, 400),
        ("no UTF-8 in a form", "POST", {"content": b"update=CLEAR+ALL+%23+%B5", "headers": FORM}, 400),
        ("a query that is sent as an update", "POST", {"content": "ASK {}", "headers": UPDATE}, 400),
        ("graphs given twice", "POST", {"data": {"update": COPY.replace("WHERE", "USING <urn:g> WHERE"), "using-graph-uri": "urn:g"}}, 400),
        ("graphs and WITH", "POST", {"data": {"update": f"WITH <urn:g> {COPY}", "using-named-graph-uri": "urn:g"}}, 400),
        ("a graph that is no IRI", "POST", {"data": {"update": COPY, "using-graph-uri": "no IRI"}}, 400),
    ],
)  # fmt: skip
def test_an_update_that_the_protocol_does_not_allow(
    client: "httpx.Client", why: str, method: str, request_: dict, status: int
):
    response = client.request(method, "/sparql", **request_)
    assert response.status_code == status, why
    assert response.text.endswith(".\n") and "Traceback" not in response.text
    assert client.get("/sparql", params={"query": "ASK { ?s a kg:Page }"}).json()["boolean"] is True


@pytest.mark.parametrize("way", ["form", "form with graphs in the address", "own media type"])
def test_the_graphs_that_an_update_reads_may_be_named_in_the_request(client: "httpx.Client", way: str):
    seeds = f"{BASE}graph/seeds"
    client.post("/sparql", data={"update": "DROP SILENT GRAPH <urn:copied>"})
    if way == "form":
        sent = client.post("/sparql", data={"update": COPY, "using-graph-uri": seeds})
    elif way == "own media type":
        sent = client.post("/sparql", params={"using-graph-uri": seeds}, content=COPY, headers=UPDATE)
    else:
        sent = client.post("/sparql", params={"using-graph-uri": seeds}, data={"update": COPY})
    assert sent.status_code == 204 and sent.content == b""
    count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <urn:copied> { ?s ?p ?o } }"}
    assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "3"


def test_the_union_follows_every_update(client: "httpx.Client"):
    def count(pattern: str) -> str:
        query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}"
        return client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"]

    for update in (INSERT, COPY, "DELETE WHERE { GRAPH <urn:copied> { ?s a ?c } }", "DROP GRAPH <urn:copied>", "DROP SILENT GRAPH <urn:g>"):  # fmt: skip
        assert client.post("/sparql", data={"update": update}).status_code == 204
        assert count("?s ?p ?o") == count("GRAPH ?g { ?s ?p ?o }")
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is False


def test_an_update_that_runs_too_long_changes_nothing(client: "httpx.Client"):
    endless = "INSERT { GRAPH <urn:g> { <urn:many> ?b ?c } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
    assert client.post("/sparql", data={"update": f"{INSERT} ; {endless}"}).status_code == 503
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is False
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).text.count("SPARQL11Update") == 1


def test_the_description_counts_anew_only_when_the_store_has_changed(client: "httpx.Client"):
    def triples() -> str:
        turtle = client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text
        return turtle.split("void:triples ")[1].split()[0]

    first = triples()
    assert triples() == first
    extra = "INSERT DATA { GRAPH <urn:more> { <urn:counted> a kg:Page } }"
    assert client.post("/sparql", data={"update": extra}).status_code == 204
    assert int(triples()) == int(first) + 1
    assert client.post("/sparql", data={"update": "DROP GRAPH <urn:more>"}).status_code == 204
    assert triples() == first


def test_the_store_holds_what_was_written_when_the_server_is_gone(tmp_path: Path):
    make_store(tmp_path)
    with served(tmp_path, "--writable") as url:
        assert httpx.post(f"{url}/sparql", data={"update": INSERT}).status_code == 204
    with GraphStore.open(tmp_path / "store", read_only=True) as store:
        assert bool(store.query(ASK)) and len(store.pages()) == 1
