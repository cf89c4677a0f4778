"""Where the figures of a scenario come from, and whether each source named is one that the scenario lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from corridor.errors import nearest
from corridor.scenario.fields import KeyPath
from corridor.scenario.problems import Problem
from corridor.scenario.quantity import JUDGEMENT, Quantity
from corridor.scenario.schema import Scenario


class Figure(NamedTuple):
    """A quantity of a scenario and where it stands."""

    path: KeyPath
    """Keys and positions from the top."""
    quantity: Quantity
    """The number, with unit and source."""
    default: bool
    """Whether it is the format's default, not the scenario's own."""


def figures(part: Any, path: KeyPath = ()) -> Iterator[Figure]:
    """Every quantity of a scenario, defaults included, in the order of the format.

    Args:
        part: a scenario or a part of one.
        path: where the part stands.
    """
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if isinstance(value, Quantity):
                yield Figure((*path, name), value, value == field.default)
            else:
                yield from figures(value, (*path, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from figures(value, (*path, key))
    elif isinstance(part, list | tuple):
        for i, value in enumerate(part):
            yield from figures(value, (*path, i))


def sources_are_named(scenario: Scenario) -> Iterator[Problem]:
    """Every source is an id of ``sources`` or a judgement that says why; the format's defaults carry their own."""
    named: list[tuple[KeyPath, str]] = [
        ((*f.path, "source"), f.quantity.source) for f in figures(scenario) if not f.default
    ]
    columns = type(scenario.zone_sources).model_fields
    named += [(("zone_sources", column), getattr(scenario.zone_sources, column)) for column in columns]
    named += [(("timeline", i, "source"), entry.source) for i, entry in enumerate(scenario.timeline)]
    named += [(("plans", i, "source"), plan.source) for i, plan in enumerate(scenario.plans)]
    for path, source in named:
        if source in scenario.sources:
            continue
        word, colon, why = source.partition(":")
        if word.strip() != JUDGEMENT or not colon:
            hint = nearest(source, scenario.sources)
            yield Problem(path, f"got {source!r}; expected an id of sources, or 'judgement: why'{hint}")
        elif not why.strip():
            yield Problem(path, "a judgement must say why: write 'judgement: <reason>'")
