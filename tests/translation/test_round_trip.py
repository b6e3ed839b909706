"""Export and import of entry texts: nothing changes unasked, what is changed changes alone, whatever tool the file went
through.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.translation.conftest import ENTRY, Gettext

from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.translation import export, po
from msgpedia.translation.applying import applied
from msgpedia.translation.importing import Importer, Plan
from msgpedia.translation.units import basis_of, units

CATALOG = ROOT / "catalog"
SOFTWARE = sorted(path.parent.name for path in CATALOG.glob("*/software.yaml"))
Through = Callable[[bytes, Gettext], bytes]


def plan_of(catalog: Catalog, *data: bytes) -> Plan:
    importer = Importer(catalog)
    for number, file in enumerate(data):
        importer.take(file, f"{number}.po")
    return importer.plan


def write(root: Path, plan: Plan, with_basis: bool = True) -> set[str]:
    """Write the changes; the names of the files, from the catalog's folder."""
    folder = root / "catalog"
    done = applied(folder, load_catalog(folder), plan.changes, lambda name: Path(name).read_bytes(), with_basis)
    assert not done.refused
    for name, (_, after) in done.contents.items():
        Path(name).write_bytes(after)
    return {str(Path(name).relative_to(folder)) for name in done.contents}


def exported(root: Path, language: str, source: str | None = None) -> bytes:
    catalog = load_catalog(root / "catalog")
    return export.as_one(catalog, language, source, [software.id for software in catalog.software])


def through_babel(data: bytes, _: Gettext) -> bytes:
    again = BytesIO()
    write_po(again, read_po(BytesIO(data), abort_invalid=True))
    return again.getvalue()


def through_msgmerge(data: bytes, gettext: Gettext) -> bytes:
    folder = Path(gettext("mktemp", "-d").decode().strip())
    try:
        (folder / "a.po").write_bytes(data)
        (folder / "new.pot").write_bytes(data)
        return gettext("msgmerge", "--quiet", "--previous", "-o", "-", folder / "a.po", folder / "new.pot")
    finally:
        shutil.rmtree(folder)


