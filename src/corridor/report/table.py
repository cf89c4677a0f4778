"""What a person reads at the end of a run: one compact table, a sparkline, what rests on judgement, where it is."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.console import Group as Lines
from rich.table import Table as RichTable
from rich.text import Text

from corridor.analysis.endings import at_end, days_to_end, endings, share
from corridor.analysis.talks import lives
from corridor.ensemble.result import Run
from corridor.ensemble.summary import day_of
from corridor.report import foresight as expectations
from corridor.report import lives as plan_lives
from corridor.report import questions
from corridor.scenario.priors import quantities

BARS = "▁▂▃▄▅▆▇█"
ENDING_TEXT = {
    "open": "still open at the horizon",
    "collapse": "the pocket is stormed or breaks",
    "withdrawal": "most surviving fighters withdraw",
    "relief": "the ring is broken and stays open",
    "frozen": "an agreement holds at the horizon",
}
IMPOSED = {
    "record": "decisions and control as recorded",
    "decisions": "decisions as recorded, the front free",
    "nothing": "nothing imposed",
}


def sparkline(values: Any, low: float = 0.0, high: float = 1.0, width: int = 60) -> str:
    """A line of Unicode bars.

    Args:
        values: one-dimensional; NaN becomes a space.
        low: value of the lowest bar.
        high: value of the highest bar.
        width: most characters; longer series are averaged.
    """
    parts = np.array_split(np.asarray(values, float), min(width, len(values)))
    means = [float(np.mean(part)) for part in parts]
    step = (high - low) / (len(BARS) - 1)
    return "".join(" " if np.isnan(m) else BARS[int(np.clip(round((m - low) / step), 0, len(BARS) - 1))] for m in means)


def judgements(run: Run) -> list[str]:
    """Paths of the quantities that rest on a judgement."""
    return [named.path for named in quantities(run.scenario) if named.quantity.on_judgement]


def facts(run: Run) -> dict[str, Any]:
    """The figures of the table as plain data, for ``--json``."""
    summary, scenario = run.summary, run.scenario
    days = summary.sizes["day"]
    total = max(int(summary.members), 1)
    lost = {
        date.isoformat(): [
            float(summary.front.sel(quantile=q).isel(day=day_of(scenario, date))) for q in (0.1, 0.5, 0.9)
        ]
        for date in scenario.questions.dates
        if 0 <= day_of(scenario, date) < days
    }
    names = ("killed_besieger", "killed_besieged", "lost_besieger", "lost_besieged", "civilian_deaths", "displaced")
    return {
        "scenario": scenario.meta.id,
        "members": int(summary.members),
        "members_asked": run.about["members"],
        "complete": run.about["complete"],
        "seed": run.about["seed"],
        "days": days,
        "known_until": run.about["known_until"],
        "impose": run.about["impose"],
        "parties": run.about["parties"],
        "values": questions.label(run),
        "expectations": run.about.get("expectations", {}),
        "endings": {name: {"probability": s.value, "error": s.error} for name, s in endings(summary).items()},
        "days_to_end": dict(zip(("10%", "50%", "90%"), days_to_end(summary), strict=True)),
        "sudden_loss": share(int(summary.sudden_members.sum()), total)._asdict(),
        "sudden_loss_causes": {str(c): int(summary.sudden_members.sel(cause=c)) for c in summary.cause.values},
        "at_horizon_10_50_90": {name: at_end(summary, name) for name in names},
        "share_lost_10_50_90": lost,
        "statuses": {str(s): int(summary.status_members.sel(status=s)) for s in summary.status.values},
        "on_judgement": judgements(run),
        "seconds": run.about["seconds"],
        "folder": str(run.folder) if run.folder else None,
        **({"questions": questions.facts(run), "plans": lives(summary)} if questions.has_talks(run) else {}),
    }


def _range(values: list[float]) -> str:
    low, middle, high = values
    return f"{middle:,.0f}  ({low:,.0f} to {high:,.0f})"


def _percent(values: list[float]) -> str:
    low, middle, high = (round(value, 2) + 0.0 for value in values)  # + 0.0: never a minus before a zero
    return f"{middle:.0%}  ({low:.0%} to {high:.0%})"


def _endings(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (f"ends: {name}, {ENDING_TEXT[name]}", f"{e['probability']:6.1%}  ± {e['error']:.1%}")
        for name, e in found["endings"].items()
    ]


def _war(found: dict[str, Any], run: Run) -> list[tuple[str, str]]:
    names = run.scenario.camps
    some = found["at_horizon_10_50_90"]
    days = [f"> {found['days']}" if d is None else str(d) for d in found["days_to_end"].values()]
    sudden = found["sudden_loss"]
    causes = {c: n for c, n in found["sudden_loss_causes"].items() if n}
    split = ", ".join(f"{c} {n / sum(causes.values()):.0%}" for c, n in sorted(causes.items(), key=lambda x: -x[1]))
    rows = [
        ("days to the end, at 10 / 50 / 90 %", " / ".join(days)),
        ("loses a third of the pocket within 3 days", f"{sudden['value']:6.1%}  ± {sudden['error']:.1%}"),
        ("   and what had worn it most", split or "none did"),
        (f"killed, {names.besieger}", _range(some["killed_besieger"])),
        (f"killed, {names.besieged}", _range(some["killed_besieged"])),
        ("civilians killed in the pocket", _range(some["civilian_deaths"])),
        ("civilians who left the pocket", _range(some["displaced"])),
    ]
    for date, values in found["share_lost_10_50_90"].items():
        rows.append((f"share of the pocket lost by {date}", _percent(values)))
    return rows


def _grid(found: dict[str, Any], run: Run) -> RichTable:
    grid = RichTable(title=run.scenario.meta.title, title_justify="left", show_header=True, header_style="bold",
                     caption=found["values"], caption_justify="left")  # fmt: skip
    grid.add_column("by the horizon")
    grid.add_column("probability ± Monte Carlo error, or median (10 % to 90 %)", justify="left")
    for name, value in _endings(found):
        grid.add_row(name, value)
    if questions.has_talks(run):
        grid.add_section()
        for name, value in questions.rows(run):
            grid.add_row(name, value)
        grid.add_section()
        if expected := run.about.get("expectations"):
            for name, value in expectations.ripe(expected, dates=4):
                grid.add_row(f"{name}: joint surplus / accepted" if name.startswith("put") else name, value)
            grid.add_section()
    for name, value in _war(found, run):
        grid.add_row(name, value)
    return grid


def table(run: Run) -> Lines:
    """The whole of what is printed, for a rich console."""
    found = facts(run)
    front = run.summary.front
    line = [f"{q:>4.0%} {sparkline(front.sel(quantile=q))}" for q in (0.9, 0.5, 0.1)]
    start, end = (str(run.summary.date.values[i])[:10] for i in (0, -1))
    notes = [
        f"front (share of the pocket lost, 0 to 1), {start} to {end}, quantiles of the members:",
        *line,
        f"{found['members']:,} members, seed {found['seed']}, {found['days']} days; to {found['known_until']}: "
        f"{IMPOSED[found['impose']]}; free after.",
    ]
    wrong = {name: n for name, n in found["statuses"].items() if n and name != "ok"}
    if wrong:
        notes.append("members that failed: " + ", ".join(f"{n} {name}" for name, n in wrong.items()))
    if not found["complete"]:
        notes.append(f"PARTIAL: stopped after {found['members']:,} of {found['members_asked']:,} members; "
                     "--resume goes on with it")  # fmt: skip
    if expected := run.about.get("expectations"):
        notes.append(f"what parties expect: {expectations.line(expected)}")
        notes += [f"reduced values disagree: {told}" for told in expectations.disagreements(expected)]
    resting = found["on_judgement"]
    shown = ", ".join(resting[:6])
    notes.append(f"{len(resting)} numbers rest on judgement (all in the run's scenario.yaml and --json): {shown}, ...")
    if found["folder"]:
        notes.append(f"saved in {found['folder']} ({found['seconds']:.1f} s)")
    talks = [plan_lives.table(run)] if questions.has_talks(run) else []
    return Lines(_grid(found, run), *talks, *(Text(note) for note in notes))
