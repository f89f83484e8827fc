"""The documents of an article: which one a regulation's page is itself, who signs it, what 本办法 means."""

import re
from collections.abc import Sequence
from datetime import date

from kg.records import Article, BlockKind, EntityType, Mention

KINDS = "办法|规定|条例|通知|公告|细则|意见|方案|决定|规则|章程|制度|标准|指引|目录|政策|规划|计划|法|准则|规程|措施|指南|通告"

NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fffA-Za-z]{1,14}[〔\[［【（(]\d{4}[〕\]］】）)]\s?第?\d{1,5}号|(?:[\u4e00-\u9fff]{2,24}?)?(?:公告|令|通告)?\s?\d{4}年\s?第\s?\d{1,4}号(?:公告|令|通告)?|(?:[\u4e00-\u9fff]{2,24}?)?(?:令|公告)\s?第\s?\d{1,4}号)"
)
"""A document's number: 国办发〔2020〕3号, 财政部公告2026年第8号, 国务院令第712号."""

ADOPTED = re.compile(r"[\s　]*[（(](?P<note>[^（）()]{8,400}?(?:通过|批准|公布|发布)[^（）()]{0,200})[）)]")
"""The note under a document's title that says who adopted it: （2024年5月8日海州市…常务委员会第九次会议通过）."""

_DATE_LINE = re.compile(
    r"(?:^|\n)[\s　]*(?P<date>(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日)[\s　]*(?=\n|$)"
)


def marked(text: str, policy: Mention) -> bool:
    """Whether a mention of a policy stands in 《》."""
    return text[policy.begin - 1 : policy.begin] == "《" and text[policy.end : policy.end + 1] == "》"


def safe_date(year: str, month: str, day: str) -> date | None:
    """The date of three numerals, None when there is no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Documents:
    """What an article holds of documents.

    `main` is the document that the page itself is (its headline names it and its text signs or numbers it), `printed`
    the one that it publishes with itself (关于印发《…办法》的通知), `signers` the bodies before the date line.

    Example: under 某省商务厅关于印发老字号认定办法的通知 `main` is the 通知 and `printed` the 办法.
    """

    def __init__(self, article: Article, text: str, mentions: Sequence[Mention]):
        self.article, self.text = article, text
        self.policies = [m for m in mentions if m.type is EntityType.POLICY]
        headline = [
            b for b in article.blocks if b.kind in (BlockKind.HEADLINE, BlockKind.KICKER, BlockKind.SUBTITLE)
        ]
        head_end = headline[-1].end if headline else max(text.find("\n"), 0)
        heading = [m for m in self.policies if m.end <= head_end + 1]
        self.signed = self._date_line()
        self.signers = self._signers(mentions)
        self.number = self._number_line(head_end)
        formal = (
            self.number is not None
            or (self.signed is not None and bool(self.signers))
            or re.search(r"(?:^|\n)[\s　]*第一[条章]", text) is not None
            or any(ADOPTED.match(text, m.end) for m in heading)
        )
        self.main = max(heading, key=lambda m: len(m.text)) if heading and formal else None
        self.printed = self._printed()

    def _date_line(self) -> re.Match[str] | None:
        return next(iter(_DATE_LINE.finditer(self.text)), None)

    def _signers(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Bodies that fill the lines right above the date line."""
        if self.signed is None:
            return []
        found: list[Mention] = []
        end = self.signed.start()
        while end > 0:
            begin = self.text.rfind("\n", 0, end) + 1
            line = [
                m for m in mentions if m.type is EntityType.ORGANIZATION and begin <= m.begin and m.end <= end
            ]
            rest = self.text[begin:end]
            for m in line:
                rest = rest.replace(m.text, "", 1)
            if not line or rest.strip(" 　、"):
                break
            found = line + found
            end = max(begin - 1, 0)
        return found

    def _number_line(self, head_end: int) -> re.Match[str] | None:
        for line in re.finditer(r"[^\n]+", self.text[: head_end + 400]):
            match = NUMBER.fullmatch(line.group().strip(" 　（）()"))
            if match:
                return match
        return None

    def _printed(self) -> Mention | None:
        """《…办法》 of which the page says 现印发给你们 or whose name its title holds."""
        if self.main is None:
            return None
        own = [m for m in self.policies if m.text != self.main.text and m.text in self.main.text]
        return max(own, key=lambda m: len(m.text)) if own else None

    def issued(self) -> date | None:
        """The date of the line under the signature."""
        return safe_date(self.signed["y"], self.signed["m"], self.signed["d"]) if self.signed else None

    def this(self, kind: str, offset: int) -> Mention | None:
        """What 本办法 or 《办法》 means at `offset`: the page's own document of that kind, else the one named last."""
        for own in (self.printed, self.main):
            if own is not None and re.sub(r"（[^（）]*）$", "", own.text).endswith(kind):
                return own
        before = [
            m
            for m in self.policies
            if m.end <= offset and re.sub(r"（[^（）]*）$", "", m.name or m.text).endswith(kind)
        ]
        return before[-1] if before else None
