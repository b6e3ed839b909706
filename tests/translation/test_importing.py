"""What does not go into the catalog, and where the finding about it points."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgpedia.catalog.loader import load_catalog
from msgpedia.diagnostics import Diagnostic
from msgpedia.translation import applying, export
from msgpedia.translation.importing import Importer, Plan

CONTEXT = "linux/mm/failure"


def plan_of(root: Path, data: bytes | str, language: str | None = None) -> Plan:
    importer = Importer(load_catalog(root / "catalog"), language)
    importer.take(data.encode() if isinstance(data, str) else data, "x.po")
    return importer.plan


def po(field: str, source: str, translation: str, *comments: str, language: str = "ja", context: str = CONTEXT) -> str:
    header = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n'
    texts = [text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for text in (source, translation)]
    rows = [*comments, f'msgctxt "{context}:{field}"', f'msgid "{texts[0]}"', f'msgstr "{texts[1]}"']
    return header + "\n".join(rows) + "\n"


def refused(root: Path, data: str, language: str | None = None) -> Diagnostic:
    plan = plan_of(root, data, language)
    assert plan.changes == []
    (finding,) = plan.refused
    assert finding.hint
    return finding


TITLE = "The kernel could not allocate pages"


@pytest.mark.parametrize(
    ("data", "code", "place", "message"),
    [
        (po("title", "Another source", "別の訳"), "source-moved", (5, 1), "not what the catalog has now"),
        (po("titel", TITLE, "別の訳"), "unknown-text", (5, 1), "no text `linux/mm/failure:titel`"),
        (po("title", TITLE, "別の訳", context="linux/mm/gone"), "unknown-text", (5, 1), "no text"),
        (po("title", TITLE, ""), "emptied", (6, 8), "empty"),
        (po("title", TITLE, "二\n行"), "unfit", (6, 10), "more than one line"),
        (po("title", TITLE, TITLE), "unfit", (6, 9), "the source itself"),
        (po("title", TITLE, "<b>太字"), "unfit", (6, 9), "HTML"),
        (po("title", TITLE, "訳 [x](javascript:y)"), "unfit", (6, 15), "scheme"),
        (po("title", TITLE, "訳\u202e文"), "unfit", (6, 10), "U+202E"),
        (po("title", TITLE, "訳 `code` 文"), "unfit", (6, 11), "`code`"),
        (po("arguments.mode", "Bits such as `GFP_KERNEL`", "ビット"), "unfit", (6, 9), "GFP_KERNEL"),
        (po("title", TITLE, "訳\x1b[31m"), "unfit", (6, 10), "U+001B"),
        (po("title", TITLE, "訳", language="en"), "wrong-language", (1, 1), "en themselves"),
        (po("title", TITLE, "訳", language=""), "wrong-language", (1, 1), "no Language"),
        (po("title", TITLE, "訳", language="Japanese"), "wrong-language", (1, 1), "`Japanese`"),
        (po("title", TITLE, "\u200b\u3000"), "emptied", (6, 9), "empty"),
        (po("title", TITLE, "訳") + '"', "broken-file", (7, 1), "quote"),
    ],
)
def test_what_is_refused(root: Path, data: str, code: str, place: tuple[int, int], message: str) -> None:
    plan = plan_of(root, data)
    assert plan.changes == []
    assert plan.counts["refused"] == 1
    (finding,) = (finding for finding in plan.refused if message in finding.message)
    assert finding.code == code
    assert finding.hint
    assert (finding.span.line, finding.span.column) == place


def test_hints_lead_on(root: Path) -> None:
    assert "linux/mm/failure:title?" in refused(root, po("titel", TITLE, "訳")).hint
    assert "linux/mm/failure:title?" in refused(root, po("title", TITLE, "訳", context="linux/mm/failuer")).hint
    assert "msgmerge" in refused(root, po("title", "Another", "訳")).hint
    assert "translations/" in refused(root, 'msgid ""\nmsgstr "Language: ja\\n"\n\nmsgid "a"\nmsgstr "b"\n').hint


@pytest.mark.parametrize(("stated", "meant"), [("jp", "ja"), ("jpn", "ja"), ("cn", "zh"), ("eng", "en"), ("iw", "he")])
def test_what_is_no_language_is_told_with_the_one_that_was_meant(root: Path, stated: str, meant: str) -> None:
    finding = refused(root, po("title", TITLE, "訳", language=stated))
    assert (finding.code, finding.hint) == ("wrong-language", f"did you mean `{meant}`?")


@pytest.mark.parametrize("code", ["ko", "no", "zh-TW", "sr-Latn", "pt-BR", "kr", "se", "ain"])
def test_languages_that_there_are_are_taken_for_what_they_are(root: Path, code: str) -> None:
    (change,) = plan_of(root, po("title", TITLE, "訳", language=code)).changes
    assert change.language == code


def test_the_name_of_a_software_may_be_the_same_everywhere(root: Path) -> None:
    path = root / "catalog" / "linux" / "software.yaml"
    path.write_text(path.read_text("utf-8").replace("en: Linux kernel", "en: The Linux kernel"), "utf-8")
    data = po("name", "The Linux kernel", "The Linux kernel", context="linux", language="ko")
    (change,) = plan_of(root, data).changes
    assert change.text == "The Linux kernel"


def test_a_long_name_is_told_in_short(root: Path) -> None:
    finding = refused(root, po("title", TITLE, "訳", context="x" * 100_000))
    assert len(finding.message) < 300


def test_a_language_that_was_asked_for_must_be_that_of_the_file(root: Path) -> None:
    assert refused(root, po("title", TITLE, "訳"), "ko").code == "wrong-language"
    assert plan_of(root, po("title", TITLE, "訳", language=""), "ja").changes


@pytest.mark.parametrize(("stated", "code"), [("ja_JP", "ja"), ("ja-JP", "ja"), ("pt_BR", "pt-BR"), ("en_GB", "en-GB")])
def test_a_country_that_goes_without_saying_makes_no_new_language(root: Path, stated: str, code: str) -> None:
    (change,) = plan_of(root, po("title", TITLE, "訳", language=stated)).changes
    assert change.language == code


def test_one_refused_message_keeps_no_other_out(root: Path) -> None:
    good = po("advice.1", "Memory is fragmented.", "断片化した。")
    plan = plan_of(root, po("title", TITLE, "<b>太字") + good.partition("\n\n")[2])
    assert [change.unit.location for change in plan.changes] == ["advice.1"]
    assert [finding.code for finding in plan.refused] == ["unfit"]


def test_the_same_text_twice_goes_in_once(root: Path) -> None:
    one = po("title", TITLE, "訳")
    plan = plan_of(root, one + one.partition("\n\n")[2])
    assert [change.text for change in plan.changes] == ["訳"]
    assert [(finding.code, finding.span.line) for finding in plan.refused] == [("duplicate", 8)]


def test_plural_forms_are_refused(root: Path) -> None:
    data = po("title", TITLE, "訳").replace('msgstr "訳', 'msgid_plural "x"\nmsgstr[0] "訳')
    assert refused(root, data).code == "plural"


def test_fuzzy_and_obsolete_messages_are_left_out(root: Path) -> None:
    plan = plan_of(root, po("title", TITLE, "訳", "#, fuzzy") + '\n#~ msgid "a"\n#~ msgstr "b"\n')
    assert (plan.changes, plan.refused) == ([], [])
    assert +plan.counts == {"fuzzy": 1, "obsolete": 1}


def test_a_former_id_is_as_good(root: Path) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    path.write_text(path.read_text("utf-8") + "former_ids: [linux/mm/older]\n", "utf-8")
    plan = plan_of(root, po("title", TITLE, "訳", context="linux/mm/older"))
    assert [change.unit.owner for change in plan.changes] == ["linux/mm/failure"]


@pytest.fixture
def exported(root: Path) -> str:
    return export.as_one(load_catalog(root / "catalog"), "ja", None, ["linux"]).decode()


def edit(root: Path, old: str, new: str) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_what_the_translator_did_not_touch_does_not_undo_the_catalog(root: Path, exported: str) -> None:
    edit(root, "断片化している", "断片化していて、足りない")
    edit(root, "ja: プロセスの名前, ", "")
    plan = plan_of(root, exported)
    assert (plan.changes, plan.refused) == ([], [])
    assert plan.counts["newer"] == 2


def test_what_both_changed_is_a_conflict(root: Path, exported: str) -> None:
    edit(root, "断片化している", "断片化していて、足りない")
    finding = refused(root, exported.replace("断片化している", "断片化した"))
    assert finding.code == "conflict"
    assert "failure.yaml, line" in finding.hint
    importer = Importer(load_catalog(root / "catalog"), overwrite=True)
    importer.take(exported.replace("断片化している", "断片化した").encode(), "x.po")
    assert [change.text for change in importer.plan.changes] == ["断片化した。"]


def test_what_another_wrote_meanwhile_was_not_emptied(root: Path, exported: str) -> None:
    edit(root, "  order:\n", "  order:\n    ja: 要求した大きさ\n")
    plan = plan_of(root, exported)
    assert (plan.changes, plan.refused) == ([], [])
    assert plan.counts["newer"] == 1


def test_what_both_wrote_first_is_a_conflict(root: Path, exported: str) -> None:
    edit(root, "  order:\n", "  order:\n    ja: 要求した大きさ\n")
    old = 'msgid "Size asked for, as a power of two"\nmsgstr "'
    assert refused(root, exported.replace(old, f"{old}大きさ")).code == "conflict"


def test_a_source_that_moved_on_since_the_export_is_not_taken_for_fresh(root: Path, exported: str) -> None:
    edit(root, "Memory is fragmented", "Memory is in pieces")
    assert plan_of(root, exported).refused == []  # as nothing was changed
    assert refused(root, exported.replace("断片化している", "断片化した")).code == "source-moved"


def test_what_is_wrong_already_does_not_keep_a_better_text_out(root: Path) -> None:
    edit(root, "en: Bits such as `GFP_KERNEL`", "en: Bits such as `GFP_ATOMIC`")
    plan = plan_of(root, po("arguments.mode", "Bits such as `GFP_ATOMIC`", "`GFP_KERNEL` などのビットの組"))
    assert plan.refused == []
    assert len(plan.changes) == 1


def test_a_file_that_cannot_be_changed_safely_stays_as_it_is(root: Path) -> None:
    catalog = load_catalog(root / "catalog")
    plan = plan_of(root, po("title", TITLE, "訳"))
    done = applying.applied(root / "catalog", catalog, plan.changes, lambda _: b"title: [x]\n")
    assert done.contents == {}
    assert [finding.code for finding in done.refused] == ["not-written"]


def test_a_file_that_would_get_an_error_stays_as_it_is(root: Path) -> None:
    catalog = load_catalog(root / "catalog")
    (change,) = plan_of(root, po("arguments.order", "Size asked for, as a power of two", "大きさ")).changes
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    broken = path.read_bytes().replace(b"severity: warning", b"severity: warning  ").replace(b"order:%d", b"order:%d%d")
    done = applying.applied(root / "catalog", catalog, [change], lambda _: broken)
    assert done.contents == {}
    assert all(finding.code == "not-written" for finding in done.refused)
    assert "MP2" in done.refused[0].message
