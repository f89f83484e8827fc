"""HTML pages: the main text by trafilatura, and what the head of the page says of it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import trafilatura

from kg.read.credits.bylines import parse_byline
from kg.read.credits.datelines import find_dateline
from kg.read.dates.written import parse_date
from kg.read.formats.encodings import EncodingProblem, decode
from kg.read.formats.html_bylines import printed
from kg.read.formats.text import Unreadable, sha256, without_surrogates
from kg.records import Metadata, Page

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_CHINESE_CODECS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}

# Names of <meta> elements, most specific first; Chinese sites use the last ones.
_DATE_NAMES = (
    "article:published_time", "datepublished", "og:published_time", "publishdate", "publish-date", "pubdate", "dc.date",
    "dcterms.issued", "weibo: article:create_at", "weibo:article:create_at", "apub:time", "firstpublishedtime", "date",
)  # fmt: skip
_PUBLISHER_NAMES = (
    "contentsource",
    "source",
    "mediaid",
    "dc.publisher",
    "publisher",
    "og:site_name",
    "article:publisher",
    "application-name",
)
_HEADLINE_NAMES = ("articletitle", "og:title", "twitter:title", "dc.title", "title")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator")
_OPENING = 2  # lines at the top of the main text in which its own byline would stand
_URL_NAMES = ("og:url", "twitter:url")
_BOXES = [
    f"//*[contains(concat(' ', normalize-space(@{attribute}), ' '), ' {name} ')]"
    for attribute in ("class", "id")
    for name in (
        "related",
        "related-news",
        "related-articles",
        "recommend",
        "recommended",
        "xgxw",
        "comments",
        "comment-list",
        "sidebar",
        "hot-news",
        "ranking",
    )
]
"""Boxes beside the main text that extraction with high recall would take for its end."""


def html_page(source: str, data: bytes, side: Metadata) -> Page:
    """Extract the main text and the metadata of an HTML page; a side file's metadata wins over the page's head.

    Raises EncodingProblem for undecidable bytes and Unreadable when there is no main text.

    Example: a page with `<meta name="pubdate" content="2026-01-14">` is published on that day.
    """
    markup = _decode_html(data)
    text = trafilatura.extract(
        markup,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        prune_xpath=_BOXES,
    )
    if not text or not text.strip():
        raise Unreadable("the HTML page has no main text")
    head, bylines = _head(markup)
    metadata = Metadata(
        side.headline or head.headline,
        side.published or head.published,
        side.publisher or head.publisher,
        side.url or head.url,
    )
    text = _with_bylines(without_surrogates(text).replace("\r\n", "\n").replace("\r", "\n"), bylines)
    return Page(source, sha256(data), text, metadata)


def _with_bylines(text: str, bylines: Sequence[str]) -> str:
    """Put the bylines that the page prints beside its main text above it, unless the text has them.

    A story that opens with a dateline or byline of its own needs none.
    """
    flat = re.sub(r"\s+", "", text)
    missing = [line for line in bylines if re.sub(r"\s+", "", line).removeprefix("作者：") not in flat]
    opening = [line.strip() for line in text.split("\n") if line.strip()][:_OPENING]
    if any(
        find_dateline(line) or ((parsed := parse_byline(line[:80])) and parsed.explicit) for line in opening
    ):
        missing = []
    return "\n".join([*missing, text])


def _decode_html(data: bytes) -> str:
    """Decode by the usual rules, and by the declared charset only where those cannot tell."""
    try:
        return decode(data)
    except EncodingProblem:
        declared = _DECLARED.search(data[:4096])
        codec = _CHINESE_CODECS.get(declared[1].decode("ascii").lower()) if declared else None
        if codec is None or b"\0" in data:
            raise
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            raise EncodingProblem(f"the page says it is {codec}, but its bytes are not") from None


def _head(markup: str) -> tuple[Metadata, tuple[str, ...]]:
    """Metadata of the page (JSON-LD first, then <meta> elements, then <title>, <link rel=canonical> and what is printed); bylines."""
    tree = trafilatura.load_html(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
    if tree is None:
        return Metadata(), ()
    linked = next(_json_ld(tree), {})
    metas = {
        (m.get("name") or m.get("property") or m.get("itemprop") or "").strip().lower(): (
            m.get("content") or ""
        ).strip()
        for m in reversed(tree.xpath("//meta"))
    }

    def first(names: tuple[str, ...]) -> str | None:
        return next((metas[name] for name in names if metas.get(name)), None)

    published = parse_date(str(linked.get("datePublished") or "")) or next(
        (day for name in _DATE_NAMES if (day := parse_date(metas.get(name, "")))), None
    )
    publisher = linked.get("publisher")
    publisher = publisher.get("name") if isinstance(publisher, dict) else publisher
    title = (tree.findtext(".//title") or "").strip()
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    beside = printed(tree, first(_AUTHOR_NAMES))
    metadata = Metadata(
        headline=_text(linked.get("headline")) or _heading(tree, first(_HEADLINE_NAMES) or title),
        published=published or beside.published,
        publisher=first(_PUBLISHER_NAMES[:3])
        or beside.publisher
        or _text(publisher)
        or first(_PUBLISHER_NAMES[3:]),
        url=first(_URL_NAMES) or (str(canonical) if canonical else None),
    )
    return metadata, beside.bylines


def _text(value: object) -> str | None:
    return without_surrogates(value).strip() or None if isinstance(value, str) else None


def _heading(tree: Any, title: str) -> str | None:
    """The page's only <h1> if the title contains it, so that 标题_新华网 loses the name of the site."""
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//h1")]
    if len(headings) == 1 and headings[0] and (not title or headings[0] in title):
        return headings[0]
    return re.sub(r"\s*[-_|–—]+\s*[^-_|–—]{2,12}(?:网|社|报|频道|客户端|新闻|\.com|\.cn)$", "", title) or None


def _json_ld(tree: Any) -> Iterator[dict[str, object]]:
    """Yield the JSON-LD objects of the page that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(script)
        except (json.JSONDecodeError, RecursionError):
            continue
        graph = value.get("@graph", [value]) if isinstance(value, dict) else value
        for item in graph if isinstance(graph, list) else []:
            if isinstance(item, dict) and "Article" in str(item.get("@type", "")):
                yield item
