"""Simulated truces of whole conflicts beside recorded ones: how far deaths fall, how soon the fighting resumes.

``python benchmarks/ceasefires.py`` simulates theatres of several fronts (``truces.theatres``) twice, with a truce in
force from one day on and without, and prints what the record says beside it (``truces.record``): bilateral truces of
the whole theatre first, then by one side, then local ones. The numbers of promises, compliance, spoilers and collapse
are the model's defaults; those that were set with these figures in view were set on the even draws of each structure,
the odd ones are held out. What misses its interval is shown.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from truces import clocks, record
from truces.record import Figure
from truces.sample import Truces, chosen, interval
from truces.theatres import BEFORE, STRUCTURES, Theatre, theatre, without

from corridor.engine.record import SERIES
from corridor.engine.roll import BLOCK, KEPT, roll
from corridor.engine.siege import Inputs, siege
from corridor.ensemble.run import use_compilation_cache
from corridor.model.day import default
from corridor.model.history import history
from corridor.model.layout import layout
from corridor.model.table import table
from corridor.rng import run_key
from corridor.scenario.load import from_data

INDEX = {series.name: i for i, series in enumerate(SERIES)}
TWIN_DAYS = 7, 30, 90


def figures(data: dict, seed: int) -> np.ndarray:
    """Every recorded figure of a block of members: [day, member, series]."""
    scenario = from_data(data, "theatre")
    given = history(scenario, scenario.period.days, scenario.questions.known_until, "decisions")
    inputs = Inputs(layout(scenario), table(scenario).quantiles())
    members, kept = jnp.arange(BLOCK, dtype=jnp.int32), jnp.arange(KEPT, dtype=jnp.int32)
    return np.asarray(roll(run_key(seed), members, kept, inputs, given, model=siege(default())).series)


def deaths_of(series: np.ndarray, seed: int) -> np.ndarray:
    """Deaths a day, whole: [day, member]. Who of a day's losses dies is drawn, as the state holds means."""
    rng, total = np.random.default_rng(seed), 0.0
    for camp in ("besieger", "besieged"):
        lost, killed = (
            np.diff(series[:, :, INDEX[f"{what}_{camp}"]], axis=0, prepend=0.0) for what in ("lost", "killed")
        )
        share = np.clip(killed / np.maximum(lost, 1e-6), 0.0, 1.0)
        total = total + rng.binomial(np.round(np.maximum(lost, 0.0)).astype(int), share)
    return total + np.diff(series[:, :, INDEX["civilian_deaths"]], axis=0, prepend=0.0)


def simulated(case: Theatre, cluster: int) -> Truces:
    """A block of truces of one theatre, and their twins."""
    seed = 1000 + cluster
    with_truce, alone = figures(case.data, seed), figures(without(case.data), seed)
    mine, twins = deaths_of(with_truce, seed), deaths_of(alone, seed)
    toll = mine[BEFORE - clocks.WINDOW : BEFORE].sum(axis=0)
    after = slice(BEFORE + 1, None)
    return Truces(
        toll,
        mine[after],
        twins[after],
        np.full(BLOCK, cluster),
        with_truce[after, :, INDEX["restraint"]],
        with_truce[after, :, INDEX["plan"]] == 1.0,
    )


def together(parts: list[Truces]) -> Truces:
    """All of them in one."""
    return Truces(*(np.concatenate(arrays, axis=-1) for arrays in zip(*parts, strict=True)))


def population(draws: int, bilateral: bool, local: bool, first: int) -> Truces:
    """Every truce of one kind over all structures, so many draws each."""
    cases = [theatre(kind, draw, bilateral, local) for draw in range(draws) for kind in STRUCTURES]
    started, parts = time.perf_counter(), []
    with ThreadPoolExecutor(2) as pool:
        for part in pool.map(simulated, cases, range(first, first + len(cases))):
            parts.append(part)
            if len(parts) % 16 == 0:
                print(f"   {len(parts)} of {len(cases)} theatres, {time.perf_counter() - started:.0f} s", flush=True)
    return together(parts)


def _large(t: Truces) -> Truces:
    return t.pick(np.flatnonzero(t.toll >= 100.0))


def _small(t: Truces) -> Truces:
    return t.pick(np.flatnonzero(t.toll < 100.0))


STRATA: dict[str, Callable[[Truces], Truces]] = {"all": lambda t: t, "large": _large, "small": _small}
LABEL = {"all": "", "large": ", toll 100 or more", "small": ", toll 10 to 99"}


def _ratio(t: Truces, days: int) -> float:
    return clocks.ratio(t.deaths, t.twins, t.toll, t.toll, days)


def _resumed(t: Truces, day: int) -> float:
    return float(clocks.by(clocks.resumed(t.deaths), day).mean())


def _first(t: Truces, day: int) -> float:
    return float(clocks.by(clocks.first_death(t.deaths), day).mean())


