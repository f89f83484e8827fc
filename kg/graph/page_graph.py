"""All that one page adds to the graph."""

from pyoxigraph import Quad

from kg.graph.concepts import concept_keys
from kg.graph.entities import write_entities
from kg.graph.evidence import check, check_mentions
from kg.graph.facts import write_facts
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.pages import write_article, write_page
from kg.graph.runs import Run, run_quads
from kg.graph.sheet import Sheet
from kg.graph.statistics import write_statistics
from kg.records import PageFacts, Ref


def page_quads(facts: PageFacts, run: Run, base: str = BASE, *, with_text: bool = True) -> list[Quad]:
    """Return the graph of a page, as the graph contract in the design has it, and the description of its run.

    The page's statements are in the named graph whose IRI is the page's; `with_text=False` leaves out the page's text.
    Raises EvidenceError when a quote does not stand at its offsets (everything is checked while it is written, and all
    of it once more at the end), IdentityError when a fact speaks of a mention without an entity, GraphError for facts
    that cannot be written. Pure: equal arguments give equal quads in one order.

    Example: a page that says 商务部部长李明 gives the mentions 商务部 and 李明, their entities, and a post 部长.
    """
    sheet = Sheet(facts, run, Identifiers(base))
    write_page(sheet, with_text=with_text)
    write_entities(sheet)
    for article in facts.articles:
        write_article(sheet, article)
        write_facts(sheet, article)
        write_statistics(sheet, article)
    quads = sheet.quads
    check(quads, facts.page.text)
    check_mentions(quads)
    return quads + run_quads(run, base)


def used_keys(facts: PageFacts) -> frozenset[str]:
    """Return the keys of all entities that a page speaks of, to look up in the seeds.

    Example: a national figure uses `place/CN`, whether the page names 中国 or not.
    """
    refs: list[Ref | None] = []
    for article in facts.articles:
        refs += [post.organization for post in article.posts]
        refs += [end for relation in article.relations for end in (relation.subject, relation.object)]
        refs += [
            ref
            for statistic in article.statistics
            for ref in (statistic.area, statistic.source, statistic.policy)
        ]
    keys = {ref for ref in refs if isinstance(ref, str)}
    keys.update(entity.key for entity in facts.entities)
    keys.update(facts.identity.values(), facts.publishers.values(), facts.places.values())
    keys.update(key for authors in facts.authors.values() for key in authors)
    keys |= concept_keys(
        statistic.indicator for article in facts.articles for statistic in article.statistics
    )
    return frozenset(keys)
