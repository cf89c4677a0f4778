"""What parties expect by given coefficients, against a plain evaluation of the same sums written apart."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from corridor.foresight import outlook, payoff
from corridor.foresight.features import NAMES, features
from corridor.foresight.outlook import CAMP_TERMS, TERMS
from corridor.foresight.payoff import COMMON, GROUND
from corridor.foresight.signals import overrated, signals, trusts
from corridor.model.expectations import Expectations, nobody
from corridor.model.numbers import Params
from corridor.model.state import State
from corridor.model.talks import KEPT
from corridor.model.values import Values
from model.parley import changed, parley
from model.support import ground, morning

OBSERVER = [0, 1, 2, 1]
"""Of each party: the besieger's principal, the besieged one's, one in neither camp, and a second one besieged."""
VIEW = [0, 1, 2]
"""Of each observer."""
PARTIES, PLANS, PROVISIONS, SHARE = 4, 2, 3, len(COMMON)
WEIGHS = {
    "talks.offers.patience": 0.004,
    "talks.offers.exposing": 0.3,
    "talks.party.ground": [1.3, 0.7, 0.9, 1.1],
    "talks.party.days": [0.002, 0.003, 0.001, 0.0],
    "talks.party.civilians": [0.0, 0.004, 0.005, 0.001],
    "talks.party.preserved": [-0.1, 0.3, 0.05, 0.2],
    "talks.party.escalation": [-0.2, 0.1, 0.3, 0.4],
    "talks.party.blame": [0.05, 0.06, 0.07, 0.08],
    "talks.party.unable": 1.0,
    "talks.party.odds_bias": [0.8, 0.4, 0.0, 0.0],
    "talks.party.conviction": 6.0,
    "talks.agreements.unable_success": 0.5,
    "talks.provision.capability": 0.8,
    "group.strength": [5000.0, 4000.0],
    "depot.stock": [3.0, 7.0],
    "depot.half": 5.0,
    "assault.battle_exponent": 0.5,
}
OBLIGOR = [0, 1, 2]
PLAN_OF = [0, 1, 1]
evaluate = jax.jit(outlook.evaluate)


def expectations(seed: int | None, **replaced: Any) -> Expectations:
    """Coefficients at random, or 0."""
    draw = np.random.default_rng(seed)
    components = SHARE + PARTIES

    def some(*shape: int) -> Any:
        full = (3, components, *shape)
        return jnp.asarray(np.zeros(full) if seed is None else draw.normal(scale=0.3, size=full), jnp.float32)

    sees, is_observer = np.eye(3)[VIEW], np.eye(3)[OBSERVER]
    made = Expectations(
        fight=some(len(NAMES)),
        accept=some(len(TERMS), PLANS),
        standing=some(len(TERMS), PLANS),
        press=some(2, len(CAMP_TERMS)),
        sees=jnp.asarray(sees, jnp.float32),
        is_observer=jnp.asarray(is_observer, jnp.float32),
        overrates=jnp.float32(0.0),
        explore=jnp.float32(0.0),
        deviant=nobody(),
    )
    return made._replace(**{name: jnp.asarray(x, jnp.float32) for name, x in replaced.items()})


def siege(by: Expectations, numbers: dict[str, Any] | None = None) -> Params:
    """Four parties, a plan of one promise and one of two."""
    base = ground(zones=2, edges=[(0, 1)], held=0.0, pocket=[1.0, 1.0])._replace(expectations=by)
    return parley(
        WEIGHS | (numbers or {}),
        parties=PARTIES,
        provisions=PROVISIONS,
        at=base,
        view=np.eye(3)[:, [0, 1, 2, 1]],
        principal=np.eye(PARTIES)[[0, 1]],
        bias=[0.0, 0.0, -0.4, 0.0],
        strikes=[0.0, 0.0, 0.0, 1.0],
        plan=np.ones(PLANS),
        plan_days=np.zeros(PLANS),
        plan_provision=np.eye(PLANS)[PLAN_OF].T,
        same_core=np.eye(PLANS),
        obligor=np.eye(PARTIES)[OBLIGOR],
        once=[0.0, 1.0, 1.0],
    )


def today(known: Params, **talks: Any) -> State:
    state = morning(known, held=[0.3, 0.1], cohesion=[0.8, 0.6])
    return changed(state, **({"wins": [3.0, 1.0], "provision": [0, KEPT, 0], "plan": -1} | talks))


def plainly(state: State, known: Params) -> dict[str, np.ndarray]:
    """The same by loops over parties, components and terms."""
    by = jax.tree.map(lambda x: np.asarray(x, np.float64), known.layout.expectations)
    talks, party = known.layout.talks, known.numbers.talks.party
    trusted = trusts(state, known)
    at = signals(state, known, trusted, overrated(state, known))
    x, trust = np.asarray(features(at), np.float64), np.asarray(trusted, np.float64)
    # Only plan 1 asks anything once: one of two such promises is kept.
    done = 0.5 if int(state.talks.plan) == 1 else 0.0
    weigh = {name: np.asarray(getattr(party, name), np.float64) for name in party._fields}
    lean = [1.0, -1.0, -0.4, -1.0]

    def worth(p: int, component: np.ndarray) -> float:
        common = [weigh["ground"][p] * lean[p], -weigh["days"][p], -weigh["civilians"][p], weigh["preserved"][p],
                  weigh["escalation"][p]]  # fmt: skip
        return sum(c * w for c, w in zip(component[:SHARE], common, strict=True)) - (
            weigh["blame"][p] * component[SHARE + p]
        )

    def term(view: int, plan: int) -> list[float]:
        asked = [trust[view, o] for o, of in zip(OBLIGOR, PLAN_OF, strict=True) if of == plan]
        return [1.0, 2 * float(at.front[view]) - 1, float(at.odds[view]), float(at.patience[view]), done,
                float(np.mean(asked)) - 0.5]  # fmt: skip

    fight, accept = np.zeros(PARTIES), np.zeros((PARTIES, PLANS))
    for p in range(PARTIES):
        o, v = OBSERVER[p], VIEW[OBSERVER[p]]
        own = weigh["ground"][p] * (p in (1, 3))
        fight[p] = own + worth(p, by.fight[o] @ x[v])
        for plan in range(PLANS):
            used = by.standing if int(state.talks.plan) == plan else by.accept
            accept[p, plan] = fight[p] + worth(p, used[o, :, :, plan] @ np.array(term(v, plan)))
    stocks = [at.besieger_stock, at.besieged_stock]
    more = [
        worth(c, by.press[c, :, c] @ np.array([1.0, 2 * float(at.front[c]) - 1, float(at.odds[c]), float(s[c])]))
        for c, s in enumerate(stocks)
    ]
    lost = np.clip(by.fight[OBSERVER[3], GROUND] @ x[VIEW[OBSERVER[3]]], 0.0, 1.0)
    exposed = np.asarray(outlook.exposes(state, known), np.float64)
    assert np.asarray(talks.obligor).argmax(axis=1).tolist() == OBLIGOR
    return {
        "refuse": fight,
        "accept": accept,
        "propose": accept + 0.3 * exposed,
        "attempt": np.array([accept[o, plan] for o, plan in zip(OBLIGOR, PLAN_OF, strict=True)]),
        "stall": np.array([fight[o] - weigh["blame"][o] for o in OBLIGOR]),
        "hold": fight[:2],
        "press": fight[:2] + more,
        "strike": np.array([0.0, 0.0, 0.0, weigh["escalation"][3] * lost]),
        "restrain": np.zeros(PARTIES),
    }


@pytest.mark.parametrize("plan", [-1, 0, 1])
@pytest.mark.parametrize("overrates", [0.0, 1.0])
def test_values_are_the_plain_sums(plan: int, overrates: float) -> None:
    known = siege(expectations(3, overrates=overrates))
    state = today(known, plan=plan)
    found, expected = evaluate(state, known), plainly(state, known)
    assert set(expected) == set(Values._fields)
    for name, value in expected.items():
        assert np.asarray(getattr(found, name)) == pytest.approx(value, abs=2e-5), name


def test_what_stands_counts_only_where_it_is_in_force() -> None:
    """Other coefficients for the plan in force move that plan's worth and nothing else."""
    one, other = expectations(3), expectations(3, standing=expectations(8).standing)
    for plan in (-1, 0, 1):
        first, second = (np.asarray(evaluate(today(k, plan=plan), k).accept) for k in (siege(one), siege(other)))
        moved = np.abs(first - second).max(axis=0) > 1e-4
        assert moved.tolist() == [plan == 0, plan == 1]


