"""Checks of format strings, one variant at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia.bundle.index import KNOWN_GATE, UNKNOWN_GATE
from msgpedia.catalog import mending, prefixes, templates
from msgpedia.catalog.checks import placeholders
from msgpedia.catalog.guesses import respelt, suggestion
from msgpedia.catalog.model import Entry, Variant
from msgpedia.catalog.versions import version_key
from msgpedia.diagnostics import Diagnostic, report

_LEVEL = re.compile(r"KERN_[A-Z]+[ ]*|<[0-7c]>(?=\S)")
_LITERAL = re.compile(r"\"((?:[^\"\\]|\\.)*)\"\Z")  # all of it in C's quotes
_MACRO = re.compile(r"%[-+ #0-9.]*PRI|%[-+ #0-9.]*\"")
_PASTED = re.compile(r"\\(?:[abefnrtv]|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|\"|')")


def sound_formats(entry: Entry) -> Iterator[Diagnostic]:
    """MP201: a format string that its dialect does not allow."""
    for number, variant in enumerate(entry.variants):
        error = templates.format_error(variant)
        if error is not None:
            span = entry.places.inside(("variants", number, "format"), error.start, error.end)
            hint = error.hint or "copy the format string from the source"
            if _MACRO.match(variant.format, error.start):
                hint = "write the conversion that the macro stands for, such as %lu or %llu"
            yield report("MP201", span, f"{variant.dialect}: {error.message}", hint)


def argument_counts(entry: Entry) -> Iterator[Diagnostic]:
    """MP202: not as many names as the format string has conversions."""
    for number, variant in enumerate(entry.variants):
        template = templates.template(variant)
        if template is None or len(template.conversions) == len(variant.arguments):
            continue
        wanted, given = len(template.conversions), len(variant.arguments)
        message = f"the format string has {_count(wanted, 'conversion')}, `arguments` has {_count(given, 'name')}"
        found = " ".join(conversion.source for conversion in template.conversions[:12])
        hint = f"one name for each of {found}"
        if not wanted:
            hint = "write the format string with its conversions, such as %s, not a line of a log; else no `arguments`"
            hint = "write `%` at half width" if "％" in variant.format else hint
        field = "arguments" if variant.arguments else "format"
        yield report("MP202", entry.span("variants", number, field), message, hint)


def repeated_names(entry: Entry) -> Iterator[Diagnostic]:
    """MP205: one name for two values of the same line."""
    for number in range(len(entry.variants)):
        seen: set[str] = set()
        for path, name in entry.named(number):
            if name in seen:
                yield report(
                    "MP205",
                    entry.places.span(path),
                    f"`{name}` names two values of one line",
                    "give each value a name of its own",
                )
            seen.add(name)


def prefix_kinds(entry: Entry) -> Iterator[Diagnostic]:
    """MP206: a kind of prefix that there is not. MP207: not as many names as the prefix has values."""
    kinds = prefixes.load()
    for number, variant in enumerate(entry.variants):
        if variant.prefix is None:
            continue
        kind = kinds.get(variant.prefix.kind)
        if kind is None:
            span = entry.span("variants", number, "prefix", "kind")
            meant = respelt(variant.prefix.kind, kinds)
            fix = mending.value(entry.places, ("variants", number, "prefix", "kind"), meant) if meant else ()
            message = f"there is no kind of prefix `{variant.prefix.kind[:60]}`"
            hint = suggestion(variant.prefix.kind, kinds, f"there are: {', '.join(sorted(kinds))}")
            yield report("MP206", span, message, hint, fix)
        elif kind.arguments != len(variant.prefix.arguments):
            span = entry.span("variants", number, "prefix", "arguments")
            given = _count(len(variant.prefix.arguments), "name")
            message = f"the prefix `{kind.format}` has {_count(kind.arguments, 'value')}, `arguments` has {given}"
            yield report("MP207", span, message, "name each of its values")


def pasted_escapes(entry: Entry) -> Iterator[Diagnostic]:
    r"""MP211: what C's source has and the message has not: a level, quotes, a backslash and a letter such as `\n`."""
    for number, variant in enumerate(entry.variants):
        found = pasted_escape(variant)
        if not found:
            continue
        path = ("variants", number, "format")
        message, hint, instead = _pasted(variant, found)
        fix = () if instead is None else mending.stretch(entry.places, path, variant.format, *found.span(), instead)
        if found.re is _LITERAL:
            fix = mending.quoted(entry.places, path, instead or "")
        yield report("MP211", entry.places.inside(path, *found.span()), message, hint, fix)


