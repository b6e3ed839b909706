"""Throws lines that nobody expects at the whole look-up, and holds every row that comes out to the contract.

    python -m bench.fuzz                                # a million lines
    python -m bench.fuzz --lines 100000 --seed 7
    python -m bench.fuzz --coverage 600                 # coverage-guided, for ten minutes (needs atheris)

Input is put together from pieces of all header formats, of structured records and of messages, with control
characters, broken UTF-8 and random bytes between, changed at random, cut into pieces as pipes do, and in one of four
cases compressed and perhaps cut off. Ends with 1 at the first fault, which it prints with the seed and the bytes.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import lzma
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.measure import ROOT, note
from tests import contract
from tests.conformance.layout import read

from msgpedia.cli.bundles import open_bundle
from msgpedia.logs.inputs import DamagedError, opened
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer, encode

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKERS: tuple[Callable[[bytes], bytes], ...] = (gzip.compress, bz2.compress, lzma.compress, zstd.compress)
ODD = [bytes([code]) for code in (*range(32), 0x7F, 0x80, 0x9B, 0xC2, 0xE3, 0xED, 0xF4, 0xFF)]
ODD += [
    text.encode() for text in ("\u2028", "\u202e", "\ufeff", "\N{COMBINING ACUTE ACCENT}", "漢", "😀", "\\x1b", "#033")
]
ODD += [
    b"\xed\xa0\x80",
    b"{",
    b"}",
    b'"',
    b"\\",
    b'\\"',
    b"=",
    b"[",
    b"]",
    b": ",
    b"[1]: ",
    b"%s",
    b"\\ud800",
    b"1e999",
    b"NaN",
]
EXPORT = b"__CURSOR=a\n__REALTIME_TIMESTAMP=1730019602123456\n_TRANSPORT=kernel\nSYSLOG_FACILITY=0\nMESSAGE="
BINARY = b"__CURSOR=a\n__REALTIME_TIMESTAMP=1\nMESSAGE\n\x05\0\0\0\0\0\0\0a\nb\n\x1b\n\n"


KEYS = ["MESSAGE", "__REALTIME_TIMESTAMP", "_TRANSPORT", "SYSLOG_FACILITY", "SYSLOG_IDENTIFIER", "_PID", "PRIORITY"]
KEYS += ["msg", "level", "time", "ts", "log", "stream", "message", "error_severity", "timestamp", "pid", "x"]


class Pieces(list[bytes]):
    """Bytes of a log in pieces, read as a stream."""

    def read(self, size: int, /) -> bytes:
        """The next piece, whatever the size that was asked for."""
        del size
        return self.pop(0) if self else b""


class Fuzzer:
    """Makes input from a seed. `lines` are real ones to start from."""

    def __init__(self, seed: int, lines: list[bytes]) -> None:
        self.random = random.Random(seed)
        self.lines = lines
        self.heads = sorted({line[: line.find(b": ") + 2] for line in lines if b": " in line})

    def log(self) -> bytes:
        """Some lines."""
        made = b"".join(
            self.line() + self.random.choice((b"\n", b"\n", b"\n", b"\r\n")) for _ in range(self.random.randrange(60))
        )
        return made if self.random.random() < 0.9 else made.rstrip(b"\n")

    def line(self) -> bytes:
        """One line, or an entry of a journal."""
        kind = self.random.randrange(12)
        if kind == 0:
            return bytes(self.random.randrange(256) for _ in range(self.random.randrange(80)))
        if kind == 1:
            return self.random.choice((EXPORT + self.changed(self.random.choice(self.lines)) + b"\n", BINARY))
        if kind == 2:
            return b"".join(self.random.choice((*self.heads, *ODD)) for _ in range(self.random.randrange(8)))
        if kind == 3:
            return json.dumps(self.value(3), ensure_ascii=self.random.random() < 0.5).encode("utf-8", "surrogatepass")
        return self.changed(self.random.choice(self.lines))

    def changed(self, line: bytes) -> bytes:
        """A line with a few changes."""
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 5))):
            place = self.random.randrange(len(line) + 1)
            kind = self.random.randrange(5)
            if kind == 0:
                line = line[:place] + self.random.choice(ODD) + line[place:]
            elif kind == 1:
                line = line[:place] + line[place + self.random.randrange(12) :]
            elif kind == 2:
                other = self.random.choice(self.lines)
                line = line[:place] + other[self.random.randrange(len(other) + 1) :]
            elif kind == 3:
                line = self.random.choice(self.heads) + line
            else:
                line = line[:place] + line[place : place + 9] * self.random.randrange(1, 40) + line[place:]
        return line[:3000]

    def value(self, depth: int) -> object:
        """A JSON value, often an object with keys that mean something."""
        kind = self.random.randrange(7 if depth else 4)
        if kind == 0:
            return self.random.choice((0, -1, 1.5, 1730019602, 1e308, 10**30, True, None))
        if kind == 1:
            return [self.random.randrange(300) for _ in range(self.random.randrange(6))]
        if kind < 4:
            return self.changed(self.random.choice(self.lines)).decode("utf-8", "replace")
        return {self.random.choice(KEYS): self.value(depth - 1) for _ in range(self.random.randrange(9))}

    def pieces(self, data: bytes) -> Pieces:
        """The bytes in pieces of random sizes."""
        found = Pieces()
        while data:
            size = self.random.choice((1, 7, 100, 4096, len(data)))
            found.append(data[:size])
            data = data[size:]
        return found


def hold(explainer: Explainer, stream: Pieces, data: bytes, whole: bool) -> int:
    """Look a stream up and hold every row to the contract; how many rows there were.

    Raises AssertionError, or whatever look-up raises.
    """
    rows = []
    number = 1
    try:
        for lines in blocks(opened(stream)):
            for line in lines:
                row = contract.row_of(encode(explainer.row("-", number, line)))
                contract.check(row)
                rows.append(row)
                number += 1 if isinstance(line, str) else line.lines
    except DamagedError:
        assert not whole
        return len(rows)
    if whole:
        contract.check_lines(rows, data)
    return len(rows)


def seeds() -> list[bytes]:
    """Lines to start from: those of the conformance suite, the example, and the catalog's samples."""
    found = [
        case[0].encode("utf-8", "surrogatepass") for group in read("headers.json")["groups"] for case in group["cases"]
    ]
    found += (ROOT / "examples" / "kernel.log").read_bytes().splitlines()
    index = open_bundle(None)
    for number in range(index.meta["entries"]):
        entry = index.entry(number)
        found += [sample["line"].encode() for sample in entry["samples"]]
        found += [line.encode() for line in entry["counter_samples"]]
    return [line for line in found if line]


