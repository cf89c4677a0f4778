"""Random valid scenarios, for properties that must hold of every scenario.

``scenarios()`` draws whole ``Scenario`` objects: connected mutual adjacency, routes through existing zones, groups,
quantities as values, ranges and distributions over all that their fields allow, some parameters, talks, a timeline.
What is drawn passes the loader's own checks, so a scenario that the strategy gets wrong fails loudly.
"""

import datetime
from typing import Any

from hypothesis import strategies as st

from corridor.scenario import schema
from corridor.scenario.fields import section_of
from corridor.scenario.load import from_data
from corridor.scenario.parameters import Parameters
from corridor.scenario.quantity import Meaning
from corridor.scenario.schema import Scenario
from properties.figures import CAMPS, SOURCES, START, figures, quantities, some
from properties.talks import talks, told


def store(draw: st.DrawFn, section: Any, stock: str, capacity: str) -> dict[str, Any]:
    """A section's quantities, with no more in store than fits in."""
    drawn = figures(draw, section)
    most = drawn[capacity].get("value")
    if most is not None and drawn[stock].get("value", 0) > most:
        drawn[stock], drawn[capacity] = drawn[capacity], drawn[stock]
    return drawn


def ground(draw: st.DrawFn, count: int) -> list[dict[str, Any]]:
    """Zones in one piece: each hangs on an earlier one, and some edges more. The first is in the pocket."""
    edges = {(draw(st.integers(0, i - 1)), i) for i in range(1, count)}
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] < p[1])
    edges |= set(draw(st.lists(pairs, max_size=count)))
    zones = []
    for i in range(count):
        held = draw(st.sampled_from([0.0, 0.0, 0.5, 0.9]) if i == 0 else st.sampled_from([0.0, 0.0, 0.25, 0.999, 1.0]))
        near = sorted({b if a == i else a for a, b in edges if i in (a, b)})
        zones.append(
            {
                "id": f"zone-{i}",
                "name": f"Zone {i}",
                "at": [45 + 0.01 * (i // 6), -30 + 0.01 * (i % 6)],
                "area_km2": draw(st.sampled_from([0.05, 0.4, 1.0, 30.0])),
                "buildings": draw(st.sampled_from([1, 2, 40, 300, 20_000])),
                "terrain": draw(st.sampled_from([0.1, 1.0, 2.0, 20.0])),
                "held": held,
                "pocket": i == 0 or draw(st.booleans()),
                "priority": draw(st.sampled_from([-10.0, 0.0, 0.0, 1.0, 10.0])),
                "priority_besieged": draw(st.sampled_from([0.0, 0.0, 2.0])),
                "civilians": draw(st.sampled_from([0.0, 1.0, 1.0, 1000.0])),
                "neighbours": [f"zone-{j}" for j in near],
            }
        )
    return zones


def roads(draw: st.DrawFn, zones: list[str], groups: list[str]) -> list[dict[str, Any]]:
    """Up to three routes; the depot of camp c is ``store-c``."""
    return [
        {
            "id": f"route-{i}",
            "name": f"Route {i}",
            "camp": camp,
            "depot": f"store-{camp}",
            "segments": some(draw, zones, least=1),
            "guards": some(draw, groups, most=2),
            "relief": draw(st.booleans()),
            **figures(draw, schema.Route),
        }
        for i, camp in enumerate(draw(st.lists(st.sampled_from(CAMPS), max_size=3)))
    ]


def force(
    draw: st.DrawFn, i: int, camp: str, inside: bool, zones: list[str], routes: list[dict[str, Any]]
) -> dict[str, Any]:
    """One armed group."""
    group = {
        "id": f"group-{i}",
        "name": f"Group {i}",
        "camp": camp,
        "command": f"command-{camp}",
        "depot": f"store-{camp}",
        "inside": inside,
        "area": draw(st.just("all") | st.just(None)) or some(draw, zones, least=1),
        "spoiler": camp == "besieged" and draw(st.booleans()),
        **figures(draw, schema.Group),
    }
    if draw(st.booleans()):
        roads_in = [route["id"] for route in routes if route["camp"] == camp]
        group["replacement"] = figures(draw, schema.Replacement) | {"route": draw(st.sampled_from([None, *roads_in]))}
    return group


def events(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to eight known events in order of date."""
    days = sorted(draw(st.lists(st.integers(0, data["period"]["days"]), max_size=8)))
    shares = st.none() | st.sampled_from([0.0, 0.3, 1.0])
    timeline = []
    for day in days:
        zone, group = draw(st.sampled_from(data["zones"]))["id"], draw(st.sampled_from(data["groups"]))["id"]
        kinds: list[dict[str, Any]] = [
            {"kind": "offensive", "camp": draw(st.sampled_from(CAMPS)), "running": draw(st.booleans())},
            {"kind": "bombardment", "intensity": draw(shares)},
            {"kind": "truce", "level": draw(shares)},
            {"kind": "exit", "open": draw(shares)},
            {"kind": "arrival", "group": group, "persons": draw(quantities(Meaning("persons", 0, 1e6)))},
            {"kind": "control", "zone": zone, "held": draw(st.sampled_from([0.0, 0.5, 1.0]))},
        ]
        kinds += [{"kind": "route", "route": route["id"], "factor": draw(shares)} for route in data["routes"][:1]]
        date = START + datetime.timedelta(days=day)
        late = datetime.timedelta(days=draw(st.sampled_from([0, 0, 1, 30])))
        dated = {"date": date, "published": date + late, "source": draw(st.sampled_from(SOURCES))}
        timeline.append(dated | draw(st.sampled_from(kinds)))
    return timeline


def overrides(draw: st.DrawFn) -> dict[str, Any]:
    """Some parameters of some mechanisms."""
    declared = {name: section_of(field.annotation) for name, field in Parameters.model_fields.items()}
    parts = {name: section for name, section in declared.items() if section is not None}
    chosen = some(draw, list(parts), most=2)
    return {
        name: figures(draw, parts[name], set(some(draw, list(parts[name].model_fields), most=3))) for name in chosen
    }


@st.composite
def scenarios(
    draw: st.DrawFn, min_zones: int = 2, max_zones: int = 40, min_groups: int = 2, max_groups: int = 6
) -> Scenario:
    """A valid scenario. There are at least two groups: one holds the pocket, one besieges it."""
    zones = ground(draw, draw(st.integers(min_zones, max_zones)))
    ids = [zone["id"] for zone in zones]
    count = draw(st.integers(max(2, min_groups), max(2, max_groups)))
    camps = [*CAMPS, *(draw(st.sampled_from(CAMPS)) for _ in range(count - 2))]
    routes = roads(draw, ids, [f"group-{i}" for i in range(count)])
    inside = [i == 0 or (camp == "besieged" and draw(st.booleans())) for i, camp in enumerate(camps)]
    groups = [force(draw, i, camp, inside[i], ids, routes) for i, camp in enumerate(camps)]
    days = draw(st.integers(1, 120))
    data: dict[str, Any] = {
        "corridor": 1,
        "meta": {"id": "drawn", "title": "Drawn at random", "summary": "For tests.", "case": "hypothetical"},
        "sources": {"report": {"title": "A report", "published": START}},
        "period": {"start": START, "days": days},
        "zone_sources": {column: SOURCES[1] for column in schema.ZoneSources.model_fields},
        "zones": zones,
        "depots": [
            {
                "id": f"store-{camp}",
                "name": f"Store {camp}",
                "camp": camp,
                **store(draw, schema.Depot, "stock", "capacity"),
            }
            for camp in CAMPS
        ],
        "routes": routes,
        "commands": [{"id": f"command-{c}", "name": f"Command {c}", "camp": c, "joint": True} for c in CAMPS],
        "groups": groups,
        "civilians": store(draw, schema.Civilians, "food", "food_capacity"),
        "parameters": overrides(draw),
        "questions": {
            "known_until": START + datetime.timedelta(days=draw(st.integers(0, days))),
            "dates": [START + datetime.timedelta(days=days)],
        },
    }
    data |= talks(draw, data)
    data["timeline"] = sorted([*events(draw, data), *told(draw, data)], key=lambda entry: entry["date"])
    return from_data(data, "drawn")
