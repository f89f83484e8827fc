"""Remove one page of a store, add it again, and compare bytes: `python benchmarks/removal.py INPUT... [--pages N]`.

Builds INPUT (files, folders, JSONL) into a store in memory. Then, for every n-th of its pages: removing the page
must leave exactly the store that a build without it gives, and adding it again must give
the N-Quads and the Turtle from before, byte by byte. Prints one line a page and exits 1 when one differs.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.graph import GraphStore, page_quads, seed_quads, used_keys
from kg.language import load
from kg.pipeline import Settings, understand
from kg.publish.turtle import write_turtle
from kg.read import read
from kg.records import Page

Quads = dict[str, list[ox.Quad]]


def page_graphs(inputs: Sequence[str]) -> Iterator[tuple[str, list[ox.Quad]]]:
    """Yield source and quads of every page of the inputs that can be used."""
    settings = Settings()
    nlp = load(settings.segmenter, settings.threads)
    for page in read(inputs):
        if isinstance(page, Page):
            facts = understand(page, nlp)
            yield page.source, page_quads(facts, settings.run()) + seed_quads(used_keys(facts))


def digest(store: GraphStore, *, turtle: bool = False) -> str:
    """Hash of all N-Quads lines of a store and of its union, and of its Turtle where that is asked for."""
    lines = "\n".join(sorted(str(quad) for quad in store.store)).encode()
    total = sha256(lines)
    if turtle:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "graph.ttl"
            write_turtle(store.triples(), path, store.ids.base)
            total.update(BytesIO(path.read_bytes()).getbuffer())
    return total.hexdigest()


def store_of(pages: Quads, *, without: str | None = None) -> GraphStore:
    """Return a store in memory with all pages but one."""
    store = GraphStore.in_memory()
    for source, quads in pages.items():
        if source != without:
            store.add(quads)
    return store


def main() -> int:
    """Run the check; return 1 when a page leaves a trace or does not come back whole."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+")
    parser.add_argument(
        "--pages", type=int, default=12, help="how many pages to remove, spread over the corpus (0: all)"
    )
    arguments = parser.parse_args()
    pages: Quads = dict(page_graphs(arguments.inputs))
    step = max(1, len(pages) // arguments.pages) if arguments.pages else 1
    store = store_of(pages)
    whole = digest(store, turtle=True)
    print(f"{len(pages)} pages, {len(store.store)} quads, {len(store)} triples: {whole[:16]}")
    wrong = 0
    for source in list(pages)[::step]:
        store.remove(source)
        left, expected = digest(store), digest(store_of(pages, without=source))
        store.add(pages[source])
        back = digest(store, turtle=True)
        wrong += left != expected or back != whole
        print(
            f"{source}: {'as without it' if left == expected else 'LEAVES A TRACE'}, {'same bytes' if back == whole else 'OTHER BYTES'} when added again"
        )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
