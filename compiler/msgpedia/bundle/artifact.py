"""Reads the published JSON of a bundle, and refuses what is truncated, damaged or of another version.

The format is documented in `docs/bundle.md`.
"""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCHEMA = "msgpedia-bundle-1"
DIGEST_KEY = b'"digest":"sha256:'
NO_DIGEST = b"0" * 64


class BundleError(Exception):
    """A bundle that cannot be used; the message is one line for the person at the terminal."""


def read(path: str) -> dict[str, Any]:
    """The content of a bundle file, its digest verified.

    Raises BundleError where the file is missing, truncated, damaged, of a newer version, or no bundle at all.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise BundleError(f"{path}: {error.strerror or error}") from error
    return parse(data, path)


def parse(data: bytes, name: str) -> dict[str, Any]:
    """As `read`, of bytes at hand; `name` is what messages call them."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{name}: not a whole bundle: truncated or damaged ({error})") from error
    if not isinstance(content, dict) or not isinstance(content.get("schema"), str):
        raise BundleError(f"{name}: not a msgpedia bundle: it has no schema")
    schema = content["schema"]
    if schema != SCHEMA:
        known, _, number = schema.rpartition("-")
        if known == SCHEMA.rpartition("-")[0] and number.isdigit():
            raise BundleError(f"{name}: made for another version of msgpedia ({schema}; this one reads {SCHEMA})")
        raise BundleError(f"{name}: not a msgpedia bundle: schema {schema[:80]!r}")
    stated = content.get("digest")
    if stated != f"sha256:{digest(data)}":
        raise BundleError(f"{name}: damaged: the digest inside does not fit the content")
    return content


def digest(data: bytes) -> str:
    """SHA-256 of a bundle's bytes with the 64 digits of its digest taken as zeros, in hexadecimal."""
    import hashlib

    start = data.find(DIGEST_KEY)
    if start < 0:
        return ""
    start += len(DIGEST_KEY)
    return hashlib.sha256(data[:start] + NO_DIGEST + data[start + 64 :]).hexdigest()
