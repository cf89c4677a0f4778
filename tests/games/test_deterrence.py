"""Deterrence: reference figures and the indifference that each of them stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import deterrence, ruin

chances = st.floats(0.01, 0.99)


def test_critical_credibility():
    # bargaining.json: deterrence.critical_credibility
    critical = deterrence.critical_credibility(press=0.62, hold=0.45, met=0.1)
    assert critical == pytest.approx(0.32692307692307687, abs=1e-12)
    assert (1 - critical) * 0.62 + critical * 0.1 == pytest.approx(0.45)


def test_bluff():
    # bargaining.json: deterrence.bluff_prob (prior_resolved .2)
    critical = deterrence.critical_credibility(0.62, 0.45, 0.1)
    assert deterrence.bluff(0.2, critical) == pytest.approx(0.5147058823529413, abs=1e-12)


@given(chances, chances)
def test_a_signal_leaves_the_challenger_indifferent_or_deterred(resolved, critical):
    bluff = deterrence.bluff(resolved, critical)
    assert 0 <= bluff <= 1
    seen = deterrence.credibility(resolved, bluff)
    assert seen == pytest.approx(critical if resolved < critical else resolved, rel=1e-9)


@given(st.floats(0.01, 2), chances)
def test_the_challenger_presses_so_that_a_bluff_just_pays(gain, share):
    # bargaining.json: deterrence.challenger_press_prob_that_makes_bluffer_indifferent
    press = deterrence.press_after_signal(share * gain, gain)
    assert (1 - press) * gain - share * gain == pytest.approx(0, abs=1e-12)


def test_red_line():
    # bargaining.json: red_line (n 4, nI 7, p .55); the number of zones behind the line plays no part
    assert deterrence.red_line(4, 7, 0.55) == pytest.approx(0.731388211342581, abs=1e-12)
    assert deterrence.red_line(4, 7, 0.55) > ruin.win(4, 10, 0.55)
    assert deterrence.red_line(7, 7, 0.55) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: deterrence.critical_credibility(0.1, 0.1, 0.6), r"^met: got 0.6, allowed: less than press"),
        (lambda: deterrence.critical_credibility(0.6, 0.7, 0.1), r"^hold: got 0.7, allowed: 0.1 to 0.6"),
        (lambda: deterrence.bluff(0.2, 1), r"^critical: got 1"),
        (lambda: deterrence.credibility(0, 0.5), r"^resolved: got 0"),
        (lambda: deterrence.press_after_signal(2, 1), r"^signal_cost: got 2, allowed: 0 to 1"),
        (lambda: deterrence.red_line(8, 7, 0.5), r"^held: got 8, allowed: 0 to 7"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
