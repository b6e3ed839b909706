"""Our faster event reader gives what ruamel.yaml gives, on good and on broken texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from msgpedia.catalog.yaml_events import events

ROOT = Path(__file__).parents[2]
WORDS = (
    "a",
    "b c",
    "日本",
    "\n  ",
    "\n- ",
    "- ",
    ": ",
    ", ",
    " #",
    "? ",
    "|\n",
    "---",
    "...",
    "&a",
    "*a",
    "k: v\n",
    "- x\n",
)
PIECES = st.sampled_from([*WORDS, *" \n:'\"{}[]#>!%~@\\\t\u3000\xa0"])


@pytest.mark.parametrize("path", sorted((ROOT / "catalog").rglob("*.yaml")), ids=lambda path: path.stem)
def test_real_files_give_the_same_events(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _seen(events(text)) == _seen(YAML(typ="safe", pure=True).parse(text))


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_the_same_events_or_the_same_error(text: str) -> None:
    assert _seen(events(text)) == _seen(YAML(typ="safe", pure=True).parse(text))


def _seen(found: Iterator[Any]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    try:
        for event in found:
            marks = (event.start_mark.index, event.start_mark.column, event.end_mark.index, event.end_mark.line)
            said = (getattr(event, name, None) for name in ("value", "style", "anchor", "implicit", "flow_style"))
            rows.append((type(event).__name__, *marks, *said))
    except MarkedYAMLError as error:
        place = error.problem_mark.index if error.problem_mark is not None else None
        rows.append((type(error).__name__, error.problem, place))
    except Exception as error:
        rows.append((type(error).__name__,))
    return rows
