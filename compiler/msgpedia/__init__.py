"""msgpedia: the dictionary of the messages that open-source software prints.

    import msgpedia

    bundle = msgpedia.load()
    for match in bundle.lookup(["Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"]):
        print(match.entry, match.title, match.captures)

The public names are in `__all__`; `docs/python-api.md` describes them.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Bundle", "BundleError", "Entry", "Header", "Match", "Message", "Place", "Report", "load"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.api import Bundle, Entry, Header, Match, Message, Place, Report, load
    from msgpedia.bundle import BundleError


def __getattr__(name: str) -> object:
    """The public names, imported when they are asked for: the command line needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("msgpedia.bundle" if name == "BundleError" else "msgpedia.api"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
