"""What an ensemble counts of the talks, against its members' own last evenings and against hand-made blocks."""

from types import SimpleNamespace as Some
from typing import Any, cast

import numpy as np
import pytest

from corridor.engine.roll import BLOCK, Block
from corridor.ensemble.job import block, job
from corridor.ensemble.one import one
from corridor.ensemble.plan import DECIDING, plan
from corridor.ensemble.run import simulate
from corridor.ensemble.spells import Spells
from corridor.ensemble.standing import KEPT, UNDONE
from corridor.ensemble.talks import DEALS, FACTOR, VIEWS, _beliefs, _lives, _weights
from corridor.errors import RunError
from corridor.model.day import default
from corridor.model.talks import BREACH, CARRIED_OUT, RUNNING
from corridor.report.story import story
from corridor.scenario.load import load
from corridor.scenario.schema import Scenario

DAYS = 45
"""As elsewhere in these tests, so that one compiled program serves them all."""
SIZE = 40


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("teaching-six")


@pytest.fixture(scope="module")
def run(scenario: Scenario) -> Any:
    return simulate(scenario, SIZE, seed=2, days=DAYS)


@pytest.fixture(scope="module")
def last(scenario: Scenario) -> Any:
    """The members' last talks, from the engine."""
    ready = plan(scenario, SIZE, 2, DAYS, None, "record", default())
    return block(job(ready), 0).last.talks


def test_counts_are_sums_over_the_members(run: Any, last: Any, scenario: Scenario) -> None:
    plans = len(scenario.plans)
    for event in run.summary.event.values:
        counts = np.asarray(getattr(last, str(event)))[:SIZE, :plans]
        assert run.summary.plan_times.sel(event=event).values.tolist() == counts.sum(axis=0).tolist()
        assert run.summary.plan_members.sel(event=event).values.tolist() == (counts > 0).sum(axis=0).tolist()
    for result in run.summary.result.values:
        counts = np.asarray(getattr(last, str(result)))[:SIZE].sum(axis=0)
        assert run.summary.provision_times.sel(result=result).values.tolist() == counts.tolist()[: len(counts)]
    assert int(run.summary.true_type_members.sum("true_type").min()) == SIZE


def test_every_acceptance_has_one_fate(run: Any) -> None:
    summary = run.summary
    accepted = summary.plan_times.sel(event="accepted").values
    assert accepted.sum() > 0, "or this says nothing"
    assert summary.plan_fates.sum(("end", "day")).values.tolist() == accepted.tolist()
    stands = summary.plan_fates.sel(end="nothing").values
    assert summary.plan_standing.sum("standing").values.tolist() == stands.tolist() and stands.sum() > 0
    assert float(summary.type_belief.sum("type").min()) == pytest.approx(1.0)


def test_the_members_say_what_the_summary_says(run: Any) -> None:
    members, deals = run.members, run.summary.deal_members
    known = (run.scenario.questions.known_until - run.scenario.period.start).days
    late = members.plan_accepted_day > known
    negotiated, alone = deals.sel(deal="accepted").values
    assert max(negotiated, alone) <= late.sum() <= negotiated + alone
    assert set(members.plan_accepted.cat.categories) == {p.id for p in run.scenario.plans}
    assert members.plan_accepted.isna().sum() == (members.plan_accepted_day < 0).sum()
    assert (members.strike_day >= 0).sum() == int(run.summary.strike_day_members.sum())


def test_the_kept_sample_holds_the_talks(run: Any) -> None:
    kept = run.trajectories
    accepted = (kept.accepted > 0) & (kept.ending_day.isel(day=-1) < 0)
    assert bool((kept.plan.where(accepted & (kept.ended < 0), kept.offered) == kept.offered).all())
    assert kept.provision_state.dtype == np.int8
    per_evening = sum(kept[name].isel(member=0, day=0).nbytes for name in kept.data_vars)
    assert per_evening < 1000


