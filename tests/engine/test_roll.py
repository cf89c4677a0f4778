"""A member is the same bits wherever it stands; a stranger in the day moves nothing; a number never recompiles."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.draws import uniform
from corridor.engine.record import SERIES
from corridor.engine.roll import BLOCK, KEPT, Block, roll
from corridor.engine.siege import Inputs, siege
from corridor.model.day import default
from corridor.model.history import history
from corridor.model.layout import layout
from corridor.model.order import Order
from corridor.model.state import NOT_FINITE, OK, Mechanism, nothing_given
from corridor.model.table import Table, table
from corridor.rng import run_key
from corridor.scenario.change import apply
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario

DAYS = 40
FIRST = jnp.arange(BLOCK, dtype=jnp.int32)
KEEP = jnp.arange(KEPT, dtype=jnp.int32)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("teaching-six")


def run(
    scenario: Scenario,
    members: Any = FIRST,
    keep: Any = KEEP,
    order: Order | None = None,
    seed: int = 1,
    numbers: Table | None = None,
) -> Block:
    quantiles = (numbers or table(scenario)).quantiles()
    inputs, given = Inputs(layout(scenario), quantiles), history(scenario, DAYS)
    return jax.device_get(
        roll(run_key(seed), jnp.asarray(members), keep, inputs, given, model=siege(order or default()))
    )


@pytest.fixture(scope="module")
def block(scenario: Scenario) -> Block:
    return run(scenario)


def same(found: Any, expected: Any) -> None:
    """Bit for bit, and as many of them."""
    jax.tree.map(np.testing.assert_array_equal, found, expected)


def rows(block: Block, which: Any) -> Any:
    return block.series[:, which], *jax.tree.map(lambda x: x[which], (block.last, block.own))


def test_shapes_are_those_asked_for(block: Block):
    assert block.series.shape == (DAYS, BLOCK, len(SERIES))
    assert {x.shape[:2] for x in jax.tree.leaves(block.kept)} == {(DAYS, KEPT)}
    assert {x.shape[0] for x in jax.tree.leaves((block.last, block.own))} == {BLOCK}
    assert np.all(block.last.status == OK)
    # Members differ, or that they are the same elsewhere would say nothing.
    assert np.unique(block.series[-1], axis=0).shape[0] == BLOCK


def test_a_member_is_the_same_in_any_place_of_any_block(scenario: Scenario, block: Block):
    backwards = run(scenario, FIRST[::-1])
    same(rows(backwards, np.arange(BLOCK)), rows(block, np.arange(BLOCK)[::-1]))
    later = run(scenario, FIRST + 100)
    same(rows(later, np.arange(BLOCK - 100)), rows(block, np.arange(100, BLOCK)))


def test_a_member_is_the_same_beside_filling(scenario: Scenario, block: Block):
    few = run(scenario, np.where(np.arange(BLOCK) < 3, np.arange(BLOCK), -1).astype(np.int32))
    same(rows(few, np.arange(3)), rows(block, np.arange(3)))
    # What only fills the block is not counted.
    assert few.watched.taken.max() <= 3 < block.watched.taken.max() <= BLOCK


def test_which_members_are_kept_changes_none(scenario: Scenario, block: Block):
    keep = np.array([255, 0, 7, 7, 100, 31, 30, 29], np.int32)
    other = run(scenario, keep=jnp.asarray(keep))
    same(rows(other, slice(None)), rows(block, slice(None)))
    same(other.watched, block.watched)
    same(jax.tree.map(lambda x: x[-1], other.kept), jax.tree.map(lambda x: x[keep], block.last))
    food = [s.name for s in SERIES].index("food")
    same(other.kept.food, block.series[:, keep, food])


def stranger() -> Mechanism:
    def start(params: Any) -> Any:
        return {"sum": jnp.float32(0.0)}

    def step(key: Any, state: Any, params: Any, given: Any) -> Any:
        drawn = jnp.sum(uniform(key, (64,))) + state.strength[0]
        return state._replace(extra={**state.extra, "stranger": {"sum": drawn}}), nothing_given()

    return Mechanism("stranger", step, start)


def test_an_inert_mechanism_that_draws_changes_no_other_number(scenario: Scenario, block: Block):
    with_it = run(scenario, order=default().after("supply", stranger()))
    assert np.unique(with_it.last.extra["stranger"]["sum"]).size > BLOCK // 2
    without = with_it._replace(last=with_it.last._replace(extra={}), kept=with_it.kept._replace(extra={}))
    same(without, block)


def test_another_seed_is_another_ensemble(scenario: Scenario, block: Block):
    assert not np.array_equal(run(scenario, seed=2).series, block.series)


CHANGES = {
    "another value": "groups.{group}.strength=1234",
    "a value into a range": "parameters.assault.contest_rate=[0.5, 2]",
    "a range into a value": "civilians.population=5000",
    "a parameter left out before": "parameters.cohesion.recover=[0.01, 0.02]",
    "another outline": "zones.{zone}.terrain=3",
    "other ground held": "zones.{zone}.held=0.5",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_changed_number_compiles_nothing(scenario: Scenario, block: Block, change: str):
    text = change.format(group=scenario.groups[0].id, zone=scenario.zones[0].id)
    before = roll._cache_size()
    changed = run(apply(scenario, [text]))
    assert roll._cache_size() == before
    assert not np.array_equal(changed.series, block.series)


def test_another_order_does_compile(scenario: Scenario):
    # Or the counter counts nothing.
    before = roll._cache_size()
    run(scenario, order=default().without("bombardment"))
    assert roll._cache_size() == before + 1


def test_the_same_order_twice_is_one_model():
    assert siege(default()) is siege(default())


def test_a_failing_member_is_a_status_and_its_batch_mates_do_not_feel_it(scenario: Scenario, block: Block):
    numbers = table(scenario)
    row = numbers.paths.index("parameters.assault.contest_rate")
    broken = numbers.values.copy()
    # The upper half of its quantiles are no numbers: so half of the members fail.
    broken[row, broken.shape[1] // 2 :] = np.nan
    half = run(scenario, numbers=numbers._replace(values=broken))
    fails = ~np.isfinite(half.own.drawn[:, row])
    assert 0.3 < fails.mean() < 0.7
    assert np.all(half.last.status == np.where(fails, NOT_FINITE, OK))
    same(rows(half, ~fails), rows(block, ~fails))


def without_uncertainty(scenario: Scenario) -> Table:
    """Every number at its median: the draws of the numbers stand in an order that padding changes."""
    numbers = table(scenario)
    middle = numbers.values[:, numbers.values.shape[1] // 2]
    return numbers._replace(values=np.broadcast_to(middle[:, None], numbers.values.shape).copy())


def test_padding_changes_nothing(scenario: Scenario, monkeypatch: pytest.MonkeyPatch):
    plain = run(scenario, numbers=without_uncertainty(scenario))
    for module in ("layout", "columns", "history", "agenda", "talks_history"):
        monkeypatch.setattr(f"corridor.model.{module}.bucket", lambda count: 16)
    padded = run(scenario, numbers=without_uncertainty(scenario))
    assert padded.last.held.shape == (BLOCK, 16) and plain.last.held.shape == (BLOCK, 8)
    # What is drawn and counted is the same to the bit; sums over an axis of another length add up in another order, so
    # persons and means may differ in their last bits.
    np.testing.assert_allclose(padded.series, plain.series, rtol=1e-6, atol=1e-6)
    same(padded.last.held[:, :6], plain.last.held[:, :6])
    same(padded.last.ending_day, plain.last.ending_day)
