"""The network of `kg serve`, fed from the store on demand: search, neighbours, paths and details of single nodes."""

from fastapi import FastAPI

from kg.serve.service import Service


def add_explorer(app: FastAPI, service: Service) -> None:
    """Add the addresses of the explorer to an application."""
