"""The one file beside plain pyvis in the browser, in one run: `python benchmarks/pictures.py [NODES ...]` (300 3000 30000).

For graphs in the shape of real ones (newsgraphs.py): how long the store takes to read, in memory and from the lines that a build leaves
beside its database, and each picture to make; how big it is; when the first view stands in headless Chromium; and how many frames a second it draws while it is moved and zoomed. pyvis gets the same nodes and
edges, with its default options; its making and its first view each have a limit of time. The last lines ask both for everything at
once at 10,000 nodes. Chromium draws in software here, so the figures are a floor.
"""

import json
import math
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
from newsgraphs import news_store, sample_triples
from playwright.sync_api import Error, Page, sync_playwright
from pyvis.network import Network

from kg.publish.contents import read_contents
from kg.publish.html import write_html
from kg.publish.network import build_network
from kg.publish.rdf import write_ntriples
from kg.publish.rows import Contents

SIZES, EVERYTHING = (300, 3_000, 30_000), 10_000
LIMIT = 60
"""Seconds that pyvis gets to make a file, and the browser to show it."""

SECONDS = 3
WIDTH, HEIGHT = 1440, 900
CORNER = (1424, 92)
"""A place of the drawing where no node is: moving starts there."""

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

WATCH = """
(() => {
  const look = () => {
    const canvas = document.querySelector('canvas');
    if (canvas && canvas.width > 400) {
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      for (let i = 3; i < data.length; i += 4 * 97) if (data[i]) return void (window.firstView = performance.now());
    }
    setTimeout(look, 20);
  };
  document.addEventListener('DOMContentLoaded', look);
})();
"""
"""Notes when the first pixel of a drawing is there."""

COUNT = "() => { window.frames_ = 0; const tick = () => { window.frames_++; requestAnimationFrame(tick); }; requestAnimationFrame(tick); }"


def plain_pyvis(network: nx.MultiDiGraph, path: str) -> None:
    """Write the same nodes and edges as anybody would with pyvis: default options, everything inside."""
    net = Network(cdn_resources="in_line")
    for iri, data in network.nodes(data=True):
        net.add_node(iri, label=data["label"], title=data["subtype"] or data["type"], group=data["type"])
    for subject, other, data in network.edges(data=True):
        if not data["weak"]:
            net.add_edge(subject, other, title=data["label"])
    Path(path).write_text(net.generate_html(notebook=False), encoding="utf-8")


def limited(work: Callable[..., None], *arguments: Any) -> float | None:
    """Run in a process of its own; seconds it took, None when it was stopped at the limit."""
    process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    begin = time.perf_counter()
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return time.perf_counter() - begin


def frames(page: Page, act: Callable[[int], None]) -> float:
    """Frames a second that the page draws while `act` sends one event after the other."""
    page.evaluate(COUNT)
    begin, number = time.perf_counter(), 0
    while time.perf_counter() - begin < SECONDS:
        act(number)
        number += 1
    found = page.evaluate("() => window.frames_")
    return float(found / (time.perf_counter() - begin))


def panned(page: Page) -> float:
    """Frames a second while the drawing is dragged in a circle."""
    page.mouse.move(*CORNER)
    page.mouse.down()
    found = frames(
        page,
        lambda i: page.mouse.move(
            CORNER[0] - 80 + 80 * math.cos(i / 9), CORNER[1] + 80 + 80 * math.sin(i / 9)
        ),
    )
    page.mouse.up()
    return found


def zoomed(page: Page) -> float:
    """Frames a second while the wheel turns, in and out."""
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    return frames(page, lambda i: page.mouse.wheel(0, -40 if i % 40 < 20 else 40))


def shown(
    browser: Any, path: Path, address: str = "", ready: str = "() => window.firstView"
) -> dict[str, float] | None:
    """Open a file with the network off: seconds to the first view, frames a second moving and zooming; None past the limit."""
    context = browser.new_context(offline=True, viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    page.set_default_timeout(LIMIT * 1000)
    page.add_init_script(WATCH)
    try:
        page.goto(path.as_uri() + address, wait_until="commit")
        page.wait_for_function(ready)
        found = {"view": page.evaluate("() => window.firstView") / 1000}
        page.wait_for_timeout(1500)
        return found | {"pan": panned(page), "zoom": zoomed(page)}
    except Error as error:
        if "Timeout" not in str(error):
            raise
        return None
    finally:
        context.close()


def measured(browser: Any, contents: Contents, folder: Path) -> dict[str, Any]:
    """Both pictures of one graph: seconds to make (and of the processor), megabytes, first view and frames a second."""
    ours, theirs = folder / "ours.html", folder / "pyvis.html"
    begin, busy = time.perf_counter(), time.process_time()
    report = write_html(contents, ours)
    row: dict[str, Any] = {
        "nodes": report.entities,
        "make": time.perf_counter() - begin,
        "busy": time.process_time() - busy,
        "size": report.bytes / 1e6,
    }
    row["ours"] = shown(
        browser, ours, ready="() => window.firstView && document.documentElement.dataset.ready"
    )
    network = build_network(contents, weak=False, communities=False)
    row["pyvis make"] = limited(plain_pyvis, network, str(theirs))
    row["pyvis"] = shown(browser, theirs) if row["pyvis make"] is not None else None
    return row


def cell(found: dict[str, float] | None) -> str:
    """First view and frames a second as the table shows them."""
    if found is None:
        return f"none in {LIMIT} s | –"
    return f"{found['view']:.1f} s | {found['pan']:.0f} / {found['zoom']:.0f}"


def seconds(value: float | None) -> str:
    """A time, or that there was none within the limit."""
    return f"more than {LIMIT} s" if value is None else f"{value:.1f} s"


def main(sizes: list[int]) -> None:
    """Print the tables."""
    triples = sample_triples()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=True, args=ARGUMENTS
        )
        print(
            "| nodes | triples | read the store | read its lines | make ours (processor) | MB | first view | frames, moving / zooming | make pyvis | first view | frames |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for size in sizes:
            store = news_store(triples, size)
            begin = time.perf_counter()
            contents = read_contents(store)
            read, count = time.perf_counter() - begin, len(store.store)
            lines = Path(folder) / "lines.nt"
            write_ntriples(store, lines)
            begin = time.perf_counter()
            read_contents(store, lines)
            from_lines = time.perf_counter() - begin
            lines.unlink()
            store.close()
            row = measured(browser, contents, Path(folder))
            print(
                f"| {row['nodes']:,} | {count:,} | {read:.1f} s | {from_lines:.1f} s | {row['make']:.1f} s ({row['busy']:.1f} s) | {row['size']:.1f} | {cell(row['ours'])} "
                f"| {seconds(row['pyvis make'])} | {cell(row['pyvis'])} |",
                flush=True,
            )
        contents = read_contents(news_store(triples, EVERYTHING))
        path = Path(folder) / "everything.html"
        write_html(contents, path)
        found = shown(
            browser, path, "#base=all", "() => window.firstView && document.documentElement.dataset.whole"
        )
        print(f"\neverything of {len(contents.entities):,} nodes at once: {json.dumps(found)}")
        browser.close()


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or list(SIZES))
