"""The look-up of the site says of every line what the Python runtime says: those of the catalog and of the example log,
and many more that are made of them.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.generate import FORMATS
from tests.conformance.layout import read

from msgpedia.bundle.index import Index, build
from msgpedia.logs.headers import EXTRA, FIELDS, FORMAT, REPEATED, SEVERITY, TRANSPORT
from msgpedia.logs.lines import Record, blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer
from msgpedia.lookup.summary import Summary
from msgpedia.matching.matcher import Matcher

RUNNER = Path(__file__).with_name("agreement.mjs")
EXAMPLE = Path(__file__).parents[2] / "examples" / "kernel.log"
MUTANTS = 6000
# Of surrogates only the first half: behind it a second one would be a character in JavaScript, but not in Python.
PIECES = [
    *("\0", "\t", "\r", "\x0b", "\x1b[1;31m", "\x1b[", "\x7f", "\x85", "\xa0", "\u2028", "\u3000", "\ufeff", "\ufffd"),
    *("é", "日本", "\N{GRINNING FACE}", "\U0010ffff", "\ud83d", "İ", "Σ"),
    *(
        " ",
        "  ",
        "      ",
        ": ",
        "=",
        '"',
        "\\",
        "\\n",
        "\\x09",
        "\\xe3\\x81\\x82",
        "\\x5c",
        "#011",
        "#",
        "-",
        "%s",
        "(null)",
    ),
    *(
        "0x",
        "0",
        "18446744073709551616",
        "{",
        "}",
        "[",
        "]",
        "<6>",
        "> ",
        "a.log:12:",
        "web-1  | ",
        "null",
        "1e400",
        "NaN",
    ),
]
# Numbers and texts as JSON may have them, each put into records of the kinds that the bundle knows.
VALUES = (
    *(
        "0",
        "-0",
        "1",
        "1.0",
        "1e3",
        "-1.5e-7",
        "0.0001",
        "0.00001",
        "1e15",
        "1e16",
        "123456789012345678",
        "1e400",
        "-0.0",
    ),
    *(
        "12345678901234567890",
        "1700000000",
        "1700000000.1234565",
        "1700000000123",
        "99999999999.9999995",
        "253402300800",
    ),
    *(
        "2.5e14",
        "0.0000005",
        "0.0000015",
        "1700000000.5",
        "NaN",
        "-Infinity",
        "true",
        "null",
        "[]",
        "[104, 105]",
        "[-0, 255]",
    ),
    *(
        "[104, 256]",
        "[[1]]",
        '["a", "b"]',
        "[1.0]",
        '{"b": 1, "a": [1.50, "\\u0001\\ud83d\\ude00\\/"], "2": {}, "1": null}',
    ),
    *('"\\ud83d"', '"ERROR"', '"Info"', '"1700000000"', '"99999999999999999999"', '"4294967297"', '"4294967296"', '""'),
    *(
        '{"__proto__": 1}',
        "01",
        "1.",
        "+1",
        '"\t"',
        '"\\x"',
        "[1,]",
        "1 2",
        "9" * 4301,
        "[" * 99 + "]" * 99,
        "[" * 100 + "]" * 100,
    ),
)
RECORDS = (
    '{"__REALTIME_TIMESTAMP": "1700000000000001", "PRIORITY": "3", "_PID": 1, "MESSAGE": %s, "_HOSTNAME": "a"}',
    '{"__REALTIME_TIMESTAMP": %s, "_TRANSPORT": "kernel", "SYSLOG_FACILITY": "0", "MESSAGE": "Out of memory"}',
    '{"__REALTIME_TIMESTAMP": "1", "PRIORITY": %s, "SYSLOG_IDENTIFIER": "kernel", "MESSAGE": "x"}',
    '{"__REALTIME_TIMESTAMP": "1", "_PID": %s, "MESSAGE": "x"}',
    '{"__REALTIME_TIMESTAMP": "1", "_TRANSPORT": "kernel", "SYSLOG_FACILITY": 0, '
    '"_SOURCE_MONOTONIC_TIMESTAMP": %s, "MESSAGE": "x"}',
    '{"level": "warn", "ts": %s, "msg": "x"}',
    '{"level": %s, "ts": 1.5, "msg": "x", "msg": "y", "2": 1, "1": 2}',
    '{"log": %s, "stream": "stdout", "time": "2024-01-01T00:00:00Z"}',
    '{"msg": "x", "other": %s}',
    'time=2024-01-01T00:00:00Z level=error msg="x" other=%s',
)


def engine_of(bundle: Path, software: str | None) -> Engine:
    content = json.loads(bundle.read_bytes())
    return Engine(Index(memoryview(build(content, ""))), software)


def node(bundle: Path, **job: Any) -> Any:
    """What the site's look-up says of a job."""
    data = json.dumps(job).encode()
    run = subprocess.run(["node", RUNNER, bundle], input=data, capture_output=True, check=True, timeout=300)
    return json.loads(run.stdout)


