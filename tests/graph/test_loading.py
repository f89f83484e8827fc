"""Loading page graphs: shards become one, again changes nothing, what contradicts is refused, and no half page is left."""

import gzip
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from test_graph_store import IDS, contents, page

from kg.graph import GraphStore, Run
from kg.graph.graph_files import GraphFileError, graph_file
from kg.graph.loading import load_graph
from kg.graph.merge_links import merges_name
from kg.graph.overlap import ConflictError
from kg.graph.terms import DCTERMS, KG, OWL, RDF
from kg.publish.quads import write_nquads

OTHER = Run("0.2.0")


def shard(path: Path, *pages: list[Quad]) -> Path:
    """The lines of a build of some pages."""
    store = GraphStore.in_memory()
    for quads in pages:
        store.add(quads)
    write_nquads(store, path)
    return path


def loaded(store: GraphStore, path: Path, **more: bool) -> dict[str, int]:
    """Load a file, and return how many pages it changed, by how."""
    with graph_file(path) as file:
        return {change.value: count for change, count in load_graph(store, file, **more).items() if count}


A = page("a.txt", "海州市开会。", "place/11")
B = page("b.txt", "湖州市和西江省开会。", "place/12", "place/2")
C = page("c.txt", "海州市和西江省。", "place/11", "place/2")


@pytest.mark.parametrize("in_use", [True, False])
def test_shards_in_any_order_are_the_graph_of_the_whole(tmp_path: Path, in_use: bool):
    whole = GraphStore.in_memory()
    for quads in (A, B, C):
        whole.add(quads)
    shards = [shard(tmp_path / "1.nq", A, B), shard(tmp_path / "2.nq", C)]
    for number, order in enumerate((shards, shards[::-1])):
        with GraphStore.open(tmp_path / f"store{number}") as store:
            assert [loaded(store, path, in_use=in_use) for path in order] == [
                {"added": 2 if path == shards[0] else 1} for path in order
            ]
            assert contents(store) == contents(whole)
            assert store.pages() == whole.pages() and store.changed >= {
                IDS.page(entry.sha256) for entry in whole.pages()
            }


def test_the_same_graph_again_changes_nothing_and_common_pages_are_one(tmp_path: Path):
    store = GraphStore.in_memory()
    first = shard(tmp_path / "1.nq", A, B)
    loaded(store, first)
    before = contents(store)
    store.changed.clear()
    assert loaded(store, first) == {"unchanged": 2}
    assert contents(store) == before and not store.changed
    assert loaded(store, shard(tmp_path / "2.nq", B, C)) == {"added": 1, "unchanged": 1}
    assert len(store.pages()) == 3
    store.remove("b.txt")
    store.remove("c.txt")
    alone = GraphStore.in_memory()
    alone.add(A)
    assert contents(store) == contents(alone)


def test_a_page_of_another_version_is_refused_or_replaced(tmp_path: Path):
    store = GraphStore.in_memory()
    loaded(store, shard(tmp_path / "1.nq", A, B))
    before = contents(store)
    newer = shard(tmp_path / "2.nq", page("a.txt", "海州市开会。", "place/11", run=OTHER), C)
    with pytest.raises(
        ConflictError,
        match=r"2\.nq: the page a\.txt is there with other statements, .* --replace takes those of the file",
    ):
        loaded(store, newer)
    assert contents(store) == before
    assert loaded(store, newer, replace=True) == {"added": 1, "replaced": 1}
    built = GraphStore.in_memory()
    for quads in (A, B, page("a.txt", "海州市开会。", "place/11", run=OTHER), C):
        built.add(quads)
    assert contents(store) == contents(built)


def test_a_source_with_other_bytes_is_refused_or_replaced(tmp_path: Path):
    store = GraphStore.in_memory()
    loaded(store, shard(tmp_path / "1.nq", A, B))
    changed = page("a.txt", "西江省开会。", "place/2")
    file = shard(tmp_path / "2.nq", changed)
    with pytest.raises(
        ConflictError, match=r"2\.nq: a\.txt is there with other bytes \(SHA-256 [0-9a-f]{12}…\)"
    ):
        loaded(store, file)
    assert loaded(store, file, replace=True) == {"replaced": 1}
    built = GraphStore.in_memory()
    for quads in (A, B, changed):
        built.add(quads)
    assert contents(store) == contents(built)


