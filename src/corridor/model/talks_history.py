"""What of the talks is imposed on each day, and which plans are on the menu.

A plan is on the menu from the day its text was public, and only if that day is known history: what was drafted later
is hindsight. What happened to plans, provisions and channels is imposed up to ``until``, as far as it was public then;
events known in advance and published by then act on their day, also after it.
"""

from __future__ import annotations

import datetime
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.model.agenda import STATES, provisions
from corridor.model.talks import BROKEN, FAILED, KEPT, NO_PLAN, GivenTalks
from corridor.scenario.parties import MOST_FACTIONS
from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import (
    CalendarEntry,
    ChannelEntry,
    DeploymentEntry,
    IncidentEntry,
    PlanEntry,
    ProvisionEntry,
    StrikeEntry,
    TimelineEntry,
)
from corridor.types import bucket

_RESULTS = {"kept": KEPT, "broken": BROKEN, "failed": FAILED}


def _blank(scenario: Scenario, days: int) -> dict[str, NDArray[Any]]:
    plans, parties, channels = (bucket(len(x)) for x in (scenario.plans, scenario.parties, scenario.channels))
    last = np.zeros(days, bool)
    last[-1:] = True
    return dict(
        menu=np.zeros((days, plans), np.float32),
        known=np.zeros(days, bool),
        plan=np.full(days, NO_PLAN, np.int32),
        offered=np.full(days, NO_PLAN, np.int32),
        result=np.zeros((days, bucket(len(provisions(scenario)))), np.int32),
        channel=np.zeros((days, channels), np.int32),
        channel_known=np.zeros((days, channels), np.float32),
        calendar=np.zeros((days, parties, MOST_FACTIONS), np.float32),
        deployed=np.zeros(days, bool),
        strike=np.zeros(days, bool),
        strike_known=np.zeros(days, bool),
        incident=np.zeros((days, parties), np.float32),
        last=last,
        rest=np.arange(days) % scenario.period.outlook_days != 0,
    )


def _plan(entry: PlanEntry, day: int, stop: int, given: dict[str, NDArray[Any]], scenario: Scenario) -> None:
    number = [plan.id for plan in scenario.plans].index(entry.plan)
    if entry.event == "in_force":
        given["plan"][day:stop] = number
    elif entry.event == "ended":
        ends = given["plan"][day:stop]
        ends[ends == number] = NO_PLAN
    if entry.event != "ended" and 0 <= day < stop:
        given["offered"][day] = number


def _write(entry: TimelineEntry, day: int, stop: int, given: dict[str, NDArray[Any]], scenario: Scenario) -> None:
    """Write one entry from day ``day`` on; what binds days before ``stop`` only is history, the rest goes on."""
    first = max(day, 0)
    if isinstance(entry, PlanEntry):
        _plan(entry, day, stop, given, scenario)
    elif isinstance(entry, ProvisionEntry) and 0 <= day < stop:
        flat = [(plan.id, p.id) for plan, p in provisions(scenario)]
        given["result"][day, flat.index((entry.plan, entry.provision))] = _RESULTS[entry.result]
    elif isinstance(entry, ChannelEntry):
        number = [channel.id for channel in scenario.channels].index(entry.channel)
        given["channel"][first:stop, number] = STATES[entry.state]
        given["channel_known"][first:stop, number] = 1.0
    elif isinstance(entry, CalendarEntry) and 0 <= day < len(given["calendar"]):
        party = next(p for p in scenario.parties if p.id == entry.party)
        number = [faction.id for faction in party.factions].index(entry.faction)
        given["calendar"][day, scenario.parties.index(party), number] += entry.shift
    elif isinstance(entry, DeploymentEntry):
        given["deployed"][first:] = entry.deployed
    elif isinstance(entry, StrikeEntry) and 0 <= day < stop:
        given["strike"][day] = entry.struck
        given["strike_known"][day] = True
    elif isinstance(entry, IncidentEntry) and 0 <= day < stop:
        for party, chance in entry.by.items():
            number = [p.id for p in scenario.parties].index(party)
            # Of two incidents of one day a party did at least one.
            given["incident"][day, number] = 1.0 - (1.0 - given["incident"][day, number]) * (1.0 - chance)


def talks_history(scenario: Scenario, days: int, until: datetime.date, impose: bool) -> GivenTalks:
    """What is given of the talks for each of ``days`` days, stacked on a leading day axis.

    Args:
        scenario: whose plans and timeline.
        days: how many days from the scenario's start.
        until: last day of known history, included.
        impose: whether what happened is imposed, or only the menu and what was known in advance.
    """
    given = _blank(scenario, days)
    start = scenario.period.start
    stop = min(max((until - start).days + 1, 0), days)
    for number, plan in enumerate(scenario.plans):
        if plan.published <= until:
            given["menu"][max((plan.published - start).days, 0) :, number] = 1.0
    for entry in scenario.timeline:
        advance = isinstance(entry, CalendarEntry) and entry.published <= until
        if advance or (impose and max(entry.date, entry.published) <= until):
            _write(entry, (entry.date - start).days, stop, given, scenario)
    if impose and scenario.plans:
        given["known"][:stop] = True
    return GivenTalks(**{name: jnp.asarray(array) for name, array in given.items()})
