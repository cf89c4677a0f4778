"""Corridor's engine beside C, Numba and Mesa: the same reduced siege, first shown to be the same, then timed.

``python benchmarks/speed_reduced.py`` needs two idle cores and a minute or two. The law is stated in
reduced/numbers.py. Times are interleaved (A B C, A B C, ...), so that a disturbance hits all; ratios are taken within
a round.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
from figures import show
from reduced import c_model, corridor_model, mesa_model, numba_model
from reduced.numbers import DAYS, Outcome
from scipy.stats import ks_2samp

from corridor.engine.roll import BLOCK

OURS, C, NUMBA, MESA = "corridor", "C (OpenMP)", "Numba", "Mesa"
OWN = f"corridor, blocks of {BLOCK}"
REQUIRED = {C: 0.9, NUMBA: 1.0, MESA: 150.0}
C_RATE = 3.0
"""Million member-days a second that C itself must pass, or the ratio is void."""
LEAST_P = 1e-3
Simulate = Callable[[int, int], Outcome]


def implementations() -> dict[str, Simulate]:
    """Those that can run here, ours first; says which can't and why."""
    found: dict[str, Simulate] = {OURS: corridor_model.simulate}
    for name, module in ((C, c_model), (NUMBA, numba_model), (MESA, mesa_model)):
        if why := module.missing():
            print(f"{name}: left out, {why}")
        else:
            found[name] = module.simulate
    return found


def _mesa_part(seed: int, members: int) -> Outcome:
    return mesa_model.simulate(members, seed)


def mesa_sample(members: int, seed: int) -> Outcome:
    """Mesa's members from one process a processor: for the comparison of distributions, not for the timing."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(partial(_mesa_part, members=-(-members // workers)), range(seed, seed + workers)))
    return Outcome(*(np.concatenate(column)[:members] for column in zip(*parts, strict=True)))


def p_values(ours: Outcome, theirs: Outcome) -> dict[str, float]:
    """Two-sample Kolmogorov-Smirnov p-values, figure by figure; an open siege counts as ending after the last day."""
    found = {}
    for name, a, b in zip(Outcome._fields, ours, theirs, strict=True):
        pair = [np.where(x < 0, DAYS, x) for x in (a, b)] if name == "end" else [a, b]
        found[name] = float(ks_2samp(*pair).pvalue)  # type: ignore[attr-defined]
    return found


def same_law(found: dict[str, Simulate], members: int) -> bool:
    """Print how alike the distributions are; whether all could be the same."""
    ours = found[OURS](members, 11)
    open_share, median = np.mean(ours.end < 0), np.median(np.where(ours.end < 0, DAYS, ours.end))
    print(f"{members} members each; corridor: median end day {median:.0f}, {open_share:.0%} open after {DAYS} days")
    print(f"{'Kolmogorov-Smirnov p':34}" + "".join(f"{name:>10}" for name in Outcome._fields))
    good = True
    for name, simulate in found.items():
        if name == OURS:
            continue
        found_p = p_values(ours, mesa_sample(members, 12) if name == MESA else simulate(members, 12))
        print(f"{name:34}" + "".join(f"{p:10.3f}" for p in found_p.values()), flush=True)
        good &= min(found_p.values()) >= LEAST_P
    return good


def rates(found: dict[str, Simulate], members: int, rounds: int) -> dict[str, list[float]]:
    """Million member-days a second of each, by round, on the wall clock."""
    sizes = {name: 24 if name == MESA else members for name in found}
    for name, simulate in found.items():
        simulate(min(sizes[name], 2048), 1)
    spent: dict[str, list[float]] = {name: [] for name in found}
    for seed in range(rounds):
        for name, simulate in found.items():
            start = time.perf_counter()
            simulate(sizes[name], seed)
            spent[name].append(sizes[name] * DAYS / (time.perf_counter() - start) / 1e6)
    if MESA in spent:  # one process; as if as many processes as there are processors ran at its full speed
        spent[MESA] = [rate * (os.cpu_count() or 1) for rate in spent[MESA]]
    return spent


def report(spent: dict[str, list[float]]) -> bool:
    """Print rates and ratios beside what is required; whether all is met."""
    print(f"\n{'M member-days/s, 64 zones':34}{'median':>9}{'lowest':>9}{'highest':>9}")
    for name, rate in spent.items():
        print(f"{name:34}{statistics.median(rate):9.3f}{min(rate):9.3f}{max(rate):9.3f}")
    print()
    good = True
    if C in spent:
        rate = statistics.median(spent[C])
        good &= show("C itself, or its ratio is void", f">= {C_RATE} M/s", f"{rate:.2f} M/s", rate >= C_RATE)
    for name, least in REQUIRED.items():
        if name not in spent:
            continue
        for ours in (OURS, OWN):
            ratio = [a / b for a, b in zip(spent[ours], spent[name], strict=True)]
            median = statistics.median(ratio)
            measured = f"{median:.3g} ({min(ratio):.3g} to {max(ratio):.3g})"
            if ours == OURS:
                good &= show(f"{ours} / {name}", f">= {least}", measured, median >= least)
            else:
                show(f"{ours} / {name}", "", measured, None)
    return good


def main() -> None:
    """Compare, time, report."""
    parser = argparse.ArgumentParser(description="Corridor's engine beside C, Numba and Mesa.")
    parser.add_argument("--members", type=int, default=32768, help="a timing, Mesa apart")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sample", type=int, default=4096, help="members of each distribution")
    asked = parser.parse_args()
    found = implementations()
    if not same_law(found, asked.sample):
        sys.exit(f"the distributions differ (p < {LEAST_P}): nothing is timed")
    found[OWN] = partial(corridor_model.simulate, size=BLOCK)
    if not report(rates(found, asked.members, asked.rounds)):
        sys.exit("a required figure is missed")


if __name__ == "__main__":
    main()
