"""The table of members: one row each, with what it drew and how it ended."""

from __future__ import annotations

import numpy as np
import pandas as pd

from corridor.engine.roll import Block
from corridor.ensemble.tally import INDEX, sudden
from corridor.model.state import CAUSES, ENDINGS, STATUSES
from corridor.model.table import Table

LAST = (
    "front",
    "strength_besieger",
    "strength_besieged",
    "lost_besieger",
    "lost_besieged",
    "killed_besieger",
    "killed_besieged",
    "civilian_deaths",
    "displaced",
)
"""Recorded figures whose last value goes into the table."""


def rows(block: Block, first: int, count: int, table: Table, report_days: dict[str, int]) -> pd.DataFrame:
    """The members of one block as rows.

    Args:
        block: as the engine returned it.
        first: index of its first member.
        count: how many of its members were asked for.
        table: of the scenario; its uncertain numbers become columns named by their path.
        report_days: name and day number of each date on which the front is reported.

    Returns:
        Columns: member, ending, ending_day (-1: still open), status, the last value of each of ``LAST``,
        ``front@<date>``, the steepest three-day loss with its day and cause, and the numbers drawn.
    """
    series = np.asarray(block.series)[:, :count]
    steep = sudden(series)
    columns: dict[str, object] = {
        "member": np.arange(first, first + count, dtype=np.int64),
        "ending": pd.Categorical.from_codes(np.asarray(block.last.ending)[:count], categories=list(ENDINGS)),
        "ending_day": np.asarray(block.last.ending_day)[:count],
        "status": pd.Categorical.from_codes(np.asarray(block.last.status)[:count], categories=list(STATUSES)),
    }
    columns |= {name: series[-1, :, INDEX[name]] for name in LAST}
    columns |= {f"front@{name}": series[day, :, INDEX["front"]] for name, day in report_days.items()}
    columns |= {
        "steepest_loss": steep.share,
        "steepest_day": steep.day,
        "steepest_cause": pd.Categorical.from_codes(steep.cause, categories=list(CAUSES)),
    }
    drawn = np.asarray(block.own.drawn)[:count]
    columns |= {table.paths[i]: drawn[:, i] for i in np.flatnonzero(table.uncertain)}
    return pd.DataFrame(columns)
