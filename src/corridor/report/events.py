"""What a chronicle is made of: dated lines, and the words in which names stand in a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import xarray as xr

from corridor.ensemble.one import OnRecord
from corridor.scenario.schema import Scenario

MOST_NAMES = 6
"""Names in a list before the rest is only counted."""
FRACTIONS = ((0.1, "a tenth"), (0.25, "a quarter"), (0.5, "half"), (0.75, "three quarters"), (0.9, "nine tenths"))


class Line(NamedTuple):
    """One sentence of a chronicle."""

    day: int
    date: datetime.date
    kind: str
    """What kind of event; at most one line a day and kind."""
    text: str
    on_record: bool
    """Imposed from the record."""


class Told(NamedTuple):
    """The history that is told."""

    scenario: Scenario
    evenings: dict[str, np.ndarray]
    """Every evening up to the end, [day, ...] by name: see ``ensemble.trajectories``."""
    on_record: OnRecord

    @property
    def days(self) -> int:
        """How many evenings there are."""
        return len(self.evenings["ending"])

    def line(self, day: int, kind: str, text: str, on_record: Any = False) -> Line:
        """A line with its date."""
        date = self.scenario.period.start + datetime.timedelta(days=day)
        return Line(day, date, kind, text, bool(on_record))


def told(scenario: Scenario, evenings: xr.Dataset, on_record: OnRecord) -> Told:
    """One member's evenings, cut off after the day on which its siege ended.

    Args:
        scenario: that was run.
        evenings: of one member, without a member axis.
        on_record: what was imposed.
    """
    end = int(evenings.ending_day.values[-1])
    stop = end + 1 if end >= 0 else evenings.sizes["day"]
    return Told(scenario, {str(name): v.values[:stop] for name, v in evenings.data_vars.items()}, on_record)


def listed(names: Iterable[str]) -> str:
    """Names as they stand in a sentence: ``a, b and c``; a long list ends in a count."""
    every = list(names)
    if len(every) > MOST_NAMES + 1:
        return f"{', '.join(every[:MOST_NAMES])} and {len(every) - MOST_NAMES} more"
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1]))) if every else ""


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    return text[:1].upper() + text[1:] + "."


def passed(values: Sequence[float] | np.ndarray, limits: Sequence[float]) -> list[tuple[int, int]]:
    """Days on which a figure first passes one of rising limits, each with the index of the highest that it passes."""
    found, reached = [], -1
    for day, value in enumerate(values):
        now = int(np.searchsorted(limits, value, side="right")) - 1
        if now > reached:
            found.append((day, now))
            reached = now
    return found


def turns(on: Sequence[bool] | np.ndarray, before: bool) -> list[tuple[int, bool]]:
    """Days on which a flag changes, with what it changes to; ``before``: what it was on the morning of day 0."""
    flags = [before, *map(bool, on)]
    return [(day, flags[day + 1]) for day in range(len(flags) - 1) if flags[day + 1] != flags[day]]
