"""What the model says beside what the record says: losses by phase, speed of the front, its history, its forecast.

``python benchmarks/magnitudes.py`` makes the prior checks: they use the record up to the scenario's ``known_until``
and the other scenarios. ``--after`` prints, once the prior is frozen, how a run that knows history up to that day lies
beside the shares reported later. Nothing published after that day is imposed or fitted; what misses is shown.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
from pathlib import Path

import jax
import numpy as np

from corridor.engine.record import SERIES
from corridor.engine.roll import BLOCK, KEPT, roll
from corridor.engine.siege import Inputs, siege
from corridor.ensemble.tally import sudden
from corridor.model.day import default
from corridor.model.history import history
from corridor.model.layout import layout
from corridor.model.state import CAUSES
from corridor.model.table import table
from corridor.rng import run_key
from corridor.scenario.load import dump, folder_of, load
from corridor.scenario.schema import Scenario
from corridor.scenario.timeline import ControlEntry

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
INDEX = {series.name: i for i, series in enumerate(SERIES)}
BAND = (0.05, 0.25, 0.5, 0.75, 0.95)


def run(scenario: Scenario, days: int, until: datetime.date, impose: str, members: int, seed: int = 1) -> np.ndarray:
    """Every recorded figure of every member: [day, member, series]."""
    given = history(scenario, days, until, impose)  # type: ignore[arg-type]
    inputs = Inputs(layout(scenario), table(scenario).quantiles())
    parts = []
    for block in range(-(-members // BLOCK)):
        rows = jax.numpy.arange(block * BLOCK, (block + 1) * BLOCK, dtype=jax.numpy.int32)
        kept = jax.numpy.arange(KEPT, dtype=jax.numpy.int32)
        parts.append(np.asarray(roll(run_key(seed), rows, kept, inputs, given, model=siege(default())).series))
    return np.concatenate(parts, axis=1)[:, :members]


def pocket_km2(scenario: Scenario) -> float:
    """Area of the pocket that the besieged hold on day 0."""
    return sum(z.area_km2 * (1 - z.held) for z in scenario.zones if z.pocket)


def record_front(scenario: Scenario, days: int, until: datetime.date) -> np.ndarray:
    """Share of the pocket lost in the record, by day, replayed from the timeline's control changes."""
    held = {z.id: z.held for z in scenario.zones}
    pocket = [z for z in scenario.zones if z.pocket]
    changes = [e for e in scenario.timeline if isinstance(e, ControlEntry) and e.date <= until]
    total, front = pocket_km2(scenario), np.zeros(days)
    for day in range(days):
        today = scenario.period.start + datetime.timedelta(days=day)
        for entry in changes:
            if entry.date == today:
                held[entry.zone] = entry.held
        front[day] = 1 - sum(z.area_km2 * (1 - held[z.id]) for z in pocket) / total
    return front


def show_front(scenario: Scenario, series: np.ndarray, until: datetime.date) -> None:
    """The front's fan beside the replayed record."""
    days = (until - scenario.period.start).days + 1
    recorded = record_front(scenario, days, until)
    front = series[:days, :, INDEX["front"]]
    low, high = np.quantile(front, (0.05, 0.95), axis=1)
    inside = (recorded >= low) & (recorded <= high)
    print(f"\n{scenario.meta.id}: share of the pocket lost to {until}, decisions imposed, the front free")
    print(f"{'date':12}{'record':>8}" + "".join(f"{q:>8.0%}" for q in BAND))
    for day in [*range(0, days, 14), days - 1]:
        date = scenario.period.start + datetime.timedelta(days=day)
        print(f"{date!s:12}{recorded[day]:8.3f}" + "".join(f"{x:8.3f}" for x in np.quantile(front[day], BAND)))
    print(f"days on which the record lies inside the 90 % band: {inside.mean():.0%}")


def show_speed(name: str, scenario: Scenario, series: np.ndarray) -> None:
    """km² a day on offensive days that are no collapse, and losses by phase."""
    front = series[:, :, INDEX["front"]]
    km2 = np.diff(front, axis=0) * pocket_km2(scenario)
    running = series[1:, :, INDEX["tempo_besieger"]] >= 0.99
    fighting = front[1:] < 0.95
    collapse = km2 > pocket_km2(scenario) / 9
    days = km2[running & fighting & ~collapse]
    print(
        f"\n{name}: km² a day on a besieger offensive, no collapse: "
        f"median {np.median(days):.3f}, mean {days.mean():.3f}"
    )
    print("   record: Raqqa 2017 0.06-0.19, Mosul 2016-17 0.24-0.38 (means over the whole city)")
    for camp, strength in (("besieger", "strength_besieger"), ("besieged", "strength_besieged")):
        head = np.maximum(series[1:, :, INDEX[strength]], 1.0)
        if camp == "besieged":
            head = head + series[1:, :, INDEX["strength_relief"]]
        for label, what in (("killed", "killed"), ("killed and wounded", "lost")):
            rate = 100 * np.diff(series[:, :, INDEX[f"{what}_{camp}"]], axis=0) / head
            on, off = rate[running & fighting], rate[~running & fighting]
            print(f"   {camp} {label}, % of strength a day: offensive mean {on.mean():.3f} median {np.median(on):.3f}; "
                  f"calm mean {off.mean():.3f}")  # fmt: skip
    print("   WWII divisions in contact, quartiles (CDB90, printed, not fitted): attacker 0.53/0.85/1.90, "
          "defender 0.92/2.81/7.43 % a day, killed and wounded")  # fmt: skip


