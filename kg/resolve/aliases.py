"""Short names whose full form the article gives: 宝马 after 宝马集团, 集中查验场 after 海口…集中查验场."""

from collections.abc import Sequence

from kg.records import EntityType, Mention

_TAILS = ("集团有限公司", "股份有限公司", "有限责任公司", "有限公司", "集团股份有限公司", "集团", "公司", "科技", "大学", "银行", "地区", "自治政府")


def fuller_names(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """Map mentions to the full name another mention of the same article and type gives for them.

    Example: with 华远集团 in the article, its 华远 is 华远集团.
    """
    longest: dict[tuple[EntityType, str], str] = {}
    texts = sorted({(m.type, m.name or m.text) for m in mentions if m.type in (EntityType.ORGANIZATION, EntityType.PLACE)}, key=lambda p: (p[0], -len(p[1]), p[1]))
    for kind, text in texts:
        for tail in _TAILS:
            if text.endswith(tail) and len(text) - len(tail) >= 2:
                longest.setdefault((kind, text[: -len(tail)]), text)
    sites = sorted({m.text for m in mentions if m.subtype == "Site"})
    for text in sites:
        longer = [other for other in sites if other != text and other.endswith(text)]
        if len(longer) == 1:
            longest.setdefault((EntityType.PLACE, text), longer[0])
    return {m: longest[m.type, m.text] for m in mentions if m.name is None and (m.type, m.text) in longest}
