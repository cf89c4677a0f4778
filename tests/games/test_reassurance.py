"""Reassurance: reference figures, and each party's two choices weighed by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import reassurance

step = st.floats(0.05, 2)
TRUSTWORTHY = (1.0, 0.4, 0.0, -1.0)


def test_threshold_reference():
    # screening.json: trust_threshold (R, T, P, S -> m), reassurance.t_min_one_shot
    assert reassurance.trust_threshold(*TRUSTWORTHY) == pytest.approx(0.625, rel=1e-12)


def test_separating_stake_reference():
    # screening.json: reassurance (Ru, Tu, Pu -> min_stake_share_that_separates)
    assert reassurance.separating_stake(both=0.5, betray=1.0, neither=0.0) == pytest.approx(2 / 3, rel=1e-12)


@pytest.mark.parametrize(
    ("stake", "trust"),
    # screening.json: reassurance.t_min_with_first_stake
    [
        (0.6666666666666666, 0.4761904761904762),
        (0.7, 0.49295774647887325),
        (0.8, 0.5405405405405406),
        (1.0, 0.625),
    ],
)
def test_trust_needed_reference(stake, trust):
    assert reassurance.trust_needed(stake, *TRUSTWORTHY) == pytest.approx(trust, rel=1e-12)


@given(step, step, step, st.floats(0.01, 1), st.floats(0, 1))
def test_trustworthy_party_cooperates_just_where_it_gains(over, under, loss, stake, trust):
    neither = 0.3
    betray, betrayed = neither + under, neither - loss
    both = betray + over
    cooperate = trust * both + (1 - trust) * (stake * betrayed + (1 - stake) * neither)
    refuse = trust * (stake * betray + (1 - stake) * neither) + (1 - trust) * neither
    needed = reassurance.trust_needed(stake, both, betray, neither, betrayed)
    if abs(trust - needed) > 1e-9:
        assert (cooperate > refuse) == (trust > needed)
    assert needed <= reassurance.trust_threshold(both, betray, neither, betrayed) + 1e-12


@given(step, step, st.floats(0, 1))
def test_untrustworthy_party_betrays_the_first_part_just_where_it_gains(over, under, stake):
    neither = -0.2
    both = neither + under
    betray = both + over
    now, later = stake * betray + (1 - stake) * neither, stake * both + (1 - stake) * betray
    least = reassurance.separating_stake(both, betray, neither)
    if abs(stake - least) > 1e-9:
        assert (now > later) == (stake > least)


def test_broadcasts():
    assert reassurance.trust_needed(np.linspace(0.1, 1, 5), *TRUSTWORTHY).shape == (5,)
    assert np.ndim(reassurance.trust_threshold(*TRUSTWORTHY)) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reassurance.trust_threshold(0.4, 1, 0, -1), "allowed: both > betray >= neither > betrayed"),
        (lambda: reassurance.trust_needed(0, *TRUSTWORTHY), "^stake: got 0, allowed: above 0, at most 1"),
        (lambda: reassurance.separating_stake(1, 0.5, 0), "allowed: betray > both > neither"),
        (lambda: reassurance.separating_stake(np.nan, 0.5, 0), "allowed: betray > both > neither"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
