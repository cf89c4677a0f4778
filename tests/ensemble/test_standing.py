"""What stands at the horizon, from lives made by hand."""

import numpy as np
import pytest

from corridor.ensemble.spells import Spells
from corridor.ensemble.standing import (
    KEPT,
    LEAST_DONE,
    LITTLE_USED,
    UNDONE,
    WINDOW,
    done,
    only_ways_out,
    side_of_plans,
    standing,
    used,
)
from corridor.model.agenda import agenda
from corridor.model.talks import BREACH, CARRIED_OUT, RUNNING
from corridor.scenario.load import load
from corridor.scenario.plans import sides


def _life(first: int, last: int, fate: int = RUNNING, plan: int = 0) -> Spells:
    return Spells(*(np.array([x]) for x in (0, plan, first, last, fate)))


def test_promises_count_over_the_life_of_a_short_plan() -> None:
    promises = np.array([0.9, 0.0, 1.0, 0.5, 0.0])[:, None]
    # Days 1 to 3: 0, 1 and 1/2 of the promises done.
    assert done(_life(1, 3), promises) == pytest.approx([0.5])
    assert done(_life(0, 0), promises) == pytest.approx([0.9])


def test_of_a_long_plan_only_the_last_days_count() -> None:
    promises = np.r_[np.ones(50), np.zeros(WINDOW)][:, None]
    assert done(_life(0, 49 + WINDOW), promises) == pytest.approx([0.0])
    assert done(_life(0, 48 + WINDOW), promises) == pytest.approx([1 / WINDOW])


def test_used_is_the_share_of_those_inside_before_who_left_under_it() -> None:
    civilians, left = np.array([[200.0], [180.0], [170.0], [150.0]]), np.array([[0.0], [20.0], [30.0], [50.0]])
    assert used(_life(1, 3), civilians, left) == pytest.approx([50 / 200])
    assert used(_life(2, 3), civilians, left) == pytest.approx([30 / 180])


@pytest.mark.parametrize(
    ("share", "gone", "ways_out", "expected"),
    [
        (0.9, 0.0, False, KEPT),  # a truce that nobody leaves under
        (0.9, 0.3, True, KEPT),
        (0.9, 0.02, True, LITTLE_USED),
        (0.3, 0.02, True, UNDONE),  # what was not open could not be used
        (0.3, 0.3, False, UNDONE),
        (LEAST_DONE, 0.3, False, KEPT),
    ],
)
def test_what_stands_is_kept_little_used_or_undone(share: float, gone: float, ways_out: bool, expected: int) -> None:
    found = standing(_life(0, 4), np.array([share]), np.array([gone]), np.array([ways_out]))
    assert found.tolist() == [expected]


@pytest.mark.parametrize("fate", [CARRIED_OUT, BREACH])
def test_what_ended_or_was_carried_out_does_not_stand(fate: int) -> None:
    assert standing(_life(0, 4, fate), np.ones(1), np.ones(1), np.array([False])).tolist() == [-1]


def test_sides_of_aleppo_s_plans_are_those_who_had_to_agree() -> None:
    scenario = load("aleppo-2016")
    alone = dict(zip((plan.id for plan in scenario.plans), side_of_plans(scenario) > 0, strict=True))
    # Declared by the government and its ally in July, August and October without asking the other camp.
    assert {name for name, one in alone.items() if one} == {"july-corridors", "three-hour-pauses", "october-pause"}
    # The flag beside which talks go on says the same.
    assert (agenda(scenario).unilateral[: len(alone)] > 0).tolist() == list(alone.values())
    out = dict(zip(alone, only_ways_out(scenario), strict=True))
    assert {name for name, only in out.items() if only} == {"july-corridors"}


def test_who_proposes_agrees_and_who_belongs_to_no_camp_is_a_side_of_its_own() -> None:
    scenario = load("eastern-ghouta-2018")
    plan = next(plan for plan in scenario.plans if plan.id == "resolution-2401")
    assert sides(plan, scenario.parties) == {"besieger", "un"}
    by_itself = plan.model_copy(update={"proposers": ["russia", "un"]})
    assert sides(by_itself, scenario.parties) == {"besieger"}
