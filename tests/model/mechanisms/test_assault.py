"""Losses against Lanchester's laws and their Markov chain; buildings against gambler's ruin and the biased voter."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.games.ruin import win
from corridor.model.mechanisms import assault, supply
from corridor.model.numbers import params
from small_siege import follow, layout, line, nothing, numbers, rate, ready

FOUR = 4.0


def _fight(x0: float, y0: float, a: float, b: float, p: float, q: float, step: float) -> object:
    """A war of losses alone: x besieges, a is y's effectiveness, b is x's."""
    lay = layout(line(2), [1.0, 0.0], step=step)
    law = {"power_exponent": p, "persons_exponent": q, "loss_besieger": rate(a, p, q), "loss_besieged": rate(b, p, q)}
    return params(lay, numbers(x0, y0, **law))


@pytest.mark.parametrize(
    ("x0", "y0", "a", "b", "p", "q", "t", "x", "y"),
    [
        (1000, 800, 0.8, 0.9, 1, 0, 0.5, 761.671355, 409.464479),  # lanchester.json: square.xy_at_0p5
        (1000, 800, 8e-4, 9e-4, 1, 1, 5, 358.334194, 78.125968),  # lanchester.json: linear.xy_at_5
        (1000, 800, 0.03, 0.05, 0, 1, 20, 548.811636, 294.303553),  # lanchester.json: log.xy_at_20
        (1000, 800, 0.025, 0.024, 0.8, 0.4, 20, 372.070885, 42.979694),  # lanchester.json: bracken.xy_at_20
        (1000, 900, 0.05, 0.06, 0.75, 0.25, 10, 656.378674, 440.087974),  # lanchester.json: helmbold.xy_at_10
    ],
    ids=["square", "linear", "logarithmic", "bracken", "helmbold"],
)
def test_large_forces_follow_lanchester(
    x0: float, y0: float, a: float, b: float, p: float, q: float, t: float, x: float, y: float
) -> None:
    # a law of degree p + q keeps its path when forces grow k-fold and coefficients shrink by k^(p + q - 1)
    k, steps = 100.0, 500
    grown = k ** (1 - p - q)
    war = _fight(k * x0, k * y0, a * grown, b * grown, p, q, t / steps)
    left = follow([assault.step], war, 64, steps, lambda s: s.strength).mean(axis=0) / k
    assert left == pytest.approx([x, y], rel=0.005)


def test_iwo_jima_with_landings() -> None:
    # lanchester.json: iwo_jima (Engel 1954): landings spread over days 0-1, 2-3 and 5-6
    per_day = 20
    war = _fight(0.0, 21500.0, 0.0544, 0.0106, 1, 0, 1 / per_day)
    landed = jnp.array([54000.0, 0.0, 6000.0, 0.0, 0.0, 13000.0] + [0.0] * 30)

    def land(key: object, state: object, params: object, given: object) -> tuple:
        arrive = jnp.stack([landed[state.day // per_day] / per_day, 0.0])
        return supply.step(key, state, params, given._replace(arrivals=arrive))

    left = follow([land, _full_effect, assault.step], war, 32, 36 * per_day, lambda s: s.strength).mean(axis=0)
    assert left[0] == pytest.approx(51985.2, rel=0.005)
    assert left[1] == pytest.approx(216.8, abs=0.005 * 21500)


def _full_effect(key: object, state: object, params: object, given: object) -> tuple:
    del key, params, given
    return state._replace(today=state.today._replace(effect=jnp.ones(2, jnp.float32))), None


def _first(state: object) -> object:
    import jax

    return jax.tree.map(lambda x: jnp.asarray(x[0]), state)


def _x_wins(war: object, members: int, days: int) -> np.ndarray:
    left = follow([assault.step], war, members, days, lambda s: s.strength)
    x, y = left[:, 0] > 0, left[:, 1] > 0
    assert np.mean(x & y) < 1e-3  # the few still fighting are too few to matter
    return np.where(x == y, 0.5, np.where(x, 1.0, 0.0))  # both gone on one day counts half, as in the exact chain


@pytest.mark.parametrize(
    ("m", "k", "a", "b", "p", "q", "step", "days", "exact"),
    [
        (5, 3, 1, 1, 1, 0, 0.1, 150, 0.895469),  # lanchester.json: daily_tau_leap_5v3 0.1
        (5, 3, 1, 1, 1, 0, 0.5, 60, 0.915331),  # lanchester.json: daily_tau_leap_5v3 0.5
        (5, 3, 1, 1, 1, 0, 0.02, 500, 0.887376 + 0.0018),  # lanchester.json: stoch_square_equal 5,3; step error .08 dt
        (5, 7, 1, 2, 1, 0, 0.01, 900, 0.527109),  # lanchester.json: stoch_square_a1_b2 5,7
        (5, 3, 0.6, 0.4, 1, 1, 0.01, 900, 0.580096),  # lanchester.json: stoch_linear_p0.4 5,3
        (5, 8, 0.03, 0.05, 0, 1, 0.5, 500, 0.672185),  # lanchester.json: stoch_log_a.03_b.05 5,8
    ],
)
def test_small_forces_follow_the_markov_chain(
    m: float, k: float, a: float, b: float, p: float, q: float, step: float, days: int, exact: float
) -> None:
    members = 10_000
    won = _x_wins(_fight(m, k, a, b, p, q, step), members, days).mean()
    assert abs(won - exact) < FOUR * np.sqrt(exact * (1 - exact) / members)


def test_the_two_phase_siege_flips_the_winner() -> None:
    # network.json: siege_two_phase: x is the besieged; from day 30 supply cuts its effect to 0.4
    grown, step = 1e4, 0.05
    lay = layout(line(2), [1.0, 0.0], step=step)
    law = {"power_exponent": 1.0, "loss_besieged": 0.01, "loss_besieger": 0.012}
    war = params(
        lay, numbers(900 * grown, 1000 * grown, **law, half=[1e-6, 0.5], inflow=[1.0, 0.4], stock=[1.0, 1 / 3])
    )
    first = follow([assault.step], war, 1, 600, lambda s: s)
    middle = _first(first)
    assert np.array(middle.strength) / grown == pytest.approx([582.52, 779.60], rel=0.01)
    last = follow([_tempo_one, supply.step, assault.step], war, 1, 6000, lambda s: s.strength, first=middle)[0] / grown
    assert last == pytest.approx([218.175, 0.0], abs=0.01 * 900)
    uncut = follow([assault.step], war, 1, 6000, lambda s: s.strength, first=middle)[0] / grown
    assert uncut == pytest.approx([0.0, 570.088], abs=0.01 * 1000)


def _tempo_one(key: object, state: object, params: object, given: object) -> tuple:
    del key, params, given
    return state._replace(today=state.today._replace(tempo=jnp.ones(2, jnp.float32))), None


def _voters(border: np.ndarray, held: list[float], p: float, daily: float) -> object:
    lay = layout(border, held)
    return params(lay, numbers(1000 * p, 1000 * (1 - p), contest_rate=daily, buildings_exponent=0.0))


def _effective_odds(p: float, daily: float) -> float:
    """Odds that a day's one net change is a loss: a zone holds one building, so two wins on one day are one."""
    up, down = -np.expm1(-daily * p), -np.expm1(-daily * (1 - p))
    return down * (1 - up) / (up * (1 - down))


