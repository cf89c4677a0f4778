"""A siege made by hand, with everything switched off, so that a test switches on only what it is about.

Zones of one building on any graph with borders of weight 1, one group a camp (0 the besieger, outside; 1 the besieged,
inside), a depot each, one route that carries nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from corridor.model.day import day
from corridor.model.mechanisms import assault, bombardment, civilians, cohesion, ending, supply, tempo
from corridor.model.numbers import Layout, Numbers, Params, params
from corridor.model.order import Order
from corridor.model.start import start
from corridor.model.state import Given, Mechanism, State
from corridor.model.table import LISTS, PARTS
from corridor.rng import member_key, run_key

Edges = Sequence[tuple[int, int]]
MODULES = (tempo, supply, bombardment, assault, cohesion, civilians, ending)
BY_NAME = {module.__name__.rpartition(".")[2]: module.step for module in MODULES}

# What divides, or multiplies what a test is about, when all else is 0.
NEUTRAL = {
    "supply.openness_exponent": 1.0,
    "supply.rationing": 1.0,
    "supply.idle_use": 1.0,
    "assault.power_exponent": 1.0,
    "assault.battle_exponent": 0.5,
    "assault.battle_buildings": 1.0,
    "assault.effort_temperature": 1.0,
    "assault.cover": 1.0,
    "assault.length_besieger": 1.0,
    "assault.length_besieged": 1.0,
    "civilians.ration_half": 1.0,
    "ending.relief_open": 0.5,
    "ending.relief_days": 1.0,
    "people.food_capacity": 1.0,
    "group.quality": [1.0, 1.0],
    "group.cohesion": [1.0, 1.0],
    "depot.capacity": [1.0, 1.0],
    "depot.half": [1.0, 1.0],
}


def line(zones: int) -> Edges:
    """Each zone borders the next."""
    return [(i, i + 1) for i in range(zones - 1)]


def ring(zones: int) -> Edges:
    """A line whose ends meet."""
    return [*line(zones), (zones - 1, 0)]


def borders(zones: int, edges: Edges) -> np.ndarray:
    """Weight 1 for each edge, both ways."""
    border = np.zeros((zones, zones), np.float32)
    for a, b in edges:
        border[a, b] = border[b, a] = 1.0
    return border


def ground(zones: int = 1, edges: Edges = (), held: Iterable[float] | float = 0.5, **changed: Any) -> Layout:
    """A layout; ``changed`` replaces any of its fields."""
    border = borders(zones, edges)
    ones, eye = np.ones(zones), np.eye(2)
    fields = dict(
        zone=ones,
        pocket=ones,
        area=ones,
        buildings=ones,
        terrain=ones,
        held=np.broadcast_to(np.asarray(held, float), zones),
        priority=np.zeros((2, zones)),
        residents=ones / zones,
        border=border,
        around=border / np.maximum(border.sum(axis=1, keepdims=True), 1.0),
        group_camp=eye,
        group_inside=[0.0, 1.0],
        group_area=np.ones((2, zones)),
        group_depot=eye,
        group_comrade=np.zeros((2, 2)),
        group_route=np.zeros((2, 1)),
        depot_camp=[0.0, 1.0],
        depot_pocket=[0.0, 1.0],
        route_camp=[1.0],
        route_depot=[[0.0, 1.0]],
        route_relief=[0.0],
        step=1.0,
    )
    fields |= changed
    whole = dict(
        route_zone=jnp.asarray(fields.pop("route_zone", np.zeros((1, 1))), jnp.int32),
        route_segment=jnp.asarray(fields.pop("route_segment", np.zeros((1, 1))), bool),
    )
    return Layout(**{name: jnp.asarray(value, jnp.float32) for name, value in fields.items()}, **whole)


def numbers(changed: dict[str, Any], groups: int = 2, depots: int = 2, routes: int = 1) -> Numbers:
    """Numbers that switch everything off, but for those changed: ``{"assault.contest_rate": 1.0}``."""
    wanted = NEUTRAL | changed
    parts: dict[str, Any] = {}
    for name, (kind, _) in PARTS.items():
        parts[name] = kind(*(jnp.asarray(wanted.pop(f"{name}.{f}", 0.0), jnp.float32) for f in kind._fields))
    for (name, (kind, _, _)), length in zip(LISTS.items(), (groups, depots, routes), strict=True):
        values = [np.asarray(wanted.pop(f"{name}.{f}", 0.0), float) for f in kind._fields]
        # What stands in NEUTRAL is for two; more of the kind are like the first.
        values = [v if v.ndim == 0 or len(v) == length else v[0] for v in values]
        parts[name] = kind(*(jnp.asarray(np.broadcast_to(v, length), jnp.float32) for v in values))
    assert not wanted, f"no such numbers: {list(wanted)}"
    return Numbers(**parts)


def siege(layout: Layout, changed: dict[str, Any]) -> Params:
    """Layout and numbers, sized by the layout."""
    counts = layout.group_camp.shape[1], layout.depot_camp.shape[0], layout.route_camp.shape[0]
    return params(layout, numbers(changed, *counts))


def morning(given_params: Params, effect: float = 1.0, tempo: float | Sequence[float] = 1.0, **changed: Any) -> State:
    """The first state, as if supply and tempo had set the day's effect and tempo; ``changed`` replaces any field."""
    state = start(given_params)
    today = state.today._replace(
        effect=jnp.full_like(state.today.effect, effect),
        tempo=jnp.broadcast_to(jnp.asarray(tempo, jnp.float32), (2,)),
    )
    arrays = {name: jnp.asarray(value, getattr(state, name).dtype) for name, value in changed.items()}
    return state._replace(today=today, **arrays)


