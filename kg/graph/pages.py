"""Pages, articles and mentions as quads."""

from kg.graph.errors import GraphError
from kg.graph.literals import any_uri, chinese, day, integer, plain
from kg.graph.sheet import Sheet
from kg.graph.terms import DCTERMS, ITSRDF, KG, NIF, PROV, RDF, SCHEMA
from kg.records import Article, ArticleFacts, ArticleKind, Byline

_ARTICLE_CLASSES = {
    ArticleKind.CAPTION: KG.PhotoCaption,
    ArticleKind.NOTICE: KG.PublicNotice,
    ArticleKind.CONTINUATION: KG.Continuation,
}


def write_page(sheet: Sheet, *, with_text: bool = True) -> None:
    """Write the page itself; `with_text=False` leaves out `nif:isString`."""
    page = sheet.facts.page
    sheet.add(sheet.page, RDF.type, KG.Page, NIF.Context)
    sheet.add(sheet.page, DCTERMS.source, plain(page.source))
    sheet.add(sheet.page, DCTERMS.identifier, plain(f"sha256:{page.sha256}"))
    sheet.add(sheet.page, PROV.wasGeneratedBy, sheet.run)
    if with_text:
        sheet.add(sheet.page, NIF.isString, plain(page.text))


def write_article(sheet: Sheet, facts: ArticleFacts) -> None:
    """Write one article with its date, place, publisher and reporters, and every mention in it."""
    article = facts.article
    node = sheet.article(article)
    sheet.add(node, RDF.type, SCHEMA.NewsArticle, _ARTICLE_CLASSES.get(article.kind))
    sheet.add(node, SCHEMA.isPartOf, sheet.page)
    sheet.add(node, SCHEMA.position, integer(article.index))
    sheet.add(node, SCHEMA.headline, chinese(article.headline) if article.headline else None)
    sheet.add(node, SCHEMA.url, any_uri(article.url) if article.url else None)
    if article.published:
        sheet.add(node, SCHEMA.datePublished, day(article.published))
    elif article.assumed:
        sheet.add(node, KG.assumedDate, day(article.assumed))
    publisher, place = sheet.facts.publishers.get(article.index), sheet.facts.places.get(article.index)
    sheet.add(node, SCHEMA.publisher, sheet.entity(publisher) if publisher else None)
    sheet.add(node, SCHEMA.locationCreated, sheet.entity(place) if place else None)
    _write_mentions(sheet, facts)
    _write_authors(sheet, facts)


def _write_mentions(sheet: Sheet, facts: ArticleFacts) -> None:
    for mention in facts.mentions:
        sheet.check_mention(facts.article, mention)
        phrase = sheet.string(facts.article, NIF.Phrase, mention.begin, mention.end)
        sheet.add(phrase, ITSRDF.taIdentRef, sheet.entity(mention))
        sheet.add(phrase, KG.rule, plain(mention.rule) if mention.rule else None)


def _write_authors(sheet: Sheet, facts: ArticleFacts) -> None:
    """Write the authors, and the mention of each name in its byline unless it is a mention of the article already."""
    article = facts.article
    authors = sheet.facts.authors.get(article.index, ())
    for key in authors:
        sheet.add(sheet.article(article), SCHEMA.author, sheet.entity(key))
    if not authors:
        return
    if len(authors) != len(article.bylines):
        raise GraphError(
            f"{sheet.facts.page.source}: article {article.index} has {len(article.bylines)} bylines and {len(authors)} authors"
        )
    taken = {(mention.begin, mention.end) for mention in facts.mentions}
    for byline, key in zip(article.bylines, authors, strict=True):
        if (byline.begin, byline.end) not in taken:
            _write_byline(sheet, article, byline, key)


def _write_byline(sheet: Sheet, article: Article, byline: Byline, key: str) -> None:
    phrase = sheet.string(article, NIF.Phrase, byline.begin, byline.end)
    sheet.add(phrase, ITSRDF.taIdentRef, sheet.entity(key))
    sheet.add(phrase, KG.rule, plain(f"byline.{byline.role}"))
