"""Bad input on the command line: one clear sentence each, an exit code, and everything else is built.

Exit codes: 0 success, 1 some input could not be used, 2 wrong use. Broken inputs are made here, not stored.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

STORY = (
    "青川县新建粮库投用\n\n新华社成都3月5日电（记者郝云帆）四川省青川县5日宣布，2025年全县粮食产量达12.6万吨，"
    "同比增长3.2%。青川县农业农村局局长白若川表示，今年将新建粮库2座。\n"
)
NAME = "青川县农业农村局"
TIMEOUT = 180  # seconds after which a run hangs


@dataclass(frozen=True)
class Run:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    def sentences_on(self, name: str) -> list[str]:
        """The lines of stderr that name an input."""
        return [line for line in self.err.splitlines() if name in line]


def kg(*arguments: str | Path, folder: Path, timeout: float = TIMEOUT) -> Run:
    """Run the command in a folder, as a user's shell does."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "400", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=timeout, check=False
    )
    run = Run(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in run.out + run.err, run.err
    return run


def built(folder: Path) -> ox.Store:
    """The graph that a build left in a folder."""
    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    return store


def labels(folder: Path) -> set[str]:
    """All labels of the graph in a folder."""
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    return {quad.object.value for quad in built(folder).quads_for_pattern(None, label, None, None)}


def sources(folder: Path) -> set[str]:
    """Sources of the pages of the graph in a folder, without the folders before them."""
    source = ox.NamedNode("http://purl.org/dc/terms/source")
    return {
        quad.object.value.rsplit("/", 1)[-1]
        for quad in built(folder).quads_for_pattern(None, source, None, None)
    }


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_text("\n　\n \t\n", encoding="utf-8")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def torn(path: Path) -> None:
    """UTF-8 with bytes of no encoding in it."""
    data = STORY.encode() * 3
    path.write_bytes(data[:100] + b"\xff\xfe\xfa\x80" * 9 + data[100:])


def fake_pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nthis is no PDF\n%%EOF\n")


def fake_docx(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 this is no archive")


def a_folder_of_nothing(path: Path) -> None:
    path.mkdir()


def of_no_known_type(path: Path) -> None:
    path.write_text(STORY, encoding="utf-8")


BROKEN: Sequence[tuple[str, Callable[[Path], None]]] = [
    ("empty.txt", empty),
    ("blank.txt", blank),
    ("binary.txt", binary),
    ("torn.txt", torn),
    ("empty.html", empty),
    ("empty.jsonl", empty),
    ("fake.pdf", fake_pdf),
    ("fake.docx", fake_docx),
    ("nothing", a_folder_of_nothing),
    ("story.xyz", of_no_known_type),
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """One build of a good page between all broken inputs and a missing one."""
    folder = tmp_path_factory.mktemp("mixed")
    for name, make in BROKEN:
        make(folder / name)
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    inputs = [name for name, _ in BROKEN]
    return kg(
        "build", *inputs[:5], "good.txt", *inputs[5:], "missing.txt", "-o", "out", folder=folder
    ), folder / "out"


def test_a_build_with_broken_inputs_ends_with_findings(mixed: tuple[Run, Path]) -> None:
    run, _ = mixed
    assert run.code == 1, run.err


@pytest.mark.parametrize("name", [*(name for name, _ in BROKEN), "missing.txt"])
def test_each_broken_input_is_named_in_one_sentence(mixed: tuple[Run, Path], name: str) -> None:
    run, _ = mixed
    said = run.sentences_on(name)
    assert len(said) == 1, run.err
    assert len(re.findall(r"\w+", said[0].split(name, 1)[1])) >= 3, said


def test_broken_inputs_cost_the_good_page_nothing(mixed: tuple[Run, Path]) -> None:
    _, out = mixed
    assert sources(out) == {"good.txt"}
    assert NAME in labels(out)
    assert (out / "graph.ttl").stat().st_size > 1000
    assert (out / "graph.html").stat().st_size > 1000


def test_a_good_page_alone_succeeds_and_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    first = kg("build", "good.txt", "-o", "out", folder=tmp_path)
    before = (tmp_path / "out" / "graph.ttl").read_bytes()
    second = kg("build", "good.txt", "-o", "out", folder=tmp_path)
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == before


def test_broken_lines_of_a_jsonl_file_are_reported_with_their_number(tmp_path: Path) -> None:
    good = {
        "id": "a",
        "headline": "青川县新建粮库投用",
        "datePublished": "2026-03-05",
        "text": STORY.split("\n\n")[1],
    }
    other = {"id": "b", "text": "中新社杭州3月6日电 浙江省商务厅6日发布消息，前两个月全省出口增长5%。"}
    lines = [
        json.dumps(good, ensure_ascii=False).encode(),
        b'{"id": "broken", "text": "',
        b"[1, 2, 3]",
        b'{"id": "no text", "headline": "..."}',
        b'{"id": "not text", "text": 17}',
        b"\xff\xfe\x00\x01 binary",
        b"",
        json.dumps(other, ensure_ascii=False).encode(),
    ]
    (tmp_path / "news.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    run = kg("build", "news.jsonl", "-o", "out", folder=tmp_path)
    assert run.code == 1, run.err
    said = run.sentences_on("news.jsonl")
    numbers = [int(found[1]) for line in said if (found := re.match(r".*?news\.jsonl line (\d+)", line))]
    assert numbers == [2, 3, 4, 5, 6], run.err
    assert {NAME, "浙江省商务厅"} <= labels(tmp_path / "out")


@pytest.mark.parametrize(
    ("encoding", "newline"), [("gb18030", "\r\n"), ("big5", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n")]
)
def test_encodings_are_recognised(tmp_path: Path, encoding: str, newline: str) -> None:
    text = STORY * 2
    if encoding == "big5":
        text = (
            "中央社臺北3月5日電 臺北市政府5日公布，今年2月份臺北市失業率為百分之三點二，較上個月下降。臺北市勞動局局長表示，將繼續推動就業服務，"
            "並與企業合作，為青年提供更多機會。市政府說，這是近十年來的最低水準，也是經濟發展的成果。\n"
        ) * 2
    (tmp_path / "page.txt").write_bytes(text.replace("\n", newline).encode(encoding))
    run = kg("build", "page.txt", "-o", "out", folder=tmp_path)
    assert run.code == 0, run.err
    whole = ox.NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString")
    texts = [quad.object.value for quad in built(tmp_path / "out").quads_for_pattern(None, whole, None, None)]
    assert texts == [text]


@pytest.mark.parametrize("name", ["long.txt", "long.jsonl"])
def test_a_line_of_ten_megabytes_is_reported_and_skipped(tmp_path: Path, name: str) -> None:
    """No prose has such a line: it is refused at once, not analysed for minutes."""
    line = STORY.replace("\n", "") * (10_000_000 // len(STORY.encode()))
    good = {"id": "good", "text": STORY}
    if name.endswith(".jsonl"):
        line = "\n".join(
            json.dumps(record, ensure_ascii=False) for record in ({"id": "long", "text": line}, good)
        )
    (tmp_path / name).write_text(line, encoding="utf-8")
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    run = kg("build", name, "good.txt", "-o", "out", folder=tmp_path, timeout=60)
    assert run.code == 1, run.err
    assert len(run.sentences_on(name)) == 1 and len(run.err) < 2000, run.err[:2000]
    assert NAME in labels(tmp_path / "out")
    assert sources(tmp_path / "out") == {
        "good.txt",
        *(["long.jsonl#good"] if name.endswith(".jsonl") else []),
    }


def test_a_side_file_that_is_broken_is_reported_and_its_page_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "good.meta.json").write_text('{"datePublished": "2026-', encoding="utf-8")
    run = kg("build", "good.txt", "-o", "out", folder=tmp_path)
    assert run.code == 1, run.err
    assert len(run.sentences_on("good")) == 1, run.err
    assert NAME in labels(tmp_path / "out")


def test_nothing_but_broken_input_is_a_finding(tmp_path: Path) -> None:
    run = kg("build", "missing.txt", "-o", "out", folder=tmp_path)
    assert run.code == 1, run.err
    assert len(run.sentences_on("missing.txt")) == 1, run.err


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions bind neither root nor Windows"
)
def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    run = kg("build", "secret.txt", "good.txt", "-o", "out", folder=tmp_path)
    assert run.code == 1 and len(run.sentences_on("secret.txt")) == 1, run.err
    assert sources(tmp_path / "out") == {"good.txt"}


def test_an_output_that_is_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "out").write_text("a file stands where the folder should be", encoding="utf-8")
    run = kg("build", "good.txt", "-o", "out", folder=tmp_path)
    assert run.code == 2, run.err
    assert run.sentences_on("out") and not run.out.strip(), run.err
    assert (tmp_path / "out").read_text(encoding="utf-8").startswith("a file")


def test_an_output_below_a_file_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    run = kg("build", "good.txt", "-o", "good.txt/out", folder=tmp_path)
    assert run.code == 2, run.err
    assert run.sentences_on("good.txt"), run.err


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions bind neither root nor Windows"
)
def test_an_unwritable_output_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "locked").mkdir(mode=0o555)
    run = kg("build", "good.txt", "-o", "locked/out", folder=tmp_path)
    assert run.code == 2 and run.sentences_on("locked"), run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "good.txt"),
        ("build", "good.txt", "-o"),
        ("weave",),
        ("build", "good.txt", "-o", "out", "--no-such-option"),
    ],
)
def test_wrong_use_ends_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    run = kg(*arguments, folder=tmp_path)
    assert run.code == 2, run.err
    assert run.err.strip() and not run.out.strip()


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("--version",)])
def test_help_goes_to_stdout(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    run = kg(*arguments, folder=tmp_path)
    assert run.code == 0 and run.out.strip() and not run.err.strip()
