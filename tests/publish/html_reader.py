"""A reader of one graph file in a real browser with the network off; remembers what the page asked for and complained about."""

from pathlib import Path
from typing import Any


class Reader:
    """A browser page on one graph file; remembers requests and complaints."""

    def __init__(self, browser: Any, path: Path, hash: str = "#lang=zh", **context: Any) -> None:
        self.context = browser.new_context(
            offline=True, locale="zh-CN", **{"viewport": {"width": 1440, "height": 900}, **context}
        )
        self.page, self.path = self.context.new_page(), path
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.set_default_timeout(5000)
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("dialog", lambda d: (self.complaints.append("dialog " + d.message), d.dismiss()))
        self.open(hash)

    def open(self, hash: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + hash)
        self.page.wait_for_selector("html[data-ready][data-whole]", state="attached")

    def search(self, text: str) -> None:
        self.page.keyboard.press("/")
        self.page.fill("#search", text)
        self.page.keyboard.press("Enter")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_timeout(150)

    def panel(self) -> str:
        return str(self.page.inner_text("#panel")) if self.page.is_visible("#panel") else ""

    def click_node(self, label: str) -> None:
        at = self.page.evaluate("label => jingwei.at(label)", label)
        box = self.page.locator("#canvas").bounding_box()
        self.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        self.settle()

    def counts(self) -> dict[str, int]:
        return dict(self.page.evaluate("jingwei.counts()"))

    def close(self) -> None:
        assert [u for u in self.requests if not u.startswith(("file:", "data:", "blob:", "about:"))] == []
        assert self.complaints == []
        self.context.close()