@pytest.mark.parametrize(
    ("zones", "n", "p", "exact", "duration"),
    [
        (10, 5, 0.55, 0.731717, 23.17174),  # smith_stam.json: ruin 10,5,.55
        (10, 3, 0.6, 0.716122, 20.806118),  # smith_stam.json: ruin 10,3,.6
        (5, 2, 0.4, 0.189573, 5.260664),  # smith_stam.json: ruin 5,2,.4
    ],
)
def test_one_building_a_zone_on_a_line_is_gamblers_ruin(
    zones: int, n: int, p: float, exact: float, duration: float
) -> None:
    members, daily, days = 3000, 0.1, 1200
    war = _voters(line(zones), [1.0] * n + [0.0] * (zones - n), p, daily)

    def stepped(key: object, state: object, params: object, given: object) -> tuple:
        over = (jnp.sum(state.held) < 0.5) | (jnp.sum(state.held) > zones - 0.5)
        moved, info = assault.step(key, state, params, given)
        return moved._replace(food=state.food + jnp.where(over, 0.0, 1.0)), info  # counts the days it lasted

    total, lasted = follow([stepped], war, members, days, lambda s: (jnp.sum(s.held), s.food - ready(war).food))
    assert np.mean((total == 0) | (total == zones)) > 0.99  # the few still fighting are too few to matter
    won, r = (total == zones).mean(), _effective_odds(p, daily)
    daily_exact = (1 - r**n) / (1 - r**zones)
    assert abs(won - daily_exact) < FOUR * np.sqrt(exact * (1 - exact) / members)
    assert daily_exact == pytest.approx(exact, abs=0.01)  # the day's length is the only difference
    up, down = -np.expm1(-daily * p), -np.expm1(-daily * (1 - p))
    moves = up * (1 - down) + down * (1 - up)  # chance that a day moves the front
    assert lasted.mean() * moves == pytest.approx(duration, rel=0.06)


