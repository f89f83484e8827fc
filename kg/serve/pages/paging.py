"""Which part of a long list a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.serve.frames import Refusal
from kg.serve.pages.language import Tongue

MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list: its number (from 1), how many entries stand on a page, and how many there are, or at least."""

    number: int
    size: int
    total: int
    whole: bool = True

    @property
    def first(self) -> int:
        """The number of the first entry shown, 0 for an empty list."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last(self) -> int:
        """The number of the last entry shown."""
        return min(self.total, self.number * self.size)

    def of(self, t: Tongue) -> str:
        """Return the total in words: 12,345, or 至少 20,000 where counting stopped."""
        return f"{self.total:,}" if self.whole else t("at.least", n=f"{self.total:,}")


def page_number(parameters: Mapping[str, str]) -> int:
    """Return the page that `?page=` asks for, the first when it does not; raise Refusal (400) for what is no page."""
    text = parameters.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
        raise Refusal(400, f"page={text[:40]!r} is no page of a list; pages count from 1.")
    return int(text)
