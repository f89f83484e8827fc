import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import RUN, Draft, L, O, sample
from pyoxigraph import Quad

from kg.graph import GraphStore, Identifiers, Run, page_quads, seed_quads
from kg.graph.store import Change, PageEntry, StoreError
from kg.graph.terms import KG, RDF
from kg.knowledge import Gazetteer, Known
from kg.publish.quads import write_nquads
from kg.records import EntityType

IDS = Identifiers()
KNOWN = Gazetteer(
    [
        Known("place/CN", EntityType.PLACE, "Country", "中国"),
        Known("place/1", EntityType.PLACE, "Province", "东江省", parent="place/CN"),
        Known("place/11", EntityType.PLACE, "City", "海州市", parent="place/1"),
        Known("place/12", EntityType.PLACE, "City", "湖州市", parent="place/1"),
        Known("place/2", EntityType.PLACE, "Province", "西江省", parent="place/CN"),
    ]
)


def page(source: str, text: str, *places: str, run: Run = RUN) -> list[Quad]:
    """A page that mentions places the seeds know, with their seeds."""
    draft = Draft(text, source)
    for key in places:
        draft.mention(KNOWN.by_key[key].name, L, key, KNOWN.by_key[key].subtype)
    return page_quads(draft.facts(), run) + seed_quads(places, known=KNOWN)


def contents(store: GraphStore) -> list[str]:
    """All quads; on the way, the default graph is checked to be the union of the named ones."""
    quads = list(store)
    triples = list(store.triples())
    assert {quad.triple for quad in quads} == set(triples)
    assert len(triples) == len(store)
    return [str(quad) for quad in quads]


def known_places(store: GraphStore) -> set[str]:
    return {
        quad.subject.value.removeprefix(IDS.base)
        for quad in store.store.quads_for_pattern(None, RDF.type, KG.Place, IDS.seeds_graph())
    }


def test_a_page_is_added_once(tmp_path: Path):
    quads = page_quads(sample().facts(), RUN)
    with GraphStore.open(tmp_path / "out" / "store") as store:
        sha = sample().facts().page.sha256
        assert not store.has(sha)
        assert store.add(quads) is Change.ADDED
        assert store.has(sha)
        before = contents(store)
        assert store.add(reversed(quads)) is Change.UNCHANGED
        assert contents(store) == before == sorted(map(str, quads))
        assert store.pages() == [PageEntry("sample.txt", sha, RUN.node(IDS).value)]
    with GraphStore.open(tmp_path / "out" / "store", read_only=True) as store:
        assert contents(store) == before


def test_removing_a_page_removes_exactly_what_it_alone_supported():
    store = GraphStore.in_memory()
    store.add(page("a.txt", "海州市开会。", "place/11"))
    before = contents(store)
    store.add(page("b.txt", "湖州市和西江省开会。", "place/12", "place/2"))
    assert known_places(store) == {"place/CN", "place/1", "place/11", "place/12", "place/2"}
    (gone,) = store.remove("b.txt")
    assert gone.source == "b.txt"
    assert contents(store) == before
    assert known_places(store) == {"place/CN", "place/1", "place/11"}
    store.remove("a.txt")
    assert len(store) == 0


def test_adding_a_removed_page_again_gives_the_same_bytes(tmp_path: Path):
    store = GraphStore.in_memory()
    pages = [
        page("a.txt", "海州市开会。", "place/11"),
        page("b.txt", "湖州市开会。", "place/12"),
        page("c.txt", "海州市和西江省。", "place/11", "place/2"),
    ]
    for quads in pages:
        store.add(quads)
    write_nquads(store, tmp_path / "before.nq")
    for source, quads in zip(("a.txt", "c.txt", "b.txt"), (pages[0], pages[2], pages[1]), strict=True):
        store.remove(source)
        store.add(quads)
    write_nquads(store, tmp_path / "after.nq")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()


def test_a_seed_that_another_seed_belongs_to_stays():
    store = GraphStore.in_memory()
    store.add(page("a.txt", "海州市开会。", "place/11"))
    store.add(page("b.txt", "东江省开会。", "place/1"))
    store.remove("b.txt")
    assert known_places(store) == {"place/CN", "place/1", "place/11"}


def test_a_changed_file_replaces_what_it_said_before():
    store = GraphStore.in_memory()
    store.add(page("a.txt", "海州市开会。", "place/11"))
    assert store.add(page("a.txt", "西江省开会。", "place/2")) is Change.REPLACED
    fresh = GraphStore.in_memory()
    fresh.add(page("a.txt", "西江省开会。", "place/2"))
    assert contents(store) == contents(fresh)


def test_a_page_of_another_run_is_outdated_and_replaced():
    store = GraphStore.in_memory()
    newer = Run("0.2.0")
    store.add(page("a.txt", "海州市开会。", "place/11"))
    assert store.outdated(RUN) == []
    assert [entry.source for entry in store.outdated(newer)] == ["a.txt"]
    assert store.add(page("a.txt", "海州市开会。", "place/11", run=newer)) is Change.REPLACED
    assert store.runs() == [newer.node(IDS).value]
    assert not list(store.store.quads_for_pattern(RUN.node(IDS), None, None, None))


def test_equal_bytes_from_two_sources_are_one_page_with_both():
    store = GraphStore.in_memory()
    first = page_quads(sample("a.txt").facts(), RUN)
    same = sample("a.txt").facts()
    second = page_quads(replace(same, page=replace(same.page, source="b.txt")), RUN)
    store.add(first)
    before = contents(store)
    assert store.add(second) is Change.ADDED
    assert [entry.source for entry in store.pages()] == ["a.txt", "b.txt"]
    assert store.add(first) is Change.UNCHANGED
    assert store.add(second) is Change.UNCHANGED
    store.remove("b.txt")
    assert contents(store) == before


