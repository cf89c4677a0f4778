"""Everything that is added up over members: the war's tally and the talks'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray

from corridor.engine.roll import Block
from corridor.ensemble import talks as talks_tally
from corridor.ensemble import tally as war_tally
from corridor.ensemble.sketch import Scale
from corridor.ensemble.talks import TalksTally
from corridor.ensemble.tally import Tally
from corridor.scenario.schema import Scenario


class Total(NamedTuple):
    """Sums over members so far."""

    war: Tally
    talks: TalksTally


def empty(days: int, scenario: Scenario) -> Total:
    """No members."""
    return Total(war_tally.empty(days, len(scenario.zones)), talks_tally.empty(days, scenario))


def total(block: Block, count: int, scenario: Scenario, widths: list[Scale], free: int) -> Total:
    """What one block adds.

    Args:
        block: as the engine returned it.
        count: how many of its members were asked for (the last block may be partly padding).
        scenario: that was run.
        widths: bins of each figure.
        free: first day that is not imposed.
    """
    return Total(
        war_tally.tally(block, count, len(scenario.zones), widths),
        talks_tally.tally(block, count, scenario, free),
    )


def add(whole: Total, more: Total) -> None:
    """Add ``more`` to ``whole`` in place; call it in block order, for the sake of the floating sums."""
    war_tally.add(whole.war, more.war)
    for here, there in zip(whole.talks, more.talks, strict=True):
        here += there


def arrays(whole: Total) -> dict[str, NDArray[Any]]:
    """The arrays by name, to be saved: ``war.<name>`` and ``talks.<name>``."""
    return {f"{part}.{name}": x for part, sums in whole._asdict().items() for name, x in sums._asdict().items()}


def from_arrays(saved: Mapping[str, NDArray[Any]]) -> Total:
    """What ``arrays`` gave, put together again."""
    war = Tally(*(saved[f"war.{name}"] for name in Tally._fields))
    return Total(war, TalksTally(*(saved[f"talks.{name}"] for name in TalksTally._fields)))
