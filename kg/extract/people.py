"""Persons: bylines, the tagger's names joined and checked, foreign names with · or -, names beside a title."""

import itertools
import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.phrases import BREAKERS
from kg.extract.titles import TITLE, title_at
from kg.extract.words import Words
from kg.knowledge import transcribing
from kg.knowledge import words as word_list
from kg.records import Article, EntityType

PERSON = EntityType.PERSON
TRANSCRIBING = transcribing("foreign")
"""Characters of foreign names: 玛格达莱娜."""
_PARTS = TRANSCRIBING | transcribing("minority")
"""Characters of the parts of a name with ·: 艾合买提·依明江."""

_HAN = "\u4e00-\u9fff"
_JOINTS = "·•・．‐-"
_JOINED = re.compile(rf"(?<=[{_HAN}A-Za-z.])[{_JOINTS}](?=[{_HAN}A-Za-z])")
_NOT_PERSON = re.compile(r"[\d%。，、；：（）()《》“”!！?？\s]|[市县区省局部委会厅院校站港]$")


def people(words: Words, article: Article) -> Iterator[Candidate]:
    """Yield candidates for persons.

    Example: （记者李明 王小红） gives two by the byline, 安娜·维尔塔宁宁 one although the tagger cuts it.
    """
    for byline in article.bylines:
        yield Candidate(byline.begin, byline.end, PERSON, None, "person.byline", 3, byline.name)
    yield from _foreign(words)
    yield from _tagged(words)
    yield from _titled(words)
    yield from _titled_in_list(words)
    yield from _appointed(words)
    yield from _speaking(words)
    yield from _listed(words)


_SPEAKS = "介绍|表示|说|告诉|认为|指出|坦言|称|透露|强调|带领|出席|主持|致辞"


def _titled(words: Words) -> Iterator[Candidate]:
    """A name between a title and a verb of saying that the tagger took for a word: 副科长|祝愿|介绍."""
    for title in TITLE.finditer(words.text):
        match = _NAME_SPEAKS.match(words.text, title.end())
        if (
            match
            and words.aligned(*match.span("name"))
            and match.group("name").startswith(word_list("surnames"))
        ):
            inside = words.between(*match.span("name"))
            if not any(
                w.tag in ("d", "c", "r", "m", "TIME", "f") or w.text in BREAKERS for w in inside
            ) and not (inside[0].tag == "p" and inside[-1].tag == "PER"):
                yield Candidate(*match.span("name"), PERSON, None, "person.titled", 2)


_TITLED_END = re.compile(
    rf"(?P<name>[{_HAN}]{{2,3}}?)(?=[，、；。]|与|和|同|在|等|出席|主持|参加|会见|代表|带队|一行|率)"
)


def _titled_in_list(words: Words) -> Iterator[Candidate]:
    """A name that is an ordinary word or that the tagger cut, among others behind titles: 副书记庄严，副省长王晓."""
    named = {b for b, _, label in words.names if label == "PER" and title_at(words, b)}
    for title in TITLE.finditer(words.text):
        match = _TITLED_END.match(words.text, title.end())
        if match is None or not words.aligned(*match.span("name")) or not _personal(match.group("name")):
            continue
        begin, end = words.sentence(title.start())
        company = sum(begin <= b < end for b in named)
        inside = words.between(*match.span("name"))
        proper = len(inside) > 1 or inside[0].tag in ("a", "an", "ad", "nz", "LOC", "ORG", "nw")
        if (
            company
            and proper
            and not any(
                w.text in BREAKERS or w.tag in ("r", "m", "TIME", "f", "p", "c", "v", "vn", "w")
                for w in inside
            )
        ):
            yield Candidate(*match.span("name"), PERSON, None, "person.titled", 2)


_NOTICES = frozenset(word_list("policy_kinds")) | {"公告", "声明", "启事", "目录", "通告", "简讯"}
"""Words that headlines pad with blanks as lists pad names: 公　告."""

