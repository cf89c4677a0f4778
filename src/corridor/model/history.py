"""What is imposed on each day: the part of the timeline that a run is allowed to know.

An entry counts only if it happened *and* was public by ``known_until``. Decisions (offensives, bombardment, truces,
exits, routes, arrivals) are imposed in either mode; changes of control only when a run follows the record, and then
the front stands where the record has it on every known day.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.model.layout import camp_number, layout
from corridor.model.state import Given
from corridor.model.talks import GivenTalks
from corridor.model.talks_history import talks_history
from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import (
    ArrivalEntry,
    BombardmentEntry,
    ControlEntry,
    ExitEntry,
    OffensiveEntry,
    RouteEntry,
    TimelineEntry,
    TruceEntry,
)
from corridor.types import bucket

Impose = Literal["record", "decisions", "nothing"]
"""record: decisions and control; decisions: not control; nothing: a free run."""


def _blank(scenario: Scenario, days: int) -> dict[str, NDArray[Any]]:
    zones, groups, routes = (bucket(len(x)) for x in (scenario.zones, scenario.groups, scenario.routes))
    return dict(
        held=np.zeros((days, zones), np.float32),
        held_known=np.zeros(days, bool),
        offensive=np.zeros((days, 2), np.float32),
        offensive_known=np.zeros((days, 2), np.float32),
        bombardment=np.zeros(days, np.float32),
        bombardment_known=np.zeros(days, bool),
        truce=np.ones(days, np.float32),
        exit_open=np.zeros(days, np.float32),
        exit_known=np.zeros(days, bool),
        route_factor=np.ones((days, routes), np.float32),
        arrivals=np.zeros((days, groups), np.float32),
    )


def _given(arrays: dict[str, NDArray[Any]], talks: GivenTalks) -> Given:
    return Given(**{name: jnp.asarray(array) for name, array in arrays.items()}, talks=talks)


def _write(entry: TimelineEntry, first: int, stop: int, given: dict[str, NDArray[Any]], scenario: Scenario) -> None:
    """Write one entry's effect from day ``first`` until the last known day; later entries overwrite it."""
    span = slice(max(first, 0), stop)
    if isinstance(entry, OffensiveEntry):
        given["offensive"][span, camp_number(entry.camp)] = float(entry.running)
        given["offensive_known"][span, camp_number(entry.camp)] = 1.0
    elif isinstance(entry, BombardmentEntry):
        given["bombardment"][span] = entry.intensity or 0.0
        given["bombardment_known"][span] = entry.intensity is not None
    elif isinstance(entry, TruceEntry):
        given["truce"][span] = 1.0 if entry.level is None else entry.level
    elif isinstance(entry, ExitEntry):
        given["exit_open"][span] = entry.open or 0.0
        given["exit_known"][span] = entry.open is not None
    elif isinstance(entry, RouteEntry):
        index = [r.id for r in scenario.routes].index(entry.route)
        given["route_factor"][span, index] = 1.0 if entry.factor is None else entry.factor
    elif isinstance(entry, ArrivalEntry):
        if 0 <= first < stop:
            low, high = entry.persons.span()
            index = [g.id for g in scenario.groups].index(entry.group)
            given["arrivals"][first, index] += (low + high) / 2
    elif isinstance(entry, ControlEntry):
        index = [z.id for z in scenario.zones].index(entry.zone)
        given["held"][span, index] = entry.held


def history(
    scenario: Scenario, days: int, known_until: datetime.date | None = None, impose: Impose = "record"
) -> Given:
    """What is given for each of ``days`` days, stacked on a leading day axis.

    Args:
        scenario: whose timeline.
        days: how many days from the scenario's start.
        known_until: last day of known history, included; the scenario's own if None.
        impose: what of it is imposed.
    """
    until = known_until or scenario.questions.known_until
    given = _blank(scenario, days)
    stop = min((until - scenario.period.start).days + 1, days)
    talks = talks_history(scenario, days, until, impose != "nothing")
    if impose == "nothing" or stop <= 0:
        return _given(given, talks)
    given["held"][:] = layout(scenario).held
    for entry in scenario.timeline:
        if max(entry.date, entry.published) <= until:
            _write(entry, (entry.date - scenario.period.start).days, stop, given, scenario)
    given["held_known"][:stop] = impose == "record"
    return _given(given, talks)
