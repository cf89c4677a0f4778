"""From a tally to a labelled summary: an xarray Dataset with named axes, units and sources."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import xarray as xr

from corridor.engine.record import CODE, SERIES
from corridor.ensemble.sketch import Scale, quantile
from corridor.ensemble.talks_summary import talks_summary
from corridor.ensemble.tally import SUDDEN_DAYS, SUDDEN_SHARE, Tally
from corridor.ensemble.total import Total
from corridor.model.state import CAUSES, ENDINGS, FULLY, STATUSES
from corridor.scenario.schema import Scenario

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def dates(scenario: Scenario, days: int) -> Any:
    """The calendar day of each day number, as an array of datetime64."""
    start = np.datetime64(scenario.period.start.isoformat(), "D")
    return (start + np.arange(days)).astype("datetime64[ns]")


def day_of(scenario: Scenario, date: datetime.date) -> int:
    """Day number of a calendar day; negative before the start."""
    return (date - scenario.period.start).days


def _zones(scenario: Scenario) -> dict[str, Any]:
    zones = scenario.zones
    return {
        "zone": [z.id for z in zones],
        "zone_name": ("zone", [z.name for z in zones]),
        "latitude": ("zone", [z.at[0] for z in zones], {"units": "degrees_north"}),
        "longitude": ("zone", [z.at[1] for z in zones], {"units": "degrees_east"}),
        "area": ("zone", [z.area_km2 for z in zones], {"units": "km2"}),
        "pocket": ("zone", [z.pocket for z in zones], {"long_name": "zone counts as part of the pocket"}),
    }


def _fans(tally: Tally, widths: list[Scale], members: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for i, series in enumerate(SERIES):
        if series.unit == CODE:
            continue
        attrs = {"units": series.unit, "long_name": series.meaning}
        fan = np.stack([quantile(tally.bins[:, i], widths[i], q) for q in QUANTILES])
        found[series.name] = (("quantile", "day"), fan, attrs)
        mean = tally.sums[:, i] / max(members, 1)
        found[f"{series.name}_mean"] = (("day",), mean, attrs | {"long_name": f"mean: {series.meaning}"})
    return found


def _shares(tally: Tally, days: int, members: int) -> dict[str, Any]:
    some = max(members, 1)
    by_then = np.cumsum(tally.changed[:, :days], axis=1).T

    def share(meaning: str) -> dict[str, str]:
        return {"units": "1", "long_name": meaning}

    endings, by_day = tally.ending_days.sum(axis=1), tally.ending_days[:, :days]
    steep = f"members that lost {SUDDEN_SHARE:.0%} of the pocket within {SUDDEN_DAYS} days, by main cause"
    changed = f"probability that the zone has changed hands ({FULLY:.0%} of it) by the day"
    return {
        "members": ((), members, share("members counted")),
        "ending_members": (("ending",), endings, share("members by ending")),
        "ending_day_members": (("ending", "day"), by_day, share("members that ended so on a day")),
        "status_members": (("status",), tally.statuses, share("members by numerical status")),
        "zone_taken": (
            ("day", "zone"),
            tally.taken / some,
            share("probability that the besieger holds most of it"),
        ),
        "zone_changed": (("day", "zone"), by_then / some, share(changed)),
        "sudden_members": (("cause",), tally.sudden, share(steep)),
    }


def summary(total: Total, widths: list[Scale], scenario: Scenario, about: dict[str, Any]) -> xr.Dataset:
    """The summary of a run.

    Args:
        total: sums over its members.
        widths: bins of each figure.
        scenario: that was run.
        about: seed, versions and the like, for the attributes.

    Returns:
        Variables over day, date, zone, ending, status, cause and quantile, where there are plans also over plan,
        provision, party, type, view and group; each has ``units`` and ``long_name``.
    """
    tally = total.war
    days, members = len(tally.sums), int(tally.members)
    talks, names = talks_summary(total.talks, members, scenario, QUANTILES)
    return xr.Dataset(
        _shares(tally, days, members) | _fans(tally, widths, members) | talks,
        coords={
            "day": np.arange(days),
            "date": ("day", dates(scenario, days)),
            "quantile": list(QUANTILES),
            "ending": list(ENDINGS),
            "status": list(STATUSES),
            "cause": list(CAUSES),
            **_zones(scenario),
            **names,
        },
        attrs={"title": scenario.meta.title, "scenario": scenario.meta.id, "Conventions": "CF-1.10"} | about,
    )
