"""The pages of `kg serve`: one for each entity, article and indicator, offices over time, and the map."""

from fastapi import FastAPI

from kg.serve.service import Service


def add_pages(app: FastAPI, service: Service) -> None:
    """Add the addresses of the pages to an application."""
