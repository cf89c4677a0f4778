"""Sieges small enough to solve: a graph of zones, one group a camp, everything else switched off."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from corridor.model import numbers as n
from corridor.model.start import start
from corridor.model.state import Given, State
from corridor.rng import member_key, run_key

REFERENCE = 1000.0


def line(zones: int) -> np.ndarray:
    """Border weights of a line of zones."""
    return np.eye(zones, k=1) + np.eye(zones, k=-1)


def layout(border: np.ndarray, held: list[float], buildings: float = 1.0, step: float = 1.0) -> n.Layout:
    """A layout without padding: group 0 besieges, group 1 is besieged, each with its own depot; one route."""
    zones = len(held)
    ones, two = np.ones(zones), np.eye(2)
    rows = border.sum(axis=1, keepdims=True)
    arrays: dict[str, Any] = dict(
        zone=ones, pocket=ones, area=ones, buildings=ones * buildings, terrain=ones, held=np.array(held),
        priority=np.zeros((2, zones)), residents=ones / zones, border=border,
        around=border / np.where(rows > 0, rows, 1),
        group_camp=two, group_inside=np.array([0.0, 1.0]), group_area=np.ones((2, zones)), group_depot=two,
        group_comrade=np.zeros((2, 2)), group_route=np.zeros((2, 1)), depot_camp=np.array([0.0, 1.0]),
        depot_pocket=np.array([0.0, 1.0]), route_camp=np.ones(1), route_depot=np.array([[0.0, 1.0]]),
        route_relief=np.ones(1), step=np.array(step),
    )  # fmt: skip
    made = {name: jnp.asarray(value, jnp.float32) for name, value in arrays.items()}
    return n.Layout(**made, route_zone=jnp.zeros((1, 1), jnp.int32), route_segment=jnp.ones((1, 1), bool))


def _part(kind: Any, given: dict[str, float], **fixed: float) -> Any:
    values = {name: 0.0 for name in kind._fields} | fixed
    values |= {name: value for name, value in given.items() if name in values}
    return kind(**{name: jnp.float32(value) for name, value in values.items()})


def numbers(besieger: float, besieged: float, **given: Any) -> n.Numbers:
    """Numbers that switch everything off but what is named."""
    pair = lambda a, b: jnp.array([a, b], jnp.float32)  # noqa: E731
    one = lambda a: jnp.array([a], jnp.float32)  # noqa: E731
    group = n.GroupNumbers(pair(besieger, besieged), pair(1, 1), pair(1, 1), pair(0, 0), pair(0, 0), pair(0, 0))
    stores = {"stock": [1, 1], "capacity": [1e6, 1e6], "half": [1e-6, 1e-6], "inflow": [0, 0]}
    depot = n.DepotNumbers(*(jnp.asarray(given.get(k, v), jnp.float32) for k, v in stores.items()))
    return n.Numbers(
        _part(n.SupplyNumbers, given, openness_exponent=1.0, rationing=1.0, idle_use=1.0),
        _part(n.BombardmentNumbers, given),
        _part(n.AssaultNumbers, given, tempo_calm=1.0, battle_exponent=0.5, battle_buildings=1.0, cover=1.0,
              effort_temperature=1.0, mirror=1.0, length_besieger=1.0, length_besieged=1.0),
        _part(n.CohesionNumbers, given),
        _part(n.CivilianNumbers, given, ration_half=1.0),
        _part(n.EndingNumbers, given, relief_open=1.0, relief_days=1e6),
        _part(n.PeopleNumbers, given, food_capacity=1.0),
        group, depot,
        n.RouteNumbers(one(given.get("route_supply", 0)), one(0), one(0), one(given.get("fire_control", 0))),
    )  # fmt: skip


def nothing(lay: n.Layout) -> Given:
    """A day on which nothing is imposed."""
    zones = lay.held.shape[0]
    off, zero = jnp.bool_(False), jnp.float32(0.0)
    return Given(
        held=jnp.zeros(zones), held_known=off, offensive=jnp.zeros(2), offensive_known=jnp.zeros(2), bombardment=zero,
        bombardment_known=off, truce=jnp.float32(1.0), exit_open=zero, exit_known=off, route_factor=jnp.ones(1),
        arrivals=jnp.zeros(2),
    )  # fmt: skip


def ready(params: n.Params) -> State:
    """The first state, both camps at full tempo and in full supply."""
    state = start(params)
    full = jnp.ones(2, jnp.float32)
    return state._replace(today=state.today._replace(tempo=full, effect=full))


def follow(
    steps: list[Any], params: n.Params, members: int, days: int, watch: Callable[[State], Any],
    given: Given | None = None, first: State | None = None, seed: int = 11,
) -> Any:  # fmt: skip
    """Run steps for many members; ``watch`` of the last state of each, [member, ...]."""
    given = given or nothing(params.layout)

    def one(key: Any) -> Any:
        def day(state: State, _: Any) -> tuple[State, None]:
            today = jax.random.fold_in(key, state.day)
            for number, step in enumerate(steps):
                state, _info = step(jax.random.fold_in(today, number), state, params, given)
            return state._replace(day=state.day + 1), None

        last, _ = jax.lax.scan(day, first if first is not None else ready(params), None, length=days)
        return watch(last)

    keys = jax.vmap(lambda m: member_key(run_key(seed), m))(jnp.arange(members))
    return jax.tree.map(np.asarray, jax.jit(jax.vmap(one))(keys))


def rate(coefficient: float, p: float, q: float) -> float:
    """A Lanchester coefficient as a loss rate stated at 1,000 against 1,000."""
    return coefficient * REFERENCE ** (p + q - 1.0)
