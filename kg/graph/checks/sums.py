"""Parts and wholes in amounts: 出口 and 进口 make 进出口, three industries make the GDP, 其中 names parts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.graph.checks.findings import PART, SUM, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.naming import flow, plain
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import clause_before, is_amount, realised, same_sentence
from kg.graph.checks.rounding import Interval
from kg.graph.checks.wording import about, span

_Group = dict[str, list[Figure]]

# Known wholes and the parts that make them up, by the keys of `seeds/indicators`.
_PARTITIONS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (f"indicator/{whole}", tuple(f"indicator/{part}" for part in parts.split()))
    for whole, parts in (
        ("gdp", "va_primary va_secondary va_tertiary"),
        ("gdp_regional", "va_primary va_secondary va_tertiary"),
        ("retail", "urban_retail rural_retail"),
        ("retail", "goods_retail catering"),
        ("population", "urban_population rural_population"),
        ("revenue", "tax nontax"),
        ("revenue", "central_revenue local_revenue"),
    )
)
# Words that split a whole in two and leave nothing over: 公共充电设施 and 私人充电设施 are all 充电设施.
_HALVES: tuple[tuple[str, str], ...] = (
    ("城镇", "农村"), ("城镇", "乡村"), ("城市", "农村"), ("公共", "私人"), ("公办", "民办"), ("男性", "女性"), ("男", "女"),
    ("线上", "线下"), ("境内", "境外"), ("国内", "国外"), ("陆上", "海上"), ("集中式", "分布式"), ("商品", "服务"),
)  # fmt: skip
_AVERAGE = re.compile(r"人均|户均|平均|均价|率|比重|占比|指数|价格|增速|浓度|时间|单价")
_AMONG = re.compile(r"其中[，,：:]?")
_ASIDE = re.compile(r"[；。]|同期|平均|最[大小高低长短多少]")
_NOT_ADDED = frozenset({"岁", "年", "天", "小时", "分钟", "摄氏度", "度", "倍", "成", "次方"})
_NEAR = 160
_MOST_PARTS = 6


def sums(index: Index) -> Iterator[Finding]:
    """Yield what parts and wholes of one article, period, area and unit say of each other.

    Example: 进出口45.47万亿元, 出口26.99万亿元 and 进口18.48万亿元 → agreement.
    """
    seen: set[frozenset[str]] = set()
    for group in _groups(index):
        for finding in [*_trade(group), *_partitions(group), *_halves(group)]:
            if finding.nodes not in seen:
                seen.add(finding.nodes)
                yield finding
    for sentence in index.sentences.values():
        for finding in _among(sentence):
            if finding.nodes not in seen:
                seen.add(finding.nodes)
                yield finding


def _groups(index: Index) -> Iterator[list[Figure]]:
    """The exact amounts of one article, period, area and unit."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in index.figures:
        if is_amount(figure) and figure.period is not None and realised(figure):
            groups[figure.article, figure.period, figure.area, figure.unit].append(figure)
    return (group for group in groups.values() if len(group) > 1)


def _one_value(figures: Sequence[Figure]) -> Figure | None:
    """The first of the figures when all of them state one value; None when it is not clear which is meant."""
    return figures[0] if figures and len({figure.value for figure in figures}) == 1 else None


def _verdict(whole: Figure, parts: Sequence[Figure], *, firm: bool = True) -> Iterator[Finding]:
    """Say whether parts add up; when they do not, only if `firm` (they are all of it) and near each other in the text."""
    total = _total(parts)
    fits = total.meets(whole.interval)
    if not fits and not (firm and _close(whole, parts)):
        return
    listed = " + ".join(part.written for part in parts)
    sign, sign_zh = ("=", "相符") if fits else ("≠", "不符")
    yield Finding(
        SUM, Severity.AGREEMENT if fits else Severity.DISAGREEMENT, (whole, *parts),
        f"{about(whole)}: {listed} {sign} {whole.written} (the parts give {span(total, whole.unit)})",
        f"{about(whole)}：{listed} {sign} {whole.written}，{sign_zh}（各部分合计{span(total, whole.unit)}）",
    )  # fmt: skip


def _total(parts: Sequence[Figure]) -> Interval:
    total = parts[0].interval
    for part in parts[1:]:
        total = total + part.interval
    return total


