"""Headlines that stand below their text: which story each belongs to, and where that story begins.

Pages read column by column often give a headline after its story, so that it lies on top of the next headline. A headline
belongs to the text whose words it takes up.
"""

from collections.abc import Sequence

from kg.read.layout.cohesion import DIFFERENT, SAME, cohesion
from kg.read.layout.drafts import Draft
from kg.read.layout.headings import is_kicker, is_subtitle
from kg.records import ArticleKind, BlockKind

_WHOLE = 20_000  # characters of a story searched for the words of a headline
_NEAR = 11  # stories tried for a headline
_MARGIN = 0.25  # share of a headline's pairs by which one text must fit it better than another
_FAINT = 0.15  # the same, where a headline would else have no text at all
_APART = (
    1.5 * SAME
)  # likeness up to which two stretches of text may be two stories, if a headline fits only one
_COMPARED = 2500  # characters on either side of a place that are compared
_TRIED = 4  # headlines of a page for which a hidden story is looked for
_MOST_PLACES = 40  # paragraphs of a story at which another may begin
_RUNNING = (ArticleKind.STORY, ArticleKind.CONTINUATION)


def overlap(title: str, text: str) -> float:
    """Share of the pairs of neighbouring characters of a title that a text holds too.

    Example: 大桥合龙 in …大桥主跨昨日合龙… has 大桥 and 合龙 of three pairs.
    """
    pairs = {title[i : i + 2] for i in range(len(title) - 1)}
    return sum(pair in text for pair in pairs) / max(1, len(pairs))


def is_headless(draft: Draft) -> bool:
    """Whether a draft is a story without a headline."""
    return draft.begun and not draft.headlines and draft.kind in _RUNNING


def late_lines(lines: Sequence[str], above: str, below: str) -> int:
    """Number of the first headline lines that belong to the text above them rather than to the one below.

    Example: of 某省：储能产业提速 and 某市：古城客流回升, between a story on storage and one on a town, the first.
    """
    gains = [overlap(line, above) - overlap(line, below) for line in lines]
    best = (0.0, 0)
    for count in range(1, len(lines) + 1):
        if count < len(lines) and (is_kicker(lines[count - 1]) or is_subtitle(lines[count])):
            continue
        gain = sum(gains[:count]) / count
        rest = gains[count:]
        if gain >= _MARGIN and (not rest or sum(rest) / len(rest) <= 0):
            best = max(best, (gain, count))
    return best[1]


def place_headlines_below_text(drafts: list[Draft]) -> None:
    """Give each headline without text to the story without a headline that it fits best, or find that story's beginning."""
    headless = [(i, d) for i, d in enumerate(drafts) if is_headless(d)]
    tries = _TRIED
    for place, draft in enumerate(list(drafts)):
        if draft.begun or not draft.headlines:
            continue
        title = "".join(p.text for p in draft.headlines)
        if headless:
            near = sorted(headless, key=lambda item: abs(item[0] - place))[:_NEAR]
            found = max(
                near, key=lambda item: (round(overlap(title, item[1].text(_WHOLE)), 1), -abs(item[0] - place))
            )
            headless.remove(found)
            _unite(draft, found[1])
        elif tries:
            tries -= 1
            story = _hidden_story(
                title, [d for d in drafts[max(0, place - _NEAR) : place + _NEAR] if d is not draft]
            )
            if story is not None:
                drafts.append(story)
                _unite(draft, story)


def _unite(headline: Draft, story: Draft) -> None:
    """Move head and body of a headline without text to its story."""
    story.head = headline.head + story.head
    story.kind = headline.kind if headline.kind is not ArticleKind.STORY else story.kind
    story.body += headline.body
    headline.head, headline.body = [], []


def _hidden_story(title: str, drafts: Sequence[Draft]) -> Draft | None:
    """Cut off the end of a story what a headline speaks of and the rest does not; None when nothing fits."""
    best: tuple[float, Draft, int] | None = None
    for draft in drafts:
        if draft.kind not in _RUNNING or not draft.headlines:
            continue
        for at in range(max(1, len(draft.body) - _MOST_PLACES), len(draft.body)):
            if not _may_begin(draft, at):
                continue
            before = "\n".join(p.text for _, p in (*draft.head, *draft.body[:at]))
            after = "\n".join(p.text for _, p in draft.body[at:])
            likeness = cohesion(before[-_COMPARED:], after[:_COMPARED])
            if overlap(title, after) - overlap(title, before) < _FAINT or (likeness or DIFFERENT) > _APART:
                continue
            if best is None or (likeness or DIFFERENT) < best[0]:
                best = likeness or DIFFERENT, draft, at
    if best is None:
        return None
    _, draft, at = best
    story = Draft(body=draft.body[at:])
    draft.body = draft.body[:at]
    return story


def _may_begin(draft: Draft, at: int) -> bool:
    """Whether a story may begin at an entry of a draft: a paragraph after a whole paragraph."""
    (kind, _), (above, before) = draft.body[at], draft.body[at - 1]
    return kind is BlockKind.PARAGRAPH and (above is not BlockKind.PARAGRAPH or before.complete)
