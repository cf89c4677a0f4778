"""The war looked ahead: closed forms and exact induction of games/, figures of bargaining while fighting, symmetry."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.games import forts, settlement, walk
from corridor.games.belief import Belief
from corridor.model.prospect import BATTLES, Terms, Views, finish, prospect


@partial(jax.jit, static_argnames=("steps", "battles", "reflecting"))
def _all(rows, holding, steps, battles, reflecting):
    def one(front, mean, weight, cost, talk, discount, relief):
        terms = Terms(discount, relief, talk, cost, holding)
        return prospect(front, Views(mean, weight), terms, steps, battles, reflecting)

    return jax.vmap(one)(*rows)


def ahead(
    front,
    means,
    weights,
    costs,
    talk=0.0,
    discount=1.0,
    relief=0.0,
    holding=0.0,
    steps=10,
    battles=64,
    reflecting=False,
):
    """Values and expected battles, every argument an array over wars or one figure for all."""
    shape = np.broadcast_shapes(*(np.shape(x) for x in (front, talk, discount, relief)), np.shape(means)[:-1])
    size = int(np.prod(shape))

    def spread(x, tail=()):
        flat = np.broadcast_to(np.asarray(x, np.float32), (*shape, *tail)).reshape(-1, *tail)
        # Padded to few lengths, so that few programs are compiled.
        return jnp.asarray(np.concatenate([flat, np.repeat(flat[:1], -size % 64, axis=0)]))

    rows = [spread(front), *(spread(x, (2,)) for x in (means, weights, costs)), *map(spread, (talk, discount, relief))]
    out = _all(rows, jnp.float32(holding), steps, battles, reflecting)
    return np.asarray(out.value)[:size].reshape(*shape, 2), np.asarray(out.battles)[:size].reshape(shape)


def test_a_war_to_the_finish_under_a_belief():
    """smith_stam.json: beta_war_value.W, .E_dur."""
    value, battles = ahead(5.0, [0.6, 0.6], 10.0, 0.005)
    assert value[0] == pytest.approx(0.637944, abs=5e-4)
    assert battles == pytest.approx(16.5108, abs=0.15)


@pytest.mark.parametrize(("talk", "surplus"), [(0.1, 0.112064), (0.5, 0.0278873), (1.0, 0.014)])
def test_common_odds_settle_at_once_and_the_share_does_not_depend_on_talks(talk, surplus):
    """smith_stam.json: talk_frequency.by_r.*.surplus and .VA; a belief of great weight is a known chance."""
    value, _ = ahead(4.0, [0.55, 0.55], 1e6, [0.008, 0.006], talk)
    assert 1.0 - value.sum() == pytest.approx(surplus, abs=2e-4)
    assert value[0] + 0.5 * (1.0 - value.sum()) == pytest.approx(0.613827, abs=2e-4)


def test_range_of_agreements_when_it_is_now_or_never():
    """smith_stam.json: range_common.low, .high."""
    value, _ = ahead(4.0, [0.55, 0.55], 1e6, [0.008, 0.006])
    assert (value[0], 1.0 - value[1]) == (pytest.approx(0.447517, abs=1e-3), pytest.approx(0.780138, abs=1e-3))


@pytest.mark.parametrize(("p", "peak", "surplus"), [(0.5, 5, 0.35), (0.55, 4, 0.332620), (0.65, 3, 0.254655)])
def test_ripeness_is_greatest_where_the_war_is_longest(p, peak, surplus):
    """ripeness.json: surplus.*.argmax, .maximum, with costs 0.008 and 0.006."""
    n = np.arange(1.0, 10.0)
    value, _ = ahead(n, np.full((9, 2), p), 1e6, [0.008, 0.006])
    found = 1.0 - value.sum(axis=-1)
    assert n[found.argmax()] == peak
    assert found.max() == pytest.approx(surplus, abs=2e-4)


@pytest.mark.parametrize(("talk", "period"), [(0.0, 22), (0.02, 26), (0.1, 30), (0.5, 36), (1.0, 38)])
def test_optimists_settle_after_the_battles_that_taught_them(talk, period):
    """First settlement at five forts of ten, priors 0.7 and 0.3 of weight 10, cost 0.01 each: COUPLING section 4.

    The war stands at five after every even number of battles, half of them won.
    """
    t = np.arange(0.0, 44.0, 2.0)
    means = np.stack([(7.0 + t / 2) / (10.0 + t), (3.0 + t / 2) / (10.0 + t)], axis=-1)
    value, _ = ahead(np.full_like(t, 5.0), means, (10.0 + t)[:, None] * np.ones(2), 0.01, talk)
    assert t[(1.0 - value.sum(axis=-1) >= 0.0).argmax()] == period


def test_settlement_by_forts_held():
    """smith_stam.json: bargain_while_fighting.R.first_settle_t_by_n, priors 7, 3 and 3, 7, talks before all battles."""
    expected = {1: 28, 2: 31, 3: 34, 4: 37, 5: 38, 6: 37, 7: 34, 8: 31, 9: 28}
    for n, period in expected.items():
        t = np.arange(abs(n - 5), 44, 2).astype(float)
        won = (t + n - 5) / 2
        means = np.stack([(7.0 + won) / (10.0 + t), (3.0 + won) / (10.0 + t)], axis=-1)
        value, _ = ahead(np.full_like(t, n), means, (10.0 + t)[:, None] * np.ones(2), 0.01, 1.0)
        assert t[(1.0 - value.sum(axis=-1) >= 0.0).argmax()] == period


GRID = np.array(
    [
        (g, r, w, v, talk, d, rho, k, c)
        for g in (0.2, 0.5, 0.65, 0.8)
        for r in (0.2, 0.35, 0.65)
        for w, v in ((4.0, 4.0), (20.0, 20.0), (4.0, 20.0))
        for talk in (0.0, 0.02, 0.1, 0.5, 1.0)
        for d in (0.8, 0.95, 1.0)
        for rho in (0.0, 0.02)
        for k, c in ((0.03, 0.005),)
    ]
)


def _exact(rows, reflecting, battles):
    g, r, w, v, talk, d, rho, k, c = rows.T
    war = forts.War(12, k, c, d, rho, reflecting)
    found = settlement.opening(war, Belief(g * w, (1 - g) * w), Belief(r * v, (1 - r) * v), talk, battles=battles)
    return np.stack([found.besieger, found.besieged], axis=-1)


def _ours(rows, fronts, **edge):
    g, r, w, v, talk, d, rho, k, c = (x[:, None] for x in rows.T)
    pair = partial(np.stack, axis=-1)
    at = np.broadcast_to(fronts, (len(rows), len(fronts)))
    both = [np.broadcast_to(pair(x), (*at.shape, 2)) for x in ((g, r), (w, v), (k, c))]
    return ahead(at, *both, talk, d, rho, steps=12, **edge)[0]


def test_error_against_exact_induction():
    """Absorbing edges: at most 0.0082 over 6,000 wars (five means a side, weights 4 and 20, talks 0 to 1, discount 0.8
    to 1, relief 0 and 0.02), at any step; here a part of them. With a discount of 0.95 or less, at most 0.0003."""
    fronts = np.arange(1.0, 12.0)
    exact, ours = _exact(GRID, False, 500)[:, 1:12], _ours(GRID, fronts, battles=BATTLES)
    error = np.abs(ours - exact).max(axis=(1, 2))
    assert error.max() < 0.0085
    assert error[GRID[:, 5] <= 0.95].max() < 0.0003


def _reflecting(discount):
    """Wars of one discount, talks seldom, now and then and always, and no relief."""
    rows = GRID[(GRID[:, 5] == 1.0) & (GRID[:, 6] == 0.0)][::2].copy()
    rows[:, 5] = discount
    return rows


@pytest.mark.parametrize(
    ("discount", "at_edge", "at_nine"),
    [(0.8, 0.004, 1e-4), (0.9, 0.017, 3e-4), (0.95, 0.043, 0.0035), (0.97, 0.085, 0.01), (0.98, 0.15, 0.04),
     (0.99, 0.56, 0.15)],
)  # fmt: skip
def test_error_where_the_lower_edge_reflects(discount, at_edge, at_nine):
    """There the front alone doesn't tell the record: the error grows with the discount, and towards the edge."""
    rows, fronts = _reflecting(discount), np.array([0.0, 2.0, 5.0, 9.0])
    exact = _exact(rows, True, 160)[:, fronts.astype(int)]
    error = np.abs(_ours(rows, fronts, battles=BATTLES, reflecting=True) - exact).max(axis=(0, 2))
    assert 0.5 * at_edge < error[0] < at_edge
    assert (np.diff(error) <= 1e-6).all() and error[3] < at_nine


