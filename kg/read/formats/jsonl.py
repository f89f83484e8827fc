"""JSONL: one page a line, a JSON object with `text` and optionally headline, date, publisher, url and id."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.read.formats.encodings import EncodingProblem, decode
from kg.read.formats.sidecar import metadata_of
from kg.read.formats.text import Unreadable, refuse_endless_lines, sha256, without_surrogates
from kg.records import Page, Problem

_TEXT_FIELDS = ("text", "content", "body", "articleBody")
_ID_FIELDS = ("id", "_id", "@id")


def jsonl_pages(source: str, path: Path) -> Iterator[Page | Problem]:
    """Yield a page for each good line of a JSONL file and a problem for each bad one; OSError when it cannot be read.

    Example: line 3 `{"id": "n7", "text": "新华社北京…"}` of news.jsonl is the page `news.jsonl#n7`.
    """
    with path.open("rb") as file:
        number = 0
        for number, raw in enumerate(file, 1):
            line = raw.rstrip(b"\r\n")
            if line.strip() and line != b"\xef\xbb\xbf":
                yield from _page(source, number, line)
    if not number:
        yield Problem(source, "the file is empty")


def _page(source: str, number: int, line: bytes) -> Iterator[Page | Problem]:
    where = f"{source} line {number}"
    try:
        record = json.loads(decode(line))
    except EncodingProblem as error:
        yield Problem(where, str(error).replace("the file", "the line"))
        return
    except (json.JSONDecodeError, RecursionError) as error:
        yield Problem(where, f"the line is not JSON: {error}")
        return
    if not isinstance(record, dict):
        yield Problem(where, f"the line holds a JSON {type(record).__name__}, not an object with a text")
        return
    text = next((record[name] for name in _TEXT_FIELDS if record.get(name)), None)
    if not isinstance(text, str) or not text.strip():
        yield Problem(where, "the record has no text")
        return
    text = without_surrogates(text).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    try:
        refuse_endless_lines(text)
    except Unreadable as error:
        yield Problem(where, str(error))
        return
    metadata, complaints = metadata_of(record)
    for complaint in complaints:
        yield Problem(where, complaint)
    identifier = next((record[name] for name in _ID_FIELDS if isinstance(record.get(name), str | int)), None)
    anchor = without_surrogates(str(identifier)) if identifier not in (None, "") else f"line={number}"
    yield Page(f"{source}#{anchor}", sha256(line), text, metadata)
