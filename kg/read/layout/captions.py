"""Captions: which paragraphs stand under a picture, and how far a caption reaches."""

from collections.abc import Sequence

from kg.read.credits.bylines import find_credit
from kg.read.credits.datelines import find_dateline
from kg.read.layout.pieces import Piece, Role
from kg.read.patterns import (
    CAPTION_INNER,
    CAPTION_LEAD,
    CAPTION_MARK,
    CAPTION_SHOT,
    CAPTION_SIDE,
    PHOTO_DATELINE,
)

_LONGEST = 420  # characters of a caption paragraph
_LINE = 60  # characters of its first line, if it is printed in two
_REACH = 3  # paragraphs of a picture story above its credit
_PICTURE_STORY = 520  # characters of such a story


def looks_like_caption(text: str) -> bool:
    """Whether a paragraph describes a picture.

    Example: 图为工人在晾晒腐竹。张三摄（人民视觉） does; so does 1月12日，……（无人机照片）。
    """
    size = len(text)
    if size > _LONGEST:
        return False
    if CAPTION_LEAD.match(text) or CAPTION_INNER.search(text):
        return True
    if size <= 180 and CAPTION_SHOT.match(text):
        return True
    if size <= 320 and CAPTION_MARK.search(text):
        return True
    if size <= 160 and CAPTION_SIDE.search(text) and text[:8].find("日") > 0:
        return True
    credit = find_credit(text)
    return credit is not None and credit.begin > 0 and bool(credit.people or credit.agency)


def begins_like_caption(text: str) -> bool:
    """Whether a line can be the first of a caption: 图为…, 这是…拍摄的…"""
    return bool(CAPTION_LEAD.match(text) or CAPTION_SHOT.match(text))


def mark_captions(pieces: Sequence[Piece]) -> None:
    """Number the groups of pieces that are captions: text, credit, and a headline of their own if they have one.

    Example: 辽宁某地：海冰现 / 这是……（1月21日摄）。 / 近日，…… / 新华社发 is one group.
    """
    group = 0
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.caption is not None or not _ends_caption(pieces, at):
            at += 1
            continue
        begin, end = _first(pieces, at), _last(pieces, at)
        head = _headline_above(pieces, begin, end)
        for member in pieces[head : end + 1]:
            member.caption = group
        group += 1
        at = end + 1


def _is_text(piece: Piece) -> bool:
    return piece.role is Role.TEXT and piece.caption is None and not piece.bullet and not piece.row


def _ends_caption(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a caption has its last paragraph or its credit here."""
    piece = pieces[at]
    if piece.role is Role.CREDIT:
        return at > 0 and _is_text(pieces[at - 1]) and _first(pieces, at) < at
    if not _is_text(piece) or not looks_like_caption(piece.text):
        return False
    # a credit may follow after one more paragraph: then the group ends there
    return not any(
        pieces[i].role is Role.CREDIT
        and all(_is_text(p) for p in pieces[at + 1 : i])
        and sum(len(p.text) for p in pieces[at + 1 : i]) <= _LONGEST
        for i in range(at + 1, min(len(pieces), at + _REACH + 1))
    )


def _last(pieces: Sequence[Piece], at: int) -> int:
    """Further lines of credit right below belong to the caption too."""
    while at + 1 < len(pieces) and pieces[at + 1].role is Role.CREDIT:
        at += 1
    return at


def _first(pieces: Sequence[Piece], at: int) -> int:
    """First paragraph of the caption that ends at `at`; `at` itself for a credit that stands alone."""
    here = at if pieces[at].role is Role.TEXT else at - 1
    if here < 0 or not _is_text(pieces[here]):
        return at
    best = here if looks_like_caption(pieces[here].text) or len(pieces[here].text) <= 160 else at
    room = _LONGEST
    for i in range(here - 1, max(-1, here - _REACH), -1):
        room -= len(pieces[i].text)
        if not _is_text(pieces[i]) or room < 0:
            break
        if looks_like_caption(pieces[i].text) and pieces[i].complete and not find_credit(pieces[i].text):
            best = i
    above = pieces[best - 1] if 0 < best < at else None
    if (
        above is not None
        and _is_text(above)
        and not above.complete
        and above.gap
        and not pieces[best].gap
        and len(above.text) <= _LINE
    ):
        best -= 1  # a caption in two lines
    return best


def _headline_above(pieces: Sequence[Piece], begin: int, end: int) -> int:
    """First piece of the headline that belongs to the caption `begin..end`, `begin` when it has none.

    Paragraphs between the headline and the caption are drawn into the picture story, but none with a dateline: that is
    a story beside the picture. A headline over a caption that is followed by running text belongs to that text, unless
    the text goes on from a paragraph cut above the headline.
    """
    top = begin
    room = _PICTURE_STORY - sum(len(p.text) for p in pieces[begin : end + 1])
    while (
        top > 0
        and _is_text(pieces[top - 1])
        and pieces[top - 1].complete
        and begin - top < _REACH
        and room > len(pieces[top - 1].text)
    ):
        top -= 1
        room -= len(pieces[top].text)
    if any(find_dateline(p.text) for p in pieces[top:begin]):
        return begin
    head = top
    while (
        head > 0
        and pieces[head - 1].role in (Role.HEADING, Role.BYLINE)
        and _belongs_to_picture(pieces[head - 1])
    ):
        head -= 1
    if head == top or not any(p.role is Role.HEADING for p in pieces[head:top]):
        return begin
    following = next(
        (p for i in range(end + 1, len(pieces)) if (p := pieces[i]).role is not Role.FURNITURE), None
    )
    story_below = (
        following is not None
        and (_is_text(following) or following.role is Role.BYLINE)
        and not looks_like_caption(following.text)
    )
    if story_below:
        before = next((p for i in range(head - 1, -1, -1) if _is_text(p := pieces[i])), None)
        if before is None or before.complete:
            return begin
    return head


def _belongs_to_picture(piece: Piece) -> bool:
    return piece.role is Role.HEADING or PHOTO_DATELINE.fullmatch(piece.text) is not None
