"""The first morning: every figure from its number, stores no fuller than they can be, failures seen at once."""

import jax
import jax.numpy as jnp
import numpy as np

from corridor.model.numbers import Params
from corridor.model.start import start
from corridor.model.state import NOT_FINITE, OK, OPEN, Mechanism
from model.support import ground, siege

NUMBERS = {"group.strength": [10.0, 20.0], "group.cohesion": [0.5, 0.6], "group.replacement_pool": [3.0, 4.0],
           "depot.stock": [9.0, 1.0], "depot.capacity": [5.0, 5.0], "people.population": 600.0, "people.food": 8.0,
           "people.food_capacity": 7.0}  # fmt: skip
KNOWN = siege(ground(3, held=[1.0, 0.5, 0.0], residents=[0.0, 0.25, 0.75]), NUMBERS)


def test_figures_come_from_their_numbers():
    state = start(KNOWN)
    assert (state.strength.tolist(), state.pool.tolist()) == ([10, 20], [3, 4])
    np.testing.assert_allclose(state.cohesion, [0.5, 0.6])
    assert (state.stock.tolist(), float(state.food)) == ([5, 1], 7)
    assert state.civilians.tolist() == [0, 150, 450] and state.held.tolist() == [1, 0.5, 0]
    assert (int(state.day), int(state.ending), int(state.ending_day), int(state.status)) == (0, OPEN, -1, OK)
    gone = (state.lost, state.killed, state.deserted, state.surrendered, state.departed, state.replaced, state.cause)
    assert all(np.all(x == 0) for x in gone) and state.changed_day.tolist() == [-1, -1, -1]


def test_a_mechanism_keeps_state_of_its_own_under_its_name():
    step = lambda key, state, params, given: (state, None)  # noqa: E731
    mine = [Mechanism("mine", step, lambda params: params.numbers.people.population * 2), Mechanism("other", step)]
    assert {name: float(x) for name, x in start(KNOWN, mine).extra.items()} == {"mine": 1200.0}


def test_a_number_that_is_not_finite_fails_at_once_whichever_it_is():
    leaves, tree = jax.tree.flatten(KNOWN.numbers)
    for i, leaf in enumerate(leaves):
        broken = [*leaves[:i], jnp.full_like(leaf, jnp.nan), *leaves[i + 1 :]]
        state = start(Params(KNOWN.layout, jax.tree.unflatten(tree, broken), KNOWN.weights))
        assert int(state.status) == NOT_FINITE, i
