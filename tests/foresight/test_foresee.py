"""Fits are found again exactly when they would come out the same, and used only for the case they are of."""

import datetime
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import jax
import numpy as np
import pytest

import corridor
from corridor.ensemble.run import simulate
from corridor.errors import RunError
from corridor.foresight.fit import Settings
from corridor.foresight.store import SUFFIX, Foresight, cache
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario
from foresight.small_siege import DAYS, LESSON, MEMBERS, SETTINGS, game, scenario
from foresight.test_store import same

module = import_module("corridor.foresight.foresee")


@pytest.fixture(scope="module", autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of its own, and no days beyond the scenario's."""
    game()  # which finds the usual cache of compiled programs
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setattr(module, "LONGER", 0)
        yield


def foresee(of: Scenario, **changed: Any) -> Foresight:
    return corridor.foresee(of, **({"members": MEMBERS, "rounds": 2, "seed": 3, "settings": SETTINGS} | changed))


@pytest.fixture(scope="module")
def made(apart: None) -> Foresight:
    return foresee(scenario())


def refuse_to_fit(*args: Any, **more: Any) -> Any:
    raise AssertionError("fitted again")


def test_the_same_question_is_answered_from_the_cache(made: Foresight, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (cache() / f"{made.about['key']}{SUFFIX}").is_file()
    monkeypatch.setattr(module, "fit", refuse_to_fit)
    again = foresee(scenario())
    assert again.about == made.about
    for at, answer in made.answers.items():
        assert np.array_equal(again.answers[at].weight, answer.weight.astype(np.float32))


def test_fitted_afresh_it_comes_out_the_same(made: Foresight) -> None:
    again = foresee(scenario(), fresh=True)
    assert again.about == made.about
    for at, answer in made.answers.items():
        assert np.array_equal(np.float32(again.answers[at].weight), np.float32(answer.weight)), at


@pytest.mark.parametrize(
    "changed",
    [{"seed": 4}, {"members": MEMBERS + 1}, {"rounds": 3}, {"known_until": datetime.date(2001, 3, 19)},
     {"impose": "decisions"}, {"common": True}, {"settings": Settings(least=2, ridge=9.0)}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_another_question_is_another_fit(made: Foresight, changed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fit", refuse_to_fit)
    with pytest.raises(AssertionError, match="fitted again"):
        foresee(scenario(), **changed)


def quantity(value: float, unit: str = "1") -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": LESSON}


PLAYED: dict[str, dict[str, Any]] = {
    "a number": {"groups.0.quality": quantity(1.1)},
    "a party's payoff": {"parties.1.payoff.days": quantity(0.002, "1/day")},
    "who holds an account": {"accounts.0.believed_by": ["town-council"]},
    "what an account sees": {"accounts.1.changes": {"civilians.food": quantity(20, "days")}},
    "what happened": {"timeline.1.intensity": 0.7},
    "the day it happened": {"timeline.2.date": "2001-03-19"},
    "who may propose": {"plans.1.proposers": ["envoy"]},
    "the day a plan became public": {"plans.0.published": "2001-03-05"},
    "a plan that is not known": {"plans.0.published": "2001-03-21"},
    "a parameter": {"parameters": {"offers": {"temperature": quantity(0.05)}}},
}
TOLD: dict[str, dict[str, Any]] = {
    "a title": {"meta.title": "Another title"},
    "a note": {"timeline.4.note": "another"},
    "a source": {"groups.0.quality.source": "judgement: another"},
    "an account's summary": {"accounts.0.summary": "another"},
    "a question": {"questions.dates": ["2001-04-02"]},
}


def key(of: Scenario) -> str:
    return module.key(module.game(of, MEMBERS), SETTINGS, 3)


@pytest.mark.parametrize("impose", ["record", "nothing"])
@pytest.mark.parametrize("name", [*PLAYED, *TOLD])
def test_the_key_changes_exactly_when_what_is_played_does(name: str, impose: Any) -> None:
    """Arrays of all worlds and who sees them are what a fit is made from: equal keys mean equal arrays."""
    one, other = (module.game(scenario(c), MEMBERS, impose=impose) for c in ({}, (PLAYED | TOLD)[name]))
    keys = [module.key(g, SETTINGS, 3) for g in (one, other)]
    leaves = [jax.tree.leaves((g.arrays, g.worlds.is_observer)) for g in (one, other)]
    equal = len(leaves[0]) == len(leaves[1]) and all(np.array_equal(a, b) for a, b in zip(*leaves, strict=True))
    if keys[0] == keys[1]:
        assert equal, "another game under the same key"
    if name in TOLD:
        assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ({"scenario": "another"}, "got a fit of 'another', expected one of 'teaching-six'"),
        ({"known_until": "2001-03-21"}, "knows history until 2001-03-21, later than the run's 2001-03-20; fit again"),
        ({"plans": ["pause"]}, "got a fit with the plans pause, the run has envoy-plan, pause; fit again"),
        ({"plans": ["pause", "envoy-plan"]}, "the plans pause, envoy-plan, the run has envoy-plan, pause; fit again"),
    ],
)
def test_a_fit_of_something_else_is_refused(made: Foresight, about: dict[str, Any], message: str) -> None:
    other = made._replace(about=made.about | about)
    with pytest.raises(RunError) as error:
        simulate(scenario(), 5, days=DAYS, parties="foresight", foresight=other)
    assert message in str(error.value)


def test_a_fit_that_knows_less_than_the_run_is_fine_and_one_that_knows_more_is_not(made: Foresight) -> None:
    with pytest.raises(RunError, match="later than the run's 2001-03-18"):
        simulate(scenario(), 5, parties="foresight", foresight=made, known_until=datetime.date(2001, 3, 18))
    from corridor.ensemble.plan import plan
    from corridor.model.day import default

    later = plan(scenario(), 5, 0, None, datetime.date(2001, 3, 25), "record", default(), "foresight", made)
    assert later.foresight is made


def test_no_fit_says_what_to_do() -> None:
    with pytest.raises(RunError, match=r"teaching-six: no fit .*corridor.foresee\(scenario\).*parties='reduced'"):
        simulate(scenario(), 5, days=DAYS, parties="foresight")


def test_a_scenario_in_which_nobody_decides_says_so() -> None:
    nobody = {"parties.0.principal": False, "parties.1.principal": False}
    with pytest.raises(RunError, match="teaching-six: no party decides for a camp"):
        foresee(scenario(nobody))
    assert module.at_hand(scenario(nobody)) is None


def test_a_fit_of_the_default_settings_is_at_hand_once_it_is_made(made: Foresight) -> None:
    assert module.at_hand(scenario()) is None
    asked = module.game(scenario(), module.MEMBERS)
    name = module.key(asked, Settings(rounds=module.ROUNDS), 0)
    from corridor.foresight.store import save

    save(made._replace(about=made.about | {"key": name}), cache() / f"{name}{SUFFIX}")
    found = module.at_hand(scenario())
    assert found is not None and same(found, made._replace(about=made.about | {"key": name}, answers=found.answers))
    assert module.at_hand(scenario(), known_until=datetime.date(2001, 3, 19)) is None


def test_a_broken_fit_in_the_cache_is_told_and_made_again_when_asked(made: Foresight) -> None:
    path = cache() / f"{made.about['key']}{SUFFIX}"
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    with pytest.raises(RunError, match="is cut off"):
        foresee(scenario())
    assert foresee(scenario(), fresh=True).about == made.about
    assert foresee(scenario()).about == made.about


def test_a_library_scenario_has_the_fit_s_place_in_its_folder() -> None:
    assert (module.LIBRARY / load("teaching-six").meta.id).is_dir()
