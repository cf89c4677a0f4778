"""Peak memory of runs of growing size: flat in members, at most 2 GiB.

``python benchmarks/memory.py`` runs up to 1,000,000 members of the small scenario and 100,000 of Aleppo, as child
processes; ``--quick`` a tenth of that. Compiling takes memory of its own, so one member is run first, and the others
find its program. It is the war alone, since the talks take many times as long; ``--parties reduced`` has them too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from figures import show

MOST, FLAT = 2.0, 1.25
"""GiB allowed; factor by which the largest run may need more than the smallest."""
LARGEST = {"teaching-six": 1_000_000, "aleppo-2016": 100_000}
CHILD = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


class Peak(NamedTuple):
    """One run."""

    scenario: str
    members: int
    gib: float
    seconds: float


def peak(scenario: str, members: int, options: list[str], cache: str) -> Peak:
    """Run ``members`` of a scenario in a process of its own, with this folder for compiled programs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "corridor", "run", scenario, "--members", str(members), "--out", f"{folder}/r",
                   "--json", *options]  # fmt: skip
        start = time.perf_counter()
        where = os.environ | {"JAX_COMPILATION_CACHE_DIR": cache}
        said = subprocess.run([sys.executable, "-c", CHILD, *command], env=where, capture_output=True, text=True)
    kib, code = map(int, said.stdout.split() or (0, 1))
    if code != 0:
        raise RuntimeError(f"{scenario} with {members} members failed:\n{said.stderr}")
    return Peak(scenario, members, kib / 2**20, time.perf_counter() - start)


def draw(found: list[Peak], out: Path, note: str) -> None:
    """Plot the peaks, with the limit."""
    import altair as alt
    import pandas as pd

    def told(channel: Any, *values: Any) -> Any:
        """The scenario, told apart by this channel as well."""
        return channel("scenario:N", title=None, scale=alt.Scale(domain=list(LARGEST), range=list(values)))

    base = alt.Chart(pd.DataFrame(found)).encode(
        x=alt.X("members:Q", title="members", scale=alt.Scale(type="log", domain=[500, 2e6], nice=False),
                axis=alt.Axis(format="~s", values=[1e3, 1e4, 1e5, 1e6])),
        y=alt.Y("gib:Q", title="peak memory, GiB", scale=alt.Scale(domain=[0, 1.1 * MOST])),
        color=told(alt.Color, "#222222", "#808080"),
        strokeDash=told(alt.StrokeDash, [1, 0], [6, 3]),
        shape=told(alt.Shape, "circle", "square"),
    )  # fmt: skip
    limit = alt.Chart(pd.DataFrame({"y": [MOST], "text": [f"limit, {MOST:.0f} GiB"]})).encode(y="y:Q")
    rule = limit.mark_rule(color="#444444", strokeDash=[2, 3])
    word = limit.mark_text(align="left", baseline="bottom", dy=-3, fontSize=12, color="#444444")
    word = word.encode(x=alt.value(6), text="text")
    title = alt.TitleParams("Peak memory of a run by members", subtitle=note, anchor="start")
    marks = base.mark_line(), base.mark_point(filled=True, size=55, opacity=1)
    chart = alt.layer(rule, word, *marks).properties(width=460, height=230, title=title)
    chart = chart.configure_legend(orient="bottom", labelFontSize=12)
    chart.configure_axis(labelFontSize=12, titleFontSize=12).configure_title(fontSize=13).save(out)


def main() -> None:
    """Print the table and draw it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="a tenth of the members")
    parser.add_argument("--parties", default="none", help="as for corridor run")
    parser.add_argument("--days", type=int, help="as for corridor run")
    asked = parser.parse_args()
    options = ["--parties", asked.parties] + (["--days", str(asked.days)] if asked.days else [])
    part, found, good = 10 if asked.quick else 1, [], True
    for scenario, most in LARGEST.items():
        sizes, peaks = (1, most // part // 16, most // part // 4, most // part), []
        with tempfile.TemporaryDirectory() as cache:
            for members in sizes:
                one = peak(scenario, members, options, cache)
                print(f"{scenario:14}{members:>10,} members  {one.gib:6.3f} GiB  {one.seconds:7.1f} s", flush=True)
                peaks.append(one)
        first, *peaks = peaks
        found += peaks
        largest, growth = max(p.gib for p in peaks), peaks[-1].gib / peaks[0].gib
        name = f"peak memory, {sizes[-1]:,} members of {scenario}"
        good &= show(name, f"<= {MOST} GiB", f"{largest:.2f} GiB", largest <= MOST)
        good &= show(f"{name} / {sizes[1]:,} members", f"<= {FLAT}", f"{growth:.2f}", growth <= FLAT)
        name = f"peak memory, one member of {scenario}, compiling"
        good &= show(name, f"<= {MOST} GiB", f"{first.gib:.2f} GiB", first.gib <= MOST)
    talks = "with the talks" if asked.parties != "none" else "the war alone"
    days = f"{asked.days} days" if asked.days else "whole scenario"
    out = Path("docs/figures/memory.svg")
    draw(found, out, f"corridor run with its run folder, compiled before; {talks}, {days}")
    print(f"wrote {out}")
    sys.exit(0 if good else "a required figure is missed")


if __name__ == "__main__":
    main()
