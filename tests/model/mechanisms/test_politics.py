"""Politics against the replicator's straight line in log odds and the marginal of a two-state chain."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.special import logit

from corridor.games import factions
from corridor.model.choice import accepts, hardliners
from corridor.model.mechanisms import politics
from model.parley import changed, finite, parley, told
from model.support import live, morning, nothing

HARD_SOFT = {"faction": [1.0, 1.0, 0.0, 0.0], "hardness": [1.0, 0.0, 0.0, 0.0]}


def power(state):
    return state.talks.power


def days(known, state, count, **given):
    last, seen, logp = live(known, nothing(known.layout, count, **given), 1, "politics", first=state, see=power)
    assert finite(last) and np.all(logp == 0.0)
    return np.asarray(seen)[:, 0]


def shares(*rows):
    """Powers of four factions a party, one party after another."""
    return np.concatenate([np.pad(np.array(row), (0, 4 - len(row))) for row in rows])


def test_news_moves_powers_along_the_replicator():
    # spatial.json: faction_replicator.w0, .uh, .ur, .w1, .w10
    layout = HARD_SOFT | {"hardness": [0.2, -0.1, 0.0, 0.0]}
    numbers = {"talks.faction.power": shares([0.4, 0.6], [0.5, 0.5]), "talks.politics.breach_news": 1.0}
    known = parley(numbers, **layout)
    seen = days(known, told(known, news=[1.0, 0.0, 0.0]), 10)[:, 0]
    assert seen[0] == pytest.approx([0.4736581349179713, 0.5263418650820287, 0, 0], abs=1e-6)
    assert seen[9, 0] == pytest.approx(0.9305090253099674, abs=1e-5)
    assert seen[9, :2] == pytest.approx(factions.replicator([0.4, 0.6], [0.2, -0.1], steps=10), abs=1e-5)


@pytest.mark.parametrize(("news", "moves"), [(2.0, 2.0 * 0.3), (-2.0, -2.0 * 0.1), (0.0, 0.0)])
def test_breaches_harden_more_than_kept_promises_soften_and_only_those_who_see_them(news, moves):
    law = {"talks.politics.breach_news": 0.3, "talks.politics.kept_news": 0.1}
    known = parley(law | {"talks.faction.power": shares(*[[0.5, 0.5]] * 3)}, parties=3, **HARD_SOFT)
    seen = days(known, told(known, news=[news, 0.0, 0.0]), 1)[0]
    assert logit(seen[:, 0]) == pytest.approx([moves, 0.0, 0.0], abs=1e-5)


@pytest.mark.parametrize(
    ("refuse", "front", "moves"),
    [
        ([0.7, 0.2], 0.0, [-0.3, -0.8]),
        ([2.0, -0.4], 0.0, [0.0, -1.0]),
        ([0.0, 0.0], 0.6, [0.0, -0.6]),
        ([0.0, 0.0], -0.1, [-0.1, 0.0]),
    ],
)
def test_the_prospect_of_defeat_softens_a_camp(refuse, front, moves):
    numbers = {"talks.politics.prospect_news": 1.0, "talks.faction.power": shares(*[[0.5, 0.5]] * 3)}
    known = parley(numbers, parties=3, principal=np.eye(2, 3), **HARD_SOFT)
    values = morning(known).talks.values._replace(refuse=np.array([*refuse, 0.3], np.float32))
    seen = days(known, changed(morning(known), values=values, front=front), 1)[0]
    assert logit(seen[:, 0]) == pytest.approx([*moves, 0.0], abs=1e-5)


def test_without_news_power_follows_the_chance_of_control_in_a_two_state_chain():
    # screening.json: faction_hmm.P, .stationary_realist
    switch = np.array([[0.95, 0.05], [0.1, 0.9]])
    start = factions.stationary(switch)
    assert start[0] == pytest.approx(0.6666666666666667)
    rate = -np.log(np.linalg.eigvals(switch).real.min())
    known = parley({"talks.faction.power": shares(start, start), "talks.politics.return_rate": rate}, **HARD_SOFT)
    seen = days(known, changed(morning(known), power=[0.0, 1.0, 0.0, 0.0]), 80)[:, 1, :2]
    chain = [np.array([0.0, 1.0]) @ np.linalg.matrix_power(switch, n) for n in range(1, 81)]
    np.testing.assert_allclose(seen, chain, atol=1e-5)
    assert seen[-1, 0] == pytest.approx(0.6666666666666667, abs=1e-5)


def test_the_calendar_gives_power_on_its_day():
    known = parley({"talks.faction.power": shares([0.5, 0.3, 0.2], [1.0])}, faction=[1.0, 1.0, 1.0, 0.0])
    given = nothing(known.layout, 3)
    shift = np.zeros((3, 2, 4), np.float32)
    shift[1, 0, 2] = 1.5
    seen = days(known, morning(known), 3, talks=given.talks._replace(calendar=shift))[:, 0]
    grown = np.array([0.5, 0.3, 0.2, 0.0]) * np.exp([0.0, 0.0, 1.5, 0.0])
    np.testing.assert_allclose(seen[0], [0.5, 0.3, 0.2, 0.0], atol=1e-6)
    np.testing.assert_allclose(seen[2], grown / grown.sum(), atol=1e-6)


def test_powers_stay_shares_under_any_news_and_padding_stays_empty():
    law = {"talks.politics.breach_news": 10.0, "talks.politics.kept_news": 10.0, "talks.politics.prospect_news": 1.0,
           "talks.politics.return_rate": 0.3}  # fmt: skip
    layout = {"faction": [[1, 1, 1, 1], [1, 0, 0, 0], [0, 0, 0, 0]], "hardness": [[1, 0.5, -0.5, -1]] * 3,
              "party": [1.0, 1.0, 0.0], "view": [[1, 0, 0], [0, 1, 0], [0, 0, 0]]}  # fmt: skip
    known = parley(law | {"talks.faction.power": 0.25}, parties=3, **layout)
    for news in (20.0, -20.0):
        seen = days(known, told(known, news=news), 30)
        np.testing.assert_allclose(seen.sum(axis=2), np.broadcast_to([1.0, 1.0, 0.0], seen.shape[:2]), atol=1e-5)
        assert np.all(seen >= 0.0) and np.all(seen[:, 2] == 0.0)
    assert np.all(politics.first_power(known)[2] == 0.0)


def test_a_party_accepts_by_the_logit_of_its_factions_weighted_by_power():
    gain, noise, weight = jnp.float32([0.1, -0.05, 0.0]), jnp.float32(0.06), jnp.float32(0.2)
    shared = jnp.float32([[0.3, 0.7], [1.0, 0.0], [0.0, 0.0]])
    hard = jnp.float32([[1.0, -0.5], [0.0, 0.0], [0.0, 0.0]])
    mixed = 0.3 / (1 + np.exp((0.2 - 0.1) / 0.06)) + 0.7 / (1 + np.exp((-0.1 - 0.1) / 0.06))
    plain = 1 / (1 + np.exp(0.05 / 0.06))
    np.testing.assert_allclose(accepts(gain, shared, hard, noise, weight), [mixed, plain, 0.0], rtol=1e-5)
    # Without noise: the power of those who gain (games.factions.accepts asks whether that is enough).
    np.testing.assert_allclose(accepts(gain, shared, hard, jnp.float32(0.0), weight), [0.7, 0.0, 0.0], atol=1e-6)
    assert factions.accepts([0.3, 0.7], [0.1 - 0.2, 0.1 + 0.1], 0.7)
    assert not factions.accepts([0.3, 0.7], [0.1 - 0.2, 0.1 + 0.1], 0.71)
    np.testing.assert_allclose(hardliners(shared, hard), [0.3, 0.0, 0.0], rtol=1e-6)
