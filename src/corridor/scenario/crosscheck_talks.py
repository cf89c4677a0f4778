"""What the sections of the talks say about each other: parties, factions, sponsors, groups, channels, their events."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from corridor.scenario.crosscheck_plans import PLAN_CHECKS
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import Problem
from corridor.scenario.quantity import Quantity
from corridor.scenario.references import Found, all_known, circles, ids, known
from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import CalendarEntry, ChannelEntry, IncidentEntry, PlanEntry, ProvisionEntry

TOLERANCE = 0.02
"""How far the powers of a party's factions may sum from 1, at the middles of their ranges."""


def parties_stand_behind_parties(scenario: Scenario) -> Found:
    """A party's patron, and the party it may front for, are other parties; nobody is his own patron, by any way."""
    table = ids(scenario.parties)
    for i, party in enumerate(scenario.parties):
        for key in ("patron", "fronts_for"):
            other = getattr(party, key)
            if other == party.id:
                yield Problem(("parties", i, key), f"got {other!r}, the party itself; expected another party")
            elif other is not None:
                yield from known(("parties", i, key), other, table, "party")
    patron = {p.id: p.patron for p in scenario.parties if p.patron is not None and p.patron != p.id}
    for circle in circles(patron):
        path = ("parties", table.index(circle[0]), "patron")
        told = f"got {circle[1]!r}; patrons go in a circle: {' -> '.join(circle)}; leave one of them out"
        yield Problem(path, told)


def one_principal_a_camp(scenario: Scenario) -> Found:
    """At most one party of a camp decides for it, and none decides for a camp that it is not in."""
    decides: dict[str, str] = {}
    for i, party in enumerate(scenario.parties):
        path = ("parties", i, "principal")
        if not party.principal:
            continue
        if party.camp is None:
            yield Problem(path, "got true; a party in neither camp decides for none: give it a camp, or leave this out")
        elif (first := decides.setdefault(party.camp, party.id)) != party.id:
            yield Problem(path, f"got true; {first!r} is the principal of the {party.camp} camp already; one a camp")


def accounts_have_holders(scenario: Scenario) -> Found:
    """Those who hold an account are parties there are, and a party holds one account at most, once."""
    first: dict[str, str] = {}
    for i, account in enumerate(scenario.accounts):
        path = ("accounts", i, "believed_by")
        yield from all_known(path, account.believed_by, ids(scenario.parties), "party")
        for j, party in enumerate(account.believed_by):
            if party in first:
                told = f"got {party!r} again; it holds account {first[party]!r} already; one a party"
                yield Problem((*path, j), told)
            first.setdefault(party, account.id)


def powers_sum_to_one(scenario: Scenario) -> Found:
    """The factions of a party share the whole of its power."""
    for i, party in enumerate(scenario.parties):
        total = sum(middle(faction.power) for faction in party.factions)
        if party.factions and abs(total - 1) > TOLERANCE + 1e-9:
            shares = ", ".join(f"{faction.id} {middle(faction.power):g}" for faction in party.factions)
            told = f"powers sum to {total:g} at the middle of their ranges ({shares}); expected 1, within {TOLERANCE:g}"
            yield Problem(("parties", i, "factions"), told)


def types_have_weight(scenario: Scenario) -> Found:
    """At least one type of a party can be true."""
    for i, party in enumerate(scenario.parties):
        weights = (party.types.able, party.types.unable, party.types.preserving)
        if not any(max(weight.span()) > 0 for weight in weights):
            yield Problem(("parties", i, "types"), "all weights are 0; at least one must be above 0")


def sponsors_stand_once(scenario: Scenario) -> Found:
    """Sponsors are parties, their clients groups, and a pair stands once."""
    parties, groups = ids(scenario.parties), ids(scenario.groups)
    first: dict[tuple[str, str], int] = {}
    for i, sponsor in enumerate(scenario.sponsors):
        yield from known(("sponsors", i, "party"), sponsor.party, parties, "party")
        yield from known(("sponsors", i, "group"), sponsor.group, groups, "group")
        if (where := first.setdefault((sponsor.party, sponsor.group), i)) != i:
            told = f"got {sponsor.party!r} and {sponsor.group!r} again; entry {where + 1} of the list has them"
            yield Problem(("sponsors", i), told)


def groups_answer_to_parties(scenario: Scenario) -> Found:
    """A group's party is of its camp, or in neither; only under a joint command can a group have a share of it."""
    camps = {party.id: party.camp for party in scenario.parties}
    joint = {command.id: command.joint for command in scenario.commands}
    for i, group in enumerate(scenario.groups):
        path = ("groups", i, "party")
        if group.party is not None:
            yield from known(path, group.party, camps, "party")
            if camps.get(group.party) not in (None, group.camp):
                side = f"a party of the {camps[group.party]} camp"
                yield Problem(
                    path, f"got {group.party!r}, {side}; expected one of the {group.camp} camp, or of neither"
                )
        if max(group.command_share.span()) > 0 and joint.get(group.command) is False:
            told = f"got {group.command_share.text()}; command {group.command!r} is no joint one: set joint: true there"
            yield Problem(("groups", i, "command_share"), f"{told}, or leave this out")


