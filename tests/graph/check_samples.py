"""Figures built by hand for the tests of the checks: one sentence, and what each number of it states."""

from datetime import date
from decimal import Decimal
from typing import Any

from kg.graph.checks.index import Index
from kg.graph.checks.observations import Figure
from kg.records import Comparator, Measure, Period

CN, DONG = "https://w3id.org/jingwei/id/place/CN", "https://w3id.org/jingwei/id/place/dong"
UNITS = {"元": "CNY", "美元": "USD", "%": "%", "个百分点": "pp", "倍": "倍"}
SIZES = {"万亿": 12, "亿": 8, "万": 4, "": 0}


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def year(number: int) -> Period:
    return days(f"{number}-01-01", f"{number}-12-31")


def month(number: int, of: int) -> Period:
    last = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}[number]
    return days(f"{of}-{number:02}-01", f"{of}-{number:02}-{last}")


def value_of(text: str) -> tuple[Decimal, str]:
    """Read 45.47万亿元 as 45470000000000 and 元; only digits, for tests."""
    digits = "".join(c for c in text if c.isdigit() or c == ".")
    rest = text[len(digits) :]
    size = next(name for name in SIZES if rest.startswith(name))
    return Decimal(digits).scaleb(SIZES[size]), rest.removeprefix(size)


class Article:
    """An article whose sentences are given one after the other, each with its figures."""

    def __init__(
        self, name: str = "one.txt", published: date | None = date(2026, 1, 20), *, dated: bool = True
    ):
        self.name, self.published, self.dated = name, published, dated
        self.figures: list[Figure] = []
        self._at = 0

    def say(self, sentence: str, *told: tuple[str, str, dict[str, Any]]) -> "Article":
        """Add a sentence and its figures: (number as written, indicator, further fields)."""
        place = 0
        for text, indicator, more in told:
            place = sentence.index(text, place)
            self.figures.append(self._figure(sentence, place, text, indicator, **more))
            place += len(text)
        self._at += len(sentence)
        return self

    def _figure(self, sentence: str, place: int, text: str, indicator: str, **more: Any) -> Figure:
        value, unit = value_of(text)
        fields: dict[str, Any] = {
            "node": f"https://w3id.org/jingwei/id/statistic/{self.name}-{self._at + place}", "indicator": indicator, "value": value, "upper": None,
            "unit": UNITS.get(unit, unit), "measure": Measure.LEVEL, "comparator": Comparator.EXACTLY, "basis": None, "period": year(2025),
            "area": CN, "area_label": "中国", "text": text, "begin": self._at + place, "sentence": sentence, "sentence_begin": self._at,
            "article": f"https://w3id.org/jingwei/id/page/{self.name}/a1", "published": self.published, "dated": self.dated, "source": self.name,
        }  # fmt: skip
        if more.pop("fall", False):
            fields["value"] = -value
        return Figure(**(fields | more))


def rate(**more: Any) -> dict[str, Any]:
    return {"measure": Measure.CHANGE_RATE, "basis": "YearOnYear", **more}


def change(**more: Any) -> dict[str, Any]:
    return {"measure": Measure.ABSOLUTE_CHANGE, "basis": "YearOnYear", **more}


def share(**more: Any) -> dict[str, Any]:
    return {"measure": Measure.SHARE, **more}


def index(*articles: Article) -> Index:
    return Index([figure for article in articles for figure in article.figures])
