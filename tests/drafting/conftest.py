"""What tests of drafts share: the checkout's catalog, and a draft judged as `check` would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.catalog import builder, checks, reader, schema
from msgpedia.catalog.arena import Arena
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.catalog.places import Places
from msgpedia.diagnostics import Diagnostic
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import Draft
from msgpedia.drafting.words import Words

ROOT = Path(__file__).parents[2]
UNTOLD = {"MP217"}  # where a format string was read: only the request can tell
Judge = Callable[[Draft], list[Diagnostic]]


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The checkout's catalog."""
    return load_catalog(ROOT / "catalog", cache=False)


@pytest.fixture(scope="session")
def judge(real: Catalog) -> Judge:
    """What `check` finds in the file of a draft, the rest of the catalog aside."""
    owners = {software.id: software for software in real.software}

    def findings(draft: Draft) -> list[Diagnostic]:
        text = written(draft, Words("en"), f"catalog/{draft.id}.yaml")
        reading = reader.read(text.encode(), "new.yaml", schema.ENTRY)
        assert reading.data is not None, (reading.diagnostics, text)
        software = owners[draft.id.split("/")[0]]
        entry = builder.build_entry(draft.id, reading.data, software.dialect, Places("new.yaml", reading.places))
        found = [*reading.diagnostics, *checks.check_entry(entry, Arena(entry, software))]
        return [finding for finding in found if finding.code not in UNTOLD]

    return findings
