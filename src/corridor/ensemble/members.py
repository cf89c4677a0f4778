"""The table of members: one row each, with what it drew and how it ended."""

from __future__ import annotations

import jax
import numpy as np
import pandas as pd

from corridor.engine.roll import Block
from corridor.ensemble.tally import INDEX, sudden
from corridor.model.state import CAUSES, ENDINGS, STATUSES
from corridor.model.table import Table
from corridor.scenario.schema import Scenario

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


def _talks(block: Block, count: int, scenario: Scenario) -> dict[str, object]:
    """What each member came to in its talks; nothing where a scenario has no plans."""
    if not scenario.plans:
        return {}
    talks = jax.tree.map(lambda x: np.asarray(x)[:count], block.last.talks)
    day = talks.accepted_day[:, : len(scenario.plans)]
    last = day.argmax(axis=1)
    who = np.arange(count)
    accepted = day[who, last] >= 0
    carried = talks.carried_day[who, last] >= np.maximum(day[who, last], 0)
    return {
        "plan_accepted": pd.Categorical.from_codes(np.where(accepted, last, -1), [plan.id for plan in scenario.plans]),
        "plan_accepted_day": day[who, last],
        "plan_carried_out": accepted & carried,
        "strike_day": talks.strike_day,
    }


def rows(
    block: Block, first: int, count: int, scenario: Scenario, table: Table, report_days: dict[str, int]
) -> pd.DataFrame:
    """The members of one block as rows.

    Args:
        block: as the engine returned it.
        first: index of its first member.
        count: how many of its members were asked for.
        scenario: that was run.
        table: of the scenario; its uncertain numbers become columns named by their path.
        report_days: name and day number of each date on which the front is reported.

    Returns:
        Columns: member, ending, ending_day (-1: still open), status, the last value of each of ``LAST``,
        ``front@<date>``, where there are plans the one accepted last, its day (-1: none), whether it was carried out
        and the day of an outside strike (-1: none), the steepest three-day loss with its day and cause, the numbers
        drawn.
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
    columns |= _talks(block, count, scenario)
    columns |= {
        "steepest_loss": steep.share,
        "steepest_day": steep.day,
        "steepest_cause": pd.Categorical.from_codes(steep.cause, categories=list(CAUSES)),
    }
    drawn = np.asarray(block.own.drawn)[:count]
    columns |= {table.paths[i]: drawn[:, i] for i in np.flatnonzero(table.uncertain)}
    return pd.DataFrame(columns)
