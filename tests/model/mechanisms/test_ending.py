"""Each ending arises where it should and nowhere else; what has ended stays; a failure is a status."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.state import COLLAPSE, NOT_FINITE, OK, OPEN, OUT_OF_RANGE, RELIEF, WITHDRAWAL
from corridor.model.talks import CARRIED_OUT
from model.parley import changed as put
from model.parley import parley
from model.support import ground, live, morning, nothing, siege

FIGHTING = {"group.strength": 1000.0, "ending.last_fighters": 50.0, "ending.relief_days": 3.0}


def end(held=0.0, changed=None, days=1, given=None, pocket=(1.0, 1.0, 0.0), **first):
    layout = ground(3, held=held, pocket=pocket, route_relief=[1.0], route_segment=[[True]])
    known = siege(layout, FIGHTING | (changed or {}))
    whole = nothing(layout, days) if given is None else nothing(layout, days, **given)
    last, _, _ = live(known, whole, 1, "ending", first=morning(known, **first))
    return jax.tree.map(lambda x: x[0], last)


@pytest.mark.parametrize(
    ("ending", "case"),
    [
        (OPEN, {}),
        (OPEN, {"held": [1.0, 0.9, 1.0]}),
        (COLLAPSE, {"held": [1.0, 1.0, 0.0]}),  # the zone that is left is no part of the pocket
        (COLLAPSE, {"held": [0.96, 0.97, 0.0]}),
        (OPEN, {"strength": [0.0, 50.0]}),
        (COLLAPSE, {"strength": [1000.0, 49.0]}),
        (COLLAPSE, {"strength": [0.0, 0.0]}),  # nobody left on either side: nobody defends the pocket
        (WITHDRAWAL, {"strength": [1000.0, 40.0], "departed": [0.0, 600.0], "surrendered": [0.0, 500.0]}),
        (COLLAPSE, {"strength": [1000.0, 40.0], "departed": [0.0, 500.0], "surrendered": [0.0, 600.0]}),
        (COLLAPSE, {"strength": [1000.0, 40.0], "departed": [600.0, 0.0]}),  # the besieger's do not count
    ],
)
def test_endings(ending, case):
    last = end(**case)
    assert (int(last.ending), int(last.ending_day)) == (ending, -1 if ending == OPEN else 0)
    assert int(last.status) == OK and int(last.day) == 1


def with_road(openness, days=8, closed=True, changed=None):
    """A pocket whose road is open by this much on each day."""
    layout = ground(held=0.0, route_relief=[1.0], route_segment=[[True]])
    known = siege(layout, FIGHTING | {"ending.relief_open": 0.5} | (changed or {}))
    given = nothing(layout, days, route_factor=np.asarray(openness)[:, None])
    first = morning(known, closed_once=closed, stock=[1.0, 1.0])
    last, seen, _ = live(known, given, 1, "supply", "ending", first=first, see=lambda s: s.ending)
    return int(last.ending_day[0]), np.asarray(seen)[:, 0]


def test_relief_is_a_road_open_for_days_in_a_row():
    day, endings = with_road([0.4, 0.5, 0.6, 0.1, 0.7, 0.5, 1.0, 0.0])
    assert day == 6 and endings.tolist() == [OPEN] * 6 + [RELIEF] * 2
    assert with_road([0.5, 1, 0, 1, 1, 0, 1, 1])[0] == -1


def test_a_pocket_that_was_never_closed_is_not_relieved():
    assert with_road([1.0] * 8, closed=False)[0] == -1
    assert with_road([1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], closed=False)[0] == 4


def test_a_pocket_that_falls_on_the_day_of_its_relief_has_fallen():
    day, endings = with_road([1.0, 1.0, 1.0], days=3)
    assert day == 2 and endings[-1] == RELIEF
    day, endings = with_road([1.0, 1.0, 1.0], days=3, changed={"ending.last_fighters": 2000.0})
    assert day == 0 and endings[-1] == COLLAPSE
    layout = ground(held=1.0, route_relief=[1.0], route_segment=[[True]], route_camp=[0.0])
    known = siege(layout, FIGHTING | {"ending.relief_days": 1.0})
    last = live(known, 1, 1, "supply", "ending", first=morning(known, closed_once=True))[0]
    assert int(last.open_days[0]) == 1 and int(last.ending[0]) == COLLAPSE


def test_those_outside_do_not_hold_the_pocket():
    layout = ground(held=0.0, group_camp=[[1, 0, 0], [0, 1, 1]], group_inside=[0.0, 1.0, 0.0],
                    group_area=np.ones((3, 1)), group_depot=[[1, 0], [0, 1], [0, 1]], group_comrade=np.zeros((3, 3)),
                    group_route=np.zeros((3, 1)))  # fmt: skip
    for inside, ending in ((40.0, COLLAPSE), (60.0, OPEN)):
        known = siege(layout, FIGHTING | {"group.strength": [1000.0, inside, 5000.0]})
        assert int(live(known, 1, 1, "ending")[0].ending[0]) == ending


def test_a_pocket_without_roads_is_not_relieved():
    layout = ground(held=0.0)
    known = siege(layout, FIGHTING)
    assert int(live(known, 9, 1, "ending", first=morning(known, closed_once=True))[0].ending[0]) == OPEN


def test_nothing_ends_on_a_day_whose_front_is_known():
    case = {"held": [1.0, 1.0, 0.0], "days": 2}
    assert int(end(**case, given={"held_known": [True, True]}).ending) == OPEN
    assert int(end(**case, given={"held_known": [True, False]}).ending_day) == 1


def test_what_has_ended_stands_still():
    # A whole day's fighting, but the pocket has fallen on the first evening.
    fight = {"assault.loss_besieged": 0.1, "assault.loss_besieger": 0.1, "assault.persons_exponent": 1.0}
    known = siege(ground(2, [(0, 1)], held=[1.0, 0.0]), FIGHTING | fight | {"ending.last_fighters": 995.0})
    names = ("assault", "ending")
    last, seen, _ = live(known, 6, 20, *names, see=lambda s: (s.strength, s.day, s.lost))
    assert np.all(last.ending == COLLAPSE) and np.all(last.ending_day == 0) and np.all(last.day == 1)
    for figure in seen:
        assert np.all(np.asarray(figure) == np.asarray(figure)[0])
    assert np.all(last.lost > 5)


BROKEN = ["held", "strength", "cohesion", "stock", "food", "civilians", "lost", "killed", "damage", "cause", "pool"]


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("figure", [np.nan, np.inf])
def test_a_figure_that_is_not_finite_is_a_status(name, figure):
    state = morning(siege(ground(3, held=0.0), FIGHTING))
    last = end(**{name: jnp.full_like(getattr(state, name), figure)})
    assert int(last.status) == NOT_FINITE


def test_fewer_than_nobody_is_a_status():
    assert int(end(strength=[-2.0, 1000.0]).status) == OUT_OF_RANGE
    assert int(end(civilians=[-2.0, 10.0, 10.0]).status) == OUT_OF_RANGE


def test_a_failure_stops_the_member_at_once():
    last = end(days=5, strength=[np.nan, 1000.0])
    assert int(last.day) == 1


def _withdrawn(**talks):
    """The evening on which the last fighters of a pocket have left, a plan in force unless ``talks`` says otherwise."""
    known = parley({"group.strength": [1000.0, 10.0], "ending.last_fighters": 50.0, "ending.relief_days": 9.0})
    first = put(morning(known, departed=[0.0, 500.0]), **({"plan": 0, "accepted_day": 0} | talks))
    return jax.tree.map(lambda x: x[0], live(known, 1, 1, "ending", first=first)[0])


def test_as_most_fighters_leave_the_plan_in_force_is_carried_out():
    # Ten of 510 are left: fewer than hold a line, more than nobody.
    last = _withdrawn()
    assert (int(last.ending), int(last.talks.carried[0]), int(last.talks.carried_day[0])) == (WITHDRAWAL, 1, 0)
    assert (int(last.talks.today.ended), int(last.talks.today.ended_by)) == (0, CARRIED_OUT)


def test_what_was_carried_out_before_is_not_carried_out_again_and_no_plan_is_none():
    assert int(_withdrawn(carried=1, carried_day=0).talks.carried[0]) == 1
    assert int(_withdrawn(plan=-1).talks.carried[0]) == 0


def test_a_collapse_carries_out_nothing():
    known = parley({"group.strength": [1000.0, 10.0], "ending.last_fighters": 50.0, "ending.relief_days": 9.0})
    last = live(known, 1, 1, "ending", first=put(morning(known), plan=0, accepted_day=0))[0]
    assert (int(last.ending[0]), int(last.talks.carried[0, 0])) == (COLLAPSE, 0)