def rounds(seed: int, lines: int, explainer: Explainer) -> Iterator[int]:
    """Look up input after input until so many lines were held to the contract; yields their number."""
    start = seeds()
    done = 0
    while done < lines:
        fuzzer = Fuzzer(seed, start)
        data = fuzzer.log()
        sent, whole = data, True
        if fuzzer.random.random() < 0.25:
            sent = fuzzer.random.choice(PACKERS)(data)
            if fuzzer.random.random() < 0.5 and sent:
                whole = False
                place = fuzzer.random.randrange(len(sent))
                sent = sent[:place] if fuzzer.random.random() < 0.5 else sent[:place] + b"\xff" + sent[place + 1 :]
        try:
            done += hold(explainer, fuzzer.pieces(sent), data, whole)
        except Exception:
            print(f"seed {seed}: {data!r}")
            raise
        seed += 1
        yield done


def guided(seconds: int, explainer: Explainer) -> None:
    """Let atheris look for inputs that reach new places."""
    import atheris

    corpus = Path(ROOT, "build", "fuzz")
    corpus.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(line)
    for module in ("reader", "records", "headers", "export", "lines", "inputs"):
        __import__(f"msgpedia.logs.{module}")
    atheris.instrument_all()
    arguments = [sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-print_final_stats=1", str(corpus)]
    atheris.Setup(arguments, lambda data: hold(explainer, Pieces([data]), data, False))
    atheris.Fuzz()


def main() -> None:
    """Fuzz, and say how many lines held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000, help="how many lines (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="where to begin (%(default)s)")
    parser.add_argument("--coverage", type=int, default=0, metavar="SECONDS", help="guided by coverage instead")
    options = parser.parse_args()
    explainer = Explainer(Engine(open_bundle(None)), "en")
    if options.coverage:
        guided(options.coverage, explainer)
        return
    begin = shown = time.monotonic()
    done = 0
    for done in rounds(options.seed, options.lines, explainer):
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            note(f"{done} lines")
    print(f"{done} lines in {time.monotonic() - begin:.0f} s, no fault")


if __name__ == "__main__":
    main()
