"""The six questions that head the report of a scenario with talks, each answered in a line or a few."""

from __future__ import annotations

import datetime
from typing import Any

from corridor.analysis import talks
from corridor.analysis.endings import Share
from corridor.ensemble.result import Run
from corridor.scenario.schema import Scenario

Rows = list[tuple[str, str]]
NEVER = "never"
SEEN = {
    "besieger": "in the besieging camp's eyes", "besieged": "in the besieged camp's eyes",
    "neither": "in the eyes of neither camp",
}  # fmt: skip
LEAST_SHARE = 0.005
"""Share of a command below which none is shown."""
MOST_BINS = 7
"""Dates shown; all of them are in the plain data."""
PROVIDERS = {
    "foresight": "each party decides by what it expects of fighting on, fitted on the war as its own account sees it",
    "reduced": "parties decide by reduced values (a walk of forts at today's odds), not by foresight fitted on the war",
    "none": "the war alone: no party decides, no plan is put forward",
}
"""Who decides, in the words that label every table."""


def label(run: Run) -> str:
    """Which provider of values was used."""
    return PROVIDERS[run.about["parties"]]


def free_day(run: Run) -> int:
    """First day of the run that is not imposed."""
    known = datetime.date.fromisoformat(run.about["known_until"])
    return 0 if run.about["impose"] == "nothing" else max((known - run.scenario.period.start).days + 1, 0)


def has_talks(run: Run) -> bool:
    """Whether plans could be put forward in the run."""
    return bool(run.scenario.plans) and run.about["parties"] != "none"


def sponsors(scenario: Scenario) -> list[str]:
    """Parties that lean on groups; where none is named, those that promise something for groups not their own."""
    own = {group.id: group.party for group in scenario.groups}
    promise = [p.obligor for plan in scenario.plans for p in plan.provisions
               if any(own[group] not in (None, p.obligor) for group in p.groups)]  # fmt: skip
    return list(dict.fromkeys([s.party for s in scenario.sponsors] or promise))


def facts(run: Run) -> dict[str, Any]:
    """The answers as plain data."""
    summary, scenario, free = run.summary, run.scenario, free_day(run)
    by_camp = {camp: [p.id for p in scenario.parties if p.camp == camp] for camp in ("besieger", "besieged", None)}
    refused = {camp or "neither": talks.refusals(summary, ids) for camp, ids in by_camp.items() if ids}

    def plain(found: talks.Fall) -> dict[str, Any]:
        return {"probability": found.chance.value, "error": found.chance.error, "days_10_50_90": found.days}

    def of(found: Share | None) -> dict[str, float] | None:
        return found and {"probability": found.value, "error": found.error}

    return {
        "the_pocket_falls": plain(talks.fall(summary)),
        "deals": {name: of(found) for name, found in talks.deals(summary).items()},
        "one_sided": {name: of(found) for name, found in talks.deals(summary, talks.ONE_SIDED).items()},
        "kept_deal_by_date": [
            b._asdict() | {name: of(getattr(b, name)) for name in ("kept", "carried", "still")}
            for b in talks.by_date(summary, free)
        ],
        "weights": {name: w._asdict() for name, w in talks.weights(summary).items()},
        "refused_most": {
            camp: found and dict(zip(("party", "times", "of"), found, strict=True)) for camp, found in refused.items()
        },
        "sponsors": {
            party: (s := talks.sponsor(summary, party))._asdict() | {"verdict": {v: s.verdict(v) for v in s.factor}}
            for party in sponsors(scenario)
        },
        "outside_strike": plain(talks.strike(summary, free)),
    }


def _date(run: Run, day: int | None) -> str:
    return NEVER if day is None else (run.scenario.period.start + datetime.timedelta(days=day)).isoformat()


def _chance(found: dict[str, Any] | None) -> str:
    return "none" if found is None else f"{found['probability']:.1%} ± {found['error']:.1%}"


def _when(run: Run, found: dict[str, Any]) -> str:
    low, middle, high = found["days_10_50_90"]
    return (
        "" if middle is None else f"; half of those by {_date(run, middle)} ({_date(run, low)} to {_date(run, high)})"
    )


