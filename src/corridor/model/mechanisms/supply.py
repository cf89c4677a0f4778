"""Supply: roads open and close with the ground beside them; stocks fill and run down; replacements come through.

A route is a chain of zones. Segment s is open by ``(1 - hostile_s)^γ × (1 - fire × hostile around s)``, a route as
far as its worst segment, and routes to one depot add (the maximum flow of edge-disjoint chains). A depot's stock, in
days of full consumption, moves by ``stock' = clip(stock + inflow - use × effect^s, 0, capacity)``, with ``effect =
stock/(stock + half)``.

Limits: s = 1: effect* = inflow/use exactly; s = 0: out after stock/(use - inflow) days; closed routes carry nothing.
"""

from __future__ import annotations

import jax.numpy as jnp

from corridor.elementary import power
from corridor.model.numbers import Params
from corridor.model.state import Given, Info, State, nothing_given
from corridor.types import BESIEGED, PerGroup, PerRoute, PerZone, RandomKey


def route_openness(held: PerZone, params: Params, given: Given) -> PerRoute:
    """How far each route is open, 0 to 1."""
    layout, numbers, _ = params
    around = held @ layout.around.T
    besieged = (layout.route_camp == BESIEGED)[:, None]
    here, beside = held[layout.route_zone], around[layout.route_zone]
    hostile = jnp.where(besieged, here, 1.0 - here)
    hostile_beside = jnp.where(besieged, beside, 1.0 - beside)
    passable = power(1.0 - hostile, numbers.supply.openness_exponent)
    segment = passable * (1.0 - numbers.route.fire_control[:, None] * hostile_beside)
    worst = jnp.min(jnp.where(layout.route_segment, segment, 1.0), axis=1)
    return jnp.where(jnp.any(layout.route_segment, axis=1), worst * given.route_factor, 0.0)


def replacements(state: State, openness: PerRoute, params: Params) -> PerGroup:
    """Persons who reach each group today: what is sent, as far as pool and road allow."""
    layout, numbers, _ = params
    sent = jnp.minimum(numbers.group.replacement_rate * layout.step, state.pool)
    by_road = jnp.sum(layout.group_route, axis=1)
    wanted = sent @ layout.group_route
    carried = numbers.route.persons * openness * layout.step
    through = jnp.minimum(1.0, carried / jnp.maximum(wanted, 1e-6))
    share = (1.0 - by_road) + layout.group_route @ through
    return jnp.where(state.broken, 0.0, sent * share)


def step(key: RandomKey, state: State, params: Params, given: Given) -> tuple[State, Info]:
    """Open the roads, run the stocks, bring the replacements."""
    del key
    layout, numbers, _ = params
    openness = route_openness(state.held, params, given)
    inflow = numbers.depot.inflow + (numbers.route.supply * openness) @ layout.route_depot
    effect = state.stock / (state.stock + numbers.depot.half)
    tempo = jnp.where(layout.depot_camp == BESIEGED, state.today.tempo[1], state.today.tempo[0])
    idle = numbers.supply.idle_use
    use = (idle + (1.0 - idle) * tempo) * power(effect, numbers.supply.rationing)
    stock = jnp.clip(state.stock + layout.step * (inflow - use), 0.0, numbers.depot.capacity)
    came = replacements(state, openness, params)
    joined = came + given.arrivals
    state = state._replace(
        stock=stock,
        strength=state.strength + joined,
        pool=state.pool - came,
        replaced=state.replaced + joined,
        today=state.today._replace(effect=stock / (stock + numbers.depot.half), openness=openness),
    )
    return state, nothing_given()
