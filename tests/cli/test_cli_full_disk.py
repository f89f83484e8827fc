"""A disk without room: one sentence says where and what to do, and what was finished stays.

A limit of the size of files stands for the full disk: the same calls of the system fail, in the database and in Python.
"""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import GraphStore
from kg.graph.store import STORE

STORY = (
    "{place}商务厅发布第{n}期公告\n\n{place}商务厅厅长顾明川表示，{place}第{n}期项目本月开工，总投资{n}.5亿元。\n"
    * 20
)
PLACES = ("江苏省", "浙江省", "山东省", "湖北省", "四川省", "甘肃省")


def command(*arguments: object, room: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python with arguments in a process that may write files of `room` bytes at most."""

    def limit() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    words = [sys.executable, "-B", *map(str, arguments)]
    return subprocess.run(
        words, capture_output=True, text=True, encoding="utf-8", check=False, preexec_fn=limit
    )


def fails(done: subprocess.CompletedProcess[str], where: Path) -> None:
    """Assert that a command ended with the one sentence."""
    said = done.stderr.strip().splitlines()
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert said[-1].startswith(f"Error: there is no room for {where}"), said
    assert said[-1].endswith(
        "(File too large): make room and run the same command again; what is finished stays"
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number, place in enumerate(PLACES, 1):
        (folder / f"{number}.txt").write_text(STORY.format(place=place, n=number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "out"
    assert command("-m", "kg", "build", pages, "-o", out).returncode == 0
    return out


def test_a_build_keeps_its_whole_pages_and_goes_on(pages: Path, built: Path, tmp_path: Path):
    out = tmp_path / "out"
    fails(command("-m", "kg", "build", pages, "-o", out, room=4_000_000), out / STORE)
    with GraphStore.open(out / STORE) as store:
        assert 0 < len(store.pages()) < len(PLACES)
    assert command("-m", "kg", "build", pages, "-o", out).returncode == 0
    assert (out / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_a_load_gives_the_room_back(built: Path, tmp_path: Path):
    out = tmp_path / "out"
    fails(command("-m", "kg", "load", built, "-o", out, room=80_000), out / "store.part")
    assert list(out.iterdir()) == []
    assert command("-m", "kg", "load", built, "-o", out).returncode == 0
    assert (out / "graph.nq").read_bytes() == (built / "graph.nq").read_bytes()


def test_the_files_of_a_load_are_whole_or_not_there(built: Path, tmp_path: Path):
    out, size = tmp_path / "out", (built / "graph.nq").stat().st_size
    fails(command("-m", "kg", "load", built, "-o", out, room=size - 1), out / "graph.nq.part")
    assert [path.name for path in out.iterdir()] == [STORE]


def test_an_export_names_its_file(built: Path, tmp_path: Path):
    for name in ("out.nt", "out.trig", "out.jsonld", "out.html"):
        fails(command("-m", "kg", "export", built, tmp_path / name, room=20_000), tmp_path / name)


_JOURNAL = """
import sys
from pathlib import Path
from kg.errors import no_room
from kg.publish.push_journal import Journal
try:
    with Journal(Path(sys.argv[1]), "http://store.example/") as journal:
        for number in range(10000):
            journal.took(f"http://graph.example/{number}", "0" * 64, 1)
except OSError as error:
    sys.exit(f"Error: {no_room(error)}")
"""


def test_the_journal_of_a_push_is_named(tmp_path: Path):
    done = command("-c", _JOURNAL, tmp_path, room=50_000)
    done.returncode += 1
    fails(done, tmp_path / "push-")
    assert command("-c", _JOURNAL, tmp_path).returncode == 0