def _returned(t: Truces, day: int) -> float:
    return float(clocks.by(clocks.returned(t.deaths, t.toll), day).mean())


def _twin(figure: Callable[[Truces, int], float], t: Truces, day: int) -> float:
    return figure(t._replace(deaths=t.twins), day)


Row = tuple[str, Figure | None, Callable[[Truces], float]]


def rows() -> list[Row]:
    """Every figure: what it is called, what the record says, how it is computed."""
    found: list[Row] = [
        (f"deaths over {days} days / twins'", told, partial(_ratio, days=days)) for days, told in record.RATIO.items()
    ]
    for what, told, figure in (
        ("resumed", record.RESUMED, _resumed),
        ("first death", record.FIRST_DEATH, _first),
        ("back to half the toll", record.RETURNED, _returned),
    ):
        for stratum, by_day in told.items():
            for day, value in by_day.items():
                found.append((f"{what} by day {day}{LABEL[stratum]}", value, _within(stratum, figure, day)))
    for day, value in record.TWINS_RESUMED.items():
        found.append((f"twins: resumed by day {day}", value, partial(_twin, _resumed, day=day)))
    for day, value in record.TWINS_FIRST.items():
        found.append((f"twins: first death by day {day}", value, partial(_twin, _first, day=day)))
    return found


def _within(stratum: str, figure: Callable[[Truces, int], float], day: int) -> Callable[[Truces], float]:
    return lambda t: figure(STRATA[stratum](t), day)


def one_sided() -> list[Row]:
    """The figures that are recorded of truces by one side."""
    how = {"resumed": _resumed, "first death": _first, "returned": _returned}
    return [
        (f"{what} by day {day}", value, partial(how[what], day=day))
        for what, told in record.ONE_SIDED.items()
        for day, value in told.items()
    ]


def show(title: str, truces: Truces, wanted: list[Row], seed: int = 0) -> int:
    """Print each figure beside the record; returns how many lie outside their recorded interval."""
    print(f"\n{title}: {len(truces.toll)} truces, {len(np.unique(truces.cluster))} theatres, "
          f"{np.mean(truces.toll >= 100):.0%} with a toll of 100 or more")  # fmt: skip
    print(f"   {'':44}{'record':>8}{'95 %':>16}{'model':>9}{'95 %':>16}")
    outside = 0
    for name, told, figure in wanted:
        low, high = interval(truces, figure, np.random.default_rng(seed))
        value, past = figure(truces), f"{'':24}"
        mark = ""
        if told is not None:
            past = f"{told.value:8.3f}{f'{told.low:.3f}-{told.high:.3f}':>16}"
            inside = told.low <= value <= told.high
            outside += not inside
            mark = "inside" if inside else "OUTSIDE"
        print(f"   {name:44}{past}{value:9.3f}{f'{low:.3f}-{high:.3f}':>16}  {mark}", flush=True)
    return outside


def show_lives(truces: Truces) -> None:
    """How long the truces stay in force and what they hold back while they do; nothing recorded to set beside it."""
    share = " ".join(f"{day}: {truces.active[day - 1].mean():.2f}" for day in (1, 3, 7, 14, 30, 60, 90))
    held = truces.restraint[truces.active]
    print(f"   in force on day {share}; attacks held back on such days: mean {held.mean():.2f}, "
          f"quartiles {', '.join(f'{x:.2f}' for x in np.quantile(held, (0.25, 0.5, 0.75)))}")  # fmt: skip


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--draws", type=int, default=16, help="theatres of each of the eight structures")
    parser.add_argument("--truces", type=int, default=2400, help="truces scored, of those simulated")
    parser.add_argument("--quick", action="store_true", help="only the bilateral ones")
    asked = parser.parse_args()
    use_compilation_cache()
    print(f"jax {jax.__version__}; {len(STRUCTURES)} structures: {', '.join(kind.name for kind in STRUCTURES)}")
    every = population(asked.draws, True, False, 0)
    rng = np.random.default_rng(0)
    scored = every.pick(chosen(every.toll, asked.truces, rng))
    outside = show("bilateral, whole theatre", scored, rows())
    show_lives(scored)
    held_out = (scored.cluster // len(STRUCTURES)) % 2 == 1
    outside_there = show("  of these, held out", scored.pick(np.flatnonzero(held_out)), rows())
    print(f"\noutside their recorded interval: {outside} of {len(rows())}; among the held out {outside_there}")
    if asked.quick:
        return
    for title, bilateral, local, wanted in (
        ("by one side, whole theatre", False, False, one_sided()),
        ("local: some fronts only (nothing of the kind is recorded by front)", True, True, rows()[:2]),
    ):
        other = population(max(asked.draws // 4, 1), bilateral, local, 10_000)
        other = other.pick(chosen(other.toll, asked.truces // 4, rng))
        show(title, other, wanted)
        show_lives(other)


if __name__ == "__main__":
    main()
