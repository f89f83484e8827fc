"""What every way of quoting shares: verbs of saying, runs of direct speech, and the record of one utterance."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import Evidence, Mention, Quotation

VERBS = (
    "表示|说道|(?<![来话听据小传学再解])说(?!法|服|明书|不定)|介绍|指出|认为|强调|称|坦言|透露|告诉|回应|回答|提出|建议|呼吁|评价|分析|解释|补充|举例|感慨|感叹|直言|判断|预计|预测|宣布|重申|谈到|提到|看来|写道|期待|希望|披露|点赞|"
    "总结|形容|承诺|警告(?!处分|信|标)|主张|声明|证实|否认|提醒|回忆|坦承|坦陈|笑言|打趣|反问|倡议|讲述|表态|叮嘱|勉励|要求|反映|批评|质疑|敦促|谴责|辩称|坚称|推测|估算|估计|点评|描述|调侃|答道|问道|解读|阐述|"
    "阐释|相信|告诫|抱怨|澄清|保证|断言|推荐|赞叹|谈及|分享|寄语"
)
"""Verbs that report words."""

NOTHING_SAID = re.compile(
    r"(?:否认|证实|提出|批评|质疑|回应)了?(?:这一|这个|该|上述|有关|相关)[^，。]{0,6}[。，]|(?:介绍|回答|宣布|提出|解读|分享|谈到|回应|阐述|讲述|通报|分析|总结|感谢|推荐)了?(?:[^，。：“]{0,12}?(?:情况|经验|做法|提问|问题|开幕|闭幕|决定|任免|名单|成立|开始|结束|要求|背景|关切|辞职|退役|参选|破产|胜利|计划|方案)(?:[，。；：]|$))"
)
"""Speech that is only mentioned: 介绍有关情况, 宣布省委决定."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A run of direct speech `begin:end` with its marks."""

    begin: int
    end: int


def direct_speech(text: str) -> Iterator[Marks]:
    """Yield runs in “” that hold a clause; single quoted words are names or emphasis.

    Example: “市场在变好。”李明说 has one, “新三样” none.
    """
    for match in re.finditer(r"“[^“”]*”", text):
        inner = match.group()[1:-1]
        if (len(inner) >= 8 and re.search(r"[，。！？、]", inner)) or inner.endswith(
            ("。", "！", "？", "，")
        ):
            yield Marks(match.start(), match.end())


def line_end(text: str, offset: int) -> int:
    """Where the line that holds `offset` ends."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def quotation(
    speaker: Mention, text: str, begin: int, end: int, direct: bool, sentence: tuple[int, int]
) -> Quotation:
    """The record of `text[begin:end]` as words of the speaker."""
    rule = "quotation.direct" if direct else "quotation.reported"
    return Quotation(speaker, text[begin:end], begin, end, direct, Evidence(*sentence, rule))