def test_one_member_is_that_member_of_the_ensemble(run: Any, scenario: Scenario) -> None:
    alone = one(scenario, 5, seed=2, days=DAYS)
    beside = run.trajectories.sel(member=5, drop=True)
    for name in beside.data_vars:
        np.testing.assert_array_equal(alone.evenings[name].values, beside[name].values, str(name))
    record = alone.on_record
    until = (scenario.questions.known_until - scenario.period.start).days
    assert record.front[until] and not record.front[until + 1]
    assert story(alone)[-1].kind == "ending"
    far = one(scenario, BLOCK + 3, seed=2, days=DAYS)
    assert not np.array_equal(far.evenings.food.values, alone.evenings.food.values)
    with pytest.raises(RunError, match="member: got -1, allowed"):
        one(scenario, -1)


def test_without_parties_the_war_is_alone(scenario: Scenario) -> None:
    ready = plan(scenario, 5, 0, DAYS, None, "record", default(), "none")
    assert not {m.name for m in ready.order.mechanisms} & set(DECIDING)
    assert {m.name for m in default().mechanisms} >= set(DECIDING)
    alone = simulate(scenario, 5, days=DAYS, parties="none")
    assert alone.about["parties"] == "none"
    assert int(alone.summary.plan_times.sum()) == 0 and alone.members.plan_accepted.isna().all()
    with pytest.raises(RunError, match="parties: got 'nobody'; allowed: foresight, reduced, none"):
        simulate(scenario, 5, days=DAYS, parties="nobody")


def test_lives_count_from_the_first_free_day() -> None:
    lives = Spells(
        member=np.array([0, 0, 1, 2]),
        plan=np.array([0, 1, 1, 0]),
        first=np.array([1, 4, 5, 2]),
        last=np.array([3, 5, 5, 5]),
        fate=np.array([CARRIED_OUT, BREACH, RUNNING, RUNNING]),
    )
    stands = np.array([-1, -1, UNDONE, KEPT])
    found = _lives(lives, stands, side=np.array([0, 0]), days=6, free=2, count=4)
    assert found["fates"].sum() == 4 and found["fates"][1, BREACH, 4] == 1
    assert found["standing"][1, UNDONE].tolist() == [0, 0, 0, 0, 0, 1] and found["standing"].sum() == 2
    # Late: a breach, two that stand, one of them with its promises done; what was carried out before day 2 is no news.
    assert dict(zip(DEALS, found["deals"][0].tolist(), strict=True)) == {
        "accepted": 3, "carried out": 0, "kept": 1, "stands, kept": 1, "stands, little used": 0, "stands, undone": 1,
    }  # fmt: skip
    assert found["kept_last"].tolist() == [[0, 1, 1, 0, 0, 0, 2], [0, 0, 0, 0, 0, 0, 4]]
    assert found["deals"][1].sum() == 0


def test_measures_of_one_camp_are_counted_apart() -> None:
    # Member 0 declares plan 1 alone and signs plan 0; plan 1 is kept, plan 0 stands undone.
    lives = Spells(*(np.array(x) for x in ([0, 0], [0, 1], [2, 3], [5, 5], [RUNNING, RUNNING])))
    found = _lives(lives, np.array([UNDONE, KEPT]), side=np.array([0, 1]), days=6, free=0, count=1)
    negotiated, alone = (dict(zip(DEALS, row, strict=True)) for row in found["deals"].tolist())
    assert negotiated["accepted"] == alone["accepted"] == 1
    assert (negotiated["kept"], alone["kept"]) == (0, 1)
    assert found["kept_last"].tolist() == [[0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 0, 0, 0]]


def _with_talks(kind: Any, record: Any, prior: Any) -> Block:
    last = Some(talks=Some(kind=np.asarray(kind), record=np.asarray(record, np.float32)))
    own = Some(weights=Some(types=np.asarray(prior, np.float32)))
    return cast(Block, Some(last=last, own=own))


