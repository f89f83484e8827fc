"""From what the user names (files, folders, globs) to pages; whatever cannot be read becomes a problem."""

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.read.formats.docx import docx_page
from kg.read.formats.encodings import EncodingProblem
from kg.read.formats.html import html_page
from kg.read.formats.jsonl import jsonl_pages
from kg.read.formats.pdf import pdf_page
from kg.read.formats.sidecar import SUFFIX, side_file
from kg.read.formats.text import Unreadable, refuse_endless_lines, text_page, without_surrogates
from kg.records import Metadata, Page, Problem

_READERS: dict[str, Callable[[str, bytes, Metadata], Page]] = {
    ".txt": text_page, ".text": text_page, ".md": text_page, ".markdown": text_page,
    ".html": html_page, ".htm": html_page, ".xhtml": html_page, ".pdf": pdf_page, ".docx": docx_page,
}  # fmt: skip
_JSONL = (".jsonl", ".ndjson")
SUPPORTED = (*_READERS, *_JSONL)
"""Suffixes of the files that can be read."""

_LITTER = ("thumbs.db", "desktop.ini")


def read(inputs: Sequence[str | Path]) -> Iterator[Page | Problem]:
    """Yield the pages of files, folders (recursively, sorted) and globs, and a problem for all that gives none.

    Nothing raises for bad input: one broken file is reported and the next one read. A file named twice is read once.
    `Page.source` is the base name of a file named directly, and the path below the folder for one found in a folder.

    Example: `list(read(["corpus", "news/*.jsonl", "今日要闻.pdf"]))`.
    """
    seen: set[Path] = set()
    for item in inputs:
        for found in _files(item):
            if isinstance(found, Problem):
                yield found
                continue
            source, path = found
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield from _pages(without_surrogates(source), path)


def _files(item: str | Path) -> Iterator[tuple[str, Path] | Problem]:
    """Resolve one input to (source name, file) pairs."""
    name = str(item)
    if not name or "\0" in name:
        yield Problem(name or "(empty name)", "this is not a file name")
        return
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield path.name, path
        elif glob.has_magic(name):
            yield from _matches(name)
        else:
            yield Problem(name, "there is no such file or folder")
    except OSError as error:
        yield Problem(name, f"cannot be read: {error.strerror or error}")


def _folder(root: Path) -> Iterator[tuple[str, Path] | Problem]:
    """All files below a folder in sorted order, without hidden ones and side files."""
    found = False
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unreadable.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith(".") or name.lower() in _LITTER or name.endswith(SUFFIX):
                continue
            found = True
            yield path.relative_to(root).as_posix(), path
    for error in unreadable:
        yield Problem(str(error.filename), f"the folder cannot be read: {error.strerror or error}")
    if not found and not unreadable:
        yield Problem(str(root), "the folder holds no file to read")


def _matches(pattern: str) -> Iterator[tuple[str, Path] | Problem]:
    """Files (and what is in the folders) that a glob matches; names count from the part before the first wildcard."""
    fixed: list[str] = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    root = Path(*fixed) if fixed else Path()
    matches = [Path(m) for m in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 -- Path.glob takes no absolute pattern
    files = [m for m in matches if m.is_file() and not m.name.endswith(SUFFIX)]
    if not files:
        yield Problem(pattern, "no file matches this pattern")
    for path in files:
        yield path.relative_to(root).as_posix(), path


def _pages(source: str, path: Path) -> Iterator[Page | Problem]:
    suffix = path.suffix.lower()
    if suffix not in SUPPORTED:
        yield Problem(
            source,
            f"files of type {suffix or '(none)'} are not supported; supported are {', '.join(SUPPORTED)}",
        )
        return
    try:
        if suffix in _JSONL:
            yield from jsonl_pages(source, path)
            return
        data = path.read_bytes()
        if not data.strip():
            yield Problem(source, "the file is empty")
            return
        metadata, complaints = side_file(path)
        for complaint in complaints:
            yield Problem(source, complaint)
        page = _READERS[suffix](source, data, metadata)
        refuse_endless_lines(page.text)
        yield page
    except OSError as error:
        yield Problem(source, f"the file cannot be read: {error.strerror or error}")
    except (EncodingProblem, Unreadable) as error:
        yield Problem(source, str(error))
