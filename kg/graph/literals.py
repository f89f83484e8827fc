"""Literals in the canonical forms that every store keeps as they are (Oxigraph would rewrite any other)."""

from datetime import date
from decimal import Decimal

from pyoxigraph import Literal

from kg.graph.errors import GraphError
from kg.graph.terms import XSD


def chinese(text: str) -> Literal:
    """Return text in Chinese: `"部长"@zh`."""
    return Literal(_checked(text), language="zh")


def english(text: str) -> Literal:
    """Return text in English: `"Ministry"@en`."""
    return Literal(_checked(text), language="en")


def plain(text: str) -> Literal:
    """Return a string of no language: a quote, a code, a file name."""
    return Literal(_checked(text))


def integer(number: int) -> Literal:
    """Return an `xsd:integer`."""
    return Literal(str(number), datatype=XSD.integer)


def decimal(number: Decimal) -> Literal:
    """Return an `xsd:decimal` in canonical form: no exponent, no plus, no zeros at the end.

    Raises GraphError for infinities and NaN.

    Example: 45.47万亿 as `Decimal("4.547E+13")` → `45470000000000`; -0.50 → `-0.5`.
    """
    if not number.is_finite():
        raise GraphError(f"the value {number} is no decimal number")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in {"-0", ""} else text, datatype=XSD.decimal)


def day(when: date) -> Literal:
    """Return an `xsd:date`: `2026-01-14`."""
    return Literal(when.isoformat(), datatype=XSD.date)


def truth(value: bool) -> Literal:
    """Return an `xsd:boolean`."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def any_uri(address: str) -> Literal:
    """Return an `xsd:anyURI`: addresses come from pages and may be no valid IRI, which a node would have to be."""
    return Literal(_checked(address), datatype=XSD.anyURI)


def _checked(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise GraphError(f"the text {text[:40]!a} holds a lone surrogate, which no RDF format can write")
    return text
