"""What the picture calls things, in Chinese and English, and how they look: shapes and colours by type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Shape (of vis-network) and colours, for a light and a dark page, of one type of entity."""

    shape: str
    light: str
    dark: str


LOOKS: dict[str, Look] = {
    "Organization": Look("square", "#2C6BB3", "#6CA6E8"),
    "Person": Look("dot", "#D2691E", "#F2A766"),
    "Place": Look("triangle", "#14806B", "#4FC3A8"),
    "Policy": Look("diamond", "#A2407F", "#E28DC3"),
    "Event": Look("star", "#8A7500", "#E3CF57"),
}
"""Told apart by shape alone as well; a test measures the distances as colour-blind people see them."""

KINDS: dict[str, tuple[str, str]] = {
    "post": ("任职", "post"),
    "figures": ("发布数据", "reports figures of"),
    "coMention": ("同句提及", "named together"),
    "org:subOrganizationOf": ("隶属于", "part of"),
    "org:memberOf": ("成员", "member of"),
    "kg:locatedIn": ("位于", "located in"),
    "kg:issuedBy": ("发布", "issued by"),
    "kg:basedOn": ("依据", "based on"),
    "kg:amends": ("修订", "amends"),
    "kg:repeals": ("废止", "repeals"),
    "kg:transmits": ("转发", "transmits"),
    "schema:organizer": ("主办方", "held by"),
    "schema:founder": ("创立者", "founded by"),
    "kg:cooperatesWith": ("合作", "cooperates with"),
    "kg:investsIn": ("投资", "invests in"),
}
"""Edge kinds: predicates as CURIEs, and the three kinds of the network itself."""

TYPES: dict[str, tuple[str, str]] = {
    "Organization": ("机构", "Organization"),
    "Person": ("人物", "Person"),
    "Place": ("地点", "Place"),
    "Policy": ("政策", "Policy"),
    "Event": ("活动", "Event"),
    "GovernmentBody": ("党政机关", "government body"),
    "Company": ("企业", "company"),
    "Institute": ("院校机构", "institute"),
    "Association": ("协会", "association"),
    "Media": ("媒体", "media"),
    "InternationalOrganization": ("国际组织", "international organization"),
    "Official": ("官员", "official"),
    "Country": ("国家", "country"),
    "Province": ("省级", "province"),
    "City": ("地级市", "city"),
    "County": ("区县", "county"),
    "Region": ("区域", "region"),
    "Site": ("场所", "site"),
    "Law": ("法律法规", "law"),
    "Regulation": ("规章", "regulation"),
    "Notice": ("通知公告", "notice"),
    "Plan": ("规划", "plan"),
}
"""Classes of entities by local name."""


def kind_label(kind: str) -> tuple[str, str]:
    """Return the Chinese and English name of an edge kind; an unknown predicate is called by its local name."""
    local = kind.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
    return KINDS.get(kind, (local, local))
