"""Files, folders, globs and bad input: every page comes, every problem is one sentence, nothing raises."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from kg.read import read
from kg.records import Metadata, Page, Problem

STORY = "本报讯（记者 林海）滨海港三期工程昨日开工，总投资45亿元，计划三年建成，全省外贸企业将因此受益。"


def pages(found: list[Page | Problem]) -> list[Page]:
    return [item for item in found if isinstance(item, Page)]


def problems(found: list[Page | Problem]) -> list[Problem]:
    return [item for item in found if isinstance(item, Problem)]


def test_file_named_directly_goes_by_its_base_name(tmp_path: Path):
    path = tmp_path / "深" / "a.txt"
    path.parent.mkdir()
    path.write_bytes((STORY + "\r\n第二行\r第三行").encode())
    (page,) = pages(list(read([path])))
    assert page.source == "a.txt"
    assert page.text == STORY + "\n第二行\n第三行"
    assert page.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_folder_is_read_recursively_in_sorted_order_with_relative_names(tmp_path: Path):
    for name in ("b.txt", "a/z.md", "a/y.txt", ".hidden.txt", ".git/x.txt", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    found = list(read([tmp_path]))
    assert [p.source for p in pages(found)] == ["b.txt", "a/y.txt", "a/z.md"]
    assert not problems(found)


def test_glob_and_file_named_twice(tmp_path: Path):
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(STORY + name, encoding="utf-8")
    found = list(read([str(tmp_path / "*.txt"), tmp_path / "1.txt"]))
    assert [p.source for p in pages(found)] == ["1.txt", "2.txt"]
    (problem,) = read([str(tmp_path / "*.pdf")])
    assert isinstance(problem, Problem) and "no file matches" in problem.message


def test_side_file_gives_metadata(tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    side = {
        "headline": "港口开工",
        "datePublished": "2025-03-04",
        "publisher": "滨海日报",
        "url": "https://example.org/1",
    }
    (tmp_path / "a.meta.json").write_text(json.dumps(side), encoding="utf-8")
    (page,) = read([tmp_path])
    assert isinstance(page, Page)
    assert page.metadata == Metadata("港口开工", date(2025, 3, 4), "滨海日报", "https://example.org/1")


@pytest.mark.parametrize(
    ("side", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "no JSON object"),
        ('{"date": "明天"}', "not a date"),
        ('{"title": 3}', "not text"),
    ],
)
def test_broken_side_file_is_reported_and_the_page_still_read(tmp_path: Path, side: str, message: str):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "a.meta.json").write_text(side, encoding="utf-8")
    found = list(read([tmp_path / "a.txt"]))
    assert len(pages(found)) == 1
    (problem,) = problems(found)
    assert message in problem.message and "a.meta.json" in problem.message


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", "\ufeff \n\u3000".encode(), "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01" * 99, "binary"),
        (
            "latin.txt",
            "Ça a été décidé à Genève, où siège l’organisation.".encode("cp1252"),
            "encoding cannot be told",
        ),
        ("broken.txt", STORY.encode() * 3 + b"\xff\xfe\xfd" + STORY.encode(), "encoding cannot be told"),
        ("a.xls", b"x", "not supported"),
        ("a.pdf", b"%PDF-1.7 nonsense", "PDF"),
        ("a.docx", b"PK nonsense", "DOCX"),
        ("a.html", b"<html><body></body></html>", "no main text"),
        ("a.jsonl", b"", "empty"),
    ],
)
def test_bad_file_is_one_clear_sentence(tmp_path: Path, name: str, data: bytes, message: str):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(STORY, encoding="utf-8")
    found = list(read([tmp_path]))
    assert [p.source for p in pages(found)] == ["good.txt"]
    (problem,) = problems(found)
    assert problem.source == name and message in problem.message and "\n" not in problem.message.strip()


def test_missing_names_are_reported(tmp_path: Path):
    found = list(read([tmp_path / "nowhere.txt", "", tmp_path]))
    assert not pages(found)
    assert [
        "no such file" in found[0].message,
        "not a file name" in found[1].message,
        "no file to read" in found[2].message,
    ] == [True] * 3


def test_jsonl_good_lines_among_broken_ones(tmp_path: Path):
    lines = [
        json.dumps(
            {
                "id": "n1",
                "text": STORY,
                "headline": "港口",
                "datePublished": "2025-03-04T08:00:00+08:00",
                "publisher": {"name": "滨海日报"},
            }
        ),
        "{broken",
        "[]",
        '{"id": "n4"}',
        "",
        json.dumps({"text": STORY + "\r\n完", "date": "去年"}, ensure_ascii=False),
    ]
    path = tmp_path / "news.jsonl"
    path.write_bytes("\r\n".join(lines).encode())
    found = list(read([path]))
    first, last = pages(found)
    assert (first.source, last.source) == ("news.jsonl#n1", "news.jsonl#line=6")
    assert first.sha256 == hashlib.sha256(lines[0].encode()).hexdigest()
    assert first.metadata == Metadata("港口", date(2025, 3, 4), "滨海日报", None)
    assert last.text == STORY + "\n完"
    assert [p.source for p in problems(found)] == [f"news.jsonl line {n}" for n in (2, 3, 4, 6)]


def test_very_long_line_is_read_and_an_endless_one_refused(tmp_path: Path):
    (tmp_path / "a.txt").write_text(STORY * 10_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY + "\n" + STORY * 60_000, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(
        json.dumps({"id": 1, "text": STORY * 60_000}) + "\n" + json.dumps({"id": 2, "text": STORY}),
        encoding="utf-8",
    )
    found = list(read([tmp_path]))
    assert [p.source for p in pages(found)] == ["a.txt", "c.jsonl#2"]
    assert len(pages(found)[0].text) == 10_000 * len(STORY)
    assert [p.source for p in problems(found)] == ["b.txt", "c.jsonl line 1"]
    assert all("characters" in p.message for p in problems(found)) and "line 2" in problems(found)[0].message
