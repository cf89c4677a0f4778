"""``path=value`` changes one value, and the result is checked like the file."""

import datetime

import pytest

from corridor.errors import ScenarioError
from corridor.scenario.change import apply
from corridor.scenario.load import load
from corridor.scenario.quantity import Quantity
from corridor.scenario.schema import Scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("teaching-six")


def told(scenario: Scenario, *changes: str) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        apply(scenario, list(changes))
    return error.value.problems


BY_USER = "judgement: set by the user"


def test_nothing_changed_is_equal(scenario: Scenario):
    assert apply(scenario, []) == scenario


@pytest.mark.parametrize(
    "path", ["groups.town-guard.strength", "groups.0.strength", "groups.town-guard.strength.value"]
)
def test_number_on_a_quantity_takes_the_fields_unit(scenario: Scenario, path: str):
    changed = apply(scenario, [f"{path}=900"])
    assert changed.groups[0].strength == Quantity(value=900, unit="persons", source=BY_USER)
    assert changed.groups[1:] == scenario.groups[1:], "nothing else changes"
    assert scenario.groups[0].strength.range == (700, 900), "the scenario given stays as it is"


def test_pair_on_a_quantity_is_a_range(scenario: Scenario):
    changed = apply(scenario, ["parameters.assault.tempo_calm=[0.1, 0.3]"])
    assert changed.parameters.assault.tempo_calm == Quantity(range=(0.1, 0.3), unit="1", source=BY_USER)


def test_whole_quantity(scenario: Scenario):
    text = "{distribution: lognormal, median: 800, sigma: 0.1, unit: persons, source: lesson}"
    changed = apply(scenario, [f"groups.town-guard.strength={text}"])
    assert (changed.groups[0].strength.median, changed.groups[0].strength.source) == (800, "lesson")


def test_one_number_of_a_distribution_is_the_users(scenario: Scenario):
    before = scenario.parameters.assault.battle_exponent
    after = apply(scenario, ["parameters.assault.battle_exponent.mean=0.6"]).parameters.assault.battle_exponent
    assert (after.mean, after.sd, after.source) == (0.6, before.sd, BY_USER)


def test_a_new_form_takes_the_place_of_the_old(scenario: Scenario):
    path = "groups.town-guard.strength"
    changed = apply(scenario, [f"{path}.distribution=normal", f"{path}.mean=800", f"{path}.sd=50"])
    assert changed.groups[0].strength.text() == "normal(mean 800, sd 50)"


def test_source_alone_leaves_the_number(scenario: Scenario):
    changed = apply(scenario, ["groups.town-guard.strength.source=judgement: a headcount"])
    assert changed.groups[0].strength.range == (700, 900)


@pytest.mark.parametrize(
    ("change", "read", "value"),
    [
        ("zones.old-town.held=0.5", lambda s: s.zones[4].held, 0.5),
        ("zones.old-town.at=[45, -30.5]", lambda s: s.zones[4].at, (45.0, -30.5)),
        ("questions.known_until=2001-04-07", lambda s: s.questions.known_until, datetime.date(2001, 4, 7)),
        ("period.days=30", lambda s: s.period.days, 30),
        ("timeline.1.intensity=0.25", lambda s: s.timeline[1].intensity, 0.25),
        ("timeline.1.intensity=null", lambda s: s.timeline[1].intensity, None),
        ("timeline.1.intensity=", lambda s: s.timeline[1].intensity, None),
        ("groups.relief-column.area=[causeway]", lambda s: s.groups[1].area, ["causeway"]),
        ("sources.extra={title: A second report}", lambda s: s.sources["extra"].title, "A second report"),
        ("meta.note=a=b: is a text", lambda s: s.meta.note, "a=b: is a text"),
        ("meta.note=*x", lambda s: s.meta.note, "*x"),
        ("meta.note=null", lambda s: s.meta.note, None),
        ("meta.title=1984", lambda s: s.meta.title, "1984"),
        ('meta.note="a=b: is a text"', lambda s: s.meta.note, "a=b: is a text"),
        (" groups.town-guard.inside = yes", lambda s: s.groups[0].inside, True),
        ("parameters.supply.rationing=1e-3", lambda s: s.parameters.supply.rationing.value, 0.001),
    ],
)
def test_any_value_can_be_set(scenario: Scenario, change: str, read, value):
    assert read(apply(scenario, [change])) == value


