"""What the picture calls things, in Chinese and English, and how they look: shapes and colours by type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Shape (of vis-network), its size for equal weight to the eye, and colours for a light and a dark page, of one type."""

    shape: str
    scale: float
    light: str
    dark: str


LOOKS: dict[str, Look] = {
    "Organization": Look("square", 0.88, "#1960AB", "#7AA4E7"),
    "Person": Look("dot", 1.0, "#DE711A", "#EEA566"),
    "Place": Look("triangle", 1.05, "#399674", "#57CCB0"),
    "Policy": Look("diamond", 1.15, "#A2407F", "#BA71A7"),
    "Event": Look("star", 1.35, "#715B00", "#EDD557"),
}
"""Told apart by shape alone as well; a test measures the distances as colour-blind people see them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A relation in Chinese and English, read from its subject, and read back from its object."""

    zh: str
    en: str
    zh_back: str
    en_back: str


KINDS: dict[str, Words] = {
    "post": Words("任职于", "post at", "任职人员", "in post here"),
    "figures": Words("发布其数据", "reports figures of", "数据发布者", "figures reported by"),
    "coMention": Words("同句提及", "named together", "同句提及", "named together"),
    "org:subOrganizationOf": Words("隶属于", "part of", "下属机构", "has part"),
    "org:memberOf": Words("成员于", "member of", "成员", "has member"),
    "kg:locatedIn": Words("位于", "located in", "境内", "location of"),
    "kg:issuedBy": Words("发布者", "issued by", "发布", "issued"),
    "kg:basedOn": Words("依据", "based on", "是其依据", "basis of"),
    "kg:amends": Words("修订", "amends", "被其修订", "amended by"),
    "kg:repeals": Words("废止", "repeals", "被其废止", "repealed by"),
    "kg:transmits": Words("转发", "transmits", "被其转发", "transmitted by"),
    "schema:organizer": Words("主办方", "held by", "主办", "holds"),
    "schema:founder": Words("创立者", "founded by", "创立", "founded"),
    "kg:cooperatesWith": Words("合作", "cooperates with", "合作", "cooperates with"),
    "kg:investsIn": Words("投资", "invests in", "投资方", "invested in by"),
    "owl:sameAs": Words("同一对象", "same as", "同一对象", "same as"),
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


def kind_words(kind: str) -> Words:
    """Return the words of an edge kind; an unknown predicate is called by its local name. Example: kg:locatedIn is 位于."""
    local = kind.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
    return KINDS.get(kind, Words(local, local, local, local))
