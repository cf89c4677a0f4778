"""Draws against the exact laws, on dense grids of the uniform number so that no chance enters; words against chance."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from corridor import draws
from corridor.rng import decision_key, key_for, run_key

GRID = 2**18
CHANCE = jnp.asarray((np.arange(GRID) + 0.5) / GRID, jnp.float32)


def filled(value):
    return jnp.full(GRID, value, jnp.float32)


def total_variation(counts, law):
    """Total variation between the drawn counts and the exact law."""
    found = np.bincount(np.asarray(counts).astype(int)) / GRID
    exact = law.pmf(np.arange(len(found)))
    return 0.5 * (np.abs(found - exact).sum() + 1 - exact.sum())


poisson = jax.jit(lambda mean: draws.poisson(CHANCE, filled(mean)))
binomial = jax.jit(lambda trials, p: draws.binomial(CHANCE, filled(trials), filled(p)))
# A grid of 2**18 points can't tell laws closer than its own steps.
STEPS = 20 / GRID


@pytest.mark.parametrize("mean", [0.0, 1e-6, 1e-3, 0.01, 0.05, 0.3, 0.7, 1.0])
def test_poisson_of_a_small_mean(mean):
    # docstring: total variation under 1e-4
    assert total_variation(poisson(mean), stats.poisson(mean)) < 1e-4


@pytest.mark.parametrize("mean", [1.001, 1.1, 1.7, 2.5, 4.0, 6.0, 10.0, 30.0, 100.0, 1000.0])
def test_poisson_of_a_large_mean(mean):
    # docstring: under 0.006; and the first three moments, which is what a day's gains and deaths rest on
    counts = np.asarray(poisson(mean), float)
    assert total_variation(counts, stats.poisson(mean)) < 0.006
    assert counts.mean() == pytest.approx(mean, rel=0.003)
    assert counts.var() == pytest.approx(mean, rel=0.01)
    assert stats.skew(counts) == pytest.approx(mean**-0.5, rel=0.06)


def test_poisson_rises_with_the_uniform_number():
    for mean in (0.5, 1.0, 1.1, 2.5, 40.0):
        assert np.all(np.diff(np.asarray(poisson(mean))) >= 0)


def test_a_mean_that_is_nan_is_not_hidden():
    assert np.isnan(draws.poisson(jnp.float32(0.5), jnp.float32(np.nan)))


SMALL = [(n, p) for n in (0, 1, 2, 5, 12) for p in (0.0, 1e-6, 0.01, 0.2, 0.5, 0.7, 0.99, 1.0)]
SMALL += [(20, 0.1), (20, 0.9), (1000, 0.002), (1000, 0.999), (10_000, 1e-4), (1_000_000, 1e-6)]


@pytest.mark.parametrize(("trials", "p"), SMALL)
def test_binomial_of_a_small_mean_or_few_trials(trials, p):
    # docstring: under 1e-4
    counts = np.asarray(binomial(float(trials), p))
    assert counts.min() >= 0 and counts.max() <= trials
    assert total_variation(counts, stats.binom(trials, float(np.float32(p)))) < 1e-4


@pytest.mark.parametrize(("trials", "whole"), [(5.3, 6), (5.9, 6), (5.000001, 5), (4.999999, 5), (0.005, 0), (0.4, 1)])
def test_a_part_of_a_trial_is_one_more_but_for_the_rounding_of_sums(trials, whole):
    law = stats.binom(whole, float(np.float32(0.3)))
    assert total_variation(binomial(trials, 0.3), law) < 1e-4


@pytest.mark.parametrize("trials", [13, 14, 16, 20, 30, 100, 1000, 10_000])
def test_binomial_of_a_large_mean(trials):
    # docstring: under 0.012
    for p in (0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9):
        counts = np.asarray(binomial(float(trials), p), float)
        assert counts.min() >= 0 and counts.max() <= trials
        law = stats.binom(trials, float(np.float32(p)))
        assert total_variation(counts, law) < 0.012 + STEPS
        assert counts.mean() == pytest.approx(law.mean(), rel=0.006)
        assert counts.var() == pytest.approx(law.var(), rel=0.04)


def test_binomial_counts_whole_trials():
    # Persons come as sums of floats: five and a rounding error are five; three and a half are four.
    most = [float(binomial(trials, 1.0).max()) for trials in (5.000001, 4.999999, 3.5)]
    assert most == [5.0, 5.0, 4.0]


@pytest.mark.parametrize("sd", [0.0, 0.3, 0.7, 1.2])
def test_spread_has_mean_one(sd):
    # The grid of 2**-23 cuts the normal law at 5.3 standard deviations, far beyond what the mean feels.
    factor = np.exp(sd * np.asarray(draws.normal_from(CHANCE), float) - 0.5 * sd * sd)
    assert factor.mean() == pytest.approx(1.0, abs=2e-4)
    drawn = np.asarray(draws.spread(run_key(3), jnp.full(400_000, sd, jnp.float32)), float)
    assert abs(drawn.mean() - 1.0) <= 4 * np.sqrt(np.expm1(sd * sd) / drawn.size) + 1e-6
    assert np.log(drawn).std() == pytest.approx(sd, rel=0.01, abs=1e-6)


def test_normal_and_uniform_follow_their_laws():
    key = run_key(5)
    assert stats.kstest(np.asarray(draws.uniform(key, (200_000,)), float), "uniform").pvalue > 0.001
    assert stats.kstest(np.asarray(draws.normal(key, (200_000,)), float), "norm").pvalue > 0.001
    ends = np.asarray(draws.uniform(key, (4096, 4096)))
    assert 0.0 < ends.min() and ends.max() < 1.0
    np.testing.assert_allclose(draws.normal_from(jnp.float32(stats.norm.cdf(1.5))), 1.5, rtol=1e-5)


# Words along each axis on which a run's draws lie beside one another.
RUN = run_key(11)
COUNT = 65_536


def key_words(keys):
    return np.asarray(jax.vmap(lambda key: draws.words(key, ()))(keys))


ALONG = {
    "position": lambda: np.asarray(draws.words(key_for(RUN, 3, 7, "assault"), (COUNT,))),
    "member": lambda: key_words(jax.vmap(lambda m: key_for(RUN, m, 7, "assault"))(jnp.arange(COUNT))),
    "day": lambda: key_words(jax.vmap(lambda d: key_for(RUN, 3, d, "assault"))(jnp.arange(COUNT))),
    "decision": lambda: key_words(
        jnp.stack([decision_key(key_for(RUN, 3, 7, "assault"), f"part-{i}") for i in range(1500)])
    ),
    "seed": lambda: key_words(jnp.stack([key_for(run_key(i), 3, 7, "assault") for i in range(1500)])),
}


@pytest.mark.parametrize("axis", ALONG)
def test_words_are_uniform_and_independent_along_every_axis(axis):
    words = ALONG[axis]().astype(np.uint64)
    for shift in (0, 8, 16, 24):
        seen = np.bincount(((words >> np.uint64(shift)) & np.uint64(255)).astype(int), minlength=256)
        assert stats.chisquare(seen).pvalue > 1e-4
    u = words.astype(float) / 2.0**32 - 0.5
    for lag in (1, 2, 3, 7, 96):
        # Standard error of a lagged correlation is 1/sqrt(n).
        assert abs(np.mean(u[:-lag] * u[lag:]) * 12) < 4.5 / np.sqrt(len(u))
    pairs = np.histogram2d(u[:-1], u[1:], bins=16)[0].ravel()
    assert stats.chisquare(pairs).pvalue > 1e-4
    bits = ((words[:, None] >> np.arange(32, dtype=np.uint64)) & np.uint64(1)).mean(axis=0)
    assert np.abs(bits - 0.5).max() < 4.5 * 0.5 / np.sqrt(len(u))


def test_words_at_one_position_do_not_follow_those_of_the_next_member():
    keys = jax.vmap(lambda m: key_for(RUN, m, 0, "losses"))(jnp.arange(256))
    u = np.asarray(jax.vmap(lambda key: draws.uniform(key, (512,)))(keys), float)
    correlation = np.corrcoef(u)[np.triu_indices(256, 1)]
    # 32,640 correlations with standard error 1/sqrt(512): none stands out, and their spread is as it should be.
    assert np.abs(correlation).max() < 5.2 / np.sqrt(512)
    assert correlation.std() == pytest.approx(1 / np.sqrt(512), rel=0.03)


def test_words_follow_both_words_of_a_key():
    keys = [jax.random.wrap_key_data(jnp.asarray(data, jnp.uint32)) for data in ((1, 2), (1, 3), (4, 2))]
    found = [np.asarray(draws.words(key, (1000,))) for key in keys]
    assert not np.any(found[0] == found[1]) and not np.any(found[0] == found[2])
