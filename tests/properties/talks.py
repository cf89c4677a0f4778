"""The talks of a random scenario: parties, sponsors, channels, plans and their events."""

import datetime
from typing import Any

from hypothesis import strategies as st

from corridor.scenario.kinds import BUILT_IN
from corridor.scenario.parties import Channel, Party, Payoff, Sponsor, Types
from corridor.scenario.plans import Provision
from properties.figures import CAMPS, SOURCES, START, figures, some


def politics(draw: st.DrawFn, name: str, camp: str | None, principal: bool) -> dict[str, Any]:
    """One party, with up to three factions whose powers sum to 1."""
    count = draw(st.integers(0, 3))
    return {
        "id": name,
        "name": name.title(),
        "kind": draw(st.sampled_from(["government", "armed_command", "mediator"])),
        "camp": camp,
        "principal": principal,
        "factions": [
            {
                "id": f"current-{i}",
                "name": f"Current {i}",
                "hardness": draw(st.sampled_from([-1.0, 0.0, 1.0])),
                "power": {"value": 1 / count, "unit": "1", "source": SOURCES[1]},
            }
            for i in range(count)
        ],
        "bias": draw(st.sampled_from([-1.0, 0.0, 0.5])),
        "types": figures(draw, Types) | {"unable": {"value": 0.3, "unit": "1", "source": SOURCES[1]}},
        "payoff": figures(draw, Payoff, set(some(draw, list(Payoff.model_fields)))),
        "strikes": draw(st.booleans()),
        **figures(draw, Party),
    }


def promise(draw: st.DrawFn, i: int, parties: list[str], data: dict[str, Any]) -> dict[str, Any]:
    """One provision: any built-in kind that names what it moves."""
    inside = [g["id"] for g in data["groups"] if g["inside"]]
    spoilers = [g["id"] for g in data["groups"] if g["spoiler"]]
    followers = [g["id"] for g in data["groups"] if g["camp"] == "besieged" and not g["spoiler"]]
    moved: dict[str, dict[str, Any]] = {"withdraw": {"groups": some(draw, inside, least=1)}}
    moved["ground"] = {"zones": some(draw, [zone["id"] for zone in data["zones"]], most=2)}
    if data["routes"]:
        moved["road"] = {"route": data["routes"][0]["id"]}
    if spoilers and followers:
        moved["separate"] = {"groups": some(draw, followers, least=1)}
    kinds = [k for k in BUILT_IN if k.lever in moved or k.lever not in ("road", "separate")]
    kind = draw(st.sampled_from(kinds))
    own = figures(draw, Provision, set(some(draw, ["effect", "capability", "kills"], most=1)))
    after = {"after": f"promise-{i - 1}"} if i and draw(st.booleans()) else {}
    return {
        "id": f"promise-{i}",
        "kind": kind.id,
        "obligor": draw(st.sampled_from(parties)),
        "beneficiaries": some(draw, parties, most=1),
        "deadline": draw(st.sampled_from([1, 3, 10])),
        "guarantor": draw(st.sampled_from([None, *parties])),
        "observers": some(draw, parties, most=2),
        **moved.get(kind.lever, {}),
        **own,
        **after,
    }


def bargain(draw: st.DrawFn, i: int, parties: list[str], data: dict[str, Any]) -> dict[str, Any]:
    """One plan; its first required party may put it forward itself."""
    required = some(draw, parties, least=1, most=3)
    return {
        "id": f"plan-{i}",
        "name": f"Plan {i}",
        "published": START + datetime.timedelta(days=draw(st.sampled_from([-100, 0, 5, 30]))),
        "source": "report",
        "proposers": [required[0], *some(draw, parties, most=1)],
        "required": required,
        "days": draw(st.sampled_from([None, 10, 40])),
        "provisions": [promise(draw, j, parties, data) for j in range(draw(st.integers(1, 4)))],
    }


def talks(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """Parties, sponsors, channels and plans, or none of them; groups get their parties."""
    if draw(st.booleans()):
        return {}
    camps = [*CAMPS, *(draw(st.sampled_from([None, *CAMPS])) for _ in range(draw(st.integers(0, 2))))]
    parties = [f"party-{i}" for i in range(len(camps))]
    known = [politics(draw, name, camps[i], i < 2 and draw(st.booleans())) for i, name in enumerate(parties)]
    known[0]["patron"] = draw(st.sampled_from([None, *parties[1:]]))
    known[-1]["fronts_for"] = draw(st.sampled_from([None, *parties[:-1]]))
    for group in data["groups"]:
        own = [name for name, camp in zip(parties, camps, strict=True) if camp in (None, group["camp"])]
        group["party"] = draw(st.sampled_from([None, *own]))
    pairs = [(party, group["id"]) for party in parties for group in data["groups"]]
    sponsors = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
    ends = [draw(st.permutations(parties)) for _ in range(draw(st.integers(0, 3)))]
    return {
        "parties": known,
        "sponsors": [{"party": p, "group": g, **figures(draw, Sponsor)} for p, g in sponsors],
        "channels": [
            {
                "id": f"channel-{i}",
                "between": way[:2],
                "via": draw(st.sampled_from([None, *way[2:]])),
                "state": draw(st.sampled_from(["open", "closed", "said_closed"])),
                **figures(draw, Channel, set(some(draw, ["contacts"]))),
            }
            for i, way in enumerate(ends)
        ],
        "plans": [bargain(draw, i, parties, data) for i in range(draw(st.integers(0, 3)))],
    }


def told(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to six events of the talks, in order of date: a plan with its provisions, a channel, an election."""
    if not data.get("parties"):
        return []
    kinds: list[dict[str, Any]] = [{"kind": "deployment", "deployed": True}, {"kind": "strike", "struck": False}]
    states = ("open", "closed", "said_closed")
    kinds += [{"kind": "channel", "channel": c["id"], "state": s} for c in data["channels"][:1] for s in states]
    kinds += [
        {"kind": "calendar", "party": p["id"], "faction": p["factions"][0]["id"], "shift": 0.5}
        for p in data["parties"]
        if p["factions"]
    ]
    for plan in data["plans"][:1]:
        kinds += [{"kind": "plan", "plan": plan["id"], "event": e} for e in ("offered", "refused", "in_force", "ended")]
    chosen = [draw(st.sampled_from(kinds)) for _ in range(draw(st.integers(0, 6)))]
    days = sorted(draw(st.lists(st.integers(0, data["period"]["days"]), min_size=len(chosen), max_size=len(chosen))))
    dates = [START + datetime.timedelta(days=day) for day in days]
    timeline = [{"date": d, "published": d, "source": SOURCES[0]} | e for d, e in zip(dates, chosen, strict=True)]
    began = next((entry for entry in timeline if entry.get("event") == "in_force"), None)
    ended = [
        entry for entry in timeline if entry.get("event") == "ended" and entry["date"] == (began or {}).get("date")
    ]
    if began and not ended:
        name = data["plans"][0]["provisions"][0]["id"]
        result = draw(st.sampled_from(["kept", "broken", "failed"]))
        kept = {"kind": "provision", "plan": began["plan"], "provision": name, "result": result}
        timeline.insert(timeline.index(began) + 1, {k: began[k] for k in ("date", "published", "source")} | kept)
    return timeline
