"""What a siege is made of: the layout all members share, and the numbers each member draws.

Field names are the paths of the scenario file: ``numbers.assault.contest_rate`` is
``parameters.assault.contest_rate``, ``numbers.group.strength`` is ``groups.<id>.strength``.
"""

from __future__ import annotations

from typing import NamedTuple

from corridor.model.diplomacy import TalksLayout, TalksNumbers
from corridor.model.expectations import Expectations
from corridor.types import (
    CampByGroup,
    CampByZone,
    GroupByDepot,
    GroupByGroup,
    GroupByRoute,
    GroupByZone,
    PartyByGroup,
    PartyByType,
    PerDepot,
    PerGroup,
    PerRoute,
    PerType,
    PerZone,
    ProvisionByGroup,
    ProvisionByType,
    RouteByDepot,
    Scalar,
    SegmentMask,
    SegmentZone,
    ZoneByZone,
)


class Layout(NamedTuple):
    """What every member shares; arrays, so that changing one recompiles nothing. Masks are 1.0 or 0.0."""

    zone: PerZone
    """Real zones."""
    pocket: PerZone
    """Zones whose loss ends the siege."""
    area: PerZone
    """km²."""
    buildings: PerZone
    """Buildings, at least 1."""
    terrain: PerZone
    """Multiplies a defender's power."""
    held: PerZone
    """Share held by the besieger's side on day 0."""
    priority: CampByZone
    """How much each camp wants the zone."""
    residents: PerZone
    """Share of the pocket's civilians who live there on day 0; sums to 1."""
    border: ZoneByZone
    """Symmetric weight of each pair of adjacent zones; 0 elsewhere."""
    around: ZoneByZone
    """Border weights, each row scaled to sum to 1: the mean over a zone's neighbours."""
    group_camp: CampByGroup
    group_inside: PerGroup
    group_area: GroupByZone
    """Zones where each group fights."""
    group_depot: GroupByDepot
    group_comrade: GroupByGroup
    """Share of each other group in the rest of its command; rows sum to 1 or 0."""
    group_route: GroupByRoute
    """Route by which replacements come; all 0: an open rear, or none."""
    depot_camp: PerDepot
    """0 besieger, 1 besieged."""
    depot_pocket: PerDepot
    """Depots that groups inside the pocket draw on."""
    route_camp: PerRoute
    """0 besieger, 1 besieged."""
    route_depot: RouteByDepot
    route_relief: PerRoute
    """Share of each route in the pocket's supply when all is open; sums to 1 or 0."""
    route_zone: SegmentZone
    route_segment: SegmentMask
    step: Scalar
    """Length of a step in days; 1 but in tests of a continuous limit."""
    talks: TalksLayout
    expectations: Expectations


class SupplyNumbers(NamedTuple):
    """Numbers of the supply mechanism."""

    openness_exponent: Scalar
    rationing: Scalar
    idle_use: Scalar


class BombardmentNumbers(NamedTuple):
    """Numbers of the bombardment mechanism."""

    intensity_calm: Scalar
    intensity_offensive: Scalar
    deaths_rate: Scalar
    dispersion: Scalar
    damage_rate: Scalar


class AssaultNumbers(NamedTuple):
    """Numbers of the tempo and assault mechanisms."""

    loss_besieged: Scalar
    loss_besieger: Scalar
    power_exponent: Scalar
    persons_exponent: Scalar
    dispersion: Scalar
    killed_share: Scalar
    tempo_calm: Scalar
    contest_rate: Scalar
    buildings_exponent: Scalar
    battle_exponent: Scalar
    battle_buildings: Scalar
    effort_temperature: Scalar
    mirror: Scalar
    cover: Scalar
    pursuit_rate: Scalar
    start_besieger: Scalar
    start_besieged: Scalar
    length_besieger: Scalar
    length_besieged: Scalar


class CohesionNumbers(NamedTuple):
    """Numbers of the cohesion mechanism."""

    recover: Scalar
    loss_weight: Scalar
    shortage_weight: Scalar
    ground_weight: Scalar
    bombardment_weight: Scalar
    hope_weight: Scalar
    command_weight: Scalar
    desertion_rate: Scalar
    dissolve_rate: Scalar
    surrender_share: Scalar


class CivilianNumbers(NamedTuple):
    """Numbers of the civilians mechanism, and the people of the scenario."""

    flee_contact: Scalar
    flee_bombardment: Scalar
    flee_hunger: Scalar
    flee_capture: Scalar
    shelling_rate: Scalar
    ration_half: Scalar


class EndingNumbers(NamedTuple):
    """Numbers of the ending mechanism."""

    relief_open: Scalar
    relief_days: Scalar
    last_fighters: Scalar


class PeopleNumbers(NamedTuple):
    """The scenario's ``civilians`` section."""

    population: Scalar
    food: Scalar
    food_capacity: Scalar
    food_inflow: Scalar
    exit_open: Scalar


class GroupNumbers(NamedTuple):
    """The scenario's ``groups``."""

    strength: PerGroup
    quality: PerGroup
    cohesion: PerGroup
    breakpoint: PerGroup
    independence: PerGroup
    command_share: PerGroup
    consent: PerGroup
    replacement_rate: PerGroup
    replacement_pool: PerGroup


class DepotNumbers(NamedTuple):
    """The scenario's ``depots``."""

    stock: PerDepot
    capacity: PerDepot
    half: PerDepot
    inflow: PerDepot


class RouteNumbers(NamedTuple):
    """The scenario's ``routes``."""

    supply: PerRoute
    food: PerRoute
    persons: PerRoute
    fire_control: PerRoute


class Numbers(NamedTuple):
    """Everything uncertain, as one member drew it."""

    supply: SupplyNumbers
    bombardment: BombardmentNumbers
    assault: AssaultNumbers
    cohesion: CohesionNumbers
    civilians: CivilianNumbers
    ending: EndingNumbers
    people: PeopleNumbers
    group: GroupNumbers
    depot: DepotNumbers
    route: RouteNumbers
    talks: TalksNumbers


class Weights(NamedTuple):
    """What follows from layout and numbers and never changes: computed once a member, read every day."""

    line: PerZone
    """Length of a zone's contact when all of it is in contact: buildings^κ."""
    pull: CampByZone
    """exp(priority / temperature), at most 1: how strongly each camp's offensive is drawn to a zone."""
    leverage: PartyByGroup
    """How far each party can move each group; the sum over its entries, -1 to 1."""
    types: PartyByType
    """Weights of each party's types; rows sum to 1 (padding: 0)."""
    hold: PartyByGroup
    """How far each party can detach each group from the spoilers, 0 to 1."""
    detaching: ProvisionByGroup
    """Chance a day that a try of each separation parts each group it names, by an able obligor; 0 elsewhere."""
    attempts: PerType
    """Chance a day that a party of each type tries to keep a promise that is due."""
    success: ProvisionByType
    """Chance that a day's try brings a provision about, by type of its obligor; 0 for padding."""


class Params(NamedTuple):
    """What a mechanism is given besides the state: the shared layout, this member's numbers, and their weights."""

    layout: Layout
    numbers: Numbers
    weights: Weights
