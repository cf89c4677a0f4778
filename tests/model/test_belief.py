"""Beliefs: the hold over groups, what each type delivers, what is expected; and each true type found from its days."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.belief import belief, delivery, expected, trust
from corridor.model.state import Mechanism, nothing_given
from corridor.rng import decision_key
from corridor.scenario.kinds import LEVERS
from model.parley import changed, parley, told
from model.support import live, morning

ABLE, UNABLE, PRESERVING = range(3)
TYPES = {"able": 0.34, "unable": 0.33, "preserving": 0.33}
TRIES = {"try_able": 0.95, "try_unable": 0.9, "try_preserving": 0.15, "unable_success": 0.1}
SPONSOR = {f"talks.party.{k}": v for k, v in TYPES.items()} | {f"talks.agreements.{k}": v for k, v in TRIES.items()}


def lever(*names):
    grid = np.zeros((len(LEVERS), len(names)))
    grid[[LEVERS.index(name) for name in names], range(len(names))] = 1.0
    return grid


def separation(leverage, named, capability=0.5, **layout):
    """One provision: party 0 is to separate the named groups, over which it has this leverage."""
    numbers = SPONSOR | {"talks.sponsor.leverage": leverage, "talks.provision.capability": capability,
                         "group.command_share": [0.0, 0.6], "group.independence": [0.25, 0.0]}  # fmt: skip
    return parley(numbers, lever=lever("separate"), clients=1.0, once=1.0, provision_group=[named],
                  leverage_party=[[1.0, 0.0]] * 2, leverage_group=np.eye(2), **layout)  # fmt: skip


def test_hold_is_leverage_less_what_the_spoilers_command_takes_from_those_who_are_not_their_own_masters():
    for joint, spoiler, left in (
        ([0.0, 0.0], [0.0, 1.0], 1.0),
        ([1.0, 1.0], [0.0, 1.0], 1 - 0.6 * 0.75),
        ([1.0, 1.0], [0.0, 0.0], 1.0),
        ([0.0, 1.0], [0.0, 1.0], 1.0),
    ):
        known = separation([0.8, -0.5], [1.0, 0.0], joint=joint, spoiler=spoiler)
        held = np.asarray(known.weights.hold)
        assert held[0, 0] == pytest.approx(0.8 * left, rel=1e-6)
        assert held[0, 1] == 0.0  # egged on, not held
        assert np.all(held[1] == 0.0)


def test_a_separation_goes_at_the_pace_of_the_group_held_least():
    one = separation([0.8, 0.3], [1.0, 0.0]).weights.success[0]
    np.testing.assert_allclose(one, np.array([1.0, 0.1, 1.0]) * 0.5 * 0.8, rtol=1e-5)
    assert np.all(separation([0.8, 0.0], [1.0, 1.0]).weights.success == 0.0)


@pytest.mark.parametrize("p", [0.02, 0.1, 0.4, 0.8, 1.0])
def test_several_groups_take_as_long_as_the_last_of_them(p):
    # Mean of the largest of two geometric times: 2/p - 1/(1 - (1 - p)²)
    both = float(separation([p, p], [1.0, 1.0], capability=1.0).weights.success[0, ABLE])
    assert 1 / both == pytest.approx(2 / p - 1 / (1 - (1 - p) ** 2), rel=0.07)


def test_delivery_is_try_times_success_and_expected_its_mean_over_belief():
    known = parley(SPONSOR | {"talks.provision.capability": [0.8, 0.5]}, provisions=2, clients=[0.0, 1.0],
                   obligor=[[1.0, 0.0], [0.0, 1.0]])  # fmt: skip
    np.testing.assert_allclose(known.weights.attempts, [0.95, 0.9, 0.15], rtol=1e-6)
    each = np.array([[0.95 * 0.8, 0.9 * 0.8, 0.15 * 0.8], [0.95 * 0.5, 0.9 * 0.05, 0.15 * 0.5]])
    np.testing.assert_allclose(delivery(known), each, rtol=1e-5)
    record = np.zeros((3, 2, 3))
    record[1, 0] = np.log([0.5, 0.25, 0.125])
    state = changed(morning(known), record=record)
    prior = np.array([0.34, 0.33, 0.33])
    seen = prior * [0.5, 0.25, 0.125] / (prior @ [0.5, 0.25, 0.125])
    np.testing.assert_allclose(belief(state.talks, known)[1, 0], seen, rtol=1e-5)
    np.testing.assert_allclose(expected(state.talks, known)[:, 0], [each[0] @ prior, each[0] @ seen, each[0] @ prior],
                               rtol=1e-5)  # fmt: skip
    np.testing.assert_allclose(expected(state.talks, known)[:, 1], each[1] @ prior, rtol=1e-5)
    assert float(trust(state.talks, known)[1, 0]) == pytest.approx(
        seen @ [1.0, 0.9 * 0.1 / 0.95, 0.15 / 0.95], rel=1e-5
    )


def test_a_type_of_no_weight_stays_out_however_well_it_would_explain():
    known = parley(SPONSOR | {"talks.party.able": 0.0})
    state = changed(morning(known), record=np.broadcast_to([0.0, -500.0, -501.0], (3, 2, 3)))
    odds = np.exp(1.0)
    np.testing.assert_allclose(belief(state.talks, known)[0, 0], [0.0, odds / (1 + odds), 1 / (1 + odds)], rtol=1e-4)


def made_up(key, state, params, given):
    """A day under a plan of two promises that clients must follow: one to be done once, one to be kept every day."""
    del given
    talks, layout, law = state.talks, params.layout.talks, params.numbers.talks
    tries = params.weights.attempts[talks.kind[0]]
    works = params.weights.success[:, talks.kind[0]]
    pending = talks.provision == 0
    draws = jax.random.uniform(decision_key(key, "all"), (3, 2))
    due = jnp.where((layout.once == 0.0) | pending, 1.0, 0.0) * jnp.where(state.day < 10, 1.0, 0.0)
    tried = jnp.where(draws[0] < tries, due, 0.0)
    done = jnp.where(draws[1] < works, tried, 0.0)
    closing = due * jnp.where((layout.once == 0.0) | (done > 0.0) | (state.day == 9), 1.0, 0.0)
    chance = jnp.where(done > 0.0, law.provision.specificity, 1.0 - law.provision.sensitivity)
    kept = jnp.where(draws[2] < chance, closing, 0.0)
    seen = dict(due=due, tried=tried, done=done, seen_kept=kept, seen_broken=closing - kept)
    today = talks.today._replace(**seen, tries_seen=due * law.learning.tries_seen)
    provision = jnp.where(done > 0.0, 1, talks.provision)
    return state._replace(talks=talks._replace(today=today, provision=provision)), nothing_given()


def medians(true, camp, observed=1.0, **more):
    """Median posterior of each type, in the view of the other camp, after a plan of ten days."""
    numbers = SPONSOR | {"talks.provision.capability": [0.35, 0.9], "talks.provision.sensitivity": 0.8,
                         "talks.provision.specificity": 0.95, "talks.learning.attribution": 0.8,
                         "talks.learning.partiality": 0.15, "talks.learning.tries_seen": 1.0}  # fmt: skip
    view = [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]] if camp == 0 else [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]
    known = parley(numbers | {f"talks.{k}": v for k, v in more.items()}, provisions=2, once=[1.0, 0.0],
                   clients=1.0, view=view, observed=observed)  # fmt: skip
    first = changed(told(known), kind=true)
    last, _, _ = live(known, 11, 600, Mechanism("made_up", made_up), "learning", first=first)
    seen = jax.vmap(lambda talks: belief(talks, known)[1 - camp, 0])(last.talks)
    return np.median(np.asarray(seen), axis=0)


@pytest.mark.parametrize("camp", [0, 1])
@pytest.mark.parametrize("true", range(3))
def test_a_sponsors_true_type_is_found_where_tries_and_results_are_seen(true, camp):
    assert medians(true, camp)[true] > 0.8


@pytest.mark.parametrize("true", [UNABLE, PRESERVING])
def test_results_alone_do_not_tell_the_unable_from_those_who_preserve_the_force(true):
    blurred = medians(true, 0, **{"learning.tries_seen": 0.0})
    assert blurred[ABLE] < 0.1 and np.all(blurred[1:] < 0.8)
    # Where both deliver equally seldom, nothing that is seen ever moves the odds between them.
    same = medians(true, 0, **{"learning.tries_seen": 0.0, "agreements.unable_success": 0.15 / 0.9})
    assert same[UNABLE] == pytest.approx(same[PRESERVING], abs=1e-3)


def test_who_sees_nothing_stays_at_the_prior():
    for true in range(3):
        np.testing.assert_allclose(medians(true, 1, observed=0.0), [0.34, 0.33, 0.33], atol=1e-5)
