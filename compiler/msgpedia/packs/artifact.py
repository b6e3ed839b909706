"""Reads packs from anywhere, record by record in little memory, and refuses what is damaged, unsound or too large.

A pack may be compressed (gzip, xz, bzip2, zstd). Its digest is verified where it has one. The format is described in
`docs/packs.md` and `data/pack.schema.json`.
"""

from __future__ import annotations

import json
import os
import re
import stat
from codecs import getincrementaldecoder

from msgpedia.bundle import BundleError
from msgpedia.logs.inputs import DamagedError, MissingError, opened
from msgpedia.packs import NO_DIGEST, SCHEMA
from msgpedia.packs.validate import Faults, head_fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from typing import Any

    Row = dict[str, Any]

MOST_BYTES = 1 << 29  # of a pack when it is not compressed
MOST_MESSAGES = 4_000_000
MOST_VALUE = 1 << 20  # characters of a record, or of another value
_CHUNK = 1 << 18
_NO_PACK = "not a pack as 'msgpedia harvest' writes them"
_DIGEST = re.compile(rb'"digest"[ \t\r\n]*:[ \t\r\n]*"([0-9a-f]{64})"')
_VERSIONED = re.compile(r"msgpedia-pack-[0-9]{1,9}")
_SPACE = re.compile(r"[ \t\n\r]*")


class Pack:
    """An open pack. `head` has the keys that stand before `messages`; `records` can be read once."""

    def __init__(self, name: str, stream: io.FileIO) -> None:
        """Raises BundleError where the stream does not begin as a pack does."""
        self.name = name
        self.status = os.fstat(stream.fileno())
        if not stat.S_ISREG(self.status.st_mode):
            raise BundleError(f"{name}: {_NO_PACK}: not a regular file")
        self._stream = stream
        self._text = _Text(name, stream)
        self.head: Row = {}
        try:
            self._open()
        except (ValueError, RecursionError) as error:
            raise self._unsound(error) from error

    def _open(self) -> None:
        text = self._text
        if not text.peek("{"):
            raise ValueError("no JSON object" if text.anything() else "the file is empty")
        text.expect("{")
        while not text.peek("}") and (key := self._key()) != "messages":
            self.head[key] = text.value()
            if key == "schema" and self.head[key] != SCHEMA:
                break
            if not text.comma("}"):
                raise ValueError("it has no messages" if "schema" in self.head else "it has no schema")
        fault = head_fault(self.head) if "schema" in self.head else "it has no schema"
        if fault is not None:
            raise ValueError(fault)
        text.expect_digest(self.head.get("digest"))
        text.expect("[")

    def _key(self) -> str:
        key = self._text.value()
        if not isinstance(key, str) or key in self.head:
            raise ValueError("a key occurs twice" if isinstance(key, str) else "a key that is none")
        self._text.expect(":")
        return key

    def part_read(self) -> float:
        """What part of the file was read, from 0 to 1."""
        return min(1.0, self._stream.tell() / max(1, self.status.st_size))

    def records(self) -> Iterator[Row]:
        """The rows of its messages, each checked.

        Raises BundleError at the first that is not sound, and at the end where the digest does not fit.
        """
        try:
            yield from self._records()
        except (ValueError, RecursionError) as error:
            raise self._unsound(error) from error

    def _records(self) -> Iterator[Row]:
        from msgpedia.packs.planning import Planner

        text, software, id_of = self._text, self.head["software"], Planner().message_id
        fault_of = Faults(software, self.head["versions"]).of
        number = 0
        more = not text.peek("]")
        if not more:
            text.expect("]")
        while more:
            row = text.value()
            fault = fault_of(row)
            if fault is not None:
                raise ValueError(f"messages/{number}: {fault}")
            known = id_of(software, row["dialect"], row["format"])
            if known not in (None, row["id"]):
                raise ValueError(f"messages/{number}: {row['id']} is not the id of its format; by that it is {known}")
            number += 1
            if number > MOST_MESSAGES:
                raise ValueError(f"more than {MOST_MESSAGES} messages")
            yield row
            more = text.comma("]")
        while text.comma("}"):
            if self._key() in ("messages", "digest"):
                raise ValueError("the messages must be the last of its known keys")
            text.value()
        text.finish()

    def _unsound(self, error: Exception) -> BundleError:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        found = self.head.get("schema")
        if isinstance(found, str) and found != SCHEMA and _VERSIONED.fullmatch(found):
            reason = f"of another version ({found}; this msgpedia reads {SCHEMA})"
        elif found != SCHEMA:
            return BundleError(f"{self.name}: {_NO_PACK}: {reason}")
        return BundleError(f"{self.name}: not a sound pack: {reason}")


