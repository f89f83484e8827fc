"""Malformed queries, headers, parameters and addresses by the thousand: 4xx with one sentence, never 500, never a hang."""

import random
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from serve_samples import make_store, served  # noqa: E402

from kg.graph.queries import named, names  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.resources import folder  # noqa: E402
from kg.serve.formats import GRAPHS, RESULTS, choose  # noqa: E402
from kg.serve.outward import reaches_out  # noqa: E402

TOKENS = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "(", ")", "?s", "?p", "$o", "*", "a", ".", ";", ",", "FILTER", "OPTIONAL", "UNION", "GRAPH",
    "<a:b>", "<", ">", "<<", ">>", '"x"', '"', "'", '"""', "\\", "\\u0053", "\\U0010FFFF", "@zh", "^^", "xsd:date", "kg:Person", "_:b", "[]", "1", "-1.5e9", "true", "#", "\n",
    "BIND", "AS", "VALUES", "UNDEF", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET", "99999999999999999999", "COUNT(*)", "REGEX", "EXISTS", "MINUS", "PREFIX", "BASE",
    "FROM", "NAMED", "INSERT DATA", "DROP ALL", "经纬", "\x00", "\x07", "\ufeff", "😀", "|", "/", "^", "!", "+", "%", "&&", "||", "IN", "SEPARATOR",
]  # fmt: skip
ROUNDS = 400


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[httpx.Client]":
    output = tmp_path_factory.mktemp("fuzzed")
    make_store(output)
    with (
        served(output, "--seconds", "2", "--answer-mb", "1", "--memory-mb", "600") as url,
        httpx.Client(base_url=url, timeout=15) as client,
    ):
        yield client


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        at, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        end = min(end, at + 12)
        text = (
            text[:at]
            + chance.choice(["", chance.choice(TOKENS), text[at:end] * 2, chr(chance.randint(1, 0x2FF))])
            + text[end:]
        )
    return text


def judged(response: "httpx.Response", what: str) -> int:
    """Any answer but an error of the server is fine; a limit of time is one of ours."""
    assert response.status_code < 500 or response.status_code == 503, (
        f"{response.status_code} for {what!r}: {response.text[:300]}"
    )
    if response.status_code >= 400:
        page = response.headers.get("content-type", "").startswith("text/html")  # for those who asked for one
        assert "Traceback" not in response.text and response.text.strip(), (what, response.text[:300])
        assert page or response.text.strip().count("\n") == 0, (what, response.text[:300])
    return response.status_code


def test_malformed_queries(client: "httpx.Client"):
    chance = random.Random(1)
    texts = [named(name).text for name in names()]
    seen = set()
    for number in range(ROUNDS):
        query = (
            " ".join(chance.choices(TOKENS, k=chance.randint(1, 25)))
            if number % 2
            else mutated(chance.choice(texts), chance)
        )
        seen.add(judged(client.post("/sparql", data={"query": query}), query))
    assert 400 in seen and 200 in seen
    assert client.get("/health").status_code == 200


