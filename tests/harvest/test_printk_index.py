"""The kernel's printk index is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgpedia.harvest.collected import HarvestError
from msgpedia.harvest.printk_index import LineError, parsed, records

HEADER = '# <level/flags> filename:line function "format"\n'
GOOD = '<4> drivers/foo/main.c:12 foo_probe "foo: Device %s is misaligned\\n"\n'


def index(folder: Path, text: str, name: str = "vmlinux") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_a_line_tells_level_file_line_function_and_format(tmp_path: Path) -> None:
    collected = records([index(tmp_path, HEADER + GOOD)], "6.12.1")
    (record,) = collected.records
    assert collected.versions == ("6.12.1",)
    assert not collected.problems
    assert record.format == "foo: Device %s is misaligned\n"
    assert (record.level, record.file, record.line, record.function) == (
        "warning",
        "drivers/foo/main.c",
        12,
        "foo_probe",
    )
    assert (record.dialect, record.sink, record.versions, record.part) == ("printk", "printk", ("6.12.1",), None)
    assert record.id.startswith("linux:")


@pytest.mark.parametrize(
    ("mark", "level"),
    [("0", "emerg"), ("3", "err"), ("7", "debug"), ("-1", "default"), ("c", "cont"), ("3,c", "cont")],
)
def test_levels(mark: str, level: str) -> None:
    record = parsed(f'<{mark}> a.c:1 f "x"\n'.encode(), "6.12")
    assert record.level == level
    assert record.part == ("continuation" if level == "cont" else None)


@pytest.mark.parametrize(
    ("written", "format_string"),
    [
        (r"say \"%s\"\n", 'say "%s"\n'),
        (r"C:\\n\t|\033[1m", "C:\\n\t|\x1b[1m"),
        (r"\e[0m\a\r", "\x1b[0m\a\r"),
        (r"\303\251t\303\251 %d%%", "été %d%%"),
        ("", ""),
        ('a:1 b "quoted:2 c'.replace('"', '\\"'), 'a:1 b "quoted:2 c'),
    ],
)
def test_what_the_kernel_escapes_is_taken_back(written: str, format_string: str) -> None:
    assert parsed(f'<6> a.c:1 f "{written}"\n'.encode(), "6.12").format == format_string


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        ("nonsense", 1, "level"),
        ('<9> a.c:1 f "x"', 1, "level"),
        ('<4> a.c f "x"', 5, "file"),
        ('<4> a.c:1 "x"', 5, "file"),
        ("<4> a.c:1 f x", 5, "file"),
        ('<4> a.c:1 f "x', 13, "quotes"),
        ('<4> a.c:1 f "x" y', 16, "behind"),
        (r'<4> a.c:1 f "ab\qx"', 16, "escape"),
        (r'<4> a.c:1 f "ab\777"', 16, "escape"),
        (r'<4> a.c:1 f "\377"', 14, "UTF-8"),
        ('<4> a.c:1 f "%y"', 14, "printk"),
    ],
)
def test_a_malformed_line_is_told_with_its_column(line: str, column: int, word: str) -> None:
    with pytest.raises(LineError) as caught:
        parsed(line.encode(), "6.12")
    assert caught.value.column == column
    assert word in caught.value.problem


def test_a_malformed_line_does_not_hide_the_others(tmp_path: Path) -> None:
    path = index(tmp_path, f"{HEADER}garbage\n{GOOD}")
    collected = records([path], "6.12")
    assert len(collected.records) == 1
    assert [problem.partition(": ")[0] for problem in collected.problems] == [f"{path}:2:1"]


def test_many_malformed_lines_are_told_in_few(tmp_path: Path) -> None:
    collected = records([index(tmp_path, GOOD + "garbage\n" * 500 + "x" * 300_000 + "\n")], "6.12")
    assert len(collected.problems) < 30
    assert "481 more" in collected.problems[-1]


def test_a_folder_is_all_its_files_and_a_call_in_two_of_them_is_one(tmp_path: Path) -> None:
    index(tmp_path, HEADER + GOOD)
    index(tmp_path, HEADER + GOOD + '<6> b.c:1 g "hi\\n"\n', "foo")
    seen: list[tuple[int, int]] = []
    collected = records([tmp_path], "6.12", lambda done, total: seen.append((done, total)))
    assert len(collected.records) == 2
    assert seen[-1] == (2, 2)


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HarvestError, match=r"nowhere: No such file"):
        records([tmp_path / "nowhere"], "6.12")
    with pytest.raises(HarvestError, match=r"vmlinux:1:1: a level was expected"):
        records([index(tmp_path, "garbage\n")], "6.12")
