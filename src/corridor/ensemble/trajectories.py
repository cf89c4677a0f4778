"""The kept sample: every evening of a few members, as a labelled Dataset."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from corridor.ensemble.summary import dates
from corridor.model.state import CAUSES, State
from corridor.scenario.schema import Scenario

AXES: dict[str, tuple[str, ...]] = {
    "held": ("zone",), "changed_day": ("zone",), "civilians": ("zone",),
    "strength": ("group",), "cohesion": ("group",), "broken": ("group",), "lost": ("group",), "killed": ("group",),
    "deserted": ("group",), "surrendered": ("group",), "departed": ("group",), "replaced": ("group",),
    "stock": ("depot",), "offensive": ("camp",), "cohesion_lost": ("cause",),
    "food": (), "displaced": (), "overtaken": (), "civilian_deaths": (), "damage": (),
    "ending": (), "ending_day": (), "status": (),
}  # fmt: skip
"""Figures of the state that are kept, and the axes of each."""
FIELDS = {"cohesion_lost": "cause"}
"""Where a figure has another name than its field of the state."""
UNITS = {
    "stock": "days", "food": "days", "changed_day": "days", "ending_day": "days",
    "held": "1", "cohesion": "1", "broken": "1", "offensive": "1", "cohesion_lost": "1", "damage": "1",
    "ending": "1", "status": "1",
}  # fmt: skip
"""Units; persons where nothing stands here."""


def trajectories(kept: list[State], members: list[int], scenario: Scenario) -> xr.Dataset:
    """Every evening of the kept members.

    Args:
        kept: states as [day, member, ...], one entry a block.
        members: index of each, in order.
        scenario: that was run; padding is cut off by its tables.
    """
    names = {
        "zone": [z.id for z in scenario.zones],
        "group": [g.id for g in scenario.groups],
        "depot": [d.id for d in scenario.depots],
        "camp": ["besieger", "besieged"],
        "cause": list(CAUSES),
    }
    variables: dict[str, Any] = {}
    for name, axes in AXES.items():
        values = np.concatenate([np.asarray(getattr(state, FIELDS.get(name, name))) for state in kept], axis=1)[
            :, : len(members)
        ]
        values = np.moveaxis(values, 0, 1)
        if axes:
            values = values[..., : len(names[axes[0]])]
        variables[name] = (("member", "day", *axes), values, {"units": UNITS.get(name, "persons")})
    days = next(iter(variables.values()))[1].shape[1]
    return xr.Dataset(
        variables,
        coords={"member": members, "day": np.arange(days), "date": ("day", dates(scenario, days)), **names},
        attrs={"title": f"{scenario.meta.title}: sample members, every evening"},
    )
