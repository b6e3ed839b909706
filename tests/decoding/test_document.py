"""docs/decoders.md: its list of kinds is that of the tables, and what it shows of the format is true."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import ROOT

from msgpedia.catalog import decoders

DOCUMENT = ROOT / "docs" / "decoders.md"
HEADING = "\n## Kinds\n"


def kinds() -> str:
    """The list of kinds as the document has it."""
    found = ["| kind | what | shape | sources |", "|---|---|---|---|"]
    for kind, table in decoders.load().items():
        sources = "; ".join(source.replace("|", "\\|").replace("*", "\\*") for source in table["source"])
        found.append(f"| `{kind}` | {table['name']['en']} | {table['shape']} | {sources} |")
    return "\n".join(found) + "\n"


def test_the_list_of_kinds_is_that_of_the_tables(accept: bool) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    head, heading, _ = text.partition(HEADING)
    assert heading
    wanted = f"{head}{HEADING}\n{kinds()}"
    if accept:
        DOCUMENT.write_text(wanted, encoding="utf-8")
    else:
        assert text == wanted, "run: python -m pytest tests/decoding/test_document.py --accept"


def test_its_examples_are_toml() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    blocks = re.findall(r"^( *)```toml\n(.*?)^\1```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    for _, block in blocks:
        tomllib.loads(block)


def test_it_names_all_shapes() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for shape in {table["shape"] for table in decoders.load().values()}:
        assert f"\n| `{shape}` | " in text
