"""The published JSON Schema of the scenario format, for editors and other programs."""

from __future__ import annotations

from typing import Any

from corridor.scenario.schema import Scenario

GEOGRAPHY_FILLS = ("at", "area_km2", "neighbours")


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema 2020-12.

    Besides what the sections declare, it holds each quantity to its unit and range, so that an editor marks a wrong
    one. Keys that a ``geography`` file can fill are not required here; the loader requires them once it is read.
    """
    schema = Scenario.model_json_schema()
    for part in [schema, *schema["$defs"].values()]:
        for field in part.get("properties", {}).values():
            _hold_quantity(field)
    zone = schema["$defs"]["Zone"]
    zone["required"] = [key for key in zone["required"] if key not in GEOGRAPHY_FILLS]
    unit = schema["$defs"]["Quantity"]["properties"]["unit"]
    unit["type"] = ["string", "integer"]  # a pure number's unit may be written 1 or "1"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:corridor:scenario:1",
        **schema,
        "title": "Corridor scenario, version 1",
    }


def _hold_quantity(field: dict[str, Any]) -> None:
    if "quantity" not in field:
        return
    meaning = field["quantity"]
    limits = {"minimum": meaning["low"], "maximum": meaning["high"]}
    units = ["1", 1] if meaning["unit"] == "1" else [meaning["unit"]]
    field["properties"] = {
        "unit": {"enum": units},
        "value": limits,
        "range": {"items": limits},
        **{name: limits for name in ("low", "mode", "high", "mean", "median")},
    }
    if field.get("default") is not None:
        field["default"] = {key: value for key, value in field["default"].items() if value is not None}