def test_a_file_that_becomes_equal_to_another_one_joins_it():
    store = GraphStore.in_memory()
    same = sample("a.txt").facts()
    store.add(page_quads(same, RUN))
    store.add(page("b.txt", "海州市开会。", "place/11"))
    joined = page_quads(replace(same, page=replace(same.page, source="b.txt")), RUN)
    assert store.add(joined) is Change.REPLACED
    assert {entry.sha256 for entry in store.pages()} == {same.page.sha256}
    assert known_places(store) == set()


def test_a_page_can_be_removed_by_source_hash_or_iri():
    for name in (lambda p: p.source, lambda p: p.sha256, lambda p: IDS.page(p.sha256).value):
        store = GraphStore.in_memory()
        facts = sample().facts()
        store.add(page_quads(facts, RUN))
        assert len(store.remove(name(facts.page))) == 1
        assert len(store) == 0


def test_removing_what_is_not_there_is_an_error():
    with pytest.raises(StoreError, match="no page of the store has the source, hash or IRI 'x'"):
        GraphStore.in_memory().remove("x")


def test_quads_of_no_page_two_pages_or_strange_graphs_are_refused():
    store = GraphStore.in_memory()
    quads = page_quads(sample().facts(), RUN)
    with pytest.raises(StoreError, match="describe 0"):
        store.add([])
    with pytest.raises(StoreError, match="describe 2"):
        store.add(quads + page("b.txt", "海州市开会。", "place/11"))
    with pytest.raises(StoreError, match="another graph"):
        store.add([*quads, Quad(KG.Rank, KG.rule, KG.Rank, KG.Run)])
    assert len(store) == 0


def test_a_store_that_is_not_there_locked_or_no_folder_is_an_error(tmp_path: Path):
    with pytest.raises(StoreError, match="there is no store in"):
        GraphStore.open(tmp_path / "none", read_only=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be opened"):
        GraphStore.open(tmp_path / "file")
    with GraphStore.open(tmp_path / "store"), pytest.raises(StoreError, match="another process writes to it"):
        GraphStore.open(tmp_path / "store")
    with GraphStore.open(tmp_path / "store") as store:  # it is free again
        assert len(store) == 0


def test_names_and_blanks_in_a_source_are_no_trouble():
    store = GraphStore.in_memory()
    source = 'a "b" \\ {c} ; DROP ALL \n 中.txt'
    store.add(page(source, "海州市开会。", "place/11"))
    store.add(page(source, "西江省开会。", "place/2"))
    assert [entry.source for entry in store.pages()] == [source]
    store.remove(source)
    assert len(store) == 0


_BUILDER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_graph_store import page
from kg.graph import GraphStore
with GraphStore.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    for number in range(25):
        for turn in ("海州市", "湖州市"):  # every page is added and then replaced
            store.add(page(f"{number}.txt", f"{turn}第{number}次开会。", {"海州市": "place/11", "湖州市": "place/12"}[turn]))
"""


def whole_pages() -> list[set[str]]:
    """The quads of every page, and of every shared graph, that a build can leave."""
    texts = {"海州市": "place/11", "湖州市": "place/12"}
    return [
        set(map(str, page(f"{n}.txt", f"{t}第{n}次开会。", key)))
        for n in range(25)
        for t, key in texts.items()
    ]


def test_a_build_killed_at_any_moment_leaves_whole_pages_and_goes_on(tmp_path: Path):
    folder = tmp_path / "store"
    command = [sys.executable, "-c", _BUILDER, str(folder), str(Path(__file__).parent)]
    random.seed(7)
    allowed = whole_pages()
    for _ in range(5):
        builder = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path)
        assert builder.stdout is not None
        assert builder.stdout.readline() == b"open\n"
        time.sleep(random.uniform(0, 0.1))
        os.kill(builder.pid, signal.SIGKILL)
        builder.wait()
        builder.stdout.close()
        with GraphStore.open(folder) as store:
            present = set(contents(store))
            pages = [quads for quads in allowed if quads <= present]
            assert len(pages) == len(store.pages())
            assert set().union(*pages) == present  # nothing of a page that is not there whole
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=tmp_path)
    undisturbed = tmp_path / "undisturbed"
    subprocess.run(
        [*command[:3], str(undisturbed), command[4]], check=True, stdout=subprocess.DEVNULL, cwd=tmp_path
    )
    with GraphStore.open(folder) as one, GraphStore.open(undisturbed) as other:
        assert contents(one) == contents(other)
        assert len(one.pages()) == 25


def test_what_many_pages_say_is_counted_once():
    store = GraphStore.in_memory()
    for number in range(30):
        store.add(page(f"{number}.txt", f"海州市第{number}次开会。", "place/11"))
    query = (
        'SELECT (COUNT(*) AS ?n) WHERE { ?place rdfs:label "海州市"@zh ; a kg:City ; kg:locatedIn ?around }'
    )
    assert [row["n"].value for row in store.query(query)] == ["1"]
    pages = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?page { ?place a kg:City } }"
    assert [row["n"].value for row in store.query(pages)] == ["31"]  # each page, and the seeds


def test_an_organization_and_its_seeds_are_found_by_a_query():
    store = GraphStore.in_memory()
    draft = Draft("海州市商务局开会。", "q.txt")
    draft.mention("海州市商务局", O, "organization/1")
    store.add(page_quads(draft.facts(), RUN))
    rows = list(store.query('SELECT ?o WHERE { ?o a kg:Organization ; rdfs:label "海州市商务局"@zh }'))
    assert [row["o"] for row in rows] == [IDS.entity("organization/1")]
