"""Answers for people: a template becomes a page under the content security policy."""

from fastapi import Response
from jinja2 import Environment, PackageLoader, select_autoescape

from kg.serve.formats import HTML
from kg.serve.guard import PAGE_POLICY

_TEMPLATES = Environment(
    loader=PackageLoader("kg.serve"), autoescape=select_autoescape(["html"]), trim_blocks=True
)


def page(
    template: str,
    *,
    status: int = 200,
    policy: str = PAGE_POLICY,
    headers: dict[str, str] | None = None,
    **values: object,
) -> Response:
    """Return the page that a template of `templates/` makes of the values; all text in them is escaped."""
    content = _TEMPLATES.get_template(template).render(**values)
    headers = {"Content-Security-Policy": policy, **(headers or {})}
    return Response(content, status, headers, HTML)


def typed(media: str) -> str:
    """Return a media type as a header says it: text names its encoding."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
