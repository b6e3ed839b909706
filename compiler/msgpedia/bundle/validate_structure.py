"""Holds plain JSON data to a JSON Schema, with the standard library alone.

It knows exactly the words of JSON Schema 2020-12 that `data/bundle.schema.json` uses; any other word is an error of the
schema. Patterns are read as ECMAScript reads them, so `$` is the very end.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Check = Callable[[Any], "Fault | None"]

_TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_NOTES = {"$schema", "$defs", "title", "description"}


class Fault:
    """What does not fit, and where: the keys and numbers that lead there, the last first."""

    __slots__ = ("message", "path")

    def __init__(self, message: str) -> None:
        self.message = message
        self.path: list[str | int] = []

    def at(self, key: str | int) -> Fault:
        """The same, seen from one step up."""
        self.path.append(key)
        return self

    def __str__(self) -> str:
        place = "/".join(str(key)[:60] for key in reversed(self.path))
        return f"{place}: {self.message}" if place else self.message


class UnsoundError(Exception):
    """Carries a fault out of a check; its place from the outside in."""

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.fault = Fault(message)
        self.fault.path = list(reversed(path))


def compile_schema(schema: dict[str, Any]) -> Check:
    """The check of a schema: the first thing that does not fit, or None.

    Raises ValueError where the schema uses a word that is not known here.
    """
    known: dict[str, Check] = {}
    pending: set[str] = set()

    def compiled(node: dict[str, Any]) -> Check:
        checks: list[Check] = []
        for word, value in node.items():
            if word in _NOTES:
                continue
            if word == "$ref":
                checks.append(reference(value.removeprefix("#/$defs/")))
            elif word == "properties":
                checks.append(_properties({key: compiled(child) for key, child in value.items()}))
            elif word == "additionalProperties":
                checks.append(_others(frozenset(node.get("properties", ())), compiled(value)))
            elif word == "propertyNames":
                checks.append(_names(compiled(value)))
            elif word == "items":
                checks.append(_items(compiled(value)))
            elif word == "oneOf":
                checks.append(_one_of([compiled(child) for child in value]))
            elif word in _SIMPLE:
                checks.append(_SIMPLE[word](value))
            else:
                raise ValueError(f"the schema has a word that is not known here: {word}")
        return checks[0] if len(checks) == 1 else _all(tuple(checks))

    def reference(name: str) -> Check:
        if name not in known:
            if name in pending:
                raise ValueError(f"the schema refers to itself: {name}")
            pending.add(name)
            known[name] = compiled(schema["$defs"][name])
        return known[name]

    return compiled(schema)


def _all(checks: tuple[Check, ...]) -> Check:
    def check(value: Any) -> Fault | None:
        for each in checks:
            fault = each(value)
            if fault is not None:
                return fault
        return None

    return check


def _one_of(checks: list[Check]) -> Check:
    def check(value: Any) -> Fault | None:
        fitting = sum(each(value) is None for each in checks)
        return None if fitting == 1 else Fault(f"fits {fitting} of {len(checks)} forms, not one")

    return check


def _type(names: str | list[str]) -> Check:
    allowed = frozenset(_TYPES[name] for name in ([names] if isinstance(names, str) else names))
    wanted = names if isinstance(names, str) else " or ".join(names)
    return lambda value: None if type(value) in allowed else Fault(f"not of type {wanted}")


def _required(keys: list[str]) -> Check:
    wanted = frozenset(keys)

    def check(value: Any) -> Fault | None:
        if type(value) is not dict or value.keys() >= wanted:
            return None
        return Fault(f"the key {min(wanted - value.keys())!r} is missing")

    return check


def _properties(children: dict[str, Check]) -> Check:
    def check(value: Any) -> Fault | None:
        if type(value) is dict:
            for key, child in value.items():
                if key in children:
                    fault = children[key](child)
                    if fault is not None:
                        return fault.at(key)
        return None

    return check


def _others(named: frozenset[str], each: Check) -> Check:
    def check(value: Any) -> Fault | None:
        if type(value) is dict:
            for key, child in value.items():
                if key not in named:
                    fault = each(child)
                    if fault is not None:
                        return fault.at(key)
        return None

    return check


def _names(each: Check) -> Check:
    def check(value: Any) -> Fault | None:
        if type(value) is dict:
            for key in value:
                fault = each(key)
                if fault is not None:
                    return Fault(f"the key {key[:60]!r}: {fault.message}")
        return None

    return check


def _items(each: Check) -> Check:
    def check(value: Any) -> Fault | None:
        if type(value) is list:
            for number, child in enumerate(value):
                fault = each(child)
                if fault is not None:
                    return fault.at(number)
        return None

    return check


def _pattern(pattern: str) -> Check:
    search = re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern).search

    def check(value: Any) -> Fault | None:
        if type(value) is not str or search(value) is not None:
            return None
        return Fault(f"{value[:60]!r} is not of the form that is asked for")

    return check


def _equal(value: object, other: object) -> bool:
    return type(value) is type(other) and value == other


def _const(constant: object) -> Check:
    return lambda value: None if _equal(value, constant) else Fault(f"not {constant!r}")


def _enum(values: list[object]) -> Check:
    return lambda value: None if any(_equal(value, each) for each in values) else Fault("not one of the known values")


def _measured(kind: type, measure: Callable[[Any], int], least: bool, words: str) -> Callable[[int], Check]:
    """A bound on the size or value of values of a type."""

    def bounded(bound: int) -> Check:
        def check(value: Any) -> Fault | None:
            if type(value) is not kind:
                return None
            size = measure(value)
            return None if (size >= bound if least else size <= bound) else Fault(words.format(bound))

        return check

    return bounded


_SIMPLE: dict[str, Callable[[Any], Check]] = {
    "type": _type,
    "required": _required,
    "pattern": _pattern,
    "const": _const,
    "enum": _enum,
    "minimum": _measured(int, int, True, "below {}"),
    "maximum": _measured(int, int, False, "above {}"),
    "minLength": _measured(str, len, True, "shorter than {} characters"),
    "maxLength": _measured(str, len, False, "longer than {} characters"),
    "minItems": _measured(list, len, True, "fewer than {} items"),
    "maxItems": _measured(list, len, False, "more than {} items"),
    "minProperties": _measured(dict, len, True, "fewer than {} keys"),
    "maxProperties": _measured(dict, len, False, "more than {} keys"),
}
