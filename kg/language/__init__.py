"""The language room: from the text of an article to a spaCy `Doc`.

```python
from kg.language import load

nlp = load()  # or load("pkuseg"), after `kg models get pkuseg`
doc = nlp("海关总署副署长李明说，2025 年出口增长。")
doc.text                  # the text itself, character by character: token.idx is a place in it
[t.tag_ for t in doc]     # LAC's word classes: ORG n PER v w TIME …
doc.spans["names"]        # 海关总署 (ORG), 李明 (PER), 2025 年 (TIME), one Span a name
doc.sents                 # sentences; blanks and line breaks between them are sentences of their own
nlp.pipe(texts)           # a stream of texts, half as fast again as one by one
```

From bottom to top:

| module | what it knows |
| --- | --- |
| `blanks` | what a blank inside a sentence means: padding, spacing of figures, a separator |
| `sentences` | where sentences begin and end |
| `viterbi` | the best tags of a batch of sentences |
| `lac` | LAC's model and dictionaries, in exact padded batches |
| `analysis` | words, classes and names of whole texts, tied to their characters |
| `models` | models that are fetched once and kept in the user's data folder |
| `segmenters` | words of LAC, or of pkuseg with LAC's names kept whole |
| `pipeline` | the registered spaCy parts, the config, `load` |
| `quantities` | numbers, quantities, dates and periods |
"""

from kg.language.pipeline import load

__all__ = ["load"]
