"""Diagnostics: findings as values, a registry of their codes, and one renderer a module (`text`, `json`, `sarif`,
`github`).
"""

from __future__ import annotations

from msgpedia.diagnostics.model import Code, Diagnostic, Related, Replacement, Severity, Span
from msgpedia.diagnostics.registry import CODES, FAMILIES, report

__all__ = ["CODES", "FAMILIES", "Code", "Diagnostic", "Related", "Replacement", "Severity", "Span", "report"]
