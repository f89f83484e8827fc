"""The network, its files and the tables, on a small invented graph."""

import csv
import io
from pathlib import Path

import networkx as nx
import pytest
from network_graphs import HOSTILE, ID, Maker, hostile, large, small
from pyoxigraph import Literal, NamedNode, Store

from kg.publish.contents import read_contents
from kg.publish.graphml import write_gexf, write_graphml
from kg.publish.html.snippets import LONGEST, Snippets
from kg.publish.layout import lay_out, order_by_connection
from kg.publish.network import build_network, strong_edges
from kg.publish.readings import shorten
from kg.publish.sentences import Sentences
from kg.publish.tables import csv_text, write_csv

OFFICE, BRANCH, CHIEF, TOWN, PROVINCE = (
    ID + key
    for key in ("organization/tides", "organization/branch", "person/lin", "place/town", "place/province")
)


def test_contents_follow_the_contract() -> None:
    c = read_contents(small())
    assert c.entities[OFFICE].aliases == ("潮测总局",)
    assert (c.entities[OFFICE].type, c.entities[OFFICE].subtype) == ("Organization", "GovernmentBody")
    assert [p.title for p in c.posts] == ["局长", "研究员"]
    assert [c.name(s.indicator) for s in c.statistics] == ["观测站数量"] * 3
    assert c.statistics[0].period is not None and c.statistics[0].period.end == "2022-12-31"
    assert {c.articles[m.span.article].date for m in c.mentions if m.span.article} == {
        "2025-03-01",
        "2025-03-02",
        "2026-02-10",
    }
    assert all(c.spans[s].text for p in c.posts for s in p.sources)


def test_contents_of_quads_and_of_a_store_are_the_same() -> None:
    store = small()
    assert read_contents(list(store)) == read_contents(store)


def test_entities_that_nothing_uses_are_left_out() -> None:
    m = Maker()
    m.entity("place/used", "Place", "City", "用到市")
    m.entity("place/unused", "Place", "City", "不提市")
    m.names.pop("不提市")
    m.page("a.txt", [("标题", "2025-01-01", ["用到市下雨。"])])
    assert [e.label for e in read_contents(m.store()).entities.values()] == ["用到市"]


def test_a_predicate_is_data_and_never_part_of_a_query() -> None:
    m = Maker()
    nodes = [m.entity(f"organization/{i}", "Organization", "Company", f"第{i}商行") for i in range(2)]
    (sentence,) = m.page("a.txt", [("标题", "2025-01-01", ["第0商行与第1商行签约。"])])
    m.add(ID + "statement/x", "rdf:type", "rdf:Statement")
    m.add(ID + "statement/x", "rdf:subject", NamedNode(nodes[0]))
    m.add(ID + "statement/x", "rdf:predicate", Literal("x> ?o } # "))
    m.add(ID + "statement/x", "rdf:object", NamedNode(nodes[1]))
    m.relation(nodes[0], "schema:url", nodes[1], sentence)
    assert [r.predicate for r in read_contents(m.store()).relations] == ["schema:url"]


def test_shorten_keeps_unknown_iris() -> None:
    assert shorten("http://www.w3.org/ns/org#member") == "org:member"
    assert shorten("urn:x:y") == "urn:x:y"


def test_network_has_typed_dated_edges() -> None:
    network = build_network(small())
    assert network.nodes[OFFICE]["mentions"] == 2
    assert network.nodes[CHIEF]["pages"] == ("bay-2025.txt", "bay-2026.txt")
    kinds = {(d["kind"], d["label"]): (s, o, d) for s, o, d in strong_edges(network)}
    assert kinds["post", "局长"][:2] == (CHIEF, OFFICE)
    assert kinds["post", "局长"][2]["dates"] == ("2025-03-01",)
    assert kinds["org:subOrganizationOf", "subOrganizationOf"][:2] == (BRANCH, OFFICE)
    assert kinds["figures", "figures"][:2] == (OFFICE, TOWN)
    weak = [(s, o) for s, o, d in network.edges(data=True) if d["weak"]]
    assert any({s, o} == {OFFICE, TOWN} for s, o in weak)
    assert {network.nodes[n]["community"] for n in network} >= {0}