def test_malformed_headers_and_bodies(client: "httpx.Client"):
    chance = random.Random(2)
    medias = [
        *RESULTS,
        *GRAPHS,
        "*/*",
        "text/html",
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ]
    for _ in range(ROUNDS // 2):
        headers = {}
        for name in (
            "Accept",
            "Content-Type",
            "Origin",
            "Host",
            "Accept-Encoding",
            "Range",
            "Content-Encoding",
            "X-Forwarded-Host",
        ):
            if chance.random() < 0.4:
                headers[name] = (
                    mutated(chance.choice(medias), chance)
                    .encode("ascii", "ignore")
                    .translate(None, b"\r\n\x00\\\x07")
                    .strip()
                    or b"x"
                )
        body = bytes(chance.randint(0, 255) for _ in range(chance.randint(0, 60)))
        method, path = (
            chance.choice(["GET", "POST", "HEAD", "PUT", "PATCH", "OPTIONS"]),
            chance.choice(["/sparql", "/.well-known/void", "/id/place/320000", "/queries", "/query", "/"]),
        )
        try:
            response = client.request(
                method, path, headers=headers, content=body if method not in ("GET", "HEAD") else None
            )
        except (httpx.LocalProtocolError, httpx.InvalidURL):
            continue  # the client itself would not send that
        if method != "HEAD":
            judged(response, f"{method} {path} {headers}")


def test_malformed_parameters_and_addresses(client: "httpx.Client"):
    chance = random.Random(3)
    alphabet = "abc/.:#?&=%+<>{}|^`\\\"' \x01\x7fé经😀-_~()@!$,;[]*0"
    for _ in range(ROUNDS):
        junk = "".join(chance.choices(alphabet, k=chance.randint(0, 20)))
        path = chance.choice([f"/id/{quote(junk, safe='/:')}", f"/queries/{quote(junk)}", f"/queries/find?words={quote(junk)}", f"/sparql?{quote(junk, safe='&=')}",
                              f"/sparql?query=ASK%7B%7D&default-graph-uri={quote(junk)}", f"/static/{quote(junk, safe='/.')}", f"/queries/evidence-of?node={quote(junk)}"])  # fmt: skip
        judged(client.get(path), path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[httpx.Client]":
    """A server of pages that were built, with everything that its explorer and its pages read."""
    output = tmp_path_factory.mktemp("site")
    samples = folder("seeds") / "samples"
    build([samples / "10_appointments.txt", samples / "11_cpi_release.txt"], output)
    with (
        served(output, "--seconds", "20", "--answer-mb", "8") as url,
        httpx.Client(base_url=url, timeout=40) as client,
    ):
        yield client


PAGES = {
    "/": ("lang", "iri", "key", "q"),
    "/query": ("lang", "query"),
    "/indicators": ("q", "page", "lang", "area"),
    "/articles": ("q", "page", "publisher", "from", "to", "date"),
    "/search": ("q", "page"),
    "/checks": ("severity", "rule", "page", "indicator"),
    "/map": ("indicator", "period", "measure", "unit", "basis", "unit_iri"),
    "/offices": ("q", "organization", "page"),
    "/office": ("organization", "title", "on"),
    "/explore/start": ("n",),
    "/explore/node": ("iri", "key"),
    "/explore/search": ("q", "limit"),
    "/explore/path": ("from", "to"),
    "/explore/all": ("n",),
    "/explore/nothing": ("q",),
    "/assets/explorer.js": ("v",),
    "/assets/../app.py": ("v",),
}
"""Addresses of the explorer and the pages, and what they may be asked with."""


def test_malformed_requests_to_the_explorer_and_the_pages(site: "httpx.Client"):
    chance = random.Random(5)
    place = "https://w3id.org/jingwei/id/place/CN"
    values = ["", "0", "-1", "1e9", "99999999999999999999", "경", "国", "统计局 价格", '"', "'; DROP TABLE x--", "%", "*", "NEAR(", "a AND OR", "\x00", "😀",
              "../../etc", "<script>", place, "place/CN", f"{place}>", "urn:x", "not an iri", "{{7*7}}", "\u202e", "a" * 5000, "2026-02-30", "kg:Level", "NaN", "true"]  # fmt: skip
    seen = set()
    for _ in range(ROUNDS // 2):
        path, names = chance.choice(list(PAGES.items()))
        asked = [
            (
                chance.choice([*names, "x"]),
                mutated(value, chance) if value and chance.random() < 0.3 else value,
            )
            for value in chance.choices(values, k=chance.randint(0, 4))
        ]
        headers = {"Accept": chance.choice(["text/html", "application/json", "*/*", "image/png"])}
        response = site.get(path, params=asked, headers=headers)
        seen.add(judged(response, f"{path} {asked}"))
        assert "<script>" not in response.text, path  # what was asked comes back escaped
    assert 200 in seen and 404 in seen
    for path in ("/explore/search?q=国", "/", "/query", "/health"):
        assert site.get(path).status_code == 200, path


def test_malformed_nodes_have_no_page(site: "httpx.Client"):
    chance = random.Random(6)
    alphabet = "abc/.:#?&=%+<>{}|^`\\\"' \x01é经😀-_~()@!$,;[]*0"
    for _ in range(ROUNDS // 4):
        kind = chance.choice(["place", "person", "organization", "page", "indicator", "article", "policy", "nothing"])  # fmt: skip
        junk = quote("".join(chance.choices(alphabet, k=chance.randint(0, 20))), safe="/:")
        address = f"/id/{kind}/{junk}?part={chance.choice(['', 'x', 'posts', '-1'])}&page={chance.choice(['0', 'x', '9999999999'])}"  # fmt: skip
        judged(site.get(address, headers={"Accept": "text/html"}), address)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /id/%ff%00%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?query=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /id/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /static/..%2f..%2fapp.py HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: a b<c>\r\n\r\n",
        b"GET /.well-known/void HTTP/1.1\r\nHost: [::\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /sparql?query=" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"\r\n\r\n\r\n",
    ],
)
def test_raw_requests(client: "httpx.Client", raw: bytes):
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.settimeout(8)
        answer = b""
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                answer += piece
        except TimeoutError:
            raise  # a hang is what must not be
        except OSError:
            pass  # a server may hang up before it has heard everything
    status = int(answer.split(b" ", 2)[1]) if answer else 0
    assert status < 500 and b"Traceback" not in answer and b"root:" not in answer, answer[:300]
    assert client.get("/health").status_code == 200


# --- the lexer that looks for requests to other servers


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service ?x { } }",
        "SELECT*{SeRvIcE<http://x/>{}}",
        "SELECT * { ?s ?p 1SERVICE <http://x/> { } }",
        r"SELECT * { ?s ?p ex:a\# SERVICE <http://x/> { } }",
        r"SELECT * { ?s ?p ex:a\' SERVICE <http://x/> { } #'" + "\n}",
        "SELECT * { ?s ?p 'a' SERVICE:x { } }",
        "# \nSELECT * { SERVICE SILENT <http://x/> {} }",
        "SELECT * { ?s ?p '''a'b''' SERVICE <http://x/> {} }",
        "SELECT * { FILTER(?a<?b) SERVICE <http://x/> {} FILTER(?c>?d) }",
        "LOAD <http://x/>",
    ],
)
def test_a_call_is_seen(query: str):
    assert reaches_out(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service rdfs:label 'load of service'@en } # service",
        "SELECT * { ?s ex:service <http://x/service/load> }",
        'SELECT * { ?s ?p """SERVICE "quoted" """ , "\\"LOAD" }',
        "SELECT $load { $load a kg:Service }",
    ],
)
def test_a_word_is_no_call(query: str):
    assert reaches_out(query) is None


def test_the_choice_of_media_types_never_fails():
    chance = random.Random(4)
    for _ in range(3000):
        header = mutated("text/csv;q=0.5, */*;q=0.1, application/json", chance)
        assert choose(header, list(RESULTS)) in (None, *RESULTS)
