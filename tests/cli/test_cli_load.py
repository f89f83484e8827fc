"""`kg load`: the graphs of other builds become what `kg build` leaves; what is wrong is one sentence, and nothing else is lost."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.command import kg
from kg.graph import GraphStore
from kg.graph.store import STORE

SAMPLES = Path(__file__).resolve().parents[2] / "seeds" / "samples"
FILES = ("graph.ttl", "graph.nq", "graph.html")


def run(*arguments: object, code: int = 0) -> Result:
    """Run a command in this process."""
    done = CliRunner().invoke(kg, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Builds of the two halves of the sample corpus, and of the whole."""
    folder = tmp_path_factory.mktemp("shards")
    files = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.name != "README.md")
    halves = {"one": files[: len(files) // 2], "two": files[len(files) // 2 :], "whole": files}
    built = {}
    for name, chosen in halves.items():
        pages = folder / f"pages of {name}"
        pages.mkdir()
        for path in chosen:
            shutil.copy(path, pages)
        built[name] = folder / name
        run("build", pages, "-o", built[name])
    return built


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files and the same database."""
    with (
        GraphStore.open(one / STORE, read_only=True) as here,
        GraphStore.open(other / STORE, read_only=True) as there,
    ):
        assert here.copy() and there.copy()
        assert here.pages() == there.pages() and list(here) == list(there)
        assert set(here.triples()) == set(there.triples())
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in FILES)


def test_the_graphs_of_two_halves_are_the_graph_of_the_whole(shards: dict[str, Path], tmp_path: Path):
    out = tmp_path / "out"
    done = run("load", shards["two"], shards["one"] / "graph.nq", "-o", out)
    assert done.stdout.split("\n")[:3] == [
        str(out / name) for name in ("graph.ttl", "graph.nq", "graph.html")
    ]
    assert done.stderr.startswith("Pages: ") and " added." in done.stderr
    assert same(out, shards["whole"])
    assert (out / "index.sqlite").exists() == (shards["whole"] / "index.sqlite").exists()


def test_loading_adds_and_the_same_again_changes_nothing(shards: dict[str, Path], tmp_path: Path):
    out = tmp_path / "out"
    shutil.copytree(shards["one"], out)
    assert " added." in run("load", shards["two"], "-o", out).stderr
    assert same(out, shards["whole"])
    before = {path.name: path.read_bytes() for path in (out / STORE).glob("*.sst")}
    assert "added" not in run("load", shards["one"], shards["two"], "-o", out).stderr
    assert same(out, shards["whole"])
    assert before == {path.name: path.read_bytes() for path in (out / STORE).glob("*.sst")}


def test_a_store_is_made_again_from_its_own_lines(shards: dict[str, Path], tmp_path: Path):
    out = tmp_path / "out"
    shutil.copytree(shards["whole"], out)
    shutil.rmtree(out / STORE)
    run("load", out, "-o", out)
    assert same(out, shards["whole"])


def test_a_loaded_folder_is_worked_on_like_a_built_one(shards: dict[str, Path], tmp_path: Path):
    out = tmp_path / "out"
    run("load", shards["one"], "-o", out)
    pages = shards["one"].parent / "pages of whole"
    said = run("build", pages, "-o", out).stderr
    assert "unchanged" in said and "replaced" not in said
    assert same(out, shards["whole"])
    gone = sorted(path.name for path in (shards["two"].parent / "pages of two").glob("*.txt"))[-1]
    run("remove", out, gone)
    rows = json.loads(run("pages", out, "--format", "json").stdout)
    assert rows and gone not in json.dumps(rows, ensure_ascii=False)
    run("validate", out)
    assert not (out / "store.part").exists()


def test_what_is_wrong_is_left_out_and_the_rest_is_loaded(shards: dict[str, Path], tmp_path: Path):
    broken, out = tmp_path / "broken.nq", tmp_path / "out"
    lines = (shards["two"] / "graph.nq").read_bytes().splitlines(keepends=True)
    lines[len(lines) // 2] = lines[len(lines) // 2].replace(b"<", b"", 1)
    broken.write_bytes(b"".join(lines))
    done = run("load", broken, shards["one"], "-o", out, code=1)
    assert done.stderr.startswith(f"{broken}: line {len(lines) // 2 + 1}: ")
    assert done.stderr.endswith("1 graphs could not be loaded (see above); the rest is.\n")
    assert same(out, shards["one"])
    run("load", broken, "-o", out, code=1)
    assert same(out, shards["one"])
    nowhere = tmp_path / "nowhere"
    run("load", broken, "-o", nowhere, code=1)
    assert not (nowhere / STORE).exists() and not (nowhere / "store.part").exists()


def test_pages_of_other_settings_are_refused_or_replaced(shards: dict[str, Path], tmp_path: Path):
    pages, other, out = tmp_path / "pages", tmp_path / "other", tmp_path / "out"
    pages.mkdir()
    page = next((shards["one"].parent / "pages of one").glob("*.txt"))
    shutil.copy(page, pages)
    run("build", pages, "-o", other, "--without-text")
    shutil.copytree(shards["one"], out)
    said = run("load", other, "-o", out, code=1).stderr
    assert f"{other / 'graph.nq'}: the page {page.name} is there with other statements" in said
    assert same(out, shards["one"])
    assert "Pages: 1 replaced." in run("load", other, "-o", out, "--replace").stderr
    built = tmp_path / "built"
    shutil.copytree(shards["one"], built)
    run("build", pages, "-o", built, "--without-text")
    assert same(out, built)
    moved = tmp_path / "moved"
    run("build", pages, "-o", moved, "--base", "https://graph.example/id/")
    assert "its IRIs begin with https://graph.example/id/" in run("load", moved, "-o", out, code=1).stderr
    run("load", moved, "-o", tmp_path / "alone")
    assert same(tmp_path / "alone", moved)


def test_wrong_use_ends_with_one_sentence(tmp_path: Path):
    (tmp_path / "graph.ttl").write_text("", encoding="utf-8")
    for graph, found in [
        (tmp_path / "none.nq", "does not exist"),
        (tmp_path, "there is no graph.nq in this folder"),
        (tmp_path / "graph.ttl", "ends in .nq or .trig"),
    ]:
        assert found in run("load", graph, "-o", tmp_path / "out", code=2).stderr


def test_a_load_killed_at_any_moment_leaves_no_store_or_a_whole_one(shards: dict[str, Path], tmp_path: Path):
    out, random_ = tmp_path / "out", random.Random(7)
    words = [sys.executable, "-m", "kg", "load", str(shards["whole"]), "-o", str(out)]
    began = time.monotonic()
    subprocess.run([*words[:-1], str(tmp_path / "calm")], check=True, capture_output=True)
    seconds = time.monotonic() - began
    with GraphStore.open(shards["whole"] / STORE, read_only=True) as store:
        whole = list(store)
    for _ in range(3):
        loader = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random_.uniform(0.3, 1) * seconds)
        os.kill(loader.pid, signal.SIGKILL)
        loader.wait()
        if (out / STORE).exists():
            with GraphStore.open(out / STORE) as store:
                assert list(store) == whole
    subprocess.run(words, check=True, capture_output=True)
    assert same(out, shards["whole"])
