"""Graphs as files: Turtle, N-Quads, the HTML network, tables, GraphML, and pushes to other stores; a module a format."""
