"""Where each of a member's numbers stands in the scenario, in the order of ``Numbers``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from corridor.model import diplomacy as d
from corridor.model import numbers as n
from corridor.model.agenda import provisions
from corridor.model.numbers import Layout
from corridor.scenario.parties import MOST_FACTIONS, Party
from corridor.scenario.schema import Scenario
from corridor.types import bucket


class Column(NamedTuple):
    """One number."""

    path: str
    """Where it stands in the scenario; '' for padding."""
    missing: float = 0.0
    """Its value where the scenario has none."""


class One(NamedTuple):
    """A part that stands once in the scenario."""

    kind: Any
    where: str
    length: Callable[[Layout], int] | None = None

    def columns(self, scenario: Scenario) -> list[Column]:
        """The part's columns, field by field."""
        del scenario
        return [Column(f"{self.where}.{name}") for name in self.kind._fields]


class Many(NamedTuple):
    """A part with an entry for each item of a list, padded."""

    kind: Any
    items: Callable[[Scenario], list[Callable[[str], Column]]]
    """For each item, where its fields stand."""
    padding: dict[str, float]
    """What pads the fields where 0 would divide."""
    length: Callable[[Layout], int]
    """Padded length."""

    def columns(self, scenario: Scenario) -> list[Column]:
        """The part's columns, field by field, each padded."""
        items = self.items(scenario)
        found: list[Column] = []
        for name in self.kind._fields:
            found += [item(name) for item in items]
            found += [Column("", self.padding.get(name, 0.0))] * (bucket(len(items)) - len(items))
        return found


def _list(where: str) -> Callable[[Scenario], list[Callable[[str], Column]]]:
    def items(scenario: Scenario) -> list[Callable[[str], Column]]:
        return [_item(f"{where}.{getattr(row, 'id', i)}") for i, row in enumerate(getattr(scenario, where))]

    return items


def _item(prefix: str) -> Callable[[str], Column]:
    return lambda name: Column(f"{prefix}.{name.replace('replacement_', 'replacement.')}")


PARTY_PARTS = {"able": "types", "unable": "types", "preserving": "types"} | dict.fromkeys(
    ("ground", "preserved", "civilians", "days", "blame", "escalation"), "payoff"
)
"""Sections of a party in which a number stands, if not in the party itself."""


def _party(party: Party) -> Callable[[str], Column]:
    return lambda name: Column(".".join(filter(None, ("parties", party.id, PARTY_PARTS.get(name), name))))


def _factions(scenario: Scenario) -> list[Callable[[str], Column]]:
    def slot(party: Party, i: int) -> Callable[[str], Column]:
        if i < len(party.factions):
            return lambda name: Column(f"parties.{party.id}.factions.{party.factions[i].id}.{name}")
        # A party that states no factions has one, with all the power.
        return lambda name: Column("", float(i == 0 and not party.factions))

    padded = bucket(len(scenario.parties)) - len(scenario.parties)
    real = [slot(party, i) for party in scenario.parties for i in range(MOST_FACTIONS)]
    return real + [lambda name: Column("")] * (padded * MOST_FACTIONS)


def _provisions(scenario: Scenario) -> list[Callable[[str], Column]]:
    def place(plan: Any, provision: Any) -> Callable[[str], Column]:
        own, kind = f"plans.{plan.id}.provisions.{provision.id}", f"kinds.{provision.kind}"
        return lambda name: Column(f"{kind if getattr(provision, name) is None else own}.{name}")

    return [place(plan, provision) for plan, provision in provisions(scenario)]


class Flat(NamedTuple):
    """A part whose items fill whole rows and need no padding of their own."""

    kind: Any
    items: Callable[[Scenario], list[Callable[[str], Column]]]
    length: Callable[[Layout], int]

    def columns(self, scenario: Scenario) -> list[Column]:
        """The part's columns, field by field."""
        return [item(name) for name in self.kind._fields for item in self.items(scenario)]


PARTS: dict[str, One | Many | Flat] = {
    "supply": One(n.SupplyNumbers, "parameters.supply"),
    "bombardment": One(n.BombardmentNumbers, "parameters.bombardment"),
    "assault": One(n.AssaultNumbers, "parameters.assault"),
    "cohesion": One(n.CohesionNumbers, "parameters.cohesion"),
    "civilians": One(n.CivilianNumbers, "parameters.civilians"),
    "ending": One(n.EndingNumbers, "parameters.ending"),
    "people": One(n.PeopleNumbers, "civilians"),
    "group": Many(
        n.GroupNumbers, _list("groups"), {"quality": 1.0, "cohesion": 1.0}, lambda at: at.group_camp.shape[1]
    ),
    "depot": Many(n.DepotNumbers, _list("depots"), {"half": 1.0, "capacity": 1.0}, lambda at: at.depot_camp.shape[0]),
    "route": Many(n.RouteNumbers, _list("routes"), {}, lambda at: at.route_camp.shape[0]),
    "talks.politics": One(d.PoliticsNumbers, "parameters.politics"),
    "talks.offers": One(d.OfferNumbers, "parameters.offers"),
    "talks.agreements": One(d.AgreementNumbers, "parameters.agreements"),
    "talks.learning": One(d.LearningNumbers, "parameters.learning"),
    "talks.intervention": One(d.InterventionNumbers, "parameters.intervention"),
    "talks.party": Many(
        d.PartyNumbers,
        lambda scenario: [_party(party) for party in scenario.parties],
        {"conviction": 1.0},
        lambda at: at.talks.party.shape[0],
    ),
    "talks.faction": Flat(d.FactionNumbers, _factions, lambda at: at.talks.faction.size),
    "talks.provision": Many(d.ProvisionNumbers, _provisions, {}, lambda at: at.talks.provision.shape[0]),
    "talks.sponsor": Many(d.SponsorNumbers, _list("sponsors"), {}, lambda at: at.talks.leverage_party.shape[0]),
    "talks.channel": Many(d.ChannelNumbers, _list("channels"), {}, lambda at: at.talks.channel.shape[0]),
}
"""Every part of ``Numbers`` in order; a name with ``talks.`` is a part of ``Numbers.talks``."""
DRAWN = "type_draw"
"""The field that the scenario does not state: a plain uniform draw."""


def columns(scenario: Scenario) -> list[Column]:
    """Every number of a member, in order."""
    return [column for part in PARTS.values() for column in part.columns(scenario)]
