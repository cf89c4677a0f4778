"""Run every benchmark, one after another, and say on what machine."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = ("startup.py", "speed_aleppo.py", "speed_reduced.py", "memory.py", "magnitudes.py", "ceasefires.py")


def processor() -> str:
    """The processor's name, if the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.is_file() else []
    return next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), platform.processor())


def main() -> None:
    """Print the machine, then each script's figures."""
    names = ("corridor", "jax", "jaxlib", "numpy")
    print(f"{processor()}, {os.cpu_count()} cores; " + ", ".join(f"{n} {version(n)}" for n in names), flush=True)
    failed = []
    for script in SCRIPTS:
        if not (HERE / script).is_file():
            continue
        print(f"\n== {script}", flush=True)
        if subprocess.run([sys.executable, HERE / script], cwd=HERE.parent).returncode:
            failed.append(script)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
