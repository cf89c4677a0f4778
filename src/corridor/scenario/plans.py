"""Plans: named lists of provisions, each with who must keep it, by when, seen by whom, after what."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from pydantic import Field

from corridor.scenario.kinds import Kind
from corridor.scenario.parties import Party
from corridor.scenario.quantity import Quantity, Section, unstated
from corridor.scenario.words import Cited, Id, Name, Note


class Provision(Section):
    """One promise of a plan. What it leaves out is its kind's."""

    id: Id
    kind: str = Field(min_length=1, description="what is promised: one of the built-in kinds, or of `kinds`")
    obligor: Id = Field(description="party that must keep it")
    beneficiaries: list[Id] = Field(
        default_factory=list, description="parties to whom it is owed; none: all the others"
    )
    groups: list[Id] = Field(
        default_factory=list,
        description="groups that withdraw or are separated; of a cessation, those that it binds (none: all)",
    )
    zones: list[Id] = Field(default_factory=list, description="zones handed over; none: the whole pocket")
    route: Id | None = Field(None, description="the road that is freed")
    deadline: int = Field(10, ge=1, le=1000, description="days from the start of the plan by which it must be done")
    after: Id | None = Field(None, description="provision of this plan that must be kept first")
    guarantor: Id | None = Field(None, description="party that answers for it")
    observers: list[Id] = Field(default_factory=list, description="parties that see it; none: all who look")
    effect: Quantity | None = unstated("how far it moves its lever when kept; None: its kind's", "1", 0, 1)
    capability: Quantity | None = unstated("chance a day that a try succeeds; None: its kind's", "1", 0, 1)
    kills: Quantity | None = unstated("chance that a seen breach ends the plan; None: its kind's", "1", 0, 1)
    sensitivity: Quantity | None = unstated(
        "chance that what was not done is seen as not done; None: its kind's", "1", 0, 1
    )
    specificity: Quantity | None = unstated("chance that what was done is seen as done; None: its kind's", "1", 0, 1)
    note: Note = None


class Plan(Section):
    """A named list of provisions, with the day on which its text became public."""

    id: Id
    name: Name
    published: datetime.date = Field(description="the day its text became public; on the menu from then on")
    source: Cited
    proposers: list[Id] = Field(min_length=1, description="parties that may put it forward")
    required: list[Id] = Field(min_length=1, description="parties that must accept it")
    days: int | None = Field(None, ge=1, le=4000, description="term, days; None: open-ended")
    provisions: list[Provision] = Field(min_length=1, description="what is promised, and by whom")
    note: Note = None


def sides(plan: Plan, parties: Sequence[Party]) -> frozenset[str]:
    """Camps whose agreement a plan needs; a party of neither camp speaks for itself.

    They are those of the parties that must accept it and, where nobody of these camps may put it forward, of those that
    may: who puts a plan forward agrees to it. A plan with one side is a measure of that camp alone.
    """
    camp = {party.id: party.camp or party.id for party in parties}
    required = frozenset(camp[party] for party in plan.required)
    proposers = frozenset(camp[party] for party in plan.proposers)
    return required if required & proposers else required | proposers


def unilateral(plan: Plan, parties: Sequence[Party]) -> bool:
    """Whether a plan is a measure that one side takes alone."""
    return len(sides(plan, parties)) < 2


def core(plan: Plan, kinds: Sequence[Kind]) -> frozenset[str]:
    """What a plan is about: the cores of its provisions, calm aside where there is anything else."""
    of = {kind.id: kind.core for kind in kinds}
    found = {c for provision in plan.provisions if (c := of.get(provision.kind))}
    return frozenset(found - {"calm"} or found)


def same_core(one: Plan, other: Plan, kinds: Sequence[Kind]) -> bool:
    """Whether two plans are about the same: a revived plan inherits the record of the one that failed.

    They are if fighters part or leave in both, or if neither asks for that and they share every core provision.
    """
    moves = {"parting", "leaving"}
    a, b = core(one, kinds), core(other, kinds)
    return bool(a & moves and b & moves) or (not (a | b) & moves and a == b)
