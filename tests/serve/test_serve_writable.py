"""A store that takes updates: by POST only, from its own pages only, and whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from serve_samples import make_store, served  # noqa: E402

from kg.graph import GraphStore  # noqa: E402

INSERT = 'INSERT DATA { <urn:n> rdfs:label "新"@zh }'
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
        ("LOAD <http://127.0.0.1:9/>", 403),
        ("LOAD SILENT <file:///etc/hostname>", 403),
        (r"L\u004fAD <http://127.0.0.1:9/>", 403),
    ],
)
def test_bad_updates_are_refused(client: "httpx.Client", update: str, status: int):
    response = client.post("/sparql", data={"update": update})
    assert response.status_code == status
    assert response.text.endswith(".\n")


def test_an_update_that_runs_too_long_changes_nothing(client: "httpx.Client"):
    endless = "INSERT { <urn:many> ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
    assert client.post("/sparql", data={"update": f"{INSERT} ; {endless}"}).status_code == 503
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is False
    assert client.get("/sparql", headers={"Accept": "text/turtle"}).text.count("SPARQL11Update") == 1


def test_the_store_holds_what_was_written_when_the_server_is_gone(tmp_path: Path):
    make_store(tmp_path)
    with served(tmp_path, "--writable") as url:
        assert httpx.post(f"{url}/sparql", data={"update": INSERT}).status_code == 204
    with GraphStore.open(tmp_path / "store", read_only=True) as store:
        assert bool(store.query(ASK)) and len(store.pages()) == 1
