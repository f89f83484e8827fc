"""The explorer of `kg serve` on a large graph beside a small one: `python benchmarks/explorer.py FOLDER [TRIPLES]`.

Makes two stores in FOLDER, unless they are there: `small`, the sample corpus, and `large`, the same told again and again
under other names (see `newsgraphs.py`) until it has so many triples, 5 million unless told. Then both are indexed and
served, and the same questions are asked of both, in one run: the fastest of nine answers each, over HTTP on this machine.
Seconds of the index are those that one core computes, so that other work on the machine does not count.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from socket import socket
from urllib.parse import quote

import httpx
from newsgraphs import SAMPLES, copies
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.graph import BASE, GraphStore
from kg.graph.store import STORE
from kg.serve.index.syncing import sync_index

TIMES = 9
ADDRESSES = {
    "open the network (`/explore/start`)": "/explore/start",
    "search a common word (中国)": f"/explore/search?q={quote('中国')}",
    "search one character (国)": f"/explore/search?q={quote('国')}",
    "search two words (海关 增长)": f"/explore/search?q={quote('海关 增长')}",
    "search a rare word (郝满仓)": f"/explore/search?q={quote('郝满仓')}",
    "search what is nowhere (的国人鲸)": f"/explore/search?q={quote('的国人鲸')}",
    "details of the largest hub (中国)": "/explore/node?key=place/CN",
    "details of a province (江苏省)": "/explore/node?key=place/320000",
    "path between two far nodes": "/explore/path?key=place/320000&key=place/DE-duisburg",
    "overview of 10,000 nodes": "/explore/all?n=10000",
}


def make_small(folder: Path) -> None:
    """Build the sample corpus."""
    files = sorted(map(str, [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html"), *SAMPLES.glob("*.jsonl")]))
    command = [sys.executable, "-m", "kg", "build", *files, "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def make_large(small: Path, folder: Path, triples: int) -> None:
    """Fill a store with copies of the sample, each page in its graph, and their union in the default graph."""
    sample = list(parse(path=str(small / "graph.nq"), format=RdfFormat.N_QUADS))
    shared = [quad for quad in sample if quad.graph_name.value.startswith(f"{BASE}graph/")]
    pages = sorted(
        (quad for quad in sample if not quad.graph_name.value.startswith(f"{BASE}graph/")), key=str
    )
    number = max(1, round(triples / len({quad.triple for quad in pages})))
    with GraphStore.open(folder / STORE) as store:
        store.store.bulk_extend(_with_union(chain(shared, copies(pages, number))))
        store.compact()


def _with_union(quads: Iterator[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def index(folder: Path) -> tuple[int, int, float, float, float, int]:
    """Index a store anew, in vain, and after one page came; return triples, pages, seconds of these three, and bytes of the index."""
    with GraphStore.open(folder / STORE) as store:
        pages, made = timed(store, folder, anew=True)
        _, checked = timed(store, folder)
        entry = store.pages()[0]
        page = store.ids.page(entry.sha256)
        told = list(store.store.quads_for_pattern(None, None, None, page))
        shared = [
            q
            for name in (store.ids.seeds_graph(), store.ids.runs_graph())
            for q in store.store.quads_for_pattern(None, None, None, name)
        ]
        store.remove(page.value)
        timed(store, folder)
        store.store.extend(_with_union(iter([*told, *shared])))
        came, followed = timed(store, folder)
        if came != 1:
            raise RuntimeError(f"{came} pages were read where one had come")
        size = (folder / "index.sqlite").stat().st_size
        return len(store), pages, made, checked, followed, size


def timed(store: GraphStore, folder: Path, *, anew: bool = False) -> tuple[int, float]:
    """Bring the index up to date; return pages read and seconds of one core."""
    began = time.process_time()
    return sync_index(store, folder / STORE, anew=anew).read, time.process_time() - began


@contextmanager
def served(folder: Path) -> Iterator[tuple[httpx.Client, float]]:
    """Serve a folder; gives a client and the seconds until the network could be opened."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                while True:
                    try:
                        client.get("/explore/start").raise_for_status()
                        break
                    except httpx.TransportError:
                        time.sleep(0.05)
                yield client, time.perf_counter() - began
        finally:
            process.terminate()


def milliseconds(client: httpx.Client, address: str) -> tuple[float, int]:
    """The shortest time of an answer, and its bytes."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(address)
        taken.append(time.perf_counter() - began)
        answer.raise_for_status()
    return min(taken) * 1000, len(answer.content)


def main(folder: Path, triples: int) -> None:
    """Print both tables."""
    small, large = folder / "small", folder / "large"
    if not (small / STORE).exists():
        make_small(small)
    if not (large / STORE).exists():
        make_large(small, large, triples)
    print(
        "| store | triples | pages | index made, s of one core | index checked, s | one page more, s | index, MB |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for name in (small, large):
        count, pages, made, checked, followed, size = index(name)
        print(
            f"| {name.name} | {count:,} | {pages:,} | {made:.1f} | {checked:.2f} | {followed:.2f} | {size / 1e6:.1f} |",
            flush=True,
        )
    print("\n| question | small, ms | large, ms | large, KB |\n| --- | --- | --- | --- |")
    with served(small) as (one, ready_one), served(large) as (other, ready_other):
        print(f"| from `kg serve` to the network | {ready_one * 1000:.0f} | {ready_other * 1000:.0f} | |")
        for title, address in ADDRESSES.items():
            (few, _), (many, size) = milliseconds(one, address), milliseconds(other, address)
            print(f"| {title} | {few:.1f} | {many:.1f} | {size / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 5_000_000)
