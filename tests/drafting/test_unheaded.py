"""Lines whose header look-up does not know: what is taken off, what is put before them, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.drafting.conftest import Judge

from msgpedia.catalog.model import Catalog
from msgpedia.drafting.assessment import assess
from msgpedia.drafting.model import DraftError, Request

OFFLINE = Request(severity="err", subsystem="source")
REDIS = "1234:C 26 Nov 2025 09:00:01.123 # Write error saving DB on disk(rdbSave): No space left on device"


@pytest.mark.parametrize(
    ("line", "software", "ident"),
    [
        ("chronyd[612]: Source 192.0.2.7 offline", "", "chronyd[612]"),
        ("chronyd: Source 192.0.2.7 offline", "", "chronyd[1234]"),
        ("2023-11-26T09:00:01Z Source 192.0.2.7 offline", "chrony", "chronyd[1234]"),
        ("2023-11-26 09:00:01,123 Source 192.0.2.7 offline", "chrony", "chronyd[1234]"),
        ("2023-11-26T09:00:01Z chronyd[7]: Source 192.0.2.7 offline", "", "chronyd[7]"),
    ],
)
def test_a_line_without_a_header_gets_a_usual_one(
    real: Catalog, judge: Judge, line: str, software: str, ident: str
) -> None:
    found = assess(replace(OFFLINE, line=line, software=software), real)
    assert found.draft is not None
    assert found.draft.format == "Source %s offline"
    assert found.draft.line == f"Oct 27 18:00:02 host {ident}: Source 192.0.2.7 offline"
    assert found.draft.id.startswith("chrony/source/")
    assert "header_added" in [note.key for note in found.notes]
    assert {finding.code for finding in judge(found.draft)} == {"MP407"}


def test_a_program_that_nobody_knows_is_the_ident_of_a_new_software(real: Catalog) -> None:
    request = replace(OFFLINE, line="squid[7]: Cannot open the port 3128", software="squid")
    found = assess(request, real)
    assert found.newcomer is not None
    assert found.newcomer.idents == ("squid",)
    assert found.draft is not None
    assert found.draft.format == "Cannot open the port %d"


def test_a_name_and_a_number_can_be_the_message_itself(real: Catalog) -> None:
    line = "example[977]: lost its way at 0 in a thing"
    found = assess(Request(line=line, software="linux", severity="info", subsystem="mm"), real)
    assert found.draft is not None
    assert found.draft.line == line


@pytest.mark.parametrize("text", ["", "Write error saving DB on disk(%s): %s"])
def test_a_header_of_an_unknown_form_is_no_part_of_a_format_string(real: Catalog, text: str) -> None:
    request = Request(line=REDIS, format=text, software="redis", idents=("redis",), severity="err", subsystem="rdb")
    with pytest.raises(DraftError) as caught:
        assess(request, real)
    assert caught.value.message == "the line begins with a header that msgpedia does not know (`1234:C 26 Nov …`)"
    assert "leave --line out" in caught.value.hint
    assert not caught.value.instead
