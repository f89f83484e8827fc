"""Numbers that define a rule of a policy: 最高奖补75%, 不超过3亿元, 1年内."""

import re

from kg.extract.statistics import patterns as p
from kg.extract.statistics.figures import Chain
from kg.extract.statistics.reading import Reading
from kg.records import EntityType, Mention

_STATED = re.compile(r"同比|增长|下降|达到|累计|截至|已|完成|实现|突破|占|去年|今年以来|发放|下达|安排|拨付|下拨|投入|申领|带动")
_POLICY_WORD = re.compile(r"《|办法|通知|公告|规定|细则|条例|政策|标准|补助|补贴|奖补|税|优惠|规则|意见")


_FAR = 600
_STRONG = re.compile(r"《|办法|通知|公告|规定|细则|条例|意见|补贴|补助|奖补")


def is_rule(reading: Reading, chain: Chain) -> bool:
    """Whether the figures of a chain define a rule."""
    clause = reading.text[chain.clause.begin : chain.clause.end]
    around = clause + reading.text[max(chain.sentence.begin, chain.clause.begin - 60) : chain.clause.begin]
    right = chain.right[:6]
    if not _context(reading, chain):
        return False
    if re.match(r"以?内(?![容部外地])", right) and chain.figures[0].unit_kind == "time":
        return True
    if re.search(r"期限为?$|有效期|实施期限", chain.left[-8:]):
        return True
    if chain.figures[0].unit == "%" and re.match(r"[^，。；]{0,8}(?:零关税|关税|免税|税率)", chain.right):
        return True
    if p.RULE_VERB.search(clause) is None:
        return False
    return not _STATED.search(clause) and bool(_POLICY_WORD.search(around) or p.RULE_VERB.search(clause))


def policy_of(reading: Reading, chain: Chain) -> Mention | None:
    """The policy whose rule a chain of figures states: the last one named before it."""
    named = [n for n in reading.names_in(max(0, chain.begin - _FAR), chain.begin) if n.mention.type is EntityType.POLICY]
    return named[-1].mention if named else None


def _context(reading: Reading, chain: Chain) -> bool:
    """Whether the paragraph or the sentence speaks of a policy."""
    sentence = reading.text[chain.sentence.begin : chain.sentence.end]
    before = reading.text[max(0, chain.sentence.begin - 200) : chain.sentence.begin]
    if _POLICY_WORD.search(sentence) or _STRONG.search(before[before.rfind("\n") + 1 :]):
        return True
    near = reading.names_in(max(0, chain.sentence.begin - 400), chain.end)
    return any(n.mention.type is EntityType.POLICY for n in near)
