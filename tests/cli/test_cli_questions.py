"""The command line on a graph of two pages of our own: what it prints, in which form, and how it ends."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

FIRST = "江州化工园投产\n\n新华社南京3月6日电（记者陆子涵）江苏省江州市商务局局长程远志6日表示，2025年全市出口82亿元，同比增长6.5%。\n"
SECOND = (
    "国家统计局发布数据\n\n新华社北京3月7日电（记者宋嘉）国家统计局副局长邵明哲7日说，前两个月物价平稳。\n"
)


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name.replace(".txt", ".meta.json")).write_text(
            '{"datePublished": "2026-03-07"}', encoding="utf-8"
        )
    run = kg("build", folder / "first.txt", folder / "second.txt", "-o", folder / "out")
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [
        str(folder / "out" / name) for name in ("graph.ttl", "graph.nq", "graph.html")
    ]
    return folder / "out"


def test_a_named_query_with_a_parameter(built):
    run = kg("query", built, "holders-of-post", "--title", "副局长", "--format", "json")
    assert run.returncode == 0, run.stderr
    assert any("邵明哲" in row.values() for row in json.loads(run.stdout))


def test_sparql_as_csv(built):
    run = kg(
        "query",
        built,
        "SELECT ?name WHERE { ?p a kg:Official ; rdfs:label ?name } ORDER BY ?name",
        "--format",
        "csv",
    )
    assert run.returncode == 0, run.stderr
    assert [row["name"] for row in csv.DictReader(StringIO(run.stdout))] == ["程远志", "邵明哲"]


def test_the_list_of_queries_says_what_each_takes():
    run = kg("query", "--list")
    assert run.returncode == 0 and "holders-of-post" in run.stdout and "--title" in run.stdout


def test_explain_shows_the_sentence(built):
    run = kg("explain", built, "邵明哲")
    assert run.returncode == 0, run.stderr
    assert "国家统计局副局长邵明哲7日说" in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "{out}", "no-such-query"),
        ("query", "{out}", "SELECT WHERE"),
        ("explain", "{out}", "无此人"),
        ("query", "/nowhere/at/all", "pages"),
        ("export", "{out}", "graph.xyz"),
    ],
)
def test_wrong_use_is_one_sentence_and_two(built, arguments):
    run = kg(*(str(built) if a == "{out}" else a for a in arguments))
    assert run.returncode == 2 and run.stderr.strip() and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "name", ["graph.nt", "graph.trig", "graph.jsonld", "graph.rdf", "net.graphml", "net.gexf", "tables"]
)
def test_every_export_is_written(built, tmp_path, name):
    run = kg("export", built, tmp_path / name)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / name).exists()


def test_the_graph_keeps_to_its_shapes(built):
    run = kg("validate", built)
    assert run.returncode == 0, run.stdout


def test_a_removed_page_comes_back_with_the_same_bytes(built, tmp_path):
    before = (built / "graph.nq").read_bytes()
    assert kg("remove", built, "first.txt").returncode == 0
    assert "程远志" not in (built / "graph.nq").read_text(encoding="utf-8")
    assert kg("build", built.parent / "first.txt", "-o", built).returncode == 0
    assert (built / "graph.nq").read_bytes() == before
