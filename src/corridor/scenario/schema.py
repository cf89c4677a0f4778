"""A scenario file, section by section: every field's meaning, unit, range, default and source."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from corridor.scenario.kinds import BUILT_IN, Kind
from corridor.scenario.parameters import Parameters
from corridor.scenario.parties import Account, Channel, Party, Sponsor
from corridor.scenario.plans import Plan
from corridor.scenario.quantity import Quantity, Section, fixed, quantity
from corridor.scenario.timeline import TimelineEntry
from corridor.scenario.words import Camp, Cited, Id, Name, Note


class Source(Section):
    """Where a figure comes from."""

    title: str = Field(min_length=1, description="who says it, and where")
    url: str | None = Field(None, description="address, if there is one")
    published: datetime.date | None = Field(None, description="the day it became public; None if timeless")
    note: str | None = Field(None, description="faults, licence, how it was read")


class Meta(Section):
    """What this scenario is."""

    id: Id
    title: str = Field(min_length=1, description="one line")
    summary: str = Field(min_length=1, description="what happened or is supposed, in neutral words")
    case: Literal["historic", "teaching", "hypothetical"] = Field(description="what kind of case")
    note: str | None = Field(None, description="what a user should know before trusting it")


class Period(Section):
    """When the siege is simulated."""

    start: datetime.date = Field(description="day 0")
    days: int = Field(180, ge=1, le=4000, description="days simulated unless a run says otherwise")
    outlook_days: int = Field(3, ge=1, le=365, description="days between two looks ahead by the parties")


class CampNames(Section):
    """What the two camps are called on screen."""

    besieger: str = Field(default="besieger", min_length=1, description="name shown for the camp around the pocket")
    besieged: str = Field(
        default="besieged", min_length=1, description="name shown for the camp inside, and its relief"
    )


class Zone(Section):
    """A neighbourhood: the unit of ground. Its figures share the sources named in ``zone_sources``."""

    id: Id
    name: Name
    at: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] = Field(
        description="centroid: latitude, longitude, to a neighbourhood's precision"
    )
    area_km2: float = Field(gt=0, le=10000, description="area, km²")
    buildings: int = Field(ge=1, le=1_000_000, description="buildings, or the proxy that zone_sources names")
    terrain: float = Field(1.0, ge=0.1, le=20, description="multiplies a defender's power: 1 open town")
    held: float = Field(ge=0, le=1, description="share held by the besieger's side on day 0")
    holder: str | None = Field(None, description="group that holds it on day 0, if one does")
    pocket: bool = Field(True, description="counts as part of the pocket whose loss ends the siege")
    priority: float = Field(
        0.0, ge=-10, le=10, description="how much the besieger wants it, in units of effort_temperature"
    )
    priority_besieged: float = Field(0.0, ge=-10, le=10, description="how much the besieged camp wants it back")
    civilians: float = Field(1.0, ge=0, le=1000, description="weight of its civilians per km², relative")
    neighbours: list[Id] = Field(description="adjacent zones; must be mutual")


class ZoneSources(Section):
    """Where the columns of the zone table come from: source ids, or 'judgement: why'."""

    position: Cited
    area: Cited
    buildings: str = Field(description="must state the proxy if buildings were not counted")
    terrain: Cited
    held: Cited
    priority: Cited
    civilians: Cited
    neighbours: Cited


class Depot(Section):
    """A stock of military supply that groups draw on, in days of full consumption."""

    id: Id
    name: Name
    camp: Camp
    stock: Quantity = quantity("supply in store on day 0", "days", 0, 10000)
    capacity: Quantity = quantity("most it can store", "days", 0.1, 10000)
    half: Quantity = quantity("stock at which supply has half its effect", "days", 0.01, 1000)
    inflow: Quantity = quantity("what arrives by no modelled route (an open rear)", "days/day", 0, 100)


class Route(Section):
    """A supply road: a chain of zones; open as far as its worst one is."""

    id: Id
    name: Name
    camp: Camp = Field(description="whom it serves")
    depot: Id = Field(description="depot it fills")
    segments: list[Id] = Field(min_length=1, description="zones it runs through, in order")
    supply: Quantity = quantity("military supply when fully open, in days of full consumption", "days/day", 0, 100)
    food: Quantity = quantity("food for civilians when fully open, in days of full rations", "days/day", 0, 100)
    persons: Quantity = quantity("replacements it can carry when fully open", "persons/day", 0, 1e5)
    fire_control: Quantity = quantity("how far neighbouring zones held by the other side close it by fire", "1", 0, 1)
    guards: list[Id] = Field(default_factory=list, description="groups that hold it")
    relief: bool = Field(True, description="counts when asking whether the pocket is open")


class Command(Section):
    """Who fights under whom."""

    id: Id
    name: Name
    camp: Camp
    joint: bool = Field(False, description="several groups under a common command, in which one may prevail")
    note: Note = None


class Replacement(Section):
    """New fighters for a group, from a pool, by a route or an open rear."""

    rate: Quantity = quantity("replacements sent a day", "persons/day", 0, 1e5)
    pool: Quantity = quantity("how many there are in all", "persons", 0, 1e7)
    route: Id | None = Field(None, description="route they come by; None: an open rear")


class Group(Section):
    """An armed group: it fights; parties decide."""

    id: Id
    name: Name
    camp: Camp
    command: Id = Field(description="command it fights under")
    depot: Id = Field(description="depot it draws on")
    inside: bool = Field(description="stands inside the pocket")
    area: list[Id] | Literal["all"] = Field("all", description="zones where it fights")
    strength: Quantity = quantity("fighters able to fight on day 0", "persons", 0, 1e7)
    quality: Quantity = quantity("fighting power a head, relative", "1", 0.01, 100)
    cohesion: Quantity = quantity("cohesion on day 0", "1", 0, 1)
    breakpoint: Quantity = quantity("cohesion below which it breaks", "1", 0, 1)
    replacement: Replacement | None = Field(None, description="new fighters for it; None: nobody replaces its losses")
    party: Id | None = Field(None, description="party whose fighters they are; None: nobody at the talks")
    spoiler: bool = Field(False, description="the group that plans ask others to part from, or to leave")
    independence: Quantity = quantity(
        "how far it acts on its own within its command", "1", 0, 1, fixed(1.0, "its own master unless stated")
    )
    command_share: Quantity = quantity(
        "share of its joint command's decisions that is its own", "1", 0, 1, fixed(0.0, "none unless stated")
    )
    consent: Quantity = quantity(
        "readiness to leave by agreement, in log odds a day", "1", -10, 10,
        fixed(-3.0, "few leave unless the prospect, an escort or a leader moves them"),
    )  # fmt: skip


class Civilians(Section):
    """The people in the pocket."""

    population: Quantity = quantity("civilians in the pocket on day 0", "persons", 0, 1e8)
    food: Quantity = quantity("food in store on day 0, in days of full rations", "days", 0, 10000)
    food_capacity: Quantity = quantity("most food that can be stored", "days", 0.1, 10000)
    food_inflow: Quantity = quantity("food that arrives or is grown whatever the roads", "days/day", 0, 10)
    exit_open: Quantity = quantity("how far civilians can leave, where nothing is imposed", "1", 0, 1)


class Questions(Section):
    """What a run of this scenario is asked."""

    known_until: datetime.date = Field(description="history is imposed up to this day unless a run says otherwise")
    dates: list[datetime.date] = Field(min_length=1, description="days for which the share lost is reported")
    as_of: list[datetime.date] = Field(default_factory=list, description="days for which forecasts are scored")


class Scenario(Section):
    """One siege: a whole scenario file."""

    corridor: Literal[1] = Field(description="version of the format")
    meta: Meta
    sources: dict[str, Source] = Field(default_factory=dict, description="what the ids in 'source' stand for")
    period: Period
    camps: CampNames = Field(default_factory=CampNames)
    geography: str | None = Field(None, description="GeoJSON beside this file that fills at, area and neighbours")
    zone_sources: ZoneSources
    zones: list[Zone] = Field(min_length=1, max_length=256)
    depots: list[Depot] = Field(min_length=1, max_length=8)
    routes: list[Route] = Field(default_factory=list, max_length=32)
    commands: list[Command] = Field(min_length=1, max_length=32)
    groups: list[Group] = Field(min_length=2, max_length=64)
    civilians: Civilians
    parties: list[Party] = Field(default_factory=list, description="who decides")
    sponsors: list[Sponsor] = Field(default_factory=list, description="who can lean on whom")
    channels: list[Channel] = Field(default_factory=list, max_length=32, description="who talks to whom, and how")
    kinds: list[Kind] = Field(
        default_factory=list, description="kinds of provision; those built in and used by a plan are filled in"
    )
    plans: list[Plan] = Field(default_factory=list, max_length=32, description="named lists of provisions")
    accounts: list[Account] = Field(default_factory=list, description="rival readings of the case")
    timeline: list[TimelineEntry] = Field(default_factory=list, description="known events, in order of date")
    parameters: Parameters = Field(default_factory=Parameters)
    evidence: str | None = Field(None, description="ledger of claims (CSV) beside this file")
    questions: Questions

    @model_validator(mode="before")
    @classmethod
    def _built_in_kinds(cls, data: Any) -> Any:
        # A file may name a built-in kind without stating it; a checked scenario states every number it uses.
        if not isinstance(data, dict) or not isinstance(data.get("plans"), list):
            return data
        plans = [plan for plan in data["plans"] if isinstance(plan, dict)]
        rows = [row for plan in plans for row in plan.get("provisions") or [] if isinstance(row, dict)]
        own = data.get("kinds") if isinstance(data.get("kinds"), list) else []
        stated = {kind.get("id") for kind in own or [] if isinstance(kind, dict)}
        used = {row.get("kind") for row in rows if isinstance(row.get("kind"), str)} - stated
        return data | {"kinds": [*(own or []), *(kind for kind in BUILT_IN if kind.id in used)]}
