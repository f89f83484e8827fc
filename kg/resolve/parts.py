"""Parts of bodies that are plain from their full names: 海关总署统计分析司 beside 海关总署."""

from collections.abc import Mapping
from dataclasses import replace

from kg.records import ArticleFacts, EntityType, Evidence, Mention, Predicate, Relation

_SAME = frozenset("集团 公司 有限公司 股份有限公司 集团公司 集团有限公司 科技 总部 党组 党委".split())
"""What can follow a short name in a longer name of the same body."""


def with_parts(
    facts: ArticleFacts, names: Mapping[Mention, str], page: Mapping[str, Mention]
) -> ArticleFacts:
    """Add a partOf relation for every body of an article whose full name begins with that of another body of the page.

    `names` has the full name of every organization mention of the article, `page` the first mention of every full name.

    Example: with 工业和信息化部 on the page, 工业和信息化部信息通信发展司 is a part of it.
    """
    found: dict[str, Relation] = {}
    for mention in facts.mentions:
        name = names.get(mention, "")
        if mention.type is not EntityType.ORGANIZATION or not name or name in found:
            continue
        wholes = [
            n for n in page if name.startswith(n) and len(name) - len(n) >= 2 and name[len(n) :] not in _SAME
        ]
        if wholes:
            sentence = next(
                ((b, e) for b, e in facts.sentences if b <= mention.begin < e), (mention.begin, mention.end)
            )
            whole = max(wholes, key=len)
            here = next((m for m in facts.mentions if names.get(m) == whole), page[whole])
            if here.article == facts.article.index:
                found[name] = Relation(mention, Predicate.PART_OF, here, Evidence(*sentence, "part.name"))
    return replace(facts, relations=tuple(dict.fromkeys([*facts.relations, *found.values()])))
