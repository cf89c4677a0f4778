"""Foresight on the full Aleppo scenario: cost of the fit, gaps, starts, and what the parties' expectations change.

``python benchmarks/foresight_aleppo.py`` needs two idle cores and about half an hour; ``--only cost gaps starts
ablations`` picks parts, ``--part N`` divides the members, to try the script out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from figures import show

import corridor as co
from corridor.ensemble.run import use_compilation_cache
from corridor.foresight.fit import Fit, Settings, fit
from corridor.foresight.foresee import GAP_MEMBERS, MEMBERS, ROUNDS, game
from corridor.foresight.gap import gaps
from corridor.foresight.outlook import TERMS
from corridor.foresight.payoff import COMMON
from corridor.foresight.regress import Answer, moved, sums
from corridor.foresight.siege import SiegeGame
from corridor.foresight.store import Foresight

FIT, CACHED, GAP, BAD = 300.0, 2.0, 0.02, 0.10
"""Seconds of a fit and of its reuse; share of a payoff's range: of a party's gap, and of a planted bad policy's."""
RUN_MEMBERS = 2048
CASE = "aleppo-2016"
Answers = dict[tuple[int, str], Answer]


def cost(scenario: co.Scenario, part: int) -> tuple[Foresight, bool]:
    """Time the fit of the default settings, and finding it again."""
    start, used = time.perf_counter(), time.process_time()
    made = co.foresee(scenario, MEMBERS // part, fresh=True)
    took, used = time.perf_counter() - start, time.process_time() - used
    rounds = made.about["rounds"]
    told = f"{took:.0f} s ({used:.0f} processor seconds), {len(rounds)} rounds, settled: {made.settled}"
    good = show(f"fit, {MEMBERS // part:,} members a world, compilation included", f"<= {FIT:.0f} s", told, took <= FIT)
    for r in rounds:
        print(f"   round {r['number']:2d}: answers moved by {'-' if r['moved'] is None else round(r['moved'], 4)}")
    start = time.perf_counter()
    co.foresee(scenario, MEMBERS // part)
    took = time.perf_counter() - start
    return made, good & show("the same fit found again", f"< {CACHED:.0f} s", f"{took:.1f} s", took < CACHED)


def told(made: SiegeGame, answers: Mapping[tuple[int, str], Answer], name: str) -> float:
    """Print the gap of every party; the largest."""
    worst = 0.0
    for g in gaps(made, answers, 1):
        print(f"   {name}: {g.party:20} {g.share:+7.2%} ± {g.error / g.range:.2%}   without its noise "
              f"{g.noiseless / g.range:+7.2%}   (range {g.range:.2f})")  # fmt: skip
        worst = max(worst, g.share)
    return worst


def planted(answers: Mapping[tuple[int, str], Answer]) -> Answers:
    """The same answers with those about accepting turned round."""
    return {at: a._replace(weight=-a.weight * 5.0) if at[1] == "accept" else a for at, a in answers.items()}


def gap_rows(scenario: co.Scenario, of: Foresight, part: int) -> bool:
    """Gaps after one round, after three and at the end, and of a planted bad policy."""
    made = game(scenario, GAP_MEMBERS // part)
    for early in (1, 3):
        few = fit(game(scenario, MEMBERS // part), 0, Settings(rounds=early, least=early))
        worst = told(made, few.answers, f"round {early}")
        print(f"   largest gap after round {early}: {worst:.2%}")
    worst = told(made, of.answers, "the fit")
    good = show("largest gap of a party, with the noise it has", f"<= {GAP:.0%}", f"{worst:.2%}", worst <= GAP)
    bad = told(made, planted(of.answers), "planted")
    return good & show("largest gap of a planted bad policy", f"> {BAD:.0%}", f"{bad:.2%}", bad > BAD)


def stubborn(made: SiegeGame, first: Answers, liking: float) -> Answers:
    """Answers to start from: fighting on brings nothing in particular, every plan is liked or loathed."""
    start = {at: a._replace(weight=np.zeros_like(a.weight)) for at, a in first.items()}
    for (_, name), a in start.items():
        if name in ("accept", "standing"):
            plans = len(made.scenario.plans)
            a.weight[0, : plans * len(TERMS) : len(TERMS)] = liking
    return start


def apart(one: Fit, other: Fit, made: SiegeGame) -> float:
    """Largest root mean square by which two fits' answers differ at moments of play, in sizes of a payoff."""
    rows = made.play(one.answers, 5, 0.02)
    worst = 0.0
    for at, r in rows.items():
        if at[1] in ("fight", "accept"):
            far = moved(one.answers[at], other.answers[at], sums(r)) / made.scale(at[0])
            worst = max(worst, float(np.max(far[: len(COMMON)])))
    return worst


def starts(scenario: co.Scenario, part: int) -> bool:
    """The same fixed point from three different starts, or not."""
    made = game(scenario, MEMBERS // part)
    first = fit(made, 11, Settings(rounds=ROUNDS, least=ROUNDS))
    good = True
    for name, liking in (("every plan loathed", -0.5), ("every plan liked", 0.5)):
        other = fit(made, 12, Settings(rounds=ROUNDS, least=ROUNDS), start=stubborn(made, dict(first.answers), liking))
        far = apart(first, other, made)
        good &= show(f"fixed point from another start: {name}", "<= 0.05", f"{far:.3f} of a payoff's size", far <= 0.05)
    return good


def ablations(scenario: co.Scenario, own: Foresight, part: int) -> bool:
    """Endings and settlements by who looks ahead how."""
    common = co.foresee(scenario, MEMBERS // part, common=True)
    by: dict[str, dict[str, Any]] = {
        "reduced values": dict(parties="reduced"),
        "foresight, common account": dict(parties="foresight", foresight=common),
        "foresight, own accounts": dict(parties="foresight", foresight=own),
    }
    from corridor.report.table import facts

    for name, how in by.items():
        run = co.simulate(scenario, RUN_MEMBERS // part, **how)
        found = facts(run)
        ends = "  ".join(f"{k} {v['probability']:.1%}" for k, v in found["endings"].items())
        deals = found["questions"]["deals"]
        print(f"   {name:26} {ends}")
        print(f"   {'':26} negotiated plan accepted {deals['accepted']['probability']:.1%} ± "
              f"{deals['accepted']['error']:.1%}, kept {deals['kept']['probability']:.1%} ± "
              f"{deals['kept']['error']:.1%}; accepted by the month: "
              + ", ".join(str(b["accepted"]) for b in found["questions"]["kept_deal_by_date"]))  # fmt: skip
    return True


def main() -> None:
    """Print every figure beside what is required."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parts = ("cost", "gaps", "starts", "ablations")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts))
    parser.add_argument("--part", type=int, default=1, help="divides the numbers of members, to try the script out")
    asked = parser.parse_args()
    use_compilation_cache()
    scenario, good = co.load(CASE), True
    if "cost" in asked.only:
        made, good = cost(scenario, asked.part)
    else:
        made = co.foresee(scenario, MEMBERS // asked.part)
    if "gaps" in asked.only:
        good &= gap_rows(scenario, made, asked.part)
    if "starts" in asked.only:
        good &= starts(scenario, asked.part)
    if "ablations" in asked.only:
        good &= ablations(scenario, made, asked.part)
    sys.exit(0 if good else "a required figure is missed")


if __name__ == "__main__":
    main()
