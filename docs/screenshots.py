"""Makes the pictures of this folder from the sample corpus: `python docs/screenshots.py` (needs Chromium and Playwright).

Add a line to `FILE_SHOTS` (the one file) or `SERVER_SHOTS` (`kg serve`) for another picture: its name, the address, how the screen is, and what is
done before.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent / "tests" / "serve"))
from serve_samples import served  # noqa: E402

SAMPLES = DOCS.parent / "seeds" / "samples"
LARGEST = 300_000
"""Bytes of a picture at most: it is drawn with as many colours as fit."""

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
}  # fmt: skip


def choose(name: str) -> Callable[[Page], None]:
    """Select an entity by its name, as a reader does."""

    def act(page: Page) -> None:
        page.fill("#search", name)
        page.wait_for_selector("#results [id^=result-]")
        page.press("#search", "Enter")

    return act


def nothing(page: Page) -> None:
    """Leave the page as it opens."""


def hover(selector: str) -> Callable[[Page], None]:
    """Point at the first element that a selector finds."""

    def act(page: Page) -> None:
        page.locator(selector).first.scroll_into_view_if_needed()
        page.locator(selector).first.hover()

    return act


def click(selector: str) -> Callable[[Page], None]:
    """Click the first element that a selector finds."""
    return lambda page: page.locator(selector).first.click()


Shot = tuple[str, str, dict[str, Any], Callable[[Page], None]]

FILE_SHOTS: list[Shot] = [
    ("explorer-file-desktop-light", "#lang=zh", DESKTOP, choose("国家统计局")),
    ("explorer-file-desktop-dark", "#lang=en", DESKTOP | {"color_scheme": "dark"}, nothing),
    ("explorer-file-phone-light", "#lang=zh", PHONE, nothing),
    ("explorer-file-phone-dark", "#lang=zh", PHONE | {"color_scheme": "dark"}, choose("国家统计局")),
]
SERVER_SHOTS: list[Shot] = [
    ("explorer-network", "/", DESKTOP, choose("交通运输部")),
    ("explorer-network-phone-dark", "/", PHONE | {"color_scheme": "dark"}, nothing),
    ("explorer-entity", "/id/place/450000", DESKTOP, nothing),
    ("explorer-article", "ARTICLE", DESKTOP, hover("#text .m.fig")),
    ("explorer-article-phone", "ARTICLE", PHONE, nothing),
    ("explorer-indicator", "INDICATOR", DESKTOP, nothing),
    ("explorer-map", "/map?place=https://w3id.org/jingwei/id/place/450000", DESKTOP, nothing),
    ("explorer-office", "OFFICE", DESKTOP, nothing),
    ("explorer-checks-dark", "/checks?lang=en", DESKTOP | {"color_scheme": "dark"}, nothing),
    ("explorer-query", "/query", DESKTOP, nothing),
]
MONTHLY = [
    (3120, 4.6),
    (2875, 4.1),
    (3264, 4.9),
    (3301, 5.3),
    (3358, 5.0),
    (3416, 5.8),
    (3390, 5.5),
    (3472, 6.1),
]
"""Retail sales of an invented province, January to August, in 亿元 and % year on year: a series for the chart."""

LINKS = {
    "ARTICLE": ("/articles?q=铁水联运", "main a[href*='/id/page/'][href*='/a']"),
    "INDICATOR": ("/indicators?q=社会消费品零售总额", "main a[href*='/id/indicator/']"),
    "OFFICE": ("/offices?q=商务部 副部长", "main a[href*='/office?']"),
}
"""Addresses that are read off another page: where, and the link to follow."""


def small(path: Path) -> None:
    """Bring a picture below `LARGEST` bytes."""
    with Image.open(path) as picture:
        full = picture.convert("RGB")
    full.save(path, optimize=True)
    for colours in (256, 128, 64):
        if path.stat().st_size > LARGEST:
            full.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
                path, optimize=True
            )


def found(browser: Browser, url: str, address: str) -> str:
    """Return an address, read off another page when `LINKS` names it."""
    if address not in LINKS:
        return address
    where, link = LINKS[address]
    page = browser.new_page(locale="zh-CN")
    page.goto(url + where)
    href = page.locator(link).first.get_attribute("href")
    page.close()
    if href is None:
        raise ValueError(f"{where} has no link {link}")
    return href


def photograph(browser: Browser, shot: Shot, url: str, ready: str) -> None:
    """Take one picture of a page below `url` when the element `ready` is there."""
    name, address, screen, act = shot
    context = browser.new_context(offline=url.startswith("file:"), locale="zh-CN", **screen)
    page = context.new_page()
    page.goto(url + address)
    page.wait_for_selector(ready, state="attached")
    act(page)
    page.wait_for_timeout(1500)
    page.screenshot(path=DOCS / f"{name}.png")
    small(DOCS / f"{name}.png")
    context.close()


def main() -> None:
    """Build the samples and photograph the page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = sorted(map(str, [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html"), *SAMPLES.glob("*.jsonl")]))
        for month, (sales, growth) in enumerate(MONTHLY, 1):
            page = Path(folder) / f"retail_{month:02d}.txt"
            page.write_text(
                f"东海省社会消费品零售总额{month}月份同比增长{growth}%\n\n新华社海州{month + 1}月16日电（记者林知远）东海省统计局16日发布的数据显示，2026年{month}月份，"
                f"东海省社会消费品零售总额{sales}亿元，同比增长{growth}%。\n",
                encoding="utf-8",
            )
            files.append(str(page))
        subprocess.run([sys.executable, "-m", "kg", "build", *files, "-o", folder], check=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in FILE_SHOTS:
            photograph(browser, shot, (Path(folder) / "graph.html").as_uri(), "html[data-whole]")
        with served(Path(folder)) as url:
            for name, address, screen, act in SERVER_SHOTS:
                shot = (name, found(browser, url, address), screen, act)
                photograph(browser, shot, url, "html[data-ready]" if address == "/" else "main")
        browser.close()


if __name__ == "__main__":
    main()
