"""The reduced siege in C with OpenMP: siege.c, compiled when it is first asked for."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from reduced.numbers import DAYS, NUMBERS, Outcome

LANES = 16
SOURCE = Path(__file__).with_name("siege.c")
FLAGS = ("-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC")


class _Numbers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_float) for name in NUMBERS._fields]


def missing() -> str | None:
    """Why this implementation can't run here, or None."""
    return None if shutil.which("gcc") else "no gcc on this machine"


@cache
def library() -> ctypes.CDLL:
    """The compiled C."""
    folder = Path(tempfile.mkdtemp(prefix="corridor-bench-"))
    out = folder / "siege.so"
    done = subprocess.run(["gcc", *FLAGS, str(SOURCE), "-o", str(out), "-lm"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"gcc can't compile {SOURCE.name}:\n{done.stderr}")
    found = ctypes.CDLL(str(out))
    shutil.rmtree(folder)  # the library stays loaded
    return found


def simulate(members: int, seed: int) -> Outcome:
    """Run ``members`` of the reduced siege on all processors."""
    full = -(-members // LANES) * LANES
    out = np.empty((full, 4), np.float32)
    library().simulate(
        ctypes.byref(_Numbers(*NUMBERS)),
        ctypes.c_uint64(seed),
        ctypes.c_long(full),
        ctypes.c_int(DAYS),
        out.ctypes.data_as(ctypes.c_void_p),
    )
    return Outcome(*out[:members].T)
