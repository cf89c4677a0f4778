"""The full Aleppo scenario: seconds for 10,000 members of 180 days, compile time, and cost by members, days and zones.

``python benchmarks/speed_aleppo.py`` needs two idle cores; ``--quick`` leaves the cost curves out.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corridor as co

COMPILE = """
import time, corridor as co
s = co.load("aleppo-2016")
start = time.perf_counter()
co.simulate(s, members=1, days=180)
print(time.perf_counter() - start)
"""


def seconds(scenario: co.Scenario, members: int, days: int, rounds: int = 1) -> list[float]:
    """Wall-clock seconds of ``simulate`` after a first run that compiles."""
    co.simulate(scenario, members=1, days=days)
    found = []
    for seed in range(rounds):
        start = time.perf_counter()
        co.simulate(scenario, members=members, seed=seed, days=days)
        found.append(time.perf_counter() - start)
    return found


def compile_seconds() -> tuple[float, float]:
    """Seconds of a first block in a fresh process: with an empty compilation cache, then with the cache filled."""
    with tempfile.TemporaryDirectory() as cache:
        found = [
            float(
                subprocess.run(
                    [sys.executable, "-c", COMPILE],
                    env={"JAX_COMPILATION_CACHE_DIR": cache, "PATH": "/usr/bin:/bin", "HOME": cache},
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for _ in range(2)
        ]
    return found[0], found[1]


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


def curves(scenario: co.Scenario) -> list[tuple[str, int, float]]:
    """Seconds by members, by days and by zones."""
    found = [("members", n, min(seconds(scenario, n, 60, 2))) for n in (1024, 2048, 4096, 8192)]
    found += [("days", n, min(seconds(scenario, 2048, n, 2))) for n in (45, 90, 180)]
    found += [("zones", n, min(seconds(grid(n), 2048, 60, 2))) for n in (16, 32, 64, 96, 128)]
    return found


def draw(found: list[tuple[str, int, float]], out: Path) -> None:
    """Plot the curves, each relative to its first point."""
    import altair as alt
    import pandas as pd

    data = pd.DataFrame(found, columns=["axis", "size", "seconds"])
    chart = alt.Chart(data).mark_line(point=True, color="#333333").encode(
        x=alt.X("size:Q", title="number"), y=alt.Y("seconds:Q", title="seconds on two cores")
    )  # fmt: skip
    title = "Cost of a run by members (60 days), days (2,048 members), zones (60 days, grid)"
    chart.properties(width=200, height=180).facet("axis:N", title=title).resolve_scale(x="independent").save(out)


def main() -> None:
    """Print every figure beside what is required."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    cold, warm = compile_seconds()
    print(f"first block in a fresh process: {cold:.1f} s with an empty compilation cache (compile required <= 15 s), "
          f"{warm:.1f} s with the cache filled")  # fmt: skip
    case = co.load("aleppo-2016")
    times = seconds(case, 10_000, 180, 3)
    print(f"10,000 members x 180 days, {len(case.zones)} zones: median {statistics.median(times):.1f} s "
          f"({min(times):.1f} to {max(times):.1f}), required <= 8 s on two idle cores; "
          f"{10_000 * 180 / min(times) / 1e6:.2f} M member-days/s")  # fmt: skip
    if quick:
        return
    found = curves(case)
    for axis, size, spent in found:
        print(f"{axis:8} {size:6d} {spent:7.2f} s   {1e3 * spent / size:8.3f} ms each")
    out = Path("docs/figures/cost.svg")
    draw(found, out)
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
