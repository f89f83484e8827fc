"""The SPARQL 1.1 Protocol, request by request: status, media type, answer, and one sentence for every refusal."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

import pyoxigraph as ox  # noqa: E402
from serve_samples import BASE, PAGE, make_store, served  # noqa: E402

SEEDS = f"{BASE}graph/seeds"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
NAMES = 'SELECT ?name WHERE { ?s rdfs:label ?name FILTER(CONTAINS(?name, "省")) } ORDER BY ?name'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def total(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    output = tmp_path_factory.mktemp("served")
    return output, make_store(output)


@pytest.fixture(scope="module")
def client(total: tuple[Path, int]) -> "Iterator[httpx.Client]":
    with (
        served(total[0], "--seconds", "3", "--answer-mb", "1", "--memory-mb", "600") as url,
        httpx.Client(base_url=url, timeout=20) as client,
    ):
        yield client


def number(response: "httpx.Response") -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def one_sentence(response: "httpx.Response") -> str:
    assert response.headers["content-type"].startswith("text/plain")
    text = response.text
    assert (
        text.endswith((".\n", "received."))
        and text.count("\n") <= 1
        and len(text) < 700
        and "Traceback" not in text
    )
    return text


# --- the three ways to send a query


def test_a_query_by_get_by_form_and_by_its_own_media_type(client: "httpx.Client", total: tuple[Path, int]):
    assert number(client.get("/sparql", params={"query": COUNT})) == total[1]
    assert number(client.post("/sparql", data={"query": COUNT})) == total[1]
    assert number(client.post("/sparql", content=COUNT, headers=QUERY)) == total[1]
    assert (
        number(
            client.post(
                "/sparql", content=COUNT, headers={"Content-Type": "Application/SPARQL-Query; charset=UTF-8"}
            )
        )
        == total[1]
    )


def test_chinese_passes_in_every_way(client: "httpx.Client"):
    for response in (
        client.get("/sparql", params={"query": NAMES}),
        client.post("/sparql", data={"query": NAMES}),
        client.post("/sparql", content=NAMES.encode(), headers=QUERY),
    ):
        assert [row["name"]["value"] for row in response.json()["results"]["bindings"]] == [
            "东江省水利厅",
            "江苏省",
        ]


def test_unknown_parameters_are_passed_over(client: "httpx.Client"):
    assert (
        client.get("/sparql", params={"query": "ASK {}", "format": "json", "timeout": "0"}).json()["boolean"]
        is True
    )


def test_head_answers_without_a_body(client: "httpx.Client"):
    response = client.head("/sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.content) == (200, b"")


# --- what the answer is written in

RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("media", RESULTS)
def test_rows_in_every_format(client: "httpx.Client", media: str):
    response = client.get("/sparql", params={"query": NAMES}, headers={"Accept": media})
    assert response.headers["content-type"].partition(";")[0] == media
    solutions = ox.parse_query_results(response.content, RESULTS[media])
    assert [str(row["name"]) for row in solutions] == ['"东江省水利厅"@zh', '"江苏省"@zh']


def test_rows_as_csv(client: "httpx.Client"):
    response = client.get("/sparql", params={"query": NAMES}, headers={"Accept": "text/csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.decode() == "name\r\n东江省水利厅\r\n江苏省\r\n"


@pytest.mark.parametrize("media", [*RESULTS, "text/csv"])
def test_truth_values_in_every_format(client: "httpx.Client", media: str):
    response = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": media})
    assert response.status_code == 200 and b"true" in response.content


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_in_every_format(client: "httpx.Client", media: str):
    response = client.get(
        "/sparql",
        params={"query": "CONSTRUCT WHERE { ?s a kg:Province ; rdfs:label ?l }"},
        headers={"Accept": media},
    )
    assert response.headers["content-type"].partition(";")[0] == media
    assert {str(quad.object) for quad in ox.parse(response.content, GRAPHS[media])} == {
        '"江苏省"@zh',
        "<https://w3id.org/jingwei/ontology#Province>",
    }


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("application/sparql-results+json;q=0, text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json", "application/json"),
        ("text/turtle, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
        ("TEXT/CSV", "text/csv"),
        (";;;, text/csv", "text/csv"),
    ],
)
def test_the_client_chooses(client: "httpx.Client", accept: str, media: str):
    response = client.get("/sparql", params={"query": NAMES}, headers={"Accept": accept})
    assert response.headers["content-type"].partition(";")[0] == media
    assert "Accept" in response.headers["vary"]


def test_what_nobody_can_write_is_refused(client: "httpx.Client"):
    response = client.get("/sparql", params={"query": NAMES}, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "application/sparql-results+json" in one_sentence(response)
    assert (
        client.get("/sparql", params={"query": "DESCRIBE <a:a>"}, headers={"Accept": "text/csv"}).status_code
        == 406
    )


# --- the data set


def test_the_graphs_of_the_request_replace_those_of_the_store(
    client: "httpx.Client", total: tuple[Path, int]
):
    seeds = number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": SEEDS}))
    both = number(
        client.get(
            "/sparql", params=[("query", COUNT), ("default-graph-uri", SEEDS), ("default-graph-uri", PAGE)]
        )
    )
    assert (seeds, both) == (3, total[1])
    assert (
        number(
            client.post(f"/sparql?default-graph-uri={quote(SEEDS, safe='')}", content=COUNT, headers=QUERY)
        )
        == 3
    )
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert number(client.get("/sparql", params={"query": named})) == 2
    assert number(client.get("/sparql", params={"query": named, "named-graph-uri": SEEDS})) == 1
    assert number(client.get("/sparql", params={"query": COUNT, "named-graph-uri": SEEDS})) == 0
    assert (
        number(
            client.get(
                "/sparql",
                params={
                    "query": f"SELECT (COUNT(*) AS ?n) FROM <{PAGE}> WHERE {{ ?s ?p ?o }}",
                    "default-graph-uri": SEEDS,
                },
            )
        )
        == 3
    )
    assert number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": "urn:nothing"})) == 0


def test_a_triple_of_two_default_graphs_is_there_once(client: "httpx.Client"):
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    twice = [("query", query), ("default-graph-uri", SEEDS), ("default-graph-uri", SEEDS)]
    assert number(client.get("/sparql", params=twice)) == 3
    assert number(client.post("/sparql", data={"query": query.replace("WHERE", f"FROM <{SEEDS}> FROM <{SEEDS}> WHERE")})) == 3  # fmt: skip
    graphs = {"query": "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } ?x a kg:Province }",
              "default-graph-uri": [SEEDS, PAGE], "named-graph-uri": PAGE}  # fmt: skip
    for response in (client.get("/sparql", params=graphs), client.post("/sparql", data=graphs)):
        assert number(response) == 1


# --- refusals

BAD = [
    ("two queries", "GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
    ("two queries in a form", "POST", {"content": "query=ASK%7B%7D&query=ASK%7B%7D", "headers": FORM}, 400),
    ("an update by GET", "GET", {"params": {"update": "CLEAR ALL"}}, 400),
    ("query and update", "POST", {"data": {"query": "ASK {}", "update": "CLEAR ALL"}}, 400),
    ("an update of a store that is read-only", "POST", {"data": {"update": "CLEAR ALL"}}, 403),
    (
        "the same with its own media type",
        "POST",
        {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
        403,
    ),
    ("an update as a query", "GET", {"params": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 400),
    ("no query in a form", "POST", {"content": "", "headers": FORM}, 400),
    ("another media type", "POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
    ("a form in the name of a query", "POST", {"content": "query=ASK%20%7B%7D", "headers": QUERY}, 400),
    ("a query in the name of a form", "POST", {"content": "ASK {}", "headers": FORM}, 400),
    (
        "a query in the address and in the body",
        "POST",
        {"params": {"query": "ASK {}"}, "content": "ASK {}", "headers": QUERY},
        400,
    ),
    ("a query in the address alone, by POST", "POST", {"params": {"query": "ASK {}"}}, 415),
    (
        "several media types",
        "POST",
        {"content": "ASK {}", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        415,
    ),
    ("an update as its own media type, by GET", "GET", {"params": {"update": "INSERT DATA {}"}}, 400),
    ("an update in the name of a query", "POST", {"content": "INSERT DATA {}", "headers": QUERY}, 400),
    ("no media type", "POST", {"content": "ASK {}"}, 415),
    ("a broken query", "GET", {"params": {"query": "SELECT WHERE"}}, 400),
    ("an empty query", "GET", {"params": {"query": ""}}, 400),
    ("no UTF-8 in the body", "POST", {"content": b"ASK { ?s ?p '\xb5' }", "headers": QUERY}, 400),
    ("no UTF-8 in the form", "POST", {"content": b"query=ASK%20%7B%7D%20%23%B5", "headers": FORM}, 400),
    ("an unknown prefix", "GET", {"params": {"query": "ASK { ?s nobody:knows ?o }"}}, 400),
    ("no IRI", "GET", {"params": {"query": "ASK {}", "default-graph-uri": "no IRI"}}, 400),
    ("a relative IRI", "GET", {"params": {"query": "ASK {}", "named-graph-uri": "graph"}}, 400),
    ("another method", "PUT", {"content": "ASK {}"}, 405),
    ("another method", "DELETE", {}, 405),
    ("too long a body", "POST", {"content": b"#" * (2 << 20), "headers": QUERY}, 413),
    (
        "a call to another server",
        "GET",
        {"params": {"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}},
        403,
    ),
    (
        "a call hidden behind an escape",
        "GET",
        {"params": {"query": r"ASK { ?s rdfs:a\#  ?o SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}},
        403,
    ),
]


@pytest.mark.parametrize(
    ("why", "method", "request_", "status"), BAD, ids=[f"{why} {method}" for why, method, *_ in BAD]
)
def test_a_refusal_is_one_sentence_with_the_right_status(
    client: "httpx.Client", why: str, method: str, request_: dict, status: int
):
    response = client.request(method, "/sparql", **request_)
    assert response.status_code == status, why
    one_sentence(response)


# --- hostile queries

HOSTILE = [
    (
        "a product of everything",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r . ?s ?t ?u }",
        503,
    ),
    ("brackets ten thousands deep", "ASK " + "{" * 40_000 + "}" * 40_000, 422),
    ("a sum ten thousands deep", "ASK { FILTER(" + "(" * 40_000 + "1" + ")" * 40_000 + ") }", 422),
    ("a long answer", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 422),
]


@pytest.mark.parametrize(("why", "query", "status"), HOSTILE, ids=[why for why, *_ in HOSTILE])
def test_hostile_queries_end_and_the_server_goes_on(
    client: "httpx.Client", why: str, query: str, status: int
):
    response = client.post("/sparql", data={"query": query})
    assert response.status_code == status, response.text
    one_sentence(response)
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_query_hungry_for_memory_ends(client: "httpx.Client"):
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(34))
    response = client.post("/sparql", data={"query": f'SELECT ?x34 {{ BIND("经纬" AS ?x0) {doubled} }}'})
    assert response.status_code in (422, 503)
    one_sentence(response)


# --- descriptions, nodes, pages


def test_the_service_describes_itself(client: "httpx.Client", total: tuple[Path, int]):
    for path in ("/sparql", "/.well-known/void"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        graph = ox.Store()
        graph.load(response.content, ox.RdfFormat.TURTLE)
        prefixes = {
            "sd": "http://www.w3.org/ns/sparql-service-description#",
            "void": "http://rdfs.org/ns/void#",
        }
        (row,) = graph.query(
            "SELECT ?n ?url { ?s a sd:Service ; sd:endpoint ?url ; sd:supportedLanguage sd:SPARQL11Query . ?d void:triples ?n ; void:sparqlEndpoint ?url }",
            prefixes=prefixes,
        )
        assert (int(row["n"].value), row["url"].value) == (total[1], str(client.base_url.join("/sparql")))
        (row,) = graph.query(
            "SELECT ?n { ?p void:class <https://w3id.org/jingwei/ontology#Person> ; void:entities ?n }",
            prefixes=prefixes,
        )
        assert row["n"].value == "1"
        assert not graph.query("ASK { ?s sd:supportedLanguage sd:SPARQL11Update }", prefixes=prefixes)


def test_a_browser_gets_the_editor(client: "httpx.Client"):
    response = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "/query")
    page = client.get("/query")
    assert (
        "unsafe" not in page.headers["content-security-policy"]
        and "default-src 'none'" in page.headers["content-security-policy"]
    )
    assert "谁担任某职务" in page.text and "https://" not in page.text.replace(BASE, "")


def test_a_node_is_rdf_for_machines_and_a_page_for_people(client: "httpx.Client"):
    turtle = client.get("/id/place/320000", headers={"Accept": "text/turtle"})
    assert {str(t.subject) for t in ox.parse(turtle.content, ox.RdfFormat.TURTLE)} == {
        f"<{BASE}place/320000>"
    }
    page = client.get("/id/person/b2", headers={"Accept": "text/html"})
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert "&lt;b&gt;顾明&lt;/b&gt;&amp;amp;" in page.text and "<b>顾明" not in page.text
    assert "东江省水利厅厅长顾明。" in page.text and "/id/post/c3" in page.text
    assert client.get("/id/place/320000", headers={"Accept": "image/png"}).status_code == 406
    for nowhere in ("/id/place/999999", "/id/", "/id/place/%3E%20?x", "/id/a>b", "/id/a{b", "/nothing"):
        response = client.get(nowhere)
        assert response.status_code == 404, nowhere
        one_sentence(response)


def test_named_queries_are_listed_and_bound(client: "httpx.Client"):
    listed = {item["name"]: item for item in client.get("/queries").json()}
    assert listed["holders-of-post"]["parameters"][0]["name"] == "title"
    text = client.get("/queries/holders-of-post", params={"title": '厅长" } #'}).text
    assert 'BIND("厅长\\" } #"@zh AS ?title)' in text
    assert number(client.get("/sparql", params={"query": COUNT})) > 0
    rows = client.post(
        "/sparql", data={"query": client.get("/queries/find", params={"words": "水利"}).text}
    ).json()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["东江省水利厅"]
    assert client.get("/queries/nothing").status_code == 404
    assert client.get("/queries/holders-of-post", params={"on": "gestern"}).status_code == 400


def test_pages_of_other_sites_may_ask(client: "httpx.Client"):
    asked = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"})
    assert asked.headers["access-control-allow-origin"] == "*"
    preflight = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 200 and "POST" in preflight.headers["access-control-allow-methods"]


def test_the_bundled_editor_is_what_its_recipe_says():
    import hashlib

    from kg.serve.app import STATIC

    recipe = (STATIC / "yasgui" / "README.md").read_text(encoding="utf-8")
    for name in ("yasgui.min.js", "yasgui.min.css"):
        assert f"{hashlib.sha256((STATIC / 'yasgui' / name).read_bytes()).hexdigest()}  {name}" in recipe
    assert "MIT License" in (STATIC / "yasgui" / "LICENSE.txt").read_text(encoding="utf-8")


def test_json_of_the_queries_is_utf_8(client: "httpx.Client"):
    assert "职务" in json.dumps(client.get("/queries").json(), ensure_ascii=False)