def test_network_without_weak_edges_has_only_stated_ones() -> None:
    assert not any(d["weak"] for *_, d in build_network(small(), weak=False).edges(data=True))


def test_a_list_of_many_names_ties_none_of_them() -> None:
    m = Maker()
    names = [f"第{i:02d}观测站" for i in range(20)]
    for i, name in enumerate(names):
        m.entity(f"place/{i}", "Place", "Site", name)
    m.page("list.txt", [("名单", "2025-01-01", ["、".join(names) + "。"])])
    assert build_network(m.store()).number_of_edges() == 0


def test_empty_graph_gives_empty_network() -> None:
    assert len(build_network(Store())) == 0


def test_order_starts_with_the_best_connected_part() -> None:
    network = build_network(large(400), communities=False)
    order = order_by_connection(network)
    assert sorted(order) == sorted(network)
    part = nx.Graph(network.subgraph(order[:60]))
    assert nx.number_connected_components(part) == 1


@pytest.mark.parametrize("count", [1, 2, 60, 300])
def test_layout_is_stable_and_keeps_nodes_apart(count: int) -> None:
    contents = read_contents(large(count))
    network = build_network(contents, communities=False)
    order = order_by_connection(network)
    places = lay_out(network, contents, order, 200)
    assert places == lay_out(network, contents, order, 200)
    assert set(places) == set(order)
    spots = [places[n] for n in order[:200]]
    close = [
        (a, b)
        for i, a in enumerate(spots)
        for b in spots[i + 1 :]
        if abs(a[0] - b[0]) < 20 and abs(a[1] - b[1]) < 20
    ]
    assert not close


def test_sentence_around_a_name_and_pieces_of_long_ones() -> None:
    m = Maker()
    m.entity("organization/a", "Organization", None, "远航协会")
    long = "一段很长的话，" * 80 + "最后提到远航协会，" + "又接着说，" * 60
    m.page("long.txt", [("标题", "2025-01-01", [long])])
    c = read_contents(m.store())
    (mention,) = c.mentions
    sentence = Sentences(c.sentences).around(mention.span)
    assert sentence is not None and sentence.text == long
    snippets = Snippets(c)
    place = snippets.at(mention.span)
    assert place is not None
    piece = snippets.used[place[0]]
    assert piece.text[place[1] : place[2]] == "远航协会"
    assert len(piece.text) <= LONGEST and piece.open and piece.closed


@pytest.mark.parametrize(("write", "read"), [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)])
def test_network_files_read_back(tmp_path: Path, write, read) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert write(small(), one) == write(small(), two) == 10
    assert one.read_bytes() == two.read_bytes()
    network = read(one)
    assert network.nodes[OFFICE]["label"] == "国家潮汐观测总局"
    assert "局长" in {d.get("label") for *_, d in network.edges(data=True)}
    write(hostile(), tmp_path / "hostile")
    assert len(read(tmp_path / "hostile")) == len(HOSTILE) + 1


def test_csv_tables(tmp_path: Path) -> None:
    counts = write_csv(small(), tmp_path / "tables")
    assert counts == {
        "entities": 10,
        "posts": 2,
        "relations": 4,
        "statistics": 3,
        "quotations": 1,
        "policies": 1,
        "articles": 3,
    }
    posts = list(csv.DictReader((tmp_path / "tables" / "posts.csv").open(encoding="utf-8")))
    assert (posts[0]["person"], posts[0]["title"], posts[0]["organization"]) == (
        "林照海",
        "局长",
        "国家潮汐观测总局",
    )
    assert posts[0]["evidence"].startswith("国家潮汐观测总局局长") and posts[0]["reported"] == "2025-03-01"
    (policy,) = csv.DictReader((tmp_path / "tables" / "policies.csv").open(encoding="utf-8"))
    assert (policy["document_number"], policy["issued_by"]) == ("潮测发〔2025〕7号", "国家潮汐观测总局")


def test_csv_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    write_csv(small(), tmp_path, bom=True)
    assert (tmp_path / "entities.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,")


def test_csv_text_is_never_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_text([("=1+1", "@x", "-12.5", -3, None, '引"号,')]))))
    assert rows == [["'=1+1", "'@x", "-12.5", "-3", "", '引"号,']]
