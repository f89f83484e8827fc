"""Ranks: 第二大, 第11位, 首位, 榜首, 位居世界第一; not the enumerating 第三条, 第八届, 第一季度."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.language.quantities.numerals import number

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_HELD = r"(?:位居|位列|居于|居|列|位于|名列|跃居|跃升至?|升至?|上升[到至]|跌至|降至|退居|排名|排在|排|保持|稳居|高居|雄踞|荣获|获得|夺得|获|占据|占|成为|位次|为|是|夺|提升[到至]|前移至|世界|全球|全国|全省|全市|全区|国内|亚洲|连续|蝉联|分居|分列|分别)"
RANK = re.compile(
    rf"""
    第(?P<size>{_NUMBER})(?P<degree>大|高|多|长|强|低|快)(?![会学洋桥道街厦])
  | 第(?P<place>{_NUMBER})(?P<unit>位|名)(?!学生|同学|选手)
  | (?P<first>首位(?!度)|榜首|头名|首席之位|第一(?=$|[，。；！？、”」）\n]|的位置|地位))
  | 第(?P<nth>[二三四五六七八九十]|\d{{1,2}})个(?=[^，。；、]{{2,24}}的?(?:城市|省份|国家|地区|县|市|省|经济体|企业|区)(?:$|[，。；！？、”\n]))
  | (?<=[入身居列名在])(?:全国|全省|全球|世界|全市|行业|国内|同类)?前(?P<among>[二三四五六七八九十]|\d{{1,2}})(?:位|名|强)?(?=$|[，。；！？、”」）\n])
  | 第(?P<bare>{_NUMBER})(?=$|[，。；！？、和及与”」）\n])
    """,
    re.VERBOSE,
)
_AMONG = re.compile(r"(?:跻身|进入|位列|位居|排名|排在|居|列|名列|稳居|闯入|挤入|升入|迈入|入围)$")
_VERB_BEFORE = re.compile(rf"{_HELD}[^，。；、]{{0,8}}$")


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank at `text[begin:end]`: 第二大 is 2."""

    begin: int
    end: int
    value: int
    degree: str = ""  # 大 in 第二大
    among: bool = False  # 跻身前三: that rank or better


def ranks(text: str) -> Iterator[Rank]:
    """Yield the ranks of a compact text.

    Example: 位居全球第一，成为第二大进口市场 gives 1 and 2; 第三条 and 第一季度 give none.
    """
    for m in RANK.finditer(text):
        kind = m.lastgroup
        if m["size"]:
            value, degree = number(m["size"]), m["degree"]
        elif m["place"]:
            value, degree = number(m["place"]), ""
        elif m["nth"]:
            value, degree = number(m["nth"]), ""
        elif m["among"]:
            value, degree = number(m["among"]), ""
            if not _AMONG.search(text, max(0, m.start() - 10), m.start()):
                continue
            yield Rank(m.start("among") - 1, m.end(), int(value or 0), degree, among=True)
            continue
        elif m["first"]:
            value, degree = number("1"), ""
            if not _VERB_BEFORE.search(text, max(0, m.start() - 14), m.start()):
                continue
        else:
            value, degree = number(m["bare"]), ""
            if not _VERB_BEFORE.search(text, max(0, m.start() - 14), m.start()) and not _listed(
                text, m.start()
            ):
                continue
        if value is not None and kind:
            yield Rank(m.start(), m.end(), int(value), degree)


def _listed(text: str, begin: int) -> bool:
    """A member of a list of ranks: 第四 in 分别位居第一、第四、第六位."""
    return bool(re.search(rf"第{_NUMBER}(?:位|名)?[、和及与]$", text[max(0, begin - 8) : begin]))