def test_battles_looked_ahead_explain_the_error_of_absorbing_edges_and_not_of_a_reflecting_one():
    patient = GRID[GRID[:, 5] == 1.0][::2]
    exact = _exact(patient, False, 500)[:, 1:12]
    error = {n: np.abs(_ours(patient, np.arange(1.0, 12.0), battles=n) - exact).max() for n in (BATTLES, 2 * BATTLES)}
    assert error[2 * BATTLES] < 0.1 * error[BATTLES]
    for discount, left in ((0.95, 0.95), (0.99, 0.7)):
        rows, front = _reflecting(discount)[::4], np.zeros(1)
        exact = _exact(rows, True, 200)[:, :1]
        error = {
            n: np.abs(_ours(rows, front, battles=n, reflecting=True) - exact).max() for n in (BATTLES, 4 * BATTLES)
        }
        assert error[4 * BATTLES] > left * error[BATTLES]


def test_between_two_steps_the_value_is_between_theirs():
    value, battles = ahead(np.array([4.0, 4.25, 5.0]), [[0.6, 0.45]] * 3, 8.0, 0.01, 0.1, 0.9, steps=12)
    assert value[1] == pytest.approx(0.75 * value[0] + 0.25 * value[2], abs=1e-5)
    assert battles[1] == pytest.approx(0.75 * battles[0] + 0.25 * battles[2], abs=1e-4)


