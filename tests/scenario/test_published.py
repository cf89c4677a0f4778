"""The JSON Schema holds what the loader holds, as far as a schema can."""

import copy
import datetime
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from corridor.scenario import fields, yaml_text
from corridor.scenario.load import json_schema, library, library_path, load
from corridor.scenario.quantity import meaning_of
from corridor.scenario.schema import Scenario
from corridor.scenario.written import plain
from properties.strategies import scenarios

VALIDATOR = jsonschema.Draft202012Validator(json_schema(), format_checker=jsonschema.FormatChecker())


def as_json(data: Any) -> Any:
    """As an editor sees the file: dates are texts."""
    return json.loads(json.dumps(data, default=datetime.date.isoformat))


def faults(data: Any) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(as_json(data))]


def file_data(name: str) -> Any:
    path = library_path(name)
    return yaml_text.parse(yaml_text.read(path), str(path)).data


def test_is_a_schema_that_names_itself():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] and schema["$id"] and json.dumps(schema)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", library())
def test_library_files_are_valid(name: str):
    assert faults(file_data(name)) == []


@given(scenarios(max_zones=5))
def test_what_the_loader_takes_is_valid(scenario: Scenario):
    assert faults(plain(scenario)) == []


@pytest.mark.parametrize(
    ("where", "value", "path"),
    [
        (("groups", 0, "strength", "unit"), "kg", "$.groups[0].strength.unit"),
        (("groups", 0, "strength", "range"), [1, 1e9], "$.groups[0].strength.range[1]"),
        (("depots", 1, "stock", "value"), -1, "$.depots[1].stock.value"),
        (("zones", 0, "held"), 2, "$.zones[0].held"),
        (("zones", 0, "colour"), "red", "$.zones[0]"),
        (("timeline", 0, "camp"), "other", "$.timeline[0]"),
        (("period", "start"), "yesterday", "$.period.start"),
    ],
)
def test_an_editor_marks_faults(where: tuple[str | int, ...], value: object, path: str):
    data = copy.deepcopy(file_data("teaching-six"))
    holder = data
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = value
    assert path in faults(data)


def test_pure_numbers_and_geography():
    data = file_data("teaching-six")
    data["groups"][0]["quality"]["unit"] = 1
    for key in ("at", "area_km2", "neighbours"):
        del data["zones"][0][key]
    assert faults(data) == []


def test_every_quantity_has_its_unit_range_default_and_meaning_in_the_schema():
    schema = json_schema()
    seen = 0
    for section in sections(Scenario):
        published = schema if section is Scenario else schema["$defs"][section.__name__]
        for name, field in section.model_fields.items():
            if (meaning := meaning_of(field)) is None:
                continue
            entry = published["properties"][name]
            seen += 1
            assert entry["quantity"] == meaning._asdict()
            assert meaning.unit in entry["description"]
            assert ("default" in entry) == (not field.is_required())
            if entry.get("default") is not None:  # else left out: the meaning says what then holds
                assert entry["default"]["unit"] == meaning.unit and entry["default"]["source"]
    assert seen > 50


def sections(top: Any) -> list[Any]:
    """Every section of the format."""
    found: list[Any] = []
    waiting = [top]
    while waiting:
        annotation = waiting.pop()
        inner = fields.section_of(annotation)
        for section in [inner] if inner else fields.by_kind(annotation).values():
            if section not in found:
                found.append(section)
                waiting += [field.annotation for field in section.model_fields.values()]
        if (item := fields.item_of(annotation)) is not None:
            waiting.append(item)
    return found


def test_defaults_are_what_a_scenario_without_parameters_gets():
    default = json_schema()["$defs"]["EndingParameters"]["properties"]["relief_open"]["default"]
    assert load("teaching-six").parameters.ending.relief_open.value == default["value"]
