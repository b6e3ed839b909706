"""Runs the cases of this folder through the package: each is one test, named by file, group and number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.conformance.generate import FILES, FORMATS, readings, regenerated
from tests.conformance.layout import FOLDER, read, text_of
from tests.matching import oracle
from tests.reports import made_up

from msgpedia.bundle.index import Index, build
from msgpedia.decoding.conditions import ConditionError, holds, parse, symbols_of
from msgpedia.decoding.decode import decode
from msgpedia.logs.headers import EXTRA, FIELDS, PID, PRI, REPEATED, TRANSPORT, severity_of
from msgpedia.logs.reader import LineReader
from msgpedia.lookup.engine import Engine
from msgpedia.matching.matcher import Matcher
from msgpedia.reports.summary import summary_of, title_of

if TYPE_CHECKING:
    from msgpedia.logs.headers import Header

SHORT = 100  # code points of a body that the brute-force matcher reads in reasonable time
# The forms of Documentation/core-api/printk-formats.rst of Linux 6.12.
FORMS = """
    d u x hhx hd hx ld lx lu lld llu llx zu zd zx td tx p pe pS ps pSR pB pSb pSRb pBb pks pus pK px pr pR pa pap pad
    *pE *pEa *pEc *pEhp *pEn *pEo *pEs *ph *phC *phD *phN pM pMR pMF pm pmR pI4 pI4h pI4n pI4b pI4l pi4 pi4h pi4n pi4b
    pi4l pI6 pi6 pI6c pIS piS pISc pISpc pISfc pISsc pISpfc pISh pISpn piSp pUb pUB pUl pUL pU pd pd2 pd3 pd4 pD pD2
    pD3 pD4 pg pV pOF pOFf pOFn pOFp pOFP pOFc pOFC pOFF pOFfp pOFfcF pfw pfwf pfwP ptR ptRs ptRd ptRt ptRr ptT ptTs
    ptTd ptTt ptTr pC pCn *pb *pbl pGp pGg pGv pNF p4cc pA
"""


def cases(name: str) -> Iterator[Any]:
    for group in read(name)["groups"]:
        for number, case in enumerate(group["cases"], 1):
            yield pytest.param(group, case, id=f"{group.get('about') or group.get('format')}-{number}")


@pytest.mark.parametrize("name", FILES)
def test_the_compiled_parts_are_what_the_compiler_makes(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == regenerated(name)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: str(path.name))
def test_files_are_laid_out_for_reading(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == text_of(json.loads(text)) + "\n"


@pytest.mark.parametrize("form", FORMS.split())
def test_every_form_of_the_kernels_document_has_cases(form: str) -> None:
    found = [group["cases"] for group in read("printk.json")["groups"] if group["format"] == f"v=%{form};"]
    assert any(captures is not None for rows in found for _, captures in rows)


@pytest.mark.parametrize(("group", "case"), [*cases("programs.json")])
def test_programs(group: dict[str, Any], case: list[Any]) -> None:
    body, captures = case
    assert Matcher(group["program"], group["holes"]).match(body) == captures
    assert Matcher({**group["program"], "careful": True}, group["holes"]).match(body) == captures
    assert len(body) > SHORT or oracle.match(group["program"], group["holes"], body) == captures


@pytest.mark.parametrize(("group", "case"), [case for name in FORMATS for case in cases(name)])
def test_formats(group: dict[str, Any], case: list[Any]) -> None:
    body, captures, *part = case
    found: list[tuple[int, list[str]]] = []
    for program in group["programs"]:
        texts = Matcher(program, group["holes"]).match(body)
        if texts is not None:
            found.append((program["part"], texts))
        assert len(body) > SHORT or oracle.match(program, group["holes"], body) == texts
    assert found[:1] == ([(part[0] if part else 1, captures)] if captures is not None else [])


@pytest.mark.parametrize(("group", "case"), [*cases("ranking.json")])
def test_ranking(group: dict[str, Any], case: dict[str, Any]) -> None:
    engine = Engine(_index(group), case.get("software"))
    header, body = engine.read(case["line"])
    match = engine.match(body, engine.origin(header))
    numbers = [] if match is None else [match.template, *match.alternatives]
    names = [engine.index.message(engine.index.message_of[number])["name"] for number in numbers]
    assert names[:1] == ([case["winner"]] if case["winner"] else [])
    assert names[1:] == case.get("alternatives", [])
    if match is not None:
        assert engine.captures(match) == case["captures"]
        assert engine.program(match.template)["part"] == case.get("part", 1)


def _index(group: dict[str, Any]) -> Index:
    """The index of a bundle with a group's software and messages."""
    content = read("headers.json")
    shift = len(content["holes"])
    messages = [
        {
            "level": None,
            "entry": None,
            **message,
            "id": message["name"],
            "programs": [_shifted(program, shift) for program in message["programs"]],
        }
        for message in group["messages"]
    ]
    entries = sorted({message["entry"] for message in messages if message["entry"]})
    bundle = {
        "digest": "",
        "generator": "",
        "languages": [],
        "license": "",
        "interface": {},
        "software": group["software"],
        "headers": content["headers"],
        "records": content["records"],
        "holes": [*content["holes"], *group["holes"]],
        "entries": [{"id": entry, "messages": []} for entry in entries],
        "messages": messages,
    }
    return Index(memoryview(build(bundle, "")))


