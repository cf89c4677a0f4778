"""Coefficients by column become those by plan: both ways of computing agree, for any coefficients."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.foresight import columns, outlook
from corridor.foresight.columns import CAMPS
from corridor.foresight.features import NAMES
from corridor.foresight.outlook import CAMP_TERMS, TERMS, Sight
from corridor.foresight.regress import Answer
from corridor.model.layout import layout
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario
from foresight.small_siege import game, scenario


def answers(seed: int) -> dict[tuple[int, str], Answer]:
    """Coefficients at random for all observers and questions of the small siege."""
    draw, made = np.random.default_rng(seed), game()
    return {
        (o, q.name): Answer(draw.normal(size=(made.components, len(q.features))), (), 1.0)
        for o in range(len(made.observers))
        for q in made.questions
    }


def test_a_plan_s_columns_times_their_coefficients_are_what_the_provider_computes() -> None:
    made, by, draw = game(), answers(2), np.random.default_rng(3)
    at = made.arrays[0].layout
    fitted = made.expectations(by)
    plans, padded = len(made.scenario.plans), len(at.talks.plan)
    terms = draw.normal(size=(3, len(TERMS) - 1)).astype(np.float32)
    trust = draw.normal(size=(3, padded)).astype(np.float32)
    sight = Sight(jnp.zeros((3, len(NAMES))), jnp.asarray(terms), jnp.asarray(trust), jnp.zeros((3, 2, 4)))
    for name in ("accept", "standing"):
        found = np.asarray(outlook._gains(sight, getattr(fitted, name), fitted.sees))
        assert found[:, :, plans:] == pytest.approx(0.0), "padding"
        for o, observer in enumerate(made.worlds.observers):
            whole = np.column_stack([np.tile(terms[observer.view], (plans, 1)), trust[observer.view, :plans]])
            x = columns.of_plan(np.arange(plans), whole, at)
            assert x.shape[1] == len(columns.plan_columns(at))
            expected = (x @ by[o, name].weight.T).T
            assert found[o, :, :plans] == pytest.approx(expected, abs=1e-4)


def test_fighting_on_and_offensives_keep_their_coefficients() -> None:
    made, by = game(), answers(5)
    fitted = made.expectations(by)
    for o, observer in enumerate(made.worlds.observers):
        assert np.asarray(fitted.fight[o]) == pytest.approx(by[o, "fight"].weight, abs=1e-6)
        assert np.asarray(fitted.sees[o]).tolist() == np.eye(3)[observer.view].tolist()
        for c, camp in enumerate(CAMPS):
            at = [columns.press_columns().index(f"{camp} starts: {t}") for t in CAMP_TERMS]
            assert np.asarray(fitted.press[o, :, c]) == pytest.approx(by[o, "press"].weight[:, at], abs=1e-6)


def test_no_answers_are_zeros_and_observers_are_the_parties_own() -> None:
    made = game()
    fitted = made.expectations({}, 0.25)
    assert not any(np.asarray(x).any() for x in (fitted.fight, fitted.accept, fitted.standing, fitted.press))
    assert np.array_equal(fitted.is_observer, made.worlds.is_observer)
    assert float(fitted.overrates) == 1.0 and float(fitted.explore) == 0.25


def test_content_is_what_a_plan_s_provisions_ask_and_of_whom() -> None:
    """The envoy's plan: a ceasefire by both, a withdrawal of the whole garrison by the council, aid, an escort."""
    of = scenario()
    found = columns.content(layout(of))
    plan = dict(zip(found.names, found.of[0], strict=True))
    pause = dict(zip(found.names, found.of[1], strict=True))
    assert plan["fighters leave"] == pytest.approx(1.0) and pause["fighters leave"] == 0.0
    # A lever counts halved, so that two of a kind are the whole.
    assert plan["withdraw by the besieged"] == pytest.approx(0.5) and plan["withdraw by the besieger"] == 0.0
    assert plan["fire by the besieger"] == plan["fire by the besieged"] == pytest.approx(0.5)
    assert pause["fire by the besieger"] == plan["fire by the besieger"]
    assert pause["withdraw by the besieged"] == 0.0
    assert (found.of >= 0).all() and (found.of <= 1).all()


@pytest.mark.parametrize("of", [load("aleppo-2016"), scenario()], ids=["aleppo", "small"])
def test_plans_of_like_content_share_their_content_columns(of: Scenario) -> None:
    made = layout(of)
    asks = columns.content(made).of
    plans, width = len(of.plans), len(TERMS)
    terms = np.ones((plans, width), np.float32)
    x = columns.of_plan(np.arange(plans), terms, made)
    own, shared = x[:, : plans * width], x[:, plans * width :]
    assert np.array_equal(own.reshape(plans, plans, width).sum(axis=2) > 0, np.eye(plans, dtype=bool))
    alike = (asks[:plans, None] == asks[None, :plans]).all(axis=2)
    assert np.array_equal((shared[:, None] == shared[None]).all(axis=2), alike)
