"""One day: order, keys of its own for each mechanism and day, log probabilities added, ended members left alone."""

import jax
import jax.numpy as jnp
import numpy as np

from corridor.draws import uniform
from corridor.model.day import day
from corridor.model.order import Order
from corridor.model.state import COLLAPSE, NOT_FINITE, Info, Mechanism, nothing_given
from corridor.rng import key_for, member_key, run_key
from model.support import ground, morning, nothing, siege

KNOWN = siege(ground(), {"group.strength": 1000.0})
GIVEN = jax.tree.map(lambda x: x[0], nothing(KNOWN.layout, 1))
KEY = member_key(run_key(1), 4)


def writer(name, write, logp=0.0):
    return Mechanism(name, lambda key, state, params, given: (write(key, state), Info(jnp.float32(logp))))


def test_each_mechanism_sees_what_those_before_it_did():
    add = writer("add", lambda key, state: state._replace(food=state.food + 1.0))
    double = writer("double", lambda key, state: state._replace(food=state.food * 2.0))
    for order, food in (((add, double), 2.0), ((double, add), 1.0)):
        assert float(day(KEY, morning(KNOWN), KNOWN, GIVEN, Order(order))[0].food) == food


def test_a_mechanism_draws_with_the_key_of_its_name_and_day():
    draw = writer("draw", lambda key, state: state._replace(food=uniform(key)))
    state = morning(KNOWN)
    for today in range(3):
        state, _ = day(KEY, state, KNOWN, GIVEN, Order((draw,)))
        assert float(state.food) == float(uniform(key_for(run_key(1), 4, today, "draw")))
    # The day moves on by itself, also in an order without an ending.
    assert int(state.day) == 3


def test_log_probabilities_add_up():
    same = lambda key, state: state  # noqa: E731
    order = Order((writer("a", same, -1.5), writer("b", same), writer("c", same, -0.25)))
    assert float(day(KEY, morning(KNOWN), KNOWN, GIVEN, order)[1]) == -1.75


def test_a_member_that_has_ended_or_failed_is_left_alone():
    order = Order((writer("a", lambda key, state: state._replace(food=state.food + 1.0), -1.0),))
    for over in ({"ending": COLLAPSE}, {"status": NOT_FINITE}):
        state = morning(KNOWN, **over)
        after, logp = day(KEY, state, KNOWN, GIVEN, order)
        jax.tree.map(np.testing.assert_array_equal, after, state)
        assert float(logp) == 0.0


def test_nothing_given_has_no_probability_to_report():
    assert float(nothing_given().logp) == 0.0
