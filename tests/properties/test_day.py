"""What holds of every valid siege, on every day, whatever its numbers."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings

from corridor.engine.record import SERIES
from corridor.engine.roll import BLOCK, KEPT, roll
from corridor.engine.siege import Inputs, siege
from corridor.ensemble.tally import scales
from corridor.model.day import default
from corridor.model.history import history
from corridor.model.layout import layout
from corridor.model.state import OK, State
from corridor.model.table import table
from corridor.rng import run_key
from corridor.scenario.schema import Scenario
from properties.strategies import scenarios

DAYS = 30
MEMBERS = jnp.arange(BLOCK, dtype=jnp.int32)


def live(scenario: Scenario) -> Any:
    inputs = Inputs(layout(scenario), table(scenario).quantiles())
    kept = jnp.arange(KEPT, dtype=jnp.int32)
    return jax.device_get(
        roll(run_key(1), MEMBERS, kept, inputs, history(scenario, DAYS, impose="decisions"), model=siege(default()))
    )


def persons_are_conserved(state: State, own: Any) -> None:
    gone = state.lost + state.deserted + state.surrendered + state.departed
    came = own.numbers.group.strength + state.replaced
    np.testing.assert_allclose(state.strength + gone, came, rtol=1e-4, atol=0.5)
    pool = own.numbers.group.replacement_pool
    assert np.all(state.pool >= -1e-3) and np.all(state.pool <= pool + 1e-3)
    assert np.all(state.killed <= state.lost * (1 + 1e-5))
    assert min(float(x.min()) for x in (state.strength, gone, state.replaced)) >= -1e-3


def civilians_are_conserved(state: State, own: Any) -> None:
    where = state.civilians.sum(axis=-1) + state.displaced + state.overtaken + state.civilian_deaths
    start = own.numbers.people.population * (own.numbers.people.population > 0)
    np.testing.assert_allclose(where, start, rtol=1e-4, atol=1.0)
    assert state.civilians.min() >= 0


def everything_is_in_range(state: State, own: Any) -> None:
    depot, people = own.numbers.depot, own.numbers.people
    assert np.all((state.stock >= 0) & (state.stock <= depot.capacity))
    assert np.all((state.food >= 0) & (state.food <= people.food_capacity))
    for share in (state.held, state.cohesion, state.damage, state.offensive, *state.today[:4]):
        assert share.min() >= 0 and share.max() <= 1 + 1e-6
    assert all(np.all(np.isfinite(x)) for x in jax.tree.leaves(state))


def every_count_has_its_bin(series: Any, scenario: Scenario) -> None:
    # A figure beyond its scale would be counted in the last bin, and every quantile there would be wrong.
    for i, (figure, scale) in enumerate(zip(SERIES, scales(scenario, table(scenario)), strict=True)):
        if figure.unit == "persons":
            assert series[..., i].min() >= scale.low - 1e-3 and series[..., i].max() <= scale.high * (1 + 1e-5)


@settings(max_examples=25)
@given(scenarios())
def test_of_every_siege(scenario: Scenario):
    block = live(scenario)
    assert np.all(block.last.status == OK)
    assert np.all(np.isfinite(block.series)) and block.series.shape[2] == len(SERIES)
    every_count_has_its_bin(block.series, scenario)
    residents = float(layout(scenario).residents.sum())
    for state, own in ((block.last, block.own), (jax.tree.map(lambda x: x[-1], block.kept), _first(block.own))):
        persons_are_conserved(state, own)
        everything_is_in_range(state, own)
        if residents > 0:
            civilians_are_conserved(state, own)
    buildings = np.asarray(layout(scenario).buildings)
    whole = block.last.held * buildings
    np.testing.assert_allclose(whole, np.round(whole), atol=0.02)


def _first(own: Any) -> Any:
    return jax.tree.map(lambda x: x[:KEPT], own)


@settings(max_examples=10)
@given(scenarios(max_zones=8))
def test_what_is_counted_only_grows_and_what_has_ended_stands_still(scenario: Scenario):
    block = live(scenario)
    kept = block.kept
    for total in (kept.lost, kept.killed, kept.deserted, kept.surrendered, kept.departed, kept.replaced, kept.damage,
                  kept.civilian_deaths, kept.displaced):  # fmt: skip
        assert np.diff(total, axis=0).min() >= -1e-3
    over = kept.ending_day >= 0
    assert np.all(over[1:] >= over[:-1])
    for figure in jax.tree.leaves(kept):
        still = np.abs(np.diff(figure.astype(np.float64), axis=0)).reshape(DAYS - 1, KEPT, -1).max(axis=-1)
        assert np.all(still[over[:-1]] == 0)
