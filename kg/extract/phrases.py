"""Walking left from the head of a name: how far does 工业和信息化部信息通信发展|司 reach?"""

import re
from dataclasses import dataclass

from kg.extract.words import Word, Words
from kg.knowledge import name_words

INNER_NOUNS = frozenset({"n", "vn", "an", "nz", "nw", "LOC", "ORG", "PER", "s", "j"})
"""Word classes that go on inside a name."""

ANCHORS = frozenset({"LOC", "ORG", "nz", "nw", "PER"})
"""Word classes that can open a name."""

OPENERS = name_words("opener")
"""Ordinary words that open names: 国家|能源局, 全国|…联合会."""

INNER_VERBS = name_words("verb")
"""Verbs that live inside names as nouns do (交易中心, 统计分析司), whatever class the tagger gives them."""

COMPASS = name_words("compass")

INNER_ADJECTIVES = re.compile(
    r"^(?:高新|高级|高等|高端|新型|新|大型|综合|自动|特种|精密|智能|智慧|绿色|先进|现代|基础|专业|职业|公共|民用|军用|联合|有限|自由|开放|深远海|小|大|老|高|红|黄|白|青|金|银|安全|健康|有色|稀有|特殊|通用|重型|轻型|优质|多式|民营|国营|非)$"
)

ORDINAL = re.compile(r"^(?:第[一二三四五六七八九十百\d]+|[一二三四五六七八九十]{1,3}|\d{1,3})$")

BREAKERS = name_words("end")
"""Ordinary words at which a name that lies to the right of them ends its way left."""

FALSE_HEADS = name_words("false_head")
"""Words that end like a department or a body and are none: 布局, 干部, 学科."""


def false_head(word: str) -> bool:
    """Whether a word only ends like a department: 领导干部 and 布局 do, 国家安全部 does not."""
    ends = (
        "体系",
        "关系",
        "联系",
        "水系",
        "谱系",
        "派系",
        "干部",
        "全部",
        "内部",
        "布局",
        "格局",
        "全局",
        "开局",
    )
    return word in FALSE_HEADS or (word.endswith(ends) and not word.endswith("安全部"))


DESCRIPTORS = name_words("descriptor")
"""Words between an organization and a title that say what the title is for: 荣耀|销售与服务|总裁."""

_OTHER_BODY = re.compile(r"会同|省|市(?!场)|县|区(?!域)")
_PAIRS = {")": "(", "）": "（", "”": "“", "」": "「", "]": "[", "》": "《"}
_COUNT = re.compile(
    r"[一二两三四五六七八九十几多](?:[省市区县地](?:[一二两三四五六七八九十][省市区县地])?)?$"
)
_JOINERS = frozenset({"·", "-", "—", "&", "－"})
_CONJUNCTIONS = frozenset({"和", "与", "及", "暨"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How a walk went: words `first..last` belong to the phrase, `anchors` are the indexes that can open a name."""

    first: int
    last: int
    anchors: tuple[int, ...]


def walk_left(
    words: Words, last: int, *, conjunctions: bool, limit: int = 14, stop_at: re.Pattern[str] | None = None
) -> Reach:
    """Walk left from word `last` as long as words can stand inside a name.

    `stop_at`: a name of an organization that ends so is complete and not part of this one (…分公司|连云港新能源).
    `conjunctions`: whether 和/与/及 may stand inside (新闻与传播学院); they never join two names (财政部和税务总局).

    Example: from 司 in 财政部税政司 the walk reaches 财政部, an anchor.
    """
    first = last
    anchors = [last] if _anchor(words[last]) else []
    k = last - 1
    while k >= 0 and last - k < limit:
        word = words[k]
        if word.text in _PAIRS:
            opening = _matching(words, k)
            if opening is None or any(
                w.text in ("记者", "通讯员") or w.tag == "PER" for w in words.items[opening:k]
            ):
                break  # 电（记者宋某）|国家统计局: what stands in the dateline's brackets is no part of a name
            first, k = opening, opening - 1
            if words[opening].text in "“「":
                anchors.append(opening)
            continue
        if word.text in _JOINERS and k and nominal(words[k - 1]):
            k -= 1
            continue
        if word.text in _CONJUNCTIONS and conjunctions and _common(words[k - 1]) and _common(words[k + 1]):
            k -= 1
            continue
        if not nominal(word) or (word.tag == "ORG" and stop_at and stop_at.search(word.text)):
            break
        if _COUNT.match(word.text) and k != last - 1:
            break  # 一食品工厂: some firm, no name; but 装备工业一司
        if word.tag == "ORG" and words[k + 1].tag in ("LOC", "ORG") and _OTHER_BODY.match(words[k + 1].text):
            break  # 市生态环境局|会同市发展和改革委员会
        first = k
        if _anchor(word):
            anchors.append(k)
        k -= 1
    return Reach(first, last, tuple(sorted(anchors)))


def _matching(words: Words, closing: int, reach: int = 9) -> int | None:
    opener = _PAIRS[words[closing].text]
    for k in range(closing - 1, max(closing - reach, -1), -1):
        if words[k].text == opener:
            return k
        if words[k].text in "。；！？，\n":
            return None
    return None


def nominal(word: Word) -> bool:
    """Whether a word can stand inside a name."""
    if word.blank or word.text in BREAKERS or (len(word.text) == 1 and word.text in "商者家员人厂民业店方们"):
        return False
    if (
        word.tag in INNER_NOUNS
        or word.text in OPENERS
        or word.text in INNER_VERBS
        or word.text in ("国际", "全球", "环球")
        or word.text in COMPASS
    ):
        return True
    return bool(INNER_ADJECTIVES.match(word.text) or ORDINAL.match(word.text))


def _common(word: Word) -> bool:
    return nominal(word) and word.tag not in ("LOC", "ORG", "PER")


def _anchor(word: Word) -> bool:
    return word.tag in ANCHORS or word.text in OPENERS
