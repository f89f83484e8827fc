"""Who stands for the entities that accepted merges join."""

from itertools import permutations

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.identifiers import BASE
from kg.graph.merge_links import merges_name, representatives
from kg.graph.terms import OWL, RDFS


def _same(left: str, right: str, graph: NamedNode | None = None) -> Quad:
    return Quad(NamedNode(BASE + left), OWL.sameAs, NamedNode(BASE + right), graph or merges_name(BASE))


def _names(*quads: Quad) -> dict[str, str]:
    found = representatives(_store(*quads), BASE)
    return {iri.removeprefix(BASE): first.removeprefix(BASE) for iri, first in found.items()}


def _store(*quads: Quad) -> Store:
    store = Store()
    store.extend(quads)
    return store


def test_nothing_merged_gives_nothing() -> None:
    assert representatives(Store(), BASE) == {}


def test_the_smallest_iri_stands_for_both() -> None:
    assert _names(_same("person/b", "person/a")) == {"person/a": "person/a", "person/b": "person/a"}


def test_chains_and_cycles_end_at_one_whatever_their_order() -> None:
    links = (
        _same("person/c", "person/d"), _same("person/b", "person/c"), _same("person/d", "person/b"),
        _same("person/a", "person/d"), _same("person/x", "person/y"),
    )  # fmt: skip
    expected = {f"person/{name}": "person/a" for name in "abcd"} | {
        f"person/{name}": "person/x" for name in "xy"
    }
    for order in permutations(links):
        assert _names(*order) == expected
    assert list(_names(*links)) == sorted(expected)


def test_an_entity_of_the_seeds_stands_for_the_others() -> None:
    links = (
        _same("organization/0a", "organization/state-council"),
        _same("organization/00", "organization/0a"),
    )
    assert set(_names(*links).values()) == {"organization/state-council"}


def test_the_smaller_of_two_entities_of_the_seeds_stands_for_all() -> None:
    links = (_same("place/320000", "place/0a"), _same("place/0a", "place/110000"))
    assert set(_names(*links).values()) == {"place/110000"}


def test_links_outside_the_graph_of_merges_join_nothing() -> None:
    seeds = NamedNode(f"{BASE}graph/seeds")
    union = Quad(NamedNode(BASE + "person/a"), OWL.sameAs, NamedNode(BASE + "person/b"), DefaultGraph())
    store = _store(_same("place/320000", "place/0a", seeds), union)
    assert representatives(store, BASE) == {}


def test_a_link_of_a_node_to_itself_is_harmless() -> None:
    assert _names(_same("person/a", "person/a")) == {"person/a": "person/a"}


def test_an_entity_whose_pages_are_gone_represents_nobody():
    store = _store(_same("person/a", "person/b"))
    store.add(
        Quad(NamedNode(BASE + "person/b"), RDFS.label, Literal("许文昭", language="zh"), DefaultGraph())
    )
    assert set(representatives(store, BASE).values()) == {BASE + "person/b"}
