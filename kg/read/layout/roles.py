"""What each piece of a page is, as far as its own words tell."""

import re
from itertools import pairwise

from kg.read.credits.bylines import find_credit, parse_byline
from kg.read.credits.datelines import find_closing_dateline, find_dateline
from kg.read.layout.captions import begins_like_caption, looks_like_caption
from kg.read.layout.furniture import is_furniture, is_paper_in_latin, prints_apart
from kg.read.layout.lines import Run
from kg.read.layout.pieces import Piece, Role
from kg.read.patterns import (
    BOX,
    CLOSING_LINE,
    CONTINUED,
    DATE_ALONE,
    DOCUMENT_NUMBER,
    DOWN_TO,
    ENACTMENT,
    MASTHEAD,
    NOTE,
    NOTE_BRACKET,
    PHOTO_DATELINE,
    SECTION,
    SOURCE,
    label,
)

_SHORT = 100  # characters; longer pieces are paragraphs
_PSEUDONYM = re.compile(r"[□■●◆▲]\s?[\u3400-\u9fff]{2,5}")  # ■ 三里河
_STAFF_NOTE = re.compile(
    r"[（(【]?(?:本报|本网|新华社|中新社|总台|央视)?(?:特约|特派|见习|实习)?(?:记者|通讯员|报道员|作者(?!系|为|单位|分别|均|是)|文|图)"
)


def split_marks(pieces: list[Piece]) -> list[Piece]:
    """Cut （上接第一版） off the text it is printed with, at its beginning or its end."""
    result: list[Piece] = []
    for piece in pieces:
        found = CONTINUED.match(piece.text)
        if found and found.end() < len(piece.text) and not re.match(r"[的，,]", piece.text[found.end() :]):
            result += [cut(piece, 0, found.end()), cut(piece, found.end(), len(piece.text))]
            continue
        tail = re.search(CONTINUED.pattern + "$", piece.text[-40:]) if len(piece.text) < _SHORT else None
        if tail and tail.start() and piece.text[max(0, len(piece.text) - 40) :][tail.start()] in "（(【[":
            at = max(0, len(piece.text) - 40) + tail.start()
            result += [cut(piece, 0, at), cut(piece, at, len(piece.text))]
            continue
        result.append(piece)
    return result


def split_titles(pieces: list[Piece]) -> list[Piece]:
    """Cut a headline off the dateline it is printed with: 新华社某地10月6日电题：无悔的选择."""
    result: list[Piece] = []
    for piece in pieces:
        dateline = find_dateline(piece.text) if len(piece.text) <= _SHORT and not piece.level else None
        title = dateline.title if dateline else None
        if title is None or not 4 <= len(piece.text) - title <= 60 or piece.text[-1] in "。；，":
            result.append(piece)
            continue
        byline, headline = cut(piece, 0, title), cut(piece, title, len(piece.text))
        names = re.search(r"[\s　]{2,}(?=(?:新华社|中新社|本报)?\S{0,8}记者)", headline.text)
        byline.role, headline.role = Role.BYLINE, Role.HEADING
        result += [byline, headline]
        if names:
            result[-1:] = [cut(headline, 0, names.start()), cut(headline, names.end(), len(headline.text))]
            result[-2].role = Role.HEADING
    return result


def cut(piece: Piece, begin: int, end: int) -> Piece:
    """The part `text[begin:end]` of a piece, blanks at its ends left out."""
    while begin < end and piece.text[begin].isspace():
        begin += 1
    while end > begin and piece.text[end - 1].isspace():
        end -= 1
    runs: list[Run] = []
    at = 0
    for b, e in piece.runs:
        low, high = max(begin, at), min(end, at + e - b)
        if low < high:
            runs.append((b + low - at, b + high - at))
        at += e - b
    return Piece(
        runs,
        piece.text[begin:end],
        level=piece.level,
        bullet=piece.bullet,
        row=piece.row,
        indent=piece.indent,
        gap=piece.gap,
    )


