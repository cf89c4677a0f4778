"""Buildings against gambler's ruin, the biased voter on any graph, front speed and variance; the uncovered front."""

import networkx
import numpy as np
import pytest

from corridor.games import ruin
from model.support import borders, ground, line, live, nothing, ring, siege


def voters(border, held, p, daily):
    """One building a zone, no losses: a contest is won by the besieger with chance p."""
    numbers = {"group.strength": [1000 * p, 1000 * (1 - p)], "assault.contest_rate": daily}
    return siege(ground(len(held), border=border, held=held), numbers)


def taken(state):
    return state.held.sum()


def effective_odds(p, daily):
    """Odds that a day's one net change is a loss: a zone holds one building, so two wins on one day are one."""
    up, down = -np.expm1(-daily * p), -np.expm1(-daily * (1 - p))
    return down * (1 - up) / (up * (1 - down))


def ruined(n, zones, r):
    """Chance to go from n to all zones at odds r of a step back."""
    return (1 - r**n) / (1 - r**zones)


@pytest.mark.parametrize(
    ("zones", "n", "p", "exact", "duration"),
    [
        (10, 5, 0.55, 0.731717, 23.17174),  # smith_stam.json: ruin 10,5,.55
        (10, 3, 0.6, 0.716122, 20.806118),  # smith_stam.json: ruin 10,3,.6
        (5, 2, 0.4, 0.189573, 5.260664),  # smith_stam.json: ruin 5,2,.4
    ],
)
def test_one_building_a_zone_on_a_line_is_gamblers_ruin(zones, n, p, exact, duration):
    members, daily, days = 3000, 0.1, 1200
    war = voters(borders(zones, line(zones)), [1.0] * n + [0.0] * (zones - n), p, daily)
    last, seen, _ = live(war, days, members, "assault", see=taken)
    total = np.asarray(last.held).sum(axis=1)
    assert np.mean((total == 0) | (total == zones)) > 0.99  # the few still fighting are too few to matter
    won, daily_exact = (total == zones).mean(), ruined(n, zones, effective_odds(p, daily))
    assert abs(won - daily_exact) < 4 * np.sqrt(exact * (1 - exact) / members)
    assert daily_exact == pytest.approx(exact, abs=0.01)  # the day's length is the only difference
    up, down = -np.expm1(-daily * p), -np.expm1(-daily * (1 - p))
    moves = up * (1 - down) + down * (1 - up)  # chance that a day moves the front
    lasted = 1 + ((np.asarray(seen) > 0) & (np.asarray(seen) < zones)).sum(axis=0)
    assert lasted.mean() * moves == pytest.approx(duration, rel=0.06)


