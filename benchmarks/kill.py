"""Kill a build again and again, and look at what is left: `python benchmarks/kill.py [ROUNDS [PAGES]]`.

A build of many small pages is ended by SIGKILL at a random moment. Each time the store must open, hold every page that
it names whole (the very statements of an undisturbed build) and nothing of any other, and the next build must go on from
there. One that was killed when all pages were in, so while its files were written, is left in peace the next time. Whenever
a build gets to its end, its files must equal the undisturbed ones byte for byte, and so must exports from its database
alone; then another begins.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from kg.graph import GraphStore
from kg.graph.terms import KG, RDF
from kg.publish.rdf import write_sorted_nquads

_PLACES = ("江苏省", "浙江省", "山东省", "湖北省", "四川省", "甘肃省", "辽宁省", "福建省")
_BODIES = ("统计局", "商务厅", "水利厅", "财政厅", "教育厅", "交通运输厅")
_NAMES = ("顾明川", "石敬之", "林若水", "方知远", "陆长庚", "沈望舒")
FILES = ("graph.ttl", "graph.nq")


def write_pages(folder: Path, count: int) -> None:
    """Write made-up wire stories, no two alike."""
    for number in range(count):
        place, body, name = (
            words[number * step % len(words)] for words, step in ((_PLACES, 1), (_BODIES, 5), (_NAMES, 7))
        )
        amount, rate = 1000 + 13 * number, 2 + number % 70 / 10
        text = (
            f"{place}{body}发布第{number + 1}期季度报告\n\n"
            f"新华社南京3月{1 + number % 28}日电（记者{_NAMES[(number + 1) % 6]}）{place}{body}厅长{name}表示，2025年{place}进出口总值{amount}.5亿元，同比增长{rate:.1f}%。\n"
            f"{name}说：“第{number + 1}期报告显示，就业形势总体稳定，新增就业{number + 10}.2万人。”\n"
        )
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def start(pages: Path, output: Path) -> subprocess.Popen[bytes]:
    """Start a build."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "build", str(pages), "-o", str(output)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def page_quads(store: GraphStore) -> dict[str, set[Quad]]:
    """Return the statements of each page's graph."""
    pages = sorted(
        str(quad.graph_name)
        for quad in store.store.quads_for_pattern(None, RDF.type, KG.Page, None)
        if quad.graph_name != DefaultGraph()
    )
    found: dict[str, set[Quad]] = {page: set() for page in pages}
    for quad in store:
        if str(quad.graph_name) in found:
            found[str(quad.graph_name)].add(quad)
    return found


def check(output: Path, whole: dict[str, set[Quad]], shared: set[Quad]) -> int:
    """Return how many pages a store holds; end the program when one is not whole or the union is not the graphs' union."""
    if not (output / "store" / "CURRENT").exists():
        return 0
    with GraphStore.open(output / "store") as store:
        pages = page_quads(store)
        quads = set(store)
        union = {quad.triple for quad in quads}
        if union != set(store.triples()):
            sys.exit("the union graph is not the union of the named graphs")
    for page, found in pages.items():
        if found != whole[page]:
            sys.exit(f"{page} is half there: {len(found)} of {len(whole[page])} statements")
    stray = {quad for quad in quads if str(quad.graph_name) not in pages} - shared
    if stray:
        sys.exit(f"{len(stray)} statements belong to no page")
    return len(pages)


def main(rounds: int, count: int) -> None:
    """Run the rounds and print a line for each."""
    random.seed(20260120)
    with tempfile.TemporaryDirectory() as folder:
        pages, calm, output = Path(folder) / "pages", Path(folder) / "calm", Path(folder) / "out"
        pages.mkdir()
        write_pages(pages, count)
        began = time.monotonic()
        if start(pages, calm).wait():
            sys.exit("the undisturbed build failed")
        seconds = time.monotonic() - began
        with GraphStore.open(calm / "store", read_only=True) as store:
            whole, everything = page_quads(store), set(store)
        shared = {quad for quad in everything if str(quad.graph_name) not in whole}
        print(f"undisturbed: {len(whole)} pages, {len(everything)} statements, {seconds:.1f} s", flush=True)
        killed = finished = found = 0
        while killed < rounds:
            process = start(pages, output)
            try:
                process.wait(random.uniform(0.2, 1.0) * seconds if found < count else None)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
                found = check(output, whole, shared)
                print(f"kill {killed:2}: {found:3} pages, all whole", flush=True)
                continue
            finished, found = finished + _finish(output, calm, whole, shared), 0
        while start(pages, output).wait():
            sys.exit("the last build failed")
        finished += _finish(output, calm, whole, shared)
        print(f"{killed} kills, {finished} finished builds, all equal to the undisturbed one byte for byte")


def _finish(output: Path, calm: Path, whole: dict[str, set[Quad]], shared: set[Quad]) -> int:
    """Compare a finished build with the undisturbed one, and clear the table for the next."""
    if check(output, whole, shared) != len(whole):
        sys.exit("a finished build lacks pages")
    for name in FILES:
        if (output / name).read_bytes() != (calm / name).read_bytes():
            sys.exit(f"{name} differs from the undisturbed build's")
    (output / "graph.nq").unlink()
    with GraphStore.open(output / "store", read_only=True) as store:
        write_sorted_nquads(store, output / "graph.nq")
    if (output / "graph.nq").read_bytes() != (calm / "graph.nq").read_bytes():
        sys.exit("the database holds something else than graph.nq")
    shutil.rmtree(output)
    return 1


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*given, *(30, 200)[len(given) :])