def channels_join_parties(scenario: Scenario) -> Found:
    """A channel joins two different parties, and a third carries it if one does."""
    table = ids(scenario.parties)
    for i, channel in enumerate(scenario.channels):
        one, other = channel.between
        for j, party in enumerate(channel.between):
            yield from known(("channels", i, "between", j), party, table, "party")
        if one == other:
            yield Problem(("channels", i, "between"), f"got {one!r} twice; a channel joins two different parties")
        if channel.via is not None:
            yield from known(("channels", i, "via"), channel.via, table, "party")
            if channel.via in channel.between:
                told = f"got {channel.via!r}, one of its two ends; leave it out for a direct channel"
                yield Problem(("channels", i, "via"), told)


class _Event(NamedTuple):
    """An entry of the timeline about a plan, and where it stands."""

    path: KeyPath
    entry: PlanEntry | ProvisionEntry


def _plan_events(scenario: Scenario) -> Iterator[_Event]:
    for i, entry in enumerate(scenario.timeline):
        if isinstance(entry, PlanEntry | ProvisionEntry):
            yield _Event(("timeline", i), entry)


def events_name_what_there_is(scenario: Scenario) -> Found:
    """Events of the talks speak of plans, provisions, channels, parties and factions of this scenario."""
    provisions = {plan.id: ids(plan.provisions) for plan in scenario.plans}
    factions = {party.id: ids(party.factions) for party in scenario.parties}
    for i, entry in enumerate(scenario.timeline):
        path = ("timeline", i)
        if isinstance(entry, PlanEntry | ProvisionEntry):
            yield from known((*path, "plan"), entry.plan, provisions, "plan")
        if isinstance(entry, ProvisionEntry) and entry.plan in provisions:
            table = provisions[entry.plan]
            yield from known((*path, "provision"), entry.provision, table, f"provision of {entry.plan!r}")
        elif isinstance(entry, ChannelEntry):
            yield from known((*path, "channel"), entry.channel, ids(scenario.channels), "channel")
        elif isinstance(entry, CalendarEntry):
            yield from known((*path, "party"), entry.party, factions, "party")
            if entry.party in factions:
                table = factions[entry.party]
                yield from known((*path, "faction"), entry.faction, table, f"faction of {entry.party!r}")


def incidents_have_one_author(scenario: Scenario) -> Found:
    """The chances of an incident's authors are of parties there are and sum to 1 at most; none is told beforehand."""
    for i, entry in enumerate(scenario.timeline):
        if not isinstance(entry, IncidentEntry):
            continue
        path, total = ("timeline", i), sum(entry.by.values())
        yield from (p for party in entry.by for p in known((*path, "by"), party, ids(scenario.parties), "party"))
        if total > 1.0 + 1e-9:
            yield Problem((*path, "by"), f"got chances that sum to {total:g}; allowed: at most 1, as one party did it")
        if entry.published < entry.date:
            told = f"got {entry.published}; an incident can't be public before it happens, {entry.date}"
            yield Problem((*path, "published"), told)


def plan_events_fall_in_the_siege(scenario: Scenario) -> Found:
    """What happened to a plan lies on day 0 or later, and an outcome is not public before it happens."""
    start = scenario.period.start
    for path, entry in _plan_events(scenario):
        if entry.date < start:
            told = f"got {entry.date}; before day 0, {start}: its deadlines would lie before the start"
            yield Problem((*path, "date"), told)
        outcome = isinstance(entry, ProvisionEntry) or entry.event in ("refused", "ended")
        if outcome and entry.published < entry.date:
            told = f"got {entry.published}; an outcome can't be public before it happens, {entry.date}"
            yield Problem((*path, "published"), told)


def provisions_are_kept_under_their_plan(scenario: Scenario) -> Found:
    """A provision is kept or broken only while the timeline has its plan in force."""
    spans: dict[str, list[list[datetime.date]]] = {}
    for _, entry in _plan_events(scenario):
        if not isinstance(entry, PlanEntry) or entry.event not in ("in_force", "ended"):
            continue
        for plan, spells in spans.items():  # one plan at a time: the next one ends the last
            if (entry.event == "in_force" or plan == entry.plan) and spells and len(spells[-1]) == 1:
                spells[-1].append(entry.date)
        if entry.event == "in_force":
            spans.setdefault(entry.plan, []).append([entry.date])
    known_provisions = {(plan.id, provision.id) for plan in scenario.plans for provision in plan.provisions}
    for path, entry in _plan_events(scenario):
        if not isinstance(entry, ProvisionEntry) or (entry.plan, entry.provision) not in known_provisions:
            continue
        spells = spans.get(entry.plan, [])
        if not any(spell[0] <= entry.date and entry.date < (spell[1:] or [datetime.date.max])[0] for spell in spells):
            told = f"got {entry.date}; the timeline has plan {entry.plan!r} not in force that day"
            yield Problem((*path, "date"), told)


def middle(quantity: Quantity) -> float:
    """The middle of a quantity: its value, the centre of its range, a normal's mean, a lognormal's median."""
    return sum(quantity.span()) / 2


TALKS_CHECKS: tuple[Callable[[Scenario], Found], ...] = (
    parties_stand_behind_parties,
    one_principal_a_camp,
    accounts_have_holders,
    powers_sum_to_one,
    types_have_weight,
    sponsors_stand_once,
    groups_answer_to_parties,
    channels_join_parties,
    *PLAN_CHECKS,
    events_name_what_there_is,
    incidents_have_one_author,
    plan_events_fall_in_the_siege,
    provisions_are_kept_under_their_plan,
)
