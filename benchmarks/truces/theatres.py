"""Whole-conflict theatres as scenarios: several fronts apart from each other, a plan imposed on one day.

Eight structures differ in the number of fronts, in who is stronger, in how steady or rare the fighting is, in
bombardment and in spoilers. Within a structure each draw has its own size (most wars are small), its own lengths of
operations and its own truce: bilateral or by one side, of the whole theatre or of some fronts, with a term or without,
monitored or not. What is drawn here describes the war that the truce meets: how rare, how long and how large its
operations are was set so that theatres *without* a truce behave as the recorded twins do. Everything about promises,
compliance, spoilers and collapse is the model's default, and the same everywhere.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

import numpy as np

START = datetime.date(2001, 1, 1)
"""Day 0; arbitrary."""
BEFORE, AFTER = 60, 91
"""Days before the truce comes into force; days after that day."""
WHY = "judgement: invented"
GOLDEN = 0.5 * (5.0**0.5 - 1.0)
LEAST, MOST, TAIL = 40.0, 20000.0, 0.5
"""Deaths in 30 days of full fighting: a Pareto law of this exponent, cut at both ends (sizes of wars are heavy-tailed:
Richardson 1948, doi:10.2307/2280704)."""
STOCK, INFLOW, HALF = (15.0, 60.0), (0.1, 1.2), 5.0
"""Each camp's supply: days in store, days that arrive a day, days at which its effect is halved. Of the wars that start
with full stores some can go on as they do, and some run down."""


class Structure(NamedTuple):
    """What the theatres of one kind share. Pairs are the ends of what each draw takes from."""

    name: str
    fronts: tuple[int, int]
    odds: tuple[float, float]
    """Fighters of the first camp for each of the second."""
    calm: tuple[float, float]
    """Tempo between operations; evenly by its logarithm, as gap and length."""
    gap: tuple[float, float]
    """Days between operations of a ready camp."""
    length: tuple[float, float]
    """Days of an operation."""
    civilians: float
    """Share of the deaths that are civilians', about."""
    bombed: bool = False
    spoilers: float = 0.0
    """Share of the second camp's fighters under a group that accepts no truce."""


STRUCTURES = (
    Structure("lines", (2, 3), (0.8, 1.5), (5e-4, 0.1), (12, 80), (8, 30), 0.2),
    Structure("bands", (6, 8), (3.0, 8.0), (1e-5, 0.02), (12, 200), (2, 8), 0.3),
    Structure("air war", (4, 5), (1.5, 3.0), (1e-5, 0.05), (15, 150), (8, 30), 0.5, bombed=True),
    Structure("coalition", (5, 6), (1.0, 2.0), (1e-4, 0.05), (15, 200), (4, 20), 0.25, spoilers=0.25),
    Structure("enclave", (3, 4), (1.5, 4.0), (1e-5, 0.02), (30, 300), (3, 15), 0.3),
    Structure("militias", (7, 8), (0.7, 1.4), (1e-4, 0.05), (12, 100), (2, 8), 0.5),
    Structure("campaigns", (3, 5), (1.0, 2.5), (1e-5, 0.02), (30, 300), (15, 40), 0.2),
    Structure("siege belt", (4, 6), (2.0, 4.0), (1e-4, 0.05), (15, 200), (5, 25), 0.5, bombed=True, spoilers=0.35),
)


class Truce(NamedTuple):
    """What kind of truce a draw has."""

    bilateral: bool
    local: bool
    term: int | None
    monitored: bool


class Theatre(NamedTuple):
    """One draw of a structure."""

    structure: str
    number: int
    truce: Truce
    data: dict[str, Any]
    """The scenario with the truce; see ``without``."""


def number(value: float, unit: str = "1") -> dict[str, Any]:
    """A quantity as it stands in a scenario file."""
    return {"value": float(value), "unit": unit, "source": WHY}


def without(data: dict[str, Any]) -> dict[str, Any]:
    """The same theatre on which nothing is imposed."""
    return data | {"timeline": []}


