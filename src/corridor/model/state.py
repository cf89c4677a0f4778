"""The state of one member, what is given for a day, what a mechanism returns, and the mechanism's contract.

A mechanism is a pure function ``(key, state, params, given) -> (state, info)`` for one member: fixed shapes, masks in
place of branches, no other mechanism imported. ``given`` holds what was observed or imposed for the day; it is taken
as it was, and ``info.logp`` is its probability under the mechanism's own policy, so that a filter can weigh by it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import jax.numpy as jnp

from corridor.model.numbers import Params
from corridor.model.talks import GivenTalks, Talks
from corridor.types import (
    Count,
    Flag,
    GroupFlag,
    PerCamp,
    PerCause,
    PerDepot,
    PerGroup,
    PerRoute,
    PerZone,
    RandomKey,
    Scalar,
    ZoneDay,
)

ENDINGS = ("open", "collapse", "withdrawal", "relief", "frozen")
"""Names of ``State.ending`` by number; frozen: a plan holds at the horizon."""
OPEN, COLLAPSE, WITHDRAWAL, RELIEF, FROZEN = range(5)
STATUSES = ("ok", "not finite", "left its range")
"""Names of ``State.status`` by number: a failure inside a batch is data."""
OK, NOT_FINITE, OUT_OF_RANGE = range(3)
CAUSES = ("attrition", "hunger", "command", "bombardment", "ground")
"""What cohesion was lost to, in the order of ``State.cause``."""
PER_PERSONS = 100_000.0
"""Rates of death are a day and this many civilians."""
FULLY = 0.95
"""Share of a zone above which a side counts as holding it."""


class Today(NamedTuple):
    """What the mechanisms of one day tell those after them."""

    effect: PerDepot
    """Effect of supply, 0 to 1."""
    openness: PerRoute
    """How far each route is open, 0 to 1."""
    tempo: PerCamp
    """Pace of each camp's attacks, 1 on an offensive in full supply of days."""
    bombardment: Scalar
    """Intensity, 0 to 1."""
    contact: PerZone
    """How much of each zone can be fought over."""
    taken: PerZone
    """Share of each zone that went over to the besieger's side today; negative: back."""
    losses: PerGroup
    """Fighters lost today."""


class State(NamedTuple):
    """One member on one evening. Persons are counts held as floats; shares run from 0 to 1."""

    day: Count
    held: PerZone
    """Share of the zone's buildings held by the besieger's side, a multiple of 1/buildings."""
    changed_day: ZoneDay
    """First day on which a camp held fully what it did not hold so on day 0; -1: never yet."""
    strength: PerGroup
    cohesion: PerGroup
    broken: GroupFlag
    pool: PerGroup
    """Replacements still to come."""
    lost: PerGroup
    killed: PerGroup
    """The part of ``lost`` that died."""
    deserted: PerGroup
    surrendered: PerGroup
    departed: PerGroup
    """Withdrawn intact."""
    replaced: PerGroup
    """Replacements and arrivals so far."""
    stock: PerDepot
    food: Scalar
    civilians: PerZone
    """In the part of the zone that the besieged hold."""
    displaced: Scalar
    overtaken: Scalar
    """Civilians who stayed as their building changed hands."""
    civilian_deaths: Scalar
    damage: Scalar
    offensive: PerCamp
    """1.0 while a camp's offensive runs."""
    offensive_days: PerCamp
    open_days: Count
    """Days in a row that the pocket has been open."""
    closed_once: Flag
    cause: PerCause
    """Cohesion of the pocket lost to each cause, fading over ``ending``'s memory."""
    ending: Count
    ending_day: Count
    """Day of the ending; -1: none yet."""
    status: Count
    today: Today
    talks: Talks
    extra: dict[str, Any]
    """State of a user's own mechanisms, by name."""


class Given(NamedTuple):
    """What is imposed for one day. A figure counts where its ``known`` mask is true."""

    held: PerZone
    held_known: Flag
    offensive: PerCamp
    offensive_known: PerCamp
    """1.0 where the camp's offensive is imposed."""
    bombardment: Scalar
    bombardment_known: Flag
    truce: Scalar
    """Share of ground fighting that goes on; 1 with no truce."""
    exit_open: Scalar
    exit_known: Flag
    route_factor: PerRoute
    """Share of what its zones would let pass; 1 with nothing imposed."""
    arrivals: PerGroup
    """Persons who join each group this morning."""
    talks: GivenTalks


class Info(NamedTuple):
    """What a mechanism reports besides the state."""

    logp: Scalar
    """Log probability of what was given, under the mechanism's own policy; 0 where nothing was."""


class Step(Protocol):
    """The contract of a mechanism."""

    def __call__(self, key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
        """One day of one member; ``key`` is this mechanism's own for the day."""
        ...


class Mechanism(NamedTuple):
    """A named step, and how its own part of ``state.extra`` starts.

    The name is part of the random keys: renaming a mechanism changes its draws.
    """

    name: str
    step: Step
    start: Callable[[Params], Any] | None = None


def nothing_given() -> Info:
    """The report of a mechanism for which nothing was given."""
    return Info(logp=jnp.float32(0.0))
