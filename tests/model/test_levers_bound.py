"""A promise to hold fire that names groups binds those alone, by their share of the camp's fighters."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.levers import restraint
from corridor.scenario.kinds import LEVERS
from model.parley import changed, parley
from model.support import ground, morning

FIRE = np.array([[float(name == "fire")] * 2 for name in LEVERS])
"""Two promises, both to hold fire."""


def held_back(named: list[list[float]], at: list[float], strength: list[float]) -> np.ndarray:
    """Restraint of each camp: groups 0 and 1 are the first camp's, group 2 the second's."""
    camps = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    base = ground(
        group_camp=camps, group_inside=[0.0, 0.0, 1.0], group_depot=np.eye(3)[:, :2] + [[0, 0], [0, 0], [0, 1]]
    )
    known = parley(provisions=2, at=base, lever=FIRE, provision_group=named)
    state = changed(morning(known, strength=strength), plan=0)
    return np.asarray(restraint(jnp.asarray(at, jnp.float32), state, known))


@pytest.mark.parametrize(
    ("named", "at", "first"),
    [
        ([[0, 0, 0], [0, 0, 0]], [0.8, 0.4], 0.6),  # nobody is named: both cover all
        ([[1, 0, 0], [1, 0, 0]], [0.8, 0.4], 0.25 * 0.6),  # a quarter of the fighters is bound, by both
        ([[1, 0, 0], [0, 1, 0]], [0.8, 0.4], 0.25 * 0.8 + 0.75 * 0.4),  # each group has its own promise
        ([[1, 0, 0], [0, 0, 0]], [0.8, 0.4], 0.25 * 0.6 + 0.75 * 0.4),  # one for all, one more for a group
        ([[0, 0, 1], [0, 0, 1]], [0.8, 0.4], 0.0),  # a party binds no group of the other camp
    ],
)
def test_restraint_is_of_those_bound(named: list[list[float]], at: list[float], first: float) -> None:
    assert held_back(named, at, [100.0, 300.0, 500.0]) == pytest.approx([first, 0.0], abs=1e-6)
