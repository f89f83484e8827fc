"""The quality gate that needs nothing from outside: our own pages, built and scored against pinned floors."""

import json
from pathlib import Path

import pytest
from gold.scoring import Score, below, report, score

from kg.graph import GraphStore
from kg.graph.evidence import check
from kg.graph.store import STORE
from kg.pipeline import build
from kg.resources import folder

SAMPLES = folder("seeds") / "samples"
FLOORS = json.loads((Path(__file__).parent / "gold" / "floors.json").read_text(encoding="utf-8"))
PAGES = 18


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("quality") / "out"
    made = build(sorted(SAMPLES.glob("*.txt")), output)
    assert made.problems == [] and made.total == PAGES
    return output


@pytest.fixture(scope="module")
def scores(built: Path) -> dict[str, Score]:
    return score(built / "graph.ttl", SAMPLES, SAMPLES / "gold")


def test_no_layer_lies_below_its_floor(scores: dict[str, Score]) -> None:
    assert below(scores, FLOORS["samples"]) == [], report(scores)


def test_every_set_pins_the_layers_that_count() -> None:
    assert len(FLOORS["samples"]) >= 14
    assert len(FLOORS["corpus"]) >= 14 and len(FLOORS["news"]) >= 10


def test_two_builds_are_equal_byte_for_byte(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    build(sorted(SAMPLES.glob("*.txt"), reverse=True), again)  # in another order, too
    for name in ("graph.ttl", "graph.nq", "graph.html"):
        assert (again / name).read_bytes() == (built / name).read_bytes(), name


def test_every_quote_of_the_built_graph_stands_at_its_offsets(built: Path) -> None:
    with GraphStore.open(built / STORE, read_only=True) as store:
        for entry in store.pages():
            page = store.ids.page(entry.sha256)
            quads = list(store.store.quads_for_pattern(None, None, None, page))
            text = next(
                q.object.value for q in quads if q.subject == page and q.predicate.value.endswith("#isString")
            )
            check(quads, text)
