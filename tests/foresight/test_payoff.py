"""What a day pays, against closed forms: a pocket lost on day T pays its besieger d^T, a relieved one nothing."""

from typing import Any

import jax
import numpy as np
import pytest

from corridor.foresight import payoff
from corridor.foresight.payoff import COMMON, DEPARTED, GROUND, STRIKE, SUFFERING, WAR
from corridor.foresight.recorded import Days
from corridor.foresight.regress import to_go
from corridor.foresight.rows import tail
from corridor.model.diplomacy import PartyNumbers
from corridor.model.numbers import Params
from corridor.model.state import COLLAPSE, RELIEF, State
from corridor.model.talks import BREACH, SPOILER
from model.parley import changed, parley, told
from model.support import ground, morning

PATIENCE, LOST_ON = 0.01, 7
D = np.exp(-PATIENCE)
WEIGHS = {
    "talks.offers.patience": PATIENCE,
    "talks.party.ground": [1.3, 0.7, 0.9],
    "talks.party.days": [0.002, 0.003, 0.001],
    "talks.party.civilians": [0.0, 0.004, 0.005],
    "talks.party.preserved": [-0.1, 0.3, 0.05],
    "talks.party.escalation": [-0.2, 0.1, 0.3],
    "talks.party.blame": [0.05, 0.06, 0.07],
    "group.strength": [5000.0, 400.0],
}
ALL = 5 + 3
paid = jax.jit(payoff.paid)


def siege(numbers: dict[str, Any] | None = None, **fields: Any) -> Params:
    base = ground(zones=2, edges=[(0, 1)], held=[0.0, 0.2], pocket=[1.0, 1.0], area=[1.0, 3.0])
    return parley(WEIGHS | (numbers or {}), parties=3, at=base, bias=[0.0, 0.0, 0.4], **fields)


def ahead(evenings: list[State], known: Params) -> np.ndarray:
    """Payoff to go from each day on, the last evening's lot kept for good where it has ended: [day, component]."""
    pays = np.stack([np.asarray(paid(state, known)) for state in evenings])[:, None]
    facts = {"discount": np.full((1, 1), D, np.float32), "alive_after": np.zeros((len(pays), 1), np.float32)}
    unseen = np.zeros(0, np.float32)
    lasts = tail(Days({}, unseen, unseen, facts, pays, unseen, None), unseen, unseen, 0, {}, known.layout)
    return to_go(pays, np.array([D]), lasts)[:, 0]


def lost(known: Params, **fields: Any) -> list[State]:
    """Evenings of a pocket that stands untouched and is lost whole on day ``LOST_ON``."""
    first = morning(known, held=[0.0, 0.2])
    return [first] * LOST_ON + [morning(known, held=[1.0, 1.0], ending=COLLAPSE)._replace(**fields)]


def own_worth(known: Params, components: np.ndarray) -> np.ndarray:
    """By the model's weights: [party]."""
    own, weight, blame = (np.asarray(x, np.float64) for x in payoff.weights(known))
    return own + weight @ components[: len(COMMON)] - blame * components[len(COMMON) :]


def test_a_pocket_lost_on_day_t_pays_d_to_the_t_and_the_war_until_then() -> None:
    known = siege()
    found = ahead(lost(known), known)
    assert found[:, GROUND] == pytest.approx(D ** (LOST_ON - np.arange(LOST_ON + 1)), rel=1e-5)
    days_of_war = (1 - D ** (LOST_ON - np.arange(LOST_ON + 1))) / (1 - D)
    assert found[:, WAR] == pytest.approx(days_of_war, rel=1e-5, abs=1e-5)


def test_to_the_besieged_it_is_worth_what_is_left_of_it() -> None:
    only_ground = {f"talks.party.{name}": 0.0 for name in ("days", "civilians", "preserved", "escalation", "blame")}
    known = siege(only_ground | {"talks.party.ground": 1.0})
    worth = own_worth(known, ahead(lost(known), known)[0])
    assert worth[0] == pytest.approx(D**LOST_ON, rel=1e-5)
    assert worth[1] == pytest.approx(1 - D**LOST_ON, rel=1e-5)
    assert worth[0] + worth[1] == pytest.approx(1.0, rel=1e-6)
    # One in neither camp leans by its bias, and its zero is the pocket whole.
    assert worth[2] == pytest.approx(0.4 * D**LOST_ON, rel=1e-5)


