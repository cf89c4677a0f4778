"""Shares, their error and quantiles of the end day, against hand counts."""

import math

import numpy as np
import pytest
import xarray as xr

from corridor.analysis.endings import days_to_end, endings, share


def _summary(by_day: list[list[int]], open_at_end: int) -> xr.Dataset:
    counts = np.array(by_day)
    totals = counts.sum(axis=1)
    totals[0] += open_at_end
    return xr.Dataset(
        {
            "members": int(totals.sum()),
            "ending_members": ("ending", totals),
            "ending_day_members": (("ending", "day"), counts),
        },
        coords={"ending": ["open", "collapse"]},
    )


def test_the_error_is_that_of_a_share_and_never_zero() -> None:
    half = share(5000, 10000)
    assert half.value == 0.5
    assert half.error == pytest.approx(math.sqrt(0.25 / 10000), rel=1e-3)
    assert share(0, 100).error > 0 and share(0, 100).value == 0


def test_days_to_end_counts_all_members_and_says_beyond() -> None:
    # 10 members: two end on day 1, three on day 3, five never
    summary = _summary([[0, 0, 0, 0], [0, 2, 0, 3]], open_at_end=5)
    assert days_to_end(summary, (0.1, 0.5, 0.6)) == [1, 3, None]
    assert endings(summary)["collapse"].value == 0.5
