"""Names of persons as bylines print them: split, put together and told from other words by their surnames."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.knowledge import read_table, transcribing, words
from kg.resources import folder

_HAN_ONLY = re.compile(r"[\u3400-\u9fff]+$")
_FOREIGN = re.compile(r"[\u3400-\u9fffA-Za-z．.]+(?:[·•・‧][\u3400-\u9fffA-Za-z．.\-]+)+$")
_TOKEN = re.compile(r"[^\s　、，,;；/／|｜&+]+")
_TRANSCRIBING = transcribing("minority")
_MEDIUM = re.compile(r"客户端|新华|特稿|新闻|频道|[社网报]$")
_NO_ENDING = frozenset("社站台报网组局厅部省市县区镇")  # 莫斯科分社, 驻京记者站
_GAP = re.compile(r"[\s　]+$")


class Name(NamedTuple):
    """A name found in a text: `text[begin:end]` may hold blanks (李　明) that `name` has not."""

    name: str
    begin: int
    end: int


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Single surnames, compound ones, and the commonest single ones."""
    rows = list(read_table(folder("seeds") / "words" / "surnames.tsv"))
    single = frozenset(r["surname"] for r in rows if r["kind"] == "single")
    return (
        single,
        frozenset(r["surname"] for r in rows if r["kind"] == "compound"),
        frozenset(r["surname"] for r in rows if r["common"]),
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(words("read_not_names"))


def is_name(word: str, *, lenient: bool = False) -> bool:
    """Whether `word` has the form of a person's name; `lenient` also admits names without a Han surname.

    Example: 欧阳明 and 卡西莫夫·阿里 are, 三里河 is not; 央秀达珍 is one where a name must stand, 观察发现 never.
    """
    if _FOREIGN.match(word):
        return len(word) <= 24 and not _MEDIUM.search(word)
    if (
        not _HAN_ONLY.match(word)
        or not 2 <= len(word) <= 8
        or (word in _not_names() and not lenient)
        or word[-1] in _NO_ENDING
    ):
        return False
    single, compound, _ = _surnames()
    if word[:2] in compound:
        return 3 <= len(word) <= 4
    if word[0] in single and len(word) <= 3:
        return True
    if len(word) == 4 and word[0] in single and word[1] in single:
        return True  # a double surname, 范徐丽泰
    return lenient and len(word) <= 7 and all(c in _TRANSCRIBING for c in word)


def names_in(text: str, begin: int = 0, end: int | None = None, *, lenient: bool = True) -> list[Name] | None:
    """Split a list of names; None when some word of it cannot be a name.

    Names may be separated by blanks, 、 or nothing, and padded with blanks. Offsets are those of `text`.

    Example: `names_in("李　明 王小红")` gives 李明 (0 to 3) and 王小红.
    """
    tokens = [
        Name(m[0], m.start(), m.end())
        for m in _TOKEN.finditer(text, begin, len(text) if end is None else end)
    ]
    found: list[Name] = []
    for name in _unpadded(text, tokens):
        parts = list(_unglued(name))
        if len(parts) > 1 and not lenient and not all(_frequent(p.name) for p in parts):
            return None  # 刘云山致信祝贺
        if not all(is_name(p.name, lenient=lenient) for p in parts):
            return None
        found += parts
    return found


def pen_names_in(text: str, begin: int, end: int) -> list[Name] | None:
    """Split a list of names that need no surname, where only names can stand: （记者 冬青）; None when some word is none.

    Each must be set off by a blank or mark and have two or three characters, or the form of a name.
    """
    found = [Name(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, begin, end)]
    if not found or not all(
        is_name(n.name, lenient=True)
        or (_HAN_ONLY.match(n.name) and 2 <= len(n.name) <= 3 and _may_be_pen_name(n.name))
        for n in found
    ):
        return None
    return found


def _may_be_pen_name(word: str) -> bool:
    return word not in _not_names() and word[-1] not in _NO_ENDING


def _frequent(name: str) -> bool:
    """Whether a name begins with one of the commonest surnames or a compound one."""
    _, compound, common = _surnames()
    return name[0] in common or name[:2] in compound


def _unpadded(text: str, tokens: list[Name]) -> Iterator[Name]:
    """Put padded names together: 李 明, 文 晶; two single characters, the first a surname."""
    single, compound, _ = _surnames()
    at = 0
    while at < len(tokens):
        this = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following and _GAP.match(text, this.end, following.begin):
            alone = len(this.name) == 1 and this.name in single and len(following.name) <= 2
            if (alone and (len(following.name) == 1 or not is_name(following.name))) or (
                this.name in compound and len(following.name) == 1
            ):
                yield Name(this.name + following.name, this.begin, following.end)
                at += 2
                continue
        yield this
        at += 1


def _unglued(name: Name) -> Iterator[Name]:
    """Split names printed without anything between: 张三李小四."""
    single, compound, common = _surnames()
    word = name.name
    if (
        len(word) < 4
        or (word[:2] in compound and len(word) == 4)
        or not _HAN_ONLY.match(word)
        or len(word) > 16
        or name.end - name.begin != len(word)
    ):
        yield name
        return
    best: list[tuple[int, tuple[int, ...]] | None] = [(0, ())] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for size in (3, 2, 4):
            start = end - size
            if start < 0 or (before := best[start]) is None:
                continue
            piece = word[start:end]
            if size == 4 and piece[:2] not in compound:
                continue
            if piece[:2] in compound and size > 2:
                gain = 4
            elif piece[0] in single:
                gain = 3 if piece[0] in common else 1
            else:
                continue
            score = before[0] + gain + (1 if size == 3 else 0) - 1
            current = best[end]
            if current is None or score > current[0]:
                best[end] = (score, (*before[1], end))
    whole = best[-1]
    if whole is None or (len(word) == 4 and len(whole[1]) == 2 and word[whole[1][0]] not in common):
        yield name
        return
    start = 0
    for end in whole[1]:
        yield Name(word[start:end], name.begin + start, name.begin + end)
        start = end