def show_daily(until: datetime.date) -> None:
    """Deaths of fighters by day in the record, by phase, if the data folder stands beside the repository."""
    path = DATA / "aleppo-2016" / "ucdp_daily.csv"
    if not path.is_file():
        print("\n(no data folder beside the repository: the recorded daily deaths are not printed)")
        return
    phases = {
        "offensive of July": ("2016-07-07", "2016-07-29"),
        "relief offensive": ("2016-07-31", "2016-08-06"),
        "truce": ("2016-09-12", "2016-09-18"),
        "offensive of 22 September": ("2016-09-22", until.isoformat()),
    }
    with path.open(encoding="utf-8") as text:
        rows = [r for r in csv.DictReader(text) if r["scope"] == "metro" and r["date"] <= until.isoformat()]
    print("\nrecorded deaths a day, city and surroundings (UCDP, spread evenly over multi-day events)")
    for phase, (first, last) in phases.items():
        here = [r for r in rows if first <= r["date"] <= last]
        means = [np.mean([float(r[c]) for r in here]) for c in ("gov_deaths", "opp_deaths", "deaths_civilians")]
        print(f"   {phase:28} government side {means[0]:5.1f}  opposition {means[1]:5.1f}  civilians {means[2]:5.1f}")


def crps(sample: np.ndarray, truth: float) -> float:
    """Continuous ranked probability score of a sample."""
    ordered = np.sort(sample)
    n = len(ordered)
    spread = 2 * np.sum((2 * np.arange(1, n + 1) - n - 1) * ordered) / n**2
    return float(np.mean(np.abs(sample - truth)) - spread / 2)


def uniform_crps(truth: float) -> float:
    """The score of a share uniform on 0 to 1."""
    return truth**2 - truth + 1 / 3


def show_after(scenario: Scenario, members: int) -> None:
    """How a run that knows history to ``known_until`` lies beside the shares reported later."""
    until = scenario.questions.known_until
    series = run(scenario, scenario.period.days, until, "record", members)
    front = series[:, :, INDEX["front"]]
    text = dump(scenario).encode()
    print(f"\nafter {until}: prior {hashlib.sha256(text).hexdigest()[:16]}, {members} members")
    print("A demonstration, not a proof of skill: the authors knew how this case ended.")
    print(
        f"{'date':12}{'replayed':>9}" + "".join(f"{q:>8.0%}" for q in BAND) + f"{'in 90 %':>9}{'CRPS':>8}{'uniform':>9}"
    )
    recorded = record_front(scenario, len(front), scenario.questions.dates[-1])
    for date in scenario.questions.dates:
        day = (date - scenario.period.start).days
        low, high = np.quantile(front[day], (0.05, 0.95))
        cells = "".join(f"{x:8.3f}" for x in np.quantile(front[day], BAND))
        score = crps(front[day], recorded[day])
        print(f"{date!s:12}{recorded[day]:9.3f}{cells}{'yes' if low <= recorded[day] <= high else 'NO':>9}"
              f"{score:8.3f}{uniform_crps(recorded[day]):9.3f}")  # fmt: skip
    found = sudden(series)
    fast = found.share >= 1 / 3
    counts = np.bincount(found.cause[fast], minlength=len(CAUSES))
    print(f"members that lose a third of the pocket within three days: {fast.mean():.1%}; main cause: "
          + ", ".join(f"{c} {n / max(fast.sum(), 1):.0%}" for c, n in zip(CAUSES, counts, strict=True)))  # fmt: skip


def main() -> None:
    """Print the checks asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--after", action="store_true", help="print the run from known_until on beside later reports")
    parser.add_argument("--members", type=int, default=2048)
    asked = parser.parse_args()
    case = load("aleppo-2016")
    assert folder_of("aleppo-2016").is_dir()
    if asked.after:
        show_after(case, asked.members)
        return
    until = case.questions.known_until
    series = run(case, (until - case.period.start).days + 1, until, "decisions", asked.members)
    show_front(case, series, until)
    show_daily(until)
    show_speed("aleppo-2016, to 7 October", case, series)
    for name in ("eastern-ghouta-2018", "teaching-six"):
        other = load(name)
        show_speed(name, other, run(other, other.period.days, other.questions.known_until, "record", asked.members))


if __name__ == "__main__":
    main()
