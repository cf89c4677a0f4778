"""Run an ensemble: blocks in threads, tallies in order, chunks to disk, and a clean stop on Ctrl-C."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import jax
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from corridor.engine.roll import BLOCK, KEPT
from corridor.ensemble.blocks import in_order
from corridor.ensemble.job import Job, block
from corridor.ensemble.job import job as make
from corridor.ensemble.members import rows
from corridor.ensemble.plan import about, plan
from corridor.ensemble.result import Run
from corridor.ensemble.store import Store
from corridor.ensemble.summary import summary
from corridor.ensemble.total import Total, add, empty, total
from corridor.ensemble.trajectories import evenings, trajectories
from corridor.foresight.store import Foresight
from corridor.model.day import default
from corridor.model.order import Order
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario

CHUNK = 64
"""Blocks between two writes to disk."""
SAMPLE = 64
"""Members whose every evening is kept."""
Progress = Callable[[int, int], None]
"""Called with members done and members wanted."""
Evenings = dict[str, NDArray[Any]]
"""What is kept of a block's first members: see ``trajectories.evenings``."""


class _Done(NamedTuple):
    """One block, reduced to what is kept of it."""

    total: Total
    rows: pd.DataFrame
    kept: Evenings | None


def use_compilation_cache() -> None:
    """Let compiled programs be found again by the next process (JAX's persistent cache), unless the user set it up."""
    if jax.config.jax_compilation_cache_dir is None:  # pyright: ignore[reportAttributeAccessIssue]
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        jax.config.update("jax_compilation_cache_dir", str(home / "corridor" / "jax"))


def _block(job: Job, number: int) -> _Done:
    """Compute one block and reduce it at once, so that only small things wait for their turn."""
    done = jax.block_until_ready(block(job, number))
    count = min(BLOCK, job.plan.members - number * BLOCK)
    counted = total(done, count, job.plan.scenario, job.widths, job.plan.free)
    table_rows = rows(done, number * BLOCK, count, job.plan.scenario, job.table, job.report_days)
    kept = evenings(done.kept, job.plan.scenario) if number < SAMPLE // KEPT else None
    return _Done(counted, table_rows, kept)


def _kept(job: Job, found: dict[int, Evenings], done: int) -> xr.Dataset:
    """The kept sample; blocks that an earlier process computed are computed again, they come out the same."""
    wanted = min(SAMPLE // KEPT, max(done, 1))
    states = [found[b] if b in found else evenings(block(job, b).kept, job.plan.scenario) for b in range(wanted)]
    last = min(KEPT, job.plan.members - (wanted - 1) * BLOCK)
    members = [b * BLOCK + i for b in range(wanted) for i in range(KEPT if b < wanted - 1 else last)]
    return trajectories(states, members, job.plan.scenario)


class _Loop:
    """The run under way: what is added up, what waits to be written, where it stands."""

    def __init__(self, job: Job, store: Store | None, done: int, so_far: Total | None) -> None:
        self.job, self.store, self.done = job, store, done
        self.total = so_far or empty(job.plan.days, job.plan.scenario)
        self.kept: dict[int, Evenings] = {}
        self.waiting: list[pd.DataFrame] = []
        self.written, self.started = done, time.perf_counter()

    def take(self, number: int, found: _Done) -> None:
        add(self.total, found.total)
        self.waiting.append(found.rows)
        if found.kept is not None:
            self.kept[number] = found.kept
        self.done = number + 1
        if self.store is not None and self.done - self.written >= CHUNK:
            self.write()

    def seconds(self) -> float:
        return time.perf_counter() - self.started

    def write(self) -> None:
        if self.store is not None:
            self.store.checkpoint(self.waiting, self.written, self.done, self.total, self.seconds())
            self.waiting, self.written = [], self.done


def _finish(loop: _Loop, facts: dict[str, Any]) -> Run:
    job, store = loop.job, loop.store
    complete = loop.done >= job.plan.blocks
    loop.write()
    found = facts | {"blocks_done": loop.done, "complete": complete, "seconds": round(loop.seconds(), 3)}
    flat = {k: v for k, v in facts.items() if isinstance(v, str | int)} | {"complete": int(complete)}
    result = summary(loop.total, loop.job.widths, job.plan.scenario, flat)
    sample = _kept(job, loop.kept, loop.done)
    table_rows = pd.concat(loop.waiting, ignore_index=True) if loop.waiting else pd.DataFrame()
    if store is not None:
        store.finish(result, sample, loop.done, complete, loop.seconds())
    return Run(job.plan.scenario, result, table_rows, sample, found, store.folder if store else None)


def simulate(
    scenario: Scenario | str | Path,
    members: int = 10_000,
    seed: int = 0,
    days: int | None = None,
    *,
    known_until: datetime.date | None = None,
    impose: str = "record",
    parties: str = "reduced",
    foresight: Foresight | None = None,
    mechanisms: Order | None = None,
    out: str | Path | None = None,
    force: bool = False,
    resume: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Simulate an ensemble of one siege.

    Args:
        scenario: a loaded scenario, a library name or a path.
        members: how many, at least 1. Member i is the same whatever this is.
        seed: root of all draws, 0 to 2**32 - 1.
        days: how many from the scenario's start; the scenario's own number if None.
        known_until: last day of history that is imposed; the scenario's own if None.
        impose: ``record`` (decisions and control), ``decisions`` or ``nothing``.
        parties: ``foresight`` (they decide by fitted expectations), ``reduced`` (by reduced values) or ``none`` (the
            war alone).
        foresight: the fit, for ``foresight``: see ``corridor.foresee``.
        mechanisms: the day's order; ``default()`` if None.
        out: run folder to write; None keeps everything in memory.
        force: replace a run that is there.
        resume: go on with an interrupted run in ``out``.
        progress: called with members done and wanted after each block.

    Returns:
        The run. On Ctrl-C the part that is finished, with ``complete`` False; in its folder if it has one.

    Raises:
        RunError: a size, date or folder that is not allowed.
        ScenarioError: the scenario can't be loaded.
    """
    checked = scenario if isinstance(scenario, Scenario) else load(scenario)
    ready = plan(checked, members, seed, days, known_until, impose, mechanisms or default(), parties, foresight)
    facts = about(ready)
    store = Store(Path(out), facts, ready.scenario) if out is not None else None
    done, so_far = 0, None
    if store is not None and resume:
        done, so_far = store.resume()
    elif store is not None:
        store.create(force)
    use_compilation_cache()
    loop = _Loop(make(ready), store, done, so_far)
    try:
        for number, found in in_order(partial(_block, loop.job), done, ready.blocks):
            loop.take(number, found)
            if progress is not None:
                progress(min((number + 1) * BLOCK, members), members)
    except KeyboardInterrupt:
        pass
    return _finish(loop, facts)
