"""From the tally of the talks to labelled variables: the lives of plans, what views believe, who weighs how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridor.ensemble.sketch import BINS, Scale, quantile
from corridor.ensemble.standing import SIDES, STANDING, side_of_plans
from corridor.ensemble.talks import DEALS, EVENTS, FACTOR, RESULTS, SHARE, VIEWS, TalksTally
from corridor.model.agenda import provisions
from corridor.model.diplomacy import TYPES
from corridor.model.talks import ENDED_BY
from corridor.scenario.schema import Scenario

Variable = tuple[tuple[str, ...], Any, dict[str, str]]


def _count(axes: tuple[str, ...], values: Any, meaning: str) -> Variable:
    return axes, values, {"units": "1", "long_name": meaning}


def _quantiles(bins: NDArray[np.int64], scale: Scale, chances: Sequence[float]) -> NDArray[np.float64]:
    """[quantile, ...] of figures counted in bins on the last axis."""
    flat = bins.reshape(-1, BINS)
    return np.stack([quantile(flat, scale, chance) for chance in chances]).reshape(len(chances), *bins.shape[:-1])


def _plans(tally: TalksTally, members: int) -> dict[str, Variable]:
    by_fate = "acceptances of the plan on the day, by what became of it (nothing: it holds at the horizon)"
    stands = "acceptances on the day of what stands at the horizon, by whether its promises are done and it is used"
    last = "members by day of their last acceptance that was kept: carried out, or standing with its promises done"
    return {
        "plan_times": _count(("event", "plan"), tally.times, "how often it happened to the plan, over all members"),
        "plan_members": _count(("event", "plan"), tally.members, "members in which it happened to the plan"),
        "plan_last_end": _count(("plan", "end"), tally.last_end, "members by what ended the plan last"),
        "plan_fates": _count(("plan", "end", "day"), tally.fates, by_fate),
        "plan_standing": _count(("plan", "standing", "day"), tally.standing, stands),
        "plan_in_force": _count(("plan", "day"), tally.in_force / max(members, 1), "probability that it is in force"),
        "provision_times": _count(("result", "provision"), tally.results, "how often the provision came to this end"),
        "deal_members": _count(
            ("side", "deal"), tally.deals, "members with at least one plan that came so far, when free"
        ),
        "kept_last_members": _count(("side", "day"), tally.kept_last[:, :-1], last),
        "strike_day_members": _count(("day",), tally.strike_days[:-1], "members by day of the first outside strike"),
    }


def _parties(tally: TalksTally, chances: Sequence[float]) -> dict[str, Variable]:
    kinds = np.maximum(tally.types, 1)[:, :, None, None]
    found = np.where(tally.types[:, :, None, None] > 0, tally.belief / kinds, np.nan)
    whole, some = tally.factor.sum(axis=1), np.maximum(tally.types.sum(axis=1), 1)
    belief = tally.belief.sum(axis=1) / some[:, None, None]
    told = "what the view believes of the party's type on the last evening"
    factor = "log Bayes factor of the best type against the second, in what the view was reported"
    by = ("party", "true_type", "view", "type")
    return {
        "refused_times": _count(("party",), tally.refused_by, "how often the party refused what was put forward"),
        "true_type_members": _count(("party", "true_type"), tally.types, "members by the party's true type"),
        "type_prior": _count(("party", "type"), tally.prior / some[:, None], "mean weight of the type beforehand"),
        "type_belief": _count(("party", "view", "type"), belief, f"mean over members of {told}"),
        "type_belief_by_truth": _count(by, found, f"mean of {told}, by the party's true type"),
        "log_factor": _count(
            ("quantile", "party", "view"), _quantiles(whole, FACTOR, chances), f"quantiles of the {factor}"
        ),
        "log_factor_by_truth": _count(
            ("quantile", *by[:3]), _quantiles(tally.factor, FACTOR, chances), f"the same by true type: {factor}"
        ),
    }


def talks_summary(
    tally: TalksTally, members: int, scenario: Scenario, chances: Sequence[float]
) -> tuple[dict[str, Variable], dict[str, Any]]:
    """Variables and coordinates of the talks; both empty where a scenario has no plans.

    Args:
        tally: sums over members.
        members: how many.
        scenario: that was run.
        chances: the quantiles of the summary.
    """
    if not scenario.plans:
        return {}, {}
    head = "share of the group in its camp's fighters on its side of the ring, day 0"
    groups = {
        "headcount_share": _count(("quantile", "group"), _quantiles(tally.headcount, SHARE, chances), head),
        "command_share": _count(
            ("quantile", "group"),
            _quantiles(tally.command, SHARE, chances),
            "share of the group in its joint command's decisions",
        ),
    }
    flat = provisions(scenario)
    coords = {
        "event": list(EVENTS), "end": list(ENDED_BY), "result": list(RESULTS), "deal": list(DEALS),
        "side": list(SIDES), "standing": list(STANDING),
        "plan_side": ("plan", [SIDES[number] for number in side_of_plans(scenario)]),
        "view": list(VIEWS), "type": list(TYPES), "true_type": list(TYPES),
        "plan": [plan.id for plan in scenario.plans],
        "plan_name": ("plan", [plan.name for plan in scenario.plans]),
        "provision": [f"{plan.id}/{provision.id}" for plan, provision in flat],
        "provision_kind": ("provision", [provision.kind for _, provision in flat]),
        "obligor": ("provision", [provision.obligor for _, provision in flat]),
        "party": [party.id for party in scenario.parties],
        "party_name": ("party", [party.name for party in scenario.parties]),
        "group": [group.id for group in scenario.groups],
        "group_name": ("group", [group.name for group in scenario.groups]),
    }  # fmt: skip
    return _plans(tally, members) | _parties(tally, chances) | groups, coords
