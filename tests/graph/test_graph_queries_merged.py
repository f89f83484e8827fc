"""The named queries see what accepted merges join as one, and nothing else, also after a merge was taken back."""

import pytest
from graph_samples import RUN, Draft, O, P

from kg.graph import BASE, GraphStore, page_quads, queries
from kg.graph.merges import accept, renew, undo
from kg.graph.terms import KG, OWL
from kg.records import EntityType
from kg.resolve.linking import Proposal
from kg.resolve.profiles import Profile

PAIRS = (
    ("person/wen1", "person/wen2", EntityType.PERSON, "许文昭"),
    ("person/wen2", "person/wen3", EntityType.PERSON, "许文昭"),
    ("organization/hua1", "organization/hua2", EntityType.ORGANIZATION, "华远集团"),
)


def _page(store: GraphStore, source: str, person: str, body: str, name: str) -> None:
    draft = Draft(f"{name}经理许文昭说，订单增长。顾明记录。", source)
    firm = draft.mention(name, O, body, label=name)
    speaker = draft.mention("许文昭", P, person, label="许文昭")
    draft.mention("顾明", P, "person/gu", label="顾明")
    draft.post(speaker, "经理", firm)
    store.add(page_quads(draft.facts(), RUN))


@pytest.fixture
def store() -> GraphStore:
    """Three pages with a node each for one person, and two for one firm; nothing merged yet."""
    store = GraphStore.in_memory()
    _page(store, "one.txt", "person/wen1", "organization/hua1", "华远集团")
    _page(store, "two.txt", "person/wen2", "organization/hua2", "华远")
    _page(store, "three.txt", "person/wen3", "organization/hai", "海州公司")
    return store


def _merge(store: GraphStore) -> None:
    accept(
        store,
        [Proposal(Profile(a, kind, name), Profile(b, kind, name), 0.97, ()) for a, b, kind, name in PAIRS],
        RUN,
    )


def rows(store: GraphStore, query: str, /, *columns: str, **values: str) -> list[tuple[object, ...]]:
    table = queries.named(query).run(store, values)
    return [tuple(row[column] for column in columns) for row in table.records()]


def test_posts_of_a_merged_person_stand_under_one_node(store: GraphStore):
    assert len(set(rows(store, "posts-of-person", "person", name="许文昭"))) == 3
    _merge(store)
    assert set(rows(store, "posts-of-person", "person", name="许文昭")) == {(f"{BASE}person/wen1",)}
    assert rows(store, "posts-of-person", "organizationLabel", name="许文昭") == [
        ("华远集团",), ("华远集团",), ("海州公司",),
    ]  # fmt: skip


def test_holders_of_a_post_by_any_name_of_a_merged_body(store: GraphStore):
    _merge(store)
    for name in ("华远", "华远集团"):
        found = rows(store, "holders-of-post", "person", "organizationLabel", organization=name)
        assert found == [(f"{BASE}person/wen1", "华远集团")] * 2
    on = {"organization": "华远", "on": "2026-03-06"}
    assert set(rows(store, "holders-of-post", "person", "known", **on)) == {
        (f"{BASE}person/wen1", "last reported before 此前最后见报")
    }


def test_counts_are_of_the_whole_group(store: GraphStore):
    def mentioned() -> list[tuple[object, ...]]:
        return rows(store, "most-mentioned", "label", "pages", "mentions", **{"class": "kg:Person"})

    assert ("许文昭", 1, 1) in mentioned()
    _merge(store)
    assert sorted(mentioned()) == sorted([("顾明", 3, 3), ("许文昭", 3, 3)])
    assert rows(store, "co-mentioned", "otherLabel", "articles", name="顾明")[0] == ("许文昭", 3)
    assert ("顾明", 3) in rows(store, "co-mentioned", "otherLabel", "articles", name="许文昭")
    assert len(rows(store, "mentions-of-entity", "source", name="许文昭")) == 3
    assert len(rows(store, "articles-mentioning", "source", name="华远")) == 2


def test_evidence_of_one_node_is_that_of_all_it_was_merged_with(store: GraphStore):
    def sources(key: str) -> list[tuple[object, ...]]:
        return rows(store, "evidence-of", "source", node=BASE + key)

    assert sources("person/wen3") == [("three.txt",)]
    _merge(store)
    for key in ("person/wen1", "person/wen3"):
        assert {source for (source,) in sources(key)} >= {"one.txt", "two.txt", "three.txt"}


def test_finding_shows_one_entity(store: GraphStore):
    assert len(rows(store, "find", "entity", words="华远")) == 2
    _merge(store)
    assert rows(store, "find", "label", "entity", words="华远") == [("华远集团", f"{BASE}organization/hua1")]


def test_every_answer_is_as_before_once_the_merges_are_taken_back(store: GraphStore):
    before = {name: queries.named(name).run(store) for name in queries.names()}
    _merge(store)
    assert queries.named("most-mentioned").run(store) != before["most-mentioned"]
    for node in ("organization/hua1", "person/wen2"):
        undo(store, BASE + node)
    assert {name: queries.named(name).run(store) for name in queries.names()} == before
    assert not list(store.store.quads_for_pattern(None, KG.representedBy, None, None))


def test_taking_one_merge_of_a_chain_back_splits_the_group(store: GraphStore):
    _merge(store)
    undo(store, BASE + "person/wen3")
    assert set(rows(store, "posts-of-person", "person", name="许文昭")) == {
        (f"{BASE}person/wen1",), (f"{BASE}person/wen3",),
    }  # fmt: skip


def test_a_group_whose_representative_is_gone_is_shown_by_another(store: GraphStore):
    _merge(store)
    store.remove("one.txt")
    renew(store)
    assert set(rows(store, "posts-of-person", "person", name="许文昭")) == {(f"{BASE}person/wen2",)}


def test_what_the_seeds_call_the_same_elsewhere_joins_nothing(store: GraphStore):
    other = "http://www.wikidata.org/entity/Q1"
    store.store.update(
        "INSERT DATA {"
        + "".join(f"<{BASE}person/{key}> {OWL.sameAs} <{other}> ." for key in ("wen1", "wen2"))
        + "}"
    )
    assert len(set(rows(store, "posts-of-person", "person", name="许文昭"))) == 3
