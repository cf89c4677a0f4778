"""The siege as a game to fit: each account's world is played by all parties, and asked what came of it.

Four questions: what comes of fighting on; how much more of a plan accepted now; how much more of one that stands; and
how much more of an offensive started now. In a world of its own an observer sees the odds as they are there; what a
party overrates beyond its account it overrates when it looks (``outlook``).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.engine.roll import BLOCK
from corridor.engine.siege import Inputs
from corridor.foresight import columns, rows
from corridor.foresight.payoff import COMMON
from corridor.foresight.recorded import Days, days, deviating, played, recorded, with_outlook
from corridor.foresight.regress import Answer, Question, Rows
from corridor.foresight.worlds import Worlds, worlds
from corridor.model.day import default
from corridor.model.expectations import Deviant, Expectations
from corridor.model.history import Impose, history
from corridor.model.layout import layout
from corridor.model.numbers import Layout
from corridor.model.order import Order
from corridor.model.state import Given
from corridor.model.table import Quantiles, table
from corridor.rng import run_key
from corridor.scenario.known import as_known
from corridor.scenario.schema import Scenario


class World(NamedTuple):
    """One account's world, ready to play."""

    layout: Layout
    quantiles: Quantiles
    given: Given


class SiegeGame:
    """A scenario's siege as a ``fit.Game``."""

    def __init__(
        self,
        scenario: Scenario,
        members: int = 1024,
        days: int | None = None,
        known_until: datetime.date | None = None,
        impose: Impose = "record",
        common: bool = False,
        order: Order | None = None,
    ) -> None:
        """Make the worlds ready.

        Args:
            scenario: a checked scenario with parties.
            members: of each world in each round; rounded up to whole blocks.
            days: how long each plays; the scenario's own number if None.
            known_until: last day of history that is imposed; the scenario's own if None.
            impose: what of history is imposed.
            common: all parties hold the scenario's own prior.
            order: the day's mechanisms.
        """
        until = known_until or scenario.questions.known_until
        self.scenario = as_known(scenario, until)
        self.blocks = -(-members // BLOCK)
        self.members, self.known_until = self.blocks * BLOCK, until
        self.impose: Impose = impose
        self.length = days or self.scenario.period.days
        self.order = order or default()
        self.common, self.overrates = common, 0.0 if common else 1.0

    # Made when first played: to look for a fit by its key takes none of them.
    @cached_property
    def worlds(self) -> Worlds:
        """Who lives in which world."""
        return worlds(self.scenario, self.common)

    @cached_property
    def arrays(self) -> list[World]:
        """All worlds, ready to play."""
        return [
            World(layout(s), table(s).quantiles(), history(s, self.length, self.known_until, self.impose))
            for s in self.worlds.scenarios
        ]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked: of plans only if there are any."""
        return self._questions

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return columns.questions(self.arrays[0].layout)

    @property
    def parties(self) -> int:
        """Length of the axis of parties."""
        return self.worlds.is_observer.shape[0]

    @property
    def components(self) -> int:
        """Number of components: the common ones and each party's blame."""
        return len(COMMON) + self.parties

    @property
    def observers(self) -> tuple[str, ...]:
        """Who expects: an account and a view."""
        return self.worlds.labels

    def scale(self, observer: int) -> NDArray[np.float64]:
        """Size of each component: what makes one unit of a party's payoff."""
        return np.array([1.0, 600.0, 1000.0, 3.0, 2.5] + [40.0] * self.parties)

    def expectations(self, answers: Mapping[tuple[int, str], Answer], explore: float = 0.0) -> Expectations:
        """The coefficients of all observers."""
        return columns.expectations(answers, self.worlds, self.arrays[0].layout, self.overrates, explore)

    def days(
        self,
        world: int,
        answers: Mapping[tuple[int, str], Answer],
        seed: int,
        explore: float = 0.0,
        deviant: Deviant | None = None,
        overrates: float | None = None,
    ) -> Days:
        """Play one world: fresh members by ``seed``; while there are no answers, by parties that are indifferent.

        Args:
            world: its number.
            answers: what the parties expect.
            seed: of the members.
            explore: share of mornings with choices at random.
            deviant: a party that looks ahead by a second opinion.
            overrates: how far parties overrate their odds beyond their account; the game's own if None.
        """
        at, fitted = self.arrays[world], self.expectations(answers, explore)
        fitted = fitted._replace(overrates=jnp.float32(self.overrates if overrates is None else overrates))
        # The same program with and without exploration: a second one would take its time to compile.
        order = with_outlook(self.order, explore=True)
        if deviant is not None:
            fitted = fitted._replace(deviant=deviant)
            order = deviating(self.order)
        inputs = Inputs(at.layout._replace(expectations=fitted), at.quantiles)
        found = played(run_key(seed), self.blocks, inputs, at.given, recorded(order))
        party = [block.own.numbers.talks.party for block in found]
        joined = jax.tree.map(lambda *parts: np.concatenate([np.asarray(p) for p in parts]), *party)
        return days(np.concatenate([np.asarray(block.series) for block in found], axis=1), self.parties, joined)

    def play(self, answers: Mapping[tuple[int, str], Answer], seed: int, explore: float) -> dict[tuple[int, str], Rows]:
        """One round of every world."""
        found: dict[tuple[int, str], Rows] = {}
        for world in range(len(self.arrays)):
            told = self.days(world, answers, (seed + 7919 * world) % 2**32, explore)
            for number, observer in enumerate(self.worlds.observers):
                if observer.world == world:
                    asked = rows.rows(told, observer.view, number, answers, self.arrays[world].layout)
                    found |= {(number, name): at for name, at in asked.items()}
        return found
