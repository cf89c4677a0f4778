"""Fitted expectations on disk: shipped beside a library scenario, or in the user's cache.

A file holds the answers of all observers, how the fit went, and a key: the hash of everything the fit was made from
(what the scenario says by the last known day, the settings, this format). So a fit is found again when it would come
out the same, and what a scenario says of later days than are known can't change it.
"""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corridor.errors import RunError
from corridor.foresight.regress import Answer

FORMAT = 1
"""Changes whenever fits of an older version would mean something else."""
SUFFIX = ".foresight.npz"
UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, RuntimeError, struct.error, zlib.error,
              zipfile.BadZipFile)  # fmt: skip
"""What reading a file that is no fit, or a spoilt one, may raise."""


class Foresight(NamedTuple):
    """What the parties of one scenario expect, and how that was found."""

    answers: dict[tuple[int, str], Answer]
    about: dict[str, Any]
    """key, scenario, observers, members, rounds, seed, days, known_until, settled, notes, gaps."""

    @property
    def settled(self) -> bool:
        """Whether the rounds came to a fixed point."""
        return bool(self.about["settled"])


def save(found: Foresight, path: Path) -> None:
    """Write a fit; coefficients as 32-bit numbers."""
    names = [[o, q] for o, q in found.answers]
    arrays: dict[str, Any] = {f"weight{i}": a.weight.astype(np.float32) for i, a in enumerate(found.answers.values())}
    rest = [[list(a.still), a.rows] for a in found.answers.values()]
    told = json.dumps({"format": FORMAT, "about": found.about, "names": names, "rest": rest}, sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez_compressed(part, told=np.frombuffer(told.encode(), np.uint8), **arrays)
    part.replace(path)


def load(path: Path) -> Foresight:
    """Read a fit.

    Raises:
        RunError: the file is no fit, is cut off or is of another format.
    """
    try:
        # Opened here: where an archive is cut off, numpy would leave it open.
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            told = json.loads(bytes(file["told"]))
            if told["format"] != FORMAT:
                raise RunError(f"{path}: written in format {told['format']}, this version reads {FORMAT}; fit again")
            answers = {
                (int(o), str(q)): Answer(file[f"weight{i}"], tuple(still), float(rows))
                for i, ((o, q), (still, rows)) in enumerate(zip(told["names"], told["rest"], strict=True))
            }
            return Foresight(answers, dict(told["about"]))
    except UNREADABLE as error:
        raise RunError(
            f"{path}: is not a fit of foresight, or is cut off ({type(error).__name__}); fit again"
        ) from None


def cache() -> Path:
    """Where fits are kept: ``corridor/foresight`` in the user's cache folder."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "corridor" / "foresight"


def find(key: str, shipped: Path | None = None) -> Foresight | None:
    """The fit with a key: shipped in a library folder, or from the cache; None if there is none.

    Args:
        key: see ``foresee.key``.
        shipped: folder of a library scenario.
    """
    places = [] if shipped is None else sorted(shipped.glob(f"*{SUFFIX}"))
    for path in [*places, cache() / f"{key}{SUFFIX}"]:
        if path.is_file():
            found = load(path)
            if found.about["key"] == key:
                return found
    return None
