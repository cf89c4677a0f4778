"""What a plan is worth: commitment under shifting power, hazards from expected delivery, what provisions bring."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model import worth
from corridor.model.talks import KEPT
from corridor.scenario.kinds import LEVERS
from model.parley import changed, parley
from model.support import ground, morning


def lever(*names):
    grid = np.zeros((len(LEVERS), len(names)))
    for k, name in enumerate(names):
        grid[LEVERS.index(name), k] = 1.0
    return grid


def at(known, daily, now=0.25, state=None):
    q = jnp.broadcast_to(jnp.asarray(daily, jnp.float32), (3, known.layout.talks.provision.shape[0]))
    return worth.held(q, jnp.float32(now), morning(known) if state is None else state, known)


def value(*numbers):
    return float(worth.plan_value(*map(jnp.float32, numbers)))


def test_a_plan_that_shifts_power():
    """bargaining.json: plan_commitment.UA_half, .joint_surplus_no_shift, "h_crit_B(u_B=.45 share)"."""
    assert value(0.005, 0.78, 0.02, 0.99) == pytest.approx(0.6860403, abs=1e-6)
    for after in (0.5 + 0.3, 0.78 + 0.02):
        surplus = value(0.01, after, 0.02, 0.99) - 0.8
        assert surplus == pytest.approx(0.0671141, abs=1e-6)
    for h, refuses in ((0.0054, False), (0.00542, True)):
        assert (value(0.45 * 0.01, 0.02, h, 0.99) < 0.3) == refuses


def test_where_rising_power_can_not_be_bought_off():
    """bargaining.json: powell2006.p_next_critical: a war today against the whole flow until tomorrow's war.

    War destroys a share d = 0.1 of what comes after; the side that declines gets everything today, and then what the
    riser leaves it in a war at p'.
    """
    delta, d, p = 0.95, 0.1, 0.4
    for following, peace in ((0.538, True), (0.5381, False)):
        left = (1.0 - (1.0 - d) * following) / (1.0 - delta)
        today = value(1.0, left, 1.0, delta)
        assert (today >= (1.0 - p) * (1.0 - d) / (1.0 - delta)) == peace


def test_hazards_of_daily_promises_compete():
    kills = {"talks.provision.kills": [0.3, 0.2], "talks.provision.sensitivity": [0.5, 1.0]}
    held = at(parley(kills, provisions=2), [0.9, 0.6])
    expected = 1 - (1 - 0.3 * 0.5 * 0.1) * (1 - 0.2 * 0.4)
    assert np.asarray(held.hazard).ravel() == pytest.approx(expected, abs=1e-6)
    assert np.asarray(held.fails).ravel() == pytest.approx(0.0, abs=1e-7)


def test_what_is_done_once_fails_once():
    known = parley({"talks.provision.kills": 0.4}, once=1.0, deadline=3.0)
    held = at(known, 0.5)
    assert np.asarray(held.fails).ravel() == pytest.approx(0.4 * 0.5**3, abs=1e-6)
    assert np.asarray(held.hazard).ravel() == pytest.approx(0.0, abs=1e-7)
    done = at(known, 0.5, state=changed(morning(known), plan=0, provision=KEPT))
    assert np.asarray(done.fails).ravel() == pytest.approx(0.0, abs=1e-6)


def test_a_failed_plan_of_the_same_core_raises_the_risk_and_a_term_ends_it():
    known = parley({"talks.provision.kills": 0.1})
    fresh, again = at(known, 0.5), at(known, 0.5, state=changed(morning(known), failures=1.0))
    assert np.asarray(again.hazard) == pytest.approx(2.0 * np.asarray(fresh.hazard))
    term = at(parley({"talks.provision.kills": 0.1}, plan_days=20.0), 0.5)
    assert np.asarray(term.hazard).ravel() == pytest.approx(1 - 0.95 * 0.95, abs=1e-6)


def test_those_who_leave_give_up_the_ground_and_the_power():
    groups = dict(lever=lever("withdraw"), provision_group=[[0.0, 1.0]], once=1.0, deadline=1.0)
    known = parley({"group.strength": [1000.0, 500.0]}, **groups)
    for q in (1.0, 0.6):
        held = at(known, q, now=0.25)
        assert np.asarray(held.front).ravel() == pytest.approx(0.25 + 0.75 * q, abs=1e-5)
        assert np.asarray(held.leaves).ravel() == pytest.approx(q, abs=1e-5)
        assert np.asarray(held.lost).ravel() == pytest.approx(min(q, worth.MOST_LOST), abs=1e-5)
        assert np.asarray(held.calm).ravel() == pytest.approx(q, abs=1e-5)


def test_handing_over_goes_to_the_other_camp():
    pocket = ground(zones=2, edges=[(0, 1)], held=0.0)
    for side, sign in ((0, -1), (1, 1)):
        known = parley(at=pocket._replace(pocket=jnp.ones(2)), lever=lever("ground"), provision_zone=[[1.0, 0.0]],
                       obligor=[np.eye(2)[side]], once=1.0, deadline=1.0)  # fmt: skip
        state = morning(known, held=[0.4, 0.4])
        held = at(known, 1.0, now=0.4, state=state)
        # Half of what is left goes over, or half of what was taken goes back.
        expected = 0.4 + 0.5 * 0.6 if sign > 0 else 0.4 - 0.5 * 0.4
        assert np.asarray(held.front).ravel() == pytest.approx(expected, abs=1e-5)


def test_parting_takes_the_spoilers_share_of_power():
    camps = [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]
    base = ground(group_camp=camps, group_inside=[0.0, 1.0, 1.0], group_depot=[[1, 0], [0, 1], [0, 1]])
    known = parley({"group.strength": [5000.0, 900.0, 300.0]}, at=base, lever=lever("separate"),
                   provision_group=[[0.0, 1.0, 0.0]], spoiler=[0.0, 0.0, 1.0], once=1.0, deadline=1.0)  # fmt: skip
    held = at(known, 0.5)
    assert np.asarray(held.lost).ravel() == pytest.approx(0.25 * 0.5, abs=1e-5)
    assert np.asarray(held.leaves).ravel() == pytest.approx(0.0, abs=1e-6)


def test_a_halt_from_one_side_halves_the_war_and_each_view_has_its_own_hopes():
    known = parley({"talks.provision.effect": [0.8, 1.0]}, provisions=2, lever=lever("fire", "air"))
    held = at(known, [[1.0, 1.0], [0.5, 0.2], [0.0, 0.0]])
    assert np.asarray(held.calm).ravel() == pytest.approx([0.4, 0.2, 0.0], abs=1e-6)
    assert np.asarray(held.air).ravel() == pytest.approx([1.0, 0.2, 0.0], abs=1e-6)


def test_variance_shows_most_where_types_differ_most():
    known = parley(provisions=2)
    shows = worth.telling(jnp.array([[0.25, 0.0], [0.05, 0.01], [0.0, 0.0]]), known)
    assert np.asarray(shows).ravel() == pytest.approx([1.0, 0.24, 0.0], abs=1e-6)
