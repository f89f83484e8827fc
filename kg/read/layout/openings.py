"""Signs that a heading begins an article, or only a section of the one it stands in."""

from collections.abc import Sequence

from kg.read.layout.cohesion import DIFFERENT, SAME, cohesion
from kg.read.layout.drafts import Draft
from kg.read.layout.headings import is_enactment
from kg.read.layout.pieces import Piece, Role
from kg.read.layout.roles import is_story_start
from kg.read.patterns import HEAD, OPENS_ARTICLE
from kg.records import BlockKind


def announced(pieces: Sequence[Piece], end: int) -> bool:
    """Whether a byline, a dateline or the mark of a continuation follows the headline."""
    following = next((p for p in pieces[end : end + 4] if p.caption is None), None)
    if following is None:
        return False
    return (
        following.role in (Role.BYLINE, Role.CONTINUED, Role.SOURCE)
        or is_story_start(following)
        or is_enactment(following)
        or OPENS_ARTICLE.match(following.text[:HEAD]) is not None
    )


def rank(group: Sequence[Piece], current: Draft) -> float:
    """What the `#` marks say: a deeper heading is a section, an equal or higher one may begin an article."""
    level = min((p.level for p in group if p.level), default=0)
    if not current.level:
        return 1.5 if level == 1 else 0.0
    if not level:
        return -2.0
    return -4.0 if level > current.level else 2.0 if level < current.level or level == 1 else 1.0


def novelty(above: str, below: str) -> float:
    """What the words say: a new article speaks of something else."""
    likeness = cohesion(above, below)
    if likeness is None:
        return 0.0
    if likeness >= SAME:
        return -3.0 if likeness >= 1.5 * SAME else -2.0
    return 3.0 if likeness < DIFFERENT else 1.5 if likeness < 1.5 * DIFFERENT else 0.0


def built_alike(group: Sequence[Piece], current: Draft) -> bool:
    """Whether a heading is built like the section before it: 从臭水沟到景观河, 从老厂房到新街区."""
    above = next((p.text for kind, p in reversed(current.body) if kind is BlockKind.SECTION), "")
    text = group[0].text
    if len(group) > 1 or abs(len(above) - len(text)) > 1 or len(text) < 4:
        return False
    return sum(a == b for a, b in zip(above, text, strict=False)) * 4 >= len(text)