def name_of(engine: Engine, template: int) -> list[Any]:
    message = engine.index.message(engine.index.message_of[template])
    return [message["entry"], message["id"], engine.program(template)["part"]]


def line_result(engine: Engine, line: str) -> dict[str, Any]:
    """What the Python runtime says of a line, as `agreement.mjs` has it."""
    header, body = engine.read(line)
    match = engine.match(body, engine.origin(header))
    said = dict(zip(FIELDS, header, strict=False))
    said |= {"transport": header[TRANSPORT], "severity": header[SEVERITY], "format": header[FORMAT]}
    said |= {"repeated": header[REPEATED], "extra": None if header[EXTRA] is None else fields_text(header[EXTRA])}
    return {"header": said, "body": body, "found": None if match is None else found_result(engine, match)}


def found_result(engine: Engine, match: Any) -> dict[str, Any]:
    return {
        "status": "documented" if engine.index.entry_of[match.template] >= 0 else "indexed",
        "name": name_of(engine, match.template),
        "captures": [list(pair) for pair in engine.captures(match).items()],
        "alternatives": [name_of(engine, template) for template in match.alternatives],
    }


def fields_text(fields: Any) -> str:
    return json.dumps(dict(fields), ensure_ascii=False)


def catalog_lines(bundle: Path) -> list[str]:
    """The samples and counter-samples of all entries, and the example log."""
    found = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for entry in json.loads(bundle.read_bytes())["entries"]:
        for sample in (*entry["samples"], *entry["counter_samples"]):
            found += [sample["line"]] if isinstance(sample, dict) else [sample]
    return found


def header_lines() -> list[str]:
    return [case[0] for group in read("headers.json")["groups"] for case in group["cases"]]


def mutants(lines: list[str], number: int) -> list[str]:
    """So many lines made of others, always the same."""
    chance = random.Random(20)
    return [mutant(lines, chance) for _ in range(number)]


def mutant(lines: list[str], chance: random.Random) -> str:
    """A line that one to three things happened to."""
    line = chance.choice(lines)
    for _ in range(chance.choice((1, 1, 2, 3))):
        place, other = sorted((chance.randint(0, len(line)), chance.randint(0, len(line))))
        match chance.randrange(9):
            case 0:
                line = line[:other]
            case 1:
                line = line[place:]
            case 2:
                line = "".join(chance.choice("0123456789") if char.isdigit() else char for char in line)
            case 3:
                line = line[:place] + line[other:]
            case 4:
                line += chance.choice((" ", "\n", "")) + chance.choice(lines)
            case 5:
                line = line.partition(": ")[2] or line
            case 6 | 7:
                line = line[:place] + chance.choice(PIECES) * chance.choice((1, 1, 1, 3)) + line[place:]
            case _:
                line = line[:place] + chance.choice(PIECES) + line[other:]
    return line


def disagreements(bundle: Path, lines: list[str], software: str | None = None) -> list[tuple[str, Any, Any]]:
    """The first lines of which the two do not say the same."""
    engine = engine_of(bundle, software)
    found = node(bundle, lines=lines, software=software)
    assert len(found) == len(lines)
    expected = (line_result(engine, line) for line in lines)
    rows = zip(lines, found, expected, strict=True)
    return [row for row in rows if row[1] != row[2]][:10]


def test_lines_of_the_catalog(bundle_file: Path) -> None:
    lines = catalog_lines(bundle_file)
    assert len(lines) > 500
    assert disagreements(bundle_file, lines) == []
    found = [result for result in node(bundle_file, lines=lines, software=None) if result["found"]]
    assert len(found) > len(lines) / 2


def test_lines_that_something_happened_to(bundle_file: Path) -> None:
    lines = mutants([*catalog_lines(bundle_file), *header_lines()], MUTANTS)
    assert disagreements(bundle_file, lines) == []


def test_bodies_of_single_programs(bundle_file: Path) -> None:
    groups = program_groups(30)
    found = node(bundle_file, groups=groups)
    for group, results in zip(groups, found, strict=True):
        matchers = [Matcher(group["program"] | {"careful": careful}, group["holes"]) for careful in (False, True)]
        expected = [[matcher.match(body) for matcher in matchers] for body in group["bodies"]]
        rows = zip(group["bodies"], results, expected, strict=True)
        assert [row for row in rows if row[1] != row[2]] == [], group["program"]


