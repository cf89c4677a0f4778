"""Civilians: nobody moves with all hazards off; flight, hunger, being overtaken and ground fire each as stated."""

import jax.numpy as jnp
import numpy as np
import pytest

from model.support import close, ground, live, morning, nothing, siege

PEOPLE = {"people.population": 90_000.0, "people.food_capacity": 1000.0}
OPEN = {"people.exit_open": 1.0}


def today(known, tempo=1.0, contact=0.0, taken=0.0, bombardment=0.0, **changed):
    """A morning after which the ground fighting and the bombs of the day are known."""
    state = morning(known, tempo=tempo, **changed)
    zones = state.held.shape
    field = {"contact": contact, "taken": taken}
    arrays = {name: jnp.broadcast_to(jnp.asarray(x, jnp.float32), zones) for name, x in field.items()}
    return state._replace(today=state.today._replace(bombardment=jnp.float32(bombardment), **arrays))


def everybody(state):
    return state.civilians.sum(axis=-1) + state.displaced + state.overtaken + state.civilian_deaths


def test_with_all_hazards_off_nobody_moves():
    known = siege(ground(3, held=0.0), PEOPLE | OPEN)
    last, _, _ = live(known, 20, 50, "civilians", first=today(known, contact=1.0, bombardment=1.0))
    np.testing.assert_allclose(last.civilians, 30_000.0)
    assert np.all(last.displaced + last.overtaken + last.civilian_deaths == 0)


@pytest.mark.parametrize(
    ("number", "hazard", "stress"),
    [
        ("flee_contact", 0.05 * 0.5 * 0.8, {"contact": 0.5, "tempo": [0.8, 0.2]}),
        ("flee_contact", 0.05, {"contact": 7.0}),
        ("flee_bombardment", 0.05 * 0.6, {"bombardment": 0.6}),
        ("flee_hunger", 0.05 * 0.75, {"food": 1.0}),
    ],
)
def test_flight_decays_exponentially_with_its_hazard(number, hazard, stress):
    # Hunger at food 1 with half 3: 1 - 1/(1 + 3) = 0.75; the food stays, for as much comes as is eaten.
    kept = {"people.food": 1.0, "civilians.ration_half": 3.0, "people.food_inflow": 0.25}
    known = siege(ground(3, held=0.0), PEOPLE | OPEN | kept | {f"civilians.{number}": 0.05})
    last, _, _ = live(known, 12, 1, "civilians", first=today(known, **stress))
    left = 90_000.0 * np.exp(-12 * hazard)
    assert float(last.civilians.sum()) == pytest.approx(left, rel=1e-5)
    assert float(last.displaced[0]) == pytest.approx(90_000.0 - left, rel=1e-4)


def test_nobody_leaves_by_a_closed_exit_and_a_given_exit_counts_before_the_scenarios():
    known = siege(ground(3, held=0.0), PEOPLE | {"people.exit_open": 0.5, "civilians.flee_bombardment": 0.1})
    first = today(known, bombardment=1.0)
    for imposed, hazard in ((None, 0.05), (0.0, 0.0), (1.0, 0.1)):
        given = nothing(known.layout, 1, exit_open=imposed or 0.0, exit_known=imposed is not None)
        last, _, _ = live(known, given, 1, "civilians", first=first)
        assert float(last.displaced[0]) == pytest.approx(90_000.0 * -np.expm1(-hazard), rel=1e-4)


def test_food_is_eaten_by_rations_and_settles_where_inflow_meets_them():
    # Eaten = food / (food + half) = inflow at the fixed point: food = half × inflow / (1 - inflow)
    fed = {"people.food": 40.0, "civilians.ration_half": 10.0, "people.food_inflow": 0.1, "route.food": 0.2}
    layout = ground(held=0.0, route_segment=[[True]])
    known = siege(layout, PEOPLE | fed)
    open_half = today(known)._replace(today=today(known).today._replace(openness=jnp.array([0.5])))
    last, seen, _ = live(known, 700, 1, "civilians", first=open_half, see=lambda s: s.food)
    assert float(seen[0, 0]) == pytest.approx(40.0 - 0.8 + 0.2)
    assert float(last.food[0]) == pytest.approx(10 * 0.2 / 0.8, rel=1e-4)


