"""Fit what a scenario's parties expect, or find the fit again."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

import numpy as np

from corridor.errors import RunError
from corridor.foresight.fit import Round, Settings, fit
from corridor.foresight.gap import gaps
from corridor.foresight.ripeness import plain, ripeness
from corridor.foresight.siege import SiegeGame
from corridor.foresight.store import FORMAT, SUFFIX, Foresight, cache, find, save
from corridor.model.history import Impose
from corridor.scenario.load import LIBRARY
from corridor.scenario.schema import Scenario
from corridor.scenario.written import plain as plain_data

MEMBERS, ROUNDS, LONGER = 1024, 10, 180
"""Members of each world in a round, rounds at most, and days that are played beyond the scenario's own."""
TOLD = {"name", "note", "source", "published", "summary", "title", "url"}
"""Keys of a scenario that only tell a reader something."""
GAP_MEMBERS = 512
"""Fresh members on which the gaps are measured."""


def game(
    scenario: Scenario,
    members: int = MEMBERS,
    known_until: datetime.date | None = None,
    impose: Impose = "record",
    common: bool = False,
) -> SiegeGame:
    """The siege to fit, longer than the scenario asks: what comes after its last day counts too.

    Raises:
        RunError: the scenario has no parties that decide, or none of them weighs anything.
    """
    if not any(party.principal for party in scenario.parties):
        raise RunError(f"{scenario.meta.id}: no party decides for a camp (principal: true); there is nobody to foresee")
    return SiegeGame(scenario, members, scenario.period.days + LONGER, known_until, impose, common)


def key(of: SiegeGame, settings: Settings, seed: int) -> str:
    """Hash of everything a fit is made from: what the scenario says by the last day that is known, and the settings.

    The text is hashed, not the arrays, whose last bits may differ from one machine to another. Names, notes and sources
    change nothing that is played, so they are left out, and so is whatever was published later.
    """
    told = plain_data(of.scenario.model_copy(update={"questions": None, "evidence": None}))
    told["timeline"] = [e for e in told.get("timeline", []) if str(e["published"]) <= of.known_until.isoformat()]
    # From the day on which a plan became public it is on the menu.
    told["menu"] = [str(plan.published) for plan in of.scenario.plans]
    for section in ("meta", "sources", "questions", "evidence"):
        told.pop(section, None)
    asked = [FORMAT, settings, seed, of.blocks, of.length, of.known_until.isoformat(), of.impose, of.common]
    names = [m.name for m in of.order.mechanisms]
    text = json.dumps([repr(asked), names, _bare(told)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(data: Any) -> Any:
    """Plain data without what only tells a reader something."""
    if isinstance(data, dict):
        return {k: _bare(v) for k, v in data.items() if k not in TOLD}
    return [_bare(x) for x in data] if isinstance(data, list) else data


def foresee(
    scenario: Scenario,
    members: int = MEMBERS,
    rounds: int = ROUNDS,
    seed: int = 0,
    *,
    known_until: datetime.date | None = None,
    impose: Impose = "record",
    common: bool = False,
    settings: Settings | None = None,
    measure: bool = False,
    fresh: bool = False,
    progress: Callable[[Round], None] | None = None,
) -> Foresight:
    """What each party expects if it fights on, if a plan is accepted, if an offensive is started.

    Args:
        scenario: a checked scenario with parties.
        members: of each account's world in each round.
        rounds: at most.
        seed: root of all draws.
        known_until: last day of history that is imposed; the scenario's own if None. Nothing later reaches the fit.
        impose: what of history is imposed.
        common: all parties hold the scenario's own prior and see the odds as they are.
        settings: of the fit; ``rounds`` counts beside them.
        measure: say what the fit is worth, if it does not say so yet: what each party could gain by a better answer,
            and what each plan would bring by date, beside what reduced values say of it.
        fresh: fit again even if the same fit is there.
        progress: called after each round.

    Returns:
        The fit, from the library or the cache if the same was made before.

    Raises:
        RunError: the scenario has nobody who decides.
        FitError: too few moments for the features; says what to change.
    """
    made = game(scenario, members, known_until, impose, common)
    asked = (settings or Settings())._replace(rounds=rounds)
    name = key(made, asked, seed)
    found = None if fresh else find(name, LIBRARY / scenario.meta.id)
    if found is None:
        done = fit(made, seed, asked, progress=progress)
        found = Foresight(done.answers, _about(made, asked, seed, name, done.rounds, done.settled, done.notes))
        save(found, cache() / f"{name}{SUFFIX}")
    if measure and not found.about["gaps"]:
        told = _measured(found, scenario, seed, known_until, impose, common)
        found = found._replace(about=found.about | told)
        save(found, cache() / f"{name}{SUFFIX}")
    return found


def _measured(
    fit: Foresight, scenario: Scenario, seed: int, known_until: datetime.date | None, impose: Impose, common: bool
) -> dict[str, Any]:
    made = game(scenario, GAP_MEMBERS, known_until, impose, common)
    told = {
        g.party: {"share": g.share, "error": g.error / g.range, "noiseless": g.noiseless / g.range, "range": g.range}
        for g in gaps(made, fit.answers, seed + 1)
    }
    if not scenario.plans:
        return {"gaps": told}
    by = {"foresight": fit, "reduced": None}
    some = {
        name: plain(ripeness(scenario, of, GAP_MEMBERS, seed + 2, known_until=known_until, impose=impose))
        for name, of in by.items()
    }
    return {"gaps": told, "ripeness": some}


def at_hand(
    scenario: Scenario, *, known_until: datetime.date | None = None, impose: Impose = "record"
) -> Foresight | None:
    """The fit of the default settings, if it ships with the scenario or was made before; None if there is none.

    Args:
        scenario: a checked scenario.
        known_until: last day of history that is imposed; the scenario's own if None.
        impose: what of history is imposed.
    """
    if not any(party.principal for party in scenario.parties):
        return None
    made = game(scenario, MEMBERS, known_until, impose)
    return find(key(made, Settings(rounds=ROUNDS), 0), LIBRARY / scenario.meta.id)


def _about(
    made: SiegeGame, asked: Settings, seed: int, name: str, rounds: tuple[Round, ...], settled: bool, notes: Any
) -> dict[str, Any]:
    return {
        "key": name,
        "scenario": made.scenario.meta.id,
        "observers": list(made.observers),
        "plans": [plan.id for plan in made.scenario.plans],
        "common": made.common,
        "overrates": made.overrates,
        "members": made.members,
        "days": made.length,
        "known_until": made.known_until.isoformat(),
        "seed": seed,
        "settings": asked._asdict(),
        "rounds": [r._asdict() | {"moved": None if np.isnan(r.moved) else r.moved} for r in rounds],
        "settled": settled,
        "notes": list(notes),
        "gaps": {},
        "ripeness": {},
    }
