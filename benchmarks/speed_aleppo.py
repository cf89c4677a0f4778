"""The full Aleppo scenario: compile time, seconds for 10,000 members of 180 days, cost of the talks, and cost curves.

``python benchmarks/speed_aleppo.py`` needs two idle cores; ``--quick`` leaves the cost curves out. The war alone is
what the limits are stated for; with the talks a day may cost 1.6 times that.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from figures import show

import corridor as co

COMPILE, RUN, TALKS, LINEAR = 15.0, 8.0, 1.6, 1.1
"""Seconds of a first block; of 10,000 members; the talks' factor; the exponent of cost that still counts as linear."""
MEMBERS, DAYS = 10_000, 180
WAR, BOTH = "none", "reduced"
FIRST_BLOCK = """
import time, corridor as co
s = co.load("aleppo-2016")
start = time.perf_counter()
co.simulate(s, members=1, days=180, parties="none")
print(time.perf_counter() - start)
"""


class Spent(NamedTuple):
    """Seconds on the wall clock, and seconds of all processors together, which a busy machine disturbs less."""

    wall: float
    processor: float


class Point(NamedTuple):
    """One point of a cost curve."""

    axis: str
    size: int
    seconds: float


def spent(scenario: co.Scenario, members: int, days: int, seed: int = 0, parties: str = WAR) -> Spent:
    """What ``simulate`` takes."""
    wall, processor = time.perf_counter(), time.process_time()
    co.simulate(scenario, members=members, seed=seed, days=days, parties=parties)
    return Spent(time.perf_counter() - wall, time.process_time() - processor)


def compile_seconds() -> tuple[float, float]:
    """Seconds of a first block in a fresh process: with an empty compilation cache, then with the cache filled."""
    with tempfile.TemporaryDirectory() as cache:
        where = {"JAX_COMPILATION_CACHE_DIR": cache, "PATH": "/usr/bin:/bin", "HOME": cache}
        command = [sys.executable, "-c", FIRST_BLOCK]
        found = [subprocess.run(command, env=where, check=True, capture_output=True, text=True) for _ in range(2)]
    return float(found[0].stdout), float(found[1].stdout)


def grid(zones: int) -> co.Scenario:
    """The teaching scenario's forces on a grid of many zones."""
    from corridor.scenario.load import from_data

    plain = co.load("teaching-six").model_dump(mode="json", exclude_none=True)
    first, width = plain["zones"][0], 12
    made = []
    for i in range(zones):
        row, column = divmod(i, width)
        beside = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        near = [f"z{r * width + c}" for r, c in beside if r >= 0 and 0 <= c < width and r * width + c < zones]
        made.append(first | {"id": f"z{i}", "name": f"z{i}", "neighbours": near, "held": float(column < 3),
                             "pocket": column >= 3, "holder": None})  # fmt: skip
    plain |= {"zones": [{k: v for k, v in z.items() if v is not None} for z in made], "timeline": [], "evidence": None}
    for route in plain["routes"]:
        route["segments"] = ["z0", "z1", "z2"]
    for group in plain["groups"]:
        group["area"] = "all"
    return from_data({k: v for k, v in plain.items() if v is not None}, "grid")


