"""What a summary says of the talks: deals and their dates, who refuses, who weighs how much, what reports can tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from corridor.analysis.endings import Share, share
from corridor.ensemble.standing import SIDES

LEAST_FACTOR = 3.0
"""Bayes factor below which the reports cannot tell (Jeffreys 1961: worth no more than a bare mention)."""
CANNOT_TELL = "the reports cannot tell"
WIDTH = 30
"""Days of a bin of dates."""
CHANCES = (0.1, 0.5, 0.9)
FALLS = ("collapse", "withdrawal")
"""Endings in which the pocket falls: the last zone held by the besieged is lost."""
NEGOTIATED, ONE_SIDED = SIDES
"""Plans that need the agreement of two or more sides, and measures of one camp alone."""


class Fall(NamedTuple):
    """Whether the pocket falls by the horizon, and when."""

    chance: Share
    days: list[int | None]
    """Day number by which 10, 50 and 90 % of those that fall have fallen; None where none does."""


class Bin(NamedTuple):
    """Plans of one side by date; see ``ensemble.standing`` for what counts as kept."""

    first: int
    last: int
    open: int
    """Members still open on the first day."""
    accepted: int
    """Acceptances from the first to the last day."""
    kept: Share | None
    """Share of these that were kept: carried out, or standing with their promises done; None where there are none."""
    carried: Share | None
    """Share of these that were carried out."""
    still: Share | None
    """Chance, for a siege open on the first day, that a deal that is kept comes on that day or later."""


class Weight(NamedTuple):
    """What a group weighs in its camp: 10, 50 and 90 % of the members."""

    headcount: list[float]
    command: list[float]


class Sponsor(NamedTuple):
    """Whether a party can and will bind its clients, and whether reports show it."""

    prior: dict[str, float]
    """By type."""
    belief: dict[str, dict[str, float]]
    """By view, then type: mean over the members on the last evening."""
    factor: dict[str, float]
    """By view: median Bayes factor of the best type against the second."""
    truth: dict[str, float]
    """By view: mean belief in what is true."""

    def verdict(self, view: str) -> str:
        """In plain words, what the reports show that view."""
        return CANNOT_TELL if self.factor[view] < LEAST_FACTOR else "the reports tell"


def _ends(summary: xr.Dataset) -> np.ndarray:
    return summary.ending_day_members.sum("ending").values


def fall(summary: xr.Dataset) -> Fall:
    """Whether and when the pocket falls."""
    by_day = np.cumsum(summary.ending_day_members.sel(ending=list(FALLS)).sum("ending").values)
    count = int(by_day[-1])
    days = [int(np.argmax(by_day >= chance * count)) if count else None for chance in CHANCES]
    return Fall(share(count, max(int(summary.members), 1)), days)


def deals(summary: xr.Dataset, side: str = NEGOTIATED) -> dict[str, Share]:
    """Chance that at least one plan of a side is accepted, is carried out, is kept, ..., after the last known day."""
    total, members = max(int(summary.members), 1), summary.deal_members.sel(side=side)
    return {str(deal): share(int(members.sel(deal=deal)), total) for deal in summary.deal.values}


def by_date(summary: xr.Dataset, free: int, width: int = WIDTH, side: str = NEGOTIATED) -> list[Bin]:
    """The chance of a kept plan as a function of the date.

    Args:
        summary: of a run whose scenario has plans.
        free: first day that is not imposed.
        width: days of a bin; the last may be shorter.
        side: which plans.
    """
    days = summary.sizes["day"]
    mine = (summary.plan_side == side).values
    fates = summary.plan_fates.isel(plan=mine).sum("plan")
    stands = summary.plan_standing.isel(plan=mine).sum("plan")
    accepted, carried = fates.sum("end").values, fates.sel(end="carried out").values
    kept = carried + stands.sel(standing="kept").values
    last = summary.kept_last_members.sel(side=side).values
    before = np.concatenate([[0], np.cumsum(_ends(summary))])
    found = []
    for first in range(min(max(free, 0), days), days, width):
        stop = min(first + width, days)
        left, made = int(summary.members) - int(before[first]), int(accepted[first:stop].sum())
        later = int(last[first:].sum())
        found.append(
            Bin(
                first,
                stop - 1,
                left,
                made,
                share(int(kept[first:stop].sum()), made) if made else None,
                share(int(carried[first:stop].sum()), made) if made else None,
                share(later, left) if left else None,
            )
        )
    return found


def weights(summary: xr.Dataset) -> dict[str, Weight]:
    """Headcount and command share of each group."""

    def at(name: str, group: Any) -> list[float]:
        return [float(summary[name].sel(quantile=chance, group=group)) for chance in CHANCES]

    return {str(g): Weight(at("headcount_share", g), at("command_share", g)) for g in summary.group.values}


def refusals(summary: xr.Dataset, among: Sequence[str]) -> tuple[str, int, int] | None:
    """Of some parties the one that refused most, how often, and how often they refused in all; None if never."""
    counts = {party: int(summary.refused_times.sel(party=party)) for party in among}
    total = sum(counts.values())
    most = max(counts, key=lambda party: counts[party], default=None)
    return (most, counts[most], total) if most is not None and total else None


def sponsor(summary: xr.Dataset, party: str) -> Sponsor:
    """What the views come to believe of a party's type.

    Args:
        summary: of a run whose scenario has plans.
        party: its id.
    """
    one = summary.sel(party=party)
    kinds, views = [str(k) for k in summary.type.values], [str(v) for v in summary.view.values]
    members = one.true_type_members.values
    truth = {}
    for view in views:
        believed = one.type_belief_by_truth.sel(view=view).values
        right = [believed[i, i] * members[i] for i in range(len(kinds)) if members[i]]
        truth[view] = float(np.sum(right) / max(members.sum(), 1))
    return Sponsor(
        prior={kind: float(one.type_prior.sel(type=kind)) for kind in kinds},
        belief={v: {k: float(one.type_belief.sel(view=v, type=k)) for k in kinds} for v in views},
        factor={v: math.exp(float(one.log_factor.sel(quantile=0.5, view=v))) for v in views},
        truth=truth,
    )


def strike(summary: xr.Dataset, free: int) -> Fall:
    """Whether and when a first outside strike comes, from day ``free`` on."""
    by_day = np.cumsum(summary.strike_day_members.values[free:])
    count = int(by_day[-1]) if len(by_day) else 0
    days = [free + int(np.argmax(by_day >= chance * count)) if count else None for chance in CHANCES]
    return Fall(share(count, max(int(summary.members), 1)), days)


def lives(summary: xr.Dataset) -> dict[str, dict[str, Any]]:
    """The life of each plan as counts over all members: events, what ended it, and what became of each provision."""
    found: dict[str, dict[str, Any]] = {}
    for plan in summary.plan.values:
        times = {str(e): int(summary.plan_times.sel(plan=plan, event=e)) for e in summary.event.values}
        fates = summary.plan_fates.sel(plan=plan).sum("day")
        own = [p for p in summary.provision.values if str(p).rpartition("/")[0] == str(plan)]
        stands = summary.plan_standing.sel(plan=plan).sum("day")
        found[str(plan)] = times | {
            "side": str(summary.plan_side.sel(plan=plan).values),
            "stands": {str(s): int(stands.sel(standing=s)) for s in summary.standing.values},
            "ended_by": {str(e): int(fates.sel(end=e)) for e in summary.end.values},
            "provisions": {
                str(p).rpartition("/")[2]: {
                    str(r): int(summary.provision_times.sel(provision=p, result=r)) for r in summary.result.values
                }
                for p in own
            },
        }
    return found
