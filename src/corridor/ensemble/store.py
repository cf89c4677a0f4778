"""The run folder: written chunk by chunk, readable at any time, resumed bit for bit.

``run.json`` (what was run, how far), ``scenario.yaml`` (as run), ``summary.nc`` (NetCDF), ``members.parquet/`` (one
part a chunk), ``trajectories.zarr`` (the kept sample), ``tally.npz`` (what a resumed run goes on from).
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from corridor.ensemble.total import Total, arrays, from_arrays
from corridor.errors import RunError
from corridor.scenario.load import dump
from corridor.scenario.schema import Scenario

FORMAT = 2
RUN, SCENARIO, SUMMARY, MEMBERS, KEPT, TALLY = (
    "run.json", "scenario.yaml", "summary.nc", "members.parquet", "trajectories.zarr", "tally.npz",
)  # fmt: skip


def _replace(path: Path, write: Any) -> None:
    """Write beside and move into place, so that a cut-off write never leaves half a file."""
    beside = path.with_name(f".{path.name}.new")
    write(beside)
    os.replace(beside, path)


def read_about(folder: Path) -> dict[str, Any]:
    """The ``run.json`` of a run folder.

    Raises:
        RunError: it is no run folder, or one of another format.
    """
    path = folder / RUN
    if not path.is_file():
        raise RunError(f"{folder}: not a run folder (it has no {RUN})")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise RunError(f"{path}: can't be read ({error})") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        got = found.get("format") if isinstance(found, dict) else None
        raise RunError(f"{path}: got run format {got!r}, this version reads {FORMAT}")
    return found


class Store:
    """One run folder, open for writing."""

    def __init__(self, folder: Path, facts: dict[str, Any], scenario: Scenario) -> None:
        self.folder = folder
        self._facts = facts
        self._scenario = scenario

    def create(self, force: bool) -> None:
        """Make the folder.

        Raises:
            RunError: it exists and ``force`` is not set, or it is in use for something else.
        """
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            if not (self.folder / RUN).is_file():
                raise RunError(
                    f"{self.folder}: is there and is no run folder; nothing was changed. Choose another --out"
                )
            if not force:
                raise RunError(f"{self.folder}: a run is there already; nothing was changed. Choose another --out, "
                               "or --force to replace it, or --resume to go on with it")  # fmt: skip
            shutil.rmtree(self.folder)
        try:
            (self.folder / MEMBERS).mkdir(parents=True)
        except OSError as error:
            raise RunError(f"{self.folder}: can't be made ({error.strerror})") from None
        # The ledger stays with its scenario: a run does not read it, and a copy without it must load by itself.
        as_run = self._scenario.model_copy(update={"evidence": None})
        (self.folder / SCENARIO).write_text(dump(as_run), encoding="utf-8")
        self._write_about(0, False, 0.0)

    def resume(self) -> tuple[int, Total | None]:
        """Where an interrupted run stands.

        Returns:
            Blocks done, and their tally (None if none are).

        Raises:
            RunError: no run is there, or it is another run than the one asked for.
        """
        found = read_about(self.folder)
        if found["fingerprint"] != self._facts["fingerprint"]:
            differs = [k for k in self._facts if k != "fingerprint" and found.get(k) != self._facts[k]]
            raise RunError(f"{self.folder}: can't be resumed, it is another run ({', '.join(differs)} differ); "
                           "nothing was changed")  # fmt: skip
        if not found["blocks_done"]:
            return 0, None
        with np.load(self.folder / TALLY) as saved:
            return int(found["blocks_done"]), from_arrays(saved)

    def checkpoint(self, rows: list[pd.DataFrame], first: int, done: int, total: Total, seconds: float) -> None:
        """Write a chunk: the members of blocks ``first`` to ``done - 1``, then the tally, then how far it got.

        The order matters: if it is cut off in between, ``run.json`` still names the state before the chunk, and the
        part file is written again under the same name.
        """
        if rows:
            part = self.folder / MEMBERS / f"part-{first:07d}.parquet"
            _replace(part, pd.concat(rows, ignore_index=True).to_parquet)
        beside = self.folder / f".{TALLY}.new.npz"
        np.savez(beside, allow_pickle=False, **arrays(total))
        os.replace(beside, self.folder / TALLY)
        self._write_about(done, False, seconds)

    def finish(self, summary: xr.Dataset, kept: xr.Dataset, done: int, complete: bool, seconds: float) -> None:
        """Write the summary and the kept sample; mark the run as complete or partial."""
        _replace(self.folder / SUMMARY, lambda path: summary.to_netcdf(path, engine="h5netcdf"))
        shutil.rmtree(self.folder / KEPT, ignore_errors=True)
        kept.to_zarr(self.folder / KEPT, mode="w", consolidated=True, zarr_format=2)
        self._write_about(done, complete, seconds)

    def _write_about(self, done: int, complete: bool, seconds: float) -> None:
        text = json.dumps(
            {"format": FORMAT, **self._facts, "blocks_done": done, "complete": complete, "seconds": round(seconds, 3)},
            indent=1,
        )
        _replace(self.folder / RUN, lambda path: path.write_text(text + "\n", encoding="utf-8"))


def read_members(folder: Path) -> pd.DataFrame:
    """The member table of a run folder."""
    parts = sorted((folder / MEMBERS).glob("part-*.parquet"))
    if not parts:
        raise RunError(f"{folder}: no members are there yet")
    return pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)