TOOLS: dict[str, Through] = {
    "as it is": lambda data, _: data,
    "msgcat --no-wrap": lambda data, gettext: gettext("msgcat", "--no-wrap", "-", stdin=data),
    "msgcat -w 40": lambda data, gettext: gettext("msgcat", "-w", "40", "-", stdin=data),
    "msgcat --sort-output": lambda data, gettext: gettext("msgcat", "--sort-output", "-", stdin=data),
    "msgmerge": through_msgmerge,
    "Babel": through_babel,
    "CRLF": lambda data, _: data.replace(b"\n", b"\r\n"),
    "Poedit": lambda data, _: data.replace(
        b'"X-Source-', b'"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: .\\n"\n"X-Source-'
    ),
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_catalog_is_as_before(language: str, gettext: Gettext) -> None:
    catalog = load_catalog(CATALOG)
    files = export.by_software(catalog, language, None, SOFTWARE)
    assert set(files) <= set(SOFTWARE)
    for data in files.values():
        gettext("msgfmt", "--check", "-o", "/dev/null", "-", stdin=data)
    one = export.as_one(catalog, language, None, SOFTWARE)
    texts = sum(unit.text.get(language) is not None for unit in units(catalog))
    for through in TOOLS.values():
        plan = plan_of(catalog, through(one, gettext))
        assert (plan.changes, plan.refused) == ([], [])
        assert plan.counts["unchanged"] == texts
    assert plan_of(catalog, *files.values()).counts["unchanged"] == texts


def changed(data: bytes, old: str, new: str) -> bytes:
    text = data.decode()
    assert text.count(old) == 1, old
    return text.replace(old, new).encode()


def merged_by_msgmerge(old: bytes, new: bytes, folder: Path, gettext: Gettext) -> bytes:
    (folder / "old.po").write_bytes(old)
    (folder / "new.po").write_bytes(new)
    return gettext("msgmerge", "--quiet", "-o", "-", folder / "old.po", folder / "new.po")


def merged_by_babel(old: bytes, new: bytes, _folder: Path, _gettext: Gettext) -> bytes:
    catalog = read_po(BytesIO(old), abort_invalid=True)
    catalog.update(read_po(BytesIO(new), abort_invalid=True))
    again = BytesIO()
    write_po(again, catalog)
    return again.getvalue()


@pytest.mark.parametrize("merge", [merged_by_msgmerge, merged_by_babel])
def test_a_translation_carried_over_to_a_newer_file_does_not_undo_the_catalog(
    merge: Callable[..., bytes], root: Path, tmp_path: Path, gettext: Gettext
) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    old = changed(exported(root, "ja"), 'msgstr "断片化している', 'msgstr "断片化した')
    text = path.read_text(encoding="utf-8").replace("Memory is fragmented", "Memory is all fragmented")
    text = text.replace(
        "ja: 物理ページを確保できなかった", "ja: 物理ページが足りなかった"
    )  # and neither is the translator's
    path.write_text(text.replace("    en: Size asked", "    ja: 要求した大きさ\n    en: Size asked"), "utf-8")
    data = merge(old, exported(root, "ja"), tmp_path, gettext)
    plan = plan_of(load_catalog(root / "catalog"), data)
    assert (plan.changes, plan.refused) == ([], [])
    assert (plan.counts["fuzzy"], plan.counts["newer"]) == (1, 2)
    done = plan_of(load_catalog(root / "catalog"), data.replace(b", fuzzy", b""))
    assert not done.refused
    assert [(change.unit.location, change.text) for change in done.changes] == [("advice.1", "断片化した。")]


@pytest.mark.parametrize("tool", TOOLS)
def test_one_text_changed_changes_this_text_alone(tool: str, root: Path, gettext: Gettext) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    before = path.read_text(encoding="utf-8")
    data = changed(exported(root, "ja"), "1. `free -m` で空きを見る。", '1. `free -m` で\\"空き\\"を\\t見る。')
    plan = plan_of(load_catalog(root / "catalog"), TOOLS[tool](data, gettext))
    assert not plan.refused
    assert write(root, plan, with_basis=False) == {"linux/mm/failure.yaml"}
    assert path.read_text(encoding="utf-8") == before.replace("`free -m` で空きを見る", '`free -m` で"空き"を\t見る')


def test_the_source_that_a_translation_was_made_from_is_noted(root: Path) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    before = path.read_text(encoding="utf-8")
    data = changed(exported(root, "ja"), "で空きを見る", "で空きメモリを見る")
    write(root, plan_of(load_catalog(root / "catalog"), data))
    old = "  ja: |\n    1. `free -m` で空きを見る。\n\n       - 少なければ、増やす。\n"
    source = "1. Look at `free -m`.\n\n   - Add some, if there is little.\n"
    new = (
        "  ja:\n    text: |\n      1. `free -m` で空きメモリを見る。\n\n         - 少なければ、増やす。\n"
        f"    basis: {basis_of(source)}\n"
    )
    assert before.count(old) == 1
    assert path.read_text(encoding="utf-8") == before.replace(old, new)


def test_a_source_that_moves_on_makes_the_translation_fuzzy_until_it_is_confirmed(root: Path) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    write(root, plan_of(load_catalog(root / "catalog"), changed(exported(root, "ja"), "断片化している", "断片化した")))
    assert b"fuzzy" not in exported(root, "ja")
    path.write_text(path.read_text(encoding="utf-8").replace("Memory is fragmented", "Memory is in pieces"), "utf-8")
    data = exported(root, "ja")
    (entry,) = (entry for entry in po.read(data).entries if entry.is_fuzzy)
    assert (entry.context, entry.source) == ("linux/mm/failure:advice.1", "Memory is in pieces.")
    before = path.read_bytes()
    assert plan_of(load_catalog(root / "catalog"), data).counts["fuzzy"] == 1
    assert write(root, plan_of(load_catalog(root / "catalog"), data)) == set()

    confirmed = data.replace(b"#, md-text, fuzzy", b"#, md-text").replace(b"#, fuzzy, md-text", b"#, md-text")
    plan = plan_of(load_catalog(root / "catalog"), confirmed)
    assert [change.is_confirmed for change in plan.changes] == [True]
    write(root, plan)
    old, new = (basis_of(text).encode() for text in ("Memory is fragmented.", "Memory is in pieces."))
    assert path.read_bytes() == before.replace(old, new)
    assert b"fuzzy" not in exported(root, "ja")


def test_a_third_language_begins_empty_and_comes_in(root: Path, gettext: Gettext) -> None:
    data = exported(root, "ko")
    assert not any(entry.translation for entry in po.read(data).entries)
    assert plan_of(load_catalog(root / "catalog"), data).counts["empty"] == len(po.read(data).entries)
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    before = path.read_text(encoding="utf-8")
    for source, text in (
        ("Name of the process", "프로세스 이름"),
        ("Bits such as `GFP_KERNEL`", "`GFP_KERNEL` 등의 비트"),
    ):
        data = changed(data, f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{text}"')
    gettext("msgfmt", "--check", "-o", "/dev/null", "-", stdin=data)
    write(root, plan_of(load_catalog(root / "catalog"), data))
    basis = basis_of("Bits such as `GFP_KERNEL`")
    name = f"{{text: 프로세스 이름, basis: {basis_of('Name of the process')}}}"
    after = path.read_text(encoding="utf-8")
    assert after == before.replace(
        "{ja: プロセスの名前, en: Name of the process}",
        f"{{ja: プロセスの名前, en: Name of the process, ko: {name}}}",
    ).replace(
        "    en: Bits such as `GFP_KERNEL`\n",
        f"    en: Bits such as `GFP_KERNEL`\n    ko:\n      text: '`GFP_KERNEL` 등의 비트'\n      basis: {basis}\n",
    )
    states = {unit.location: unit.state("ko") for unit in units(load_catalog(root / "catalog"))}
    assert states["arguments.mode"] == "translated"
    assert states["title"] == "missing"


def test_what_a_text_is_translated_from(root: Path) -> None:
    sources = {entry.context: entry for entry in po.read(exported(root, "en")).entries}
    assert sources["linux/mm/failure:title"].source == "物理ページを確保できなかった"
    assert "linux/mm/failure:arguments.order" not in sources  # there is no other language to translate it from
    korean = {entry.context: entry for entry in po.read(exported(root, "ko", "ja")).entries}
    assert korean["linux/mm/failure:title"].source == "物理ページを確保できなかった"
    assert korean["linux/mm/failure:arguments.order"].source == "Size asked for, as a power of two"
    assert "Source language: en" in korean["linux/mm/failure:arguments.order"].comments


def test_a_translator_is_told_what_a_text_is_about(root: Path) -> None:
    entries = {entry.context: entry for entry in po.read(exported(root, "ja")).entries}
    assert entries["linux/mm/failure:arguments.order"].comments[:3] == (
        "Title: The kernel could not allocate pages",
        "Message: %s: page allocation failure. order:%d, mode:0x%x",
        "Value order: %d, explained by the table page-order",
    )
    assert "Holds for: order >= 4" in entries["linux/mm/failure:advice.1"].comments
    text = exported(root, "ja").decode()
    line = ENTRY.split("\n").index("action:") + 6
    assert f'#: catalog/linux/mm/failure.yaml:{line}\n#, md-text\nmsgctxt "linux/mm/failure:action"' in text
    assert "SPDX-License-Identifier: GFDL-1.3-no-invariants-or-later" in text


WORDS = st.text(st.sampled_from(list("物理ページ確保空 ab#:-'\"\\|>{}[],.\n\t%~*&!?")), min_size=1, max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    WORDS.map(lambda text: f"あ{text}い"),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["arguments.process", "description"]),
)
def test_any_text_comes_in_as_it_is(root: Path, text: str, with_basis: bool, crlf: bool, field: str) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    before = path.read_bytes()
    try:
        if crlf:
            path.write_bytes(before.replace(b"\n", b"\r\n"))
        catalog = load_catalog(root / "catalog", cache=False)
        wanted = {unit.location: unit for unit in units(catalog)}[field]
        source = wanted.source("ja")
        assert source is not None
        text = f'{text}\n\n```\nlvcreate: page "allocation" failure\\n\n```' if field == "description" else text
        data = po.written([], {"Language": "ja"}, [export._message(wanted, None, "ja", *source)])
        (entry,) = po.read(data).entries
        message = data.decode().replace(f"msgstr {_quoted(entry.translation)}", f"msgstr {_quoted(text)}").encode()
        plan = plan_of(catalog, message)
        assert not plan.refused
        write(root, plan, with_basis)
        after = {unit.location: unit.text for unit in units(load_catalog(root / "catalog", cache=False))}
        assert (after[field].get("ja") or "").strip("\n") == text
        assert {key: value for key, value in after.items() if key != field} == {
            unit.location: unit.text for unit in units(catalog) if unit.location != field
        }
        assert path.read_bytes().count(b"\r\n") == (path.read_bytes().count(b"\n") if crlf else 0)
    finally:
        path.write_bytes(before)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    if len(lines) == 1:
        return f'"{escaped}"'
    return '""\n' + "\n".join(f'"{line}\\n"' for line in lines[:-1]) + f'\n"{lines[-1]}"'
