"""Short names of divisions, and which of them may stand alone."""

import re
from dataclasses import dataclass
from pathlib import Path

from places_sources import table

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|"
    "水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|各族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})+(自治州|自治县|自治旗|区)$")
_OWN_PEOPLE = re.compile(r"^(东乡|鄂温克|鄂伦春)族?(自治县|自治旗)$")  # the people's name is the place's
_PLAIN = re.compile(
    r"^(.+?)(?:特别行政区|自治区|自治旗|省|地区|矿区|(?<=神农架)林区|(?<=六枝)特区|(?<=沈北|浦东|滨海)新区|盟|市|县|区|旗)$"
)
_ENDING = {"自治州": "州", "自治县": "县", "自治旗": "旗", "区": "区"}


def stem(name: str) -> str:
    """The name without its kind: 江华瑶族自治县 → 江华, 喀什地区 → 喀什, 忠县 → 忠, 津市市 → 津市."""
    if found := _OWN_PEOPLE.match(name) or _AUTONOMOUS.match(name):
        return found[1]
    if found := _PLAIN.match(name):
        return found[1]
    return name


def plain_form(name: str) -> str | None:
    """The usual name without the peoples, or None: 凉山彝族自治州 → 凉山州, 江华瑶族自治县 → 江华县, 管城回族区 → 管城区."""
    found = _OWN_PEOPLE.match(name) or _AUTONOMOUS.match(name)
    return found[1] + _ENDING[found[2]] if found else None


@dataclass(frozen=True, slots=True)
class Sign:
    """What is known of a short name as a word: see `places_evidence`."""

    tagged: str
    seen: int
    as_place: int


class Judge:
    """Decides whether a short name may stand alone for a place, by evidence and by the hand-made exceptions."""

    def __init__(self, inputs: Path):
        """Read `name_evidence.tsv` and `name_decisions.tsv` in the folder `inputs`."""
        self._signs = {
            row["name"]: Sign(row["tagged"], int(row["seen"]), int(row["as_place"]))
            for row in table(inputs / "name_evidence.tsv")
        }
        self._decided = {row["name"]: row["decision"] for row in table(inputs / "name_decisions.tsv")}

    def stands_alone(self, name: str, *, large: bool = False) -> bool:
        """Tell whether `name` is a usable short name without support from the context.

        Not so: one character; what the tagger takes for a word or a person; names that real
        stories use otherwise in more than a fifth of the cases. `large` (prefectures and up) names are known to all,
        so only a decision made by hand guards them. Example: 义乌 stands alone, 和平 and 通道 do not.
        """
        if len(name) < 2:
            return False
        if name in self._decided:
            return self._decided[name] == "alone"
        if large:
            return True
        sign = self._signs.get(name)
        if sign is None:
            raise KeyError(f"no evidence for the short name {name!r}: run the evidence recipe again")
        if sign.seen - sign.as_place >= 2 and sign.as_place < 0.8 * sign.seen:
            return False
        often = sign.seen >= 5 and sign.as_place >= 0.9 * sign.seen
        return often or sign.tagged in {"LOC", "ORG"}
