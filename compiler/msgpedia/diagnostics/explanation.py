"""What a code means, for people: for `check --explain`, and for `docs/checks.md`."""

from __future__ import annotations

import textwrap

from msgpedia.diagnostics.model import Code
from msgpedia.diagnostics.registry import CODES, FAMILIES

WIDTH = 100
_HEAD = """# What `msgpedia check` finds

This page is made from the table `compiler/msgpedia/data/diagnostics.toml`; a test keeps it fresh. To make it anew:

    python -m msgpedia.diagnostics.explanation > docs/checks.md

Whole examples are in `tests/broken/`.
"""


def explain(code: Code) -> str:
    """The explanation of a code for a terminal."""
    paragraphs = [textwrap.fill(part, WIDTH) for part in code.explanation.strip().split("\n\n")]
    return "\n".join(
        [
            f"{code.code} {code.name} ({code.severity}): {code.summary}",
            "",
            "\n\n".join(paragraphs),
            "",
            "Bad:",
            textwrap.indent(code.bad.rstrip("\n"), "    "),
            "",
            "Good:",
            textwrap.indent(code.good.rstrip("\n"), "    "),
            "",
        ]
    )


def page() -> str:
    """The page of all codes, in Markdown."""
    parts = [_HEAD]
    for family, title in FAMILIES.items():
        codes = [code for name, code in sorted(CODES.items()) if name[2] == family]
        parts.append(f"\n## {title} (MP{family}xx)\n")
        parts += [_section(code) for code in codes]
    return "".join(parts)


def _section(code: Code) -> str:
    explanation = code.explanation.strip()
    return (
        f"\n### {code.code} {code.name}\n\n*{code.severity}*: {code.summary}.\n\n{explanation}\n\n"
        f"Bad:\n\n```yaml\n{code.bad.rstrip()}\n```\n\nGood:\n\n```yaml\n{code.good.rstrip()}\n```\n"
    )


if __name__ == "__main__":
    print(page(), end="")
