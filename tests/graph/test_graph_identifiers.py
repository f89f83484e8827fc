import re
from datetime import date

import pytest
from pyoxigraph import NamedNode

from kg.graph.identifiers import BASE, Identifiers, digest, normal_label

IDS = Identifiers()


def local(node: NamedNode) -> str:
    return node.value.removeprefix(BASE)


def test_every_kind_of_node_is_a_pure_function_of_content():
    sha = "ab" * 32
    assert local(IDS.page(sha)) == f"page/{sha}"
    assert local(IDS.article(sha, 2)) == f"page/{sha}/a2"
    assert local(IDS.span(sha, 3, 9)) == f"page/{sha}#char=3,9"
    assert local(IDS.entity("place/320000")) == "place/320000"
    assert local(IDS.period(date(2025, 1, 1), date(2025, 12, 31))) == "period/2025-01-01--2025-12-31"
    assert IDS.fact("post", sha, "部长", None) == IDS.fact("post", sha, "部长", None)
    assert IDS.fact("post", sha, "部长", None) != IDS.fact("post", sha, "部长", "")
    assert IDS.fact("post", sha, "部长") != IDS.fact("post", "cd" * 32, "部长")


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        ("%", "percent"),
        ("pp", "percentage-point"),
        ("倍", "times"),
        ("", "one"),
        ("CNY", "CNY"),
        ("辆", "%E8%BE%86"),
        ("元/平方米", "%E5%85%83%2F%E5%B9%B3%E6%96%B9%E7%B1%B3"),
    ],
)
def test_units_have_ascii_names(notation: str, name: str):
    assert local(IDS.unit(notation)) == f"unit/{name}"


def test_iris_are_ascii_whatever_goes_in():
    nodes = [
        IDS.entity("organization/商务部 <x>"),
        IDS.unit("吨 标准煤"),
        IDS.indicator("出口 总值"),
        IDS.indicator("x", "indicator/出口"),
    ]
    assert all(re.fullmatch(r"[\x21-\x7e]+", node.value) for node in nodes)


def test_values_of_a_digest_do_not_run_together():
    assert (
        len({digest(parts) for parts in (["ab"], ["a", "b"], ["a", None, "b"], ["a", "", "b"], ["1:ab"], [])})
        == 6
    )


def test_an_indicator_is_known_by_its_normal_label():
    assert IDS.indicator("ＧＤＰ　总量") == IDS.indicator("GDP 总量")
    assert normal_label(" ＧＤＰ　总量 ") == "GDP 总量"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "no-scheme/",
        "https://example.org/no-slash",
        "https://例子.cn/",
        "https://example.org/a b/",
        "https://example.org/#/",
    ],
)
def test_a_base_must_be_an_absolute_ascii_iri(base: str):
    with pytest.raises(ValueError, match="base IRI"):
        Identifiers(base)


def test_another_base_moves_every_node():
    ids = Identifiers("https://data.example/kg/")
    assert ids.entity("place/CN").value == "https://data.example/kg/place/CN"
    assert ids.seeds_graph().value == "https://data.example/kg/graph/seeds"
