"""A small store of our own with places, figures by area and holders of offices, for the tests of the map and of the offices."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
from serve_samples import BASE

from kg.graph.store import GraphStore
from kg.graph.terms import PREFIXES
from kg.serve.index import Index
from kg.serve.index.syncing import sync_index
from kg.serve.views import Context, load_views

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e顾"
"""A name that tries to leave its place on the page, and to turn round what follows it."""

PLACES = {
    "450000": ("Province", "广西壮族自治区", "22.819", "108.3629"),
    "320000": ("Province", "江苏省", "32.0604", "118.7627"),
    "710000": ("Province", "台湾省", "25.04", "121.51"),
    "320300": ("City", "徐州市", "34.2", "117.3"),
    "320322": ("County", "沛县", "34.7", "116.9"),
    "JP": ("Country", "日本", "35.6895", "139.6917"),
    "KR": ("Country", "韩国", "37.566", "126.978"),
    "CN": ("Country", "中国", "", ""),
    "delta": ("Region", "澄江三角洲", "", ""),
    "odd": ("Site", HOSTILE, "31.2", "121.4"),
}
"""Key → subtype, name, latitude, longitude."""

BODIES = {
    "water": "江苏省水利厅",
    "trade": "外贸部",
    "odd": HOSTILE,
}


@dataclass(frozen=True)
class Item:
    """One article: `posts` are (person, body, title, change, start, end), `figures` (area, indicator, value, unit, basis, period)."""

    text: str
    date: str | None = "2026-03-20"
    posts: Sequence[tuple[str, str, str, str, str, str]] = ()
    figures: Sequence[tuple[str, str, str, str, str, str]] = ()


ITEMS = (
    Item("江苏省水利厅厅长卢望舒到徐州市调研。", "2024-05-06", posts=[("卢望舒", "water", "厅长", "", "", "")]),
    Item("免去卢望舒的江苏省水利厅厅长职务，任命李明为江苏省水利厅厅长。", "2026-03-20", posts=[
        ("卢望舒", "water", "厅长", "Removed", "", "2026-03-19"), ("李明", "water", "厅长", "Appointed", "2026-03-19", "")]),
    Item("江苏省水利厅厅长李明、副厅长周衡、副厅长秦霁出席。", "2026-05-11", posts=[
        ("李明", "water", "厅长", "", "", ""), ("周衡", "water", "副厅长", "", "", ""), ("秦霁", "water", "副厅长", "", "", "")]),
    Item("江苏省水利厅党组书记、厅长李明发言，副厅长周衡主持。", "2026-06-11", posts=[
        ("李明", "water", "党组书记、厅长", "", "", ""), ("周衡", "water", "副厅长", "", "", "")]),
    Item("外贸部部长欧阳若水离任。", "2026-04-02", posts=[("欧阳若水", "trade", "部长", "Removed", "", "")]),
    Item("外贸部专员穆青。", None, posts=[("穆青", "trade", "专员", "", "", "")]),
    Item("某人任职。", "2026-01-01", posts=[(HOSTILE, "odd", '"部长"\\<b>', "Appointed", "2026-01-01", "")]),
    Item("广西壮族自治区外贸进出口增长11.5%，江苏省外贸进出口下降2.4%。", "2026-02-20", figures=[
        ("450000", "广西外贸进出口", "11.5", "%", "YearOnYear", "2025"), ("320000", "江苏外贸进出口", "-2.4", "%", "YearOnYear", "2025"),
        ("450000", "广西外贸进出口", "9.2", "%", "YearOnYear", "2024")]),
    Item("日本汽车产量为900万辆，韩国汽车产量为400万辆，中国汽车产量为3000万辆。", "2026-02-21", figures=[
        ("JP", "汽车产量", "9000000", "辆", "", "2025"), ("KR", "汽车产量", "4000000", "辆", "", "2025"), ("CN", "汽车产量", "30000000", "辆", "", "2025")]),
    Item("澄江三角洲与沛县、台湾省往来密切。", "2026-03-01"),
    Item(f"{HOSTILE}开工。", "2026-03-02"),
)  # fmt: skip


def make_places(output: Path) -> Path:
    """Write the sample store and its index into an output folder."""
    quads = list(ox.parse(_trig(), format=ox.RdfFormat.TRIG))
    with GraphStore.open(output / "store") as store:
        store.store.extend(
            quads + [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads]
        )
        sync_index(store, output / "store")
    return output


def context_of(output: Path) -> Context:
    """What a view works on in that folder."""
    load_views()
    store = GraphStore.open(output / "store", read_only=True)
    return Context(store, store.ids.base, Index(output / "store"))


def node(key: str) -> str:
    return f"<{BASE}{key}>"


def iri(kind: str, name: str) -> str:
    return f"{BASE}{kind}/{sha256(name.encode()).hexdigest()[:12]}"


def _trig() -> str:
    heads = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    return (
        heads + "".join(_page(number, item) for number, item in enumerate(ITEMS)) + f"{node('graph/seeds')} {{\n{_seeds()}}}\n"
    )  # fmt: skip


def _seeds() -> str:
    lines = []
    for key, (kind, name, latitude, longitude) in PLACES.items():
        lines.append(f"{node('place/' + key)} a kg:Place, kg:{kind} ; rdfs:label {_text(name)}@zh .")
        if key.isdigit():
            lines.append(f'{node("place/" + key)} kg:divisionCode "{key}" .')
        elif kind == "Country":
            lines.append(f'{node("place/" + key)} kg:countryCode "{key}" .')
        if latitude:
            lines.append(f"{node('place/' + key)} geo:lat {latitude} ; geo:long {longitude} .")
    lines.append(f"{node('place/320322')} kg:locatedIn {node('place/320300')} .")
    lines.append(f"{node('place/320300')} kg:locatedIn {node('place/320000')} .")
    for key, name in BODIES.items():
        lines.append(
            f"{node('organization/' + key)} a kg:Organization, kg:GovernmentBody ; rdfs:label {_text(name)}@zh ;"
        )
        lines.append(f"  skos:altLabel {_text('又名' + key)}@zh ; kg:locatedIn {node('place/320000')} .")
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _page(number: int, item: Item) -> str:
    sha = sha256(str(number).encode()).hexdigest()
    page, article = node(f"page/{sha}"), node(f"page/{sha}/a1")
    sentence = f"<{BASE}page/{sha}#char=0,{len(item.text)}>"
    lines = [
        f'{page} a kg:Page, nif:Context ; dcterms:source "{number}.txt" ; dcterms:identifier "sha256:{sha}" ; prov:wasGeneratedBy {node("run/1")} .',
        f"{article} a schema:NewsArticle ; schema:isPartOf {page} ; schema:headline {_text(f'第{number}篇')}@zh .",
        f"{sentence} a nif:Sentence ; nif:referenceContext {page} ; nif:beginIndex 0 ; nif:endIndex {len(item.text)} ; "
        f"nif:anchorOf {_text(item.text)} ; schema:isPartOf {article} .",
    ]
    if item.date:
        lines.append(f'{article} schema:datePublished "{item.date}"^^xsd:date .')
    for key, (_, name, *_rest) in PLACES.items():
        begin = item.text.find(name)
        if begin >= 0:
            end = begin + len(name)
            lines.append(
                f"<{BASE}page/{sha}#char={begin},{end}> a nif:Phrase ; nif:referenceContext {page} ; nif:beginIndex {begin} ; nif:endIndex {end} ; "
                f"nif:anchorOf {_text(name)} ; schema:isPartOf {article} ; itsrdf:taIdentRef {node('place/' + key)} ."
            )
    lines += [_post(sha, sentence, item, *post) for post in item.posts]
    lines += [_figure(sha, sentence, *figure) for figure in item.figures]
    return f"{page} {{\n" + "\n".join(lines) + "\n}\n"


def _post(
    sha: str, sentence: str, item: Item, person: str, body: str, title: str, change: str, start: str, end: str
) -> str:
    days = {"attestedOn": item.date, "startDate": start, "endDate": end}
    dated = "".join(f' ; kg:{name} "{day}"^^xsd:date' for name, day in days.items() if day)
    who = f"<{iri('person', person)}>"
    return (
        f"{who} a kg:Person ; rdfs:label {_text(person)}@zh .\n"
        f"<{iri('post', sha + person + title + change)}> a org:Membership ; org:member {who} ; org:organization {node('organization/' + body)} ; "
        f"kg:postTitle {_text(title)}@zh{dated}{f' ; kg:change kg:{change}' if change else ''} ; prov:wasDerivedFrom {sentence} ."
    )


def _figure(
    sha: str, sentence: str, area: str, indicator: str, value: str, unit: str, basis: str, year: str
) -> str:
    name, units = f"<{iri('indicator', indicator)}>", f"<{iri('unit', unit)}>"
    period = node(f"period/{year}")
    return (
        f"{name} a kg:Indicator, skos:Concept ; rdfs:label {_text(indicator)}@zh .\n"
        f'{units} a kg:Unit ; skos:notation "{unit}" .\n'
        f'{period} a kg:Period ; kg:startDate "{year}-01-01"^^xsd:date ; kg:endDate "{year}-12-31"^^xsd:date ; rdfs:label "{year}年"@zh, "{year}"@en .\n'
        f"<{iri('statistic', sha + area + indicator + year)}> a qb:Observation ; kg:indicator {name} ; sdmx-measure:obsValue {value} ; "
        f"kg:measure kg:{'ChangeRate' if basis else 'Level'}{f' ; kg:basis kg:{basis}' if basis else ''} ; sdmx-attribute:unitMeasure {units} ; "
        f"kg:comparator kg:Exactly ; sdmx-dimension:refArea {node('place/' + area)} ; sdmx-dimension:refPeriod {period} ; prov:wasDerivedFrom {sentence} ."
    )
