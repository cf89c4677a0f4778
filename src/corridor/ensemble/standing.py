"""What a plan that stands at the horizon is worth: whether its promises are done, and its ways out used.

A plan stands where nothing ended it and it was not carried out. By what was recorded while it stood it is

- *kept*: over its last ``WINDOW`` days at least ``LEAST_DONE`` of its promises were done or stood done, day by day,
  and where it promises nothing but ways out, those inside took them;
- *little used*: it promises nothing but ways out, which stood open, and fewer than ``LEAST_USED`` of the civilians
  inside on the day of its acceptance have left since, by whatever way;
- *undone*: the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corridor.ensemble.spells import Spells
from corridor.model.talks import RUNNING
from corridor.scenario.plans import unilateral
from corridor.scenario.schema import Scenario

STANDING = ("kept", "little used", "undone")
"""Classes of what stands, by number."""
KEPT, LITTLE_USED, UNDONE = range(3)
SIDES = ("negotiated", "one-sided")
"""Negotiated: parties of two or more sides agree to it; one-sided: none but those of one camp."""
WINDOW = 30
"""Days before the horizon over which promises are watched."""
LEAST_DONE = 2.0 / 3.0
"""Share of promises, day by day. An able and willing party does a promise of middling capability on as many days."""
LEAST_USED = 0.1
"""Share of the civilians inside."""
WAYS_OUT = ("exit", "withdraw", "amnesty", "escort")
"""Levers that move somebody only if they choose to go."""


def side_of_plans(scenario: Scenario) -> NDArray[np.int64]:
    """[plan] index of ``SIDES``."""
    return np.array([unilateral(plan, scenario.parties) for plan in scenario.plans], np.int64)


def only_ways_out(scenario: Scenario) -> NDArray[np.bool_]:
    """[plan] whether all that it promises is that people may leave."""
    lever = {kind.id: kind.lever for kind in scenario.kinds}
    return np.array([all(lever[p.kind] in WAYS_OUT for p in plan.provisions) for plan in scenario.plans], bool)


def done(lives: Spells, promises: NDArray[np.floating]) -> NDArray[np.float64]:
    """Mean share of each life's promises that were done, over its last days.

    Args:
        lives: of some members' plans.
        promises: [day, member] share done each evening.
    """
    total = np.concatenate([np.zeros((1, promises.shape[1])), np.cumsum(promises, axis=0, dtype=np.float64)])
    first = np.maximum(lives.first, lives.last + 1 - WINDOW)
    return (total[lives.last + 1, lives.member] - total[first, lives.member]) / (lives.last + 1 - first)


def used(lives: Spells, civilians: NDArray[np.floating], left: NDArray[np.floating]) -> NDArray[np.float64]:
    """Share of the civilians inside on the evening before each acceptance who left while the plan stood.

    Args:
        lives: of some members' plans.
        civilians: [day, member] inside each evening.
        left: [day, member] who have left so far; on day 0 what left that day is not counted.
    """
    before = np.maximum(lives.first - 1, 0)
    gone = left[lives.last, lives.member] - left[before, lives.member]
    return np.asarray(gone / np.maximum(civilians[before, lives.member], 1.0), np.float64)


def standing(
    lives: Spells, share: NDArray[np.float64], gone: NDArray[np.float64], ways_out: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """[life] index of ``STANDING``; -1 where the plan does not stand.

    Args:
        lives: of some members' plans.
        share: [life] from ``done``.
        gone: [life] from ``used``.
        ways_out: [plan] from ``only_ways_out``.
    """
    idle = ways_out[lives.plan] & (gone < LEAST_USED)
    found = np.where(share < LEAST_DONE, UNDONE, np.where(idle, LITTLE_USED, KEPT))
    return np.where(lives.fate == RUNNING, found, -1)