def nothing(layout: Layout, days: int, **changed: Any) -> Given:
    """Nothing imposed on any of ``days`` days, but for the fields in ``changed``."""
    zones, groups, routes = layout.held.shape[0], layout.group_inside.shape[0], layout.route_camp.shape[0]
    blank = Given(
        held=jnp.zeros((days, zones)),
        held_known=jnp.zeros(days, bool),
        offensive=jnp.zeros((days, 2)),
        offensive_known=jnp.zeros((days, 2)),
        bombardment=jnp.zeros(days),
        bombardment_known=jnp.zeros(days, bool),
        truce=jnp.ones(days),
        exit_open=jnp.zeros(days),
        exit_known=jnp.zeros(days, bool),
        route_factor=jnp.ones((days, routes)),
        arrivals=jnp.zeros((days, groups)),
    )
    arrays = {name: jnp.asarray(value, getattr(blank, name).dtype) for name, value in changed.items()}
    full = {name: jnp.broadcast_to(array, getattr(blank, name).shape) for name, array in arrays.items()}
    return blank._replace(**full)


def order(*names: str) -> Order:
    """A day of the named mechanisms only."""
    return Order(tuple(Mechanism(name, BY_NAME[name]) for name in names))


def see_nothing(state: State) -> tuple[()]:
    """Keep no evening."""
    del state
    return ()


@partial(jax.jit, static_argnames=("order", "see"))
def _live(keys: Any, first: State, known: Params, given: Given, order: Order, see: Callable[[State], Any]) -> Any:
    def one_day(states: State, today: Given) -> tuple[State, Any]:
        states, logp = jax.vmap(lambda key, state: day(key, state, known, today, order))(keys, states)
        return states, (jax.vmap(see)(states), logp)

    states = jax.tree.map(lambda x: jnp.broadcast_to(x, (keys.shape[0], *x.shape)), first)
    return jax.lax.scan(one_day, states, given)


def live(
    known: Params,
    days: int | Given,
    members: int,
    *names: str,
    first: State | None = None,
    see: Callable[[State], Any] = see_nothing,
    seed: int = 1,
) -> tuple[State, Any, np.ndarray]:
    """Members that share their numbers, through the days of the named mechanisms.

    Returns:
        Last states [member, ...], what ``see`` made of each evening [day, member, ...], log probability of what was
        given [day, member].
    """
    given = nothing(known.layout, days) if isinstance(days, int) else days
    keys = jax.vmap(partial(member_key, run_key(seed)))(jnp.arange(members))
    last, (seen, logp) = _live(keys, morning(known) if first is None else first, known, given, order(*names), see)
    return last, seen, np.asarray(logp)


def close(sample: Any, mean: float, extra: float = 0.0) -> bool:
    """Whether the sample's mean lies within four standard errors (plus ``extra``) of ``mean``; says so if not."""
    values = np.asarray(sample, np.float64)
    error = values.std(ddof=1) / np.sqrt(values.size)
    ok = abs(values.mean() - mean) <= 4 * error + extra
    if not ok:
        print(f"mean {values.mean():.6g}, expected {mean:.6g}, standard error {error:.2g}")
    return bool(ok)
