"""The checks of a store are computed once for each of its states, kept beside the index, and shown while they are made anew."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")

from page_samples import PAGE, make_pages
from serve_samples import served

from kg.graph.copies import state
from kg.serve.index.findings import FINDINGS, summary


def finished(client: httpx.Client, address: str = "/checks?lang=en") -> str:
    """The page when it no longer asks for itself again."""
    for _ in range(300):
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        if "refresh" not in answer.headers:
            return answer.text
        time.sleep(0.2)
    raise AssertionError("the checks came to no end")


def test_findings_are_kept_and_follow_the_store(tmp_path: Path) -> None:
    make_pages(tmp_path)
    kept = tmp_path / FINDINGS
    with served(tmp_path, "--writable") as url, httpx.Client(base_url=url, timeout=30) as client:
        assert "All 4 figures have been checked" in finished(client)
        written = kept.stat().st_mtime_ns
        told = summary(kept)
        assert told is not None and told.state == state(tmp_path / "store")
        assert "Agreement" in finished(client, "/checks?lang=en&severity=Agreement")
        assert kept.stat().st_mtime_ns == written
        gone = f"DELETE WHERE {{ GRAPH <{PAGE}> {{ ?figure a qb:Observation }} }}"
        assert client.post("/sparql", data={"update": gone}).status_code == 204
        assert "All 0 figures have been checked" in finished(client)
        kept.write_bytes(b"no database")
        assert "All 0 figures have been checked" in finished(client)
        for wrong in ("severity=Nix", "rule=nix", "page=0"):
            assert client.get(f"/checks?{wrong}").status_code == 400


def test_many_readers_at_once_get_whole_answers_or_refusals(tmp_path: Path) -> None:
    make_pages(tmp_path)
    addresses = [
        "/explore/start",
        "/checks",
        "/explore/all",
        "/id/place/320000",
        "/indicators",
        "/explore/node?key=place/320000",
    ]
    with served(tmp_path, "--seconds", "10") as url:

        def ask(number: int) -> tuple[int, str]:
            answer = httpx.get(
                url + addresses[number % len(addresses)], timeout=60, headers={"Accept": "text/html"}
            )
            return answer.status_code, answer.text

        endless = (
            "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o } ORDER BY ?a ?d ?g ?j ?m"
        )
        with ThreadPoolExecutor(8) as pool:
            killed = [
                pool.submit(httpx.get, f"{url}/sparql", params={"query": endless}, timeout=60)
                for _ in range(2)
            ]
            found = list(pool.map(ask, range(24)))
            assert {answer.result().status_code for answer in killed} <= {422, 503}
        # A view that waits behind them for longer than it may is told so.
        assert {status for status, _ in found} <= {200, 503} and all(text for _, text in found)
        assert ask(0)[0] == 200
