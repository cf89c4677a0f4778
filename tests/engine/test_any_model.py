"""The engine rolls any model: here one whose every figure is known, so that the engine alone is tested."""

import jax
import jax.numpy as jnp
import numpy as np

from corridor.draws import uniform
from corridor.engine.roll import BLOCK, KEPT, Model, roll
from corridor.rng import decision_key, member_key, run_key

DAYS = 5
GIVEN = jnp.array([1.0, 2.0, 0.0, -1.0, 4.0])
PRICE = jnp.float32(3.0)


def begin(key, price):
    """A member's own number, and what it has at first."""
    mine = uniform(decision_key(key, "mine"))
    return mine, price * mine


def day(key, wealth, mine, price, given):
    """Each day as much more as was given, in the member's own measure; and a draw."""
    wealth = wealth + given * mine * price
    return wealth, jnp.stack([wealth, uniform(decision_key(key, "luck"))])


def watch(wealth, counted):
    """What those who count have, and how many they are."""
    return jnp.sum(jnp.where(counted, wealth, 0.0)), jnp.sum(counted)


MODEL = Model(begin, day, watch)


def rolled(members, kept):
    members = jnp.asarray(members, jnp.int32)
    return roll(run_key(9), members, jnp.asarray(kept, jnp.int32), PRICE, GIVEN, model=MODEL)


def drawn(members, name):
    """What each member draws under its own key, [member]."""
    return np.array([float(uniform(decision_key(member_key(run_key(9), m), name))) for m in members])


def expected(members):
    """Own numbers [member] and wealth each evening [day, member], without the engine."""
    mine = drawn(members, "mine")
    return mine, 3.0 * (1.0 + np.cumsum(np.asarray(GIVEN, float)))[:, None] * mine


def test_every_part_of_a_block_is_what_the_model_says():
    # Members 0 to 5 and filling, which is counted nowhere; member 0 counts like any other.
    members = np.where(np.arange(BLOCK) < 6, np.arange(BLOCK), -1)
    kept = [5, 0, 3, 3, 1, 4, 2, 0]
    block = jax.device_get(rolled(members, kept))
    mine, wealth = expected(range(6))
    np.testing.assert_allclose(block.own[:6], mine, rtol=1e-6)
    np.testing.assert_allclose(block.series[:, :6, 0], wealth, rtol=1e-5)
    np.testing.assert_allclose(block.series[:, :6, 1], np.tile(drawn(range(6), "luck"), (DAYS, 1)), rtol=1e-6)
    np.testing.assert_allclose(block.last[:6], wealth[-1], rtol=1e-5)
    np.testing.assert_allclose(block.kept, wealth[:, kept], rtol=1e-5)
    total, count = block.watched
    np.testing.assert_allclose(total, wealth.sum(axis=1), rtol=1e-5)
    np.testing.assert_array_equal(count, np.full(DAYS, 6))
    assert block.series.shape == (DAYS, BLOCK, 2) and block.kept.shape == (DAYS, KEPT)
