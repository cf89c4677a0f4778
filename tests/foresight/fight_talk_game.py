"""War or truce, hard or soft, both at once: the Markov game of ``games/test_quantal.py`` as a game to fit."""

import numpy as np
from scipy.special import expit

from corridor.foresight.features import NAMES
from corridor.foresight.regress import Question, Rows, to_go
from foresight.walk_game import looked_at

# Payoffs [state, player, first's action, second's action], chance of a truce next [state, first's, second's].
PAYOFF = np.array(
    [
        [[[-3, 0], [-2.5, -0.5]], [[-3, -2.5], [0, -0.5]]],
        [[[0, 3], [-1, 2.5]], [[0, -1], [3, 2.5]]],
    ]
)
TO_TRUCE = np.array([[[0, 0.2], [0.2, 0.8]], [[0.1, 0.4], [0.4, 0.95]]])
DISCOUNT, ACTIONS = 0.9, ("hard", "soft")
SIGNALS = ("front.0", "bombardment")
"""What is looked at of the production features: the constant, and whether it is war (0 or 1)."""
_COLUMNS = [NAMES.index(name) for name in SIGNALS]
_AT = looked_at(bombardment=np.array([1.0, 0.0]))[:, _COLUMNS].astype(float)


class FightTalk:
    """Each player asks what hard is worth and what soft is; with ``alike`` both share one observer's answers."""

    questions = tuple(Question(name, SIGNALS) for name in ACTIONS)

    def __init__(self, precision, alike=False, members=6000, days=30, first=0.5):
        self.precision, self.members, self.length, self.first = precision, members, days, first
        self.observers = ("either",) if alike else ("first", "second")
        self.count = len(self.observers)

    def scale(self, observer):
        return 10.0

    def worth(self, answers):
        """Value of each action, [observer, state, action]."""
        return np.array([[_AT @ answers[o, a].weight[0] for a in ACTIONS] for o in range(self.count)]).swapaxes(1, 2)

    def soft(self, answers):
        """Chance of soft by observer and state."""
        if not answers:
            return np.full((self.count, 2), self.first)
        worth = self.worth(answers)
        return expit(self.precision * (worth[..., 1] - worth[..., 0]))

    def play(self, answers, seed, explore):
        rng, soft = np.random.default_rng(seed), self.soft(answers)
        by = np.broadcast_to(soft, (2, 2))
        state = rng.integers(0, 2, self.members)
        states, acts, paid = [], [], []
        for _ in range(self.length):
            chance = np.where(rng.random((2, self.members)) < explore, 0.5, by[:, state])
            act = (rng.random((2, self.members)) < chance).astype(int)
            states.append(state)
            acts.append(act)
            paid.append(PAYOFF[state, :, act[0], act[1]])
            state = (rng.random(self.members) < TO_TRUCE[state, act[0], act[1]]).astype(int)
        tail = np.zeros((self.members, 2))
        if answers:
            chance, worth = np.stack([1 - soft, soft], axis=-1), self.worth(answers)
            tail = np.broadcast_to((chance * worth).sum(axis=-1), (2, 2)).T[state]
        ahead = to_go(np.array(paid), np.full(self.members, DISCOUNT), tail)
        return self._rows(np.array(states), np.array(acts), ahead)

    def _rows(self, states, acts, ahead):
        found = {}
        for o in range(self.count):
            mine = [o] if self.count == 2 else [0, 1]
            for number, name in enumerate(ACTIONS):
                at = [acts[:, i] == number for i in mine]
                x = np.concatenate([_AT[states[a]] for a in at])
                y = np.concatenate([ahead[..., i][a] for i, a in zip(mine, at, strict=True)])
                found[o, name] = Rows(x, y[:, None])
        return found
