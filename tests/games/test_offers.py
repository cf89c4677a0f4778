"""Offers while fighting: reference figures, indifference on each rung, and how frequent offers end screening."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import offers
from corridor.games.offers import Battle

BATTLE = Battle(0.08, 0.03, 0.02, 0.1, 0.05, 0.95)
KEEP = 0.85 * 0.95


@pytest.mark.parametrize(
    ("fought", "offered", "thresholds", "value"),
    [
        # bargaining.json: screening_cost_one_offer_per_battle
        (
            1,
            [0.36363636363636365, 0.31363636363636366, 0.27326136363636366, 0.24065855113636364, 0.21433178004261366,
             0.19307291238441054, 0.17590637675041154, 0.16204439922595731, 0.15085085237496054, 0.14181206329278062,
             0.13451324110892035, 0.12861944219545318],
            [0.0, 0.6491228070175441, 0.8933835058011913, 0.9736273636352092, 0.994802240080562, 0.9991855568377899,
             0.9998981988720049, 0.9999898147768664, 0.9999991823600031, 0.9999999472483073, 0.9999999972616563,
             0.9999999998855346],
            0.6578636363636363,
        ),
        # bargaining.json: screening_cost_frequent_offers
        (
            0.5,
            [0.36363636363636365, 0.3386363636363636, 0.31604261363636366, 0.29562351207386367, 0.2771697490367543,
             0.2604921606919667, 0.2454197902253649, 0.2317981354161735, 0.21948756488236681, 0.208361886762439,
             0.19830705516155425, 0.18922000110225468],
            [0.0, 0.6491228070175431, 0.884846023365267, 0.9655661058910427, 0.9907097775894965, 0.9977448540846955,
             0.9995075772664337, 0.9999032283953603, 0.999982873192774, 0.9999972687543403, 0.9999996073598558,
             0.999999949097934],
            0.6471136363636364,
        ),
        (
            0.1,
            [0.36363636363636365, 0.35863636363636364, 0.35373261363636366, 0.3489232608238637, 0.34420648805300436,
             0.33958051315798404, 0.3350435882796929, 0.33059399920530885, 0.32623006472060667, 0.321950135974735,
             0.3177525958572213, 0.31363585838696983],
            [0.0, 0.6491228070175415, 0.8784340521001331, 0.958600556196909, 0.9861645936872423, 0.9954652476946413,
             0.9985425462402596, 0.9995407072566529, 0.999858083711898, 0.9999570044229255, 0.999987227752777,
             0.9999962797981676],
            0.6385136363636363,
        ),
        (
            0.01,
            [0.36363636363636365, 0.36313636363636365, 0.3626373261363637, 0.3621392492835512, 0.3616421312286804,
             0.3611459701260652, 0.36065076413357255, 0.3601565114126154, 0.35966321012814606, 0.3591708584486494,
             0.35867945454613576, 0.35818899659613446],
            [0.0, 0.6491228070174784, 0.8770391389320734, 0.9569826014858049, 0.984978281161944, 0.994764360707553,
             0.9981786805744748, 0.9993676377557261, 0.9997808668180471, 0.9999242099123953, 0.999973837538272,
             0.9999909862253087],
            0.6365786363636363,
        ),
    ],
)  # fmt: skip
def test_ladder(fought, offered, thresholds, value):
    ladder = offers.ladder(BATTLE, fought)
    np.testing.assert_allclose(ladder.offers, offered, atol=1e-12)
    np.testing.assert_allclose(ladder.thresholds, thresholds, atol=1e-9)
    assert ladder.value(0.8) == pytest.approx(value, abs=1e-9)  # W_at_08
    assert ladder.rung(0.8) == 1  # n_at_08
    assert ladder.value(0) == pytest.approx(0.6363636363636364, abs=1e-12)  # W_pool
    # F_tough, F_weak, FS
    worth = ladder.tough, ladder.weak, ladder.proposer
    assert worth == pytest.approx((0.36363636363636365, 0.10389610389610392, 0.15584415584415584), abs=1e-12)


def test_first_threshold():
    # bargaining.json: screening_mu1_closed_form: where pooling is worth as much as the first offer only the weak take
    ladder = offers.ladder(BATTLE)
    refused = 0.05 - 0.02 + KEEP * (1 - ladder.offers[0])
    pooled, taken = 1 - ladder.offers[0], 1 - ladder.offers[1]
    assert ladder.thresholds[1] == pytest.approx((pooled - refused) / (taken - refused), abs=1e-12)
    assert ladder.thresholds[1] == pytest.approx(0.6491228070175442, abs=1e-12)


def test_weak_type_is_indifferent_and_so_is_the_proposer_at_each_threshold():
    ladder = offers.ladder(BATTLE)
    waits = 0.1 - 0.08 + KEEP * ladder.offers[:-1]
    np.testing.assert_allclose(ladder.offers[1:], waits, atol=1e-14)
    for rung in range(1, 8):  # higher up, thresholds are so near 1 that float64 has few digits for the rest
        tough = 1 - ladder.thresholds[rung]
        here, below = (1 - ladder.offers[r] - tough * ladder.slopes[r] for r in (rung, rung - 1))
        assert here == pytest.approx(below, abs=1e-9)


def test_frequent_offers_screen_nothing():
    pooled = 1 - offers.ladder(BATTLE).tough
    values = [offers.ladder(BATTLE, fought).value(0.8) for fought in (1, 0.1, 0.01, 1e-4)]
    assert values == sorted(values, reverse=True)
    assert values[-1] == pytest.approx(pooled, abs=1e-5)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_value_rises_with_the_belief_in_weakness(one, other):
    ladder = offers.ladder(BATTLE)
    low, high = sorted((one, other))
    assert ladder.value(low) <= ladder.value(high) + 1e-12
    assert ladder.value(low) >= ladder.value(0)


def test_types_that_differ_in_strength():
    # bargaining.json: screening_power
    at = offers.by_strength(0.04, 0.12, 0.05, 0.03, 0.02, 0.95, weak=0.5)
    assert at.both == pytest.approx(0.42553191489361697, abs=1e-12)
    assert at.first == pytest.approx(0.37787234042553186, abs=1e-12)
    assert at.screen == pytest.approx(0.5525478723404256, abs=1e-12)
    assert at.pool == pytest.approx(0.574468085106383, abs=1e-12)
    assert at.critical == pytest.approx(0.6575185383380475, abs=1e-12)
    just = offers.by_strength(0.04, 0.12, 0.05, 0.03, 0.02, 0.95, weak=at.critical)
    assert just.screen == pytest.approx(just.pool, abs=1e-12)


def test_surviving_says_something():
    # bargaining.json: screening_power.posterior_weak_after_m_inconclusive_battles
    found = offers.surviving(0.5, 0.04, 0.12, 0.05, [1, 5, 10, 20])
    expected = [0.5229885057471264, 0.6130365924086951, 0.7150806115811482, 0.8629934036583947]
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: offers.ladder(BATTLE._replace(cost_tough=0.08)), r"^cost_weak: got 0.08, allowed: more than"),
        (lambda: offers.ladder(BATTLE._replace(fall_proposer=0.99)), r"^fall_proposer \+ fall_responder: got 1.04"),
        (lambda: offers.ladder(Battle(0.2, 0.1, 0, 0, 0, 1)), r"^fall_proposer \+ fall_responder: got 0"),
        (lambda: offers.ladder(BATTLE, fought=0), r"^fought: got 0"),
        (lambda: offers.ladder(BATTLE).value(1.5), r"^weak: got 1.5"),
        (lambda: offers.by_strength(0.2, 0.1, 0, 0, 0, 0.9, 0.5), r"^fall_proposer_weak: got 0.2, allowed: 0 to 0.1"),
        (lambda: offers.surviving(0.5, 1.0, 0.1, 0.0, 1), r"^1 - fall_proposer_weak - fall_responder: got"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
