"""From a scenario to the layout that all its members share: padded arrays, masks, weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from corridor.model.agenda import agenda
from corridor.model.expectations import none
from corridor.model.numbers import Layout
from corridor.scenario.schema import Scenario
from corridor.types import BESIEGED, BESIEGER, bucket

Grid = NDArray[np.float32]


def _column(values: Sequence[float | int], fill: float = 0.0) -> Grid:
    padded = np.full(bucket(len(values)), fill, np.float32)
    padded[: len(values)] = values
    return padded


def camp_number(camp: str) -> int:
    """0 for the besieger, 1 for the besieged."""
    return BESIEGED if camp == "besieged" else BESIEGER


def borders(scenario: Scenario) -> Grid:
    """Symmetric border weights: 1 / the larger number of neighbours of the two, so that no zone's sum exceeds 1."""
    index = {zone.id: i for i, zone in enumerate(scenario.zones)}
    size = bucket(len(index))
    weight = np.zeros((size, size), np.float32)
    for zone in scenario.zones:
        for other in zone.neighbours:
            most = max(len(zone.neighbours), len(scenario.zones[index[other]].neighbours))
            weight[index[zone.id], index[other]] = 1.0 / most
    return weight


def _groups(scenario: Scenario) -> dict[str, Grid]:
    zones = {zone.id: i for i, zone in enumerate(scenario.zones)}
    depots = {depot.id: i for i, depot in enumerate(scenario.depots)}
    routes = {route.id: i for i, route in enumerate(scenario.routes)}
    count = bucket(len(scenario.groups))
    camp = np.zeros((2, count), np.float32)
    area = np.zeros((count, bucket(len(zones))), np.float32)
    depot = np.zeros((count, bucket(len(depots))), np.float32)
    route = np.zeros((count, bucket(len(routes))), np.float32)
    comrade = np.zeros((count, count), np.float32)
    for i, group in enumerate(scenario.groups):
        camp[camp_number(group.camp), i] = 1.0
        depot[i, depots[group.depot]] = 1.0
        where = [zones[z] for z in group.area] if isinstance(group.area, list) else range(len(zones))
        area[i, list(where)] = 1.0
        if group.replacement and group.replacement.route:
            route[i, routes[group.replacement.route]] = 1.0
        others = [j for j, g in enumerate(scenario.groups) if g.command == group.command and j != i]
        comrade[i, others] = 1.0 / max(len(others), 1)
    inside = _column([float(g.inside) for g in scenario.groups])
    return {"group_camp": camp, "group_inside": inside, "group_area": area, "group_depot": depot,
            "group_comrade": comrade, "group_route": route}  # fmt: skip


def _routes(scenario: Scenario) -> dict[str, NDArray]:
    zones = {zone.id: i for i, zone in enumerate(scenario.zones)}
    depots = {depot.id: i for i, depot in enumerate(scenario.depots)}
    count = bucket(len(scenario.routes))
    longest = bucket(max((len(r.segments) for r in scenario.routes), default=1))
    zone = np.zeros((count, longest), np.int32)
    segment = np.zeros((count, longest), bool)
    to = np.zeros((count, bucket(len(depots))), np.float32)
    relief = np.zeros(count, np.float32)
    for i, route in enumerate(scenario.routes):
        zone[i, : len(route.segments)] = [zones[z] for z in route.segments]
        segment[i, : len(route.segments)] = True
        to[i, depots[route.depot]] = 1.0
        low, high = route.supply.span()
        relief[i] = (low + high) / 2 if route.relief and route.camp == "besieged" else 0.0
    camp = _column([camp_number(r.camp) for r in scenario.routes])
    total = relief.sum()
    return {"route_zone": zone, "route_segment": segment, "route_depot": to, "route_camp": camp,
            "route_relief": relief / total if total > 0 else relief}  # fmt: skip


def layout(scenario: Scenario) -> Layout:
    """The shared arrays of a scenario, padded to buckets.

    Args:
        scenario: a checked scenario (references resolve, adjacency is mutual).
    """
    zones = scenario.zones
    border = borders(scenario)
    rows = border.sum(axis=1, keepdims=True)
    pocket_depots = {g.depot for g in scenario.groups if g.inside and g.camp == "besieged"}
    residents = np.array([z.civilians * z.area_km2 * (1.0 - z.held) * z.pocket for z in zones])
    everyone = residents.sum()
    arrays: dict[str, Any] = dict(
        zone=_column([1.0] * len(zones)),
        pocket=_column([float(z.pocket) for z in zones]),
        area=_column([z.area_km2 for z in zones]),
        buildings=_column([z.buildings for z in zones], 1.0),
        terrain=_column([z.terrain for z in zones], 1.0),
        held=_column([round(z.held * z.buildings) / z.buildings for z in zones], 1.0),
        priority=np.stack([_column([z.priority for z in zones]), _column([z.priority_besieged for z in zones])]),
        residents=_column(list(residents / everyone if everyone > 0 else residents)),
        border=border,
        around=border / np.where(rows > 0, rows, 1.0),
        depot_camp=_column([camp_number(d.camp) for d in scenario.depots]),
        depot_pocket=_column([float(d.id in pocket_depots) for d in scenario.depots]),
        step=np.float32(1.0),
        talks=agenda(scenario),
        expectations=none(),
        **_groups(scenario),
        **_routes(scenario),
    )
    return jax.tree.map(jnp.asarray, Layout(**arrays))
