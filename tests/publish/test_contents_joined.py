"""Entities that an accepted merge joins: one node in the picture, the networks and the tables, two again when it is taken back."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from html_reader import Reader
from network_graphs import ID, Maker, iri
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph import GraphStore
from kg.graph.merge_links import merges_name
from kg.publish.contents import read_contents
from kg.publish.html import write_html
from kg.publish.html.payload import Limits, Payload
from kg.publish.joining import join, join_relations
from kg.publish.network import build_network
from kg.publish.rows import RelationRow
from kg.publish.tables import write_csv

ONE, TWO, THREE = (f"{ID}person/wang-{number}" for number in "123")
BODY, BRANCH, PAPER = (f"{ID}organization/{name}" for name in ("tide", "branch", "paper"))


def told(*pairs: tuple[str, str], base: str = ID) -> Store:
    """王海平 on two pages, two nodes; and a third of another name, whom nobody takes for him. `pairs` are merged."""
    m = Maker()
    body = m.entity("organization/tide", "Organization", "GovernmentBody", "临海市潮汐局")
    branch = m.entity("organization/branch", "Organization", None, "临海市潮汐局测站", "测站")
    paper = m.entity("organization/paper", "Organization", "Media", "临海晚报")
    for node, kind, names in (
        (ONE, None, ("王海平",)), (TWO, "Official", ("王海平", "海平")), (THREE, None, ("王海宁",)),
    ):  # fmt: skip
        m.entity(node.removeprefix(ID), "Person", kind, names[0], *names[1:])
    m.names["王海平"] = ONE
    one = m.page(
        "一.txt",
        [("潮汐局部署", "2026-01-05", ["临海市潮汐局局长王海平主持会议。", "王海宁到场。"])],
        publisher=paper,
    )
    m.names["王海平"] = TWO
    two = m.page("二.txt", [("测站启用", "2026-02-06", ["王海平考察测站，王海宁陪同。"])])
    m.post(ONE, body, "局长", one[0], "2026-01-05")
    m.post(TWO, branch, "负责人", two[0], "2026-02-06")
    m.quotation(TWO, "潮位平稳", two[0])
    m.relation(ONE, "kg:cooperatesWith", THREE, one[1])
    m.relation(TWO, "kg:cooperatesWith", THREE, two[0])
    m.relation(TWO, "kg:cooperatesWith", ONE, two[0])
    m.statistic("潮位", "3.2", "米", two[0], period=("2026-01-01", "2026-01-31"), area=branch, source=TWO)
    m.add(TWO, "owl:sameAs", NamedNode("http://example.org/haiping"))
    store = m.store()
    for left, right in pairs:
        store.extend(merged(left, right, base))
    return store


def merged(left: str, right: str, base: str = ID) -> list[Quad]:
    """What accepting a merge writes, as far as it matters here."""
    node, graph = NamedNode(f"{base}statement/{left[-1]}{right[-1]}"), merges_name(base)
    said = [
        (node, iri("rdf:type"), iri("rdf:Statement")),
        (node, iri("rdf:subject"), NamedNode(left)),
        (node, iri("rdf:predicate"), iri("owl:sameAs")),
        (node, iri("rdf:object"), NamedNode(right)),
        (NamedNode(left), iri("owl:sameAs"), NamedNode(right)),
    ]
    return [Quad(s, p, o, graph) for s, p, o in said]


def test_two_nodes_become_one_with_the_names_and_facts_of_both() -> None:
    c = read_contents(told((TWO, ONE)))
    assert set(c.entities) == {ONE, THREE, BODY, BRANCH, PAPER}
    person = c.entities[ONE]
    assert (person.label, person.aliases, person.subtype) == ("王海平", ("海平",), "Official")
    assert person.joined == (TWO,)
    assert person.same_as == ("http://example.org/haiping", TWO)
    assert {(p.person, p.title) for p in c.posts} == {(ONE, "局长"), (ONE, "负责人")}
    assert [q.speaker for q in c.quotations] == [ONE]
    assert [s.source for s in c.statistics] == [ONE]
    assert sorted(m.span.page[-1] for m in c.mentions if m.entity == ONE) == ["1", "2"]
    assert [(r.subject, r.predicate, r.object, len(r.sources)) for r in c.relations] == [
        (ONE, "kg:cooperatesWith", THREE, 2)
    ]
    assert c.name(TWO) == "王海平"


def test_nothing_merged_leaves_all_as_it_is_and_a_seed_link_merges_nothing() -> None:
    c = read_contents(told())
    assert {ONE, TWO} <= set(c.entities) and all(e.joined == () for e in c.entities.values())
    seeds = told()
    seeds.add(Quad(NamedNode(ONE), iri("owl:sameAs"), NamedNode(TWO), NamedNode(f"{ID}graph/seeds")))
    assert {ONE, TWO} <= set(read_contents(seeds).entities)
    again = told((ONE, TWO))
    again.remove_graph(merges_name(ID))
    assert read_contents(again) == c


def test_chains_join_all_and_the_order_of_merges_does_not_matter() -> None:
    one, other = (read_contents(told(*pairs)) for pairs in (((ONE, TWO), (TWO, THREE)), ((THREE, TWO), (TWO, ONE))))  # fmt: skip
    assert replace(one, labels={}) == replace(other, labels={})
    assert one.entities[ONE].joined == (TWO, THREE)
    assert one.entities[ONE].aliases == ("海平", "王海宁")
    assert one.relations == ()


def test_a_store_of_another_base_says_so_by_the_name_of_its_merges() -> None:
    assert TWO not in read_contents(told((ONE, TWO), base="http://example.org/own/")).entities


def test_a_graph_store_and_quads_say_the_same() -> None:
    plain = told((ONE, TWO))
    memory = GraphStore(Store())
    memory.store.extend([*plain, *(Quad(*quad.triple, DefaultGraph()) for quad in plain)])
    assert read_contents(memory) == read_contents(list(plain)) == read_contents(plain)


def test_a_node_whose_pages_are_gone_still_leads_to_the_one_it_was_merged_with() -> None:
    c = read_contents(told((f"{ID}person/gone", TWO)))
    assert c.entities[TWO].label == "王海平"
    assert c.entities[TWO].joined == (f"{ID}person/gone",)
    assert f"{ID}person/gone" not in c.entities


def test_articles_of_joined_reporters_and_papers() -> None:
    c = read_contents(told((BODY, PAPER)))
    (article,) = [a for a in c.articles.values() if a.publisher]
    assert article.publisher == PAPER
    both = join(
        replace(c, articles={article.iri: replace(article, authors=(ONE, TWO))}), {TWO: ONE, ONE: ONE}
    )
    assert both.articles[article.iri].authors == (ONE,)


def test_a_tie_of_one_node_to_itself_stays_and_one_made_by_joining_does_not() -> None:
    rows = [RelationRow("a", "p", "a", ("x",)), RelationRow("a", "p", "b", ("y",))]
    assert join_relations(rows, {"b": "a", "a": "a"}) == (RelationRow("a", "p", "a", ("x",)),)


def test_networks_and_tables_have_one_node(tmp_path: Path) -> None:
    store = told((ONE, TWO))
    network = build_network(store)
    assert TWO not in network and network.nodes[ONE]["mentions"] == 2
    assert network.nodes[ONE]["aliases"] == ("海平",)
    assert {d["label"] for _, _, d in network.edges(ONE, data=True) if d["kind"] == "post"} == {
        "局长",
        "负责人",
    }
    write_csv(store, tmp_path)
    rows = list(csv.DictReader((tmp_path / "entities.csv").open(encoding="utf-8")))
    (person,) = [row for row in rows if row["label"] == "王海平"]
    assert (person["iri"], person["aliases"], person["mentions"]) == (ONE, "海平", "2")
    assert TWO in person["same_as"].split()


def test_the_picture_says_which_nodes_are_one() -> None:
    c = read_contents(told((ONE, TWO)))
    network = build_network(c, communities=False)
    data: dict[str, Any] = Payload(c, network, sorted(network), {}, Limits(9, 9, 9)).data({})
    rows = {data["stems"][row[0]] + row[1]: row for row in data["nodes"]}
    assert {iri: len(row) for iri, row in rows.items() if len(row) > 16} == {ONE: 17}
    assert [data["stems"][stem] + rest for stem, rest in rows[ONE][16]] == [TWO]
    json.dumps(data)


@pytest.fixture(scope="module")
def joined_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("joined") / "graph.html"
    write_html(told((ONE, TWO)), path)
    return path


@pytest.fixture
def reader(browser: Any, joined_file: Path) -> Iterator[Reader]:
    one = Reader(browser, joined_file, "#lang=zh&s=n:person/wang-2")
    yield one
    one.close()


def test_a_link_to_the_old_node_opens_the_one_they_are(reader: Reader) -> None:
    panel = reader.panel()
    assert "局长" in panel and "负责人" in panel and "潮位平稳" in panel
    assert ONE in panel and TWO in panel
    assert reader.counts()["nodes"] == 5
    reader.search("海平")
    assert reader.page.inner_text("#panel h2") == "王海平"
    assert "person/wang-1" in reader.page.url


def test_a_link_to_the_old_node_opens_it_among_what_is_drawn_later(browser: Any, tmp_path: Path) -> None:
    write_html(told((ONE, TWO)), tmp_path / "graph.html", shown=1)
    one = Reader(browser, tmp_path / "graph.html", "#lang=zh&s=n:person/wang-2")
    assert "局长" in one.panel() and "负责人" in one.panel()
    one.close()
