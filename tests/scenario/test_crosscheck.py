"""Sections that contradict each other are told with both sides named."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.errors import ScenarioError
from corridor.scenario.crosscheck import contradictions
from corridor.scenario.load import from_data, load
from corridor.scenario.written import plain
from properties.strategies import scenarios

FAULTS = {
    "asymmetric adjacency": (
        "neighbours: [causeway, market, riverside]",
        "neighbours: [market, riverside]",
        ["-10 zones.causeway.neighbours: zone 'causeway' names 'north-gate', but 'north-gate' does not name "
         "'causeway'; adjacency must be mutual: add it there or take it out here"],
    ),
    "own neighbour": (
        "neighbours: [causeway, market, riverside]",
        "neighbours: [causeway, north-gate, market, riverside]",
        ["+0 zones.north-gate.neighbours.1: got 'north-gate'; a zone is no neighbour of itself"],
    ),
    "neighbour twice": (
        "neighbours: [causeway, market, riverside]",
        "neighbours: [causeway, market, riverside, market]",
        ["+0 zones.north-gate.neighbours.3: got 'market' twice"],
    ),
    "unknown neighbour": (
        "neighbours: [causeway, market, riverside]",
        "neighbours: [causeway, market, riverside, rivverside]",
        ["+0 zones.north-gate.neighbours.3: got 'rivverside'; no zone has this id; did you mean 'riverside'?"],
    ),
    "duplicate account": (
        "id: hunger-decides",
        "id: road-decides",
        ["+0 accounts.road-decides.id: got 'road-decides' again; entry 1 of the list has it"],
    ),
    "duplicate faction": (
        "{id: settle, name: Settle,",
        "{id: hold-out, name: Settle,",
        ["+0 parties.town-council.factions.hold-out.id: got 'hold-out' again; entry 1 of the list has it"],
    ),
    "route through an unknown zone": (
        "segments: [causeway, north-gate]",
        "segments: [causway, north-gate]",
        ["+0 routes.north-road.segments.0: got 'causway'; no zone has this id; did you mean 'causeway'?"],
    ),
    "route to a depot of the other camp": (
        "    depot: town-store # which",
        "    depot: province-store # which",
        ["+0 routes.north-road.depot: got 'province-store', a depot of the besieger camp"],
    ),
    "unknown guard": (
        "guards: [relief-column]",
        "guards: [relief]",
        ["+0 routes.north-road.guards.0: got 'relief'; no group has this id; did you mean 'relief-column'?"],
    ),
    "command of the other camp": (
        "command: relief-command",
        "command: province-command",
        ["+0 groups.relief-column.command: got 'province-command', a command of the besieger camp"],
    ),
    "unknown depot": (
        "depot: relief-store",
        "depot: relief-stores",
        ["+0 groups.relief-column.depot: got 'relief-stores'; no depot has this id; did you mean 'relief-store'?"],
    ),
    "unknown area": (
        "    area: [causeway, north-gate]",
        "    area: [causeway, south-gate]",
        ["+0 groups.relief-column.area.1: got 'south-gate'; no zone has this id; did you mean 'north-gate'?"],
    ),
    "no area": ("    area: [causeway, north-gate]", "    area: []", ["+0 groups.relief-column.area: got an empty"]),
    "replacements by an unknown route": (
        "      route: north-road",
        "      route: south-road",
        ["+0 groups.town-guard.replacement.route: got 'south-road'; no route has this id; did you mean 'north-road'"],
    ),
    "replacements by the other camp's route": (
        'rate: {value: 8, unit: persons/day, source: "judgement: invented for teaching"}\n',
        'rate: {value: 8, unit: persons/day, source: "judgement: invented for teaching"}\n      route: north-road\n',
        ["+1 groups.province-army.replacement.route: got 'north-road', a route of the besieged camp; expected one of"],
    ),
    "holder that holds nothing": (
        "    held: 0.1\n",
        "    held: 0\n    holder: province-army\n",
        ["+1 zones.riverside.holder: 'province-army' is of the besieger camp, which holds nothing here (held: 0)"],
    ),
    "unknown holder": (
        "    held: 0.1\n",
        "    held: 0.1\n    holder: nobody\n",
        ["+1 zones.riverside.holder: got 'nobody'; no group has this id; allowed: town-guard, relief-column"],
    ),
    "more in store than fits": (
        "stock: {value: 15, unit: days",
        "stock: {value: 31, unit: days",
        ["+0 depots.relief-store.stock: got 31 days; more than the capacity of 30 days"],
    ),
    "unsorted dates": (
        "{date: 2001-03-20, published: 2001-03-20",
        "{date: 2001-03-05, published: 2001-03-20",
        ["+0 timeline.2.date: got 2001-03-05; the entry before is of 2001-03-06; put them in order"],
    ),
    "outcome known before it happened": (
        "date: 2001-04-19, published: 2001-04-19, kind: truce, level: null",
        "date: 2001-04-19, published: 2001-04-18, kind: control, zone: market, held: 1",
        ["+0 timeline.5.published: got 2001-04-18; an outcome can't be public before it happens, 2001-04-19"],
    ),
    "event in an unknown zone": (
        "kind: truce, level: null",
        "kind: control, zone: markt, held: 1",
        ["+0 timeline.5.zone: got 'markt'; no zone has this id; did you mean 'market'?"],
    ),
    "event of an unknown route": (
        "kind: truce, level: null",
        "kind: route, route: nord, factor: 1",
        ["+0 timeline.5.route: got 'nord'; no route has this id; allowed: north-road"],
    ),
    "arrival at an unknown group": (
        "kind: truce, level: null",
        "kind: arrival, group: guard, persons: {value: 5, unit: persons, source: lesson}",
        ["+0 timeline.5.group: got 'guard'; no group has this id"],
    ),
    "unknown sponsor": (
        "party: neighbour",
        "party: neighbor",
        ["+0 sponsors.0.party: got 'neighbor'; no party has this id; did you mean 'neighbour'?"],
    ),
    "unknown client": ("    group: relief-column\n", "    group: column\n", ["+0 sponsors.0.group: got 'column'"]),
    "unknown obligor": (
        "obligor: town-council, groups",
        "obligor: council, groups",
        ["+0 plans.envoy-plan.provisions.guard-leaves.obligor: got 'council'; no party has this id"],
    ),
    "asked before it starts": (
        "known_until: 2001-03-20",
        "known_until: 2001-02-20",
        ["+0 questions.known_until: got 2001-02-20; before day 0, 2001-03-01"],
    ),
    "asked out of order": (
        "dates: [2001-04-01, 2001-05-01, 2001-06-01]",
        "dates: [2001-04-01, 2001-06-01, 2001-05-01, 2001-05-01, 2000-01-01]",
        [
            "+0 questions.dates.2: got 2001-05-01 after 2001-06-01; dates stand in order, once each",
            "+0 questions.dates.3: got 2001-05-01 after 2001-05-01; dates stand in order, once each",
            "+0 questions.dates.4: got 2000-01-01; before day 0, 2001-03-01",
        ],
    ),
    "unknown source": (
        "persons, source: lesson}\n    quality: {value: 1.1",
        "persons, source: leson}\n    quality: {value: 1.1",
        ["+0 groups.relief-column.strength.source: got 'leson'; expected an id of sources, or 'judgement: why'; "
         "did you mean 'lesson'?"],
    ),
    "unknown source of a column": (
        '  position: "judgement: invented for teaching"',
        "  position: map",
        ["+0 zone_sources.position: got 'map'; expected an id of sources, or 'judgement: why'"],
    ),
    "judgement without a reason": (
        '  position: "judgement: invented for teaching"',
        '  position: "judgement: "',
        ["+0 zone_sources.position: a judgement must say why: write 'judgement: <reason>'"],
    ),
    "unknown source of an event": ("level: 0.2, source: lesson", "level: 0.2, source: x", ["+0 timeline.4.source: "]),
    "unknown source of a plan": (
        "    published: 2001-03-18\n    source: lesson",
        "    published: 2001-03-18\n    source: x",
        ["+1 plans.envoy-plan.source: got 'x'; expected an id"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_contradiction_is_told(name: str, spoilt):
    old, new, told = FAULTS[name]
    lines = spoilt((old, new))
    for line, start in zip(lines, told, strict=True):
        assert line.startswith(start)


def test_contradictions_are_told_together(spoilt):
    names = ["unknown obligor", "asymmetric adjacency", "unsorted dates", "unknown source"]
    assert len(spoilt(*[FAULTS[name][:2] for name in names])) == 4


def data_of_teaching() -> dict[str, Any]:
    return plain(load("teaching-six"))


def told_of(data: dict[str, Any]) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        from_data(data, "f")
    return error.value.problems


def test_empty_pocket():
    for change in ({"held": 1.0}, {"pocket": False}):
        data = data_of_teaching()
        for zone in data["zones"]:
            zone.update(change)
        assert told_of(data) == ["f: zones: the pocket is empty; at least one zone needs pocket: true and held below 1"]
    data["zones"][2]["pocket"] = True
    assert from_data(data, "f"), "one zone is enough"


def test_duplicate_zone():
    data = data_of_teaching()
    data["zones"].append(copy.deepcopy(data["zones"][2]))
    assert told_of(data) == ["f: zones.market.id: got 'market' again; entry 3 of the list has it"]


def test_nobody_inside_or_nobody_around():
    data = data_of_teaching()
    for group in data["groups"]:
        group["inside"] = not group["inside"]
    data["groups"][1]["inside"] = False
    data["plans"] = []  # one asks those inside to leave
    assert told_of(data) == ["f: groups: nobody defends the pocket; a group needs camp: besieged and inside: true"]
    data = data_of_teaching()
    del data["groups"][2]
    assert told_of(data) == ["f: groups: nobody besieges; a group needs camp: besieger"]


def test_defaults_need_no_source_in_the_scenario_but_overrides_do():
    data = data_of_teaching()  # the defaults are written out here
    data["parameters"]["assault"]["battle_exponent"]["mean"] = 0.6
    [line] = told_of(data)
    assert line.startswith("f: parameters.assault.battle_exponent.source: got 'CDB90")


def test_announced_decisions_are_allowed():
    truce = next(entry for entry in load("teaching-six").timeline if entry.kind == "truce")
    assert truce.published < truce.date


@given(scenarios())
def test_scenarios_drawn_at_random_have_no_contradictions(scenario):
    assert contradictions(scenario) == []


TABLES = ["zones", "depots", "routes", "commands", "groups", "parties", "channels", "plans"]


@given(scenarios(max_zones=6), st.data())
def test_an_id_renamed_in_its_table_only_is_always_noticed_if_anything_names_it(scenario, choice):
    data = plain(scenario)
    table = choice.draw(st.sampled_from([t for t in TABLES if data[t]]))
    row = choice.draw(st.sampled_from(data[table]))
    old, row["id"] = row["id"], "renamed"
    if f"'{old}'" in str(data):
        assert told_of(data)
    else:
        assert from_data(data, "f")
