"""Which module a C file belongs to, as kbuild says it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from msgpedia.harvest.module_names import module_names

TREE = {
    "drivers/Makefile": "obj-y += plain/\n",
    "drivers/plain/Makefile": "obj-$(CONFIG_PLAIN) += plain-one.o\nobj-y += built.o\n",
    "drivers/plain/plain-one.c": "",
    "drivers/plain/built.c": "",
    "drivers/net/Makefile": (
        "obj-$(CONFIG_FOO) += foo-net.o # the card\n"
        "foo-net-objs := main.o \\\n\tsub/ring.o\n"
        "foo-net-$(CONFIG_FOO_DEBUG) += debug.o\n"
        "foo-net-$(subst m,y,$(CONFIG_FOO_PCI)) += pci.o\n"
        "ifdef CONFIG_ODD\n\tfoo-net-y += odd.o\nelse\nfoo-net-y += even.o\nendif\n"
        "debug.o: CFLAGS = -g\n"
    ),
    **{f"drivers/net/{name}.c": "" for name in ("main", "sub/ring", "debug", "pci", "odd", "even", "foo-net")},
    "drivers/two/Makefile": "obj-m += first.o second.o\nfirst-y := a.o common.o\nsecond-y := b.o common.o\n",
    **{f"drivers/two/{name}.c": "" for name in ("a", "b", "common")},
    "drivers/gpu/core/Makefile": (
        "TOP = $(src)/..\nREL = ../show\n"
        "gpu-y := base.o\n"
        "include $(TOP)/show/Makefile\n"
        "gpu-y += $(SHOWN)\n"
        "obj-$(CONFIG_GPU) += gpu.o\n"
    ),
    "drivers/gpu/show/Makefile": (
        "PARTS = one two\n"
        "SHOW_MAKEFILES = $(addsuffix /Makefile, $(addprefix $(TOP)/show/,$(PARTS)))\n"
        "include $(SHOW_MAKEFILES)\n"
    ),
    "drivers/gpu/show/one/Makefile": "ONE = x.o y.o\nSHOWN += $(addprefix $(REL)/one/, $(ONE))\n",
    "drivers/gpu/show/two/Makefile": "TWO := z.c\nSHOWN += $(patsubst %.c,$(REL)/two/%.o, $(TWO))\n",
    "drivers/gpu/core/base.c": "",
    **{f"drivers/gpu/show/{name}.c": "" for name in ("one/x", "one/y", "two/z")},
    "fs/foofs/Kbuild": "obj-$(CONFIG_FOOFS) += foofs.o\nfoofs-y = $(parts:=.o)\nparts = super inode\n",
    "fs/foofs/Makefile": "obj-y += wrong.o\nwrong-y := super.o\n",
    "fs/foofs/super.c": '#include <linux/fs.h>\n#include "inline.c"\n',
    "fs/foofs/inode.c": "",
    "fs/foofs/inline.c": ' # include "deeper.c"\n',
    "fs/foofs/deeper.c": "",
    "kernel/alone.c": "",
    "arch/one/kernel/Makefile": "obj-y += both.o\n",
    "arch/one/kernel/both.c": "",
    "arch/one/guest/Makefile": "obj-y += guest.o\nguest-y += ../kernel/both.o\n",
}


def planted(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("drivers/plain/plain-one.c", ("plain_one",)),
        ("drivers/plain/built.c", ("built",)),
        ("drivers/net/main.c", ("foo_net",)),
        ("drivers/net/sub/ring.c", ("foo_net",)),
        ("drivers/net/debug.c", ("foo_net",)),
        ("drivers/net/pci.c", ("foo_net",)),
        ("drivers/net/odd.c", ("foo_net",)),
        ("drivers/net/even.c", ("foo_net",)),
        ("drivers/two/a.c", ("first",)),
        ("drivers/two/common.c", ("first", "second", "first:second")),
        ("drivers/gpu/core/base.c", ("gpu",)),
        ("drivers/gpu/show/one/y.c", ("gpu",)),
        ("drivers/gpu/show/two/z.c", ("gpu",)),
        ("fs/foofs/super.c", ("foofs",)),
        ("fs/foofs/inode.c", ("foofs",)),
        ("fs/foofs/inline.c", ("foofs",)),
        ("fs/foofs/deeper.c", ("foofs",)),
        ("kernel/alone.c", ("alone",)),
        ("arch/one/kernel/both.c", ("both", "guest")),
    ],
)
def test_a_file_has_the_name_of_its_module(tmp_path: Path, file: str, names: tuple[str, ...]) -> None:
    assert module_names(planted(tmp_path, TREE))[file] == names


def test_every_c_file_has_a_name_and_nothing_else_has_one(tmp_path: Path) -> None:
    assert set(module_names(planted(tmp_path, TREE))) == {name for name in TREE if name.endswith(".c")}


@pytest.mark.parametrize(
    "text",
    [
        "obj-y += a.o\na-y = $(a-y) $(b)\nb = $(a-y)\n",
        "obj-y += $(\n",
        "include $(src)/Makefile\n",
        "include ../../../../etc/passwd\n",
        "b0 = xxxxxxxxxx\n" + "".join(f"b{n + 1} = {f'$(b{n}) ' * 20}\n" for n in range(30)) + "obj-y := $(b30)\n",
        "obj-y := " + "$(or " * 5000 + ")" * 5000 + "\n",
        "obj-y := " + "$(" * 100_000 + "\n" + "$(" * 100_000 + " = b.o\n",
        "obj-y += $(a:%=" + "${x" * 50_000 + "\n",
        "obj-y += " + "a.o " * 100 + "\n" + "obj-y += b.o\n" * 20_000,
        f"a := {'a ' * 200_000}\nobj-y := $(subst a,$(a),$(a)) $(filter-out $(a),$(a)) $(addprefix $(a),$(a))\n",
        "endif\nendif\nobj-y += ::=\n:= x\n=\n$(a)-y = b.o\n",
        "\0\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_hostile_makefile_takes_nothing_away_from_others(tmp_path: Path, text: str) -> None:
    planted(tmp_path, {**TREE, "bad/Makefile": text, "bad/a.c": ""})
    names = module_names(tmp_path)
    assert names["bad/a.c"] == ("a",)
    assert names["drivers/net/main.c"] == ("foo_net",)


def test_a_folder_that_is_a_link_to_above_is_not_followed(tmp_path: Path) -> None:
    planted(tmp_path, {"a/Makefile": "obj-y += a.o\n", "a/a.c": ""})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert dict(module_names(tmp_path)) == {"a/a.c": ("a",)}