_APPOINTED = (
    re.compile(rf"(?:任命|聘任|提名|决定|选举)(?P<name>[{_HAN}]{{2,4}}?)(?:同志)?为"),
    re.compile(
        rf"(?:免去|撤销|罢免)(?P<name>[{_HAN}]{{2,4}}?)(?:同志)?(?:的|担任的)[^。；\n]{{2,40}}(?:职务|一职)"
    ),
    re.compile(
        rf"(?<![{_HAN}])(?P<name>[{_HAN}] {{1,2}}[{_HAN}])(?![{_HAN}])"
    ),  # 高　远, padded to fill a column
)
_CLAUSE_SPEAKER = re.compile(
    rf"(?:^|(?<=[，。；”！？\n]))(?P<name>[{_HAN}]{{2,4}}?)(?=(?:介绍说|告诉记者|表示|认为|坦言|介绍道|说)[，：“。])"
)


def _appointed(words: Words) -> Iterator[Candidate]:
    """Names in the frames of appointments and in columns of padded names, where the tagger cut them."""
    for pattern in _APPOINTED:
        for match in pattern.finditer(words.text):
            if _personal(match.group("name").replace(" ", "")):
                yield Candidate(
                    *match.span("name"),
                    PERSON,
                    None,
                    "person.appointed",
                    3,
                    match.group("name").replace(" ", ""),
                )


def _speaking(words: Words) -> Iterator[Candidate]:
    """A clause that is only a name and a verb of saying: ”方既白说。"""
    for match in _CLAUSE_SPEAKER.finditer(words.text):
        inside = words.between(*match.span("name"))
        cut = (
            len(inside) > 1
            and not any(w.text in BREAKERS for w in inside)
            and not any(w.tag in ("r", "p", "c", "TIME", "m", "f", "vn") for w in inside)
        )
        if (
            cut
            and words.aligned(*match.span("name"))
            and _personal(match.group("name"))
            and len(inside[0].text) < 3
        ):
            yield Candidate(*match.span("name"), PERSON, None, "person.speaking", 1)


_LISTED = re.compile(r"(?<=、)[^，。；：、！？（）“”《》\s]{2,12}?(?=、|等|出席|参加|会见|到会|当庭)")
_ITEM = re.compile(rf"[{_HAN}]{{2,4}}$|[{_HAN}]{{1,6}}·[{_HAN}]{{1,8}}$")


def _listed(words: Words) -> Iterator[Candidate]:
    """Names in a list of persons that the tagger cut or missed: 副主任周文、向巴|平措、牛文举、艾力更·依明巴海出席."""
    persons = {(b, e) for b, e, label in words.names if label == "PER"}
    for match in _LISTED.finditer(words.text):
        begin, end = match.span()
        known = begin > 2 and any(e == begin - 1 for _, e in persons)
        if (begin, end) in persons or not known or not _ITEM.match(match.group()):
            continue
        inside = words.between(begin, end)
        ordinary = any(
            w.text in BREAKERS or (w.tag in ("TIME", "m", "r", "LOC", "ORG") and len(inside) == 1)
            for w in inside
        )
        named = any(w.tag == "PER" for w in inside) or _personal(match.group())
        if named and not ordinary and not TITLE.search(match.group()) and words.aligned(begin, end):
            persons.add((begin, end))
            yield Candidate(begin, end, PERSON, None, "person.listed", 3)


def _personal(name: str) -> bool:
    """Whether a string is a surname and one or two more characters."""
    surname = next((s for s in word_list("surnames") if name.startswith(s)), "")
    return bool(surname) and 0 < len(name) - len(surname) <= 2 and name not in _NOTICES


_NAME_SPEAKS = re.compile(rf"(?P<name>[{_HAN}]{{2,3}}?)(?={_SPEAKS})")


