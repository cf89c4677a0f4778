"""Cohesion against its closed relaxation and fixed points; breaking, leaving, causes, and nobody lost on the way."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.state import CAUSES
from model.support import close, ground, live, morning, nothing, siege

FIT = {"group.strength": 1000.0, "depot.stock": 1.0}


def stressed(known, effect=1.0, bombardment=0.0, taken=0.0, losses=0.0, openness=0.0, **changed):
    state = morning(known, effect=effect, **changed)
    lost = jnp.broadcast_to(jnp.asarray(losses, jnp.float32), state.strength.shape)
    arrays = {"bombardment": jnp.float32(bombardment), "losses": lost}
    ground_lost = jnp.broadcast_to(jnp.asarray(taken, jnp.float32), state.held.shape)
    opened = jnp.full_like(state.today.openness, openness)
    return state._replace(today=state.today._replace(taken=ground_lost, openness=opened, **arrays))


def cohesion_of(state):
    return state.cohesion


def persons(state):
    return state.strength + state.deserted + state.surrendered + state.departed


def test_rest_restores_cohesion_along_the_closed_form():
    # 1 - (1 - c0) (1 - recover)^t
    known = siege(ground(held=0.0), FIT | {"cohesion.recover": 0.05, "group.cohesion": [0.2, 0.6]})
    seen = np.asarray(live(known, 60, 1, "cohesion", first=stressed(known), see=cohesion_of)[1])[:, 0]
    missing = np.array([0.8, 0.4]) * 0.95 ** np.arange(1, 61)[:, None]
    np.testing.assert_allclose(seen, 1 - missing, atol=1e-5)


@pytest.mark.parametrize(
    ("number", "weight", "stress", "drop", "both"),
    [
        ("shortage_weight", 0.01, {"effect": 0.25}, 0.0075, True),
        ("bombardment_weight", 0.01, {"bombardment": 0.5}, 0.005, False),
        ("ground_weight", 0.2, {"taken": [0.08, 0.0]}, 0.2 * 0.04, False),
        ("loss_weight", 0.5, {"losses": [20.0, 20.0]}, 0.5 * 20 / 1020, True),
        ("hope_weight", 0.01, {"openness": 0.5}, -0.005, False),
    ],
)
def test_a_steady_stress_settles_at_its_fixed_point(number, weight, stress, drop, both):
    # cohesion* = 1 - drop / recover; ground, bombs and hope are the pocket's alone
    layout = ground(2, held=0.0, route_relief=[1.0])
    changed = {"cohesion.recover": 0.02, f"cohesion.{number}": weight, "group.cohesion": 0.7}
    known = siege(layout, FIT | changed)
    one = live(known, 1, 1, "cohesion", first=stressed(known, **stress))[0].cohesion[0]
    settled = live(known, 900, 1, "cohesion", first=stressed(known, **stress))[0].cohesion[0]
    felt = np.array([drop if both else 0.0, drop])
    np.testing.assert_allclose(one, 0.7 + 0.02 * 0.3 - felt, atol=1e-6)
    np.testing.assert_allclose(settled, np.minimum(1 - felt / 0.02, 1.0), atol=1e-4)


def test_what_lasts_counts_by_the_day_and_what_has_happened_counts_once():
    # A step of a tenth of a day: hunger, bombs, rest and hope do a tenth; losses and ground are those of the step.
    weights = {"shortage_weight": 0.01, "bombardment_weight": 0.02, "recover": 0.03, "hope_weight": 0.05}
    once = {"loss_weight": 0.5, "ground_weight": 0.3}
    known = siege(ground(held=0.0, route_relief=[1.0], step=0.1), FIT | {"group.cohesion": 0.5}
                  | {f"cohesion.{name}": weight for name, weight in (weights | once).items()})  # fmt: skip
    first = stressed(known, effect=0.25, bombardment=0.5, openness=0.4, taken=0.01, losses=20.0)
    lasting = -0.01 * 0.75 - 0.02 * 0.5 + 0.03 * 0.5 + 0.05 * 0.4
    happened = -0.5 * 20 / 1020 - 0.3 * 0.01
    last = live(known, 1, 1, "cohesion", first=first)[0]
    assert float(last.cohesion[0, 1]) == pytest.approx(0.5 + 0.1 * lasting + happened, abs=1e-6)


def test_padding_is_no_group_and_never_breaks():
    layout = ground(held=0.0, group_camp=[[1, 0, 0], [0, 1, 0]], group_inside=[0.0, 1.0, 0.0],
                    group_area=np.ones((3, 1)), group_depot=[[1, 0], [0, 1], [0, 0]], group_comrade=np.zeros((3, 3)),
                    group_route=np.zeros((3, 1)))  # fmt: skip
    hungry = {"cohesion.shortage_weight": 0.5, "group.breakpoint": 0.4, "group.strength": [9.0, 9.0, 0.0]}
    known = siege(layout, hungry)
    assert live(known, 9, 1, "cohesion", first=stressed(known, effect=0.0))[0].broken[0].tolist() == [True, True, False]


@pytest.mark.parametrize(("attack", "hope"), [((1.0, 1.0), 1.0), ((0.0, 1.0), 1.0), ((1.0, 0.0), 0.2)])
def test_hope_is_whole_while_its_own_camp_attacks(attack, hope):
    known = siege(ground(held=0.0, route_relief=[1.0]), FIT | {"cohesion.hope_weight": 0.1, "group.cohesion": 0.5})
    last, _, _ = live(known, 1, 1, "cohesion", first=stressed(known, openness=0.2, offensive=attack))
    np.testing.assert_allclose(last.cohesion[0], [0.5, 0.5 + 0.1 * hope], rtol=1e-6)


@pytest.mark.parametrize(
    ("taken", "share"),
    [
        # Of the pocket's 1 + 3 km², half of the second was free on day 0: 2.5 km² in all.
        ([1.0, 0.0, 0.0], 1.0 / 2.5),
        ([0.0, 0.5, 0.0], 1.5 / 2.5),
        ([0.2, 0.1, 0.0], 0.5 / 2.5),
        ([0.0, 0.0, 1.0], 0.0),  # outside the pocket
        ([-0.5, -0.5, -1.0], 0.0),  # ground won back lifts nobody
    ],
)
def test_ground_lost_is_a_share_of_the_pockets_area(taken, share):
    layout = ground(3, held=[0.0, 0.5, 0.0], pocket=[1.0, 1.0, 0.0], area=[1.0, 3.0, 5.0])
    known = siege(layout, FIT | {"cohesion.ground_weight": 0.5, "group.cohesion": 0.9})
    last, _, _ = live(known, 1, 1, "cohesion", first=stressed(known, taken=taken))
    np.testing.assert_allclose(last.cohesion[0], [0.9, 0.9 - 0.5 * share], rtol=1e-5)


def test_a_group_below_its_breakpoint_breaks_for_good_and_leaves_at_its_rate():
    # Who leaves a broken group leaves by its rate alone: desertion is for those that hold.
    broken = {"group.cohesion": [1.0, 0.3], "group.breakpoint": 0.4, "cohesion.dissolve_rate": 0.5,
              "cohesion.recover": 0.2, "cohesion.desertion_rate": 0.3}  # fmt: skip
    known = siege(ground(held=0.0), FIT | broken)
    last, seen, _ = live(known, 10, 1, "cohesion", first=stressed(known), see=lambda s: (s.broken, s.strength))
    # 0.3 + 0.2 × 0.7 = 0.44 is above 0.4: it mends in time; a lower one does not.
    assert not np.any(last.broken)
    known = siege(ground(held=0.0), FIT | broken | {"group.cohesion": [1.0, 0.2]})
    last, seen, _ = live(known, 10, 1, "cohesion", first=stressed(known), see=lambda s: (s.broken, s.strength))
    assert float(last.cohesion[0, 1]) > 0.8 and np.all(np.asarray(seen[0])[:, 0] == [False, True])
    np.testing.assert_allclose(seen[1][:, 0, 1], 1000 * np.exp(-0.5 * np.arange(1, 11)), rtol=1e-5)
    np.testing.assert_allclose(persons(last)[0], 1000.0, rtol=1e-6)
    gone, _, _ = live(known, 40, 1, "cohesion", first=stressed(known))
    assert float(gone.strength[0, 1]) == 0.0  # the last half person leaves too


@pytest.mark.parametrize(("surrender", "exit_open"), [(0.3, 0.0), (0.3, 0.5), (0.0, 1.0), (1.0, 1.0)])
def test_the_broken_surrender_melt_away_or_withdraw(surrender, exit_open):
    broken = {"group.cohesion": 0.1, "group.breakpoint": 0.4, "cohesion.dissolve_rate": 0.5,
              "cohesion.surrender_share": surrender, "people.exit_open": 0.9}  # fmt: skip
    known = siege(ground(held=0.0), FIT | broken)
    given = nothing(known.layout, 1, exit_open=exit_open, exit_known=True)
    last, _, _ = live(known, given, 20_000, "cohesion", first=stressed(known))
    going = 1000 * -np.expm1(-0.5)
    departs = (1 - surrender) * exit_open
    assert close(last.surrendered[:, 1] / going, surrender, extra=1e-5)
    assert close(last.departed[:, 1] / going, departs, extra=1e-5)
    assert close(last.deserted[:, 1] / going, 1 - surrender - departs, extra=1e-5)


def test_desertion_has_a_hazard_of_rate_times_missing_cohesion_squared():
    known = siege(ground(held=0.0), FIT | {"cohesion.desertion_rate": 0.04, "group.cohesion": [0.5, 1.0]})
    last, _, _ = live(known, 10, 1, "cohesion", first=stressed(known))
    np.testing.assert_allclose(last.deserted[0], [1000 * -np.expm1(-10 * 0.04 * 0.25), 0.0], rtol=1e-4)


def test_a_comrade_that_breaks_pulls_at_the_others_of_its_command():
    comrade = np.array([[0, 0.5, 0.5, 0], [0.5, 0, 0.5, 0], [0.5, 0.5, 0, 0], [0, 0, 0, 0]])
    layout = ground(held=0.0, group_camp=[[0, 0, 0, 0], [1, 1, 1, 1]], group_inside=np.ones(4),
                    group_area=np.ones((4, 1)), group_depot=[[0, 1]] * 4, group_comrade=comrade,
                    group_route=np.zeros((4, 1)))  # fmt: skip
    low = {"group.cohesion": [0.1, 0.9, 0.5, 0.9], "group.breakpoint": [0.4, 0.0, 0.4, 0.0],
           "group.strength": [100.0, 100.0, 100.0, 100.0], "cohesion.command_weight": 0.3}  # fmt: skip
    known = siege(layout, low)
    last, seen, _ = live(known, 2, 1, "cohesion", first=stressed(known), see=cohesion_of)
    # The first breaks and pulls 0.15 at two comrades; the third falls below 0.4 by that, but pulls at nobody itself.
    np.testing.assert_allclose(seen[0, 0], [0.1, 0.75, 0.35, 0.9], atol=1e-6)
    np.testing.assert_allclose(seen[1, 0], seen[0, 0], atol=1e-6)
    assert last.broken[0].tolist() == [True, False, True, False]


def test_causes_add_up_to_the_cohesion_that_was_lost():
    changed = {"cohesion.loss_weight": 0.5, "cohesion.shortage_weight": 0.01, "cohesion.bombardment_weight": 0.02,
               "cohesion.ground_weight": 0.3}  # fmt: skip
    known = siege(ground(2, held=0.0), FIT | changed)
    first = stressed(known, effect=0.5, bombardment=0.5, taken=[0.1, 0.0], losses=[0.0, 10.0])
    last, seen, _ = live(known, 3, 1, "cohesion", first=first, see=lambda s: s.cause)
    parts = dict(zip(CAUSES, np.asarray(seen[0, 0]), strict=True))
    expected = {"attrition": 0.5 * 10 / 1010, "hunger": 0.005, "command": 0.0, "bombardment": 0.01, "ground": 0.015}
    assert parts == pytest.approx(expected, rel=1e-5)
    assert 3 * sum(expected.values()) == pytest.approx(1 - float(last.cohesion[0, 1]), rel=1e-4)
    # A memory of 20 days
    faded = sum(np.exp(-i / 20) for i in range(3))
    np.testing.assert_allclose(np.asarray(seen[2, 0]), np.asarray(seen[0, 0]) * faded, rtol=1e-4)


def test_cohesion_stays_within_its_range():
    known = siege(ground(held=0.0), FIT | {"cohesion.shortage_weight": 1.0, "cohesion.recover": 1.0})
    assert np.all(live(known, 3, 1, "cohesion", first=stressed(known, effect=0.0))[0].cohesion >= 0)
    hopeful = siege(ground(held=0.0, route_relief=[1.0]), FIT | {"cohesion.hope_weight": 1.0})
    assert np.all(live(hopeful, 3, 1, "cohesion", first=stressed(hopeful, openness=1.0))[0].cohesion <= 1)
