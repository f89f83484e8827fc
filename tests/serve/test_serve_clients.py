"""Other people's clients on the endpoint: SPARQLWrapper, rdflib's SPARQLStore, curl, and a browser for the editor."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

import rdflib  # noqa: E402
from serve_samples import BASE, make_store, served  # noqa: E402

NAMES = 'PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?name { ?s rdfs:label ?name FILTER(CONTAINS(?name, "省")) } ORDER BY ?name'
EXPECTED = ["东江省水利厅", "江苏省"]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output = tmp_path_factory.mktemp("asked")
    make_store(output)
    with served(output) as address:
        yield address


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(url: str, method: str):
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(f"{url}/sparql")
    client.setMethod(method)
    client.setQuery(NAMES)
    for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
        client.setReturnFormat(form)
        answer = client.query().convert()
        if form == wrapper.JSON:
            assert [row["name"]["value"] for row in answer["results"]["bindings"]] == EXPECTED
        else:
            text = answer.toxml() if form == wrapper.XML else answer.decode()
            assert all(name in text for name in EXPECTED)
    client.setQuery(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/jingwei/ontology#Province> ; ?p ?o }"
    )
    for form in (wrapper.TURTLE, wrapper.N3, wrapper.JSONLD, wrapper.RDFXML):
        client.setReturnFormat(form)
        answer = client.query().convert()
        graph = (
            answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        )
        assert len(graph) == 3
    client.setQuery("SELECT broken")
    client.setReturnFormat(wrapper.JSON)
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(url: str, method: str):
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"{url}/sparql", method=method))
    assert [str(row.name) for row in graph.query(NAMES)] == EXPECTED
    place = rdflib.URIRef(f"{BASE}place/320000")
    assert graph.value(place, rdflib.RDFS.label) == rdflib.Literal("江苏省", lang="zh")
    assert len(graph) == len(list(graph.triples((None, None, None))))


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(url: str):
    def curl(*options: str) -> str:
        return subprocess.run(
            ["curl", "-sS", "--fail-with-body", *options],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        ).stdout

    assert json.loads(curl(f"{url}/sparql", "--data-urlencode", f"query={NAMES}"))["head"]["vars"] == ["name"]
    assert curl(
        "-G", "-H", "Accept: text/csv", f"{url}/sparql", "--data-urlencode", f"query={NAMES}"
    ).splitlines() == ["name", *EXPECTED]
    assert (
        curl("-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}", f"{url}/sparql")
        == '{"head":{},"boolean":true}'
    )
    assert "江苏省" in curl("-H", "Accept: text/turtle", f"{url}/id/place/320000")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
def test_the_editor_runs_a_named_query_and_asks_nobody_else(url: str, tmp_path: Path):
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (pip install playwright)"
    )
    asked, complaints = [], []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{url}/query")
        form = page.locator("form[data-name='find']")
        page.locator("details", has=form).locator("summary").click()
        form.locator("input").fill("水利")
        form.locator("button").click()
        # No wait_for_function here: it evaluates a string in the page, which the page's own policy forbids.
        page.locator(".yasr", has_text="东江省水利厅").first.wait_for(timeout=20000)
        browser.close()
    assert complaints == []
    assert all(address.startswith((url, "data:")) for address in asked)
