"""Posts: who is what where, and who comes and goes."""

from kg.extract.posts.posts import posts

__all__ = ["posts"]
