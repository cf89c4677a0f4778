"""The gap finds a planted bad policy, and is exactly 0 where nobody deviates."""

from functools import cache
from typing import NamedTuple

import numpy as np

from corridor.foresight import columns, gap
from corridor.foresight.gap import Answers, Gap
from corridor.foresight.payoff import GROUND
from corridor.foresight.recorded import Days
from corridor.model.expectations import Deviant
from foresight.small_siege import fitted, game

PARTY = "provincial-government"
SEED = 203


class Tried(NamedTuple):
    """A party's second opinion and what it gains by it."""

    deviant: Deviant
    base: Days
    gap: Gap


def number() -> int:
    return [p.id for p in game().scenario.parties].index(PARTY)


def observer() -> int:
    return int(np.argmax(game().worlds.is_observer[number()]))


def tried(answers: Answers) -> Tried:
    """What the party could gain, as ``gap.gaps`` asks it, of this party alone."""
    world = game().worlds.observers[observer()].world
    played = game().days(world, answers, SEED - 101, gap.EXPLORE, overrates=0.0)
    base = game().days(world, answers, SEED, overrates=0.0)
    deviant = gap.second_opinion(played, number(), observer(), answers, game())
    return Tried(deviant, base, gap.measured(game(), answers, number(), deviant, base, SEED))


@cache
def of_the_fit() -> Tried:
    return tried(fitted().answers)


def bad() -> Answers:
    """The party expects the whole pocket less of every offensive: it never starts one."""
    answers = dict(fitted().answers)
    weight = np.array(answers[observer(), "press"].weight)
    weight[GROUND, columns.press_columns().index("besieger starts: one")] -= 1.0
    answers[observer(), "press"] = answers[observer(), "press"]._replace(weight=weight)
    return answers


def test_a_planted_bad_policy_shows_and_the_fit_s_own_gap_is_small() -> None:
    own, planted = of_the_fit().gap, tried(bad()).gap
    assert abs(own.share) < gap.LIMIT
    assert planted.gain > 5 * planted.error
    assert planted.share > 5 * abs(own.share)
    # Chosen with hardly any noise the better answer is worth more than a tenth of what the party's payoff varies by;
    # chosen as the fit chooses, somewhat less: five weeks of war remain.
    assert planted.noiseless / planted.range > 0.1 and planted.share > 0.07


def test_where_nobody_deviates_nobody_gains() -> None:
    """The program in which a party may deviate, with no party in its place: bit for bit the war of the fit."""
    deviant, base, _ = of_the_fit()
    found = gap.measured(game(), fitted().answers, number(), deviant._replace(who=0.0 * deviant.who), base, SEED)
    assert (found.gain, found.error, found.noiseless) == (0.0, 0.0, 0.0)
    assert found.range == of_the_fit().gap.range


def test_those_who_decide_are_the_principals_and_whoever_is_asked_or_proposes() -> None:
    assert [game().scenario.parties[n].id for n in gap.deciders(game())] == [
        "town-council", "provincial-government", "envoy",
    ]  # fmt: skip
