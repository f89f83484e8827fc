"""What `read` gives: pages, and the articles on them with every character tied to its place in the page."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a page from outside its text: side file, JSONL fields, HTML head."""

    headline: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One decoded source document.

    `source` is a file name or URL that is the same on every machine; `sha256` is the hex digest of the bytes it was
    read from; `text` is the decoded text with every line ending one `\\n` (RFC 5147 counts it as one character).
    """

    source: str
    sha256: str
    text: str
    metadata: Metadata = Metadata()


class BlockKind(StrEnum):
    """The role of a run of characters in an article."""

    HEADLINE = "headline"  # 再创历史新高 连续9年增长; kickers and subtitles are blocks of their own
    KICKER = "kicker"  # 工信部等6部门联合发文——
    SUBTITLE = "subtitle"  # ——从全球榜单看中国创新
    BYLINE = "byline"  # □新华社记者 唐强 纪航
    SECTION = "section"  # a heading inside an article: “中国好物”广受欢迎
    PARAGRAPH = "paragraph"
    CAPTION = "caption"  # the text under a photo
    NOTE = "note"  # （转自人民网）, （上接第一版）, （完）


class ArticleKind(StrEnum):
    """What sort of entry an article is."""

    STORY = "story"
    CAPTION = "caption"  # stand-alone photo caption
    NOTICE = "notice"  # 遗失声明
    CONTINUATION = "continuation"  # （上接第一版）


@dataclass(frozen=True, slots=True)
class Block:
    """A run `text[begin:end]` of an article with one role."""

    kind: BlockKind
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Byline:
    """A reporter or photographer named by the article: `text[begin:end]` is the name as printed (may hold blanks)."""

    name: str
    begin: int
    end: int
    role: str = "reporter"  # or "photographer"


@dataclass(frozen=True, slots=True)
class Article:
    """One article, caption or notice of a page, as reading text.

    `text` joins what the layout has cut: blocks are separated by one `\\n`, and inside a block there is no line break.
    `offsets[i]` is the place of `text[i]` in `page.text` (a separator takes the place after the block before it), so
    `len(offsets) == len(text)`. All other rooms speak in offsets of `text`; only `graph` turns them into page offsets.
    """

    index: int  # 1, 2, … in order of first appearance on the page
    kind: ArticleKind
    text: str
    offsets: tuple[int, ...]
    blocks: tuple[Block, ...]
    headline: str | None = None  # kicker, headline and subtitle joined as printed: A——B, else with a space
    published: date | None = None  # stated by the page (dateline, imprint) or its metadata
    assumed: date | None = (
        None  # inferred, say from the page's other articles; resolves 去年12月 where nothing is stated
    )
    publisher: str | None = None  # as the page names it: 新华社
    place: str | None = None  # dateline place: 北京
    bylines: tuple[Byline, ...] = field(default=())
    url: str | None = None

    @property
    def date(self) -> date | None:
        """The date that relative times are resolved against: stated, else assumed."""
        return self.published or self.assumed

    def page_span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the page of `text[begin:end]`.

        Example: for 规模达到26.99万亿⏎⏎元 the span of 26.99万亿元 includes the two line breaks.
        """
        if not 0 <= begin < end <= len(self.text):
            raise ValueError(
                f"span {begin}:{end} does not lie inside article {self.index} of {len(self.text)} characters"
            )
        return self.offsets[begin], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be used: one clear sentence, and where."""

    source: str  # file, or file and line: news.jsonl line 12
    message: str
