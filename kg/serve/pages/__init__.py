"""The pages of `kg serve`: entities, articles, indicators, checks, lists, offices over time, and the map.

`routes` adds their addresses to the application. What a page shows is read next to the store, by the modules whose
names end in `_view`; they load nothing of the web framework, since every evaluator process imports them.
"""
