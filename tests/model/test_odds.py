"""The siege this morning as a walk: closed forms of its odds, pace, costs and talks, limits, and camps exchanged."""

import jax.numpy as jnp
import numpy as np
import pytest

from corridor.model import odds
from corridor.model.diplomacy import TalksLayout
from corridor.model.prospect import LEAST_CHANCE, MOST_DISCOUNT
from model.parley import changed, parley
from model.support import ground, morning

POWER = {"depot.stock": 1.0, "depot.half": 1e-9, "assault.battle_exponent": 0.6}
TWO = {"principal": np.eye(2)}


def siege(strength, numbers=None, terrain=1.0, **fields):
    base = ground(zones=2, edges=[(0, 1)], held=[0.5, 0.0], pocket=[1.0, 1.0], terrain=terrain)
    return parley(POWER | {"group.strength": strength} | (numbers or {}), at=base, **(TWO | fields))


def log_odds(known, state=None):
    state = morning(known) if state is None else state
    return float(odds.battle(state, odds.power(state, known), known))


@pytest.mark.parametrize("ratio", [0.1, 0.5, 1.0, 3.0, 20.0])
def test_odds_are_a_power_of_the_ratio_of_power(ratio):
    assert log_odds(siege([1000.0 * ratio, 1000.0])) == pytest.approx(0.6 * np.log(ratio), abs=1e-5)


def test_power_is_persons_by_quality_cohesion_and_supply():
    numbers = {"group.quality": [0.5, 2.0], "group.cohesion": [0.8, 0.25], "depot.stock": [3.0, 1.0],
               "depot.capacity": 5.0, "depot.half": [1.0, 1.0]}  # fmt: skip
    known = siege([4000.0, 1000.0], numbers)
    found = np.asarray(odds.power(morning(known), known))
    assert found == pytest.approx([4000 * 0.5 * 0.8 * 0.75, 1000 * 2.0 * 0.25 * 0.5])
    assert log_odds(known) == pytest.approx(0.6 * np.log(1200.0 / 250.0), abs=1e-5)


def test_twice_as_many_on_both_sides_changes_nothing():
    assert log_odds(siege([600.0, 900.0])) == pytest.approx(log_odds(siege([1200.0, 1800.0])), abs=1e-6)


@pytest.mark.parametrize(
    ("strength", "expected"),
    [([1000.0, 0.0], odds.MOST_ODDS), ([0.0, 1000.0], -odds.MOST_ODDS), ([0.0, 0.0], 0.0), ([700.0, 700.0], 0.0)],
)
def test_limits_of_the_ratio(strength, expected):
    assert log_odds(siege(strength)) == pytest.approx(expected, abs=1e-6)


def test_camps_exchanged_exchange_the_odds_and_the_views():
    here = siege([3000.0, 1700.0], {"talks.party.odds_bias": [0.3, 0.1], "talks.party.conviction": [4.0, 9.0]})
    there = siege([1700.0, 3000.0], {"talks.party.odds_bias": [0.1, 0.3], "talks.party.conviction": [9.0, 4.0]})
    assert log_odds(there) == pytest.approx(-log_odds(here), abs=1e-6)
    seen = odds.views(jnp.float32(log_odds(here)), changed(morning(here), wins=[3.0, 1.0]), here)
    mirror = odds.views(jnp.float32(log_odds(there)), changed(morning(there), wins=[1.0, 3.0]), there)
    assert np.asarray(mirror.mean) == pytest.approx(1.0 - np.asarray(seen.mean)[::-1], abs=1e-6)
    assert np.asarray(mirror.weight) == pytest.approx(np.asarray(seen.weight)[::-1])


def test_terrain_multiplies_the_defence():
    assert log_odds(siege([1000.0, 1000.0], terrain=2.5)) == pytest.approx(-0.6 * np.log(2.5), abs=1e-5)


