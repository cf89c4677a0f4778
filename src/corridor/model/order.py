"""The order of a day as a value: put a mechanism of one's own in, or take one out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corridor.errors import CorridorError, nearest
from corridor.model.state import Mechanism


class Order(NamedTuple):
    """The mechanisms of a day, in order; change it with ``after``, ``before`` and ``without``."""

    mechanisms: tuple[Mechanism, ...]

    def _place(self, name: str, mine: Iterable[Mechanism], offset: int) -> Order:
        names = [m.name for m in self.mechanisms]
        if name not in names:
            raise CorridorError(f"no mechanism is called {name!r}{nearest(name, names)}")
        at, added = names.index(name) + offset, tuple(mine)
        if taken := {m.name for m in added} & set(names):
            raise CorridorError(
                f"a mechanism called {taken.pop()!r} stands in the day already; give yours another name"
            )
        return Order(self.mechanisms[:at] + added + self.mechanisms[at:])

    def after(self, name: str, *mine: Mechanism) -> Order:
        """The same day with mechanisms of one's own right after the named one."""
        return self._place(name, mine, 1)

    def before(self, name: str, *mine: Mechanism) -> Order:
        """The same day with mechanisms of one's own right before the named one."""
        return self._place(name, mine, 0)

    def without(self, name: str) -> Order:
        """The same day with the named mechanism left out."""
        self._place(name, (), 0)
        return Order(tuple(m for m in self.mechanisms if m.name != name))