def read(path: str) -> Row:
    """The whole content of a pack: its head and, as `messages`, the rows of its records.

    Raises BundleError where the file cannot be read or is no sound pack.
    """
    with opened_file(path) as stream:
        pack = Pack(path, stream)
        return {**pack.head, "messages": list(pack.records())}


def check(path: str) -> None:
    """Read a pack to its end. Raises BundleError where it cannot be read or is not sound."""
    with opened_file(path) as stream:
        for _ in Pack(path, stream).records():
            pass


def opened_file(path: str) -> io.FileIO:
    """The file of a pack. Raises BundleError."""
    import io

    try:
        # Opening a pipe that nobody writes to would wait for ever.
        return io.FileIO(path, opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


class _Text:
    """The text of a pack, of which only the piece that is being read is in memory. Faults are raised as ValueError."""

    def __init__(self, name: str, stream: io.FileIO) -> None:
        import hashlib

        self._name = name
        try:
            self._stream = opened(stream)
        except MissingError as error:
            raise BundleError(f"{name}: {error.fault}") from error
        except OSError as error:
            raise BundleError(f"{name}: {error.strerror or error}") from error
        self._decode = getincrementaldecoder("utf-8")().decode
        self._decoder = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number).raw_decode
        self._hash = hashlib.sha256()
        self._held: list[bytes] | None = []  # what is not hashed yet, as the digest may be in it
        self._digest: str | None = None
        self._size = 0
        self._buffer, self._place, self._ended = "", 0, False

    def _fill(self) -> bool:
        """Read on; False at the end."""
        if self._ended:
            return False
        try:
            data = self._stream.read(_CHUNK) or b""
        except DamagedError as error:
            raise ValueError(error.fault) from error
        except OSError as error:
            raise BundleError(f"{self._name}: {error.strerror or error}") from error
        self._size += len(data)
        if self._size > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES >> 20} MiB")
        if self._held is not None:
            self._held.append(data)
        else:
            self._hash.update(data)
        self._ended = not data
        try:
            self._buffer = self._buffer[self._place :] + self._decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise ValueError("no UTF-8") from error
        self._place = 0
        return True

    def _skip(self) -> str:
        """Pass white space; the character that stands there then, empty at the end."""
        char = self._buffer[self._place : self._place + 1]
        if char > " ":
            return char
        while True:
            match = _SPACE.match(self._buffer, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._buffer):
                return self._buffer[self._place]
            if not self._fill():
                return ""

    def peek(self, char: str) -> bool:
        """Whether a character stands next."""
        return self._skip() == char

    def anything(self) -> bool:
        """Whether anything stands next but white space."""
        return self._skip() != ""

    def expect(self, char: str) -> None:
        """Pass a character that must stand next."""
        found = self._skip()
        if found != char:
            raise ValueError(f"{found!a} where {char} should be" if found else "truncated, or no JSON")
        self._place += 1

    def comma(self, close: str) -> bool:
        """Pass a comma, or what closes a list; whether it was the comma."""
        if self._buffer.startswith(",\n", self._place):
            self._place += 2
            return True
        if self.peek(","):
            self._place += 1
            return True
        self.expect(close)
        return False

    def value(self) -> Any:
        """The JSON value that stands next."""
        self._skip()
        while True:
            try:
                value, end = self._decoder(self._buffer, self._place)
            except json.JSONDecodeError as error:
                if len(self._buffer) - self._place > MOST_VALUE:
                    raise ValueError("truncated, no JSON, or a value that is too long") from error
                if not self._fill():
                    raise ValueError("truncated, or no JSON") from error
                continue
            if end == len(self._buffer) and self._fill():
                continue  # a number could go on
            if end - self._place > MOST_VALUE:
                raise ValueError("a value that is too long")
            self._place = end
            return value

    def expect_digest(self, digest: str | None) -> None:
        """Tell which digest the bytes must have; None: none was given before the messages."""
        data = b"".join(self._held or [])
        self._held, self._digest = None, digest
        if digest is not None:
            found = _DIGEST.search(data)
            if found is None or found[1] != digest.encode():
                raise ValueError("its digest cannot be found")
            data = data[: found.start(1)] + NO_DIGEST.encode() + data[found.end(1) :]
        self._hash.update(data)

    def finish(self) -> None:
        """Hold the rest of the file to be nothing but white space, and the whole to its digest."""
        if self._skip():
            raise ValueError("something stands behind its end")
        if self._digest is not None and self._hash.hexdigest() != self._digest:
            raise ValueError("damaged: the digest inside does not fit the content")


def _no_number(text: str) -> Any:
    raise ValueError(f"{text[:20]} stands where only whole numbers can")
