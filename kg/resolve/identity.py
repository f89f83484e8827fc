"""The keys of entities that no seed table knows: pure functions of what the text says, so that graphs merge by union."""

import re
import unicodedata
from hashlib import sha256

from kg.records import EntityType

_DIGITS = 16
_DOTS = re.compile(
    "[\u2022\u2027\u2219\u22c5\u30fb\uff65\u00b7]"
)  # • ‧ ∙ ⋅ ・ ･ ·: one sign in names like 托卡耶夫·卡西姆
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_HAN = re.compile(f"[{_HAN}]")
_CJK_BLANK = re.compile(rf"(?<=[{_HAN}（）])\s+|\s+(?=[{_HAN}（）])")
_WIDE = str.maketrans("()", "（）")


def normal_name(name: str) -> str:
    """Return the form of a name that identity is taken from, also fit as its label.

    NFKC (full-width letters and digits become narrow), one kind of middle dot; in a Chinese name full-width brackets
    and no blanks beside Chinese characters (the layout pads names), else single blanks. Raises ValueError when nothing
    is left.

    Example: 唐　强 → 唐强; Ｃ９１９ 项目(二期) → C919项目（二期）.
    """
    normal = _DOTS.sub("·", unicodedata.normalize("NFKC", name))
    if _HAS_HAN.search(normal):
        normal = _CJK_BLANK.sub("", normal.translate(_WIDE))
    normal = " ".join(normal.split())
    if not normal:
        raise ValueError(f"name {name!r} holds nothing but blanks")
    return normal


def entity_key(type: EntityType, name: str) -> str:
    """Return the key of an organization, place, policy or event by its type and full name.

    Two spellings with one normal form have one key; a person needs more than a name: see `person_key`.

    Example: `entity_key(EntityType.ORGANIZATION, "某某市商务局")` is `organization/` and 16 hex digits.
    """
    return f"{type.lower()}/{_digest(normal_name(name))}"


def person_key(name: str, *, organization: str | None = None, article: str | None = None) -> str:
    """Return the key of a person by name and the organization of the post named with it, else by name and article.

    `organization` is the key of that organization; `article` says which article it is on any machine (`<sha256 of the
    page>/a1`) and is used only without an organization. Raises ValueError when both are missing: two people of one
    name must stay two until there is evidence.

    Example: 李明 of `organization/most` and 李明 of `organization/mofcom` are two people.
    """
    if organization is not None:
        anchor = ("organization", organization)
    elif article is not None:
        anchor = ("article", article)
    else:
        raise ValueError(f"person {name!r} has neither an organization nor an article to be told apart by")
    return f"person/{_digest(normal_name(name), *anchor)}"


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:_DIGITS]