def test_without_coefficients_a_party_expects_what_is_its_own() -> None:
    known = siege(expectations(None))
    state = today(known)
    found = evaluate(state, known)
    own, blame = np.array([0.0, 0.7, 0.0, 1.1]), np.array(WEIGHS["talks.party.blame"])
    assert np.asarray(found.refuse) == pytest.approx(own)
    assert np.asarray(found.accept) == pytest.approx(np.stack([own] * PLANS, axis=1))
    assert np.asarray(found.press) == pytest.approx(own[:2]) and np.asarray(found.hold) == pytest.approx(own[:2])
    assert np.asarray(found.attempt) == pytest.approx(own[OBLIGOR])
    assert np.asarray(found.stall) == pytest.approx((own - blame)[OBLIGOR])
    assert np.asarray(found.strike) == pytest.approx(0.0)


@pytest.mark.parametrize("charged", range(PARTIES))
def test_a_party_is_charged_its_own_blame_and_nobody_else_s(charged: int) -> None:
    """Two expected cases of one party's blame: it alone is worse off, by twice its own price."""
    weight = np.zeros((3, SHARE + PARTIES, len(NAMES)))
    # The splines of the front sum to 1, so this is a constant.
    weight[:, SHARE + charged, :8] = 2.0
    known = siege(expectations(None, fight=weight))
    clear = siege(expectations(None))
    state = today(known)
    moved = np.asarray(evaluate(state, clear).refuse) - np.asarray(evaluate(state, known).refuse)
    expected = np.zeros(PARTIES)
    expected[charged] = 2.0 * np.array(WEIGHS["talks.party.blame"])[charged]
    assert moved == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("battles", [0.0, 6.0, 18.0])
