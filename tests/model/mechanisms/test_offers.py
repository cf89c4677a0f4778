"""Offers beside one side's own measure: what may be put forward, what an acceptance and a refusal leave behind."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model.mechanisms import agreements, offers
from corridor.model.mechanisms.offers import IMPOSSIBLE
from corridor.model.state import Given, State
from corridor.model.talks import BROKEN, KEPT, NO_PLAN, PENDING, SUPERSEDED, free
from corridor.rng import run_key
from model.parley import changed, finite, parley
from model.support import morning, nothing

MEASURE, DEAL, OTHER = 0, 1, 2
PARTY = np.eye(2)
SURE = 60.0
"""Gain or loss in units of noise at which a choice is sure."""


def parted(**more):
    """The besieger's measure, a deal of both camps with the same core, and a second measure; two promises a plan."""
    plan = np.repeat(np.eye(3), 2, axis=1)
    numbers = {"talks.offers.cooling": 7.0, "talks.faction.power": [1.0, 0.0, 0.0, 0.0] * 2} | more.pop("numbers", {})
    fields: dict[str, Any] = {"once": [1.0, 0.0] * 3} | more
    return parley(numbers, provisions=6, plan=np.ones(3), plan_provision=plan,
                  unilateral=[1.0, 0.0, 1.0], same_core=[[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
                  plan_proposer=np.array([PARTY[0], PARTY[0], PARTY[0]]),
                  plan_required=np.array([PARTY[0], [1.0, 1.0], PARTY[0]]),
                  **fields)  # fmt: skip


def standing(known, plan=MEASURE, days=5, gain=0.0, eager=SURE, **more) -> State:
    """A morning on which ``plan`` has stood for some days: all are eager to offer, and gain so much by any plan."""
    state = changed(morning(known), plan=plan, plan_day=days, calm=days, provision=[PENDING, KEPT, 0, 0, 0, 0],
                    last_try=[2, days - 1, -1, -1, -1, -1], accepted=np.arange(3) == plan,
                    accepted_day=np.where(np.arange(3) == plan, 0, -1), **more)  # fmt: skip
    values = state.talks.values
    values = values._replace(
        refuse=values.refuse * 0.0, propose=values.propose * 0.0 + eager, accept=values.accept * 0.0 + gain
    )
    return changed(state, values=values)._replace(day=jnp.int32(days))


def imposed(at, menu=1.0, **talks) -> Given:
    given = jax.tree.map(lambda x: x[0], nothing(at.layout, 1))
    fields = {name: jnp.asarray(value, getattr(given.talks, name).dtype) for name, value in talks.items()}
    return given._replace(talks=given.talks._replace(menu=given.talks.menu * 0.0 + menu, **fields))


@jax.jit
def _offer(state, known, given):
    return offers.step(run_key(5), state, known, given)[0]


def offer(state, at, **given) -> State:
    return _offer(state, at, imposed(at, **given))


_scores, _agree = jax.jit(offers.scores), jax.jit(agreements.step)


def may(known, plan, menu=(1.0, 1.0, 1.0), **state):
    """Which plans may be put forward while ``plan`` is in force."""
    made = standing(known, plan, **state)
    weight = np.asarray(_scores(made, jnp.ones(2), jnp.asarray(menu, jnp.float32), known))
    return (weight[0] > 0.5 * IMPOSSIBLE).tolist()


def test_beside_a_measure_only_a_public_deal_may_be_put_forward():
    known = parted()
    assert may(known, NO_PLAN) == [True, True, True]
    assert may(known, MEASURE) == [False, True, False]
    assert may(known, DEAL) == [False, False, False]
    assert may(known, MEASURE, menu=(1.0, 0.0, 1.0)) == [False, False, False]
    assert may(known, MEASURE, waiting=[0.0, 1.0, 0.0]) == [False, False, False]
    assert [bool(free(standing(known, plan).talks, known)) for plan in (NO_PLAN, MEASURE, DEAL)] == [True, True, False]


def test_where_no_plan_is_a_measure_a_plan_in_force_closes_the_talks():
    known = parted()
    bare = known._replace(layout=known.layout._replace(talks=known.layout.talks._replace(unilateral=jnp.zeros(3))))
    assert may(bare, MEASURE) == [False, False, False]
    assert int(offer(standing(bare, gain=SURE), bare).talks.today.offered) == NO_PLAN


def test_an_accepted_deal_supersedes_the_measure_which_has_not_failed():
    known = parted()
    before = standing(known, gain=SURE)
    after = offer(before, known)
    talks = after.talks
    assert (int(talks.today.offered), bool(talks.today.accepted), int(talks.plan)) == (DEAL, True, DEAL)
    assert (int(talks.plan_day), int(talks.calm), int(talks.accepted_day[DEAL])) == (0, 0, 5)
    assert talks.ended.tolist() == [1, 0, 0] and talks.last_end.tolist() == [SUPERSEDED, 0, 0]
    assert not talks.failures.any() and not talks.waiting.any() and not talks.carried.any()
    # The daily promise that held to the end was kept; the other was still to be done: neither stalled nor failed.
    assert talks.kept.tolist() == [0, 1, 0, 0, 0, 0]
    assert not (talks.broken + talks.lapsed + talks.failed).any()
    assert talks.provision.tolist() == [PENDING, KEPT, PENDING, PENDING, 0, 0] and finite(after)


def test_a_refused_deal_leaves_the_measure_as_it_was():
    known = parted()
    before = standing(known, gain=-SURE)
    talks = offer(before, known).talks
    assert (int(talks.today.offered), bool(talks.today.accepted), int(talks.plan)) == (DEAL, False, MEASURE)
    assert talks.refused.tolist() == [0, 1, 0] and talks.waiting.tolist() == [0.0, 7.0, 0.0]
    assert talks.today.refused_by.tolist() == [0.0, 1.0]
    for name in ("plan_day", "calm", "provision", "last_try", "ended", "last_end", "kept", "failures", "accepted"):
        assert np.array_equal(getattr(talks, name), getattr(before.talks, name)), name


def test_a_measure_that_was_carried_out_stays_so_when_it_is_superseded():
    known = parted()
    done = standing(known, gain=SURE, carried=[1, 0, 0], carried_day=[3, -1, -1])
    talks = offer(done, known).talks
    assert (int(talks.plan), talks.ended.tolist(), talks.carried.tolist()) == (DEAL, [0, 0, 0], [1, 0, 0])
    assert talks.last_end.tolist() == [SUPERSEDED, 0, 0]


def test_a_promise_broken_on_the_last_evening_is_counted_once():
    known = parted()
    before = standing(known, gain=SURE)
    before = changed(before, provision=[PENDING, BROKEN, 0, 0, 0, 0])
    assert offer(before, known).talks.broken.tolist() == [0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(("in_force", "plan", "ended"), [(DEAL, DEAL, 1), (MEASURE, MEASURE, 0)])
def test_the_record_says_whether_an_offer_beside_a_measure_supersedes_it(in_force, plan, ended):
    known = parted(numbers={"talks.agreements.try_able": 0.0})  # so that nothing is carried out that day
    given = {"known": True, "offered": DEAL, "plan": in_force}
    after = offer(standing(known), known, **given)
    after, _ = _agree(run_key(1), after, known, imposed(known, **given))
    assert (int(after.talks.plan), int(after.talks.ended[MEASURE])) == (plan, ended)
    assert (int(after.talks.today.ended), int(after.talks.today.ended_by)) == (NO_PLAN, 0)
    assert not after.talks.failures.any()


def test_the_record_may_begin_the_plan_in_force_anew():
    known = parted()
    talks = offer(standing(known), known, known=True, offered=MEASURE, plan=MEASURE).talks
    assert (int(talks.plan), int(talks.plan_day), talks.ended.tolist()) == (MEASURE, 0, [0, 0, 0])


def test_every_acceptance_ends_once_or_stands():
    """Over many mornings of chance: accepted = ended + carried out + in force, plan by plan; a deal closes talks."""
    known = parted(numbers={"talks.provision.kills": 0.02, "talks.provision.sensitivity": 0.9,
                            "talks.provision.specificity": 0.9, "talks.offers.cooling": 2.0},
                   plan_days=[0.0, 25.0, 0.0], once=0.0)  # fmt: skip
    given = imposed(known)

    @jax.jit
    def live(state, key):
        def one(state, key):
            new = offers.step(key, state, known, given)[0]
            new = agreements.step(jax.random.fold_in(key, 1), new, known, given)[0]
            new = new._replace(day=new.day + 1)
            return new, (state.talks.plan, new.talks.today.offered, new.talks.today.accepted)

        return jax.lax.scan(one, state, jax.random.split(key, 800))

    last, days = live(standing(known, NO_PLAN, eager=-1.0), run_key(3))
    talks, (plan, offered, accepted) = last.talks, map(np.asarray, days)
    done = (talks.carried_day >= talks.accepted_day) & (talks.carried_day >= 0)
    stands = (np.arange(3) == int(talks.plan)) & ~np.asarray(done)
    assert talks.carried.any() and set(np.unique(plan)) == {NO_PLAN, MEASURE, DEAL, OTHER}
    assert np.array_equal(np.asarray(talks.accepted - talks.carried) - stands, talks.ended)
    assert np.all(offered[plan == DEAL] == NO_PLAN)
    beside = np.isin(plan, (MEASURE, OTHER))
    assert set(offered[beside]) == {NO_PLAN, DEAL}
    assert (beside & accepted).sum() > 10 and (beside & (offered == DEAL) & ~accepted).sum() > 10
