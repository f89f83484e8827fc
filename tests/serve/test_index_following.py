"""The index follows what updates, merges and other processes do to a store, and says what an index made anew would say."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from explorer_samples import BASE, Page, fill, first, iri, second, third
from index_dump import dump
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from serve_samples import served

from kg.graph.store import GraphStore
from kg.graph.terms import OWL, PREFIXES, RDF
from kg.serve.index import Index
from kg.serve.index.changes import CHANGES, Changes
from kg.serve.index.schema import INDEX
from kg.serve.index.searching import find_names
from kg.serve.index.syncing import Synced, sync_index
from kg.serve.updates import settled

GU, SHEN, JU, CHENG = (iri(name) for name in ("顾望山", "沈砚青", "国家水利总局", "澄湖市"))


def page_of(page: Page) -> str:
    page.build()
    return page.page.value


FIRST, SECOND, THIRD = page_of(first()), page_of(second()), page_of(third())
POST = f"""<{BASE}post/new> a org:Membership ; org:member <{GU}> ; org:organization <{JU}> ; kg:postTitle "局长"@zh"""
"""A post that an update adds."""
NEW = POST.replace(GU, f"{BASE}person/neu")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with GraphStore.open(tmp_path / "store") as store:
        fill(store, first(), second(), third())
        sync_index(store, tmp_path / "store")
    return tmp_path


def update(out: Path, text: str) -> None:
    """Do what the server does with an update."""
    change = settled(text)
    with GraphStore.open(out / "store") as store:
        asked = (store.store.query(question, prefixes=PREFIXES) for question in change.asked)
        found = {term.value for answer in asked for row in answer for term in row}  # type: ignore[union-attr]
        with Changes(out / "store").noted(None if change.graphs is None else change.graphs | found):
            store.store.update(change.text, prefixes=PREFIXES)


def follow(out: Path) -> Synced:
    """Bring the index up to date, and see that one made anew would be the same."""
    with GraphStore.open(out / "store", read_only=True) as store:
        done = sync_index(store, out / "store")
        stepwise = dump(out / INDEX)
        sync_index(store, out / "store", anew=True)
        for table, rows in dump(out / INDEX).items():
            assert stepwise[table] == rows, table
    return done


def labels(out: Path, query: str) -> list[str]:
    index = Index(out / "store")
    return [index.nodes([hit.number])[0].row.label for hit in find_names(index, query, 12)]


UPDATES = {
    "another name": (f'INSERT DATA {{ GRAPH <{THIRD}> {{ <{GU}> skos:altLabel "老顾"@zh }} }}', 1),
    "a name for what another page describes": (f'INSERT DATA {{ GRAPH <{FIRST}> {{ <{SHEN}> skos:altLabel "老沈"@zh }} }}', 1),
    "a graph of its own": (f'INSERT DATA {{ GRAPH <urn:more> {{ <{GU}> skos:altLabel "老顾"@zh . {POST} }} }}', 0),
    "a post": (f"INSERT DATA {{ GRAPH <{FIRST}> {{ {POST} }} }}", 1),
    "a prefix": (f"PREFIX p: <{BASE}page/> INSERT DATA {{ GRAPH p:{FIRST[-64:]} {{ {POST} }} }}", 1),
    "a person": (f'INSERT DATA {{ GRAPH <{FIRST}> {{ <{BASE}person/neu> a kg:Person ; rdfs:label "黎新"@zh . {NEW} }} }}', 1),
    "no posts any more": ("DELETE { GRAPH ?g { ?s org:member ?o } } WHERE { GRAPH ?g { ?s org:member ?o } }", 3),
    "another label everywhere": ('DELETE { GRAPH ?g { ?s rdfs:label "云汀县"@zh } } INSERT { GRAPH ?g { ?s rdfs:label "云汀市"@zh } } WHERE { GRAPH ?g { ?s rdfs:label "云汀县"@zh } }', 3),
    "no longer an entity": (f"DELETE WHERE {{ GRAPH ?g {{ <{CHENG}> a ?c }} }}", 3),
    "no page": (f"DROP GRAPH <{SECOND}>", 0),
    "any graph": (f'WITH <{THIRD}> INSERT {{ <{GU}> skos:altLabel "老顾"@zh }} WHERE {{ ?s ?p ?o }}', 1),
    "nothing": ("DELETE DATA { GRAPH <urn:none> { <urn:a> <urn:b> <urn:c> } }", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_followed(out: Path, name: str) -> None:
    text, most = UPDATES[name]
    before = dump(out / INDEX)
    update(out, text)
    assert (out / CHANGES).exists()
    assert follow(out).read <= most or most == 3
    assert not (out / CHANGES).exists()
    assert (dump(out / INDEX) == before) is (name == "nothing")


def test_what_comes_back_is_as_it_was(out: Path) -> None:
    before = dump(out / INDEX)
    with GraphStore.open(out / "store", read_only=True) as store:
        kinds = [
            str(q.object)
            for q in store.store.quads_for_pattern(NamedNode(CHENG), RDF.type, None, NamedNode(SECOND))
        ]
    for verb in ("DELETE", "INSERT"):
        update(out, f"{verb} DATA {{ GRAPH <{SECOND}> {{ <{CHENG}> a {', '.join(kinds)} }} }}")
        follow(out)
    assert dump(out / INDEX) == before


def test_an_update_that_was_cut_short_is_read_again_until_it_is_over(out: Path) -> None:
    changes = Changes(out / "store")
    running = changes.noted([THIRD])
    running.__enter__()
    with GraphStore.open(out / "store") as store:
        assert sync_index(store, out / "store").read == 1
        union = (NamedNode(THIRD), DefaultGraph())
        store.store.extend(
            Quad(NamedNode(GU), PREFIX_ALT, Literal("老顾", language="zh"), graph) for graph in union
        )
        assert sync_index(store, out / "store").read == 1 and labels(out, "老顾") == ["顾望山"]
        changes.settle()  # the next writer finds nobody else at work
        assert sync_index(store, out / "store").read == 1 and not (out / CHANGES).exists()
        assert sync_index(store, out / "store").read == 0


def test_a_note_that_cannot_be_read_stands_for_everything(out: Path) -> None:
    (out / CHANGES).write_bytes(b'["1", ["urn:a"]]\n["1"]\n["2", [\xff')
    assert Changes(out / "store").read().everything
    assert follow(out).read == 3 and not (out / CHANGES).exists()


def merge(out: Path, a: str, b: str, *, undo: bool = False) -> None:
    node, graph = NamedNode(f"{BASE}statement/m1"), NamedNode(f"{BASE}graph/merges")
    left, right = NamedNode(a), NamedNode(b)
    said = [(left, OWL.sameAs, right), (node, RDF.type, RDF.Statement), (node, RDF.subject, left), (node, RDF.predicate, OWL.sameAs), (node, RDF.object, right)]  # fmt: skip
    with GraphStore.open(out / "store") as store:
        for triple in said:
            for where in (graph, DefaultGraph()):
                (store.store.remove if undo else store.store.add)(Quad(*triple, where))


PREFIX_ALT = NamedNode(f"{PREFIXES['skos']}altLabel")


def test_merged_entities_are_one_and_taking_it_back_gives_two(out: Path) -> None:
    before = dump(out / INDEX)
    merge(out, SHEN, GU)
    follow(out)
    index = Index(out / "store")
    one = index.number(GU)
    assert one is not None and index.number(SHEN) == one
    (node,) = index.nodes([one])
    assert (node.row.iri, node.row.label, node.row.aliases) == (GU, "顾望山", ("沈砚青",))
    assert labels(out, "沈砚青") == labels(out, "顾望山") == ["顾望山"]
    assert index.counts(SHEN) == index.counts(GU) and index.counts(GU)["mentions"] == node.mentions
    assert "owl:sameAs" not in {
        tie.kind for tie in index.ties([row[0] for row in index.rows("SELECT id FROM entities")])
    }
    merge(out, SHEN, GU, undo=True)
    follow(out)
    after = dump(out / INDEX)
    assert {table: rows for table, rows in after.items() if table != "others"} == {
        table: rows for table, rows in before.items() if table != "others"
    }


def until(true: Callable[[], Any], seconds: float = 40) -> Any:
    ended = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < ended:
        time.sleep(0.1)
    return found


def test_the_explorer_shows_updates_while_it_runs(out: Path) -> None:
    with served(out, "--writable") as url, httpx.Client(base_url=url, timeout=30) as client:

        def changed(text: str) -> None:
            assert client.post("/sparql", data={"update": text}).status_code == 204

        def hits(word: str) -> list[str]:
            data = client.get(f"/explore/search?q={quote(word)}").json()
            return [data["nodes"][n][2] for n, *_ in data["hits"]["nodes"]]

        def tied() -> bool:
            data = client.get(f"/explore/node?iri={quote(GU, safe='')}").json()
            return any(row[2] == "国家水利总局" for row in data["nodes"]) and any(
                p[2] == "局长" for p in data["posts"]
            )

        address = f"/id/{GU.removeprefix(BASE)}"
        said = f'GRAPH <{FIRST}> {{ <{GU}> skos:altLabel "老顾"@zh . {POST} }}'
        assert hits("老顾") == [] and not tied()
        changed(f"INSERT DATA {{ {said} }}")
        html = client.get(address, headers={"Accept": "text/html"}).text
        assert "老顾" in html and "局长" in html
        assert until(lambda: hits("老顾")) == ["顾望山"] and until(tied)
        changed(f"DELETE DATA {{ {said} }}")
        assert until(lambda: not hits("老顾")) and not tied()
        html = client.get(address, headers={"Accept": "text/html"}).text
        assert "老顾" not in html and "局长" not in html


def test_the_explorer_shows_what_others_do_to_the_store(out: Path) -> None:
    with served(out) as url, httpx.Client(base_url=url, timeout=30) as client:

        def pages() -> int:
            return int(client.get("/explore/start").json()["about"]["pages"])

        def of(node: str) -> httpx.Response:
            return client.get(f"/id/{node.removeprefix(BASE)}", headers={"Accept": "text/html"})

        assert pages() == 3
        with GraphStore.open(out / "store") as store:
            fill(store, Page("四.txt", ["沈砚青到云汀县。"], "2026-04-01"))
        assert until(lambda: pages() == 4)
        with GraphStore.open(out / "store") as store:
            store.remove("四.txt")
        assert until(lambda: pages() == 3)
        merge(out, SHEN, GU)
        assert until(lambda: of(SHEN).status_code == 303)
        assert of(SHEN).headers["location"] == f"/id/{GU.removeprefix(BASE)}"
        whole = of(GU).text
        assert "沈砚青" in whole and "顾望山" in whole and "format=turtle" in whole
        turtle = client.get(f"/id/{SHEN.removeprefix(BASE)}?format=turtle")
        assert turtle.status_code == 200 and "沈砚青" in turtle.text
        opened = client.get(f"/explore/node?iri={quote(SHEN, safe='')}").json()
        assert opened["nodes"][0][2] == "顾望山" and opened["nodes"][0][10] == ["沈砚青"]
        merge(out, SHEN, GU, undo=True)
        assert until(lambda: of(SHEN).status_code == 200)


def test_an_index_that_is_lost_or_cut_short_is_made_anew_while_the_server_runs(out: Path) -> None:
    with served(out) as url, httpx.Client(base_url=url, timeout=30) as client:
        whole = (out / INDEX).read_bytes()
        damaged = whole[:8192] + bytes(len(whole) - 8192)
        for content in (b"", whole[:9000], damaged, None):
            if content is None:
                (out / INDEX).unlink()
            else:
                (out / INDEX).write_bytes(content)
            assert client.get("/explore/start").status_code in (200, 503)
            assert until(lambda: client.get("/explore/start").status_code == 200 and (out / INDEX).exists())
