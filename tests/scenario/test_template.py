"""The template loads as written, shows every section, and never overwrites."""

from pathlib import Path

import pytest

from corridor.errors import ScenarioError
from corridor.scenario import template
from corridor.scenario.kinds import Kind
from corridor.scenario.load import load
from corridor.scenario.parties import Account, Channel, Faction, Party, Payoff, Sponsor, Types
from corridor.scenario.plans import Plan, Provision
from corridor.scenario.schema import Civilians, Depot, Group, Meta, Questions, Replacement, Route, Scenario, Zone
from corridor.scenario.timeline import (
    ArrivalEntry,
    BombardmentEntry,
    CalendarEntry,
    ChannelEntry,
    ControlEntry,
    DeploymentEntry,
    ExitEntry,
    IncidentEntry,
    OffensiveEntry,
    PlanEntry,
    ProvisionEntry,
    RouteEntry,
    StrikeEntry,
)


@pytest.mark.parametrize("name", ["my-case", "x", "2001", "true", "2001-03-01", "1e5", "a" * 48])
def test_written_scenario_loads_under_its_name(tmp_path: Path, name: str):
    path = template.write(name, tmp_path)
    assert path == tmp_path / name / "scenario.yaml"
    assert load(path).meta.id == name
    assert template.PLACEHOLDER not in path.read_text(encoding="utf-8")


def test_nothing_is_written_over(tmp_path: Path):
    path = template.write("my-case", tmp_path)
    path.write_text("mine")
    with pytest.raises(ScenarioError, match="exists already"):
        template.write("my-case", tmp_path)
    assert path.read_text() == "mine"


def test_folder_may_exist_without_a_scenario(tmp_path: Path):
    (tmp_path / "my-case").mkdir()
    assert template.write("my-case", tmp_path).exists()


@pytest.mark.parametrize("name", ["", "My Case", "../up", "a/b", ".", "a" * 49, "-a", "é"])
def test_names_that_are_no_ids(tmp_path: Path, name: str):
    with pytest.raises(ScenarioError, match="no scenario can have this name"):
        template.write(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_can_not_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ScenarioError, match="can't be written"):
        template.write("my-case", tmp_path / "file")


SECTIONS = [
    Scenario,
    Meta,
    Zone,
    Depot,
    Route,
    Group,
    Replacement,
    Civilians,
    Questions,
    Party,
    Faction,
    Types,
    Payoff,
    Sponsor,
    Channel,
    Kind,
    Plan,
    Provision,
]
EVENTS = [OffensiveEntry, BombardmentEntry, ExitEntry, RouteEntry, ArrivalEntry, ControlEntry]
TALKS = [PlanEntry, ProvisionEntry, ChannelEntry, CalendarEntry, DeploymentEntry, StrikeEntry, IncidentEntry]


@pytest.mark.parametrize("section", [*SECTIONS, *EVENTS, *TALKS, Account])
def test_template_shows_every_key(section):
    text = template.TEMPLATE.read_text(encoding="utf-8")
    assert not [key for key in section.model_fields if f"{key}:" not in text]
