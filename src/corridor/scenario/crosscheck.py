"""What one section of a scenario says about another: references, camps, order of dates, sources.

Each check reads a scenario whose sections are valid one by one and yields a problem for every contradiction.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from corridor.scenario.crosscheck_talks import TALKS_CHECKS
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import Problem
from corridor.scenario.references import Found, ids, known, same_camp
from corridor.scenario.schema import Group, Scenario
from corridor.scenario.sources import sources_are_named
from corridor.scenario.timeline import ArrivalEntry, ControlEntry, RouteEntry


def contradictions(scenario: Scenario) -> list[Problem]:
    """Every contradiction between the sections of a scenario; empty if there is none."""
    return [problem for check in CHECKS for problem in check(scenario)]


def ids_are_unique(scenario: Scenario) -> Found:
    """Within a table an id stands for one thing."""
    tables: list[tuple[KeyPath, Sequence[Any]]] = [
        ((name,), getattr(scenario, name))
        for name in (
            "zones",
            "depots",
            "routes",
            "commands",
            "groups",
            "parties",
            "channels",
            "kinds",
            "plans",
            "accounts",
        )
    ]
    tables += [(("parties", i, "factions"), party.factions) for i, party in enumerate(scenario.parties)]
    tables += [(("plans", i, "provisions"), plan.provisions) for i, plan in enumerate(scenario.plans)]
    for path, rows in tables:
        first: dict[str, int] = {}
        for i, row in enumerate(rows):
            if first.setdefault(row.id, i) != i:
                yield Problem((*path, i, "id"), f"got {row.id!r} again; entry {first[row.id] + 1} of the list has it")


def neighbours_are_mutual(scenario: Scenario) -> Found:
    """Neighbours exist, differ from the zone itself, stand once, and name it in return."""
    named = {zone.id: zone.neighbours for zone in scenario.zones}
    for i, zone in enumerate(scenario.zones):
        for j, other in enumerate(zone.neighbours):
            path = ("zones", i, "neighbours", j)
            if other == zone.id:
                yield Problem(path, f"got {other!r}; a zone is no neighbour of itself")
            elif other in zone.neighbours[:j]:
                yield Problem(path, f"got {other!r} twice")
            elif other not in named:
                yield from known(path, other, named, "zone")
            elif zone.id not in named[other]:
                yield Problem(
                    ("zones", i, "neighbours"),
                    f"zone {zone.id!r} names {other!r}, but {other!r} does not name {zone.id!r}; "
                    "adjacency must be mutual: add it there or take it out here",
                )


def holders_hold(scenario: Scenario) -> Found:
    """A zone's holder is a group whose camp holds some of the zone."""
    camp = {group.id: group.camp for group in scenario.groups}
    for i, zone in enumerate(scenario.zones):
        path = ("zones", i, "holder")
        if zone.holder is None:
            continue
        yield from known(path, zone.holder, camp, "group")
        if {"besieger": 0.0, "besieged": 1.0}.get(camp.get(zone.holder, "")) == zone.held:
            side = f"{zone.holder!r} is of the {camp[zone.holder]} camp"
            yield Problem(path, f"{side}, which holds nothing here (held: {zone.held:g})")


def pocket_is_contested(scenario: Scenario) -> Found:
    """There is a pocket, somebody in it, and somebody around it."""
    if not any(zone.pocket and zone.held < 1 for zone in scenario.zones):
        yield Problem(("zones",), "the pocket is empty; at least one zone needs pocket: true and held below 1")
    if not any(group.inside and group.camp == "besieged" for group in scenario.groups):
        yield Problem(("groups",), "nobody defends the pocket; a group needs camp: besieged and inside: true")
    if not any(group.camp == "besieger" for group in scenario.groups):
        yield Problem(("groups",), "nobody besieges; a group needs camp: besieger")


def stores_hold_their_stock(scenario: Scenario) -> Found:
    """What is in store fits in."""
    people = scenario.civilians
    stores = [(("depots", i, "stock"), d.stock, d.capacity) for i, d in enumerate(scenario.depots)]
    for path, stock, most in [*stores, (("civilians", "food"), people.food, people.food_capacity)]:
        if stock.value is not None and most.value is not None and stock.value > most.value:
            yield Problem(path, f"got {stock.text()} {stock.unit}; more than the capacity of {most.text()} {most.unit}")


