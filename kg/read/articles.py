"""The articles of a page: layout, reading text, dateline, bylines, date and publisher of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.read.credits.bylines import Parsed, bylines_of, find_credit, note_bylines, parse_byline
from kg.read.credits.datelines import Dateline, find_closing_dateline, find_dateline, find_today
from kg.read.credits.imprint import imprint_date, paper_of_reporter, source_name
from kg.read.dates.written import parse_date
from kg.read.dates.years import YearResolver, majority
from kg.read.layout.assemble import reading_text
from kg.read.layout.captions import mark_captions
from kg.read.layout.drafts import Draft
from kg.read.layout.grouping import Layout
from kg.read.layout.headings import join_headline, mark_headings
from kg.read.layout.lines import visible_lines
from kg.read.layout.pieces import Piece, Role, pieces_of
from kg.read.layout.roles import assign_roles, split_marks, split_titles, stands_apart
from kg.read.patterns import IMPRINT_DATE, NOTE_BRACKET, PHOTO_DATELINE
from kg.records import Article, ArticleKind, Block, BlockKind, Byline, Page

_HEADLINE = (BlockKind.HEADLINE, BlockKind.KICKER, BlockKind.SUBTITLE)


def articles(page: Page) -> tuple[Article, ...]:
    """Return the articles, captions and notices of a page in the order in which they first appear.

    Example: a page with 四部门：⏎推进证书互认⏎本报北京1月16日电（记者李婕）… gives an article with the headline
    四部门：推进证书互认, the place 北京, the reporter 李婕 and the date with its year.
    """
    pieces = page_pieces(page.text)
    drafts = Layout(pieces, single=page.metadata.headline is not None).articles()
    readings = [_Reading(draft, len(page.text)) for draft in drafts]
    imprint = imprint_date(pieces)
    resolver = YearResolver(_joined(pieces, readings), page.metadata.published or imprint)
    resolver.settle(
        (line.month, line.day)
        for r in readings
        for line in (r.dateline, r.closing)
        if line and line.month and line.day and not line.year
    )
    for reading in readings:
        reading.date(resolver)
    return _finished(page, readings, imprint, resolver)


def _joined(pieces: Sequence[Piece], readings: Sequence["_Reading"]) -> str:
    """The words of a page with its cut lines put together: 2025年⏎前三季度 would name no period."""
    around = (p.text for p in pieces if p.role in (Role.FURNITURE, Role.LABEL))
    return "\n".join([*(r.text for r in readings), *around])


def page_pieces(text: str) -> list[Piece]:
    """Cut the text of a page into pieces with their roles."""
    pieces = split_titles(split_marks(pieces_of(list(visible_lines(text)), stands_apart)))
    assign_roles(pieces)
    mark_headings(pieces)
    mark_captions(pieces)
    return pieces


@dataclass(slots=True)
class _Reading:
    """A draft as text, with what its blocks say of reporter, place, day and publisher."""

    draft: Draft
    size: int
    text: str = ""
    offsets: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    headline: str | None = None
    dateline: Dateline | None = None
    closing: Dateline | None = None
    written: date | None = None  # a full date in a source line or signature
    published: date | None = None
    reprinted: str | None = None
    byline_agency: str | None = None
    credit_agency: str | None = None
    bylines: list[Byline] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text, self.offsets, self.blocks = reading_text(self.draft, self.size)
        self.headline = (
            join_headline([self.text[b.begin : b.end] for b in self.blocks if b.kind in _HEADLINE]) or None
        )
        for block in self.blocks:
            self._read(block)
        first: dict[str, Byline] = {}
        for byline in sorted(self.bylines, key=lambda b: b.begin):
            first.setdefault(byline.name, byline)
        self.bylines = list(first.values())

    def _read(self, block: Block) -> None:
        words = self.text[block.begin : block.end]
        if block.kind is BlockKind.PARAGRAPH and self.dateline is None and self._first_paragraph(block):
            self._take_dateline(find_dateline(words), block.begin)
        elif block.kind is BlockKind.CAPTION:
            self._take_credit(words, block.begin)
        elif block.kind is BlockKind.BYLINE:
            self._take_byline(words, block.begin)
        elif block.kind is BlockKind.NOTE:
            self._take_note(words, block.begin)
        if block.kind is BlockKind.PARAGRAPH and self.draft.kind is ArticleKind.CAPTION:
            self._take_credit(words, block.begin)

    def _first_paragraph(self, block: Block) -> bool:
        return not any(b.kind is BlockKind.PARAGRAPH and b.begin < block.begin for b in self.blocks)

    def _take_dateline(self, dateline: Dateline | None, shift: int) -> None:
        if dateline is None:
            return
        self.dateline = dateline
        if dateline.byline:
            self._take_people(dateline.byline, shift)

    def _take_people(self, parsed: Parsed, shift: int) -> None:
        self.bylines += bylines_of(parsed, shift)
        self.byline_agency = self.byline_agency or _named(parsed.agency)

    def _take_byline(self, words: str, shift: int) -> None:
        photo = PHOTO_DATELINE.fullmatch(words)
        if photo:
            self.written, self.credit_agency = parse_date(photo["date"]), photo["agency"]
            self.dateline = Dateline(0, len(words), photo["agency"], photo["place"])
            return
        if (dateline := find_dateline(words)) and dateline.title == len(words.rstrip()):
            self._take_dateline(dateline, shift)
            return
        parsed = None if words.rstrip("）)").endswith("摄") else parse_byline(words)
        if parsed and (parsed.people or parsed.agency):
            self._take_people(parsed, shift)
        else:
            self._take_credit(words, shift)

    def _take_credit(self, words: str, shift: int) -> None:
        if credit := find_credit(words):
            self.bylines += bylines_of(credit, shift)
            self.credit_agency = self.credit_agency or _named(credit.agency)

    def _take_note(self, words: str, shift: int) -> None:
        closing = find_closing_dateline(words)
        if closing:
            if closing.month and self.draft.begun:
                self.closing = closing
            if closing.byline:
                self._take_people(closing.byline, shift)
            return
        self.reprinted = self.reprinted or source_name(words)
        if found := IMPRINT_DATE.search(words):
            self.written = self.written or parse_date(found[0])
        bracket = NOTE_BRACKET.fullmatch(words)
        begin, end = bracket.span(1) if bracket else (0, len(words))
        if people := note_bylines(words, begin, end):
            self.bylines += bylines_of(people, shift)
            self.byline_agency = self.byline_agency or _named(people.agency)

    def date(self, resolver: YearResolver) -> None:
        """Set the date of issue that dateline, closing note, source line or signature state."""
        for line in (self.dateline, self.closing):
            if line and line.month and line.day:
                day = (
                    parse_date(f"{line.year}-{line.month}-{line.day}")
                    if line.year
                    else resolver.resolve(line.month, line.day)
                )
                if day:
                    self.published = day
                    return
        if self.written:
            self.published = self.written
        elif resolver.reference is None and (today := find_today(self.text)):
            self.published = resolver.resolve(*today)

    @property
    def publisher(self) -> str | None:
        """Agency or paper as the article names it."""
        lines = [line.agency for line in (self.dateline, self.closing) if line and line.agency]
        return next(
            (p for p in (self.reprinted, *lines, self.byline_agency, self.credit_agency) if p), None
        ) or paper_of_reporter(self.text)

    @property
    def place(self) -> str | None:
        """Dateline place."""
        return next((line.place for line in (self.dateline, self.closing) if line and line.place), None)


def _named(agency: str | None) -> str | None:
    return None if agency is None or agency.startswith(("本", "我网")) else agency


def _finished(
    page: Page, readings: Sequence[_Reading], imprint: date | None, resolver: YearResolver
) -> tuple[Article, ...]:
    """Fill in what the page as a whole knows: its date, its publisher, the headline of its metadata."""
    meta = page.metadata
    issue = meta.published or imprint
    common = issue or majority([r.published for r in readings if r.published])
    last_day = None if common else resolver.latest()
    heir = _heir(readings, meta.headline)
    done = []
    for index, reading in enumerate(readings, 1):
        kind = reading.draft.kind
        published = reading.published
        if published is None and issue and (kind is not ArticleKind.CAPTION or len(readings) == 1):
            published = issue
        assumed = None
        if published is None:
            assumed = common or resolver.latest(reading.text) or last_day
        done.append(
            Article(
                index=index,
                kind=kind,
                text=reading.text,
                offsets=reading.offsets,
                blocks=reading.blocks,
                headline=meta.headline if reading is heir else reading.headline,
                published=published,
                assumed=assumed,
                publisher=reading.publisher or meta.publisher,
                place=reading.place,
                bylines=tuple(reading.bylines),
                url=meta.url,
            )
        )
    return tuple(done)


def _heir(readings: Sequence[_Reading], headline: str | None) -> _Reading | None:
    """The article that the headline of the metadata belongs to: the first story, if it has none of its own."""
    if headline is None or not readings:
        return None
    stories = [r for r in readings if r.draft.kind is not ArticleKind.CAPTION] or list(readings)
    return stories[0] if stories[0].headline is None else None
