"""Which lines without a `#` are headings, and how the lines of a headline are joined."""

import re
from collections.abc import Sequence

from kg.read.credits.names import names_in
from kg.read.layout.captions import looks_like_caption
from kg.read.layout.pieces import Piece, Role, goes_on
from kg.read.layout.roles import is_story_start
from kg.read.patterns import (
    BODY_LEAD,
    BOX,
    CANNOT_BEGIN,
    DATE_ALONE,
    ENACTMENT,
    HEAD,
    HEADING_NEVER,
    KICKER,
    LISTED,
    MAX_HEADING,
    OPENS_ARTICLE,
    OPENS_PARAGRAPH,
    ORGAN_LINE,
    SECTION,
    SUBTITLE,
    ends_sentence,
    heads_notice,
)

_LONG_GROUP = 5  # so many short lines in a row are a list, not a headline
_LONG_LINE = 24  # characters of a headline line with a comma
_BARE_NAMES = 24  # characters of a byline of names alone


def mark_headings(pieces: Sequence[Piece]) -> None:
    """Give the role HEADING (or SECTION) to short lines that stand as headings, and BYLINE to the names below them.

    A line is judged with its neighbours: what is cut by a column looks like a heading too, but goes on below.

    Example: 新动能持续壮大 between two whole paragraphs is a heading; 近日，某大学人工智能研究院、集成 is not.
    """
    at = 0
    open_before = False  # the last paragraph stops in mid-sentence
    while at < len(pieces):
        piece = pieces[at]
        if not _candidate(piece):
            if piece.role is Role.TEXT and len(piece.text) <= MAX_HEADING and LISTED.search(piece.text):
                piece.solid = True
            if piece.role is Role.TEXT and not piece.bullet and not looks_like_caption(piece.text):
                open_before = not piece.complete
            elif piece.role in (Role.HEADING, Role.SECTION, Role.CLOSING):
                open_before = False
            at += 1
            continue
        end = at
        while end < len(pieces) and (_candidate(pieces[end]) or pieces[end].role is Role.HEADING):
            end += 1
        plain = [p for p in pieces[at:end] if p.role is not Role.HEADING]
        _judge(pieces, at, end, plain, open_before=open_before)
        open_before = any(p.role is Role.TEXT and not p.complete for p in pieces[at:end]) or (
            open_before and not any(p.role is Role.HEADING for p in pieces[at:end])
        )
        at = end


def _candidate(piece: Piece) -> bool:
    """Whether the words of a line could be a heading."""
    text = piece.text
    if (
        piece.role is not Role.TEXT
        or piece.level
        or piece.bullet
        or piece.row
        or piece.lines > 3
        or not 2 <= len(text) <= MAX_HEADING
    ):
        return False
    if (
        HEADING_NEVER.search(text)
        or LISTED.search(text)
        or OPENS_ARTICLE.fullmatch(text)
        or BODY_LEAD.match(text)
        or looks_like_caption(text)
        or text.count("，") + text.count(",") > 2
        or text.count("、") > (1 if "：" in text else 3)
    ):
        return False
    if CANNOT_BEGIN.match(text) and not text.startswith(("——", "…")):
        return False
    return not goes_on(piece) and not is_story_start(piece)


def _judge(pieces: Sequence[Piece], begin: int, end: int, plain: list[Piece], *, open_before: bool) -> None:
    """Decide on the candidates among `pieces[begin:end]`."""
    following = pieces[end] if end < len(pieces) else None
    if end - begin > 1 and _names_below(pieces, begin, end):
        return
    sure = _announces_article(following, pieces[end - 1])
    if (
        end - begin >= _LONG_GROUP
        and not any(p.level for p in pieces[begin:end])
        and not (sure and end - begin <= _LONG_GROUP + 1)
    ):
        _list(plain, first_is_headline=begin == 0, sure=sure)
        return
    over_picture = (
        following is not None and following.role is Role.TEXT and looks_like_caption(following.text)
    )
    signed = _signs(pieces, begin, following)
    marked = next((p for p in pieces[begin:end] if p.level), None)
    for i, piece in enumerate(pieces[begin:end], begin):
        below = pieces[i + 1] if i + 1 < len(pieces) else None
        if piece.role is not Role.TEXT or (
            marked is not None and piece.begin < marked.begin and not is_kicker(piece.text)
        ):
            continue  # before a headline with # only a kicker can stand; another line is the end of a column
        if marked is not None and not sure and not is_subtitle(piece.text) and not SECTION.match(piece.text):
            continue  # nor does a plain line below one belong to the headline, unless a byline follows
        cut_off = open_before and not _set_off(piece)
        if SECTION.match(piece.text):
            piece.role = Role.SECTION
        elif sure and i < end - 1 and _is_cut(piece):
            continue
        elif signed or (i > begin and _issues(pieces, i)):
            piece.role = Role.SIGNATURE
        elif (
            heads_notice(piece.text)
            or (BOX.fullmatch(piece.text) and not cut_off)
            or (sure and not (over_picture and ((cut_off and not piece.gap) or _runs_on(piece, pieces, end))))
            or (not cut_off and _stands_alone(piece, below))
        ):
            piece.role = Role.HEADING


