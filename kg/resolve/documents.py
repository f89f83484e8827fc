"""Short forms of documents within an article: 《办法》 after 《某某管理办法》, 《关于…的通知》 beside its issuer's."""

import re
from collections.abc import Sequence

from kg.knowledge import gazetteer, words
from kg.records import EntityType, Mention

_KINDS = frozenset(words("policy_kinds"))
_TRIAL = re.compile(r"（(?:试行|暂行|修订|修正|20\d\d年版?|20\d\d年修订)）$")
_ISSUER = re.compile(r"(?:国务院|办公厅|办公室|委员会|人民政府|部|局|署|院|行|会)$")


def document_names(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """Map mentions of documents by a short form to the full name that the article gives.

    A bare kind (《办法》) is the document of that kind named last before it, or the only one of the article. A title
    without its place, its issuer or its （试行） is the one full title of the article that has them.

    Example: after 《江州市湿地保护条例》, both 《条例》 and 《湿地保护条例》 are it.
    """
    documents = [m for m in mentions if m.type is EntityType.POLICY]
    titled = [m for m in documents if m.text not in _KINDS]
    found: dict[Mention, str] = {}
    for mention in documents:
        if mention.name is not None or mention.key is not None:
            continue
        full = _of_kind(mention, titled) if mention.text in _KINDS else _longer(mention.text, titled)
        if full:
            found[mention] = found.get(full) or full.name or full.text
    return found


def _of_kind(mention: Mention, titled: Sequence[Mention]) -> Mention | None:
    """The document that a bare kind stands for."""
    alike = [m for m in titled if _TRIAL.sub("", m.name or m.text).endswith(mention.text)]
    before = [m for m in alike if m.end <= mention.begin]
    if before:
        return _longer(before[-1].text, titled) or before[-1]
    return alike[0] if len({m.text for m in alike}) == 1 else None


def _longer(title: str, titled: Sequence[Mention]) -> Mention | None:
    """The one document whose full title is `title` with its place, its issuer or its （试行）."""
    longer = {m.text: m for m in reversed(titled) if m.text != title and _completes(title, m.text)}
    if not longer:
        return None
    best = max(longer, key=len)
    return longer[best] if all(text == best or _completes(text, best) for text in longer) else None


def _completes(title: str, full: str) -> bool:
    core, whole = _TRIAL.sub("", title), _TRIAL.sub("", full)
    if len(core) < 5 or len(full) <= len(title):
        return False
    if core == whole:
        return True
    head = whole.removesuffix(core)
    if head == whole:
        return False
    place = any(k.type is EntityType.PLACE for k in gazetteer().lookup(head))
    return place or (core.startswith("关于") and bool(_ISSUER.search(head)))