def test_equal_bytes_of_two_sources_are_one_page_with_both(tmp_path: Path):
    other = [
        Quad(quad.subject, quad.predicate, Literal("d.txt"), quad.graph_name)
        if quad.predicate == DCTERMS.source
        else quad
        for quad in A
    ]
    store = GraphStore.in_memory()
    loaded(store, shard(tmp_path / "1.nq", A))
    assert loaded(store, shard(tmp_path / "2.nq", other)) == {"unchanged": 1}
    assert [entry.source for entry in store.pages()] == ["a.txt", "d.txt"]
    contents(store)


def _write(path: Path, quads: Iterable[Quad], form: RdfFormat = RdfFormat.N_QUADS) -> Path:
    serialize(quads, path, form)
    return path


def test_other_nquads_and_trig_packed_or_not_are_the_same_graph(tmp_path: Path):
    plain = shard(tmp_path / "plain.nq", A, B)
    lines = plain.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    files = [
        tmp_path / name for name in ("shuffled.nq", "wild.nq", "packed.nq.gz", "same.trig", "PACKED.TRIG.GZ")
    ]
    files[0].write_text("".join(lines), encoding="utf-8")
    files[1].write_text(
        "# 注释\r\n\r\n" + "".join(f"  {line[:-1].replace('海', chr(92) + 'u6D77')}\r\n" for line in lines),
        encoding="utf-8",
    )
    files[2].write_bytes(gzip.compress(plain.read_bytes()))
    _write(files[3], [*A, *B], RdfFormat.TRIG)
    files[4].write_bytes(gzip.compress(files[3].read_bytes()))
    expected = GraphStore.in_memory()
    loaded(expected, plain)
    for file in files:
        store = GraphStore.in_memory()
        assert loaded(store, file) == {"added": 2}
        assert contents(store) == contents(expected)
        assert loaded(store, plain) == {"unchanged": 2}


@pytest.mark.parametrize("in_use", [True, False])
@pytest.mark.parametrize(
    ("last", "found"),
    [
        ('<http://a.example/x> <http://a.example/y> "开会" {page} .\n', None),
        ("海州市 {page} .\n", "line {n}: The subject of a triple must be"),
        ('<http://a.example/x> <http://a.example/y> "开会 {page} .\n', "line {n}: "),
        ('<http://a.example/x> <http://a.example/y> "开会" .\n', "a statement stands in no graph"),
        ("<http://a.example/x> <http://a.example/y> <http://a.example/z> .\n", "is none of a page"),
        ('<http://a.example/x> <http://a.example/y> "开会" <{base}page/' + 64 * "0" + "> .\n", "does not say which page"),
        ("<http://a.example/x> <http://a.example/y> _:b {page} .\n", "a page has no blank nodes"),
    ],
)  # fmt: skip
def test_a_line_that_is_wrong_is_named_and_nothing_is_loaded(
    tmp_path: Path, last: str, found: str | None, in_use: bool
):
    file = shard(tmp_path / "1.nq", B, C)
    count = len(file.read_text(encoding="utf-8").splitlines())
    where = str(next(quad.graph_name for quad in B if str(quad.graph_name).startswith(f"<{IDS.base}page/")))
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.write(last.format(page=where, base=IDS.base))
    store = GraphStore.in_memory()
    store.add(A)
    before = contents(store)
    if found is None:
        assert loaded(store, file, in_use=in_use) == {"added": 2}
        return
    with pytest.raises(GraphFileError) as error:
        loaded(store, file)
    assert str(error.value).startswith(f"{file}: ")
    assert found.format(n=count + 1) in str(error.value) and "\n" not in str(error.value)
    assert contents(store) == before