def _shifted(program: dict[str, Any], shift: int) -> dict[str, Any]:
    """A program whose holes stand further behind in the table."""
    return {
        **program,
        "tokens": [token if isinstance(token, str) else token + shift for token in program["tokens"]],
    }


def header_cases() -> Iterator[Any]:
    for group in read("headers.json")["groups"]:
        for number, (line, record, body) in enumerate(group["cases"], 1):
            yield pytest.param(line, record, body, id=f"{group['about']}-{number}")


@pytest.fixture(scope="module")
def reader() -> LineReader:
    content = read("headers.json")
    return LineReader(content["headers"], content["records"], content["holes"])


@pytest.mark.parametrize(("line", "record", "body"), [*header_cases()])
def test_headers(reader: LineReader, line: str, record: dict[str, Any], body: str) -> None:
    header, found = reader.read(line)
    assert (as_record(header), found) == (record, body)


def as_record(header: Header) -> dict[str, Any]:
    """What a header says, as the cases of `headers.json` have it."""
    found: dict[str, Any] = dict(zip(FIELDS, header, strict=False))
    if found["ktime"] is not None:
        found["ktime"] = found["ktime"].lstrip(" ")
    for field, place in (("pid", PID), ("pri", PRI)):
        found[field] = int(header[place]) if header[place] is not None else None
    found["severity"] = severity_of(header)
    for field, place in (("transport", TRANSPORT), ("repeated", REPEATED), ("fields", EXTRA)):
        found[field] = header[place]
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize(("group", "case"), [*cases("decoding.json")])
def test_decoding(group: dict[str, Any], case: list[Any]) -> None:
    text, expected = case
    assert readings(read("decoding.json")["decoders"], group, text) == expected


@pytest.mark.parametrize(("group", "case"), [*cases("conditions.json")])
def test_conditions(group: dict[str, Any], case: list[Any]) -> None:
    text, capture, expected = case
    symbols, radix = group.get("symbols", ()), group.get("radix")
    if "decode" in group:
        tables = read("conditions.json")["decoders"]
        first, last = group.get("versions", (None, None))
        symbols = symbols_of(decode(tables.get, group["decode"], capture, radix, (first, last)))
        radix = radix or tables[group["decode"]].get("radix")
    if expected is None:
        with pytest.raises(ConditionError):
            parse(text)
    else:
        assert holds(parse(text), capture, radix or 10, symbols) == expected


@pytest.fixture(scope="module")
def log_reader() -> Engine:
    return made_up.engine()


@pytest.mark.parametrize("group", [pytest.param(group, id=group["about"]) for group in read("reports.json")["groups"]])
def test_reports(group: dict[str, Any], log_reader: Engine) -> None:
    content = read("reports.json")
    lines = [line for line, _ in group["lines"]]
    found = made_up.group(log_reader, content["reports"], content["holes"], lines)
    assert found.owners == [owner for _, owner in group["lines"]]
    assert group["cases"] == [
        {
            "kind": report.kind.name,
            "first": report.first,
            "last": report.last,
            "lines": report.count,
            "title": {language: title_of(report, language) for language in case["title"]},
            "summary": {language: summary_of(report, language) for language in case["summary"]},
        }
        for report, case in zip(found.reports, group["cases"], strict=True)
    ]
