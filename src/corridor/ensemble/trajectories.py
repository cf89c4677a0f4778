"""The kept sample: every evening of a few members, as a labelled Dataset."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from corridor.ensemble.summary import dates
from corridor.model.agenda import provisions
from corridor.model.state import CAUSES, State
from corridor.scenario.parties import MOST_FACTIONS
from corridor.scenario.schema import Scenario

AXES: dict[str, tuple[str, ...]] = {
    "held": ("zone",), "changed_day": ("zone",), "civilians": ("zone",),
    "strength": ("group",), "cohesion": ("group",), "broken": ("group",), "lost": ("group",), "killed": ("group",),
    "deserted": ("group",), "surrendered": ("group",), "departed": ("group",), "replaced": ("group",),
    "stock": ("depot",), "offensive": ("camp",), "cohesion_lost": ("cause",), "openness": ("route",),
    "food": (), "displaced": (), "overtaken": (), "civilian_deaths": (), "damage": (),
    "ending": (), "ending_day": (), "status": (),
}  # fmt: skip
"""Figures of the state that are kept, and the axes of each."""
TALKS: dict[str, tuple[str, ...]] = {
    "plan": (), "offered": (), "proposer": (), "accepted": (), "refused_by": ("party",), "ended": (), "ended_by": (),
    "provision_state": ("provision",), "tried": ("provision",), "done": ("provision",),
    "power": ("party", "faction"), "kind": ("party",), "channel_state": ("channel",), "separated": ("group",),
    "attack": (), "strike": (),
}  # fmt: skip
"""Figures of the talks that are kept where a scenario has plans."""
FIELDS = {
    "cohesion_lost": "cause", "openness": "today.openness",
    "plan": "talks.plan", "provision_state": "talks.provision", "channel_state": "talks.channel",
    "power": "talks.power", "kind": "talks.kind", "separated": "talks.separated",
    **{name: f"talks.today.{name}" for name in (
        "offered", "proposer", "accepted", "refused_by", "ended", "ended_by", "tried", "done", "attack", "strike")},
}  # fmt: skip
"""Where a figure lies elsewhere in the state than in a field of its name."""
WHOLE = set(TALKS) - {"power"}
"""Figures that are small whole numbers, flags or indices: kept in a byte each."""
UNITS = {
    "stock": "days", "food": "days", "changed_day": "days", "ending_day": "days",
    **dict.fromkeys(("held", "cohesion", "broken", "offensive", "cohesion_lost", "damage", "ending", "status",
                     "openness", *TALKS), "1"),
}  # fmt: skip
"""Units; persons where nothing stands here."""


def _names(scenario: Scenario) -> dict[str, list[str]]:
    return {
        "zone": [z.id for z in scenario.zones],
        "group": [g.id for g in scenario.groups],
        "depot": [d.id for d in scenario.depots],
        "route": [r.id for r in scenario.routes],
        "camp": ["besieger", "besieged"],
        "cause": list(CAUSES),
        "party": [p.id for p in scenario.parties],
        "channel": [c.id for c in scenario.channels],
        "provision": [f"{plan.id}/{p.id}" for plan, p in provisions(scenario)],
        "faction": [str(i) for i in range(MOST_FACTIONS)],
    }


def _wanted(scenario: Scenario, names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    wanted = AXES | (TALKS if scenario.plans else {})
    return {name: axes for name, axes in wanted.items() if all(names[axis] for axis in axes)}


def evenings(kept: State, scenario: Scenario) -> dict[str, NDArray[Any]]:
    """What is kept of some members' evenings, without padding: a small part of their states.

    Args:
        kept: states as [day, member, ...].
        scenario: that was run.

    Returns:
        Arrays [member, day, ...] by name.
    """
    names = _names(scenario)
    found: dict[str, NDArray[Any]] = {}
    for name, axes in _wanted(scenario, names).items():
        values = np.asarray(reduce(getattr, FIELDS.get(name, name).split("."), kept))
        values = np.moveaxis(values, 0, 1)[(..., *(slice(len(names[axis])) for axis in axes))]
        found[name] = values.astype(np.int8) if name in WHOLE else values.copy()
    return found


def trajectories(kept: list[dict[str, NDArray[Any]]], members: list[int], scenario: Scenario) -> xr.Dataset:
    """Every evening of the kept members.

    Args:
        kept: what ``evenings`` kept, one entry a block.
        members: index of each, in order.
        scenario: that was run.
    """
    names = _names(scenario)
    wanted = _wanted(scenario, names)
    variables: dict[str, Any] = {}
    for name, axes in wanted.items():
        values = np.concatenate([part[name] for part in kept])[: len(members)]
        variables[name] = (("member", "day", *axes), values, {"units": UNITS.get(name, "persons")})
    days = next(iter(variables.values()))[1].shape[1]
    used = {axis: rows for axis, rows in names.items() if any(axis in axes for axes in wanted.values())}
    return xr.Dataset(
        variables,
        coords={"member": members, "day": np.arange(days), "date": ("day", dates(scenario, days)), **used},
        attrs={"title": f"{scenario.meta.title}: sample members, every evening"},
    )