def test_graphs_of_no_build_are_refused(tmp_path: Path):
    (tmp_path / "empty.nq").write_text("", encoding="utf-8")
    (tmp_path / "packed.nq.gz").write_bytes(b"not packed")
    (tmp_path / "cut.nq.gz").write_bytes(gzip.compress(b"<a:a> <a:b> <a:c> <a:d> .\n" * 99)[:-9])
    (tmp_path / "graph.ttl").write_text("", encoding="utf-8")
    (tmp_path / "wrong.trig").write_text("海州市", encoding="utf-8")
    for name, found in [
        ("empty.nq", "no graph of a page is in it"),
        ("packed.nq.gz", "gzip"),
        ("cut.nq.gz", "ended before"),
        ("graph.ttl", "ends in .nq or .trig"),
        ("wrong.trig", "line 1"),
    ]:
        with pytest.raises(GraphFileError, match=found) as error, graph_file(tmp_path / name):
            pass
        assert str(error.value).startswith(str(tmp_path / name))


def test_two_bases_do_not_meet(tmp_path: Path):
    other = "https://graph.example/id/"
    moved = [
        Quad(*(_moved(term, other) for term in (q.subject, q.predicate, q.object, q.graph_name))) for q in A
    ]
    file = _write(tmp_path / "moved.nq", moved)
    store = GraphStore.in_memory()
    with pytest.raises(
        GraphFileError, match=f"its IRIs begin with {other}, those of the store with {IDS.base}"
    ):
        loaded(store, file)
    store = GraphStore.in_memory(other)
    assert loaded(store, file) == {"added": 1} and store.base == other
    both = _write(tmp_path / "both.nq", [*moved, *B])
    with pytest.raises(GraphFileError, match="its pages have two bases"):
        loaded(store, both)


def _moved(term: object, base: str) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(IDS.base):
        return NamedNode(base + term.value.removeprefix(IDS.base))
    return term


def test_a_merge_that_both_have_stays_as_it_is(tmp_path: Path):
    graph, node = merges_name(IDS.base), NamedNode(f"{IDS.base}statement/1")
    left, right = IDS.entity("person/1"), IDS.entity("person/2")

    def merge(probability: str) -> list[Quad]:
        return [
            Quad(left, OWL.sameAs, right, graph),
            Quad(node, RDF.predicate, OWL.sameAs, graph),
            Quad(node, KG.probability, Literal(probability), graph),
        ]

    store = GraphStore.in_memory()
    loaded(store, _write(tmp_path / "1.nq", [*A, *merge("0.95")]))
    loaded(store, _write(tmp_path / "2.nq", [*B, *merge("0.91")]))
    said = {quad.object.value for quad in store.store.quads_for_pattern(node, KG.probability, None, graph)}
    assert said == {"0.95"}
    contents(store)


_LOADER = """
import sys
from pathlib import Path
from kg.graph import GraphStore
from kg.graph.graph_files import graph_file
from kg.graph.loading import load_graph
with graph_file(Path(sys.argv[2])) as file, GraphStore.open(Path(sys.argv[1])) as store:
    print("open", flush=True)
    load_graph(store, file)
    print("done", flush=True)
"""


def test_a_load_killed_at_any_moment_leaves_the_store_as_it_was_or_whole(tmp_path: Path):
    pages = [page(f"{n}.txt", f"海州市第{n}次开会。", "place/11") for n in range(400)]
    file = shard(tmp_path / "1.nq", *pages)
    folder, random_ = tmp_path / "store", random.Random(7)
    with GraphStore.open(folder) as store:
        store.add(B)
        before = contents(store)
    whole = GraphStore.in_memory()
    for quads in (B, *pages):
        whole.add(quads)
    after = contents(whole)
    command = [sys.executable, "-c", _LOADER, str(folder), str(file)]
    for _ in range(6):
        loader = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert loader.stdout is not None
        assert loader.stdout.readline() == b"open\n"
        time.sleep(random_.uniform(0, 0.15))
        os.kill(loader.pid, signal.SIGKILL)
        loader.wait()
        loader.stdout.close()
        with GraphStore.open(folder) as store:
            assert contents(store) in (before, after)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with GraphStore.open(folder) as store:
        assert contents(store) == after