def test_optional_section_can_be_filled_key_by_key(scenario: Scenario):
    bare = scenario.model_copy(update={"groups": [g.model_copy(update={"replacement": None}) for g in scenario.groups]})
    changed = apply(bare, ["groups.province-army.replacement.rate=3", "groups.province-army.replacement.pool=90"])
    assert changed.groups[2].replacement is not None and changed.groups[2].replacement.pool.value == 90
    assert told(bare, "groups.province-army.replacement.rate=3")[0].startswith(
        "--set: groups.province-army.replacement.pool: missing"
    )


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("groups.town-gard.strength=9", "groups.town-gard: no entry has this id; did you mean 'town-guard'?"),
        ("groups.town-guard.strenght=9", "groups.town-guard.strenght: unknown key; did you mean 'strength'?"),
        ("group.town-guard.strength=9", "group: unknown key; did you mean 'groups'?"),
        ("groups.3.strength=9", "groups.3: no entry has this id; allowed: town-guard, relief-column, province-army"),
        ("timeline.6.level=0", "timeline.6: expected a position, 0 to 5"),
        ("timeline.-1.level=0", "timeline.-1: expected a position, 0 to 5"),
        ("timeline.0.level=0", "timeline.0.level: unknown key; allowed: date, published, source, note, kind"),
        ("period.start.year=3", "period.start.year: a plain value stands here; it has no 'year'"),
        ("parameters.asault.mirror=1", "parameters.asault: unknown key; did you mean 'assault'?"),
        ("period.days", "got 'period.days'; expected path=value"),
        ("=3", "got '=3'; expected path=value"),
        ("", "got ''; expected path=value"),
        ("zones.market.held=2", "zones.market.held: got 2; expected a number, 0 to 1"),
        ("groups.town-guard.strength=-4", "groups.town-guard.strength: got -4 persons; allowed 0 to 10,000,000"),
        ("groups.town-guard.strength=.nan", "groups.town-guard.strength.value: got nan; expected a number, finite"),
        ("groups.town-guard.strength=many", "groups.town-guard.strength: got 'many'; expected a quantity in persons"),
        ("groups.town-guard.strength=true", "groups.town-guard.strength: got true; expected a quantity in persons"),
        ("groups.town-guard.strength.unit=kg", "groups.town-guard.strength.unit: got 'kg'; expected 'persons'"),
        ("groups.town-guard.strength=[9, 7]", "groups.town-guard.strength: the lower end must lie below the upper"),
        ("questions.known_until=soon", "questions.known_until: got 'soon'; expected a date, YYYY-MM-DD"),
        ("zones.market.neighbours=[old-town, riverside]", "zones.north-gate.neighbours: zone 'north-gate' names"),
    ],
)  # fmt: skip
def test_wrong_change_is_one_clear_line(scenario: Scenario, change: str, line: str):
    [found] = told(scenario, change)
    assert found.startswith(f"--set: {line}")


def test_value_that_is_no_yaml(scenario: Scenario):
    [line] = told(scenario, "groups.town-guard.strength={value: 1")
    assert line.startswith("--set groups.town-guard.strength:") and "not valid YAML" in line
    [line] = told(scenario, "zones.market.held=*x")
    assert "anchors and aliases" in line


def test_all_wrong_changes_are_told(scenario: Scenario):
    assert len(told(scenario, "nowhere=1", "period.days=3", "zones.nowhere.held=1")) == 2