@pytest.mark.parametrize("red", [(0, 1), (4, 5), (0, 5)])
def test_the_number_of_zones_walks_alike_on_any_graph(red: tuple[int, int]) -> None:
    # urban.json: edge_voter_any_graph: six nodes, r = 1.5, two red: .609023
    border = np.zeros((6, 6))
    for u, v in [(0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (4, 5)]:
        border[u, v] = border[v, u] = 1.0
    members, daily = 5000, 0.1
    war = _voters(border, [float(z in red) for z in range(6)], 0.6, daily)
    total = follow([assault.step], war, members, 500, lambda s: jnp.sum(s.held))
    assert np.mean((total == 0) | (total == 6)) > 0.99
    r = _effective_odds(0.6, daily)
    daily_exact = (1 - r**2) / (1 - r**6)
    assert abs((total == 6).mean() - daily_exact) < FOUR * np.sqrt(0.609 * 0.391 / members) + 0.002
    assert daily_exact == pytest.approx(0.609023, abs=0.01)  # the day's length is the only difference
    assert float(win(2, 6, 0.6)) == pytest.approx(0.609023, abs=1e-6)


def test_front_speed_and_variance() -> None:
    # urban.json: front_speed: p = .6, lambda = .3: mean .06 and variance .3 buildings a day
    size, days, members = 100_000.0, 200, 4096
    lay = layout(line(2), [1.0, 0.0], buildings=size)
    war = params(lay, numbers(600.0, 400.0, contest_rate=0.3, buildings_exponent=0.0))
    gained = follow([assault.step], war, members, days, lambda s: jnp.sum(jnp.round(s.held * size)) - size)
    assert abs(gained.mean() / days - 0.06) < FOUR * np.sqrt(0.3 / days / members)
    assert gained.var() / days == pytest.approx(0.3, rel=FOUR * np.sqrt(2 / members))


def test_splitting_a_zone_changes_no_loss() -> None:
    whole = np.array([[0, 1.0], [1.0, 0]])
    split = np.array([[0, 0.5, 0.5], [0.5, 0, 0], [0.5, 0, 0]])
    law = {"power_exponent": 0.45, "persons_exponent": 0.73, "loss_besieger": 0.05, "loss_besieged": 0.05}
    lost = []
    for border, held in ((whole, [1.0, 0.0]), (split, [1.0, 0.0, 0.0])):
        war = params(layout(border, held), numbers(9000.0, 6000.0, **law))
        lost.append(follow([assault.step], war, 256, 1, lambda s: s.lost))
    assert lost[0] == pytest.approx(lost[1], abs=1.0)  # one person: rounding of a float
    expected = [0.05 * 1000 * 6**0.45 * 9**0.73, 0.05 * 1000 * 9**0.45 * 6**0.73]
    # a day's losses are binomial with chance 1 - exp(-hazard)
    daily = [n * -np.expm1(-x / n) for n, x in zip((9000.0, 6000.0), expected, strict=True)]
    assert lost[0].mean(axis=0) == pytest.approx(daily, rel=0.01)


def test_an_uncovered_front_gives_way_and_a_covered_one_does_not() -> None:
    def taken(defenders: float) -> float:
        lay = layout(line(2), [1.0, 0.0], buildings=1000.0)
        war = params(lay, numbers(1000.0, defenders, pursuit_rate=10.0, cover=1.0, buildings_exponent=0.5))
        return float(follow([assault.step], war, 64, 5, lambda s: jnp.sum(s.held)).mean()) - 1.0

    assert taken(1.0) > 0.5
    assert taken(5000.0) < 0.01


def test_given_control_is_taken_as_it_was() -> None:
    war = _voters(line(4), [1.0, 1.0, 0.0, 0.0], 0.5, 5.0)
    known = nothing(war.layout)._replace(held=jnp.array([1.0, 0.0, 1.0, 0.0]), held_known=jnp.bool_(True))
    held, changed = follow([assault.step], war, 16, 3, lambda s: (s.held, s.changed_day), known)
    assert np.all(held == [1.0, 0.0, 1.0, 0.0])
    assert np.all(changed == [-1, 0, 0, -1])
