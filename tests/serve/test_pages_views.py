"""What the views give for entities that a great many pages name: counted whole, read a page at a time, newest first."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from page_samples import BASE, make_pages

from kg.graph.store import GraphStore
from kg.serve.frames import Refusal
from kg.serve.index import Index
from kg.serve.index.findings import keep_findings
from kg.serve.index.syncing import sync_index
from kg.serve.pages import entity_view
from kg.serve.views import Context, load_views, run_view


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    output = tmp_path_factory.mktemp("views")
    make_pages(output)
    load_views()
    graph = GraphStore.open(output / "store", read_only=True)
    sync_index(graph, output / "store")
    return Context(graph, BASE, Index(output / "store"))


def shown(context: Context, view: str, **arguments: Any) -> Any:
    return run_view(context, view, arguments)


@pytest.mark.parametrize("few", [2_000, 0], ids=["few", "a great many"])
def test_mentions_page_by_page(context: Context, monkeypatch: pytest.MonkeyPatch, few: int):
    monkeypatch.setattr(entity_view, "SORTED", few)
    monkeypatch.setattr(entity_view, "PAGE", 1)
    found = [shown(context, "page.entity", iri="place/320000", part="mentions", page=n)["mentions"] for n in (1, 2, 3)]  # fmt: skip
    assert [part["total"] for part in found] == [2, 2, 2]
    quotes = ["".join(text for text, _ in part["rows"][0]["pieces"]) for part in found[:2]]
    assert "南京海关6日发布" in quotes[0] and "上年1月" in quotes[1] and found[2]["rows"] == []


def test_more_facts_than_can_be_put_in_order_are_all_reached(
    context: Context, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entity_view, "SORTED", 1)
    monkeypatch.setattr(entity_view, "PAGE", 2)
    pages = [shown(context, "page.entity", iri="place/320000", part="figures.area", page=n) for n in (1, 2)]
    nodes = [figure["iri"] for page in pages for figure in page["figures.area"]["rows"]]
    assert len(set(nodes)) == 4


def test_kept_findings_are_those_of_all_figures(context: Context, tmp_path: Path):
    kept = tmp_path / "checks.sqlite"
    asked = {"kept": str(kept), "first": 0, "size": 10}
    assert shown(context, "page.findings", **asked) is None
    assert keep_findings(context.graph, "now", kept) > 0
    whole = shown(context, "page.findings", **asked)
    assert (whole["state"], whole["checked"]) == ("now", 4)
    assert sum(n for *_, n in whole["counts"]) == len(whole["rows"])
    one = shown(context, "page.checks", indicator="indicator/export")
    assert one["whole"] and one["checked"] == 4 and one["rows"] == whole["rows"] != []
    rule, severity, _ = whole["counts"][0]
    assert shown(context, "page.findings", **asked, rule=rule, severity=severity)["rows"] == whole["rows"]
    assert shown(context, "page.findings", **asked, rule="sum-of-parts")["rows"] == []
    kept.write_bytes(kept.read_bytes()[:5000])
    assert shown(context, "page.findings", **asked) is None


@pytest.mark.parametrize(
    ("view", "iri", "status"),
    [
        ("page.entity", "place/nowhere", 404),
        ("page.article", "place/320000", 404),
        ("page.indicator", "place/320000", 404),
        ("page.entity", "http://bad iri", 400),
    ],
)
def test_what_is_not_there_is_refused(context: Context, view: str, iri: str, status: int):
    with pytest.raises(Refusal) as refused:
        shown(context, view, iri=iri)
    assert refused.value.status == status
