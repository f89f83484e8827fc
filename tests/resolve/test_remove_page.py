"""A page that is removed leaves nothing behind and, added again, brings back every byte: over the sample corpus."""

import pytest

from kg.graph import GraphStore, page_quads, seed_quads, used_keys
from kg.pipeline import Settings, understand
from kg.publish.turtle import write_turtle
from kg.read import read
from kg.records import Page
from kg.resources import folder

SAMPLES = folder("seeds") / "samples"


@pytest.fixture(scope="module")
def pages(nlp):
    """Quads of the sample pages by source."""
    run = Settings().run()
    found = {}
    for page in read(sorted(SAMPLES.glob("*.txt"))[:10]):
        assert isinstance(page, Page)
        facts = understand(page, nlp)
        found[page.source] = page_quads(facts, run) + seed_quads(used_keys(facts))
    return found


def store_of(pages, without=None):
    store = GraphStore.in_memory()
    for source, quads in pages.items():
        if source != without:
            store.add(quads)
    return store


def everything(store):
    """All quads, those of the union too."""
    return sorted(str(quad) for quad in store.store)


def turtle(store, path):
    write_turtle(store.triples(), path, store.ids.base)
    return path.read_bytes()


def test_every_page_goes_without_a_trace_and_comes_back_whole(pages, tmp_path):
    store = store_of(pages)
    before, text = everything(store), turtle(store, tmp_path / "before.ttl")
    for source, quads in pages.items():
        store.remove(source)
        assert everything(store) == everything(store_of(pages, without=source)), source
        store.add(quads)
        assert everything(store) == before, source
    assert turtle(store, tmp_path / "after.ttl") == text


def test_pages_in_another_order_give_the_same_store(pages):
    assert everything(store_of(pages)) == everything(store_of(dict(reversed(pages.items()))))
