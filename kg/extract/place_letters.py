"""Places named by one character: 在京召开, 沪苏浙皖, 中匈两国, 中、日、韩, 俄外长."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.words import Words
from kg.knowledge import Known, gazetteer
from kg.records import EntityType

PLACE = EntityType.PLACE

_FRAMES = (
    re.compile(
        r"(?<=[在来赴抵离进返驻访留旅])(?P<n>[京沪津渝粤浙苏鲁豫鄂湘皖赣闽冀晋陕甘藏桂琼川黔滇辽澳台华]|(?<=[来赴在访留])港)(?=[召举考调出会开参访投设工学期办经留旅企就成落揭启签挂亮闭建打发]|[，。、；]|的|市民|群众|举行|召开|投资|外资|企业)"
    ),
    re.compile(
        r"(?<=[在赴访来驻])(?P<n>[美英法德俄日韩澳加])(?=上市|投资|留学|学习|访问|生活|工作|企业|出席|考察|发表|期间|举行|销售|建厂|设厂|召开|进行)"
    ),
    re.compile(r"(?<=[对与同])(?P<n>[美欧非日韩俄英法德印拉])(?=[进出贸投关合援]|盟?贸易)"),
    re.compile(r"(?<=[对来访驻在])(?P<n>华)(?=[进出贸投外合友政关企经访资商]|$|[，。、])"),
)
COUNTRIES = re.compile(r"[中美俄英法德日韩印欧澳加巴越朝菲泰蒙哈]{2,4}")
ABBREVIATED = re.compile(
    r"[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙深穗蓉杭甬汉]{2,4}"
)
_ABBREVIATIONS = "京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙深穗蓉杭甬汉"
_PROVINCE_RUN = re.compile(rf"(?:[{_ABBREVIATIONS}](?:、(?=[{_ABBREVIATIONS}]))?){{2,}}")
_COUNTRY_PAIR = re.compile(
    r"(?<![\u4e00-\u9fff\d])(?P<a>[中美俄英法德日韩欧印])(?P<b>(?!(?P=a))[中美俄英法德日韩欧印非])(?=[两双关经贸合友战元首领建高外互首间等之消])"
)


_LETTERS = "白摩苏赞莫卢喀津厄哥古委黎约卡科爱丹挪冰奥保罗克拉非美英法德俄日韩印欧澳加巴越朝沙以乌匈捷塞哈吉塔柬老缅马新泰尼斯孟埃南智秘墨波希瑞荷比意西葡土伊蒙阿利肯坦刚芬瑙"
"""Characters that stand for countries beside 中; which country one stands for may depend on the article."""

COUNTRY_LETTERS = re.compile(rf"中[{_LETTERS}]|[{_LETTERS}]中")
"""China and another country by their letters: 中波, 波中."""

_WITH_CHINA = re.compile(
    rf"(?:(?P<a>中)(?P<b>[{_LETTERS}])|(?P<c>[{_LETTERS}])(?P<d>中))"
    r"(?=两国|各领域|传统|在[^，。；]{0,12}领域|务实|互信|双边|双方|关系|建交|友好|友谊|人文|文化交流|经贸|贸易|边境|战略|全面|投资|合作|两军|元首|外长|自贸|媒体|企业|民间)"
)
_ABROAD = re.compile(
    rf"(?<=[旅驻访赴])(?P<n>[{_LETTERS}])(?=华人|华侨|侨胞|侨界|侨领|中资|中国|大使|使馆|总领事|同胞|留学)"
)
_COUNTRY_LIST = re.compile(
    r"(?P<run>[中美俄英法德日韩印欧澳加](?:、[中美俄英法德日韩印欧澳加]){1,5})(?P<more>[两三四五六]国|等国)?"
)
_OF_COUNTRY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[和与及]))(?P<n>[美英法德俄日韩印澳加乌匈捷塞埃缅泰越柬朝伊以])"
    r"(?=总统|总理|首相|外长|外相|财长|防长|国务卿|国防部|外交部|财政部|商务部|媒体|官员|议员|国会|参议院|众议院|央行|政府|驻华|军方|副总统|副总理|国防|内政|体育部|卫生部|文化部|教育部|能源部|经济部)"
)


def place_letters(words: Words) -> Iterator[Candidate]:
    """Yield places named by one character where a frame supports it.

    Example: 在京召开 gives 京, 中匈两国 two countries, 中、日、韩 three.
    """
    named = _named_countries(words)
    yield from _framed(words, named)
    yield from _of_article(words, named)
    yield from _by_word(words, named)


_MOVES = frozenset("在来赴抵离进返驻留入援旅居")


def _home(words: Words, letter: str) -> bool:
    """Whether the article names the province of that letter: 澳 is Australia only where Macao is not named."""
    provinces = [k for k in gazetteer().guarded(letter) if k.subtype == "Province"]
    return any(name in words.text for known in provinces for name in known.names)


def _by_word(words: Words, named: dict[str, list[Known]]) -> Iterator[Candidate]:
    """Letters that the segmenter sees behind a preposition or a verb of moving: 在|京|倡议, 从武汉|入川|旅客."""
    for word in words:
        letter = word.text[-1]
        if letter not in _ABBREVIATIONS + "港澳台" + _LETTERS:
            continue
        abroad = word.text == letter and word.tag == "LOC" and len(named.get(letter, ())) == 1
        if abroad and letter in _LETTERS and not _home(words, letter):
            yield from _one(word.begin, letter, named, "place.frame")
            continue
        moved = len(word.text) == 2 and word.text[0] in _MOVES and word.tag in ("v", "vn", "vd")
        stays = (
            word.text == letter and word.tag == "LOC" and words.text[word.begin - 1 : word.begin] in _MOVES
        )
        if moved or (stays and word.begin):
            yield from _guarded(word.end - 1, letter, "place.frame")


def _of_article(words: Words, named: dict[str, list[Known]]) -> Iterator[Candidate]:
    """Letters that stand for a country which the article may name in full: 中巴关系 beside 巴西."""
    for match in _WITH_CHINA.finditer(words.text):
        letter = match.group("b") or match.group("c")
        if letter in "拉非欧" and words.starts(match.start()):
            for group in ("a", "b") if match.group("b") else ("c", "d"):
                yield from _guarded(match.start(group), match.group(group), "place.pair")
        elif words.starts(match.start()) and (named.get(letter) or len(_countries(letter)) == 1):
            for group in ("a", "b") if match.group("b") else ("c", "d"):
                yield from _one(match.start(group), match.group(group), named, "place.pair")
    yield from _pairs(words, named)
    for frame in (_ABROAD, _OF_COUNTRY):
        for match in frame.finditer(words.text):
            yield from _one(match.start("n"), match.group("n"), named, "place.frame")
    for match in _COUNTRY_LIST.finditer(words.text):
        letters = match.group("run").split("、")
        if len(set(letters)) == len(letters) and (len(letters) > 2 or match.group("more")):
            for position, letter in enumerate(letters):
                yield from _one(match.start() + 2 * position, letter, named, "place.run")


_PAIR = re.compile(
    rf"(?P<a>[{_LETTERS}])(?P<b>[{_LETTERS}])(?=边境|边界|两国|双边|双方|关系|贸易|合作|元首|战争|冲突|会谈)|"
    rf"(?P<c>[{_LETTERS}])、(?P<d>[{_LETTERS}])(?=[均都两双等]|国)|(?P<e>[{_LETTERS}])(?=方)"
)


def _pairs(words: Words, named: dict[str, list[Known]]) -> Iterator[Candidate]:
    """Letters of countries that the article names in full: 泰马边境, 缅、孟均拒绝, 波方."""
    for match in _PAIR.finditer(words.text):
        groups = {g: letter for g, letter in match.groupdict().items() if letter}
        side = "e" in groups
        sure = all(len(named.get(letter, ())) == 1 for letter in groups.values())
        if not sure or not words.starts(match.start()):
            continue
        if side and words.ends(match.end() + 1):
            known = named[groups["e"]][0]
            yield Candidate(
                match.start(), match.end() + 1, PLACE, "Country", "place.side", 2, known.name, known.key
            )
        elif not side and len(set(groups.values())) == 2:
            for group, letter in groups.items():
                yield from _one(match.start(group), letter, named, "place.pair")


def _named_countries(words: Words) -> dict[str, list[Known]]:
    """The countries that the article names in full, by the first character of the name."""
    found: dict[str, list[Known]] = {}
    for begin, end, items in gazetteer().scan(words.text):
        for known in items:
            if known.subtype == "Country" and end - begin > 1 and known.name != "中国":
                same = found.setdefault(words.text[begin], [])
                same += [known] if known not in same else []
    return found


def _countries(letter: str) -> list[Known]:
    return [k for k in gazetteer().guarded(letter) if k.subtype == "Country"]


def _one(begin: int, letter: str, named: dict[str, list[Known]], rule: str) -> Iterator[Candidate]:
    """The country that a letter stands for: the one of the article, else the one the seeds know by it."""
    here = named.get(letter, [])
    usual = [k for k in _countries(letter) if k in here] or here or _countries(letter)
    if len(usual) == 1 and letter != "欧":
        known = usual[0]
        yield Candidate(begin, begin + 1, PLACE, "Country", rule, 2, known.name, known.key)
    else:
        yield from _guarded(begin, letter, rule)


def _framed(words: Words, named: dict[str, list[Known]]) -> Iterator[Candidate]:
    for begin, end, items in gazetteer().scan_guarded(words.text):
        countries = [
            k for k in items if k.subtype == "Country" and words.text[end - 1] == "方" and end - begin == 2
        ]
        if countries and words.aligned(begin, end):
            yield Candidate(
                begin, end, PLACE, "Country", "place.side", 2, countries[0].name, countries[0].key
            )  # 美方
    for frame in _FRAMES:
        for match in frame.finditer(words.text):
            letter = match.group("n")
            if len(named.get(letter, ())) == 1 and letter in _LETTERS and not _home(words, letter):
                yield from _one(match.start("n"), letter, named, "place.frame")
            else:
                yield from _guarded(match.start("n"), letter, "place.frame")
    for match in _COUNTRY_PAIR.finditer(words.text):
        for group in "ab":
            yield from _guarded(match.start(group), match.group(group), "place.pair")
    for begin, end, label in words.names:
        if (
            label == "LOC"
            and 2 <= end - begin <= 4
            and COUNTRIES.fullmatch(words.text[begin:end])
            and len(set(words.text[begin:end])) == end - begin
            and not words.text.startswith("班列", end)
        ):
            for offset in range(begin, end):
                yield from _guarded(offset, words.text[offset], "place.pair")
    for match in _PROVINCE_RUN.finditer(words.text):
        run = match.group().strip("、")
        letters = [c for c in run if c != "、"]
        if (
            len(letters) < 2
            or len(set(letters)) != len(letters)
            or not _separate(words, match.start(), match.start() + len(run))
        ):
            continue
        for offset, char in enumerate(run):
            if char != "、":
                yield from _guarded(match.start() + offset, char, "place.run")


def _separate(words: Words, begin: int, end: int) -> bool:
    """Whether a run of province letters is a list of them and not part of a word (云贵 川 in 四川)."""
    if end - begin > 3:
        return True  # four different letters in a row are nothing else
    inside = words.between(begin, end)
    return (
        inside[0].begin == begin
        and inside[-1].end == end
        and not any(w.tag in ("PER", "v", "n", "a") and len(w.text) > 1 for w in inside)
    )


def _guarded(begin: int, char: str, rule: str) -> Iterator[Candidate]:
    first = "InternationalOrganization Country Region" if rule == "place.pair" else "Province Country"
    ranks = {subtype: rank for rank, subtype in enumerate(first.split())}
    for known in sorted(gazetteer().guarded(char), key=lambda k: (ranks.get(k.subtype or "", 9), k.key)):
        if (
            known.type is EntityType.ORGANIZATION
            and known.subtype == "InternationalOrganization"
            and rule == "place.pair"
        ):
            yield Candidate(
                begin, begin + 1, known.type, known.subtype, rule, 2, known.name, known.key
            )  # 中欧: the Union
            return
        if known.type is PLACE:
            yield Candidate(begin, begin + 1, PLACE, known.subtype, rule, 2, known.name, known.key)
            return