def test_exchanging_the_sides_exchanges_the_values():
    n = np.array([1.0, 2.5, 6.0, 9.0])
    one = np.array([[0.6, 0.45], [0.3, 0.2], [0.8, 0.5], [0.5, 0.5]])
    weights, costs = np.array([6.0, 14.0]), np.array([0.02, 0.005])
    for holding in (0.0, 1.0):
        here, long = ahead(n, one, weights, costs, 0.2, 0.95, holding=holding, steps=12)
        there, as_long = ahead(
            12 - n, 1 - one[:, ::-1], weights[::-1], costs[::-1], 0.2, 0.95, holding=holding, steps=12
        )
        assert here == pytest.approx(there[:, ::-1], abs=2e-5)
        assert long == pytest.approx(as_long, abs=2e-4)


@pytest.mark.parametrize("reflecting", [False, True])
@pytest.mark.parametrize("talk", [0.0, 0.3, 1.0])
def test_with_one_belief_and_no_cost_the_prize_is_shared_whole(reflecting, talk):
    n = np.array([1.0, 3.0, 7.0, 11.0])
    means = np.array([[0.4, 0.4], [0.55, 0.55], [0.5, 0.5], [0.7, 0.7]])
    value, _ = ahead(n, means, 12.0, 0.0, talk, 0.9, 0.01, 1.0, 12, reflecting=reflecting)
    assert value.sum(axis=-1) == pytest.approx(1.0, abs=1e-5)


