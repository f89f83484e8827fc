"""Shares: a part of a whole in per cent."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.graph.checks.findings import SHARE, SHARE_RANGE, SHARE_SUM, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.naming import canonical
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import clause_before, is_amount, realised
from kg.graph.checks.rounding import Interval
from kg.graph.checks.wording import about, amount, span
from kg.records import Measure

_OF_WHOLE = re.compile(r"(?P<part>.+?)占(?P<whole>.*?)(?:的)?(?:总)?(?:比重|比例|份额|占比)$")
_RATIO_TO_OTHER = re.compile(
    r"GDP|生产总值|收入|资产|贡献|增量|增长|债|产值|同类|上年|全年|预算|计划|杠杆|负债|营收|利润"
)
_LIMITED = re.compile(
    r"占[^占，。；]*[（(][^）)]*[）)][^占，。；]*$"
)  # 占服务业（除房地产外）总量的: another whole than its name
_APART = re.compile(r"分别占")
_HUNDRED = Decimal(100)


def shares(index: Index) -> Iterator[Finding]:
    """Yield shares beyond 0 to 100 %, shares that fit or do not fit the levels, and lists of shares over 100 % together.

    Example: 对甲国出口20亿元，占出口总值的20% beside 出口100亿元 → agreement.
    """
    for figure in index.figures:
        if figure.measure is Measure.SHARE and figure.unit == "%" and figure.upper is None:
            yield from _range(figure)
            if figure.exact and realised(figure):
                yield from _of_levels(figure, index)
    for sentence in index.sentences.values():
        yield from _together(sentence)


def _range(share: Figure) -> Iterator[Finding]:
    if 0 <= share.value <= _HUNDRED or _RATIO_TO_OTHER.search(share.indicator):
        return
    if re.search(r"占|份额|比重", clause_before(share)):
        yield Finding(
            SHARE_RANGE, Severity.IMPOSSIBLE, (share,),
            f"{about(share)}: {share.written} is no share of a whole",
            f"{about(share)}：占比为{share.written}，超出0到100%",
        )  # fmt: skip


def _of_levels(share: Figure, index: Index) -> Iterator[Finding]:
    match = _OF_WHOLE.fullmatch(re.sub(r"\s", "", share.indicator))
    if match is None or share.period is None or not match["whole"] or _LIMITED.search(share.lead):
        return
    part_name = canonical(match["part"], share.area_label)
    parts = [
        f
        for f in index.sentence(share)
        if is_amount(f) and f.name == part_name and (f.period, f.area) == (share.period, share.area)
    ]
    part = parts[-1] if parts and len({f.value for f in parts}) == 1 else None
    whole = _whole(share, part, match["whole"], index) if part else None
    if part is None or whole is None:
        return
    computed = (part.interval / whole.interval).times(100)
    fits = computed.meets(share.interval)
    sign, sign_zh = ("agrees with", "相符") if fits else ("disagrees with", "不符")
    yield Finding(
        SHARE, Severity.AGREEMENT if fits else Severity.DISAGREEMENT, (share, part, whole),
        f"{about(share)}: {share.written} {sign} {part.written} of {whole.written}, which is {span(computed, '%')}",
        f"{about(share)}：所报{share.written}与{part.written}除以{whole.written}（{span(computed, '%')}）{sign_zh}",
    )  # fmt: skip


def _whole(share: Figure, part: Figure, label: str, index: Index) -> Figure | None:
    """The level of the whole in the same article: of the share's own area, or of the country that a region is part of.

    None when it has the part's own name (查处问题 of 查处问题总量) or when it is not clear which level is meant.
    """
    name = canonical(label, share.area_label)
    if name == part.name:
        return None
    found = [
        figure
        for figure in index.articles[share.article]
        if is_amount(figure)
        and realised(figure)
        and (figure.name, figure.unit, figure.period) == (name, part.unit, share.period)
    ]
    own = [figure for figure in found if figure.area == share.area]
    wider = [figure for figure in found if figure.area is not None and figure.area.endswith("place/CN")]
    chosen = wider if re.match(r"全国|我国|中国", label) else own or wider
    return chosen[0] if chosen and len({figure.value for figure in chosen}) == 1 else None


def _together(sentence: Sequence[Figure]) -> Iterator[Finding]:
    """甲、乙、丙分别占60%、30%、20%: more than there is."""
    listed: dict[int, list[Figure]] = defaultdict(list)
    for figure in sentence:
        if figure.measure is Measure.SHARE and figure.exact and figure.unit == "%":
            places = [
                match.start()
                for match in _APART.finditer(figure.lead)
                if not re.search(r"[；。]", figure.lead[match.start() :])
            ]
            if places:
                listed[places[-1]].append(figure)
    for place, group in listed.items():
        chain = _chain(place, group)
        if len(chain) < 2:
            continue
        low = sum((f.interval.low for f in chain), Decimal(0))
        if low > _HUNDRED:
            total = Interval(low, sum((f.interval.high for f in chain), Decimal(0)))
            yield Finding(
                SHARE_SUM, Severity.DISAGREEMENT, tuple(chain),
                f"{about(chain[0])}: {' + '.join(f.written for f in chain)} = {amount(sum((f.value for f in chain), Decimal(0)), '%')}, more than the whole",
                f"{about(chain[0])}：{' + '.join(f.written for f in chain)}，合计{span(total, '%')}，超过整体",
            )  # fmt: skip


def _chain(place: int, group: Sequence[Figure]) -> list[Figure]:
    """The members that follow 分别占 with nothing but list marks between them."""
    chain: list[Figure] = []
    for figure in group:
        between = figure.lead[place:] if not chain else figure.lead[chain[-1].offset + len(chain[-1].text) :]
        if chain and not re.fullmatch(r"[、，和与及]{1,2}", between):
            break
        chain.append(figure)
    return chain
