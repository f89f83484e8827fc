"""`kg check` and `kg stats` on pages of our own."""

import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

PAGES = {
    "one.txt": ("外贸数据发布\n\n新华社北京1月15日电（记者林知秋）海关总署15日发布数据显示，2031年，我国货物贸易进出口62.35万亿元，同比增长4.1%。其中，出口36.12万亿元，进口26.23万亿元。\n", "2032-01-15"),
    "two.txt": ("外贸数据发布\n\n新华社北京1月14日电（记者林知秋）海关总署14日发布数据显示，2030年，我国货物贸易进出口57.89万亿元。\n", "2031-01-14"),
}  # fmt: skip


def kg(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def build(folder: Path, *names: str) -> Path:
    for name in names:
        text, published = PAGES[name]
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name.replace(".txt", ".meta.json")).write_text(
            json.dumps({"datePublished": published}), encoding="utf-8"
        )
    run = kg("build", *(folder / name for name in names), "-o", folder / "out")
    assert run.returncode == 0, run.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("both"), *PAGES)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("one"), "one.txt")


def test_figures_that_agree_end_with_zero(one):
    run = kg("check", one)
    assert run.returncode == 0, run.stdout
    assert "36.12万亿元 + 26.23万亿元 = 62.35万亿元" in run.stdout
    assert "1 agreement 相符" in run.stderr


def test_figures_that_disagree_end_with_one_and_show_both_quotes(both):
    run = kg("check", both)
    assert run.returncode == 1
    assert (
        "growth-of-level" in run.stdout
        and "57.89万亿元" in run.stdout
        and "2030年，我国货物贸易进出口" in run.stdout
    )


def test_json_csv_and_kinds(both):
    found = json.loads(kg("check", both, "--format", "json").stdout)
    assert [item["severity"] for item in found] == ["Disagreement", "Agreement"]
    only = kg("check", both, "--format", "json", "--only", "agreement")
    assert [item["rule"] for item in json.loads(only.stdout)] == ["sum-of-parts"] and only.returncode == 1
    rows = list(csv.DictReader(StringIO(kg("check", both, "--format", "csv").stdout)))
    assert {row["source"] for row in rows} == {"one.txt", "two.txt"}


def test_turtle_is_the_same_each_time_and_points_at_the_observations(both):
    first, second = (kg("check", both, "--format", "turtle").stdout for _ in range(2))
    assert first == second
    assert "kg:severity kg:Disagreement" in first and "kg:concerns statistic:" in first


def test_the_rules_are_listed_with_their_tolerances():
    run = kg("check", "--rules")
    assert (
        run.returncode == 0
        and "sum-of-parts" in run.stdout
        and "rounding of the last printed digit" in run.stdout
    )


def test_the_series_of_an_indicator_with_its_sources(both):
    run = kg("stats", both, "进出口总值", "--area", "中国", "--format", "json")
    assert run.returncode == 0, run.stderr
    assert [(row["period"], row["value"], row["source"]) for row in json.loads(run.stdout)] == [
        ("2030年", 57890000000000, "two.txt"), ("2031年", 62350000000000, "one.txt")
    ]  # fmt: skip


def test_the_series_is_drawn(both, tmp_path):
    pytest.importorskip("matplotlib")
    run = kg("stats", both, "进出口", "--plot", tmp_path / "trade.png")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "trade.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("stats", "{out}", "出口", "--measure", "share"), 1),
        (("stats", "{out}", "航天员"), 2),
        (("stats", "{out}", "进出口", "--measure", "speed"), 2),
        (("check",), 2),
        (("check", "/nowhere/at/all"), 2),
    ],
)
def test_wrong_use_is_one_sentence(one, arguments, code):
    run = kg(*(str(one) if a == "{out}" else a for a in arguments))
    assert run.returncode == code and run.stderr.strip() and "Traceback" not in run.stderr