def curves(scenario: co.Scenario, rounds: int, part: int) -> list[Point]:
    """Processor seconds by members, days and zones: the least of a few rounds, in each of which all have their turn.

    Args:
        scenario: the case.
        rounds: how many.
        part: divides the number of members.
    """
    grids = {n: grid(n) for n in (16, 32, 64, 96, 128)}
    points = [("members", n, scenario, n // part, 60) for n in (1024, 2048, 4096, 8192)]
    points += [("days", n, scenario, 2048 // part, n) for n in (45, 90, 180)]
    points += [("zones", n, case, 2048 // part, 60) for n, case in grids.items()]
    for _, _, case, _, days in points:
        spent(case, 1, days)  # compiles
    turns = [[spent(case, members, days, n).processor for _, _, case, members, days in points] for n in range(rounds)]
    least = [min(column) for column in zip(*turns, strict=True)]
    return [Point(axis, n, best) for (axis, n, *_), best in zip(points, least, strict=True)]


def exponents(found: list[Point]) -> dict[str, float]:
    """By what power cost grows from the first to the last point of each axis: 1 is linear, less is better."""
    ends = {axis: [p for p in found if p.axis == axis] for axis in dict.fromkeys(p.axis for p in found)}
    return {axis: math.log(p[-1].seconds / p[0].seconds) / math.log(p[-1].size / p[0].size) for axis, p in ends.items()}


def draw(found: list[Point], out: Path) -> None:
    """Plot the curves, each beside a cost strictly in proportion to its last point."""
    import altair as alt
    import pandas as pd

    last = {p.axis: p for p in found}
    data = pd.DataFrame(found).assign(line="measured")
    straight = [Point(p.axis, s, p.seconds * s / p.size) for p in last.values() for s in (0, p.size)]
    data = pd.concat([data, pd.DataFrame(straight).assign(line="in proportion to the last point")])
    kinds = ["measured", "in proportion to the last point"]
    base = alt.Chart().encode(
        x=alt.X("size:Q", title=None, axis=alt.Axis(tickCount=4)),
        y=alt.Y("seconds:Q", title="processor seconds"),
        color=alt.Color("line:N", title=None, scale=alt.Scale(domain=kinds, range=["#222222", "#909090"])),
        strokeDash=alt.StrokeDash("line:N", title=None, scale=alt.Scale(domain=kinds, range=[[1, 0], [5, 4]])),
    )
    dots = base.transform_filter("datum.line == 'measured'").mark_point(filled=True, size=45, opacity=1)
    titles = {"members": "members, 60 days", "days": "days, 2,048 members", "zones": "zones of a grid, 60 days"}
    panels = [
        alt.layer(base.mark_line(), dots, data=data[data.axis == axis]).properties(width=210, height=190, title=told)
        for axis, told in titles.items()
    ]
    note = "Processor seconds after compilation; members and days: Aleppo; zones: 2,048 members"
    title = alt.TitleParams("Cost of a run, the war alone", anchor="start", subtitle=note)
    chart = alt.hconcat(*panels, title=title).configure_legend(orient="bottom", labelLimit=300)
    chart.configure_axis(labelFontSize=12, titleFontSize=12).configure_title(fontSize=13).save(out)


def runs(case: co.Scenario, rounds: int, part: int) -> bool:
    """Time the war alone and with the talks, turn by turn; whether all that is required is met."""
    for parties in (WAR, BOTH):
        spent(case, 1, DAYS, parties=parties)
    members = MEMBERS // part
    pairs = [[spent(case, members, DAYS, n, parties) for parties in (WAR, BOTH)] for n in range(rounds)]
    war, processor = [a.wall for a, _ in pairs], statistics.median(a.processor for a, _ in pairs)
    median = statistics.median(war)
    measured = f"{median:.1f} s ({min(war):.1f} to {max(war):.1f}); {processor:.1f} processor seconds"
    name = f"{members:,} members x {DAYS} days, {len(case.zones)} zones, the war alone"
    good = show(name, f"<= {RUN} s", measured, median <= RUN)
    ratios = [b.processor / a.processor for a, b in pairs]
    middle = statistics.median(ratios)
    measured = f"{middle:.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    return good & show("processor seconds with the talks / of the war alone", f"<= {TALKS}", measured, middle <= TALKS)


def main() -> None:
    """Print every figure beside what is required."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="leave the cost curves out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", type=int, default=1, help="divides the numbers of members, to try the script out")
    asked = parser.parse_args()
    cold, warm = compile_seconds()
    good = show("first block in a fresh process", f"<= {COMPILE:.0f} s", f"{cold:.1f} s", cold <= COMPILE)
    good &= show("first block, compiled by an earlier process", "< 0.6 of that", f"{warm:.1f} s", warm < 0.6 * cold)
    case = co.load("aleppo-2016")
    good &= runs(case, asked.rounds, asked.part)
    if not asked.quick:
        found = curves(case, asked.rounds, asked.part)
        for axis, size, cost in found:
            print(f"{axis:8} {size:6d} {cost:7.2f} s   {1e3 * cost / size:8.3f} ms each")
        for axis, power in exponents(found).items():
            good &= show(f"cost grows with {axis} to the power", f"<= {LINEAR}", f"{power:.2f}", power <= LINEAR)
        out = Path("docs/figures/cost.svg")
        draw(found, out)
        print(f"wrote {out}")
    sys.exit(0 if good else "a required figure is missed")


if __name__ == "__main__":
    main()