def _came_to(made: dict[str, Any]) -> str:
    """What became of plans, as chances of all members; a member may have several plans."""
    part = {name: f"{found['probability']:.1%}" for name, found in made.items()}
    idle = f"declared and little used {part['stands, little used']}, "
    return (
        f"carried out {part['carried out']}, stands with its promises done {part['stands, kept']}; "
        f"{idle if made['stands, little used']['probability'] else ''}stands undone {part['stands, undone']}"
    )


def _deals(run: Run, found: dict[str, Any]) -> Rows:
    made, alone = found["deals"], found["one_sided"]
    told = f"negotiated: accepted {_chance(made['accepted'])}, kept {_chance(made['kept'])}: {_came_to(made)}"
    rows = [("2  is a plan accepted, and is it kept?", told)]
    if any(found["side"] == talks.ONE_SIDED for found in talks.lives(run.summary).values()):
        declared = _chance(alone["accepted"])
        rows.append(("   measures of one camp alone", f"declared {declared}: {_came_to(alone)}"))
    title = "3  has a negotiated plan run out of time?"
    bins = found["kept_deal_by_date"]
    for b in bins[:MOST_BINS]:
        days = b["last"] - b["first"] + 1
        made = ""
        if b["accepted"]:
            made = (f"; of {b['accepted']:,} accepted in {days} days {_chance(b['kept'])} kept "
                    f"({b['carried']['probability']:.1%} carried out)")  # fmt: skip
        still = f"a kept one still to come {_chance(b['still'])}" if b["still"] else "no siege still open"
        rows.append((title, f"from {_date(run, b['first'])}: {still}{made}"))
        title = ""
    if len(bins) > MOST_BINS:
        rows.append(("", f"({len(bins) - MOST_BINS} later dates in --json)"))
    return rows


def _part(values: list[float]) -> str:
    low, middle, high = values
    return f"{middle:.0%} ({low:.0%} to {high:.0%})"


def _vetoes(run: Run, found: dict[str, Any]) -> Rows:
    scenario = run.scenario
    joint = {command.id for command in scenario.commands if command.joint}
    names = {party.id: party.name for party in scenario.parties}
    camps = {"besieger": scenario.camps.besieger, "besieged": scenario.camps.besieged, "neither": "neither camp"}
    rows: Rows = []
    title = "4  who can veto or wreck a plan?"
    for camp, shown in camps.items():
        parts = []
        for group in (g for g in scenario.groups if g.camp == camp):
            weight = found["weights"][group.id]
            where = "inside" if group.inside else "outside"
            rules = group.command in joint and weight["command"][-1] > LEAST_SHARE
            command = f", command {_part(weight['command'])}" if rules else ""
            parts.append(f"{group.name} {_part(weight['headcount'])} of heads {where}{command}")
        most = found["refused_most"].get(camp)
        if most:
            parts.append(f"refused most: {names[most['party']]} ({most['times']:,} of {most['of']:,} refusals)")
        if parts:
            rows.append((title, f"{shown}: {'; '.join(parts)}"))
            title = ""
    return rows


def _bound(run: Run, found: dict[str, Any]) -> Rows:
    names = {party.id: party.name for party in run.scenario.parties}
    title = "5  can and will sponsors bind clients?"
    rows: Rows = []
    for party, s in found["sponsors"].items():
        view = max(s["factor"], key=lambda v: s["factor"][v])
        before, after = (" / ".join(f"{x:.0%}" for x in d.values()) for d in (s["prior"], s["belief"][view]))
        factor = f"Bayes factor {min(s['factor'][view], 999.0):.2f}"
        tells = f"; {s['truth'][view]:.0%} on what is true" if s["verdict"][view] != talks.CANNOT_TELL else ""
        told = f"{before} -> {after} {SEEN[view]}; {factor}: {s['verdict'][view]}{tells}"
        rows.append((title, f"{names[party]}: {told}"))
        title = "   (able / unable / preserving)"
    return rows or [(title, "no party leans on another's fighters here")]


def rows(run: Run) -> Rows:
    """The six questions and their answers, for the table."""
    found = facts(run)
    falls, strike = found["the_pocket_falls"], found["outside_strike"]
    return [
        ("1  does the pocket fall, and when?", _chance(falls) + _when(run, falls)),
        *_deals(run, found),
        *_vetoes(run, found),
        *_bound(run, found),
        ("6  is there an outside strike?", _chance(strike) + _when(run, strike)),
    ]