def test_a_full_store_of_food_takes_no_more_and_an_empty_one_starves():
    fed = {"people.food": 3.0, "people.food_capacity": 3.5, "civilians.ration_half": 10.0, "people.population": 9.0}
    assert float(live(siege(ground(), fed | {"people.food_inflow": 5.0}), 4, 1, "civilians")[0].food[0]) == 3.5
    gone = live(siege(ground(), fed | {"people.food": 0.0, "civilians.flee_hunger": 0.1, "people.exit_open": 1.0}),
                10, 1, "civilians")[0]  # fmt: skip
    assert float(gone.food[0]) == 0.0
    assert float(gone.displaced[0]) == pytest.approx(9.0 * -np.expm1(-1.0), rel=1e-4)


def test_a_road_of_the_besiegers_brings_the_pocket_no_food():
    numbers = PEOPLE | {"people.food": 40.0, "civilians.ration_half": 10.0, "route.food": 0.2}
    known = siege(ground(held=0.0, route_camp=[0.0], route_segment=[[True]]), numbers)
    opened = today(known)._replace(today=today(known).today._replace(openness=jnp.array([1.0])))
    assert float(live(known, 1, 1, "civilians", first=opened)[0].food[0]) == pytest.approx(40.0 - 0.8)


def test_the_ground_fighting_kills_among_those_who_are_still_there():
    # Half flee; the second zone, free the day before, falls by half: 20,000 and 5,000 are left to be fired at.
    half = {"civilians.flee_bombardment": np.log(2.0), "people.exit_open": 1.0, "people.population": 60_000.0}
    layout = ground(3, held=[0.5, 0.5, 1.0], residents=[2 / 3, 1 / 3, 0.0])
    known = siege(layout, half | {"civilians.shelling_rate": 20.0})
    first = today(known, contact=1.0, bombardment=1.0, taken=[0.0, 0.5, 0.0])
    last = live(known, 1, 40_000, "civilians", first=first)[0]
    assert float(last.displaced[0]) == pytest.approx(30_000, rel=1e-4)
    assert float(last.overtaken[0]) == pytest.approx(5_000, rel=1e-4)
    assert close(last.civilian_deaths, 20.0 * 25_000 / 100_000, extra=0.02)
    np.testing.assert_allclose(everybody(last), 60_000, rtol=1e-6)


def test_those_in_a_building_that_falls_leave_across_the_front_or_stay():
    # A zone half free loses half of what is free: half of its civilians are overrun, three tenths of those leave.
    known = siege(ground(3, held=[0.75, 0.5, 0.5]), PEOPLE | {"civilians.flee_capture": 0.3})
    last, _, _ = live(known, 1, 1, "civilians", first=today(known, taken=[0.25, 0.0, 0.0]))
    np.testing.assert_allclose(last.civilians[0], [15_000, 30_000, 30_000], rtol=1e-6)
    np.testing.assert_allclose([last.overtaken[0], last.displaced[0]], [10_500, 4500], rtol=1e-5)
    np.testing.assert_allclose(everybody(last), 90_000, rtol=1e-6)
    back, _, _ = live(known, 1, 1, "civilians", first=today(known, taken=[-0.25, 0.0, 0.0]))
    assert float(back.overtaken[0]) == 0.0


@pytest.mark.parametrize("sd", [0.0, 0.6])
def test_deaths_by_ground_fire_have_the_stated_moments(sd):
    # 10 a day and 100,000 × 90,000 × contact 0.5 × tempo 0.8 = 3.6; Var = m + m² (exp(sd²) - 1)
    known = siege(ground(3, held=0.0), PEOPLE | {"civilians.shelling_rate": 10.0, "bombardment.dispersion": sd})
    last, _, _ = live(known, 1, 40_000, "civilians", first=today(known, contact=0.5, tempo=[0.2, 0.8]))
    died = np.asarray(last.civilian_deaths, np.float64)
    variance = 3.6 + 3.6**2 * np.expm1(sd * sd)
    assert close(died, 3.6, extra=0.02)
    assert close((died - 3.6) ** 2, variance, extra=0.03 * variance)
    np.testing.assert_allclose(everybody(last), 90_000, rtol=1e-6)
