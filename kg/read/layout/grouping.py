"""From pieces to articles: which heading begins an article, which paragraph belongs to which."""

from collections.abc import Sequence

from kg.read.credits.notes import split_notes
from kg.read.layout import openings
from kg.read.layout.cohesion import DIFFERENT, SAME, cohesion
from kg.read.layout.drafts import Draft
from kg.read.layout.headings import is_kicker, is_subtitle
from kg.read.layout.late import is_headless, late_lines, place_headlines_below_text
from kg.read.layout.pieces import Piece, Role
from kg.read.layout.roles import is_story_start
from kg.read.patterns import (
    BOX,
    CANNOT_BEGIN,
    ENDS_STORY,
    NOTICE_TEXT,
    OPENS_PARAGRAPH,
    PHOTO_DATELINE,
    heads_notice,
)
from kg.records import ArticleKind, BlockKind

_OPENING = 3.0  # evidence from which a heading begins an article
_LOOK_BACK, _LOOK_AHEAD = 2500, 900  # characters compared to see whether a text goes on
_NEXT = 120  # the same, to tell which of several stories a text belongs to: further down another may follow
_WAITING = 11  # stories left in mid-sentence that are remembered
_WHOLE = 20_000  # characters of a story searched for the words of a headline
_ENOUGH = 200  # characters after which a cut paragraph ends the comparison: what follows may be another text