def test_beliefs_are_bayes_s_rule_by_true_type() -> None:
    # Two members, one party: truly able and truly preserving; the third view saw evidence of 8 to 2 to 2, then none.
    record = np.zeros((2, 3, 1, 3))
    record[0, 2, 0] = np.log([0.8, 0.2, 0.2])
    prior = np.array([[[0.5, 0.25, 0.25]], [[0.2, 0.2, 0.6]]])
    found = _beliefs(_with_talks([[0], [2]], record, prior), 2, 1)
    assert found["types"].tolist() == [[1, 0, 1]]
    np.testing.assert_allclose(found["prior"], [[0.7, 0.45, 0.85]], rtol=1e-6)
    np.testing.assert_allclose(found["belief"][0, 0, 2], [0.8, 0.1, 0.1], rtol=1e-6)  # 0.4 : 0.05 : 0.05
    np.testing.assert_allclose(found["belief"][0, 2, 0], [0.2, 0.2, 0.6], rtol=1e-6)
    assert found["belief"][0, 1].sum() == 0
    seen = np.argmax(found["factor"][0, 0, VIEWS.index("neither")])
    assert FACTOR.value(np.array([seen + 0.5]))[0] == pytest.approx(np.log(4.0), abs=0.05)
    assert found["factor"].sum() == 2 * 3 and found["factor"][0, 2, :, 0].tolist() == [1, 1, 1]


def test_a_type_that_is_excluded_beforehand_stays_so() -> None:
    found = _beliefs(_with_talks([[0]], np.zeros((1, 3, 1, 3)), [[[1.0, 0.0, 0.0]]]), 1, 1)
    assert found["belief"][0, 0].tolist() == [[1.0, 0.0, 0.0]] * 3


def test_a_member_that_failed_believes_nothing() -> None:
    record = np.zeros((2, 3, 1, 3))
    record[1] = np.nan
    found = _beliefs(_with_talks([[0], [0]], record, [[[0.4, 0.3, 0.3]]] * 2), 2, 1)
    assert found["types"].tolist() == [[1, 0, 0]] and found["factor"].sum() == 3
    np.testing.assert_allclose(found["prior"], [[0.4, 0.3, 0.3]], rtol=1e-6)
    np.testing.assert_allclose(found["belief"][0, 0].sum(axis=-1), 1.0)


def test_a_group_is_weighed_beside_those_on_its_side_of_the_ring(scenario: Scenario) -> None:
    inside = scenario.groups[0]
    twice = scenario.model_copy(update={"groups": [inside, inside, *scenario.groups[1:]]})
    strength = np.tile([300.0, 100.0, 50.0, 900.0], (7, 1))
    drawn = Some(numbers=Some(group=Some(strength=strength, command_share=np.full((7, 4), 0.25))))
    found = _weights(cast(Block, Some(own=drawn)), 7, twice)
    at = found["headcount"].argmax(axis=1) / found["headcount"].shape[1]
    np.testing.assert_allclose(at, [0.75, 0.25, 1.0, 1.0], atol=0.005)
    assert found["headcount"].sum(axis=1).tolist() == [7] * 4
    np.testing.assert_allclose(found["command"].argmax(axis=1) / found["command"].shape[1], 0.25, atol=0.005)


def test_lives_tell_what_the_states_counted_where_deals_supersede_a_measure(scenario: Scenario) -> None:
    only = {"proposers": ["provincial-government"], "required": ["provincial-government"], "days": None}
    pause = next(plan for plan in scenario.plans if plan.id == "pause")
    plans = [pause, pause.model_copy(update=only | {"id": "own-pause"})]
    found = simulate(scenario.model_copy(update={"plans": plans}), SIZE, seed=2, days=DAYS, parties="reduced").summary
    fates, times = found.plan_fates.sum("day"), found.plan_times
    gave_way = fates.sel(end="superseded").values
    assert gave_way[-1] > 0 and not gave_way[:-1].any()
    # What the evenings tell is what the members' states counted.
    assert fates.sum("end").values.tolist() == times.sel(event="accepted").values.tolist()
    otherwise = fates.drop_sel(end=["nothing", "carried out", "overtaken"]).sum("end")
    assert otherwise.values.tolist() == times.sel(event="ended").values.tolist()
