"""Simulated truces of whole conflicts beside recorded ones: how far deaths fall, how soon the fighting resumes.

``python benchmarks/ceasefires.py`` simulates theatres of several fronts (``truces.theatres``) twice, with a truce in
force from one day on and without, and prints what the record says beside it (``truces.record``): bilateral truces of
the whole theatre first, then by one side, then local ones. The numbers of promises, compliance, spoilers and collapse
are the model's defaults, none of them set by these figures. How often theatres fight was set on the even draws of each
structure so that twins behave as the recorded ones; the odd draws are held out. What misses its interval is shown.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import jax
import jax.numpy as jnp
import numpy as np
from truces import clocks, record
from truces.record import Figure
from truces.sample import Row, Truces, chosen, interval
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


def figures(data: dict, seed: int) -> np.ndarray:
    """Every recorded figure of a block of members: [day, member, series]."""
    scenario = from_data(data, "theatre")
    given = history(scenario, scenario.period.days, scenario.questions.known_until, "decisions")
    inputs = Inputs(layout(scenario), table(scenario).quantiles())
    members, kept = jnp.arange(BLOCK, dtype=jnp.int32), jnp.arange(KEPT, dtype=jnp.int32)
    return np.asarray(roll(run_key(seed), members, kept, inputs, given, model=siege(default())).series)


def deaths_of(series: np.ndarray, seed: int) -> np.ndarray:
    """Deaths a day, whole: [day, member]. Who of a day's losses dies is drawn, as the state holds means."""
    total = np.diff(series[:, :, INDEX["civilian_deaths"]], axis=0, prepend=0.0)
    for number, camp in enumerate(("besieger", "besieged")):
        lost = np.diff(series[:, :, INDEX[f"lost_{camp}"]], axis=0, prepend=0.0)
        killed = np.diff(series[:, :, INDEX[f"killed_{camp}"]], axis=0, prepend=0.0)
        share = np.clip(killed / np.maximum(lost, 1e-6), 0.0, 1.0)
        # A stream a camp, so that twins have the same dead until the truce.
        rng = np.random.default_rng([seed, number])
        total = total + rng.binomial(np.round(np.maximum(lost, 0.0)).astype(int), share)
    return total


def simulated(case: Theatre, cluster: int) -> Truces:
    """A block of truces of one theatre, and their twins."""
    seed = 1000 + cluster
    with_truce, alone = figures(case.data, seed), figures(without(case.data), seed)
    mine, twins = deaths_of(with_truce, seed), deaths_of(alone, seed)
    assert np.array_equal(mine[:BEFORE], twins[:BEFORE]), "twins part before the truce"
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


def _share(name: str, told: Figure | None, days: np.ndarray, day: int, counted: np.ndarray) -> Row:
    return Row(name, told, counted * clocks.by(days, day), counted.astype(float))


def rows(t: Truces) -> list[Row]:
    """Every figure of truces of both sides, and of their twins."""
    found = _ratios(t)
    large = t.toll >= 100.0
    strata = {"all": ("", large | True), "large": (", toll 100 or more", large), "small": (", toll 10-99", ~large)}
    for what, told, days in (
        ("resumed", record.RESUMED, clocks.resumed(t.deaths)),
        ("first death", record.FIRST_DEATH, clocks.first_death(t.deaths)),
        ("half the toll again", record.RETURNED, clocks.returned(t.deaths, t.toll)),
    ):
        for stratum, by_day in told.items():
            label, counted = strata[stratum]
            found += [_share(f"{what} by day {day}{label}", f, days, day, counted) for day, f in by_day.items()]
    for what, by_day, days in (
        ("resumed", record.TWINS_RESUMED, clocks.resumed(t.twins)),
        ("first death", record.TWINS_FIRST, clocks.first_death(t.twins)),
    ):
        found += [_share(f"twins: {what} by day {day}", f, days, day, large | True) for day, f in by_day.items()]
    return found


def _ratios(t: Truces, told: bool = True) -> list[Row]:
    return [
        Row(
            f"deaths over {days} days / twins'",
            f if told else None,
            *(x[:days].sum(axis=0) for x in (t.deaths, t.twins)),
        )
        for days, f in record.RATIO.items()
    ]


def one_sided(t: Truces) -> list[Row]:
    """The figures that are recorded of truces by one side."""
    days = {
        "resumed": clocks.resumed(t.deaths),
        "first death": clocks.first_death(t.deaths),
        "half the toll again": clocks.returned(t.deaths, t.toll),
    }
    return _ratios(t, told=False) + [
        _share(f"{what} by day {day}", f, days[what], day, np.ones(len(t.toll), bool))
        for what, by_day in record.ONE_SIDED.items()
        for day, f in by_day.items()
    ]


def show(title: str, truces: Truces, wanted: list[Row]) -> list[str]:
    """Print each figure beside the record; returns the names of those outside their recorded interval."""
    print(f"\n{title}: {len(truces.toll)} truces, {len(np.unique(truces.cluster))} theatres, "
          f"{np.mean(truces.toll >= 100):.0%} with a toll of 100 or more")  # fmt: skip
    print(f"   {'':42}{'record':>8}{'its 95 %':>15}{'model':>9}{'its 95 %':>15}   model in record's; record in model's")
    outside = []
    for row in wanted:
        value, (low, high) = row.value, interval(row, truces.cluster, np.random.default_rng(0))
        past, mark = " " * 23, ""
        if (told := row.told) is not None:
            past = f"{told.value:8.3f}{f'{told.low:.3f}-{told.high:.3f}':>15}"
            inside = told.low <= value <= told.high
            mark = f"   {'inside' if inside else 'OUTSIDE'}; {'inside' if low <= told.value <= high else 'OUTSIDE'}"
            outside += [] if inside else [row.name]
        print(f"   {row.name:42}{past}{value:9.3f}{f'{low:.3f}-{high:.3f}':>15}{mark}", flush=True)
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
    parser.add_argument("--truces", type=int, default=2080, help="truces scored, of those simulated")
    parser.add_argument("--quick", action="store_true", help="only the bilateral ones")
    asked = parser.parse_args()
    use_compilation_cache()
    print(f"jax {jax.__version__}; {len(STRUCTURES)} structures: {', '.join(kind.name for kind in STRUCTURES)}")
    every = population(asked.draws, True, False, 0)
    rng = np.random.default_rng(0)
    scored = every.pick(chosen(every.toll, asked.truces, rng))
    outside = show("by both sides, whole theatre", scored, rows(scored))
    show_lives(scored)
    held_out = scored.pick(np.flatnonzero((scored.cluster // len(STRUCTURES)) % 2 == 1))
    outside_there = show("of these, held out", held_out, rows(held_out))
    print(
        f"\noutside the record's interval: {len(outside)} of {len(rows(scored))} figures ({'; '.join(outside) or '-'})"
    )
    print(f"among the held out: {len(outside_there)} ({'; '.join(outside_there) or '-'})")
    if asked.quick:
        return
    draws, wanted = max(asked.draws // 4, 1), asked.truces // 4
    other = population(draws, False, False, 10_000)
    other = other.pick(chosen(other.toll, wanted, rng))
    show("by one side, whole theatre", other, one_sided(other))
    other = population(draws, True, True, 20_000)
    other = other.pick(chosen(other.toll, wanted, rng))
    show(
        "local: some fronts only (recorded only by whole conflict, so nothing to set beside)",
        other,
        _ratios(other, False),
    )
    show_lives(other)


if __name__ == "__main__":
    main()
