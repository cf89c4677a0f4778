"""What a person reads."""

import io

import numpy as np
from rich.console import Console

from corridor.ensemble.run import simulate
from corridor.model.state import ENDINGS
from corridor.report.questions import free_day, has_talks, rows, sponsors
from corridor.report.table import ENDING_TEXT, facts, sparkline, table
from corridor.scenario.load import load


def test_a_sparkline_rises_with_its_values() -> None:
    assert sparkline([0.0, 0.5, 1.0]) == "▁▅█" or sparkline([0.0, 0.5, 1.0]) == "▁▄█"
    assert sparkline([2.0, -1.0]) == "█▁"
    assert len(sparkline(np.linspace(0, 1, 500))) == 60
    assert sparkline([float("nan"), 1.0]) == " █"


def test_the_facts_name_what_rests_on_judgement() -> None:
    run = simulate("teaching-six", 20, days=45)
    found = facts(run)
    assert "parameters.assault.contest_rate" in found["on_judgement"]
    # CDB90's fit is a source, not a judgement
    assert "parameters.assault.power_exponent" not in found["on_judgement"]
    assert found["complete"] is True
    assert found["statuses"]["ok"] == 20


def test_every_ending_has_its_words() -> None:
    assert set(ENDING_TEXT) == set(ENDINGS)


def test_a_scenario_without_plans_prints_no_questions() -> None:
    scenario = load("teaching-six").model_copy(update={"plans": []})
    run = simulate(scenario, 20, days=45, parties="none")
    assert not has_talks(run)
    console = Console(width=118, record=True, file=io.StringIO())
    console.print(table(run))
    said = console.export_text()
    assert "the war alone" in said and "ends: collapse" in said
    assert "does the pocket fall" not in said and "the life of each plan" not in said
    assert not {"questions", "plans"} & set(facts(run))


def test_the_first_free_day_is_the_one_after_known_history() -> None:
    scenario = load("teaching-six")
    run = simulate(scenario, 5, days=45, parties="none")
    assert free_day(run) == (scenario.questions.known_until - scenario.period.start).days + 1
    assert free_day(run._replace(about=run.about | {"impose": "nothing"})) == 0


def test_sponsors_are_those_who_lean_on_groups() -> None:
    scenario = load("teaching-six")
    assert sponsors(scenario) == list(dict.fromkeys(s.party for s in scenario.sponsors))
    groups = {group.id: group.party for group in scenario.groups}
    alone = scenario.model_copy(update={"sponsors": []})
    asked = {
        p.obligor for plan in scenario.plans for p in plan.provisions if any(groups[g] != p.obligor for g in p.groups)
    }
    assert set(sponsors(alone)) <= asked


def test_measures_of_one_camp_have_a_sentence_of_their_own() -> None:
    scenario = load("teaching-six")
    assert "   measures of one camp alone" not in dict(rows(simulate(scenario, 20, days=45)))
    alone = {"proposers": ["provincial-government"], "required": ["provincial-government"]}
    plans = [p.model_copy(update=alone if p.id == "pause" else {}) for p in scenario.plans]
    told = dict(rows(simulate(scenario.model_copy(update={"plans": plans}), 20, days=45)))
    assert told["   measures of one camp alone"].startswith("declared ")
    assert "negotiated: accepted" in told["2  is a plan accepted, and is it kept?"]
