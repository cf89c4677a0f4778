"""What a plan says about the rest of a scenario: who proposes, who must keep what, of whom, by when, after what."""

from __future__ import annotations

from collections.abc import Callable

from corridor.errors import nearest
from corridor.scenario.fields import KeyPath
from corridor.scenario.kinds import BUILT_IN, Kind
from corridor.scenario.plans import Plan, Provision
from corridor.scenario.problems import Problem
from corridor.scenario.references import Found, all_known, circles, ids, known
from corridor.scenario.schema import Scenario


def plans_name_parties(scenario: Scenario) -> Found:
    """Those who propose, must accept, must keep, are owed, answer for and observe are parties of this scenario."""
    table = ids(scenario.parties)
    for i, plan in enumerate(scenario.plans):
        yield from all_known(("plans", i, "proposers"), plan.proposers, table, "party")
        yield from all_known(("plans", i, "required"), plan.required, table, "party")
        for j, provision in enumerate(plan.provisions):
            path = ("plans", i, "provisions", j)
            yield from known((*path, "obligor"), provision.obligor, table, "party")
            yield from all_known((*path, "beneficiaries"), provision.beneficiaries, table, "party")
            yield from all_known((*path, "observers"), provision.observers, table, "party")
            if provision.guarantor is not None:
                yield from known((*path, "guarantor"), provision.guarantor, table, "party")


def somebody_can_propose(scenario: Scenario) -> Found:
    """Somebody who may put a plan forward is asked to accept it, or can reach one who is."""
    if not scenario.channels:
        return
    reach: dict[str, set[str]] = {}
    for channel in scenario.channels:
        ends = set(channel.between)
        for party in (*ends, *([channel.via] if channel.via else [])):
            reach.setdefault(party, set()).update(ends)
    for i, plan in enumerate(scenario.plans):
        required = set(plan.required)
        if not any(party in required or reach.get(party, set()) & required for party in plan.proposers):
            told = f"nobody can put it forward: {', '.join(plan.proposers)} must accept nothing in it and no channel"
            yield Problem(("plans", i, "proposers"), f"{told} leads from there to {' or '.join(plan.required)}")


def kinds_are_known(scenario: Scenario) -> Found:
    """A provision's kind is one of those built in, or of ``kinds``."""
    names = dict.fromkeys([*ids(BUILT_IN), *ids(scenario.kinds)])
    for i, plan in enumerate(scenario.plans):
        for j, provision in enumerate(plan.provisions):
            if provision.kind not in names:
                hint = nearest(provision.kind, names) or f"; allowed: {', '.join(names)}"
                told = f"got {provision.kind!r}; no kind of provision has this name{hint}"
                yield Problem(("plans", i, "provisions", j, "kind"), told)


def provisions_name_what_they_move(scenario: Scenario) -> Found:
    """Groups, zones and routes are known; what withdraws or parts, and which road is freed, is said."""
    kinds = {kind.id: kind for kind in scenario.kinds}
    groups, zones, routes = ids(scenario.groups), ids(scenario.zones), ids(scenario.routes)
    for i, plan in enumerate(scenario.plans):
        for j, provision in enumerate(plan.provisions):
            path = ("plans", i, "provisions", j)
            yield from all_known((*path, "groups"), provision.groups, groups, "group")
            yield from all_known((*path, "zones"), provision.zones, zones, "zone")
            if provision.route is not None:
                yield from known((*path, "route"), provision.route, routes, "route")
            if provision.kind in kinds:
                yield from _moved(scenario, path, provision, kinds[provision.kind])


def _moved(scenario: Scenario, path: KeyPath, provision: Provision, kind: Kind) -> Found:
    if kind.lever == "road" and provision.route is None:
        yield Problem((*path, "route"), f"missing; a provision of kind {kind.id!r} names the road that is freed")
    if kind.lever not in ("withdraw", "separate"):
        return
    if not provision.groups:
        verb = "leave" if kind.lever == "withdraw" else "part"
        yield Problem((*path, "groups"), f"missing; a provision of kind {kind.id!r} names the groups that {verb}")
    by_id = {group.id: group for group in scenario.groups}
    if kind.lever == "separate" and not any(group.spoiler for group in scenario.groups):
        told = f"a provision of kind {kind.id!r} needs a spoiler group to part from; mark one spoiler: true"
        yield Problem((*path, "kind"), told)
    for j, name in enumerate(provision.groups):
        group = by_id.get(name)
        if group is None:
            continue
        if kind.lever == "withdraw" and not (group.inside and group.camp == "besieged"):
            told = f"got {name!r}, which is not inside the pocket; expected one of the besieged inside"
            yield Problem((*path, "groups", j), told)
        elif kind.lever == "separate" and group.spoiler:
            yield Problem((*path, "groups", j), f"got {name!r}, the spoiler group itself; expected those that part")
        elif kind.lever == "separate" and group.camp != "besieged":
            told = f"got {name!r}, a group of the besieger camp; expected one of the besieged camp"
            yield Problem((*path, "groups", j), told)


def provisions_follow_each_other(scenario: Scenario) -> Found:
    """What a provision waits for is another one of its plan, and nothing waits for itself by any way."""
    for i, plan in enumerate(scenario.plans):
        table = ids(plan.provisions)
        for j, provision in enumerate(plan.provisions):
            path = ("plans", i, "provisions", j, "after")
            if provision.after == provision.id:
                yield Problem(path, f"got {provision.after!r}, the provision itself; expected another one of the plan")
            elif provision.after is not None:
                yield from known(path, provision.after, table, f"provision of {plan.id!r}")
        waits = {p.id: p.after for p in plan.provisions if p.after is not None and p.after != p.id}
        for circle in circles(waits):
            path = ("plans", i, "provisions", table.index(circle[0]), "after")
            yield Problem(path, f"got {circle[1]!r}; each waits for the next: {' -> '.join(circle)}; none can begin")


def deadlines_can_be_met(scenario: Scenario) -> Found:
    """What must be done is due before its plan's term runs out."""
    once = {kind.id: kind.once for kind in scenario.kinds}
    for i, plan in enumerate(scenario.plans):
        for j, provision in enumerate(plan.provisions):
            if plan.days is not None and _stated(provision, once) and provision.deadline > plan.days:
                told = f"got {provision.deadline} days; it can never be met: the plan's term is {_term(plan)}"
                yield Problem(("plans", i, "provisions", j, "deadline"), told)


def _stated(provision: Provision, once: dict[str, bool]) -> bool:
    """Whether the deadline means something: it is done once, or another one than the default was written."""
    default = Provision.model_fields["deadline"].default
    return once.get(provision.kind, False) or provision.deadline != default


def _term(plan: Plan) -> str:
    return f"{plan.days} day{'' if plan.days == 1 else 's'}"


PLAN_CHECKS: tuple[Callable[[Scenario], Found], ...] = (
    plans_name_parties,
    somebody_can_propose,
    kinds_are_known,
    provisions_name_what_they_move,
    provisions_follow_each_other,
    deadlines_can_be_met,
)
