"""A made-up kernel is harvested: `tree/` has a case for each way in which a message is printed, `expected.txt` what is
found there, a line each: file, line and function, level, prefix and format, sink, and the macros and functions between.

After a change of the tree or of what is found

    python -m pytest tests/harvest/test_source.py --accept

writes it anew. Read it before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.harvest.c_tree import LINUX, TREE, harvested, in_function, of_text, planted, shown

from msgpedia.harvest import source, world
from msgpedia.packs.model import Record

EXPECTED = TREE.parent / "expected.txt"


@pytest.fixture(scope="module")
def found() -> list[Record]:
    """The records of the tree."""
    return harvested(TREE)


def test_the_tree_looks_like_a_kernel() -> None:
    assert [name for name in LINUX.detect if not (TREE / name).exists()] == []


def test_records_are_as_expected(found: list[Record], accept: bool) -> None:
    lines = "".join(f"{shown(record)}\n" for record in found)
    if accept:
        EXPECTED.write_text(lines, encoding="utf-8")
    assert lines.splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_nothing_is_harvested_that_is_no_message(found: list[Record]) -> None:
    assert [shown(record) for record in found if "NEVER" in record.format] == []


def test_a_record_stands_where_its_call_or_its_macro_is(found: list[Record]) -> None:
    lines = {
        path: (TREE / path).read_text(encoding="utf-8").split("\n") for path in {row.file for row in found if row.file}
    }
    for record in found:
        assert record.file
        assert record.line
        assert (record.via or (record.sink or "",))[0] in lines[record.file][record.line - 1], shown(record)


def test_all_are_of_the_version_and_the_dialect(found: list[Record]) -> None:
    assert {(record.versions, record.dialect, record.id.partition(":")[0]) for record in found} == {
        (("6.99",), "printk", "linux")
    }


def test_two_processes_find_the_same_in_the_same_order(found: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "BATCH", 3)
    assert harvested(TREE, processes=2) == found
    assert harvested(TREE) == found


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_order_within_sets_changes_nothing(found: list[Record], seed: str) -> None:
    script = "from tests.harvest.c_tree import TREE, harvested, shown\nfor row in harvested(TREE): print(shown(row))"
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT}/compiler"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment | {"PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8"
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [shown(record) for record in found]


def test_progress_counts_the_files_of_each_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "BATCH", 2)
    planted(tmp_path, {f"{number}.c": in_function('pr_info("x");') for number in range(5)})
    told: list[tuple[str, int, int]] = []
    list(source.harvest(str(tmp_path), LINUX, "6.99", {}, 1, lambda *row: told.append(row)))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert len(stages) == 2
    assert [(stage, done, total) for stage, done, total in told] == [
        (stage, done, 5) for stage in stages for done in (2, 4, 5)
    ]


# What a name means that is not the file's own.

PRINTK_H = """#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif
"""
OWN_H = """#ifndef pr_fmt
# define pr_fmt(fmt) "own: " fmt
#endif
#include <linux/printk.h>
"""
NET_H = """#define net_ratelimited_function(function, ...) do { if (net_ratelimit()) function(__VA_ARGS__); } while (0)
#define net_err_ratelimited(fmt, ...) net_ratelimited_function(pr_err, fmt, ##__VA_ARGS__)
#define TELL(verbosity, level, fmt, ...) do { net_##level##_ratelimited(fmt, ##__VA_ARGS__); } while (0)
"""


def test_a_prefix_for_want_of_another_is_that_of_the_nearest_header(tmp_path: Path) -> None:
    planted(tmp_path, {"include/linux/printk.h": PRINTK_H, "fs/own/own.h": OWN_H})
    planted(tmp_path, {"fs/own/a.c": '#include "own.h"\n' + in_function('pr_info("loaded\\n");')})
    planted(tmp_path, {"fs/b.c": "#include <linux/printk.h>\n" + in_function('pr_info("plain\\n");')})
    assert [record.format for record in harvested(tmp_path)] == ["plain\n", "own: loaded\n"]


def test_a_prefix_that_the_compiler_is_given_is_one(tmp_path: Path) -> None:
    folder = "drivers/net/wireguard"
    planted(tmp_path, {f"{folder}/Makefile": "obj-m := wireguard.o\nwireguard-y := main.o\n"})
    planted(tmp_path, {f"{folder}/main.c": in_function('pr_info("loaded\\n");')})
    assert [record.format for record in harvested(tmp_path)] == ["wireguard: loaded\n"]


def test_a_file_that_others_include_has_their_names(tmp_path: Path) -> None:
    common = in_function('pr_notice("md/" PERSONALITY ":%s: failing\\n", name);')
    planted(tmp_path, {"drivers/md/common.c": common})
    for name in ("one", "ten"):
        text = f'#define PERSONALITY "raid{name}"\n#include "common.c"\n'
        planted(tmp_path, {f"drivers/md/{name}.c": text + in_function('pr_info("x y\\n");')})
    rows = [record.format for record in harvested(tmp_path) if record.file == "drivers/md/common.c"]
    assert rows == ["md/raidone:%s: failing\n", "md/raidten:%s: failing\n"]


def test_a_header_that_very_many_files_include_has_a_prefix_that_is_not_known(tmp_path: Path) -> None:
    header = 'static inline void cap(void)\n{\n\tpr_warn("queue %d is not there\\n", queue);\n}\n'
    planted(tmp_path, {"include/linux/printk.h": PRINTK_H})
    planted(tmp_path, {"include/linux/device.h": "#include <linux/printk.h>\n" + header})
    many = {f"net/{number}.c": "#include <linux/device.h>\n" for number in range(world.MOST_USERS + 1)}
    planted(tmp_path, many)
    assert [(row.format, row.prefix, row.unknown_prefix) for row in harvested(tmp_path)] == [
        ("queue %d is not there\n", None, "macro")
    ]


def test_a_macro_can_make_the_name_of_another_macro(tmp_path: Path) -> None:
    planted(tmp_path, {"include/linux/net.h": NET_H})
    planted(tmp_path, {"net/a.c": "#include <linux/net.h>\n" + in_function('TELL(0, err, "no route to %s\\n", name);')})
    (record,) = harvested(tmp_path)
    assert (record.format, record.level) == ("no route to %s\n", "err")
    assert record.via == ("TELL", "net_err_ratelimited", "net_ratelimited_function")


# The id of a message.


def test_an_id_is_of_the_text_whatever_the_place_and_the_level(tmp_path: Path) -> None:
    (before,) = of_text(tmp_path / "one", in_function('pr_err("disk %s is gone\\n", name);'))
    planted(
        tmp_path / "two", {"fs/other.c": '\n\n\nvoid g(void)\n{\n\tprintk(KERN_INFO "disk %s is "\n"gone\\n", n);\n}\n'}
    )
    (after,) = harvested(tmp_path / "two")
    assert (before.file, before.line, before.function, before.level) != (
        after.file,
        after.line,
        after.function,
        after.level,
    )
    assert before.id == after.id


def test_the_same_text_from_three_places_is_three_records_of_one_message(found: list[Record]) -> None:
    rows = [record for record in found if record.format == "same text\n"]
    assert len(rows) == 3
    assert len({record.id for record in rows}) == 1


def test_another_text_or_another_prefix_is_another_message(tmp_path: Path) -> None:
    text = '#define pr_fmt(fmt) "a: " fmt\n' + in_function('pr_err("x %d");\npr_err("x %u");\nprintk("x %d");\n')
    rows = of_text(tmp_path, text)
    assert [record.format for record in rows] == ["a: x %d", "a: x %u", "x %d"]
    assert len({record.id for record in rows}) == 3


# Files that are no good C.

LAST = b'void last(void)\n{\n\tpr_info("last of the file\\n");\n}\n'
ONLY_LAST = ["last of the file\n"]
BROKEN: dict[str, tuple[bytes, list[str]]] = {
    "crlf": (
        b'#define say(fmt, ...) \\\r\n\tpr_err("say: " fmt, \\\r\n\t##__VA_ARGS__)\r\n\r\n'
        b'void f(void)\r\n{\r\n\tsay("over "\r\n\t\t"lines\\n");\r\n}\r\n',
        ["say: over lines\n"],
    ),
    "broken-utf-8": (
        b'/* \xff\xfe */\nvoid f(void)\n{\n\tpr_info("caf\xe9 %d\\n");\n\tpr_info("caf\xc3\xa9\\n");\n}\n'
        + LAST,
        ["caf\ufffd %d\n", "café\n", *ONLY_LAST],
    ),
    "byte-order-mark": (b"\xef\xbb\xbf" + LAST, ONLY_LAST),
    "zeros": (b"\0\0\0\n" + LAST, ONLY_LAST),
    "open-string": (
        b'void f(void)\n{\n\tpr_info("open\n\tpr_info("two");\n}\n\n' + LAST, ["two", "last of the file\n"],
    ),
    "open-character": (b"#error don't\n" + LAST, ONLY_LAST),
    "open-bracket": (b'void f(void)\n{\n\tpr_info("open"\n}\n\n' + LAST, ONLY_LAST),
    "open-brace": (b'void f(void)\n{\n\tif (a) {\n\t\tpr_info("inside");\n}\n\n' + LAST, ["inside", *ONLY_LAST]),
    "brace-too-many": (b"void f(void)\n{\n\t}\n}\n}\n\n" + LAST, ONLY_LAST),
    "open-comment": (LAST + b'\n/* open\nvoid g(void)\n{\n\tpr_info("in it");\n}\n', ONLY_LAST),
    "open-macro": (LAST + b'#define say(fmt pr_info("x")\n#define\n#define 7\n#undef\n', ONLY_LAST),
    "no-include": (b'#include ""\n#include "\n#include <\n#include <>\n#include X\n#include\n' + LAST, ONLY_LAST),
    "end-in-a-backslash": (LAST + b"#define say \\", ONLY_LAST),
    "end-in-a-call": (LAST + b"void f(void)\n{\n\tpr_info(", ONLY_LAST),
    "end-in-a-string": (LAST + b'void f(void)\n{\n\tpr_info("\\', ONLY_LAST),
    "one-line": (
        b"void f(void) {\n" + b"g(1); " * 170_000 + b'pr_info("on a long line %d\\n", 1);\n}\n' + LAST,
        ["on a long line %d\n", "last of the file\n"],
    ),
    "table": (
        b"static const int table[] = {\n" + b"\t0x01, 0x02, 0x03,\n" * 20_000 + b"};\n" + LAST, ONLY_LAST,
    ),
    "table-alone": (b"static const int table[] = {\n" + b"\t0x01, 0x02, 0x03,\n" * 20_000 + b"};\n", []),
    "empty": (b"", []),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_keeps_what_can_be_read(tmp_path: Path, name: str) -> None:
    content, formats = BROKEN[name]
    rows = harvested(planted(tmp_path, {"a.c": content}))
    assert [record.format for record in rows] == formats
    text = content.decode("utf-8", "replace").split("\n")
    for record in rows:
        assert record.line
        assert (record.via or (record.sink or "",))[0] in text[record.line - 1]


def test_broken_files_take_nothing_away_from_others(tmp_path: Path, found: list[Record]) -> None:
    root = shutil.copytree(TREE, tmp_path / "tree")
    planted(root, {f"broken/{name}.c": content for name, (content, _) in BROKEN.items()})
    (root / "broken" / "folder.c").mkdir()
    (root / "broken" / "up").symlink_to(root)
    (root / "broken" / "gone.c").symlink_to(root / "nowhere.c")
    (root / "broken" / "outside.c").symlink_to(planted(tmp_path, {"secret.c": LAST}) / "secret.c")
    rows = harvested(root)
    assert [record for record in rows if not str(record.file).startswith("broken/")] == found
    names = {re.sub(r"broken/|\.c", "", str(record.file)) for record in rows} & {*BROKEN, "gone", "outside"}
    assert names == {name for name, (_, formats) in BROKEN.items() if formats}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    planted(tmp_path, {"a.c": LAST, "Kbuild": "obj-y += a.o\n"})
    os.mkfifo(tmp_path / "pipe.c")
    os.mkfifo(tmp_path / "Makefile")
    script = f"from tests.harvest.c_tree import *; print([row.file for row in harvested(Path({str(tmp_path)!r}))])"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{ROOT}/compiler"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("['a.c']\n", "")


def test_a_file_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    planted(tmp_path, {"a.c": LAST, "b.c": LAST + b"/* */\n" * (2 << 20)})
    assert [record.file for record in harvested(tmp_path)] == ["a.c"]


@pytest.mark.parametrize("files", [{}, {"README": "nothing here"}, {"tools/a.c": LAST}])
def test_a_tree_without_messages_has_no_records(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert harvested(planted(tmp_path, files)) == []
