"""The statistics of the tables of an article: each cell with what its row and column say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.extract.statistics.indicators.phrases import clean
from kg.extract.statistics.indicators.unitless import unit_of
from kg.extract.statistics.tables.columns import Column, unit_note
from kg.extract.statistics.tables.tables import Cell, Row, tables
from kg.knowledge.concepts import concepts
from kg.language.quantities.numerals import plain
from kg.language.quantities.times import times
from kg.language.quantities.view import compact
from kg.records import Article, Comparator, EntityType, Evidence, Measure, Mention, Period, Ref, Statistic

_AMONG = re.compile(
    r"^(?:其中|#|＃|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．])[：:]?"
)
_NUMBER = re.compile(r"[^\d.]")
_TITLE_WORD = re.compile(
    r"^(?:附?表\d*[：:]?)|(?:主要|重点|各地区?|分行业|分地区)|(?:数据|指标|情况|一览表?|统计表?|表|完成|运行|[（(].*[）)])+$"
)
_LEAST_TOPIC = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What the article gives to tables that name none of their own."""

    period: Period | None
    area: Ref | None
    source: Ref | None


def spans(article: Article) -> tuple[tuple[int, int], ...]:
    """The stretches of the article that are tables and no sentences."""
    return tuple((table.begin, table.end) for table in tables(article))


def of_tables(article: Article, mentions: tuple[Mention, ...], around: Around) -> Iterator[Statistic]:
    """Yield the statistics of the tables of an article, row by row.

    Example: the row 出口/132.6/10.0 under 指标/2025年（亿元）/增长（%） gives a level of 13260000000 CNY and a growth of 10 %.
    """
    named = {(m.begin, m.end): m for m in mentions if m.type is EntityType.PLACE}
    for table in tables(article):
        metric = next((c.metric for c in table.columns if c.metric and c.measure is Measure.LEVEL), "")
        topic = _topic(table.title, article.date)
        for row in table.rows:
            place = named.get((row.name.begin, row.name.end))
            for column, cell in zip(table.columns, row.values, strict=True):
                value = _value(cell)
                if value is None:
                    continue
                name = "" if place is not None else _AMONG.sub("", row.name.text)
                label = _label(name, column.metric or metric, topic)
                scale, unit = _unit(row, column, label)
                yield Statistic(
                    article=article.index, begin=cell.begin, end=cell.end, text=cell.text, value=plain(value * scale), unit=unit,
                    measure=column.measure, comparator=Comparator.EXACTLY, indicator=label,
                    evidence=Evidence(row.begin, row.end, "statistics.table"), basis=column.basis,
                    period=column.period or around.period, area=place or around.area, source=around.source,
                )  # fmt: skip


def _value(cell: Cell) -> Decimal | None:
    digits = _NUMBER.sub("", cell.text)
    if not digits:
        return None
    return -Decimal(digits) if cell.text[0] in "-−－" and digits.strip("0.") else Decimal(digits)


def _unit(row: Row, column: Column, label: str) -> tuple[Decimal, str]:
    """The unit of the column's own measure, of the row's unit cell, or of what is counted."""
    own = unit_note(row.unit) if row.unit else None
    if column.measure is Measure.LEVEL and own is not None:
        return own
    return column.factor, column.unit or unit_of(label)


def _label(name: str, metric: str, topic: str) -> str:
    """Row and column together: 粮食 under 产量 is 粮食产量; a row that no one knows takes the topic of the title."""
    name = clean(name)
    if metric and not name.endswith(metric):
        return name + metric
    known = concepts().lookup(name) is not None or concepts().broader(name) is not None
    return name if known or not topic or topic in name else name + topic


def _topic(title: str, today: date | None) -> str:
    """What the title says the table measures: 12月居民消费价格主要数据 is 居民消费价格."""
    before = None
    compacted = compact(title).text
    for time in reversed(times(compacted, today)):
        compacted = compacted[: time.begin] + compacted[time.end :]
    text = clean(compacted)
    while text != before:
        before, text = text, clean(_TITLE_WORD.sub("", text))
    return text if len(text) >= _LEAST_TOPIC and concepts().lookup(text) is not None else ""
