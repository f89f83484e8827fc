"""The frame of the explorer: template, styles and scripts put together, with a content security policy that lets nothing else run.

One program in two settings: inside the one file, with its data embedded (`render_page`), and on the server, which serves the parts
as files of their own and answers the program's questions (`explorer_page` and the four functions under it).
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.publish.html.wording import LOOKS

_PROGRAM = (
    "text.js", "words.js", "data.js", "absorb.js", "state.js", "filters.js", "canvas.js", "overview.js", "labels.js", "search.js", "chart.js",
    "figures.js", "evidence.js", "panel.js", "path.js", "neighbours.js", "legend.js", "list.js", "export.js", "turtle.js", "keyboard.js", "loading.js", "main.js",
)  # fmt: skip

SCRIPTS = ("unpacking.js", "source_file.js", "names.js", *_PROGRAM)
"""Parts of the one file's program, in the order in which they are joined into one function."""

EXPLORER_SCRIPTS = ("source_server.js", *_PROGRAM)
"""Parts of the server's program: the same, but what the graph holds is asked for."""

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": False,
        "hideEdgesOnZoom": False,
        "tooltipDelay": 300,
        "keyboard": {"enabled": False},
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {
        "smooth": False,
        "width": 1.2,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrows": {"to": {"enabled": False, "scaleFactor": 0.5}},
    },
}
"""vis-network as measured to be smooth: no physics, straight edges; names are drawn by the page itself."""


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


def render_page(title: str, network: Network, core: str, data: str) -> str:
    """Return the whole file: `network` is what pyvis draws first, `core` the JSON of that part, `data` the packed JSON of everything."""
    nodes, edges, _, _, _, options = network.get_network_data()
    vis, program, style = (
        vis_network(),
        _joined(SCRIPTS),
        palette() + _asset("style.css") + _asset("waiting.css"),
    )
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
    inside = {"policy": policy, "style": style, "vis": vis, "program": program, "core": core, "data": data}
    drawn = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
    return _rendered(title, drawn, inside={name: Markup(text) for name, text in inside.items()})


def explorer_page(title: str, navigation: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return the page of the server's explorer, which loads the four files under `/assets/` and draws nothing of its own.

    `navigation` are the other pages of the site: address, Chinese and English name. Example: ("/indicators", "指标", "Indicators").
    """
    return _rendered(title, {"nodes": [], "edges": [], "options": OPTIONS}, navigation=navigation)


def explorer_program() -> str:
    """Return `/assets/explorer.js`, the program of the server's explorer."""
    return _joined(EXPLORER_SCRIPTS)


def explorer_style() -> str:
    """Return `/assets/explorer.css`; it stands on the colours of `palette`."""
    return _asset("style.css") + _asset("waiting.css") + _asset("site.css")


def vis_network() -> str:
    """Return `/assets/vis-network.js`: the drawing library, as it came with pyvis."""
    return _VIS.read_text(encoding="utf-8")


def palette() -> str:
    """Return `/assets/palette.css`: the colours of the types (`--t0` for Organization, …) on a light and a dark page."""
    light, dark = (
        ";".join(f"--t{i}:{getattr(look, theme)}" for i, look in enumerate(LOOKS.values()))
        for theme in ("light", "dark")
    )
    return (
        f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
    )


def _rendered(
    title: str,
    drawn: Mapping[str, Any],
    *,
    inside: Mapping[str, Markup] | None = None,
    navigation: Sequence[tuple[str, str, str]] = (),
) -> str:
    """The page with everything `inside`, or with links to the server's files."""
    environment = Environment(
        loader=PackageLoader("kg.publish.html", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja").render(
        title=title, drawn=Markup(safe_json(drawn)), inside=inside, navigation=navigation
    )


def _joined(scripts: Sequence[str]) -> str:
    """One function of the parts, which share its scope and leave nothing outside of it."""
    return "(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in scripts) + "\n})();"


def _asset(name: str) -> str:
    return (files("kg.publish.html") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source expression of an inline element for a content security policy: the hash of exactly its characters."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