def log_even(rng: np.random.Generator, low: float, high: float) -> float:
    """A number whose logarithm is even between the ends' ones."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def size(place: float) -> float:
    """Deaths a day of full fighting, at a place between 0 and 1 of their Pareto law."""
    low, high = LEAST**-TAIL, MOST**-TAIL
    return (low - place * (low - high)) ** (-1.0 / TAIL) / 30.0


def _zones(weights: np.ndarray) -> list[dict[str, Any]]:
    # Nine zones at least, so that all theatres are padded to one shape and share one compiled program.
    parts = max(-(-9 // len(weights)), 2)
    return [
        dict(id=f"zone-{front}-{part}", name=f"Zone {front}.{part}", at=[10.0 + front, 10.0 + 0.1 * part],
             area_km2=1000.0 * weight, buildings=1_000_000, held=0.5,
             neighbours=[f"zone-{front}-{other}" for other in (part - 1, part + 1) if 0 <= other < parts])
        for front, weight in enumerate(weights) for part in range(parts)
    ]  # fmt: skip


def _group(
    front: int, part: int, zones: list[str], camp: str, persons: float, spoiler: bool, share: float
) -> dict[str, Any]:
    side = {"besieger": "government", "besieged": "movement"}[camp]
    name = "spoiler" if spoiler else side
    return dict(
        id=f"{name}-{front}-{part}", name=f"{name.capitalize()} {front}.{part}", camp=camp, command=f"{side}-command",
        depot=f"{side}-depot", inside=camp == "besieged", area=zones,
        strength=number(persons, "persons"), quality=number(1.0), cohesion=number(1.0), breakpoint=number(0.0),
        replacement=dict(rate=number(0.001 * persons, "persons/day"), pool=number(persons, "persons")),
        party=None if spoiler else side, spoiler=spoiler, command_share=number(share),
    )  # fmt: skip


def _forces(
    kind: Structure, weights: np.ndarray, zones: list[dict[str, Any]], odds: float, deaths: float
) -> list[dict[str, Any]]:
    # With n thousand fighters a side the loss law at its medians kills about 1.8 n^1.18 a day of full fighting.
    persons = 1000.0 * (deaths * (1.0 - kind.civilians) / 1.8) ** (1.0 / 1.18)
    split = np.sqrt(odds)
    hostile = max(round(kind.spoilers * len(weights)), 1) if kind.spoilers else 0
    parts = -(-9 // (2 * len(weights)))
    share = 1.0 / (parts * len(weights)) if hostile else 0.0
    groups = []
    for front, weight in enumerate(weights):
        here = [zone["id"] for zone in zones if zone["id"].startswith(f"zone-{front}-")]
        for part in range(parts):
            mine = persons * weight / parts
            groups.append(_group(front, part, here, "besieger", mine * split, False, 0.0))
            groups.append(_group(front, part, here, "besieged", mine / split, front < hostile, share))
    return groups


def _plan(kind: Structure, truce: Truce, bound: list[dict[str, Any]]) -> dict[str, Any]:
    sides = ["government", "movement"] if truce.bilateral else ["government"]
    provisions: list[dict[str, Any]] = []
    for side in sides:
        named = [g["id"] for g in bound if g["party"] == side] if truce.local else []
        provisions.append({"id": f"halt-{side}", "kind": "cessation", "obligor": side, "groups": named})
    if kind.bombed and not truce.local:
        provisions.append({"id": "halt-air", "kind": "bombing_halt", "obligor": "government"})
    if truce.monitored:
        provisions.append({"id": "watch", "kind": "monitoring", "obligor": "mediator"})
    plan = {"id": "truce", "name": "Truce", "published": START, "source": WHY, "proposers": ["mediator"],
            "required": sides, "provisions": provisions}  # fmt: skip
    return plan if truce.term is None else plan | {"days": truce.term}


def _war(kind: Structure, rng: np.random.Generator) -> dict[str, Any]:
    gap, length, tilt = log_even(rng, *kind.gap), log_even(rng, *kind.length), rng.uniform(0.5, 1.0)
    # Between operations bombs fall as seldom as shots do; where there are no aircraft, never.
    bombs = {"intensity_calm": number(log_even(rng, *kind.calm) if kind.bombed else 0.0)}
    if not kind.bombed:
        bombs["intensity_offensive"] = number(0.0)
    return {"bombardment": bombs, "assault": dict(
        tempo_calm=number(log_even(rng, *kind.calm)),
        start_besieger=number(tilt / gap, "1/day"), start_besieged=number((1.5 - tilt) / gap, "1/day"),
        length_besieger=number(length, "days"), length_besieged=number(max(0.6 * length, 1.0), "days"),
    )}  # fmt: skip


def _people(kind: Structure, deaths: float) -> dict[str, Any]:
    # Defaults: some 5 a day per 100,000 under an offensive's bombardment, 0.75 by ground fire where half is in contact.
    rate = 5.0 if kind.bombed else 0.75
    return dict(
        population=number(1e5 * kind.civilians * deaths / rate, "persons"), food=number(90, "days"),
        food_capacity=number(90, "days"), food_inflow=number(1, "days/day"), exit_open=number(0),
    )  # fmt: skip


def _truce(rng: np.random.Generator, bilateral: bool, local: bool) -> Truce:
    # Shares of the record (base_rates.json: cfd_shares.fixed_term, violence_based n of 'bi monitored' / n of both).
    term = round(log_even(rng, 3, 60)) if rng.uniform() < 0.478 else None
    return Truce(bilateral, local, term, bool(rng.uniform() < 85 / 222))


def theatre(kind: Structure, draw: int, bilateral: bool = True, local: bool = False, seed: int = 0) -> Theatre:
    """One draw of a structure.

    Args:
        kind: the structure.
        draw: its number; theatres of one number share their random words.
        bilateral: both sides promise to hold fire, or the first alone.
        local: only some fronts are bound.
        seed: root of the draws.

    Nothing was set with odd draws in view: they are held out.
    """
    rng = np.random.default_rng([seed + draw % 2, STRUCTURES.index(kind), draw])
    truce = _truce(rng, bilateral, local)
    # Places a golden section apart, so that few draws of a structure already cover small wars and large ones.
    deaths = size((GOLDEN * (draw + STRUCTURES.index(kind) / len(STRUCTURES))) % 1.0)
    fronts, odds = int(rng.integers(kind.fronts[0], kind.fronts[1] + 1)), rng.uniform(*kind.odds)
    weights = rng.dirichlet(np.full(fronts, 3.0))
    zones = _zones(weights)
    groups = _forces(kind, weights, zones, odds, deaths)
    on = START + datetime.timedelta(days=BEFORE)
    share = int(rng.integers(1, max(fronts - 1, 2)))
    bound = [g for g in groups if int(g["id"].split("-")[1]) >= fronts - share]
    data = dict(
        corridor=1,
        meta=dict(id=f"theatre-{draw}", title=kind.name, summary="An invented war.", case="hypothetical"),
        period=dict(start=START, days=BEFORE + AFTER),
        zone_sources=dict.fromkeys("position area buildings terrain held priority civilians neighbours".split(), WHY),
        zones=zones,
        depots=[_depot("government", "besieger", rng), _depot("movement", "besieged", rng)],
        commands=[
            dict(id="government-command", name="Government", camp="besieger"),
            dict(id="movement-command", name="Movement", camp="besieged", joint=kind.spoilers > 0.0),
        ],
        groups=groups,
        civilians=_people(kind, deaths),
        parties=[
            dict(id="government", name="Government", kind="government", camp="besieger", principal=True),
            dict(id="movement", name="Movement", kind="armed_command", camp="besieged", principal=True),
            dict(id="mediator", name="Mediator", kind="mediator"),
        ],
        # Closed, so that no second truce is put forward in either arm.
        channels=[dict(id="line", between=["government", "movement"], via="mediator", state="closed")],
        plans=[_plan(kind, truce, bound)],
        timeline=[dict(kind="plan", plan="truce", event="in_force", date=on, published=on, source=WHY)],
        parameters=_war(kind, rng),
        questions=dict(known_until=on, dates=[on + datetime.timedelta(days=30)]),
    )  # fmt: skip
    return Theatre(kind.name, draw, truce, data)


def _depot(side: str, camp: str, rng: np.random.Generator) -> dict[str, Any]:
    stock = log_even(rng, *STOCK)
    return dict(id=f"{side}-depot", name=side.capitalize(), camp=camp, stock=number(stock, "days"),
                capacity=number(stock, "days"), half=number(HALF, "days"),
                inflow=number(log_even(rng, *INFLOW), "days/day"))  # fmt: skip
