"""Fit what two sides expect in a game of one's own, and set it beside the exact solution.

The game: a walk of forts with one plan on the table (a fixed split). Before each battle both say yes or no, by logit on
what the plan gives less what they expect of fighting on. Exact values: ``corridor.games.fixed_split``. The fit sees the
front through the same features as in a siege and knows nothing of the solution.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np

from corridor.foresight.features import NAMES, Signals, features
from corridor.foresight.fit import Answers, Settings, fit
from corridor.foresight.regress import Question, Rows, to_go
from corridor.games import fixed_split

ZONES, ODDS, COSTS, SHARE, NOISE = 10, 0.55, np.array([[0.02], [0.02]]), 0.5, 0.1
GIVES = np.array([[SHARE], [1 - SHARE]])
FRONTS, NOTHING = jnp.arange(ZONES + 1) / ZONES, jnp.zeros(ZONES + 1)


class Walk:
    """The game: one observer, one question; components are the share at the end and the battles fought."""

    questions = (Question("fight", NAMES),)
    observers = ("both sides",)
    looks = np.asarray(features(Signals(FRONTS, *(NOTHING,) * (len(Signals._fields) - 1))))

    def scale(self, observer: int) -> float:
        """The prize is 1."""
        return 1.0

    def expects(self, answers: Answers) -> np.ndarray:
        """What each side expects of fighting on, [side, zones held]."""
        share, battles = answers[0, "fight"].weight @ self.looks.T
        return np.stack([share, 1 - share]) - COSTS * battles

    def play(self, answers: Answers, seed: int, explore: float) -> dict[tuple[int, str], Rows]:
        """8,000 wars, started anywhere; at first both say yes one time in five."""
        draw, members = np.random.default_rng(seed), 8000
        yes = np.full((2, ZONES + 1), 0.2)
        if answers:
            yes = 1 / (1 + np.exp(-(GIVES - self.expects(answers)) / NOISE))
        front, alive = draw.integers(1, ZONES, members), np.ones(members, bool)
        fronts, fights, paid = [], [], []
        while alive.any():
            chance = np.where(draw.random(members) < explore, 0.5, yes[:, front])
            settle = alive & (draw.random((2, members)) < chance).all(axis=0)
            fight = alive & ~settle
            fronts.append(front)
            fights.append(fight)
            front = np.where(fight, front + np.where(draw.random(members) < ODDS, 1, -1), front)
            over = fight & ((front == 0) | (front == ZONES))
            paid.append(np.stack([np.where(settle, SHARE, over * (front == ZONES)), fight * 1.0], axis=1))
            alive = fight & ~over
        ahead = to_go(np.array(paid), np.ones(members), np.zeros((members, 2)))
        some = np.array(fights)
        return {(0, "fight"): Rows(self.looks[np.array(fronts)[some]], ahead[some])}


def main() -> None:
    """Fit, and print fitted beside exact."""
    found = fit(Walk(), 0, Settings(rounds=15, least=15))
    fitted, exact = Walk().expects(found.answers), fixed_split.values(ZONES, ODDS, 0.02, 0.02, SHARE, NOISE).fight
    print("zones held   besieger: fitted  exact   besieged: fitted  exact")
    for n in range(1, ZONES):
        print(f"{n:10d} {fitted[0, n]:18.3f} {exact[0, n]:6.3f} {fitted[1, n]:18.3f} {exact[1, n]:6.3f}")
    print(f"largest difference: {np.abs(fitted - exact)[:, 1:-1].max():.4f}")


if __name__ == "__main__":
    main()
