"""Reads the published JSON of a bundle, and refuses what is truncated, damaged, of another version or unsound.

The format is documented in `docs/bundle.md`.
"""

from __future__ import annotations

import json
import os
import re
import stat

from msgpedia.bundle import BundleError, validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

VERSION = 1
SCHEMA = f"msgpedia-bundle-{VERSION}"
NO_DIGEST = b"0" * 64
MOST_BYTES = 1 << 28
# A bundle begins with its schema and digest, without blanks, whatever follows.
_HEAD = re.compile(rb'\{"schema":"msgpedia-bundle-([0-9]{1,9})","digest":"sha256:([0-9a-f]{64})"')
_VERSIONED = re.compile(r"msgpedia-bundle-([0-9]{1,9})")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read(path: str) -> dict[str, Any]:
    """The content of a bundle file, its digest verified and its content checked.

    Raises BundleError where the file is missing, truncated, damaged, of another version, unsound, or no bundle at all.
    """
    return parse(read_bytes(path)[0], path)


def read_bytes(path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a bundle file, and its state when it was opened.

    Raises BundleError where it is not a regular file, cannot be read, or is too large.
    """
    try:
        # Opening a pipe that nobody writes to would wait for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise BundleError(f"{path}: not a regular file")
            if status.st_size > MOST_BYTES:
                raise BundleError(f"{path}: too large for a bundle: more than {MOST_BYTES >> 20} MiB")
            return file.read(MOST_BYTES + 1), status
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def parse(data: bytes, name: str) -> dict[str, Any]:
    """As `read`, of bytes at hand; `name` is what messages call them."""
    head = _HEAD.match(data)
    if head is None:
        _refuse(data, name)
    _expect_version(int(head[1]), name)
    if head[2] != digest(data).encode():
        raise BundleError(f"{name}: truncated or damaged: the digest inside does not fit the content")
    try:
        content = _loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{name}: not a sound bundle: {_reason(error)}") from error
    fault = validate.check(content)
    if fault is not None:
        raise BundleError(f"{name}: not a sound bundle: {fault}")
    sound: dict[str, Any] = content
    return sound


def digest(data: bytes) -> str:
    """SHA-256 of a bundle's bytes with the 64 digits of its digest taken as zeros, in hexadecimal.

    Empty where the bytes do not begin as a bundle does.
    """
    import hashlib

    head = _HEAD.match(data)
    if head is None:
        return ""
    found = hashlib.sha256(data[: head.start(2)])
    found.update(NO_DIGEST)
    found.update(memoryview(data)[head.end(2) :])
    return found.hexdigest()


def _expect_version(version: int, name: str) -> None:
    if version > VERSION:
        raise BundleError(
            f"{name}: made for a newer msgpedia (version {version} of the format; this one reads {VERSION})"
        )
    if version < VERSION:
        raise BundleError(
            f"{name}: made for an older msgpedia (version {version} of the format; this one reads {VERSION})"
        )


def _refuse(data: bytes, name: str) -> NoReturn:
    """Say what is wrong with bytes that do not begin as a bundle does."""
    if not data:
        raise BundleError(f"{name}: the file is empty")
    try:
        content = _loads(data)
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{name}: not a whole bundle: truncated, damaged or no JSON ({_reason(error)})") from error
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, str):
        raise BundleError(f"{name}: not a msgpedia bundle: it has no schema")
    versioned = _VERSIONED.fullmatch(schema)
    if versioned is None:
        raise BundleError(f"{name}: not a msgpedia bundle: its schema is {schema[:80]!a}")
    _expect_version(int(versioned[1]), name)
    raise BundleError(
        f"{name}: no digest at its beginning: written anew by another program; get the bundle as it was published"
    )


def _loads(data: bytes) -> Any:
    """JSON in UTF-8, without what JSON allows and a bundle never has.

    Raises ValueError and RecursionError.
    """
    content = json.loads(
        data.decode("utf-8"), parse_float=_no_number, parse_constant=_no_number, object_pairs_hook=_object
    )
    if _SURROGATE.search(data):
        try:
            json.dumps(content, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError("half a surrogate pair in a text") from error
    return content


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} stands where only whole numbers can")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice in one object")
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"no UTF-8 at byte {error.start}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