def _foreign(words: Words) -> Iterator[Candidate]:
    """Names in parts (卡特琳娜·奥尔森) that the tagger cut: persons joined by ·, - or nothing are one."""
    persons = [(b, e) for b, e, label in words.names if label == "PER"]
    for match in _JOINED.finditer(words.text):
        begin, end = _part_before(words, match.start(), persons), _part_after(words, match.end(), persons)
        if begin < match.start() and match.end() < end and any(b < end and begin < e for b, e in persons):
            yield Candidate(begin, end, PERSON, None, "person.foreign", 3)
    for (begin, end), (after, last) in itertools.pairwise(persons):
        if end == after and _transcribed(words.text[begin:end]) and _transcribed(words.text[after:last]):
            yield Candidate(begin, last, PERSON, None, "person.foreign", 3)


def _part_before(words: Words, joint: int, persons: list[tuple[int, int]]) -> int:
    """Begin of the name part that ends at `joint`, with the parts joined before it."""
    begin = joint
    while True:
        inside = next(((b, e) for b, e in persons if b < begin <= e), None)
        if inside:
            begin = inside[0]
            touching = next(
                ((b, e) for b, e in persons if e == begin and _transcribed(words.text[b:e])), None
            )
            begin = touching[0] if touching else begin
        else:
            stop = begin
            while stop > 0 and words.text[stop - 1] in _PARTS and begin - stop < 7:
                stop -= 1
            while stop < begin and not words.starts(stop):
                stop += 1
            begin = stop
        if begin > 1 and words.text[begin - 1] in _JOINTS and words.text[begin - 2] in _PARTS:
            begin -= 1
            continue
        return begin


def _part_after(words: Words, joint: int, persons: list[tuple[int, int]]) -> int:
    """End of the name part that begins at `joint`, with the parts joined after it."""
    end = joint
    while True:
        inside = next(((b, e) for b, e in persons if b <= end < e), None)
        if inside:
            end = inside[1]
        else:
            start = end
            while end < len(words.text) and words.text[end] in _PARTS and end - start < 7:
                end += 1
            while end > start and not words.ends(end):
                end -= 1
        if end + 1 < len(words.text) and words.text[end] in _JOINTS and words.text[end + 1] in _PARTS:
            end += 1
            continue
        return end


def _transcribed(text: str) -> bool:
    letters = [c for c in text if c not in _JOINTS]
    return len(letters) > 1 and sum(c in TRANSCRIBING for c in letters) >= 0.75 * len(letters)


def _tagged(words: Words) -> Iterator[Candidate]:
    for begin, end, label in words.names:
        if label != "PER":
            continue
        text = words.text[begin:end]
        core = text.strip(" \u3000·•-")
        begin += text.find(core) if core else 0
        if _CONJUNCTION.search(core) and _NEXT_PERSON.match(words.text, begin + len(core)):
            core = core[:-1]
        if _DOCUMENT_NUMBER.match(words.text, begin + len(core)) or _named_storm(words, begin, core):
            continue
        core += _lost_character(words, begin, core)
        lost = _lost_surname(words, begin, core)
        begin, core = begin - lost, words.text[begin - lost : begin + len(core)]
        if (
            plausible(core)
            and not _SIDE.fullmatch(core)
            and not _ordinary(words.text, begin, core)
            and core not in word_list("read_not_names")
            and not _LETTERS.fullmatch(core)
            and not _quoted_phrase(words, begin, begin + len(core))
        ):
            yield Candidate(begin, begin + len(core), PERSON, None, "person.tagged", 1)


_CONJUNCTION = re.compile(rf"^[{_HAN}]{{2}}[和与及]$")
_NEXT_PERSON = re.compile(r"(?:时任|现任|前任|原任)")
"""What follows a conjunction that the tagger drew into the name before it: 吴明和|时任财长."""

_LETTERS = re.compile(r"[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙]{2,}")
"""A run of province letters, which the tagger may take for a name: 苏浙皖."""


