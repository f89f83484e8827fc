import pytest

from kg.records import EntityType
from kg.resolve.identity import entity_key, normal_name, person_key


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("唐　强", "唐强"),
        (" 顾 明 ", "顾明"),
        ("Ｃ９１９ 项目(二期)", "C919项目（二期）"),
        ("海州（集团） 有限公司", "海州（集团）有限公司"),
        ("海州(集团)有限公司", "海州（集团）有限公司"),
        ("阿里 • 哈桑", "阿里·哈桑"),
        ("玛丽・罗斯", "玛丽·罗斯"),
        ("World  Health\nOrganization", "World Health Organization"),
    ],
)
def test_normal_names(name: str, normal: str):
    assert normal_name(name) == normal
    assert normal_name(normal) == normal


def test_a_key_depends_on_type_and_normal_name_only():
    key = entity_key(EntityType.ORGANIZATION, "海州市商务局")
    assert key == entity_key(EntityType.ORGANIZATION, "海州市 商务局")
    assert key != entity_key(EntityType.ORGANIZATION, "海洲市商务局")
    kind, _, digits = key.partition("/")
    assert kind == "organization"
    assert len(digits) == 16
    assert set(digits) <= set("0123456789abcdef")
    assert entity_key(EntityType.PLACE, "海州市商务局").startswith("place/")


def test_a_key_is_the_same_on_every_machine():
    assert entity_key(EntityType.POLICY, "桥梁出口管理办法") == "policy/688a4dc97ccec65b"


def test_persons_of_one_name_stay_two():
    one = person_key("李 明", organization="organization/a")
    assert one == person_key("李明", organization="organization/a", article="00/a1")
    assert one != person_key("李明", organization="organization/b")
    assert person_key("李明", article="00/a1") != person_key("李明", article="00/a2")
    assert person_key("李明", article="x") != person_key("李明", organization="x")


def test_a_person_needs_more_than_a_name():
    with pytest.raises(ValueError, match="李明"):
        person_key("李明")


def test_an_empty_name_has_no_key():
    with pytest.raises(ValueError, match="nothing but blanks"):
        entity_key(EntityType.PLACE, "　 ")