def test_at_even_odds_ground_that_pays_while_held_is_worth_its_share():
    n = np.arange(1.0, 12.0)
    value, _ = ahead(n, np.full((11, 2), 0.5), 1e6, 0.0, 0.4, 0.85, holding=1.0, steps=12)
    assert value[:, 0] == pytest.approx(n / 12, abs=1e-5)


@pytest.mark.parametrize("reflecting", [False, True])
def test_closed_form_is_the_walk_to_the_finish(reflecting):
    p, discount, relief = (x.ravel() for x in np.meshgrid([0.02, 0.4, 0.5, 0.61, 0.98], [0.3, 0.9, 0.99], [0.0, 0.05]))
    exact = walk.finish(12, p, discount, relief, reflecting)
    n = np.arange(0 if reflecting else 1, 12)
    single = [jnp.asarray(x, jnp.float32)[:, None] for x in (p, discount, relief)]
    end = finish(single[0], jnp.asarray(n, jnp.float32)[None], *single[1:], jnp.float32(0.0), 12, reflecting)
    assert np.asarray(end.ground) == pytest.approx(exact.win[:, n], abs=2e-4)
    assert np.asarray(end.kept) == pytest.approx(exact.loss[:, n], abs=2e-4)
    assert np.asarray(end.battles) == pytest.approx(exact.length[:, n], rel=2e-3)


@pytest.mark.parametrize("reflecting", [False, True])
def test_closed_form_with_ground_that_pays_solves_the_recursion(reflecting):
    p, d, rho = 0.57, 0.93, 0.01
    n = np.arange(13.0)
    end = finish(jnp.full(13, p), jnp.asarray(n, jnp.float32), jnp.float32(d), jnp.float32(rho), jnp.float32(1), 12,
                 reflecting)  # fmt: skip
    ground, kept = np.asarray(end.ground, np.float64), np.asarray(end.kept, np.float64)
    up, down = np.append(ground[2:], np.nan), ground[:-1].copy()
    inside = (1 - d) * n[1:12] / 12 + d * (1 - rho) * (p * up[:11] + (1 - p) * down[:11])
    assert ground[1:12] == pytest.approx(inside, abs=1e-5)
    if reflecting:
        assert ground[0] == pytest.approx(d * (1 - rho) * (p * ground[1] + (1 - p) * ground[0]), abs=1e-5)
    assert (ground + kept)[1:12] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("reflecting", [False, True])
def test_no_belief_front_or_term_at_its_edge_breaks_it(reflecting):
    edges = [(m, w, n, r, d, rho) for m in (1e-5, 1 - 1e-5) for w in (0.5, 1e3) for n in (-1.0, 0.0, 11.9, 12.0)
             for r in (0.0, 1.0) for d in (1e-5, 0.9995) for rho in (0.0, 1.0)]  # fmt: skip
    m, w, n, r, d, rho = np.array(edges).T
    pair = partial(np.stack, axis=-1)
    value, battles = ahead(n, pair((m, 1 - m)), pair((w, w)), 0.01, r, d, rho, 1.0, 12, reflecting=reflecting)
    assert np.isfinite(value).all() and np.isfinite(battles).all()


def test_one_member_alone_is_what_it_is_in_a_batch():
    views, terms = Views(jnp.array([0.6, 0.4]), jnp.array([8.0, 8.0])), Terms(*map(jnp.float32, (0.9, 0.01, 0.2)),
        jnp.array([0.02, 0.01]), jnp.float32(1.0))  # fmt: skip
    alone = jax.jit(prospect)(jnp.float32(3.3), views, terms)
    batch = jax.jit(jax.vmap(lambda n: prospect(n, views, terms)))(jnp.array([3.3, 7.0]))
    assert np.asarray(batch.value[0]) == pytest.approx(np.asarray(alone.value), abs=1e-6)
