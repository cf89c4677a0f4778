"""Intervention against constant hazards, the threshold rule and the red line on a walk of forts."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.optimize import brentq

from corridor.games import deterrence
from corridor.model.mechanisms import intervention
from corridor.model.state import Mechanism, nothing_given
from corridor.model.talks import CLOSED, NO_PLAN, OPEN, SAID_CLOSED, STRIKE
from model.parley import changed, finite, parley, told
from model.support import FIT, close, ground, line, live, morning, nothing

HAWKS = {"faction": [1.0, 0.0, 0.0, 0.0], "hardness": [1.0, 0.0, 0.0, 0.0], "strikes": [0.0, 1.0]}
SURE = {"talks.faction.power": 1.0, "talks.intervention.hazard": 0.02}


def threatened(known, front=1.0, **talks):
    """The besieged have lost everything, and nobody has computed what anybody expects."""
    return changed(morning(known), front=front, **talks)


def rate(known, state):
    return float(np.sum(intervention.hazard(state, known)))


def struck(state):
    return state.talks.today.strike


def test_a_constant_hazard_leaves_geometric_survival_and_one_first_day():
    known = parley(SURE, **HAWKS)
    last, seen, _ = live(known, 60, 2000, "intervention", first=threatened(known), see=struck)
    days = np.asarray(seen)
    first = np.where(days.any(axis=0), days.argmax(axis=0), -1)
    np.testing.assert_array_equal(last.talks.strike_day, first)
    for day in (10, 30, 60):
        assert close((first < 0) | (first >= day), np.exp(-0.02 * day))


def test_the_hazard_is_the_product_of_what_drives_and_what_holds_it():
    law = {"intervention.hazard": 0.01, "intervention.deterrence": 0.7, "intervention.deployment": 0.5,
           "faction.power": np.tile([0.4, 0.2, 0.4, 0.0], 2)}  # fmt: skip
    layout = HAWKS | {"faction": [1.0, 1.0, 1.0, 0.0], "hardness": [1.0, 0.5, -1.0, 0.0]}
    known = parley({f"talks.{k}": v for k, v in law.items()}, **layout)
    assert rate(known, threatened(known, front=0.6)) == pytest.approx(0.01 * 0.5 * 0.6 * np.exp(-0.7), rel=1e-5)
    given = nothing(known.layout, 2)
    given = given._replace(talks=given.talks._replace(deployed=np.array([True, False])))
    _, seen, _ = live(known, given, 1, "intervention", first=threatened(known), see=lambda s: s.talks.deterrence)
    np.testing.assert_allclose(np.asarray(seen)[:, 0], [1.2, 0.7], rtol=1e-6)


def test_nobody_strikes_without_hard_factions_a_losing_client_or_the_means():
    for layout in (HAWKS | {"hardness": [0.0, 0.0, 0.0, 0.0]}, HAWKS | {"strikes": 0.0}):
        known = parley(SURE, **layout)
        assert rate(known, threatened(known)) == 0.0
    known = parley(SURE, **HAWKS)
    assert rate(known, threatened(known, front=0.0)) == 0.0
    empty = parley(SURE, party=0.0, view=0.0, faction=0.0, strikes=0.0, obligor=0.0, plan=0.0, provision=0.0)
    last, _, logp = live(empty, 3, 2, "intervention", first=threatened(empty))
    assert finite(last) and not np.any(last.talks.today.strike) and np.all(logp == 0.0)


def test_talks_shelve_the_option_while_they_live():
    for shelving in (0.0, 0.6, 1.0):
        numbers = SURE | {"talks.intervention.shelving": shelving}
        known = parley(numbers, channel=1.0, channel_party=[[1.0, 1.0]], **HAWKS)
        shelved = pytest.approx(0.02 * (1 - shelving), abs=1e-7)
        assert rate(known, threatened(known, channel=CLOSED)) == pytest.approx(0.02)
        assert rate(known, threatened(known, channel=OPEN)) == shelved
        assert rate(known, threatened(known, channel=SAID_CLOSED)) == shelved
        assert rate(known, threatened(known, channel=CLOSED, plan=0)) == shelved
        assert rate(known, told(known, threatened(known, channel=CLOSED), offered=0)) == shelved
        three = dict(parties=3, channel=1.0, channel_party=[[1.0, 0.0, 1.0]]) | HAWKS | {"strikes": [0.0, 1.0, 0.0]}
        others = parley(numbers, **three)
        assert rate(others, threatened(others, channel=OPEN)) == pytest.approx(0.02)
        carried = parley(numbers, channel_carrier=[[0.0, 1.0, 0.0]], **three)
        assert rate(carried, threatened(carried, channel=OPEN)) == shelved


@pytest.mark.parametrize(("noise", "gain"), [(0.5, 0.2), (0.5, -0.2), (1e-9, 0.01), (1e-9, -0.01), (1e-9, 0.0)])
def test_a_strike_that_is_worth_less_than_none_is_not_made_as_noise_goes(noise, gain):
    known = parley(SURE | {"talks.offers.temperature": noise}, **HAWKS)
    values = morning(known).talks.values
    state = threatened(known, values=values._replace(strike=np.float32([0.0, gain]), restrain=np.zeros(2, np.float32)))
    tilt = 2 / (1 + np.exp(-np.clip(gain / noise, -80, 80)))
    assert rate(known, state) == pytest.approx(0.02 * tilt, rel=1e-5, abs=1e-9)


def test_a_threat_of_critical_credibility_leaves_the_besieger_indifferent():
    # bargaining.json: deterrence.W_press, .W_int, .W_hold, .critical_credibility
    critical = deterrence.critical_credibility(0.62, 0.45, 0.1)
    assert critical == pytest.approx(0.32692307692307687)
    held_off = np.log(0.02 * 40 / -np.log1p(-critical))
    known = parley(SURE | {"talks.intervention.deterrence": held_off}, **HAWKS)
    last, _, _ = live(known, 40, 4000, "intervention", first=threatened(known))
    met = np.asarray(last.talks.strike_day >= 0, float)
    assert close(met, 0.32692307692307687)
    assert close(np.where(met, 0.1, 0.62), 0.45)


def test_a_red_line_is_reached_as_often_as_the_walk_comes_to_it():
    # bargaining.json: red_line.n, .N, .p, .nI, .P_reach
    forts, daily = ground(10, line(10), held=[1.0] * 4 + [0.0] * 6), 0.5

    def odds(p):
        # A zone of one building changes hands once a day at most: two wins on one day are one.
        up, down = -np.expm1(-daily * p), -np.expm1(-daily * (1 - p))
        return up * (1 - down) / (down * (1 - up))

    p = brentq(lambda p: odds(p) - 0.55 / 0.45, 0.5, 0.6)
    numbers = FIT | SURE | {"talks.intervention.hazard": 50.0, "talks.offers.temperature": 1e-6,
                            "group.strength": [1000 * p, 1000 * (1 - p)], "assault.contest_rate": daily}  # fmt: skip
    known = parley(numbers, at=forts, **HAWKS)

    def outlook(key, state, params, given):
        del key, params, given
        over = np.float32([0.0, 1.0]) * jnp.where(jnp.sum(state.held) >= 6.5, 1.0, -1.0)
        values = state.talks.values._replace(strike=over)
        return changed(state, values=values, front=1.0), nothing_given()

    day = ("assault", Mechanism("outlook", outlook), "intervention")
    last, _, _ = live(known, 350, 2000, *day, first=threatened(known))
    held = np.asarray(last.held).sum(axis=1)
    met = np.asarray(last.talks.strike_day) >= 0
    assert np.all(met | (held < 0.5)) and close(met, 0.731388211342581)
    assert deterrence.red_line(4, 7, 0.55) == pytest.approx(0.731388211342581)


def test_a_strike_on_record_takes_place_with_its_probability_and_damages_the_besieger_alone():
    known = parley(SURE | {"talks.intervention.damage": 0.1, "group.strength": 1000.0, "depot.stock": 20.0,
                           "depot.capacity": 50.0}, **HAWKS)  # fmt: skip
    given = nothing(known.layout, 2)
    given = given._replace(
        talks=given.talks._replace(strike=np.array([True, False]), strike_known=np.array([True, True]))
    )
    last, seen, logp = live(known, given, 2, "intervention", first=threatened(known), see=struck)
    np.testing.assert_array_equal(seen, [[True, True], [False, False]])
    np.testing.assert_allclose(logp, [[np.log(-np.expm1(-0.02))] * 2, [-0.02] * 2], rtol=1e-4)
    np.testing.assert_allclose(last.cohesion[0], [0.9, 1.0], rtol=1e-6)
    np.testing.assert_allclose(last.stock[0], [18.0, 20.0], rtol=1e-6)
    assert np.all(last.strength == 1000.0) and np.all(last.talks.strike_day == 0)


def test_a_strike_ends_the_plan_in_force_with_its_chance_but_never_one_on_record():
    numbers = SURE | {"talks.intervention.escalation": 0.4, "talks.offers.cooling": 7.0}
    known = parley(numbers, **HAWKS)
    blank = nothing(known.layout, 1)
    for recorded in (False, True):
        talks = blank.talks._replace(strike=np.array([True]), strike_known=np.array([True]), known=np.array([recorded]))
        state = threatened(known, plan=0, plan_day=5, calm=3)
        last, _, _ = live(known, blank._replace(talks=talks), 4000, "intervention", first=state)
        over = np.asarray(last.talks.plan == NO_PLAN)
        assert close(over, 0.0 if recorded else 0.4)
        assert np.all(np.asarray(last.talks.today.ended_by)[over] == STRIKE)
        assert np.all(np.asarray(last.talks.today.ended)[over] == 0) and np.all(
            np.asarray(last.talks.ended)[:, 0] == over
        )
        assert np.all(np.asarray(last.talks.waiting)[:, 0] == 7.0 * over)
        assert np.all(np.asarray(last.talks.plan_day)[~over] == 5) and np.all(np.asarray(last.talks.calm)[~over] == 3)
        assert np.all(last.talks.today.strike)
