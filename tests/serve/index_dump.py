"""All that an index says, with IRIs for its own numbers, so that two indexes of one store can be compared."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.serve.index.network import load_network


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that an index says, with IRIs for its own numbers."""
    queries = {
        "pages": "SELECT id, iri, state, source FROM pages",
        "articles": "SELECT a.id, a.iri, headline, date, e.iri FROM articles a LEFT JOIN entities e ON e.id = publisher",
        "sentences": "SELECT * FROM sentences",
        "entities": "SELECT iri, type, subtype, label, aliases, mentions, degree, rank, position, x, y FROM entities JOIN ranks ON entity = id",
        "names": "SELECT n.id, iri, name, folded FROM names n JOIN entities e ON e.id = entity",
        "indicators": "SELECT iri, label, folded, count FROM indicators",
        "mentions": "SELECT iri, page, begin, end, article, sentence FROM mentions JOIN entities e ON e.id = entity",
        "facts": "SELECT e.iri, kind, page, f.iri FROM facts f JOIN entities e ON e.id = entity",
        "posts": "SELECT page, p.iri, e.iri, title, attested, start, end, change FROM posts p JOIN entities e ON e.id = person",
        "others": "SELECT iri, state FROM others",
        "members": "SELECT * FROM members",
        "meta": "SELECT * FROM meta",
    }
    with closing(sqlite3.connect(path)) as connection:
        found = {name: sorted(connection.execute(query), key=repr) for name, query in queries.items()}
        iris, network = dict(connection.execute("SELECT id, iri FROM entities")), load_network(connection)
        found["ties"] = sorted((iris[t.a], iris[t.b], t.kind, t.weight) for t in network.ties(iris))
        found["near"] = sorted(
            (iri, place, iris[other], (number, other) in stated)
            for number, iri in iris.items()
            for stated in [set(network.steps([number], stated=True))]
            for place, other in enumerate(network.near(number, len(iris))[0])
        )
        for words in ("name_words", "sentence_words", "headline_words"):
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.seen_{words} USING fts5vocab(main, {words}, instance)"
            )
            found[words] = sorted(connection.execute(f"SELECT term, doc, offset FROM temp.seen_{words}"))
        return found
