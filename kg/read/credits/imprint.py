"""What a page says of itself and of its articles outside their running text: imprint, source lines, notes, publisher."""

import re
from collections.abc import Iterable
from datetime import date

from kg.read.dates.written import parse_date
from kg.read.layout.pieces import Piece, Role
from kg.read.patterns import HAN, IMPRINT_DATE, SOURCE_NAME

_REPRINTED = re.compile(r"(?:转自|摘自|原载|据)[:： ]?(?P<name>.{2,30}?)(?:报道|消息|[）)】〕]|$)")
_PAPER_REPORTER = re.compile(
    rf"《(?P<paper>{HAN}{{2,10}}(?:报|新闻|周刊|杂志|时报))》记者(?:注意到|获悉|了解到|从|采访|发现|独家)"
)
_ALIAS = re.compile(r"^(?:电|讯|本报|本网|本刊|本站|综合|网络|记者)$")


def imprint_date(pieces: Iterable[Piece]) -> date | None:
    """The day of issue that the furniture of the page gives: 2026年1月14日 星期三 第02版."""
    for piece in pieces:
        if (
            piece.role is Role.FURNITURE
            and (found := IMPRINT_DATE.search(piece.text))
            and (day := parse_date(found[0]))
        ):
            return day
    return None


def source_name(note: str) -> str | None:
    """The paper that a note or source line names: （转自人民网） → 人民网, 来源：新华社 → 新华社."""
    found = (
        _REPRINTED.search(note)
        if "转自" in note or "摘自" in note or "原载" in note
        else SOURCE_NAME.search(note)
    )
    if found is None:
        return None
    name = found["name"].strip("：: 《》　").rstrip("）)】。")
    return None if not name or _ALIAS.match(name) else name


def paper_of_reporter(text: str) -> str | None:
    """The paper that speaks of its own reporter: 《每日经济新闻》记者注意到."""
    found = _PAPER_REPORTER.search(text[:4000])
    return found["paper"] if found else None
