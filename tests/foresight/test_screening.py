"""Screening as a choice: a demand that only the able type can meet is made when exposing pays, by fitted values."""

import numpy as np
import pytest

from corridor.foresight.fit import Settings, fit
from corridor.games import screening
from foresight.screening_game import Case, Screening, exact

SETTINGS = Settings(rounds=8, tolerance=0.0, ridge=1.0)
SMALL, LARGE = 0.2, 0.5  # efforts demanded
MAKES = {"able": 0.7, "unable": 0.3, "reward": 1.0, "cost": 1.0}


def found(case, seed=0):
    game = Screening(case, 10_000)
    answers = fit(game, seed, SETTINGS).answers
    return game.worth(answers), game.chance(answers)


def asks(case):
    """What the exact table of ``screening.demand`` says, once the value of what follows an unmet demand is known."""
    worth, chance = exact(case)
    later = case.discount * (chance * worth).sum(axis=-1)[1] - case.cost
    return screening.demand(case.prior, case.reliable, case.other, case.exposing + later)


def test_the_large_demand_separates_and_the_small_one_does_not():
    reach = screening.capacity(**MAKES)
    assert reach.above < LARGE <= reach.most and reach.above >= SMALL


@pytest.mark.parametrize(
    ("prior", "exposing", "demanded"),
    [(0.3, 0.0, "easy"), (0.3, 0.25, "hard"), (0.6, 0.05, "easy"), (0.6, 0.5, "hard")],
)
def test_hard_is_demanded_when_exposing_pays(prior, exposing, demanded):
    case = Case(prior, exposing)
    want, often = exact(case)
    assert asks(case).choice == demanded
    worth, chance = found(case)
    np.testing.assert_allclose(worth[0], want[0], atol=0.01)
    np.testing.assert_allclose(worth[1], want[1], atol=0.01)
    np.testing.assert_allclose(chance, often, atol=0.03)
    assert (chance[0, 1] > chance[0, 0]) == (demanded == "hard")


def test_the_worth_of_both_demands_is_that_of_the_table():
    case = Case(0.5, 0.25)
    worth, _ = found(case)
    table = asks(case)
    assert worth[0, :2] == pytest.approx((table.easy, table.hard), abs=0.01)


def test_imitation_makes_the_demand_worth_less():
    # The other type meets it just so often that a met demand leaves trust at the threshold of 0.6.
    case = Case(0.4, 0.25, mimics=float(screening.mimic(0.4, 0.6)))
    worth, chance = found(case)
    want, often = exact(case)
    np.testing.assert_allclose(worth[0], want[0], atol=0.01)
    np.testing.assert_allclose(chance[0], often[0], atol=0.03)
    assert worth[0, 1] < found(case._replace(mimics=0.0))[0][0, 1] - 0.02
    assert case.prior + (1 - case.prior) * case.mimics == pytest.approx(screening.fulfilled(0.4, 0.6))
