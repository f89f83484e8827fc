"""A series as a picture, PNG, SVG or PDF, drawn by matplotlib (the optional extra `plot`)."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from math import log10
from pathlib import Path
from typing import Any

from kg.graph import GraphError
from kg.publish.series import Line, Point, Series, kind_of_period, units

FORMATS = (".png", ".svg", ".pdf")

# Families that hold simplified Chinese, as they are called on Linux, Windows and macOS; any other font that has the
# characters will do after them.
_CHINESE_FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Heiti SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "DengXian", "SimSun",
    "Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Serif CJK JP", "Droid Sans Fallback", "AR PL UMing CN", "Arial Unicode MS",
)  # fmt: skip
_SAMPLE = "经纬数据亿"
_SCALES = ((12, "万亿", "trillion "), (8, "亿", "hundred million "), (4, "万", "ten thousand "))
_NAMES = {"CNY": "元", "USD": "美元", "pp": "百分点"}
_WORDS = {
    "day": "时点", "month": "单月", "quarter": "季度", "year": "全年", "to date": "累计", "other": "其他时期",
    "YearOnYear": "同比", "MonthOnMonth": "环比", "AnnualAverage": "年均",
    "level": "水平值", "rate": "变动率", "change": "变动量", "share": "占比", "rank": "位次", "streak": "连续期", "rule": "规定值",
}  # fmt: skip
_MOST_TICKS = 16


class ChartError(GraphError):
    """A chart that cannot be drawn, and why."""


def draw(series: Series, path: Path) -> str | None:
    """Draw a series to `path`, one panel for each unit, and return a warning when no Chinese font is installed.

    Lines join points of one area, basis and kind of period. Without a Chinese font all words are ASCII. Raises
    ChartError when matplotlib is missing, the ending is unknown, or there is nothing to draw. Equal series give equal
    bytes with one version of matplotlib.

    Example: `draw(series(store, "出口"), Path("exports.png"))`.
    """
    if path.suffix.lower() not in FORMATS:
        raise ChartError(
            f"{path.name}: no picture format is called {path.suffix!r}; known: {' '.join(FORMATS)}"
        )
    if not series.points:
        raise ChartError(
            "there is nothing to draw: no figure of this indicator and measure belongs to a period"
        )
    matplotlib = _matplotlib()
    font = _chinese_font()
    settings = {
        "svg.hashsalt": "jingwei",
        "axes.unicode_minus": False,
        "font.family": [font or "DejaVu Sans", "DejaVu Sans"],
    }
    with matplotlib.rc_context(settings):
        _draw(series, path, chinese=font is not None)
    return (
        None
        if font
        else "no Chinese font is installed: the picture is labelled in ASCII (Noto Sans CJK SC is a free one)"
    )


def _matplotlib() -> Any:
    try:
        matplotlib = import_module("matplotlib")
    except ModuleNotFoundError:
        raise ChartError("drawing needs matplotlib: install jingwei-kg[plot]") from None
    matplotlib.use("Agg")
    return matplotlib


def _chinese_font() -> str | None:
    """The family of the first installed font that has Chinese characters."""
    manager = import_module("matplotlib.font_manager").fontManager
    faces = {entry.name: entry.fname for entry in manager.ttflist}
    ranked = [name for name in _CHINESE_FONTS if name in faces]
    likely = sorted(
        name
        for name in faces
        if any(part in name for part in ("CJK", "Hei", "Song", "Han Sans", "Ming", "Kai"))
        and name not in ranked
    )
    return next((name for name in (*ranked, *likely) if _has_chinese(faces[name])), None)


def _has_chinese(file: str) -> bool:
    try:
        face = import_module("matplotlib.ft2font").FT2Font(file)
    except (OSError, RuntimeError):
        return False  # a font file that cannot be read is no font
    return all(face.get_char_index(ord(character)) for character in _SAMPLE)


def _draw(series: Series, path: Path, *, chinese: bool) -> None:
    figure_class: Any = import_module("matplotlib.figure").Figure
    panels = list(units(series.points))
    figure = figure_class(figsize=(9, 1.2 + 3.4 * len(panels)), layout="constrained")
    for axes, unit in zip(figure.subplots(len(panels), 1, squeeze=False)[:, 0], panels, strict=True):
        _panel(axes, series, unit, chinese=chinese)
    title = (
        f"{series.name}（{_WORDS[series.measure]}）" if chinese else f"Indicator series ({series.measure})"
    )
    figure.suptitle(title)
    metadata: Mapping[str, str | None] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(
        path.suffix.lower(), {}
    )
    figure.savefig(path, dpi=144, metadata=dict(metadata))


def _panel(axes: Any, series: Series, unit: str, *, chinese: bool) -> None:
    mine = [point for point in series.points if point.unit == unit]
    power, scale, scale_en = _scale(mine)
    for key, points in sorted(series.lines().items(), key=lambda item: tuple(part or "" for part in item[0])):
        if points[0].unit == unit:
            values = [float(point.value.scaleb(-power)) for point in points]
            axes.plot(
                [point.end for point in points],
                values,
                marker="o",
                linewidth=1.5,
                markersize=5,
                label=_legend(key, chinese=chinese),
            )
    axes.set_ylabel(
        f"{scale}{_NAMES.get(unit, unit)}" if chinese else f"{scale_en}{unit if unit.isascii() else 'units'}"
    )
    _ticks(axes, mine)
    axes.grid(True, alpha=0.3)
    axes.legend(fontsize="small", bbox_to_anchor=(1.01, 1), loc="upper left")


def _legend(key: Line, *, chinese: bool) -> str:
    """Name a line: 中国·同比·全年, or without a Chinese font "YearOnYear, year"."""
    area, _, basis, kind = key
    if chinese:
        return "·".join(part for part in (area, _WORDS.get(basis or "", basis), _WORDS[kind]) if part)
    return ", ".join(part for part in (basis if basis and basis.isascii() else None, kind) if part)


def _scale(points: Sequence[Point]) -> tuple[int, str, str]:
    """The power of ten that the axis is written in, and its Chinese and English name."""
    highest = max(abs(point.value) for point in points)
    digits = int(log10(highest)) if highest >= 1 else 0
    return next((entry for entry in _SCALES if digits >= entry[0]), (0, "", ""))


def _ticks(axes: Any, points: Sequence[Point]) -> None:
    """Name the ends of the periods under the points, as many as there is room for."""
    days = sorted({point.end for point in points})
    years = all(kind_of_period(point.start, point.end) == "year" for point in points)
    shown = days[:: -(-len(days) // _MOST_TICKS)]
    axes.set_xticks(
        shown,
        [f"{day:%Y}" if years else f"{day:%Y-%m}" for day in shown],
        rotation=30,
        ha="right",
        fontsize="small",
    )
    if len(days) == 1:
        axes.margins(x=0.5)
