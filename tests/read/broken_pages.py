"""Breaks well-formed stories into pages the way layout and OCR do, and keeps the right answer for every character."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.read import articles
from kg.records import Metadata, Page

STORIES = Path(__file__).with_name("stories") / "invented.txt"
CAPTIONS = (
    "图为游客在古渡口乘船。罗文远摄",
    "4月8日，工人在生产线上检验轴承。邓小溪摄（人民视觉）",
    "图为村民在晾晒海带。祁连山摄",
)
KINDS = (
    "plain",
    "cut",
    "captions",
    "interleaved",
    "wrapped",
    "split headlines",
    "furniture",
    "blanks",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story before the page breaks it."""

    headline: str
    reporters: tuple[str, ...]
    paragraphs: tuple[str, ...]


Line = tuple[int, str]
"""The number of the story that a line belongs to (0 for none, negative for a caption), and its text."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken page: its text, the owner of each visible character, and the stories by number."""

    text: str
    owners: dict[int, int]
    stories: dict[int, Story]


@dataclass(slots=True)
class Recovery:
    """What was recovered: shares of headlines, reporters and characters, and the number of articles too many."""

    wanted: int = 0
    headlines: int = 0
    reporters: int = 0
    characters: int = 0
    placed: int = 0
    superfluous: int = 0


def stories() -> list[Story]:
    """The invented stories."""
    found = []
    for block in STORIES.read_text(encoding="utf-8").strip().split("\n\n"):
        headline, names, *paragraphs = block.split("\n")
        found.append(Story(headline, tuple(names.split("、")), tuple(paragraphs)))
    return found


def break_page(kind: str, seed: int) -> Broken:
    """Make a page of three stories, broken in one way; the same seed gives the same page."""
    chance = random.Random(f"{kind} {seed}")
    chosen = dict(enumerate(chance.sample(stories(), 3), 1))
    lines = [line for number, story in chosen.items() for line in _lines(number, story, kind, chance)]
    if kind == "interleaved":
        lines = _interleaved(chosen, chance)
    elif kind == "furniture":
        lines = [
            (0, "要闻　第03版　2026年4月10日　星期五"),
            (0, "春茶上市量足价稳 05版"),
            *lines,
            (0, "本版责编：游百川 美编：黎明"),
        ]
    elif kind == "wrapped":
        lines = [piece for line in lines for piece in _wrapped(line, 19)]
    elif kind == "blanks":
        lines = [(n, "　　" + text if len(text) > 40 else text) for n, text in lines]
    return _page(lines, chosen, "\n" if kind == "wrapped" else "\n\n")


def _lines(number: int, story: Story, kind: str, chance: random.Random) -> list[Line]:
    head = [(number, story.headline)]
    if kind == "split headlines":
        head = [(number, "一线调研："), (number, story.headline), (number, "——春天里的记者手记")]
    body: list[Line] = []
    for paragraph in story.paragraphs:
        if kind in ("cut", "captions") and chance.random() < 0.5:
            at = _inside(paragraph, chance)
            between = [(-100 * number - len(body), chance.choice(CAPTIONS))] if kind == "captions" else []
            body += [(number, paragraph[:at]), *between, (number, paragraph[at:])]
        else:
            body.append((number, paragraph))
    return head + body


def _inside(paragraph: str, chance: random.Random) -> int:
    """A place inside a sentence."""
    at = chance.randrange(len(paragraph) // 3, len(paragraph) * 2 // 3)
    while paragraph[at - 1] in "。！？；：，、（":
        at -= 1
    return at


def _interleaved(chosen: dict[int, Story], chance: random.Random) -> list[Line]:
    """Two stories whose second halves stand behind each other's first: the page is read column by column."""
    first, second, third = chosen
    halves = {}
    for number in (first, second):
        story = chosen[number]
        middle = len(story.paragraphs) // 2
        at = _inside(story.paragraphs[middle], chance)
        above = [story.headline, *story.paragraphs[:middle], story.paragraphs[middle][:at]]
        below = [story.paragraphs[middle][at:], *story.paragraphs[middle + 1 :]]
        halves[number] = [(number, t) for t in above], [(number, t) for t in below]
    (a, b), (c, d) = halves[first], halves[second]
    whole = [(third, t) for t in (chosen[third].headline, *chosen[third].paragraphs)]
    return chance.choice((a + c + b + d + whole, a + c + d + b + whole, a + c + whole + b + d))


def _wrapped(line: Line, width: int) -> list[Line]:
    number, text = line
    text = "　　" + text if len(text) > 40 else text
    return [(number, text[at : at + width]) for at in range(0, len(text), width)]


def _page(lines: list[Line], chosen: dict[int, Story], between: str) -> Broken:
    text, owners = "", {}
    for number, line in lines:
        owners.update({len(text) + i: number for i, c in enumerate(line) if not c.isspace()})
        text += line + between
    return Broken(text, owners, chosen)


def recover(pages: list[Broken]) -> Recovery:
    """Read broken pages and count what comes back whole."""
    total = Recovery()
    for page in pages:
        found = articles(Page("page.txt", "0" * 64, page.text, Metadata()))
        places = {
            place: a.index for a in found for c, place in zip(a.text, a.offsets, strict=True) if c != "\n"
        }
        shared = Counter((owner, places.get(at)) for at, owner in page.owners.items() if owner)
        partner: dict[int, int] = {}
        for (owner, index), _ in shared.most_common():
            if index is not None and owner not in partner and index not in partner.values():
                partner[owner] = index
        total.characters += sum(shared.values())
        total.placed += sum(n for (owner, index), n in shared.items() if partner.get(owner) == index)
        total.superfluous += len(found) - len(partner)
        for number, story in page.stories.items():
            article = next((a for a in found if a.index == partner.get(number)), None)
            total.wanted += 1
            total.headlines += article is not None and story.headline in (article.headline or "")
            total.reporters += article is not None and [b.name for b in article.bylines] == [*story.reporters]
    return total
