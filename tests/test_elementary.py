"""Elementary functions against SciPy and NumPy in double precision, over all the numbers they meet."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from corridor import elementary

STEPS = 2**23


def test_normal_quantile_over_the_whole_grid_of_uniform_numbers():
    # docstring: relative error under 6e-7 (JAX's own inverse error function: 6e-6)
    chance = (np.arange(STEPS) + 0.5) / STEPS
    found = np.asarray(jax.jit(elementary.normal_quantile)(jnp.asarray(chance, jnp.float32)), float)
    np.testing.assert_allclose(found, stats.norm.ppf(chance), rtol=6e-7)
    assert np.all(np.diff(found) >= 0.0)
    np.testing.assert_array_equal(found, -found[::-1])


def test_exp():
    x = np.linspace(-87.0, 87.0, 2_000_001).astype(np.float32)
    np.testing.assert_allclose(np.asarray(jax.jit(elementary.exp)(x), float), np.exp(x.astype(float)), rtol=3e-7)


def test_exp_at_its_ends():
    x = jnp.asarray([0.0, -0.0, -1e-30, 1e4, -1e4, jnp.inf, -jnp.inf], jnp.float32)
    most = np.exp(elementary.MOST_EXPONENT)
    # Exactly 1 at 0, or an event of chance 0 would happen.
    np.testing.assert_array_equal(elementary.exp(x)[:3], 1.0)
    np.testing.assert_allclose(elementary.exp(x)[3:], [most, 1 / most, most, 1 / most], rtol=3e-7)


@pytest.mark.parametrize("exponent", [0.1, 0.45, 0.73, 1.0, 2.0, 3.0])
def test_power(exponent):
    far = min(10.0 / exponent, 80.0)
    x = np.exp(np.linspace(-far, far, 200_001)).astype(np.float32)
    found = jax.jit(elementary.power)(x, jnp.float32(exponent))
    np.testing.assert_allclose(np.asarray(found, float), x.astype(float) ** float(np.float32(exponent)), rtol=2e-6)


def test_power_of_zero():
    x = jnp.asarray([0.0, 0.0, -1.0, 1e-39, 1.0, 5.0], jnp.float32)
    exponent = jnp.asarray([0.1, 0.0, 0.5, 0.5, 2.5, 0.0], jnp.float32)
    np.testing.assert_array_equal(elementary.power(x, exponent), [0.0, 1.0, 0.0, 0.0, 1.0, 1.0])


def test_bounds():
    x = jnp.asarray([-1.0, 0.5, 2.0], jnp.float32)
    np.testing.assert_array_equal(elementary.at_least(x, 0.5), [0.5, 0.5, 2.0])
    np.testing.assert_array_equal(elementary.at_most(x, 0.5), [-1.0, 0.5, 0.5])


@pytest.mark.parametrize("name", ["exp", "normal_quantile"])
def test_nan_stays_nan(name):
    assert np.isnan(getattr(elementary, name)(jnp.float32(np.nan)))


def test_power_lets_nan_through():
    nan, one = jnp.float32(np.nan), jnp.float32(1.0)
    assert np.isnan(elementary.power(nan, one)) and np.isnan(elementary.power(one, nan))


def test_bounds_let_nan_through():
    nan = jnp.float32(np.nan)
    assert np.isnan(elementary.at_least(nan, 0.0)) and np.isnan(elementary.at_most(nan, 0.0))
