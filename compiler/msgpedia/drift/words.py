"""The words of the report, marked for Babel; English is the key of every translation, as in `lookup.words`."""

from __future__ import annotations

from msgpedia.lookup.words import _

KINDS = {
    "gone": _("gone"),
    "reworded": _("reworded"),
    "range": _("range contradicted"),
    "level": _("level changed"),
    "unseen": _("not in any pack"),
    "moved": _("moved"),
    "new": _("new message near it"),
    "unchanged": _("unchanged"),
}
COUNTS = {
    "gone": _("gone: {count}"),
    "reworded": _("reworded: {count}"),
    "range": _("range contradicted: {count}"),
    "level": _("level changed: {count}"),
    "unseen": _("not in any pack: {count}"),
    "moved": _("moved: {count}"),
    "new": _("new messages near entries: {count}"),
    "unchanged": _("unchanged: {count}"),
}
VARIANT = _("variant {number}")
WHOLE_ENTRY = _("the whole entry")
COMPARED = _("{software}: compared with {versions}")

GONE = _("last found in {place}; versions should end with {last}")
REWORDED = _("now in {place}; {percent} % of the words are the same")
RANGE = _("found there in {place}, but versions says {before}; it should say {after}")
LEVEL = _("from {before} to {after} in {place}")
UNSEEN = _("the source may have it where a harvest does not see it, or the entry may be wrong")
UNTOLD = _("cannot be told")
OPEN = _(
    "its calls leave the line open ({place}), and another variant has more; only the source tells whether it may end"
)
HOLE = _("none of its format strings was found, although older and newer versions are said to have one")
NEAR = _("{percent} % alike: {place}")
MOVED = _("the entry says {before}, it is in {after}")
NEW = _("{place}; {percent} % alike")
WAYS = {
    "format": _("by its format string"),
    "bare": _("without its prefix"),
    "empty": _("with empty values"),
    "part": _("by the end of its format string"),
    "pieces": _("in pieces"),
}

PROPOSED = _("proposed variant:")
APPLIES = _("--apply writes it")
LEFT = _("left to a person: {reason}")
PROBLEMS = {
    "part": _("the call spells only a part of the variant; write the format by hand"),
    "format": _("its format string cannot be parsed"),
    "prefix": _("text stands before it that the call does not spell ({names})"),
    "new": _("explain {names} under arguments"),
    "doubtful": _("see whether {names} still means the same"),
}
ENTRIES = _("entries: {count}")
UNCOVERED = _("of software that no pack is of: {software}")
UNCHANGED_ENTRIES = _("as they were: {count}")