@pytest.mark.parametrize("red", [(0, 1), (4, 5), (0, 5)])
def test_the_number_of_zones_walks_alike_wherever_they_lie(red):
    # urban.json: edge_voter_any_graph: six nodes, r = 1.5, two red: .609023
    border = borders(6, [(0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (4, 5)])
    members, daily = 5000, 0.1
    war = voters(border, [float(z in red) for z in range(6)], 0.6, daily)
    total = np.asarray(live(war, 500, members, "assault")[0].held).sum(axis=1)
    assert np.mean((total == 0) | (total == 6)) > 0.99
    daily_exact = ruined(2, 6, effective_odds(0.6, daily))
    assert abs((total == 6).mean() - daily_exact) < 4 * np.sqrt(0.609 * 0.391 / members) + 0.002
    assert daily_exact == pytest.approx(0.609023, abs=0.01)  # the day's length is the only difference
    assert float(ruin.win(2, 6, 0.6)) == pytest.approx(0.609023, abs=1e-6)


def random_border(zones, seed):
    """A connected map: a random tree and some edges more, each with a weight of its own."""
    rng = np.random.default_rng(seed)
    graph = networkx.random_labeled_tree(zones, seed=seed)
    graph.add_edges_from(networkx.gnm_random_graph(zones, int(rng.integers(0, 12)), seed=seed).edges)
    border = borders(zones, list(graph.edges))
    weight = rng.uniform(0.4, 1.6, border.shape)
    return border * np.triu(weight, 1) + border * np.triu(weight, 1).T


MAPS = {
    "ring, p .6, from 2": (borders(8, ring(8)), 0.6, 2),
    "random, p .6, from 2": (random_border(8, 0), 0.6, 2),
    "random, p .5, from 3": (random_border(8, 1), 0.5, 3),
    "random, p .45, from 4": (random_border(8, 2), 0.45, 4),
    "random, p .7, from 1": (random_border(8, 3), 0.7, 1),
}


@pytest.mark.parametrize(("border", "p", "n"), MAPS.values(), ids=list(MAPS))
def test_rings_and_random_maps_follow_the_ruin_law_in_the_number_of_zones(border, p, n):
    # Weights and maps drop out of the law: the besieger's zones are scattered, each edge has a weight of its own.
    zones, members, daily, days = 8, 2000, 0.04, 900
    where = np.random.default_rng(n).permutation(zones)[:n]
    held = [float(z in where) for z in range(zones)]
    last, seen, _ = live(voters(border, held, p, daily), days, members, "assault", see=taken)
    total = np.asarray(last.held).sum(axis=1)
    assert np.mean((total == 0) | (total == zones)) > 0.985  # the rest are too few to matter beside the tolerance
    exact = float(ruin.win(n, zones, p))
    # Two wins over one building on one day are one, which at 0.04 contests a day and edge costs less than 0.02.
    assert abs((total == zones).mean() - exact) < 4 * np.sqrt(exact * (1 - exact) / members) + 0.02
    # Whatever the map, each step is up with chance p: this is the law itself, and tells p to a hundredth.
    moved = np.diff(np.concatenate([np.full((1, members), float(n)), np.asarray(seen)]), axis=0)
    ups, downs = (moved == 1).sum(), (moved == -1).sum()
    assert ups / (ups + downs) == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / (ups + downs)) + 0.005)


def test_front_speed_and_variance():
    # urban.json: front_speed: p = .6, lambda = .3: mean .06 and variance .3 buildings a day
    size, days, members = 100_000.0, 200, 4096
    numbers = {"group.strength": [600.0, 400.0], "assault.contest_rate": 0.3}
    war = siege(ground(2, line(2), held=[1.0, 0.0], buildings=size), numbers)
    held = np.asarray(live(war, days, members, "assault")[0].held, np.float64)
    gained = np.round(held * size).sum(axis=1) - size
    assert abs(gained.mean() / days - 0.06) < 4 * np.sqrt(0.3 / days / members)
    assert gained.var() / days == pytest.approx(0.3, rel=4 * np.sqrt(2 / members))


def test_an_uncovered_front_gives_way_and_a_covered_one_does_not():
    def lost(defenders):
        numbers = {"group.strength": [1000.0, defenders], "assault.pursuit_rate": 10.0,
                   "assault.buildings_exponent": 0.5}  # fmt: skip
        war = siege(ground(2, line(2), held=[1.0, 0.0], buildings=1000.0), numbers)
        return float(live(war, 5, 64, "assault")[0].held.sum(axis=1).mean()) - 1.0

    assert lost(1.0) > 0.5
    assert lost(5000.0) < 0.01


def test_given_control_is_taken_as_it_was():
    war = voters(borders(4, line(4)), [1.0, 1.0, 0.0, 0.0], 0.5, 5.0)
    known = nothing(war.layout, 3, held=[1.0, 0.0, 1.0, 0.0], held_known=True)
    last = live(war, known, 16, "assault")[0]
    np.testing.assert_array_equal(last.held, np.tile([1.0, 0.0, 1.0, 0.0], (16, 1)))
    np.testing.assert_array_equal(last.changed_day, np.tile([-1, 0, 0, -1], (16, 1)))
