"""Plain text and Markdown pages."""

import hashlib
import re

from kg.read.formats.encodings import decode
from kg.records import Metadata, Page

LONGEST_LINE = 1_000_000
"""Characters of a line beyond which a file is no page of prose, but data; it is refused, not analysed for minutes."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unreadable(ValueError):
    """A file that gives no page; the message is one clear sentence."""


def text_page(source: str, data: bytes, metadata: Metadata) -> Page:
    """Decode a text file into a page.

    Raises EncodingProblem for bytes that are no text, Unreadable for a file without a visible character.

    Example: `text_page("a.txt", "本报讯…".encode("gb18030"), Metadata())`.
    """
    text = decode(data)
    if not text.strip("\ufeff\u200b \t\n\u3000\xa0"):
        raise Unreadable("the file is empty")
    return Page(source, sha256(data), text, metadata)


def without_surrogates(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 file can hold, by U+FFFD; the number of characters stays.

    Example: the JSON string "北京\\ud800讯" gives 北京�讯.
    """
    return _SURROGATE.sub("\ufffd", text)


def refuse_endless_lines(text: str) -> None:
    """Raise Unreadable when a line has more than `LONGEST_LINE` characters."""
    if len(text) <= LONGEST_LINE:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(
                f"line {number} of the text has {len(line):,} characters; no prose has a line of over {LONGEST_LINE:,}"
            )


def sha256(data: bytes) -> str:
    """Hex digest that identifies the bytes a page was read from."""
    return hashlib.sha256(data).hexdigest()