def routes_lead_to_depots(scenario: Scenario) -> Found:
    """A route runs through known zones to a depot of its camp, held by known groups."""
    zones, groups = ids(scenario.zones), ids(scenario.groups)
    depot_camp = {depot.id: depot.camp for depot in scenario.depots}
    for i, route in enumerate(scenario.routes):
        path = ("routes", i)
        for j, zone in enumerate(route.segments):
            yield from known((*path, "segments", j), zone, zones, "zone")
        for j, guard in enumerate(route.guards):
            yield from known((*path, "guards", j), guard, groups, "group")
        yield from same_camp((*path, "depot"), route.depot, depot_camp, route.camp, "depot")


def groups_have_a_place(scenario: Scenario) -> Found:
    """A group's command, depot, area and road exist and are of its camp."""
    command_camp = {command.id: command.camp for command in scenario.commands}
    depot_camp = {depot.id: depot.camp for depot in scenario.depots}
    for i, group in enumerate(scenario.groups):
        yield from same_camp(("groups", i, "command"), group.command, command_camp, group.camp, "command")
        yield from same_camp(("groups", i, "depot"), group.depot, depot_camp, group.camp, "depot")
        yield from _area(scenario, i, group)
        if group.replacement is not None and group.replacement.route is not None:
            camp = {route.id: route.camp for route in scenario.routes}
            path = ("groups", i, "replacement", "route")
            yield from same_camp(path, group.replacement.route, camp, group.camp, "route")


def _area(scenario: Scenario, i: int, group: Group) -> Found:
    if group.area == "all":
        return
    if not group.area:
        yield Problem(("groups", i, "area"), "got an empty list; name zones, or write all")
    for j, zone in enumerate(group.area):
        yield from known(("groups", i, "area", j), zone, ids(scenario.zones), "zone")


def timeline_is_in_order(scenario: Scenario) -> Found:
    """Events stand in order of date, refer to what exists, and outcomes are not public before they happen."""
    zones, groups, routes = ids(scenario.zones), ids(scenario.groups), ids(scenario.routes)
    before: datetime.date | None = None
    for i, entry in enumerate(scenario.timeline):
        path = ("timeline", i)
        if before is not None and entry.date < before:
            yield Problem((*path, "date"), f"got {entry.date}; the entry before is of {before}; put them in order")
        before = entry.date
        if isinstance(entry, ControlEntry | ArrivalEntry) and entry.published < entry.date:
            early = f"got {entry.published}; an outcome can't be public before it happens, {entry.date}"
            yield Problem((*path, "published"), early)
        if isinstance(entry, ControlEntry):
            yield from known((*path, "zone"), entry.zone, zones, "zone")
        elif isinstance(entry, ArrivalEntry):
            yield from known((*path, "group"), entry.group, groups, "group")
        elif isinstance(entry, RouteEntry):
            yield from known((*path, "route"), entry.route, routes, "route")


def questions_are_in_the_period(scenario: Scenario) -> Found:
    """Dates that are asked about stand in order, once each, and none lies before day 0."""
    start = scenario.period.start
    if scenario.questions.known_until < start:
        yield Problem(("questions", "known_until"), f"got {scenario.questions.known_until}; before day 0, {start}")
    for name in ("dates", "as_of"):
        before: datetime.date | None = None
        for i, date in enumerate(getattr(scenario.questions, name)):
            path = ("questions", name, i)
            if date < start:
                yield Problem(path, f"got {date}; before day 0, {start}")
            elif before is not None and date <= before:
                yield Problem(path, f"got {date} after {before}; dates stand in order, once each")
            before = date


CHECKS: tuple[Callable[[Scenario], Found], ...] = (
    ids_are_unique,
    neighbours_are_mutual,
    holders_hold,
    pocket_is_contested,
    stores_hold_their_stock,
    routes_lead_to_depots,
    groups_have_a_place,
    timeline_is_in_order,
    *TALKS_CHECKS,
    questions_are_in_the_period,
    sources_are_named,
)
