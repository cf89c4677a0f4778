"""One member's history as a chronicle: dated plain sentences, at most one a day and kind of event."""

from __future__ import annotations

from typing import Any

from corridor.ensemble.one import One
from corridor.report.events import Line, told
from corridor.report.siege_events import SIEGE_EVENTS, ending
from corridor.report.talks_events import TALKS_EVENTS


def story(one: One) -> list[Line]:
    """The events of a member's history, in order of date; the last line says how it ends.

    Args:
        one: the member.
    """
    history = told(one.scenario, one.evenings, one.on_record)
    tellers = (*TALKS_EVENTS, *SIEGE_EVENTS) if "plan" in history.evenings else SIEGE_EVENTS
    lines = [line for teller in tellers for line in teller(history)]
    return [*sorted(lines, key=lambda line: line.day), *ending(history)]


def printed(one: One, label: str) -> str:
    """The chronicle as text.

    Args:
        one: the member.
        label: what its parties decided by.
    """
    dated = [f"{x.date}  {x.text}{' (on record)' if x.on_record else ''}" for x in story(one)]
    return "\n".join([f"{one.scenario.meta.title}: member {one.member}", label, *dated])


def facts(one: One) -> dict[str, Any]:
    """The chronicle as plain data, for ``--json``."""
    lines = [line._asdict() | {"date": line.date.isoformat()} for line in story(one)]
    return {"scenario": one.scenario.meta.id, "member": one.member, "lines": lines}