class Layout:
    """Reads the pieces of a page in order and sorts them into drafts of articles.

    `single` says that the source holds one article (a wire record, a web page): headings are then its sections.
    """

    def __init__(self, pieces: Sequence[Piece], *, single: bool = False) -> None:
        """Take the pieces of a page in their printed order."""
        self.pieces = pieces
        self.single = single
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        self.after_label = False
        self.waiting: list[Draft] = []  # stories left in mid-sentence
        gaps = sorted(p.gap for p in pieces[1:])
        self.usual_gap = gaps[len(gaps) // 2] if gaps else 0

    def articles(self) -> list[Draft]:
        """Return the drafts in the order of their first appearance on the page."""
        at = 0
        while at < len(self.pieces):
            at = self._step(at)
        place_headlines_below_text(self.drafts)
        kept = [d for d in self.drafts if d.head or d.body]
        return sorted(kept, key=lambda d: d.first)

    # --- one step: a caption, a headline, or a single piece -------------------------------------------------------

    def _step(self, at: int) -> int:
        piece = self.pieces[at]
        if piece.caption is not None:
            return self._caption(at)
        if piece.role in _NO_ARTICLE:
            self.after_label = self.after_label or piece.role is Role.LABEL
            return at + 1
        if piece.role is Role.HEADING:
            return self._heading(at)
        if piece.role is Role.TEXT:
            return self._text(at)
        return self._small(at)

    def _caption(self, at: int) -> int:
        """A caption is an article of its own; the story around it goes on below."""
        number = self.pieces[at].caption
        draft = Draft(ArticleKind.CAPTION)
        current = self.current
        if (
            current is not None
            and current.kind is ArticleKind.CAPTION
            and not current.closed
            and self.pieces[at].role is not Role.HEADING
        ):
            draft = current  # the picture of a picture story
        while at < len(self.pieces) and self.pieces[at].caption == number:
            piece = self.pieces[at]
            if piece.role is Role.HEADING:
                draft.head.append((_headline_kind(piece), piece))
            elif piece.role is Role.BYLINE:
                draft.head.append((BlockKind.BYLINE, piece))
            elif piece.role is Role.CREDIT:
                draft.body.append((BlockKind.BYLINE, piece))
            elif draft.body and draft.body[-1][0] is BlockKind.CAPTION and not draft.body[-1][1].complete:
                draft.kind = ArticleKind.STORY  # join as any cut paragraph is joined
                _join(draft, piece)
                draft.kind = ArticleKind.CAPTION
            else:
                draft.body.append((BlockKind.CAPTION, piece))
            at += 1
        if draft is not current:
            self.drafts.append(draft)
        return at

    def _heading(self, at: int) -> int:
        end = at
        while (
            end < len(self.pieces)
            and self.pieces[end].role is Role.HEADING
            and self.pieces[end].caption is None
        ):
            if end > at and self._new_rank(self.pieces[at:end], self.pieces[end]):
                break
            end += 1
        group = list(self.pieces[at:end])
        if late := self._late(group, end):
            group = group[late:]
            if not group:
                return end
        heads = [(_headline_kind(p), p) for p in group]
        level = min((p.level for p in group if p.level), default=0)
        if self.current is not None and not self.current.begun and not self.current.headlines:
            self.current.head += heads  # below a byline, a source line or （上接第一版）
            self.current.level = level
        elif self._opens_article(group, end):
            draft = Draft(head=heads, level=level)
            if heads_notice(group[-1].text):
                draft.kind = ArticleKind.NOTICE
            self._begin(draft)
        else:
            assert self.current is not None
            self.current.body += [(BlockKind.SECTION, p) for p in group]
            self.current.sections += 1
        return end

    def _late(self, group: Sequence[Piece], end: int) -> int:
        """Give the first lines of a headline to the story above that lacks one, if they speak of it; return their number."""
        above = next((d for d in reversed(self.drafts) if d.kind is not ArticleKind.CAPTION), None)
        if (
            self.single
            or above is None
            or not is_headless(above)
            or above.cut_paragraph is not None
            or group[0].level
        ):
            return 0
        late = late_lines([p.text for p in group], above.text(_WHOLE), self._ahead(end))
        if late:
            above.head = [(_headline_kind(p), p) for p in group[:late]] + above.head
            above.closed = True
        return late

    def _new_rank(self, group: Sequence[Piece], piece: Piece) -> bool:
        """Whether a further heading begins something new: a section right below the headline, or another notice."""
        last = group[-1]
        if is_subtitle(piece.text) or is_kicker(last.text):
            return False
        if heads_notice(last.text) or heads_notice(piece.text):
            return True
        return bool(last.level and piece.level > last.level + 1)

    def _begin(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._turn_to(draft)
        self.after_label = False

    def _turn_to(self, draft: Draft) -> None:
        """Go on with another draft, and remember the one left if a column has cut it."""
        left = self.current
        if left is draft:
            return
        if left is not None and left.cut_paragraph is not None:
            self.waiting = [*self.waiting[-_WAITING:], left]
        self.waiting = [d for d in self.waiting if d is not draft]
        self.current = draft

    # --- does a heading begin an article? -------------------------------------------------------------------------

    def _opens_article(self, group: Sequence[Piece], end: int) -> bool:
        current = self.current
        if current is None:
            return True
        announced = openings.announced(self.pieces, end)
        if self.single:
            return announced and current.closed
        if not current.begun:
            return not (
                current.headlines
                and end < len(self.pieces)
                and self.pieces[end].role is Role.TEXT
                and not announced
            )
        if announced or heads_notice(group[-1].text) or BOX.fullmatch(group[0].text):
            return True
        if self._below_its_text(end):
            return True
        score = 6.0 if current.closed else 0.0
        score += 2.0 if self.after_label else 0.0
        score += 3.0 if current.kind is ArticleKind.NOTICE else 0.0
        score += (
            2.5 if any(is_subtitle(p.text) or (is_kicker(p.text) and len(group) > 1) for p in group) else 0.0
        )
        score += 1.0 if len(group) > 1 else 0.0
        score += 1.0 if group[0].gap > self.usual_gap else 0.0
        score -= 3.0 if openings.built_alike(group, current) else 0.0
        score += openings.rank(group, current)
        return score + openings.novelty(current.text(_LOOK_BACK), self._ahead(end)) >= _OPENING

    def _below_its_text(self, end: int) -> bool:
        """Whether no text follows the headline, and a story above has none: it stands below its text."""
        following = next(
            (
                p
                for i in range(end, len(self.pieces))
                if (p := self.pieces[i]).caption is None and p.role not in _NO_ARTICLE
            ),
            None,
        )
        return following is None and any(
            d.begun and not d.headlines and d.kind is ArticleKind.STORY for d in self.drafts
        )

    def _ahead(self, at: int, most: int = _LOOK_AHEAD) -> str:
        """About the next `most` characters of running text from a piece on, up to the next headline."""
        parts: list[str] = []
        size = 0
        for i in range(at, len(self.pieces)):
            piece = self.pieces[i]
            if piece.caption is not None or piece.role in _NO_ARTICLE:
                continue
            if size >= most or (piece.role is Role.HEADING and parts):
                break
            parts.append(piece.text[:_LOOK_AHEAD])
            size += len(piece.text)
            if piece.role is Role.CLOSING or (
                piece.role is Role.TEXT
                and (
                    ENDS_STORY.search(piece.tail)
                    or (size >= min(_ENOUGH, most - _NEXT) and not piece.complete)
                )
            ):
                break
        return "\n".join(parts)

    # --- running text ---------------------------------------------------------------------------------------------

    def _text(self, at: int) -> int:
        piece = self.pieces[at]
        draft = self._owner(at)
        if draft is None:
            draft = Draft()
            self._begin(draft)
        self._turn_to(draft)
        if (
            draft.kind is ArticleKind.STORY
            and not draft.begun
            and NOTICE_TEXT.search(piece.text[:300])
            and len(piece.text) < 400
        ):
            draft.kind = ArticleKind.NOTICE
        text, notes = split_notes(piece)
        if text is not None:
            draft.add_paragraph(text)
        for note in notes:
            draft.body.append((BlockKind.NOTE, note))
            draft.closed = True
        return at + 1

    def _owner(self, at: int) -> Draft | None:
        """The draft that a paragraph belongs to, None when it begins an article without a headline of its own."""
        piece, current = self.pieces[at], self.current
        if current is None:
            return None
        if is_story_start(piece) and current.begun and (current.closed or not self.single):
            return None
        if not current.begun or self.single:
            return current
        waiting = self.waiting
        if current.closed:
            inside = CANNOT_BEGIN.match(piece.text) is not None
            least = 0.0 if inside else SAME if self._fresh(piece) else DIFFERENT
            found = self._best(waiting, at, least) if waiting else None
            if found is None and (CANNOT_BEGIN.match(piece.text) or piece.bullet or piece.row):
                return current
            return found
        if not waiting:
            return current
        if current.cut_paragraph is not None:
            return self._best([*waiting, current], at) or current
        return current if self._fresh(piece) else self._rather(waiting, current, at)

    def _fresh(self, piece: Piece) -> bool:
        """Whether a paragraph plainly begins a sentence of its own."""
        return piece.indent >= 2 or bool(OPENS_PARAGRAPH.match(piece.text))

    def _rather(self, waiting: Sequence[Draft], current: Draft, at: int) -> Draft:
        """A text cut elsewhere if this is plainly its continuation, else the current one, whose paragraphs are whole."""
        ahead = self._ahead(at, _NEXT)
        here = cohesion(current.text(_LOOK_BACK), ahead)
        other = self._best(waiting, at)
        there = cohesion(other.text(_LOOK_BACK), ahead) if other is not None else None
        return (
            other
            if other is not None and here is not None and there is not None and there >= max(SAME, 2 * here)
            else current
        )

    def _best(self, drafts: Sequence[Draft], at: int, least: float = DIFFERENT) -> Draft | None:
        """The draft whose words are most like the text from here on, if any is like it at all."""
        ahead = self._ahead(at, _NEXT)
        scored = [(cohesion(d.text(_LOOK_BACK), ahead), i) for i, d in enumerate(drafts)]
        known = [(value, i) for value, i in scored if value is not None]
        if not known:
            return drafts[-1]
        value, i = max(known)
        return drafts[i] if value >= least else None

    # --- bylines, notes, sources ----------------------------------------------------------------------------------

    def _small(self, at: int) -> int:
        """A line that is neither headline nor running text; it belongs to the article it stands in."""
        piece = self.pieces[at]
        draft = self.current
        if piece.role is Role.CONTINUED and (draft is None or draft.begun):
            draft = None
        if draft is None:
            draft = Draft()
            self._begin(draft)
        if piece.role is Role.CONTINUED:
            draft.kind = ArticleKind.CONTINUATION
        if PHOTO_DATELINE.fullmatch(piece.text):
            draft.kind = ArticleKind.CAPTION
        kind = _SMALL[piece.role]
        if draft.begun:
            draft.body.append((kind, piece))
            draft.closed = (
                draft.closed
                or piece.role is Role.CLOSING
                or (piece.role is Role.BYLINE and piece.text.startswith(("（", "(")))
            )
            draft.sections += piece.role is Role.SECTION
        elif kind is BlockKind.SECTION:
            draft.body.append((kind, piece))
        else:
            draft.head.append((kind, piece))
        return at + 1


_NO_ARTICLE = (Role.LABEL, Role.FURNITURE)
_SMALL = {
    Role.BYLINE: BlockKind.BYLINE, Role.CREDIT: BlockKind.BYLINE, Role.CLOSING: BlockKind.NOTE, Role.CONTINUED: BlockKind.NOTE,
    Role.SOURCE: BlockKind.NOTE, Role.SIGNATURE: BlockKind.NOTE, Role.SECTION: BlockKind.SECTION,
}  # fmt: skip


def _headline_kind(piece: Piece) -> BlockKind:
    if is_subtitle(piece.text):
        return BlockKind.SUBTITLE
    return BlockKind.KICKER if is_kicker(piece.text) else BlockKind.HEADLINE


def _join(draft: Draft, piece: Piece) -> None:
    last = draft.body[-1][1]
    draft.body[-1] = (BlockKind.PARAGRAPH, last)
    draft.add_paragraph(piece)
    draft.body[-1] = (BlockKind.CAPTION, draft.body[-1][1])
