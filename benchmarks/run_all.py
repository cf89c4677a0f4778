"""Run every benchmark, one after another; say on what machine, and set all figures beside what is required of them."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from figures import VERDICTS, Figure, joint, read

HERE = Path(__file__).resolve().parent
SCRIPTS = ("startup.py", "speed_aleppo.py", "speed_reduced.py", "memory.py", "magnitudes.py", "foresight_games.py")
HAVE_QUICK = ("speed_aleppo.py", "memory.py")


def processor() -> str:
    """The processor's name, if the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.is_file() else []
    return next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), platform.processor())


def machine() -> str:
    """Processor, cores, system, how busy it is, and the versions that matter."""
    names = ("corridor", "jax", "jaxlib", "numpy")
    busy = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return (f"{processor()}, {os.cpu_count()} cores, {busy}; {platform.system()}, Python {platform.python_version()}, "
            + ", ".join(f"{n} {version(n)}" for n in names))  # fmt: skip


def run(script: str, *options: str) -> tuple[int, list[Figure]]:
    """Run one script, passing on what it prints; its exit code and its figures."""
    found = []
    command = [sys.executable, HERE / script, *options]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            if figure := read(line):
                found.append(figure)
    return child.returncode, found


def main() -> None:
    """Print the machine, each script's figures, then all of them in one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave the cost curves out, a tenth of the memory runs")
    quick = parser.parse_args().quick
    print(machine(), flush=True)
    figures, failed = [], []
    for script in SCRIPTS:
        print(f"\n== {script}", flush=True)
        code, found = run(script, *(["--quick"] if quick and script in HAVE_QUICK else []))
        figures += found
        if code and not any(figure.verdict == VERDICTS[False] for figure in found):
            failed.append(script)
    print(f"\n{machine()}\n{joint(figures)}")
    missed = [figure.name for figure in figures if figure.verdict == VERDICTS[False]]
    sys.exit("; ".join(f"{what}: {', '.join(of)}" for what, of in (("missed", missed), ("failed", failed)) if of) or 0)


if __name__ == "__main__":
    main()
