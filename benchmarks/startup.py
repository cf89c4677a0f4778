"""Seconds until the command line answers: ``corridor --help``, and the first table of the Aleppo scenario."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time


def spent(*words: str) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "corridor", *words], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print both figures beside what is required."""
    helped = [spent("--help") for _ in range(10)]
    print(f"corridor --help: median {statistics.median(helped):.2f} s of 10, required < 0.5 s")
    with tempfile.TemporaryDirectory() as folder:
        first = spent("run", "aleppo-2016", "--out", f"{folder}/run")
    print(f"corridor run aleppo-2016, default members, to its table: {first:.1f} s, required < 90 s")


if __name__ == "__main__":
    main()
