"""What is to be run: scenario, size, seed, horizon, and what of history is imposed; checked before anything starts."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
from importlib.metadata import version
from typing import Any, NamedTuple

from corridor.engine.roll import BLOCK
from corridor.ensemble.summary import day_of
from corridor.errors import RunError, nearest
from corridor.foresight.recorded import with_outlook
from corridor.foresight.store import Foresight
from corridor.model.history import Impose
from corridor.model.order import Order
from corridor.rng import run_key
from corridor.scenario.known import as_known
from corridor.scenario.load import dump
from corridor.scenario.schema import Scenario

MOST_MEMBERS = 100_000_000
MOST_DAYS = 4000
IMPOSE: tuple[Impose, ...] = ("record", "decisions", "nothing")
PARTIES = ("foresight", "reduced", "none")
"""Who decides: parties by fitted expectations, by reduced values, or nobody (the war alone)."""
DECIDING = ("politics", "outlook", "offers", "agreements", "intervention", "learning")
"""Mechanisms that the war alone does without."""


class Plan(NamedTuple):
    """One run, before it starts."""

    scenario: Scenario
    members: int
    seed: int
    days: int
    known_until: datetime.date
    """Last day of history that is imposed."""
    impose: Impose
    order: Order
    parties: str
    """One of ``PARTIES``."""
    foresight: Foresight | None = None
    """What they expect, where they decide by foresight."""

    @property
    def free(self) -> int:
        """First day that is not imposed."""
        return 0 if self.impose == "nothing" else max(day_of(self.scenario, self.known_until) + 1, 0)

    @property
    def blocks(self) -> int:
        """Full blocks needed; the last may be partly padding."""
        return -(-self.members // BLOCK)


def _whole(name: str, given: Any, low: int, high: int) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise RunError(f"{name}: got {given!r}, allowed a whole number from {low:,} to {high:,}")
    return given


def plan(
    scenario: Scenario,
    members: int,
    seed: int,
    days: int | None,
    known_until: datetime.date | None,
    impose: str,
    order: Order,
    parties: str = "reduced",
    foresight: Foresight | None = None,
) -> Plan:
    """A checked plan: only what is public by ``known_until`` is on the menu; where no parties decide, the war alone.

    Raises:
        RunError: a size, seed, date or mode that is not allowed, or no fit for parties that decide by one; says which
            and what is.
    """
    if parties not in PARTIES:
        raise RunError(f"parties: got {parties!r}{nearest(str(parties), PARTIES)}")
    if parties == "none":
        order = Order(tuple(m for m in order.mechanisms if m.name not in DECIDING))
    until = known_until or scenario.questions.known_until
    known = as_known(scenario, until)
    if parties == "foresight":
        order = with_outlook(order, explore=False)
        _fits(foresight, known, until)
    if day_of(scenario, until) < -1:
        raise RunError(f"known_until: got {until}, allowed from the day before the scenario's start, "
                       f"{scenario.period.start}, on")  # fmt: skip
    try:
        run_key(seed)
    except (ValueError, TypeError) as error:
        raise RunError(f"seed: {error}") from None
    return Plan(
        known,
        _whole("members", members, 1, MOST_MEMBERS),
        seed,
        _whole("days", scenario.period.days if days is None else days, 1, MOST_DAYS),
        until,
        imposed(impose),
        order,
        parties,
        foresight if parties == "foresight" else None,
    )


def imposed(name: str) -> Impose:
    """What of history is imposed, by name.

    Raises:
        RunError: no such way.
    """
    for way in IMPOSE:
        if name == way:
            return way
    raise RunError(f"impose: got {name!r}{nearest(str(name), IMPOSE)}")


def _fits(foresight: Foresight | None, scenario: Scenario, until: datetime.date) -> None:
    """Whether a fit may be used: it is of this scenario, as known to the run, and knows no more.

    Raises:
        RunError: it may not.
    """
    if foresight is None:
        raise RunError(f"{scenario.meta.id}: no fit of what its parties expect is at hand; make one with "
                       "`corridor.foresee(scenario)`, or run with parties='reduced'")  # fmt: skip
    of, knows = foresight.about["scenario"], datetime.date.fromisoformat(foresight.about["known_until"])
    if of != scenario.meta.id:
        raise RunError(f"foresight: got a fit of {of!r}, expected one of {scenario.meta.id!r}")
    if knows > until:
        raise RunError(f"foresight: got a fit that knows history until {knows}, later than the run's {until}; "
                       "fit again with known_until set")  # fmt: skip
    plans = [plan.id for plan in scenario.plans]
    if foresight.about["plans"] != plans:
        raise RunError(f"foresight: got a fit with the plans {', '.join(foresight.about['plans'])}, the run has "
                       f"{', '.join(plans)}; fit again")  # fmt: skip


def versions() -> dict[str, str]:
    """Versions that a result depends on, and the kind of machine."""
    names = ("corridor", "jax", "jaxlib", "numpy", "scipy")
    return {name: version(name) for name in names} | {
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def about(plan: Plan) -> dict[str, Any]:
    """What identifies a run: everything its numbers depend on, as plain data."""
    text = dump(plan.scenario)
    facts = {
        "scenario": plan.scenario.meta.id,
        "scenario_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "members": plan.members,
        "seed": plan.seed,
        "days": plan.days,
        "known_until": plan.known_until.isoformat(),
        "impose": plan.impose,
        "parties": plan.parties,
        "foresight": None if plan.foresight is None else plan.foresight.about["key"],
        "mechanisms": [m.name for m in plan.order.mechanisms],
        "block": BLOCK,
        "versions": versions(),
    }
    name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    told = {} if plan.foresight is None else {k: v for k, v in plan.foresight.about.items() if k != "key"}
    return facts | {"fingerprint": name, "expectations": told}
