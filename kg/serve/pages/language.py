"""Which of the two languages a visitor reads: asked for in the address, kept in a cookie, else as the browser says."""

import re
from typing import Literal

from fastapi import Request

from kg.serve.pages.wording import WORDS

Language = Literal["zh", "en"]

COOKIE = "jingwei.language"
"""The cookie, and the key of the browser's local storage, that keep the choice."""

_PREFERENCE = re.compile(r"\s*([A-Za-z*]+)[\w-]*(?:\s*;\s*q=([0-9.]+))?")


def asked(request: Request) -> Language | None:
    """Return the language that an address asks for with `?lang=`, None when it asks for none of the two."""
    wanted = request.query_params.get("lang")
    return "en" if wanted == "en" else "zh" if wanted == "zh" else None


def language_of(request: Request) -> Language:
    """Return the language of a request: `?lang=en`, then the cookie, then `Accept-Language`, else Chinese."""
    kept = request.cookies.get(COOKIE)
    chosen = asked(request) or ("en" if kept == "en" else "zh" if kept == "zh" else None)
    return chosen or _preferred(request.headers.get("accept-language", ""))


def _preferred(header: str) -> Language:
    best: tuple[float, Language] = (0.0, "zh")
    for part in header[:1000].split(","):
        match = _PREFERENCE.match(part)
        if match is None or match[1].lower() not in {"zh", "en"}:
            continue
        try:
            weight = float(match[2] or 1)
        except ValueError:
            continue
        if weight > best[0]:
            best = (weight, "en" if match[1].lower() == "en" else "zh")
    return best[1]


class Tongue:
    """The words of one language. `t("shown", n=3)` fills the places of a text; `t.pick(zh, en)` chooses of two."""

    def __init__(self, language: Language):
        """Take the language, zh or en."""
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key of `WORDS`; raise KeyError for one that is not there."""
        return self.pick(*WORDS[key]).format(**values) if values else self.pick(*WORDS[key])

    def pick(self, zh: str, en: str) -> str:
        """Return the one of two texts that is in this language. Example: 文章, Articles."""
        return zh if self.language == "zh" else en

    def maybe(self, key: str) -> str:
        """Return the text of a key, the key itself for one that is not there (a class or predicate of other people)."""
        return self.pick(*WORDS[key]) if key in WORDS else key