def _is_cut(piece: Piece) -> bool:
    """Whether a line above a headline is a sentence that a column has cut: long, in one part, with a comma."""
    text = piece.text
    if piece.level or is_kicker(text) or is_subtitle(text) or " " in text or "\u3000" in text:
        return False
    return len(text) > _LONG_LINE and "，" in text


def _runs_on(piece: Piece, pieces: Sequence[Piece], picture: int) -> bool:
    """Whether a line above a picture is rather the beginning of a paragraph that goes on below the picture."""
    if piece.level or not re.search("[，,]", piece.text):
        return False
    below = next(
        (
            p
            for p in pieces[picture + 1 : picture + 4]
            if p.role is Role.TEXT and not looks_like_caption(p.text)
        ),
        None,
    )
    return len(piece.text) > 22 or (below is not None and CANNOT_BEGIN.match(below.text) is not None)


def _signs(pieces: Sequence[Piece], begin: int, following: Piece | None) -> bool:
    """Whether lines before a date are the signature of a document: 某省人民政府办公厅 / 2025年3月18日."""
    above = pieces[begin - 1] if begin else None
    dated = (
        following is not None
        and following.role is Role.SIGNATURE
        and DATE_ALONE.fullmatch(following.text) is not None
    )
    return dated and above is not None and above.role is Role.TEXT and above.complete


def _issues(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line below a headline names the body that issues the document, with the date below: 某市统计局 / 2026年3月20日."""
    while at < len(pieces) and ORGAN_LINE.fullmatch(pieces[at].text):
        at += 1
        if at < len(pieces) and DATE_ALONE.fullmatch(pieces[at].text):
            return True
    return False


def _names_below(pieces: Sequence[Piece], begin: int, end: int) -> bool:
    """Make the last candidate a byline when it is nothing but names under a headline: 张旌."""
    last = pieces[end - 1]
    if last.role is not Role.TEXT or len(last.text) > _BARE_NAMES or not names_in(last.text, lenient=False):
        return False
    last.role = Role.BYLINE
    above = [p for p in pieces[begin : end - 1] if p.role is Role.TEXT]
    if end - 1 - begin >= _LONG_GROUP:  # verses or a list end above the headline
        _list(above, first_is_headline=False, sure=True)
        return True
    for piece in above:
        piece.role = Role.HEADING
    return True


def _announces_article(following: Piece | None, last: Piece) -> bool:
    """Whether what follows can only stand below a headline (or, for a page that ends here, nothing does)."""
    if following is None:
        return not ends_sentence(last.text[-12:]) and not last.text.endswith(("）", ")"))
    if following.role is Role.TEXT and looks_like_caption(following.text):
        return True
    return (
        following.role in (Role.BYLINE, Role.CONTINUED, Role.SOURCE)
        or is_story_start(following)
        or is_enactment(following)
        or OPENS_ARTICLE.match(following.text[:HEAD]) is not None
    )


def is_enactment(piece: Piece) -> bool:
    """Whether a line below a headline says who passed the document: （某省人大常委会第三次会议通过）."""
    return piece.role is Role.SIGNATURE and ENACTMENT.fullmatch(piece.text) is not None


def _list(plain: list[Piece], *, first_is_headline: bool, sure: bool) -> None:
    """Many short lines: items of a list, below a headline if the page begins with them, above one if a story follows."""
    for piece in plain:
        piece.solid = True
    if first_is_headline and plain:
        plain[0].role, plain[0].solid = Role.HEADING, False
    if sure and plain:
        plain[-1].role, plain[-1].solid = Role.HEADING, False


def _set_off(piece: Piece) -> bool:
    """Whether a line after an unfinished paragraph still looks set off from it, as a headline of two parts does."""
    return (
        bool(KICKER.search(piece.text))
        or bool(SUBTITLE.match(piece.text))
        or (" " in piece.text.strip() or "\u3000" in piece.text.strip())
    )


def _stands_alone(piece: Piece, following: Piece | None) -> bool:
    """Whether a single line between two paragraphs is a heading and not the cut-off beginning of the second."""
    text = piece.text
    if following is None:
        return not ends_sentence(text[-12:])
    if following.role is not Role.TEXT or _candidate(following):
        return not text.endswith(("：", ":", "？", "?")) or following.role is Role.HEADING
    if ends_sentence(text[-12:]) or following.bullet:
        return False
    if CANNOT_BEGIN.match(following.text):
        return False
    comma = max(text.rfind("，"), text.rfind(","))
    if comma >= 0:
        if piece.lines > 1:
            return False
        return (
            len(text) <= 24
            and len(text) - comma > 4
            and bool(OPENS_PARAGRAPH.match(following.text) or len(text) <= 20)
        )
    return len(text) <= (34 if piece.lines == 1 else 40)


def is_kicker(text: str) -> bool:
    """Whether a headline line leads to the next one: 四部门：, 六部门联合发文——."""
    return bool(KICKER.search(text))


def is_subtitle(text: str) -> bool:
    """Whether a headline line explains the one above: ——开年经济观察."""
    return bool(SUBTITLE.match(text))


def join_headline(lines: Sequence[str]) -> str:
    """Join kicker, headline and subtitle as the guideline says.

    Example: `["工信部等6部门联合发文——", "加强电池管理"]` gives 工信部等6部门联合发文——加强电池管理.
    """
    joined = ""
    for line in lines:
        glued = not joined or is_kicker(joined) or line.startswith(("—", "―", "－"))
        joined += line if glued else " " + line
    return joined