def _close(whole: Figure, parts: Sequence[Figure]) -> bool:
    places = [figure.begin for figure in (whole, *parts)]
    return all(same_sentence(whole, part) for part in parts) or max(places) - min(places) <= _NEAR


def _trade(group: Sequence[Figure]) -> Iterator[Finding]:
    flows: dict[str, _Group] = defaultdict(lambda: defaultdict(list))
    for figure in group:
        found = flow(figure.indicator, figure.area_label)
        if found is not None:
            flows[found[0]][found[1]].append(figure)
    for directions in flows.values():
        out, into, both = (_one_value(directions[name]) for name in ("出口", "进口", "进出口"))
        if out and into and both:
            yield from _verdict(both, (out, into))
        surplus, deficit = _one_value(directions["顺差"]), _one_value(directions["逆差"])
        if out and into and surplus:
            yield from _verdict(out, (into, surplus))
        if out and into and deficit:
            yield from _verdict(into, (out, deficit))


def _by_name(group: Sequence[Figure]) -> _Group:
    names: _Group = defaultdict(list)
    for figure in group:
        names[figure.name].append(figure)
    return names


def _partitions(group: Sequence[Figure]) -> Iterator[Finding]:
    names = _by_name(group)
    for whole_name, part_names in _PARTITIONS:
        whole = _one_value(names.get(whole_name, []))
        parts = [part for part in (_one_value(names.get(name, [])) for name in part_names) if part]
        if whole and len(parts) == len(part_names):
            yield from _verdict(whole, parts)


def _halves(group: Sequence[Figure]) -> Iterator[Finding]:
    labels: _Group = defaultdict(list)
    for figure in group:
        if not _AVERAGE.search(figure.indicator):
            labels[plain(figure.indicator)].append(figure)
    for label in labels:
        for one, other in _HALVES:
            rest = label.removeprefix(one)
            if rest == label or len(rest) < 2 or other + rest not in labels:
                continue
            first, second = _one_value(labels[label]), _one_value(labels[other + rest])
            wholes = [f for name in labels if _is_whole(name, rest, one, other) for f in labels[name]]
            whole = _one_value(wholes)
            if first and second and whole:
                yield from _verdict(
                    whole, (first, second), firm=all(same_sentence(whole, part) for part in (first, second))
                )


def _is_whole(name: str, rest: str, one: str, other: str) -> bool:
    head = re.sub(r"(?<=.{2})(?:总数量|总数|总量|数量|总额|总规模|规模|数)$", "", name)
    return (
        head.endswith(re.sub(r"(?:数量|总量|规模|数)$", "", rest)) and one not in name and other not in name
    )


def _among(sentence: Sequence[Figure]) -> Iterator[Finding]:
    """A whole, then 其中 and its parts: they may add up to it, and none is larger."""
    amounts = [
        figure
        for figure in sentence
        if is_amount(figure) and figure.unit not in _NOT_ADDED and realised(figure)
    ]
    for place, whole in enumerate(amounts):
        after = [figure for figure in amounts[place + 1 :] if figure.unit == whole.unit]
        if not after:
            continue
        between = whole.sentence[whole.offset + len(whole.text) : after[0].offset]
        if (
            len(_AMONG.findall(between)) != 1
            or _ASIDE.search(between)
            or _AVERAGE.search(whole.indicator + clause_before(whole))
        ):
            continue
        nearest = [figure for figure in amounts[: place + 1] if figure.unit == whole.unit][-1]
        if nearest is not whole or whole.period != after[0].period:
            continue
        yield from _of_whole(whole, after[:_MOST_PARTS])


def _of_whole(whole: Figure, after: Sequence[Figure]) -> Iterator[Finding]:
    for count in range(len(after), 1, -1):
        parts = after[:count]
        if _total(parts).meets(whole.interval) and _sharp(whole, parts):
            yield from _verdict(whole, parts, firm=False)
            return
    part = after[0]
    if part.interval.low > whole.interval.high:
        yield Finding(
            PART, Severity.DISAGREEMENT, (part, whole),
            f"{about(part)}: the part {part.written} is larger than {whole.written}, which it is said to be in",
            f"{about(part)}：“其中”{part.written}大于总量{whole.written}",
        )  # fmt: skip


def _sharp(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether adding up is no chance: the rounding of all members together is under a fiftieth of the whole."""
    total = _total(parts)
    return (total.high - total.low) + (whole.interval.high - whole.interval.low) < whole.value / 50
