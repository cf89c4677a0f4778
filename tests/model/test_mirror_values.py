"""Exchange the camps of a siege with talks, and every party's values are those of the party that stands in its place.

What makes the besieged different is no part of it: that they can't win by storming (the walk's lower edge, here taken
to absorb as the upper one does), relief, who leaves or parts, the outside strike.
"""

from functools import partial

import numpy as np
import pytest

from corridor.model import prospect, reduced
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.model.weights import params
from corridor.scenario.kinds import LEVERS
from model.parley import changed, parley
from model.support import ground, morning

PROMISED = ("fire", "fire", "air", "aid", "ground", "ground", "watch", "exchange", "exit")
"""Levers of the plans' promises; the first of two is the besieger's."""
PARTIES = 3
"""The principals, and an ally of the besieger that decides for nobody."""


def _plans() -> dict[str, np.ndarray]:
    count = len(PROMISED)
    lever = np.zeros((len(LEVERS), count))
    lever[[LEVERS.index(name) for name in PROMISED], np.arange(count)] = 1.0
    once = np.array([name in ("ground", "exchange") for name in PROMISED], float)
    obligor = np.eye(PARTIES)[[0, 1, 2, 0, 0, 1, 1, 0, 0]]
    holds = np.array([[1, 1, 1, 1, 0, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1, 0, 1, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0]], float)
    zones = np.ones((count, 3))
    return dict(lever=lever, once=once, obligor=obligor, plan_provision=holds, plan=np.ones(3),
                plan_days=np.array([0.0, 30.0, 0.0]), same_core=np.eye(3), provision_zone=zones)  # fmt: skip


def drawn(seed: int) -> tuple[Params, State]:
    """Two camps with their talks, everything that may differ between them drawn at random."""
    rng = np.random.default_rng(seed)
    u = rng.uniform
    base = ground(zones=3, edges=[(0, 1), (1, 2)], held=0.0, pocket=[1.0, 1.0, 1.0])
    size = len(PROMISED)
    numbers = {
        "group.strength": u(2000, 6000, 2), "depot.stock": 1.0, "depot.half": 1e-9, "assault.battle_exponent": 0.5,
        "people.population": 1000.0, "people.food_capacity": 5.0, "civilians.ration_half": 2.0,
        "talks.offers.patience": 0.004, "talks.offers.step_pace": 0.02, "talks.offers.exposing": 0.02,
        "talks.party.ground": u(0.5, 1.5, PARTIES), "talks.party.days": u(0, 0.002, PARTIES),
        "talks.party.civilians": u(0, 0.002, PARTIES), "talks.party.blame": u(0, 0.1, PARTIES),
        "talks.party.conviction": u(2, 20, PARTIES), "talks.party.odds_bias": u(-0.3, 0.6, PARTIES),
        "talks.party.able": 0.4, "talks.party.unable": 0.3, "talks.party.preserving": 0.3,
        "talks.agreements.try_unable": 0.8, "talks.agreements.try_preserving": 0.2,
        "talks.agreements.unable_success": 0.1, "talks.provision.effect": u(0.2, 1, size),
        "talks.provision.capability": u(0.3, 1, size), "talks.provision.kills": u(0, 0.3, size),
        "talks.provision.sensitivity": u(0.5, 1, size),
    }  # fmt: skip
    known = parley(numbers, parties=PARTIES, at=base, provisions=size, clients=rng.integers(0, 2, size),
                   principal=np.eye(3)[:2], view=[[1, 0, 1], [0, 1, 0], [0, 0, 0]],
                   **_plans())  # fmt: skip
    state = morning(known, held=u(0.1, 0.9, 3), tempo=[0.7, 0.3])
    record = rng.normal(size=(3, PARTIES, 3))
    return known, changed(state, wins=u(0, 5, 2), record=record, pace=u(0, 0.02), failures=rng.integers(0, 3, 3))


def mirrored(known: Params, state: State) -> tuple[Params, State]:
    """The same with the camps exchanged: each group and party is who it was, on the other side of the ring."""
    layout, swap = known.layout, np.array([1, 0, 2])
    talks = layout.talks._replace(view=layout.talks.view[swap], principal=layout.talks.principal[::-1])
    other = layout._replace(talks=talks, group_camp=layout.group_camp[::-1], group_inside=layout.group_inside[::-1])
    there = state._replace(held=1.0 - state.held, today=state.today._replace(tempo=state.today.tempo[::-1]))
    record, wins = np.asarray(state.talks.record)[swap], np.asarray(state.talks.wins)[::-1]
    return params(other, known.numbers), changed(there, record=record, wins=wins)


@pytest.fixture
def absorbing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The besieged win by storming as the besieger does."""
    finish, look = prospect.finish, prospect.prospect
    monkeypatch.setattr(prospect, "prospect", partial(look, reflecting=False))
    monkeypatch.setattr(prospect, "finish", lambda *args, reflecting: finish(*args, reflecting=False))


@pytest.mark.usefixtures("absorbing")
@pytest.mark.parametrize("seed", range(6))
def test_values_are_mirrored(seed: int) -> None:
    known, state = drawn(seed)
    other, there = mirrored(known, state)
    here, seen = reduced.evaluate(state, known), reduced.evaluate(there, other)
    for name in ("accept", "refuse", "propose", "attempt", "stall"):
        a, b = (np.asarray(getattr(values, name)) for values in (here, seen))
        assert np.abs(a).max() > 0.01
        np.testing.assert_allclose(b, a, atol=3e-4, err_msg=name)
    for name in ("press", "hold"):
        np.testing.assert_allclose(getattr(seen, name), getattr(here, name)[::-1], atol=3e-4, err_msg=name)


def test_a_wall_that_only_the_besieger_can_pass_is_no_mirror() -> None:
    # Or the mirror would show nothing: with the edge as it is, values near it differ.
    known, state = drawn(0)
    state = state._replace(held=state.held * 0.0 + 0.08)
    other, there = mirrored(known, state)
    a, b = (np.asarray(reduced.evaluate(s, k).refuse) for k, s in ((known, state), (other, there)))
    assert np.abs(a - b).max() > 0.02
