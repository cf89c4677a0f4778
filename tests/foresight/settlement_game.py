"""Two sides that see the same battles with beliefs of their own about the odds, each in a world of its own.

Exact: ``corridor.games.settlement``. In a side's world the odds of each war are drawn from that side's belief, and the
other plays by the answers fitted in *its* world: they agree to disagree. They settle when what both expect of fighting
on leaves something to share, C₁ + C₂ ≤ 1, and halve the rest. Three wars in ten are seen from the start, the others
from a place that some war could have come to; the first moment of each is a battle, so that what settling would hide
is looked at too.
"""

from typing import NamedTuple

import numpy as np

from corridor.foresight.features import NAMES
from corridor.foresight.regress import Question, Rows, to_go
from foresight.walk_game import looked_at

MEMORY = 4.0  # as in the production signals: battles won less lost, and battles, over battles + 4


class Sides(NamedTuple):
    """Beliefs as (won, lost) of the besieger and the besieged; None: both know the odds p."""

    besieger: tuple[float, float] | None
    besieged: tuple[float, float] | None
    p: float = 0.5
    cost_besieger: float = 0.01
    cost_besieged: float = 0.01
    zones: int = 10
    start: int = 5
    talk: float = 1.0


class Settlement:
    """Both sides ask what fighting on is worth, by front and by battles seen."""

    questions = (Question("fight", NAMES),)
    observers = ("besieger", "besieged")

    def __init__(self, sides, members=20_000, longest=45, horizon=400, odds=True):
        self.sides, self.members, self.longest, self.horizon = sides, members, longest, horizon
        self.costs = sides.cost_besieger, sides.cost_besieged
        t, n = np.meshgrid(np.arange(horizon + longest + 2), np.arange(sides.zones + 1), indexing="ij")
        self.looks = [self._looks(belief, t, n, odds) for belief in sides[:2]]
        self.places = [
            (a, b)
            for a in range(longest + 1)
            for b in range(1, sides.zones)
            if abs(b - sides.start) <= a and (a + b - sides.start) % 2 == 0
        ]

    def _looks(self, belief, t, n, odds):
        """Features of every battle and zones held, [battle, zones + 1, feature]."""
        front = n / self.sides.zones
        if belief is None:
            return looked_at(front=front)
        ahead = n - self.sides.start
        seen, evidence = np.clip(ahead / (t + MEMORY), -1, 1), t / (t + MEMORY)
        won, lost = (np.maximum(b + s * ahead / 2 + t / 2, 0.5) for b, s in zip(belief, (1, -1), strict=True))
        return looked_at(
            front=front, seen=seen, evidence=evidence, odds=odds * np.clip(np.log(won / lost) / 4, -1.5, 1.5)
        )

    def scale(self, observer):
        return 1.0

    def worth(self, answers):
        """Fitted value of fighting on to each side, [2, battle, zones + 1]."""
        return np.stack([self.looks[o] @ answers[o, "fight"].weight[0] for o in (0, 1)])

    def odds(self, observer, battles, held, rng):
        """Drawn odds of each war, given what was seen of it."""
        belief = self.sides[observer]
        if belief is None:
            return np.full(len(held), self.sides.p)
        won = (battles + held - self.sides.start) / 2
        return rng.beta(belief[0] + won, belief[1] + battles - won)

    def play(self, answers, seed, explore):
        worth = self.worth(answers) if answers else None
        return {(o, "fight"): self._world(o, worth, np.random.default_rng([seed, o]), explore) for o in (0, 1)}

    def _world(self, observer, worth, rng, explore):
        zones, members = self.sides.zones, self.members
        at = np.array(self.places)[rng.integers(0, len(self.places), members)]
        at[rng.random(members) < 0.3] = 0, self.sides.start
        battles, held = at[:, 0].copy(), at[:, 1].copy()
        p, alive = self.odds(observer, battles, held, rng), np.ones(members, bool)
        rows, fights, paid = [], [], []
        for day in range(self.horizon):
            pay, settled = np.zeros(members), np.zeros(members, bool)
            if worth is not None and day > 0:
                mine, rest = worth[observer, battles, held], 1 - worth[:, battles, held].sum(axis=0)
                meets = alive & (rng.random(members) < self.sides.talk) & (rng.random(members) >= explore)
                settled = meets & (rest >= 0)
                pay = np.where(settled, mine + rest / 2, pay)
            fought = alive & ~settled
            rows.append(self.looks[observer][battles[fought], held[fought]])
            fights.append(fought)
            step = np.where(rng.random(members) < p, 1, -1)
            battles, held = battles + fought, held + fought * step
            over = (held == 0) | (held == zones)
            wins = (held == zones) if observer == 0 else (held == 0)
            paid.append(pay - fought * self.costs[observer] + (fought & over & wins))
            alive = fought & ~over
            if not alive.any():
                break
        ahead = to_go(np.array(paid)[:, :, None], np.ones(members), np.zeros((members, 1)))
        return Rows(np.concatenate(rows), np.concatenate([a[f] for a, f in zip(ahead, fights, strict=True)]))
