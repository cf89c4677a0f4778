"""From a member's evenings to the lives of its plans: when each was accepted, until when it held, what became of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corridor.engine.record import STEP
from corridor.model.state import FROZEN, OK, OPEN
from corridor.model.talks import CARRIED_OUT, OVERTAKEN, RUNNING, SUPERSEDED


class Spells(NamedTuple):
    """Every time that a plan was in force, in order of member and day."""

    member: NDArray[np.intp]
    plan: NDArray[np.int64]
    first: NDArray[np.intp]
    """Day on which it was accepted."""
    last: NDArray[np.intp]
    """Last day on which it was in force."""
    fate: NDArray[np.int64]
    """What became of it, as in ``talks.ENDED_BY``; 0: it still held at the horizon."""


def codes(plan: NDArray[np.float32], ending_day: NDArray[np.int32], status: NDArray[np.int32]) -> NDArray[np.int64]:
    """The recorded plan codes as whole numbers; 0 after a siege's end and for members that failed.

    Args:
        plan: the recorded series, [day, member]; a member keeps its last evening once its siege is over.
        ending_day: [member]; -1: still open.
        status: [member].
    """
    days = np.arange(len(plan))[:, None]
    alive = ((ending_day < 0) | (days <= ending_day)) & (status == OK)
    return np.where(alive & np.isfinite(plan), plan, 0).astype(np.int64)


def spells(code: NDArray[np.int64], ending: NDArray[np.int32], ending_day: NDArray[np.int32]) -> Spells:
    """The lives of all plans of some members.

    A plan that was carried out counts as such whatever came after. One in force one evening while another is told the
    next was superseded on the morning between. One in force as the siege ends was overtaken; as most fighters withdraw
    it is carried out that day (``mechanisms.ending``).

    Args:
        code: from ``codes``, [day, member].
        ending: [member].
        ending_day: [member]; -1: still open.
    """
    days = len(code)
    live, plan, reason = code > 0, (code - 1) % STEP, np.maximum(code - 1, 0) // STEP
    goes_on = np.zeros_like(live)
    goes_on[:-1] = live[:-1] & live[1:] & (plan[:-1] == plan[1:]) & (reason[:-1] <= CARRIED_OUT)
    begins = live.copy()
    begins[1:] &= ~goes_on[:-1]
    # Member by member: the n-th beginning belongs to the n-th end.
    member, first = np.nonzero(begins.T)
    _, last = np.nonzero((live & ~goes_on).T)
    carried = np.cumsum((live & (reason == CARRIED_OUT)).T.ravel())
    before = first + member * days
    was_carried = carried[last + member * days] - carried[before] + (reason[first, member] == CARRIED_OUT) > 0
    stop = np.where(ending_day < 0, days - 1, ending_day)[member]
    holds = (last == stop) & np.isin(ending[member], (OPEN, FROZEN))
    told = reason[last, member]
    followed = (last < days - 1) & live[np.minimum(last + 1, days - 1), member]
    rest = np.where(holds, RUNNING, np.where(followed, SUPERSEDED, OVERTAKEN))
    fate = np.where(told > CARRIED_OUT, told, rest)
    return Spells(member, plan[first, member], first, last, np.where(was_carried, CARRIED_OUT, fate))
