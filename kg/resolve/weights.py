"""How much each kind of agreement says that two entities are one: the Fellegi-Sunter parameters of `kg resolve`.

m is the share of pairs that are one thing on which a level is found, u its share of pairs that only share a name. They
are fixed, not estimated: a store of some hundred pages has a dozen pairs of namesakes, on which Splink's estimation is
unstable, and fixed weights give the same answer on every machine. They were set by what each level means and checked
on `seeds/samples/homonyms`. The columns are those of `kg.resolve.linking`; `_l` and `_r` are the two sides.
"""

from dataclasses import dataclass

PRIOR = 0.2
"""Share of pairs of one name, kept apart within their pages, that are one thing."""


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: `condition` in SQL (None: anything else), and what it is called in an explanation."""

    english: str
    chinese: str
    condition: str | None
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A feature; pairs that `unknown` holds for say nothing by it. Levels are tried in order."""

    name: str
    unknown: str
    levels: tuple[Level, ...]


def _any(column: str) -> str:
    return f"list_has_any({column}_l, {column}_r)"


def _missing(column: str) -> str:
    return f"len({column}_l) = 0 or len({column}_r) = 0"


_TOGETHER = _any("articles")
"""Whether one article names both: it then says nothing that both have the same company."""

_COMPANIONS = Comparison(
    "companions",
    f"{_missing('companions')} or {_TOGETHER}",
    (
        # Three common companions are hardly chance: companions that many articles name are left out beforehand.
        Level(
            "three or more common companions",
            "三个以上共同出现者",
            "len(list_intersect(companions_l, companions_r)) >= 3",
            0.20,
            0.01,
        ),
        Level("a common companion", "有共同出现者", _any("companions"), 0.35, 0.09),
        Level("no common companion", "无共同出现者", None, 0.45, 0.90),
    ),
)
_PLACES = Comparison(
    "places",
    f"{_missing('places')} or {_TOGETHER}",
    (
        Level("same city or county in the text", "文中有同一市县", _any("places"), 0.50, 0.15),
        Level("same province in the text", "文中有同一省份", _any("regions"), 0.20, 0.15),
        Level("other places", "地点不同", None, 0.30, 0.70),
    ),
)
_APART = f"len(bodies_l) > 0 and len(bodies_r) > 0 and not {_any('bodies')} and not {_any('around')}"

PERSONS: tuple[Comparison, ...] = (
    Comparison(
        "name",
        "false",
        (
            # Short names are shared by many: 2 characters most of all. Full foreign names hardly ever.
            Level(
                "same full foreign name",
                "外文全名相同",
                "name_l = name_r and contains(name_l, '·')",
                0.25,
                0.05,
            ),
            Level(
                "same name of four characters or more",
                "四字以上姓名相同",
                "name_l = name_r and length(name_l) > 3",
                0.05,
                0.02,
            ),
            Level(
                "same name of three characters",
                "三字姓名相同",
                "name_l = name_r and length(name_l) = 3",
                0.50,
                0.42,
            ),
            Level("same name of two characters", "二字姓名相同", "name_l = name_r", 0.18, 0.49),
            Level("same last part of the name", "姓氏部分相同", None, 0.02, 0.02),
        ),
    ),
    Comparison(
        "bodies",
        _missing("bodies"),
        (
            # A post that one report gives as the present one and another as a former one: the strongest tie there is.
            Level("a post in the same body", "任职机构相同", _any("bodies"), 0.60, 0.02),
            Level(
                "a body within the other's",
                "机构隶属",
                "list_has_any(bodies_l, around_r) or list_has_any(around_l, bodies_r)",
                0.14,
                0.03,
            ),
            Level("bodies of one place or parent", "同一地方或系统", _any("around"), 0.10, 0.06),
            Level("bodies of one province", "同省机构", _any("provinces"), 0.07, 0.11),
            Level("unrelated bodies", "机构无关", None, 0.09, 0.78),
        ),
    ),
    Comparison(
        "titles",
        _missing("titles"),
        (
            Level("same title", "职务相同", _any("titles"), 0.35, 0.10),
            Level("titles of one class", "职务同类", _any("classes"), 0.45, 0.35),
            Level("titles of different fields", "职务领域不同", None, 0.20, 0.55),
        ),
    ),
    _COMPANIONS,
    _PLACES,
    Comparison(
        "reporter",
        "not reporter_l and not reporter_r",
        (
            Level(
                "a reporter and the holder of a post", "记者与任职者", "reporter_l <> reporter_r", 0.02, 0.60
            ),
            Level("both reporters", "均为记者", None, 0.98, 0.40),
        ),
    ),
    Comparison(
        "time",
        "len(days_l) = 0 or len(days_r) = 0",
        (
            # One person seldom holds two unrelated posts within a quarter; many do within a career.
            Level(
                "unrelated posts at the same time",
                "同期担任无关职务",
                f"{_APART} and abs(list_min(days_l) - list_min(days_r)) <= 92",
                0.05,
                0.40,
            ),
            Level(
                "decades apart",
                "相隔二十年以上",
                "abs(list_min(days_l) - list_min(days_r)) > 7305",
                0.02,
                0.05,
            ),
            Level("times agree", "时间不矛盾", None, 0.93, 0.55),
        ),
    ),
)
"""What is compared of two persons of one name."""

NAMES: tuple[Comparison, ...] = (
    Comparison(
        "form",
        "false",
        (
            Level(
                "one name is a short form of the other",
                "一名为另一名之简称",
                "list_contains(forms_l, name_r) or list_contains(forms_r, name_l)",
                0.90,
                0.30,
            ),
            Level("names differ in a word", "名称有别", None, 0.10, 0.70),
        ),
    ),
    Comparison(
        "core",
        "false",
        (
            # What is left of a short name is often a common word or another firm's: 华远, 中信.
            Level("four or more characters in common", "相同部分四字以上", "length(core_l) > 3", 0.60, 0.20),
            Level("three characters in common", "相同部分三字", "length(core_l) = 3", 0.25, 0.30),
            Level("two characters in common", "相同部分二字", None, 0.15, 0.50),
        ),
    ),
    Comparison(
        "subtype",
        "subtype_l is null or subtype_r is null",
        (
            Level("same kind", "类别相同", "subtype_l = subtype_r", 0.85, 0.35),
            Level("different kinds", "类别不同", None, 0.15, 0.65),
        ),
    ),
    Comparison(
        "home",
        _missing("provinces"),
        (
            Level("same city in the names", "名称中同一市县", _any("around"), 0.60, 0.08),
            Level("same province in the names", "名称中同一省份", _any("provinces"), 0.38, 0.12),
            Level("different provinces in the names", "名称中省份不同", None, 0.02, 0.80),
        ),
    ),
    Comparison(
        "people",
        _missing("people"),
        (
            Level("a common holder of a post", "有共同任职者", _any("people"), 0.40, 0.01),
            Level("no common holder of a post", "无共同任职者", None, 0.60, 0.99),
        ),
    ),
    Comparison(
        "together",
        f"not {_TOGETHER}",
        # An article that names both by different names mostly means two; what is one within it, its page has joined.
        (
            Level("both named in one article", "同一文章中并提", _TOGETHER, 0.10, 0.40),
            Level("named apart", "未在同一文章中出现", None, 0.90, 0.60),
        ),
    ),
    _COMPANIONS,
    _PLACES,
)
"""What is compared of two organizations, or two places, whose names differ only by form."""
