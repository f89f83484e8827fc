"""Proposals from profiles made by hand, and merges in a store: written, explained, taken back, kept by a rebuild."""

import pytest
from pyoxigraph import DefaultGraph

from kg.graph import GraphStore, Run, page_quads, seed_quads, used_keys
from kg.graph.merges import accept, evidence, merges, merges_graph, renew, undo
from kg.graph.profiles import profiles
from kg.graph.queries import named
from kg.graph.store import StoreError
from kg.graph.terms import PROV
from kg.records import EntityType, Page
from kg.resolve import linking, resolve
from kg.resolve.linking import LinkingError, Proposal, propose
from kg.resolve.profiles import Profile, core_name, home_of
from kg.resolve.weights import NAMES, PERSONS

RUN = Run("test", {"threshold": "0.9"})


@pytest.fixture
def splink():
    pytest.importorskip("splink", reason="needs the extra `resolve`")


def person(key: str, name: str = "莫青川", **features: object) -> Profile:
    return Profile(f"person/{key}", EntityType.PERSON, name, **features)


def firm(key: str, name: str, **features: object) -> Profile:
    return Profile(f"organization/{key}", EntityType.ORGANIZATION, name, "Company", **features)


@pytest.mark.parametrize("comparisons", [PERSONS, NAMES])
def test_parameters_are_distributions(comparisons):
    for comparison in comparisons:
        for share in ("m", "u"):
            assert sum(getattr(level, share) for level in comparison.levels) == pytest.approx(1), (
                comparison.name
            )
        assert all(0 < level.m < 1 and 0 < level.u < 1 for level in comparison.levels)
        assert [level.condition for level in comparison.levels[:-1] if level.condition is None] == []


@pytest.mark.parametrize(
    ("kind", "name", "core"),
    [
        (EntityType.PERSON, "莫青川", "莫青川"),
        (EntityType.PERSON, "卡琳·奥斯特兰", "奥斯特兰"),
        (EntityType.ORGANIZATION, "杭州锦澜（集团）股份有限公司", "锦澜"),
        (EntityType.ORGANIZATION, "锦澜集团", "锦澜"),
        (EntityType.PLACE, "杭州云栖科创园", "云栖科创园"),
    ],
)
def test_core_names(kind, name, core):
    assert core_name(kind, name) == core


def test_homes_by_name():
    assert [k.name for k in home_of("德阳市商务局")][:2] == ["德阳市", "四川省"]
    assert home_of("锦澜集团") == []


def test_a_former_post_joins(splink):
    left = person("a", titles=("局长",), bodies=("organization/x",), days=(738000,), articles=("1",))
    right = person(
        "b",
        titles=("副市长", "局长"),
        bodies=("organization/x", "organization/y"),
        days=(738700,),
        articles=("2",),
    )
    (proposal,) = propose([right, left])
    assert (proposal.left.key, proposal.right.key) == ("person/a", "person/b")
    assert 0.9 <= proposal.probability < 1
    assert "a post in the same body" in proposal.explanation and "任职机构相同" in proposal.explanation_zh
    assert propose([left, right])[0].probability == proposal.probability


def test_unrelated_posts_do_not(splink):
    left = person("a", titles=("局长",), bodies=("organization/x",), days=(738000,), articles=("1",))
    right = person("b", titles=("教授",), bodies=("organization/y",), days=(738010,), articles=("2",))
    assert propose([left, right]) == []
    assert propose([left, right], threshold=0)[0].probability < 0.01


def test_firms_whose_names_differ_by_form(splink):
    one = firm(
        "a", "杭州锦澜纺织集团有限公司", people=("莫青川",), provinces=("place/330000",), articles=("1",)
    )
    other = firm("b", "锦澜纺织集团", people=("莫青川",), articles=("2",))
    stranger = firm("c", "泉州锦澜纺织有限公司", provinces=("place/350000",), articles=("3",))
    assert [(p.left.key, p.right.key) for p in propose([one, other, stranger])] == [
        ("organization/a", "organization/b")
    ]


def test_what_the_seeds_know_stays_two(splink):
    known = [
        Profile(key, EntityType.PLACE, "鼓楼区", "County", companions=("a", "b", "c"))
        for key in ("place/320106", "place/350102")
    ]
    assert propose(known, threshold=0) == []


