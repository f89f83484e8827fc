"""The picture: one HTML file with the network, its facts and their evidence, that needs nothing but a browser."""

from kg.publish.html.writer import HtmlReport, write_html

__all__ = ["HtmlReport", "write_html"]