def test_a_spoiler_group_that_stands_alone_no_longer_counts():
    camps = {"group_camp": [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]], "group_inside": [0.0, 1.0, 1.0],
             "group_depot": [[1, 0], [0, 1], [0, 1]]}  # fmt: skip
    base = ground(zones=1, held=0.5, **camps)
    numbers = POWER | {"group.strength": [3000.0, 1000.0, 2000.0]}
    known = parley(numbers, at=base, spoiler=[0.0, 0.0, 1.0], **TWO)
    assert log_odds(known) == pytest.approx(0.0, abs=1e-5)
    apart = changed(morning(known), separated=[0.0, 1.0, 0.0])
    assert log_odds(known, apart) == pytest.approx(0.6 * np.log(3.0), abs=1e-5)


def test_overrating_shifts_the_log_odds_and_battles_seen_are_counted_in():
    known = siege([1000.0, 1000.0], {"talks.party.odds_bias": [0.4, 0.2], "talks.party.conviction": [6.0, 1e6]})
    found = odds.views(jnp.float32(0.5), changed(morning(known), wins=[2.0, 7.0]), known)
    first = 1 / (1 + np.exp(-0.9))
    assert float(found.mean[0]) == pytest.approx((6 * first + 2) / 15, abs=1e-6)
    # Who is sure learns nothing from nine battles.
    assert float(found.mean[1]) == pytest.approx(1 / (1 + np.exp(-0.3)), abs=1e-4)


def test_a_strike_gives_the_besieged_hope_and_the_besieger_none():
    known = siege([1000.0, 1000.0], {"talks.intervention.news": 0.7, "talks.party.conviction": 5.0})
    calm, struck = (odds.views(jnp.float32(0.2), changed(morning(known), strike_day=day), known) for day in (-1, 4))
    assert np.asarray(calm.mean) == pytest.approx(1 / (1 + np.exp(-0.2)), abs=1e-6)
    assert np.asarray(struck.mean) == pytest.approx(1 / (1 + np.exp([-0.2, 0.5])), abs=1e-6)


def test_where_no_principal_speaks_the_odds_themselves_do():
    known = siege([1000.0, 1000.0], {"talks.party.odds_bias": 5.0}, principal=np.zeros((2, 2)))
    found = odds.views(jnp.float32(0.5), morning(known), known)
    assert np.asarray(found.mean) == pytest.approx(1 / (1 + np.exp(-0.5)), abs=1e-6)
    assert np.asarray(found.weight) == pytest.approx(odds.UNSPOKEN)


def test_no_chance_is_nothing_or_sure():
    known = siege([1000.0, 1000.0], {"talks.party.odds_bias": [40.0, 40.0], "talks.party.conviction": 1e9})
    found = np.asarray(odds.views(jnp.float32(0.0), morning(known), known).mean)
    assert found == pytest.approx([1.0 - LEAST_CHANCE, LEAST_CHANCE], abs=1e-7)


@pytest.mark.parametrize(("pace", "rate"), [(0.0, 0.03), (0.001, 0.03), (0.02, 0.24)])
def test_battles_come_at_the_front_s_pace_or_at_the_least(pace, rate):
    known = siege([1.0, 1.0], {"talks.offers.step_pace": 0.03, "talks.offers.patience": 0.002})
    state = changed(morning(known), pace=pace)
    assert float(odds.pace(state, known)) == pytest.approx(rate)
    terms = odds.terms(jnp.array([0.5, 1.0]), state, known)
    assert float(terms.discount) == pytest.approx(np.exp(-0.002 / rate), abs=1e-6)
    # What one a day is worth until the next battle: the integral of exp(-0.002 t) from 0 to 1/rate.
    days = np.linspace(0.0, 1.0 / rate, 100_001)
    worth = np.trapezoid(np.exp(-0.002 * days), days)
    assert float(odds.lasting(state, known)) == pytest.approx(worth, rel=1e-4)
    assert np.asarray(terms.cost) == pytest.approx([0.5 * worth, worth], rel=1e-4)


