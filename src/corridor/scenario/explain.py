"""The validator's findings as problems: what was given, what is allowed, what was perhaps meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from corridor.errors import nearest
from corridor.scenario.allowed import expected
from corridor.scenario.fields import (
    TOP,
    KeyPath,
    Spot,
    by_kind,
    child,
    choices,
    enter,
    file_path,
    item_of,
    locate,
    section_of,
)
from corridor.scenario.problems import Problem, shown
from corridor.scenario.quantity import Quantity, meaning_of, misfit

_UNQUOTED = (bool, int, float, datetime.date)
"""What a text becomes in YAML if it looks like something else."""


def explain(error: ValidationError, data: Any) -> list[Problem]:
    """Every problem of a file that the validator refused.

    The validator tells a wrong unit or range only in a section without other faults, hence ``misfits``.

    Args:
        error: what the validator raised on ``data``.
        data: the file's content.
    """
    found = [problem for detail in error.errors(include_url=False) for problem in _one(detail, data)]
    return [*found, *misfits(TOP, data, ())]


def misfits(spot: Spot, data: Any, path: KeyPath) -> Iterator[Problem]:
    """Quantities of the wrong unit or outside the allowed range, also in sections that have other faults.

    Args:
        spot: what the format says about this place.
        data: the content here.
        path: this place.
    """
    meaning = meaning_of(spot.field) if spot.field else None
    if meaning is not None and section_of(spot.annotation) is Quantity:
        try:
            given = Quantity.model_validate(data)
        except ValidationError:
            return  # told already
        if wrong := misfit(meaning, given):
            yield Problem((*path, *wrong.key), wrong.text)
        return
    for step in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield from misfits(enter(spot, step, data), child(data, step), (*path, step))


def _one(detail: ErrorDetails, data: Any) -> Iterator[Problem]:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx") or {}
    path = file_path(detail["loc"], data)
    spot = locate(path, data)
    if kind == "misfit" or _said_better(detail):
        return
    if kind == "extra_forbidden":
        yield Problem(path, "unknown key" + _known_keys(path, given, data))
    elif kind == "missing":
        yield Problem(path, f"missing; expected {expected(spot)}")
    elif kind.startswith("union_tag"):
        tag = child(given, "kind")
        got = "missing" if tag is None else f"got {shown(tag)}"
        yield Problem((*path, "kind"), f"{got}; {_one_of(tag, list(by_kind(spot.annotation)))}")
    elif kind == "value_error":
        yield Problem(path, str(context.get("error", detail["msg"])))
    else:
        got = f"{context['actual_length']} entries" if kind in ("too_short", "too_long") else shown(given)
        allowed = [] if item_of(spot.annotation) else choices(spot.annotation)
        wanted = _one_of(given, allowed) if allowed else f"expected {expected(spot)}"
        wanted += ", finite" if kind == "finite_number" else ""
        wanted += "; put it in quotes" if kind == "string_type" and isinstance(given, _UNQUOTED) else ""
        yield Problem(path, f"got {got}; {wanted}")


def _said_better(detail: ErrorDetails) -> bool:
    """Whether another finding tells more: a list was given where a word may stand too, so its items are at fault."""
    return detail["type"] == "literal_error" and isinstance(detail["input"], list)


def _one_of(given: Any, allowed: list[str]) -> str:
    close = nearest(given, allowed) if isinstance(given, str) else ""
    return f"allowed: {', '.join(allowed)}" + (close if "did you mean" in close else "")


def _known_keys(path: KeyPath, given: Any, data: Any) -> str:
    """The nearest key that the section takes and the file doesn't have yet, or all of those."""
    key, parent = str(path[-1]), locate(path[:-1], data)
    for step in path[:-1]:
        data = child(data, step)
    if given is None and " " in key:
        return "; a text that holds a comma must stand in quotes inside { }"
    section = by_kind(parent.annotation).get(str(child(data, "kind"))) or section_of(parent.annotation)
    return nearest(key, [name for name in section.model_fields if name not in data]) if section else ""
