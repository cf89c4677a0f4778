"""From a scenario to the layout of its talks: padded memberships of parties, channels, plans and provisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corridor.model.diplomacy import TalksLayout
from corridor.scenario.kinds import LEVERS
from corridor.scenario.parties import MOST_FACTIONS, Channel
from corridor.scenario.plans import Plan, Provision, same_core
from corridor.scenario.plans import unilateral as is_unilateral
from corridor.scenario.schema import Scenario
from corridor.types import BESIEGED, BESIEGER, NEITHER, bucket

Grid = NDArray[np.float32]
STATES = {"closed": 0, "open": 1, "said_closed": 2}


def _index(rows: Iterable[Any]) -> dict[str, int]:
    return {row.id: i for i, row in enumerate(rows)}


def _grid(*axes: Sequence[Any] | int) -> Grid:
    return np.zeros([a if isinstance(a, int) else bucket(len(a)) for a in axes], np.float32)


def provisions(scenario: Scenario) -> list[tuple[Plan, Provision]]:
    """Every provision with its plan, in the order of the flat list."""
    return [(plan, provision) for plan in scenario.plans for provision in plan.provisions]


def view_of(camp: str | None) -> int:
    """The view of a party of this camp."""
    return {"besieger": BESIEGER, "besieged": BESIEGED}.get(camp or "", NEITHER)


def _parties(scenario: Scenario) -> dict[str, Grid]:
    parties = scenario.parties
    index = _index(parties)
    rows = {name: _grid(parties) for name in ("party", "mediator", "bias", "strikes")}
    view, principal = _grid(3, parties), _grid(2, parties)
    patron, fronts = _grid(parties, parties), _grid(parties, parties)
    faction = _grid(parties, MOST_FACTIONS)
    hardness = faction.copy()
    for i, party in enumerate(parties):
        rows["party"][i] = 1.0
        rows["mediator"][i] = party.kind == "mediator"
        rows["bias"][i] = party.bias
        rows["strikes"][i] = party.strikes
        view[view_of(party.camp), i] = 1.0
        if party.principal and party.camp is not None:
            principal[view_of(party.camp), i] = 1.0
        for grid, other in ((patron, party.patron), (fronts, party.fronts_for)):
            if other is not None:
                grid[i, index[other]] = 1.0
        faction[i, : max(len(party.factions), 1)] = 1.0
        hardness[i, : len(party.factions)] = [f.hardness for f in party.factions]
    return rows | dict(view=view, principal=principal, patron=patron, fronts=fronts, faction=faction, hardness=hardness)


def _groups(scenario: Scenario) -> dict[str, Grid]:
    parties, groups = _index(scenario.parties), _index(scenario.groups)
    joint_commands = {c.id for c in scenario.commands if c.joint}
    party, spoiler, joint = _grid(scenario.parties, scenario.groups), _grid(scenario.groups), _grid(scenario.groups)
    for i, group in enumerate(scenario.groups):
        if group.party is not None:
            party[parties[group.party], i] = 1.0
        spoiler[i], joint[i] = group.spoiler, group.command in joint_commands
    by_party, by_group = _grid(scenario.sponsors, scenario.parties), _grid(scenario.sponsors, scenario.groups)
    for i, sponsor in enumerate(scenario.sponsors):
        by_party[i, parties[sponsor.party]] = 1.0
        by_group[i, groups[sponsor.group]] = 1.0
    return dict(group_party=party, spoiler=spoiler, joint=joint, leverage_party=by_party, leverage_group=by_group)


def _channels(scenario: Scenario) -> dict[str, NDArray[Any]]:
    index = _index(scenario.parties)
    channels: list[Channel] = scenario.channels
    real, ends, carrier = _grid(channels), _grid(channels, scenario.parties), _grid(channels, scenario.parties)
    state = np.zeros(bucket(len(channels)), np.int32)
    for i, channel in enumerate(channels):
        real[i], state[i] = 1.0, STATES[channel.state]
        ends[i, [index[party] for party in channel.between]] = 1.0
        if channel.via is not None:
            carrier[i, index[channel.via]] = 1.0
    return dict(channel=real, channel_party=ends, channel_carrier=carrier, channel_state=state)


def _plans(scenario: Scenario) -> dict[str, Grid]:
    index, plans = _index(scenario.parties), scenario.plans
    flat = provisions(scenario)
    real, days, unilateral = _grid(plans), _grid(plans), _grid(plans)
    proposer, required = _grid(plans, scenario.parties), _grid(plans, scenario.parties)
    holds, alike, leaves = _grid(plans, flat), _grid(plans, plans), _grid(plans, flat)
    middle = {g.id: sum(g.strength.span()) / 2.0 for g in scenario.groups if g.inside and g.camp == "besieged"}
    everyone = max(sum(middle.values()), 1e-6)
    lever = {kind.id: kind.lever for kind in scenario.kinds}
    for i, plan in enumerate(plans):
        real[i], days[i], unilateral[i] = 1.0, plan.days or 0, is_unilateral(plan, scenario.parties)
        proposer[i, [index[party] for party in plan.proposers]] = 1.0
        required[i, [index[party] for party in plan.required]] = 1.0
        alike[i, [j for j, other in enumerate(plans) if i == j or same_core(plan, other, scenario.kinds)]] = 1.0
    for j, (plan, provision) in enumerate(flat):
        i = plans.index(plan)
        holds[i, j] = 1.0
        if lever[provision.kind] == "withdraw":
            leaves[i, j] = sum(middle.get(group, 0.0) for group in provision.groups) / everyone
    return dict(plan=real, plan_days=days, unilateral=unilateral, plan_proposer=proposer, plan_required=required,
                plan_provision=holds, same_core=alike, leaves=leaves)  # fmt: skip


def _own(scenario: Scenario, provision: Provision) -> bool:
    """Whether the obligor keeps it with forces of its own or none: no client has to follow."""
    lever = {kind.id: kind.lever for kind in scenario.kinds}[provision.kind]
    if lever == "separate":
        return False
    party_of = {group.id: group.party for group in scenario.groups}
    return all(party_of[group] in (None, provision.obligor) for group in provision.groups)


def _provisions(scenario: Scenario) -> dict[str, Grid]:
    flat = provisions(scenario)
    parties, groups, zones, routes = map(
        _index, (scenario.parties, scenario.groups, scenario.zones, scenario.routes)
    )  # fmt: skip
    kinds = {kind.id: kind for kind in scenario.kinds}
    real, once, deadline, clients = (_grid(flat) for _ in range(4))
    lever, observed = _grid(len(LEVERS), flat), _grid(3, flat)
    obligor, beneficiary, guarantor = (_grid(flat, scenario.parties) for _ in range(3))
    after, by_group = _grid(flat, flat), _grid(flat, scenario.groups)
    by_zone, by_route = _grid(flat, scenario.zones), _grid(flat, scenario.routes)
    camps = {party.id: party.camp for party in scenario.parties}
    for j, (plan, p) in enumerate(flat):
        kind = kinds[p.kind]
        real[j], once[j], deadline[j], clients[j] = 1.0, kind.once, p.deadline, not _own(scenario, p)
        lever[LEVERS.index(kind.lever), j] = 1.0
        obligor[j, parties[p.obligor]] = 1.0
        owed = p.beneficiaries or [other for other in parties if other != p.obligor]
        beneficiary[j, [parties[other] for other in owed]] = 1.0
        observed[[view_of(camps[o]) for o in p.observers] or [0, 1, 2], j] = 1.0
        if p.guarantor is not None:
            guarantor[j, parties[p.guarantor]] = 1.0
        if p.after is not None:
            after[j, next(k for k, (q, r) in enumerate(flat) if q is plan and r.id == p.after)] = 1.0
        by_group[j, [groups[g] for g in p.groups]] = 1.0
        pocket = [zone.id for zone in scenario.zones if zone.pocket]
        by_zone[j, [zones[z] for z in p.zones or pocket]] = 1.0
        if p.route is not None:
            by_route[j, routes[p.route]] = 1.0
    return dict(provision=real, once=once, deadline=deadline, clients=clients, lever=lever, observed=observed,
                obligor=obligor, beneficiary=beneficiary, guarantor=guarantor, after=after, provision_group=by_group,
                provision_zone=by_zone, provision_route=by_route)  # fmt: skip


def agenda(scenario: Scenario) -> TalksLayout:
    """The shared arrays of a scenario's talks, padded to buckets.

    Args:
        scenario: a checked scenario.
    """
    parts = (_parties, _groups, _channels, _plans, _provisions)
    arrays: dict[str, Any] = {name: grid for part in parts for name, grid in part(scenario).items()}
    return TalksLayout(**arrays)
