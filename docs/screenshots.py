"""Makes the pictures of this folder from the sample corpus: `python docs/screenshots.py` (needs Chromium and Playwright).

Add a line to `SHOTS` for another picture: the name of the file, the address in the page, how the screen is, and what is done before.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
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


SHOTS: list[tuple[str, str, dict[str, Any], Callable[[Page], None]]] = [
    ("explorer-file-desktop-light", "#lang=zh", DESKTOP, choose("国家统计局")),
    ("explorer-file-desktop-dark", "#lang=en", DESKTOP | {"color_scheme": "dark"}, nothing),
    ("explorer-file-phone-light", "#lang=zh", PHONE, nothing),
    ("explorer-file-phone-dark", "#lang=zh", PHONE | {"color_scheme": "dark"}, choose("国家统计局")),
]


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


def main() -> None:
    """Build the samples and photograph the page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = sorted(map(str, [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.html"), *SAMPLES.glob("*.jsonl")]))
        subprocess.run([sys.executable, "-m", "kg", "build", *files, "-o", folder], check=True)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, address, screen, act in SHOTS:
            context = browser.new_context(offline=True, locale="zh-CN", **screen)
            page = context.new_page()
            page.goto((Path(folder) / "graph.html").as_uri() + address)
            page.wait_for_selector("html[data-whole]", state="attached")
            act(page)
            page.wait_for_timeout(1200)
            page.screenshot(path=DOCS / f"{name}.png")
            small(DOCS / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
