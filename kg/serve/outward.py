"""Does a query reach out to other servers? `SERVICE` and `LOAD` would let anybody make this machine send requests.

Oxigraph's evaluator follows both and has no switch against it. So a query that may hold one of the two words as a
keyword is refused: what is surely a string, an IRI, a comment, a variable or the local part of a name is taken out,
and the words must not occur in the rest. Where this lexer stops too early, it refuses too much, never too little.
"""

import re

# Every alternative matches at most what Oxigraph itself reads as one such token. `\\.` is an escape in a local name:
# without it `ex:a\#` would look like the begin of a comment and hide what follows.
_TOKENS = re.compile(
    r"""
    \\.                                         # escaped character of a local name
    | <[^<>"{}|^`\\\x00-\x20]*>                 # IRI
    | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}         # long string
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]*                                # comment
    | [?$][A-Za-z0-9_]+                         # variable
    | :(?:[A-Za-z0-9_-]|\\.)+                   # local part of a name
    """,
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = re.compile("service|load", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U00([0-9A-Fa-f]{6})")


def reaches_out(text: str) -> str | None:
    """Return the keyword (`SERVICE` or `LOAD`) with which a query or update may call another server, or None.

    Example: `SELECT ?service { ?service rdfs:label "服务 service" }` reaches nowhere: None.
    """
    for written in {text, _ESCAPED.sub(_character, text)}:
        match = _KEYWORDS.search(_TOKENS.sub(" ", written))
        if match:
            return match[0].upper()
    return None


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]
