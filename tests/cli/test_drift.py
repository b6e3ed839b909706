"""`msgpedia drift` as maintainers and CI call it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

from msgpedia import formats
from msgpedia.cli import main
from msgpedia.packs.model import Record
from msgpedia.packs.writer import write

BROKEN = ROOT / "tests" / "broken"
GOOD = (BROKEN / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")
OLD = "%s: page allocation failure. order:%d, mode:0x%x"
NEW = "%s: page allocation failure: order:%d, mode:0x%x"
FILE = "catalog/linux/mm/example.yaml"

MakePack = Callable[..., str]
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory: one with a catalog of one entry, whose newest variant has no end yet."""
    (tmp_path / "catalog" / "linux" / "mm").mkdir(parents=True)
    (tmp_path / FILE).write_text(GOOD.replace("{to: '2.6.38'}", "{from: 2.6.12}"), encoding="utf-8")
    shutil.copy(BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml", tmp_path / "catalog" / "linux")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def pack(tmp_path: Path) -> MakePack:
    """`pack("6.1", format, …)`: the path of a pack of a version with calls in the function that the entry names."""

    def make(version: str, *texts: str, name: str = "", software: str = "linux", **more: Any) -> str:
        path = tmp_path / (name or f"linux-{version}.pack.json")
        values = {"level": "warning", "file": "mm/page_alloc.c", "function": "__alloc_pages"} | more
        source = values.pop("source", "source")
        records = [
            Record(
                formats.message_id(software, formats.parse("printk", text)),
                text,
                "printk",
                line=number,
                versions=(version,),
                **values,
            )
            for number, text in enumerate(texts, 1)
        ]
        write(path, software, [version] if version else [], source, records)
        return path.name

    return make


def test_nothing_drifted(pack: MakePack, capsys: Output) -> None:
    assert main(["drift", pack("3.0", f"{OLD}\n"), pack("3.2", f"{OLD}\n")]) == 0
    shown = capsys.readouterr()
    assert shown.out == "linux: compared with 3.0, 3.2\n\nentries: 1, as they were: 1\n"
    assert main(["drift", "linux-3.2.pack.json", "--all"]) == 0
    assert f"  unchanged: 3.2, variant 1\n    {OLD}\n    by its format string\n" in capsys.readouterr().out


def test_what_was_reworded_is_told(pack: MakePack, capsys: Output) -> None:
    assert main(["drift", pack("2.6.38", f"{OLD}\n"), pack("3.0", f"{NEW}\n")]) == 1
    assert capsys.readouterr().out == (
        "linux: compared with 2.6.38, 3.0\n\n"
        f"linux/mm/example ({FILE})\n"
        "  reworded: 3.0, variant 1\n"
        "    %s: page allocation failure[-.-]{+:+} order:%d, mode:0x%x\n"
        "    now in mm/page_alloc.c:1 (__alloc_pages); 100 % of the words are the same\n"
        "    proposed variant:\n"
        f"      format: '{NEW}'\n"
        "      arguments: [process, order, gfp_mask]\n"
        "      versions: {from: '3.0'}\n"
        "    --apply writes it\n\n"
        "entries: 1, as they were: 0, reworded: 1\n"
    )


def test_it_is_written_and_passes_the_checks(pack: MakePack, capsys: Output, project: Path) -> None:
    packs = [pack("2.6.38", f"{OLD}\n"), pack("3.0", f"{NEW}\n")]
    assert main(["drift", *packs, "--apply"]) == 0
    assert capsys.readouterr().err == f"{FILE}: written: reworded variant 1\n"
    text = (project / FILE).read_text(encoding="utf-8")
    assert text.index(f"'{NEW}'") < text.index(f"'{OLD}'")
    assert "versions: {from: 2.6.12, to: 2.6.38}" in text
    assert main(["check"]) == 0
    assert main(["fmt", "--check", FILE]) == 0
    assert main(["drift", *packs]) == 0


def test_what_the_checks_would_not_like_is_not_written(pack: MakePack, capsys: Output, project: Path) -> None:
    new = f"{OLD} now"
    counter = "counter_samples:\n  - '[ 1.0] x: page allocation failure. order:0, mode:0x0 now'\nsamples:\n"
    text = (project / FILE).read_text(encoding="utf-8").replace("samples:\n", counter)
    (project / FILE).write_text(text, encoding="utf-8")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert main(["drift", pack("2.6.38", f"{OLD}\n"), pack("3.0", f"{new}\n"), "--apply"]) == 1
    assert "not written: reworded variant 1: msgpedia check would find MP304\n" in capsys.readouterr().err
    assert (project / FILE).read_text(encoding="utf-8") == text


def test_what_is_gone_ends(pack: MakePack, capsys: Output, project: Path) -> None:
    assert main(["drift", pack("2.6.38", OLD), pack("3.0"), "--apply"]) == 0
    assert capsys.readouterr().err == f"{FILE}: written: gone variant 1\n"
    assert "versions: {from: 2.6.12, to: 2.6.38}" in (project / FILE).read_text(encoding="utf-8")


def test_an_argument_that_nobody_explained_is_left_to_a_person(pack: MakePack, capsys: Output, project: Path) -> None:
    text = (project / FILE).read_bytes()
    assert main(["drift", pack("2.6.38", OLD), pack("3.0", f"{NEW}, node:%d"), "--apply"]) == 1
    assert capsys.readouterr().err == f"{FILE}: left to a person: reworded variant 1: explain node under arguments\n"
    assert (project / FILE).read_bytes() == text


def test_json_says_the_same(pack: MakePack, capsys: Output) -> None:
    assert main(["drift", pack("2.6.38", OLD), pack("3.0", NEW), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["versions"] == {"linux": ["2.6.38", "3.0"]}
    assert (found["drifted"], found["counts"]["reworded"], found["uncovered"]) == (True, 1, [])
    entry = found["entries"][0]
    assert (entry["id"], entry["found"]) == ("linux/mm/example", {"2.6.38": [1], "3.0": []})
    finding = entry["findings"][0]
    assert (finding["kind"], finding["variant"], finding["versions"]) == ("reworded", 1, ["3.0"])
    assert finding["difference"] == "%s: page allocation failure[-.-]{+:+} order:%d, mode:0x%x"
    assert finding["places"] == [{"file": "mm/page_alloc.c", "function": "__alloc_pages", "line": 1}]
    assert finding["proposal"]["arguments"] == ["process", "order", "gfp_mask"]
    assert finding["proposal"]["problem"] is None


def test_only_some_kinds_are_shown_and_count(pack: MakePack, capsys: Output) -> None:
    packs = [pack("2.6.38", OLD), pack("3.0", NEW)]
    assert main(["drift", *packs, "--only", "gone,level", "--only", "moved"]) == 0
    assert "linux/mm/example" not in capsys.readouterr().out
    assert main(["drift", *packs, "--only", "reworded"]) == 1


def test_entries_are_chosen_by_id_or_file(pack: MakePack, capsys: Output) -> None:
    name = pack("3.0", OLD)
    for chosen in ("linux/mm/example", FILE, "linux/mm", "catalog"):
        assert main(["drift", name, chosen]) == 0
    assert main(["drift", name, "--all", "linux/mm/example"]) == 0
    assert "unchanged" in capsys.readouterr().out


def test_words_of_the_reader(pack: MakePack, capsys: Output) -> None:
    assert main(["drift", pack("2.6.38", OLD), pack("3.0", NEW), "--lang", "ja", "--color", "always"]) == 1
    shown = capsys.readouterr().out
    assert "書き換えられた" in shown
    assert "\x1b[9;31m.\x1b[0m\x1b[4;32m:\x1b[0m" in shown
    assert "[-" not in shown


def test_nothing_of_a_pack_reaches_the_terminal_raw(pack: MakePack, capsys: Output) -> None:
    evil = f"{OLD} \x1b]0;x\x07\u202e"
    assert main(["drift", pack("2.6.38", OLD), pack("3.0\x1b[2J", evil, name="x.json", function="f\x1b[1m")]) == 1
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert r"\x1b" in shown


@pytest.mark.parametrize(
    ("make", "words", "problem"),
    [
        ({}, ["missing.json"], "missing.json: No such file or directory"),
        ({}, ["linux/mm/example"], "which packs?"),
        ({}, [FILE], "which packs? Name files that 'msgpedia harvest' wrote"),
        ({}, ["/dev/null"], "/dev/null: not a pack as 'msgpedia harvest' writes them: not a regular file"),
        ({}, ["empty"], "empty: not a pack as 'msgpedia harvest' writes them: the file is empty"),
        ({}, ["some.log"], "some.log: not a pack as 'msgpedia harvest' writes them: no JSON object"),
        ({"version": "3.0"}, ["PACK", "/dev/null"], "/dev/null: not a pack as"),
        ({"version": "3.0"}, ["PACK", "linux/mm/exampel"], "did you mean linux/mm/example"),
        ({"version": "3.0"}, ["PACK", "--only", "worse"], "there is no kind 'worse'"),
        ({"version": "3.0", "software": "nginx"}, ["PACK"], "the catalog has no software 'nginx'"),
        ({"version": ""}, ["PACK"], "does not say of which version it is"),
        ({"version": "next"}, ["PACK", "--record"], "'next' is no version that can be recorded"),
        ({"version": "3.0", "source": "image"}, ["PACK", "--record"], "made from source"),
        ({"version": "3.0"}, ["PACK", "--catalog", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    make: dict[str, str], words: list[str], problem: str, pack: MakePack, capsys: Output, project: Path
) -> None:
    name = pack(**make, name="some.pack.json") if make else ""
    (project / "empty").touch()
    (project / "some.log").write_text("Oct 27 18:00:02 host kernel: hot\n")
    assert main(["drift", *(name if word == "PACK" else word for word in words)]) == 2
    shown = capsys.readouterr()
    assert problem in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert not (project / "catalog/linux/verified.json").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\x1f\x8b\x08", b'{"schema": "msgpedia-pack-1"', b"[" * 9999])
def test_what_is_no_pack_is_refused(content: bytes, capsys: Output, project: Path) -> None:
    (project / "bad.json").write_bytes(content)
    assert main(["drift", "bad.json"]) == 2
    assert capsys.readouterr().err.startswith("msgpedia drift: bad.json: ")


def test_what_was_found_is_recorded_and_shown(pack: MakePack, capsys: Output, project: Path) -> None:
    assert main(["drift", "--record", pack("3.0", OLD), pack("3.2", OLD)]) == 0
    path = "catalog/linux/verified.json"
    assert capsys.readouterr().err == f"{path}: verified for 3.0: 1 entry, 3.2: 1 entry\n"
    before = (project / path).read_bytes()
    assert main(["check"]) == 0
    assert main(["drift", "--record", pack("3.10", OLD, name="new.pack.json.gz")]) == 0
    assert json.loads((project / path).read_bytes())["versions"].keys() == {"3.0", "3.2", "3.10"}
    assert main(["drift", "--record", "linux-3.2.pack.json"]) == 0
    assert len((project / path).read_bytes()) > len(before)


def test_a_changed_variant_makes_the_record_out_of_date(pack: MakePack, capsys: Output, project: Path) -> None:
    main(["drift", "--record", pack("3.0", OLD)])
    text = (project / FILE).read_text(encoding="utf-8")
    (project / FILE).write_text(text.replace("failure. order", "failure; order"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", FILE]) == 1  # the record is another file, but it is this one's doing
    assert "warning[MP508] `linux/mm/example` has changed since it was verified for 3.0" in capsys.readouterr().out
    assert main(["check", "--fix"]) == 0
    assert json.loads((project / "catalog/linux/verified.json").read_bytes())["versions"] == {"3.0": {}}


def test_recording_after_applying_says_what_is_there_now(pack: MakePack, project: Path) -> None:
    assert main(["drift", "--apply", "--record", pack("2.6.38", OLD), pack("3.0", NEW)]) == 0
    versions = json.loads((project / "catalog/linux/verified.json").read_bytes())["versions"]
    assert versions["2.6.38"]["linux/mm/example"] != versions["3.0"]["linux/mm/example"]
    assert main(["check"]) == 0