def test_overrating_moves_only_the_odds_and_fades_with_battles_seen(battles: float) -> None:
    """By bias × conviction / (conviction + battles), up for the besieger's view, down for the besieged's, 0 outside."""
    fair, proud = siege(expectations(3)), siege(expectations(3, overrates=1.0))
    state = today(fair, wins=[battles / 2, battles / 2])
    assert np.asarray(overrated(state, fair)) == pytest.approx(0.0)
    shift = np.asarray(overrated(state, proud))
    assert shift == pytest.approx(np.array([0.8, -0.4, 0.0]) * 6.0 / (6.0 + battles), rel=1e-5)
    trusted = trusts(state, proud)
    before, after = (signals(state, proud, trusted, jnp.asarray(s)) for s in (np.zeros(3, np.float32), shift))
    for name, old, new in zip(before._fields, before, after, strict=True):
        expected = shift / 4.0 if name == "odds" else 0.0
        assert np.asarray(new - old) == pytest.approx(expected, abs=1e-6), name


def test_shares_above_one_pocket_are_mutual_optimism() -> None:
    """Overrating each its own odds lifts both shares where the ground expected rises with the odds."""
    weight = np.zeros((3, SHARE + PARTIES, len(NAMES)))
    weight[:, GROUND, :8], weight[:, GROUND, NAMES.index("odds")] = 0.4, 0.5
    sums = []
    for overrates in (0.0, 1.0):
        known = siege(expectations(None, fight=weight, overrates=overrates))
        sums.append(float(outlook.shares(today(known, wins=[0.0, 0.0]), known).sum()))
    assert sums[0] == pytest.approx(1.0, abs=1e-6)
    assert sums[1] == pytest.approx(1.0 + 0.5 * (0.8 + 0.4) / 4.0, abs=1e-5)


def test_payoff_weights_are_those_of_the_values() -> None:
    """The provider and the payoffs that are fitted weigh alike: own + weights × components - blame × own cases."""
    known = siege(expectations(5))
    state = today(known)
    x = np.asarray(outlook.look(state, known).features, np.float64)
    own, weight, blame = (np.asarray(v, np.float64) for v in payoff.weights(known))
    by = np.asarray(known.layout.expectations.fight, np.float64)
    ahead = np.stack([by[OBSERVER[p]] @ x[VIEW[OBSERVER[p]]] for p in range(PARTIES)])
    cases = np.array([ahead[p, SHARE + p] for p in range(PARTIES)])
    expected = own + np.sum(weight * ahead[:, :SHARE], axis=1) - blame * cases
    assert np.asarray(evaluate(state, known).refuse) == pytest.approx(expected, abs=1e-5)
