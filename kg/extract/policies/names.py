"""Policies by name: documents in 《》, plan periods, named actions and plans without marks, laws the seeds know."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.words import Words
from kg.knowledge import gazetteer, read_table
from kg.knowledge import words as word_list
from kg.records import EntityType
from kg.resources import folder

POLICY = EntityType.POLICY

_KINDS = {row["kind"]: row["subtype"] for row in read_table(folder("seeds") / "words" / "policy_kinds.tsv")}
_KIND = "|".join(re.escape(k) for k in word_list("policy_kinds"))
_KIND_END = re.compile(rf"(?:{_KIND})(?:[（(][^（）()]{{1,12}}[）)])*$")

_MARKED = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})*)》")

_TITLE_LINE = re.compile(
    r"(?:^|(?<=\n))[\u4e00-\u9fff、（） 　]{0,60}?关于[^\n，。；：！？]{4,80}?的?(?:通知|意见|决定|公告|批复|通告|复函|函|办法|规定|方案)(?:（[^（）\n]{2,20}）)?(?=\n|$)"
)

_ARTICLES = re.compile(r"(?:^|\n)[\s　]*第[一1][条章]")
_OWN_TITLE = re.compile(
    r"(?:^|(?<=\n))[ 　]*(?P<name>[\u4e00-\u9fff、·\d]{4,50}?(?:条例|办法|规定|细则|规则|章程|准则|规程)(?:（[^（）\n]{2,12}）)?)[ 　]*(?=\n)"
)
"""The title line of a regulation that the page itself is, without marks: 海州市港口条例, above its articles."""

_PLAN_KINDS = (
    "行动计划|行动方案|实施方案|建设方案|改革方案|总体方案|重大专项|规划|行动|工程|计划|战略|倡议|政策|新政"
)
_QUOTED = re.compile(rf"“[^“”。；\n]{{2,24}}”[^“”，。；、！？\s的等]{{0,12}}?(?:{_PLAN_KINDS})")
_INSIDE = re.compile(r"(?<=“)[^“”，。；、\s]{2,16}(?:行动|工程|计划|战略|倡议)(?=”)")

_TRIGGERS = "组织实施|深入实施|全面实施|加快实施|实施好|实施|开展|启动|制定|制订|出台|印发|批复|修订|颁布|公布|发布|审议通过|通过|执行|推出|推行|落实|贯彻|针对|列入|纳入"
_BODY = r"(?:[^，。；、：！？“”《》\s的了着和将被把对在从向]|(?<=[\u4e00-\u9fff])[、和与](?=[\u4e00-\u9fff]))"
_NAMED = re.compile(
    rf"(?:{_TRIGGERS})(?:好|了|的)?(?P<name>{_BODY}{{4,34}}?(?:行动计划|行动|工程|战略|条例|重大专项|目录|指引|(?<=[\u4e00-\u9fff]{{8}})政策))(?=[，。；、：！？\s（(]|$|和|及|以来|等)"
)
_DECIDED = re.compile(
    r"(?:出台|制定|制订|印发|下发|发布|公布|通过|作出|颁布|修订)(?:了|的)?(?P<name>(?:关于)?[^，。；：“”《》\s]{6,40}的(?:决定|意见|办法|规定|通知|方案|条例|公告|决议|若干措施))(?=[，。；、：！？\s（(]|$)"
)
_PACKAGE = re.compile(
    r"(?:确定|推出|出台|制定|实施|发布|公布|部署|推进)(?:了)?(?P<name>[^，。；：、“”《》\s的了]{2,14}(?:、[^，。；：、“”《》\s的了]{2,14}){0,2}的?一揽子(?:增量)?政策(?:和接续政策)?(?:措施)?)"
)
"""Packages named by their purpose: 稳经济一揽子政策措施."""
_GENERIC = re.compile(
    r"^(?:有关|相关|一系列|各项|多项|这些|上述|具体|专门|一揽子|若干|该|本|新的?|重大|重点|国家|地方|产业|经济|财政|货币|税收|优惠|惠企|外贸|稳外贸|[一二两三四五六七八九十\d]+[大项个](?:重点|重大)?)*(?:政策|行动|工程|战略|计划|规划|方案|措施|条例|目录|项目|重大工程|重点工程|工作方案|建设)+$"
)

_PERIOD = re.compile(
    r"“(?P<quoted>[一二三四五六七八九十]{1,2}五)”(?P<plan>规划(?!期))?|(?<![\u4e00-\u9fff“])(?P<bare>[一二三四五六七八九十]{1,2}五)(?=时期|规划|期间|以来|开局|末|收官)"
)
_BELT_NAME = re.compile(r"“一带一路”(?:重大|合作)?(?:倡议|战略)")
_BELT = re.compile(r"共建“一带一路”|(?<=“)一带一路(?=”)|(?<!“)一带一路(?!”)")


_PREDICATES = frozenset(
    "是 为 将 在 本身 属于 成为 作为 有 称 叫 等 使 让 推动 推进 实施 开展 启动 落实".split()
)
"""Words that cannot stand between a quoted name and its kind: “互联互通”是长线政策."""


def policies(words: Words) -> Iterator[Candidate]:
    """Yield candidates for policies in a document.

    Example: 《农村供水保障行动计划》 without its marks, “十五五”规划 with them, 数字乡村建设专项行动 after 实施.
    """
    yield from _marked(words.text)
    yield from _known(words)
    for match in _TITLE_LINE.finditer(words.text):
        yield _named(*match.span(), match.group())
    if _ARTICLES.search(words.text):
        for match in _OWN_TITLE.finditer(words.text):
            yield _named(*match.span("name"), match.group("name"))
    yield from _periods(words.text)
    for match in _BELT.finditer(words.text):
        yield Candidate(
            match.start(), match.end(), POLICY, "Plan", "policy.known", 3, "共建“一带一路”", _key("一带一路")
        )
    for match in _QUOTED.finditer(words.text):
        if any(
            w.tag in ("d", "p", "r", "PER", "u") or w.text in _PREDICATES
            for w in words.between(match.start() + match.group().rindex("”") + 1, match.end())
        ):
            continue
        belt = _BELT_NAME.fullmatch(match.group())
        yield Candidate(
            match.start(),
            match.end(),
            POLICY,
            "Plan" if belt else subtype_of(match.group()),
            "policy.known" if belt else "policy.quoted",
            3,
            "共建“一带一路”" if belt else None,
            _key("一带一路") if belt else None,
        )
    for match in _INSIDE.finditer(words.text):
        yield Candidate(match.start(), match.end(), POLICY, subtype_of(match.group()), "policy.quoted", 2)
    for match in _PACKAGE.finditer(words.text):
        yield Candidate(*match.span("name"), POLICY, None, "policy.package", 2)
    for match in _DECIDED.finditer(words.text):
        yield _named(*match.span("name"), match.group("name"))
    for match in _NAMED.finditer(words.text):
        name = match.group("name")
        if (
            not _GENERIC.match(name)
            and not _SEVERAL.search(name)
            and (len(name) >= 10 or not name.endswith("政策"))
        ):
            yield _named(*match.span("name"), name)
            yield from _listed(words.text, match.end("name"))


_SEVERAL = re.compile(r"[、和与].*等(?:工程|行动|战略|政策)$")
"""What ends a list of measures, which is no name: 石漠化治理、水土保持等工程."""


def _named(begin: int, end: int, name: str) -> Candidate:
    return Candidate(begin, end, POLICY, subtype_of(name), "policy.named", 2)


def _listed(text: str, end: int) -> Iterator[Candidate]:
    """What goes on a list that a named policy began: …专项行动、…改造工程等."""
    while (match := _NEXT.match(text, end)) and not _GENERIC.match(match.group("name")):
        yield _named(*match.span("name"), match.group("name"))
        end = match.end("name")


_NEXT = re.compile(
    r"[、和](?P<name>[^，。；、：！？“”《》\s的了]{3,30}?(?:行动计划|行动|工程|战略|重大专项))(?=[，。；、：！？\s（(]|$|和|及|等)"
)


def subtype_of(name: str) -> str | None:
    """Subtype by the kind a name ends with: 管理办法（试行） → Regulation; None for the guideline's Other."""
    match = _KIND_END.search(name)
    if not match:
        return None
    kind = re.match(_KIND, match.group())
    subtype = _KINDS[kind.group()] if kind else "Other"
    return None if subtype == "Other" else subtype


