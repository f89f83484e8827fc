"""What counts as the same indicator: one name for the wordings of a thing, and how far a name may be trusted."""

import re
import unicodedata
from functools import lru_cache

from kg.knowledge.concepts import concepts

_MARKS = re.compile(r"[\s“”‘’\"'《》·,，、]")
_PARTICLES = re.compile(r"[的了]")
_NATIONAL = re.compile(r"^(?:中国|我国|全国|全省|全市|全区|全县|我省|我市)")
_AREA_SUFFIX = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市|县|区)$")
_DOING = re.compile(r"^(?:实现|完成|达到|累计|新增)(?=.{2})|(?:实现|完成|达到|达|为|突破|超过)$")
_SIZE = re.compile(r"(?<=.{3})(?:数量|总数|总量|总额|总值|金额|规模|数)$")
_FLOW = re.compile(
    r"^(?P<who>.*?)(?P<flow>进出口|出口|进口|贸易顺差|贸易逆差|顺差|逆差)(?:总值|总额|额|值|规模|金额)?$"
)
_GOODS = re.compile(r"^(?:货物贸易|对外贸易|外贸|货物|商品)|(?:货物贸易|对外贸易|外贸|货物)$")
_TOWARDS = re.compile(r"^(?:对|与|自|从|向|同)")

# Known names that are said of any firm, fair or place: nothing tells whose they are, so two articles' figures of this
# name are not taken for the same thing.
_OF_ANYTHING = frozenset(
    f"indicator/{key}"
    for key in (
        "revenue_firm", "profit", "total_profit", "assets", "debt_ratio", "market_value", "sales_amount",
        "sales_volume", "output", "output_value", "orders", "users", "transaction", "stores", "employees",
        "dividends", "tax_paid", "wage", "exhibitors", "visitors", "project_investment", "hospitals", "beds",
        "doctors", "visits", "schools", "students", "enrolment", "job_fairs", "deaths", "affected",
        "disaster_loss", "work_deaths", "bond_issue", "fund_size", "reverse_repo", "mlf", "turnover",
        "tourism_trips", "tourism_spending", "inbound", "old_estates", "affordable", "rainfall", "temperature",
        "capacity", "enterprises", "robot_output", "trade_balance", "trade_monthly", "exchange_rate",
    )
)  # fmt: skip
_SHORTEST_OPEN_NAME = 5


@lru_cache(maxsize=100_000)
def canonical(label: str, area: str | None) -> str:
    """Return one name for all wordings of an indicator: the key of a known one, else its label without trimmings.

    Trimmings are quotation marks, 的 and 了, the area at its head (我国, 全省, the area's own name), 实现 and 完成, and words
    of mere size at its end (数量, 总额, 规模) when three characters remain.

    Example: 进出口总值, 我国货物贸易进出口 → indicator/trade; 人工智能企业数量, “人工智能”企业 → 人工智能企业.
    """
    name = without_area(_MARKS.sub("", unicodedata.normalize("NFKC", label)), area)
    for trimmed in (name, _DOING.sub("", name), _SIZE.sub("", _DOING.sub("", name))):
        if known := concepts().lookup(trimmed):
            return known.key
    return _PARTICLES.sub("", trimmed)


def without_area(name: str, area: str | None) -> str:
    """Return a name without the area that it begins with: 广东外贸进出口 of 广东省 → 外贸进出口."""
    cut = _NATIONAL.sub("", name)
    if area:
        for form in (area, _AREA_SUFFIX.sub("", area)):
            if len(form) >= 2 and cut.startswith(form):
                cut = cut.removeprefix(form)
                break
    return cut if len(cut) >= 2 else name


def trustworthy(name: str, *quotes: str) -> bool:
    """Say whether figures of a name in two articles may be taken for the same thing.

    A known indicator may, unless it is said of anything (销售额); another name must have five characters, and each of
    the quotes must say it word for word, so that it was not pieced together from a sentence before.
    """
    if name.startswith("indicator/"):
        return name not in _OF_ANYTHING
    return len(name) >= _SHORTEST_OPEN_NAME and all(name in plain(quote) for quote in quotes)


def plain(quote: str) -> str:
    """Return a quote as names are compared with it: without white space, quotation marks, 的 and 了."""
    return _PARTICLES.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", quote)))


def flow(label: str, area: str | None) -> tuple[str, str] | None:
    """Return whose trade an indicator states and in which direction, or None when it states none.

    Example: 自欧盟进口 → (欧盟, 进口), 对欧盟进出口总值 → (欧盟, 进出口), 货物贸易出口额 → ("", 出口).
    """
    match = _FLOW.fullmatch(without_area(_MARKS.sub("", unicodedata.normalize("NFKC", label)), area))
    if match is None:
        return None
    who = _TOWARDS.sub("", _GOODS.sub("", match["who"]))
    return (_PARTICLES.sub("", _GOODS.sub("", who)), match["flow"].removeprefix("贸易"))
