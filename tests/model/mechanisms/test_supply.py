"""Supply against run-out day, fixed point, minimum over segments and maximum flow."""

import networkx
import numpy as np
import pytest

from corridor.games import siege as game
from corridor.model.mechanisms.supply import route_openness
from model.support import ground, line, live, morning, nothing, siege


def stock_of(state):
    return state.stock


def kept(changed, days, **layout):
    """Stock of the besieged camp's depot each evening, at full tempo."""
    known = siege(ground(**layout), {"depot.capacity": 1e6} | changed)
    return np.asarray(live(known, days, 1, "supply", see=stock_of)[1])[:, 0, 1], known


def test_a_store_without_rationing_runs_out_on_its_day():
    # network.json: stock: 300 in store, 20 arrive, 50 are used: 10 days; in days of full use 6, 0.4 and 1.
    stock, _ = kept({"supply.rationing": 0.0, "depot.stock": 6.0, "depot.inflow": 0.4}, 14)
    np.testing.assert_allclose(stock, np.maximum(6.0 - 0.6 * np.arange(1, 15), 0.0), atol=1e-5)
    assert int(np.argmax(stock < 1e-5)) + 1 == 10 == float(game.run_out_day(300.0, 20.0, 50.0))


@pytest.mark.parametrize("rationing", [1.0, 0.5, 2.0])
def test_rationing_settles_where_use_meets_inflow(rationing):
    # network.json: stock_saturating.g_star = 0.4 = inflow / use at s = 1; else (inflow / use)^(1/s)
    changed = {"supply.rationing": rationing, "depot.stock": 5.0, "depot.inflow": 0.4, "depot.half": 2.0}
    stock, _ = kept(changed, 400)
    effect = stock[-1] / (stock[-1] + 2.0)
    assert effect == pytest.approx(0.4 ** (1 / rationing), abs=1e-6)
    assert effect == pytest.approx(float(game.settled_effect(20.0, 50.0, rationing)), abs=1e-6)
    assert stock[0] > stock[50] > stock[-1] - 1e-6


def test_the_days_effect_is_that_of_what_the_day_left_in_store():
    # 5 in store, half 2; 0.4 comes, 5/7 is used: 4.6857, whose effect is 0.70085.
    known = siege(ground(), {"depot.stock": 5.0, "depot.capacity": 9.0, "depot.half": 2.0, "depot.inflow": 0.4})
    last = live(known, 1, 1, "supply")[0]
    np.testing.assert_allclose(last.stock[0], 5.4 - 5 / 7, rtol=1e-6)
    np.testing.assert_allclose(last.today.effect[0], (5.4 - 5 / 7) / (7.4 - 5 / 7), rtol=1e-6)


def test_ten_steps_of_a_tenth_are_a_day():
    # Without rationing nothing feeds back: stocks, roads and replacements move by days, not by steps.
    numbers = {"depot.stock": 5.0, "depot.capacity": 9.0, "depot.inflow": 0.4, "supply.rationing": 0.0,
               "route.supply": 0.3, "route.persons": 20.0, "group.strength": 100.0, "group.replacement_pool": 1000.0,
               "group.replacement_rate": [30.0, 30.0]}  # fmt: skip
    road = {"held": 0.0, "route_segment": [[True]], "group_route": [[0.0], [1.0]]}
    for step, days in ((1.0, 3), (0.1, 30)):
        last = live(siege(ground(**road, step=step), numbers), days, 1, "supply")[0]
        np.testing.assert_allclose(last.stock[0], [5.0 - 3 * 0.6, 5.0 - 3 * 0.3], rtol=1e-4)
        np.testing.assert_allclose(last.strength[0], [100.0 + 90.0, 100.0 + 60.0], rtol=1e-4)


def test_idle_days_use_less():
    known = siege(
        ground(), {"depot.stock": 5.0, "depot.capacity": 9.0, "supply.idle_use": 0.3, "supply.rationing": 0.0}
    )
    for tempo, use in ((0.0, 0.3), (0.5, 0.65), (1.0, 1.0)):
        last, _, _ = live(known, 1, 1, "supply", first=morning(known, tempo=[tempo, 1.0]))
        np.testing.assert_allclose(last.stock[0], [5.0 - use, 4.0], rtol=1e-6)


def test_a_full_store_takes_no_more():
    stock, _ = kept({"depot.stock": 3.0, "depot.inflow": 5.0, "depot.capacity": 3.5}, 3)
    np.testing.assert_allclose(stock, 3.5)