def is_document(title: str) -> bool:
    """Whether what stands in 《》 is a policy and no book, paper or report."""
    return bool(_KIND_END.search(title)) or any(k.type is POLICY for k in gazetteer().lookup(title))


def _marked(text: str) -> Iterator[Candidate]:
    for match in _MARKED.finditer(text):
        if is_document(match.group(1)) and not _work(text, match):
            yield Candidate(
                match.start(1), match.end(1), POLICY, subtype_of(match.group(1)), "policy.marked", 3
            )


_WORK_BEFORE = re.compile(
    r"(?:小说|图书|电影|影片|专著|著作|诗集|散文集?|歌曲|电视剧|纪录片|话剧|京剧|舞剧|画作|剧本|作品|杂文|诗歌)(?:是|为)?$"
)
_WORK_AFTER = re.compile(r"^(?:等)?(?:小说|一书|一文|电影|影片|剧本|诗集|歌曲|电视剧|纪录片|话剧)")


def _work(text: str, match: re.Match[str]) -> bool:
    """Whether the text calls what stands in 《》 a work of art or a book: 长篇小说《守塔令》."""
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 5]
    return bool(_WORK_BEFORE.search(before) or _WORK_AFTER.match(after))


def _known(words: Words) -> Iterator[Candidate]:
    for begin, end, items in gazetteer().scan(words.text):
        found = [k for k in items if k.type is POLICY]
        if found and words.starts(begin):
            one = found[0] if len(found) == 1 else None
            yield Candidate(
                begin,
                end,
                POLICY,
                found[0].subtype,
                "policy.known",
                3,
                one.name if one else None,
                one.key if one else None,
            )


def _periods(text: str) -> Iterator[Candidate]:
    for match in _PERIOD.finditer(text):
        numeral = match.group("quoted") or match.group("bare")
        number = numeral[:-1]
        if not number:
            continue
        name = f"国民经济和社会发展第{number}个五年规划"
        begin, end = match.span("quoted") if match.group("quoted") else match.span("bare")
        if match.group("plan"):
            begin, end = match.start(), match.end("plan")
        yield Candidate(begin, end, POLICY, "Plan", "policy.period", 3, name, _key(name))


def _key(name: str) -> str | None:
    found = gazetteer().lookup(name)
    return found[0].key if found else None
