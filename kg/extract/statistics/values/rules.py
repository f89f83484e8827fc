"""Numbers that define a rule of a policy: 最高奖补75%, 不超过3亿元, 1年内."""

import re

from kg.extract.statistics import patterns as p
from kg.extract.statistics.reading import Reading
from kg.extract.statistics.values.figures import Chain
from kg.records import EntityType, Mention

_STATED = re.compile(
    r"同比|增长|下降|达到|累计|截至|已|完成|实现|突破|占|去年|今年以来|发放|下达|安排|拨付|下拨|投入|申领|带动"
)
_POLICY_WORD = re.compile(r"《|办法|通知|公告|规定|细则|条例|政策|标准|补助|补贴|奖补|税|优惠|规则|意见")


_FAR = 600
_GRANTED = re.compile(
    r"按照?(?:不(?:超过|高于|低于))?[^，。；]{1,16}给予|(?<!已)给予[^，。；]{0,24}(?:奖励|补助|补贴|补偿|奖补|贴息|资助)|处(?:以)?[^，。；]{0,24}罚款|(?:补助|补贴|奖励)(?:金额)?最高不超过|(?:单个|每个|每家|每户|每人|每辆)[^，。；]{1,10}(?:每年)?最高\d"
)
_FORBIDDEN = re.compile(
    r"(?:范围|公里|米|海里)内(?:禁止|不得|严禁)|一律不予|一律不得|不得(?:超过|高于|低于|少于|多于)"
)
_DUTY = re.compile(r"应当|应(?=[当在于向按设])|不得|必须|(?<!刚)须|方可|可以?申请|提出申请|予以|责令|视为")
_CONDITION = re.compile(r"^(?:及?以上|以下|以内)?的(?![^，。；]{0,6}(?:增|降|升|占))")
_COUNTED_FROM = re.compile(
    r"(?:后|之日起|日起|应当?在|须在|必须在|不得在|届满|期满|到期)$|(?:之日起|应当|须|必须)[^，。；]{0,8}$"
)
_STRONG = re.compile(r"《|办法|通知|公告|规定|细则|条例|意见|补贴|补助|奖补")


def is_rule(reading: Reading, chain: Chain) -> bool:
    """Whether the figures of a chain define a rule."""
    clause = reading.text[chain.clause.begin : chain.clause.end]
    if _targeted(reading, chain):
        return False
    if reading.regulation and not chain.sentence.heading:
        return True
    around = clause + reading.text[max(chain.sentence.begin, chain.clause.begin - 60) : chain.clause.begin]
    right = chain.right[:6]
    if _GRANTED.search(clause) or _FORBIDDEN.search(clause):
        return not _STATED.search(clause)
    if not _context(reading, chain):
        return False
    if re.match(r"以?内(?![容部外地])", right) and chain.figures[0].unit_kind == "time":
        return _COUNTED_FROM.search(chain.left) is not None or bool(_DUTY.search(clause))
    if _CONDITION.match(chain.right) and _DUTY.search(reading.text, chain.end, chain.sentence.end):
        return True
    if re.search(r"期限为?$|有效期|实施期限", chain.left[-8:]):
        return True
    if chain.figures[0].unit == "%" and re.match(r"[^，。；]{0,8}(?:零关税|关税|免税|税率)", chain.right):
        return True
    if p.RULE_VERB.search(clause) is None:
        return False
    return not _STATED.search(clause) and bool(_POLICY_WORD.search(around) or p.RULE_VERB.search(clause))


def _targeted(reading: Reading, chain: Chain) -> bool:
    """到2027年，…不少于3.5人: an aim with a date, not a rule."""
    for time in reading.times_in(chain.sentence.begin, chain.begin):
        before = reading.text[max(chain.sentence.begin, time.begin - 3) : time.begin]
        if (
            time.period is not None
            and time.grain in {"year", "plan", "day"}
            and before.endswith(("到", "力争", "截至"))
        ):
            return True
    return False


def policy_of(reading: Reading, chain: Chain) -> Mention | None:
    """The policy whose rule a chain of figures states: the last one named before it."""
    named = [
        n
        for n in reading.names_in(max(0, chain.begin - _FAR), chain.begin)
        if n.mention.type is EntityType.POLICY
    ]
    return named[-1].mention if named else None


def _context(reading: Reading, chain: Chain) -> bool:
    """Whether the paragraph or the sentence speaks of a policy."""
    sentence = reading.text[chain.sentence.begin : chain.sentence.end]
    before = reading.text[max(0, chain.sentence.begin - 200) : chain.sentence.begin]
    if _POLICY_WORD.search(sentence) or _STRONG.search(before[before.rfind("\n") + 1 :]):
        return True
    near = reading.names_in(max(0, chain.sentence.begin - 400), chain.end)
    return any(n.mention.type is EntityType.POLICY for n in near)
