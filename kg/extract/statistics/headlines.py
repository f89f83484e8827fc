"""Headline figures take period and area from the same figure in the body."""

from kg.extract.statistics.drafts import Draft
from kg.extract.statistics.reading import Reading


def with_body(reading: Reading, drafts: list[Draft]) -> None:
    """Complete the figures of headings from the body, in place.

    Example: the headline 前三季度进出口2.4万亿元 takes its area from the paragraph that states 2.4万亿元 again.
    """
    body = [d for d in drafts if not d.sentence.heading]
    for draft in drafts:
        if not draft.sentence.heading or not body:
            continue
        twins = [
            d
            for d in body
            if d.value == draft.value
            and d.measure == draft.measure
            and (d.figure.unit == draft.figure.unit or draft.figure.unit is None)
        ]
        near = twins or [d for d in body if d.indicator == draft.indicator]
        twin = near[0] if near else None
        if twin is not None:
            draft.period = draft.period or twin.period
            draft.area = twin.area
            draft.source = twin.source
            if draft.figure.unit is None:
                draft.figure.unit = twin.figure.unit
        if not draft.indicator and (model := twin or body[0]):
            draft.indicator = model.indicator
        if draft.period is None and not twins:
            draft.period = body[0].period