def _pasted(variant: Variant, found: re.Match[str]) -> tuple[str, str, str | None]:
    """What is wrong with it, what to do, and what is to stand there if that is sure."""
    what = found.group()
    if found.re is _LEVEL:
        message = f"the format string begins with `{what.strip()}`, which is a level and not printed"
        return message, "leave it out; `severity` has the level", ""
    if found.re is _LITERAL:
        message = "the format string stands in C's quotes, which are not part of it"
        return message, "leave them out, and the newline that ends the message", found.group(1).removesuffix("\\n")
    message = f"the format string has a backslash and `{what[1:]}`, as C source spells a character"
    if what == "\\n" and variant.format[found.end() :] in ("", '"'):
        hint = "leave out the newline that ends the message"
        rest = variant.format[found.end() :]
        return message, f"{hint}, and the `{rest}` behind it" if rest else hint, None if rest else ""
    if what[1:] in ("'", '"'):
        return message, f"write {what[1:]} without the backslash", what[1:]
    return message, "write it as YAML does: in double quotes", None


def newline_at_end(entry: Entry) -> Iterator[Diagnostic]:
    """MP214: the newline that ends the line in the log."""
    for number, variant in enumerate(entry.variants):
        if variant.format.endswith("\n"):
            path, end = ("variants", number, "format"), len(variant.format)
            is_block = entry.places.style(path) in ("block", "folded")
            span = entry.places.span(path) if is_block else entry.places.inside(path, end - 1, end)
            hint = "write the text in quotes, not after `|`" if is_block else "leave it out"
            fix = mending.quoted(entry.places, path, variant.format.rstrip("\n"))
            yield report("MP214", span, "the format string ends with a newline", hint, fix)


def version_order(entry: Entry) -> Iterator[Diagnostic]:
    """MP109: a first version after the last one."""
    for number, variant in enumerate(entry.variants):
        first, last = variant.first, variant.last
        if first is not None and last is not None and version_key(first) > version_key(last):
            span = entry.span("variants", number, "versions", "from")
            yield report("MP109", span, f"version {first} is later than {last}", "swap `from` and `to`")


def sources(entry: Entry) -> Iterator[Diagnostic]:
    """MP217: a format string of which nothing tells where it was read. In a draft a comment asks for it."""
    if entry.references or any(placeholders.written(entry)):
        return
    for number, variant in enumerate(entry.variants):
        if variant.source is None:
            span = entry.places.key(("variants", number, "format"))
            hint = "add `source: {file: …, function: …}`, or a document to `references`"
            yield report("MP217", span, "nothing tells where this format string was read", hint)


def specific_enough(entry: Entry) -> Iterator[Diagnostic]:
    """MP212: so little fixed text that other programs' lines would match, or that nothing ever will."""
    for number, variant in enumerate(entry.variants):
        if not too_generic(variant):
            continue
        most, wanted = max(_solid(variant)), variant.min_literals or KNOWN_GATE
        given = _count(most, "literal character")
        message = f"the format string has {given} besides blanks; {wanted} are needed"
        hint = "a message without any fixed text cannot be recognised"
        if most:
            hint = f"`min_literals: {most}` would let it through, if nothing else looks like it"
        yield report("MP212", entry.span("variants", number, "format"), message, hint)


def needless_exceptions(entry: Entry) -> Iterator[Diagnostic]:
    """MP213: `min_literals` where the format string has enough of them anyway."""
    for number, variant in enumerate(entry.variants):
        if variant.min_literals is not None and min(_solid(variant), default=0) >= UNKNOWN_GATE:
            path = ("variants", number, "min_literals")
            message = f"the format string has {UNKNOWN_GATE} literal characters or more anyway"
            fix = mending.without_field(entry.places, path)
            yield report("MP213", entry.places.key(path), message, "delete `min_literals`", fix)


def conversions(variant: Variant) -> int:
    """How many conversions the format string of a variant has; none where it is unsound."""
    template = templates.template(variant)
    return len(template.conversions) if template is not None else 0


def pasted_escape(variant: Variant) -> re.Match[str] | None:
    """What of C's source came along in a format string: a level, C's quotes, or the first escape that should have been
    the character it stands for.
    """
    level = _LEVEL.match(variant.format) if variant.dialect == "printk" else None
    return level or _LITERAL.match(variant.format) or _PASTED.search(variant.format)


def too_generic(variant: Variant) -> bool:
    """Whether no line of a variant has the literal characters that it needs."""
    solid = _solid(variant)
    return bool(solid) and max(solid) < (variant.min_literals or KNOWN_GATE)


def all_named(variant: Variant) -> bool:
    """Whether every capture of a variant has a name of its own."""
    names = variant.all_arguments
    conversions = sum(len(template.conversions) for template in templates.whole(variant))
    return len(names) == conversions == len(set(names))


def _solid(variant: Variant) -> list[int]:
    return [program.solid for program in templates.programs(variant)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number or 'no'} {noun}s"
