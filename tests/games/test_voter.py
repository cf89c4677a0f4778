"""The biased voter: the whole map's linear system against the ruin law, on any graph."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.games import voter

SIX = [(0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (4, 5)]  # urban.json: edge_voter_any_graph.edges


def held(zones):
    return np.array([state.bit_count() for state in range(2**zones)])


@st.composite
def maps(draw, most=7):
    """A connected map: a random tree and some edges more, with a weight for each."""
    zones = draw(st.integers(2, most))
    edges = {(draw(st.integers(0, z - 1)), z) for z in range(1, zones)}
    pairs = [(u, v) for v in range(zones) for u in range(v)]
    edges |= set(draw(st.lists(st.sampled_from(pairs), max_size=6)))
    weights = draw(st.lists(st.floats(0.01, 10), min_size=len(edges), max_size=len(edges)))
    return sorted(edges), zones, weights


def test_reference():
    # urban.json: edge_voter_any_graph, odds r = 1.5, P_from_2_red
    outlook = voter.by_state(SIX, 6, 0.6)
    two = held(6) == 2
    assert outlook.win[two] == pytest.approx(0.6090225563909775, rel=1e-11)
    assert voter.law(2, 6, 0.6).win == pytest.approx(0.6090225563909775, rel=1e-12)


@given(maps(), st.floats(0.05, 0.95))
def test_any_map_follows_the_ruin_law(graph, p):
    edges, zones, weights = graph
    outlook, law = voter.by_state(edges, zones, p, weights), voter.law(held(zones), zones, p)
    np.testing.assert_allclose(outlook.win, law.win, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(outlook.contests, law.contests, rtol=1e-8, atol=1e-9)


@given(maps(), st.floats(0.05, 0.95))
def test_swapping_sides_mirrors(graph, p):
    edges, zones, weights = graph
    here, there = voter.by_state(edges, zones, p, weights), voter.by_state(edges, zones, 1 - p, weights)
    # The state with all bits flipped stands at the mirrored index.
    np.testing.assert_allclose(here.win + there.win[::-1], 1, rtol=1e-9)
    np.testing.assert_allclose(here.contests, there.contests[::-1], rtol=1e-8, atol=1e-9)


@given(maps(most=5), st.floats(0.05, 0.95))
def test_one_more_zone_helps(graph, p):
    edges, zones, weights = graph
    win = voter.by_state(edges, zones, p, weights).win
    for zone in range(zones):
        without = np.array([state for state in range(2**zones) if not state >> zone & 1])
        assert np.all(win[without | 1 << zone] > win[without])


def test_by_hand_on_two_zones():
    # One edge, one contest: whoever wins it has both zones.
    outlook = voter.by_state([(0, 1)], 2, 0.3)
    assert outlook.win == pytest.approx([0, 0.3, 0.3, 1])
    assert outlook.contests == pytest.approx([0, 1, 1, 0])


def test_largest_map():
    ring = [(z, (z + 1) % 12) for z in range(12)]
    outlook = voter.by_state(ring, 12, 0.52)
    np.testing.assert_allclose(outlook.win, voter.law(held(12), 12, 0.52).win, rtol=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: voter.by_state([(0, 1)], 13, 0.5), "^zones: got 13, allowed: a whole number, 2 to 12"),
        (lambda: voter.by_state([(0, 1)], 3, 0.5), "^edges: got 2 zones connected to zone 0, allowed: all 3"),
        (lambda: voter.by_state([(0, 3)], 3, 0.5), r"^edges: got \(0, 3\), allowed: two different zones from 0 to 2"),
        (lambda: voter.by_state([(0, 0), (0, 1)], 2, 0.5), r"^edges: got \(0, 0\)"),
        (lambda: voter.by_state([(0, 1), (1, 0)], 2, 0.5), "^edges: .*once"),
        (lambda: voter.by_state([(0, 1)], 2, 0.5, [1, 2]), "^weights: got 2 of them, allowed: one for each of the 1"),
        (lambda: voter.by_state([(0, 1)], 2, 0.5, [0]), "^weights: got .*above 0"),
        (lambda: voter.by_state([(0, 1)], 2, 1), "^p: got 1, allowed: above 0 and below 1"),
    ],
)
def test_refuses_nonsense(call, message):
    with pytest.raises(ValueError, match=message):
        call()
