"""The walk of forts with a fixed split as a game to fit: the exact solution is ``corridor.games.fixed_split``."""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from corridor.foresight.features import NAMES, Signals, features
from corridor.foresight.fit import Answers
from corridor.foresight.regress import Answer, Question, Rows, to_go


class Terms(NamedTuple):
    """As the arguments of ``fixed_split.values``."""

    zones: int = 10
    p: float = 0.55
    cost_besieger: float = 0.02
    cost_besieged: float = 0.02
    share: float = 0.5
    noise: float = 0.1
    talk: float = 1.0
    discount: float = 1.0


class Days(NamedTuple):
    """What was played, [day, member]."""

    held: np.ndarray
    fought: np.ndarray
    settled: np.ndarray


def looked_at(**signals):
    """Production features of moments told by some signals; the others are 0, as where a case has no such thing."""
    one = np.broadcast_arrays(*(np.asarray(x, np.float32) for x in signals.values()))
    at = dict(zip(signals, one, strict=True))
    return np.asarray(features(Signals(**{name: at.get(name, np.zeros_like(one[0])) for name in Signals._fields})))


class Walk:
    """One observer expects both shares and the number of battles; each side values these for itself."""

    observers = ("both",)
    questions = (Question("fight", NAMES),)

    def __init__(self, terms=None, members=4000, most=2000):
        self.terms = terms = terms or Terms()
        self.members, self.most = members, most
        self.gives = np.array([[terms.share], [1 - terms.share]])
        self.looks = looked_at(front=np.arange(terms.zones + 1) / terms.zones)

    def scale(self, observer):
        return np.array([1.0, 1.0, 1 / max(self.terms.cost_besieger, self.terms.cost_besieged)])

    def worth(self, answers: dict[tuple[int, str], Answer] | Answers):
        """Value of fighting on to the besieger and the besieged by the answers, [2, zones + 1]."""
        won, kept, battles = (self.looks @ answers[0, "fight"].weight.T).T
        return np.stack([won - self.terms.cost_besieger * battles, kept - self.terms.cost_besieged * battles])

    def accept(self, answers):
        return expit((self.gives - self.worth(answers)) / self.terms.noise)

    def days(self, accept, seed, explore=0.0, start=None):
        """Play members to their ends, from everywhere or from ``start``."""
        rng, terms, members = np.random.default_rng(seed), self.terms, self.members
        held = rng.integers(1, terms.zones, members) if start is None else np.full(members, start)
        alive, told = np.ones(members, bool), []
        while alive.any():
            assert len(told) < self.most, "a war does not end"
            says = np.where(rng.random(members) < explore, 0.5, accept[:, held])
            talk = alive & (rng.random(members) < terms.talk)
            settled = talk & (rng.random((2, members)) < says).all(axis=0)
            fought = alive & ~settled
            told.append((held, fought, settled))
            held = held + np.where(fought, np.where(rng.random(members) < terms.p, 1, -1), 0)
            alive = fought & (held > 0) & (held < terms.zones)
        return Days(*(np.stack(x) for x in zip(*told, strict=True))), held

    def play(self, answers, seed, explore):
        accept = self.accept(answers) if answers else np.full((2, self.terms.zones + 1), 0.2)
        told, last = self.days(accept, seed, explore)
        days, member = len(told.held), np.arange(self.members)
        paid = np.zeros((days + 1, self.members, 3))
        paid[:days, :, :2] = told.settled[..., None] * self.gives[:, 0]
        paid[:days, :, 2] = told.fought
        # Who holds all has it the day after the last battle.
        after = told.fought.sum(axis=0)
        paid[after, member, 0] += last == self.terms.zones
        paid[after, member, 1] += last == 0
        ahead = to_go(paid, np.full(self.members, self.terms.discount), np.zeros((self.members, 3)))[:days]
        return {(0, "fight"): Rows(self.looks[told.held[told.fought]], ahead[told.fought])}