def test_ground_counts_by_area_as_a_share_of_what_was_held_on_day_0() -> None:
    known = siege()
    taken = morning(known, held=[0.5, 0.6])
    # 0.5 of 1 km² and 0.4 of 3 km² more than on day 0, of 1 + 0.8 × 3.
    assert float(paid(taken, known)[GROUND]) == pytest.approx((1 - D) * (0.5 + 1.2) / 3.4, rel=1e-4)


def test_a_relieved_pocket_pays_the_besieger_nothing_more() -> None:
    known = siege()
    half = morning(known, held=[0.5, 0.6])
    found = ahead([half, half, half._replace(ending=half.ending * 0 + RELIEF)], known)
    assert found[2] == pytest.approx(np.zeros(ALL))
    assert found[1, GROUND] == pytest.approx((1 - D) * 0.5, rel=1e-4)


@pytest.mark.parametrize(("restraint", "war"), [([0.0, 0.0], 1.0), ([1.0, 0.0], 0.5), ([1.0, 1.0], 0.0)])
def test_a_plan_in_calm_pays_no_days_of_war(restraint: list[float], war: float) -> None:
    known = siege()
    assert float(paid(told(known, restraint=restraint), known)[WAR]) == pytest.approx(war)


def test_fighters_gone_intact_pay_for_ever() -> None:
    known = siege()
    gone = morning(known)._replace(departed=np.array([0.0, 400.0], np.float32))
    found = ahead([morning(known)] * 3 + [gone._replace(ending=gone.ending * 0 + COLLAPSE)], known)
    assert found[:, DEPARTED] == pytest.approx(D ** (3 - np.arange(4.0)), rel=1e-5)
    some = gone._replace(departed=np.array([900.0, 100.0], np.float32))
    assert float(paid(some, known)[DEPARTED]) == pytest.approx((1 - D) / 4, rel=1e-4)


def test_suffering_strike_and_broken_promises_count_one_on_their_day_and_none_once_it_is_over() -> None:
    starved = siege({"civilians.ration_half": 1.0})
    hungry = told(starved, strike=True, ended_by=BREACH, seen_broken=[1.0])
    pays = np.asarray(paid(hungry, starved))
    assert pays[SUFFERING] == pytest.approx(1.0) and pays[STRIKE] == 1.0
    # Party 0 owes the only provision.
    assert pays[len(COMMON) :] == pytest.approx([1.0, 0.0, 0.0])
    other = told(starved, ended_by=SPOILER, seen_broken=[1.0])
    assert np.asarray(paid(other, starved))[len(COMMON) :] == pytest.approx(0.0)
    over = hungry._replace(ending=hungry.ending * 0 + COLLAPSE)
    assert np.asarray(paid(over, starved))[[WAR, SUFFERING, STRIKE]] == pytest.approx(0.0)
    assert np.asarray(paid(over, starved))[len(COMMON) :] == pytest.approx(0.0)


def test_the_host_weighs_as_the_model_does() -> None:
    known = siege()
    components = np.random.default_rng(4).normal(size=(5, 2, ALL))
    held = PartyNumbers(*(np.stack([np.asarray(x)] * 2) for x in known.numbers.talks.party))
    expected = np.array([[own_worth(known, c) for c in row] for row in components])
    for number in range(3):
        found = payoff.worth(components, held, number, known.layout)
        assert found == pytest.approx(expected[..., number], rel=1e-5)


def test_refusals_are_told_apart_from_what_the_day_paid() -> None:
    known = siege()
    refusing = told(known, refused_by=[0.0, 1.0, 0.0])
    assert np.asarray(payoff.refused(refusing)).tolist() == [0.0, 1.0, 0.0]
    assert np.asarray(paid(refusing, known)) == pytest.approx(np.asarray(paid(changed(refusing), known)))
    assert np.asarray(paid(refusing, known))[len(COMMON) :] == pytest.approx(0.0)
