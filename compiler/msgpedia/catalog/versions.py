"""Versions, as far as checks compare them."""

from msgpedia.decoding.decode import overlap, version_key

__all__ = ["overlap", "version_key"]
