"""Graphs as files: Turtle, N-Quads, the HTML network, tables and GraphML."""

from kg.publish.graphml import write_gexf, write_graphml
from kg.publish.html import write_html
from kg.publish.quads import write_nquads
from kg.publish.tables import write_csv
from kg.publish.turtle import write_turtle

__all__ = ["write_csv", "write_gexf", "write_graphml", "write_html", "write_nquads", "write_turtle"]