_SIDE = re.compile(
    r"[中美俄英法德日韩朝印巴伊叙以土乌埃沙越菲泰缅马新澳加欧北]{1,2}(?:[方军媒警籍]|[两三四五六]国)|中[拉非美日俄欧阿]|[日菲韩美]中"
)
"""Words for a country's side or army, which the tagger may take for names: 伊军, 波方."""
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,2}[〔\[［【]\s?\d{4}")
"""What follows the letters of a document's number, which the tagger may take for a name: 云政发|〔2026〕8号."""

_DRAWN_ETC = re.compile(
    r"(?P<last>[平同高初均优上中下])等(?=出席|参加|陪同|会见|参与|一同|一起|先后|领导|人员)"
)
"""The last character of a name that the tagger drew into a word with 等: 秘书长韩兆|平等|参加."""

_STORM = re.compile(r"(?:台风|飓风|热带风暴|热带低压|气旋|风暴|寒潮)“?$")


_PEOPLE = re.compile(r"人(?!民|士|员|物|士|权|口|才)|族(?![长群])|语|教派|裔")
_NAMELESS = re.compile(r"[\u4e00-\u9fff]{1,2}某{1,2}[甲乙丙丁]?")
"""What stands for a name that is kept back: 李某, 欧阳某某."""
_LOYAL = re.compile(r"(?:对|为|向|跟|听|入|爱|建|从|忠于)$")


def _ordinary(text: str, begin: int, core: str) -> bool:
    """Whether a name is that of a people (罗兴亚|人) or the begin of a phrase on the Party (对|党忠诚)."""
    people = len(core) > 2 and sum(c in TRANSCRIBING for c in core) >= 0.6 * len(core)
    loyal = core[0] == "党" and _LOYAL.search(text[max(0, begin - 2) : begin]) is not None
    return (
        loyal
        or _NAMELESS.fullmatch(core) is not None
        or (people and _PEOPLE.match(text, begin + len(core)) is not None)
    )


def _lost_character(words: Words, begin: int, core: str) -> str:
    """The last character of a name of two that the tagger drew into the next word."""
    match = _DRAWN_ETC.match(words.text, begin + len(core))
    titled = match is not None and len(core) == 2 and title_at(words, begin) is not None
    return match.group("last") if match and titled else ""


def _named_storm(words: Words, begin: int, core: str) -> bool:
    """Whether the name in marks is that of a storm: 台风“海鸥”, and “海鸥” again in the same article."""
    if words.text[begin - 1 : begin] != "“":
        return False
    return any(
        _STORM.search(words.text[max(0, match.start() - 5) : match.start()])
        for match in re.finditer(f"“{re.escape(core)}”", words.text)
    )


def _lost_surname(words: Words, begin: int, core: str) -> int:
    """1 where the character before a two-character name is its surname: 参赞席|慕远."""
    if len(core) != 2 or begin < 2 or core.startswith(word_list("surnames")):
        return 0
    word = words[words.at(begin - 1)]
    single = (
        word.text in word_list("surnames")
        and len(word.text) == 1
        and word.tag not in ("p", "c", "u", "r", "w", "d")
    )
    return int(single)


def _quoted_phrase(words: Words, begin: int, end: int) -> bool:
    """Whether the tagger took the first word of a quoted phrase for a person: “向东|看”."""
    closing = words.text.find("”", end, end + 8)
    return (
        words.text[begin - 1 : begin] == "“"
        and closing > end
        and not re.search(r"[，。！？：]", words.text[end:closing])
    )


def plausible(name: str) -> bool:
    """Whether a string can be a person's name: a surname and one or two characters, or a transliteration.

    Example: 李明, 欧阳春晓 and 奥尔森 can, 一带一路 cannot.
    """
    bare = re.sub(r"[\s\u3000]", "", name)
    if len(bare) < 2 or _NOT_PERSON.search(bare):
        return False
    surname = next((s for s in word_list("surnames") if bare.startswith(s)), "")
    if surname and len(bare) <= len(surname) + 2:
        return True
    return "·" in bare or (len(bare) >= 2 and sum(c in TRANSCRIBING for c in bare) >= len(bare) * 0.75)