def test_who_is_patient_counts_days_as_they_are():
    known = siege([1.0, 1.0], {"talks.offers.step_pace": 0.05, "talks.offers.patience": 0.0})
    assert float(odds.lasting(morning(known), known)) == pytest.approx(20.0, rel=1e-3)
    assert float(odds.terms(jnp.zeros(2), morning(known), known).discount) == pytest.approx(MOST_DISCOUNT)


def test_suffering_is_one_less_the_product_of_what_is_spared():
    assert float(odds.together(*map(jnp.float32, (0.5, 0.5, 0.0)))) == pytest.approx(0.75)
    for one in np.eye(3, dtype=np.float32):
        assert float(odds.together(*map(jnp.float32, one))) == 1.0
    parts = np.random.default_rng(1).uniform(size=(3, 50)).astype(np.float32)
    found = np.asarray(odds.together(*map(jnp.asarray, parts)))
    assert (found >= parts.max(axis=0) - 1e-6).all() and (found <= 1.0).all()
    assert found == pytest.approx(np.asarray(odds.together(*map(jnp.asarray, parts[::-1]))), abs=1e-6)


def test_days_of_war_cost_more_where_civilians_suffer():
    known = siege([1.0, 1.0], {"talks.party.days": [0.001, 0.002], "talks.party.civilians": [0.0, 0.01],
                               "people.population": 1000.0, "people.food_capacity": 0.0})  # fmt: skip
    assert np.asarray(odds.cost(morning(known), known)) == pytest.approx([0.001, 0.012], rel=1e-4)


def _channels(ends, contacts, state, parties=3):
    view = np.eye(3)[:, np.minimum(np.arange(parties), 2)]
    known = parley({"talks.channel.contacts": contacts}, parties=parties, view=view, channel=np.ones(len(ends)),
                   channel_party=ends, channel_carrier=np.zeros((len(ends), parties)), channel_state=state)  # fmt: skip
    return float(odds.contacts(morning(known), known))


def test_contacts_between_the_camps():
    direct, left, right = [1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 1.0]
    assert _channels([direct], [0.3], [1]) == pytest.approx(0.3)
    # By way of a third: as good as the rarer half; a half alone leads nowhere.
    assert _channels([left, right], [0.3, 0.1], [1, 1]) == pytest.approx(0.1)
    assert _channels([left], [0.3], [1]) == 0.0
    assert _channels([direct, left, right], [0.2, 0.3, 0.1], [1, 1, 1]) == pytest.approx(0.3)
    # Closed ones carry nothing; those said to be closed carry as before.
    assert _channels([direct, left, right], [0.2, 0.3, 0.1], [0, 1, 1]) == pytest.approx(0.1)
    assert _channels([direct], [0.2], [2]) == pytest.approx(0.2)


def test_without_channels_nothing_stands_between_the_parties():
    known = siege([1.0, 1.0], {"talks.offers.step_pace": 0.25})
    assert "channel" in TalksLayout._fields
    assert float(odds.contacts(morning(known), known)) == 1.0
    assert float(odds.terms(jnp.zeros(2), morning(known), known).talk) == pytest.approx(-np.expm1(-4.0))


def test_relief_comes_by_open_roads_and_counts_a_battle_at_a_time():
    known = siege([1.0, 1.0], {"talks.offers.step_pace": 0.02})
    known = known._replace(layout=known.layout._replace(route_relief=jnp.ones(1)))
    state = morning(known)
    for share in (0.0, 0.5, 1.0):
        here = state._replace(today=state.today._replace(openness=jnp.full(1, share, jnp.float32)))
        chance = -np.expm1(-odds.RELIEF_RATE * share / 0.02)
        assert float(odds.terms(jnp.zeros(2), here, known).relief) == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize(("held", "expected"), [([0.5, 0.0], 0.0), ([1.0, 0.5], 2 / 3), ([0.0, 0.0], 0.0), ([1, 1], 1)])
def test_the_front_is_what_was_lost_since_day_0_and_never_below_nothing(held, expected):
    known = siege([1.0, 1.0])
    assert float(odds.front(morning(known, held=held), known)) == pytest.approx(expected)
