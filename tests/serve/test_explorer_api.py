"""The explorer's addresses on a running server: the parts of the network, search, paths, refusals, hostile input."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from explorer_samples import ALIASES, BASE, Page, fill, first, iri, second, third
from serve_samples import make_store, served

from kg.graph.store import GraphStore
from kg.publish.contents import read_contents
from kg.publish.html.payload import Limits, Payload
from kg.publish.network import build_network

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer")
    with GraphStore.open(folder / "store") as store:
        fill(
            store, first(), second(), third(), Page("恶.txt", [f"沈砚青说{HOSTILE}。"], "2026-02-01", HOSTILE)
        )
    return folder


@pytest.fixture(scope="module")
def client(out: Path) -> Iterator[httpx.Client]:
    with served(out) as url, httpx.Client(base_url=url, timeout=30) as asked:
        yield asked


def got(client: httpx.Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def iris(data: Any) -> list[str]:
    return [data["stems"][stem] + rest for stem, rest, *_ in data["nodes"]]


def ties(data: Any) -> set[tuple[str, str, str]]:
    nodes, kinds = iris(data), [row[0] for row in data["kinds"]]
    return {(nodes[a], nodes[b], kinds[kind]) for a, b, kind, *_ in data["edges"]}


def test_the_page_and_its_files_are_served_under_a_strict_policy(client: httpx.Client) -> None:
    home = client.get("/")
    assert home.status_code == 200 and home.headers["content-type"] == "text/html; charset=utf-8"
    policy = home.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "trusted-types 'none'" in policy
    assert "https://" not in home.text.replace(BASE, "")
    for name, media in {"explorer.js": "text/javascript", "explorer.css": "text/css", "vis-network.js": "text/javascript", "palette.css": "text/css"}.items():  # fmt: skip
        assert f"/assets/{name}" in home.text
        file = client.get(f"/assets/{name}")
        assert file.status_code == 200 and file.headers["content-type"] == f"{media}; charset=utf-8"
        assert file.headers["x-content-type-options"] == "nosniff"
    assert client.get("/assets/../app.py").status_code == 404
    assert client.get("/assets/nix.js").status_code == 404
    assert client.head("/").status_code == client.head("/explore/start").status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    for address in ("/", "/assets/explorer.js", "/explore/start"):
        answer = client.get(address)
        again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert answer.headers["cache-control"] == "no-cache"
    assert client.get("/assets/explorer.js").headers["content-encoding"] == "gzip"


def test_the_first_part_has_all_that_is_drawn_and_no_evidence(client: httpx.Client, out: Path) -> None:
    data = got(client, "/explore/start")
    with GraphStore.open(out / "store", read_only=True) as store:
        network = build_network(read_contents(store), communities=False)
    assert set(iris(data)) == set(network)
    assert ties(data) == {(a, b, d["kind"]) for a, b, d in network.edges(data=True) if d["kind"] != "post"}
    about = data["about"]
    assert (about["entities"], about["shown"], about["pages"], about["articles"], about["remote"]) == (
        10,
        10,
        4,
        4,
        True,
    )
    assert (about["base"], about["first"], about["last"]) == (BASE, "2026-01-08", "2026-03-05")
    assert about["pageNames"] == ["一.txt", "三.txt", "二.txt", "恶.txt"]
    for row in data["nodes"]:
        assert isinstance(row[6], int) and isinstance(row[7], int)
        assert (row[11], row[12], row[13], row[14], row[15]) == ([], [], 0, 0, 0)
    assert len(data["posts"]) == 2 and all(post[7] == [] for post in data["posts"])
    assert data["quotes"] == data["stats"] == data["snippets"] == []


def test_an_opened_node_says_what_the_file_says(client: httpx.Client, out: Path) -> None:
    """The oracle is the embedded file: the same facts, evidence and marks for the node."""
    with GraphStore.open(out / "store", read_only=True) as store:
        contents = read_contents(store)
    network = build_network(contents, communities=False)
    order = sorted(network)
    whole = Payload(contents, network, order, dict.fromkeys(order, (0.0, 0.0)), Limits(99, 99, 99)).data({})
    for node in order:
        data = got(client, f"/explore/node?iri={quote(node, safe='')}")
        assert iris(data)[0] == node and data["nodes"][0][15] == 1
        assert facts(data, node) == facts(whole, node)
        assert data["rest"] == []
        articles = {m.span.article for m in contents.mentions if m.entity == node}
        assert data["named"] == [[0, len(articles), len(articles)]]


def facts(data: Any, node: str) -> dict[str, Any]:
    """What an answer says of one node, with texts for its own numbers."""
    at = iris(data).index(node)
    row, nodes = data["nodes"][at], iris(data)
    names = {n: label for n, (_, _, label, *_) in enumerate(data["nodes"])}

    def end(value: Any) -> Any:
        return names[value - 1] if isinstance(value, int) and value else value

    def shown(number: int) -> str:
        return str(data["snippets"][number][3])

    return {
        "label": row[2], "count": row[5], "degree": row[8], "aliases": row[10], "details": row[14],
        "evidence": sorted([shown(s), *marks] for s, *marks in row[12]),
        "articles": sorted(str(data["articles"][a - 1][0]) for a in row[11]),
        "posts": sorted(
            [names[p[0]], end(p[1]), p[2], [shown(s) for s in p[7]]] for p in data["posts"] if p[0] == at or p[1] == at + 1
        ),
        "stats": sorted(
            [data["indicators"][s[0]][0], s[1], end(s[8]), end(s[9])] for s in data["stats"] if at + 1 in s[8:11]
        ),
        "ties": sorted(
            [names[a], names[b], data["kinds"][kind][0], sorted(shown(s) for s in sources)]
            for a, b, kind, sources, _ in data["edges"] if at in (a, b)
        ),
        "near": sorted({nodes[b if a == at else a] for a, b, *_ in data["edges"] if at in (a, b)}),
    }  # fmt: skip


def test_keys_stand_for_iris_and_unknown_keys_are_left_out(client: httpx.Client) -> None:
    data = got(client, "/explore/node?key=place/dong&key=place/none&key=person/gu")
    opened = [node for node, row in zip(iris(data), data["nodes"], strict=True) if row[15]]
    assert opened == [iri("东江省"), iri("顾望山")]
    empty = got(client, "/explore/node?key=place/none")
    assert (empty["nodes"], empty["edges"], empty["rest"]) == ([], [], [])


def test_neighbours_come_in_parts(client: httpx.Client) -> None:
    data = got(client, "/explore/node?key=place/cheng")
    later = got(client, "/explore/node?key=place/cheng&skip=2")
    around = iris(data)[1:]
    assert iris(later) == [iri("澄湖市"), *around[2:]]


def test_search_finds_names_indicators_headlines_and_sentences(client: httpx.Client) -> None:
    data = got(client, f"/explore/search?q={quote('澄湖市')}")
    hits = data["hits"]
    assert next((data["nodes"][n][2], name, score) for n, name, score in hits["nodes"]) == (
        "澄湖市",
        "澄湖市",
        4,
    )
    assert [(a[0], a[2]) for a in hits["articles"]] == [("澄湖市签约", "2026-03-05")]
    assert all(
        [s[0][a:b] for a, b in zip(s[1][::2], s[1][1::2], strict=True)] == ["澄湖市"]
        for s in hits["sentences"]
    )
    assert hits["sentences"][0][2] == "二.txt" and hits["sentences"][0][5] == "2026-03-05"
    assert all(row[15] == 0 for row in data["nodes"])
    figures = got(client, f"/explore/search?q={quote('供水')}")["hits"]["indicators"]
    assert [(label, count) for label, _, count in figures] == [("供水量", 2)]
    alias = got(client, f"/explore/search?q={quote(ALIASES['东江省水利厅'][0])}")
    assert alias["hits"]["nodes"][0][1:] == ["省水利厅", 4]
    assert len(got(client, f"/explore/search?q={quote('水')}&limit=1")["hits"]["nodes"]) == 1


def test_long_sentences_are_cut_around_what_was_found(tmp_path: Path) -> None:
    from kg.serve.explorer.explorer_view import explore_sentence
    from kg.serve.index.searching import SentenceHit

    text = "甲" * 500 + "水库" + "乙" * 500
    row = explore_sentence(SentenceHit("p", "一.txt", 7, text, (500, 502), None, None, None))
    assert len(row[0]) == 302 and row[0][row[1][0] : row[1][1]] == "水库"
    assert text[row[6] - 7 :].startswith(row[0].strip("…"))


def test_paths_with_their_proof(client: httpx.Client) -> None:
    data = got(client, f"/explore/path?from={quote(iri('顾望山'))}&to={quote(iri('国家水利总局'))}")
    nodes = iris(data)
    assert [nodes[n] for n in data["path"]] == [iri("顾望山"), iri("东江省水利厅"), iri("国家水利总局")]
    assert data["weak"] is False
    assert [data["snippets"][s][3] for s in data["posts"][0][7]] == [
        "东江省水利厅厅长顾望山2日说，澄湖市供水增长6.5%。"
    ]
    assert all(
        sources
        for _, _, kind, sources, _ in data["edges"]
        if data["kinds"][kind][0] == "org:subOrganizationOf"
    )
    weak = got(client, "/explore/path?key=organization/ab2&key=place/yun")
    assert (weak["weak"], len(weak["path"])) == (True, 2)
    same = got(client, "/explore/path?key=place/yun&key=place/yun")
    assert (same["path"], same["edges"]) == ([0], [])


def test_filters_by_day_and_page(client: httpx.Client) -> None:
    january = got(client, "/explore/start?from=2026-01-01&to=2026-01-31")
    assert set(iris(january)) == {iri("顾望山"), iri("云汀县"), iri("沈砚青")}
    page = got(client, f"/explore/start?page={quote('一.txt')}")
    assert iri("沈砚青") not in iris(page) and iri("顾望山") in iris(page)
    assert got(client, f"/explore/start?page={quote('一.txt')}&to=2026-01-31")["nodes"] == []


def test_the_overview_keeps_its_places(client: httpx.Client) -> None:
    everything, start = got(client, "/explore/all?n=3"), got(client, "/explore/start")
    places = {node: row[6:8] for node, row in zip(iris(start), start["nodes"], strict=True)}
    assert len(everything["nodes"]) == 3 and iris(everything) == iris(start)[:3]
    assert all(
        places[node] == row[6:8] for node, row in zip(iris(everything), everything["nodes"], strict=True)
    )


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/explore/node?iri=" + quote(BASE + "place/none"), 404, "No page speaks of"),
        ("/explore/node?iri=a%20b", 400, "no IRI"),
        ("/explore/node?" + "&".join(["key=place/dong", "key=place/cheng"] * 11 + [f"iri={quote(iri(n))}" for n in ("顾望山",)]), 200, ""),
        ("/explore/node?key=%3Cscript%3E", 400, "no IRI"),
        ("/explore/node?skip=-1&key=place/dong", 400, "whole number"),
        ("/explore/path?from=x", 400, "two ends"),
        ("/explore/path?key=place/none&key=place/dong", 404, "No page speaks of"),
        ("/explore/all?n=1e9", 400, "whole number"),
        ("/explore/start?from=tomorrow", 400, "is no day"),
        ("/explore/start?fron=2026-01-01", 400, "is no parameter"),
        ("/explore/search?q=a&q=b", 400, "given twice"),
        ("/explore/search?q=" + "x" * 3000, 400, "characters long"),
        ("/explore/nothing", 404, "Nothing is served"),
    ],
)  # fmt: skip
def test_refusals_are_one_sentence(client: httpx.Client, address: str, status: int, sentence: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert sentence in answer.text
    if status != 200:
        assert answer.headers["content-type"].startswith("text/plain") and answer.text.count("\n") == 1
    assert client.post("/explore/start").status_code == 405


def test_too_many_nodes_at_once_are_refused(client: httpx.Client) -> None:
    names = [
        "东江省",
        "东江省水利厅",
        "澄湖市",
        "澄湖市人民政府",
        "顾望山",
        "沈砚青",
        "澄湖水务集团",
        "ＡＢ2智能公司",
        "云汀县",
        "国家水利总局",
    ]
    query = "&".join(f"iri={quote(iri(name))}" for name in names)
    assert len(got(client, f"/explore/node?{query}")["nodes"]) == 10


@pytest.mark.parametrize(
    "query", ['"', "*", "NOT", "a OR b", "NEAR(a b)", "{a b}", "^a", "';--", "%00", "%ff%fe", "%ed%a0%80", "国" * 150, " ", ""],
)  # fmt: skip
def test_hostile_queries_find_nothing_and_break_nothing(client: httpx.Client, query: str) -> None:
    hits = got(client, f"/explore/search?q={query if query.startswith('%') else quote(query)}")["hits"]
    assert set(hits) == {"nodes", "indicators", "articles", "sentences"}


def test_text_of_pages_comes_as_data(client: httpx.Client) -> None:
    hits = got(client, f"/explore/search?q={quote('onerror')}")["hits"]
    assert [a[0] for a in hits["articles"]] == [HOSTILE]
    assert hits["sentences"][0][0] == f"沈砚青说{HOSTILE}。"


def test_a_store_without_pages_of_ours_opens_too(tmp_path: Path) -> None:
    make_store(tmp_path)
    with served(tmp_path) as url:
        assert set(iris(httpx.get(f"{url}/explore/start").json())) >= {f"{BASE}person/b2"}
        (tmp_path / "index.sqlite").write_bytes(b"")
        time.sleep(0.05)
        refused = httpx.get(f"{url}/explore/start")
        assert refused.status_code == 503 and "kg serve" in refused.text
        assert httpx.get(f"{url}/sparql?query=ASK%7B%7D").status_code == 200


def test_json_has_no_half_characters(client: httpx.Client) -> None:
    json.loads(client.get(f"/explore/search?q={quote('沈砚青')}").content.decode("utf-8"))
