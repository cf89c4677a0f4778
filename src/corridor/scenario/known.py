"""What of a scenario a run may know: plans whose text was not public yet are hindsight."""

from __future__ import annotations

import datetime

from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import PlanEntry, ProvisionEntry


def as_known(scenario: Scenario, until: datetime.date) -> Scenario:
    """The scenario without the plans published after a day, and without what became of them.

    Numbers are drawn by the hash of their path, so that every other number stays what it was.

    Args:
        scenario: a checked scenario.
        until: last day of known history, included.
    """
    plans = [plan for plan in scenario.plans if plan.published <= until]
    if len(plans) == len(scenario.plans):
        return scenario
    ids = {plan.id for plan in plans}
    told = [e for e in scenario.timeline if not isinstance(e, PlanEntry | ProvisionEntry) or e.plan in ids]
    used = {provision.kind for plan in plans for provision in plan.provisions}
    dropped = {p.kind for plan in scenario.plans for p in plan.provisions} - used
    kinds = [kind for kind in scenario.kinds if kind.id not in dropped]
    return scenario.model_copy(update={"plans": plans, "timeline": told, "kinds": kinds})
