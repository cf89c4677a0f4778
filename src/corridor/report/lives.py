"""The life of each plan as counts over all members, as a compact table."""

from __future__ import annotations

from rich.table import Table

from corridor.analysis.talks import lives
from corridor.ensemble.result import Run
from corridor.report.questions import label

COLUMNS = ("offered", "refused", "accepted", "carried out", "ended by")
RESULTS = {"kept": "kept", "broken": "not kept", "lapsed": "stalled", "failed": "failed"}
"""Ends of a provision: done, or held to the end; not done on the last day; not tried by its deadline; tried in vain."""

STANDS = {"kept": "done", "little used": "little used", "undone": "undone"}
"""What stands at the horizon: what it promises is done, its way out is little used, what it promises is not done."""


def _row(found: dict) -> list[str]:
    counts = found["offered"], found["refused"], found["accepted"], found["ended_by"]["carried out"]
    others = {reason: n for reason, n in found["ended_by"].items() if n and reason not in ("carried out", "nothing")}
    ended = ", ".join(f"{reason} {n:,}" for reason, n in sorted(others.items(), key=lambda x: -x[1]))
    stands = ", ".join(f"{STANDS[name]} {n:,}" for name, n in found["stands"].items() if n)
    return [*(f"{n:,}" for n in counts), "; ".join(filter(None, (ended, f"stands: {stands}" if stands else "")))]


def table(run: Run) -> Table:
    """Plans that were put forward at least once, each with its provisions below it."""
    scenario, found = run.scenario, lives(run.summary)
    grid = Table(title=f"the life of each plan, times over all members; {label(run)}", title_justify="left",
                 header_style="bold")  # fmt: skip
    grid.add_column("plan, and its provisions", min_width=38)
    for name in COLUMNS:
        grid.add_column(name, justify="left" if name == COLUMNS[-1] else "right")
    names = {party.id: party.name for party in scenario.parties}
    for plan in scenario.plans:
        life = found[plan.id]
        if not life["offered"]:
            continue
        grid.add_row(plan.name, *_row(life))
        for provision in plan.provisions:
            ends = life["provisions"][provision.id]
            told = ", ".join(f"{RESULTS[name]} {n:,}" for name, n in ends.items() if n)
            what = f"  {provision.kind.replace('_', ' ')}, {names[provision.obligor]}"
            grid.add_row(what, "", "", "", "", told or "never in force")
    silent = [plan.name for plan in scenario.plans if not found[plan.id]["offered"]]
    if silent:
        grid.add_row(f"never put forward: {len(silent)} of {len(scenario.plans)} plans", *[""] * len(COLUMNS))
    return grid
