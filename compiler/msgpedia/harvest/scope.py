"""What a name means at a place of a file: its own macros before others, the nearest header before a farther one."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgpedia.harvest import macros
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.seeds import Sink
from msgpedia.harvest.world import World, Wrapper, nearness

MOST_ASKED = 4  # of the files that include one, whose headers it is taken to see
MOST_STEPS_OF_CALL = 800  # macros and wrappers that are followed for one call
MOST_STEPS = 500_000  # … for all calls of a file
Meaning = Sink | Sequence[Macro | Wrapper] | None


class Scope:
    """The names of one file. `position` is the offset in its text at which one looks; set by whoever walks the file."""

    def __init__(
        self,
        world: World,
        file: int,
        own: Iterable[Macro],
        undefined: Sequence[tuple[int, str]],
        function_names: frozenset[str],
        static_names: frozenset[str] = frozenset(),
    ) -> None:
        self.world, self.file = world, file
        self.path = world.paths[file]
        self.position = 1 << 62
        self._functions, self._static = function_names, static_names
        self._own: dict[str, list[Macro]] = defaultdict(list)
        for macro in own:
            self._own[macro.name].append(macro)
        self._undefined = undefined
        self._shared: dict[str, list[Macro]] = {}
        self._seen: set[int] | None = None
        self._of: tuple[int, ...] | None = None
        self._by_many = False
        self._wrappers: dict[str, list[Wrapper]] = {}
        self._steps = self._left = MOST_STEPS
        self.branch, self.widest = 0, 1
        self.variables: Callable[[str, int], Sequence[str]] | None = None

    def begin(self, position: int) -> None:
        """Look from an offset on, for a call of its own: what it may cost is counted from here."""
        self.position = position
        self._left -= MOST_STEPS_OF_CALL - self._steps if self._steps < MOST_STEPS_OF_CALL else 0
        self._steps = min(MOST_STEPS_OF_CALL, self._left)

    def step(self) -> bool:
        """Count the following of a macro or a wrapper; False where a call, or the file, has cost enough."""
        self._steps -= 1
        return self._steps > 0

    def macros(self, name: str) -> list[Macro]:
        """The definitions of a macro that can hold here."""
        own = self._own.get(name)
        if own:
            found = macros.less_fallbacks(macros.in_force(own, self._undefined, self.position))
            if found:
                return self._of_unbinding_header(name, found[-1]) or found
        shared = self._shared.get(name)
        if shared is None:
            shared = self._of_unbinding_header(name, None) or self._of_includers(name) or self._of_headers(name)
            self._shared[name] = shared
        return shared

    def _of_unbinding_header(self, name: str, own: Macro | None) -> list[Macro]:
        """The definitions of the last header that undoes others (`#undef pr_fmt`), unless the file does so itself."""
        headers = self.world.unbinding.get(name)
        if not headers or (own and any(undone == name and at < own.position for at, undone in self._undefined)):
            return []
        found = {header for header in headers if header != self.file and self.world.bound[name].get(header)}
        found = {header for header in found if self._sees(header)}
        return self.world.bound[name][self.world.last_included(self.file, found)] if found else []

    def _of_includers(self, name: str) -> list[Macro]:
        """How files that include this one define a macro that is bound at its use (`pr_fmt`), if they are not many."""
        if name not in self.world.bound:
            return []
        found = {
            macro.body: macro
            for file in self._users()
            for macro in self.world.bound[name].get(file, ())
            if not macro.fallback and file != self.file
        }
        return list(found.values())

    def module_names(self) -> tuple[str, ...]:
        """The modules that the file is linked into; of a header, those of the files that include it, if not many do."""
        names = self.world.module_names
        if self.path in names:
            return names[self.path]
        found = (names.get(self.world.paths[file], ()) for file in self._users())
        return tuple(dict.fromkeys(name for row in found for name in row))

    def _of_headers(self, name: str) -> list[Macro]:
        world = self.world
        rows = [(file, macro) for file, macro in world.macros.get(name, ()) if file != self.file]
        found = [(file, macro) for file, macro in rows if self._sees(file)]
        if not found:
            folder = posixpath.dirname(self.path)
            found = [(file, macro) for file, macro in rows if posixpath.dirname(world.paths[file]) == folder]
        found = [row for row in found if not row[1].fallback] or found
        if len(found) < 2:
            return [macro for _, macro in found]
        near = [nearness(world.paths[file], self.path) for file, _ in found]
        best = max(near)
        return macros.less_fallbacks(
            [macro for (_, macro), nearest in zip(found, near, strict=True) if nearest == best]
        )

    def _users(self) -> tuple[int, ...]:
        if self._of is None:
            users = self.world.users(self.file)
            self._by_many = users is None
            self._of = users or ()
        return self._of

    def is_left_open(self, name: str) -> bool:
        """Whether a macro that is bound at its use (`pr_fmt`) is what each of many files that include this one says."""
        return name in self.world.bound and name not in self._own and not self._users() and self._by_many

    def _sees(self, header: int) -> bool:
        if self._seen is None:
            self._seen = self.world.seen(self.file)
            self._seen.update(*map(self.world.seen, self._users()[:MOST_ASKED]))
        return header in self._seen

    def meaning(self, name: str) -> Meaning:
        """What a call of a name is: a sink, a macro's definitions, wrapper functions, or nothing that prints."""
        own = self._own.get(name)
        if own:
            found = macros.in_force(own, self._undefined, self.position)
            if found:
                return found
        sink = self.world.seeds.sinks.get(name)
        if sink is not None:
            return None if name in self._static and not self.world.seeds.own else sink
        if name in self.world.seeds.deny:
            return None
        # A function can have a macro of its name beside it, for kernels that are built without its messages.
        return [*self.macros(name), *self.wrappers(name)] or None

    def wrappers(self, name: str) -> list[Wrapper]:
        """The wrapper functions that a call of a name can reach."""
        if name not in self._wrappers:
            self._wrappers[name] = self._find_wrappers(name)
        return self._wrappers[name]

    def forget_wrappers(self) -> None:
        """Look wrapper functions up anew: more have been found since."""
        self._wrappers.clear()

    def _find_wrappers(self, name: str) -> list[Wrapper]:
        world = self.world
        rows = world.wrappers.get(name, ())
        own = [wrapper for wrapper in rows if wrapper.file == self.file]
        if own or name in self._functions:
            return own
        found = [wrapper for wrapper in rows if not wrapper.static or self._sees(wrapper.file)]
        if len(found) < 2:
            return found
        near = [nearness(world.paths[wrapper.file], self.path) for wrapper in found]
        best = max(near)
        return [wrapper for wrapper, nearest in zip(found, near, strict=True) if nearest == best]

    def one_of(self, found: list[Macro]) -> list[Macro]:
        """Of a name's definitions that of the branch at hand: those of `#if` hold together, and those of `#else`."""
        self.widest = max(self.widest, len(found))
        return found[min(self.branch, len(found) - 1) :][:1] if found else found

    def values(self, name: str) -> Sequence[str]:
        """The expressions that are assigned to a variable of text, as far as they are seen here."""
        return self.variables(name, self.position) if self.variables else ()
