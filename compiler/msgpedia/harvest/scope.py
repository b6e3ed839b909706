"""What a name means at a place of a file: its own macros before others, the nearest header before a farther one."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgpedia.harvest import macros
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.seeds import Sink
from msgpedia.harvest.world import World, Wrapper, nearness

Meaning = Sink | list[Macro] | list[Wrapper] | None


class Scope:
    """The names of one file. `position` is the offset in its text at which one looks; set by whoever walks the file."""

    def __init__(
        self,
        world: World,
        file: int,
        own: Iterable[Macro],
        undefined: Sequence[tuple[int, str]],
        function_names: frozenset[str],
    ) -> None:
        self.world, self.file = world, file
        self.path = world.paths[file]
        self.position = 1 << 62
        self._functions = function_names
        self._own: dict[str, list[Macro]] = defaultdict(list)
        for macro in own:
            self._own[macro.name].append(macro)
        self._undefined = undefined
        self._shared: dict[str, list[Macro]] = {}
        self._seen: set[int] | None = None
        self._wrappers: dict[str, list[Wrapper]] = {}
        self.variables: Callable[[str, int], Sequence[str]] | None = None

    def macros(self, name: str) -> list[Macro]:
        """The definitions of a macro that can hold here."""
        own = self._own.get(name)
        if own:
            found = macros.in_force(own, self._undefined, self.position)
            if found:
                return found
        shared = self._shared.get(name)
        if shared is None:
            shared = self._shared[name] = self._of_headers(name)
        return shared

    def _of_headers(self, name: str) -> list[Macro]:
        world = self.world
        rows = [(file, macro) for file, macro in world.macros.get(name, ()) if file != self.file]
        found = [(file, macro) for file, macro in rows if self._sees(file)]
        if not found:
            folder = posixpath.dirname(self.path)
            found = [(file, macro) for file, macro in rows if posixpath.dirname(world.paths[file]) == folder]
        if len(found) < 2:
            return [macro for _, macro in found]
        near = [nearness(world.paths[file], self.path) for file, _ in found]
        best = max(near)
        return [macro for (_, macro), nearest in zip(found, near, strict=True) if nearest == best]

    def _sees(self, header: int) -> bool:
        if self._seen is None:
            self._seen = self.world.seen(self.file)
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
            return None if name in self._functions and not sink.takes_list else sink
        if name in self.world.seeds.deny:
            return None
        return self.macros(name) or self.wrappers(name) or None

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

    def values(self, name: str) -> Sequence[str]:
        """The expressions that are assigned to a variable of text, as far as they are seen here."""
        return self.variables(name, self.position) if self.variables else ()
