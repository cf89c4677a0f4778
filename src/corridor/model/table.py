"""The numbers of a scenario as one table of quantiles, and a member's draw from it."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, UInt
from numpy.typing import NDArray

from corridor.draws import uniform_at
from corridor.model.numbers import (
    AssaultNumbers,
    BombardmentNumbers,
    CivilianNumbers,
    CohesionNumbers,
    DepotNumbers,
    EndingNumbers,
    GroupNumbers,
    Numbers,
    PeopleNumbers,
    RouteNumbers,
    SupplyNumbers,
)
from corridor.rng import decision_number
from corridor.scenario.priors import GRID, Named, quantiles, quantities
from corridor.scenario.schema import Scenario
from corridor.types import RandomKey, bucket

PARTS: dict[str, tuple[Any, str]] = {
    "supply": (SupplyNumbers, "parameters.supply"),
    "bombardment": (BombardmentNumbers, "parameters.bombardment"),
    "assault": (AssaultNumbers, "parameters.assault"),
    "cohesion": (CohesionNumbers, "parameters.cohesion"),
    "civilians": (CivilianNumbers, "parameters.civilians"),
    "ending": (EndingNumbers, "parameters.ending"),
    "people": (PeopleNumbers, "civilians"),
}
LISTS: dict[str, tuple[Any, str, dict[str, float]]] = {
    "group": (GroupNumbers, "groups", {"quality": 1.0, "cohesion": 1.0}),
    "depot": (DepotNumbers, "depots", {"half": 1.0, "capacity": 1.0}),
    "route": (RouteNumbers, "routes", {}),
}
"""Parts with one entry an item of a list, and what pads them where 0 would divide."""


class Quantiles(NamedTuple):
    """What a member draws its numbers from."""

    values: Float[Array, "number quantile"]
    place: UInt[Array, "number"]
    """Where each number's draw comes from: a hash of its path, so that a number keeps its draws whatever else the
    scenario holds."""


class Table(NamedTuple):
    """Quantiles of every number, in the order of ``Numbers``."""

    values: NDArray[np.float32]
    """[number, GRID]."""
    paths: tuple[str, ...]
    """Where each stands in the scenario; '' for padding."""
    uncertain: NDArray[np.bool_]
    """[number]: members differ in it."""

    def quantiles(self) -> Quantiles:
        """The table as the engine takes it."""
        place = np.array([decision_number(path) for path in self.paths], np.uint32)
        return Quantiles(jnp.asarray(self.values), jnp.asarray(place))


def _columns(scenario: Scenario) -> list[tuple[str, float]]:
    """Path of each number in order, with its value where the scenario has none."""
    columns = [(f"{where}.{name}", 0.0) for kind, where in PARTS.values() for name in kind._fields]
    for kind, where, padding in LISTS.values():
        items = getattr(scenario, where)
        for name in kind._fields:
            place = name.replace("replacement_", "replacement.")
            columns += [(f"{where}.{item.id}.{place}", 0.0) for item in items]
            columns += [("", padding.get(name, 0.0))] * (bucket(len(items)) - len(items))
    return columns


def table(scenario: Scenario) -> Table:
    """The quantile table of a scenario."""
    found: dict[str, Named] = {named.path: named for named in quantities(scenario)}
    columns = _columns(scenario)
    values = np.zeros((len(columns), GRID), np.float32)
    uncertain = np.zeros(len(columns), bool)
    for row, (path, missing) in enumerate(columns):
        named = found.get(path)
        values[row] = missing if named is None else quantiles(named.quantity, named.meaning)
        uncertain[row] = named is not None and named.quantity.uncertain
    return Table(values, tuple(path for path, _ in columns), uncertain)


def draw(key: RandomKey, quantiles: Quantiles) -> Float[Array, "number"]:
    """One member's numbers: a uniform draw for each, read off its quantiles by linear interpolation."""
    place = uniform_at(key, quantiles.place) * jnp.float32(GRID - 1)
    below = jnp.clip(place.astype(jnp.int32), 0, GRID - 2)
    row = jnp.arange(place.shape[0])
    low, high = quantiles.values[row, below], quantiles.values[row, below + 1]
    return low + (place - below.astype(jnp.float32)) * (high - low)


def numbers(drawn: Float[Array, "number"], groups: int, depots: int, routes: int) -> Numbers:
    """The flat draw as named numbers; the counts are padded lengths."""
    parts: dict[str, Any] = {}
    at = 0
    for name, (kind, _) in PARTS.items():
        parts[name] = kind(*(drawn[at + i] for i in range(len(kind._fields))))
        at += len(kind._fields)
    for (name, (kind, _, _)), length in zip(LISTS.items(), (groups, depots, routes), strict=True):
        fields = [drawn[at + i * length : at + (i + 1) * length] for i in range(len(kind._fields))]
        parts[name] = kind(*fields)
        at += len(kind._fields) * length
    return Numbers(**parts)
