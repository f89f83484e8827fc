"""The frame of the HTML file: template, styles and scripts put together, with a content security policy that lets nothing else run."""

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.publish.html.wording import LOOKS

SCRIPTS = (
    "text.js", "words.js", "data.js", "state.js", "filters.js", "canvas.js", "labels.js", "search.js", "chart.js", "figures.js",
    "panel.js", "path.js", "legend.js", "list.js", "export.js", "keyboard.js", "main.js",
)  # fmt: skip
"""Parts of the page's program, in the order in which they are joined into one function."""

_VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def safe_json(value: Any) -> str:
    """Return JSON that cannot end the script element it stands in, whatever text it holds.

    `<`, `>`, `&` and all controls that reorder or break lines are written as escapes. Example: 甲</script> has no `<` left.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES)


_ESCAPES = {
    ord(c): f"\\u{ord(c):04x}"
    for c in "<>&\u007f\u0085\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
} | {c: f"\\u{c:04x}" for c in range(0xD800, 0xE000)}


def render_page(title: str, network: Network, data: str) -> str:
    """Return the whole file: `network` is what pyvis draws first, `data` the JSON of everything else."""
    nodes, edges, _, _, _, options = network.get_network_data()
    vis = _VIS.read_text(encoding="utf-8")
    program = "(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();"
    style = _palette() + _asset("style.css")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(vis)} {_hash(program)}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    environment = Environment(
        loader=PackageLoader("kg.publish.html", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.jinja").render(
        title=title,
        policy=Markup(policy),
        style=Markup(style),
        vis=Markup(vis),
        program=Markup(program),
        drawn=Markup(safe_json({"nodes": nodes, "edges": edges, "options": json.loads(options)})),
        data=Markup(data),
    )


def _palette() -> str:
    """The colours of the types as CSS variables, for the symbols outside of the drawing."""
    light, dark = (
        ";".join(f"--t{i}:{getattr(look, theme)}" for i, look in enumerate(LOOKS.values()))
        for theme in ("light", "dark")
    )
    return (
        f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
    )


def _asset(name: str) -> str:
    return (files("kg.publish.html") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source expression of an inline element for a content security policy: the hash of exactly its characters."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
