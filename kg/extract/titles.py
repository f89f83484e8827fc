"""Titles of posts before and after a name: 党组书记、部长|林海峰."""

import re
from dataclasses import dataclass

from kg.extract.words import Words
from kg.knowledge import kind_of
from kg.knowledge import words as word_list

_PREFIX = "副|代|代理|原|前|前任|时任|现任|常务|执行|首席|高级|资深|名誉|荣誉|候任|候补|助理|第一|特聘|终身|客座|一级|二级|三级|四级|正|总|联合|创始|联席|轮值|非执行|独立|主任|联邦|荣休|驻会|专职|兼职|首任"
_HEADS = "|".join(re.escape(w) for w in word_list("titles"))
_CHIEF = r"(?:首席|总)[\u4e00-\u9fff]{1,4}(?:师|官|家)"
_DEPUTY = r"(?:助理)?"
TITLE = re.compile(rf"(?:(?:{_PREFIX})*(?:{_HEADS}){_DEPUTY}|{_CHIEF})")
"""A title with what may stand before its head: 常务副市长, 二级巡视员."""

_AT_END = re.compile(rf"(?P<title>(?:{_PREFIX})*(?:{_HEADS}){_DEPUTY}|{_CHIEF})\Z")
_EMPLOYER = {
    "government": "GovernmentBody",
    "party": "GovernmentBody",
    "company": "Company",
    "academic": "Institute",
    "media": "Media",
}


@dataclass(frozen=True, slots=True)
class Title:
    """A title that ends right before a name: `text[begin:end]`."""

    text: str
    begin: int
    end: int
    kind: str

    @property
    def employer(self) -> str | None:
        """The subtype of organization that has such a post: 董事长 → Company."""
        return _EMPLOYER.get(self.kind)


def title_at(words: Words, end: int, reach: int = 16) -> Title | None:
    """Return the title that ends at `end`, blanks between it and the name skipped, or None."""
    while end > 0 and words.text[end - 1] in " \u3000":
        end -= 1
    window = words.text[max(0, end - reach) : end]
    match = _AT_END.search(window)
    if not match:
        return None
    begin = end - (len(window) - match.start("title"))
    text = match.group("title")
    return Title(text, begin, begin + len(text), kind_of(text))
