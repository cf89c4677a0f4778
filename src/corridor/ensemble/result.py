"""A finished or partial run, in memory or read back from its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import xarray as xr

from corridor.ensemble.store import KEPT, SCENARIO, SUMMARY, read_about, read_members
from corridor.errors import RunError
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario


class Run(NamedTuple):
    """What a run left: summary, members, kept sample, and what it was."""

    scenario: Scenario
    summary: xr.Dataset
    """Probabilities, fans and counts over named axes, with units."""
    members: pd.DataFrame
    """One row a member; empty if the run wrote them to its folder only."""
    trajectories: xr.Dataset
    """Every evening of the kept members."""
    about: dict[str, Any]
    """Seed, versions, what was imposed, how far it got."""
    folder: Path | None

    @property
    def complete(self) -> bool:
        """Whether every member asked for was run."""
        return bool(self.about["complete"])

    @property
    def optimism(self) -> pd.DataFrame:
        """Mutual optimism by date: what both camps' principals expect for their own camp, less what there is to share.

        Quantiles over members that go on without a negotiated plan, in shares of the pocket. Empty where parties did
        not decide by foresight, or the fit was not measured.
        """
        found = self.about.get("expectations", {}).get("ripeness", {}).get("foresight", {})
        dates = pd.DatetimeIndex(found.get("dates", []), name="date")
        return pd.DataFrame(found.get("optimism", []), index=dates, columns=["10%", "50%", "90%"], dtype=float)


def open_run(folder: str | Path) -> Run:
    """Read a run folder back.

    Raises:
        RunError: it is no run folder, of another format, or nothing was finished in it.
    """
    path = Path(folder)
    about = read_about(path)
    if not (path / SUMMARY).is_file():
        raise RunError(
            f"{path}: the run has no summary yet (cut off before its first chunk?); --resume goes on with it"
        )
    return Run(
        scenario=load(path / SCENARIO),
        summary=xr.load_dataset(path / SUMMARY, engine="h5netcdf"),
        members=read_members(path),
        trajectories=xr.open_zarr(path / KEPT, consolidated=True),
        about=about,
        folder=path,
    )
