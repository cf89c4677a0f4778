"""The numbers of a scenario as one table of quantiles, and a member's draw from it."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, UInt
from numpy.typing import NDArray

from corridor.draws import uniform_at
from corridor.model.columns import DRAWN, PARTS, columns
from corridor.model.diplomacy import TalksNumbers
from corridor.model.numbers import Layout, Numbers
from corridor.rng import decision_number
from corridor.scenario.priors import GRID, Named, quantiles, quantities
from corridor.scenario.schema import Scenario
from corridor.types import RandomKey


class Quantiles(NamedTuple):
    """What a member draws its numbers from."""

    values: Float[Array, "number quantile"]
    place: UInt[Array, "number"]
    """Where each number's draw comes from: a hash of its path, so that a number keeps its draws whatever else the
    scenario holds, and two that share a path share their draw."""


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


def table(scenario: Scenario) -> Table:
    """The quantile table of a scenario."""
    found: dict[str, Named] = {named.path: named for named in quantities(scenario)}
    wanted = columns(scenario)
    values = np.zeros((len(wanted), GRID), np.float32)
    uncertain = np.zeros(len(wanted), bool)
    for row, (path, missing) in enumerate(wanted):
        named = found.get(path)
        if path.endswith(DRAWN):
            values[row], uncertain[row] = np.linspace(0.0, 1.0, GRID), True
        else:
            values[row] = missing if named is None else quantiles(named.quantity, named.meaning)
            uncertain[row] = named is not None and named.quantity.uncertain
    return Table(values, tuple(path for path, _ in wanted), uncertain)


def draw(key: RandomKey, quantiles: Quantiles) -> Float[Array, "number"]:
    """One member's numbers: a uniform draw for each, read off its quantiles by linear interpolation."""
    place = uniform_at(key, quantiles.place) * jnp.float32(GRID - 1)
    below = jnp.clip(place.astype(jnp.int32), 0, GRID - 2)
    row = jnp.arange(place.shape[0])
    low, high = quantiles.values[row, below], quantiles.values[row, below + 1]
    return low + (place - below.astype(jnp.float32)) * (high - low)


def numbers(drawn: Float[Array, "number"], layout: Layout) -> Numbers:
    """The flat draw as named numbers."""
    parts: dict[str, Any] = {}
    at = 0
    for name, part in PARTS.items():
        fields = part.kind._fields
        length = 1 if part.length is None else part.length(layout)
        block = drawn[at : at + len(fields) * length]
        rows = block.reshape(len(fields), length)
        parts[name] = part.kind(*(rows[i, 0] if part.length is None else rows[i] for i in range(len(fields))))
        at += len(fields) * length
    talks = {name.removeprefix("talks."): part for name, part in parts.items() if name.startswith("talks.")}
    war = {name: part for name, part in parts.items() if not name.startswith("talks.")}
    return Numbers(**war, talks=TalksNumbers(**talks))
