"""The talks in a chronicle: plans put forward, kept and ended, power inside parties, channels, an outside strike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from corridor.model.agenda import STATES, provisions
from corridor.model.talks import (
    BREACH,
    BROKEN,
    CARRIED_OUT,
    DEADLINE,
    FAILED,
    KEPT,
    LAPSED,
    OVERTAKEN,
    RECORD,
    SPOILER,
    STRIKE,
    SUPERSEDED,
    TERM,
)
from corridor.report.events import Line, Told, listed, sentence, turns

MAJORITY = 0.5
REASONS = {
    CARRIED_OUT: "it has been carried out",
    TERM: "its term has run out",
    BREACH: "a breach has ended it",
    SPOILER: "an attack has ended it",
    DEADLINE: "a deadline was missed",
    STRIKE: "the outside strike has ended it",
    OVERTAKEN: "events have overtaken it",
    RECORD: "that is how it went",
    SUPERSEDED: "another plan takes its place",
}
"""What ended a plan, after its number in ``ENDED_BY``."""


def _quoted(name: str) -> str:
    return f"“{name}”"


def _since(told: Told, day: int, plan: int) -> int:
    """First day of the spell of ``plan`` that lasts until ``day``."""
    in_force = told.evenings["plan"]
    first = day
    while first > 0 and in_force[first - 1] == plan:
        first -= 1
    return first


def offers(told: Told) -> Iterator[Line]:
    """What is put forward, by whom, and what becomes of it."""
    seen, scenario = told.evenings, told.scenario
    for day in range(told.days):
        plan, by = int(seen["offered"][day]), int(seen["proposer"][day])
        now, before = int(seen["plan"][day]), int(seen["plan"][day - 1]) if day else -1
        known = told.on_record.talks[day]
        if plan >= 0:
            who = f"{scenario.parties[by].name} puts forward {{}}" if by >= 0 else "{} is put forward"
            stands = f" {_quoted(scenario.plans[now].name)} stands." if now >= 0 and now == before != plan else ""
            no = [p.name for p, says in zip(scenario.parties, seen["refused_by"][day], strict=True) if says > 0]
            end = "It is not accepted." if not no else sentence(f"Refused by {listed(no)}")
            end = "All who must accept it do, and it comes into force." if seen["accepted"][day] else end + stands
            yield told.line(day, "offer", f"{sentence(who.format(_quoted(scenario.plans[plan].name)))} {end}", known)
        elif now >= 0 and now != before:
            yield told.line(day, "offer", f"{_quoted(scenario.plans[now].name)} is in force.", known)


def promises(told: Told) -> Iterator[Line]:
    """What was promised: kept, not kept, tried in vain for the first time under its plan; deadlines missed."""
    seen, flat = told.evenings, provisions(told.scenario)
    party = {p.id: p.name for p in told.scenario.parties}
    names = [f"{p.kind.replace('_', ' ')} by {party[p.obligor]}" for _, p in flat]
    plans = [plan.id for plan in told.scenario.plans]
    owner = np.array([plans.index(plan.id) for plan, _ in flat])
    told_of: set[tuple[int, int, str]] = set()
    words = {"kept": "kept", "broken": "not kept", "vain": "tried in vain", "deadline": "deadline missed"}
    for day in range(told.days):
        state, tried, done = (seen[name][day] for name in ("provision_state", "tried", "done"))
        plan = int(seen["plan"][day]) if seen["plan"][day] >= 0 else int(seen["ended"][day])
        if plan < 0:
            continue
        first = _since(told, day if seen["plan"][day] >= 0 else max(day - 1, 0), plan)
        found: dict[str, list[str]] = defaultdict(list)
        for i in np.flatnonzero(owner == plan).tolist():
            late = state[i] in (LAPSED, FAILED)
            vain = tried[i] and not done[i]
            what = "deadline" if late else "vain" if vain else "kept" if state[i] == KEPT else ""
            what = "broken" if not what and state[i] == BROKEN else what
            if what and (i, first, what) not in told_of:
                told_of.add((i, first, what))
                tail = ", though it tried" if state[i] == FAILED else ""
                found[what].append(names[i] + tail)
        for what, shown in words.items():
            if those := found.get(what):
                yield told.line(day, what, sentence(f"{shown}: {'; '.join(those)}"), told.on_record.talks[day])


def attacks(told: Told) -> Iterator[Line]:
    """Attacks under a plan."""
    for day in np.flatnonzero(told.evenings["attack"]):
        yield told.line(int(day), "attack", "An attack breaks the calm under the plan.")


def _life(told: Told, plan: int, first: int, last: int, on: str, why: str) -> str:
    """How long a plan held, why it ended, and the days on which its daily promises were kept."""
    scenario, done = told.scenario, told.evenings["done"][first : last + 1]
    kinds, party = {kind.id: kind for kind in scenario.kinds}, {p.id: p.name for p in scenario.parties}
    days = last - first + 1
    daily = [
        f"{p.kind.replace('_', ' ')} by {party[p.obligor]} on {int((done[:, i] > 0).sum())}"
        for i, (owner, p) in enumerate(provisions(scenario))
        if owner is scenario.plans[plan] and not kinds[p.kind].once
    ]
    kept = f" Days kept of {days}: {'; '.join(daily)}." if daily else ""
    return f"{_quoted(scenario.plans[plan].name)} {on} after {days} {'days' if days > 1 else 'day'}: {why}.{kept}"


def superseded(told: Told) -> Iterator[Line]:
    """Plans that stood until another one was accepted: what one side did by itself, until all agreed on more."""
    seen = told.evenings
    for day in (np.flatnonzero(seen["accepted"][1:] > 0) + 1).tolist():
        plan = int(seen["plan"][day - 1])
        if plan >= 0 and plan != seen["offered"][day]:
            text = _life(told, plan, _since(told, day - 1, plan), day - 1, "is over", REASONS[SUPERSEDED])
            yield told.line(day, "plan end", text, told.on_record.talks[day])


def ends(told: Told) -> Iterator[Line]:
    """Plans that are carried out, or end, with the days on which their daily promises were kept."""
    seen = told.evenings
    for day in np.flatnonzero(seen["ended"] >= 0).tolist():
        plan = int(seen["ended"][day])
        first = _since(told, day if seen["plan"][day] == plan else max(day - 1, 0), plan)
        first = day if seen["accepted"][day] and seen["offered"][day] == plan else first
        why = REASONS.get(int(seen["ended_by"][day]), "it is over")
        text = _life(told, plan, first, day, "goes on" if seen["plan"][day] == plan else "is over", why)
        yield told.line(day, "plan end", text, told.on_record.talks[day])


def power(told: Told) -> Iterator[Line]:
    """Hard factions that gain or lose the majority inside their party."""
    changes = defaultdict(list)
    for i, party in enumerate(told.scenario.parties):
        hard = [j for j, faction in enumerate(party.factions) if faction.hardness > 0]
        if not hard:
            continue
        share = told.evenings["power"][:, i, hard].sum(axis=-1) > MAJORITY
        names = listed(_quoted(party.factions[j].name) for j in hard)
        for day, gains in turns(share, bool(share[0])):
            moves = "gains the majority" if gains else "loses the majority"
            moves = moves if len(hard) == 1 else moves.replace("s the", " the")
            changes[day].append(sentence(f"inside {party.name}, {names} {moves}"))
    for day, found in sorted(changes.items()):
        yield told.line(day, "power", " ".join(found))


def channels(told: Told) -> Iterator[Line]:
    """Channels that open and close."""
    scenario = told.scenario
    if not scenario.channels:
        return
    party = {p.id: p.name for p in scenario.parties}
    words = {STATES["open"]: "opens", STATES["closed"]: "closes", STATES["said_closed"]: "is said to be closed"}
    before = np.array([STATES[channel.state] for channel in scenario.channels])
    for day, tonight in enumerate(told.evenings["channel_state"]):
        new = np.flatnonzero(tonight != before)
        parts = []
        for i in new:
            channel = scenario.channels[i]
            via = f" through {party[channel.via]}" if channel.via else ""
            ends = " and ".join(party[end] for end in channel.between)
            parts.append(f"The channel between {ends}{via} {words[int(tonight[i])]}.")
        if parts:
            yield told.line(day, "channel", " ".join(parts), all(told.on_record.channel[day, i] for i in new))
        before = tonight


def strikes(told: Told) -> Iterator[Line]:
    """Outside strikes."""
    able = [party.name for party in told.scenario.parties if party.strikes]
    who = f" by {able[0]}" if len(able) == 1 else ""
    for day in np.flatnonzero(told.evenings["strike"]):
        text = f"An outside strike{who} hits {told.scenario.camps.besieger}."
        yield told.line(int(day), "strike", text, told.on_record.strike[day])


TALKS_EVENTS = (channels, offers, superseded, promises, attacks, strikes, ends, power)
"""In the order in which a day is told."""
