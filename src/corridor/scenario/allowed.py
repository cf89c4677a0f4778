"""What may stand at a place of a scenario file, in words: for error messages and the reference page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic.fields import FieldInfo

from corridor.scenario.fields import Spot, bare, by_kind, choices, is_mapping, item_of, section_of
from corridor.scenario.quantity import Meaning, Quantity, digits, meaning_of

_PLAIN = {int: "a whole number", float: "a number", bool: "true or false", str: "text", datetime.date: "a date"}


def expected(spot: Spot) -> str:
    """What may stand here, with its range, e.g. ``a number, 0 to 1``."""
    annotation = spot.annotation
    meaning = meaning_of(spot.field) if spot.field else None
    if meaning is not None:
        return f"a quantity in {unit_and_range(meaning)}: {example(meaning)}"
    if section_of(annotation) is Quantity:
        return "a quantity: value, range or distribution, with unit and source"
    if by_kind(annotation):
        return "a mapping with the key kind"
    if (section := section_of(annotation)) is not None:
        return f"a mapping with the keys {', '.join(section.model_fields)}"
    if (item := item_of(annotation)) is not None:
        return _several(spot, item)
    if words := choices(annotation):
        return " or ".join(words)
    limits = constraints(spot)
    if "pattern" in limits:
        return "an id: lower-case letters, digits, - and _, at most 48"
    if limits.get("min_length"):
        return "text that is not empty"
    form = ", YYYY-MM-DD" if bare(annotation) is datetime.date else ""
    null = " or null" if spot.field and spot.field.is_required() and type(None) in get_args(annotation) else ""
    return _PLAIN.get(bare(annotation), "something else") + form + between(spot) + null


def _several(spot: Spot, item: Any) -> str:
    inner = Spot(item, None, None)
    if get_origin(bare(spot.annotation)) is tuple:
        pair = [f"number{between(Spot(member, None, None))}" for member in get_args(bare(spot.annotation))]
        return f"a pair, [{'; '.join(pair)}]"
    if is_mapping(spot.annotation):
        return "entries by id"
    words = "".join(f" or {c!r}" for c in choices(spot.annotation))
    limits = constraints(spot)
    count = [f"at least {limits['min_length']}"] if "min_length" in limits else []
    count += [f"at most {limits['max_length']}"] if "max_length" in limits else []
    what = "ids" if "pattern" in constraints(inner) else "entries"
    return f"a list of {what}{words}" + "".join(f", {c}" for c in count)


def unit_and_range(meaning: Meaning) -> str:
    """Unit and range of a quantity field, e.g. ``persons, 0 to 10,000,000``."""
    return f"{unit_text(meaning.unit)}, {digits(meaning.low)} to {digits(meaning.high)}"


def unit_text(unit: str) -> str:
    """A unit as it is written in a file: a pure number's needs quotes."""
    return '"1"' if unit == "1" else unit


def example(meaning: Meaning) -> str:
    """How a quantity of this unit is written."""
    return f"{{value: ..., unit: {unit_text(meaning.unit)}, source: ...}}"


def between(spot: Spot) -> str:
    """The range of a plain number, e.g. ``, 0 to 1``; empty if it has none."""
    limits = constraints(spot)
    low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
    above = "above " if "gt" in limits else ""
    if low is not None and high is not None:
        return f", {above}{digits(low)} to {digits(high)}"
    if low is not None:
        return f", {above or 'at least '}{digits(low)}"
    return f", at most {digits(high)}" if high is not None else ""


def constraints(spot: Spot) -> dict[str, Any]:
    """Limits declared for this place: ge, gt, le, lt, min_length, max_length, pattern."""
    found: dict[str, Any] = {}
    for limit in _metadata(spot):
        for name in ("ge", "gt", "le", "lt", "min_length", "max_length", "pattern"):
            if (value := getattr(limit, name, None)) is not None:
                found[name] = value
    return found


def _metadata(spot: Spot) -> Iterator[Any]:
    if spot.field is not None:
        yield from spot.field.metadata
    yield from _nested(spot.annotation)


def _nested(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        yield from _nested(inner)
        for item in extra:
            yield from item.metadata if isinstance(item, FieldInfo) else [item]
    elif get_origin(annotation) not in (list, tuple, dict):
        for member in get_args(annotation):
            if get_origin(member) is Annotated:
                yield from _nested(member)
