"""The random scenarios are what they promise: in one piece, of the sizes asked for, of every form of quantity."""

import networkx
from hypothesis import given, settings

from corridor.scenario.schema import Scenario
from corridor.scenario.sources import figures
from properties.strategies import scenarios


@given(scenarios(min_zones=3, max_zones=5, min_groups=3, max_groups=4))
def test_sizes_and_connection(scenario: Scenario):
    assert 3 <= len(scenario.zones) <= 5 and 3 <= len(scenario.groups) <= 4
    graph = networkx.Graph((zone.id, other) for zone in scenario.zones for other in zone.neighbours)
    assert networkx.is_connected(graph) and len(graph) == len(scenario.zones)


def forms(scenario: Scenario) -> set[str | None]:
    return {
        f.quantity.distribution or ("value" if f.quantity.value is not None else "range") for f in figures(scenario)
    }


def test_every_form_every_event_and_large_ones_come_up():
    seen: set[str | None] = set()
    sizes: list[tuple[int, int]] = []

    @settings(max_examples=80, database=None, derandomize=True)
    @given(scenarios())
    def collect(scenario: Scenario) -> None:
        own = scenario.model_copy(update={"parameters": None})
        seen.update(forms(own), (entry.kind for entry in scenario.timeline))
        sizes.append((len(scenario.zones), len(scenario.groups)))

    collect()
    assert seen >= {"value", "range", "uniform", "loguniform", "triangular", "normal", "lognormal"}
    assert seen >= {"offensive", "bombardment", "truce", "exit", "route", "arrival", "control"}
    assert seen >= {"plan", "channel", "calendar", "deployment", "strike"}
    assert max(zones for zones, _ in sizes) >= 30 and max(groups for _, groups in sizes) == 6
