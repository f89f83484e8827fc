"""The documentation page of the ontology: one HTML file, generated from the ontology, its shapes and its example.

pyLODE, the usual tool, links styles and scripts from elsewhere and knows neither SHACL nor two languages side by side.
"""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.publish.ontology.examples import example
from kg.publish.ontology.model import NAMES, Term, metadata, terms
from kg.publish.ontology.rules import targets

__all__ = ["ontology_page", "write_ontology_page"]

_KINDS = (
    ("class", "Classes", "类"),
    ("object", "Object properties", "对象属性"),
    ("datatype", "Datatype properties", "数据属性"),
    ("individual", "Individuals", "个体"),
)


def ontology_page() -> str:
    """Return the page as HTML: all terms with labels and comments in English and Chinese, axioms, alignments, shapes.

    It needs nothing beside itself and runs no script. The same ontology gives the same bytes.

    Example: the section `#Policy` (政策) says that a policy has a `kg:documentNumber`, and what shape it must keep to.
    """
    environment = Environment(
        loader=PackageLoader("kg.publish.ontology", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found = terms()
    rules = targets()
    own = {f"kg:{term.name}" for term in found if term.kind == "class"}
    return environment.get_template("page.html.jinja").render(
        about=metadata(),
        sections=[
            (kind, english, chinese, [term for term in found if term.kind == kind])
            for kind, english, chinese in _KINDS
        ],
        example=example,
        rules=rules,
        other_rules=[target for name, target in rules.items() if name not in own],
        vocabularies=_vocabularies(found),
    )


def write_ontology_page(path: Path) -> None:
    """Write the page to `path`; raises OSError when that is unwritable."""
    path.write_text(ontology_page(), encoding="utf-8", newline="\n")


def _vocabularies(found: list[Term]) -> list[tuple[str, str, list[tuple[Term, str, str, str]]]]:
    """Each aligned vocabulary with the terms that stand below one of its own (⊑), or are near to one (≈)."""
    rows: dict[str, list[tuple[Term, str, str, str]]] = {}
    for term in found:
        links = [(one, "∈" if term.kind == "individual" else "⊑") for one in term.aligned]
        for one, sign in [*links, *((one, "≈") for one in term.near)]:
            rows.setdefault(one.name.split(":", 1)[0], []).append((term, sign, one.name, one.href))
    return [
        (prefix, NAMES[prefix], rows[prefix]) for prefix in sorted(rows, key=lambda one: NAMES[one].lower())
    ]
