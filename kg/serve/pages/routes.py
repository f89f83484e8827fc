"""The addresses of all pages, added to the application."""

from fastapi import FastAPI

from kg.serve.pages.checks import add_checks
from kg.serve.pages.indicators import add_indicators
from kg.serve.pages.listings import add_listings
from kg.serve.pages.map import add_map
from kg.serve.pages.offices import add_offices
from kg.serve.service import Service


def add_pages(app: FastAPI, service: Service) -> None:
    """Add the addresses of the pages to an application."""
    add_listings(app, service)
    add_indicators(app, service)
    add_checks(app, service)
    add_map(app, service)
    add_offices(app, service)
