"""Self-exciting violations: reference figures, the mean by its equation, clusters by generations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from corridor.games import violations

branchings = st.floats(0, 0.95)


def test_continuous_reference():
    # ceasefire.json: hawkes (mu, branching, beta -> stationary_rate, mean_cluster, var_to_mean_long)
    assert violations.stationary_rate(base=0.4, branching=0.5) == pytest.approx(0.8, rel=1e-12)
    assert violations.cluster(0.5) == pytest.approx(2.0, rel=1e-12)
    assert violations.dispersion(0.5) == pytest.approx(4.0, rel=1e-12)
    # ceasefire.json: hawkes.mean_rate_t at 0, 1, 5 days
    means = violations.mean_rate([0, 1, 5], base=0.4, branching=0.5, decay=1.0)
    assert means == pytest.approx([0.4, 0.5573877361149466, 0.7671660005504406], rel=1e-12)


def test_daily_reference():
    # ceasefire.json: hawkes_daily (mu, a, b -> stationary_mean)
    assert violations.daily_stationary(base=0.4, kick=0.3, memory=0.4) == pytest.approx(0.8000000000000002, rel=1e-12)


@pytest.mark.parametrize(("base", "branching", "decay"), [(0.4, 0.5, 1.0), (2.0, 0.9, 0.3), (1.0, 0.0, 2.0)])
def test_mean_rate_solves_its_equation(base, branching, decay):
    # The rate fades towards the base, and each violation lifts it by branching × decay.
    days = np.linspace(0, 20, 5)

    def slope(_, rate):
        return decay * (base - rate) + branching * decay * rate

    solved = solve_ivp(slope, (0, 20), [base], t_eval=days, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(violations.mean_rate(days, base, branching, decay), solved.y[0], rtol=1e-7)


@given(branchings)
def test_cluster_adds_up_generations(branching):
    assert violations.cluster(branching) == pytest.approx(sum(branching**k for k in range(1000)))


@pytest.mark.parametrize("branching", [0.0, 0.3, 0.6])
def test_dispersion_is_that_of_clusters(branching):
    # Over a long time violations are a Poisson number of clusters, so variance / mean = E[size²] / E[size].
    # A cluster's size has Borel's law: e^(-n k) (n k)^(k - 1) / k!.
    size = np.arange(1, 400)
    log = -branching * size + (size - 1) * np.log(np.maximum(branching * size, 1e-300))
    chance = np.exp(log - np.cumsum(np.log(size)))
    assert chance.sum() == pytest.approx(1)
    assert violations.cluster(branching) == pytest.approx(chance @ size)
    assert violations.dispersion(branching) == pytest.approx(chance @ size**2 / (chance @ size))


@given(st.floats(0, 3), st.floats(0, 0.5), st.floats(0, 0.45))
def test_daily_mean_steps_as_the_rule_says(base, kick, memory):
    rate, path = base, []
    for _ in range(15):
        path.append(rate)
        rate = base + kick * rate + memory * (rate - base)
    np.testing.assert_allclose(violations.daily_mean(np.arange(15), base, kick, memory), path, rtol=1e-9, atol=1e-12)
    assert violations.daily_mean(5000, base, kick, memory) == pytest.approx(
        violations.daily_stationary(base, kick, memory)
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: violations.cluster(1), "^branching: got 1, allowed: 0 or more, below 1"),
        (lambda: violations.stationary_rate(-1, 0.5), "^base: got -1"),
        (lambda: violations.mean_rate(1, 0.4, 0.5, 0), "^decay: got 0, allowed: above 0"),
        (lambda: violations.daily_stationary(0.4, 0.6, 0.4), r"^kick \+ memory: got 1.0"),
        (lambda: violations.daily_mean(-1, 0.4, 0.3, 0.4), "^day: got -1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
