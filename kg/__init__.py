"""Jingwei (经纬): Chinese official and economic news in, an evidenced knowledge graph out.

The way through the house is `read` → `language` → `extract` → `resolve` → `graph` → `publish`;
`kg.pipeline` knows the order, `kg.records` holds what passes between the rooms.
"""

__version__ = "0.1.0"
