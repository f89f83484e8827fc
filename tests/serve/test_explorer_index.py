"""The index beside the store: what it finds, that it follows the store page by page, and that it agrees with the network of the file."""

import signal
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import networkx as nx
import pytest
from explorer_samples import Page, fill, first, iri, second, third
from index_dump import dump

from kg.graph.store import GraphStore
from kg.graph.terms import KG
from kg.publish.contents import read_contents
from kg.publish.layout import order_by_connection
from kg.publish.network import build_network
from kg.publish.rows import Contents
from kg.publish.slices import Bounds, read_slice, select_facts
from kg.serve.index import Index
from kg.serve.index.folding import fold, in_order, places, words_of
from kg.serve.index.paths import find_path
from kg.serve.index.schema import INDEX, SearchIndexError
from kg.serve.index.searching import find_articles, find_indicators, find_names, find_sentences
from kg.serve.index.syncing import sync_index

ALL = Bounds(*[10**6] * 5)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a store of three pages and its index."""
    with GraphStore.open(tmp_path / "store") as store:
        fill(store, first(), second(), third())
        sync_index(store, tmp_path / "store")
    return tmp_path


@pytest.fixture
def index(out: Path) -> Index:
    return Index(out / "store")


def names(index: Index, query: str, most: int = 12) -> list[tuple[str, int]]:
    return [(index.nodes([hit.number])[0].row.label, hit.score) for hit in find_names(index, query, most)]


def sentences(index: Index, query: str) -> list[str]:
    return [hit.text for hit in find_sentences(index, query, 12)]


def test_any_part_of_a_name_finds_it_and_chinese_needs_no_blanks(index: Index) -> None:
    assert names(index, "东江省水利厅")[0] == ("东江省水利厅", 4)
    assert names(index, "东江")[:2] == [("东江省", 3), ("东江省水利厅", 3)] or set(names(index, "东江")) == {
        ("东江省", 3),
        ("东江省水利厅", 3),
    }
    assert ("国家水利总局", 2) in names(index, "水利")
    assert ("东江省水利厅", 1) in names(index, "东水厅"), "characters in order"
    assert names(index, "厅水东") == []


def test_one_character_is_enough_and_the_best_connected_come_first(index: Index) -> None:
    found = [label for label, _ in names(index, "水")]
    assert set(found) == {"东江省水利厅", "国家水利总局", "澄湖水务集团"}
    ranks = {label: index.nodes([index.number(iri(label)) or 0])[0].rank for label in found}
    assert found == sorted(found, key=lambda label: -ranks[label])
    assert len(find_names(index, "水", 1)) == 1


def test_an_alias_finds_its_entity_and_is_shown(index: Index) -> None:
    (hit,) = find_names(index, "省水利厅", 1)
    assert (hit.name, hit.score) == ("省水利厅", 4)
    assert index.nodes([hit.number])[0].row.label == "东江省水利厅"


@pytest.mark.parametrize("query", ["AB2", "ab2智能", "ＡＢ２", "b2智", "ab 2"])
def test_width_and_case_do_not_matter(index: Index, query: str) -> None:
    assert [label for label, _ in names(index, query)] == ["ＡＢ2智能公司"]
    assert sentences(index, query) == ["云汀县的ＡＢ2智能公司参与 GDP 核算。"]


def test_all_words_must_be_there_and_their_places_are_marked(index: Index) -> None:
    (hit,) = find_sentences(index, "水利厅 增长 6.5%", 12)
    marked = [hit.text[a:b] for a, b in zip(hit.marks[::2], hit.marks[1::2], strict=True)]
    assert marked == ["水利厅", "增长6.5%"]
    assert (hit.source, hit.begin, hit.headline, hit.date) == ("一.txt", 0, "东江省供水增长", "2026-03-02")
    assert find_sentences(index, "水利厅 增长 65%", 12) == [], "a decimal point is no nothing"
    assert find_sentences(index, "水利厅 铁路", 12) == []


def test_text_that_states_nothing_is_found_too(index: Index) -> None:
    assert sentences(index, "未列入统计") == ["海\u200b塘未列入统计！"]
    assert sentences(index, "海塘") == ["海\u200b塘未列入统计！"]


@pytest.mark.parametrize(
    "query",
    ['"', "*", "NOT", "AND OR NOT", "NEAR(", "a AND (", "text:国", "^国", "-国", "'; DROP TABLE names; --", "\x00", "\u202e", "%", "_", "\ud800", "{", "+", "国" * 500, "国 " * 50],
)  # fmt: skip
def test_nothing_in_a_query_is_an_operator(index: Index, query: str) -> None:
    for find in (find_names, find_indicators, find_articles, find_sentences):
        for hit in find(index, query, 5):
            folded = fold(str(hit))
            assert all(word in folded for word in words_of(query)) or find is find_names
    assert sentences(index, '"NOT AND"') == ['编后：他说"NOT AND"。']


def test_newest_first(index: Index) -> None:
    assert [hit.date for hit in find_articles(index, "澄", 5)] == ["2026-03-05"]
    assert [hit.date for hit in find_sentences(index, "顾望山", 5)] == [
        "2026-03-02",
        "2026-01-08",
        "2026-01-08",
    ]


def test_indicators_by_their_figures(index: Index) -> None:
    assert [(hit.label, hit.figures) for hit in find_indicators(index, "量", 5)] == [("供水量", 2)]
    assert find_indicators(index, "", 5) == []


def test_folding() -> None:
    assert fold("ＧＤＰ　总量\u200b") == "gdp总量"
    assert places(("gdp",), "其ＧＤＰ增长") == [1, 4]
    assert places(("平方",), "十平 方米，平方") == [1, 2, 3, 4, 6, 8]
    assert in_order("海关统计司", "海关总署统计分析司")


def test_the_network_is_that_of_the_file(out: Path) -> None:
    with GraphStore.open(out / "store", read_only=True) as store:
        network = build_network(read_contents(store), communities=False)
    found = dump(out / INDEX)
    rows = {row[0]: row for row in found["entities"]}
    assert set(rows) == set(network)
    for node, data in network.nodes(data=True):
        assert (rows[node][5], rows[node][6]) == (data["mentions"], data["degree"])
        assert rows[node][7] == pytest.approx(data["pagerank"], abs=1e-5)
    weights: dict[tuple[str, str, str], float] = defaultdict(float)
    for a, b, data in network.edges(data=True):
        weights[a, b, data["kind"]] += data["weight"]
    assert {row[:3]: row[3] for row in found["ties"]} == pytest.approx(dict(weights), abs=1e-3)
    assert sorted(rows, key=lambda node: rows[node][8]) == order_by_connection(network)


def test_paths_are_the_shortest(out: Path) -> None:
    with GraphStore.open(out / "store", read_only=True) as store:
        network = build_network(read_contents(store), communities=False)
    stated = nx.Graph((a, b) for a, b, data in network.edges(data=True) if not data["weak"])
    whole, index = nx.Graph(network), Index(out / "store")
    number = {node: index.number(node) or 0 for node in network}
    for a in network:
        for b in network:
            found = find_path(index, number[a], number[b])
            over = stated if found is not None and not found.weak else whole
            if found is None:
                assert not nx.has_path(whole, a, b)
                continue
            assert len(found.nodes) == nx.shortest_path_length(over, a, b) + 1 if a != b else 1
            if found.weak:
                assert not (a in stated and b in stated and nx.has_path(stated, a, b))
            labels = {number[node]: node for node in network}
            assert all(
                over.has_edge(labels[x], labels[y])
                for x, y in zip(found.nodes, found.nodes[1:], strict=False)
            )


def restricted(whole: Contents, node: str) -> tuple[object, ...]:
    return (
        tuple(m for m in whole.mentions if m.entity == node),
        tuple(p for p in whole.posts if node in (p.person, p.organization)),
        tuple(r for r in whole.relations if node in (r.subject, r.object)),
        tuple(q for q in whole.quotations if q.speaker == node),
        tuple(s for s in whole.statistics if node in (s.area, s.source, s.policy)),
        whole.entities[node],
    )


def test_slices_are_the_whole_reading_restricted_to_a_node(out: Path, index: Index) -> None:
    with GraphStore.open(out / "store", read_only=True) as store:
        whole = read_contents(store)
        assert len(whole.entities) == 10
        for node in whole.entities:
            for chosen in (select_facts(store, node, ALL), index.facts(node, ALL)):
                part = read_slice(store, chosen, ALL)
                assert restricted(part, node) == restricted(whole, node)
                assert set(part.sentences) <= set(whole.sentences)
                assert part.articles.items() <= whole.articles.items()
                assert part.pages.items() <= whole.pages.items()
                assert part.labels.items() <= whole.labels.items()


def test_bounds_hold_for_a_hub(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "store") as store:
        for number in range(30):
            fill(store, Page(f"{number}.txt", [f"澄湖市第{number}次通报。"] * 2, f"2026-02-{number % 28 + 1:02}", figures=[("澄湖市", "东江省水利厅", "供水量", "1")]))  # fmt: skip
        sync_index(store, tmp_path / "store")
        index, bounds = Index(tmp_path / "store"), Bounds(5, 5, 5, 5, 5)
        chosen = index.facts(iri("澄湖市"), bounds)
        assert (len(chosen.mentions), len(chosen.statistics)) == (5, 5)
        part = read_slice(store, chosen, bounds)
        assert [a.date for a in part.articles.values()] and max(
            a.date or "" for a in part.articles.values()
        ) == "2026-02-28"
        assert index.counts(iri("澄湖市")) == {
            "mentions": 60,
            "posts": 0,
            "statements": 0,
            "quotations": 0,
            "statistics": 30,
        }


def test_it_follows_the_store_page_by_page(out: Path, tmp_path: Path) -> None:
    def agree(done: tuple[int, int]) -> None:
        with GraphStore.open(out / "store", read_only=True) as store:
            synced = sync_index(store, out / "store")
            assert (synced.read, synced.removed, synced.anew) == (*done, None)
            stepwise = dump(out / INDEX)
            sync_index(store, out / "store", anew=True)
            for table, rows in dump(out / INDEX).items():
                assert stepwise[table] == rows, table

    agree((0, 0))
    with GraphStore.open(out / "store") as store:
        fill(store, Page("四.txt", ["沈砚青任东江省水利厅厅长。", "国家水利总局到云汀县。"], "2026-04-01", posts=[("沈砚青", "东江省水利厅", "厅长")]))  # fmt: skip
    agree((1, 0))
    with GraphStore.open(out / "store") as store:  # other bytes under the same name
        fill(store, Page("二.txt", ["沈砚青不再担任市长。"], "2026-04-02", relations=[("云汀县", KG.locatedIn, "澄湖市")]))  # fmt: skip
    agree((1, 1))
    with GraphStore.open(out / "store") as store:
        store.remove("一.txt")
        assert names(Index(out / "store"), "ab2") != []
    agree((0, 1))
    assert names(Index(out / "store"), "ab2") == []
    with GraphStore.open(out / "store") as store:
        for source in ("二.txt", "三.txt", "四.txt"):
            store.remove(source)
    agree((0, 3))
    assert Index(out / "store").totals() == {"entities": 0, "mentions": 0, "pages": 0, "articles": 0}


def test_a_damaged_index_is_made_anew_and_another_format_too(out: Path) -> None:
    whole = dump(out / INDEX)
    damaged = bytearray((out / INDEX).read_bytes())
    damaged[100:30000] = b"\x5a" * 29900
    for content in (bytes(damaged), b"no database at all", b""):
        (out / INDEX).write_bytes(content)
        with pytest.raises(SearchIndexError):
            find_names(Index(out / "store"), "水", 3)
        with GraphStore.open(out / "store", read_only=True) as store:
            assert "damaged" in str(sync_index(store, out / "store").anew)
        assert dump(out / INDEX) == whole
    with closing(sqlite3.connect(out / INDEX)) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
        connection.commit()
    with pytest.raises(SearchIndexError, match="another version"):
        Index(out / "store").totals()
    with GraphStore.open(out / "store", read_only=True) as store:
        assert "version" in str(sync_index(store, out / "store").anew)
    assert dump(out / INDEX) == whole


def test_a_reader_keeps_its_index_until_a_new_one_is_whole(out: Path, index: Index) -> None:
    assert index.totals()["pages"] == 3
    with GraphStore.open(out / "store") as store:
        fill(store, Page("五.txt", ["澄湖市。"]))
        assert index.totals()["pages"] == 3
        sync_index(store, out / "store")
    assert index.totals()["pages"] == 4
    (out / INDEX).unlink()
    assert index.totals()["pages"] == 4
    with pytest.raises(SearchIndexError, match="there is no"):
        Index(out / "store").totals()


_KILLED = """
import os, signal, sys
from pathlib import Path
from kg.graph.store import GraphStore
from kg.serve.index.syncing import sync_index
store = Path(sys.argv[1])
def stop(done, pages):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
with GraphStore.open(store, read_only=True) as graph:
    sync_index(graph, store, anew=True, progress=stop)
"""


def test_killed_on_the_way_the_old_index_stays(out: Path) -> None:
    before = (out / INDEX).read_bytes()
    for page in (1, 3):
        command = [sys.executable, "-c", _KILLED, str(out / "store"), str(page)]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
        assert (out / INDEX).read_bytes() == before
    with GraphStore.open(out / "store", read_only=True) as store:
        assert sync_index(store, out / "store").read == 0
        sync_index(store, out / "store", anew=True)
    assert sorted(path.name for path in out.iterdir()) == [INDEX, "store"]


def test_a_folder_that_takes_no_index_is_said_in_one_sentence(out: Path) -> None:
    (out / f"{INDEX}.part" / "full").mkdir(parents=True)
    with GraphStore.open(out / "store") as store:
        fill(store, Page("六.txt", ["云汀县。"]))
        with pytest.raises(SearchIndexError, match="cannot be written"):
            sync_index(store, out / "store")
    assert Index(out / "store").totals()["pages"] == 3
