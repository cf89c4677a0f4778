"""What is written loads back equal."""

import datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corridor.scenario import yaml_text
from corridor.scenario.load import dump, from_data, library, load
from corridor.scenario.schema import Scenario
from properties.strategies import scenarios


def back(text: str) -> Scenario:
    return from_data(*yaml_text.parse(text, "dumped")[:1], "dumped")


@pytest.mark.parametrize("name", library())
def test_library_survives(name: str):
    assert back(dump(load(name))) == load(name)


@given(scenarios(max_zones=8))
def test_any_scenario_survives(scenario: Scenario):
    text = dump(scenario)
    assert back(text) == scenario
    assert dump(back(text)) == text


AWKWARD = [
    "1e-3",
    "010",
    "null",
    "~",
    "true",
    "no",
    "2001-03-01",
    "12:30",
    "- a",
    "a: b",
    "# x",
    "",
    " a ",
    "'",
    '"',
    "&a",
]


@given(
    st.sampled_from(AWKWARD) | st.text(max_size=40),
    st.floats(0, 1) | st.sampled_from([1e-7, 1e-300, 5e-324, 0.1 + 0.2]),
)
def test_any_text_and_any_number_survive(text: str, number: float):
    scenario = load("teaching-six")
    zone = scenario.zones[2].model_copy(update={"held": number})
    meta = scenario.meta.model_copy(update={"note": text})
    changed = scenario.model_copy(update={"meta": meta, "zones": [*scenario.zones[:2], zone, *scenario.zones[3:]]})
    read = back(dump(changed))
    assert read.meta.note == text and read.zones[2].held == number


def test_defaults_are_written_out_and_null_stays():
    data = yaml.safe_load(dump(load("teaching-six")))
    assert data["parameters"]["supply"]["rationing"]["unit"] == "1"
    assert data["period"]["start"] == datetime.date(2001, 3, 1)
    assert data["timeline"][3]["intensity"] is None, "required, and null is its value"
    assert "holder" not in data["zones"][0]
    assert all(isinstance(zone["held"], float) for zone in data["zones"]), "a YAML 1.1 reader sees numbers too"
