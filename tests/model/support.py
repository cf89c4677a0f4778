"""A siege made by hand, with everything switched off, so that a test switches on only what it is about.

Zones of one building on any graph with borders of weight 1, one group a camp (0 the besieger, outside; 1 the besieged,
inside), a depot each, one route that carries nothing. What a test doesn't name is 0, in the shape that its annotation
states: so a new figure of the model is switched off here too.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, get_type_hints

import jax
import jax.numpy as jnp
import numpy as np

from corridor.model.day import MECHANISMS, day
from corridor.model.numbers import Layout, Numbers, Params
from corridor.model.order import Order
from corridor.model.start import start
from corridor.model.state import Given, Mechanism, State
from corridor.model.weights import params
from corridor.rng import member_key, run_key

Edges = Sequence[tuple[int, int]]
WAR = ("tempo", "supply", "bombardment", "assault", "cohesion", "civilians", "ending")
"""The mechanisms of a day without talks, in order."""

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
    "group.quality": 1.0,
    "group.cohesion": 1.0,
    "depot.capacity": 1.0,
    "depot.half": 1.0,
}

# Fighting at full tempo on every day, in full supply from stores that stay as they are, at full cohesion.
FIT = {"assault.tempo_calm": 1.0, "depot.stock": 1.0, "depot.half": 1e-9, "depot.inflow": 1.0}


# No talks: one party of nobody, one plan of nothing.
TALKS = {"view": 3, "type": 3, "faction": 4, "current": 4, "lever": 14}


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


def _axes(hint: Any) -> tuple[str, ...]:
    return tuple(hint.dim_str.split())


def _filled(kind: Any, lengths: dict[str, int], values: dict[str, Any], path: str = "") -> Any:
    """A named tuple of what its annotations state, from ``values`` by path (taken out of it), else 0."""
    made = {}
    for name, hint in get_type_hints(kind).items():
        where = f"{path}{name}"
        if hasattr(hint, "_fields"):
            made[name] = _filled(hint, lengths, values, f"{where}.")
            continue
        dtype = {"Float": jnp.float32, "Int": jnp.int32, "UInt": jnp.uint32, "Bool": jnp.bool_}[hint.dtype.__name__]
        shape = tuple(lengths.get(axis, 1) for axis in _axes(hint))
        made[name] = jnp.broadcast_to(jnp.asarray(np.asarray(values.pop(where, 0)), dtype), shape)
    return kind(**made)


def ground(zones: int = 1, edges: Edges = (), held: Iterable[float] | float = 0.5, **changed: Any) -> Layout:
    """A layout; ``changed`` replaces any of its fields."""
    border = np.asarray(changed.get("border", borders(zones, edges)), float)
    fields: dict[str, Any] = dict(
        zone=1.0,
        pocket=1.0,
        area=1.0,
        buildings=1.0,
        terrain=1.0,
        held=held,
        residents=1.0 / zones,
        border=border,
        around=border / np.maximum(border.sum(axis=1, keepdims=True), 1e-9),
        group_camp=np.eye(2),
        group_inside=[0.0, 1.0],
        group_area=1.0,
        group_depot=np.eye(2),
        depot_camp=[0.0, 1.0],
        depot_pocket=[0.0, 1.0],
        route_camp=1.0,
        route_depot=[0.0, 1.0],
        step=1.0,
    )
    lengths = {"camp": 2, "zone": zones, "group": 2, "depot": 2, "route": 1, "segment": 1} | TALKS
    for name, hint in get_type_hints(Layout).items():
        if hasattr(hint, "_fields"):
            continue
        shape = np.shape(changed.get(name, 0))
        if shape and len(shape) == len(_axes(hint)):
            lengths |= zip(_axes(hint), shape, strict=True)
    values = fields | changed
    layout = _filled(Layout, lengths, values)
    assert not values, f"a layout has no {list(values)}"
    return layout


def lengths_of(layout: Layout) -> dict[str, int]:
    """Length of each axis of a layout."""
    return TALKS | _lengths(layout)


def _lengths(part: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, hint in get_type_hints(type(part)).items():
        value = getattr(part, name)
        more = _lengths(value) if hasattr(hint, "_fields") else dict(zip(_axes(hint), value.shape, strict=True))
        # What is switched off may stand there with axes of length 1.
        found |= {axis: max(size, found.get(axis, 1)) for axis, size in more.items()}
    return found


def siege(layout: Layout, changed: dict[str, Any]) -> Params:
    """Layout and numbers that switch everything off, but for those changed: ``{"assault.contest_rate": 1.0}``."""
    values = NEUTRAL | changed
    numbers = _filled(Numbers, lengths_of(layout), values)
    assert not values, f"no such numbers: {list(values)}"
    return params(layout, numbers)


def morning(known: Params, effect: float = 1.0, tempo: float | Sequence[float] = 1.0, **changed: Any) -> State:
    """The first state, as if supply and tempo had set the day's effect and tempo; ``changed`` replaces any field."""
    state = start(known)
    today = state.today._replace(
        effect=jnp.full_like(state.today.effect, effect),
        tempo=jnp.broadcast_to(jnp.asarray(tempo, jnp.float32), (2,)),
    )
    arrays = {name: jnp.asarray(value, getattr(state, name).dtype) for name, value in changed.items()}
    return state._replace(today=today, **arrays)


def nothing(layout: Layout, days: int, **changed: Any) -> Given:
    """Nothing imposed on any of ``days`` days, but for the fields in ``changed``."""
    one = _filled(Given, lengths_of(layout), {"truce": 1.0, "route_factor": 1.0})
    blank = jax.tree.map(lambda array: jnp.broadcast_to(array, (days, *array.shape)), one)

    def put(old: Any, value: Any) -> Any:
        given = jax.tree.map(lambda x, like: jnp.asarray(np.asarray(x), like.dtype), value, old)
        return jax.tree.map(lambda x, like: jnp.broadcast_to(x, like.shape), given, old)

    full = {name: value if hasattr(value, "_fields") else np.asarray(value) for name, value in changed.items()}
    return blank._replace(**{name: put(getattr(blank, name), value) for name, value in full.items()})


def order(*mechanisms: str | Mechanism) -> Order:
    """A day of some mechanisms only, the model's by name."""
    known = {m.name: m for m in MECHANISMS}
    return Order(tuple(known[m] if isinstance(m, str) else m for m in mechanisms))


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
    *mechanisms: str | Mechanism,
    first: State | None = None,
    see: Callable[[State], Any] = see_nothing,
    seed: int = 1,
) -> tuple[State, Any, np.ndarray]:
    """Members that share their numbers, through the days of some mechanisms.

    Returns:
        Last states [member, ...], what ``see`` made of each evening [day, member, ...], log probability of what was
        given [day, member].
    """
    given = nothing(known.layout, days) if isinstance(days, int) else days
    keys = jax.vmap(partial(member_key, run_key(seed)))(jnp.arange(members))
    last, (seen, logp) = _live(keys, morning(known) if first is None else first, known, given, order(*mechanisms), see)
    return last, seen, np.asarray(logp)


def close(sample: Any, mean: float, extra: float = 0.0) -> bool:
    """Whether the sample's mean lies within four standard errors (plus ``extra``) of ``mean``; says so if not."""
    values = np.asarray(sample, np.float64)
    error = values.std(ddof=1) / np.sqrt(values.size)
    ok = abs(values.mean() - mean) <= 4 * error + extra
    if not ok:
        print(f"mean {values.mean():.6g}, expected {mean:.6g}, standard error {error:.2g}")
    return bool(ok)
