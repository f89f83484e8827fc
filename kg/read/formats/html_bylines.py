"""Byline, source line and date that an HTML page prints beside its main text, in elements that main-text extraction drops."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.read.credits.bylines import parse_byline
from kg.read.credits.datelines import find_dateline
from kg.read.credits.imprint import source_name
from kg.read.credits.names import is_name
from kg.read.dates.written import parse_date

_LONGEST = 120  # characters of a byline or source line
_MOST = 400  # elements looked at
_FEW = 3  # bylines of one article that are taken over

_PEOPLE = r"byline|by-line|author|writer|reporter|journalist|zuozhe|dateline|jizhe"
_ORIGIN = r"source|laiyuan|origin|copyfrom|media-name|from"
_TIME = r"date|time|publish|pubtime|riqi|shijian"
_AROUND = r"info|meta|header-line|article-msg|xinxi|sub-?title|tit-bar"
_ATTRIBUTE = re.compile(
    rf"(?:^|[\s_-]|[a-z](?=[A-Z]))(?P<what>{_PEOPLE}|{_ORIGIN}|{_TIME}|{_AROUND})", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"comment|related|recommend|sidebar|footer|foot|nav|hot|rank|copyright|editor|share|breadcrumb|user|login|ad-|list",
    re.IGNORECASE,
)
_NO_CONTENT = ("nav", "footer", "aside", "script", "style", "form", "noscript")
_EDITOR = re.compile(r"编辑|责编|校对|审核|监制")
_MEDIUM = re.compile(r"[\u3400-\u9fff]{1,12}(?:社|报|网|台|刊|新闻|客户端|传媒|融媒|在线|日报社|观察|周刊)$")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a web page prints around its main text: lines of byline or dateline, the source, the day."""

    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    published: date | None = None


def printed(tree: Any, meta_author: str | None = None) -> Printed:
    """Read byline, source and day from the elements of a page whose class, id or itemprop names them.

    `meta_author` is the author of the page's head, used when no element names a person.

    Example: `<p class="byline">某日报滨城2月3日电（记者 林一舟）</p>` gives that line.
    """
    lines: list[str] = []
    publisher: str | None = None
    published: date | None = None
    for element, what in _candidates(tree):
        text = " ".join(element.text_content().split())
        stamp = element.get("datetime") or element.get("content") or ""
        if not 2 <= len(text) <= _LONGEST:
            published = published or (parse_date(stamp) if stamp else None)
            continue
        published = published or parse_date(stamp) or parse_date(text)
        publisher = publisher or _source(text, what)
        if (
            len(lines) < _FEW
            and (line := _byline(text, what))
            and not any(line in known or known in line for known in lines)
        ):
            lines.append(line)
    if not lines and meta_author and is_name(meta_author):
        lines.append(f"作者：{meta_author}")
    return Printed(tuple(lines), publisher, published)


def _candidates(tree: Any) -> Iterator[tuple[Any, str]]:
    """Elements that may hold a byline, a source or a date, with the word of their attributes that says so."""
    seen = 0
    for element in tree.iter(
        "p",
        "div",
        "span",
        "address",
        "time",
        "a",
        "em",
        "i",
        "strong",
        "li",
        "td",
        "h2",
        "h3",
        "section",
        "header",
    ):
        words = " ".join(
            filter(
                None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))
            )
        )
        if element.tag == "time":
            words += " time"
        found = _ATTRIBUTE.search(words)
        if found is None or _ELSEWHERE.search(words) or _outside(element):
            continue
        seen += 1
        if seen > _MOST:
            return
        yield element, found["what"].lower()


def _outside(element: Any) -> bool:
    """Whether an element stands in the navigation, the footer or a side box of the page."""
    for above in element.iterancestors():
        words = (
            " ".join(filter(None, (above.get("class"), above.get("id"))))
            if above.tag not in ("html", "body")
            else ""
        )
        if above.tag in _NO_CONTENT or re.search(
            r"(?:^|[\s_-])(?:comment|related|recommend|sidebar|footer|nav|rank)", words, re.IGNORECASE
        ):
            return True
    return False


def _source(text: str, what: str) -> str | None:
    """The source that an element names: 来源：某日报, or the name alone in an element for sources."""
    if name := source_name(text):
        return name
    return text if re.fullmatch(_ORIGIN, what) and _MEDIUM.fullmatch(text) else None


def _byline(text: str, what: str) -> str | None:
    """The line as the page prints it, if it is a dateline or names who wrote the article."""
    if _EDITOR.search(text):
        return None
    dateline = find_dateline(text)
    if dateline is not None and dateline.end >= len(text) and (dateline.month or dateline.byline):
        return text
    parsed = parse_byline(text)
    if parsed is not None and parsed.people:
        bare = not parsed.explicit and not parsed.marked
        if not bare:
            return text
        return f"作者：{text}" if re.fullmatch(_PEOPLE, what) else None
    return None
