"""The worlds that parties live in: each account's own prior, and who sees it through which view."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridor.scenario.account import seen_by
from corridor.scenario.schema import Scenario
from corridor.types import bucket

COMMON = "common"
"""Name of the scenario's own prior, held by all parties that hold no account."""
VIEW = {"besieger": 0, "besieged": 1, None: 2}


class Observer(NamedTuple):
    """One who sees through one view and holds one account."""

    world: int
    view: int


class Worlds(NamedTuple):
    """All worlds of a scenario and who lives in them."""

    names: tuple[str, ...]
    """Of the accounts that somebody holds; the common prior first, if anybody holds it."""
    scenarios: tuple[Scenario, ...]
    observers: tuple[Observer, ...]
    is_observer: NDArray[np.float32]
    """[party, observer]."""

    def observer_of(self, party: int) -> int:
        """Number of the observer that a party is."""
        return int(np.argmax(self.is_observer[party]))

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the observers."""
        views = ("besieger's view", "besieged's view", "outside view")
        return tuple(f"{self.names[o.world]}, {views[o.view]}" for o in self.observers)


def worlds(scenario: Scenario, common: bool = False) -> Worlds:
    """The worlds of a scenario's parties.

    Args:
        scenario: a checked scenario.
        common: all parties hold the scenario's own prior.
    """
    holds = {} if common else {party: a.id for a in scenario.accounts for party in a.believed_by}
    found: list[tuple[str, int]] = []
    for party in scenario.parties:
        at = (holds.get(party.id, COMMON), VIEW[party.camp])
        if at not in found:
            found.append(at)
    names = sorted({name for name, _ in found}, key=lambda n: (n != COMMON, n))
    accounts = {a.id: a for a in scenario.accounts}
    seen = tuple(scenario if n == COMMON else seen_by(scenario, accounts[n]) for n in names)
    is_observer = np.zeros((bucket(len(scenario.parties)), len(found)), np.float32)
    for i, party in enumerate(scenario.parties):
        is_observer[i, found.index((holds.get(party.id, COMMON), VIEW[party.camp]))] = 1.0
    return Worlds(tuple(names), seen, tuple(Observer(names.index(n), v) for n, v in found), is_observer)
