"""Answers for people: a template becomes a page in the reader's language, under the content security policy."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kg.serve.formats import HTML
from kg.serve.guard import PAGE_POLICY
from kg.serve.pages.language import COOKIE, Tongue, asked, language_of
from kg.serve.pages.wording import NAVIGATION, TYPE_NUMBERS

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_YEAR = 31_536_000


def visible(value: Any) -> Any:
    """Return a text with every control that reorders, hides or breaks text as a visible mark, one for one.

    Example: 海关\\u202e总署 becomes 海关�总署. Anything that is no text stays as it is.
    """
    if not isinstance(value, str):
        return value
    return value if _CONTROLS.search(value) is None else type(value)(_CONTROLS.sub("\ufffd", value))


def web_address(iri: str | None) -> str | None:
    """Return a web address that may stand in a link, None for anything else (`javascript:…`, a path)."""
    return iri if iri is not None and iri.startswith(("http://", "https://")) else None


_TEMPLATES = Environment(
    loader=PackageLoader("kg.serve"),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    finalize=visible,
)
_TEMPLATES.filters["web"] = web_address
_TEMPLATES.filters["in_url"] = lambda text: quote(str(text), safe="")
_TEMPLATES.filters["number"] = lambda n: f"{n:,}"


def page(
    template: str,
    request: Request,
    *,
    status: int = 200,
    policy: str = PAGE_POLICY,
    headers: dict[str, str] | None = None,
    **values: object,
) -> Response:
    """Return the page that a template of `templates/` makes of the values; all text in them is escaped.

    A template can use besides: `t` (words of the reader's language, see `Tongue`), `language`, `path`, `with_query(key=value)`
    (this address with other parameters), `navigation` and `type_number`.
    """
    language = language_of(request)
    content = _TEMPLATES.get_template(template).render(
        t=Tongue(language),
        language=language,
        path=request.url.path,
        status=status,
        with_query=lambda **changes: _with_query(request, changes),
        navigation=NAVIGATION,
        type_number=TYPE_NUMBERS,
        **values,
    )
    response = Response(content, status, {"Content-Security-Policy": policy, **(headers or {})}, HTML)
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    response.headers["Content-Language"] = "zh-CN" if language == "zh" else "en"
    if chosen := asked(request):
        response.set_cookie(COOKIE, chosen, max_age=_YEAR, samesite="lax")
    return response


def _with_query(request: Request, changes: dict[str, Any]) -> str:
    """This request's own query with some parameters set, or left out where the new value is None."""
    kept = {key: value for key, value in request.query_params.items() if key not in changes}
    return "?" + urlencode(kept | {key: value for key, value in changes.items() if value is not None})


def typed(media: str) -> str:
    """Return a media type as a header says it: text names its encoding."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
