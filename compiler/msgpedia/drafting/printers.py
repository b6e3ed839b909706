"""Functions that print messages, and words for how bad a message is: what a call says besides its format string.

Sources: Linux 6.12, include/linux/printk.h, dev_printk.h, netdevice.h, drivers/base/core.c (`__dev_printk()`,
`dev_err_probe()`), net/core/dev.c (`__netdev_printk()`), kernel/panic.c (`vpanic()`); syslog(3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words in the names of macros, levels and functions → severity. `fatal` of OpenSSH, Go and others ends the program.
LEVELS = {
    "emerg": "emerg",
    "emergency": "emerg",
    "panic": "emerg",
    "alert": "alert",
    "crit": "crit",
    "critical": "crit",
    "fatal": "crit",
    "err": "err",
    "error": "err",
    "errorf": "err",
    "fatalf": "crit",
    "warn": "warning",
    "warning": "warning",
    "warnf": "warning",
    "warningf": "warning",
    "notice": "notice",
    "info": "info",
    "infof": "info",
    "debug": "debug",
    "dbg": "debug",
    "debugf": "debug",
    "devel": "debug",
}
KERNEL_NUMBERS = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
GETTEXT = frozenset({"_", "N_", "Q_", "gettext", "dgettext", "ngettext", "gettext_noop", "i18n", "T_"})
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Printer:
    """A family of the kernel's functions: a pattern of their names, and what they put before a message.

    `device` says that driver and device stand there without being spelled; `lead` is text of the format string that the
    function adds, `names` its arguments. `note` is the key of what the writer should know.
    """

    pattern: re.Pattern[str]
    device: bool = False
    lead: str = ""
    names: tuple[str, ...] = ()
    note: str = ""


PRINTERS: tuple[Printer, ...] = (
    Printer(re.compile(r"dev_(?:err|warn)_probe"), True, "error %pe: ", ("error",), "dev_err_probe"),
    Printer(re.compile(r"(?:dev|pci)_(?:emerg|alert|crit|err|warn|notice|info|dbg|vdbg|printk)\w*"), True, note="dev"),
    Printer(
        re.compile(r"(?:netdev|netif)_(?:emerg|alert|crit|err|warn|notice|info|dbg|printk)\w*"),
        lead="%s %s %s: ",
        names=("driver", "device", "interface"),
        note="netdev",
    ),
    Printer(re.compile(r"panic"), lead="Kernel panic - not syncing: ", note="panic"),
    Printer(re.compile(r"pr_\w+"), note="pr_fmt"),
    Printer(re.compile(r"printk\w*|vprintk\w*|_printk")),
)


def printer_of(function: str) -> Printer | None:
    """The kernel's family that a function belongs to, or None."""
    return next((printer for printer in PRINTERS if printer.pattern.fullmatch(function)), None)


def severity_of(name: str) -> str:
    """The severity that a word of a name tells (`KERN_ERR`, `pr_info_once`, `Errorf`); empty for none."""
    words = [word.lower() for part in name.split("_") for word in _WORDS.findall(part)]
    return next((LEVELS[word] for word in words if word in LEVELS), "")


def is_level(name: str) -> bool:
    """Whether a name is a level of the kernel's or of syslog's, such as `KERN_ERR`."""
    return name.startswith(("KERN_", "LOG_")) or name in ("ERROR", "WARNING", "FATAL", "PANIC", "NOTICE", "INFO", "LOG")


def names_level(name: str) -> bool:
    """Whether a name is some program's constant for a level, such as `NGX_LOG_EMERG`."""
    return is_level(name) or (name.isupper() and "_" in name and bool(severity_of(name)))
