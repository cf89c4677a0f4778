"""One who doesn't know the other's type demands little, demands more than one type can do, or waits; day after day.

A demand that is met ends it with a deal, worth more with the reliable type. One that is not met costs a day; the first
time it also shows the other's type to all, which may pay.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import softmax

from corridor.foresight.features import NAMES
from corridor.foresight.regress import Question, Rows, to_go
from foresight.walk_game import looked_at

OPTIONS = ("easy", "hard", "wait")
COLUMNS = ("front.0", "trust")
_AT = [NAMES.index(name) for name in COLUMNS]


class Case(NamedTuple):
    """Who meets what, and what it is worth."""

    prior: float = 0.5
    exposing: float = 0.0
    mimics: float = 0.0
    reliable: float = 0.8
    other: float = 0.3
    cost: float = 0.02
    discount: float = 0.95
    noise: float = 0.05


class Screening:
    """The one who demands asks what each option is worth, by its trust: the prior, or none after exposure."""

    observers = ("who demands",)
    questions = tuple(Question(name, COLUMNS) for name in OPTIONS)

    def __init__(self, case=None, members=6000, days=25):
        self.case, self.members, self.length = case or Case(), members, days
        self.looks = looked_at(trust=np.array([self.case.prior, 0.0]) - 0.5)[:, _AT].astype(float)

    def scale(self, observer):
        return 1.0

    def worth(self, answers):
        """Value of each option at the prior and after exposure, [2, option]."""
        return np.stack([self.looks @ answers[0, name].weight[0] for name in OPTIONS], axis=-1)

    def chance(self, answers):
        """How often each option is taken, [2, option]."""
        return softmax(self.worth(answers) / self.case.noise, axis=-1) if answers else np.full((2, 3), 1 / 3)

    def play(self, answers, seed, explore):
        rng, case, members = np.random.default_rng(seed), self.case, self.members
        chance = self.chance(answers)
        reliable = rng.random(members) < case.prior
        exposed, alive = np.zeros(members, int), np.ones(members, bool)
        told, paid = [], []
        for _ in range(self.length):
            taken = (rng.random((members, 1)) > np.cumsum(chance[exposed], axis=1)[:, :2]).sum(axis=1)
            taken = np.where(rng.random(members) < explore, rng.integers(0, 3, members), taken)
            can = reliable | (rng.random(members) < case.mimics * (exposed == 0))
            met = alive & ((taken == 0) | ((taken == 1) & can))
            shown = alive & (taken == 1) & ~met & (exposed == 0)
            told.append((exposed, np.where(alive, taken, -1)))
            deal = np.where(reliable, case.reliable, case.other)
            paid.append(met * deal + shown * case.exposing - (alive & ~met) * case.cost)
            alive, exposed = alive & ~met, exposed | shown
        tail = np.zeros(members)
        if answers:
            tail = alive * (chance * self.worth(answers)).sum(axis=-1)[exposed]
        ahead = to_go(np.array(paid)[..., None], np.full(members, case.discount), tail[:, None])
        at, taken = (np.stack(x) for x in zip(*told, strict=True))
        return {(0, n): Rows(self.looks[at[taken == i]], ahead[taken == i]) for i, n in enumerate(OPTIONS)}


def exact(case):
    """Values of the options and how often each is taken, by value iteration over the two states of knowledge."""
    value = np.zeros(2)
    for _ in range(2000):
        on = case.discount * value - case.cost
        met = case.prior + (1 - case.prior) * np.array([case.mimics, 0.0])
        deals = case.prior * case.reliable + (1 - case.prior) * np.array([case.mimics * case.other, 0.0])
        easy = case.prior * case.reliable + (1 - case.prior) * case.other
        known = [case.other, on[1], on[1]]
        worth = np.array([[easy, deals[0] + (1 - met[0]) * (case.exposing + on[1]), on[0]], known])
        chance = softmax(worth / case.noise, axis=-1)
        value = (chance * worth).sum(axis=-1)
    return worth, chance
