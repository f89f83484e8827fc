"""Bodies of other countries that are named like Chinese ones: the 公安部 of 越共中央政治局委员、公安部部长."""

import re
from itertools import pairwise

from kg.extract.titles import TITLE
from kg.knowledge import Known, gazetteer
from kg.records import ArticleFacts, EntityType, Mention

_STATE = "organization/state-council"
_HOME = re.compile(r"place/(?:\d|CN$|HK$|MO$|TW$)")
_JOINED = re.compile(rf"(?:[、和与及兼]|以及|{TITLE.pattern}|新任|党|政府|内阁|国家)*")
"""What stands between two bodies on one list of officials: titles and conjunctions; a verb or a comma ends it."""


def bodies_abroad(facts: ArticleFacts) -> dict[Mention, str]:
    """Map ministries named as China names hers, on a list of another country's officials, to their full names.

    Example: in 会见越南国家主席陈庆山、公安部部长黎文海 the 公安部 is 越南公安部.
    """
    found: dict[Mention, str] = {}
    country: str | None = None
    for before, mention in pairwise(sorted(facts.mentions, key=lambda m: m.begin)):
        between = facts.article.text[before.end : mention.begin]
        if before not in found and before.type is not EntityType.PERSON:
            country = _country(before)
        if not between or not _JOINED.fullmatch(between):
            country = country if before.type is EntityType.PLACE and not between else None
        elif country and before.type is not EntityType.PLACE and _is_ministry(mention):
            found[mention] = country + mention.text
    return found


def _country(mention: Mention) -> str | None:
    """The other country that a mention names, or whose party or government it names or begins with; None for all else."""
    for cut in range(len(mention.text), 1, -1):
        known = _known(mention) if cut == len(mention.text) else _begun(mention.text[:cut])
        if known is None or known.subtype not in ("Country", "GovernmentBody", None):
            continue
        key = known.key if known.subtype == "Country" else known.attributes.get("located_in") or ""
        country = gazetteer().by_key.get(key)
        return country.name if country and country.subtype == "Country" and not _HOME.match(key) else None
    return None


def _begun(text: str) -> Known | None:
    found = gazetteer().lookup(text)
    return found[0] if len(found) == 1 else None


def _is_ministry(mention: Mention) -> bool:
    """Whether a mention is a body of China's State Council by a name that other countries use as well."""
    known = _known(mention)
    return (
        known is not None
        and known.parent == _STATE
        and not mention.text.startswith(("中国", "国家", "国务院", "全国"))
    )


def _known(mention: Mention) -> Known | None:
    if mention.key:
        return gazetteer().by_key.get(mention.key)
    found = [k for k in gazetteer().lookup(mention.text) if k.type is mention.type]
    return found[0] if len(found) == 1 else None
