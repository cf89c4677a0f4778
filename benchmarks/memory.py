"""Peak memory of runs of growing size: flat in members, at most 2 GiB.

``python benchmarks/memory.py`` runs up to 1,000,000 members of the small scenario and 100,000 of Aleppo, as child
processes; ``--quick`` a tenth of that.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

CHILD = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], capture_output=True).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)
"""


def peak_gib(scenario: str, members: int) -> float:
    """Peak resident memory of one run, GiB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "corridor", "run", scenario, "--members", str(members), "--out", f"{folder}/r",
                   "--json"]  # fmt: skip
        said = subprocess.run([sys.executable, "-c", CHILD, *command], check=True, capture_output=True, text=True)
    kib, code = map(int, said.stdout.split())
    assert code == 0, f"{scenario} with {members} members failed"
    return kib / 2**20


def main() -> None:
    """Print the table and draw it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    part = 10 if parser.parse_args().quick else 1
    found = []
    for scenario, most in (("teaching-six", 1_000_000), ("aleppo-2016", 100_000)):
        for members in (most // part // 16, most // part // 4, most // part):
            found.append({"scenario": scenario, "members": members, "GiB": peak_gib(scenario, members)})
            print(json.dumps(found[-1]), flush=True)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
    import altair as alt

    chart = alt.Chart(alt.Data(values=found)).mark_line(point=True).encode(
        x=alt.X("members:Q", scale=alt.Scale(type="log")), y=alt.Y("GiB:Q", title="peak memory, GiB"),
        strokeDash="scenario:N", color=alt.Color("scenario:N", scale=alt.Scale(range=["#222222", "#888888"])),
    )  # fmt: skip
    out = Path("docs/figures/memory.svg")
    chart.properties(width=420, height=220, title="Peak memory of a run by members").save(out)
    print(f"wrote {out}; required: at most 2 GiB, flat in members")


if __name__ == "__main__":
    main()
