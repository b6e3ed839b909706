"""The words of the coverage, marked for Babel; English is the key of every translation, as in `lookup.words`."""

from __future__ import annotations

from msgpedia.lookup.words import _, ngettext

LINES = ngettext("{count} line", "{count} lines")
MACHINES = ngettext("{count} machine", "{count} machines")
FILES = ngettext("{count} file", "{count} files")
AT_LEAST = _("at least {number}")

# Heads of columns, and cells.
COVERAGE = _("Lines of the logs")
SOFTWARE = _("Software")
LINE_COUNT = _("Lines")
DOCUMENTED = _("Documented")
INDEXED = _("Format known")
UNKNOWN = _("Unknown")
MESSAGES = _("Messages")
OF = _("{part} of {whole}")
PERCENT = _("{number} %")
UNKNOWN_ORIGIN = _("(unknown origin)")
LEVEL = _("Level")
NO_LEVEL = {"default": _("default"), "cont": _("continued"), None: _("not known")}
SUBSYSTEM = _("Subsystem")
NO_FILE = _("(no file)")
ERRORS = _("At ERROR and worse")
OF_THESE_OPEN = _("Undocumented")

PACK = _("{name}: {documented} of {messages} messages documented")
MORE_SUBSYSTEMS = ngettext("{count} more subsystem; --limit shows it.", "{count} more subsystems; --limit shows them.")
NO_ERRORS = _("Every message at ERROR and worse is documented, or there is none.")

WORK = _("What to document next")
NO_WORK = _("No undocumented message of a known format was found.")
SCORE = _("score {number}")
SAYS_LITTLE = _("carries another message in itself, or is a piece of a line")
NO_COMMAND = _("Its format has characters that no entry can hold.")
MORE_WORK = ngettext("{count} more message; --limit shows it.", "{count} more messages; --limit shows them.")

SHAPES = _("Unknown lines, numbers masked (text of the logs: look through it before you pass it on)")
FORGOTTEN = _("There were so many that rare ones were forgotten; counts are the least there is.")