def program_groups(number: int) -> list[dict[str, Any]]:
    """The programs of the conformance suite, each with the bodies of its cases and so many that are made of them."""
    chance = random.Random(22)
    groups = []
    for group in (group for name in (*FORMATS, "programs.json") for group in read(name)["groups"]):
        bodies = [case[0] for case in group["cases"] if len(case[0]) < 1000]
        for program in group.get("programs") or [group["program"]]:
            made = [mutant(bodies, chance) + " " * chance.choice((0, 0, 1, 9)) for _ in range(number)]
            groups.append({"program": program, "holes": group["holes"], "bodies": [*bodies, *made]})
    return groups


@pytest.mark.parametrize("software", ["linux", "systemd"])
def test_lines_of_a_software_that_was_named(bundle_file: Path, software: str) -> None:
    bodies = [line.rpartition("] ")[2] for line in catalog_lines(bundle_file)]
    assert disagreements(bundle_file, [*bodies, *mutants(bodies, 500)], software) == []


def test_records_with_all_kinds_of_values(bundle_file: Path) -> None:
    lines = [record % value for record in RECORDS for value in VALUES]
    outer = "2024-02-08T12:34:56Z host app[1]: "
    mixed = mutants([line for line in lines if len(line) < 1000], 1000)
    assert disagreements(bundle_file, [*lines, *(outer + line for line in lines), *mixed]) == []


def test_texts_are_cut_and_summed_up_alike(bundle_file: Path) -> None:
    plain = "\n".join([*catalog_lines(bundle_file), "", "a\r", "\r\r", *header_lines()])
    entry = "__CURSOR=s=1;i={0}\n__REALTIME_TIMESTAMP={0}\nPRIORITY=3\n_PID=1\nA=1\nA=2\nMESSAGE={1}\n"
    binary = "\nMESSAGE\n\x09\0\0\0\0\0\0\0two\nl日\nB=\n"
    oom = "Out of memory: Killed process 1 (a)"
    journal = [
        *(f"{entry.format(17 * 10**14, oom)}\n", "a line\r\n", f"{entry.format(1, oom)}{binary}\n\n", "x\n\n\n"),
        *(
            "__CURSOR=\n",
            "__CURSOR=1\nlower=1\n",
            "__CURSOR=1\nM\n\x05\0\0\0\0\0\0\x01ab",
            "\nlast\n",
            "__CURSOR=2\nM\n\x05\0",
        ),
    ]
    chance = random.Random(21)
    texts = ["", "\n", "\r\n", "\n\n", plain, "".join(journal), f"{plain}\n{''.join(journal)}"]
    texts += ["".join(chance.choices(journal, k=chance.randint(1, 8)))[chance.randint(0, 9) :] for _ in range(12)]
    engine = engine_of(bundle_file, None)
    for text, found in zip(texts, node(bundle_file, texts=texts, software=None), strict=True):
        expected = text_result(engine, text)
        assert {key: found[key] for key in ("lines", "totals")} == {key: expected[key] for key in ("lines", "totals")}
        rows = [summary_row(group) for group in found["groups"]]
        assert [*map(place, rows)] == [*map(place, expected["rows"])]
        assert sorted(rows, key=text_of) == sorted(expected["rows"], key=text_of)


def text_result(engine: Engine, text: str) -> dict[str, Any]:
    """The lines of a text and the summary that the Python runtime makes of them."""
    lines = [line for block in blocks(io.BytesIO(text.encode())) for line in block]
    summary = Summary(Explainer(engine, "en"))
    summary.add(lines)
    rows = [
        {key: value for key, value in row.items() if key != "title"} | {"repeated": row.get("repeated", 0)}
        for row in summary.rows()
    ]
    blank = sum(1 for line in lines if isinstance(line, str) and not line.strip())
    shown = [[line.text, line.lines, fields_text(line.fields)] if isinstance(line, Record) else line for line in lines]
    return {"lines": shown, "totals": summary.totals() | {"blank": blank}, "rows": rows}


def summary_row(group: dict[str, Any]) -> dict[str, Any]:
    """A group as a row of the Python summary."""
    keys = ("status", "software", "severity", "message", "count", "first", "last", "repeated")
    row = {key: group[key] for key in keys} | {"entry": group["entryId"]}
    if "report" in group:
        report = group["report"]
        row["report"] = {key: report[key] for key in ("kind", "lines", "summary") if report[key] is not None}
    return row


def text_of(row: dict[str, Any]) -> str:
    """A row as a text, to put rows in order by."""
    return json.dumps(row, sort_keys=True)


def place(row: dict[str, Any]) -> tuple[str | None, int, str | None]:
    """What a row stands where it does by; events that say different things may be equal in that."""
    return row["severity"], row["count"], row["entry"]
