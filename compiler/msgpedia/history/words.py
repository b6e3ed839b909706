"""The words of the changelog, marked for Babel; English is the key of every translation, as in `lookup.words`."""

from __future__ import annotations

from msgpedia.lookup.words import _

HEADING = _("Changes of the catalog: {first} to {last}")
BEGINNING = _("beginning")
WORKING_TREE = _("working tree")
UNCHANGED = _("No entry changed.")

KINDS = {
    "new": _("New"),
    "changed": _("Changed"),
    "renamed": _("Renamed"),
    "withdrawn": _("Withdrawn"),
    "unreadable": _("Unreadable"),
}
COUNTS = {
    "new": _("new: {count}"),
    "changed": _("changed: {count}"),
    "renamed": _("renamed: {count}"),
    "withdrawn": _("withdrawn: {count}"),
    "unreadable": _("unreadable: {count}"),
}
NOT_TOLD = _("{file} does not say why, and no entry has the id {id} among its former_ids")
UNREADABLE_BEFORE = _("could not be read in {revision}: {reason}")

# Fields of an entry, by their names in the file.
FIELDS = {
    "title": _("title"),
    "mid": _("number in the world"),
    "severity": _("severity"),
    "variants": _("format strings"),
    "arguments": _("values"),
    "description": _("what it means"),
    "action": _("what to do"),
    "notes": _("notes"),
    "advice": _("advice for certain values"),
    "followed_by": _("messages that follow"),
    "related": _("related messages"),
    "samples": _("samples"),
    "counter_samples": _("counter-samples"),
    "references": _("references"),
    "license": _("licence"),
    "authors": _("authors"),
    "former_ids": _("former ids"),
}
ADDED = _("{count} added")
REMOVED = _("{count} removed")
CHANGED = _("{count} changed")
