"""Headers that every answer carries, and requests that a writable store does not take from other people's pages."""

from urllib.parse import urlsplit

from kg.serve.frames import Refusal

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: its own files, nothing from anywhere else, no code or style inside the page."""

_RESIZER_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"

EDITOR_POLICY = PAGE_POLICY.replace("style-src 'self'", f"style-src 'self' {_RESIZER_STYLE}")
"""The editor's: the one style element that the bundled YASGUI makes (for resizing columns), by its hash."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check_origin(origin: str | None, host: str | None, *, loopback: bool) -> None:
    """Refuse (403) a write that a page of another site makes the user's browser send.

    A browser names that site in `Origin`. A site whose name was made to lead to this machine (DNS rebinding) shows in
    `Host`, so a server on loopback answers writes to loopback names only.
    """
    name = urlsplit(f"//{host or ''}").hostname
    if loopback and name not in _LOOPBACK:
        raise Refusal(403, "A store on this machine takes updates only under the name of this machine.")
    if origin is not None and urlsplit(origin).netloc != (host or ""):
        raise Refusal(403, "Pages of other sites may not change this store.")
