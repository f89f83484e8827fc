"""A compact view of a text: one spelling for marks and digits, no blanks inside Chinese, every character traceable.

Newspaper pages print the same figure as 3.6 万亿元, ３.６万亿元 or 3.6万亿元, and a comma as ， or ,. The grammars of
numerals, units and times read the compact view only, so each rule is written once.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

_ONE_TO_ONE = {
    **{chr(0xFF10 + d): str(d) for d in range(10)},
    **{chr(0xFF21 + i): chr(0x41 + i) for i in range(26)},
    **{chr(0xFF41 + i): chr(0x61 + i) for i in range(26)},
    "％": "%", "﹪": "%", "．": ".", "／": "/", "～": "~", "〜": "~", "∼": "~", "－": "-", "–": "-", "−": "-", "‐": "-",
    "＋": "+", "(": "（", ")": "）", "〇": "零", "○": "零", "﹐": "，", "　": " ", "\xa0": " ", "\t": " ", "\u2009": " ",
    "!": "！", "?": "？", ";": "；",
}  # fmt: skip
_TABLE = str.maketrans(_ONE_TO_ONE)
_BLANK = re.compile(r"(?<![A-Za-z\d]) +| +(?![A-Za-z\d])|(?<=\d) +(?=[A-Za-z])|(?<=[A-Za-z]) +(?=\d)")
_WIDE_SEPARATOR = re.compile(r"(?<!\d)\d{1,3}(?:，\d{3})+(?=[平元人吨名公户家亩个辆台件])")  # 62，200平方米
_SEPARATOR = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?![\d,])")  # 1,234,567


@dataclass(frozen=True, slots=True)
class View:
    """`text[i]` stands at `positions[i]` of the text it was made from."""

    text: str
    positions: tuple[int, ...]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of `text[begin:end]`."""
        return self.positions[begin], self.positions[end - 1] + 1

    def inside(self, begin: int, end: int) -> tuple[int, int]:
        """Offsets in the view of the original span, blanks at its edges dropped."""
        return bisect_left(self.positions, begin), bisect_left(self.positions, end)


def compact(text: str) -> View:
    """Make the compact view of a text.

    Example: `compact("投入超 3.6 万亿元,增长８％").text` is 投入超3.6万亿元，增长8%.
    """
    same = _WIDE_SEPARATOR.sub(lambda m: m[0].replace("，", ","), text.translate(_TABLE))
    dropped = {i for m in _BLANK.finditer(same) for i in range(m.start(), m.end())}
    separators = {i for m in _SEPARATOR.finditer(same) for i in range(m.start(), m.end())}
    out: list[str] = []
    positions: list[int] = []
    for i, char in enumerate(same):
        if i in dropped:
            continue
        if char == "," and i not in separators:
            char = "，"
        elif char == ":" and not (0 < i < len(same) - 1 and same[i - 1].isdigit() and same[i + 1].isdigit()):
            char = "："
        out.append(char)
        positions.append(i)
    return View("".join(out), tuple(positions))