def assign_roles(pieces: list[Piece]) -> None:
    """Set the role of every piece that its own words give away; headings among plain lines come later.

    Example: □新华社记者 唐强 is a BYLINE, 国内@要闻 a LABEL, （完） a CLOSING.
    """
    for piece in pieces:
        if piece.role is Role.TEXT:
            piece.role = _role(piece)
    neighbours = list(pairwise(pieces))
    for piece, beside in (*reversed(neighbours), *((b, a) for a, b in neighbours)):
        if (
            piece.role in (Role.TEXT, Role.HEADING)
            and beside.role is Role.FURNITURE
            and (MASTHEAD.fullmatch(piece.text) or is_paper_in_latin(piece.text))
        ):
            piece.role = Role.FURNITURE


def _role(piece: Piece) -> Role:
    text = piece.text
    if text.startswith(("关键词：", "关键词:")):
        return Role.CLOSING
    if piece.row or len(text) > _SHORT:
        return Role.HEADING if piece.level and len(text) < 150 and not piece.row else Role.TEXT
    if CONTINUED.fullmatch(text):
        return Role.CONTINUED
    if is_furniture(text):
        return Role.FURNITURE
    if label(text) and not BOX.fullmatch(text):
        return Role.LABEL
    if DATE_ALONE.fullmatch(text) or DOCUMENT_NUMBER.fullmatch(text) or ENACTMENT.fullmatch(text):
        return Role.SIGNATURE
    if SOURCE.fullmatch(text):
        return Role.SOURCE
    if _is_closing(text):
        return Role.CLOSING
    if PHOTO_DATELINE.fullmatch(text) or _is_byline(piece):
        return Role.BYLINE
    if _is_credit(text):
        return Role.CREDIT
    if piece.level:
        return Role.SECTION if SECTION.match(text) else Role.HEADING
    return Role.TEXT


def _is_closing(text: str) -> bool:
    if DOWN_TO.fullmatch(text) or (CLOSING_LINE.match(text) and len(text) < 60 and not text.endswith("。")):
        return True
    bracket = NOTE_BRACKET.fullmatch(text)
    if bracket and NOTE.match(bracket[1]) and not _STAFF_NOTE.match(bracket[1]):
        return True
    dateline = find_closing_dateline(text)
    return dateline is not None


def _is_byline(piece: Piece) -> bool:
    text = piece.text
    if len(text) > 80 or text[-1] in "。！？；，：:":
        return False
    if re.search(r"(?:[^记者影]摄|供图|/图片?)[）)]?$", text) and not text.endswith("摄影报道"):
        return False
    parsed = parse_byline(text)
    if parsed is None:
        return bool(_PSEUDONYM.fullmatch(text))
    return bool(parsed and (parsed.explicit or (parsed.marked and parsed.people)))


def _is_credit(text: str) -> bool:
    credit = find_credit(text) if len(text) <= 60 else None
    return credit is not None and credit.begin == 0 and credit.end == len(text)


def stands_apart(text: str) -> bool:
    """Whether the words of a line show that it begins something of its own: a byline, a dateline, a credit, a label."""
    if len(text) > _SHORT:
        return False
    role = _role(Piece(((0, 1),), text))
    return (
        role not in (Role.TEXT, Role.FURNITURE, Role.SECTION, Role.SIGNATURE)
        or find_dateline(text) is not None
        or begins_like_caption(text)
        or prints_apart(text)
        or DATE_ALONE.fullmatch(text) is not None
    )


def is_story_start(piece: Piece) -> bool:
    """Whether a paragraph begins with a dateline: 新华社北京1月14日电, 本报讯."""
    if piece.role is not Role.TEXT or len(piece.text) < 12:
        return False
    dateline = find_dateline(piece.text)
    return dateline is not None and not looks_like_caption(piece.text)
