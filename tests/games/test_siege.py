"""Supply: reference figures, the differential equation's long run, maximum flow by an independent solver."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from corridor.games import lanchester, siege

rates = st.floats(0.1, 50)


def test_stock_reference():
    # network.json: stock.days, stock_saturating.g_star, stock_saturating.fixed_point
    assert siege.run_out_day(300, 20, 50) == 10
    assert siege.settled_effect(20, 50) == pytest.approx(0.4)
    assert siege.settled_stock(20, 50, 100) == pytest.approx(66.66666666666667)


def test_parity_reference():
    # network.json: parity_shift.x_needed_for_y0_100
    needed = siege.parity_strength(100, 1, 1, 0.4, 1)
    assert needed == pytest.approx(158.11388300841895, rel=1e-12)
    assert lanchester.square_end(needed * 1.001, 100, 1, 0.4).winner == "x"
    assert lanchester.square_end(needed * 0.999, 100, 1, 0.4).winner == "y"


def test_two_phase_siege_flips_the_winner():
    # network.json: siege_two_phase.result and no_interdiction
    cut = siege.two_phase(1000, 900, 0.01, 0.012, 30, 0.4)
    assert cut.at_cut == pytest.approx((779.6014413923831, 582.5238955659227), rel=1e-12)
    assert cut.end[:2] == ("y", pytest.approx(218.17528123776745, rel=1e-11))
    supplied = siege.two_phase(1000, 900, 0.01, 0.012, 30, 1)
    assert supplied.end[:2] == ("x", pytest.approx(570.0877125495688, rel=1e-11))


@given(st.floats(100, 2000), st.floats(100, 2000), st.floats(0, 200))
def test_a_cut_that_cuts_nothing_or_comes_too_late(x0, y0, cut_day):
    plain = lanchester.square_end(x0, y0, 0.01, 0.012)
    whole = siege.two_phase(x0, y0, 0.01, 0.012, cut_day, 1).end
    assert whole.winner == plain.winner
    # Near parity the end is ill-conditioned in the strengths at the cut.
    if abs(math.log(0.01 * y0**2 / (0.012 * x0**2))) > 1e-3:
        assert whole[1:] == pytest.approx(plain[1:], rel=1e-6)
    if math.isfinite(plain.time):
        assert siege.two_phase(x0, y0, 0.01, 0.012, plain.time * 1.01, 0.2).end == plain


@given(st.floats(0.05, 0.9), rates, st.floats(1, 100), st.floats(0.3, 2), st.floats(0, 300))
def test_rationing_settles_where_the_equation_does(share, demand, half, rationing, stock):
    inflow = share * demand
    settled = float(siege.settled_stock(inflow, demand, half, rationing))

    def slope(_, s):
        return inflow - demand * (max(s[0], 0.0) / (max(s[0], 0.0) + half)) ** rationing

    assert slope(0, [settled]) == pytest.approx(0, abs=1e-9 * demand)
    # The stock moves towards it from either side.
    assert slope(0, [settled * 0.9]) > 0 > slope(0, [settled * 1.1])
    run = solve_ivp(slope, (0, 5 * (abs(stock - settled) + half) / demand), [stock], rtol=1e-8)
    assert abs(run.y[0, -1] - settled) <= abs(stock - settled) + 1e-6


@given(st.floats(0, 50), rates, st.floats(0.2, 3), st.floats(1, 2))
def test_effect_is_a_share_and_grows_with_inflow(inflow, demand, rationing, more):
    effect = siege.settled_effect(inflow, demand, rationing)
    assert 0 <= effect <= siege.settled_effect(inflow * more, demand, rationing) <= 1


def test_covered_demand():
    assert siege.run_out_day(300, 50, 50) == math.inf
    assert siege.settled_effect(60, 50) == 1
    assert siege.settled_stock(50, 50, 10) == math.inf


@given(st.lists(st.lists(st.integers(0, 50), min_size=1, max_size=5), max_size=5))
def test_route_flow_is_the_maximum_flow_and_the_minimum_cut(chains):
    network = nx.DiGraph()
    network.add_nodes_from(["source", "sink"])
    for route, capacities in enumerate(chains):
        nodes = ["source", *((route, k) for k in range(1, len(capacities))), "sink"]
        if len(capacities) == 1:  # two parallel roads need a node between them to stay apart
            nodes, capacities = ["source", (route, 0), "sink"], [*capacities, *capacities]
        for start, stop, capacity in zip(nodes, nodes[1:], capacities, strict=False):
            network.add_edge(start, stop, capacity=capacity)
    flow = siege.route_flow(chains)
    assert flow == nx.maximum_flow_value(network, "source", "sink")
    assert flow == nx.minimum_cut(network, "source", "sink")[0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: siege.run_out_day(-1, 0, 1), "^stock: got -1, allowed: 0 or more"),
        (lambda: siege.settled_effect(1, 0), "^demand: got 0, allowed: above 0"),
        (lambda: siege.settled_effect(1, 2, 0), "^rationing: got 0, allowed: above 0"),
        (lambda: siege.settled_stock(1, 2, 0), "^half: got 0, allowed: above 0"),
        (lambda: siege.parity_strength(100, 1, 1, 0, 1), "^effect_x: got 0, allowed: above 0, at most 1"),
        (lambda: siege.two_phase(100, 100, 0.1, 0.1, -1, 0.5), "^t: got -1"),
        (lambda: siege.two_phase(100, 100, 0.1, 0.1, 1, 0), "^effect: got 0"),
        (lambda: siege.route_flow([[1, -2]]), r"^chains: got \[1, -2\], allowed: 0 or more"),
        (lambda: siege.route_flow([[]]), "^chains: .*at least one segment"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
