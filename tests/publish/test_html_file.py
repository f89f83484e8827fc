"""The HTML file as bytes: self-contained, safe whatever text is in the graph, the same on every run."""

import base64
import gzip
import hashlib
import itertools
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from network_graphs import HOSTILE, hostile, large, small
from pyoxigraph import Store

from kg.publish.html import write_html
from kg.publish.html.page import EXPLORER_SCRIPTS, SCRIPTS, safe_json
from kg.publish.html.wording import KINDS, LOOKS, TYPES, kind_words


class Elements(HTMLParser):
    """Collects elements, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append("")
        self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[-1] += data

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(a, self.texts[i]) for i, (t, a) in enumerate(self.found) if t == tag]


def page(store: Store, folder: Path, **options: object) -> tuple[str, Elements]:
    report = write_html(store, folder / "graph.html", **options)  # type: ignore[arg-type]
    text = (folder / "graph.html").read_text(encoding="utf-8")
    assert report.bytes == len(text.encode())
    elements = Elements()
    elements.feed(text)
    return text, elements


def everything(elements: Elements) -> dict[str, list[Any]]:
    """What the file packs."""
    text = next(t for a, t in elements.of("script") if a.get("id") == "data")
    return dict(json.loads(gzip.decompress(base64.b64decode(text))))


GRAPHS = {"small": small, "hostile": hostile, "empty": Store}


@pytest.mark.parametrize("name", GRAPHS)
def test_nothing_is_loaded_from_anywhere(name: str, tmp_path: Path) -> None:
    _, elements = page(GRAPHS[name](), tmp_path)
    for tag, attributes in elements.found:
        assert tag not in ("iframe", "object", "embed", "img", "base", "form")
        for attribute in ("src", "srcset", "data", "action", "poster"):
            assert attribute not in attributes, (tag, attributes)
        if "href" in attributes:
            assert attributes["href"] in ("data:,", "#search")
        assert not any(a.startswith("on") or a == "style" for a in attributes)
    styles = "".join(text for _, text in elements.of("style"))
    assert "url(" not in styles and "@import" not in styles


def test_policy_allows_exactly_the_two_scripts_and_the_style(tmp_path: Path) -> None:
    _, elements = page(small(), tmp_path)
    (policy,) = [
        a["content"] or "" for a, _ in elements.of("meta") if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
    assert "require-trusted-types-for 'script'" in policy
    run = [t for a, t in elements.of("script") if a.get("type") is None]
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    hashes = {
        base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()
        for t in (*run, *(t for _, t in elements.of("style")))
    }
    assert len(run) == 2 and allowed == hashes


def test_hostile_text_stays_data(tmp_path: Path) -> None:
    text, elements = page(hostile(), tmp_path, title=HOSTILE[0])
    assert len(elements.of("script")) == 5 and not elements.of("b")
    assert text.count("</script>") == 5
    written = {a["id"]: t for a, t in elements.of("script") if a.get("id")}
    assert not re.search("[<>&\u2028\u2029\u202e\x00]", "".join(written.values()))
    assert re.fullmatch("[A-Za-z0-9+/=]+", written["data"] or "")
    labels = [row[2] for row in everything(elements)["nodes"]]
    assert labels == [row[2] for row in json.loads(written["core"])["nodes"]]
    assert HOSTILE[0] in labels and HOSTILE[3] in labels
    assert max(map(len, labels)) <= 400


def test_half_a_character_in_the_title_does_no_harm(tmp_path: Path) -> None:
    text, _ = page(small(), tmp_path, title="半个\ud83d字")
    assert "<title>半个?字</title>" in text


def test_safe_json_reads_back_the_same() -> None:
    for text in (*HOSTILE, "\ud83d\ude00 😀"):
        assert json.loads(safe_json([text])) == json.loads(json.dumps([text]))
        assert not set(safe_json([text])) & set("<>&\u2028\u2029\u202e\u200f")


def test_same_graph_same_bytes(tmp_path: Path) -> None:
    store, other = small(), Store()
    other.extend(reversed(list(store)))
    write_html(store, tmp_path / "one.html")
    write_html(other, tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_report_tells_what_is_shown_and_what_is_kept(tmp_path: Path) -> None:
    report = write_html(large(500), tmp_path / "g.html", shown=120)
    assert (report.entities, report.embedded, report.shown) == (500, 500, 120)
    _, elements = page(large(500), tmp_path, shown=120)
    drawn = json.loads(next(t for a, t in elements.of("script") if a.get("id") == "drawn"))
    assert len(drawn["nodes"]) == 120
    assert drawn["options"]["physics"] == {"enabled": False} and drawn["options"]["edges"]["smooth"] is False


def test_evidence_is_capped_and_the_rest_counted(tmp_path: Path) -> None:
    _, elements = page(large(3000), tmp_path)
    rows = everything(elements)["nodes"]
    assert max(len(r[12]) for r in rows) == 16
    assert any(r[13] for r in rows)


def test_bad_use_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        write_html(small(), tmp_path / "g.html", shown=0)
    with pytest.raises(OSError, match="missing"):
        write_html(small(), tmp_path / "missing" / "g.html")


def test_every_class_and_relation_has_words() -> None:
    assert set(LOOKS) <= set(TYPES)
    assert all(all((w.zh, w.en, w.zh_back, w.en_back)) for w in KINDS.values())
    assert kind_words("http://example.org/x#partnerOf").zh == "partnerOf"


def test_every_phrase_of_the_page_is_there_in_both_languages() -> None:
    assets = resources.files("kg.publish.html") / "assets"
    texts = {
        a.name: a.read_text(encoding="utf-8") for a in assets.iterdir() if a.name.endswith((".js", ".jinja"))
    }
    assert set(texts) == {*SCRIPTS, *EXPLORER_SCRIPTS, "page.html.jinja"}
    phrases = dict(re.findall(r"^  '?([\w:]+)'?: (\[.*\]),$", texts.pop("words.js"), re.MULTILINE))
    assert len(phrases) > 80 and all(p.count("', '") == 1 for p in phrases.values())
    source = "\n".join(texts.values())
    used = {*re.findall(r"\bt\('([\w:]+)'", source), *re.findall(r'data-t(?:-label)?="(\w+)"', source)}
    assert used <= {*phrases, "keyList"} and len(used) > 50


# Machado, Oliveira and Fernandes 2009, severity 1.0: linear RGB as seen with each colour blindness.
SIGHT = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(rgb: list[float]) -> tuple[float, float, float]:
    x, y, z = (
        sum(w * min(1, max(0, c)) for w, c in zip(row, rgb, strict=True))
        for row in ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x / 0.9505, y, z / 1.089))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_types_differ_in_shape_and_for_every_eye_in_colour(sight: str, theme: str) -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    seen = {}
    for name, look in LOOKS.items():
        rgb = linear(getattr(look, theme))
        seen[name] = lab([sum(w * c for w, c in zip(row, rgb, strict=True)) for row in SIGHT[sight]])
    for a, b in itertools.combinations(seen, 2):
        distance = sum((p - q) ** 2 for p, q in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert distance > 18, (a, b, distance)


@pytest.mark.parametrize(("theme", "ground"), [("light", "#fbfaf8"), ("dark", "#16181b")])
def test_colours_stand_out_from_the_page(theme: str, ground: str) -> None:
    def luminance(colour: str) -> float:
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))

    for name, look in LOOKS.items():
        a, b = sorted((luminance(getattr(look, theme)), luminance(ground)))
        assert (b + 0.05) / (a + 0.05) >= 3, name
