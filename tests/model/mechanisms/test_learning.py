"""Learning against Bayes in closed form: clocks, reports of known quality, screening, disputed blame, battles."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.special import expit, logit, roots_jacobi

from corridor.games import deterrence, mediator, reputation, screening, spoiler
from corridor.model.belief import belief, expected
from corridor.model.mechanisms import learning
from corridor.rng import run_key
from corridor.scenario.kinds import LEVERS
from model.parley import changed, finite, parley, told
from model.support import ground, morning, nothing

A, U, P = 0, 1, 2
KEPT, BROKEN = {"due": 1, "done": 1, "seen_kept": 1}, {"due": 1, "seen_broken": 1}


def two(prior, able, other, **more):
    """Numbers of two types, the second called preserving, that keep a promise with these chances."""
    return {"talks.party.able": prior, "talks.party.preserving": 1 - prior, "talks.agreements.try_able": able,
            "talks.agreements.try_preserving": other} | {f"talks.{k}": v for k, v in more.items()}  # fmt: skip


@jax.jit
def _learn(state, known):
    return learning.step(run_key(0), state, known, jax.tree.map(lambda x: x[0], nothing(known.layout, 1)))[0]


def learn(known, *days, state=None):
    """The state after days of which each tells these things."""
    state = morning(known) if state is None else state
    for day in days:
        blank = {"due": 0, "done": 0, "tried": 0, "seen_kept": 0, "seen_broken": 0, "tries_seen": 0, "accepted": False}
        state = _learn(told(known, state, **(blank | day)), known)
    return state


def types(known, *days, view=2, party=0):
    return np.asarray(belief(learn(known, *days).talks, known))[view, party]


def test_the_blind_and_those_whom_nobody_told_anything_stay_at_the_prior():
    numbers = {"talks.party.able": 0.5, "talks.party.unable": 0.3, "talks.party.preserving": 0.2,
               "talks.agreements.try_unable": 0.9, "talks.agreements.try_preserving": 0.1}  # fmt: skip
    known = parley(numbers, observed=[[1.0], [0.0], [1.0]])
    assert types(known, BROKEN, BROKEN, view=1) == pytest.approx([0.5, 0.3, 0.2], rel=1e-5)
    assert types(known, {}, {}) == pytest.approx([0.5, 0.3, 0.2], rel=1e-5)
    assert types(known, BROKEN, party=1) == pytest.approx([0.5, 0.3, 0.2], rel=1e-5)  # another's promise
    assert types(known, BROKEN) == pytest.approx([0.0, 0.03 / 0.21, 0.18 / 0.21], abs=1e-5)


def test_a_scenario_without_parties_learns_nothing_and_stays_finite():
    known = parley({"talks.party.able": 0.0}, party=0.0, view=0.0, obligor=0.0, provision=0.0, faction=0.0)
    last = learn(known, {}, {"due": 1, "seen_broken": 1, "tries_seen": 1})
    assert finite(last) and np.all(last.talks.record == 0.0) and np.all(belief(last.talks, known) == 0.0)


def test_two_types_move_by_the_steps_of_the_clock():
    # screening.json: two_point_trust.up, .down, .clean_days_to_90
    known = parley(two(0.5, 0.95, 0.6))
    up, down = 0.45953232937844013, -2.079441541679835
    assert logit(types(known, KEPT)[A]) == pytest.approx(up, rel=1e-4)
    assert logit(types(known, BROKEN)[A]) == pytest.approx(down, rel=1e-4)
    assert types(known, *[KEPT] * 4)[A] < 0.9 < types(known, *[KEPT] * 5)[A]
    mixed = types(known, KEPT, BROKEN, KEPT, KEPT, BROKEN, KEPT)[A]
    assert mixed == pytest.approx(reputation.two_type(0.5, 4, 2, 0.95, 0.6), rel=1e-4)


def test_a_report_of_known_quality_moves_belief_to_the_posterior_of_verification():
    # screening.json: verification; there sensitivity is of a kept promise, here of a broken one
    quality = {"provision.specificity": 0.85, "provision.sensitivity": 0.9}
    known = parley(two(0.4, 0.9, 0.2, **quality))
    for day, reported, value in ((KEPT, True, 0.6739130434782609), (BROKEN, False, 0.16666666666666669)):
        assert types(known, day)[A] == pytest.approx(value, rel=1e-5)
        assert value == pytest.approx(screening.posterior(0.4, 0.9, 0.2, 0.85, 0.9, reported))


def test_three_types_at_the_nodes_of_a_beta_law_carry_its_trust_while_the_record_is_short():
    # screening.json: beta_trust.prior, .obs, .mean; three nodes are exact for four entries
    node, weight = roots_jacobi(3, 2, 1)
    tries = dict(zip(("try_able", "try_unable", "try_preserving"), (node + 1) / 2, strict=True))
    share = dict(zip(("able", "unable", "preserving"), weight / weight.sum(), strict=True))
    known = parley(
        {f"talks.agreements.{k}": v for k, v in tries.items()} | {f"talks.party.{k}": v for k, v in share.items()}
    )
    state, seen = morning(known), []
    for entry in (1, 1, 0, 1):
        state = learn(known, KEPT if entry else BROKEN, state=state)
        seen.append(float(expected(state.talks, known)[0, 0]))
    assert seen == pytest.approx([0.5, 0.5714285714285714, 0.5, 0.5555555555555556], rel=1e-5)
    assert seen == pytest.approx(reputation.mean(*reputation.counts(2, 3, [1, 1, 0, 1])), rel=1e-5)


def test_who_imitates_just_often_enough_leaves_belief_at_the_threshold():
    # screening.json: semi_pooling.B_imitates, .threshold
    known = parley(two(0.3, 1.0, 0.2857142857142857))
    assert types(known, KEPT)[A] == pytest.approx(0.6, rel=1e-5)
    assert screening.mimic(0.3, 0.6) == pytest.approx(0.2857142857142857)
    # bargaining.json: deterrence.bluff_prob, .critical_credibility
    known = parley(two(0.2, 1.0, 0.5147058823529413))
    signal = {"due": 1, "tried": 1, "tries_seen": 1, "done": 1}
    assert types(known, signal)[A] == pytest.approx(0.32692307692307687, rel=1e-5)
    assert deterrence.critical_credibility(0.62, 0.45, 0.1) == pytest.approx(0.32692307692307687)


@pytest.mark.parametrize(("effort", "separates"), [(0.5, False), (0.7, True), (1.1, True), (1.3, False)])
def test_a_demand_that_only_one_type_will_meet_tells_them_apart(effort, separates):
    # screening.json: riley.R, .cG, .cB, .e_min, .e_max; each type tries if the reward covers its cost
    able, other = (float(0.6 >= cost * effort) for cost in (0.5, 1.0))
    known = parley(two(0.3, able, other))
    least, most, _ = screening.riley(0.6, 0.5, 1.0)
    assert separates == (least <= effort <= most) == (0.6 <= effort <= 1.2)
    met = {"due": 1, "tried": able, "done": able, "tries_seen": 1}
    assert types(known, met)[A] == pytest.approx(1.0 if separates else 0.3, abs=1e-5)


@pytest.mark.parametrize(("unable", "separates"), [(0.0, True), (0.5, False), (1.0, False)])
def test_a_demand_that_only_one_type_can_meet_tells_them_apart(unable, separates):
    # screening.json: capacity.rule; a promise that clients must follow, kept once
    numbers = {"talks.party.able": 0.4, "talks.party.unable": 0.6, "talks.agreements.try_unable": 1.0,
               "talks.agreements.unable_success": unable}  # fmt: skip
    known = parley(numbers, clients=1.0)
    assert types(known, KEPT)[A] == pytest.approx(1.0 if separates else 0.4 / (0.4 + 0.6 * unable), rel=1e-4)
    own = parley(numbers, clients=0.0)
    assert types(own, KEPT)[A] == pytest.approx(0.4, rel=1e-5)  # what it does by itself tells nothing


@pytest.mark.parametrize(
    ("foils", "other", "after"), [(0.8, 0.3, 0.4), (0.5, 0.3, 0.625), (0.2, 0.15, 0.6871165644171778)]
)
def test_an_attack_not_foiled_costs_trust_by_the_ratio_of_failures(foils, other, after):
    # screening.json: spoiler.cases.*.trust_after_attack
    known = parley(two(0.7, foils, other))
    assert types(known, BROKEN)[A] == pytest.approx(after, rel=1e-5)
    assert spoiler.trust_after_attack(0.7, foils, other) == pytest.approx(after)
    assert types(known, KEPT)[A] == pytest.approx(spoiler.trust_after_quiet(0.7, foils, other), rel=1e-5)


def test_disputed_blame_moves_belief_by_the_chance_that_it_is_laid_to_the_obligor():
    law = {"learning.attribution": 0.7, "learning.partiality": 0.2}
    known = parley(two(0.5, 0.9, 0.3, **law), parties=3)
    bayes = reputation.two_type(0.5, 0, 1, 0.9, 0.3)
    for view, chance in ((0, 0.5), (1, 0.9), (2, 0.7)):
        assert types(known, BROKEN, view=view)[A] == pytest.approx(chance * bayes + (1 - chance) * 0.5, rel=1e-5)
        assert types(known, KEPT, view=view)[A] == pytest.approx(0.75, rel=1e-5)
    # A try that was seen is nobody's word against another's.
    idle = {"due": 1, "tries_seen": 1, "seen_broken": 1}
    assert types(known, idle, view=0)[A] == pytest.approx(0.1 / (0.1 + 0.7), rel=1e-5)


def test_the_record_is_forgotten_at_its_rate():
    known = parley(two(0.4, 0.95, 0.6, **{"learning.forgetting": 0.02}))
    after = types(known, BROKEN, *[{}] * 30)[A]
    assert after == pytest.approx(expit(logit(0.4) + np.log(0.05 / 0.4) * np.exp(-0.02 * 30)), rel=1e-4)


def test_what_is_done_once_counts_once_when_its_time_is_out():
    known = parley(two(0.5, 0.3, 0.05), once=1.0, deadline=10.0, after=0.0)
    waiting, state, value = {"due": 1}, morning(known), []
    for day in [waiting] * 9 + [BROKEN] + [{}] * 5:
        state = learn(known, day, state=state)
        value.append(float(expected(state.talks, known)[1, 0]))
    moves = np.flatnonzero(np.abs(np.diff([value[0], *value])) > 1e-6)
    assert list(moves) == [9]
    undone = np.array([0.7, 0.95]) ** 10
    assert float(belief(state.talks, known)[1, 0, A]) == pytest.approx(undone[0] / undone.sum(), rel=1e-4)


def test_time_before_what_must_come_first_is_not_held_against_anybody():
    known = parley(two(0.5, 0.3, 0.05), provisions=2, once=1.0, deadline=10.0, after=[[0.0, 0.0], [1.0, 0.0]])
    state = changed(morning(known), last_try=[5, -1])
    last = learn(known, {"due": [0, 1], "seen_broken": [0, 1]}, state=state)
    undone = np.array([0.7, 0.95]) ** (10 - 6)
    assert float(belief(last.talks, known)[1, 0, A]) == pytest.approx(undone[0] / undone.sum(), rel=1e-4)


def test_tries_and_results_count_by_the_chance_of_both():
    numbers = {"talks.party.able": 0.3, "talks.party.unable": 0.4, "talks.party.preserving": 0.3,
               "talks.agreements.try_able": 0.95, "talks.agreements.try_unable": 0.9,
               "talks.agreements.try_preserving": 0.2, "talks.provision.capability": 0.6,
               "talks.agreements.unable_success": 0.1}  # fmt: skip
    known = parley(numbers, clients=1.0)
    prior, tries, works = np.array([0.3, 0.4, 0.3]), np.array([0.95, 0.9, 0.2]), np.array([0.6, 0.06, 0.6])
    for day, likely in (
        ({"tried": 1, "done": 1, "seen_kept": 1}, tries * works),
        ({"tried": 1, "seen_broken": 1}, tries * (1 - works)),
        ({"tried": 1}, tries * (1 - works)),
        ({"seen_broken": 1}, 1 - tries),
    ):
        seen = types(known, {"due": 1, "tries_seen": 1} | day)
        np.testing.assert_allclose(seen, prior * likely / (prior @ likely), rtol=1e-4)


def test_observers_let_a_report_say_more():
    quality = {"provision.sensitivity": 0.5, "provision.effect": 0.6}
    lever = np.zeros((14, 2))
    lever[LEVERS.index("fire"), 0] = lever[LEVERS.index("watch"), 1] = 1.0
    known = parley(two(0.5, 0.9, 0.2, **quality), provisions=2, lever=lever, obligor=[[1.0, 0.0], [0.0, 1.0]])
    for done, sensitivity in ((0, 0.5), (1, 0.5 + 0.5 * 0.6)):
        seen = types(known, {"due": [1, 1], "done": [1, done], "seen_kept": [1, 0]})[A]
        assert seen == pytest.approx(screening.posterior(0.5, 0.9, 0.2, 1.0, sensitivity, True), rel=1e-5)


def test_a_mediators_word_counts_as_far_as_it_goes_against_its_own_bias():
    def moved(bias, **layout):
        fields = dict(mediator=[0.0, 0.0, 1.0], bias=[0.0, 0.0, bias]) | layout
        known = parley(two(0.5, 0.9, 0.3, **{"learning.word_weight": 0.4}), parties=3, **fields)
        day = {"accepted": True, "offered": 0, "proposer": -1 if layout else 2}
        return logit(types(known, day)[A])

    # Party 0 is of the besieger's camp: a friend of the besieged vouches for it against its own bias.
    assert moved(-1.0) == pytest.approx(0.4, rel=1e-4) and moved(-0.5) == pytest.approx(0.2, rel=1e-4)
    assert moved(0.0) == moved(1.0) == pytest.approx(0.0, abs=1e-6)
    assert moved(-1.0, guarantor=[[0.0, 0.0, 1.0]]) == pytest.approx(0.4, rel=1e-4)
    # The game agrees: a friend's call for restraint is believed; screening.json: mediator.unbiased_truthful
    assert mediator.truthful(0.5, 0.1, 0.5, 0.8, 0.5) and not mediator.truthful(0.0, 0.1, 0.5, 0.8, 0.5)


def test_battles_are_twelfths_of_what_changed_hands_by_fighting():
    layout = ground(2, held=[0.0, 1.0], pocket=[1.0, 0.0], area=[4.0, 9.0])
    known = parley({"talks.offers.memory": 20.0}, at=layout)
    state = morning(known)
    fade, pace = np.exp(-1 / 20), 0.0
    path = ((0.25, 0.0, 3.0, 0.0), (0.125, 0.0, 3.0, 1.5), (0.5, 0.25, 4.5, 1.5))
    before = 0.0
    for held, handed, besieger, besieged in path:
        state = state._replace(held=jnp.array([held, 1.0]))
        state = learn(known, {"handed": [handed, 0.0]}, state=state)
        pace = fade * pace + (1 - fade) * abs(held - before - handed)
        before = held
        np.testing.assert_allclose(state.talks.wins, [besieger, besieged], rtol=1e-5)
        assert float(state.talks.pace) == pytest.approx(pace, rel=1e-4)
        assert float(state.talks.front) == pytest.approx(held)
