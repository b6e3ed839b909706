"""The site says of every value what the Python runtime says: all rows of all tables, by number and by symbol, and what
is made of them; in both languages, by tables with all texts and by those of the site.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from msgpedia.bundle import interface, locales
from msgpedia.bundle.index import Index, build
from msgpedia.catalog import decoders
from msgpedia.decoding.decode import ALL_VERSIONS, decode
from msgpedia.decoding.text import written
from msgpedia.emit.site import data, values
from msgpedia.emit.site.words import SiteWords
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer, pick
from msgpedia.lookup.values import Meaning
from msgpedia.lookup.words import Words

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("decoding.mjs")
TABLES = decoders.load()
MUTANTS = 4000

Value = tuple[str, str, int | None, tuple[str | None, str | None]]

PIECES = [
    *("\0", "\t", "\r", "\n", "\x1b[1;31m", "\x7f", "\x85", "\xa0", "\u2028", "\u3000", "\ufeff", "\u202e", "²", "１"),
    *(
        "日本",
        "\N{GRINNING FACE}",
        "é",
        " ",
        "  ",
        "|",
        ",",
        "{ ",
        " }",
        "(",
        ")",
        "/",
        "-",
        "+",
        "--",
        "_",
        "<b>",
        "&",
    ),
    *("0", "0x", "0X", "1", "9", "f", "F", "ffffffffffffffff", "18446744073709551616", "SIG", "__proto__", "x" * 199),
]
VERSIONS = [ALL_VERSIONS, ("2.6.12", "2.6.38"), ("4.6", "4.8"), ("5.10", None), (None, "2.6.32"), ("6.12", "6.12")]


def rows_of(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from table.get("rows", ())
    for each in (*table.get("table", ()), *table.get("field", ())):
        yield from each.get("rows", ())


def plain(kind: str) -> list[Value]:
    """The values of a table as it has them, and some that it has not."""
    table = TABLES[kind]
    found: list[Value] = []
    texts = {"0", "1", "-1", "0x0", "255", "65536", "ffffffff", "0xffffffffffffffff", "9" * 24, "9" * 25, "", " ", "a"}
    for row in rows_of(table):
        symbols = [row[key] for key in ("symbol", "letter") if key in row] + list(row.get("also", ()))
        texts.update(symbols)
        number = row.get("value", row.get("least"))
        if number is not None:
            texts.update((str(number), hex(number), f"{number:x}", f"-{number}", str(number + 1)))
            texts.update(f"{number}/{symbol}" for symbol in symbols)
            texts.update(printed.replace("%x", f"{number & 0xFF:x}") for printed in row.get("printed", ()))
            texts.update((f"{number >> 8:x}/{number & 0xFF:02x}", f"{number >> 8:#x} {number & 0xFF:#x}"))
        for key in ("least", "most"):
            texts.update((str(row[key]), str(row[key] + 1)) if key in row else ())
    for number in range(70):
        texts.update((hex(1 << number), str(3 << number), f"{5 << number:x}"))
    for place, text in enumerate(sorted(texts)):
        found += [(kind, text, radix, ALL_VERSIONS) for radix in (None, 10, 16)[: 3 if place % 8 == 0 else 1]]
    if "table" in table:
        found += [(kind, text, 16, versions) for text in sorted(texts)[::4] for versions in VERSIONS]
    return found


def mutants(chance: random.Random) -> Iterator[Value]:
    kinds = sorted(TABLES)
    known = {kind: [text for _, text, *_ in plain(kind)] for kind in kinds}
    for _ in range(MUTANTS):
        kind = chance.choice(kinds)
        pieces = [*chance.choices(known[kind], k=chance.randint(1, 3)), *chance.choices(PIECES, k=chance.randint(0, 3))]
        chance.shuffle(pieces)
        text = chance.choice(("", " ", "|", ",")).join(pieces)
        cut = chance.randint(0, len(text))
        text = chance.choice((text, text, text[:cut] + text[cut + 1 :]))
        yield kind, text, chance.choice((None, 8, 10, 16)), chance.choice(VERSIONS)


def found_by_node(language: str, tables: dict[str, Any], **cases: Any) -> list[list[Any]]:
    words = SiteWords(ROOT / "translations", language)
    page = words.of_scripts((ROOT / "site" / "assets" / "page").glob("*.js"))
    job = {
        "decoders": tables,
        **cases,
        "language": language,
        "words": json.loads(data.words(words, page)),
    }
    run = subprocess.run(["node", RUNNER], input=json.dumps(job).encode(), capture_output=True, check=True, timeout=120)
    result: list[list[Any]] = json.loads(run.stdout)
    return result


def site_tables(language: str) -> dict[str, Any]:
    return {kind: values.table(row, language) for kind, row in TABLES.items()}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_value_is_read_and_told_as_in_python(language: str) -> None:
    chance = random.Random(31)
    cases = [case for kind in sorted(TABLES) for case in plain(kind)] + list(mutants(chance))
    own = interface.load(ROOT / "translations").get(language, interface.Words())
    words = Words(own.texts, locales.row(language, own, []))
    whole = found_by_node(language, TABLES, values=cases)
    small = found_by_node(language, site_tables(language), values=cases)
    wrong = []
    for case, full, slim in zip(cases, whole, small, strict=True):
        kind, text, radix, versions = case
        readings = decode(TABLES.get, kind, text, radix, versions)
        keys = [reading.key() for reading in readings]
        line, beside = written(readings, words, language), Meaning(text, readings, words, language).told
        if full != [keys, line, beside] or slim[1:] != full[1:]:
            wrong.append((case, full, slim, [keys, line, beside]))
    assert len(cases) > 20_000
    assert wrong[:5] == []


def test_samples_of_all_entries_have_the_meanings_and_the_advice_that_they_have_in_python(bundle_file: Path) -> None:
    content = json.loads(bundle_file.read_bytes())
    explainer = Explainer(Engine(Index(memoryview(build(content, ""))), None), "ja")
    entries = {entry["id"]: entry for entry in content["entries"]}
    lines, expected = [], []
    for sample in (sample for entry in content["entries"] for sample in entry["samples"]):
        row = explainer.row("", 1, sample["line"])
        if row["entry"] is None:
            continue
        entry = entries[row["entry"]]
        card = {"id": entry["id"], **values.card(entry, "ja")}
        lines.append({"card": card, "message": row["message"]["id"], "captures": list(row["captures"].items())})
        meanings = explainer.meanings(row)
        beside = {name: meanings[name].told if name in meanings else "" for name in row["captures"]}
        expected.append((sample["line"], beside, row.get("advice", [])))
    found = found_by_node("ja", site_tables("ja"), lines=lines)
    advised = 0
    for (line, beside, advice), job, (told, held) in zip(expected, lines, found, strict=True):
        texts = [pick(each["text"], "ja") for each in entries[job["card"]["id"]].get("advice", ())]
        kept = [text for text, holds in zip(texts, held, strict=True) if holds]
        assert (line, told, kept) == (line, beside, advice)
        advised += bool(kept)
    assert advised > 50
