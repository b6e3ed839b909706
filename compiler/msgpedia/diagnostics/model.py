"""What is wrong, where, and how to mend it: values, not exceptions.

Checks yield `Diagnostic` values, renderers turn them into text or JSON. Nothing here knows of catalogs or YAML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""An error keeps an entry out of the bundle; a warning is to be mended, too. A note tells of work that is left for
somebody else, such as a translation: it is no fault of the file."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file.

    `file` is a path as the user knows it. Lines and columns count from 1, columns in code points; `end_line` and
    `end_column` are those of the character behind the last one, so an empty span has its end where it starts. The
    default is an empty span at the start of the file: it stands for the file as a whole.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def whole(self) -> bool:
        """Whether it stands for the file as a whole."""
        return (self.line, self.column, self.end_line, self.end_column) == (1, 1, 1, 1)

    @property
    def place(self) -> str:
        """`file:line:column`, as editors and terminals know it; the file alone where it stands for that."""
        return self.file if self.whole else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """Part of a mending: `text` is put where the file has `span`, whose file is the finding's."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """Another place that a finding is about, such as the other one of two files in conflict; `message` names it."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding. Findings sort by file and place, then by code.

    `message` says what is wrong, `hint` what to do; both are one sentence, without a full stop at the end. `fix` mends
    it, where that can be done without knowing what the author meant; all its parts go together. `related` are the other
    places it is about: who asks for one of these files is told, too.
    """

    span: Span
    code: str
    severity: Severity
    message: str
    hint: str = ""
    fix: tuple[Replacement, ...] = ()
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A sort of finding, as documented in `docs/checks.md`.

    `bad` and `good` are excerpts of the examples in `tests/broken/<code>-<name>/`.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    bad: str
    good: str
