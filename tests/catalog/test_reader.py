"""Reading hostile and odd files: a finding each, never an exception, never much time or memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.catalog import reader, schema, sources
from msgpedia.catalog.loader import load_catalog, load_file
from msgpedia.catalog.nodes import MOST_NODES
from msgpedia.catalog.plain_scalars import misread

SIZE = sources.MOST_BYTES - 1000


def codes(content: str | bytes) -> set[str]:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return {finding.code for finding in reader.read(data, "x.yaml", schema.ENTRY).diagnostics}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[" * SIZE, "MP017"),
        ("- " * (SIZE // 2), "MP017"),
        ("{" * SIZE, "MP020"),
        ("".join(" " * depth + "a:\n" for depth in range(400)), "MP017"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "MP010"),
        ("a: *nobody\n", "MP010"),
        ("a: [" + "b," * (SIZE // 3) + "]", "MP019"),
        ("a: '" + "''" * (SIZE // 2), "MP007"),
        ('a: "' + "x" * SIZE, "MP007"),
        ("a: " + "x " * (SIZE // 2), "MP018"),
        ("a: |\n" + "  x\n" * (SIZE // 4), "MP018"),
        ("a: !!python/object/apply:os.system [id]\n", "MP012"),
        ("!!binary aGk=\n", "MP012"),
        ('a: "\\UFFFFFFFF"\n', "MP007"),
        ("# x\n" * (SIZE // 4), "MP015"),
        ("\n" * SIZE, "MP015"),
        ("%YAML 999999999999999999999.1\n---\na: b\n", "MP007"),
        ("a: b\n...\n---\nc: d\n", "MP013"),
        ("<<: {a: b}\n", "MP011"),
        ("? [a]\n: b\n", "MP020"),
        ("12: b\n", "MP020"),
        ("a:\n\tb: c\n", "MP008"),
        ("~\n", "MP016"),
        ("schema: 7\nnobody: knows\n", "MP107"),
        ("a\x00b: c\n", "MP006"),
        ("a: b\rc: d\n", "MP006"),
        ("a: b\u2028c: d\n", "MP006"),
    ],
)
def test_a_hostile_text_gives_one_finding(text: str, expected: str) -> None:
    found = codes(text)
    assert expected in found
    assert found <= {expected, "MP101", "MP102"}


def test_bytes_that_are_no_utf_8_give_the_place(good: str) -> None:
    data = good.encode().replace("メモリ".encode(), "メモリ".encode("cp932"))
    (finding,) = reader.read(data, "x.yaml", schema.ENTRY).diagnostics
    assert finding.code == "MP004"
    assert (finding.span.line, finding.span.column) == (19, 7)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_refused(good: str, encoding: str) -> None:
    assert codes(good.encode(encoding)) == {"MP005"}


def test_line_ends_of_other_systems_are_read(good: str) -> None:
    assert codes(good.replace("\n", "\r\n")) == set()


def test_a_surrogate_cannot_be_smuggled_in_by_an_escape(good: str) -> None:
    assert codes(good.replace("en: Free some memory.", 'en: "\\ud800"')) == {"MP401"}


def test_all_findings_of_a_file_come_at_once(good: str) -> None:
    text = good.replace("severity: warning", "severity: bad").replace("mode:0x%x'", "mode:0x%x'\n    colour: red")
    text = text.replace("to: '2.6.38'", "to: 2.6")
    assert codes(text) == {"MP105", "MP101", "MP104"}


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("6.10", "a number"),
        ("12", "a number"),
        ("0xd0", "a number"),
        ("1e5", "a number"),
        ("1_000", "a number"),
        ("12:30:45", "a number"),
        ("no", "true or false"),
        ("On", "true or false"),
        ("TRUE", "true or false"),
        ("~", "nothing"),
        ("null", "nothing"),
        ("", "nothing"),
        ("2024-01-31", "a date"),
        ("2024-01-31T10:00:00Z", "a date"),
        ("2.6.38", ""),
        ("d0", ""),
        ("(null)", ""),
        ("northern", ""),
        ("v6.10", ""),
        ("0000:00:1f.2", ""),
        ("0000:00:19.0", "a number"),  # to the base of 60
    ],
)
def test_what_readers_take_for_something_else(text: str, sort: str) -> None:
    assert misread(text) == sort


def test_a_pipe_does_not_hang(catalog: Path) -> None:
    os.mkfifo(catalog / "linux" / "mm" / "pipe.yaml")
    (finding,) = load_catalog(catalog, cache=False).diagnostics
    assert finding.code == "MP001"


def test_links_are_followed_only_inside_the_catalog(catalog: Path, tmp_path: Path, good: str) -> None:
    folder = catalog / "linux" / "mm"
    (tmp_path / "secret.yaml").write_text("password: 12\n")
    (tmp_path / "elsewhere").mkdir()
    (folder / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (catalog / "linux" / "away").symlink_to(tmp_path / "elsewhere")
    found = load_catalog(catalog, cache=False).diagnostics
    assert {Path(finding.span.file).name: finding.code for finding in found} == {
        "out.yaml": "MP002",
        "loop.yaml": "MP001",
        "away": "MP002",
    }
    assert not any("password" in finding.message for finding in found)
    (folder / "entry.yaml").write_text(good, encoding="utf-8")
    (folder / "same.yaml").symlink_to("entry.yaml")
    assert {entry.id for entry in load_catalog(catalog, cache=False).entries} == {"linux/mm/entry", "linux/mm/same"}


WORDS = (
    "schema: 1\n",
    "title:\n",
    "variants:\n",
    "a",
    "b c",
    "日本",
    ": ",
    "- ",
    "\n  ",
    "  ",
    "\n...\n",
    "---",
    "\\n",
    "<<",
)
PIECES = st.sampled_from([*WORDS, *":'\"{}[],#|>?%@~\\&*!\n\t\x00\u202e"])


@settings(max_examples=400)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60), st.binary(max_size=60)))
def test_whatever_a_file_holds_is_answered_with_findings(content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    found = reader.read(data, "x.yaml", schema.ENTRY).diagnostics
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    assert found  # nothing so short is an entry
    for finding in found:
        assert 1 <= finding.span.line <= len(lines)
        assert 1 <= finding.span.column <= len(lines[finding.span.line - 1]) + 2


def test_the_largest_entry_in_use_is_far_from_the_limits() -> None:
    root = Path(__file__).parents[2] / "catalog"
    sizes = [path.stat().st_size for path in root.rglob("*.yaml")]
    assert max(sizes, default=0) * 2 < sources.MOST_BYTES
    assert MOST_NODES >= 1000


def test_a_loose_software_description_is_checked_by_its_own_schema(tmp_path: Path, catalog: Path) -> None:
    text = (catalog / "linux" / "software.yaml").read_text(encoding="utf-8")
    path = tmp_path / "software.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_file(path) == []
    path.write_text(text.replace("dialect: printk", "dialect: cobol"), encoding="utf-8")
    assert [finding.code for finding in load_file(path)] == ["MP105"]
