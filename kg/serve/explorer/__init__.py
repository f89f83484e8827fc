"""The network of `kg serve`, fed from the store on demand: search, neighbours, paths and details of single nodes.

`routes` adds its addresses to the application; the modules whose names end in `_view` run in the evaluator processes and
load nothing of the web framework.
"""