def road(held, segments=(0, 1, 2), camp=1.0, exponent=1.0, fire=0.0, factor=1.0, zones=4):
    """How far a road through some zones of a line is open."""
    layout = ground(zones, line(zones), held=held, route_zone=[segments], route_segment=[[True] * len(segments)],
                    route_camp=[camp])  # fmt: skip
    known = siege(layout, {"supply.openness_exponent": exponent, "route.fire_control": fire})
    day = nothing(layout, 1, route_factor=factor)
    return float(route_openness(layout.held, known, type(day)(*(x[0] for x in day)))[0])


def test_a_road_is_as_open_as_its_worst_segment():
    assert road([0.0, 0.0, 0.0, 1.0]) == 1.0
    assert road([0.1, 0.7, 0.2, 0.0]) == pytest.approx(0.3)
    assert road([0.1, 0.7, 0.2, 0.0], exponent=2.0) == pytest.approx(0.09)
    assert road([0.0, 1.0, 0.0, 0.0]) == 0.0
    # For the other camp it is the other way round.
    assert road([0.9, 0.7, 1.0, 0.0], camp=0.0) == pytest.approx(0.7)
    assert road([0.1, 0.7, 0.2, 0.0], factor=0.5) == pytest.approx(0.15)


def test_fire_from_beside_closes_a_road():
    # Zone 2's neighbours are 1 (free) and 3 (held): half of what is around it is hostile.
    assert road([0.0, 0.0, 0.0, 1.0], fire=0.6) == pytest.approx(1 - 0.6 * 0.5)
    assert road([0.0, 0.0, 0.0, 0.0], fire=1.0) == 1.0
    # The besieger's own road: its zone 2 has the free zone 3 beside it.
    assert road([1.0, 1.0, 1.0, 0.0], fire=0.6, camp=0.0) == pytest.approx(1 - 0.6 * 0.5)
    assert road([1.0, 1.0, 1.0, 1.0], fire=1.0, camp=0.0) == 1.0


def test_roads_add_up_to_the_maximum_flow_of_disjoint_chains():
    rng = np.random.default_rng(4)
    for _ in range(5):
        chains = np.arange(12).reshape(4, 3)
        held, carries = rng.random(12), rng.uniform(0.1, 3.0, 4)
        graph = networkx.DiGraph()
        for chain, most in zip(chains.tolist(), carries, strict=True):
            for a, b in zip(["outside", *chain[:-1]], chain, strict=True):
                graph.add_edge(a, b, capacity=most * (1 - held[b]))
            graph.add_edge(chain[-1], "inside", capacity=most)
        layout = ground(12, held=held, route_zone=chains, route_segment=np.ones((4, 3), bool), route_camp=np.ones(4),
                        route_depot=np.tile([0.0, 1.0], (4, 1)), group_route=np.zeros((2, 4)),
                        route_relief=np.zeros(4))  # fmt: skip
        known = siege(layout, {"route.supply": carries, "depot.capacity": 100.0})
        last, _, _ = live(known, 1, 1, "supply")
        flow = networkx.maximum_flow_value(graph, "outside", "inside")
        np.testing.assert_allclose(last.stock[0], [0.0, flow], rtol=1e-5)
        assert float(game.route_flow([carries[i] * (1 - held[chains[i]]) for i in range(4)])) == pytest.approx(flow)


def replaced(changed, days=1, held=0.0, by_road=True, **first):
    layout = ground(held=held, route_segment=[[True]], group_route=[[0.0], [1.0 if by_road else 0.0]])
    known = siege(layout, {"group.strength": 100.0} | changed)
    return live(known, days, 1, "supply", first=morning(known, **first))[0]


def test_replacements_come_as_far_as_pool_and_road_allow():
    sends = {"group.replacement_rate": [0.0, 30.0], "group.replacement_pool": [0.0, 70.0], "route.persons": 20.0}
    last = replaced(sends)
    np.testing.assert_allclose([last.strength[0], last.replaced[0], last.pool[0]], [[100, 120], [0, 20], [0, 50]])
    assert float(replaced(sends, held=0.75).replaced[0, 1]) == pytest.approx(5.0)
    assert float(replaced(sends, held=1.0).replaced[0, 1]) == 0.0
    assert float(replaced(sends, by_road=False, held=1.0).replaced[0, 1]) == 30.0
    # The pool is all there is.
    assert float(replaced(sends, days=30).replaced[0, 1]) == pytest.approx(70.0)
    assert float(replaced(sends, broken=[False, True]).replaced[0, 1]) == 0.0


def test_arrivals_join_whatever_the_road():
    known = siege(ground(held=1.0), {"group.strength": 100.0})
    days = nothing(known.layout, 2, arrivals=[[0.0, 7.0], [3.0, 0.0]])
    last, _, _ = live(known, days, 1, "supply")
    np.testing.assert_allclose([last.strength[0], last.replaced[0]], [[103, 107], [3, 7]])