def test_without_splink_a_sentence_says_what_to_install(monkeypatch):
    def absent(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(linking, "import_module", absent)
    with pytest.raises(LinkingError, match=r"splink is not installed: pip install 'jingwei-kg\[resolve\]'"):
        propose([person("a"), person("b")])


@pytest.fixture
def store(facts):
    texts = (
        "湖南省水利厅厅长莫青川说，水库运行正常。",
        "株洲市副市长莫青川到企业调研。莫青川曾任湖南省水利厅厅长。",
    )
    with GraphStore.in_memory() as made:
        for index, text in enumerate(texts):
            page = resolve(Page(f"{index}.txt", f"{index}" * 64, text), [facts(text)])
            made.add(page_quads(page, RUN) + seed_quads(used_keys(page)))
        yield made


def test_a_merge_is_written_explained_and_taken_back(store, splink):
    before = list(store)
    (proposal,) = propose(profiles(store))
    (merge,) = accept(store, [proposal], RUN)
    assert accept(store, [proposal], RUN) == [merge] == merges(store)
    assert (merge.left_label, merge.right_label) == ("莫青川", "莫青川")
    same = store.query(f"ASK {{ <{merge.left}> owl:sameAs <{merge.right}> }}")
    assert bool(same)
    lines = named("evidence-of").run(store, {"node": merge.left}).records()
    assert any("merge p=0." in str(line["rule"]) for line in lines)
    assert all(evidence(store, side.key) for side in (proposal.left, proposal.right))
    assert undo(store, merge.left) == [merge]
    assert list(store) == before and merges(store) == []
    with pytest.raises(StoreError, match="no accepted merge"):
        undo(store, merge.node)


def test_a_merge_outlives_its_pages_and_its_evidence_does_not(store, splink, facts):
    accept(store, propose(profiles(store)), RUN)
    with_merge = list(store)
    text = "湖南省水利厅厅长莫青川说，水库运行正常。"
    page = resolve(Page("0.txt", "0" * 64, text), [facts(text)])
    store.add(page_quads(page, Run("newer")) + seed_quads(used_keys(page)))
    assert len(links(store)) == 2
    store.add(page_quads(page, RUN) + seed_quads(used_keys(page)))
    assert list(store) == with_merge
    store.remove("0.txt")
    (merge,) = merges(store)
    assert len(links(store)) == 1 and not dangling(store)
    quotes = named("evidence-of").run(store, {"node": merge.node}).records()
    assert [line["source"] for line in quotes] == ["1.txt"]
    renew(store)
    assert not dangling(store) and merges(store) == [merge]
    store.add(page_quads(page, RUN) + seed_quads(used_keys(page)))
    renew(store)
    assert list(store) == with_merge
    for name in ("0.txt", "1.txt"):
        store.remove(name)
    assert len(merges(store)) == 1 and links(store) == [] and not dangling(store)
    undo(store, merge.node)
    assert list(store) == [] and len(store) == 0


def links(store):
    graph = merges_graph(store)
    return list(store.store.quads_for_pattern(None, PROV.wasDerivedFrom, None, graph))


def dangling(store):
    return [q for q in links(store) if next(store.store.quads_for_pattern(q.object, None, None, None), None) is None]  # fmt: skip


class Watched:
    """A database that counts the writes that reach it."""

    def __init__(self, database):
        self.database, self.writes = database, []

    def __iter__(self):
        return iter(self.database)

    def __contains__(self, quad):
        return quad in self.database

    def __getattr__(self, name):
        if name in {"add", "extend", "bulk_extend", "remove", "remove_graph", "update", "load"}:
            self.writes.append(name)
        return getattr(self.database, name)


def test_accepting_and_undoing_are_one_write_each(store, splink):
    proposals = propose(profiles(store))
    twice = [*proposals, Proposal(person("a"), person("b"), 0.95, proposals[0].reasons)]
    before = list(store)
    store.store = watched = Watched(store.store)
    accept(store, twice, RUN)
    assert watched.writes == ["update"] and len(merges(store)) == 2
    union = {quad.triple for quad in store.store if quad.graph_name != DefaultGraph()}
    assert {q.triple for q in store.store.quads_for_pattern(None, None, None, DefaultGraph())} == union
    undo(store, merges(store)[0].node)
    undo(store, merges(store)[0].node)
    assert watched.writes == ["update"] * 3 and list(store) == before
