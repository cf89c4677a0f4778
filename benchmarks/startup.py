"""Seconds until the command line answers: ``corridor --help``, and the first table of the Aleppo scenario."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

from figures import show

HELP, TABLE = 0.5, 90.0
"""Seconds allowed."""


def spent(*words: str) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "corridor", *words], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print both figures beside what is required."""
    helped = [spent("--help") for _ in range(10)]
    median = statistics.median(helped)
    good = show("corridor --help", f"< {HELP} s", f"{median:.2f} s, median of 10", median < HELP)
    with tempfile.TemporaryDirectory() as folder:
        first = spent("run", "aleppo-2016", "--out", f"{folder}/run")
    good &= show("corridor run aleppo-2016 to its table", f"< {TABLE:.0f} s", f"{first:.1f} s", first < TABLE)
    sys.exit(0 if good else "a required figure is missed")


if __name__ == "__main__":
    main()
