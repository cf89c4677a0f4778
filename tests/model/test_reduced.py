"""What parties expect of the morning's siege: the walk's values, scale, plans, screening, offensives, strikes."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model import odds, reduced
from corridor.model.prospect import STEPS, Views, prospect
from model.parley import changed, finite, parley
from model.support import ground, morning, nothing

WAR = {
    "talks.offers.patience": 0.003,
    "talks.offers.step_pace": 0.03,
    "talks.party.days": [0.001, 0.002],
    "talks.party.conviction": 8.0,
    "talks.party.odds_bias": [0.3, 0.2],
    "group.strength": [6000.0, 4000.0],
    "depot.stock": 1.0,
    "depot.half": 1e-9,
    "assault.battle_exponent": 0.5,
}
PRINCIPALS = {"principal": np.eye(2)}


def siege(numbers=None, held=0.0, **fields):
    base = ground(zones=2, edges=[(0, 1)], held=held, pocket=[1.0, 1.0])
    return parley(WAR | (numbers or {}), at=base, **(PRINCIPALS | fields))


def ahead(known, held=0.25):
    return morning(known, held=[held, held])


evaluate = jax.jit(reduced.evaluate)


@jax.jit
def outlook(state, known):
    return reduced.outlook(reduced.stakes(state, known), state, known)


def test_power_pace_and_cost_make_the_walk():
    known = siege({"talks.party.civilians": 0.004, "people.population": 1000.0, "people.food_capacity": 0.0})
    state = ahead(known)
    look = outlook(state, known)
    even = 0.5 * np.log(1.5)
    assert float(look.front) == pytest.approx(0.25)
    assert np.asarray(look.views.mean) == pytest.approx(1 / (1 + np.exp([-even - 0.3, -even + 0.2])), abs=1e-5)
    assert np.asarray(look.views.weight) == pytest.approx(8.0)
    assert float(look.terms.discount) == pytest.approx(np.exp(-0.1), abs=1e-6)
    # Without food all suffer in full; a day of war then costs 0.001 + 0.004, for 33 days at a discount.
    assert float(look.terms.cost[0]) == pytest.approx(0.005 * (1 - np.exp(-0.1)) / 0.003, rel=1e-4)


def test_battles_seen_move_both_beliefs_and_the_pace_of_the_front_is_the_pace_of_battles():
    known = siege()
    state = changed(ahead(known), wins=[3.0, 1.0], pace=0.01)
    views = odds.views(jnp.float32(0.0), state, known)
    assert np.asarray(views.mean) == pytest.approx((8 / (1 + np.exp([-0.3, 0.2])) + 3) / 12, abs=1e-6)
    assert float(odds.pace(state, known)) == pytest.approx(0.12)


def test_a_principal_that_refuses_gets_the_value_of_the_walk():
    known = siege()
    state = ahead(known)
    look = outlook(state, known)
    again = jax.jit(prospect)(jnp.float32(0.25 * STEPS), Views(*look.views), look.terms)
    assert np.asarray(evaluate(state, known).refuse) == pytest.approx(np.asarray(again.value), abs=1e-5)


def test_scale_changes_nothing():
    """All payoffs twice as large: every value is twice as large, so that with twice the noise nothing changes."""
    fields = dict(lever=np.eye(14)[:, :1], observed=1.0)
    numbers = {"talks.provision.effect": 0.7, "talks.provision.kills": 0.1, "talks.provision.capability": 0.9,
               "talks.offers.exposing": 0.01}  # fmt: skip
    one = siege(numbers, **fields)
    twice = siege(numbers | {"talks.party.ground": 2.0, "talks.party.days": [0.002, 0.004],
                             "talks.offers.exposing": 0.02}, **fields)  # fmt: skip
    small, large = evaluate(ahead(one), one), evaluate(ahead(twice), twice)
    for name in ("accept", "refuse", "propose", "attempt", "stall", "press", "hold"):
        assert np.asarray(getattr(large, name)) == pytest.approx(2 * np.asarray(getattr(small, name)), abs=2e-5), name


def test_a_plan_that_does_nothing_is_worth_fighting_on():
    known = siege({"talks.provision.kills": 0.2, "talks.party.days": 0.0})
    values = evaluate(ahead(known), known)
    assert np.asarray(values.accept[:, 0]) == pytest.approx(np.asarray(values.refuse), abs=1e-4)
    assert np.asarray(values.propose) == pytest.approx(np.asarray(values.accept), abs=1e-6)


def test_a_front_that_stands_for_ever_is_worth_its_share():
    both = dict(lever=np.eye(14)[:, [0, 0]], obligor=np.eye(2), provisions=2)
    known = siege({"talks.provision.effect": 1.0}, **both)
    values = evaluate(ahead(known, 0.4), known)
    assert np.asarray(values.accept[:, 0]) == pytest.approx([0.4, 0.6], abs=1e-4)
    assert np.asarray(values.attempt) == pytest.approx([0.4, 0.6], abs=1e-4)


def test_a_withdrawal_gives_the_besieger_all_and_preserves_what_the_besieged_weigh():
    leaves = dict(lever=np.eye(14)[:, 5:6], provision_group=[[0.0, 1.0]], once=1.0, deadline=1.0, obligor=[[0.0, 1.0]])
    known = siege({"talks.party.preserved": [0.0, 0.5]}, **leaves)
    values = evaluate(ahead(known), known)
    assert np.asarray(values.accept[:, 0]) == pytest.approx([1.0, 0.5], abs=1e-4)


def test_who_loses_by_the_collapse_of_a_plan_that_parts_his_side_is_worth_less_the_likelier_it_is():
    """The commitment problem: with the spoilers gone the besieged fight on worse, and the besieger better."""
    camps = [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]
    base = ground(zones=2, edges=[(0, 1)], held=0.0, pocket=[1.0, 1.0], group_camp=camps,
                  group_inside=[0.0, 1.0, 1.0], group_depot=[[1, 0], [0, 1], [0, 1]])  # fmt: skip
    parts = dict(lever=np.eye(14)[:, 6:7], provision_group=[[0.0, 1.0, 0.0]], spoiler=[0.0, 0.0, 1.0], once=1.0,
                 deadline=30.0, obligor=[[0.0, 1.0]], leverage_party=[[0.0, 1.0]], leverage_group=[[0.0, 1.0, 0.0]],
                 plan_days=30.0, **PRINCIPALS)  # fmt: skip
    strength = {"group.strength": [6000.0, 2000.0, 2000.0], "talks.sponsor.leverage": 1.0,
                "group.independence": 1.0}  # fmt: skip
    known = parley(WAR | strength, at=base, **parts)
    values = evaluate(ahead(known), known)
    gain = np.asarray(values.accept[:, 0] - values.refuse)
    assert gain[0] > 0.02 and gain[1] < -0.02


def test_asking_for_what_only_one_type_keeps_is_worth_more_while_types_are_not_known():
    mixed = {"talks.party.unable": 1.0, "talks.agreements.try_unable": 1.0, "talks.agreements.unable_success": 0.0,
             "talks.offers.exposing": 0.05}  # fmt: skip
    known = siege(mixed, clients=1.0)
    values = evaluate(ahead(known), known)
    # An even chance of 1 or 0: the greatest variance there is, and party 0 knows itself.
    assert np.asarray(values.propose - values.accept)[:, 0] == pytest.approx([0.0, 0.05], abs=1e-5)
    sure = siege(mixed | {"talks.party.unable": 0.0}, clients=1.0)
    values = evaluate(ahead(sure), sure)
    assert np.asarray(values.propose - values.accept) == pytest.approx(0.0, abs=1e-6)


def test_the_stronger_presses_and_at_even_odds_nobody_does():
    even = {"talks.party.odds_bias": 0.0, "talks.party.days": 0.0, "talks.party.conviction": 1000.0,
            "group.strength": 5000.0}  # fmt: skip
    known = siege(even)
    gain = np.asarray((v := evaluate(ahead(known, 0.5), known)).press - v.hold)
    assert gain == pytest.approx(0.0, abs=5e-3)
    known = siege(even | {"group.strength": [9000.0, 3000.0]})
    gain = np.asarray((v := evaluate(ahead(known, 0.5), known)).press - v.hold)
    assert gain[0] > 0.01 and gain[1] < -0.01


def test_a_strike_is_worth_more_the_surer_the_defeat():
    known = siege({"talks.party.escalation": 0.4}, strikes=[0.0, 1.0])
    early, late = (evaluate(ahead(known, x), known) for x in (0.1, 0.9))
    assert 0.0 < float(early.strike[1]) < float(late.strike[1]) <= 0.4
    assert float(late.strike[0]) == 0.0 and np.asarray(late.restrain) == pytest.approx(0.0)


def test_those_of_neither_camp_lean_as_their_bias_does():
    third = dict(view=np.eye(3), principal=np.eye(3)[:2], obligor=[[1.0, 0.0, 0.0]])
    numbers = {name: [*WAR[name], 0.0] for name in ("talks.party.days", "talks.party.odds_bias")}
    found = []
    for bias in (-1.0, 0.0, 1.0):
        known = siege(numbers, parties=3, bias=[0.0, 0.0, bias], **third)
        found.append([float(evaluate(ahead(known, x), known).refuse[2]) for x in (0.2, 0.8)])
    assert found[0][0] > found[0][1] and found[2][0] < found[2][1] and found[1] == pytest.approx([0.0, 0.0], abs=1e-6)


def test_nobody_speaks_nothing_is_worth_anything_and_all_is_finite():
    known = siege(principal=np.zeros((2, 2)))
    state, info = reduced.step(jax.random.key(0), ahead(known), known, jax.tree.map(lambda x: x[0],
        nothing(known.layout, 1)))  # fmt: skip
    assert all(np.all(np.asarray(x) == 0.0) for x in state.talks.values)
    assert float(info.logp) == 0.0
    for strength in ([0.0, 0.0], [5000.0, 0.0], [0.0, 5000.0]):
        for held in (0.0, 1.0):
            for bare in (siege({"group.strength": strength}), parley(**PRINCIPALS)):
                day = morning(bare, held=np.full(bare.layout.zone.shape, held))
                assert finite(day._replace(talks=day.talks._replace(values=evaluate(day, bare))))
