"""Which unquoted texts a YAML reader takes for something else than a text.

Sources: YAML 1.2.2, 10.3.2 (core schema); YAML 1.1's types bool, int, float, null and timestamp (yaml.org/type), which
many programs still read: `no` is false there, `12:30` a number to the base of 60; ruamel.yaml's and PyYAML's resolvers,
which take `._` and `+_` for numbers, too.
"""

from __future__ import annotations

import re

_SORTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nothing", re.compile(r"(?:~|null|Null|NULL|)")),
    ("true or false", re.compile(r"(?:true|True|TRUE|false|False|FALSE)")),
    ("true or false", re.compile(r"(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)")),
    ("a number", re.compile(r"[-+][0-9_]+|[0-9][0-9_]*|[-+]?0o[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?0b[01_]+")),
    ("a number", re.compile(r"[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?")),
    ("a number", re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")),
    ("a number", re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")),
    ("a date", re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9:.+\-Zz ]*)?")),
)

INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")

# Every text above begins like this or is one of these words, so most need no closer look.
_SUSPECT = re.compile(r"[-+.0-9~]|(?i:null|true|false|yes|no|on|off)?\Z")


def misread(text: str) -> str:
    """What a reader may take the plain scalar `text` for, such as `a number`; empty where it is a text to all of
    them.
    """
    if not _SUSPECT.match(text):
        return ""
    return next((sort for sort, pattern in _SORTS if pattern.fullmatch(text)), "")
