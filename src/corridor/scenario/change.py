"""Change numbers of a scenario by path, checked exactly like the file: ``groups.garrison.strength=900``."""

from __future__ import annotations

from typing import Any

from corridor.errors import ScenarioError, nearest
from corridor.scenario import yaml_text
from corridor.scenario.fields import TOP, Spot, bare, by_kind, child, enter, is_mapping, section_of
from corridor.scenario.load import from_data
from corridor.scenario.problems import failed
from corridor.scenario.quantity import Quantity, meaning_of
from corridor.scenario.schema import Scenario
from corridor.scenario.written import plain

WHERE = "--set"
BY_USER = "judgement: set by the user"
_BESIDE = ("unit", "source", "published", "note")
"""Keys of a quantity that leave its number as it is."""
_FORMS = ("value", "range", "distribution")
"""Keys of a quantity that put a number of another form in place of the old one."""


def apply(scenario: Scenario, changes: list[str]) -> Scenario:
    """A scenario with some of its values changed.

    Args:
        scenario: the scenario to start from; it is left as it is.
        changes: each ``path=value``. The path is dotted; an entry of a list is named by its id or its position from 0.
            The value is YAML. A number, or ``[low, high]``, set on a quantity takes the field's unit and the source
            "judgement: set by the user"; so does a quantity of which one number is changed.

    Raises:
        ScenarioError: with every change that names no valid place, or every problem of the changed scenario.
    """
    data = plain(scenario)
    problems = []
    for change in changes:
        try:
            _set(data, change)
        except ScenarioError as error:
            problems += error.problems
    if problems:
        raise failed(problems)
    return from_data(data, WHERE)


def _set(data: dict[str, Any], change: str) -> None:
    """Make one change in plain data."""
    name, equals, text = change.partition("=")
    if not equals or not name.strip():
        raise ScenarioError(f"{WHERE}: got {change!r}; expected path=value, e.g. groups.garrison.strength=900")
    words = name.strip().split(".")
    spot: Spot = TOP
    here: Any = data
    for i, word in enumerate(words[:-1]):
        step = _step(spot, here, word, ".".join(words[: i + 1]))
        spot, below = enter(spot, step, here), child(here, step)
        if below is None:
            below = here[step] = {}  # an optional section that the scenario leaves out
        here = below
    step = _step(spot, here, words[-1], ".".join(words))
    if section_of(spot.annotation) is Quantity and step not in _BESIDE:
        if step in _FORMS:
            here = _keep(here, "unit")
        here["source"] = BY_USER
    here[step] = _value(enter(spot, step, here), text, f"{WHERE} {name.strip()}")


def _keep(content: dict[str, Any], key: str) -> dict[str, Any]:
    """The same mapping with one key left."""
    for other in set(content) - {key}:
        del content[other]
    return content


def _step(spot: Spot, here: Any, word: str, path: str) -> str | int:
    """The key or position that a word of a path means.

    Raises:
        ScenarioError: there is no such key, id or position.
    """
    if isinstance(here, list):
        ids = [row["id"] for row in here if isinstance(row, dict) and "id" in row]
        if word in ids:
            return ids.index(word)
        if word.isdecimal() and int(word) < len(here):
            return int(word)
        places = f"no entry has this id{nearest(word, ids)}" if ids else f"expected a position, 0 to {len(here) - 1}"
        raise ScenarioError(f"{WHERE}: {path}: {places}")
    if is_mapping(spot.annotation):
        return word
    section = by_kind(spot.annotation).get(str(child(here, "kind"))) or section_of(spot.annotation)
    if section is None:
        raise ScenarioError(f"{WHERE}: {path}: a plain value stands here; it has no {word!r}")
    if word not in section.model_fields:
        raise ScenarioError(f"{WHERE}: {path}: unknown key{nearest(word, section.model_fields)}")
    return word


def _value(spot: Spot, text: str, where: str) -> Any:
    """The value to set; a bare number or pair on a quantity becomes a quantity, and a text needs no quotes."""
    if bare(spot.annotation) is str:
        return _text(text, where)
    value = yaml_text.parse(text, where).data
    meaning = meaning_of(spot.field) if spot.field else None
    if meaning is None:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"value": value, "unit": meaning.unit, "source": BY_USER}
    if isinstance(value, list):
        return {"range": value, "unit": meaning.unit, "source": BY_USER}
    return value


def _text(text: str, where: str) -> str | None:
    """A text as YAML if it is one there (in quotes, or null), else as it stands: ``judgement: why`` is no mapping."""
    try:
        value = yaml_text.parse(text, where).data
    except ScenarioError:
        return text.strip()
    return value if value is None or isinstance(value, str) else text.strip()
