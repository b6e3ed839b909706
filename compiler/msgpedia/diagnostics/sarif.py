"""Diagnostics as SARIF 2.1.0 (OASIS Standard), which code scanning of GitHub, GitLab and editors read.

Nothing in it depends on the machine or the time: files are named below the root of the repository (`%SRCROOT%`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from msgpedia import __version__
from msgpedia.diagnostics.model import Code, Diagnostic, Span
from msgpedia.diagnostics.registry import CODES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "msgpediaFinding/v1"

Lines = Callable[[str], Sequence[str]]
Where = Callable[[str], str]
Object = dict[str, Any]

_RULES = {code: number for number, code in enumerate(sorted(CODES))}
_BRACE = re.compile(r"[{}]")


def render(diagnostics: Iterable[Diagnostic], lines: Lines, where: Where = str, home: str | None = None) -> str:
    """One run with all findings and all rules; ends with a newline.

    `lines` gives the lines of a file, by which a finding is known again when they move; `where` the path of a file
    below the root of the repository (an absolute one for a file elsewhere), `home` the project's address.
    """
    seen: Counter[str] = Counter()
    results = [_result(diagnostic, lines, where, seen) for diagnostic in diagnostics]
    driver: Object = {"name": "msgpedia", "version": __version__, "rules": [_rule(CODES[code]) for code in _RULES]}
    if home is not None:
        driver["informationUri"] = home
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: Code) -> Object:
    explanation = code.explanation.strip()
    bad, good = code.bad.strip("\n"), code.good.strip("\n")
    return {
        "id": code.code,
        "name": "".join(part.capitalize() for part in code.name.split("-")),
        "shortDescription": {"text": _sentence(code.summary)},
        "fullDescription": {"text": explanation},
        "help": {
            "text": f"{explanation}\n\nBad:\n\n{bad}\n\nGood:\n\n{good}\n",
            "markdown": f"{explanation}\n\nBad:\n\n```yaml\n{bad}\n```\n\nGood:\n\n```yaml\n{good}\n```\n",
        },
        "defaultConfiguration": {"level": code.severity},
    }


def _result(diagnostic: Diagnostic, lines: Lines, where: Where, seen: Counter[str]) -> Object:
    said = [_sentence(part) for part in (diagnostic.message, diagnostic.hint) if part]
    result: Object = {
        "ruleId": diagnostic.code,
        "ruleIndex": _RULES[diagnostic.code],
        "level": diagnostic.severity,
        "message": {"text": _message(" ".join(said))},
        "locations": [{"physicalLocation": _location(diagnostic.span, where)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _message(_sentence(other.message))},
                "physicalLocation": _location(other.span, where),
            }
            for number, other in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic, where)]
    result["partialFingerprints"] = {FINGERPRINT: _fingerprint(diagnostic, lines, where, seen)}
    return result


def _fix(diagnostic: Diagnostic, where: Where) -> Object:
    changes = [
        {"deletedRegion": _region(part.span), "insertedContent": {"text": part.text}} for part in sorted(diagnostic.fix)
    ]
    return {
        "description": {"text": _message(_sentence(diagnostic.hint or "Mend it"))},
        "artifactChanges": [{"artifactLocation": _artifact(diagnostic.span.file, where), "replacements": changes}],
    }


def _location(span: Span, where: Where) -> Object:
    region = {"startLine": 1} if span.whole else _region(span)  # some readers drop what has no line
    return {"artifactLocation": _artifact(span.file, where), "region": region}


def _region(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _artifact(file: str, where: Where) -> Object:
    path = PurePath(where(file))
    if path.is_absolute():
        return {"uri": "file://" + quote(os.fsencode(path))}
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": ROOT}


def _fingerprint(diagnostic: Diagnostic, lines: Lines, where: Where, seen: Counter[str]) -> str:
    """What a finding is known by: its code, its file, the text of its line, and how many such were before it."""
    span = diagnostic.span
    rows = lines(span.file)
    text = rows[span.line - 1].strip() if not span.whole and span.line <= len(rows) else ""
    whole = "\0".join((diagnostic.code, where(span.file), text))
    seen[whole] += 1
    digest = hashlib.sha256(f"{whole}\0{seen[whole]}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def _sentence(text: str) -> str:
    """A message or hint as the sentence that SARIF asks for. What is no word, such as an id, keeps its first letter."""
    start = text[:1].upper() if text.partition(" ")[0].isalpha() else text[:1]
    return start + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _message(text: str) -> str:
    """A text that has neither placeholders nor links in it (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return _BRACE.sub(lambda found: found.group() * 2, text).replace("](", "] (")
